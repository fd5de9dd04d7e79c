"""The desk: rating before seeing, talking a difference through, what changed, and the moves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from dpia_wizard.core import blind, workflow
from dpia_wizard.core.model import Decision
from dpia_wizard.core.workflow_rules import Workflow
from dpia_wizard.data import FORMS
from dpia_wizard.errors import NotAllowed
from dpia_wizard.gui import theme
from dpia_wizard.gui.editor.editor import Editor
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import SignButton
from dpia_wizard.gui.parts.fields import PlainTextEdit
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.parts.levels import LevelBadge
from dpia_wizard.gui.parts.matrix import RiskMatrixWidget
from dpia_wizard.gui.register.risks_page import RisksPage
from dpia_wizard.gui.review.changes_card import moments
from dpia_wizard.gui.review.cover import CoverPage
from dpia_wizard.gui.review.line import RiskLine
from dpia_wizard.gui.review.review_page import ReviewPage
from dpia_wizard.gui.review.veil import hidden
from dpia_wizard.gui.settings import Settings
from dpia_wizard.packs.source import FolderSource
from dpia_wizard.texts import words_for
from dpia_wizard.workspace import reviewing
from dpia_wizard.workspace.deciding import decide, judge
from dpia_wizard.workspace.editing import Editing
from dpia_wizard.workspace.library import Library
from tests.gui import review_samples as samples
from tests.gui.looking import cut_texts, nameless, settle, spoken

SUPERVISOR = samples.POSTS["record.supervisor"]
AUTHOR = samples.POSTS["record.author"]
HEAD = samples.POSTS["record.head"]
Shown = Callable[..., ReviewPage]
Window = Callable[..., Editor]


@pytest.fixture(autouse=True)
def look(dressed: QApplication) -> QApplication:
    return dressed


@pytest.fixture
def window(qtbot: QtBot, library: Library) -> Window:
    """The whole editor on an assessment, at the desk of a post."""

    def show(editing: Editing, *, post: str = "", step: str = "", width: int = 1366) -> Editor:
        open_ = OpenAssessment(editing, library=library)
        if post:
            open_.setProperty("working_as", post)
        if step:
            open_.setProperty("review_step", step)
        editor = Editor(open_, settings=Settings(language="en"))
        open_.setParent(editor)
        qtbot.addWidget(editor)
        editor.resize(width, 697)
        with qtbot.waitExposed(editor):
            editor.show()
        editor.show_place("decision")
        editor.activateWindow()
        settle()
        return editor

    return show


def desk(editor: Editor) -> ReviewPage:
    page = editor.page()
    assert isinstance(page, ReviewPage)
    return page


def button(parent: QWidget, name: str) -> SignButton:
    settle()
    found = [b for b in parent.findChildren(SignButton, name) if b.isVisible()]
    assert found, name
    return found[0]


def write(qtbot: QtBot, parent: QWidget, name: str, words: str) -> None:
    field = next(f for f in parent.findChildren(PlainTextEdit, name) if f.isVisible())
    field.setFocus()
    qtbot.keyClicks(field, words)


def words_on(parent: QWidget) -> str:
    settle()
    return "\n".join(one.text() for one in parent.findChildren(PlainLabel) if one.isVisible())


def told(parent: QWidget) -> list[str]:
    """Everything that can be read, hovered or heard, but for the cells of the matrix to rate in."""
    settle()
    found: list[str] = []
    for part in (parent, *parent.findChildren(QWidget)):
        if not part.isVisible() or isinstance(part, RiskMatrixWidget):
            continue
        found += [part.toolTip(), part.accessibleName(), part.accessibleDescription()]
        found += [part.statusTip(), part.whatsThis(), *spoken(part)]
        if isinstance(part, QLabel):
            found.append(part.text())
        if isinstance(part, LevelBadge):
            found.append(part.words())
        if isinstance(part, RiskLine):
            value = part.value
            found += [value.first.word, value.second.word, value.state, value.said]
        text = getattr(part, "text", None)
        if isinstance(part, SignButton) and callable(text):
            found.append(str(text()))
    return [words for words in found if words]


def tellers(parent: QWidget) -> list[str]:
    """What tells a level of the matrix of these assessments."""
    levels = ("Low", "Medium", "High", "Critical")
    return [words for words in told(parent) if any(level in words for level in levels)]


def rate(qtbot: QtBot, page: ReviewPage, likelihood: int, severity: int, reason: str = "") -> None:
    """Choose the cell by keys from the lowest one, as a person would."""
    matrix = page.rate.card.matrix.matrix
    matrix.setFocus()
    for _step in range(likelihood - 1):
        qtbot.keyClick(matrix, Qt.Key.Key_Up)
    for _step in range(severity - 1):
        qtbot.keyClick(matrix, Qt.Key.Key_Right)
    qtbot.keyClick(matrix, Qt.Key.Key_Return)
    if reason:
        write(qtbot, page, "blind.reason", reason)


# Before one rated


@pytest.mark.parametrize("step", ["findings", "rate", "talk", "decide"])
@pytest.mark.parametrize("post", ["", SUPERVISOR, "Somebody from the region"])
def test_no_step_tells_a_level_of_the_team_before_one_rated(
    library: Library, window: Window, post: str, step: str
) -> None:
    editor = window(samples.sent(library), post=post, step=step)
    assert desk(editor).step() == step
    for _n in range(30):
        settle()
    assert tellers(editor) == []


def test_the_author_and_the_head_of_office_see_every_level(
    library: Library, window: Window
) -> None:
    editing = samples.sent(library)
    for post in (AUTHOR, HEAD):
        assert tellers(window(editing, post=post, step="decide"))


def test_the_order_of_what_is_hidden_tells_nothing(library: Library, window: Window) -> None:
    editing = samples.sent(library)
    assert next(risk.id for risk in editing.risks) == "R36"  # the gravest stands first otherwise
    page = desk(window(editing, post=SUPERVISOR, step="decide"))
    ids = sorted(samples.RISKS)
    assert page._decide.risks.table.ids() == ids
    assert [risk.id for risk, _state in page._desk.rows] == ids
    refusals = [b.objectName() for b in page.findChildren(SignButton) if b.isVisible()]
    shown = [name for name in refusals if name.startswith("move.approved.R")]
    assert shown == [f"move.approved.{id}" for id in ids[: len(shown)]]
    assert shown
    page.go_to_step("rate")
    assert page.rate.card.risk() == ids[0]


def test_a_place_of_a_hidden_risk_is_covered_and_leads_to_the_desk(
    library: Library, window: Window
) -> None:
    editor = window(samples.sent(library), post=SUPERVISOR)
    for place in ("R36", "extract"):
        editor.show_place(place)
        assert isinstance(editor.page(), CoverPage)
        assert "4 risks wait for your own rating." in words_on(editor)
        assert tellers(editor) == []
    editor.show_place("R36")
    editor.press_filled()
    page = desk(editor)
    assert page.step() == "rate"
    assert page.rate.card.risk() == "R36"


def test_the_register_opens_once_every_risk_was_rated(library: Library, window: Window) -> None:
    editing = samples.sent(library)
    editor = window(editing, post=SUPERVISOR)
    editor.show_place("R36")
    assert isinstance(editor.page(), CoverPage)
    for risk in samples.RISKS:
        samples.rate_blind(editing, risk, "likely", "serious")
    editor.show_place("R36")
    assert isinstance(editor.page(), RisksPage)


def test_the_report_waits_too_and_says_so(library: Library, window: Window) -> None:
    editor = window(samples.sent(library), post=SUPERVISOR)
    asked: list[bool] = []
    editor.report_asked.connect(lambda: asked.append(True))
    editor._ask_for_report()
    assert asked == []
    assert "It opens once you have rated every risk." in editor.bottom.said.text()


def test_no_action_is_proposed_because_of_a_level_that_is_hidden(
    library: Library, window: Window
) -> None:
    editing = samples.sent(library)
    assert any(one.source == "R36" for one in editing.proposals)
    editor = window(editing, post=SUPERVISOR)
    editor.show_place("actions")
    assert "R36" not in words_on(editor.page())
    assert tellers(editor) == []


def test_what_a_search_finds_tells_no_level(library: Library, window: Window) -> None:
    editor = window(samples.sent(library), post=SUPERVISOR)
    editor.focus_find()
    editor.finder._field.setText("R36")
    editor.finder._search("R36")
    hits = editor.finder.hits()
    assert hits
    assert not [hit for hit in hits if "Critical" in hit.words + hit.where]
    assert tellers(editor) == []


def test_what_another_reviewer_said_before_is_hidden_as_well(
    library: Library, window: Window
) -> None:
    editing = samples.sent(library)
    rated = editing.rated("R36")
    assert rated is not None
    judge(editing, rated, "confirmed", rated.level, by="Another supervisor", reason="Seen.")
    editor = window(editing, post=SUPERVISOR, step="decide")
    assert tellers(editor) == []


# Rating


def test_a_severity_that_counts_as_the_gravest_is_told_while_one_rates_blind(
    qtbot: QtBot, library: Library, window: Window
) -> None:
    page = desk(window(samples.sent(library), post=SUPERVISOR, step="rate"))
    lasting = next(
        risk.id
        for risk in page.open.editing.risks
        if page.open.editing.pack.risk[risk.id].irreversible
    )
    page.rate.show_risk(lasting)
    rate(qtbot, page, 1, 2)
    assert "Severity 2 was chosen, but it counts as 4" in words_on(page)
    rate(qtbot, page, 1, 3)
    assert "was chosen, but" not in words_on(page)


def test_a_risk_is_rated_by_keys_alone_and_then_both_are_told(
    qtbot: QtBot, library: Library, window: Window
) -> None:
    editor = window(samples.sent(library), post=SUPERVISOR, step="rate")
    page = desk(editor)
    assert page.rate.card.risk() == "R03"
    assert page.filled_button() == "Save mine and show theirs"
    rate(qtbot, page, 2, 2, "Two offices were searched.")
    assert "Likelihood 2 Possible, severity 2" in words_on(page)
    qtbot.keyClick(
        QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    rating = blind.rating_of(page.open.editing.assessment, "R03", by=SUPERVISOR)
    assert rating is not None
    assert rating.reason == "Two offices were searched."
    said = words_on(page.rate.card)
    assert "Your rating is saved. This is what the team thinks." in said
    assert "R03: you and the team both give" in said
    assert page.rate.so_far.table.ids() == ["R03"]
    assert page.filled_button() == "Next: R08"
    assert page.left_to_do() == "3 risks still to rate"
    assert "1 of 4 rated" in page._steps._buttons["rate"].accessibleName()


def test_nobody_is_told_that_every_risk_is_reviewed_where_there_is_none(
    library: Library, window: Window
) -> None:
    editing = samples.named(library)  # sent before an empty register was kept from it
    editing.put("decide", Decision("d1", "sent", AUTHOR, editing.now()))
    page = desk(window(editing, post=SUPERVISOR))
    assert page.left_to_do() == "No risk is rated by the team yet."


def test_only_the_rated_risk_is_told_and_the_others_stay_hidden(
    qtbot: QtBot, library: Library, window: Window
) -> None:
    editor = window(samples.sent(library), post=SUPERVISOR, step="rate")
    page = desk(editor)
    rate(qtbot, page, 2, 2)
    page.press_filled_button()
    assert hidden(page.open) == {"R08", "R36", "R49"}
    page.press_filled_button()
    assert page.rate.card.risk() == "R08"
    tells = [words for words in tellers(editor) if "R03" not in words]
    own = page.rate.so_far.findChildren(QWidget)
    assert [words for words in tells if words not in [w for o in own for w in told(o)]] == []


def test_without_a_cell_the_button_leads_to_the_matrix(library: Library, window: Window) -> None:
    page = desk(window(samples.sent(library), post=SUPERVISOR, step="rate"))
    page.press_filled_button()
    assert QApplication.focusWidget() is page.rate.card.matrix.matrix
    assert not page.open.editing.assessment.ratings


def test_who_cannot_tell_says_why_and_the_team_is_asked(
    qtbot: QtBot, library: Library, window: Window
) -> None:
    page = desk(window(samples.sent(library), post=SUPERVISOR, step="rate"))
    assert not button(page, "blind.cannot_tell").isEnabled()
    write(qtbot, page, "blind.reason", "I never saw this office.")
    button(page, "blind.cannot_tell").click()
    settle()
    assert "R03" not in hidden(page.open)
    remark = next(r for r in page.open.editing.assessment.remarks.values() if r.place == "R03")
    assert "I never saw this office." in remark.text
    said = words_on(page.rate.card).translate(dict.fromkeys(map(ord, "\u2068\u2069")))
    assert "Not rated: I never saw this office." in said


def test_what_is_begun_on_a_risk_waits_while_one_rates_another(
    qtbot: QtBot, library: Library, window: Window
) -> None:
    page = desk(window(samples.sent(library), post=SUPERVISOR, step="rate"))
    rate(qtbot, page, 3, 4, "Not sure yet")
    button(page, "blind.next").click()
    assert page.rate.card.matrix.value() == ("", "")
    button(page, "blind.before").click()
    matrix = page.open.editing.pack.matrix
    chosen = (matrix.likelihoods[2].id, matrix.severities[3].id)
    assert page.rate.card.matrix.value() == chosen
    assert page.rate.card._reason.text() == "Not sure yet"


def test_the_author_rates_nothing_and_is_told_why(library: Library, window: Window) -> None:
    page = desk(window(samples.sent(library), post=AUTHOR, step="rate"))
    assert not [b for b in page.findChildren(SignButton, "blind.save") if b.isVisible()]
    assert page.filled_button() == "4 Decide"


def test_nobody_rates_blind_where_the_form_leaves_it_open_and_says_why_once(
    qtbot: QtBot, library: Library, window: Window
) -> None:
    editing = samples.sent(library)
    page = desk(window(editing, post=SUPERVISOR, step="rate"))
    assert not [b for b in page.findChildren(SignButton, "blind.skip") if b.isVisible()]
    moves = tuple(
        replace(rule, needs=tuple(check for check in rule.needs if check != "rated_blind"))
        for rule in editing.pack.workflow.moves
    )
    rules: Workflow = replace(editing.pack.workflow, moves=moves)
    editing.pack = replace(editing.pack, workflow=rules)
    page._refresh(None)
    button(page, "blind.skip").click()
    write(qtbot, page, "reason", "I wrote the ratings with them in May.")
    page.press_filled_button()
    assert hidden(page.open) == frozenset()


# As it looks and is walked


@pytest.mark.parametrize("step", ["findings", "rate", "talk", "decide"])
@pytest.mark.parametrize(
    ("language", "scale", "width"),
    [("en", 1.0, 1366), ("ar", 1.0, 1024), ("qps", 1.0, 1024), ("qps", 1.5, 1366)],
)
def test_no_words_of_a_step_are_cut_and_everything_has_a_name(
    dressed: QApplication,
    library: Library,
    window: Window,
    language: str,
    scale: float,
    width: int,
    step: str,
) -> None:
    words = words_for(language, packs=map(FolderSource, sorted(FORMS.glob("*/"))))
    theme.apply(dressed, theme.theme_named("light"), words, scale)
    editor = window(samples.apart(library), post=SUPERVISOR, step=step, width=width)
    page = desk(editor)
    if step == "talk":
        page.press_filled_button()
    for _n in range(30):
        settle()
    own = [
        words
        for part in (page._head_part, page._parts[step])
        for words in cut_texts(part)
        if "a word needs" not in words or language != "qps"  # its runs of ~ are no words
    ]
    assert own == []
    assert nameless(page) == []


def test_tab_walks_from_the_post_over_the_steps_to_the_matrix_and_its_buttons(
    qtbot: QtBot, library: Library, window: Window
) -> None:
    page = desk(window(samples.sent(library), post=SUPERVISOR, step="rate"))
    rate(qtbot, page, 2, 2, "Seen.")
    page._working_as.setFocus()
    names = []
    for _press in range(16):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        names.append(QApplication.focusWidget().objectName())
    wanted = ["review.to.findings", "review.to.decide", "blind.next", "round.matrix"]
    wanted += ["blind.reason", "blind.save"]
    assert [name for name in names if name in wanted] == wanted


def test_going_on_to_the_next_step_shows_it_from_its_top(
    qtbot: QtBot, library: Library, window: Window
) -> None:
    editor = window(samples.apart(library), post=SUPERVISOR, step="talk", width=1024)
    page = desk(editor)
    page.press_filled_button()
    page.press_filled_button()
    qtbot.keyClicks(QApplication.focusWidget(), "Both were right.")
    page.press_filled_button()
    page.press_filled_button()
    for _n in range(20):
        settle()
    assert page.step() == "decide"
    assert page._scroll.verticalScrollBar().value() == 0


# What the assessment says


def test_the_facts_stand_beside_the_matrix_without_the_words_of_the_team(
    library: Library, window: Window
) -> None:
    editing = samples.sent(library)
    page = desk(window(editing, post=SUPERVISOR, step="rate"))
    said = words_on(page.rate.card)
    wording = page.open.wording
    assert wording.risk("R03", "event") in said
    assert wording.risk("R03", "harm") in said
    first = editing.pack.risk["R03"].controls[0].control
    assert wording.control(first) in said
    assert "Two of nine referrals" not in said  # the team's reasons wait with its rating
    assert "A family was found" not in said


def test_a_remark_is_added_to_the_risk_that_is_open(
    qtbot: QtBot, library: Library, window: Window
) -> None:
    page = desk(window(samples.sent(library), post=SUPERVISOR, step="rate"))
    button(page, "remarks.add").click()
    write(qtbot, page, "remarks.text", "Which office?")
    button(page, "remarks.keep").click()
    remark = next(r for r in page.open.editing.assessment.remarks.values() if r.place == "R03")
    assert (remark.text, remark.by) == ("Which office?", SUPERVISOR)


# Talking through


def test_a_difference_of_more_than_a_level_is_talked_through_and_recorded(
    qtbot: QtBot, library: Library, window: Window
) -> None:
    page = desk(window(samples.apart(library), post=SUPERVISOR))
    assert page.step() == "talk"
    assert page.left_to_do() == "1 risk to talk through"
    assert page.filled_button() == "Talk through R36"
    page.press_filled_button()
    page.press_filled_button()  # nothing is written yet: it leads to the field
    assert QApplication.focusWidget().objectName() == "talk.reason"
    qtbot.keyClicks(QApplication.focusWidget(), "They saw two searches that I did not know of.")
    page.press_filled_button()
    talked = [d for d in page.open.editing.assessment.decisions.values() if d.about == "R36"]
    assert [made.kind for made in talked] == ["talked_through"]
    assert page.filled_button() == "4 Decide"
    assert "Every difference was talked through." in words_on(page)


def test_what_lies_apart_keeps_from_approving_and_the_refusal_leads_there(
    library: Library, window: Window
) -> None:
    page = desk(window(samples.apart(library), post=HEAD, step="decide"))
    button(page, "move.approved.R36").click()
    settle()
    assert page.step() == "talk"
    assert page._talk.table.open_risk() == "R36"


def test_what_both_see_the_same_is_confirmed_together(library: Library, window: Window) -> None:
    page = desk(window(samples.apart(library), post=SUPERVISOR, step="decide"))
    same = button(page, "review.confirm_same")
    assert same.words() == "Confirm 3 risks that you and the team see the same"
    same.click()
    confirmed = {
        risk.id: risk.decision.kind for risk in page.open.editing.risks if risk.decision is not None
    }
    assert confirmed == dict.fromkeys(("R03", "R08", "R49"), "confirmed")


def test_nothing_that_lies_apart_is_confirmed_together(library: Library) -> None:
    editing = samples.apart(library)
    with pytest.raises(NotAllowed):
        reviewing.confirm_same(editing, editing.risks, by=SUPERVISOR)
    with pytest.raises(NotAllowed):
        reviewing.confirm_same(editing, editing.risks[1:], by=AUTHOR)
    assert all(risk.decision is None for risk in editing.risks)


# Findings


def test_settled_findings_are_folded_and_counted(library: Library, window: Window) -> None:
    editor = window(samples.seen(library), post=SUPERVISOR, step="decide")
    page = desk(editor)
    fold = button(page._findings, "findings.settled")
    assert fold.words().startswith("Show ")
    assert "does not hold" not in words_on(page._findings)
    fold.click()
    assert "does not hold" in words_on(page._findings)
    settled = sum(one.kind == "settled" for one in page._told)
    name = page._steps._buttons["findings"].accessibleName()
    assert f"{settled} of {len(page._told)} settled" in name


def test_the_team_is_asked_about_a_finding_in_a_remark_and_a_settled_one_settles_it(
    qtbot: QtBot, library: Library, window: Window
) -> None:
    editing = samples.rated(library)
    record = editing.assessment.risks["R49"]
    editing.put("dismiss", replace(record, dismissed=True, set_aside_reason="Not our programme"))
    decide(editing, "sent", by=AUTHOR)
    page = desk(window(editing, post=SUPERVISOR))
    finding = next(one for one in page._told if one.place == "R49")
    assert finding.kind == "note"
    page._findings.asked.emit(finding)
    write(qtbot, page, "remarks.text", "The cash list says otherwise.")
    button(page, "remarks.keep").click()
    assert next(one for one in page._told if one.ask == "R49").kind == "note"
    button(page, "remarks.R49.settle").click()
    assert next(one for one in page._told if one.ask == "R49").kind == "settled"


# What changed


def test_a_desk_is_told_what_changed_since_its_last_word(
    qtbot: QtBot, library: Library, window: Window
) -> None:
    editing = samples.sent(library)
    decide(editing, "returned", by=SUPERVISOR, reason="Say more on the drill.")
    editing.answer("record.title", value="Another title of the same work")
    decide(editing, "sent", by=AUTHOR)
    editing.remark("record.title", "Better.", by=SUPERVISOR)  # in this sitting: it changes nothing
    page = desk(window(editing, post=SUPERVISOR, step="findings"))
    changes = page._changes.changes
    qtbot.waitUntil(lambda: changes.model_of_lines().rowCount() > 0)
    said = "\n".join(line.after for line in changes.model_of_lines().lines())
    assert "Another title of the same work" in said
    asked: list[str] = []
    page.go.connect(asked.append)
    changes.go.emit("record.title")
    assert asked == ["record.title"]


def test_the_moments_that_a_desk_asks_for_are_before_it_was_sent(library: Library) -> None:
    editing = samples.sent(library)
    id = editing.assessment.id
    entries = library.store.history(id)
    assert moments(entries, SUPERVISOR) == ()
    decide(editing, "returned", by=SUPERVISOR, reason="Once more.")
    returned = len(library.store.history(id))
    editing.answer("record.title", value="Another")
    decide(editing, "sent", by=AUTHOR)
    assert moments(library.store.history(id), SUPERVISOR) == (("returned", returned),)
    editing.remark("record.title", "Seen.", by=SUPERVISOR)
    assert moments(library.store.history(id), SUPERVISOR) == (("returned", returned),)


# Moves


def test_a_move_is_signed_with_a_key_or_decided_for_paper(
    qtbot: QtBot, library: Library, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str, str]] = []

    def ask(
        _parent: QWidget, _open: OpenAssessment, role: str, move: str, *, reason: str, until: str
    ) -> bool:
        asked.append((role, move, reason))
        return False  # the person goes back: nothing is decided

    monkeypatch.setattr("dpia_wizard.gui.people.sign_off_dialog.ask_to_decide", ask)
    page = desk(window(samples.seen(library), post=HEAD, step="decide"))
    button(page, "move.rejected").click()
    write(qtbot, page, "move.reason", "No.")
    sign = button(page, "move.keep")
    assert sign.words() == "Reject and sign"
    sign.click()
    assert asked == [("head", "rejected", "No.")]
    assert workflow.stage(page.open.editing.assessment) == "in_review"
    button(page, "move.paper").click()
    assert workflow.stage(page.open.editing.assessment) == "rejected"


def test_who_sends_it_may_sign_or_send_it_for_paper(library: Library, window: Window) -> None:
    page = desk(window(samples.rated(library), post=AUTHOR, step="decide"))
    button(page, "move.sent").click()
    assert button(page, "move.keep").words() == "Send for review and sign"
    paper = button(page, "move.paper")
    assert paper.words() == "Send without a key: it is signed on paper"
    paper.click()
    assert workflow.stage(page.open.editing.assessment) == "in_review"


def test_an_approval_with_conditions_begins_with_what_the_answers_say(
    library: Library, window: Window
) -> None:
    editing = samples.sent(library)
    editing.answer("decision.outcome", value="approve_with_conditions")
    editing.answer("decision.conditions", value="The clinics sign first.")
    editing.answer("decision.until", value="2999-03-31")
    page = desk(window(editing, post=HEAD, step="decide"))
    form = page._decide.moves._form
    page._decide.moves.begin("approved_with_conditions")
    assert form._reason.text() == "The clinics sign first."
    assert form._until.value() == "2999-03-31"


def test_an_emergency_says_on_which_day_it_ends_by_itself(
    qtbot: QtBot, library: Library, window: Window
) -> None:
    editing = samples.rated(library)
    page = desk(window(editing, post=AUTHOR, step="decide"))
    page._decide.moves.begin("approved_in_emergency")
    said = words_on(page._decide.moves)
    assert "It ends by itself after 30 days, on " in said
    assert not button(page, "move.keep").isEnabled()


def test_the_adviser_and_the_children_are_heard_beside_the_decision(
    library: Library, window: Window
) -> None:
    editing = samples.sent(library)
    editing.answer("decision.opinion", value="do_not_proceed")
    editing.answer("decision.advice", value="Not before the clinics sign.")
    editing.answer("decision.overruled", value="Six children wait for treatment.")
    page = desk(window(editing, post=HEAD, step="decide"))
    said = words_on(page._decide._beside)
    assert "Do not proceed" in said
    assert "Not before the clinics sign." in said
    assert "Six children wait for treatment." in said
    assert "Nothing is written down yet on what children said." in said
