"""Bow-ties and heat map on paper: which risks have one, what they say, how they are drawn."""

from __future__ import annotations

import ctypes
import io
from dataclasses import replace
from itertools import pairwise

import pypdfium2
import pytest

from dpia_wizard.core.model import Assessment, Control, Link, Risk, link_id, pinned
from dpia_wizard.core.register import NOT_RATED, RatedRisk, register
from dpia_wizard.packs.load import load_pack
from dpia_wizard.report import document as d
from dpia_wizard.report import phrases
from dpia_wizard.report.full import full_report
from dpia_wizard.report.pdf.bow_tie import MOST_BARRIERS
from dpia_wizard.report.pdf.writer import to_pdf
from dpia_wizard.report.phrases import MOST_PLANNED, heat_map
from dpia_wizard.texts import words_for
from dpia_wizard.wording import Wording
from dpia_wizard.wording.bow_tie import bow_tie

PACK = load_pack()
TODAY = "2026-11-21"
UKRAINIAN = (
    "Передавання персональних даних дітей неуповноваженим особам через загальнодоступні"
    " канали обміну повідомленнями без шифрування"
)
ARABIC = "مشاركة المعلومات الشخصية للأطفال مع جهات غير مخوّلة عبر قنوات مراسلة عامة غير مشفّرة"
STATUSES = ("verified", "in_place", "partly", "planned", "not_in_place", "unknown")
PLACES = (
    ("almost_certain", "grave"),
    ("likely", "serious"),
    ("possible", "limited"),
    ("remote", "low_distress"),
    ("", ""),
)


def made(risks: int = 5, controls: int = 12, words: str = UKRAINIAN) -> Assessment:
    """Risks of every level and one that is not rated, each with controls of every status."""
    empty = Assessment("a", "DPIA-2026-014", TODAY, pinned(PACK.ref, PACK.matrix_ref))
    known: dict[str, Risk] = {}
    standing: dict[str, Control] = {}
    links: dict[str, Link] = {}
    for at in range(risks):
        likelihood, severity = PLACES[at % len(PLACES)]
        id = f"X{at}"
        known[id] = Risk(
            id,
            words,
            f"{words}; {words}",
            words,
            harm=f"{words}; {ARABIC}",
            likelihood=likelihood,
            severity=severity,
            evidence="documented",
        )
        for number in range(controls):
            control = f"C{number:02}"
            status = STATUSES[number % 6]
            seen = {"evidence": "log", "evidence_date": TODAY} if status == "verified" else {}
            plan = {"owner": "IT", "due": "2027-01-01", "custodian": control}
            standing[control] = Control(control, words, status, **plan, **seen)
            link = Link(link_id(id, control), id, control, "both", "strong")
            links[link.id] = link
    return replace(empty, risks=known, controls=standing, links=links)


def report(assessment: Assessment, language: str = "en") -> d.Document:
    return full_report(
        assessment, PACK, words_for(language), today=TODAY, on=TODAY, fingerprint="f" * 64
    )


def ties(document: d.Document) -> list[d.BowTie]:
    return [part for part in d.walk(document.blocks) if isinstance(part, d.BowTie)]


def rated(assessment: Assessment) -> tuple[RatedRisk, ...]:
    return register(PACK, assessment, on=TODAY)


def test_every_risk_above_the_tolerance_has_its_bow_tie_and_no_other_has() -> None:
    assessment = made(controls=0)
    above = [
        risk
        for risk in rated(assessment)
        if risk.level != NOT_RATED and PACK.matrix.is_above_tolerance(risk.level)
    ]
    assert {risk.level for risk in above} == {"high", "critical"}
    assert len(ties(report(assessment))) == len(above) < 5


@pytest.mark.parametrize("language", ["en", "ar"])
def test_paper_says_what_the_window_says(language: str) -> None:
    assessment = made(risks=1)
    (printed,) = ties(report(assessment, language))
    (risk,) = rated(assessment)
    shown = bow_tie(Wording(words_for(language), PACK), risk)
    for here, there in ((printed.stops, shown.stops), (printed.softens, shown.softens)):
        assert [(one.number, one.state) for one in here] == [
            (one.control.id, one.state) for one in there if one.state is not None
        ]
    assert (len(printed.causes), len(printed.harms)) == (2, 2)
    assert not printed.gap_before


def test_where_nothing_stands_today_paper_says_so() -> None:
    assessment = made(risks=1, controls=0)
    (printed,) = ties(report(assessment))
    assert printed.gap_before == printed.gap_after == "no barrier today"
    planned = {id: replace(c, status="planned") for id, c in made(1, 3).controls.items()}
    (printed,) = ties(report(replace(made(1, 3), controls=planned)))
    assert printed.gap_before == "no barrier today"
    assert {one.state for one in printed.stops} == {"planned"}


