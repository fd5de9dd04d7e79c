"""A risk that nobody rated looks like a low one nowhere: windows, paper, files, command line."""

from __future__ import annotations

import io
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from dpia_wizard.cli.program import run
from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.extract import extract
from dpia_wizard.core.facets import facets, ordered
from dpia_wizard.core.model import UNKNOWN, Assessment, Risk, pinned
from dpia_wizard.core.register import NOT_RATED, counts, register, worst
from dpia_wizard.core.risk_map import risk_map
from dpia_wizard.core.uses import Item
from dpia_wizard.gui.catalogue.standing_card import StandingCard
from dpia_wizard.gui.heat_map.picture import HeatMap
from dpia_wizard.gui.home.words import HomeWords
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.levels import LevelBadge
from dpia_wizard.gui.parts.matrix import RiskMatrixWidget
from dpia_wizard.gui.register.risks_page import RisksPage
from dpia_wizard.gui.review.extract_page import ExtractPage
from dpia_wizard.gui.review.review_page import ReviewPage
from dpia_wizard.packs.load import load_matrix, load_pack, shipped_matrices
from dpia_wizard.report.caseworker import caseworker_page
from dpia_wizard.report.document import Chip, walk
from dpia_wizard.report.document import HeatMap as PrintedMap
from dpia_wizard.report.full import full_report
from dpia_wizard.report.workbook import working_group_workbook
from dpia_wizard.report.working_group import working_group_summary
from dpia_wizard.texts import words_for
from dpia_wizard.workspace.catalogue import standing
from dpia_wizard.workspace.editing import Editing
from dpia_wizard.workspace.library import Library
from tests.gui.looking import settle, spoken
from tests.gui.risk_samples import section, take_up
from tests.gui.shell import PASSPHRASE, TODAY, make_library

PACK = load_pack()
UNRATED = ("R36", "R02", "R08", "R49")
"""One with nothing said, and three of which only half is: that half is the lowest there is."""


def half_said(risk: Risk, at: int) -> Risk:
    likelihood, severity = PACK.matrix.likelihoods[0].id, PACK.matrix.severities[0].id
    said: tuple[tuple[str, str], ...] = (("", ""), (likelihood, ""), ("", severity), (UNKNOWN, ""))
    return replace(risk, likelihood=said[at][0], severity=said[at][1])


def made(pack: Pack, *risks: str) -> Assessment:
    known = {id: half_said(Risk(id), UNRATED.index(id)) for id in risks}
    return Assessment("a", "DPIA-2026-001", TODAY, pinned(pack.ref, pack.matrix_ref), risks=known)


def levels_in(texts: list[str]) -> Counter[str]:
    """How often each level is named, as a whole text or at its end: "R36 …, Low"."""
    names = [level.name for level in PACK.matrix.levels]
    return Counter(name for name in names for text in texts if text == name)


def shown_levels(widget: QWidget) -> list[str]:
    """The words of every badge in sight."""
    return [b.words() for b in widget.findChildren(LevelBadge) if b.isVisibleTo(widget)]


@pytest.fixture
def unrated(editing: Editing) -> Editing:
    take_up(editing, *UNRATED)
    records = [half_said(editing.assessment.risks[id], at) for at, id in enumerate(UNRATED)]
    editing.put("rate a risk", *records)
    assert {risk.level for risk in editing.risks} == {NOT_RATED}
    return editing


@pytest.mark.parametrize("name", shipped_matrices())
def test_no_count_puts_it_among_the_low_ones_and_no_order_behind_them(name: str) -> None:
    matrix = load_matrix(name)
    pack = replace(PACK, matrix=matrix)
    likelihoods, severities = matrix.likelihoods, matrix.severities
    low = Risk("R25", likelihood=likelihoods[0].id, severity=severities[0].id)
    open_ = Risk("R36", likelihood=likelihoods[0].id)
    empty = Assessment("a", "r", TODAY, pinned(pack.ref, pack.matrix_ref))
    assessment = replace(empty, risks={"R25": low, "R36": open_})
    risks = register(pack, assessment, on=TODAY)
    lowest = matrix.cells[0][0]
    assert [risk.id for risk in risks] == ["R36", "R25"]
    found = facets(pack, assessment, risks)
    for order in ("severity", "likelihood"):
        assert ordered(order, [risk.id for risk in risks], found) == ["R36", "R25"]
    assert counts(pack, risks) == {level.id: int(level.id == lowest) for level in matrix.levels} | {
        NOT_RATED: 1
    }
    assert worst(pack, risks[:1]) == NOT_RATED
    drawn = risk_map(risks)
    assert drawn.not_rated == ("R36",)
    for cells in (drawn.inherent, drawn.today, drawn.projected):
        assert list(cells.values()) == [("R25",)]
    made_ = extract(pack, assessment, today=TODAY)
    for counted in (made_.inherent, made_.today, made_.projected):
        assert dict(counted)[NOT_RATED] == 1
        assert sum(dict(counted).values()) == 2
    assert [risk.risk for risk in made_.risks] == ["R25"]


