"""Every remark of an assessment by place, to answer, to settle, and to add one."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.model import Remark
from dpia_wizard.gui.editor.remarks import RemarkDraft
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton, SecondaryButton
from dpia_wizard.gui.parts.columns import clear
from dpia_wizard.gui.parts.fields import PlainTextEdit
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel, rule
from dpia_wizard.gui.review import words
from dpia_wizard.gui.review.working_as import working_as
from dpia_wizard.gui.words import _, count, isolate, isolate_answer


class RemarksPane(QWidget):
    """The remarks, the open ones first. `go` asks for a remark's place, `add_asked` for a remark on
    what is open beside it."""

    go = Signal(str)
    add_asked = Signal()

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = open_
        self._shown: tuple[Remark, ...] | None = None
        self._count = PlainLabel("", role="small_muted")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(PlainLabel(_("Remarks"), role="heading"))
        head.addWidget(self._count, 1)
        add = LinkButton(_("Add"), sign="plus", name=_("Add a remark on what is open"))
        add.setObjectName("remarks.add")
        add.clicked.connect(self.add_asked)
        head.addWidget(add)
        self._column = QVBoxLayout()
        self._column.setSpacing(10)
        self._draft = RemarkDraft(open_)
        self._form = _RemarkForm()
        self._form.edited.connect(self._type)
        self._form.closed.connect(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        nest(column, head)
        nest(column, self._column)
        column.addWidget(self._form)
        column.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """Show the remarks as they stand."""
        typed = self._draft.kept()
        if typed is not None:
            self._form.show_text(typed)
        remarks = self._open.editing.assessment.remarks.values()
        kept = [remark for remark in remarks if remark.id != self._draft.id]
        found = tuple(sorted(kept, key=lambda remark: (remark.at, remark.id)))
        if found == self._shown:
            return
        self._shown = found
        left = sum(not remark.settled for remark in found)
        self._count.setText(count("{n} open", "{n} open", left) if found else "")
        clear(self._column)
        places: dict[str, list[Remark]] = {}
        for remark in found:
            places.setdefault(remark.place, []).append(remark)
        is_settled = {place: all(r.settled for r in mine) for place, mine in places.items()}
        for place in sorted(places, key=lambda place: is_settled[place]):
            self._column.addWidget(rule())
            self._column.addWidget(self._thread(place, places[place], settled=is_settled[place]))
        if not found:
            self._column.addWidget(
                PlainLabel(
                    _("No remarks. Ctrl+M on a question or a risk adds one there."),
                    role="small_muted",
                    wrap=True,
                )
            )

    def begin(self, place: str) -> None:
        """Ask for a remark on *place*."""
        if not self._form.is_asking(place):  # else one writes there already
            if not self._draft.end():
                return
            self._form.close_form()
            self.refresh()
        wording, editing = self._open.wording, self._open.editing
        self._form.begin(place, words.remark_place(wording, editing, place))

    def _thread(self, place: str, remarks: list[Remark], *, settled: bool) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        wording, editing = self._open.wording, self._open.editing
        head = QHBoxLayout()
        link = LinkButton(words.place_name(wording, editing, place))
        link.setObjectName(f"remarks.{place}")
        link.setAccessibleDescription(words.remark_place(wording, editing, place))
        link.clicked.connect(lambda: self.go.emit(place))
        head.addWidget(link)
        head.addStretch(1)
        state = ("check", _("Settled")) if settled else ("ring", _("Still open"))
        head.addWidget(SignLabel(*state))
        nest(column, head)
        for number, remark in enumerate(remarks):
            column.addWidget(self._said(remark, is_answer=number > 0))
        act = _("Open it again") if settled else _("Settled")
        turn = LinkButton(act, sign="" if settled else "check")
        turn.setObjectName(f"remarks.{place}.settle")
        named = words.place_name(wording, editing, place)
        turn.setAccessibleName(_("{act}: {place}").format(act=act, place=named))
        turn.clicked.connect(lambda: self._turn(remarks, settled=not settled))
        row = QHBoxLayout()
        if not settled:
            answer = LinkButton(_("Answer"))
            answer.setObjectName(f"remarks.{place}.answer")
            answer.setAccessibleName(_("{act}: {place}").format(act=_("Answer"), place=named))
            answer.clicked.connect(lambda: self.begin(place))
            row.addWidget(answer)
            row.addSpacing(8)
        row.addWidget(turn)
        row.addStretch(1)
        nest(column, row)
        return holder

    def _said(self, remark: Remark, *, is_answer: bool) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setSpacing(1)
        if is_answer:
            holder.setProperty("ground", "accent_soft")
            holder.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
            column.setContentsMargins(10, 5, 10, 6)
        else:
            column.setContentsMargins(2, 0, 0, 0)
        by = isolate_answer(remark.by) or _("The team")
        head = _("{by}, {date}").format(by=by, date=isolate(remark.at[:10]))
        column.addWidget(PlainLabel(head, role="small_strong", wrap=True))
        column.addWidget(PlainLabel(remark.text, role="small", wrap=True))
        return holder

    def _turn(self, remarks: list[Remark], *, settled: bool) -> None:
        after = [replace(remark, settled=settled) for remark in remarks]
        self._open.keep(lambda: self._open.editing.put("remark", *after))

    def _type(self, place: str, text: str) -> None:
        by = working_as(self._open) or words.post_of(self._open.editing, "author")
        self._draft.type(place, text, by=by)

    def _close(self) -> None:
        if self._draft.end():
            self._form.close_form()
            self.refresh()


class _RemarkForm(QWidget):
    """Asks for the words of a remark; `edited` gives its place and the words, `closed`
    that the person has done."""

    edited = Signal(str, str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = ""
        self._caption = PlainLabel("", role="small_strong", wrap=True)
        self._edit = PlainTextEdit(name=_("Your remark"), lines=3)
        self._edit.setObjectName("remarks.text")
        self._caption.setBuddy(self._edit)
        keep = SecondaryButton(_("Keep the remark"), sign="flag")
        keep.setObjectName("remarks.keep")
        keep.clicked.connect(self._tell)
        self._edit.edited.connect(lambda text: self.edited.emit(self._place, text))
        back = LinkButton(_("Leave it"))
        back.clicked.connect(self._leave)
        row = QHBoxLayout()
        row.addWidget(keep)
        row.addWidget(back)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._caption)
        column.addWidget(self._edit)
        nest(column, row)
        self.hide()

    def begin(self, place: str, name: str) -> None:
        """Ask, with the focus in the field."""
        self._place = place
        self._caption.setText(_("On {place}").format(place=name))
        self.show()
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_asking(self, place: str) -> bool:
        """Whether a remark on *place* is being written."""
        return place == self._place and not self.isHidden()

    def show_text(self, text: str) -> None:
        """Show the words as they stand after undo and redo."""
        if text != self._edit.text().strip():
            self._edit.show_value(text)

    def close_form(self) -> None:
        """Ask no more."""
        self._edit.show_value("")
        self.hide()

    def _tell(self) -> None:
        if self._edit.text().strip():
            self.closed.emit()
        else:
            self._edit.setFocus()

    def _leave(self) -> None:
        self.edited.emit(self._place, "")
        self.closed.emit()
