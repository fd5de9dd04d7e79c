"""One question on its card: number, words, clauses, the answer, and what the answer leads to."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSpacerItem, QVBoxLayout, QWidget

from dpia_wizard.core.form import Question
from dpia_wizard.core.situation import is_answered, is_unknown
from dpia_wizard.gui import theme
from dpia_wizard.gui.answers import field_of
from dpia_wizard.gui.editor.cycle_line import cycle_line
from dpia_wizard.gui.editor.effects import Effect, effects
from dpia_wizard.gui.editor.kept_answers import set_aside_words
from dpia_wizard.gui.editor.places import numbered
from dpia_wizard.gui.editor.remarks import RemarkList, open_remarks, remarks_on
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.chips import Chip
from dpia_wizard.gui.parts.drawing import paint_line
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.words import _, count, isolate

_MOST_CHIPS = 4


class QuestionCard(Card):
    """A question that is asked. `go` asks for another place; `refresh` shows what is kept."""

    go = Signal(str)

    def __init__(
        self, open_: OpenAssessment, question: Question, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self.open = open_
        self.question = question
        self._is_current = False
        self._was_visited = False
        self._leads: tuple[object, ...] | None = None
        self.setObjectName(f"card.{question.id}")
        self.setAccessibleName(numbered(question.number, open_.wording.question(question)))
        row = QHBoxLayout()
        row.setSpacing(0)
        self._number_room = QSpacerItem(0, 0)
        row.addItem(self._number_room)
        self._middle = QVBoxLayout()
        self._middle.setSpacing(7)
        nest(row, self._middle, 1)
        nest(self.body, row)
        nest(self._middle, self._head())
        hint = open_.wording.question(question, "hint")
        if hint:
            self._middle.addWidget(PlainLabel(hint, role="small_muted", wrap=True))
        self.field = field_of(question)(open_, question, self)
        self.field.go.connect(self.go)
        self._middle.addWidget(self.field)
        self._cycle = cycle_line(open_, question, self)
        if self._cycle is not None:
            self._cycle.go.connect(self.go)
            self._middle.addWidget(self._cycle)
        self._below: QVBoxLayout | None = None
        self._remarks: RemarkList | None = None
        self._state_label: SignLabel | None = None
        self._flag: LinkButton | None = None
        self._fit()
        self.refresh_state()

    def refresh(self) -> None:
        """Show what is kept now: the answer, what it leads to, remarks, and the state."""
        self.field.refresh()
        self.refresh_state()

    def refresh_state(self) -> None:
        """Show the state and what the answer leads to, without touching the answer."""
        read_only = not self.open.editing.may_answer(self.question.id)
        if read_only != self.field.read_only:
            self.field.set_read_only(read_only)
        self._show_leads()
        if self._cycle is not None:
            self._cycle.refresh()
        self._show_remarks()
        self._show_state()

    def set_current(self, current: bool) -> None:
        """Mark the card as the one that is worked on."""
        self._was_visited |= self._is_current and not current
        self._is_current = current
        self._show_state()

    def set_visited(self) -> None:
        """Somebody was here: what is missing shows from now on."""
        self._was_visited = True
        self._show_state()

    def focus_answer(self) -> None:
        """Give the focus to the first control of the answer."""
        control = self.field.first_control()
        if control is not None:
            control.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_remark(self) -> None:
        """Open the field for a new remark on this question."""
        self._remark_list().begin()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_number_room"):
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        look = theme.look()
        room = self._number_room.geometry()
        box = QRect(room.left(), room.top(), room.width(), look.line_height())
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        font, ink = look.font("small", bold=True), theme.colour("text_muted")
        paint_line(painter, box, isolate(self.question.number), font, ink)

    def _fit(self) -> None:
        """Give the number the room that its letters take now."""
        look = theme.look()
        self._number_room.changeSize(round(42 * look.scale), look.line_height())
        self.body.invalidate()

    def _head(self) -> QHBoxLayout:
        row = self._head_row = QHBoxLayout()
        row.setSpacing(8)
        label = PlainLabel(self.open.wording.question(self.question), role="strong", wrap=True)
        row.addWidget(label, 1, Qt.AlignmentFlag.AlignTop)
        for clause in self.question.clauses[:_MOST_CHIPS]:
            title, id = self.open.wording.clause(clause), self.open.wording.clause_id(clause)
            chip = Chip(id, name=_("Clause {id}: {title}").format(id=id, title=title))
            row.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        return row

    # The state

    def _show_state(self) -> None:
        editing, question = self.open.editing, self.question
        read_only = not editing.may_answer(question.id)
        missing = (
            not read_only
            and self._was_visited
            and question.kind not in ("computed", "signature")
            and not question.optional
            and question.id in editing.seen.active
            and not is_answered(question, editing.seen)
        )
        if self._is_current:
            self.set_state("current")
        elif read_only:
            self.set_state("read_only")
        else:
            self.set_state("missing" if missing else "plain")
        if read_only:
            self._say("lock", _("Read only"))
        elif missing and not self._is_current:
            self._say("ring", _("Not answered"))
        elif question.optional and not is_answered(question, editing.seen):
            self._say("", _("May stay empty"))
        else:
            self._say("", "")

    def _say(self, sign: str, words: str) -> None:
        label = self._state_label
        if label is None:
            if words:
                self._state_label = SignLabel(sign or "dash", words)
                self._head_row.insertWidget(1, self._state_label, 0, Qt.AlignmentFlag.AlignTop)
            return
        label.show_value(sign or "dash", words)
        if label.isHidden() == bool(words):
            label.setVisible(bool(words))

    # What the answer leads to

    def _show_leads(self) -> None:
        editing = self.open.editing
        found = tuple(e for e in effects(editing, self.question.id) if e.holds)
        leads: list[object] = list(found)
        unknown = self.question.id in editing.seen.active and is_unknown(
            self.question, editing.seen
        )
        if unknown:
            leads.append("unknown")
        aside = set_aside_words(self.open, self.question)
        if aside:
            leads.append(aside)
        if tuple(leads) == (self._leads or ()):
            return
        self._leads = tuple(leads)
        column = self._below_column()
        while (item := column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        risks = [effect for effect in found if effect.kind == "risk"]
        new = [effect for effect in risks if not effect.taken_up]
        if new:
            words = count(
                "This answer suggests one risk:", "This answer suggests {n} risks:", len(new)
            )
            column.addWidget(self._links(words, new, "warning", "note_line"))
        known = [effect for effect in risks if effect.taken_up]
        if known:
            words = count("Taken up in one risk:", "Taken up in {n} risks:", len(known))
            column.addWidget(self._links(words, known, "list", "text_muted"))
        for effect in found:
            if effect.kind == "stop":
                words = _("Stop condition {id}: {text}").format(
                    id=isolate(effect.id), text=self.open.wording.stop(effect.id)
                )
                column.addWidget(SignLabel("warning", words, ink="stop", role="stop", wrap=True))
        if unknown:
            words = _("Unknown becomes an action to find out. It never lowers a risk.")
            column.addWidget(SignLabel("question", words, wrap=True))
        if aside:
            line = SignLabel("dash", aside, wrap=True)
            line.setObjectName(f"{self.question.id}.aside")
            column.addWidget(line)

    def _links(self, words: str, found: list[Effect], sign: str, ink: str) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, gap=4)
        flow.addWidget(SignLabel(sign, words, ink=ink, role="small"))
        for effect in found:
            title = self.open.wording.risk(effect.id)
            link = LinkButton(numbered(effect.id, title))
            link.setObjectName(f"{self.question.id}.{effect.id}")
            link.clicked.connect(lambda _checked=False, to=effect.id: self.go.emit(to))
            flow.addWidget(link)
        return holder

    def _below_column(self) -> QVBoxLayout:
        if self._below is None:
            self._below = QVBoxLayout()
            self._below.setSpacing(4)
            nest(self._middle, self._below)
        return self._below

    # Remarks

    def _show_remarks(self) -> None:
        all_, unsettled = remarks_on(self.open, self.question.id), 0
        if all_:
            unsettled = open_remarks(self.open, self.question.id)
            words = (
                count("{n} remark", "{n} remarks", unsettled) if unsettled else _("Remarks settled")
            )
            self._flag_link().set_words(words)
        if self._flag is not None:
            self._flag.setVisible(bool(all_))
        if unsettled and self._remarks is None:
            self._remark_list()
        if self._remarks is not None:
            self._remarks.refresh()

    def _flag_link(self) -> LinkButton:
        if self._flag is None:
            self._flag = LinkButton("", sign="flag")
            self._flag.setObjectName(f"{self.question.id}.flag")
            self._flag.clicked.connect(self._toggle_remarks)
            at = 1 if self._state_label is None else 2
            self._head_row.insertWidget(at, self._flag, 0, Qt.AlignmentFlag.AlignTop)
        return self._flag

    def _toggle_remarks(self) -> None:
        remarks = self._remark_list()
        remarks.setVisible(remarks.isHidden())

    def _remark_list(self) -> RemarkList:
        if self._remarks is None:
            self._remarks = RemarkList(self.open, self.question.id)
            self._remarks.closed.connect(self.focus_answer)
            self._middle.addWidget(self._remarks)
        self._remarks.show()
        return self._remarks
