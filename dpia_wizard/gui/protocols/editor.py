"""The editor of a protocol: its head, the numbers of its clauses, its own clauses, its file."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.protocol import OwnClause, RegisteredProtocol
from dpia_wizard.core.protocol_check import MOST_CLAUSES, pasted_numbers
from dpia_wizard.errors import UserError
from dpia_wizard.gui import messages
from dpia_wizard.gui.answers.files import read_file
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.parts.buttons import LinkButton, PrimaryButton, SecondaryButton
from dpia_wizard.gui.parts.dates import DateEdit
from dpia_wizard.gui.parts.fields import LineEdit, PlainTextEdit
from dpia_wizard.gui.parts.labelled import FieldRow, add_labelled
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.parts.panes import ScrollPane
from dpia_wizard.gui.protocols.numbers_table import NumbersTable
from dpia_wizard.gui.protocols.own_clause import OwnClauseCard
from dpia_wizard.gui.protocols.words import fitting, not_taken_sentence, wrong_sentence
from dpia_wizard.gui.words import _, count, isolate, isolate_answer, words_of
from dpia_wizard.wording import Wording
from dpia_wizard.workspace.protocols import ProtocolDraft, Protocols, ref_of

_MOST_STATES = 200


class ProtocolEditor(QDialog):
    """Edits one protocol and keeps it in the register; everything typed can be undone."""

    def __init__(
        self,
        protocols: Protocols,
        protocol: RegisteredProtocol,
        *,
        by: str = "",
        is_new: bool = False,
        draft: ProtocolDraft | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("protocol_editor")
        self.setWindowTitle(_("Protocol (DPISP)"))
        self._protocols, self._by = protocols, by
        self._pack = protocols.pack
        self._first = self.protocol = protocol
        self._is_new = is_new
        self._names_itself = is_new and not protocol.id
        self._past: list[RegisteredProtocol] = []
        self._future: list[RegisteredProtocol] = []
        self._draft = draft
        self._is_given_up = False
        if draft is not None and draft.protocol != protocol:
            self._past.append(protocol)
            self.protocol = draft.protocol
        self._joins = ""
        self._cards: list[OwnClauseCard] = []
        self._said: dict[str, SignLabel] = {}
        self._lines: dict[str, LineEdit | PlainTextEdit] = {}
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(24, 18, 24, 12)
        self._column.setSpacing(8)
        self._build_head()
        self._build_file()
        self._build_numbers()
        self._build_clauses()
        self._column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._scroll = ScrollPane(inside)
        outer.addWidget(self._scroll, 1)
        nest(outer, self._buttons())
        for key, act in (
            (QKeySequence.StandardKey.Undo, self.undo),
            (QKeySequence.StandardKey.Redo, self.redo),
            (QKeySequence("Ctrl+Return"), self._keep),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(act)
        self._show()
        self.resize(fitting(self, 900, 760))
        self._lines["edition" if protocol.title else "title"].setFocus(
            Qt.FocusReason.OtherFocusReason
        )

    @classmethod
    def edit(
        cls,
        parent: QWidget,
        protocols: Protocols,
        protocol: RegisteredProtocol,
        *,
        by: str = "",
        is_new: bool = False,
        draft: ProtocolDraft | None = None,
    ) -> RegisteredProtocol | None:
        """Let somebody edit *protocol*, or go on with the *draft* of it; what was kept, or None."""
        dialog = cls(protocols, protocol, by=by, is_new=is_new, draft=draft, parent=parent)
        kept = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.protocol if kept else None

    # What a person does

    def put(self, protocol: RegisteredProtocol, *, joins: str = "") -> None:
        """Take another state; typing on in the field *joins* is one step of undo."""
        if protocol == self.protocol:
            return
        if not joins or joins != self._joins:
            self._past.append(self.protocol)
            del self._past[:-_MOST_STATES]
        self._joins = joins
        self._future.clear()
        self.protocol = protocol
        self._show()

    def undo(self) -> None:
        """Take back the last step."""
        self._move(self._past, self._future)

    def redo(self) -> None:
        """Bring back what was undone."""
        self._move(self._future, self._past)

    def reject(self) -> None:
        if self.protocol != self._first and not messages.ask(
            self,
            _("What you entered here is not kept yet."),
            _("Leave without keeping it"),
            _("Stay here"),
            destructive=True,
        ):
            return
        self._is_given_up = True
        super().reject()

    def done(self, result: int) -> None:
        """Leave. What nobody gave up, as when the library locks, waits as a draft."""
        with suppress(UserError):  # the library has no room: nothing more can be done here
            if self._draft is not None:
                self._protocols.forget_draft(self._draft)
            is_kept = result == QDialog.DialogCode.Accepted
            if not is_kept and not self._is_given_up and self.protocol != self._first:
                draft = ProtocolDraft(self.protocol, self._first, self._is_new)
                self._protocols.put_draft(draft)
        super().done(result)

    def _move(self, source: list[RegisteredProtocol], target: list[RegisteredProtocol]) -> None:
        if source:
            target.append(self.protocol)
            self.protocol, self._joins = source.pop(), ""
            self._show()

    def _typed(self, part: str, text: str) -> None:
        protocol = self.protocol
        if part == "languages":
            codes = (code.strip() for code in text.replace("،", ",").split(","))
            protocol = replace(protocol, languages=tuple(code for code in codes if code))
        elif part == "parties":
            lines = (line.strip() for line in text.splitlines())
            protocol = replace(protocol, parties=tuple(line for line in lines if line))
        else:
            value = text if part in ("title", "publisher", "note") else text.strip()
            protocol = replace(protocol, **{part: value})  # type: ignore[arg-type]  # texts, by name
        if part == "id":
            self._names_itself = False
        elif part == "title" and self._names_itself:
            protocol = replace(protocol, id=_short_name(text))
        self.put(protocol, joins=part)

    def _number(self, id: str, number: str) -> None:
        numbers = {**self.protocol.numbers, id: number}
        self.put(self._numbered(numbers), joins=f"numbers.{id}")

    def _numbered(self, numbers: dict[str, str]) -> RegisteredProtocol:
        return replace(self.protocol, numbers={k: v for k, v in numbers.items() if v})

    def _tick(self, id: str, on: bool) -> None:
        rest = [other for other in self.protocol.changed if other != id]
        self.put(replace(self.protocol, changed=tuple([*rest, id] if on else rest)))

    def _paste(self, text: str, start: str = "") -> None:
        pasted = pasted_numbers(text, self._pack, start=start)
        found = pasted.numbers
        words = (
            count("{n} number was pasted.", "{n} numbers were pasted.", len(found))
            if found
            else _(
                "No numbers were found. Copy two columns from a spreadsheet: our clause (C14)"
                " and the number in the signed text (5.2)."
            )
        )
        if pasted.not_taken:
            words = f"{words} {not_taken_sentence(pasted.not_taken)}"
        if found:
            self.put(self._numbered({**self.protocol.numbers, **found}))
        is_whole = bool(found) and not pasted.not_taken
        sign, ink = ("check", "note_line") if is_whole else ("warning", "stop")
        self._pasted.show_value(sign, words, ink=ink)
        self._pasted.show()
        messages.announce(self, words)

    def _add_clause(self) -> None:
        if len(self.protocol.clauses) < MOST_CLAUSES:
            self.put(replace(self.protocol, clauses=(*self.protocol.clauses, OwnClause(""))))
            card = self._cards[-1]
            card.id.setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroll.ensureWidgetVisible(card)

    def _take_clause(self, at: int) -> None:
        clauses = (*self.protocol.clauses[:at], *self.protocol.clauses[at + 1 :])
        self.put(replace(self.protocol, clauses=clauses))
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _edit_clause(self, at: int, clause: OwnClause, part: str) -> None:
        clauses = [*self.protocol.clauses]
        clauses[at] = clause
        self.put(replace(self.protocol, clauses=tuple(clauses)), joins=f"clauses.{at}.{part}")

    def _attach(self) -> None:
        path = messages.choose_open_path(self, _("The signed text"), _("All files (*)"))
        if path is None:
            return
        try:
            found = self._protocols.put_file(self.protocol, path.name, read_file(path))
        except UserError as error:
            messages.tell_error(self, error)
            return
        self.put(found)

    def _detach(self) -> None:
        self.put(replace(self.protocol, file="", sha256="", size=0))
        self._attach_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        others = [p for p in self._protocols.all() if p.source == "own"]
        here = {(found.ref.id, found.ref.edition) for found in others}
        mine = (self.protocol.id, self.protocol.edition)
        if mine in here and (self._is_new or mine != (self._first.id, self._first.edition)):
            self._say("edition", _("This edition is in the register already. Write another."))
            self._lines["edition"].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        wrongs = self._protocols.wrongs(self.protocol)
        if wrongs:
            self._show_wrongs()
            self._lead_to(wrongs[0].place)
            n = len({_field_of(wrong.place) for wrong in wrongs})
            words = count("{n} place is to be mended.", "{n} places are to be mended.", n)
            self._missing.setText(words)
            messages.announce(self, f"{words} {wrong_sentence(wrongs[0])}")
            return
        try:
            if self._is_new or ref_of(self.protocol) != ref_of(self._first):
                self._protocols.keep(self.protocol, by=self._by)
        except UserError as error:
            messages.tell_error(self, error)
            return
        self.accept()

    def _lead_to(self, place: str) -> None:
        """Put the cursor into the field of *place*, in sight with what is said of it."""
        named = {"clauses": self._add, "file": self._attach_button}
        field = named.get(place) or self.findChild(QWidget, _field_of(place))
        field = field or self._lines["title"]
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        card = next((card for card in self._cards if card.isAncestorOf(field)), None)
        if card is not None:
            self._scroll.ensureWidgetVisible(card)
        self._scroll.ensureWidgetVisible(field, 0, 40)

    # What is shown

    def _show(self) -> None:
        protocol = self.protocol
        for part, field in self._lines.items():
            value = getattr(protocol, part)
            if part == "languages":
                shown = [code.strip() for code in field.text().replace("،", ",").split(",")]
                if [code for code in shown if code] != [*value]:
                    field.show_value(", ".join(value))
            elif part == "parties":
                lines = [line.strip() for line in field.text().splitlines()]
                if [line for line in lines if line] != [*value]:
                    field.show_value("\n".join(value))
            elif value != field.text().strip() or value == "":
                field.show_value(value)
        if self._signed.value() != protocol.signed:
            self._signed.show_value(protocol.signed)
        self._table.show_value(
            protocol.numbers, protocol.changed, with_ticks=bool(protocol.replaces)
        )
        self._show_file()
        self._show_clauses()
        self._missing.setText("")
        self._show_wrongs(only_there=True)

    def _show_clauses(self) -> None:
        while len(self._cards) > len(self.protocol.clauses):
            card = self._cards.pop()
            card.hide()
            card.deleteLater()
        while len(self._cards) < len(self.protocol.clauses):
            at = len(self._cards)
            card = OwnClauseCard(self._pack, at)
            card.edited.connect(lambda clause, part, at=at: self._edit_clause(at, clause, part))
            card.removed.connect(lambda at=at: self._take_clause(at))
            self._cards.append(card)
            self._clauses.addWidget(card)
        for card, clause in zip(self._cards, self.protocol.clauses, strict=True):
            card.show_value(clause)

    def _show_file(self) -> None:
        protocol = self.protocol
        self._file.setVisible(bool(protocol.file))
        self._sha.setVisible(bool(protocol.sha256))
        self._detach_button.setVisible(bool(protocol.file))
        if protocol.file:
            name = isolate_answer(protocol.file)
            here = self._protocols.file(protocol) is not None
            words = (
                _("{file}, {size} kB, kept in the library").format(
                    file=name, size=max(1, round(protocol.size / 1024))
                )
                if here
                else _("{file} is not in this library. Attach that very file.").format(file=name)
            )
            self._file.show_value("file" if here else "warning", words)
            digits = protocol.sha256
            groups = " ".join(digits[at : at + 8] for at in range(0, len(digits), 8))
            self._sha.setText(_("SHA-256 {fingerprint}").format(fingerprint=isolate(groups)))

    def _show_wrongs(self, *, only_there: bool = False) -> None:
        """Show what is wrong; with *only_there* not what is only missing yet."""
        places: dict[str, str] = {}
        for wrong in self._protocols.wrongs(self.protocol):
            if not (only_there and wrong.kind == "missing"):
                places.setdefault(wrong.place, wrong_sentence(wrong))
        for part in self._said:
            self._say(part, places.get(part, ""))
        self._table.set_trouble(places)
        for at, card in enumerate(self._cards):
            head = f"clauses.{at}."
            card.set_trouble(
                {k.removeprefix(head): v for k, v in places.items() if k.startswith(head)}
            )

    def _say(self, part: str, sentence: str) -> None:
        label = self._said[part]
        label.show_value("warning", sentence, ink="stop")
        label.setVisible(bool(sentence))
        field = self._lines.get(part)
        if isinstance(field, LineEdit):
            field.set_trouble(bool(sentence))

    # How it is built

    def _build_head(self) -> None:
        add = self._column.addWidget
        title = _("A new protocol") if self._is_new else _("Protocol (DPISP)")
        add(PlainLabel(title, role="title", wrap=True))
        add(
            PlainLabel(
                _(
                    "The numbers and clauses that you enter here stand beside ours in every"
                    " assessment that rests on this protocol, and in its report."
                ),
                wrap=True,
            )
        )
        lines = {
            "title": (_("Title"), _("as on its first page")),
            "publisher": (_("Published by"), _("the Working Group")),
            "edition": (_("Edition"), _("such as 1 or 2026-03")),
            "replaces": (_("Replaces edition"), _("leave empty for the first one")),
            "languages": (_("Languages"), "en, uk"),
            "address": (_("Public address"), "https://"),
            "id": (_("Short name in files"), "two-rivers"),
        }
        for part, (name, hint) in lines.items():
            leading = part in ("edition", "replaces", "languages", "address", "id")
            self._line(part, LineEdit(name=name, hint=hint, leading=leading))
        names = {part: name for part, (name, _hint) in lines.items()}
        self._signed = DateEdit(name=_("Date of signature"))
        self._signed.setObjectName("signed")
        self._signed.edited.connect(lambda day: self.put(replace(self.protocol, signed=day)))
        for part in ("title", "publisher"):
            add_labelled(self._column, names[part], self._lines[part])
            self._note(part)
        add(
            FieldRow(
                (names["edition"], self._lines["edition"]),
                (_("Date of signature"), self._signed),
                (names["replaces"], self._lines["replaces"]),
            )
        )
        self._note("edition", "signed", "replaces")
        add(
            FieldRow(
                (names["languages"], self._lines["languages"]),
                (names["address"], self._lines["address"]),
                (names["id"], self._lines["id"]),
            )
        )
        self._note("languages", "address", "id")
        for part, name in (
            ("parties", _("Parties that signed, one on each line")),
            ("note", _("Note")),
        ):
            field = PlainTextEdit(name=name, lines=2)
            self._line(part, field)
            add_labelled(self._column, name, field)
            self._note(part)

    def _line(self, part: str, field: LineEdit | PlainTextEdit) -> None:
        field.setObjectName(part)
        field.edited.connect(lambda text: self._typed(part, text))
        self._lines[part] = field

    def _note(self, *parts: str) -> None:
        """Room for what is wrong with the fields above."""
        for part in parts:
            label = SignLabel("warning", "", ink="stop", role="small", wrap=True)
            label.hide()
            self._said[part] = label
            self._column.addWidget(label)

    def _build_file(self) -> None:
        self._column.addWidget(PlainLabel(_("The signed text"), role="heading"))
        self._file = SignLabel("file", "", role="small", wrap=True)
        self._sha = PlainLabel("", role="small_muted", wrap=True)
        self._column.addWidget(self._file)
        self._column.addWidget(self._sha)
        self._attach_button = LinkButton(_("Attach a file…"), sign="plus")
        self._attach_button.setObjectName("attach")
        self._attach_button.clicked.connect(self._attach)
        self._detach_button = LinkButton(_("Take out"))
        self._detach_button.setObjectName("detach")
        self._detach_button.clicked.connect(self._detach)
        row = QHBoxLayout()
        row.addWidget(self._attach_button)
        row.addWidget(self._detach_button)
        row.addStretch(1)
        nest(self._column, row)

    def _build_numbers(self) -> None:
        add = self._column.addWidget
        add(PlainLabel(_("Numbers in the signed text"), role="heading", wrap=True))
        add(
            PlainLabel(
                _(
                    "Write beside each of our clauses its number in the signed text. Two columns"
                    " copied from a spreadsheet can be pasted: our clause and the number."
                ),
                role="small",
                wrap=True,
            )
        )
        paste = LinkButton(_("Paste a list"), sign="plus")
        paste.setObjectName("paste")
        paste.clicked.connect(lambda: self._paste(QGuiApplication.clipboard().text()))
        add(paste, 0, Qt.AlignmentFlag.AlignLeading)
        self._pasted = SignLabel("check", "", role="small", wrap=True)
        self._pasted.hide()
        add(self._pasted)
        self._table = NumbersTable(self._pack, Wording(words_of(self._pack), self._pack))
        self._table.edited.connect(self._number)
        self._table.ticked.connect(self._tick)
        self._table.pasted.connect(self._paste)
        add(self._table)

    def _build_clauses(self) -> None:
        self._column.addWidget(PlainLabel(_("Own clauses of the signed text"), role="heading"))
        self._column.addWidget(
            PlainLabel(
                _(
                    "Clauses that our list does not have. Name the questions, risks and controls"
                    " that rest on each: they then lead to it, and it to them."
                ),
                role="small",
                wrap=True,
            )
        )
        self._clauses = QVBoxLayout()
        self._clauses.setSpacing(10)
        nest(self._column, self._clauses)
        self._add = LinkButton(_("Add a clause"), sign="plus")
        self._add.setObjectName("add_clause")
        self._add.clicked.connect(self._add_clause)
        self._column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeading)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(24, 10, 24, 14)
        row.setSpacing(10)
        self._missing = PlainLabel("", role="small_muted", wrap=True)
        leave = SecondaryButton(_("Go back"))
        leave.setObjectName("back")
        leave.clicked.connect(self.reject)
        keep = PrimaryButton(_("Keep in the register"))
        keep.setObjectName("keep")
        keep.setAutoDefault(False)
        keep.clicked.connect(self._keep)
        row.addWidget(self._missing, 1)
        row.addWidget(leave)
        row.addWidget(keep)
        return row


def _field_of(place: str) -> str:
    """The name of the field that *place* is typed into."""
    head, _dot, part = place.rpartition(".")
    return f"{head}.rests" if part in ("questions", "risks", "controls") else place


def _short_name(title: str) -> str:
    """A short name for files, from the letters of a title that files can have."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.casefold()))[:40].strip("-")
