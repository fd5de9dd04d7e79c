"""The review: what must be settled, the supervisor's word on each risk, and the moves."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dpia_wizard.core import workflow
from dpia_wizard.core.model import Answer
from dpia_wizard.core.workflow import Refusal
from dpia_wizard.data import FORMS
from dpia_wizard.errors import NotAllowed
from dpia_wizard.gui import theme
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import SignButton
from dpia_wizard.gui.parts.choice_row import ChoiceRow
from dpia_wizard.gui.parts.dates import DateEdit
from dpia_wizard.gui.parts.drawing import lines_of
from dpia_wizard.gui.parts.fields import LineEdit, PlainTextEdit
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.parts.levels import LevelMark
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.review.line import PAD, ReviewColumns, ReviewLine, RiskLine
from dpia_wizard.gui.review.move_form import MoveForm
from dpia_wizard.gui.review.review_page import ReviewPage
from dpia_wizard.gui.review.words import refusal
from dpia_wizard.gui.risk.acceptance_line import AcceptanceLine
from dpia_wizard.packs.source import FolderSource
from dpia_wizard.texts import words_for
from dpia_wizard.workspace import reviewing
from dpia_wizard.workspace.deciding import decide, judge
from dpia_wizard.workspace.editing import Editing
from dpia_wizard.workspace.library import Library
from tests.gui import review_samples as samples
from tests.gui.looking import cut_texts, nameless, settle

SUPERVISOR = samples.POSTS["record.supervisor"]
AUTHOR = samples.POSTS["record.author"]
Shown = Callable[..., ReviewPage]


def dress(app: QApplication, language: str = "en", scale: float = 1.0) -> None:
    words = words_for(language, packs=map(FolderSource, sorted(FORMS.glob("*/"))))
    theme.apply(app, theme.theme_named("light"), words, scale)


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    dress(qapp)
    yield
    dress(qapp)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("review") / "library"
    made, _groups = Library.create(folder, samples.PASSPHRASE)
    with made:
        yield made


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    def show(
        editing: Editing,
        *,
        post: str = "",
        step: str = "",
        width: int = 1060,
        height: int = 640,
        library: Library | None = None,
    ) -> ReviewPage:
        open_ = OpenAssessment(editing, library=library)
        if step:
            open_.setProperty("review_step", step)
        if post:
            open_.setProperty("working_as", post)
        section = editing.pack.form.section("decision")
        assert section is not None
        page = ReviewPage(open_, section)
        open_.setParent(page)
        qtbot.addWidget(page)
        page.resize(width, height)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        settle()
        return page

    return show


def button(page: QWidget, name: str) -> SignButton:
    settle()
    found = [b for b in page.findChildren(SignButton, name) if b.isVisible()]
    assert found, name
    return found[0]


def write(qtbot: QtBot, page: QWidget, name: str, words: str) -> None:
    field = next(f for f in page.findChildren(PlainTextEdit, name) if f.isVisible())
    field.setFocus()
    qtbot.keyClicks(field, words)


def write_line(qtbot: QtBot, page: QWidget, name: str, words: str) -> None:
    field = next(f for f in page.findChildren(LineEdit, name) if f.isVisible())
    field.setFocus()
    qtbot.keyClicks(field, words)


def bare(words: str) -> str:
    """*words* without the marks of direction around somebody's own."""
    return words.translate(dict.fromkeys(map(ord, "\u2066\u2068\u2069\u200f")))


def date_line(page: QWidget, name: str) -> LineEdit:
    field = next(f for f in page.findChildren(DateEdit, name) if f.isVisible())
    line = field.findChild(LineEdit)
    assert line is not None
    return line


def write_date(qtbot: QtBot, page: QWidget, name: str, words: str, *, anew: bool = False) -> None:
    line = date_line(page, name)
    line.setFocus()
    if anew:
        line.selectAll()
    qtbot.keyClicks(line, words)


def words_on(page: QWidget) -> str:
    settle()
    return "\n".join(label.text() for label in page.findChildren(PlainLabel) if label.isVisible())


def stage(page: ReviewPage) -> str:
    return workflow.stage(page.open.editing.assessment)


def test_a_draft_is_sent_for_review_by_its_author(
    qtbot: QtBot, library: Library, shown: Shown
) -> None:
    page = shown(samples.rated(library))
    send = button(page, "move.sent")
    send.click()
    assert not send.isVisible()  # one button of these words at a time
    button(page, "move.back").click()
    assert send.isVisible()
    send.click()
    button(page, "move.keep").click()
    assert stage(page) == "in_review"
    assert workflow.moves(page.open.editing.assessment)[-1].by == AUTHOR
    settle()
    assert getattr(QApplication.focusWidget(), "objectName", str)() == "working_as"


