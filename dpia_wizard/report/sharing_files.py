"""The data points and who gets which of them, as a workbook and as rows for other programs."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Literal

from dpia_wizard.core.sharing import INVENTORY, OCCASIONS
from dpia_wizard.report.sharing import SharingWords
from dpia_wizard.report.workbook import MADE, OPTIONS, Sheets, guarded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dpia_wizard.core.sharing import DataPoint, Occasion, Sharing, SharingTables
    from dpia_wizard.report.material import Material

Table = Literal["sharing", "data-points"]
_DIRECTION_MARKS = str.maketrans("", "", "\u2066\u2067\u2068\u2069")
"""What holds ids and people's words together on paper; cells have a direction of their own."""


def sharing_workbook(m: Material, tables: SharingTables) -> bytes:
    """One sheet for each table; the sheets run from the right where the language does."""
    from xlsxwriter import Workbook

    _ = m.words
    say = SharingWords(m)
    file = io.BytesIO()
    with Workbook(file, dict(OPTIONS)) as book:
        book.set_properties({"title": _("Data points and sharing"), "author": "", "created": MADE})
        sheets = Sheets(book, rtl=m.words.is_right_to_left)
        sheets.add(_("Data points"), _widths(_point_head(m), 26), _points(say, tables.points))
        sheets.add(_("Sharing"), _widths(_sharing_head(m), 24), _sharing(say, tables.sharing))
        sheets.add(_("Rules"), _widths(_rule_head(m), 30), _rules(say, tables.occasions))
        sheets.add(
            _("Clauses"),
            ((_("Clause"), 18), (_("Number in the signed text"), 26), (_("Title"), 80)),
            _clauses(say),
        )
        gaps = [_plain(text) for text in dict.fromkeys(say.gap(gap) for gap in tables.gaps)]
        rows = [(number, text) for number, text in enumerate(gaps, 1)]
        sheets.add(_("To settle"), ((_("Number"), 8), (_("What does not fit"), 110)), rows)
    return file.getvalue()


def sharing_csv(m: Material, tables: SharingTables, table: Table = "sharing") -> bytes:
    """One table as CSV: UTF-8 with a mark at its beginning, no cell that is run as a formula."""
    say = SharingWords(m)
    if table == "sharing":
        head, rows = _sharing_head(m), _sharing(say, tables.sharing)
    else:
        head, rows = _point_head(m), _points(say, tables.points)
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    for row in (head, *rows):
        writer.writerow([guarded(cell) for cell in row])
    return "\ufeff".encode() + file.getvalue().encode()


def _point_head(m: Material) -> tuple[str, ...]:
    _ = m.words
    return (
        _("Id"),
        _("Kind of information"),
        _("Which part of it"),
        _("About whom"),
        _("Collected at"),
        _("What it is needed for"),
        _("Needed?"),
        _("Sensitivity"),
        _("Basis"),
        _("Who gets it"),
        _("How long it is kept"),
        _("Could it be less?"),
        _("In the inventory"),
    )


def _points(say: SharingWords, points: Sequence[DataPoint]) -> list[tuple[str, ...]]:
    m = say.m
    return [
        _row(
            point.element,
            say.said("element", (point.element,)),
            point.detail,
            say.said("about", point.about),
            say.said("step", point.steps),
            point.why,
            say.said("need", (point.need,)),
            say.said("sensitivity", (point.sensitivity,)),
            say.basis(point.basis),
            say.recipients(point.shared_with),
            point.retention,
            say.said("less", point.less),
            m.wording.plain_choice("yes" if point.row else "no"),
        )
        for point in points
    ]


def _sharing_head(m: Material) -> tuple[str, ...]:
    _ = m.words
    return (
        _("Id"),
        _("Kind of information"),
        _("Who gets it"),
        _("Parties"),
        _("Occasion"),
        _("What for"),
        _("Basis"),
        _("Sensitivity"),
        _("Who decides"),
        _("How"),
        _("To settle"),
    )


def _sharing(say: SharingWords, sharing: Sequence[Sharing]) -> list[tuple[str, ...]]:
    return [
        _row(
            one.element,
            say.said("element", (one.element,)),
            say.recipient(one.recipient),
            say.own(one.parties),
            say.occasion(one.occasion),
            say.own(one.purposes),
            say.basis(one.basis),
            say.said("sensitivity", (one.sensitivity,)),
            say.decides(one.decides),
            say.channels(one.channels),
            "\n".join(say.gap(gap) for gap in one.told()),
        )
        for one in sharing
    ]


def _rule_head(m: Material) -> tuple[str, ...]:
    _ = m.words
    return (
        _("Occasion"),
        _("Kind of information"),
        _("Who gets it"),
        _("Who decides"),
        _("How"),
        _("What is never shared"),
        _("Rules"),
        _("What comes back"),
    )


def _rules(say: SharingWords, occasions: Sequence[Occasion]) -> list[tuple[str, ...]]:
    return [
        _row(
            say.occasion(one.occasion),
            say.m.words("; ").join(say.element(id) for id in one.elements),
            say.recipients(one.recipients),
            say.decides(one.decides),
            say.channels(one.channels),
            one.never,
            one.rules,
            one.feedback,
        )
        for one in occasions
    ]


def _clauses(say: SharingWords) -> list[tuple[str, ...]]:
    """The clauses that the tables serve, with their numbers in the signed text."""
    ids = dict.fromkeys((*say.clauses(INVENTORY), *say.clauses(OCCASIONS)))
    known = (say.m.pack.clause[id] for id in ids if id in say.m.pack.clause)
    return [_row(one.id, one.number, say.m.wording.clause(one.id)) for one in known]


def _row(*cells: str) -> tuple[str, ...]:
    return tuple(_plain(cell) for cell in cells)


def _plain(text: str) -> str:
    return text.translate(_DIRECTION_MARKS)


def _widths(head: Sequence[str], wide: int) -> list[tuple[str, int]]:
    return [(title, wide) for title in head]