def boxes_of(pdf: bytes, prefix: str) -> list[tuple[float, float, float, float]]:
    """Where the numbers that begin with *prefix* stand on the first page."""
    page = pypdfium2.PdfDocument(pdf)[0]
    text = page.get_textpage()
    search = text.search(prefix, match_whole_word=False)
    found = []
    while (hit := search.get_next()) is not None:
        chars = [text.get_charbox(at) for at in range(hit[0], hit[0] + 3)]
        found.append(
            (
                min(c[0] for c in chars),
                min(c[1] for c in chars),
                max(c[2] for c in chars),
                max(c[3] for c in chars),
            )
        )
    return found


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("number", [1, 4, 5, 12, MOST_BARRIERS])
def test_no_number_of_a_barrier_touches_another(number: int, direction: d.Direction) -> None:
    barriers = tuple(d.Barrier(f"C{at:02}", "verified") for at in range(number))
    block = d.BowTie(
        UKRAINIAN, (UKRAINIAN, ARABIC), barriers, (ARABIC,), barriers, "before", "after"
    )
    document = replace(report(made(1, 0)), blocks=(block,), direction=direction)
    boxes = boxes_of(to_pdf(document).pdf, "C")
    assert len(boxes) == 2 * number
    for at, one in enumerate(boxes):
        for other in boxes[at + 1 :]:
            apart = one[2] <= other[0] or other[2] <= one[0]
            assert apart or one[3] <= other[1] or other[3] <= one[1], (one, other)


def test_more_barriers_than_fit_are_counted() -> None:
    barriers = tuple(d.Barrier(f"C{at:02}", "planned") for at in range(MOST_BARRIERS + 3))
    block = d.BowTie("event", ("cause",), barriers, ("harm",), (), "causes", "harms")
    pdf = to_pdf(replace(report(made(1, 0)), blocks=(block,))).pdf
    assert "+3" in pypdfium2.PdfDocument(io.BytesIO(pdf))[0].get_textpage().get_text_range()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_crowded_bow_ties_are_printed(language: str) -> None:
    assert to_pdf(report(made(), language)).pages > 10


def test_planned_ways_are_printed_while_they_can_be_told_apart() -> None:
    assessment = made(risks=5)
    planned = {id: replace(c, status="planned") for id, c in assessment.controls.items()}
    assessment = replace(assessment, controls=planned)
    few = heat_map(Wording(words_for("en"), PACK), rated(assessment))
    assert any(move.is_planned for move in few.moves)
    assert len(few.moves) <= MOST_PLANNED
    assert sum(cell.today for row in few.cells for cell in row) == 4  # the fifth is not rated


def arrows(page: pypdfium2.PdfPage) -> list[list[tuple[float, float]]]:
    """The corners of every arrow of a heat map, found by the width of its light edge."""
    raw, found = pypdfium2.raw, []
    for part in page.get_objects():
        width = ctypes.c_float()
        raw.FPDFPageObj_GetStrokeWidth(part.raw, width)
        if abs(width.value - 3.4) > 0.01:
            continue
        corners = []
        for at in range(raw.FPDFPath_CountSegments(part.raw)):
            x, y = ctypes.c_float(), ctypes.c_float()
            raw.FPDFPathSegment_GetPoint(raw.FPDFPath_GetPathSegment(part.raw, at), x, y)
            corners.append((x.value, y.value))
        found.append(corners)
    return found


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("axis", ["likelihood", "severity", "both"])
@pytest.mark.parametrize("status", ["verified", "planned"])
def test_no_arrow_on_paper_passes_behind_the_word_of_a_level(
    axis: str, status: str, language: str
) -> None:
    assessment = made(risks=4, controls=2)
    seen = {"evidence": "log", "evidence_date": TODAY} if status == "verified" else {}
    controls = {
        id: Control(id, "c", status, owner="IT", due="2027-01-01", custodian=id, **seen)
        for id in assessment.controls
    }
    links = {
        id: replace(link, axis=axis)  # type: ignore[arg-type]
        for id, link in assessment.links.items()
    }
    document = report(replace(assessment, controls=controls, links=links), language)
    summary = next(
        part
        for part in d.walk(document.blocks)
        if isinstance(part, d.Columns)
        and any(isinstance(one, d.HeatMap) for one in d.walk((part,)))
    )
    heat = next(part for part in d.walk((summary,)) if isinstance(part, d.HeatMap))
    assert heat.moves
    assert all(move.is_planned == (status == "planned") for move in heat.moves)
    page = pypdfium2.PdfDocument(to_pdf(replace(document, blocks=(summary,))).pdf)[0]
    drawn = arrows(page)
    assert len(drawn) == len(heat.moves)
    grounds = [b for o in page.get_objects() if 11.1 < (b := o.get_bounds())[3] - b[1] < 11.3]
    assert len(grounds) == 16  # one under sign and word of every cell
    for corners in drawn:
        for (x1, y1), (x2, y2) in pairwise(corners):
            for step in range(41):
                x, y = x1 + (x2 - x1) * step / 40, y1 + (y2 - y1) * step / 40
                assert not any(b[0] < x < b[2] and b[1] < y < b[3] for b in grounds)


def test_where_ways_would_run_over_one_another_cells_tell_what_stood_in_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assessment = made(risks=5)
    monkeypatch.setattr(phrases, "MOST_EARNED", -1)
    found = heat_map(Wording(words_for("en"), PACK), rated(assessment))
    assert found.moves == ()
    assert sum(cell.before for row in found.cells for cell in row) == 4
    assert sum(cell.today for row in found.cells for cell in row) == 4
    monkeypatch.undo()
    found = heat_map(Wording(words_for("en"), PACK), rated(assessment))
    assert not any(cell.before for row in found.cells for cell in row)