def test_what_is_not_rated_keeps_a_draft_from_being_sent_and_says_so(
    library: Library, shown: Shown
) -> None:
    editing = samples.named(library)
    editing.take_up(editing.pack.risk["R36"])
    page = shown(editing)
    assert not button(page, "move.sent").isEnabled()
    assert "R36 is not rated." in words_on(page)
    asked: list[str] = []
    page.go.connect(asked.append)
    button(page, "move.sent.R36").click()
    assert asked == ["R36"]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Nothing is rated yet: there is no risk in the register."),
        ("ar", "لم يُقدَّر شيء بعد: لا خطر في السجل."),
    ],
)
def test_an_empty_assessment_is_not_sent_and_leads_to_the_register(
    qapp: QApplication, library: Library, shown: Shown, language: str, told: str
) -> None:
    dress(qapp, language)
    page = shown(samples.named(library), post=AUTHOR)
    send = button(page, "move.sent")
    assert not send.isEnabled()
    assert bare(send.accessibleDescription()) == told
    assert told in bare(words_on(page))
    asked: list[str] = []
    page.go.connect(asked.append)
    button(page, "move.sent.").click()
    sections = page.open.editing.pack.form.sections
    assert asked == [section.id for section in sections if section.page == "risks"]
    if folder := os.environ.get("DPIA_WIZARD_PICTURES"):
        page.grab().save(f"{folder}/empty-{language}.png")


def test_nobody_judges_before_they_said_which_post_they_work_as(
    library: Library, shown: Shown
) -> None:
    page = shown(samples.sent(library), step="decide")
    assert page.filled_button() == ""
    assert "Choose the post you work as" in words_on(page)
    assert not button(page, "move.returned").isEnabled()


def test_the_author_cannot_review_the_own_work(library: Library, shown: Shown) -> None:
    page = shown(samples.sent(library), post=AUTHOR, step="decide")
    assert "You wrote this assessment, so somebody else must review it." in words_on(page)
    assert page.filled_button() == ""
    page.show_place("R36")
    settle()
    assert not button(page, "judge.confirm").isEnabled()
    assert not button(page, "move.approved").isEnabled()


def test_the_filled_button_leads_through_every_risk(library: Library, shown: Shown) -> None:
    page = shown(samples.seen(library), post=SUPERVISOR, step="decide")
    assert page.left_to_do() == "4 risks still to review"
    assert page.filled_button() == "Review R36"
    page.press_filled_button()
    for risk in page._decide.risks.table.ids():
        assert page.filled_button() == f"Confirm {risk}"
        page.press_filled_button()
    assert page.filled_button() == ""
    assert page.left_to_do() == "Every risk is reviewed."
    for rated in page.open.editing.risks:
        assert rated.decision is not None
        assert (rated.decision.kind, rated.decision.by) == ("confirmed", SUPERVISOR)


def test_a_level_is_raised_with_a_remark(qtbot: QtBot, library: Library, shown: Shown) -> None:
    page = shown(samples.seen(library), post=SUPERVISOR, step="decide")
    page.show_place("R03")
    settle()
    button(page, "judge.raise").click()
    keep = button(page, "judge.keep")
    assert not keep.isEnabled()
    row = page.findChild(ChoiceRow, "judge.level")
    assert isinstance(row, ChoiceRow)
    row.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_2)
    assert not keep.isEnabled()
    write(qtbot, page, "judge.reason", "Two offices were searched this month.")
    qtbot.mouseClick(keep, Qt.MouseButton.LeftButton)
    rated = page.open.editing.rated("R03")
    assert rated is not None
    assert rated.decision is not None
    assert rated.decision.kind == "raised"
    assert rated.level == "critical"
    assert rated.decision.reason == "Two offices were searched this month."
    line = page._decide.risks.table.line("R03")
    assert line is not None
    assert line.state == "Raised to Critical"


