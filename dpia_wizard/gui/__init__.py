"""The windows, and the one place for Qt: what people see and do; nothing is decided here."""

import builtins

import PySide6.QtCore  # noqa: F401 -- it puts its own import in the place of Python's

# PySide's import reads the source of every module after it and keeps it, to look for a feature
# that nothing here uses: 20 ms at the start, and 20 MiB once the report's libraries are read.
_lean_import = getattr(builtins, "__orig_import__", None)
if _lean_import is not None:
    builtins.__import__ = _lean_import
