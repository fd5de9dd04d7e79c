"""What a move to another edition of its form does to one assessment, and the changes that make it.

Nothing that a team wrote is lost: answers that a question no longer takes are set aside, those of
questions that left stay, and a risk or control that left the catalogue keeps its words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from dpia_wizard.core import change, fitting
from dpia_wizard.core.catalogue import CatalogueRisk, Pack
from dpia_wizard.core.change import Change
from dpia_wizard.core.editions import NOTES, Difference, differences
from dpia_wizard.core.form import Choice, Question
from dpia_wizard.core.model import Answer, Assessment, Control, Record, Risk, Row, pin
from dpia_wizard.core.register import NOT_RATED, rated
from dpia_wizard.core.situation import situation

Told = Callable[[str, str], str]
"""Gives the text of a pack, by its stable address and in English, in the language of the team."""

NAME = "move to another edition"
"""The name of the step."""

__all__ = ["NAME", "NOTES", "Difference", "Preview", "adopted", "left_over", "preview"]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a move does; ``differences`` the weightiest first, ``changes`` what makes it."""

    before: Pack
    after: Pack
    differences: tuple[Difference, ...]
    changes: tuple[Change, ...]


def preview(
    before: Pack, after: Pack, assessment: Assessment, *, on: str, told: Told | None = None
) -> Preview:
    """What moving *assessment* from *before* to *after* does, judged on the ISO date *on*.

    ``before`` and ``after`` carry the matrices that count before and after the move.
    """
    changes = tuple(_changes(before, after, assessment, told or _in_english))
    moved = change.apply(assessment, *changes)
    found = [
        *_levels(before, after, assessment, moved, on),
        *_depth(before, after, assessment, moved),
        *_answers(before, after, assessment, moved),
        *_asked(before, after, assessment, moved),
        *(_with_work(difference, assessment) for difference in differences(before, after)),
    ]
    weights = {note: place for place, note in enumerate(NOTES)}
    ordered = sorted(enumerate(found), key=lambda pair: (weights[pair[1].note], pair[0]))
    return Preview(before, after, tuple(found for _, found in ordered), changes)


def adopted(after: Pack, assessment: Assessment) -> tuple[Change, ...]:
    """What makes *assessment* one of *after* where the edition that it is made with is not known
    any more: nothing can be compared, and what does not fit is set aside all the same.

    ``after`` carries the matrix that counts after the move.
    """
    by_id = after.form.by_id
    answers = (
        fitting.fitted(answer, by_id[answer.id])
        for answer in assessment.answers.values()
        if answer.id in by_id
    )
    rows = {
        id: fitting.fitted_row(row, question, fitting.kind_of(row, question))
        for id, row in assessment.rows.items()
        if (question := by_id.get(fitting.belongs_to(row))) is not None
    }
    records: list[Record] = [pin("form", after.ref), pin("matrix", after.matrix_ref), *answers]
    return (*_put(assessment, records), *_moved_rows(assessment, rows))


@dataclass(frozen=True, slots=True)
class Unfitting:
    """What an assessment holds that a form cannot take as it is: the questions with answers or rows
    that are ``set_aside``, those that the form does not have (``left``), and the risks and controls
    that its catalogue does not have (``gone``)."""

    set_aside: tuple[str, ...]
    left: tuple[str, ...]
    gone: tuple[str, ...]


def unfitting(after: Pack, assessment: Assessment) -> Unfitting:
    """All that can be told of a move to *after* where nothing can be compared."""
    records = (change.after for change in adopted(after, assessment))
    aside = (fitting.aside_of(record) for record in records if isinstance(record, Answer | Row))
    own = {id for id, risk in assessment.risks.items() if risk.title}
    own |= {id for id, control in assessment.controls.items() if control.title}
    gone = [id for id in assessment.risks if id not in after.risk]
    gone += [id for id in assessment.controls if id not in after.control]
    return Unfitting(
        tuple(dict.fromkeys(filter(None, aside))),
        left_over(after, assessment),
        tuple(id for id in gone if id not in own),
    )


def left_over(pack: Pack, assessment: Assessment) -> tuple[str, ...]:
    """The questions with answers that *pack* does not have; they are kept for when it does."""
    answered = (answer.id for answer in assessment.answers.values())
    rows = (fitting.belongs_to(row) for row in assessment.rows.values())
    return tuple(dict.fromkeys(id for id in (*answered, *rows) if id not in pack.form.by_id))


# What changes in the assessment


