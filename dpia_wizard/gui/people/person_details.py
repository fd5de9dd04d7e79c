"""One person of this laptop, opened: their key, and what one can do with the profile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dpia_wizard.core.people import Person
from dpia_wizard.errors import UserError
from dpia_wizard.files import write_whole
from dpia_wizard.gui import messages
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.moments import day
from dpia_wizard.gui.parts.buttons import LinkButton, SecondaryButton, SignButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.people import words
from dpia_wizard.gui.people.key_view import KeyView
from dpia_wizard.gui.people.person_dialogs import ChangePassphraseDialog, EditPersonDialog
from dpia_wizard.gui.people.printed_card import print_card
from dpia_wizard.gui.tab_order import read_in_order
from dpia_wizard.gui.words import _, isolate, isolate_answer
from dpia_wizard.workspace.at_work import works_now
from dpia_wizard.workspace.cards import card_name, card_of
from dpia_wizard.workspace.library import Library


class PersonDetails(Card):
    """`changed` gives a sentence on what was done; "" where there is nothing to say."""

    changed = Signal(str)

    def __init__(
        self, library: Library, person: Person, *, is_at_work: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self.setObjectName("person.details")
        self._library, self._person = library, person
        agency = words.told(person.agency)
        if agency:
            self.body.addWidget(PlainLabel(agency, role="small", wrap=True))
        since = _("Here since {date}.").format(date=day(person.made_at))
        if person.has_left:
            since = _("Left on {date}. What they signed stays theirs.").format(
                date=day(person.left_at)
            )
        self.body.addWidget(PlainLabel(since, role="small_muted", wrap=True))
        self.body.addWidget(KeyView(person.key))
        if not person.has_left:
            said = _("Read these words aloud to whoever has to check your signature.")
            self.body.addWidget(PlainLabel(said, role="small_muted", wrap=True))
        nest(self.body, self._acts(is_at_work=is_at_work))
        read_in_order(self)

    def _acts(self, *, is_at_work: bool) -> FlowLayout:
        person = self._person
        here = not person.has_left
        acts = FlowLayout(gap=8)
        buttons: tuple[tuple[str, str, Callable[[], None], bool], ...] = (
            ("now", _("I work here now"), self._work, here and not is_at_work),
            ("edit", _("Edit…"), self._edit, here),
            ("passphrase", _("Another passphrase…"), self._change_passphrase, here),
            ("save_card", _("Save the card…"), self._save_card, here),
            ("print_card", _("Print the card…"), self._print_card, here),
            ("back", _("Works here again"), self._come_back, not here),
        )
        for name, text, act, shown in buttons:
            if shown:
                button = SecondaryButton(text)
                button.setObjectName(f"person.{name}")
                button.clicked.connect(lambda _on=False, act=act: act())
                acts.addWidget(button)
        if here:
            leave = LinkButton(_("Has left…"), small=False)
            leave.setObjectName("person.leave")
            leave.clicked.connect(self._leave)
            acts.addWidget(leave)
        remove = SignButton(_("Remove…"), sign="trash", role="danger")
        remove.setObjectName("person.remove")
        remove.clicked.connect(self._remove)
        acts.addWidget(remove)
        return acts

    # What a person does

    def _work(self) -> None:
        works_now(self._library, self._person.id)
        self.changed.emit(
            _("{name} works here now. The history notes the post from now on.").format(
                name=isolate_answer(self._person.name)
            )
        )

    def _edit(self) -> None:
        if EditPersonDialog.ask(self, self._library, self._person):
            self.changed.emit("")

    def _change_passphrase(self) -> None:
        if ChangePassphraseDialog.ask(self, self._library, self._person):
            self.changed.emit(_("The new passphrase holds from now on."))

    def _save_card(self) -> None:
        path = messages.choose_save_path(
            self,
            _("Save the card"),
            Path.home() / card_name(self._person),
            _("Cards (*.json)"),
        )
        if path is None:
            return
        if path.suffix.lower() != ".json":
            path = path.with_name(f"{path.name}.json")
        try:
            write_whole(path, card_of(self._person))
        except UserError as error:
            messages.tell_error(self, error)
            return
        self.changed.emit(
            _(
                "Saved as {name}. Whoever gets it compares the eight words with {person} before"
                " the key counts."
            ).format(name=isolate(path.name), person=isolate_answer(self._person.name))
        )

    def _print_card(self) -> None:
        try:
            printed = print_card(self, self._person, today=self._library.world.today())
        except UserError as error:
            messages.tell_error(self, error)
            return
        if printed:
            self.changed.emit(_("Printed. Hand the card over yourself: it is proof only then."))

    def _leave(self) -> None:
        question = _(
            "Note that {name} works here no longer? They sign nothing more on this laptop. What"
            " they signed stays theirs, and the key can come back with them."
        ).format(name=isolate_answer(self._person.name))
        if messages.ask(self, question, _("Has left"), _("Go back")):
            self._do(lambda: self._library.people.leave(self._person.id))

    def _come_back(self) -> None:
        self._do(lambda: self._library.people.come_back(self._person.id))

    def _remove(self) -> None:
        question = _(
            "Remove {name} with the key? It cannot be brought back. This is for a profile that was"
            " made by mistake."
        ).format(name=isolate_answer(self._person.name))
        if messages.ask(self, question, _("Remove"), _("Keep it"), destructive=True):
            self._do(lambda: self._library.people.remove(self._person.id))

    def _do(self, act: Callable[[], object]) -> None:
        try:
            act()
        except UserError as error:
            messages.tell_error(self, error)
            return
        self.changed.emit("")
