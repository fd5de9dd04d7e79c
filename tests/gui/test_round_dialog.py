"""A rating round on one laptop: by keyboard alone, nothing seen too early, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from dpia_wizard.core.register import NOT_RATED
from dpia_wizard.core.team import AGREED, Given
from dpia_wizard.errors import StorageTrouble
from dpia_wizard.gui import messages, theme
from dpia_wizard.gui.application import Program
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.check_list import TickBox
from dpia_wizard.gui.parts.levels import LevelBadge
from dpia_wizard.gui.rating_round.dialog import RatingRoundDialog
from dpia_wizard.gui.rating_round.end import EndStep, KeepStep
from dpia_wizard.gui.rating_round.setup import SetupStep
from dpia_wizard.gui.rating_round.spread_card import SpreadCard
from dpia_wizard.gui.rating_round.talk import TalkStep
from dpia_wizard.gui.rating_round.turn import CoverStep, DoneStep, RateStep
from dpia_wizard.gui.rating_round.under_way import round_under_way
from dpia_wizard.gui.register.matrix_dialog import MatrixDialog
from dpia_wizard.gui.register.risks_page import RisksPage
from dpia_wizard.gui.review import found as found_words
from dpia_wizard.gui.review import worth_a_look
from dpia_wizard.gui.review.risk_review import RiskReview
from dpia_wizard.texts import words_for
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.matrices import matrices_here, preview_matrix, use_matrix
from dpia_wizard.workspace.rating_round import DRAFT, RatingRound, agree, keep_round
from tests.gui.looking import cut_texts, nameless, settle
from tests.gui.risk_samples import found, rate, section, take_up
from tests.gui.shell import (
    activate,
    child,
    close_windows,
    make_library,
    show_window,
    type_in,
    unlocked,
)

PEOPLE = ("Case management officer", "CW", "Supervisor", "IT")
RISKS = ("R36", "R02", "R10")
REASON = "A list reached a wrong chat group."
_held: list[RatingRoundDialog] = []
UP, RIGHT, ENTER, TAB = Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Tab


@pytest.fixture(autouse=True)
def closed_at_the_end(qapp: QApplication) -> Iterator[None]:
    yield
    while _held:  # held until here: a window that Python takes down on its way is deadly to Qt
        window = _held.pop()
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    close_windows()
    theme.apply(qapp, theme.theme_named("light"), words_for("en"))


@pytest.fixture
def three_risks(open_assessment: OpenAssessment) -> OpenAssessment:
    editing = open_assessment.editing
    editing.set_person("record.author", post=PEOPLE[0])
    take_up(editing, *RISKS)
    return open_assessment


def held(qtbot: QtBot, open_: OpenAssessment, *, talk: bool = False) -> RatingRoundDialog:
    dialog = RatingRoundDialog(open_, talk=talk)
    _held.append(dialog)
    dialog.resize(1024, 560)
    dialog.show()
    dialog.activateWindow()
    assert QTest.qWaitForWindowActive(dialog)
    settle()
    return dialog


def key(key: Qt.Key, times: int = 1, modifier: Qt.KeyboardModifier | None = None) -> None:
    """Press a key where the focus is, as somebody without a mouse does."""
    for _ in range(times):
        focus = QApplication.focusWidget()
        assert focus is not None, "nothing has the focus"
        QTest.keyClick(focus, key, modifier or Qt.KeyboardModifier.NoModifier)
        settle()


def onwards() -> Qt.Key:
    """The arrow key that leads to the next severity, as the picture lies."""
    turned = QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return Qt.Key.Key_Left if turned else RIGHT


def tab_to(name: str) -> None:
    """Press Tab until the part called *name* has the focus."""
    for _ in range(30):
        focus = QApplication.focusWidget()
        if focus is not None and focus.objectName() == name:
            return
        key(TAB)
    raise AssertionError(f"Tab does not reach {name}")


def write(text: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    type_in(focus, text)
    settle()


def go_on() -> None:
    key(ENTER, 1, Qt.KeyboardModifier.ControlModifier)


def set_up(people: str = "\n".join(PEOPLE)) -> None:
    tab_to("round.others")
    write(people)
    go_on()


def rate_all(dialog: RatingRoundDialog, cells: list[tuple[int, int]]) -> None:
    """One person's turn, from the cover to being done, by keyboard alone."""
    assert isinstance(dialog.step, CoverStep)
    key(ENTER)
    for likelihood, severity in cells:
        assert isinstance(dialog.step, RateStep)
        key(UP, likelihood - 1)
        key(onwards(), severity - 1)
        key(ENTER)
        assert dialog.step.rating.matrix.current() == (likelihood, severity)
        key(TAB, 2)
        write(REASON)
        tab_to("round.go")
        key(ENTER)
    assert isinstance(dialog.step, DoneStep)
    key(ENTER)


