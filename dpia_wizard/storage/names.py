"""How the files of a library are called, and how large one kept in it may be."""

from __future__ import annotations

DATABASE = "library.db"
KEYS = "library.keys"
"""The file beside the database that holds its key, locked by passphrase and recovery sheet."""

LARGEST_BLOB = 20 * 1024 * 1024
"""The largest file that is kept with an assessment, in bytes."""
