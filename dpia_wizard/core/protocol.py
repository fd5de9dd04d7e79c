"""A Working Group's signed protocol (DPISP): its numbers and clauses, and what rests on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeVar

from dpia_wizard.core import change
from dpia_wizard.core.catalogue import CatalogueControl, CatalogueRisk, Clause, Pack, Protocol
from dpia_wizard.core.change import Change
from dpia_wizard.core.form import Form, Question
from dpia_wizard.core.model import (
    Answer,
    Assessment,
    Attachment,
    PackRef,
    Remark,
    pin,
)

Resting = TypeVar("Resting", Question, CatalogueRisk, CatalogueControl)
"""What can rest on clauses."""

OWN = "own"
"""The basis of a clause that only the signed text has."""

OWN_PART = "Own clauses"
"""The part of the register that such clauses stand in."""

STATUS, TITLE, VERSION, SIGNED, COPY = (
    f"record.protocol_{part}" for part in ("status", "title", "version", "date", "copy")
)
"""The questions that the choice of a protocol answers."""

COUNTRY = "record.country"
"""The question about the country of the work."""

NAME = "rest on a protocol"
"""The name of the step."""


@dataclass(frozen=True, slots=True)
class OwnClause:
    """A clause of the signed text that the register of clauses does not have.

    ``questions``, ``risks`` and ``controls`` are the ids of what rests on it.
    """

    id: str
    number: str = ""
    title: str = ""
    paraphrase: str = ""
    questions: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisteredProtocol:
    """One edition of a signed protocol as a country group keeps it.

    ``signed`` is an ISO date, ``replaces`` the edition before this one, ``changed`` the ids of
    the clauses whose text is another since then. ``numbers`` gives the number in the signed text
    by our id. ``file`` is the name of the attached text, with its SHA-256 and size.
    """

    id: str
    edition: str = ""
    title: str = ""
    publisher: str = ""
    signed: str = ""
    parties: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    address: str = ""
    country: str = ""
    note: str = ""
    replaces: str = ""
    changed: tuple[str, ...] = ()
    numbers: Mapping[str, str] = field(default_factory=dict)
    clauses: tuple[OwnClause, ...] = ()
    file: str = ""
    sha256: str = ""
    size: int = 0

    @property
    def head(self) -> Protocol:
        """What it is and where it is, as a pack says it."""
        return Protocol(
            self.id,
            self.title,
            self.publisher,
            self.languages,
            self.address,
            self.country,
            self.signed,
            self.note,
        )

    def number(self, clause: str) -> str:
        """The number in the signed text of a clause of ours or its own, or an empty text."""
        own = next((own.number for own in self.clauses if own.id == clause), "")
        return own or self.numbers.get(clause, "")


Turn = Literal["gone", "changed", "renumbered", "added"]


@dataclass(frozen=True, slots=True)
class ToLookAt:
    """A clause that is another in a new edition, and the work that rests on it.

    ``before`` and ``after`` are its numbers. ``questions`` are answered ones, ``risks`` those in
    the register, ``controls`` those that work on them.
    """

    clause: str
    turn: Turn
    before: str
    after: str
    questions: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()

    @property
    def places(self) -> tuple[str, ...]:
        """Everything to look at, as the ids of questions, risks and controls."""
        return (*self.questions, *self.risks, *self.controls)


def as_registered(pack: Pack, protocol: Protocol) -> RegisteredProtocol:
    """A protocol that a pack brings, with the numbers of the pack where they are its own."""
    is_of_pack = bool(pack.country) and protocol.country == pack.country
    numbers = {c.id: c.number for c in pack.clauses if c.number} if is_of_pack else {}
    return RegisteredProtocol(
        id=protocol.id,
        edition=protocol.published,
        title=protocol.title,
        publisher=protocol.publisher,
        languages=protocol.languages,
        address=protocol.address,
        country=protocol.country,
        note=protocol.note,
        numbers=numbers,
    )


def with_protocol(pack: Pack, protocol: RegisteredProtocol) -> Pack:
    """*pack* with the numbers and clauses of *protocol*, so that every place shows them.

    A clause that the pack has too keeps the words of the pack, which are translated; its number
    and what rests on it come from both.
    """
    bare = without_protocol(pack)
    own = [clause for clause in protocol.clauses if clause.id not in bare.clause]
    clauses = (
        *(replace(clause, number=protocol.number(clause.id)) for clause in bare.clauses),
        *(_clause(clause) for clause in own),
    )
    return replace(
        bare,
        clauses=clauses,
        form=_form(bare.form, protocol.clauses),
        risks=_resting(bare.risks, _clauses_of(protocol.clauses, "risks")),
        controls=_resting(bare.controls, _clauses_of(protocol.clauses, "controls")),
        chosen=protocol,
        bare=bare,
    )


def _clause(own: OwnClause) -> Clause:
    return Clause(own.id, own.title, own.paraphrase, OWN_PART, OWN, own.number)


def _clauses_of(own: Iterable[OwnClause], part: str) -> dict[str, tuple[str, ...]]:
    """The own clauses that each question, risk or control rests on."""
    found: dict[str, tuple[str, ...]] = {}
    for clause in own:
        for id in getattr(clause, part):
            found[id] = (*found.get(id, ()), clause.id)
    return found


def _form(form: Form, own: Iterable[OwnClause]) -> Form:
    found = _clauses_of(own, "questions")
    if not found:
        return form
    sections = tuple(
        replace(section, questions=_resting(section.questions, found)) for section in form.sections
    )
    return replace(form, sections=sections)


def _resting(
    records: tuple[Resting, ...], found: Mapping[str, tuple[str, ...]]
) -> tuple[Resting, ...]:
    """The records with the clauses that they rest on besides."""
    return tuple(_on(record, found.get(record.id, ())) for record in records)


def _on(record: Resting, clauses: tuple[str, ...]) -> Resting:
    if not clauses:
        return record
    return replace(record, clauses=tuple(dict.fromkeys((*record.clauses, *clauses))))


# A new edition


def to_look_at(
    pack: Pack, assessment: Assessment, old: RegisteredProtocol, new: RegisteredProtocol
) -> tuple[ToLookAt, ...]:
    """What to look at again when *new* takes the place of *old*: clauses that are another, each
    with the answers, risks and controls of *assessment* on it; only those with some.

    *pack* may carry a protocol already or none.
    """
    before, after = with_protocol(pack, old), with_protocol(pack, new)
    found = []
    for id in dict.fromkeys((*before.clause, *after.clause)):
        turn = _turn(id, old, new)
        if turn is None:
            continue
        work = [_work(side, assessment, id) for side in (before, after)]
        questions, risks, controls = (
            tuple(dict.fromkeys((*was, *now))) for was, now in zip(*work, strict=True)
        )
        if questions or risks or controls:
            numbers = old.number(id), new.number(id)
            found.append(ToLookAt(id, turn, *numbers, questions, risks, controls))
    return tuple(found)


def without_protocol(pack: Pack) -> Pack:
    """*pack* without the numbers and clauses of the protocol that it carries; its matrix, and how
    risks begin in it, stay."""
    bare = pack.bare
    if bare is None:
        return pack
    risks = (replace(r, clauses=bare.risk[r.id].clauses) for r in pack.risks)
    return replace(
        pack,
        clauses=bare.clauses,
        form=bare.form,
        risks=tuple(risks),
        controls=bare.controls,
        chosen=None,
        bare=None,
    )


def _turn(id: str, old: RegisteredProtocol, new: RegisteredProtocol) -> Turn | None:
    """What became of a clause between two editions; None where it is the same."""
    was, now = old.number(id), new.number(id)
    own_was, own_is = _own(old, id), _own(new, id)
    is_there = (bool(was) or own_was is not None, bool(now) or own_is is not None)
    if is_there == (True, False):
        return "gone"
    if is_there == (False, True):
        return "added"
    if id in new.changed or _said(own_was) != _said(own_is):
        return "changed"
    return "renumbered" if was != now else None


def _own(protocol: RegisteredProtocol, id: str) -> OwnClause | None:
    return next((own for own in protocol.clauses if own.id == id), None)


def _said(own: OwnClause | None) -> OwnClause | None:
    return None if own is None else replace(own, number="")


def _work(
    pack: Pack, assessment: Assessment, clause: str
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The answered questions, risks taken up and controls that rest on *clause*."""
    answered = {id for id, answer in assessment.answers.items() if answer.value not in (None, "")}
    answered |= {row.question for row in assessment.rows.values()}
    taken_up = {id for id, risk in assessment.risks.items() if not risk.dismissed}
    linked = {link.control for link in assessment.links.values()} | set(assessment.controls)
    return (
        tuple(q.id for q in pack.form.by_id.values() if clause in q.clauses and q.id in answered),
        tuple(r.id for r in pack.risks if clause in r.clauses and r.id in taken_up),
        tuple(c.id for c in pack.controls if clause in c.clauses and c.id in linked),
    )