def shown_words(widget: QWidget) -> str:
    labels = [
        part.text().replace("\u2068", "").replace("\u2069", "")
        for part in widget.findChildren(QLabel)
        if part.isVisible()
    ]
    badges = [part.words() for part in widget.findChildren(LevelBadge) if part.isVisible()]
    return "\n".join(labels + badges)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_four_raters_and_three_risks_are_done_by_keyboard_alone(
    qtbot: QtBot,
    three_risks: OpenAssessment,
    monkeypatch: pytest.MonkeyPatch,
    qapp: QApplication,
    language: str,
) -> None:
    theme.apply(qapp, theme.theme_named("light"), words_for(language))
    three_risks.refresh_words()

    def never(*_args: object) -> None:
        raise AssertionError("a mouse was needed")

    monkeypatch.setattr(QTest, "mouseClick", never)
    editing = three_risks.editing
    dialog = held(qtbot, three_risks)
    set_up()
    given = {
        0: [(3, 4), (2, 2), (3, 3)],
        1: [(1, 1), (2, 3), (3, 3)],
        2: [(4, 4), (2, 2), (3, 3)],
        3: [(2, 2), (1, 2), (3, 3)],
    }
    for cells in given.values():
        assert editing.assessment.ratings == {}
        rate_all(dialog, cells)
    assert isinstance(dialog.step, TalkStep)
    assert len(editing.assessment.ratings) == 12
    assert {rating.by for rating in editing.assessment.ratings.values()} == set(PEOPLE)
    assert {rating.reason for rating in editing.assessment.ratings.values()} == {REASON}
    assert all(found(editing, risk).level == NOT_RATED for risk in RISKS)
    assert found(editing, "R36").range is not None
    while isinstance(dialog.step, TalkStep):
        key(UP, 2)
        key(onwards(), 2)
        key(ENTER)
        key(TAB, 2)
        write("The list named the street.")
        go_on()
    assert isinstance(dialog.step, EndStep)
    key(ENTER)
    assert not dialog.isVisible()
    agreed = [d for d in editing.assessment.decisions.values() if d.kind == AGREED]
    assert {(d.about, d.by, d.reason) for d in agreed} == {
        (risk, PEOPLE[0], "The list named the street.") for risk in RISKS
    }
    for risk in RISKS:
        assert (found(editing, risk).range, found(editing, risk).is_unsettled) == (None, False)
        assert found(editing, risk).score is not None
        assert not found(editing, risk).is_confirmed


def test_nothing_of_the_others_is_anywhere_before_the_round_ends(
    qtbot: QtBot, three_risks: OpenAssessment
) -> None:
    editing = three_risks.editing
    page = RisksPage(three_risks, section(editing, "risks"))
    qtbot.addWidget(page)
    page.resize(1366, 700)
    page.show()
    dialog = held(qtbot, three_risks)
    set_up("CW\nIT")
    rate_all(dialog, [(4, 4), (4, 4), (4, 4)])
    assert isinstance(dialog.step, CoverStep)
    cover = shown_words(dialog)
    assert "Pass the laptop to IT" in cover
    for secret in (REASON, "Critical", "Almost certain", *RISKS):
        assert secret not in cover
    key(ENTER)
    assert isinstance(dialog.step, RateStep)
    assert REASON not in shown_words(dialog)
    assert dialog.step.rating.value() == ("", "")
    page._refresh()
    settle()
    assert REASON not in shown_words(page)
    assert "Team:" not in shown_words(page)
    assert editing.assessment.ratings == {}
    assert all(found(editing, risk).range is None for risk in RISKS)
    assert not list(worth_a_look._apart(three_risks.wording, editing, ()))


