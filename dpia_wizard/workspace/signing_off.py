"""Put a key under the exact content of an assessment, and check what was put under it."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from dpia_wizard import crypto
from dpia_wizard.core import seal, sign_offs
from dpia_wizard.core.model import SignOff
from dpia_wizard.core.participants import (
    PARTICIPANT,
    agencies,
    is_for_agency,
    participants,
    place_of,
    role_of,
    roles_for,
    stands_for,
)
from dpia_wizard.core.sign_offs import SignOffVerdict, Unsigned
from dpia_wizard.errors import NotAllowed, UserError, WrongPassphrase
from dpia_wizard.sealing import read_sealed, seal_file, sealed_bytes, statement
from dpia_wizard.workspace.deciding import decide

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dpia_wizard.core.catalogue import Pack
    from dpia_wizard.core.model import Assessment, Decision
    from dpia_wizard.core.people import Person
    from dpia_wizard.core.seal import Sealed, SealStanding
    from dpia_wizard.core.workflow import Move
    from dpia_wizard.core.workflow_rules import ParticipantRule
    from dpia_wizard.crypto import OpenedKey
    from dpia_wizard.workspace.editing import Editing
    from dpia_wizard.workspace.library import Library


class SealedContents:
    """The contents that sign-offs cover, read once each: they never change under their hash."""

    def __init__(self, blob: Callable[[str], bytes]) -> None:
        self._blob = blob
        self._read: dict[str, Sealed | None] = {}

    def read(self, sha256: str) -> Sealed | None:
        """The sealed content of this hash; None where it is not here or was never sealed."""
        if self._read.get(sha256) is None:  # what is not here yet may still come
            self._read[sha256] = self._found(sha256)
        return self._read[sha256]

    def _found(self, sha256: str) -> Sealed | None:
        try:
            content = self._blob(sha256)
            if hashlib.sha256(content).hexdigest() != sha256:
                return None
            return read_sealed(content)
        except UserError:
            return None


def open_key(library: Library, person: Person, passphrase: str) -> OpenedKey:
    """The key of a person, ready to sign; takes a moment. Raises `WrongPassphrase`."""
    opened = crypto.open_signing_key(library.people.locked_key(person.id), passphrase)
    if opened.certificate != person.certificate:
        raise WrongPassphrase("This key is not the one of {name}.", name=person.name)
    return opened


def sign_off(
    library: Library,
    editing: Editing,
    person_id: str,
    passphrase: str,
    *,
    role: str,
    decision: str = "",
) -> SignOff:
    """Sign the assessment as it stands, or with it the *decision* of this id that was just made.
    In the role of a participant somebody signs in the place of their agency, and with it the
    approval, where that stands already.

    Raises `WrongPassphrase`, or `NotAllowed` where it is not for this person to sign; then nothing
    was changed.
    """
    person = library.people.person(person_id)
    made = editing.assessment.decisions.get(decision)
    if decision and made is None:
        raise UserError("There is no decision {id} in this assessment.", id=decision)
    if role == PARTICIPANT:
        role = own_place(editing, person)
    if made is None and role_of(role) == PARTICIPANT:
        made = sign_offs.approval_to_sign(editing.assessment, editing.pack)
    must_be_allowed(editing, person, role, made)
    if made is not None:
        _must_not_be_own_work(library, editing, person, role, made.kind)
    return _sign(library, editing, person, open_key(library, person, passphrase), role, made)


def decide_and_sign(
    library: Library,
    editing: Editing,
    move: Move,
    person_id: str,
    passphrase: str,
    *,
    role: str,
    reason: str = "",
    until: str = "",
) -> SignOff:
    """Make *move* in the post of a person and put their key under it.

    Raises `WrongPassphrase`, or `NotAllowed` where the move or the signature is refused; then
    nothing was changed.
    """
    person = library.people.person(person_id)
    if not person.post:
        raise NotAllowed("{name} has no post yet. Say it in the profile first.", name=person.name)
    must_be_allowed(editing, person, role, None)
    _must_not_be_own_work(library, editing, person, role, move)
    opened = open_key(library, person, passphrase)
    before = editing.assessment.decisions.keys()
    decide(editing, move, by=person.post, reason=reason, until=until, role=role, name=person.name)
    new = [made for id, made in editing.assessment.decisions.items() if id not in before]
    return _sign(library, editing, person, opened, role, new[0])


def own_place(editing: Editing, person: Person) -> str:
    """The field in which *person* signs for their agency. Raises `NotAllowed` where it has none."""
    places = agencies(participants(editing.pack, editing.assessment))
    if not places:
        raise NotAllowed("This assessment is not joint, so no agency signs it for itself.")
    found = place_of(person.agency, places)
    if not found:
        raise NotAllowed(
            "The profile of {name} is of no agency that signs this for itself. Those are:"
            " {agencies}.",
            name=person.name,
            agencies=", ".join(places.values()),
        )
    return found


def must_have_role(person: Person, role: str, rule: ParticipantRule | None = None) -> None:
    """Raises `NotAllowed` where *person* does not sign in *role* at all."""
    if person.has_left:
        raise NotAllowed("{name} works here no longer and signs nothing.", name=person.name)
    if not role or person.role not in roles_for(role, rule):
        raise NotAllowed(
            "This signature is not for {name} to give: the profile has another role.",
            name=person.name,
        )


def must_be_allowed(editing: Editing, person: Person, role: str, decision: Decision | None) -> None:
    """Raises `NotAllowed` where *person* may not sign this in *role*, with the reason."""
    rule = editing.pack.workflow.participants
    must_have_role(person, role, rule)
    assessment = editing.assessment
    _must_stand_for(person, role, agencies(participants(editing.pack, assessment)), rule)
    who = (person.name, person.key)
    if role != "author" and sign_offs.signed_as_author(assessment, who, at=""):
        raise NotAllowed(
            "{name} signed this as the author. Somebody else must review and decide.",
            name=person.name,
        )
    workflow = editing.pack.workflow
    if decision is not None and not sign_offs.may_sign(role, decision.kind, workflow):
        raise NotAllowed("This decision is signed by somebody in another role.")


def _must_stand_for(
    person: Person, role: str, places: Mapping[str, str], rule: ParticipantRule | None
) -> None:
    """Raises `NotAllowed` where *role* is the place of another agency than that of *person*."""
    if stands_for(role, person.agency, places, rule):
        return
    if role_of(role) != PARTICIPANT:
        raise NotAllowed(
            "{name} signs for {agency}, which has a place of its own in this assessment.",
            name=person.name,
            agency=person.agency,
        )
    if role not in places:
        raise NotAllowed("The agency of this place takes no part in the assessment any more.")
    raise NotAllowed(
        "This place is for {agency}, and the profile of {name} is of another agency.",
        name=person.name,
        agency=places[role],
    )


def _must_not_be_own_work(
    library: Library, editing: Editing, person: Person, role: str, kind: str
) -> None:
    """Raises `NotAllowed` where *person* wrote what a decision of this *kind*, which they sign in
    *role*, would approve."""
    if not sign_offs.forbids_own_work(role, kind, editing.pack.workflow):
        return
    held, now = library.held_roles.all(), library.world.now()
    who = (person.name, person.key)
    if sign_offs.wrote(editing.assessment, who, library.contacts.holders(), held, at=now):
        raise NotAllowed(
            "{name} is the author, or was one here while this was written. Nobody decides on their"
            " own work.",
            name=person.name,
        )


def sign_off_verdicts(
    library: Library, assessment: Assessment, *, pack: Pack | None = None
) -> tuple[SignOffVerdict, ...]:
    """What can be said of every sign-off of *assessment*, the oldest first.

    Raises `UserError` where no *pack* is given and its form is not here.
    """
    if not assessment.sign_offs:
        return ()
    pack = pack or library.pack_of(assessment)
    holders, held = library.contacts.holders(), library.held_roles.all()
    found = sorted(assessment.sign_offs.values(), key=lambda one: (one.at, one.id))
    of_places = _places(library, found, assessment, pack)
    return tuple(
        sign_offs.verdict(
            one,
            assessment,
            pack,
            holders,
            is_right=is_right(one, assessment),
            standing=_standing(library, one, assessment, pack),
            held=held,
            signed=_signed(library, one, assessment),
            of_places=of_places.get(one.covers, {}),
        )
        for one in found
    )


def _places(
    library: Library, found: Sequence[SignOff], assessment: Assessment, pack: Pack
) -> dict[str, dict[str, str]]:
    """The agencies that signed for themselves, by their places, of each content that somebody
    signed for one of them: several sign the same."""
    rule, of_places = pack.workflow.participants, dict[str, dict[str, str]]()
    for one in found:
        if one.covers not in of_places and is_for_agency(one.role, rule):
            signed = _signed(library, one, assessment) or assessment
            of_places[one.covers] = agencies(participants(pack, signed))
    return of_places


def unsigned(library: Library, editing: Editing) -> tuple[Unsigned, ...]:
    """The decisions that the rules of the pack ask somebody to sign, and nobody did whose
    signature can be relied on: a state that a file only says."""
    verdicts = sign_off_verdicts(library, editing.assessment, pack=editing.pack)
    return sign_offs.unsigned(editing.assessment, editing.pack, verdicts)


def is_right(sign_off: SignOff, assessment: Assessment) -> bool:
    """Whether the key that *sign_off* names signed all that it says, of this assessment, this
    edition and this decision; nothing about whose the key is."""
    certificate, signature = _bytes(sign_off.certificate), _bytes(sign_off.signature)
    if crypto.key_of(certificate) != sign_off.key:
        return False
    decision = assessment.decisions.get(sign_off.decision)
    said = statement(sign_off, assessment, decision)
    return crypto.verify_detached(certificate, said, signature)


def meet_signers(library: Library, assessment: Assessment, *, met_in: str = "") -> None:
    """Pin the keys that came with an assessment; whose they are is still to be checked."""
    for one in sorted(assessment.sign_offs.values(), key=lambda one: (one.at, one.id)):
        if is_right(one, assessment) and library.contacts.holder(one.key) is None:
            library.contacts.meet(
                _bytes(one.certificate),
                name=one.name,
                post=one.post,
                agency=one.agency,
                met_in=met_in or assessment.reference,
            )


def _sign(
    library: Library,
    editing: Editing,
    person: Person,
    opened: OpenedKey,
    role: str,
    decision: Decision | None,
) -> SignOff:
    assessment = editing.assessment
    covered = seal.signs_as(role, "" if decision is None else decision.id)
    content = sealed_bytes(editing.pack.seal, assessment, covered)
    file = seal_file(content)
    said = SignOff(
        id=editing.new_id(),
        role=role,
        name=person.name,
        post=person.post,
        agency=person.agency,
        at=library.world.now(),
        covers=library.store.put_blob(content),
        key=person.key,
        certificate=base64.b64encode(person.certificate).decode("ascii"),
        signature="",
        decision="" if decision is None else decision.id,
    )
    signature = opened.sign(statement(said, assessment, decision))
    made = replace(said, signature=base64.b64encode(signature).decode("ascii"))
    editing.put("sign off", file, made, by=person.post or person.name)
    return made


def _standing(
    library: Library, sign_off: SignOff, assessment: Assessment, pack: Pack
) -> SealStanding | None:
    """How a sign-off stands; None where its content is not here or was not sealed by the rule."""
    then = library.sealed_contents.read(sign_off.covers)
    now = assessment
    if then is None or then.assessment.id != now.id:
        return None
    if then.rule != pack.seal and then.assessment.form == now.form:
        return None  # a signer's own rule could leave out what the form's covers
    return seal.standing(then, sign_off, now, pack.form)


def _signed(library: Library, sign_off: SignOff, assessment: Assessment) -> Assessment | None:
    """The content of *assessment* that *sign_off* was made of, where it is here."""
    then = library.sealed_contents.read(sign_off.covers)
    return None if then is None or then.assessment.id != assessment.id else then.assessment


def _bytes(encoded: str) -> bytes:
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return b""