def test_the_filled_button_says_what_is_being_said_and_never_confirms_instead(
    qtbot: QtBot, library: Library, shown: Shown
) -> None:
    page = shown(samples.seen(library), post=SUPERVISOR, step="decide")
    page.show_place("R03")
    settle()
    assert page.missing() == ""  # confirming needs nothing
    button(page, "judge.raise").click()
    assert (page.filled_button(), page.missing()) == ("Raise", "Choose a level.")
    page.press_filled_button()
    assert page.open.editing.rated("R03").decision is None  # type: ignore[union-attr]  # it is there
    told: list[str] = []
    page.place_changed.connect(told.append)
    row = page.findChild(ChoiceRow, "judge.level")
    assert isinstance(row, ChoiceRow)
    assert row.isAncestorOf(QApplication.focusWidget())
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_2)
    assert told  # the bar is told that the words are other ones
    assert page.filled_button() == "Raise to Critical"
    assert not any(b.isVisible() for b in page.findChildren(SignButton, "judge.confirm"))
    page.press_filled_button()
    assert QApplication.focusWidget().objectName() == "judge.reason"
    assert page.missing()
    told.clear()
    write(qtbot, page, "judge.reason", "Two offices were searched.")
    assert told
    assert page.missing() == ""
    page.press_filled_button()
    rated = page.open.editing.rated("R03")
    assert rated is not None
    assert rated.decision is not None
    made = rated.decision
    assert (made.kind, made.level, made.reason) == (
        "raised",
        "critical",
        "Two offices were searched.",
    )
    assert page.filled_button() == "Confirm R36"
    page.open.flush()


def test_what_is_begun_on_a_risk_stays_while_one_looks_at_another(
    qtbot: QtBot, library: Library, shown: Shown
) -> None:
    page = shown(samples.seen(library), post=SUPERVISOR, step="decide")
    page.show_place("R03")
    settle()
    button(page, "judge.raise").click()
    write(qtbot, page, "judge.reason", "Two offices")
    page.show_place("R36")
    settle()
    assert page.filled_button() == "Confirm R36"
    page.show_place("R03")
    settle()
    assert page.filled_button() == "Raise"
    fields = [f for f in page.findChildren(PlainTextEdit, "judge.reason") if f.isVisible()]
    assert [field.text() for field in fields] == ["Two offices"]


def test_tab_goes_from_the_line_of_a_risk_into_its_form(
    qtbot: QtBot, library: Library, shown: Shown
) -> None:
    page = shown(samples.seen(library), post=SUPERVISOR, step="decide")
    page.show_place("R49")
    settle()
    page._decide.risks.table.focus_line("R49")
    line = QApplication.focusWidget()
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is button(page, "judge.confirm")
    button(page, "judge.raise").click()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget().objectName() == "judge.reason"


def test_a_level_is_lowered_only_with_a_reason_and_is_marked(
    qtbot: QtBot, library: Library, shown: Shown
) -> None:
    page = shown(samples.seen(library), post=SUPERVISOR, step="decide")
    page.show_place("R36")
    settle()
    button(page, "judge.lower").click()
    row = page.findChild(ChoiceRow, "judge.level")
    assert isinstance(row, ChoiceRow)
    row.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_1)
    assert not button(page, "judge.keep").isEnabled()
    assert "Write why: it is printed with the level." in words_on(page)
    write(qtbot, page, "judge.reason", "The list is destroyed.")
    button(page, "judge.keep").click()
    rated = page.open.editing.rated("R36")
    assert rated is not None
    assert rated.overridden
    page.go_to_step("findings")
    qtbot.waitUntil(lambda: "stands lower than the evidence supports" in words_on(page))


def test_a_critical_risk_is_accepted_until_a_day_to_come(
    qtbot: QtBot, library: Library, shown: Shown
) -> None:
    page = shown(samples.seen(library), post=samples.POSTS["record.head"], step="decide")
    assert any(stop.condition.id == "V1" and stop.holds for stop in page.open.editing.stops)
    page.show_place("R36")
    settle()
    button(page, "judge.accept").click()
    assert "Name the post that bears this risk." in words_on(page)
    write_line(qtbot, page, "judge.bearer", "Country director")
    write(qtbot, page, "judge.reason", "The lists move in spring.")
    write(qtbot, page, "judge.watched", "The log of the shared folder, every week")
    assert not button(page, "judge.keep").isEnabled()
    write_date(qtbot, page, "judge.until", "2001-01-01")
    assert "The day must be in the future." in words_on(page)
    line = next(f for f in page.findChildren(DateEdit, "judge.until") if f.isVisible())
    line.findChild(LineEdit).clear()  # type: ignore[union-attr]  # it has a line
    write_date(qtbot, page, "judge.until", "2099-01-31")
    latest = reviewing.proposed_review(page.open.editing)
    assert f"Choose {latest} at the latest: the rules of this form" in bare(words_on(page))
    assert not button(page, "judge.keep").isEnabled()
    line.findChild(LineEdit).clear()  # type: ignore[union-attr]
    write_date(qtbot, page, "judge.until", latest)
    button(page, "judge.keep").click()
    rated = page.open.editing.rated("R36")
    assert rated is not None
    assert rated.decision is not None
    assert (rated.decision.kind, rated.decision.until) == ("accepted", latest)
    assert rated.decision.borne_by == "Country director"
    assert rated.decision.watched == "The log of the shared folder, every week"
    assert "Country director bears it.\nWatched until then: The log of" in bare(words_on(page))
    assert not any(stop.condition.id == "V1" and stop.holds for stop in page.open.editing.stops)
    page.open.flush()  # what was begun is forgotten while the library is still open


