"""How things are printed: lines without control characters, and JSON that scripts can read."""

from __future__ import annotations

import json
from collections.abc import Sequence

import click

_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2028\u2029\ufeff")


def plain(text: str) -> str:
    """*text* on one line, with nothing in it that a terminal would obey."""
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character in "\n\t\r":
        return " "
    if character in _TURNING or ord(character) < 32 or 127 <= ord(character) < 160:
        return "�"
    return character


def say(text: str = "", *, end: bool = True) -> None:
    """Print one line."""
    click.echo(plain(text), nl=end)


def say_json(value: object) -> None:
    """Print *value* as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def say_table(rows: Sequence[Sequence[str]]) -> None:
    """Print *rows* in columns; the last one is not filled up."""
    if not rows:
        return
    cleaned = [[plain(cell) for cell in row] for row in rows]
    widths = [max(len(row[at]) for row in cleaned) for at in range(len(cleaned[0]))]
    for row in cleaned:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        click.echo("  ".join(cells).rstrip())
