"""Yes, partly, no or unknown, with a note; for a security measure with what was seen and when."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dpia_wizard.core.form import Question
from dpia_wizard.core.model import UNKNOWN
from dpia_wizard.gui.answers.base import AnswerField, WordsField, caption, captioned
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.choice_row import ChoiceRow, yes_partly_no_unknown
from dpia_wizard.gui.parts.dates import DateEdit
from dpia_wizard.gui.parts.fields import PlainTextEdit
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.words import _, isolate

ASKS_FOR_NOTE = ("partly", "no", UNKNOWN)


class YpnuAnswer(AnswerField):
    """The four answers; the note is asked for with all but yes, and never forced."""

    def __init__(
        self, open_: OpenAssessment, question: Question, parent: QWidget | None = None
    ) -> None:
        super().__init__(open_, question, parent)
        self.read_only = not open_.editing.may_answer(question.id)
        self._row = ChoiceRow(yes_partly_no_unknown(), name=self.name, read_only=self.read_only)
        self._row.setObjectName(question.id)
        self._row.edited.connect(self._chosen)
        self.column.addWidget(self._row)
        self._note: WordsField | None = None
        self._note_holder: QWidget | None = None
        self._add_note: LinkButton | None = None
        if type(self) is YpnuAnswer:
            self.refresh()

    def refresh(self) -> None:
        answer = self.answer
        value = answer.value if isinstance(answer.value, str) else None
        if value != self._row.value():
            self._row.show_value(value)
        wanted = bool(answer.note) or value in ASKS_FOR_NOTE or self.is_typed("note")
        if wanted and not (self.read_only and not answer.note):
            self._show_note(answer.note)
        elif self._note_holder is not None and not self._note_holder.isAncestorOf(
            self.focusWidget() or self
        ):
            self._note_holder.hide()
        shown = self._note_holder is not None and not self._note_holder.isHidden()
        self._offer_note(offered=value == "yes" and not shown and not self.read_only)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self._row.set_read_only(read_only)
        if self._note is not None:
            self._note.edit.set_read_only(read_only)
        self.refresh()

    def first_control(self) -> QWidget | None:
        return self._row

    def _chosen(self, value: str | None) -> None:
        self.commit(lambda: self.open.editing.answer(self.question.id, value=value))
        self.refresh()

    def _ask_for_note(self) -> None:
        self._show_note(self.answer.note)
        self._offer_note(offered=False)
        if self._note is not None:
            self._note.edit.setFocus()

    def _offer_note(self, *, offered: bool) -> None:
        if offered and self._add_note is None:
            self._add_note = LinkButton(_("Add a note"), sign="plus")
            self._add_note.clicked.connect(self._ask_for_note)
            at = 1 if self._note_holder is None else 2
            self.column.insertWidget(at, self._add_note, 0, Qt.AlignmentFlag.AlignLeading)
        if self._add_note is not None:
            self._add_note.setVisible(offered)

    def _show_note(self, text: str) -> None:
        if self._note is None:
            edit = PlainTextEdit(name=_("Note on: {question}").format(question=self.name), lines=2)
            self._note = WordsField(self, "note", edit)
            edit.set_read_only(self.read_only)
            self._note_holder = captioned(_("Note: what happens in practice"), edit)
            self.column.insertWidget(1, self._note_holder)
        self._note.show(text)
        if self._note_holder is not None:
            self._note_holder.show()


class MeasureAnswer(YpnuAnswer):
    """A security measure: whether it is done, what was seen of it and when; it fills a control."""

    def __init__(
        self, open_: OpenAssessment, question: Question, parent: QWidget | None = None
    ) -> None:
        super().__init__(open_, question, parent)
        self._fills = PlainLabel("", role="small_muted", wrap=True)
        self.column.addWidget(self._fills)
        self._fills.setVisible(bool(question.control))
        self._evidence: WordsField | None = None
        self._seen: DateEdit | None = None
        self._seen_holder: QWidget | None = None
        self._evidence_holder: QWidget | None = None
        self.refresh()

    def refresh(self) -> None:
        super().refresh()
        self._fills.setText(self._what_it_fills())
        answer = self.answer
        kept = bool(answer.evidence or answer.seen)
        wanted = kept or answer.value in ("yes", "partly") or self.is_typed("evidence")
        if not wanted or (self.read_only and not kept):
            for holder in (self._evidence_holder, self._seen_holder):
                if holder is not None:
                    holder.hide()
            return
        if self._evidence is None:
            self._build_evidence()
        if self._evidence is not None and self._seen is not None:
            self._evidence.show(answer.evidence)
            if self._seen.value() != answer.seen:
                self._seen.show_value(answer.seen)
        for holder in (self._evidence_holder, self._seen_holder):
            if holder is not None:
                holder.show()

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        if self._evidence is not None and self._seen is not None:
            self._evidence.edit.set_read_only(read_only)
            self._seen.set_read_only(read_only)

    def _build_evidence(self) -> None:
        control = self.question.control
        counts = self.wording.control(control, "evidence") if control else ""
        edit = PlainTextEdit(
            name=_("What did you look at? {question}").format(question=self.name),
            lines=1,
        )
        self._evidence = WordsField(self, "evidence", edit)
        self._seen = DateEdit(name=_("When was it seen? {question}").format(question=self.name))
        self._seen.setObjectName(f"{self.question.id}.seen")
        self._seen.edited.connect(self._dated)
        edit.set_read_only(self.read_only)
        self._seen.set_read_only(self.read_only)
        self._evidence_holder = QWidget()
        column = QVBoxLayout(self._evidence_holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(caption(_("What did you look at?"), edit))
        if counts:
            words = _("This counts: {evidence}").format(evidence=counts)
            column.addWidget(PlainLabel(words, role="small_muted", wrap=True))
        column.addWidget(edit)
        self._seen_holder = captioned(_("Seen on"), self._seen)
        at = self.column.indexOf(self._fills)
        self.column.insertWidget(at, self._evidence_holder)
        self.column.insertWidget(at + 1, self._seen_holder)

    def _dated(self, date: str) -> None:
        self.commit(lambda: self.open.editing.answer(self.question.id, seen=date))

    def _what_it_fills(self) -> str:
        control = self.question.control
        if not control:
            return ""
        parts = {"id": isolate(control), "title": self.wording.control(control)}
        answer = self.answer
        if answer.value == "yes" and answer.evidence and answer.seen:
            return _("Control {id} {title} counts as verified.").format(**parts)
        if answer.value == "yes":
            return _(
                "Control {id} {title} counts as in place. With what you looked at and the date"
                " it counts as verified."
            ).format(**parts)
        return _("Fills control {id} {title}.").format(**parts)
