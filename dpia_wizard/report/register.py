"""The risk register: every risk in a row, and each one with the reasons for its level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dpia_wizard.core.register import NOT_RATED
from dpia_wizard.report.argument import set_by
from dpia_wizard.report.document import (
    Block,
    Chip,
    Column,
    Grid,
    GroupRow,
    Heading,
    Row,
    Span,
    Text,
    cell,
)
from dpia_wizard.report.material import action_key, risk_key, row_key
from dpia_wizard.report.phrases import chip
from dpia_wizard.report.risk import risk_blocks
from dpia_wizard.report.team import range_line, range_texts, rated_before, voices_before

if TYPE_CHECKING:
    from dpia_wizard.core.model import Action
    from dpia_wizard.core.register import RatedRisk
    from dpia_wizard.report.document import Cell
    from dpia_wizard.report.material import Material


def register(m: Material) -> tuple[Block, ...]:
    """The register in rows, then the risks that were set aside."""
    _ = m.words
    blocks: list[Block] = [
        Heading(_("Risk register"), 1, "register", contents=True, bookmark=1),
        Text((Span(_intro(m)),), "lead"),
        Grid(
            (
                Column(_("No."), width=28),
                Column(_("Risk to the child"), 1.3),
                Column(_("Before controls"), width=64),
                Column(_("Today"), width=64),
                Column(_("If the plan is done"), width=64),
                Column(_("Why today’s level"), 1.15),
                Column(_("Next step, owner, due"), 1.25),
            ),
            tuple(_rows(m)),
            "dense",
            when_empty=_("No risk is in the register yet."),
        ),
    ]
    return (*blocks, *_set_aside(m))


def in_full(m: Material) -> tuple[Block, ...]:
    """Every risk with its reasons: the gravest on pages of their own, the others shorter."""
    _ = m.words
    blocks: list[Block] = []
    top = m.pack.matrix.levels[-1].id
    others = [risk for risk in m.risks if not m.is_above_tolerance(risk)]
    for level in reversed(m.pack.matrix.levels):
        mine = [risk for risk in m.risks if risk.level == level.id and risk not in others]
        above: tuple[Block, ...] = ()
        if mine and level.id != top:
            title = _("Risks that are {level}").format(level=m.wording.level(level.id))
            key = f"level-{level.id}"
            above = (Heading(title, 1, key, contents=True, bookmark=1, new_page=True),)
        for risk in mine:
            blocks += risk_blocks(m, risk, *above)
            above = ()
    if others:
        title = _("Reasons for the other risks")
        blocks.append(Heading(title, 1, "other-risks", contents=True, bookmark=1))
        for risk in others:
            blocks += risk_blocks(m, risk)
    return tuple(blocks)


def _intro(m: Material) -> str:
    _ = m.words
    n = len(m.risks)
    most = max(len(m.pack.matrix.likelihoods), len(m.pack.matrix.severities))
    first = m.words.count(
        "{n} risk, worst today first, then by severity and likelihood.",
        "{n} risks, worst today first, then by severity and likelihood.",
        n,
    )
    scale = _("L: likelihood, S: severity, each from 1 to {most}.").format(most=most)
    when = _("Levels as of {date}, rule edition {edition}.").format(
        date=m.ltr(m.on), edition=m.pack.matrix.rule_edition
    )
    return f"{first} {scale} {when}"


def _rows(m: Material) -> list[Row | GroupRow]:
    rows: list[Row | GroupRow] = []
    for number, risk in enumerate(m.risks):
        following = m.risks[number + 1] if number + 1 < len(m.risks) else None
        score = risk.score
        before: Cell = ()
        planned: Cell = ()
        if score is not None:
            before = cell(chip(m, score.inherent.level, "outlined", score.inherent))
            planned = cell(chip(m, score.projected.level, "dashed", score.projected))
        rows.append(
            Row(
                (
                    cell(Span(risk.id, bold=True, link=risk_key(risk.id))),
                    cell(Span(m.own(m.wording.risk(risk.risk)), bold=True)),
                    before,
                    cell(
                        chip(m, risk.level, "filled", score.today if score else None)
                        if score
                        else Chip(NOT_RATED),
                        *range_line(m, risk),
                    ),
                    planned,
                    why(m, risk),
                    next_step(m, risk),
                ),
                key=row_key(risk.id),
                strong=following is not None and following.level != risk.level,
            )
        )
    return rows


def why(m: Material, risk: RatedRisk) -> Cell:
    """The steps to today's level in a few lines."""
    _ = m.words
    apart = range_texts(m, risk)
    if risk.score is None:
        still = Text((Span(_("Likelihood or severity is still open."), quiet=True),))
        return (still, *apart)
    lines = [
        Text((Span(m.wording.reason(reason, m.assessment)),))
        for reason in risk.score.reasons
        if reason.code == "steps"
    ]
    if risk.score.precaution:
        lines.append(Text((Span(_("Precaution"), bold=True),)))
    if any(reason.code == "irreversible" for reason in risk.score.reasons):
        lines.append(Text((Span(_("Cannot be undone")),)))
    said = set_by(m, risk)
    if said:
        lines.append(Text((Span(said, bold=risk.overridden),)))
    return (*lines, *apart)