def new_edition(protocol: RegisteredProtocol, edition: str = "") -> RegisteredProtocol:
    """The next edition to fill in: everything as it is now, but the date and the signed text."""
    return replace(
        protocol,
        edition=edition,
        replaces=protocol.edition,
        signed="",
        changed=(),
        file="",
        sha256="",
        size=0,
    )


# In an assessment


def chosen(
    assessment: Assessment,
    protocol: RegisteredProtocol,
    ref: PackRef,
    copy: Attachment | None,
    *,
    before_it: RegisteredProtocol | None = None,
) -> tuple[Change, ...]:
    """What makes *assessment* rest on *protocol*: its pin, what the record says of it, and the
    *copy* of its text in the place of the copies of the protocol *before_it*."""
    said = {
        STATUS: "signed" if protocol.signed else assessment.text(STATUS),
        TITLE: protocol.title,
        VERSION: protocol.edition,
        SIGNED: protocol.signed,
    }
    changes: list[Change | None] = [change.put(assessment, pin("protocol", ref))]
    for id, value in said.items():
        before = assessment.answers.get(id, Answer(id))
        after = replace(before, value=value or None)
        empty = after == Answer(id)
        act = change.remove if empty else change.put
        changes.append(act(assessment, after))
    copies = [file for file in assessment.attachments.values() if file.purpose == COPY]
    if before_it is not None and before_it.sha256 and before_it.sha256 != protocol.sha256:
        old = [file for file in copies if file.sha256 == before_it.sha256]
        changes += [change.remove(assessment, file) for file in old]
    if copy is not None and all(file.sha256 != copy.sha256 for file in copies):
        changes.append(change.put(assessment, copy))
    return tuple(found for found in changes if found is not None)


