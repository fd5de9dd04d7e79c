"""The two-minute page: verdict, map and counts, stop conditions, decisions, first actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dpia_wizard.core.register import counts, worst
from dpia_wizard.report.document import (
    Block,
    Cell,
    Column,
    Columns,
    Grid,
    Heading,
    OnePage,
    Row,
    Side,
    Span,
    Spans,
    Text,
    Tick,
    Ticks,
    Verdict,
    cell,
)
from dpia_wizard.report.material import action_key, question_key, risk_key, section_key
from dpia_wizard.report.phrases import (
    counts_grid,
    heat_map,
    level_counts,
    next_sentence,
    stop_sentence,
    unrated_sentence,
    worst_sentence,
)
from dpia_wizard.report.values import cut

if TYPE_CHECKING:
    from dpia_wizard.core.model import Action
    from dpia_wizard.report.material import Material

SHOWN_STOPS = 4
SHOWN_DECISIONS = 4
SHOWN_ACTIONS = 4
MAP_WIDTH = 312.0


def summary(m: Material) -> tuple[Block, ...]:
    """The page that a head of office reads in two minutes."""
    _ = m.words
    more = " ".join(s for s in (next_sentence(m), unrated_sentence(m), stop_sentence(m)) if s)
    blocks: list[Block] = [
        Heading(
            _("Summary for the decision"), 1, "summary", contents=True, bookmark=1, new_page=True
        ),
        Verdict(worst_sentence(m), (Span(more),), worst(m.pack, m.risks)),
        Columns((Side(_map(m), width=MAP_WIDTH), Side(_counts(m)))),
        *_stops(m),
        *_decisions(m),
        *_actions(m),
    ]
    return (OnePage(tuple(blocks)),)


def _map(m: Material) -> tuple[Block, ...]:
    return (
        Heading(m.words("Where the risks were and where they are"), 2),
        heat_map(m.wording, m.risks),
    )


def _counts(m: Material) -> tuple[Block, ...]:
    _ = m.words
    notes = [
        _(
            "Box: risks in this cell today. Circle and arrow: how many left this cell thanks to"
            " controls, and where they are now. Rows: likelihood in 12 months. Columns: harm to"
            " the child."
        )
    ]
    unknown = sum(risk.score is not None and risk.score.precaution for risk in m.risks)
    if unknown:
        notes.append(
            m.words.count(
                "{n} score stands under precaution.",
                "{n} scores stand under precaution.",
                unknown,
            )
        )
    moved = sum(risk.score is not None and risk.level != risk.score.today.level for risk in m.risks)
    if moved:
        notes.append(
            m.words.count(
                "{n} risk counts at another level than its cell: the team or the supervisor set"
                " it.",
                "{n} risks count at another level than their cell: the team or the supervisor set"
                " it.",
                moved,
            )
        )
    lowered = sum(risk.overridden for risk in m.risks)
    if lowered:
        notes.append(
            m.words.count(
                "{n} level was set below what the evidence supports.",
                "{n} levels were set below what the evidence supports.",
                lowered,
            )
        )
    else:
        notes.append(_("No level was set below what the evidence supports."))
    return (
        Heading(_("How many per level"), 2),
        counts_grid(
            m.wording,
            level_counts(m.risks, "inherent"),
            counts(m.pack, m.risks),
            level_counts(m.risks, "projected"),
        ),
        Text((Span(" ".join(notes)),), "small"),
    )


def _stops(m: Material) -> list[Block]:
    _ = m.words
    holding = [stop for stop in m.stops if stop.holds]
    title = _("Stop conditions: {present} of {all} present").format(
        present=len(holding), all=len(m.stops)
    )
    rows = [
        Row(
            (
                cell(Span(stop.condition.id, bold=True)),
                cell(m.wording.stop(stop.condition.id), *_place(m, stop.condition.place)),
                cell(Span(_("Present"), bold=True)),
            )
        )
        for stop in holding[:SHOWN_STOPS]
    ]
    if len(holding) > SHOWN_STOPS:
        more = ", ".join(stop.condition.id for stop in holding[SHOWN_STOPS:])
        rows.append(
            Row((cell(Span(more, bold=True)), cell(_("Also present.")), cell(_("Present"))))
        )
    open_ones = [stop.condition.id for stop in m.stops if stop.holds is None]
    if open_ones:
        rows.append(
            Row(
                (
                    (),
                    cell(
                        Span(
                            _("{stops}: the answers do not tell yet.").format(
                                stops=", ".join(open_ones)
                            ),
                            quiet=True,
                        )
                    ),
                    cell(Span(_("Cannot be told"), quiet=True)),
                )
            )
        )
    absent = [stop.condition.id for stop in m.stops if stop.holds is False]
    if absent:
        sentence = _("{stops} were checked; none of them is present.").format(
            stops=", ".join(absent)
        )
        rows.append(
            Row(((), cell(Span(sentence, quiet=True)), cell(Span(_("Not present"), quiet=True))))
        )
    columns = (Column("", width=30), Column(""), Column("", width=96))
    return [Heading(title, 2), Grid(columns, tuple(rows))]


def _place(m: Material, place: str) -> Spans:
    """Where a stop condition is mended, as a link after its sentence."""
    if place in m.seen.active:
        number = m.pack.form.by_id[place].number
        return (Span(" ("), *m.link(m.ltr(number), question_key(place)), Span(")"))
    section = m.pack.form.section(place)
    if section is None:
        return ()
    key = "register" if section.page == "risks" else section_key(section.id)
    return (Span(" ("), *m.link(m.wording.section(section.id), key), Span(")"))


def _decisions(m: Material) -> list[Block]:
    _ = m.words
    yes_no = Ticks((Tick(_("Yes")), Tick(_("No"))))
    asked = decisions_asked(m)
    rows = [
        Row((cell(Span(str(number), bold=True)), what, (yes_no,)))
        for number, what in enumerate(asked[:SHOWN_DECISIONS], 1)
    ]
    if len(asked) > SHOWN_DECISIONS:
        more = len(asked) - SHOWN_DECISIONS
        sentence = m.words.count(
            "{n} more stands in the action plan", "{n} more stand in the action plan", more
        )
        rows.append(Row(((), cell(*m.link(sentence, "plan")), ())))
    if not rows:
        rows.append(
            Row(
                (
                    (),
                    cell(
                        _("Approve, return or reject on the "),
                        Span(_("signature page"), link="signatures"),
                        ".",
                    ),
                    (),
                )
            )
        )
    columns = (Column("", width=22), Column(""), Column("", width=110))
    return [Heading(_("Decisions asked of you"), 2), Grid(columns, tuple(rows))]


def decisions_asked(m: Material) -> list[Cell]:
    """What the head of office is asked to decide, the gravest first."""
    _ = m.words
    found: list[Cell] = []
    for stop in m.stops:
        if stop.holds:
            lifts = m.wording.stop(stop.condition.id, "lifts")
            quiet = Span(_("Lifts stop condition {stop}.").format(stop=stop.condition.id))
            found.append((Text((Span(lifts),)), Text((quiet,), "quiet")))
    waiting = [r for r in m.risks if m.is_above_tolerance(r) and r.id not in m.accepted]
    for level in reversed(m.pack.matrix.levels):
        mine = [risk for risk in waiting if risk.level == level.id]
        if not mine:
            continue
        sentence = m.words.count(
            "Accept {n} risk that is {level}, until a date and with a reason: {risks}",
            "Accept {n} risks that are {level}, each until a date and with a reason: {risks}",
            len(mine),
        ).replace("{level}", m.wording.level(level.id))
        shown = tuple((Span(risk.id, link=risk_key(risk.id)),) for risk in mine[:8])
        links = m.joined(shown, ", ")
        if len(mine) > 8:
            links = (*links, Span(" …"))
        found.append((Text(m.spans(sentence, risks=links)),))
    for action in m.actions:
        if action.needs and action.status != "done":
            sentence = _("Give what action {action} needs: {needs}")
            number = (Span(str(m.action_number[action.id]), link=action_key(action.id)),)
            needs = m.own(cut(action.needs))
            found.append((Text(m.spans(sentence, action=number, needs=needs)),))
    return found


def _actions(m: Material) -> list[Block]:
    _ = m.words
    open_ones = [action for action in m.actions if action.status != "done"]
    rows = tuple(
        Row(
            (
                cell(m.own(cut_action(action))),
                cell(*source_link(m, action)),
                cell(m.own(action.owner) if action.owner else Span(_("nobody yet"), quiet=True)),
                cell(m.ltr(action.due) if action.due else Span(_("no date"), quiet=True)),
            )
        )
        for action in open_ones[:SHOWN_ACTIONS]
    )
    columns = (
        Column(_("Action"), 5),
        Column(_("From"), 1),
        Column(_("Owner"), 2),
        Column(_("Due"), width=70),
    )
    grid = Grid(columns, rows, when_empty=_("No action is open."))
    blocks: list[Block] = [Heading(_("First actions"), 2), grid]
    if m.actions:
        sentence = m.words.count("All {n} action", "All {n} actions", len(m.actions))
        blocks.append(Text(m.link(sentence, "plan"), "quiet"))
    return blocks


def cut_action(action: Action) -> str:
    """The beginning of an action's text, for one or two lines."""
    text = " ".join(action.text.split())
    return text if len(text) <= 110 else f"{text[:110].rsplit(' ', 1)[0]}…"


def source_link(m: Material, action: Action) -> Spans:
    """The risk or question that asks for an action, as a link."""
    if action.source in m.assessment.risks:
        return (Span(action.source, link=risk_key(action.source)),)
    question = m.pack.form.by_id.get(action.source)
    if question is not None:
        return (Span(m.ltr(question.number), link=question_key(question.id)),)
    return (Span(m.own(action.source)),) if action.source else ()