@pytest.mark.parametrize("wrong", ["soon", "2027-13-4", "15 Januray"])
def test_a_day_that_is_none_is_never_taken_for_the_one_written_before(
    qtbot: QtBot, library: Library, shown: Shown, wrong: str
) -> None:
    page = shown(samples.seen(library), post=samples.POSTS["record.head"], step="decide")
    page.show_place("R36")
    settle()
    button(page, "judge.accept").click()
    write_line(qtbot, page, "judge.bearer", "Country director")
    write(qtbot, page, "judge.reason", "The lists move in spring.")
    write(qtbot, page, "judge.watched", "The log")
    write_date(qtbot, page, "judge.until", reviewing.proposed_review(page.open.editing))
    assert button(page, "judge.keep").isEnabled()
    write_date(qtbot, page, "judge.until", wrong, anew=True)
    assert not button(page, "judge.keep").isEnabled()  # while it stands there, focus or not
    write(qtbot, page, "judge.reason", " Then all is well.")
    line = date_line(page, "judge.until")
    assert line.text() == wrong
    assert "This is not a date yet." in words_on(page)
    page.press_filled_button()
    assert page.open.editing.rated("R36").decision is None  # type: ignore[union-attr]  # there
    assert QApplication.focusWidget() is line
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    button(page, "judge.accept").click()
    assert date_line(page, "judge.until").text() == wrong
    assert not button(page, "judge.keep").isEnabled()
    page.open.flush()


def test_conditions_end_on_no_day_that_was_written_before_a_wrong_one(
    qtbot: QtBot, library: Library
) -> None:
    open_ = OpenAssessment(samples.seen(library))
    form = MoveForm(open_)
    open_.setParent(form)
    qtbot.addWidget(form)
    form.set_today(open_.editing.today)
    form.begin("approved_with_conditions")
    write(qtbot, form, "move.reason", "The drill is held.")
    good = reviewing.proposed_review(open_.editing)
    write_date(qtbot, form, "move.until", good, anew=True)
    assert button(form, "move.keep").isEnabled()
    write_date(qtbot, form, "move.until", "soon", anew=True)
    assert not button(form, "move.keep").isEnabled()
    write(qtbot, form, "move.reason", " Twice.")
    assert date_line(form, "move.until").text() == "soon"
    assert "This is not a date yet." in words_on(form)
    open_.flush()


def test_an_acceptance_that_is_over_waits_for_the_supervisor_again_and_says_so(
    qtbot: QtBot, library: Library, shown: Shown
) -> None:
    editing = samples.seen(library)
    page = shown(
        samples.with_acceptance(editing, until="2020-01-31"), post=SUPERVISOR, step="decide"
    )
    page.go_to_step("findings")
    over = "Head of office bore this risk until 2020-01-31. That is over and counts no"
    qtbot.waitUntil(lambda: over in bare(words_on(page)))
    assert "4 risks wait for the supervisor." in words_on(page)
    page.show_place("R36")
    settle()
    lines = page.findChildren(AcceptanceLine) or [AcceptanceLine(page.open, page)]
    rated = page.open.editing.rated("R36")
    assert rated is not None
    lines[0].show_value(rated)
    assert "counts no longer" in lines[0].findChildren(PlainLabel)[0].text()


