"""Add a person with a key of their own, say something of them anew, change their passphrase."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dpia_wizard.core.people import Person
from dpia_wizard.errors import UserError
from dpia_wizard.gui import messages
from dpia_wizard.gui.parts.labels import PlainLabel, rule
from dpia_wizard.gui.people import words
from dpia_wizard.gui.people.key_passphrase import KeyPassphrase
from dpia_wizard.gui.people.person_fields import PersonFields
from dpia_wizard.gui.people.step_dialog import StepDialog
from dpia_wizard.gui.start.passphrase import NewPassphrase
from dpia_wizard.gui.tasks import Task
from dpia_wizard.gui.words import _, isolate_answer
from dpia_wizard.workspace.key_files import take_over
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.people import NewKey, is_for_holder, key_from, new_key


class NewPersonDialog(StepDialog):
    """Who it is, and a passphrase that only they know. ``made`` is the person, once kept."""

    def __init__(
        self,
        library: Library,
        *,
        name: str = "",
        post: str = "",
        agency: str = "",
        role: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Add a person"), _("Make the key"), sign="plus", parent=parent)
        self.setObjectName("new_person")
        self._library = library
        self._task: Task | None = None
        self.made: Person | None = None
        self._fields = PersonFields(name=name, post=post, agency=agency, role=role)
        self._passphrase = NewPassphrase(advice=False)
        self.column.addWidget(self._fields)
        self.column.addSpacing(4)
        self.column.addWidget(rule())
        self.column.addWidget(
            PlainLabel(
                _(
                    "The passphrase of this person's key. Hand over the keyboard: nobody else"
                    " should know it, and nobody can find it again. It is asked for at every"
                    " signature."
                ),
                role="small",
                wrap=True,
            )
        )
        self.column.addWidget(self._passphrase)
        self._fields.edited.connect(self._judge)
        self._passphrase.edited.connect(self._judge)
        self._passphrase.entered.connect(self._press)
        self.go.clicked.connect(self._begin)
        self.fit()
        self._judge()
        self.begin_at(self._fields)

    @classmethod
    def ask(cls, parent: QWidget, library: Library, **known: str) -> Person | None:
        """The new person; None when somebody went back. *known* fills the fields beforehand."""
        dialog = cls(library, parent=parent, **known)
        dialog.exec()
        dialog.deleteLater()
        return dialog.made

    def done(self, result: int) -> None:
        """Leave; a key that is being made is not waited for."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        super().done(result)

    def _judge(self) -> None:
        if self._task is None:
            self.wait_for(self._fields.problem() or self._passphrase.problem())

    def _press(self) -> None:
        if self.go.isEnabled():
            self._begin()

    def _begin(self) -> None:
        self.say("")
        self._task = Task(new_key, self._passphrase.value(), parent=self)
        self._task.done.connect(self._keep)
        self._task.failed.connect(self._failed)
        self.show_busy(_("Making the key…"))
        self._task.start()

    def _keep(self, key: NewKey) -> None:
        try:
            self.made = self._library.people.add(key, **self._fields.value())
        except UserError as error:
            self._failed(error)
            return
        self._task = None
        self.accept()

    def _failed(self, error: Exception) -> None:
        self._task = None
        self.show_busy("")
        self._judge()
        if not isinstance(error, UserError):
            raise error
        self.say(messages.sentence_of(error))
        self.begin_at(self._fields)


