"""One risk in full: levels, what happens to the child, controls, reasons, acceptance."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from dpia_wizard.core.condition import because
from dpia_wizard.core.register import NOT_RATED
from dpia_wizard.report.acceptance import accepted_until
from dpia_wizard.report.argument import (
    argument,
    ended,
    judgement,
    set_by,
)
from dpia_wizard.report.document import (
    Barrier,
    Block,
    BowTie,
    Card,
    Cards,
    Chip,
    Column,
    Fact,
    Facts,
    FillLine,
    Grid,
    Heading,
    KeepTogether,
    Notice,
    OnePage,
    Row,
    Span,
    Spans,
    Text,
    cell,
)
from dpia_wizard.report.material import (
    control_key,
    question_key,
    risk_key,
    row_key,
)
from dpia_wizard.report.team import range_chip, range_texts, rating_round
from dpia_wizard.wording import credit
from dpia_wizard.wording.acceptance import acceptance_told
from dpia_wizard.wording.bow_tie import bow_tie

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dpia_wizard.core.model import Control, Link
    from dpia_wizard.core.register import RatedRisk
    from dpia_wizard.core.scoring import Reason as Computed
    from dpia_wizard.report.document import Cell
    from dpia_wizard.report.material import Material
    from dpia_wizard.wording.bow_tie import Barrier as ToldBarrier

MOST_BOXES = 5
"""Causes and harms that are drawn on either side; what is left out is counted."""


def risk_blocks(m: Material, risk: RatedRisk, *above_it: Block) -> list[Block]:
    """A risk as it is printed: Critical on its own page, High together, others as reasons.

    *above_it* stays with its heading.
    """
    top = risk.level == m.pack.matrix.levels[-1].id
    above = m.is_above_tolerance(risk)
    heading = Heading(
        m.own(m.wording.risk(risk.risk)),
        1 if top else 2,
        risk_key(risk.id),
        contents=above,
        bookmark=2,
        new_page=top,
        number=risk.id,
    )
    if not above:
        return [
            KeepTogether(
                (
                    heading,
                    _place_line(m, risk),
                    Text(_rests_on(m, risk), "quiet"),
                    *range_texts(m, risk),
                    *argument(m, risk),
                )
            ),
            *rating_round(m, risk),
            *_written(m, risk),
            *_acceptance(m, risk),
        ]
    blocks: list[Block] = [_cards(m, risk), *range_texts(m, risk), *_story(m, risk)]
    blocks += (_bow_tie(m, risk), *_controls(m, risk))
    blocks += rating_round(m, risk)
    blocks += _written(m, risk)
    *before, reasons = argument(m, risk)
    # Who accepts a risk signs below the reasons, never on a page that holds nothing else.
    blocks += (*before, KeepTogether((reasons, *_acceptance(m, risk))))
    again = m.words("Continued: {risk} {title}").format(
        risk=risk.id, title=m.own(m.wording.risk(risk.risk))
    )
    whole = (*above_it, heading, *blocks)
    return [OnePage(whole, again) if top else KeepTogether(whole, again)]


def _back(m: Material, risk: RatedRisk) -> Spans:
    return m.link(m.words("risk register"), row_key(risk.id))


def _cards(m: Material, risk: RatedRisk) -> Cards:
    _ = m.words
    score = risk.score
    if score is None:
        return Cards((Card(_("Today"), cell(Chip(NOT_RATED), *range_chip(m, risk)), bold=True),))
    confirmed = _("confirmed") if risk.is_confirmed else _("not confirmed")

    def words(likelihood: int, severity: int) -> str:
        return (
            f"{m.wording.likelihood(likelihood)} {likelihood}, "
            f"{m.wording.severity(severity)} {severity}"
        )

    before, today, planned = score.inherent, score.today, score.projected
    cards = [
        Card(
            _("Before controls"),
            cell(Chip(before.level, "outlined", words(before.likelihood, before.severity))),
        ),
        Card(
            _("Today"),
            cell(
                Chip(risk.level, "filled", words(today.likelihood, today.severity)),
                Text((Span(confirmed),), "quiet"),
                *range_chip(m, risk),
            ),
            bold=True,
        ),
        Card(
            _("If the plan is done"),
            cell(Chip(planned.level, "dashed", words(planned.likelihood, planned.severity))),
        ),
    ]
    said = set_by(m, risk) or (_("Precaution applies.") if score.precaution else "")
    text = said or m.wording.level_meaning(risk.level)
    cards.append(Card(_("What it asks for") if not said else _("Note"), cell(text)))
    return Cards(tuple(cards))


def _place_line(m: Material, risk: RatedRisk) -> Text:
    """Where a smaller risk stands, in one line."""
    _ = m.words
    if risk.score is None:
        return Text((Span(_("Not rated.")),))
    sentence = _("{before} before controls, {today} today, {planned} if the plan is done.")
    return Text(
        m.spans(
            sentence,
            before=m.wording.level(risk.score.inherent.level),
            today=Span(m.wording.level(risk.level), bold=True),
            planned=m.wording.level(risk.score.projected.level),
        )
    )


def _story(m: Material, risk: RatedRisk) -> list[Block]:
    """Who does what to whom, on which answers and clauses it rests."""
    _ = m.words
    told = [
        (name, m.wording.risk(risk.risk, part))
        for part, name in (
            ("threat_source", _("From whom")),
            ("event", _("What happens")),
            ("vulnerability", _("What makes it possible")),
            ("harm", _("What it does to the child")),
        )
    ]
    if risk.known is not None:
        told.append((_("Most at risk"), m.wording.risk(risk.id, "affected")))
    told = [(name, text) for name, text in told if text]
    rests = Text(_rests_on(m, risk), "quiet")
    record = risk.risk
    if record.threat_source or record.event or record.vulnerability or record.harm:
        return [Facts(tuple(Fact(name, cell(m.own(text))) for name, text in told)), rests]
    parts: list[Span] = []
    for name, text in told:
        parts += [Span(f"{name}: ", bold=True), Span(f"{ended(text)} ")]
    return [Text(tuple(parts)), rests] if parts else [rests]


def _rests_on(m: Material, risk: RatedRisk) -> Spans:
    _ = m.words
    line: list[Span] = []
    known = risk.known
    if known is not None and known.when is not None:
        answers = [id for id in because(known.when, m.seen) if id in m.seen.active]
        if answers:
            links = tuple(
                (Span(m.ltr(m.pack.form.by_id[id].number), link=question_key(id)),)
                for id in answers
            )
            line += m.spans(_("Rests on answers {answers}. "), answers=m.joined(links, m.comma))
        elif risk.id in m.no_longer_raised:
            line.append(Span(f"{_('No longer raised by the answers.')} ", bold=True))
    if known is not None:
        clauses = [clause for clause in known.clauses if clause in m.pack.clause]
        if clauses:
            named = m.joined(tuple(m.clause_link(clause) for clause in clauses), _("; "))
            line += m.spans(_("DPISP {clauses}. "), clauses=named)
    actions = m.action_links(risk.id)
    if actions:
        line += [*actions, Span(". ")]
    line += m.spans(_("Back to the {register}."), register=_back(m, risk))
    return tuple(line)


def _bow_tie(m: Material, risk: RatedRisk) -> BowTie:
    _ = m.words
    tie = bow_tie(m.wording, risk)
    gap = _("no barrier today")

    def barriers(side: tuple[ToldBarrier, ...]) -> tuple[Barrier, ...]:
        return tuple(Barrier(one.control.id, one.state) for one in side if one.state is not None)

    def more(parts: tuple[str, ...]) -> str:
        n = len(parts) - MOST_BOXES
        return m.words.count("and {n} more", "and {n} more", n) if n > 0 else ""

    return BowTie(
        m.own(tie.event),
        tuple(m.own(cause) for cause in tie.causes[:MOST_BOXES]),
        barriers(tie.stops),
        tuple(m.own(harm) for harm in tie.harms[:MOST_BOXES]),
        barriers(tie.softens),
        _("What can cause it"),
        _("What it does to the child"),
        gap if tie.is_open_before else "",
        gap if tie.is_open_after else "",
        (
            ("verified", _("verified")),
            ("in_place", _("in place, not verified")),
            ("partly", _("partly")),
            ("planned", _("planned, not counted today")),
        ),
        more(tie.causes),
        more(tie.harms),
    )


def _controls(m: Material, risk: RatedRisk) -> list[Block]:
    _ = m.words
    today = earned(risk.score.reasons) if risk.score else {}
    planned = earned(risk.score.projected_reasons) if risk.score else {}
    rows = []
    for link, control in risk.controls:
        plan = planned.get(control.id, Fraction(0))
        now = today.get(control.id, Fraction(0))
        earns = credit(now)
        if plan != now:
            earns = _("{now}, plan {plan}").format(now=earns, plan=credit(plan))
        rows.append(
            Row(
                (
                    cell(Span(control.id, bold=True, link=control_key(control.id))),
                    _control_cell(m, link, control),
                    cell(m.wording.axis(link.axis)),
                    cell(m.wording.strength(link.strength)),
                    status_cell(m, control),
                    cell(m.own(control.custodian) if control.custodian else Span("")),
                    cell(Span(earns, bold=bool(now))),
                )
            )
        )
    columns = (
        Column(_("No."), width=32),
        Column(_("Control"), 2.2),
        Column(_("Acts on"), 1.0),
        Column(_("Strength"), 0.9),
        Column(_("State"), 1.15),
        Column(_("Depends on"), 1.1),
        Column(_("Earns"), width=48, align="end"),
    )
    empty = _("No control is linked to this risk.")
    return [Heading(_("Controls"), 2), Grid(columns, tuple(rows), "dense", when_empty=empty)]


def _control_cell(m: Material, link: Link, control: Control) -> Cell:
    pieces = [Text((Span(m.own(m.wording.control(control))),))]
    if link.reason:
        pieces.append(Text((Span(m.own(link.reason)),), "quiet"))
    return tuple(pieces)


def status_cell(m: Material, control: Control) -> Cell:
    """The state of a control with the date that belongs to it."""
    pieces = [Text((Span(m.wording.status(control.status)),))]
    when = control.evidence_date
    if control.status in ("planned", "partly"):
        when = control.due
    if when:
        pieces.append(Text((Span(m.ltr(when)),), "quiet"))
    return tuple(pieces)


def earned(reasons: Iterable[Computed]) -> dict[str, Fraction]:
    """What each control earned, on both axes together."""
    found: dict[str, Fraction] = {}
    for reason in reasons:
        if reason.code == "earned":
            control = str(reason.facts["control"])
            found[control] = found.get(control, Fraction(0)) + Fraction(reason.facts["credit"])
    return found


def _written(m: Material, risk: RatedRisk) -> list[Block]:
    """What the team wrote that stands neither in the story nor among the reasons."""
    _ = m.words
    record = risk.risk
    facts = []
    above = m.is_above_tolerance(risk)
    if not above:
        for part, name in (
            ("threat_source", _("From whom")),
            ("event", _("What happens")),
            ("vulnerability", _("What makes it possible")),
            ("harm", _("What it does to the child")),
        ):
            text: str = getattr(record, part)
            if text:
                facts.append(Fact(name, cell(m.own(text))))
    if risk.score is None:
        judged = judgement(m, risk)
        if judged:
            facts.append(Fact(_("As judged"), cell(*judged)))
        if record.stated_reason:
            facts.append(Fact(_("Why set higher"), cell(m.own(record.stated_reason))))
    if not above:
        for link, control in risk.controls:
            if link.reason:
                facts.append(
                    Fact(
                        m.own(f"{control.id} {m.wording.strength(link.strength)}"),
                        cell(m.own(link.reason)),
                    )
                )
    return [Facts(tuple(facts))] if facts else []


def _acceptance(m: Material, risk: RatedRisk) -> list[Block]:
    """Who accepted a risk above the tolerance and until when, or the lines to do so."""
    _ = m.words
    if risk.level == NOT_RATED or not m.pack.matrix.is_above_tolerance(risk.level):
        return []
    found = m.acceptances.get(risk.id)
    if found is not None and found.counts:
        return [Notice(accepted_until(m, found))]
    lead = _("Nobody has accepted this risk.")
    if found is not None:
        lead = acceptance_told(m.words, found, own=m.own, date=m.ltr)
    if risk.level == m.pack.matrix.levels[-1].id:
        rest = _("If the flow is not stopped: until which date, borne by whom, watched how?")
    else:
        rest = _("A senior person accepts it until a date, or it is lowered.")
    blocks: tuple[Block, ...] = (
        Text((Span(f"{lead} ", bold=True), Span(rest))),
        FillLine(_("Until, name, signature, date")),
    )
    return [Notice(blocks, strong=risk.level == m.pack.matrix.levels[-1].id)]