def test_risks_that_the_supervisor_has_not_rated_are_told_in_a_sentence(
    library: Library, shown: Shown
) -> None:
    page = shown(samples.sent(library, ("R36", "R08", "R49", "R03")), post=SUPERVISOR)
    told = [one.sentence for one in page._told]
    assert "The supervisor has neither rated 4 risks nor said why not." in told
    one = Refusal("not_blind", "R36", "R36")
    assert refusal(page.open.wording, one) == (
        "R36: the supervisor has neither rated it yet nor said why not."
    )


def test_approval_waits_for_what_is_open_and_names_it(library: Library, shown: Shown) -> None:
    page = shown(samples.seen(library), post=SUPERVISOR, step="decide")
    assert not button(page, "move.approved").isEnabled()
    said = words_on(page)
    assert "R36: the supervisor has not confirmed or raised it." in said
    assert "more things; all are listed above." in said
    assert button(page, "move.returned").isEnabled()
    assert button(page, "move.rejected").isEnabled()


def test_it_is_returned_with_a_remark_and_can_be_edited_again(
    qtbot: QtBot, library: Library, shown: Shown
) -> None:
    page = shown(samples.seen(library), post=SUPERVISOR, step="decide")
    button(page, "move.returned").click()
    assert not button(page, "move.keep").isEnabled()
    write(qtbot, page, "move.reason", "Section 16 says nothing of the drill.")
    button(page, "move.keep").click()
    assert stage(page) == "returned"
    assert page.open.editing.may_edit
    assert "Section 16 says nothing of the drill." in words_on(page)


def test_conditions_need_a_day_and_a_rejection_can_be_opened_again(
    qtbot: QtBot, library: Library, shown: Shown
) -> None:
    page = shown(samples.seen(library), post=SUPERVISOR, step="decide")
    button(page, "move.rejected").click()
    write(qtbot, page, "move.reason", "No.")
    button(page, "move.keep").click()
    assert stage(page) == "rejected"
    button(page, "move.reopened").click()
    write(qtbot, page, "move.reason", "The site has moved.")
    button(page, "move.keep").click()
    assert stage(page) == "draft"
    assert workflow.edition(page.open.editing.assessment) == 2


def test_the_questions_of_the_review_are_answered_during_the_review(
    qtbot: QtBot, library: Library, shown: Shown
) -> None:
    editing = samples.sent(library)
    page = shown(editing, post=SUPERVISOR, step="decide")
    qtbot.waitUntil(lambda: "decision.complete" in page._decide.cards)
    page.show_place("decision.complete")
    settle()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_1)
    assert editing.assessment.answers["decision.complete"].value == "yes"
    with pytest.raises(NotAllowed):
        editing.put("answer", Answer("record.title", "Another one"))
    with pytest.raises(NotAllowed):
        editing.put(
            "answer", Answer("decision.plausible", "yes"), Answer("record.title", "Another one")
        )


def test_the_questions_of_the_review_are_closed_once_it_is_decided(library: Library) -> None:
    editing = samples.sent(library)
    decide(editing, "rejected", by=SUPERVISOR, reason="No.")
    with pytest.raises(NotAllowed):
        editing.answer("decision.complete", value="yes")


def test_a_remark_is_answered_and_settled(qtbot: QtBot, library: Library, shown: Shown) -> None:
    page = shown(samples.seen(library), post=SUPERVISOR, step="decide")
    button(page, "remarks.security.exposed.answer").click()
    write(qtbot, page, "remarks.text", "Seen today, all four.")
    button(page, "remarks.keep").click()
    remarks = list(page.open.editing.assessment.remarks.values())
    assert sorted(remark.text for remark in remarks)[0] == "Seen today, all four."
    assert {remark.by for remark in remarks} == {"Adviser", SUPERVISOR}
    button(page, "remarks.security.exposed.settle").click()
    assert all(remark.settled for remark in page.open.editing.assessment.remarks.values())


def test_every_finding_leads_to_its_place(library: Library, shown: Shown) -> None:
    page = shown(samples.seen(library), post=SUPERVISOR, step="decide", width=760)
    asked: list[str] = []
    page.go.connect(asked.append)
    links = [
        b for b in page._findings.findChildren(SignButton) if b.objectName().startswith("finding.")
    ]
    assert len(links) >= 3
    for link in links:
        link.click()
    settle()
    assert "people.most_harmed" in asked
    assert page._decide.risks.table.open_risk() == "R36"


