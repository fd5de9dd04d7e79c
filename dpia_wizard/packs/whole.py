"""A pack while it is read: its folders, and everything found in them so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from dpia_wizard.core.catalogue import (
    CatalogueControl,
    CatalogueRisk,
    Clause,
    DataElement,
    Group,
    Protocol,
    StopCondition,
)
from dpia_wizard.core.form import Choice, DepthRule, Phase, Question, Section
from dpia_wizard.core.matrix import RiskMatrix
from dpia_wizard.core.model import PackRef
from dpia_wizard.core.seal import SealRule
from dpia_wizard.core.workflow_rules import PLAIN, Workflow
from dpia_wizard.packs.build import Placed
from dpia_wizard.packs.checker import Draft
from dpia_wizard.packs.folder import Folder
from dpia_wizard.packs.part import Part
from dpia_wizard.packs.source import Layer, Place


@dataclass(slots=True)
class Level:
    """One folder of the pack while it is read; the base is the one that names no base.

    ``added`` are the lists under it that an overlay adds choices to.
    """

    place: Place
    folder: Folder
    head: Part | None
    id: str = ""
    base: Part | None = None
    added: list[tuple[Part, str]] = field(default_factory=list)

    @property
    def is_overlay(self) -> bool:
        """Whether it stands on another."""
        return self.base is not None


@dataclass(slots=True)
class Drawn:
    """A section while questions are still put into it."""

    at: str
    section: Section
    questions: list[Placed[Question]]


@dataclass(slots=True)
class Whole:
    """Everything read so far, base first; None for what could not be read."""

    phases: tuple[Phase, ...] = ()
    depth_rule: DepthRule | None = None
    lists: dict[str, tuple[Choice, ...]] | None = field(default_factory=dict)
    sections: list[Drawn] = field(default_factory=list)
    questions_are_known: bool = True
    elements: list[Placed[DataElement]] = field(default_factory=list)
    groups: list[Placed[Group]] | None = field(default_factory=list)
    risks: list[Placed[CatalogueRisk]] = field(default_factory=list)
    controls: list[Placed[CatalogueControl]] | None = field(default_factory=list)
    clauses: list[Placed[Clause]] | None = field(default_factory=list)
    protocols: list[Protocol] = field(default_factory=list)
    stop_conditions: list[Placed[StopCondition]] = field(default_factory=list)
    seals: list[Placed[SealRule]] = field(default_factory=list)
    workflows: list[Placed[Workflow]] = field(default_factory=list)
    matrix: RiskMatrix | None = None
    matrix_ref: PackRef | None = None
    matrices: list[tuple[str, Layer]] = field(default_factory=list)

    def draft(self, head: str = "") -> Draft:
        """What is checked for references; *head* stands before the names of the base's files."""
        lists = self.lists
        return Draft(
            head=f"{head}pack.yaml:",
            phases=self.phases,
            depth_rule=self.depth_rule,
            sections=tuple(Placed(d.at, d.section) for d in self.sections),
            questions=self.questions(),
            groups=None if self.groups is None else tuple(self.groups),
            risks=tuple(self.risks),
            risks_are_known=self.groups is not None,
            controls=None if self.controls is None else tuple(self.controls),
            clauses=None if self.clauses is None else tuple(self.clauses),
            stop_conditions=tuple(self.stop_conditions),
            seals=tuple(self.seals),
            workflows=tuple(self.workflows),
            elements=tuple(self.elements),
            sensitivities=None if lists is None else [c.id for c in lists.get("sensitivity", ())],
            matrix=self.matrix,
        )

    @property
    def seal(self) -> SealRule:
        """The rule for sign-offs so far."""
        return self.seals[-1].record if self.seals else SealRule()

    @property
    def workflow(self) -> Workflow:
        """The rules of the review so far."""
        return self.workflows[-1].record if self.workflows else PLAIN

    def questions(self) -> tuple[Placed[Question], ...] | None:
        """The questions in their order."""
        if not self.questions_are_known:
            return None
        return tuple(placed for drawn in self.sections for placed in drawn.questions)
