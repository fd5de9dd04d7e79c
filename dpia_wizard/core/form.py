"""A form as published: phases, sections, questions with their kind, help, condition and clauses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

from dpia_wizard.core.condition import Condition, Depth

Kind = Literal[
    "text",  # one line
    "long_text",
    "single",
    "multi",
    "scale",  # one of an ordered list
    "date",
    "number",  # a whole number, or unknown
    "ypnu",  # yes, partly, no, unknown, with a note
    "measure",  # ypnu with evidence and the date it was seen; fills a control's status
    "person",  # name, post, agency, contact
    "file",  # reference to evidence: title, where it is kept, date
    "table",
    "computed",
    "signature",  # name, post, agency, date
]
KINDS: tuple[Kind, ...] = get_args(Kind)

ColumnKind = Literal["text", "long_text", "single", "multi", "scale", "date", "number", "ypnu"]
COLUMN_KINDS: tuple[ColumnKind, ...] = get_args(ColumnKind)

Page = Literal["questions", "risks", "controls", "actions", "review", "extract"]
PAGES: tuple[Page, ...] = get_args(Page)

YPNU = ("yes", "partly", "no", "unknown")


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a list, with what it means in ``hint``.

    ``address`` is where its words are found in other languages (lists are shared). ``default`` is
    the point of the scale in the same row that it brings with it (`core.inventory`).
    """

    id: str
    label: str
    hint: str = ""
    address: str = ""
    default: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a repeating table."""

    id: str
    label: str
    kind: ColumnKind = "text"
    choices: tuple[Choice, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Help:
    """The guidance beside a question: why it is asked, a good answer, where the rule comes from.

    ``confidence`` says how sure we are of the source: high, medium, low, or inference.
    """

    why: str = ""
    example: str = ""
    source: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question. ``depth`` is the least depth that asks it; ``when`` the condition to ask it."""

    id: str
    number: str
    label: str
    kind: Kind
    hint: str = ""
    help: Help = field(default_factory=Help)
    when: Condition | None = None
    depth: Depth = "light"
    clauses: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    columns: tuple[Column, ...] = ()
    add: str = ""
    none: str = ""
    control: str = ""
    critical: bool = False
    compute: str = ""
    optional: bool = False

    def choice(self, id: str) -> Choice | None:
        """The choice *id*, or None."""
        return next((choice for choice in self.choices if choice.id == id), None)


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the form; ``page`` says how it is worked on."""

    id: str
    number: int
    title: str
    phase: str
    page: Page = "questions"
    summary: str = ""
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Phase:
    """A named group of sections."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class DepthRule:
    """When an assessment is Full, when Light may do; Standard otherwise."""

    full: Condition
    light: Condition


@dataclass(frozen=True, slots=True)
class Form:
    """The questions of a pack in their order."""

    phases: tuple[Phase, ...]
    sections: tuple[Section, ...]
    depth_rule: DepthRule
    by_id: dict[str, Question] = field(init=False, repr=False, compare=False)
    section_of: dict[str, Section] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        pairs = [(q, section) for section in self.sections for q in section.questions]
        object.__setattr__(self, "by_id", {q.id: q for q, _ in pairs})
        object.__setattr__(self, "section_of", {q.id: section for q, section in pairs})

    def section(self, id: str) -> Section | None:
        """The section *id*, or None."""
        return next((section for section in self.sections if section.id == id), None)
