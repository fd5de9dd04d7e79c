"""Sign a report: the PDF in the place of a role, and the content of the assessment with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from dpia_wizard.core.participants import agencies, participants
from dpia_wizard.core.people import Person
from dpia_wizard.core.workflow_rules import ROLES, ParticipantRule
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.people import words
from dpia_wizard.gui.people.sign_off_dialog import SignOffDialog, ToSign, keep_told, to_sign
from dpia_wizard.gui.words import _
from dpia_wizard.workspace import signing
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.signing_off import (
    must_be_allowed,
    sign_off,
    sign_off_verdicts,
    unsigned,
)


@dataclass(frozen=True, slots=True)
class Named:
    """Whom the record names for a role."""

    name: str = ""
    post: str = ""
    agency: str = ""

    @property
    def words(self) -> str:
        """Name, post and agency in one line."""
        return words.told(self.name, self.post, self.agency)


def named_in(open_: OpenAssessment) -> dict[str, Named]:
    """Whom the record names for each role, by the name of its signature field."""
    found: dict[str, Named] = {}
    for field in ROLES:
        row = open_.editing.assessment.rows.get(f"record.{field}")
        cells: Mapping[str, object] = {} if row is None else row.cells
        name, post, agency = (str(cells.get(c, "")) for c in ("name", "post", "agency"))
        found[field] = Named(name, post, agency)
    return found


def agencies_of(open_: OpenAssessment) -> dict[str, str]:
    """The agencies that sign an open assessment for themselves, by the fields of their places."""
    return agencies(participants(open_.editing.pack, open_.editing.assessment))


def sign_own(
    parent: QWidget, open_: OpenAssessment, library: Library, pdf: bytes, field: str, language: str
) -> bytes | None:
    """Sign the assessment and its report *pdf* in the place *field*; None when nobody did."""
    signed: list[bytes] = []
    agency = agencies_of(open_).get(field)
    waiting = [
        one.decision
        for one in unsigned(library, open_.editing)
        if field in one.roles or agency in one.agencies
    ]
    decision = waiting[-1] if waiting else None

    def prepare(person: Person, locked: bytes, passphrase: str) -> bytes:
        must_be_allowed(open_.editing, person, field, decision)
        return _signed(pdf, field, person, locked, passphrase, language)

    def keep(person: Person, passphrase: str, made: bytes) -> None:
        if decision is not None or not _has_signed(library, open_, person, field):
            keep_told(
                open_,
                lambda: sign_off(
                    library,
                    open_.editing,
                    person.id,
                    passphrase,
                    role=field,
                    decision="" if decision is None else decision.id,
                ),
            )
        signed.append(made)

    asked = to_sign(open_, field, keep, decision=decision, prepare=prepare)
    return signed[0] if SignOffDialog.sign(parent, library, asked) else None


def sign_other(
    parent: QWidget,
    library: Library,
    pdf: bytes,
    field: str,
    language: str,
    places: Mapping[str, str],
    rule: ParticipantRule | None,
) -> bytes | None:
    """Sign a report from elsewhere in the place *field*, where *places* are those of agencies that
    sign for themselves and *rule* says who does so for one; None when nobody did."""
    signed: list[bytes] = []

    def prepare(person: Person, locked: bytes, passphrase: str) -> bytes:
        return _signed(pdf, field, person, locked, passphrase, language)

    def keep(_person: Person, _passphrase: str, made: bytes) -> None:
        signed.append(made)

    what = _("This file, which comes from elsewhere, exactly as it is. Read it before you sign.")
    named = {"agency": places[field]} if field in places else None
    asked = ToSign(field, what, keep, prepare, named=named, places=places, rule=rule)
    return signed[0] if SignOffDialog.sign(parent, library, asked) else None


def _signed(
    pdf: bytes, field: str, person: Person, locked: bytes, passphrase: str, language: str
) -> bytes:
    return signing.sign_report(
        pdf,
        field=field,
        key=locked,
        passphrase=passphrase,
        signer=signing.Signer(person.name, person.post, person.agency),
        language=language,
    )


def _has_signed(library: Library, open_: OpenAssessment, person: Person, field: str) -> bool:
    """Whether what a person signed in this role still counts, so that once is enough."""
    editing = open_.editing
    return any(
        one.counts and one.sign_off.key == person.key and one.sign_off.role == field
        for one in sign_off_verdicts(library, editing.assessment, pack=editing.pack)
    )
