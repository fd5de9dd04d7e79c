"""Compare the key of somebody else with its holder, and note how, by whom and whose it is."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dpia_wizard.core.participants import HEAD, PARTICIPANT
from dpia_wizard.core.people import Contact, Holder
from dpia_wizard.errors import UserError
from dpia_wizard.gui import messages
from dpia_wizard.gui.parts.buttons import SignButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.fields import LineEdit
from dpia_wizard.gui.parts.labelled import add_labelled
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.people import words
from dpia_wizard.gui.people.key_view import KeyView
from dpia_wizard.gui.people.person_fields import PersonFields
from dpia_wizard.gui.people.step_dialog import StepDialog
from dpia_wizard.gui.words import _, isolate_answer
from dpia_wizard.workspace.at_work import at_work
from dpia_wizard.workspace.contacts import Contacts
from dpia_wizard.workspace.library import Library


class CompareDialog(StepDialog):
    """Nothing is known of a key before somebody here says that the words are the same.

    ``checked`` is the contact afterwards, also where the words were found to differ.
    """

    def __init__(
        self, library: Library, contact: Contact, *, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(
            _("Compare a key with its holder"),
            _("The words are the same"),
            sign="check",
            parent=parent,
        )
        self.setObjectName("compare_key")
        self._contacts: Contacts = library.contacts
        self._contact = contact
        self.checked: Contact | None = None
        self.column.addWidget(
            PlainLabel(
                _(
                    "Call the person on a number that you knew before, or meet them. Let them read"
                    " their eight words to you. Do not read yours first, and do not take the words"
                    " from the message that the card came with."
                ),
                role="small",
                wrap=True,
            )
        )
        card = Card(state="chosen")
        card.body.addWidget(KeyView(contact.key))
        self.column.addWidget(card)
        agency = contact.agency if contact.is_checked else ""
        self._fields = PersonFields(
            name=contact.name or name, post=contact.post, agency=agency, role=contact.role
        )
        self._other = SignLabel("warning", "", ink="stop", role="stop", wrap=True)
        self._other.setObjectName("other_key")
        self._how = ComboBox((("", _("Choose how")), *words.ways()), name=_("How it was compared"))
        self._how.setObjectName("how")
        self._by = _who_compares(library)
        self._by.setObjectName("by")
        self.column.addWidget(self._other)
        add_labelled(self.column, _("How it was compared"), self._how)
        add_labelled(self.column, _("Compared by"), self._by)
        self.column.addWidget(self._fields)
        if contact.agency != agency:
            ask = _("The card says {agency} as the agency. Anybody can write that: ask for it.")
            said = ask.format(agency=isolate_answer(contact.agency))
            self.column.addWidget(PlainLabel(said, role="small_muted", wrap=True))
        differ = SignButton(_("They differ"), sign="cross")
        differ.setObjectName("differ")
        differ.clicked.connect(self._differ)
        self.foot.insertWidget(2, differ)
        self._fields.edited.connect(self._judge)
        self._how.edited.connect(lambda _value: self._judge())
        self._by.edited.connect(lambda _by: self._judge())
        self.go.clicked.connect(self._keep)
        self.fit(640, 680)
        self._judge()
        self.begin_at(self._how)

    @classmethod
    def ask(
        cls, parent: QWidget, library: Library, contact: Contact, *, name: str = ""
    ) -> Contact | None:
        """The contact as it is known now; None when somebody went back."""
        dialog = cls(library, contact, name=name, parent=parent)
        dialog.exec()
        dialog.deleteLater()
        return dialog.checked

    def _compared_by(self) -> str:
        by = self._by.text() if isinstance(self._by, LineEdit) else str(self._by.value())
        return by.strip()

    def _judge(self) -> None:
        said = self._fields.value()
        other = self._contacts.other_key(said["name"], self._contact.key) if said["name"] else None
        self._other.setVisible(other is not None)
        if other is not None:
            self._other.show_value("warning", _told_other(other))
        missing = self._fields.problem()
        if not missing and not self._how.value():
            missing = _("Say how it was compared.")
        if not missing and not self._compared_by():
            missing = _("Say who compared it.")
        if not missing and said["role"] in (PARTICIPANT, HEAD) and not said["agency"]:
            missing = _("Write the agency, as the holder says it: it decides where they sign.")
        self.wait_for(missing)

    def _keep(self) -> None:
        said = self._fields.value()
        try:
            self.checked = self._contacts.check(
                self._contact.key, str(self._how.value()), by=self._compared_by(), **said
            )
        except UserError as error:
            self.say(messages.sentence_of(error))
            return
        self.accept()

    def _differ(self) -> None:
        """Take back what was known of the key, and say what it means."""
        if self._contact.is_checked:
            self.checked = self._contacts.uncheck(self._contact.key)
        messages.tell(
            self,
            _(
                "This is not the key of the person you spoke to. It stays not compared, and"
                " nothing that is signed with it counts. Ask the person for their card again, and"
                " tell your supervisor where this one came from."
            ),
        )
        self.accept()


def _who_compares(library: Library) -> LineEdit | ComboBox:
    """The people who work here, with the one at work chosen; a line where nobody has a profile."""
    if not library.people.all():
        return LineEdit(name=_("Compared by"))
    people = ((person.id, words.who(person)) for person in library.people.here())
    by = ComboBox((("", _("Choose who")), *people), name=_("Compared by"))
    person = at_work(library)
    by.show_value("" if person is None else person.id)
    return by


def _told_other(other: Holder) -> str:
    return _("{what} Ask why there is a new one before you go on.").format(
        what=words.other_key(other)
    )
