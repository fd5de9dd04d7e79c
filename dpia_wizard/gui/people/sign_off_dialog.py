"""Sign off: who signs, what they sign in plain words, and the passphrase of their key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from dpia_wizard.core.change import Change, Step
from dpia_wizard.core.model import Assessment, Decision
from dpia_wizard.core.participants import (
    agencies,
    participants,
    role_of,
    roles_for,
    stands_for,
)
from dpia_wizard.core.people import Person, looks
from dpia_wizard.core.workflow import Move
from dpia_wizard.core.workflow_rules import ParticipantRule
from dpia_wizard.errors import UserError
from dpia_wizard.gui import messages
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.labelled import add_labelled
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.people import words
from dpia_wizard.gui.people.key_passphrase import KeyPassphrase
from dpia_wizard.gui.people.person_dialogs import NewPersonDialog
from dpia_wizard.gui.people.step_dialog import StepDialog
from dpia_wizard.gui.people.what_is_signed import decision_told, what_you_sign
from dpia_wizard.gui.tab_order import read_in_order
from dpia_wizard.gui.tasks import Task
from dpia_wizard.gui.words import _, isolate_answer, shortened
from dpia_wizard.workspace.at_work import at_work
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.signing_off import decide_and_sign, sign_off

_MADE = ("attachments", "decisions", "remarks", "sign_offs")
"""What signing puts into an assessment."""

_LONGEST = 44
"""The most characters of a name in the list; it stands whole below."""


@dataclass(frozen=True, slots=True)
class ToSign:
    """What is signed in which *role*, and what is done with the key.

    *prepare* runs beside the window with the person, the key still locked and the passphrase;
    *keep* takes the person, the passphrase and what came of it. Both may raise `UserError`.
    *named* is what the record says of who signs: name, post, agency. *places* are the agencies that
    sign for themselves, by their fields, and *rule* says who signs for one.
    """

    role: str
    what: str
    keep: Callable[[Person, str, Any], None]
    prepare: Callable[[Person, bytes, str], object] | None = None
    decides: str = ""
    named: Mapping[str, str] | None = None
    places: Mapping[str, str] = field(default_factory=dict)
    rule: ParticipantRule | None = None

    @property
    def signs_as(self) -> str:
        """What the signature is called."""
        return words.role_name(self.role, self.places.get(self.role, ""))

    def may_sign(self, person: Person) -> bool:
        """Whether it is for *person* to give, by role and agency."""
        role_fits = person.role in roles_for(self.role, self.rule)
        return role_fits and stands_for(self.role, person.agency, self.places, self.rule)


class SignOffDialog(StepDialog):
    """Asks and signs; it closes by itself once the signature is kept. ``is_signed`` tells."""

    def __init__(self, library: Library, to_sign: ToSign, parent: QWidget | None = None) -> None:
        title = _("Sign as {role}").format(role=to_sign.signs_as)
        super().__init__(title, _("Sign now"), sign="seal", parent=parent)
        self.setObjectName("sign_off")
        self._library, self._to_sign = library, to_sign
        self._task: Task | None = None
        self.is_signed = False
        what = Card(state="note")
        what.body.setSpacing(4)
        what.body.addWidget(PlainLabel(_("What you sign"), role="strong"))
        for sentence in (to_sign.decides, to_sign.what):
            if sentence:
                what.body.addWidget(PlainLabel(sentence, role="small", wrap=True))
        covers = _(
            "Your key stands under the content exactly as it is now. Mending a typing mistake keeps"
            " it; every other change will show."
        )
        what.body.addWidget(PlainLabel(covers, role="small_muted", wrap=True))
        self.column.addWidget(what)
        self._who = ComboBox((), name=_("Who signs"))
        self._who.setObjectName("sign.who")
        add_labelled(self.column, _("Who signs"), self._who)
        self._told = PlainLabel("", role="small", wrap=True)
        self._told.setObjectName("sign.told")
        self.column.addWidget(self._told)
        self._nobody = PlainLabel("", role="small", wrap=True)
        self._nobody.setObjectName("sign.nobody")
        self.column.addWidget(self._nobody)
        self._add = LinkButton(_("Add a person who signs this…"), sign="plus")
        self._add.setObjectName("sign.add")
        self.column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeading)
        self._other = SignLabel("info", "", ink="note_line", role="small", wrap=True)
        self._other.setObjectName("sign.other")
        self.column.addWidget(self._other)
        self._passphrase = KeyPassphrase(self.column, "sign.passphrase")
        self._who.edited.connect(lambda _value: self._chosen())
        self._passphrase.edited.connect(lambda _text: self._judge())
        self._add.clicked.connect(self._add_person)
        self.go.setObjectName("sign.now")
        self.go.clicked.connect(self._begin)
        self._offer(at_work(library))
        self.fit(580, 560)
        self.begin_at(self._passphrase if self._people else self._add)

    @classmethod
    def sign(cls, parent: QWidget, library: Library, to_sign: ToSign) -> bool:
        """Whether it was signed."""
        dialog = cls(library, to_sign, parent)
        dialog.exec()
        signed = dialog.is_signed
        dialog._passphrase.clear()
        dialog.deleteLater()
        return signed

    def done(self, result: int) -> None:
        """Leave; a signature that is being made is not waited for."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        super().done(result)

    # Who

    def _offer(self, first: Person | None = None) -> None:
        here = self._library.people.here()
        self._people = {one.id: one for one in here if self._to_sign.may_sign(one)}
        self._who.set_options(
            [
                (id, isolate_answer(shortened(one.name, _LONGEST)))
                for id, one in self._people.items()
            ]
        )
        if first is not None and first.id in self._people:
            self._who.show_value(first.id)
        is_empty = not self._people
        self._who.setVisible(not is_empty)
        self._passphrase.setEnabled(not is_empty)
        self._nobody.setText(self._who_could())
        self._nobody.setVisible(is_empty)
        self._add.setVisible(is_empty)
        self._chosen()
        read_in_order(self)

    def _who_could(self) -> str:
        """What to do where nobody here may sign it."""
        to_sign = self._to_sign
        if agency := to_sign.places.get(to_sign.role):
            return _(
                "Nobody on this laptop signs for {agency} yet. Add them, or say in their profile"
                " under People and keys that they are of this agency and sign as a participant."
            ).format(agency=isolate_answer(agency))
        return _(
            "Nobody on this laptop signs as {role} yet. Add them, or say it in their profile under"
            " People and keys."
        ).format(role=to_sign.signs_as)

    def _person(self) -> Person | None:
        return self._people.get(str(self._who.value()))

    def _chosen(self) -> None:
        """Say it where the record names somebody else for this role."""
        person, named = self._person(), (self._to_sign.named or {}).get("name", "").strip()
        told = "" if person is None else words.told(person.name, person.post, person.agency)
        self._told.setText(told)
        self._told.setVisible(bool(told))
        differs = person is not None and bool(named) and looks(named) != looks(person.name)
        self._other.show_value(
            "info",
            _("The record names {name} for this. The signature will be in the other name.").format(
                name=isolate_answer(named)
            ),
        )
        self._other.setVisible(differs)
        self._judge()

    def _judge(self) -> None:
        if self._task is not None:
            return
        nobody = "" if self._people else _("Somebody has to sign it.")
        self.wait_for(nobody or self._passphrase.problem())

    def _add_person(self) -> None:
        named = {**(self._to_sign.named or {}), "role": role_of(self._to_sign.role)}
        made = NewPersonDialog.ask(self, self._library, **named)
        if made is not None:
            self._offer(made)
            self.begin_at(self._passphrase if self._people else self._add)

    # Signing

    def _begin(self) -> None:
        person = self._person()
        if person is None or not self.go.isEnabled():
            return
        self.say("")
        prepare, passphrase = self._to_sign.prepare, self._passphrase.text()
        self.show_busy(_("Signing…"))
        if prepare is None:
            QTimer.singleShot(0, self, lambda: self._keep(person, passphrase, None))
            return
        locked = self._library.people.locked_key(person.id)
        self._task = Task(prepare, person, locked, passphrase, parent=self)
        self._task.done.connect(lambda made: self._keep(person, passphrase, made))
        self._task.failed.connect(self._failed)
        self._task.start()

    def _keep(self, person: Person, passphrase: str, made: object) -> None:
        self._task = None
        try:
            self._to_sign.keep(person, passphrase, made)
        except UserError as error:
            self._failed(error)
            return
        self.is_signed = True
        self.accept()

    def _failed(self, error: Exception) -> None:
        self._task = None
        self.show_busy("")
        self._judge()
        if not isinstance(error, UserError):
            raise error
        self.say(messages.sentence_of(error))
        self._passphrase.ask_again()


