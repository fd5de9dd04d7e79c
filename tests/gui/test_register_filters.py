"""The register is filtered and ordered by what its risks have; several are changed at once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dpia_wizard.core.facets import facets
from dpia_wizard.core.model import Action, Decision
from dpia_wizard.gui import theme
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import SignButton
from dpia_wizard.gui.parts.check_list import CheckList
from dpia_wizard.gui.parts.choice_row import ChoiceRow
from dpia_wizard.gui.parts.fields import LineEdit, PlainTextEdit
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.register.panel import RegisterPanel
from dpia_wizard.gui.register.risks_page import RisksPage
from dpia_wizard.gui.register.several_dialog import SeveralDialog
from dpia_wizard.texts import words_for
from tests.gui.looking import cut_texts, nameless, settle
from tests.gui.risk_samples import found, full_register
from tests.gui.test_risks_page import page_of, part, press, words_on
from tests.gui.test_what_if import choose


@pytest.fixture
def full(open_assessment: OpenAssessment) -> OpenAssessment:
    full_register(open_assessment.editing)
    open_assessment.editing.put("add actions", Action("a", source="R03", owner="IT officer"))
    return open_assessment


def listed(page: RisksPage) -> list[str]:
    return list(page.panel.listed())


def unfold(qtbot: QtBot, page: RisksPage) -> RegisterPanel:
    press(qtbot, part(page, SignButton, "register.more"))
    return page.panel


def at_offers(qtbot: QtBot, open_: OpenAssessment) -> RisksPage:
    """The page while no risk is shown: none has to stay in the list."""
    page = page_of(qtbot, open_)
    page.show_place("offers")
    settle()
    return page


def test_the_register_is_filtered_by_group_clause_and_owner_together(
    qtbot: QtBot, full: OpenAssessment
) -> None:
    editing = full.editing
    of = facets(editing.pack, editing.assessment, editing.risks)
    page = at_offers(qtbot, full)
    everything = listed(page)
    unfold(qtbot, page)
    owner = part(page, ComboBox, "register.owner")
    choose(owner, "IT officer")
    assert listed(page) == [id for id in everything if "IT officer" in of[id].owners]
    clause = of["R03"].clauses[0]
    choose(part(page, ComboBox, "register.clause"), clause)
    both = [id for id in everything if "IT officer" in of[id].owners and clause in of[id].clauses]
    assert listed(page) == both
    assert "R03" in both
    assert f"{len(both)} of {len(everything)} listed" in words_on(page.panel)
    press(qtbot, part(page, SignButton, "register.clear"))
    assert listed(page) == everything
    assert part(page, ComboBox, "register.owner").value() == ""
    groups = part(page, ComboBox, "register.group")
    choose(groups, of["R12"].group)
    assert listed(page) == [id for id in everything if of[id].group == of["R12"].group]


def test_what_asks_for_a_look_is_one_choice_away(qtbot: QtBot, full: OpenAssessment) -> None:
    editing = full.editing
    rated = next(risk for risk in editing.risks if risk.score and risk.level == "high")
    lowered = Decision("d", "lowered", "Head", editing.on, rated.id, "low", "high", "Closed.")
    editing.put("review", lowered)
    page = at_offers(qtbot, full)
    of = facets(editing.pack, editing.assessment, editing.risks)
    box = part(page, ComboBox, "register.filter")
    for state in ("unverified", "precaution", "overridden", "unowned"):
        choose(box, state)
        assert set(listed(page)) == {id for id, risk in of.items() if state in risk.states}, state
    choose(box, "overridden")
    assert listed(page) == [rated.id]
    choose(box, "unsettled")
    assert listed(page) == []
    assert "No risk is like this." in words_on(page.panel)


def test_the_order_changes_and_a_risk_not_rated_never_stands_with_the_lowest(
    qtbot: QtBot, full: OpenAssessment
) -> None:
    page = at_offers(qtbot, full)
    worst = listed(page)
    unfold(qtbot, page)
    order = part(page, ComboBox, "register.order")
    choose(order, "number")
    assert listed(page) == sorted(worst)
    choose(order, "name")
    titles = [full.wording.risk(id).casefold() for id in listed(page)]
    assert titles == sorted(titles)
    choose(order, "severity")
    ranks = []
    for id in listed(page):
        score = found(full.editing, id).score
        ranks.append(1.5 if score is None else score.today.severity)
    assert ranks == sorted(ranks, reverse=True)
    choose(order, "worst")
    assert listed(page) == worst


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("uk", ["Зона", "Ідентифікація", "Їжа", "Ярлик"]),
        ("ar", ["تداول صورة", "فقدان الجهاز", "a phone is searched", "Zebra"]),
        ("en", ["10 lists", "éclair", "Eclipse", "zebra"]),
    ],
)
def test_names_stand_in_the_order_of_the_language_whatever_id_they_have(
    qtbot: QtBot, full: OpenAssessment, language: str, titles: list[str]
) -> None:
    ids = [risk.id for risk in full.editing.assessment.risks.values()][:4]
    for id, title in zip(ids, reversed(titles), strict=True):
        full.editing.put("describe", replace(full.editing.assessment.risks[id], title=title))
    before = QLocale()
    QLocale.setDefault(QLocale(language))
    try:
        page = at_offers(qtbot, full)
        unfold(qtbot, page)
        choose(part(page, ComboBox, "register.order"), "name")
        assert [id for id in listed(page) if id in ids] == ids[::-1]
    finally:
        QLocale.setDefault(before)


def test_a_filter_that_hides_the_risk_one_goes_to_is_lifted(
    qtbot: QtBot, full: OpenAssessment
) -> None:
    page = at_offers(qtbot, full)
    unfold(qtbot, page)
    choose(part(page, ComboBox, "register.owner"), "IT officer")
    hidden = next(risk.id for risk in full.editing.risks if risk.id not in listed(page))
    page.show_place(hidden)
    settle()
    assert hidden in listed(page)
    assert part(page, ComboBox, "register.owner").value() == ""


def test_a_filter_stays_while_one_works_through_what_it_lists(
    qtbot: QtBot, full: OpenAssessment
) -> None:
    page = at_offers(qtbot, full)
    unfold(qtbot, page)
    choose(part(page, ComboBox, "register.owner"), "IT officer")
    first, second = listed(page)[:2]
    page.show_place(first)
    known = full.editing.assessment.controls
    mine = [known[control.id] for _link, control in found(full.editing, first).controls]
    others = [replace(control, owner="Somebody else") for control in mine]
    assert full.keep(lambda: full.editing.put("change a control", *others))
    settle()
    assert part(page, ComboBox, "register.owner").value() == "IT officer"
    assert first in listed(page)
    page.show_place(second)
    settle()
    assert first not in listed(page)
    assert part(page, ComboBox, "register.owner").value() == "IT officer"


def dialog_of(qtbot: QtBot, open_: OpenAssessment, *listed: str) -> SeveralDialog:
    dialog = SeveralDialog(open_, listed)
    qtbot.addWidget(dialog)
    dialog.show()
    settle()
    return dialog


def test_several_risks_are_set_aside_with_one_reason_as_one_step(
    qtbot: QtBot, full: OpenAssessment
) -> None:
    editing = full.editing
    before = editing.assessment
    dialog = dialog_of(qtbot, full, "R10", "R11")
    qtbot.keyClick(dialog.findChild(ChoiceRow, "several.act"), Qt.Key.Key_3)
    do = dialog.findChild(SignButton, "several.do")
    assert do is not None
    assert not do.isEnabled()  # without a reason
    reason = dialog.findChild(PlainTextEdit, "several.reason")
    qtbot.keyClicks(reason, "Nobody takes pictures.")
    settle()
    assert do.words() == "Change 2 risks"
    press(qtbot, do)
    assert dialog.act()
    for id in ("R10", "R11"):
        assert editing.assessment.risks[id].dismissed
        assert editing.assessment.risks[id].set_aside_reason == "Nobody takes pictures."
    again = dialog_of(qtbot, full, "R10", "R11", "R12")
    qtbot.keyClick(again.findChild(ChoiceRow, "several.act"), Qt.Key.Key_5)
    settle()
    assert "1 stays as it is." in words_on(again)
    assert again.act()
    assert editing.assessment == before
    full.undo()
    assert editing.assessment.risks["R10"].dismissed
    full.undo()
    assert editing.assessment == before


def test_nothing_is_ticked_for_all_where_no_filter_had_found_some(
    qtbot: QtBot, full: OpenAssessment
) -> None:
    everything = [risk.id for risk in full.editing.risks]
    risks = dialog_of(qtbot, full, *everything).findChild(CheckList, "several.risks")
    assert risks is not None
    assert risks.value() == ()


def test_one_control_and_one_owner_go_to_all_that_are_ticked(
    qtbot: QtBot, full: OpenAssessment
) -> None:
    editing = full.editing
    dialog = dialog_of(qtbot, full, "R10", "R11")
    qtbot.keyClick(dialog.findChild(ChoiceRow, "several.act"), Qt.Key.Key_1)
    box = dialog.findChild(ComboBox, "several.control")
    assert box is not None
    choose(box, "M77")
    press(qtbot, dialog.findChild(SignButton, "several.all"))
    press(qtbot, dialog.findChild(SignButton, "several.none"))
    risks = dialog.findChild(CheckList, "several.risks")
    assert risks is not None
    assert risks.value() == ()
    press(qtbot, dialog.findChild(SignButton, "several.listed"))
    assert risks.value() == ("R10", "R11")
    assert dialog.act()
    assert {"R10 M77", "R11 M77"} <= set(editing.assessment.links)
    dialog = dialog_of(qtbot, full, "R10")
    qtbot.keyClick(dialog.findChild(ChoiceRow, "several.act"), Qt.Key.Key_2)
    qtbot.keyClicks(dialog.findChild(LineEdit, "several.owner"), "Manager")
    settle()
    assert dialog.act()
    assert editing.assessment.controls["M77"].owner == "Manager"
    assert editing.assessment.actions["a"].owner == "IT officer"


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("size", [(1366, 668), (1024, 500)])
def test_filters_and_dialog_are_whole_in_both_scripts_and_small_windows(
    qtbot: QtBot, open_assessment: OpenAssessment, language: str, size: tuple[int, int]
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, theme.theme_named("light"), words_for(language))
    open_assessment.refresh_words()
    full_register(open_assessment.editing)
    page = page_of(qtbot, open_assessment, *size)
    panel = page.panel
    if not panel.isVisible():
        page._drop_down()
        assert page._dropdown is not None
        panel = page._dropdown.panel
    settle()
    more = panel.findChild(SignButton, "register.more")
    assert more is not None
    press(qtbot, more)
    owner = panel.findChild(ComboBox, "register.owner")
    assert owner is not None
    choose(owner, "IT officer")
    assert cut_texts(panel) == []
    assert nameless(panel) == []
    dialog = dialog_of(qtbot, open_assessment, *panel.listed())
    dialog.resize(size[0] - 40, size[1])
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
        qtbot.keyClick(dialog.findChild(ChoiceRow, "several.act"), key)
        settle()
        assert cut_texts(dialog) == []
        assert nameless(dialog) == []


def test_filters_are_worked_by_keyboard_alone_where_the_register_drops_down(
    qtbot: QtBot, full: OpenAssessment
) -> None:
    page = page_of(qtbot, full, 1024, 508)
    page.show_place("R03")
    settle()
    qtbot.keyClick(part(page, SignButton, "register.drop"), Qt.Key.Key_Space)
    settle()
    dropdown = page._dropdown
    assert dropdown is not None
    panel = dropdown.panel
    assert QApplication.focusWidget() is panel.list
    more = panel.findChild(SignButton, "register.more")
    assert more is not None
    while QApplication.focusWidget() is not more:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    qtbot.keyClick(more, Qt.Key.Key_Return)
    settle()
    owner = panel.findChild(ComboBox, "register.owner")
    while QApplication.focusWidget() is not owner:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    while owner.currentData() != "IT officer":
        qtbot.keyClick(owner, Qt.Key.Key_Down)
    settle()
    assert panel.listed()
    assert len(panel.listed()) < len(full.editing.assessment.risks)
    qtbot.keyClick(owner, Qt.Key.Key_Return)
    assert dropdown.isVisible()  # nothing was asked for yet
    while QApplication.focusWidget() is not panel.list:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(panel.list, Qt.Key.Key_Home)
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    settle()
    assert not dropdown.isVisible()
    assert page.shown() == panel.listed()[0]


def test_the_list_of_levels_names_the_order_that_was_chosen(
    qtbot: QtBot, full: OpenAssessment
) -> None:
    page = at_offers(qtbot, full)
    box = part(page, ComboBox, "register.filter")
    assert box.currentText() == "Worst first, all levels"
    unfold(qtbot, page)
    choose(part(page, ComboBox, "register.order"), "name")
    assert box.currentText() == "By name, all levels"


def test_long_words_of_a_filter_have_a_line_of_their_own(
    qtbot: QtBot, full: OpenAssessment
) -> None:
    page = at_offers(qtbot, full)
    unfold(qtbot, page)
    filters = page.panel.filters
    settle()
    assert filters.group.y() == filters.clause.y()
    assert filters.owner.y() == filters.order.y()
    longest = max(range(filters.clause.count()), key=lambda at: len(filters.clause.itemText(at)))
    choose(filters.clause, str(filters.clause.itemData(longest)))
    assert filters.clause.width() == filters.width()
    assert filters.clause.toolTip() == filters.clause.currentText()
    assert filters.group.width() == filters.width()  # left over, it does not stand half
    assert filters.owner.y() == filters.order.y() > filters.clause.y() > filters.group.y()