def _changes(before: Pack, after: Pack, assessment: Assessment, told: Told) -> Iterator[Change]:
    records: list[Record] = [
        *(pin("form", after.ref), pin("matrix", after.matrix_ref)),
        *_fitted_answers(before, after, assessment),
        *_risks(before, after, assessment, told),
        *_controls(before, after, assessment, told),
    ]
    yield from _put(assessment, records)
    yield from _moved_rows(assessment, _fitted_rows(before, after, assessment))


def _put(assessment: Assessment, records: Iterable[Record]) -> Iterator[Change]:
    puts = (change.put(assessment, record) for record in records)
    return (put for put in puts if put is not None)


def _moved_rows(assessment: Assessment, fitted: Mapping[str, Row]) -> Iterator[Change]:
    """What makes the rows of these ids those that are *fitted*, which may have other ids.

    A row stays as it is where another one stands in its new place and stays there.
    """
    stay = {id for id in assessment.rows if fitted.get(id, assessment.rows[id]).id == id}
    moving = {id: row for id, row in fitted.items() if row.id == id or row.id not in stay}
    gone = [id for id, row in moving.items() if row.id != id]
    yield from (Change(assessment.rows[id], None) for id in gone)
    for row in moving.values():
        before = None if row.id in gone else assessment.rows.get(row.id)
        if row != before:
            yield Change(before, row)


def _fitted_answers(before: Pack, after: Pack, assessment: Assessment) -> Iterator[Answer]:
    for answer in assessment.answers.values():
        question, earlier = after.form.by_id.get(answer.id), before.form.by_id.get(answer.id)
        if question is not None and (answer.aside is not None or _takes_else(earlier, question)):
            yield fitting.fitted(answer, question)


def _fitted_rows(before: Pack, after: Pack, assessment: Assessment) -> dict[str, Row]:
    """The rows as the new form can hold them, by the id that they have now."""
    found: dict[str, Row] = {}
    for row in assessment.rows.values():
        id = fitting.belongs_to(row)
        question, earlier = after.form.by_id.get(id), before.form.by_id.get(id)
        if question is None or _takes_else(earlier, question):
            kind = earlier.kind if earlier else None
            found[row.id] = fitting.fitted_row(row, question, kind)
    return found


def _takes_else(earlier: Question | None, question: Question) -> bool:
    """Whether what *question* takes may differ from what it took."""
    if earlier is None:
        return True
    return (earlier.kind, _ids(earlier.choices), _shape(earlier)) != (
        question.kind,
        _ids(question.choices),
        _shape(question),
    )


def _ids(choices: tuple[Choice, ...]) -> set[str]:
    return {choice.id for choice in choices}


def _shape(question: Question) -> dict[str, tuple[str, frozenset[str]]]:
    return {c.id: (c.kind, frozenset(_ids(c.choices))) for c in question.columns}


_OWN_WORDS = ("title", "threat_source", "event", "vulnerability", "harm")


def _risks(before: Pack, after: Pack, assessment: Assessment, told: Told) -> Iterator[Risk]:
    for risk in assessment.risks.values():
        earlier, known = before.risk.get(risk.id), after.risk.get(risk.id)
        if earlier is not None and known is None:
            own = {part: getattr(risk, part) or _text(earlier, part, told) for part in _OWN_WORDS}
            yield _worded(
                replace(risk, irreversible=risk.irreversible or earlier.irreversible), own
            )
        elif earlier is None and known is not None:  # it is back: in the words of the catalogue
            same = (part for part in _OWN_WORDS if getattr(risk, part) == _text(known, part, told))
            yield _worded(risk, dict.fromkeys(same, ""))


def _worded(risk: Risk, words: dict[str, str]) -> Risk:
    return replace(risk, **words)  # type: ignore[arg-type]  # the fields of `_OWN_WORDS` are texts


def _text(risk: CatalogueRisk, part: str, told: Told) -> str:
    source: str = getattr(risk, part)
    return told(f"risk.{risk.id}.{part}", source)


def _controls(before: Pack, after: Pack, assessment: Assessment, told: Told) -> Iterator[Control]:
    linked = {link.control for link in assessment.links.values()}
    for id in dict.fromkeys((*assessment.controls, *sorted(linked))):
        control = assessment.controls.get(id, Control(id))
        earlier, known = before.control.get(id), after.control.get(id)
        if earlier is not None and known is None and not control.title:
            yield replace(control, title=told(f"control.{id}.title", earlier.title))
        elif earlier is None and known is not None and control.title:
            is_same = control.title == told(f"control.{id}.title", known.title)
            yield replace(control, title="") if is_same else control