def ask(parent: QWidget, open_: OpenAssessment, role: str, decision: str = "") -> bool:
    """Let somebody sign the open assessment in *role*, with the decision of this id where one was
    just made; whether they did."""
    library = _library(open_)

    def keep(person: Person, passphrase: str, _made: object) -> None:
        keep_told(
            open_,
            lambda: sign_off(
                library, open_.editing, person.id, passphrase, role=role, decision=decision
            ),
        )

    made = open_.editing.assessment.decisions.get(decision)
    return SignOffDialog.sign(parent, library, to_sign(open_, role, keep, decision=made))


def ask_to_decide(
    parent: QWidget,
    open_: OpenAssessment,
    role: str,
    move: Move,
    *,
    reason: str = "",
    until: str = "",
) -> bool:
    """Let somebody in *role* make *move* and sign it in one go; whether they did. Who goes back has
    decided nothing."""
    library = _library(open_)

    def keep(person: Person, passphrase: str, _made: object) -> None:
        keep_told(
            open_,
            lambda: decide_and_sign(
                library,
                open_.editing,
                move,
                person.id,
                passphrase,
                role=role,
                reason=reason,
                until=until,
            ),
        )

    would_be = Decision("", move, "", "", reason=reason, until=until)
    return SignOffDialog.sign(parent, library, to_sign(open_, role, keep, decision=would_be))