class KeyFileDialog(StepDialog):
    """Make a person of a key that was made before, with its own passphrase. ``made`` is the person,
    once kept."""

    def __init__(
        self,
        library: Library,
        file: str,
        locked: bytes | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """*file* names a key beside the library, or with *locked* a key from elsewhere."""
        title = _("Whose key is {file}?").format(file=isolate_answer(file))
        super().__init__(title, _("Make a person of it"), parent=parent)
        self.setObjectName("key_file")
        self._library, self._file, self._locked = library, file, locked
        self.made: Person | None = None
        role = file.partition("-")[0]
        self._fields = PersonFields(role=role if role in words.ROLES else "")
        self.column.addWidget(self._fields)
        self._passphrase = KeyPassphrase(self.column)
        self._fields.edited.connect(self._judge)
        self._passphrase.edited.connect(lambda _text: self._judge())
        self.go.clicked.connect(self._keep)
        self.fit()
        self._judge()
        self.begin_at(self._fields)

    @classmethod
    def ask(
        cls, parent: QWidget, library: Library, file: str, locked: bytes | None = None
    ) -> Person | None:
        """The person whose key it is from now on; None when somebody went back."""
        dialog = cls(library, file, locked, parent)
        dialog.exec()
        dialog.deleteLater()
        return dialog.made

    def _judge(self) -> None:
        self.wait_for(self._fields.problem() or self._passphrase.problem())

    def _keep(self) -> None:
        self.say("")
        people, passphrase = self._library.people, self._passphrase.text()
        said = self._fields.value()
        try:
            if self._locked is None:
                folder = self._library.folder
                self.made = take_over(people, folder, self._file, passphrase, **said)
            else:
                self.made = people.add(key_from(self._locked, passphrase), **said)
        except UserError as error:
            self.say(messages.sentence_of(error))
            self._passphrase.ask_again()
            return
        self.accept()


class EditPersonDialog(StepDialog):
    """What is said of a person; the key stays the same."""

    def __init__(self, library: Library, person: Person, parent: QWidget | None = None) -> None:
        super().__init__(_("What is said of this person"), _("Keep it"), parent=parent)
        self.setObjectName("edit_person")
        self._library, self._person = library, person
        self._fields = PersonFields(
            name=person.name, post=person.post, agency=person.agency, role=person.role
        )
        self.column.addWidget(self._fields)
        self.column.addWidget(
            PlainLabel(
                _("The key stays the same. What was signed before keeps the words of that day."),
                role="small_muted",
                wrap=True,
            )
        )
        self._own = QWidget()
        own = QVBoxLayout(self._own)
        own.setContentsMargins(0, 0, 0, 0)
        own.setSpacing(4)
        told = _("Another role or agency is for the holder of the key to take.")
        own.addWidget(PlainLabel(told, role="small", wrap=True))
        self._passphrase = KeyPassphrase(own)
        self.column.addWidget(self._own)
        self._fields.edited.connect(self._judge)
        self._passphrase.edited.connect(lambda _text: self._judge())
        self.go.clicked.connect(self._keep)
        self.fit(high=560)
        self._judge()
        self.begin_at(self._fields)

    @classmethod
    def ask(cls, parent: QWidget, library: Library, person: Person) -> bool:
        """Whether something is said anew."""
        dialog = cls(library, person, parent)
        answered = dialog.exec() == cls.DialogCode.Accepted
        dialog.deleteLater()
        return answered

    def _judge(self) -> None:
        said = self._fields.value()
        is_new = is_for_holder(self._person, agency=said["agency"], role=said["role"])
        self._own.setVisible(is_new)
        missing = self._passphrase.problem() if is_new else ""
        self.wait_for(self._fields.problem() or missing)

    def _keep(self) -> None:
        said, own = self._fields.value(), self._passphrase.text()
        try:
            self._library.people.edit(self._person.id, **said, passphrase=own)
        except UserError as error:
            self.say(messages.sentence_of(error))
            self._passphrase.ask_again()
            return
        self.accept()


class ChangePassphraseDialog(StepDialog):
    """The passphrase of a key: the one before, and the new one twice."""

    def __init__(self, library: Library, person: Person, parent: QWidget | None = None) -> None:
        super().__init__(_("Another passphrase"), _("Change it"), parent=parent)
        self.setObjectName("change_key_passphrase")
        self._library, self._person = library, person
        self.column.addWidget(
            PlainLabel(
                _("The key of {name}.").format(name=isolate_answer(person.name)),
                role="small",
                wrap=True,
            )
        )
        self._before = KeyPassphrase(self.column, "passphrase.before", is_old=True)
        self._new = NewPassphrase()
        self.column.addSpacing(4)
        self.column.addWidget(self._new)
        self._before.edited.connect(lambda _text: self._judge())
        self._new.edited.connect(self._judge)
        self._new.entered.connect(self._press)
        self.go.clicked.connect(self._keep)
        self.fit()
        self._judge()
        self.begin_at(self._before)

    @classmethod
    def ask(cls, parent: QWidget, library: Library, person: Person) -> bool:
        """Whether the passphrase is another one now."""
        dialog = cls(library, person, parent)
        answered = dialog.exec() == cls.DialogCode.Accepted
        dialog.deleteLater()
        return answered

    def _judge(self) -> None:
        self.wait_for(self._before.problem() or self._new.problem())

    def _press(self) -> None:
        if self.go.isEnabled():
            self._keep()

    def _keep(self) -> None:
        self.say("")
        try:
            self._library.people.change_passphrase(
                self._person.id, self._before.text(), self._new.value()
            )
        except UserError as error:
            self.say(messages.sentence_of(error))
            self._before.ask_again()
            return
        self.accept()