def next_step(m: Material, risk: RatedRisk) -> Cell:
    """The first open action for a risk, with its owner and date."""
    _ = m.words
    mine = actions_for(m, risk)
    action = next((one for one in mine if one.status != "done"), None)
    if action is None:
        return cell(Span(_("None beyond routine"), quiet=True))
    number = Span(f"{m.action_number[action.id]}", link=action_key(action.id))
    owner = m.own(action.owner) or _("nobody yet")
    due = m.ltr(action.due) or _("no date")
    return (
        Text((number, Span(f" {m.own(action.text)}"))),
        Text((Span(f"{owner} · {due}"),), "quiet"),
    )


def actions_for(m: Material, risk: RatedRisk) -> list[Action]:
    """The actions that name the risk, then those for one of its controls."""
    controls = {link.control for link, _ in risk.controls}
    named = [action for action in m.actions if action.source == risk.id]
    helped = [a for a in m.actions if a.source != risk.id and a.control in controls]
    return named + helped


def _set_aside(m: Material) -> tuple[Block, ...]:
    _ = m.words
    if not m.set_aside:
        return ()
    rows = [
        Row(
            (
                cell(Span(risk.id, bold=True)),
                (
                    Text((Span(m.own(m.wording.risk(risk.risk)), bold=True),)),
                    *rated_before(m, risk),
                    *_typed(m, risk),
                    *voices_before(m, risk),
                    *_actions(m, risk),
                ),
                cell(_("Not applicable") if risk.risk.dismissed else _("Avoided")),
                cell(
                    m.own(risk.risk.set_aside_reason)
                    if risk.risk.set_aside_reason
                    else Span(_("no reason given"), quiet=True)
                ),
            ),
            key=risk_key(risk.id),
        )
        for risk in m.set_aside
    ]
    columns = (
        Column(_("No."), width=32),
        Column(_("Risk"), 2.2),
        Column(_("What was decided"), width=86),
        Column(_("Reason"), 2.4),
    )
    return (
        Heading(_("Risks that were set aside"), 2, "set-aside"),
        Grid(columns, tuple(rows), "dense"),
        Text(
            (
                Span(
                    _(
                        "Avoided: the information or the flow is given up. Not applicable: it"
                        " cannot happen here. Neither counts in the levels above."
                    )
                ),
            ),
            "quiet",
        ),
    )


def _actions(m: Material, risk: RatedRisk) -> tuple[Text, ...]:
    links = m.action_links(risk.id)
    return (Text(links, "quiet"),) if links else ()


def _typed(m: Material, risk: RatedRisk) -> tuple[Text, ...]:
    """What the team had written about a risk before it was set aside."""
    record = risk.risk
    texts = (
        record.threat_source,
        record.event,
        record.vulnerability,
        record.harm,
        record.likelihood_reason,
        record.severity_reason,
        record.stated_reason,
        *(link.reason for link, _ in risk.controls),
    )
    return tuple(Text((Span(m.own(text)),), "quiet") for text in texts if text)