def test_what_changed_since_the_word_of_the_supervisor_is_looked_at_again(
    library: Library, shown: Shown
) -> None:
    editing = samples.sent(library)
    rated = editing.rated("R36")
    assert rated is not None
    judge(editing, rated, "confirmed", rated.level, by=SUPERVISOR, reason="")
    decide(editing, "returned", by=SUPERVISOR, reason="Once more.")
    record = editing.assessment.risks["R36"]
    samples.rate(editing, record, top=False)
    page = shown(editing)
    line = page._decide.risks.table.line("R36")
    assert line is not None
    assert line.state == "The evidence changed: look again"


def test_posts_of_the_record_and_others_can_be_worked_as(
    qtbot: QtBot, library: Library, shown: Shown
) -> None:
    page = shown(samples.sent(library))
    choice = page.findChild(ComboBox, "working_as")
    assert choice is not None
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_End)
    other = page.findChild(LineEdit, "working_as.other")
    assert other is not None
    assert other.isVisible()
    qtbot.keyClicks(other, "Regional adviser")
    assert page.filled_button() == "2 Rate blind"
    assert other.hasFocus()


def test_a_closed_line_is_as_high_as_its_words_need(qtbot: QtBot) -> None:
    line = RiskLine(ReviewColumns(("Before controls", "Today", "Review")))
    qtbot.addWidget(line)
    mark = LevelMark("Low", "ring", "low")
    name = "R35 The whole file goes out with a simple referral"
    line.show_value(ReviewLine("R35", name, mark, mark, "ring", "text", "Not reviewed yet"))
    one_line = line.heightForWidth(2000)
    widths = range(620, 900)
    closed = [line.heightForWidth(wide) for wide in widths]
    line.set_open(is_open=True)
    opened = [line.heightForWidth(wide) for wide in widths]
    plain = theme.look().font("small")
    assert closed.count(one_line) > opened.count(one_line)  # bold takes more room
    for wide, high in zip(widths, closed, strict=True):
        columns = line._columns.at(wide)
        assert columns is not None
        is_one = len(lines_of(name, plain, columns[0] - 2 * PAD)) == 1
        assert (high == one_line) is is_one, wide


def test_lines_of_risks_are_walked_and_opened_by_keys(
    qtbot: QtBot, library: Library, shown: Shown
) -> None:
    page = shown(samples.seen(library), post=SUPERVISOR, step="decide")
    first, second = page._decide.risks.table.ids()[:2]
    page._decide.risks.table.focus_line(first)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert page._decide.risks.table.open_risk() == second
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert page._decide.risks.table.open_risk() == ""


@pytest.mark.parametrize(
    ("language", "scale", "width"),
    [("en", 1.0, 1060), ("ar", 1.0, 750), ("qps", 1.0, 750), ("qps", 1.5, 1060)],
)
def test_no_words_are_cut_and_everything_has_a_name(
    qapp: QApplication, library: Library, shown: Shown, language: str, scale: float, width: int
) -> None:
    dress(qapp, language, scale)
    page = shown(samples.seen(library), post=SUPERVISOR, step="decide", width=width)
    page._decide.risks.turn("R36")
    button(page, "judge.accept").click()
    button(page, "move.returned").click()
    for _n in range(30):
        settle()
    own = [
        words
        for part in (
            page._findings,
            page._decide.risks,
            page._decide.moves,
            page._remarks,
            page._working_as,
        )
        for words in cut_texts(part)
        if language != "qps" or "a word needs" not in words  # its runs of ~ are no words
    ]
    assert own == []
    assert nameless(page) == []


def test_a_remark_being_written_under_review_is_kept_while_one_types(
    qtbot: QtBot, library: Library, shown: Shown
) -> None:
    page = shown(samples.seen(library), post=SUPERVISOR, step="decide")
    button(page, "remarks.security.exposed.answer").click()
    write(qtbot, page, "remarks.text", "Seen today")
    assert page.open.flush()
    settle()
    write(qtbot, page, "remarks.text", ", all four.")
    assert page.open.flush()
    remarks = page.open.editing.assessment.remarks.values()
    assert sorted(r.text for r in remarks)[0] == "Seen today, all four."
    assert len(remarks) == 2


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_cards_begin_where_the_title_begins_in_a_wide_page_too(
    qapp: QApplication, library: Library, shown: Shown, language: str
) -> None:
    dress(qapp, language)
    page = shown(samples.sent(library), width=1024, height=600)
    page.set_narrow(True)
    settle()
    edges = []
    for part in (page._steps, page._findings_card):
        left = part.mapTo(page, QPoint(0, 0)).x()
        edges.append(left if language == "en" else left + part.width())
    assert edges[0] == edges[1]
