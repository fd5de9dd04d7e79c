"""All risks on one matrix, with the ways that they took."""
