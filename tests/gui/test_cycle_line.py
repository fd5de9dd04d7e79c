"""The next review is proposed by the rules, with why; what happened leads back to the decision."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dpia_wizard.core.model import Decision
from dpia_wizard.gui.editor.bars import TopBar
from dpia_wizard.gui.editor.cycle_line import CycleLine, NextReviewLine, TriggerLine
from dpia_wizard.gui.editor.read_only import ReadOnlyBanner
from dpia_wizard.gui.editor.section_page import SectionPage
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.chips import Chip
from dpia_wizard.gui.parts.labels import SignLabel
from tests.gui.looking import cut_texts, nameless, settle
from tests.gui.risk_samples import rate, take_up

LEFT = Qt.MouseButton.LeftButton


def page_of(qtbot: QtBot, open_: OpenAssessment) -> SectionPage:
    section = open_.editing.pack.form.section("review")
    assert section is not None
    page = SectionPage(open_, section)
    qtbot.addWidget(page)
    page.resize(800, 900)
    page.show()
    settle()
    return page


def line_of(page: SectionPage, kind: type[CycleLine]) -> CycleLine:
    (line,) = page.findChildren(kind)
    return line


def words_of(line: CycleLine) -> str:
    (label,) = line.findChildren(SignLabel)
    return label.text()


def later(today: str, months: int) -> str:
    year, month, day = (int(part) for part in today.split("-"))
    years, month = divmod(month - 1 + months, 12)
    return f"{year + years}-{month + 1:02}-{min(day, 28):02}"


def test_the_latest_day_is_taken_with_one_click_and_its_reason_said(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    page = page_of(qtbot, open_assessment)
    line = line_of(page, NextReviewLine)
    assert "12 months at most, as this form says." in words_of(line)
    qtbot.mouseClick(line.link, LEFT)
    settle()
    assert editing.assessment.text("review.next")[:8] == later(editing.today, 12)[:8]
    assert not line.link.isVisible()
    take_up(editing, "R02")
    rate(editing, "R02", "almost_certain", "grave")
    open_assessment.changed.emit(editing.undo_stack.done)
    settle()
    assert words_of(line).startswith("This is later than the rules allow")
    assert "6 months at most, because of a risk that is still Critical." in words_of(line)
    qtbot.mouseClick(line.link, LEFT)
    settle()
    assert editing.assessment.text("review.next")[:8] == later(editing.today, 6)[:8]
    assert words_of(line).startswith("The rules allow")


def test_the_answer_that_makes_the_time_shorter_is_named(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    open_assessment.editing.answer("context.setting", value=("armed_conflict",))
    page = page_of(qtbot, open_assessment)
    line = line_of(page, NextReviewLine)
    assert "6 months at most, because of the answer to question 3.1" in words_of(line)


def test_an_earlier_day_that_the_team_chose_is_left_alone(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    open_assessment.editing.answer("review.next", value=later(open_assessment.editing.today, 2))
    page = page_of(qtbot, open_assessment)
    line = line_of(page, NextReviewLine)
    assert words_of(line).startswith("The rules allow")
    assert not line.link.isVisible()


def test_whoever_rates_blind_is_not_told_the_level_by_it(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    take_up(editing, "R02")
    rate(editing, "R02", "almost_certain", "grave")
    editing.set_person("record.supervisor", post="Supervisor")
    editing.put("decide", Decision("d", "sent", "Author", f"{editing.today}T00:00:00+00:00"))
    open_assessment.setProperty("working_as", "Supervisor")
    page = page_of(qtbot, open_assessment)
    assert not line_of(page, NextReviewLine).isVisible()


def test_what_happened_since_the_approval_asks_to_open_it_again(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    page = page_of(qtbot, open_assessment)
    line = line_of(page, TriggerLine)
    assert not line.isVisible()
    editing.put("decide", Decision("d", "approved", "Head", f"{editing.today}T00:00:00+00:00"))
    open_assessment.keep(
        lambda: editing.put("decide", Decision("d2", "sent", "Author", "2020-01-01T00:00:00+00:00"))
    )
    editing.add_row("review.log", date=editing.today, trigger="security")
    open_assessment.changed.emit(editing.undo_stack.done)
    settle()
    assert line.isVisible()
    assert "Security happened on" in words_of(line)
    with qtbot.waitSignal(page.go) as asked:
        qtbot.mouseClick(line.link, LEFT)
    section = editing.pack.form.section(asked.args[0])
    assert section is not None
    assert section.page == "review"


def test_nothing_of_it_is_cut_or_without_a_name(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    page = page_of(qtbot, open_assessment)
    assert cut_texts(page) == []
    assert nameless(page) == []


def test_an_approval_that_is_over_says_so_above_what_cannot_be_changed(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    over = Decision(
        "d", "approved_with_conditions", "Head", "2020-01-01T10:00:00+00:00", until="2020-06-01"
    )
    open_assessment.editing.put("decide", over)
    page = page_of(qtbot, open_assessment)
    (banner,) = page.findChildren(ReadOnlyBanner)
    assert banner.accessibleName().startswith("Expired since 2020-06-01.")
    top = TopBar(open_assessment)
    qtbot.addWidget(top)
    assert "Expired · not signed" in [chip.words() for chip in top.findChildren(Chip)]
