"""The dialogs of people, keys, sign-offs and the history's check as they are pictured."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from dpia_wizard.core.people import Person
from dpia_wizard.gui.history.check_dialog import CheckDialog
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.row_table import RowTable
from dpia_wizard.gui.people.compare_dialog import CompareDialog
from dpia_wizard.gui.people.people_dialog import PeopleDialog
from dpia_wizard.gui.people.person_dialogs import (
    ChangePassphraseDialog,
    EditPersonDialog,
    NewPersonDialog,
)
from dpia_wizard.gui.people.sign_off_dialog import SignOffDialog, to_sign
from dpia_wizard.gui.people.words import ROLES, role_name
from dpia_wizard.gui.report.copies import CopiesDialog
from dpia_wizard.gui.report.page_images import PageImages
from dpia_wizard.gui.report.scan_dialog import ScanDialog
from dpia_wizard.gui.review.words import post_of
from dpia_wizard.gui.words import current_words
from dpia_wizard.workspace.at_work import works_now
from dpia_wizard.workspace.cards import card_of
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.people import new_key
from dpia_wizard.workspace.printed_card import card_pdf

_PHRASE = "plain words of these pictures"
_NAMES = {"author": "Олена Приклад", "supervisor": "مريم مثال (CP) 2", "head": "A. Sample"}
_OTHERS = ("Petro Zrazok", "نور النموذج")


def steps(
    open_: OpenAssessment, library: Library, parent: QWidget
) -> Iterator[tuple[str, QWidget]]:
    """Each dialog by its name, over *parent*; people and keys are kept in the library."""
    people = _people(open_, library)
    author, supervisor, _head = people
    contacts = library.contacts.all()
    dialogs: tuple[tuple[str, QDialog], ...] = (
        ("here", _opened(PeopleDialog(library, parent), "people.here", supervisor.id)),
        ("contacts", _opened(PeopleDialog(library, parent), "people.contacts", contacts[0].key)),
        ("add", NewPersonDialog(library, name=_OTHERS[0], role="adviser", parent=parent)),
        ("edit", EditPersonDialog(library, author, parent)),
        ("passphrase", ChangePassphraseDialog(library, author, parent)),
        ("compare", CompareDialog(library, contacts[-1], parent=parent)),
        ("sign", SignOffDialog(library, to_sign(open_, "head", lambda *_made: None), parent)),
        ("copies", CopiesDialog(3, parent)),
        (
            "scan",
            ScanDialog(
                open_,
                library,
                Path("scan 2026-11-21 (2).pdf"),
                {role: role_name(role) for role in ROLES},
                parent,
            ),
        ),
        ("check", CheckDialog(library, open_.editing.assessment.id, parent)),
    )
    for name, dialog in dialogs:
        dialog.show()
        yield name, dialog
        dialog.reject()
        dialog.deleteLater()
    card = _printed(supervisor, library.world.today())
    yield "card", card
    card.deleteLater()


def _people(open_: OpenAssessment, library: Library) -> tuple[Person, ...]:
    """Three people of this laptop, one of them at work; two keys of others, one compared."""
    if not library.people.all():
        for role, name in _NAMES.items():
            post = post_of(open_.editing, role)
            key = new_key(_PHRASE)
            library.people.add(key, name=name, post=post, agency="Agency A", role=role)
        works_now(library, library.people.all()[0].id)
        for name in _OTHERS:
            key = new_key(_PHRASE)
            stranger = Person("", name, "DPO", "Agency B", "", key.key, key.certificate, "")
            library.contacts.meet_card(card_of(stranger), met_in="card-2026.json")
        first = library.contacts.all()[0]
        library.contacts.check(first.key, "voice", by=_NAMES["head"], role="adviser")
    return library.people.all()


def _opened(dialog: PeopleDialog, table: str, key: str) -> PeopleDialog:
    """The same with the row of *key* opened."""
    dialog.show()  # a row that is opened scrolls into sight
    rows = dialog.findChild(RowTable, table)
    if rows is not None:
        rows.opened.emit(key)
    return dialog


def _printed(person: Person, today: str) -> QLabel:
    """The card of *person* as it comes out of a printer."""
    images = PageImages(card_pdf(person, current_words(), today=today))
    card = QLabel()
    card.setPixmap(QPixmap.fromImage(images.image(0, 1.5)))
    card.resize(card.pixmap().size())
    images.close()
    return card
