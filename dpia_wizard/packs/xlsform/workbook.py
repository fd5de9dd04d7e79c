"""Tables as a workbook: every cell is a text, and equal tables give equal bytes."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 -- the same form gives the same bytes
_RUN_BY_SOME = ("=", "+", "-", "@")
_WIDE = {"type": 26, "name": 34, "relevant": 40, "what is not carried": 100, "list_name": 30}


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: its heads, and rows with texts by head."""

    name: str
    heads: tuple[str, ...]
    rows: Sequence[Mapping[str, str]]


def workbook(tables: Sequence[Table]) -> bytes:
    """The workbook with *tables* as its sheets."""
    from xlsxwriter import Workbook

    file = io.BytesIO()
    with Workbook(file, dict(_OPTIONS)) as book:
        book.set_properties({"author": "", "created": _MADE})
        bold = book.add_format({"bold": True, "bg_color": "#F0F3F5", "bottom": 1})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        # A text that looks like a formula stays a text also when somebody edits the cell.
        quoted = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        for table in tables:
            sheet = book.add_worksheet(table.name)
            for column, head in enumerate(table.heads):
                width = _WIDE.get(head, 36 if "::" in head and "(" in head else 14)
                sheet.set_column(column, column, width)
                sheet.write_string(0, column, head, bold)
            for number, row in enumerate(table.rows, 1):
                for column, head in enumerate(table.heads):
                    text = row.get(head, "")
                    if text:
                        style = quoted if text.startswith(_RUN_BY_SOME) else plain
                        sheet.write_string(number, column, text, style)
            sheet.freeze_panes(1, 2)
    return file.getvalue()
