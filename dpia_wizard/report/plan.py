"""All controls as they stand, and the action plan: what is done, by whom, until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dpia_wizard.core.action_plan import is_overdue
from dpia_wizard.report.document import (
    Block,
    Column,
    FillLine,
    Grid,
    GroupRow,
    Heading,
    Row,
    Span,
    Text,
    cell,
)
from dpia_wizard.report.material import (
    action_key,
    clause_key,
    control_key,
    question_key,
    risk_key,
)
from dpia_wizard.report.risk import status_cell
from dpia_wizard.report.summary import source_link

if TYPE_CHECKING:
    from dpia_wizard.core.model import Action, Control
    from dpia_wizard.report.document import Cell
    from dpia_wizard.report.material import Material


def controls(m: Material) -> tuple[Block, ...]:
    """Every control in a row, with the risks that it works on and the clauses it serves."""
    _ = m.words
    columns = (
        Column(_("No."), width=32),
        Column(_("Control"), 2.0),
        Column(_("State"), 1.0),
        Column(_("Evidence"), 1.6),
        Column(_("Depends on; owner"), 1.2),
        Column(_("Works on"), 1.0),
        Column(_("DPISP"), width=42),
    )
    questions = {q.control: q for q in m.pack.form.by_id.values() if q.control}
    rows = []
    for control in m.controls:
        known = m.pack.control.get(control.id)
        question = questions.get(control.id)
        number: list[Span | Text] = [Span(control.id, bold=True)]
        if question is not None and question.id in m.seen.active:
            line = (Span(m.ltr(question.number), link=question_key(question.id)),)
            number.append(Text(line, "quiet"))
        risks = tuple(
            (Span(link.risk, link=risk_key(link.risk)),)
            for link in m.assessment.links.values()
            if link.control == control.id and link.risk in m.assessment.risks
        )
        clauses = tuple(
            (Span(m.clause(c), link=clause_key(c)),) for c in (known.clauses if known else ())
        )
        rows.append(
            Row(
                (
                    cell(*number),
                    cell(Span(m.own(m.wording.control(control)))),
                    status_cell(m, control),
                    cell(m.own(control.evidence), *_seen_on(m, control)),
                    _hands(m, control),
                    cell(*m.joined(tuple(sorted(risks, key=lambda r: r[0].text)), " ")),
                    cell(*m.joined(clauses, m.comma if m.chosen else " ")),
                ),
                key=control_key(control.id),
            )
        )
    return (
        Heading(_("Controls"), 1, "controls", contents=True, bookmark=1),
        Text(
            (
                Span(
                    m.words.count(
                        "{n} control, with what was seen of it and in whose hands it lies.",
                        "{n} controls, with what was seen of each and in whose hands it lies.",
                        len(rows),
                    )
                ),
            ),
            "lead",
        ),
        Grid(columns, tuple(rows), "dense", when_empty=_("No control is linked to a risk yet.")),
    )


def _seen_on(m: Material, control: Control) -> tuple[Text, ...]:
    _ = m.words
    if not control.evidence_date:
        return ()
    seen = _("seen {date}").format(date=m.ltr(control.evidence_date))
    return (Text((Span(seen),), "quiet"),)


def _hands(m: Material, control: Control) -> Cell:
    _ = m.words
    pieces = []
    if control.custodian:
        pieces.append(Text((Span(m.own(control.custodian)),)))
    if control.owner or control.due:
        owner = _("{owner}, by {due}").format(
            owner=m.own(control.owner) or _("nobody yet"), due=m.ltr(control.due) or _("no date")
        )
        pieces.append(Text((Span(owner),), "quiet"))
    return tuple(pieces)


def plan(m: Material) -> tuple[Block, ...]:
    """The actions: before the work may go on, then the others, each by due date."""
    _ = m.words
    first = [action for action in m.actions if action.blocks_start]
    later = [action for action in m.actions if not action.blocks_start]
    rows: list[Row | GroupRow] = []
    if first:
        rows.append(GroupRow(_("Before the work may go on: {n}").format(n=len(first))))
        rows += [_row(m, action) for action in first]
    if later:
        title = _("Afterwards, by due date: {n}") if first else _("By due date: {n}")
        rows.append(GroupRow(title.format(n=len(later))))
        rows += [_row(m, action) for action in later]
    columns = (
        Column("", width=24),
        Column(_("Action"), 2.6),
        Column(_("From"), 0.7),
        Column(_("Control"), width=44),
        Column(_("Owner (post)"), 1.2),
        Column(_("Due"), width=58),
        Column(_("Shared"), width=42),
        Column(_("State; done on"), width=72),
    )
    intro = m.words.count(
        "{n} action. The last column is filled by hand, or in the wizard, when done.",
        "{n} actions. The last column is filled by hand, or in the wizard, when done.",
        len(m.actions),
    )
    return (
        Heading(_("Action plan"), 1, "plan", contents=True, bookmark=1),
        Text((Span(intro),), "lead"),
        Grid(columns, tuple(rows), when_empty=_("No action is planned.")),
    )


def _due(m: Material, action: Action) -> Cell:
    """The day of an action, and in a word that it is over."""
    _ = m.words
    if not action.due:
        return cell(Span(_("no date"), quiet=True))
    date = Text((Span(m.ltr(action.due), bold=True),))
    if not is_overdue(action, m.today):
        return (date,)
    return (date, Text((Span(_("overdue"), bold=True),)))


def _row(m: Material, action: Action) -> Row:
    _ = m.words
    what = [Text((Span(m.own(action.text)),))]
    if action.needs:
        needs = _("Needs: {needs}").format(needs=m.own(action.needs))
        what.append(Text((Span(needs),), "quiet"))
    if action.evidence:
        seen = _("Evidence: {evidence}").format(evidence=m.own(action.evidence))
        what.append(Text((Span(seen),), "quiet"))
    control = action.control
    has_row = any(one.id == control for one in m.controls)
    done = (FillLine(width=58),) if action.status != "done" else ()
    return Row(
        (
            cell(Span(str(m.action_number[action.id]), bold=True)),
            tuple(what),
            cell(*source_link(m, action)),
            cell(Span(control, link=control_key(control) if has_row else "")) if control else (),
            cell(m.own(action.owner) if action.owner else Span(_("nobody yet"), quiet=True)),
            _due(m, action),
            cell(_("Yes")) if action.shared else (),
            cell(m.wording.action_status(action.status), *done),
        ),
        key=action_key(action.id),
    )
