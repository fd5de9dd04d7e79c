"""How two editions of a pack differ, whoever uses them: questions, catalogue, clauses, matrix."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal, get_args

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.form import Question

Note = Literal[
    "level",  # a risk counts with another level
    "rule",  # the matrix, or its rule, is another
    "set_aside",  # an answer that the question does not take any more is kept beside it
    "left",  # a question left the form; its answer is kept
    "not_asked",  # a question is not asked here any more; its answer is kept
    "comes_back",  # an answer set aside earlier fits again
    "depth",  # the assessment goes deeper, or less deep
    "asked",  # a question is asked here that was not
    "takes",  # a question takes other answers; `before` and `after` its kinds
    "counts",  # when a question is asked, or what hangs on its answer, is another
    "depth_rule",  # when an assessment is Light or Full is another
    "stop_new",
    "stop_gone",
    "stop_changed",
    "risk_gone",  # a risk left the catalogue; one taken up keeps its words
    "risk_links",  # the controls that the catalogue suggests for a risk are others
    "risk_changed",  # when a risk is offered, or where it starts, is another
    "risk_new",
    "control_gone",
    "control_changed",
    "control_new",
    "element_gone",
    "element_changed",
    "element_new",
    "clause_gone",
    "clause_number",
    "clause_new",
    "protocol",  # a protocol came, went or is another
    "moved",  # a question or section stands elsewhere, or under another number
    "words",  # the words are others, and nothing else
]
NOTES: tuple[Note, ...] = get_args(Note)
"""What can be told of a move, the weightiest first."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is another after the move.

    ``id`` names the question, risk, control, clause or part of the pack; ``before`` and ``after``
    say how it was and will be where one word tells that; ``parts`` name the choices, columns or
    controls that came or went. ``has_work`` marks what the team has worked on.
    """

    note: Note
    id: str
    before: str = ""
    after: str = ""
    parts: tuple[str, ...] = ()
    has_work: bool = False


def differences(before: Pack, after: Pack) -> Iterator[Difference]:
    """How *after* differs from *before*, each thing with the weightiest word for it."""
    yield from _matrix(before, after)
    yield from _questions(before, after)
    yield from _sections(before, after)
    yield from _stops(before, after)
    yield from _catalogue(before, after)
    yield from _clauses(before, after)
    yield from _rest(before, after)


def _matrix(before: Pack, after: Pack) -> Iterator[Difference]:
    changed = _changed(before.matrix, after.matrix)
    if not changed:
        return
    rule = {"likelihoods", "severities", "levels"} & changed
    ranks = all(_ranks(getattr(before.matrix, n)) == _ranks(getattr(after.matrix, n)) for n in rule)
    only_words = ranks and changed <= {*rule, "title", "source", "confidence", "mappings"}
    names = (before.matrix.id, after.matrix.id)
    yield Difference("words" if only_words else "rule", after.matrix.id, *names)


def _ranks(points: Sequence[Any]) -> list[tuple[str, int]]:
    return [(point.id, point.rank) for point in points]


_TAKES = frozenset({"kind", "choices", "columns"})
_COUNTS = frozenset(
    {"critical", "optional", "control", "compute", "clauses", "none", "when", "depth"}
)


def _questions(before: Pack, after: Pack) -> Iterator[Difference]:
    for id, question in after.form.by_id.items():
        earlier = before.form.by_id.get(id)
        if earlier is None:
            continue
        changed = _changed(earlier, question)
        parts = _parts(earlier, question) if changed & _TAKES else ()
        if earlier.kind != question.kind or parts:
            yield Difference("takes", id, earlier.kind, question.kind, parts)
        if changed & _COUNTS:
            yield Difference("counts", id, parts=_named(changed & _COUNTS))
        places = [p.form.section_of[id].id for p in (before, after)]
        if "number" in changed or places[0] != places[1]:
            yield Difference("moved", id, earlier.number, question.number)
        worded = {"label", "hint", "help", "add"} & changed or (changed & _TAKES and not parts)
        if worded and earlier.kind == question.kind:
            yield Difference("words", id)


def _parts(earlier: Question, question: Question) -> tuple[str, ...]:
    """The choices and columns that came, went, or take something else."""
    was, now = ({c.id for c in q.choices} for q in (earlier, question))
    columns_were = {c.id: (c.kind, {x.id for x in c.choices}) for c in earlier.columns}
    columns_are = {c.id: (c.kind, {x.id for x in c.choices}) for c in question.columns}
    both = {*columns_were, *columns_are}
    columns = {id for id in both if columns_were.get(id) != columns_are.get(id)}
    return _named((was ^ now) | columns)


def _sections(before: Pack, after: Pack) -> Iterator[Difference]:
    were = {section.id: section for section in before.form.sections}
    for section in after.form.sections:
        earlier = were.pop(section.id, None)
        changed = set() if earlier is None else _changed(earlier, section)
        if earlier is None or changed & {"number", "phase", "page"}:
            number = "" if earlier is None else str(earlier.number)
            yield Difference("moved", section.id, number, str(section.number))
        if changed & {"title", "summary"}:
            yield Difference("words", section.id)
    for section in were.values():
        yield Difference("moved", section.id, str(section.number), "")
    if before.form.phases != after.form.phases:
        yield Difference("words", "phases")


def _stops(before: Pack, after: Pack) -> Iterator[Difference]:
    were = {stop.id: stop for stop in before.stop_conditions}
    for stop in after.stop_conditions:
        earlier = were.pop(stop.id, None)
        if earlier is None:
            yield Difference("stop_new", stop.id)
        elif "when" in _changed(earlier, stop):
            yield Difference("stop_changed", stop.id)
        elif earlier != stop:
            yield Difference("words", stop.id)
    for id in were:
        yield Difference("stop_gone", id)


def _catalogue(before: Pack, after: Pack) -> Iterator[Difference]:
    counts = {"likelihood", "severity", "irreversible", "mandatory", "when"}
    for id, risk in after.risk.items():
        known = before.risk.get(id)
        if known is None:
            yield Difference("risk_new", id)
            continue
        changed = _changed(known, risk)
        if "controls" in changed:
            pairs = [{(c.control, c.axis, c.strength) for c in r.controls} for r in (known, risk)]
            yield Difference("risk_links", id, parts=_named({p[0] for p in pairs[0] ^ pairs[1]}))
        if changed & counts:
            yield Difference("risk_changed", id, parts=_named(changed & counts))
        if changed - counts - {"controls"}:
            yield Difference("words", id)
    yield from (Difference("risk_gone", id) for id in before.risk if id not in after.risk)
    counts = {"family", "axis", "format"}
    for id, control in after.control.items():
        earlier = before.control.get(id)
        if earlier is None:
            yield Difference("control_new", id)
            continue
        changed = _changed(earlier, control)
        if changed & counts:
            yield Difference("control_changed", id, parts=_named(changed & counts))
        if changed - counts:
            yield Difference("words", id)
    yield from (Difference("control_gone", id) for id in before.control if id not in after.control)
    for id, element in after.element.items():
        was = before.element.get(id)
        if was is None:
            yield Difference("element_new", id)
        elif {"sensitivity", "raised"} & _changed(was, element):
            yield Difference("element_changed", id, was.sensitivity, element.sensitivity)
        elif was != element:
            yield Difference("words", id)
    yield from (Difference("element_gone", id) for id in before.element if id not in after.element)


def _clauses(before: Pack, after: Pack) -> Iterator[Difference]:
    for id, clause in after.clause.items():
        earlier = before.clause.get(id)
        if earlier is None:
            yield Difference("clause_new", id)
            continue
        if earlier.number != clause.number:
            yield Difference("clause_number", id, earlier.number, clause.number)
        if _changed(earlier, clause) - {"number"}:
            yield Difference("words", id)
    yield from (Difference("clause_gone", id) for id in before.clause if id not in after.clause)


def _rest(before: Pack, after: Pack) -> Iterator[Difference]:
    were = {protocol.id: protocol for protocol in before.protocols}
    are = {protocol.id: protocol for protocol in after.protocols}
    for id in dict.fromkeys((*are, *were)):
        if were.get(id) != are.get(id):
            yield Difference("protocol", id)
    if before.form.depth_rule != after.form.depth_rule:
        yield Difference("depth_rule", "depth")
    if before.groups != after.groups:
        yield Difference("words", "groups")
    head = ("title", "publisher", "licence", "source")
    if any(getattr(before, part) != getattr(after, part) for part in head):
        yield Difference("words", "pack")


def _changed(before: Any, after: Any) -> set[str]:
    """The fields in which two records differ."""
    return {
        part.name
        for part in fields(before)
        if part.init and getattr(before, part.name) != getattr(after, part.name)
    }


def _named(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(ids))
