"""What if: other controls tried on the risk that is shown, until they are kept or dropped."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.lowering import Way
from dpia_wizard.core.register import RatedRisk
from dpia_wizard.core.trying import Trial, Tried, as_way, as_words, from_way, from_words, trial
from dpia_wizard.gui import messages
from dpia_wizard.gui.focus import bring_into_sight
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton, SecondaryButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.columns import TwoColumns
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel, rule
from dpia_wizard.gui.parts.matrix import RiskMatrixWidget
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.risk.controls import credits_of
from dpia_wizard.gui.risk_picture import matrix_picture, tried_picture
from dpia_wizard.gui.tab_order import read_in_order
from dpia_wizard.gui.what_if.levels import TriedLevels
from dpia_wizard.gui.what_if.row import TriedRow
from dpia_wizard.gui.what_if.words import controls_to_try, lacks_words
from dpia_wizard.gui.words import _, start_rtl_line


class WhatIf(Card):
    """Tries other controls on one risk; nothing counts before `Keep`.

    What is tried waits with the words begun in forms: on another page, and after a lock, it is
    still being tried. `closed`: it was kept or dropped. `actions_asked` gives a `Way`.
    """

    closed = Signal()
    actions_asked = Signal(object)

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(state="note", parent=parent)
        self._open = open_
        self._rated: RatedRisk | None = None
        self._trial: Trial | None = None
        self._tried: dict[str, Tried] = {}
        self._rows: dict[str, TriedRow] = {}
        self._is_asked = False
        self._is_built = False
        self.setObjectName("what_if")
        self.setAccessibleName(_("Trying other controls"))
        self.hide()

    def show_value(self, rated: RatedRisk, *, may_edit: bool) -> None:
        """Show what is being tried on another risk, or on this one as it stands now."""
        before, self._rated = self._rated, rated
        if before is None or before.id != rated.id:
            self._is_asked = False
            self._tried = {one.control: one for one in from_words(self._open.begun(self._key()))}
            self._drop_rows()
        if not (self._tried or self._is_asked):
            self.hide()
            return
        aside = rated.risk.dismissed or rated.risk.avoided
        can = may_edit and rated.score is not None and not aside
        if can and not self._is_built:
            self._build()
        if can:
            self._fill()
        self.setVisible(can)

    def open_form(self) -> None:
        """Begin to try, or go on."""
        self._is_asked = True
        self._show_again()
        first: QWidget = self._choose
        if self._rows:
            next(iter(self._rows.values())).focus_first()
        else:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_sight(self)

    def try_way(self, way: Way) -> None:
        """Try a *way* to a lower level, instead of what was tried about its controls."""
        self._is_asked = True
        for one in from_way(way):
            self._tried[one.control] = one
            self._drop_row(one.control)
        self._note()
        self._tell_result()
        first = self._rows.get(way.improvements[0].control)
        if first is not None:
            first.focus_first()
        bring_into_sight(self)

    def keep(self) -> None:
        """Make what is tried so, as one step; where something is missing, lead there."""
        found = self._trial
        if found is None or not found.changes:
            return
        if found.missing:
            self._rows[next(iter(found.missing))].focus_missing()
            messages.announce(self, self._lacks.text())
            return
        editing = self._open.editing
        if self._open.keep(lambda: editing.do("keep what was tried", found.changes)):
            self.drop()

    def _make_actions(self) -> None:
        found = self._trial
        way = None if found is None else as_way(found.then, self._tried.values(), now=found.now)
        if way is not None:
            self.actions_asked.emit(way)
            messages.announce(self, _("What is tried stands in the action plan."))

    def drop(self) -> None:
        """Try nothing any more."""
        self._tried.clear()
        self._is_asked = False
        self._drop_rows()
        self._open.begin(self._key(), {})
        self.hide()
        self.closed.emit()

    def _key(self) -> str:
        return f"what if {'' if self._rated is None else self._rated.id}"

    def _build(self) -> None:
        """Make what it shows, once somebody tries something."""
        self._is_built = True
        open_ = self._open
        self.body.addWidget(
            SignLabel(
                "half",
                _("Trying: nothing is kept yet"),
                role="heading",
                ink="note_line",
                wrap=True,
            )
        )
        columns = TwoColumns()
        self.body.addWidget(columns)
        self.matrix = RiskMatrixWidget(
            matrix_picture(open_.wording),
            name=_("Risk matrix with what is tried"),
            editable=False,
        )
        self.matrix.setObjectName("what_if.matrix")
        columns.first.addWidget(self.matrix)
        columns.first.addStretch(1)
        self.levels = TriedLevels(open_)
        columns.second.addWidget(self.levels)
        columns.second.addStretch(1)
        self._rows_place = QVBoxLayout()
        self._rows_place.setSpacing(8)
        nest(self.body, self._rows_place)
        self._choose = ComboBox((), name=_("Choose a control to try"))
        self._choose.setObjectName("what_if.choose")
        self._choose.edited.connect(lambda _value: self._judge())
        self._take = SecondaryButton(_("Try it"), sign="plus")
        self._take.setObjectName("what_if.take")
        self._take.clicked.connect(lambda: self._take_control(str(self._choose.value())))
        caption = PlainLabel(_("Another control"), role="small_strong")
        caption.setBuddy(self._choose)
        choosing = QHBoxLayout()
        choosing.setSpacing(8)
        choosing.addWidget(self._choose, 1)
        choosing.addWidget(self._take)
        self.body.addWidget(rule())
        self.body.addWidget(caption)
        nest(self.body, choosing)
        # Above the buttons too: in a low window the levels are out of sight by now.
        self._outcome = PlainLabel("", role="small_strong", wrap=True)
        self._outcome.setObjectName("what_if.outcome")
        self.body.addWidget(self._outcome)
        self._lacks = SignLabel("info", "", role="small", wrap=True)
        self._lacks.setObjectName("what_if.lacks")
        self.body.addWidget(self._lacks)
        nest(self.body, self._buttons())

    def _buttons(self) -> FlowLayout:
        self._keep = SecondaryButton(_("Keep these changes"), sign="check")
        self._keep.setObjectName("what_if.keep")
        self._keep.clicked.connect(self.keep)
        drop = LinkButton(_("Drop them"), name=_("Drop what is tried"), small=False)
        drop.setObjectName("what_if.drop")
        drop.clicked.connect(self.drop)
        self._plan = SecondaryButton(_("Make actions instead"))
        self._plan.setObjectName("what_if.plan")
        self._plan.setAccessibleName(_("Make actions of what is tried"))
        self._plan.clicked.connect(self._make_actions)
        row = FlowLayout(gap=8)
        for widget in (self._keep, self._plan, drop):
            row.addWidget(widget)
        return row

    def _fill(self) -> None:
        rated, editing, wording = self._rated, self._open.editing, self._open.wording
        if rated is None:
            return
        found = self._trial = trial(
            editing.pack,
            editing.assessment,
            rated,
            self._tried.values(),
            seen=editing.seen,
            others=editing.risks,
        )
        self.matrix.show_value(tried_picture(wording, found.now, found.then))
        self.levels.show_value(found)
        self._show_rows(found)
        self._choose.set_options(controls_to_try(self._open, rated, self._tried))
        self._choose.show_value("")
        self._judge()
        self._show_lacks(found)
        self._outcome.setText(start_rtl_line(self.levels.told()))
        self._outcome.setVisible(bool(found.changes))
        self._keep.setEnabled(bool(found.changes))
        self._plan.setVisible(bool(as_way(found.then, self._tried.values(), now=found.now)))

    def _show_rows(self, found: Trial) -> None:
        was, would = credits_of(self._open, found.now), credits_of(self._open, found.then)
        is_other = False
        for control, one in self._tried.items():
            if control not in self._rows:
                row = self._rows[control] = TriedRow(self._open, found.now.id, one)
                row.edited.connect(self._edit)
                row.dropped.connect(self._leave)
                self._rows_place.addWidget(row)
                is_other = True
            earns = would.get(control, "")
            if was.get(control, "") != earns:
                absent = _("not there")
                earns = _("{after}, was {before}").format(
                    before=was.get(control) or absent, after=earns or absent
                )
            lacks = found.missing.get(control, ())
            self._rows[control].show_value(one, earns, asks_evidence="evidence" in lacks)
        if is_other:
            read_in_order(self)

    def _show_lacks(self, found: Trial) -> None:
        words = lacks_words(found)
        self._lacks.setVisible(bool(words))
        self._lacks.show_value("info", words)

    def _judge(self) -> None:
        self._take.setEnabled(bool(self._choose.value()))

    def _take_control(self, control: str) -> None:
        if not control or self._rated is None:
            return
        linked = {known.id for _link, known in self._rated.controls}
        self._tried[control] = Tried(control, link="" if control in linked else "in")
        self._note()
        self._rows[control].focus_first()

    def _edit(self, one: object) -> None:
        if isinstance(one, Tried):
            before = self.levels.told()
            self._tried[one.control] = one
            self._note()
            if self.levels.told() != before:
                self._tell_result()

    def _leave(self, control: str) -> None:
        self._tried.pop(control, None)
        self._drop_row(control)
        self._is_asked = True
        self._note()
        self._choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _note(self) -> None:
        self._open.begin(self._key(), as_words(self._tried.values()))
        self._show_again()

    def _show_again(self) -> None:
        if self._rated is not None:
            self.show_value(self._rated, may_edit=self._open.editing.may_edit)

    def _tell_result(self) -> None:
        messages.announce(self, self.levels.told())

    def _drop_rows(self) -> None:
        for control in tuple(self._rows):
            self._drop_row(control)

    def _drop_row(self, control: str) -> None:
        row = self._rows.pop(control, None)
        if row is None:
            return
        row.hide()
        self._rows_place.removeWidget(row)
        row.deleteLater()
