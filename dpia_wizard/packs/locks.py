"""What is locked: by the base that names it, and because the program rests on it."""

from __future__ import annotations

from dataclasses import dataclass, field

from dpia_wizard.core.condition import questions
from dpia_wizard.core.form import Column, Question
from dpia_wizard.packs.part import Part, nearest, shown
from dpia_wizard.packs.whole import Drawn, Whole

LOCKED_SECTIONS = frozenset({"record", "screening"})
"""Everything in these is what the depth, the cover and the rules of the program rest on."""

NAMED_BY_THE_PROGRAM = frozenset(
    {
        "decision.advice",
        "decision.conditions",
        "decision.opinion",
        "decision.outcome",
        "decision.overruled",
        "decision.until",
        "flows.steps",
        "inventory.elements",
        "parties.list",
        "purpose.choice",
        "review.next",
        "review.triggers",
        "sharing.circumstances",
    }
)
"""Questions outside these sections that the code asks for by their id; a test compares."""

KINDS = ("sections", "questions", "risks", "controls", "stop_conditions")
HIDDEN_KINDS = ("questions", "risks", "controls", "choices")
"""What can be locked, and what can be hidden."""


@dataclass(slots=True)
class Locks:
    """The ids that a pack and the packs under it have locked, by kind."""

    ids: dict[str, set[str]] = field(default_factory=lambda: {kind: set() for kind in KINDS})

    def take(self, head: Part, whole: Whole) -> None:
        """Lock what *head* names under ``locked``; what is not there is a fault."""
        part = head.part("locked", needed=False)
        if part is None:
            return
        for kind in KINDS:
            known = _ids(whole, kind)
            for index, id_ in enumerate(part.texts(kind)):
                if known is not None and id_ not in known:
                    near = nearest(id_, known)
                    part.note(f"{kind}[{index}]", f"nothing has the id {shown(id_)}{near}")
                self.ids[kind].add(id_)
        part.done()

    def holds(self, question: Question, section: str) -> str:
        """Why *question* is locked for good, or nothing."""
        if question.id in self.ids["questions"] or section in self.ids["sections"]:
            return "the base locks it"
        if section in LOCKED_SECTIONS or question.id in NAMED_BY_THE_PROGRAM:
            return "the program rests on it"
        if question.compute:
            return "the program computes it"
        return "it is critical" if question.critical else ""


def may_be_added_to(question: Question, column: Column | None, whole: Whole, locks: Locks) -> bool:
    """Whether one more choice in *question*, or in a *column* of it, can loosen nothing.

    Who may tick several ticks the new one besides; who picks one could pick it instead of one
    that a rule looks for.
    """
    kind = question.kind if column is None else column.kind
    if kind == "scale":
        return False
    if kind != "single":
        return True
    if column is None and (
        question.compute
        or question.id in locks.ids["questions"]
        or question.id in NAMED_BY_THE_PROGRAM
    ):
        return False
    rule = whole.depth_rule
    deciding = [stop.record.when for stop in whole.stop_conditions]
    deciding += [] if rule is None else [rule.full, rule.light]
    return all(question.id not in questions(condition) for condition in deciding)


def _ids(whole: Whole, kind: str) -> set[str] | None:
    match kind:
        case "sections":
            return {drawn.section.id for drawn in whole.sections}
        case "questions":
            found = whole.questions()
            return None if found is None else {placed.record.id for placed in found}
        case "risks":
            return {placed.record.id for placed in whole.risks}
        case "controls":
            return None if whole.controls is None else {p.record.id for p in whole.controls}
    return {placed.record.id for placed in whole.stop_conditions}


def drawn_of(whole: Whole, section: str) -> Drawn | None:
    """The section with an id, or None."""
    return next((drawn for drawn in whole.sections if drawn.section.id == section), None)
