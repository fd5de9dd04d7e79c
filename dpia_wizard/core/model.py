"""An assessment and its records: small frozen facts, kept in keyed collections.

Everything a team writes is one of these records. What can be computed (levels, stage, progress)
is not here: it is computed when asked, so it is never stale.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Value = str | int | tuple[str, ...] | None
"""What an answer holds: text, a choice id or an ISO date; a number; chosen ids; or nothing yet."""

Cells = Mapping[str, str | tuple[str, ...]]
"""The cells of a row by column id."""

UNKNOWN = "unknown"
"""The honest answer: nobody here knows. Never the same as nothing answered yet."""

NONE = "none"
"""In the place of a table's rows: there is nothing of the kind."""

Strength = Literal["weak", "moderate", "strong"]
Status = Literal["not_in_place", "planned", "partly", "in_place", "verified", "unknown"]
Axis = Literal["likelihood", "severity", "both"]
Pinned = Literal["form", "matrix", "protocol"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the team answers to one question; ``id`` is the question's.

    For a table, ``value`` is `NONE` or `UNKNOWN` where the team says so instead of adding rows.
    For a security measure, ``evidence`` and ``seen`` (ISO date) say what was looked at and when.
    ``aside`` holds what the question of another edition took and this one does not (`fitting`).
    """

    id: str
    value: Value = None
    note: str = ""
    evidence: str = ""
    seen: str = ""
    aside: Value = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a repeating table, or the one row of a person, file or signature question."""

    id: str
    question: str
    position: int = 0
    cells: Cells = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk to children in the register; the id of an offered one is its id in the catalogue.

    Empty words mean: as in the catalogue. ``likelihood`` and ``severity`` are ids of the matrix's
    scales ("" not judged yet, `UNKNOWN` allowed for likelihood). ``stated`` is the level the
    team confirmed or set higher, with ``stated_reason``; "" while it has not.
    """

    id: str
    title: str = ""
    threat_source: str = ""
    event: str = ""
    vulnerability: str = ""
    harm: str = ""
    severity: str = ""
    severity_reason: str = ""
    likelihood: str = ""
    likelihood_reason: str = ""
    evidence: str = ""
    irreversible: bool = False
    dismissed: bool = False
    avoided: bool = False
    set_aside_reason: str = ""
    stated: str = ""
    stated_reason: str = ""


@dataclass(frozen=True, slots=True)
class Control:
    """A mitigation control as it stands in this work; the id of a known one is its catalogue id.

    Empty fields mean: as the security section answers (`grounds.control_as_it_stands`).
    """

    id: str
    title: str = ""
    status: str = ""
    evidence: str = ""
    evidence_date: str = ""
    custodian: str = ""
    owner: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """That a control works on a risk: on which axis, and how strongly for this risk.

    The id is ``"<risk> <control>"``, so a pair is linked once.
    """

    id: str
    risk: str
    control: str
    axis: Axis = "likelihood"
    strength: Strength = "moderate"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """A step of the action plan; ``source`` is the risk, the question or the stop condition that
    asks for it."""

    id: str
    text: str = ""
    source: str = ""
    control: str = ""
    owner: str = ""
    due: str = ""
    needs: str = ""
    status: str = "open"
    evidence: str = ""
    blocks_start: bool = False
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark on a question, risk or control (``place`` is its id)."""

    id: str
    place: str
    text: str
    by: str
    at: str
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody with a role decided, on the assessment (``about`` empty) or on one risk.

    ``kind`` is a move of `core.workflow` (sent, returned, approved …) or, on a risk, ``confirmed``,
    ``raised`` or ``lowered`` with the ``level`` meant and ``supported``, the level that the
    evidence supported at that moment; or ``agreed``: the team's consensus after its ratings
    (`team.AGREED`). ``by`` is a post, never a login. Where a risk is ``accepted`` (`acceptance`),
    ``borne_by`` is the post that bears it until then, and ``watched`` what is looked at meanwhile.
    A consensus names the ``likelihood`` and ``severity`` that the team agreed on, as in `Risk`.
    """

    id: str
    kind: str
    by: str
    at: str
    about: str = ""
    level: str = ""
    supported: str = ""
    reason: str = ""
    until: str = ""
    borne_by: str = ""
    watched: str = ""
    likelihood: str = ""
    severity: str = ""


@dataclass(frozen=True, slots=True)
class Rating:
    """What one person made of one risk in one round of a team that rates together (`team`).

    ``by`` is a role or initials, never a login. ``likelihood`` and ``severity`` are as in `Risk`;
    both are "" where the person had the turn and did not rate this risk.
    """

    id: str
    round: str
    risk: str
    by: str
    at: str
    likelihood: str = ""
    severity: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SignOff:
    """That somebody put a key under the exact content of the assessment (`core.seal`).

    ``role`` is a signature question's field ("supervisor"), ``decision`` the id of the decision
    that is made with it, or "". ``covers`` is the SHA-256 of the sealed content, whose bytes are
    kept as the attachment of that hash. ``name``, ``post`` and ``agency`` are as the signer says;
    ``key`` is the SHA-256 of the ``certificate`` (DER, base64), and ``signature`` (base64) stands
    over everything else that is said here.
    """

    id: str
    role: str
    name: str
    post: str
    agency: str
    at: str
    covers: str
    key: str
    certificate: str
    signature: str
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file kept with the assessment; its bytes are in the library under ``sha256``."""

    id: str
    name: str
    sha256: str
    size: int
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class PackRef:
    """Which pack an assessment is made with: id, edition and fingerprint of its content."""

    id: str
    edition: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Pin:
    """The very form or matrix that an assessment is made with, or the protocol it rests on.

    A record, so that a move to another edition or matrix is a change like every other.
    """

    id: Pinned
    pack: str
    edition: str
    fingerprint: str

    @property
    def ref(self) -> PackRef:
        """What is pinned."""
        return PackRef(self.pack, self.edition, self.fingerprint)


Record = (
    Answer
    | Row
    | Risk
    | Control
    | Link
    | Action
    | Remark
    | Decision
    | Rating
    | SignOff
    | Attachment
    | Pin
)

COLLECTIONS: Mapping[type[Record], str] = MappingProxyType(
    {
        Answer: "answers",
        Row: "rows",
        Risk: "risks",
        Control: "controls",
        Link: "links",
        Action: "actions",
        Remark: "remarks",
        Decision: "decisions",
        Rating: "ratings",
        SignOff: "sign_offs",
        Attachment: "attachments",
        Pin: "pins",
    }
)
"""The collection of an assessment that holds each kind of record."""


NO_PACK = PackRef("", "", "")
"""In the place of a form or matrix that is not pinned; no assessment of ours is without."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """One assessment: its identity and its records, each collection keyed by record id.

    ``pins`` holds what it is made with (`pinned` makes them for a new one).
    """

    id: str
    reference: str
    created: str
    pins: Mapping[str, Pin] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    rows: Mapping[str, Row] = field(default_factory=dict)
    risks: Mapping[str, Risk] = field(default_factory=dict)
    controls: Mapping[str, Control] = field(default_factory=dict)
    links: Mapping[str, Link] = field(default_factory=dict)
    actions: Mapping[str, Action] = field(default_factory=dict)
    remarks: Mapping[str, Remark] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    ratings: Mapping[str, Rating] = field(default_factory=dict)
    sign_offs: Mapping[str, SignOff] = field(default_factory=dict)
    attachments: Mapping[str, Attachment] = field(default_factory=dict)

    @property
    def form(self) -> PackRef:
        """The form that the assessment is made with."""
        pin = self.pins.get("form")
        return NO_PACK if pin is None else pin.ref

    @property
    def matrix(self) -> PackRef:
        """The matrix that its risks are judged with."""
        pin = self.pins.get("matrix")
        return NO_PACK if pin is None else pin.ref

    @property
    def protocol(self) -> PackRef:
        """The protocol (DPISP) of the register that it rests on; `NO_PACK` where none is chosen."""
        pin = self.pins.get("protocol")
        return NO_PACK if pin is None else pin.ref

    def value(self, question: str) -> Value:
        """The value answered to *question*, or None."""
        answer = self.answers.get(question)
        return None if answer is None else answer.value

    def text(self, question: str) -> str:
        """The text answered to *question*, or an empty text."""
        value = self.value(question)
        return value if isinstance(value, str) else ""

    def rows_of(self, question: str) -> tuple[Row, ...]:
        """The rows of a table in their order."""
        rows = (row for row in self.rows.values() if row.question == question)
        return tuple(sorted(rows, key=lambda row: (row.position, row.id)))

    def links_of(self, risk: str) -> tuple[Link, ...]:
        """The controls linked to *risk*, by control id."""
        links = (link for link in self.links.values() if link.risk == risk)
        return tuple(sorted(links, key=lambda link: link.control))


def pin(id: Pinned, ref: PackRef) -> Pin:
    """The record that makes *ref* the form, the matrix or the protocol of an assessment."""
    return Pin(id, ref.id, ref.edition, ref.fingerprint)


def pinned(form: PackRef, matrix: PackRef) -> dict[str, Pin]:
    """The pins of an assessment made with *form* and *matrix*."""
    return {"form": pin("form", form), "matrix": pin("matrix", matrix)}


def link_id(risk: str, control: str) -> str:
    """The id of the link between *risk* and *control*."""
    return f"{risk} {control}"
