"""Names of an XLSForm for the ids of a pack, and back: no two ids have one name.

A point becomes ``__``; ``___`` stands before a column or another part of a question. An underline
beside another one or before a point becomes a hyphen, which no id holds, and an id that begins
with a digit gets an underline first, which no id begins with.
"""

from __future__ import annotations

import re

_POINT = "__"
_PART = "___"
_BESIDE = re.compile(r"_(?=[_.]|$)|(?<=_)_")


def name_of(id: str) -> str:
    """The name of a section, a question or a list of choices."""
    name = _BESIDE.sub("-", id).replace(".", _POINT)
    return f"_{name}" if name[:1].isdigit() else name


def part_name(id: str, part: str) -> str:
    """The name of a column of a table, or of another part of a question."""
    return f"{name_of(id)}{_PART}{_BESIDE.sub('-', part)}"


def id_of(name: str) -> str:
    """The id that has the name *name*."""
    name = name.removeprefix("_") if name[1:2].isdigit() else name
    return name.replace(_POINT, ".").replace("-", "_")


def part_of(name: str) -> str:
    """The part that a name made by `part_name` ends with; "" where it has none."""
    return name.rpartition(_PART)[2].replace("-", "_") if _PART in name else ""
