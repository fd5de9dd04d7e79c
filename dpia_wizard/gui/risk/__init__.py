"""One risk: what it is, how it is rated and why, what stands against it."""
