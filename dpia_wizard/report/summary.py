"""The two-minute page: verdict, map and counts, stop conditions, decisions, first actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dpia_wizard.core.condition import Fact
from dpia_wizard.core.register import counts, worst
from dpia_wizard.report.document import (
    Block,
    Callout,
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
    from dpia_wizard.report.document import HeatMap
    from dpia_wizard.report.material import Material

SHOWN_ACTIONS = 4
STOPS_HEIGHT = 66.0
DECISIONS_HEIGHT = 104.0
"""How high stop conditions and decisions may grow, in points, so that the page stays one page on
either paper; what does not fit is counted, and stands elsewhere in the report."""
_LINE = 82
"""Characters in a line of the two tables, in the widest language."""
MAP_WIDTH = 312.0


def summary(m: Material) -> tuple[Block, ...]:
    """The page that a head of office reads in two minutes."""
    _ = m.words
    more = " ".join(s for s in (next_sentence(m), unrated_sentence(m), stop_sentence(m)) if s)
    found = heat_map(m.wording, m.risks)
    blocks: list[Block] = [
        Heading(
            _("Summary for the decision"), 1, "summary", contents=True, bookmark=1, new_page=True
        ),
        Callout(worst_sentence(m), (Span(more),), worst(m.pack, m.risks)),
        Columns((Side(_map(m, found), width=MAP_WIDTH), Side(_counts(m)))),
        _notes(m, found),
        *_stops(m),
        *_decisions(m),
        *_actions(m),
    ]
    return (OnePage(tuple(blocks)),)


def _map(m: Material, found: HeatMap) -> tuple[Block, ...]:
    return (Heading(m.words("Where the risks were and where they are"), 2), found)


def _counts(m: Material) -> tuple[Block, ...]:
    return (
        Heading(m.words("How many per level"), 2),
        counts_grid(
            m.wording,
            level_counts(m.risks, "inherent"),
            counts(m.pack, m.risks),
            level_counts(m.risks, "projected"),
        ),
    )


def _notes(m: Material, found: HeatMap) -> Text:
    """How to read the map, and what a reader of the counts must know."""
    _ = m.words
    if any(cell.before for cells in found.cells for cell in cells):
        notes = [
            _(
                "Box: risks in this cell today. Circle: risks in this cell before controls. Rows:"
                " likelihood in 12 months. Columns: harm to the child."
            )
        ]
    else:
        notes = [
            _(
                "Box: risks in this cell today. Circle and arrow: how many left this cell, and"
                " where they are now. Rows: likelihood in 12 months. Columns: harm to the child."
            )
        ]
    if any(move.is_planned for move in found.moves):
        notes.append(_("Dashed: how many will stand here if the plan is done, and from where."))
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
                "{n} risk counts at another level than its cell: somebody set it.",
                "{n} risks count at another level than their cell: somebody set it.",
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
    return Text((Span(" ".join(notes)),), "small")


def _stops(m: Material) -> list[Block]:
    _ = m.words
    holding = [stop.condition for stop in m.stops if stop.holds]
    title = _("Stop conditions: {present} of {all} present").format(
        present=len(holding), all=len(m.stops)
    )
    texts = [m.wording.stop(stop.id) for stop in holding]
    shown = how_many_fit(texts, _room(m, STOPS_HEIGHT))
    present = cell(Span(_("Present"), bold=True))
    rows = [
        Row((cell(Span(stop.id, bold=True)), cell(text, *_place(m, stop.place)), present))
        for stop, text in zip(holding[:shown], texts, strict=False)
    ]
    if len(holding) > shown:
        more = m.comma.join(stop.id for stop in holding[shown:])
        rows.append(Row(((), cell(Span(more, bold=True)), present)))
    sentences = []
    open_ones = [stop.condition.id for stop in m.stops if stop.holds is None]
    if open_ones:
        sentences.append(
            _("{stops}: the answers do not tell yet.").format(stops=m.comma.join(open_ones))
        )
    absent = [stop.condition.id for stop in m.stops if stop.holds is False]
    if absent:
        sentences.append(
            _("{stops} were checked; none of them is present.").format(stops=m.comma.join(absent))
        )
    if sentences:
        rows.append(Row(((), cell(Span(" ".join(sentences), quiet=True)), ())))
    columns = (Column("", width=30), Column(""), Column("", width=60))
    return [Heading(title, 2), Grid(columns, tuple(rows))]


def _room(m: Material, height: float) -> float:
    """Lines of Arabic stand further apart, so fewer of them fit."""
    return height * 0.72 if m.words.is_right_to_left else height


def how_many_fit(texts: list[str], height: float) -> int:
    """How many rows with *texts* stay below *height*; the first always does."""
    for number, text in enumerate(texts):
        height -= 12.0 * (1 + len(text) // _LINE) + 7.0
        if height < 0 and number:
            return number
    return len(texts)


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
    texts = ["".join(span.text for span in what) for what in asked]
    shown = how_many_fit(texts, _room(m, DECISIONS_HEIGHT))
    rows = [
        Row((cell(Span(str(number), bold=True)), cell(*what), (yes_no,)))
        for number, what in enumerate(asked[:shown], 1)
    ]
    if len(asked) > shown:
        sentence = m.words.count(
            "{n} more decision is asked, in section 20 and in the action plan",
            "{n} more decisions are asked, in section 20 and in the action plan",
            len(asked) - shown,
        )
        rows.append(Row(((), cell(*m.link(sentence, "plan")), ())))
    if not rows:
        page = Span(_("signature page"), link="signatures")
        sentence = _("Approve, return or reject on the {page}.")
        rows.append(Row(((), cell(*m.spans(sentence, page=page)), ())))
    columns = (Column("", width=22), Column(""), Column("", width=92))
    return [Heading(_("Decisions asked of you"), 2), Grid(columns, tuple(rows))]


def decisions_asked(m: Material) -> list[Spans]:
    """What the head of office is asked to decide, the gravest first."""
    _ = m.words
    found: list[Spans] = []
    for stop in m.stops:
        if stop.holds:
            lifts = m.wording.stop(stop.condition.id, "lifts")
            quiet = _("Lifts stop condition {stop}.").format(stop=stop.condition.id)
            found.append((Span(f"{lifts} "), Span(quiet, quiet=True)))
    waiting = [r for r in m.risks if m.is_above_tolerance(r) and r.id not in m.accepted]
    for level in reversed(m.pack.matrix.levels):
        mine = [risk for risk in waiting if risk.level == level.id]
        if not mine or (level == m.pack.matrix.levels[-1] and _asked_by_stop(m)):
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
        found.append(m.spans(sentence, risks=links))
    apart = [risk for risk in m.risks if risk.is_unsettled and risk.range and risk.range.is_wide]
    if apart:
        sentence = m.words.count(
            "Have the team agree on {n} risk that people rated far apart: {risks}",
            "Have the team agree on {n} risks that people rated far apart: {risks}",
            len(apart),
        )
        named = tuple((Span(risk.id, link=risk_key(risk.id)),) for risk in apart[:8])
        links = m.joined(named, ", ")
        found.append(m.spans(sentence, risks=(*links, Span(" …")) if len(apart) > 8 else links))
    for action in m.actions:
        if action.needs and action.status != "done":
            sentence = _("Give what action {action} needs: {needs}")
            number = (Span(str(m.action_number[action.id]), link=action_key(action.id)),)
            needs = m.own(cut(action.needs))
            found.append(m.spans(sentence, action=number, needs=needs))
    return found


def _asked_by_stop(m: Material) -> bool:
    """Whether a stop condition asks already what to do about risks of the worst level."""
    return any(
        stop.holds and stop.condition.when == Fact("critical_not_accepted") for stop in m.stops
    )


def _actions(m: Material) -> list[Block]:
    _ = m.words
    open_ones = [action for action in m.actions if action.status != "done"]
    rows = tuple(
        Row(
            (
                cell(m.own(cut_action(action))),
                cell(*source_link(m, action)),
                cell(
                    m.own(cut(action.owner, 24))
                    if action.owner
                    else Span(_("nobody yet"), quiet=True)
                ),
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
    return text if len(text) <= 62 else f"{text[:62].rsplit(' ', 1)[0]}…"


def source_link(m: Material, action: Action) -> Spans:
    """The risk or question that asks for an action, as a link."""
    if action.source in m.assessment.risks:
        return (Span(action.source, link=risk_key(action.source)),)
    question = m.pack.form.by_id.get(action.source)
    if question is not None:
        return (Span(m.ltr(question.number), link=question_key(question.id)),)
    return (Span(m.own(action.source)),) if action.source else ()
