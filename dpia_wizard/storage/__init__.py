"""The encrypted library on the disk, and the one place for SQL."""
