"""Annex A: each clause of the protocol (DPISP) with the answers, risks and controls on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dpia_wizard.core.protocol import OWN
from dpia_wizard.report.document import Block, ClauseEntry, Clauses, Heading, Span, Spans, Text
from dpia_wizard.report.material import (
    clause_key,
    control_key,
    question_key,
    risk_key,
)
from dpia_wizard.report.values import short
from dpia_wizard.wording.team import range_short

if TYPE_CHECKING:
    from dpia_wizard.core.catalogue import Clause
    from dpia_wizard.core.form import Question
    from dpia_wizard.core.register import RatedRisk
    from dpia_wizard.report.material import Material


def annex(m: Material) -> tuple[Block, ...]:
    """Every clause, also those on which nothing rests."""
    _ = m.words
    entries = tuple(_entry(m, clause) for clause in m.pack.clauses)
    used = sum(bool(e.answers or e.risks or e.controls) for e in entries)
    strained = sum(bool(entry.strain) for entry in entries)
    intro = _(
        "Each number leads to its place, and from there back here. {used} of {all} clauses carry"
        " something; {strained} are under strain (bar at the edge): a risk above the tolerance"
        " or a plain No rests on them."
    ).format(used=used, all=len(entries), strained=strained)
    return (
        Heading(
            _("Annex A: what rests on each clause of the DPISP"),
            1,
            "annex-a",
            contents=True,
            bookmark=1,
            new_page=True,
        ),
        Text((Span(intro),), "lead"),
        Text(_about(m)),
        Clauses((_("Clause"), _("Answers"), _("Risks (today)"), _("Controls")), entries, _("none")),
    )


def _about(m: Material) -> Spans:
    """Which protocol is meant, where it is, and the way back to the cover."""
    _ = m.words
    cover = m.spans(_("Back to the {cover}."), cover=m.link(_("cover"), "cover"))
    protocol = m.protocol
    if protocol is None:
        title = m.assessment.text("record.protocol_title")
        said = m.own(title) if title else _("No protocol is named.")
        return (Span(f"{said} "), *cover)
    title = m.words.pack(f"protocol.{protocol.id}.title", protocol.title)
    note = m.words.pack(f"protocol.{protocol.id}.note", protocol.note)
    if m.chosen is not None:
        title = _("{title}, edition {edition}").format(
            title=m.own(title), edition=m.own(m.chosen.edition)
        )
    name = Span(f"{title} ", bold=True)
    if protocol.address:
        name = Span(f"{title} ", link=protocol.address, outside=True, bold=True)
    return (
        name,
        Span(f"{note} ", quiet=True),
        *cover,
    )


def _entry(m: Material, clause: Clause) -> ClauseEntry:
    summary = [
        Span(f"{m.wording.clause(clause.id, 'paraphrase')} "),
        Span(f"{_basis(m, clause)} ", quiet=True),
        *_outside(m, clause),
    ]
    answers = [
        question
        for question in m.pack.form.by_id.values()
        if clause.id in question.clauses and question.id in m.seen.active
    ]
    risks = [r for r in m.risks if r.known is not None and clause.id in r.known.clauses]
    controls = [
        control
        for control in m.controls
        if control.id in m.pack.control and clause.id in m.pack.control[control.id].clauses
    ]
    return ClauseEntry(
        m.clause(clause.id),
        m.wording.clause(clause.id),
        tuple(summary),
        tuple(_answer(m, question) for question in answers),
        tuple(_risk(m, risk) for risk in risks),
        tuple(
            (
                Span(control.id, link=control_key(control.id)),
                Span(f" {m.wording.status(control.status)}"),
            )
            for control in controls
        ),
        _strain(m, answers, risks),
        clause_key(clause.id),
    )


def _basis(m: Material, clause: Clause) -> str:
    """What our paraphrase of a clause rests on."""
    _ = m.words
    return {
        "stated": _("Named in what we read of the protocols."),
        "sister": _("Found in a related protocol."),
        "general": _("From general guidance on data protection."),
        "inference": _("This is our own reading."),
        OWN: _("A clause of the signed text that the wizard’s list does not have."),
    }.get(clause.basis, "")


def _outside(m: Material, clause: Clause) -> Spans:
    """The link to the protocol itself, under the clause's own number where it is known."""
    _ = m.words
    name = _("DPISP {number}").format(number=m.ltr(clause.number)) if clause.number else _("DPISP")
    if m.protocol is not None and m.protocol.address:
        return (Span(name, link=m.protocol.address, outside=True),)
    if m.protocol_files:
        file = m.own(m.protocol_files[0].name)
        return (Span(_("{clause}, in the attached {file}").format(clause=name, file=file)),)
    return ()


def _answer(m: Material, question: Question) -> Spans:
    number = Span(m.ltr(question.number), link=question_key(question.id))
    return (number, Span(f" {short(m, question)}"))


def _risk(m: Material, risk: RatedRisk) -> Spans:
    level = m.wording.level(risk.level)
    found = risk.shown_range
    told: Spans = ()
    if found is not None:
        told = (Span(f" ({range_short(m.wording, found)})", quiet=True),)
    return (
        Span(risk.id, link=risk_key(risk.id)),
        Span(" "),
        Span(level, bold=m.is_above_tolerance(risk)),
        *told,
    )


def is_plain_no(m: Material, question: Question) -> bool:
    """Whether a question that matters most is answered with no."""
    return question.critical and m.seen.chosen(question.id) == ("no",)


def _strain(m: Material, answers: list[Question], risks: list[RatedRisk]) -> Spans:
    """Why a clause is under strain; nothing when it is not."""
    _ = m.words
    parts: list[Spans] = []
    worst = [risk for risk in risks if m.is_above_tolerance(risk)]
    if worst:
        named = m.joined(
            tuple((Span(risk.id, link=risk_key(risk.id)),) for risk in worst[:6]), m.comma
        )
        if len(worst) > 6:
            named = (*named, Span(" …"))
        parts.append(m.spans(_("above the tolerance: {risks}"), risks=named))
    refused = [question for question in answers if is_plain_no(m, question)]
    if refused:
        named = m.joined(
            tuple((Span(m.ltr(q.number), link=question_key(q.id)),) for q in refused), m.comma
        )
        parts.append(m.spans(_("answered No: {questions}"), questions=named))
    if not parts:
        return ()
    return (Span(f"{_('Under strain:')} ", bold=True), *m.joined(tuple(parts), "; "), Span("."))
