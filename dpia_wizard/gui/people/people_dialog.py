"""People and keys: who signs on this laptop, whose keys came from elsewhere, and what is known."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.people import Contact, Person
from dpia_wizard.errors import UserError
from dpia_wizard.files import read_whole
from dpia_wizard.gui import messages
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.moments import day
from dpia_wizard.gui.parts.buttons import LinkButton, PrimaryButton, SecondaryButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.columns import clear
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.parts.panes import ScrollPane
from dpia_wizard.gui.parts.row_table import RowTable, TableCell, TableColumn, TableRow
from dpia_wizard.gui.people import words
from dpia_wizard.gui.people.compare_dialog import CompareDialog
from dpia_wizard.gui.people.contact_details import ContactDetails
from dpia_wizard.gui.people.person_details import PersonDetails
from dpia_wizard.gui.people.person_dialogs import KeyFileDialog, NewPersonDialog
from dpia_wizard.gui.people.room import room_for
from dpia_wizard.gui.tab_order import read_in_order
from dpia_wizard.gui.words import _, isolate, isolate_answer
from dpia_wizard.workspace.at_work import at_work, works_now
from dpia_wizard.workspace.cards import LARGEST_CARD
from dpia_wizard.workspace.contacts import Met
from dpia_wizard.workspace.key_files import LARGEST_KEY, key_files
from dpia_wizard.workspace.library import Library


class PeopleDialog(QDialog):
    """Two lists whose rows open to their details. Every act holds at once."""

    def __init__(self, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("people_dialog")
        self.setWindowTitle(_("People and keys"))
        self._library = library
        self._people: dict[str, Person] = {}
        self._contacts: dict[str, Contact] = {}
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(24, 18, 24, 12)
        column.setSpacing(8)
        column.addWidget(PlainLabel(_("People and keys"), role="title", wrap=True))
        about = _(
            "Whoever signs has a key of their own, under a passphrase that nobody else knows. A key"
            " from elsewhere counts once somebody here has compared it with its holder."
        )
        column.addWidget(PlainLabel(about, wrap=True))
        self._said = SignLabel("check", "", ink="ok", role="ok", wrap=True)
        self._said.setObjectName("people.said")
        self._said.hide()
        column.addWidget(self._said)
        self._build_people(column)
        column.addSpacing(8)
        self._build_contacts(column)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._scroll = ScrollPane(self._inside)
        outer.addWidget(self._scroll, 1)
        close = PrimaryButton(_("Close"))
        close.setObjectName("close")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 10, 24, 14)
        foot.addStretch(1)
        foot.addWidget(close)
        nest(outer, foot)
        self.refresh()
        self.resize(room_for(self, 920, 640))
        self._focus_first()

    @classmethod
    def show_for(cls, parent: QWidget, library: Library) -> None:
        """Show the people and keys of *library* until they are closed."""
        dialog = cls(library, parent)
        dialog.exec()
        dialog.deleteLater()

    def refresh(self) -> None:
        """Read people and keys again; a row that is open stays open."""
        now = at_work(self._library)
        self._people = {person.id: person for person in self._library.people.all()}
        self._contacts = {one.key: one for one in self._library.contacts.all()}
        self._show(
            self._of_people,
            [_person_row(person, is_at_work=person == now) for person in self._people.values()],
            self._person_details,
        )
        self._show(
            self._of_others,
            [self._contact_row(one) for one in self._contacts.values()],
            self._contact_details,
        )
        self._nobody.setVisible(not self._people)
        self._no_keys.setVisible(not self._contacts)
        self._add.set_role("secondary" if self._people else "primary")
        self._show_files()
        read_in_order(self)

    # What is shown

    def _build_people(self, column: QVBoxLayout) -> None:
        column.addWidget(PlainLabel(_("On this laptop"), role="heading", wrap=True))
        self._files = QVBoxLayout()
        self._files.setSpacing(8)
        nest(column, self._files)
        self._nobody = PlainLabel(
            _("Nobody yet. Add yourself first, then everybody who will sign on this laptop."),
            role="muted",
            wrap=True,
        )
        column.addWidget(self._nobody)
        self._of_people = RowTable(
            (
                TableColumn(_("Name"), 4),
                TableColumn(_("Post"), 4),
                TableColumn(_("Signs as"), 3),
                TableColumn(_("Here"), 2),
            ),
            name=_("People on this laptop"),
        )
        self._of_people.setObjectName("people.here")
        self._of_people.opened.connect(
            lambda key: self._turn(self._of_people, key, self._person_details)
        )
        column.addWidget(self._of_people)
        self._add = SecondaryButton(_("Add a person…"), sign="plus")
        self._add.setObjectName("people.add")
        self._add.clicked.connect(self._add_person)
        bring = SecondaryButton(_("Bring a key from a file…"), sign="file")
        bring.setObjectName("people.bring")
        bring.clicked.connect(self._choose_key)
        row = FlowLayout(gap=8)
        row.addWidget(self._add)
        row.addWidget(bring)
        nest(column, row)

    def _build_contacts(self, column: QVBoxLayout) -> None:
        column.addWidget(PlainLabel(_("Keys of others"), role="heading", wrap=True))
        self._no_keys = PlainLabel(
            _(
                "None yet. They come with cards, signed reports and assessments from elsewhere, and"
                " count for nothing until they are compared."
            ),
            role="muted",
            wrap=True,
        )
        column.addWidget(self._no_keys)
        self._of_others = RowTable(
            (
                TableColumn(_("Name"), 4),
                TableColumn(_("Post"), 4),
                TableColumn(_("Key"), 5),
            ),
            name=_("Keys of others"),
        )
        self._of_others.setObjectName("people.contacts")
        self._of_others.opened.connect(
            lambda key: self._turn(self._of_others, key, self._contact_details)
        )
        column.addWidget(self._of_others)
        card = SecondaryButton(_("Add a card…"), sign="file")
        card.setObjectName("people.add_card")
        card.clicked.connect(self._choose_card)
        row = FlowLayout(gap=8)
        row.addWidget(card)
        nest(column, row)

    def _show(
        self, table: RowTable, rows: list[TableRow], details: Callable[[str], QWidget]
    ) -> None:
        open_ = table.open_key()
        table.close_form()
        table.show_value(rows)
        table.setVisible(bool(rows))
        if open_ in table.row_keys():
            table.show_form(open_, details(open_))

    def _contact_row(self, contact: Contact) -> TableRow:
        other = self._library.contacts.other_key(contact.name, contact.key)
        if other is not None and not contact.is_checked:
            key = TableCell(words.other_key(other), "warning", "stop")
        elif other is not None:
            key = TableCell(words.other_key(other), "warning", "note_line")
        elif contact.is_checked:
            date = day(contact.checked_on)
            said = _("Compared on {date}").format(date=date) if date else _("Compared")
            key = TableCell(said, "check", "ok")
        else:
            key = TableCell(_("Not compared: counts for nothing"), "ring", "text_muted")
        name = isolate_answer(contact.name) or _("Nobody said a name")
        return TableRow(
            contact.key, (TableCell(name), TableCell(isolate_answer(contact.post) or "–"), key)
        )

    def _show_files(self) -> None:
        """Offer the keys that lie beside the library from before people had profiles."""
        clear(self._files)
        for file in key_files(self._library.folder):
            card = Card(state="note")
            words_ = _("The key {file} is from before people had profiles.").format(
                file=isolate(file)
            )
            card.body.addWidget(SignLabel("info", words_, ink="note_line", role="small", wrap=True))
            make = LinkButton(_("Make a person of it…"))
            make.setObjectName(f"people.file.{file}")
            make.clicked.connect(lambda _on=False, file=file: self._take_over(file))
            card.body.addWidget(make, 0, Qt.AlignmentFlag.AlignLeading)
            self._files.addWidget(card)

    def _person_details(self, key: str) -> QWidget:
        person, now = self._people[key], at_work(self._library)
        details = PersonDetails(self._library, person, is_at_work=person == now)
        details.changed.connect(self._changed)
        return details

    def _contact_details(self, key: str) -> QWidget:
        contact = self._contacts[key]
        other = self._library.contacts.other_key(contact.name, contact.key)
        details = ContactDetails(self._library, contact, other)
        details.changed.connect(self._changed)
        return details

    def _turn(self, table: RowTable, key: str, details: Callable[[str], QWidget]) -> None:
        """Open or close the details of a row."""
        if table.open_key() == key:
            table.close_form()
            read_in_order(self)
            return
        form = details(key)
        table.show_form(key, form)
        read_in_order(self)
        QTimer.singleShot(0, form, lambda: self._scroll.ensureWidgetVisible(form, 0, 8))

    def _focus_first(self) -> None:
        people = self._of_people.row_keys()
        if people:
            self._of_people.focus_row(people[0])
        else:
            self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    # What a person does

    def _changed(self, sentence: str) -> None:
        self._say(sentence)
        QTimer.singleShot(0, self, self.refresh)  # the button that was pressed is still at work

    def _say(self, sentence: str) -> None:
        self._said.show_value("check", sentence)
        self._said.setVisible(bool(sentence))
        if sentence:
            messages.announce(self, sentence)

    def _add_person(self) -> None:
        self._taken_in(NewPersonDialog.ask(self, self._library))

    def _take_over(self, file: str) -> None:
        self._taken_in(KeyFileDialog.ask(self, self._library, file))

    def _choose_key(self) -> None:
        """Bring a key that was made before, as on another laptop."""
        kinds = _("Signing keys (*.p12 *.pfx)")
        path = messages.choose_open_path(self, _("Choose a signing key"), kinds)
        if path is None:
            return
        try:
            locked = read_whole(path, LARGEST_KEY)
        except UserError as error:
            messages.tell_error(self, error)
            return
        self._taken_in(KeyFileDialog.ask(self, self._library, path.stem, locked))

    def _taken_in(self, made: Person | None) -> None:
        if made is None:
            return
        if len(self._library.people.here()) == 1:
            works_now(self._library, made.id)  # nobody else is here
        self._say(
            _("{name} has a key. Read its eight words to those who will check signatures.").format(
                name=isolate_answer(made.name)
            )
        )
        self.refresh()
        self._turn(self._of_people, made.id, self._person_details)
        self._of_people.focus_row(made.id)

    def _choose_card(self) -> None:
        path = messages.choose_open_path(self, _("Add a card"), _("Cards (*.json)"))
        if path is not None:
            self.add_card(path)

    def add_card(self, path: Path) -> None:
        """Take over the card in the file *path*, not compared, and offer to compare it."""
        refusal = UserError("This file is no card of a person. Nothing was taken over.")
        try:
            card = read_whole(path, LARGEST_CARD, refusal=refusal)
            met = self._library.contacts.meet_card(card, met_in=path.name)
        except UserError as error:
            messages.tell_error(self, error)
            return
        self.refresh()
        if not isinstance(met.holder, Contact):
            self._say(_("This is a card of this laptop. There is nothing to add."))
            return
        self._say(_met(met))
        contact = met.holder
        self._of_others.focus_row(contact.key)
        if not contact.is_checked and CompareDialog.ask(self, self._library, contact) is not None:
            self.refresh()
        if self._of_others.open_key() != contact.key:
            self._turn(self._of_others, contact.key, self._contact_details)


def _met(met: Met) -> str:
    """What became of a card that was added."""
    name = isolate_answer(met.holder.name)
    if met.said:
        return _(
            "This key is here already, as that of {name}. The card now says {said}; nothing was"
            " changed."
        ).format(name=name, said=isolate_answer(met.said))
    if not met.is_new:
        return _("This key is here already.")
    return _("The card of {name} is here. Its key counts once it is compared.").format(name=name)


def _person_row(person: Person, *, is_at_work: bool) -> TableRow:
    if person.has_left:
        here = TableCell(_("has left"), "dash", "text_muted")
    elif is_at_work:
        here = TableCell(_("works now"), "person", "ok")
    else:
        here = TableCell(_("here"), "ring", "text_muted")
    role = words.role_name(person.role) if person.role else "–"
    return TableRow(
        person.id,
        (
            TableCell(isolate_answer(person.name)),
            TableCell(isolate_answer(person.post) or "–"),
            TableCell(role),
            here,
        ),
    )
