"""What to look at again in an assessment whose protocol has a newer edition, with ticks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.findings import author_post
from dpia_wizard.core.model import Remark
from dpia_wizard.core.protocol import ToLookAt, looked_at, with_protocol
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.moments import day
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton, PrimaryButton, SecondaryButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.check_list import TickBox
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.parts.panes import ScrollPane
from dpia_wizard.gui.protocols.words import fitting, titled, turn_sentence
from dpia_wizard.gui.words import _, count, isolate, isolate_answer, start_rtl_line
from dpia_wizard.wording import Wording
from dpia_wizard.workspace.protocols import Moved, Protocols


def left_to_look_at(protocols: Protocols, open_: OpenAssessment) -> int:
    """How many places nobody looked at again yet."""
    assessment = open_.editing.assessment
    n = 0
    for moved in protocols.moves(open_.editing.pack, assessment):
        done = looked_at(assessment, moved.old.ref, moved.new.ref)
        places = {place for item in moved.items for place in item.places}
        n += len(places - set(done))
    return n


class LookAgainDialog(QDialog):
    """The list. ``place`` is what somebody wants to see, or "". With *is_inside* the pages of the
    assessment stand behind it: a move of edition, which builds them anew, waits in ``wanted``."""

    def __init__(
        self,
        open_: OpenAssessment,
        protocols: Protocols,
        *,
        by: str = "",
        is_inside: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("look_again")
        self.setWindowTitle(_("What to look at again"))
        self._open, self._protocols = open_, protocols
        self._by = by or author_post(open_.editing.assessment)
        self._is_inside = is_inside
        self.place = ""
        self.wanted: Moved | None = None
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(24, 18, 24, 12)
        self._column.setSpacing(8)
        self._column.addWidget(PlainLabel(_("What to look at again"), role="title", wrap=True))
        self._parts = QVBoxLayout()
        self._parts.setSpacing(8)
        nest(self._column, self._parts)
        self._column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(ScrollPane(inside), 1)
        row = QHBoxLayout()
        row.setContentsMargins(24, 10, 24, 14)
        row.addStretch(1)
        self._close = SecondaryButton(_("Close"))
        self._close.setObjectName("close")
        self._close.clicked.connect(self.reject)
        row.addWidget(self._close)
        nest(outer, row)
        self.refresh()
        self.resize(fitting(self, 820, 680))
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read the register and the assessment again."""
        while (item := self._parts.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        editing = self._open.editing
        moves = self._protocols.moves(editing.pack, editing.assessment)
        if not moves:
            words = _("Nothing: the assessment rests on the newest edition that is here.")
            self._parts.addWidget(SignLabel("check", words, wrap=True))
        for at, moved in enumerate(moves):
            self._add_move(at, moved)

    def _add_move(self, at: int, moved: Moved) -> None:
        add = self._parts.addWidget
        sentence = (
            _("This assessment moved from edition {before} to edition {after} of its protocol.")
            if moved.is_made
            else _("This assessment rests on edition {before}; edition {after} is here.")
        )
        if moved.old.ref.edition == moved.new.ref.edition:
            sentence = _("Edition {after} was changed since this assessment chose it.")
        words = sentence.format(
            before=isolate_answer(moved.old.ref.edition),
            after=isolate_answer(moved.new.ref.edition),
        )
        add(PlainLabel(start_rtl_line(titled(moved.new)), role="heading", wrap=True))
        add(PlainLabel(start_rtl_line(words), wrap=True))
        if not moved.is_made and self._open.editing.may_edit:
            use = PrimaryButton(
                _("Let it rest on edition {edition}").format(
                    edition=isolate_answer(moved.new.ref.edition)
                )
            )
            use.setObjectName(f"use.{at}")
            use.clicked.connect(lambda: self._use(moved))
            add(use, 0, Qt.AlignmentFlag.AlignLeading)
        if not moved.items:
            words = _("Nothing in this assessment rests on a clause that is another.")
            add(SignLabel("check", words, role="small", wrap=True))
        pack = self._open.editing.pack
        if not moved.is_made:
            pack = with_protocol(self._protocols.bare(pack), moved.new.protocol)
        done = looked_at(self._open.editing.assessment, moved.old.ref, moved.new.ref)
        wording = Wording(self._open.wording.words, pack)
        for item in moved.items:
            add(self._card(moved, item, done, wording))

    def _card(
        self,
        moved: Moved,
        item: ToLookAt,
        done: Mapping[str, Remark],
        wording: Wording,
    ) -> Card:
        card = Card()
        title = self._clause_title(moved, item, wording)
        card.body.addWidget(PlainLabel(start_rtl_line(title), role="strong", wrap=True))
        card.body.addWidget(PlainLabel(turn_sentence(item), role="small", wrap=True))
        for place in item.places:
            link = LinkButton(self._named(place), small=False)
            link.setObjectName(f"go.{item.clause}.{place}")
            link.set_leading()
            link.set_shortened()
            link.clicked.connect(lambda _on=False, place=place: self._go(place))
            remark = done.get(place)
            tick = TickBox(self._tick_words(remark))
            tick.setObjectName(f"tick.{item.clause}.{place}")
            tick.setAccessibleName(_("Looked at again: {place}").format(place=self._named(place)))
            tick.setChecked(remark is not None)
            tick.toggled.connect(lambda on, place=place: self._tick(moved, place, on=on))
            row = QHBoxLayout()
            row.addWidget(link, 1)
            row.addWidget(tick)
            nest(card.body, row)
        return card

    def _clause_title(self, moved: Moved, item: ToLookAt, wording: Wording) -> str:
        name = wording.clause(item.clause)
        if name == item.clause:  # it is no longer there
            own = (clause for clause in moved.old.protocol.clauses if clause.id == item.clause)
            name = next((isolate_answer(clause.title) for clause in own), name)
        return _("{id} {title}").format(id=isolate(item.clause), title=name)

    def _named(self, place: str) -> str:
        """A question, risk or control by its number and name."""
        wording, form = self._open.wording, self._open.editing.pack.form
        question = form.by_id.get(place)
        if question is not None:
            number, name = question.number, wording.question(question)
        elif place in self._open.editing.assessment.risks:
            number, name = place, wording.risk(self._open.editing.assessment.risks[place])
        else:
            number, name = place, wording.control(place)
        return start_rtl_line(_("{id} {title}").format(id=isolate(number), title=name))

    def _tick_words(self, remark: Remark | None) -> str:
        if remark is None:
            return _("We looked at it again")
        if not remark.by:
            return _("Looked at again on {day}").format(day=day(remark.at))
        return _("Looked at again on {day} by {post}").format(
            day=day(remark.at), post=isolate_answer(remark.by)
        )

    # What a person does

    def _tick(self, moved: Moved, place: str, *, on: bool) -> None:
        editing = self._open.editing
        if on:
            said = _("Looked at again after edition {edition} of the protocol.").format(
                edition=moved.new.ref.edition
            )
            self._open.keep(
                lambda: self._protocols.look(editing, moved, place, by=self._by, said=said)
            )
        else:
            self._open.keep(lambda: self._protocols.unlook(editing, moved, place))
        done = looked_at(editing.assessment, moved.old.ref, moved.new.ref)
        for box in self.findChildren(TickBox):
            if box.objectName().startswith("tick.") and box.objectName().endswith(f".{place}"):
                box.blockSignals(True)
                box.setChecked(place in done)
                box.set_words(self._tick_words(done.get(place)))
                box.blockSignals(False)

    def _use(self, moved: Moved) -> None:
        if self._is_inside:
            self.wanted = moved
            self.accept()
        elif use(self._open, self._protocols, moved):
            self.refresh()
            self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self, place: str) -> None:
        self.place = place
        self.accept()


def use(open_: OpenAssessment, protocols: Protocols, moved: Moved) -> bool:
    """Let the assessment rest on the newer edition; whether it is kept."""
    said = _("The assessment moved from edition {before} to edition {after}.").format(
        before=moved.old.ref.edition, after=moved.new.ref.edition
    )
    return open_.keep(lambda: protocols.use(open_.editing, moved.new, said=said))


def look_again(window: QWidget, open_: OpenAssessment, protocols: Protocols) -> None:
    """Show the list over the pages of the open assessment, and go where somebody wants to."""
    dialog = LookAgainDialog(open_, protocols, is_inside=True, parent=window)
    dialog.exec()
    place, wanted = dialog.place, dialog.wanted
    dialog.deleteLater()
    page: Any = getattr(window, "page", None)
    if place and hasattr(page, "show_place"):
        page.show_place(place)
    elif wanted is not None and use(open_, protocols, wanted):
        # Once the pages that were behind it are gone.
        QTimer.singleShot(0, window, lambda: look_again(window, open_, protocols))


def left_sentence(n: int) -> str:
    """How much is to be looked at again, in words."""
    return count("{n} place to look at again", "{n} places to look at again", n)
