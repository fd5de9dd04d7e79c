"""The register as a list: worst first, told in words, and it keeps its place when things change."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPersistentModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from dpia_wizard.core.register import NOT_RATED
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.register.panel import RegisterPanel
from dpia_wizard.gui.register.risk_list import (
    KeptLines,
    RegisterLine,
    RegisterList,
    RegisterModel,
    register_lines,
)
from tests.gui.looking import settle
from tests.gui.risk_samples import full_register, rate


def lines_of(open_: OpenAssessment) -> tuple[RegisterLine, ...]:
    return register_lines(open_.wording, open_.editing.risks)


def test_the_model_keeps_qt_s_rules_through_every_kind_of_change(
    qtmodeltester: ModelTester, open_assessment: OpenAssessment
) -> None:
    full_register(open_assessment.editing)
    lines = lines_of(open_assessment)
    model = RegisterModel(lines)
    qtmodeltester.check(model)
    for changed in (lines[:4], lines, lines[::-1], (replace(lines[0], note="new"), *lines[1:]), ()):
        model.show_value(changed)
        assert model.lines() == tuple(changed)
        qtmodeltester.check(model)


def test_the_worst_risk_stands_first_and_not_rated_before_low(
    open_assessment: OpenAssessment,
) -> None:
    full_register(open_assessment.editing)
    levels = [line.level for line in lines_of(open_assessment)]
    order = ["critical", "high", "medium", NOT_RATED, "low"]
    assert set(levels) >= {"critical", NOT_RATED, "low"}
    assert levels == sorted(levels, key=order.index)


def test_only_the_line_of_a_risk_that_changed_is_made_anew(
    open_assessment: OpenAssessment,
) -> None:
    editing, wording = open_assessment.editing, open_assessment.wording
    full_register(editing)
    kept: KeptLines = {}
    before = {line.id: line for line in register_lines(wording, editing.risks, kept)}
    changed = editing.risks[-1].id
    rate(editing, changed, "almost_certain", "grave")
    after = register_lines(wording, editing.risks, kept)
    assert after == lines_of(open_assessment)
    assert [line.id for line in after if line is not before[line.id]] == [changed]


def test_a_line_says_its_level_and_that_it_is_not_confirmed(
    open_assessment: OpenAssessment,
) -> None:
    full_register(open_assessment.editing)
    model = RegisterModel(lines_of(open_assessment))
    spoken = model.data(model.index(0), int(Qt.ItemDataRole.AccessibleTextRole))
    assert isinstance(spoken, str)
    assert model.lines()[0].name in spoken
    assert "Critical, not confirmed" in spoken


def test_a_risk_that_moves_in_the_order_stays_the_current_one(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    editing = open_assessment.editing
    full_register(editing)
    model = RegisterModel(lines_of(open_assessment))
    view = RegisterList(model)
    qtbot.addWidget(view)
    view.resize(286, 500)
    view.show()
    settle()
    risk = model.lines()[0].id
    view.show_current(risk)
    mark = QPersistentModelIndex(model.index(0))
    rate(editing, risk, "remote", "low_distress", irreversible=False)
    told: list[str] = []
    view.chosen.connect(told.append)
    model.show_value(lines_of(open_assessment))
    settle()
    line = view.currentIndex().data(RegisterModel.LINE)
    assert isinstance(line, RegisterLine)
    assert line.id == risk
    assert mark.row() == model.row_of(risk)
    assert told == [], "a change of the register is not a choice of a person"


def test_arrow_keys_go_from_risk_to_risk(qtbot: QtBot, open_assessment: OpenAssessment) -> None:
    full_register(open_assessment.editing)
    model = RegisterModel(lines_of(open_assessment))
    view = RegisterList(model)
    qtbot.addWidget(view)
    view.show()
    view.show_current(model.lines()[0].id)
    with qtbot.waitSignal(view.chosen) as chosen:
        qtbot.keyClick(view, Qt.Key.Key_Down)
    assert chosen.args == [model.lines()[1].id]


def test_every_line_is_as_high_as_its_words_at_any_width(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    full_register(open_assessment.editing)
    model = RegisterModel(lines_of(open_assessment))
    view = RegisterList(model)
    qtbot.addWidget(view)
    view.resize(420, 600)
    view.show()
    settle()
    wide = [view.visualRect(model.index(row)).height() for row in range(3)]
    view.resize(240, 600)
    settle()
    narrow = [view.visualRect(model.index(row)).height() for row in range(3)]
    assert all(n >= w for n, w in zip(narrow, wide, strict=True))
    assert narrow != wide


def test_a_filter_lists_what_it_says_and_gives_way_to_the_risk_that_is_shown(
    qtbot: QtBot, open_assessment: OpenAssessment
) -> None:
    full_register(open_assessment.editing)
    panel = RegisterPanel(open_assessment.wording)
    qtbot.addWidget(panel)
    panel.show_value(lines_of(open_assessment), 3, may_edit=True)
    panel.show()
    choice = panel.findChild(ComboBox)
    assert choice is not None
    choice.setCurrentIndex(choice.findData(NOT_RATED))
    choice.activated.emit(choice.currentIndex())
    assert {line.level for line in panel.model.lines()} == {NOT_RATED}
    worst = lines_of(open_assessment)[0].id
    panel.show_current(worst)
    assert panel.current() == worst
