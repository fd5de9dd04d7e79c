"""The key of somebody else, opened: where it came from, and whether somebody here compared it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dpia_wizard.core.people import Contact, Holder
from dpia_wizard.errors import UserError
from dpia_wizard.gui import messages
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.moments import day
from dpia_wizard.gui.parts.buttons import SecondaryButton, SignButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.people import words
from dpia_wizard.gui.people.compare_dialog import CompareDialog
from dpia_wizard.gui.people.key_view import KeyView
from dpia_wizard.gui.tab_order import read_in_order
from dpia_wizard.gui.words import _, isolate_answer
from dpia_wizard.workspace.library import Library


class ContactDetails(Card):
    """`changed` gives a sentence on what was done; "" where there is nothing to say."""

    changed = Signal(str)

    def __init__(
        self,
        library: Library,
        contact: Contact,
        other: Holder | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(state="stop" if other is not None else "plain", parent=parent)
        self.setObjectName("contact.details")
        self._library, self._contact = library, contact
        if other is not None:
            warning = SignLabel(
                "warning", words.other_key(other), ink="stop", role="stop", wrap=True
            )
            self.body.addWidget(warning)
        said = words.told(contact.name, contact.post, contact.agency)
        if contact.is_checked:
            self.body.addWidget(PlainLabel(said, role="small", wrap=True))
            if contact.role:
                role = _("Signs as: {role}").format(role=words.role_name(contact.role))
                self.body.addWidget(PlainLabel(role, role="small", wrap=True))
        else:
            says = _("The card says: {said}. Anybody can write that.").format(said=said or "–")
            self.body.addWidget(PlainLabel(says, role="small", wrap=True))
        self.body.addWidget(PlainLabel(words.state_of(contact), role="small", wrap=True))
        if contact.met_at:
            met = _("Came on {date} with {file}.") if contact.met_in else _("Came on {date}.")
            self.body.addWidget(
                PlainLabel(
                    met.format(date=day(contact.met_at), file=isolate_answer(contact.met_in)),
                    role="small_muted",
                    wrap=True,
                )
            )
        self.body.addWidget(KeyView(contact.key))
        acts = FlowLayout(gap=8)
        compare = SecondaryButton(
            _("Compare again…") if contact.is_checked else _("Compare with the holder…")
        )
        compare.setObjectName("contact.compare")
        compare.clicked.connect(self._compare)
        acts.addWidget(compare)
        if contact.is_checked:
            uncheck = SignButton(_("The key counts no longer…"), role="danger")
            uncheck.setObjectName("contact.uncheck")
            uncheck.clicked.connect(self._uncheck)
            acts.addWidget(uncheck)
        nest(self.body, acts)
        read_in_order(self)

    def _compare(self) -> None:
        found = CompareDialog.ask(self, self._library, self._contact)
        if found is not None:
            said = words.state_of(found) if found.is_checked else ""
            self.changed.emit(said)

    def _uncheck(self) -> None:
        question = _(
            "Shall the key of {name} count no longer? Do this when it was compared by mistake, or"
            " when the holder lost it. What is signed with it is marked from then on."
        ).format(name=isolate_answer(self._contact.name))
        if not messages.ask(self, question, _("It counts no longer"), _("Go back")):
            return
        try:
            self._library.contacts.uncheck(self._contact.key)
        except UserError as error:
            messages.tell_error(self, error)
            return
        self.changed.emit("")
