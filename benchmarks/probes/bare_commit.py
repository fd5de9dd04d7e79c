"""A bare SQLCipher commit: one row in a file of its own, with the settings of the library."""

from __future__ import annotations

import time
from pathlib import Path

from dpia_wizard.storage.connection import connect


class BareCommit:
    """An encrypted file with one small row, that is written anew and committed."""

    def __init__(self, path: Path) -> None:
        self._connection = connect(path, bytes(32), new=True)
        self._connection.execute("CREATE TABLE IF NOT EXISTS bare (id TEXT PRIMARY KEY, text TEXT)")
        self._connection.execute("REPLACE INTO bare VALUES ('1', '')")

    def commit(self, text: str) -> float:
        """Milliseconds to write *text* and have it on the disk."""
        began = time.perf_counter()
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("UPDATE bare SET text = ? WHERE id = '1'", (text,))
        self._connection.execute("COMMIT")
        return (time.perf_counter() - began) * 1000

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()
