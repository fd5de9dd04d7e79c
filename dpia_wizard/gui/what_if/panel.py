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
from dpia_wizard.gui.parts.buttons import SecondaryButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.columns import TwoColumns
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel, rule
from dpia_wizard.gui.parts.matrix import RiskMatrixWidget
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.risk.controls import credits_of
from dpia_wizard.gui.risk_picture import matrix_picture, tried_picture
from dpia_wizard.gui.tab_order import read_in_order
from dpia_wizard.gui.what_if.bar import TrialBar
from dpia_wizard.gui.what_if.reasons import TriedReasons
from dpia_wizard.gui.what_if.row import TriedRow
from dpia_wizard.gui.what_if.words import controls_to_try, lacks_words
from dpia_wizard.gui.words import _


class WhatIf(Card):
    """Tries other controls on one risk; nothing counts before `Keep`.

    What is tried waits with the words begun in forms: on another page, and after a lock, it is
    still being tried. `bar` is for the page to put where it stays in sight. `closed`: it was
    kept or dropped. `actions_asked` gives a `Way`.
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
        self.bar = TrialBar(open_)
        self.bar.keep_asked.connect(self.keep)
        self.bar.plan_asked.connect(self._make_actions)
        self.bar.drop_asked.connect(self.drop)
        self.hide()

    def show_value(self, rated: RatedRisk, *, may_edit: bool) -> None:
        """Show what is being tried on another risk, or on this one as it stands now."""
        before, self._rated = self._rated, rated
        if before is None or before.id != rated.id:
            self._is_asked = False
            self._tried = {one.control: one for one in from_words(self._open.begun(self._key()))}
            self._drop_rows()
        if not (self._tried or self._is_asked):
            self._show_parts(shown=False)
            return
        aside = rated.risk.dismissed or rated.risk.avoided
        can = may_edit and rated.score is not None and not aside
        if can and not self._is_built:
            self._build()
        if can:
            self._fill()
        self._show_parts(shown=can)

    def _show_parts(self, *, shown: bool) -> None:
        self.setVisible(shown)
        self.bar.setVisible(shown)

    def open_form(self) -> None:
        """Begin to try, or go on."""
        self._is_asked = True
        self._show_again()
        if self._rows:
            next(iter(self._rows.values())).focus_first()
        else:
            self._choose.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_sight(self._tries)

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
        bring_into_sight(self._tries)

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
        self._show_parts(shown=False)
        self.closed.emit()

    def _key(self) -> str:
        return f"what if {'' if self._rated is None else self._rated.id}"

    def _build(self) -> None:
        """Make what it shows, once somebody tries something."""
        self._is_built = True
        open_ = self._open
        self._tries = QWidget()
        tries = QVBoxLayout(self._tries)
        tries.setContentsMargins(0, 0, 0, 0)
        tries.setSpacing(8)
        words = _("Trying: nothing is kept yet")
        self._heading = SignLabel("half", words, role="heading", ink="note_line", wrap=True)
        tries.addWidget(self._heading)
        self._rows_place = QVBoxLayout()
        self._rows_place.setSpacing(8)
        nest(tries, self._rows_place)
        self._lacks = SignLabel("info", "", role="small", wrap=True)
        self._lacks.setObjectName("what_if.lacks")
        tries.addWidget(self._lacks)
        nest(tries, self._choosing())
        self.body.addWidget(self._tries)
        self.body.addWidget(rule())
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
        self._reasons = TriedReasons(open_)
        columns.second.addWidget(self._reasons)
        columns.second.addStretch(1)

    def _choosing(self) -> QHBoxLayout:
        self._choose = ComboBox((), name=_("Choose a control to try"))
        self._choose.setObjectName("what_if.choose")
        self._choose.edited.connect(lambda _value: self._judge())
        self._take = SecondaryButton(_("Try it"), sign="plus")
        self._take.setObjectName("what_if.take")
        self._take.clicked.connect(lambda: self._take_control(str(self._choose.value())))
        caption = PlainLabel(_("Another control"), role="small_strong")
        caption.setBuddy(self._choose)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(caption)
        row.addWidget(self._choose, 1)
        row.addWidget(self._take)
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
        self._reasons.show_value(found)
        self._show_rows(found)
        self._choose.set_options(controls_to_try(self._open, rated, self._tried))
        self._choose.show_value("")
        self._judge()
        self._show_lacks(found)
        way = as_way(found.then, self._tried.values(), now=found.now)
        self.bar.show_value(found, may_plan=bool(way))

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
            # What stays in sight under the page is what one comes to after the trial itself.
            read_in_order(self, self, self.bar)

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
        bring_into_sight(self._heading)  # as much of the trial as there is room for, and at least
        bring_into_sight(self._rows[control])

    def _edit(self, one: object) -> None:
        if isinstance(one, Tried):
            before = self.bar.levels.told()
            self._tried[one.control] = one
            self._note()
            bring_into_sight(self._rows[one.control])  # it may have grown
            if self.bar.levels.told() != before:
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
        messages.announce(self, self.bar.levels.told())

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
