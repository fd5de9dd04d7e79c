"""Every answered question of every section, with what was not asked and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dpia_wizard.core.condition import DEPTHS
from dpia_wizard.core.form import Question as FormQuestion
from dpia_wizard.report import tables
from dpia_wizard.report.document import Block, Heading, Question, Span, Spans, Text
from dpia_wizard.report.material import control_key, question_key, section_key
from dpia_wizard.report.values import evidence, full, state

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dpia_wizard.core.form import Section
    from dpia_wizard.report.material import Material


def before_the_register(m: Material) -> tuple[Section, ...]:
    """The sections that lead to the risk register."""
    found = []
    for section in m.pack.form.sections:
        if section.page != "questions":
            break
        found.append(section)
    return tuple(found)


def after_the_register(m: Material) -> tuple[Section, ...]:
    """The sections with questions that come after it: advice, decision, review."""
    before = before_the_register(m)
    return tuple(s for s in m.pack.form.sections if s not in before and s.questions)


def sections(m: Material, chosen: Iterable[Section]) -> tuple[Block, ...]:
    """The answers of some sections; those of which nothing is asked share one line."""
    blocks: list[Block] = []
    not_asked: list[Section] = []
    for section in chosen:
        if any(question.id in m.seen.active for question in section.questions):
            blocks += _section(m, section)
        elif section.questions:
            not_asked.append(section)
    blocks += [_not_asked_section(m, section) for section in not_asked]
    return tuple(blocks)


def _section(m: Material, section: Section) -> list[Block]:
    blocks: list[Block] = [
        Heading(
            m.wording.section(section.id),
            1,
            section_key(section.id),
            contents=True,
            bookmark=1,
            number=str(section.number),
        )
    ]
    summary = m.wording.section_summary(section.id)
    if summary:
        blocks.append(Text((Span(summary),), "lead"))
    for question in section.questions:
        if question.id in m.seen.active:
            blocks += question_blocks(m, question)
    left = [q for q in section.questions if q.id not in m.seen.active]
    if left:
        blocks.append(_not_asked_questions(m, left))
    return blocks


def question_blocks(m: Material, question: FormQuestion) -> list[Block]:
    """One question with its answer; a table stands below its question."""
    label = m.wording.question(question)
    said = m.assessment.answers.get(question.id)
    note: Spans = (Span(m.own(said.note)),) if said is not None and said.note else ()
    key = question_key(question.id)
    links = _links(m, question) if question.id in m.seen.active else ()
    if question.kind == "table" and m.assessment.rows_of(question.id):
        blocks: list[Block] = [
            Question(m.ltr(question.number), label, (), note, links, key=key),
            tables.grid(m, question),
        ]
        return blocks
    answer = full(m, question) if question.kind != "table" else evidence(m, question)
    return [Question(m.ltr(question.number), label, answer, note, links, state(m, question), key)]


def _links(m: Material, question: FormQuestion) -> Spans:
    """The clauses that an answer rests on and the control that it fills, with their pages."""
    _ = m.words
    clauses = [clause for clause in question.clauses if clause in m.pack.clause]
    parts = [m.clause_link(clause) for clause in clauses]
    line: list[Span] = []
    if parts:
        line += [Span(f"{_('DPISP')} "), *m.joined(parts, _("; "))]
    if any(control.id == question.control for control in m.controls):
        if line:
            line.append(Span("  ·  "))
        line += [Span(f"{_('Control')} "), *m.link(question.control, control_key(question.control))]
    actions = m.action_links(question.id)
    if actions:
        line += [Span("  ·  "), *actions] if line else actions
    return tuple(line)


def _not_asked_questions(m: Material, questions: list[FormQuestion]) -> Text:
    """The questions of a section that do not apply or belong to a deeper assessment."""
    _ = m.words
    deeper = [q for q in questions if _is_deeper(m, q)]
    others = [q for q in questions if not _is_deeper(m, q)]
    parts = []
    if others:
        numbers = m.ltr(", ".join(q.number for q in others))
        parts.append(
            _("Not applicable after other answers, so not asked: {numbers}.").format(
                numbers=numbers
            )
        )
    if deeper:
        numbers = m.ltr(", ".join(q.number for q in deeper))
        parts.append(_("Asked only in a deeper assessment: {numbers}.").format(numbers=numbers))
    return Text((Span(" ".join(parts)),), "quiet")


def _not_asked_section(m: Material, section: Section) -> Text:
    _ = m.words
    name = f"{m.ltr(str(section.number))} {m.wording.section(section.id)}"
    if all(_is_deeper(m, question) for question in section.questions):
        sentence = _("Section {section} was not asked: it belongs to a deeper assessment.")
    else:
        sentence = _("Section {section} was not asked: other answers make it not applicable.")
    return Text((Span(sentence.format(section=name)),), "quiet")


def _is_deeper(m: Material, question: FormQuestion) -> bool:
    return DEPTHS.index(question.depth) > DEPTHS.index(m.seen.depth())