def test_who_leaves_in_the_middle_goes_on_at_the_cover_with_everything_kept(
    qtbot: QtBot, three_risks: OpenAssessment, library: Library
) -> None:
    dialog = held(qtbot, three_risks)
    set_up("CW\nIT")
    rate_all(dialog, [(4, 4), (1, 1), (2, 2)])
    key(ENTER)
    key(UP)
    key(ENTER)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    settle()
    assert not dialog.isVisible()
    three_risks.flush()
    again = library.open_assessment(three_risks.editing.assessment.id)
    open_ = OpenAssessment(again)
    under_way = round_under_way(open_)
    assert under_way is not None
    assert (under_way.people, sorted(under_way.done)) == (("CW", "IT"), [0])
    assert under_way.entry(0, under_way.risks[0]).likelihood == "almost_certain"
    second = held(qtbot, open_)
    assert isinstance(second.step, CoverStep)
    assert "Pass the laptop to IT" in shown_words(second)
    key(ENTER)
    assert isinstance(second.step, RateStep)
    assert second.step.rating.value() == ("possible", "low_distress")
    second.reject()
    open_.flush()


@pytest.mark.parametrize("gone", [0, 2])
def test_a_turn_can_be_finished_after_a_risk_of_the_round_left_the_register(
    qtbot: QtBot, three_risks: OpenAssessment, gone: int
) -> None:
    editing = three_risks.editing
    dialog = held(qtbot, three_risks)
    set_up("CW\nIT")
    key(ENTER)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    settle()
    under_way = round_under_way(three_risks)
    assert under_way is not None
    left = under_way.risks[gone]
    links = [link for link in editing.assessment.links.values() if link.risk == left]
    editing.remove("delete", *links, editing.assessment.risks[left])
    second = held(qtbot, three_risks)
    assert "2 risks wait for you." in shown_words(second)
    for _person in range(2):
        key(ENTER)
        for at in range(2):
            assert isinstance(second.step, RateStep)
            go = child(second, "round.go").text()  # type: ignore[attr-defined]
            assert go == ("Finish without rating it" if at else "Go on without rating it")
            go_on()
        assert isinstance(second.step, DoneStep)
        assert "You did not rate 2 risks:" in shown_words(second)
        tab_to("round.go")
        key(ENTER)
    assert {rating.risk for rating in editing.assessment.ratings.values()} == (
        set(under_way.risks) - {left}
    )


def test_a_round_of_which_every_risk_left_the_register_is_none(
    qtbot: QtBot, three_risks: OpenAssessment
) -> None:
    editing = three_risks.editing
    dialog = held(qtbot, three_risks)
    set_up("CW\nIT")
    dialog.reject()
    assert round_under_way(three_risks) is not None
    editing.remove("delete", *editing.assessment.links.values(), *editing.assessment.risks.values())
    assert round_under_way(three_risks) is None
    assert isinstance(held(qtbot, three_risks).step, SetupStep)


def test_nobody_is_told_that_a_round_waits_for_everybody(
    qtbot: QtBot, three_risks: OpenAssessment
) -> None:
    """The facilitator may end it early, so only its end is promised."""
    dialog = held(qtbot, three_risks)
    set_up("CW\nIT")
    assert "before the round ends" in shown_words(dialog)
    key(ENTER)
    for _ in RISKS:
        go_on()
    assert isinstance(dialog.step, DoneStep)
    assert "Nobody sees them before the round ends." in shown_words(dialog)


def test_a_power_cut_loses_no_rating(
    qtbot: QtBot, three_risks: OpenAssessment, library: Library
) -> None:
    """What was chosen is on the disk before the next key, with no closing of anything."""
    held(qtbot, three_risks)
    set_up("CW\nIT")
    key(ENTER)
    key(UP, 2)
    key(ENTER)
    kept = library.store.drafts(three_risks.editing.assessment.id)
    assert kept["rating round"]["likelihood 0 " + first_risk(three_risks)] == "likely"


def first_risk(open_: OpenAssessment) -> str:
    under_way = round_under_way(open_)
    assert under_way is not None
    return under_way.risks[0]