def _in_english(_address: str, text: str) -> str:
    return text


# What it means for the team


def _levels(
    before: Pack, after: Pack, assessment: Assessment, moved: Assessment, on: str
) -> Iterator[Difference]:
    """The risks that count with another level, those that fall first: a fall is never silent."""
    found = []
    for id, risk in assessment.risks.items():
        if risk.dismissed:
            continue
        was = rated(before, assessment, risk, on=on)
        now = rated(after, moved, moved.risks[id], on=on)
        if was.level != now.level or (was.score is None) != (now.score is None):
            fall = _share(after, now.level) - _share(before, was.level)
            found.append((fall, Difference("level", id, was.level, now.level, has_work=True)))
    return (difference for _, difference in sorted(found, key=lambda pair: (pair[0], pair[1].id)))


def _share(pack: Pack, level: str) -> float:
    """How high a level stands among those of its matrix; not rated stands below all."""
    if level == NOT_RATED or level not in pack.matrix.level:
        return 0.0
    return pack.matrix.level[level].rank / len(pack.matrix.levels)


def _depth(
    before: Pack, after: Pack, assessment: Assessment, moved: Assessment
) -> Iterator[Difference]:
    was, now = situation(before.form, assessment).depth(), situation(after.form, moved).depth()
    if was != now:
        yield Difference("depth", "", was, now)


def _answers(
    before: Pack, after: Pack, assessment: Assessment, moved: Assessment
) -> Iterator[Difference]:
    """The answers that are set aside, in whole or in part, and those that come back."""
    aside: dict[str, tuple[str, ...]] = {}
    back: dict[str, tuple[str, ...]] = {}
    for id, answer in assessment.answers.items():
        held, holds = _said(answer.aside), _said(moved.answers[id].aside)
        gone = tuple(part for part in holds if part not in held)
        come = tuple(part for part in held if part not in holds)
        if gone:
            aside[id] = gone
        if come:
            back[id] = come
    fitted = _fitted_rows(before, after, assessment)
    for id, row in assessment.rows.items():
        place, now = fitting.belongs_to(row), moved.rows.get(fitted.get(id, row).id, row)
        if row == now or place not in after.form.by_id:
            continue
        was_out, is_out = (r.question.startswith(fitting.ASIDE) for r in (row, now))
        cells_were, cells_are = fitting.set_aside_cells(row), fitting.set_aside_cells(now)
        if is_out > was_out or len(cells_are) > len(cells_were):
            aside.setdefault(place, ())
        if is_out < was_out or len(cells_are) < len(cells_were):
            back.setdefault(place, ())
    for id in after.form.by_id:
        if id in aside:
            yield Difference("set_aside", id, parts=aside[id], has_work=True)
        if id in back:
            yield Difference("comes_back", id, parts=back[id], has_work=True)


def _said(value: object) -> tuple[str, ...]:
    if value is None or value == "":
        return ()
    return value if isinstance(value, tuple) else (str(value),)


def _asked(
    before: Pack, after: Pack, assessment: Assessment, moved: Assessment
) -> Iterator[Difference]:
    """The questions that this assessment is asked from now on, and those it is not any more."""
    was, now = situation(before.form, assessment).active, situation(after.form, moved).active
    worked_on = _worked_on(assessment)
    for id in before.form.by_id:
        if id not in after.form.by_id:
            yield Difference("left", id, has_work=id in worked_on)
        elif id in was and id not in now:
            yield Difference("not_asked", id, has_work=id in worked_on)
    for id in after.form.by_id:
        if id in now and id not in was:
            yield Difference("asked", id, has_work=id in worked_on)


def _with_work(difference: Difference, assessment: Assessment) -> Difference:
    note, id = difference.note, difference.id
    there = {
        "risk": assessment.risks,
        "control": {link.control: link for link in assessment.links.values()}
        | dict(assessment.controls),
        "takes": dict.fromkeys(_worked_on(assessment)),
        "counts": dict.fromkeys(_worked_on(assessment)),
    }.get(note.partition("_")[0], {})
    return replace(difference, has_work=id in there)


def _worked_on(assessment: Assessment) -> frozenset[str]:
    rows = (fitting.belongs_to(row) for row in assessment.rows.values())
    return frozenset((*assessment.answers, *rows))
