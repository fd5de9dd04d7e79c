"""Every text of a pack with its stable address, for translators and for checks."""

from __future__ import annotations

from collections.abc import Iterator

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.form import Choice, Question
from dpia_wizard.core.matrix import RiskMatrix

Addressed = tuple[str, str]
"""The address of a text (the context of its translations) and the text itself."""


def form_words(pack: Pack) -> Iterator[Addressed]:
    """The texts of the form's folder: questions, risks, controls, stop conditions."""
    yield "pack.title", pack.title
    for phase in pack.form.phases:
        yield f"phase.{phase.id}.title", phase.title
    for section in pack.form.sections:
        yield f"section.{section.id}.title", section.title
        yield f"section.{section.id}.summary", section.summary
        for question in section.questions:
            yield from _question(question)
    for element in pack.elements:
        yield f"element.{element.id}.label", element.title
        yield f"element.{element.id}.hint", element.prompt
        yield f"element.{element.id}.raised_when", element.raised_when
        yield f"element.{element.id}.note", element.note
    for group in pack.groups:
        yield f"group.{group.id}.title", group.title
    parts = (
        "title",
        "threat_source",
        "event",
        "vulnerability",
        "harm",
        "affected",
        "raises",
        "lowers",
    )
    for risk in pack.risks:
        for part in parts:
            yield f"risk.{risk.id}.{part}", getattr(risk, part)
    for control in pack.controls:
        for part in ("title", "what", "evidence"):
            yield f"control.{control.id}.{part}", getattr(control, part)
    for stop in pack.stop_conditions:
        yield f"stop.{stop.id}.text", stop.text
        yield f"stop.{stop.id}.lifts", stop.lifts


def protocol_words(pack: Pack) -> Iterator[Addressed]:
    """The texts of the protocols' folder: clauses, and what is said of each protocol."""
    for clause in pack.clauses:
        yield f"clause.{clause.id}.title", clause.title
        yield f"clause.{clause.id}.paraphrase", clause.paraphrase
    for protocol in pack.protocols:
        yield f"protocol.{protocol.id}.title", protocol.title
        yield f"protocol.{protocol.id}.note", protocol.note


def matrix_words(matrix: RiskMatrix) -> Iterator[Addressed]:
    """The texts of a matrix: where it comes from, its scales with their anchors, its levels, and
    the answers that help to find a likelihood."""
    yield "matrix.title", matrix.title
    yield "matrix.source", matrix.source
    for scale, points in (("likelihood", matrix.likelihoods), ("severity", matrix.severities)):
        for point in points:
            for part in ("name", "anchor", "example"):
                yield f"{scale}.{point.id}.{part}", getattr(point, part)
    for level in matrix.levels:
        yield f"level.{level.id}.name", level.name
        yield f"level.{level.id}.meaning", level.meaning
    if matrix.questions is not None:
        for answer in matrix.questions.could_happen:
            yield f"could_happen.{answer.id}.name", answer.name
        for answer in matrix.questions.would_harm:
            yield f"would_harm.{answer.id}.name", answer.name


def _question(question: Question) -> Iterator[Addressed]:
    place = f"question.{question.id}"
    for part in ("label", "hint", "add", "none"):
        yield f"{place}.{part}", getattr(question, part)
    yield f"{place}.why", question.help.why
    yield f"{place}.example", question.help.example
    yield from _choices(question.choices)
    for column in question.columns:
        yield f"column.{question.id}.{column.id}.label", column.label
        yield f"column.{question.id}.{column.id}.hint", column.hint
        yield from _choices(column.choices)


def _choices(choices: tuple[Choice, ...]) -> Iterator[Addressed]:
    for choice in choices:
        yield f"{choice.address}.label", choice.label
        yield f"{choice.address}.hint", choice.hint
