"""What names what in a pack: risks their controls, questions their clauses; and the way back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from dpia_wizard.core.catalogue import Pack, SuggestedControl
from dpia_wizard.core.condition import All, Any, Chosen, Condition, Not, questions
from dpia_wizard.core.form import Question
from dpia_wizard.core.matrix import RiskMatrix

Kind = Literal["risk", "control", "clause", "element", "stop", "question", "matrix"]
KINDS: tuple[Kind, ...] = get_args(Kind)

How = Literal[
    "suggests",  # a risk a control
    "rests_on",  # a risk, control or question a clause
    "raised_by",  # a risk a question, or a kind of information, that its condition names
    "stopped_by",  # a stop condition a question or kind of information
    "lifted_at",  # a stop condition the question where it is settled
    "asked_after",  # a question another one that its condition names
    "fills",  # a question the control whose status it gives
    "offers",  # a question a kind of information that can be chosen in it
    "depth_from",  # the question that tells the depth, those that it is computed from
    "mapped_from",  # a matrix another one whose ratings it can take over
]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a pack."""

    kind: Kind
    id: str


@dataclass(frozen=True, slots=True)
class Use:
    """``by`` names ``of``; ``suggested`` says on which axis and how strongly, for a control."""

    by: Item
    of: Item
    how: How
    suggested: SuggestedControl | None = None


@dataclass(frozen=True, slots=True)
class Uses:
    """All uses of a pack, from both ends; each in the order of the pack."""

    named: Mapping[Item, tuple[Use, ...]]
    used: Mapping[Item, tuple[Use, ...]]

    def names(self, item: Item, *hows: How) -> tuple[Use, ...]:
        """What *item* names, of these kinds of use or of all."""
        return _only(self.named.get(item, ()), hows)

    def used_by(self, item: Item, *hows: How) -> tuple[Use, ...]:
        """Where *item* is named."""
        return _only(self.used.get(item, ()), hows)


def items(pack: Pack, kind: Kind, *, matrices: Sequence[RiskMatrix] = ()) -> tuple[Item, ...]:
    """Everything of a *kind* in its order; *matrices* are further ones beside the pack's own."""
    ids: Mapping[Kind, Iterator[str]] = {
        "risk": (risk.id for risk in pack.risks),
        "control": (control.id for control in pack.controls),
        "clause": (clause.id for clause in pack.clauses),
        "element": (element.id for element in pack.elements),
        "stop": (stop.id for stop in pack.stop_conditions),
        "question": iter(pack.form.by_id),
        "matrix": iter(dict.fromkeys((pack.matrix.id, *(matrix.id for matrix in matrices)))),
    }
    return tuple(Item(kind, id) for id in ids[kind])


def uses(pack: Pack) -> Uses:
    """Everything in *pack* that names something else of it."""
    named: dict[Item, list[Use]] = {}
    used: dict[Item, list[Use]] = {}
    for use in dict.fromkeys(_all(pack)):
        named.setdefault(use.by, []).append(use)
        used.setdefault(use.of, []).append(use)
    return Uses(_frozen(named), _frozen(used))


def _all(pack: Pack) -> Iterator[Use]:
    for risk in pack.risks:
        by = Item("risk", risk.id)
        for suggested in risk.controls:
            yield Use(by, Item("control", suggested.control), "suggests", suggested)
        yield from _clauses(by, risk.clauses)
        yield from _conditions(pack, by, risk.when, "raised_by")
    for control in pack.controls:
        yield from _clauses(Item("control", control.id), control.clauses)
    for question in pack.form.by_id.values():
        yield from _of_question(pack, question)
    for stop in pack.stop_conditions:
        by = Item("stop", stop.id)
        yield from _conditions(pack, by, stop.when, "stopped_by")
        if stop.place in pack.form.by_id:
            yield Use(by, Item("question", stop.place), "lifted_at")
    for mapping in pack.matrix.mappings:
        yield Use(Item("matrix", pack.matrix.id), Item("matrix", mapping.matrix), "mapped_from")


def _of_question(pack: Pack, question: Question) -> Iterator[Use]:
    by = Item("question", question.id)
    yield from _clauses(by, question.clauses)
    yield from _conditions(pack, by, question.when, "asked_after")
    if question.control in pack.control:
        yield Use(by, Item("control", question.control), "fills")
    lists = (question.choices, *(column.choices for column in question.columns))
    for choice in (choice for choices in lists for choice in choices):
        if choice.address == f"element.{choice.id}" and choice.id in pack.element:
            yield Use(by, Item("element", choice.id), "offers")
    if question.compute == "depth":
        rule = pack.form.depth_rule
        yield from _conditions(pack, by, rule.full, "depth_from")
        yield from _conditions(pack, by, rule.light, "depth_from")


def _clauses(by: Item, clauses: Sequence[str]) -> Iterator[Use]:
    return (Use(by, Item("clause", clause), "rests_on") for clause in clauses)


def _conditions(pack: Pack, by: Item, condition: Condition | None, how: How) -> Iterator[Use]:
    """The questions that *condition* names, and the kinds of information that it looks for."""
    if condition is None:
        return
    for id in questions(condition):
        if id in pack.form.by_id:
            yield Use(by, Item("question", id), how)
    for chosen in _chosen(condition):
        for value in chosen.values:
            if value in pack.element and _offers(pack, chosen, value):
                yield Use(by, Item("element", value), how)


def _chosen(condition: Condition) -> Iterator[Chosen]:
    match condition:
        case Chosen():
            yield condition
        case All(conditions) | Any(conditions):
            for part in conditions:
                yield from _chosen(part)
        case Not(inner):
            yield from _chosen(inner)


def _offers(pack: Pack, chosen: Chosen, value: str) -> bool:
    question = pack.form.by_id.get(chosen.question)
    if question is None:
        return False
    choices = question.choices
    if chosen.column:
        choices = next((c.choices for c in question.columns if c.id == chosen.column), ())
    return any(c.id == value and c.address == f"element.{value}" for c in choices)


def _only(found: tuple[Use, ...], hows: tuple[How, ...]) -> tuple[Use, ...]:
    return tuple(use for use in found if use.how in hows) if hows else found


def _frozen(lists: Mapping[Item, list[Use]]) -> Mapping[Item, tuple[Use, ...]]:
    return {item: tuple(found) for item, found in lists.items()}