def test_the_facilitator_may_end_the_round_and_those_who_never_rated_are_not_in_it(
    qtbot: QtBot, three_risks: OpenAssessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    editing = three_risks.editing
    dialog = held(qtbot, three_risks)
    set_up("CW\nIT\nLead")
    rate_all(dialog, [(4, 4), (1, 1), (2, 2)])
    asked: list[str] = []

    def agree(_parent: object, question: str, *_buttons: str) -> bool:
        asked.append(question)
        return True

    monkeypatch.setattr(messages, "ask", agree)
    tab_to("round.link")
    key(ENTER)
    assert asked == ["2 people are not done yet. End the round, and show what was rated?"]
    assert {rating.by for rating in editing.assessment.ratings.values()} == {"CW"}
    assert isinstance(dialog.step, TalkStep)
    assert round_under_way(three_risks) is None


def test_a_risk_somebody_did_not_rate_is_told_as_not_rated(
    qtbot: QtBot, three_risks: OpenAssessment
) -> None:
    dialog = held(qtbot, three_risks)
    set_up("CW\nIT")
    rate_all(dialog, [(4, 4), (4, 4), (4, 4)])
    key(ENTER)
    for _ in RISKS:
        go_on()
    assert isinstance(dialog.step, DoneStep)
    assert "You did not rate 3 risks:" in shown_words(dialog)
    tab_to("round.go")
    key(ENTER)
    assert isinstance(dialog.step, TalkStep)
    words = shown_words(dialog)
    assert "Did not rate this risk" in words
    assert "Low" not in words.replace("Low distress", "")


def test_a_rating_can_be_of_an_unknown_likelihood(
    qtbot: QtBot, three_risks: OpenAssessment
) -> None:
    dialog = held(qtbot, three_risks)
    set_up("CW")
    key(ENTER)
    assert isinstance(dialog.step, RateStep)
    key(RIGHT, 2)
    QTest.keyClicks(dialog.step.rating.matrix, "?")
    assert dialog.step.rating.value() == ("unknown", "serious")
    assert "Likelihood unknown" in shown_words(dialog)


def test_who_says_only_that_the_likelihood_is_unknown_has_said_nothing_of_the_harm(
    qtbot: QtBot, three_risks: OpenAssessment
) -> None:
    dialog = held(qtbot, three_risks)
    set_up("CW")
    key(ENTER)
    assert isinstance(dialog.step, RateStep)
    assert "Remote" not in dialog.step.rating.meaning.findChildren(QLabel)[0].text()
    QTest.keyClicks(dialog.step.rating.matrix, "?")
    assert dialog.step.rating.value() == ("unknown", "")
    assert not dialog.step.entry().is_complete
    assert "Now choose how bad it would be" in shown_words(dialog)
    key(RIGHT, 2)
    key(ENTER)
    assert dialog.step.rating.value() == ("unknown", "serious")
    key(ENTER)  # chosen once more, now with a likelihood
    assert dialog.step.rating.value() == ("remote", "serious")


def test_the_talk_says_why_a_low_severity_stands_beside_a_high_level(
    qtbot: QtBot, three_risks: OpenAssessment
) -> None:
    record = three_risks.editing.assessment.risks["R36"]
    three_risks.editing.put("rate a risk", replace(record, irreversible=True))
    dialog = held(qtbot, three_risks)
    set_up("CW\nIT")
    rate_all(dialog, [(2, 1), (2, 1), (2, 1)])
    rate_all(dialog, [(4, 1), (4, 1), (4, 1)])
    seen = {}
    while isinstance(dialog.step, TalkStep):
        seen[dialog.step._risk] = "This harm cannot be undone" in shown_words(dialog)
        qtbot.mouseClick(child(dialog, "round.other"), Qt.MouseButton.LeftButton)
        settle()
    assert seen == {"R36": True, "R02": False, "R10": False}


def test_the_risks_that_are_chosen_stand_first_where_a_round_is_set_up(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, *RISKS)
    rate(editing, "R36", "likely", "grave", stated="critical")
    rate(editing, "R02", "likely", "grave", stated="critical")
    dialog = held(qtbot, open_assessment)
    assert isinstance(dialog.step, SetupStep)
    first = dialog.step.findChildren(TickBox)[0]
    assert dialog.step.chosen() == ("R10",)
    assert first.words().startswith("R10")
    assert "Others" not in shown_words(dialog)  # nobody is named above


def test_a_consensus_needs_a_rating_and_a_reason(qtbot: QtBot, three_risks: OpenAssessment) -> None:
    editing = three_risks.editing
    dialog = held(qtbot, three_risks)
    set_up("CW\nIT")
    rate_all(dialog, [(4, 4), (1, 1), (2, 2)])
    rate_all(dialog, [(1, 1), (1, 1), (2, 2)])
    step = dialog.step
    assert isinstance(step, TalkStep)
    assert step.rating.value() == ("", "")
    go_on()
    assert dialog.step is step
    key(ENTER)
    go_on()
    assert dialog.step is step
    assert QApplication.focusWidget() is step.reason
    assert not [d for d in editing.assessment.decisions.values() if d.kind == AGREED]
    write("Because")
    go_on()
    assert dialog.step is not step
    assert isinstance(dialog.step, TalkStep)
    assert dialog.step.rating.value() == ("remote", "low_distress")  # what both chose


def test_what_is_left_open_can_be_talked_through_later_from_the_risk(
    qtbot: QtBot, three_risks: OpenAssessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    editing = three_risks.editing
    page = RisksPage(three_risks, section(editing, "risks"))
    qtbot.addWidget(page)
    page.resize(1366, 700)
    dialog = held(qtbot, three_risks)
    set_up("CW\nIT")
    rate_all(dialog, [(4, 4), (1, 1), (2, 2)])
    rate_all(dialog, [(1, 1), (1, 1), (2, 2)])
    while isinstance(dialog.step, TalkStep):
        dialog.step.went_other.emit()
    dialog.accept()
    page.show()
    page._refresh()
    wide = next(risk for risk in RISKS if (r := found(editing, risk).range) and r.is_wide)
    page.show_place(wide)
    settle()
    assert page.view.spread.isVisible()
    assert "far apart" in shown_words(page.view.spread)
    asked_for: list[tuple[str, bool]] = []

    def hold(_page: object, _open: object, *, risk: str, talk: bool) -> None:
        asked_for.append((risk, talk))

    monkeypatch.setattr(RatingRoundDialog, "ask", hold)
    child(page, "spread.talk").click()  # type: ignore[attr-defined]
    assert asked_for == [(wide, True)]
    line = next(line for line in page.panel.model.lines() if line.id == wide)
    assert line.between is not None
    assert "Team: Low to Critical" in line.spoken
    notes = [one.sentence for one in found_words.findings(three_risks.wording, editing, by="x")]
    assert any("far apart, Low to Critical" in note for note in notes)


def test_a_round_never_touches_the_agreed_rating_before_the_consensus(
    qtbot: QtBot, three_risks: OpenAssessment
) -> None:
    editing = three_risks.editing
    rate(editing, "R36", "possible", "serious", stated="high", likelihood_reason="As before")
    before = editing.assessment.risks
    dialog = held(qtbot, three_risks)
    setup = dialog.step
    assert isinstance(setup, SetupStep)
    assert set(setup.chosen()) == {"R02", "R10"}
    setup.risks.show_value(RISKS)
    set_up("CW")
    rate_all(dialog, [(4, 4), (4, 4), (4, 4)])
    assert editing.assessment.risks == before
    assert found(editing, "R36").is_confirmed


def test_undo_takes_a_consensus_back_and_then_the_round(
    qtbot: QtBot, three_risks: OpenAssessment
) -> None:
    editing = three_risks.editing
    before = editing.assessment
    dialog = held(qtbot, three_risks)
    set_up("CW")
    rate_all(dialog, [(4, 4), (4, 4), (4, 4)])
    assert all(found(editing, risk).is_unsettled for risk in RISKS)
    key(TAB, 2)
    write("Because")
    go_on()
    (decision,) = editing.assessment.decisions.values()
    assert not found(editing, decision.about).is_unsettled
    three_risks.undo()
    assert found(editing, decision.about).is_unsettled
    assert found(editing, decision.about).level == NOT_RATED
    assert editing.assessment.decisions == {}
    three_risks.undo()
    assert editing.assessment == before


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("size", [(1366, 720), (1024, 560)])
def test_every_step_can_be_read_whole_and_is_named(
    qtbot: QtBot,
    three_risks: OpenAssessment,
    language: str,
    size: tuple[int, int],
    qapp: QApplication,
) -> None:
    theme.apply(qapp, theme.theme_named("light"), words_for(language))
    three_risks.refresh_words()
    dialog = held(qtbot, three_risks)
    dialog.resize(*size)
    seen: list[str] = []

    def look() -> None:
        settle()
        seen.append(type(dialog.step).__name__)
        assert cut_texts(dialog) == []
        assert nameless(dialog) == []

    look()
    set_up("CW\nن.ع")
    look()
    for who in range(2):
        key(ENTER)
        for _ in RISKS:
            key(UP, who * 3)
            key(ENTER)
            look()
            go_on()
        look()
        key(ENTER)
        look()
    while isinstance(dialog.step, TalkStep):
        dialog.step.went_other.emit()
        look()
    assert set(seen) == {"SetupStep", "CoverStep", "RateStep", "DoneStep", "TalkStep", "EndStep"}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_all_that_is_done_in_a_step_is_in_sight_on_a_small_screen(
    qtbot: QtBot, three_risks: OpenAssessment, language: str, qapp: QApplication
) -> None:
    """What is chosen and the reason for it: nobody scrolls to write why the team agrees."""
    theme.apply(qapp, theme.theme_named("light"), words_for(language))
    three_risks.refresh_words()
    dialog = held(qtbot, three_risks)
    dialog.resize(1024, 600)
    set_up("CW\nIT\nSV\nCMO")

    def in_sight(*parts: QWidget) -> None:
        settle()
        for part in parts:
            assert part.visibleRegion().boundingRect() == part.rect(), part

    for who in range(4):
        key(ENTER)
        while isinstance(dialog.step, RateStep):
            key(UP, who)
            key(ENTER)
            rating = dialog.step.rating
            in_sight(rating.matrix, rating.chosen, rating.unknown, rating.meaning)
            in_sight(dialog.step.reason)
            go_on()
        key(ENTER)
    assert isinstance(dialog.step, TalkStep)
    key(UP, 2)
    key(ENTER)
    rating = dialog.step.rating
    in_sight(rating.matrix, rating.chosen, rating.unknown, dialog.step.reason)


def test_a_lock_in_the_middle_of_a_turn_keeps_it_and_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    with make_library(folder) as library:
        id = library.new("Referrals", by="Author")
        take_up(library.open_assessment(id), *RISKS)
    program = unlocked(show_window(folder))
    program.window.open_assessment(id, RISKS[0])
    activate(program)
    seen: list[str] = []

    def work() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, RatingRoundDialog)
        set_up("CW\nIT")
        key(ENTER)
        key(UP, 2)
        key(ENTER)
        seen.append(type(dialog.step).__name__)
        program.window._lock_when_idle()

    page = risks_page(program)
    QTimer.singleShot(50, work)
    page._begin_round()
    settle()
    assert seen == ["RateStep"]
    assert program.window.open is None
    unlocked(program)
    after = risks_page(program)
    assert after._round.isVisible()
    assert "2 people are not done yet" in shown_words(after._round)
    under_way = round_under_way(after.open)
    assert under_way is not None
    assert under_way.entry(0, under_way.risks[0]).likelihood == "likely"


def risks_page(program: Program) -> RisksPage:
    settle()
    return next(page for page in program.window.findChildren(RisksPage) if page.isVisible())


def test_the_round_of_a_library_is_in_no_search(
    qtbot: QtBot, three_risks: OpenAssessment, library: Library
) -> None:
    dialog = held(qtbot, three_risks)
    set_up("CW\nIT")
    rate_all(dialog, [(4, 4), (4, 4), (4, 4)])
    assert library.search("wrong chat group") == ()
    rate_all(dialog, [(4, 4), (4, 4), (4, 4)])
    assert {one.place for one in library.search("wrong chat group")} == set(RISKS)


def swap_matrix(open_: OpenAssessment, to: str = "ico-3x3") -> None:
    editing = open_.editing
    here = next(here for here in matrices_here(editing.pack) if here.matrix.id == to)
    shown = preview_matrix(editing, here.matrix, here.ref)
    use_matrix(editing, shown, reason="The country group says so", told=lambda _move: "")
    open_.refresh_words()


def test_another_matrix_says_before_what_of_the_round_is_lost_and_the_cover_says_it_after(
    qtbot: QtBot, three_risks: OpenAssessment
) -> None:
    dialog = held(qtbot, three_risks)
    set_up("CW\nIT\nLead")
    bare = MatrixDialog(three_risks)
    qtbot.addWidget(bare)
    assert "would be lost" not in " ".join(label.text() for label in bare.findChildren(QLabel))
    rate_all(dialog, [(4, 4), (1, 1), (2, 2)])
    dialog.reject()
    swap = MatrixDialog(three_risks)
    qtbot.addWidget(swap)
    swap._choose("ico-3x3")
    swap.show()
    settle()
    assert "3 ratings of 1 person would be lost" in shown_words(swap)
    assert "End the round first to keep them." in shown_words(swap)
    assert cut_texts(swap) == []
    swap.hide()
    swap_matrix(three_risks)
    cover = held(qtbot, three_risks)
    dropped = "3 ratings of 1 person were dropped: everybody rates anew."
    assert "Pass the laptop to CW" in shown_words(cover)
    assert dropped in shown_words(cover)
    key(ENTER)
    cover.reject()
    again = held(qtbot, three_risks)
    assert dropped in shown_words(again)  # also once the round goes on
    assert round_under_way(three_risks).said == (0, 0)  # type: ignore[union-attr]


def test_a_swap_that_is_undone_takes_nothing_from_a_round(
    qtbot: QtBot, three_risks: OpenAssessment
) -> None:
    dialog = held(qtbot, three_risks)
    set_up("CW\nIT")
    rate_all(dialog, [(4, 4), (1, 1), (2, 2)])
    dialog.reject()
    swap_matrix(three_risks)
    three_risks.undo()
    three_risks.refresh_words()
    cover = held(qtbot, three_risks)
    assert "Pass the laptop to IT" in shown_words(cover)
    assert "dropped" not in shown_words(cover)


LONG = (
    "Data protection and accountability officer of the regional coordination office " * 3
).strip()


@pytest.mark.parametrize(
    "name", [LONG, "W" * 200, "مسؤولة الحماية " * 12, "👩🏽‍👧 {person} <b>&x</b> %s"]
)
def test_hostile_and_long_roles_break_no_page(
    qtbot: QtBot, three_risks: OpenAssessment, name: str
) -> None:
    dialog = held(qtbot, three_risks)
    set_up(f"{name}\nCW")
    assert dialog.width() == 1024
    assert cut_texts(dialog) == []
    for _ in range(2):
        key(ENTER)
        assert cut_texts(dialog) == []
        for _risk in RISKS:
            key(ENTER)
            go_on()
        assert cut_texts(dialog) == []
        key(ENTER)
    assert isinstance(dialog.step, TalkStep)
    assert dialog.width() == 1024
    assert cut_texts(dialog.step.voices) == []
    by = {rating.by for rating in three_risks.editing.assessment.ratings.values()}
    assert by == {" ".join(name.split()), "CW"}


def test_what_cannot_be_kept_is_said_and_the_round_waits(
    qtbot: QtBot, three_risks: OpenAssessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    editing = three_risks.editing
    dialog = held(qtbot, three_risks)
    set_up("CW")

    def full(_step: object) -> None:
        raise StorageTrouble("The disk is full.")

    kept = editing._keep
    monkeypatch.setattr(editing, "_keep", full)
    rate_all(dialog, [(4, 4), (1, 1), (2, 2)])
    assert isinstance(dialog.step, DoneStep)
    assert "The disk is full." in shown_words(dialog)
    assert editing.assessment.ratings == {}
    waiting = round_under_way(three_risks)
    assert waiting is not None
    assert len(waiting.entries) == 3
    monkeypatch.setattr(editing, "_keep", kept)
    key(ENTER)
    assert isinstance(dialog.step, TalkStep)
    assert len(editing.assessment.ratings) == 3


def test_a_round_cut_off_once_its_ratings_were_kept_does_not_open_what_was_agreed(
    qtbot: QtBot, three_risks: OpenAssessment, library: Library
) -> None:
    """The ratings are on the disk, and the power goes before the draft is forgotten."""
    editing = three_risks.editing
    dialog = held(qtbot, three_risks)
    set_up("CW")
    rate_all(dialog, [(4, 4), (1, 1), (2, 2)])
    (name,) = {rating.round for rating in editing.assessment.ratings.values()}
    agree(editing, "R36", "likely", "serious", reason="We talked")
    three_risks.begin(DRAFT, RatingRound(name, ("CW",), RISKS, done=frozenset({0})).words())
    three_risks.flush()
    again = OpenAssessment(library.open_assessment(editing.assessment.id))
    assert again.begun(DRAFT)
    assert round_under_way(again) is None
    page = RisksPage(again, section(again.editing, "risks"))
    qtbot.addWidget(page)
    page._refresh()
    assert page._round.isHidden()
    ratings = again.editing.assessment.ratings
    assert isinstance(held(qtbot, again).step, SetupStep)
    assert not again.begun(DRAFT)
    assert again.editing.assessment.ratings == ratings
    assert not found(again.editing, "R36").is_unsettled
    again.flush()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_round_that_again_cannot_be_kept_can_be_tried_again_and_left(
    qtbot: QtBot,
    three_risks: OpenAssessment,
    monkeypatch: pytest.MonkeyPatch,
    qapp: QApplication,
    language: str,
) -> None:
    theme.apply(qapp, theme.theme_named("light"), words_for(language))
    three_risks.refresh_words()
    editing = three_risks.editing
    dialog = held(qtbot, three_risks)
    set_up("CW")

    def full(_step: object) -> None:
        raise StorageTrouble("The disk is full.")

    kept = editing._keep
    monkeypatch.setattr(editing, "_keep", full)
    rate_all(dialog, [(4, 4), (1, 1), (2, 2)])
    dialog.reject()
    left = held(qtbot, three_risks)
    assert isinstance(left.step, KeepStep)
    tab_to("round.other")
    key(ENTER)
    assert not left.isVisible()
    again = held(qtbot, three_risks)
    assert isinstance(again.step, KeepStep)
    assert "The disk is full." in shown_words(again)
    assert (cut_texts(again), nameless(again)) == ([], [])
    key(ENTER)
    assert isinstance(again.step, KeepStep)
    assert "The disk is full." in shown_words(again)
    assert editing.assessment.ratings == {}
    monkeypatch.setattr(editing, "_keep", kept)
    key(ENTER)
    assert isinstance(again.step, TalkStep)
    assert len(editing.assessment.ratings) == 3
    assert round_under_way(three_risks) is None


def test_a_supervisor_reads_how_far_apart_the_team_was_and_why_it_agreed(
    qtbot: QtBot, three_risks: OpenAssessment
) -> None:
    editing = three_risks.editing
    given = [Given("R36", "CW", "remote", "limited"), Given("R36", "IT", "likely", "grave")]
    keep_round(editing, "r", given)
    agree(editing, "R36", "likely", "serious", reason="The list named the street.")
    form = RiskReview(three_risks, "R36")
    qtbot.addWidget(form)
    form.show_value(found(editing, "R36"), refused="", today=editing.today)
    words = form._team.text()
    assert "2 people rated it from Low to Critical; the team then agreed." in words
    assert "The list named the street." in words
    assert "changed" not in words


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The rating has changed since the team agreed."),
        ("ar", "تغيّر التقدير منذ اتفق الفريق."),
    ],
)
def test_an_edit_by_hand_after_the_consensus_is_not_told_as_agreed(
    qtbot: QtBot,
    three_risks: OpenAssessment,
    qapp: QApplication,
    language: str,
    sentence: str,
) -> None:
    theme.apply(qapp, theme.theme_named("light"), words_for(language))
    three_risks.refresh_words()
    editing = three_risks.editing
    given = [Given("R36", "CW", "remote", "limited"), Given("R36", "IT", "likely", "grave")]
    keep_round(editing, "r", given)
    agree(editing, "R36", "likely", "serious", reason="The list named the street.")
    card = SpreadCard(three_risks)
    qtbot.addWidget(card)
    card.show()
    card.show_value(found(editing, "R36"), may_edit=True)
    assert sentence not in shown_words(card)
    rate(editing, "R36", "remote", "limited")
    card.show_value(found(editing, "R36"), may_edit=True)
    assert sentence in shown_words(card)
