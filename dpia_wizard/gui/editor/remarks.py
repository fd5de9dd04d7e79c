"""Remarks on one place: what was said by whom, settling it, and adding one."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.change import Step
from dpia_wizard.core.model import Remark
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton, SecondaryButton
from dpia_wizard.gui.parts.fields import PlainTextEdit
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.review.words import post_of
from dpia_wizard.gui.review.working_as import working_as
from dpia_wizard.gui.words import _, count, isolate, isolate_answer


def remarks_on(open_: OpenAssessment, place: str) -> tuple[Remark, ...]:
    """The remarks on *place*, the oldest first."""
    mine = (r for r in open_.editing.assessment.remarks.values() if r.place == place)
    return tuple(sorted(mine, key=lambda remark: (remark.at, remark.id)))


def open_remarks(open_: OpenAssessment, place: str) -> int:
    """How many remarks on *place* are not settled."""
    return sum(not remark.settled for remark in remarks_on(open_, place))


def with_remarks(open_: OpenAssessment, place: str, words: str) -> str:
    """The *words* for *place* with the number of its open remarks behind them."""
    open_ones = open_remarks(open_, place)
    if not open_ones:
        return words
    remarks = count("{n} remark", "{n} remarks", open_ones)
    return _("{state} · {more}").format(state=words, more=remarks)


class RemarkDraft:
    """The remark that is being written: it is kept while one types, as every answer is."""

    def __init__(self, open_: OpenAssessment) -> None:
        self._open = open_
        self._key = ""
        self.id = ""

    def type(self, place: str, text: str, *, by: str) -> None:
        """Keep *text* as a remark on *place* soon; without words it is taken out again."""
        self._key = f"{place}.remark"
        self._open.type(self._key, lambda: self._put(place, text.strip(), by))

    def kept(self) -> str | None:
        """The words as they stand after undo and redo; None while others are still typed."""
        if not self.id or self._open.is_waiting(self._key):
            return None
        kept = self._open.editing.assessment.remarks.get(self.id)
        return "" if kept is None else kept.text

    def end(self) -> bool:
        """Keep what was typed, now, and begin another; whether it is kept."""
        if not self._open.flush():
            return False
        self._open.editing.undo_stack.close()
        self.id = ""
        return True

    def _put(self, place: str, text: str, by: str) -> Step | None:
        editing = self._open.editing
        kept = editing.assessment.remarks.get(self.id)
        if not text:
            return None if kept is None else editing.remove("remark", kept)
        if kept is not None:
            return editing.put("remark", replace(kept, text=text))
        step = editing.remark(place, text, by=by)
        self.id = "" if step is None else step.changes[-1].record.id
        return step


class RemarkList(QWidget):
    """The remarks on a place, and a field for a new one while somebody writes it."""

    closed = Signal()

    def __init__(self, open_: OpenAssessment, place: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.open = open_
        self.place = place
        self._shown: tuple[Remark, ...] | None = None
        self._draft = RemarkDraft(open_)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        nest(column, self._lines)
        self._form = QWidget()
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        self._edit = PlainTextEdit(name=_("New remark"), lines=2)
        self._edit.setObjectName(f"{place}.remark")
        self._edit.edited.connect(self._type)
        caption = PlainLabel(_("New remark"), role="small_strong")
        caption.setBuddy(self._edit)
        form.addWidget(caption)
        form.addWidget(self._edit)
        buttons = QHBoxLayout()
        keep = SecondaryButton(_("Keep the remark"), sign="flag")
        keep.setObjectName(f"{place}.remark.keep")
        keep.clicked.connect(self._keep)
        leave = LinkButton(_("Leave it"))
        leave.clicked.connect(self._leave)
        buttons.addWidget(keep)
        buttons.addWidget(leave)
        buttons.addStretch(1)
        nest(form, buttons)
        self._form.hide()
        column.addWidget(self._form)
        self.refresh()

    def refresh(self) -> None:
        """Show the remarks as they stand."""
        kept = self._draft.kept()
        if kept is not None and kept != self._edit.text().strip():
            self._edit.show_value(kept)
        found = remarks_on(self.open, self.place)
        found = tuple(remark for remark in found if remark.id != self._draft.id)
        if found == self._shown:
            return
        self._shown = found
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for remark in found:
            self._lines.addWidget(self._line(remark))

    def begin(self) -> None:
        """Open the field for a new remark and give it the focus."""
        self._form.show()
        self._edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_form(self) -> None:
        """Keep what was written, and close the field."""
        if not self._draft.end():
            return
        self._edit.show_value("")
        self.refresh()
        self._form.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._form.isHidden():
            self.close_form()
            return
        super().keyPressEvent(event)

    def _keep(self) -> None:
        if self._edit.text().strip():
            self.close_form()
        else:
            self._edit.setFocus()

    def _leave(self) -> None:
        self._type("")
        self.close_form()

    def _type(self, text: str) -> None:
        by = working_as(self.open) or post_of(self.open.editing, "author")
        self._draft.type(self.place, text, by=by)

    def _line(self, remark: Remark) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        when = isolate(remark.at[:10])
        by = isolate_answer(remark.by) or _("The team")
        if remark.settled:
            head = SignLabel("check", _("{by}, {date}, settled").format(by=by, date=when))
        else:
            head = SignLabel("flag", _("{by}, {date}").format(by=by, date=when), ink="stop")
        column.addWidget(head)
        column.addWidget(PlainLabel(remark.text, wrap=True))
        words = _("Open it again") if remark.settled else _("Settled")
        turn = LinkButton(words, name=_("{act}: {remark}").format(act=words, remark=remark.text))
        turn.clicked.connect(lambda: self._turn(remark))
        row = QHBoxLayout()
        row.addWidget(turn)
        row.addStretch(1)
        nest(column, row)
        return holder

    def _turn(self, remark: Remark) -> None:
        after = replace(remark, settled=not remark.settled)
        self.open.keep(lambda: self.open.editing.put("remark", after))


class RemarksHere(RemarkList):
    """The remarks on a risk, control or action: they take no room while there are none."""

    def __init__(self, open_: OpenAssessment, place: str, parent: QWidget | None = None) -> None:
        super().__init__(open_, place, parent)
        self.setVisible(False)
        self.closed.connect(self._fit)

    def refresh(self) -> None:
        super().refresh()
        self._fit()

    def begin(self) -> None:
        self.show()
        super().begin()

    def _fit(self) -> None:
        if self.parentWidget() is not None:  # without a place it would be a window of its own
            self.setVisible(bool(self._shown) or not self._form.isHidden())