def to_sign(
    open_: OpenAssessment,
    role: str,
    keep: Callable[[Person, str, Any], None],
    *,
    decision: Decision | None = None,
    prepare: Callable[[Person, bytes, str], object] | None = None,
) -> ToSign:
    """What is signed of an open assessment."""
    row = open_.editing.assessment.rows.get(f"record.{role}")
    cells = {} if row is None else row.cells
    named = {name: str(cells.get(name, "")) for name in ("name", "post", "agency")}
    places = agencies(participants(open_.editing.pack, open_.editing.assessment))
    if role in places:
        named["agency"] = places[role]
    return ToSign(
        role,
        what_you_sign(open_.editing, open_.wording, post=named["post"]),
        keep,
        prepare,
        "" if decision is None else decision_told(decision),
        named,
        places,
        open_.editing.pack.workflow.participants,
    )


def keep_told(open_: OpenAssessment, act: Callable[[], object]) -> None:
    """Do *act*, which signs or keeps what was signed, after what was typed, and tell every page
    what it put there.

    Raises the `UserError` of *act*, and where what was typed cannot be kept.
    """
    trouble: list[UserError] = []

    def do() -> Step | None:
        before = open_.editing.assessment
        try:
            act()
        except UserError as error:
            trouble.append(error)
        return _between(before, open_.editing.assessment)

    if not open_.keep(do):
        raise UserError("What was typed last is not saved yet, so nothing was signed.")
    if trouble:
        raise trouble[0]


def _between(before: Assessment, after: Assessment) -> Step | None:
    """What signing put into an assessment, as one step."""
    changes = []
    for name in _MADE:
        there = getattr(before, name)
        new = [record for id, record in getattr(after, name).items() if id not in there]
        changes += [Change(None, record) for record in new]
    return Step("sign off", tuple(changes)) if changes else None


def _library(open_: OpenAssessment) -> Library:
    if open_.library is None:
        raise UserError("This assessment is in no library, so nobody can sign it here.")
    return open_.library