def is_of_another_country(assessment: Assessment, protocol: RegisteredProtocol) -> bool:
    """Whether *protocol* names a country, and the assessment another one."""
    here = assessment.text(COUNTRY)
    return bool(here and protocol.country) and here not in (protocol.country, protocol.id)


def let_go(assessment: Assessment) -> tuple[Change, ...]:
    """What makes *assessment* rest on no protocol of the register; what was said of it stays."""
    found = assessment.pins.get("protocol")
    gone = change.remove(assessment, found) if found is not None else None
    return () if gone is None else (gone,)


def moved_from(old: PackRef, new: PackRef) -> str:
    """The id of the remark that says the assessment moved from one edition to another."""
    return f"protocol {_short(new)} from {_short(old)}"


def looked_at_id(old: PackRef, new: PackRef, place: str) -> str:
    """The id of the remark that says *place* was looked at again after that move."""
    return f"{moved_from(old, new)} {place}"


def looked_at(assessment: Assessment, old: PackRef, new: PackRef) -> Mapping[str, Remark]:
    """What was looked at again after a move, by question, risk or control."""
    head = f"{moved_from(old, new)} "
    return {
        id.removeprefix(head): remark
        for id, remark in assessment.remarks.items()
        if id.startswith(head)
    }


def _short(ref: PackRef) -> str:
    return ref.fingerprint[:16]
