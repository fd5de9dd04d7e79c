"""Protocols (DPISP): what is here, what rests on each, and ways to write, bring and give them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.protocol import RegisteredProtocol, new_edition
from dpia_wizard.errors import PackFault, UserError
from dpia_wizard.files import write_whole
from dpia_wizard.gui import messages
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.moments import day
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton, PrimaryButton, SecondaryButton, SignButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.parts.panes import ScrollPane
from dpia_wizard.gui.parts.row_table import RowTable, TableCell, TableColumn, TableRow
from dpia_wizard.gui.protocols.editor import ProtocolEditor
from dpia_wizard.gui.protocols.look_again import LookAgainDialog, left_sentence, left_to_look_at
from dpia_wizard.gui.protocols.words import fitting, titled, wrong_sentence
from dpia_wizard.gui.words import _, count, isolate, isolate_answer
from dpia_wizard.packs.protocol_file import protocol_yaml, read_protocol_file
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.protocols import NotSound, ProtocolDraft, Registered
from dpia_wizard.workspace.shelf import grouped

_MOST_FAULTS = 12


class ProtocolsDialog(QDialog):
    """The list; a row opens to its details. ``place`` is the assessment and the place in it that
    somebody asked for, or None."""

    def __init__(self, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("protocols_dialog")
        self.setWindowTitle(_("Protocols (DPISP)"))
        self._library, self._protocols = library, library.protocols
        self._here: dict[str, Registered] = {}
        self.place: tuple[str, str] | None = None
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 18, 24, 12)
        column.setSpacing(10)
        column.addWidget(PlainLabel(_("Protocols (DPISP)"), role="title", wrap=True))
        column.addWidget(
            PlainLabel(
                _(
                    "The signed protocols of your Working Group, with their own numbers. An"
                    " assessment chooses one in its record."
                ),
                wrap=True,
            )
        )
        self._said = Card(state="note")
        self._said.setObjectName("protocols.said")
        self._said.hide()
        column.addWidget(self._said)
        self._drafts = QVBoxLayout()
        self._drafts.setSpacing(8)
        nest(column, self._drafts)
        self._table = RowTable(
            (
                TableColumn(_("Protocol"), 5),
                TableColumn(_("Edition"), 2),
                TableColumn(_("Signed"), 2),
                TableColumn(_("Where from"), 3),
                TableColumn(_("Assessments"), 2),
            ),
            name=_("Protocols that are here"),
        )
        self._table.setObjectName("protocols.list")
        self._table.opened.connect(self._turn)
        column.addWidget(self._table)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._scroll = ScrollPane(inside)
        outer.addWidget(self._scroll, 1)
        nest(outer, self._buttons())
        self.refresh()
        self.resize(fitting(self, 920, 680))
        self._new.setFocus(Qt.FocusReason.OtherFocusReason)

    @classmethod
    def show_for(cls, parent: QWidget, library: Library) -> tuple[str, str] | None:
        """Show the register; the assessment and the place that somebody asked for, or None."""
        dialog = cls(library, parent)
        dialog.exec()
        dialog.deleteLater()
        return dialog.place

    def refresh(self) -> None:
        """Read the register again."""
        self._here = {found.ref.fingerprint: found for found in self._protocols.all()}
        self._table.show_value([self._row(found) for found in self._here.values()])
        self._show_drafts()

    # What is shown

    def _row(self, found: Registered) -> TableRow:
        n = len(self._resting(found))
        source = (
            _("Your register, {day}").format(day=day(found.at))
            if found.source == "own"
            else _("Came with a form")
        )
        return TableRow(
            found.ref.fingerprint,
            (
                TableCell(isolate_answer(found.protocol.title)),
                TableCell(isolate_answer(found.ref.edition) or "–"),
                TableCell(isolate(found.protocol.signed) or "–"),
                TableCell(source),
                TableCell(str(n) if n else "–"),
            ),
        )

    def _show_drafts(self) -> None:
        """Offer what was begun and not kept yet, as when the library locked."""
        while (item := self._drafts.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for at, draft in enumerate(self._protocols.drafts()):
            card = Card(state="note")
            card.setObjectName(f"protocols.draft.{at}")
            title = draft.protocol.title or draft.began_with.title
            words = (
                _("What you entered in “{title}” is not kept yet.").format(
                    title=isolate_answer(title)
                )
                if title
                else _("What you entered in a new protocol is not kept yet.")
            )
            card.body.addWidget(SignLabel("info", words, ink="note_line", role="small", wrap=True))
            go_on = SecondaryButton(_("Go on with it…"))
            go_on.setObjectName(f"protocols.draft.{at}.go_on")
            go_on.clicked.connect(lambda _on=False, draft=draft: self._go_on(draft))
            give_up = LinkButton(_("Give it up"))
            give_up.setObjectName(f"protocols.draft.{at}.give_up")
            give_up.clicked.connect(lambda _on=False, draft=draft: self._give_up(draft))
            acts = FlowLayout(gap=8)
            acts.addWidget(go_on)
            acts.addWidget(give_up)
            nest(card.body, acts)
            self._drafts.addWidget(card)

    def _resting(self, found: Registered) -> list[str]:
        """The assessments that rest on this edition, as it stands or as it was kept before."""
        edition = (found.ref.id, found.ref.edition)
        resting = self._protocols.resting(found.ref.id)
        return [id for id, ref in resting if (ref.id, ref.edition) == edition]

    def _turn(self, key: str) -> None:
        """Open or close the details of a protocol."""
        if self._table.open_key() == key:
            self._table.close_form()
            return
        details = self._details(self._here[key])
        self._table.show_form(key, details)
        QTimer.singleShot(0, details, lambda: self._scroll.ensureWidgetVisible(details, 0, 8))

    def _details(self, found: Registered) -> QWidget:
        details = Card()
        details.setObjectName("protocols.details")
        for line in self._facts(found):
            details.body.addWidget(PlainLabel(line, role="small", wrap=True))
        for id in self._resting(found):
            details.body.addWidget(self._assessment(id))
        acts = FlowLayout(gap=8)
        own = found.source == "own"
        words = _("Edit…") if own else _("Make your own from this…")
        for name, text, act, shown in (
            ("edit", words, self._edit if own else self._make_own, True),
            ("edition", _("New edition…"), self._new_edition, own),
            ("export", _("Write to a file…"), self._export, True),
        ):
            if shown:
                button = SecondaryButton(text)
                button.setObjectName(f"protocols.{name}")
                button.clicked.connect(lambda _on=False, act=act: act(found))
                acts.addWidget(button)
        if own:
            remove = SignButton(_("Remove…"), sign="trash", role="danger")
            remove.setObjectName("protocols.remove")
            remove.setEnabled(not self._resting(found))
            remove.clicked.connect(lambda: self._remove(found))
            acts.addWidget(remove)
        nest(details.body, acts)
        return details

    def _facts(self, found: Registered) -> list[str]:
        protocol = found.protocol
        facts = [_("Published by: {name}").format(name=isolate_answer(protocol.publisher))]
        if protocol.parties:
            names = _(", ").join(map(isolate_answer, protocol.parties))
            facts.append(_("Parties: {names}").format(names=names))
        if protocol.languages:
            codes = _(", ").join(map(isolate, protocol.languages))
            facts.append(_("Languages: {names}").format(names=codes))
        if protocol.address:
            facts.append(_("Address: {address}").format(address=isolate(protocol.address)))
        if protocol.replaces:
            edition = isolate_answer(protocol.replaces)
            facts.append(_("Replaces edition {edition}").format(edition=edition))
        numbers, own = len(protocol.numbers), len(protocol.clauses)
        facts.append(
            _("Numbers for clauses of ours: {numbers}. Clauses of its own: {own}.").format(
                numbers=numbers, own=own
            )
        )
        if protocol.file:
            facts.append(_("Signed text: {file}").format(file=isolate_answer(protocol.file)))
            facts.append(_("SHA-256 {fingerprint}").format(fingerprint=isolate(protocol.sha256)))
        facts.append(
            _("Fingerprint: {digits}").format(digits=isolate(grouped(found.ref.fingerprint)))
        )
        states = len(self._protocols.states(found.ref.id, found.ref.edition))
        if states > 1:
            facts.append(
                count(
                    "Kept {n} time; assessments keep what they chose.",
                    "Kept {n} times; assessments keep what they chose.",
                    states,
                )
            )
        return facts

    def _assessment(self, id: str) -> QWidget:
        """An assessment that rests on the protocol: open it, or see what to look at again."""
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        try:
            open_ = OpenAssessment(self._library.open_assessment(id, by=self._by()), holder)
        except UserError as error:
            row.addWidget(SignLabel("warning", messages.sentence_of(error), wrap=True), 1)
            return holder
        title = open_.editing.assessment.text("record.title") or open_.editing.assessment.reference
        go = LinkButton(isolate_answer(title), sign="file", small=False)
        go.setObjectName(f"open.{id}")
        go.set_shortened()
        go.set_leading()
        go.clicked.connect(lambda: self._go(id, "record.protocol_title"))
        row.addWidget(go, 1)
        if self._protocols.moves(open_.editing.pack, open_.editing.assessment):
            left = left_to_look_at(self._protocols, open_)
            words = left_sentence(left) if left else _("What was looked at again")
            look = LinkButton(words, sign="warning" if left else "check")
            look.setObjectName(f"look.{id}")
            look.clicked.connect(lambda: self._look(open_))
            row.addWidget(look)
        return holder

    # What a person does

    def _go(self, id: str, place: str) -> None:
        self.place = (id, place)
        self.accept()

    def _look(self, open_: OpenAssessment) -> None:
        dialog = LookAgainDialog(open_, self._protocols, by=self._by(), parent=self)
        dialog.exec()
        place = dialog.place
        id = open_.editing.assessment.id
        dialog.deleteLater()
        if place:
            self._go(id, place)
            return
        key = self._table.open_key()
        self._table.close_form()
        self.refresh()
        if key in self._here:
            self._turn(key)

    def _write_new(self) -> None:
        self._edit_and_keep(RegisteredProtocol(""), is_new=True)

    def _edit(self, found: Registered) -> None:
        self._edit_and_keep(found.protocol)

    def _make_own(self, found: Registered) -> None:
        edition = found.protocol.edition or "1"
        self._edit_and_keep(replace(found.protocol, edition=edition), is_new=True)

    def _new_edition(self, found: Registered) -> None:
        self._edit_and_keep(new_edition(found.protocol), is_new=True)

    def _go_on(self, draft: ProtocolDraft) -> None:
        self._edit_and_keep(draft.began_with, is_new=draft.is_new, draft=draft)

    def _give_up(self, draft: ProtocolDraft) -> None:
        question = _("What you entered here is not kept yet.")
        if messages.ask(self, question, _("Give it up"), _("Keep it"), destructive=True):
            self._protocols.forget_draft(draft)
            self._show_drafts()
            self._new.setFocus(Qt.FocusReason.OtherFocusReason)

    def _edit_and_keep(
        self,
        protocol: RegisteredProtocol,
        *,
        is_new: bool = False,
        draft: ProtocolDraft | None = None,
    ) -> None:
        by = self._by()
        kept = ProtocolEditor.edit(
            self, self._protocols, protocol, by=by, is_new=is_new, draft=draft
        )
        self._show_drafts()
        if kept is None:
            return
        self._shown_anew(kept)
        title = isolate_answer(kept.title)
        words = [
            _("{title}, edition {edition}, is in the register.").format(
                title=title, edition=isolate_answer(kept.edition)
            )
        ]
        others = [
            id
            for id, ref in self._protocols.resting(kept.id)
            if self._protocols.newer(ref) is not None
        ]
        if others:
            words.append(
                count(
                    "{n} assessment rests on an earlier state: open it to see what to look at"
                    " again.",
                    "{n} assessments rest on an earlier state: open them to see what to look at"
                    " again.",
                    len(others),
                )
            )
        self._say("note", *words)

    def _shown_anew(self, protocol: RegisteredProtocol) -> None:
        self._table.close_form()
        self.refresh()
        for key, found in self._here.items():
            if found.protocol == protocol and found.source == "own":
                self._table.focus_row(key)

    def _remove(self, found: Registered) -> None:
        question = _("Remove “{title}” from the register, with all that was kept of it?").format(
            title=titled(found)
        )
        if not messages.ask(self, question, _("Remove"), _("Keep it"), destructive=True):
            return
        try:
            self._protocols.remove(found.ref.id, found.ref.edition)
        except UserError as error:
            self._say("stop", messages.sentence_of(error))
            return
        self._table.close_form()
        self.refresh()
        self._say("note", _("{title} was removed.").format(title=titled(found)))
        self._new.setFocus(Qt.FocusReason.OtherFocusReason)

    def _export(self, found: Registered) -> None:
        edition = found.ref.edition
        name = f"{found.ref.id}-{edition}.yaml" if edition.isalnum() else f"{found.ref.id}.yaml"
        path = messages.choose_save_path(self, _("Write to a file"), name, "YAML (*.yaml)")
        if path is None:
            return
        try:
            write_whole(path, protocol_yaml(found.protocol).encode())
        except UserError as error:
            self._say("stop", messages.sentence_of(error))
            return
        self._say("note", _("It was written to {path}.").format(path=isolate(str(path))))

    def _import(self) -> None:
        path = messages.choose_open_path(
            self,
            _("Bring a protocol from a file"),
            _("Protocols ({pattern})").format(pattern="*.yaml"),
        )
        if path is not None:
            self._bring(path)

    def _bring(self, path: Path) -> None:
        try:
            protocol = self._protocols.bring(read_protocol_file(path), by=self._by())
        except PackFault as error:
            faults = messages.faults_told(error.faults[:_MOST_FAULTS])
            words = count(
                "Nothing was brought in: {n} fault is in this file.",
                "Nothing was brought in: {n} faults are in this file.",
                len(error.faults),
            )
            self._say("stop", words, *faults)
            return
        except NotSound as error:
            found = error.wrongs[:_MOST_FAULTS]
            sentences = [f"{isolate(wrong.place)}: {wrong_sentence(wrong)}" for wrong in found]
            self._say("stop", messages.sentence_of(error), *sentences)
            return
        except UserError as error:
            self._say("stop", messages.sentence_of(error))
            return
        self._shown_anew(protocol)
        words = _("{title}, edition {edition}, is in the register.").format(
            title=isolate_answer(protocol.title), edition=isolate_answer(protocol.edition)
        )
        more = []
        if protocol.file and self._protocols.file(protocol) is None:
            more.append(
                _("{file} is not in this library. Attach that very file.").format(
                    file=isolate_answer(protocol.file)
                )
            )
        self._say("note", words, *more)

    def _by(self) -> str:
        return self._library.store.setting("by") or ""

    # What is said

    def _say(self, kind: str, *sentences: str) -> None:
        """Say what was done, or why not, above the list."""
        while (item := self._said.body.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._said.set_state(kind)
        sign, ink = ("warning", "stop") if kind == "stop" else ("info", "note_line")
        first, *rest = sentences
        self._said.body.addWidget(SignLabel(sign, first, ink=ink, role="small", wrap=True))
        for sentence in rest:
            self._said.body.addWidget(PlainLabel(sentence, role="small", wrap=True))
        self._said.show()
        self._scroll.ensureVisible(0, 0)
        messages.announce(self, " ".join(sentences))

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(24, 10, 24, 14)
        row.setSpacing(10)
        self._new = SecondaryButton(_("New protocol…"))
        self._new.setObjectName("protocols.new")
        self._new.clicked.connect(self._write_new)
        bring = SecondaryButton(_("Bring from a file…"))
        bring.setObjectName("protocols.bring")
        bring.clicked.connect(self._import)
        close = PrimaryButton(_("Close"))
        close.setObjectName("close")
        close.clicked.connect(self.accept)
        row.addWidget(self._new)
        row.addWidget(bring)
        row.addStretch(1)
        row.addWidget(close)
        return row