def test_the_list_of_assessments_calls_it_not_rated(library: Library, unrated: Editing) -> None:
    library.refresh()
    (line,) = library.list()
    assert (line.summary.worst, line.summary.worst_rank) == (NOT_RATED, 0)
    assert {id: n for id, n in line.summary.counts.items() if n} == {NOT_RATED: 4}
    words = HomeWords(words_for("en", packs=PACK.words), library.levels, TODAY)
    assert words.worst(line).word == "Not rated"
    assert words.counts_spoken(line) == "4 Not rated"


def test_no_window_shows_it_with_a_level(qtbot: QtBot, unrated: Editing) -> None:
    open_ = OpenAssessment(unrated)
    page = RisksPage(open_, section(unrated, "risks"))
    qtbot.addWidget(page)
    page.resize(1366, 900)
    page.show()
    lines = [line for line in page.panel.model.lines() if line.id in UNRATED]
    assert {line.level for line in lines} == {NOT_RATED}
    for id in UNRATED:
        page.show_place(id)
        settle()
        assert set(shown_levels(page)) <= {"Not rated"}, id
        for matrix in page.findChildren(RiskMatrixWidget):
            assert matrix.picture().marks == ()
        item = Item("risk", id)
        stands = standing(unrated, item)
        assert stands is not None
        card = StandingCard(open_, stands, item)
        qtbot.addWidget(card)
        assert not {badge.words() for badge in card.findChildren(LevelBadge)} - {"Not rated"}
    page.show_place("map")
    settle()
    (map_,) = page.findChildren(HeatMap)
    assert map_.marks() == {}
    assert all("no risk" in spoken(cell)[0] for cell in map_.cells().values())
    for kind in (ReviewPage, ExtractPage):
        name = "decision" if kind is ReviewPage else "extract"
        other = kind(open_, next(s for s in unrated.pack.form.sections if s.id == name))
        qtbot.addWidget(other)
        other.resize(1366, 900)
        other.show()
        settle()
        texts = [label.text() for label in other.findChildren(QLabel)] + shown_levels(other)
        if kind is ReviewPage:
            assert not levels_in(texts)
        else:  # the names of the levels stand beside how many risks have them: none
            assert set(levels_in(texts).values()) == {1}
            assert "Not rated" in texts


def test_no_page_prints_it_with_a_level() -> None:
    words = words_for("en", packs=PACK.words)
    told = {}
    for name, risks in (("none", ()), ("four", UNRATED)):
        assessment = made(PACK, *risks)
        documents = (
            full_report(assessment, PACK, words, today=TODAY, on=TODAY, fingerprint="f" * 64),
            working_group_summary(extract(PACK, assessment, today=TODAY), PACK, words, today=TODAY),
            caseworker_page(assessment, PACK, words, today=TODAY),
        )
        told[name] = [
            Counter(part.level for part in walk(document.blocks) if isinstance(part, Chip))
            for document in documents
        ]
        for part in walk(documents[0].blocks):
            if isinstance(part, PrintedMap):
                assert part.moves == ()
                assert not any(cell.today or cell.before for row in part.cells for cell in row)
    for without, with_ in zip(told["none"], told["four"], strict=True):
        del without[NOT_RATED]
        assert with_ - Counter({NOT_RATED: with_[NOT_RATED]}) == without  # the keys and counts
    assert [found[NOT_RATED] > 0 for found in told["four"]] == [True, True, False]


def test_no_file_holds_it_with_a_level() -> None:
    words = words_for("en", packs=PACK.words)
    cells = {}
    for name, risks in (("none", ()), ("four", UNRATED)):
        taken = extract(PACK, made(PACK, *risks), today=TODAY)
        book = openpyxl.load_workbook(
            io.BytesIO(working_group_workbook(taken, PACK, words, today=TODAY))
        )
        rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
        cells[name] = [str(cell) for row in rows for cell in row if cell is not None]
        assert (("Not rated", 4, 4, 4) in rows) == (name == "four")
    assert levels_in(cells["four"]) == levels_in(cells["none"])


def test_the_command_line_gives_it_no_level(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with make_library(tmp_path / "library") as library:
        editing = library.open_assessment(library.new("Cash list"))
        take_up(editing, *UNRATED)
        records = [half_said(editing.assessment.risks[id], at) for at, id in enumerate(UNRATED)]
        editing.put("rate a risk", *records)
        reference = editing.assessment.reference
    (tmp_path / "passphrase").write_text(PASSPHRASE + "\n", encoding="utf-8")
    options = ["--library", str(tmp_path / "library")]
    options += ["--passphrase-file", str(tmp_path / "passphrase")]

    def ask(*command: str) -> str:
        assert run([*options, *command]) == 0
        return capsys.readouterr().out

    for command in (["list"], ["show", reference]):
        said = ask(*command)
        assert "Not rated" in said or "not rated" in said
        assert not any(level.name in said.split() for level in PACK.matrix.levels)
    shown = json.loads(ask("show", reference, "--json"))
    assert {risk["level"] for risk in shown["risks"]} == {""}
    assert {risk["score"] is None for risk in shown["risks"]} == {True}
    ids = {level.id for level in PACK.matrix.levels}
    (listed,) = json.loads(ask("list", "--json"))
    assert listed["worst"] not in ids
    assert not any(n for id, n in listed["counts"].items() if id in ids)
