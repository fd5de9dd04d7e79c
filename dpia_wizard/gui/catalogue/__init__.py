"""The catalogue: everything that a pack knows, to look up, follow and take along on paper."""
