"""What a pack knows besides its questions: elements, risks, controls, clauses, stop conditions."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal
from typing import Protocol as Shape

from dpia_wizard.core.condition import Condition
from dpia_wizard.core.form import Form, Question
from dpia_wizard.core.matrix import RiskMatrix
from dpia_wizard.core.model import Assessment, Axis, PackRef, Strength
from dpia_wizard.core.seal import SealRule
from dpia_wizard.core.workflow_rules import PLAIN, Workflow

if TYPE_CHECKING:
    from dpia_wizard.core.protocol import RegisteredProtocol

Family = Literal["organisational", "technical", "physical", "agreement", "participation"]


@dataclass(frozen=True, slots=True)
class DataElement:
    """A kind of information as published.

    ``sensitivity`` is its default, an id of the list ``sensitivity``; where it can be graver,
    ``raised`` is that id and ``raised_when`` says what raises it. ``prompt`` asks how to hold less.
    """

    id: str
    title: str
    sensitivity: str
    prompt: str = ""
    raised: str = ""
    raised_when: str = ""
    note: str = ""
    source: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A group of risks in the catalogue."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class SuggestedControl:
    """A control as the catalogue links it to a risk."""

    control: str
    axis: Axis
    strength: Strength


@dataclass(frozen=True, slots=True)
class CatalogueRisk:
    """A risk as published: source, event, vulnerability and what happens to the child.

    ``likelihood`` and ``severity`` are where the team may start, before controls, as scale ids.
    ``mandatory`` risks are offered always, the others when ``when`` holds. ``confidence`` says how
    sure the publisher is of ``source``, as `form.Help` does.
    """

    id: str
    title: str
    group: str
    threat_source: str
    event: str
    vulnerability: str
    harm: str
    affected: str
    likelihood: str
    severity: str
    irreversible: bool = False
    raises: str = ""
    lowers: str = ""
    controls: tuple[SuggestedControl, ...] = ()
    clauses: tuple[str, ...] = ()
    mandatory: bool = False
    when: Condition | None = None
    source: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class CatalogueControl:
    """A control as published, with the evidence that it is in place and that it works."""

    id: str
    title: str
    what: str
    family: Family
    axis: Axis
    evidence: str
    format: str = ""
    clauses: tuple[str, ...] = ()
    source: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause (C…) or annex (A…) of the DPISP register.

    ``basis`` says what it rests on: stated, sister, general or inference (`domain` part 3.1), or
    own for a clause that only the signed text has (`protocol`).
    """

    id: str
    title: str
    paraphrase: str
    part: str
    basis: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Protocol:
    """A data protection and information sharing protocol (DPISP): what it is and where it is."""

    id: str
    title: str
    publisher: str
    languages: tuple[str, ...]
    address: str
    country: str = ""
    published: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class StopCondition:
    """While it holds, the assessment cannot be approved; ``lifts`` says what lifts it."""

    id: str
    text: str
    lifts: str
    when: Condition
    place: str = ""


class WordSource(Hashable, Shape):
    """Something that has words in other languages, read when a language is asked for."""

    def po(self, language: str) -> bytes | None:
        """The gettext PO file of *language*, or None."""


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything an assessment is made with.

    ``bases`` are the packs that it stands on, the nearest first. ``languages`` are those that
    ``words`` has something in; an overlay's words come before those of its base. ``origin`` is
    what it was read from, for `packs.archive`. ``measure`` gives the question of the security
    section that fills a control's status. ``chosen`` is the protocol that the assessment rests on,
    whose numbers and clauses are in here (`protocol.with_protocol`), ``bare`` the same without it.
    ``seal`` and ``workflow`` are its rules for sign-offs and for the review.
    """

    ref: PackRef
    title: str
    publisher: str
    licence: str
    source: str
    form: Form
    matrix: RiskMatrix
    matrix_ref: PackRef
    groups: tuple[Group, ...]
    risks: tuple[CatalogueRisk, ...]
    controls: tuple[CatalogueControl, ...]
    clauses: tuple[Clause, ...]
    protocols: tuple[Protocol, ...]
    stop_conditions: tuple[StopCondition, ...]
    elements: tuple[DataElement, ...] = ()
    country: str = ""
    bases: tuple[PackRef, ...] = ()
    languages: tuple[str, ...] = field(default=(), compare=False)
    words: tuple[WordSource, ...] = field(default=(), repr=False, compare=False)
    origin: object = field(default=None, repr=False, compare=False)
    chosen: RegisteredProtocol | None = None
    seal: SealRule = field(default_factory=SealRule)
    workflow: Workflow = PLAIN
    bare: Pack | None = field(default=None, repr=False, compare=False)
    element: dict[str, DataElement] = field(init=False, repr=False, compare=False)
    risk: dict[str, CatalogueRisk] = field(init=False, repr=False, compare=False)
    control: dict[str, CatalogueControl] = field(init=False, repr=False, compare=False)
    clause: dict[str, Clause] = field(init=False, repr=False, compare=False)
    measure: dict[str, Question] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        measures = {q.control: q for q in self.form.by_id.values() if q.control}
        object.__setattr__(self, "measure", measures)
        object.__setattr__(self, "element", {element.id: element for element in self.elements})
        object.__setattr__(self, "risk", {risk.id: risk for risk in self.risks})
        object.__setattr__(self, "control", {control.id: control for control in self.controls})
        object.__setattr__(self, "clause", {clause.id: clause for clause in self.clauses})

    def made(self, assessment: Assessment) -> bool:
        """Whether *assessment* was made with this very pack: its edition, word by word."""
        return assessment.form == self.ref and assessment.matrix == self.matrix_ref

    def protocol(self, id: str) -> Protocol | None:
        """The DPISP *id*, or None."""
        return next((protocol for protocol in self.protocols if protocol.id == id), None)
