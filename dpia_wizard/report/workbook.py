"""The extract as a workbook: the risk register without free text, one sheet for each list."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Any

from dpia_wizard.report.working_group import (
    borne_told,
    fingerprint,
    shown,
    stage_told,
    withheld,
)
from dpia_wizard.wording import Wording
from dpia_wizard.wording.team import between

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dpia_wizard.core.catalogue import Pack
    from dpia_wizard.core.extract import Extract
    from dpia_wizard.texts import Words

Value = str | int
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
"""A text that begins with one of these is run by some programs, so it gets a mark before it."""
MOST_IN_A_CELL = 32_000
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""How every workbook is made: in memory, and each text stays a text."""

MADE = datetime(2000, 1, 1)  # noqa: DTZ001 -- the same extract gives the same bytes


def working_group_workbook(extract: Extract, pack: Pack, words: Words, *, today: str) -> bytes:
    """The workbook for the Working Group; *today* is the ISO date of making it."""
    from xlsxwriter import Workbook

    file = io.BytesIO()
    with Workbook(file, dict(OPTIONS)) as book:
        book.set_properties(
            {"title": words("DPIA extract for the Working Group"), "author": "", "created": MADE}
        )
        sheets = Sheets(book, rtl=words.is_right_to_left)
        wording = Wording(words, pack)
        _about(sheets, extract, wording, today)
        _register(sheets, extract, wording)
        _levels(sheets, extract, wording)
        _families(sheets, extract, wording)
        _clauses(sheets, extract, wording)
        _actions(sheets, extract, wording)
    return file.getvalue()


def guarded(text: str) -> str:
    """*text* as a cell may hold it: never a formula, no controls, not too long."""
    clean = "".join(c for c in text if c.isprintable() or c == "\n")[:MOST_IN_A_CELL]
    return f"'{clean}" if clean.startswith(FORMULA_STARTS) else clean


class Sheets:
    """Sheets with a bold head, in the direction of the language."""

    def __init__(self, book: Any, *, rtl: bool) -> None:
        self._book = book
        self._rtl = rtl
        shape = {"text_wrap": True, "valign": "top", "reading_order": 2 if rtl else 1}
        self._plain = book.add_format(shape)
        self._head = book.add_format(shape | {"bold": True, "bg_color": "#F0F3F5", "bottom": 1})

    def add(
        self,
        name: str,
        columns: Sequence[tuple[str, int]],
        rows: Sequence[Sequence[Value]],
    ) -> None:
        """A sheet with columns (title, width in characters) and rows."""
        sheet = self._book.add_worksheet(_sheet_name(name))
        if self._rtl:
            sheet.right_to_left()
        for column, (title, width) in enumerate(columns):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, guarded(title), self._head)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                if isinstance(value, int):
                    sheet.write_number(number, column, value, self._plain)
                else:
                    sheet.write_string(number, column, guarded(value), self._plain)
        sheet.freeze_panes(1, 0)
        if rows:
            sheet.autofilter(0, 0, len(rows), len(columns) - 1)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)


def _sheet_name(name: str) -> str:
    return "".join(" " if c in "[]:*?/\\" else c for c in name).strip("' ")[:31]


def _about(sheets: Sheets, extract: Extract, wording: Wording, today: str) -> None:
    _ = wording.words
    title = wording.words.pack("matrix.title", wording.pack.matrix.title)
    rows: list[tuple[Value, Value]] = [
        (_("Sensitivity"), _("MODERATE")),
        (_("Stage"), stage_told(extract, wording)),
        (_("Depth"), wording.depth(extract.depth)),
        (_("Month"), extract.month),
        (_("Matrix"), f"{title} ({extract.matrix})"),
        (_("Rule edition"), extract.rule_edition),
        (_("Stop conditions present"), ", ".join(extract.stops) or _("none")),
        (_("Risks in a team’s own words"), _number(wording.words, extract.own_risks)),
        (_("Acceptances"), borne_told(extract, wording)),
        (_("Withheld, and why"), withheld(extract, wording)),
        (_("Extract fingerprint"), fingerprint(extract)),
        (_("Printed"), today),
    ]
    sheets.add(_("About"), ((_("What"), 30), (_("Extract for the Working Group"), 90)), rows)


def _number(words: Words, n: int) -> Value:
    """A count as a number, or in words when it is withheld."""
    said = shown(words, n)
    return n if said == str(n) else said


def _register(sheets: Sheets, extract: Extract, wording: Wording) -> None:
    _ = wording.words
    rows = [
        (
            risk.risk,
            wording.risk(risk.risk),
            f"{risk.group} {wording.group(risk.group)}",
            wording.level(risk.inherent),
            wording.level(risk.today),
            between(wording, risk.lowest, risk.highest) if risk.lowest else "",
            wording.level(risk.projected),
            ", ".join(wording.clause_id(clause) for clause in risk.clauses),
        )
        for risk in extract.risks
    ]
    columns = (
        (_("No."), 8),
        (_("Risk to the child (catalogue wording)"), 52),
        (_("Group"), 34),
        (_("Before controls"), 16),
        (_("Today"), 14),
        (_("Range today"), 20),
        (_("If the plan is done"), 18),
        (_("DPISP clauses"), 24),
    )
    sheets.add(_("Risk register"), columns, rows)


def _levels(sheets: Sheets, extract: Extract, wording: Wording) -> None:
    _ = wording.words
    before, projected = dict(extract.inherent), dict(extract.projected)
    rows = [
        (wording.level(level), before.get(level, 0), n, projected.get(level, 0))
        for level, n in extract.today
        if n or level in before
    ]
    columns = (
        (_("Level"), 20),
        (_("Before controls"), 16),
        (_("Today"), 14),
        (_("If the plan is done"), 18),
    )
    sheets.add(_("Levels"), columns, rows)


def _families(sheets: Sheets, extract: Extract, wording: Wording) -> None:
    _ = wording.words
    rows = [
        (
            wording.family(family.family),
            *(
                _number(wording.words, n)
                for n in (
                    family.verified,
                    family.in_place,
                    family.partly_or_planned,
                    family.missing,
                    family.unknown,
                )
            ),
        )
        for family in extract.families
    ]
    columns = (
        (_("Family"), 28),
        (_("Verified"), 16),
        (_("In place, not seen"), 18),
        (_("Partly or planned"), 18),
        (_("Missing"), 16),
        (_("Unknown"), 16),
    )
    sheets.add(_("Controls"), columns, rows)


def _clauses(sheets: Sheets, extract: Extract, wording: Wording) -> None:
    _ = wording.words
    rows = [
        (wording.clause_id(clause), wording.clause(clause), _number(wording.words, n))
        for clause, n in extract.strained_clauses
    ]
    columns = ((_("Clause"), 18), (_("Title"), 46), (_("Risks above the tolerance"), 24))
    sheets.add(_("Clauses under strain"), columns, rows)


def _actions(sheets: Sheets, extract: Extract, wording: Wording) -> None:
    _ = wording.words
    rows = []
    for control, month in extract.shared_controls:
        clauses = ", ".join(map(wording.clause_id, wording.pack.control[control].clauses))
        rows.append((control, wording.control(control), clauses, month))
    columns = (
        (_("No."), 8),
        (_("Action (catalogue wording)"), 52),
        (_("DPISP clauses"), 20),
        (_("Due (month)"), 14),
    )
    sheets.add(_("Shared actions"), columns, rows)
