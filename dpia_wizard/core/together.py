"""Several forms as one: everything of theirs that a protocol of one library can be mapped to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from dpia_wizard.core.catalogue import CatalogueControl, CatalogueRisk, Clause, Pack
from dpia_wizard.core.form import Question, Section

Named = TypeVar("Named", Question, Section, Clause, CatalogueRisk, CatalogueControl)
"""What forms have by its id."""


def together(packs: Sequence[Pack]) -> Pack:
    """The first of *packs* with the questions, clauses, risks, controls and words that only the
    others have, in their order. To look things up in, not to make an assessment with."""
    first = packs[0]
    return replace(
        first,
        form=replace(first.form, sections=_sections([pack.form.sections for pack in packs])),
        clauses=_each_once(clause for pack in packs for clause in pack.clauses),
        risks=_each_once(risk for pack in packs for risk in pack.risks),
        controls=_each_once(control for pack in packs for control in pack.controls),
        languages=tuple(dict.fromkeys(code for pack in packs for code in pack.languages)),
        words=tuple(dict.fromkeys(source for pack in packs for source in pack.words)),
    )


def _each_once(records: Iterable[Named]) -> tuple[Named, ...]:
    found: dict[str, Named] = {}
    for record in records:
        found.setdefault(record.id, record)
    return tuple(found.values())


def _sections(forms: Sequence[tuple[Section, ...]]) -> tuple[Section, ...]:
    """The sections of all forms, each once; a question stands where the first form has it."""
    placed: set[str] = set()
    questions: dict[str, list[Question]] = {}
    for sections in forms:
        for section in sections:
            new = [question for question in section.questions if question.id not in placed]
            placed.update(question.id for question in new)
            questions.setdefault(section.id, []).extend(new)
    every = _each_once(section for sections in forms for section in sections)
    return tuple(replace(section, questions=tuple(questions[section.id])) for section in every)
