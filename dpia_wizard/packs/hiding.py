"""Take out what an overlay hides, unless it is locked or something else rests on it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from dpia_wizard.core.catalogue import CatalogueRisk
from dpia_wizard.core.condition import All, Any, Chosen, Condition, Not, questions
from dpia_wizard.core.form import Choice, Question
from dpia_wizard.packs.build import Placed
from dpia_wizard.packs.locks import HIDDEN_KINDS, Locks
from dpia_wizard.packs.part import Part, nearest, shown, under
from dpia_wizard.packs.whole import Whole


def hide(head: Part, whole: Whole, locks: Locks, own: Collection[str]) -> None:
    """Take out what *head* names under ``hides``, or tell why it has to stay.

    *own* are the ids of the overlay itself, which it can leave out instead.
    """
    part = head.part("hides", needed=False)
    if part is None:
        return
    named = {kind: part.texts(kind) for kind in HIDDEN_KINDS}
    part.done()
    for kind, ids in named.items():
        for index, id_ in enumerate(ids):
            if id_ in own:
                part.note(f"{kind}[{index}]", f"{shown(id_)} is of this overlay: leave it out")
    _hide_risks(part, named["risks"], whole, locks)
    _hide_controls(part, named["controls"], whole, locks)
    _hide_questions(part, named["questions"], whole, locks)
    _hide_choices(part, named["choices"], whole, locks)


def _hide_risks(part: Part, ids: tuple[str, ...], whole: Whole, locks: Locks) -> None:
    known = {placed.record.id: placed for placed in whole.risks}
    for index, id_ in enumerate(ids):
        at = f"risks[{index}]"
        if not _is_known(part, at, "risk", id_, known):
            continue
        if id_ in locks.ids["risks"]:
            _refuse(part, at, id_, "the base locks it")
        elif known[id_].record.mandatory:
            _refuse(part, at, id_, "it is mandatory")
        else:
            whole.risks.remove(known[id_])
    covered = {link.control for placed in whole.risks for link in placed.record.controls}
    hidden = {
        link.control: id_ for id_ in ids if id_ in known for link in known[id_].record.controls
    }
    leaving = set(part.texts("controls"))
    for control in whole.controls or ():
        id_ = control.record.id
        if id_ in hidden and id_ not in covered and id_ not in leaving:
            sentence = f"leaves no risk for the control {shown(id_)}; hide it too"
            part.note(f"risks[{ids.index(hidden[id_])}]", sentence)


def _hide_controls(part: Part, ids: tuple[str, ...], whole: Whole, locks: Locks) -> None:
    if whole.controls is None:
        return
    known = {placed.record.id: placed for placed in whole.controls}
    going = set(part.texts("questions"))
    filled = {
        placed.record.control: placed.record.id
        for drawn in whole.sections
        for placed in drawn.questions
        if placed.record.control and placed.record.id not in going
    }
    for index, id_ in enumerate(ids):
        at = f"controls[{index}]"
        if not _is_known(part, at, "control", id_, known):
            continue
        last = [p.record.id for p in whole.risks if {c.control for c in p.record.controls} == {id_}]
        if id_ in locks.ids["controls"]:
            _refuse(part, at, id_, "the base locks it")
        elif id_ in filled:
            _refuse(part, at, id_, f"the question {shown(filled[id_])} fills it")
        elif last:
            _refuse(part, at, id_, f"the risk {shown(last[0])} has no other")
        else:
            whole.controls.remove(known[id_])
            whole.risks[:] = [_without(placed, id_) for placed in whole.risks]


def _without(placed: Placed[CatalogueRisk], control: str) -> Placed[CatalogueRisk]:
    links = tuple(link for link in placed.record.controls if link.control != control)
    if len(links) == len(placed.record.controls):
        return placed
    return Placed(placed.at, replace(placed.record, controls=links))


def _hide_questions(part: Part, ids: tuple[str, ...], whole: Whole, locks: Locks) -> None:
    where = {p.record.id: (drawn, p) for drawn in whole.sections for p in drawn.questions}
    named = {
        id_: at
        for at, condition, owner in _conditions(whole)
        if owner not in ids
        for id_ in questions(condition)
    }
    pointed = {stop.record.place: stop.at for stop in whole.stop_conditions}
    for index, id_ in enumerate(ids):
        at = f"questions[{index}]"
        if not _is_known(part, at, "question", id_, where):
            continue
        drawn, placed = where[id_]
        why = locks.holds(placed.record, drawn.section.id)
        if not why and id_ in named:
            why = f"{named[id_]} rests on it"
        if not why and id_ in pointed:
            why = f"{pointed[id_]} points at it"
        if why:
            _refuse(part, at, id_, why)
        else:
            drawn.questions.remove(placed)
            if not drawn.questions:
                part.note(at, f"leaves the section {shown(drawn.section.id)} without a question")


def _hide_choices(part: Part, ids: tuple[str, ...], whole: Whole, locks: Locks) -> None:
    offered = dict(_offered(whole))
    named: dict[str, str] = {}
    for at, condition, _owner in _conditions(whole):
        for chosen in _chosen(condition):
            for address in _addresses(chosen, whole):
                named[address] = at
    gone: set[str] = set()
    for index, id_ in enumerate(ids):
        at, address = f"choices[{index}]", f"choice.{id_}"
        if not _is_known(part, at, "choice", address.removeprefix("choice."), _short(offered)):
            continue
        fixed = [why for q, section in offered[address] if (why := locks.holds(q, section))]
        ordered = [q for q, _ in offered[address] if q.kind == "scale"]
        if fixed:
            _refuse(part, at, id_, f"a question offers it of which holds: {fixed[0]}")
        elif ordered:
            _refuse(part, at, id_, "it is a point of a scale")
        elif address in named:
            _refuse(part, at, id_, f"{named[address]} rests on it")
        else:
            gone.add(address)
    if gone:
        for drawn in whole.sections:
            drawn.questions[:] = [_without_choices(part, p, gone) for p in drawn.questions]


def _without_choices(
    part: Part, placed: Placed[Question], gone: Collection[str]
) -> Placed[Question]:
    question = placed.record

    def left(choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
        found = tuple(choice for choice in choices if choice.address not in gone)
        if choices and not found:
            part.note("choices", f"leaves {shown(question.id)} without a choice")
        return found if len(found) < len(choices) else choices

    columns = tuple(replace(column, choices=left(column.choices)) for column in question.columns)
    choices = left(question.choices)
    if choices == question.choices and columns == question.columns:
        return placed
    return Placed(placed.at, replace(question, choices=choices, columns=columns))


def _offered(whole: Whole) -> Iterator[tuple[str, list[tuple[Question, str]]]]:
    found: dict[str, list[tuple[Question, str]]] = {}
    for drawn in whole.sections:
        for placed in drawn.questions:
            question = placed.record
            for choices in (question.choices, *(column.choices for column in question.columns)):
                for choice in choices:
                    if choice.address.startswith("choice."):
                        found.setdefault(choice.address, []).append((question, drawn.section.id))
    yield from found.items()


def _short(offered: Mapping[str, object]) -> dict[str, None]:
    return {address.removeprefix("choice."): None for address in offered}


def _chosen(condition: Condition) -> Iterator[Chosen]:
    match condition:
        case Chosen():
            yield condition
        case All(parts) | Any(parts):
            for inner in parts:
                yield from _chosen(inner)
        case Not(inner):
            yield from _chosen(inner)
        case _:
            return


def _addresses(chosen: Chosen, whole: Whole) -> Iterator[str]:
    for drawn in whole.sections:
        for placed in drawn.questions:
            if placed.record.id != chosen.question:
                continue
            columns = [c for c in placed.record.columns if c.id == chosen.column]
            offered = columns[0].choices if columns else placed.record.choices
            yield from (choice.address for choice in offered if choice.id in chosen.values)


def _is_known(part: Part, at: str, what: str, id_: str, known: Collection[str]) -> bool:
    if id_ in known:
        return True
    part.note(at, f"no {what} {shown(id_)}{nearest(id_, known)}")
    return False


def _refuse(part: Part, at: str, id_: str, why: str) -> None:
    part.note(at, f"{shown(id_)} cannot be hidden: {why}")


def _conditions(whole: Whole) -> Iterator[tuple[str, Condition, str]]:
    """Every condition with its address, and the question whose own it is."""
    for drawn in whole.sections:
        for placed in drawn.questions:
            if placed.record.when is not None:
                yield under(placed.at, "when"), placed.record.when, placed.record.id
    for risk in whole.risks:
        if risk.record.when is not None:
            yield under(risk.at, "when"), risk.record.when, ""
    for stop in whole.stop_conditions:
        yield under(stop.at, "when"), stop.record.when, ""
    if whole.depth_rule is not None:
        yield "the depth's rule (full)", whole.depth_rule.full, ""
        yield "the depth's rule (light)", whole.depth_rule.light, ""
