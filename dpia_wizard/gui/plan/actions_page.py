"""The page of the action plan: what the assessment asks for, and what was agreed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from dpia_wizard.core.action_plan import DONE, asks_for_evidence, in_order, is_overdue
from dpia_wizard.core.change import put
from dpia_wizard.core.findings import Proposal
from dpia_wizard.core.form import Section
from dpia_wizard.core.model import Action
from dpia_wizard.gui.editor.remarks import with_remarks
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.moments import day
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.parts.notices import EmptyState
from dpia_wizard.gui.parts.row_table import RowTable, TableCell, TableColumn, TableRow
from dpia_wizard.gui.plan.action_form import ActionForm
from dpia_wizard.gui.plan.proposals import ProposalsCard
from dpia_wizard.gui.plan.rows_page import RowsPage
from dpia_wizard.gui.review.veil import hidden
from dpia_wizard.gui.risk_words import control_in
from dpia_wizard.gui.words import _, count, isolate, isolate_answer, start_rtl_line

STATUS_SIGNS = {"open": ("ring", "text_muted"), "begun": ("half", "text"), "done": ("check", "ok")}


class ActionsPage(RowsPage):
    """Section 19: proposals to take up, and the plan with owners and dates."""

    def __init__(
        self, open_: OpenAssessment, section: Section, parent: QWidget | None = None
    ) -> None:
        table = RowTable(
            (
                TableColumn(_("Action"), 8),
                TableColumn(_("Because of"), 3),
                TableColumn(_("Owner"), 3),
                TableColumn(_("Due"), 3),
                TableColumn(_("Status"), 3),
            ),
            name=_("Action plan"),
        )
        table.setObjectName("actions")
        super().__init__(open_, section, table, parent)
        self._order: list[str] = []
        self.proposals = ProposalsCard(open_)
        self.proposals.added.connect(self._take_up)
        self.proposals.go.connect(self.go)
        self._counts = PlainLabel("", role="small_muted", wrap=True)
        self._add = LinkButton(_("Add an action"), sign="plus")
        self._add.setObjectName("actions.add")
        self._add.clicked.connect(self._add_own)
        self._empty = EmptyState(
            _(
                "No actions yet. Every unknown, every critical No and every risk above the"
                " tolerance proposes one."
            )
        )
        self.body.addWidget(self.proposals)
        plan = Card()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(PlainLabel(_("The plan"), role="heading"))
        head.addWidget(self._counts, 1)
        head.addWidget(self._add)
        nest(plan.body, head)
        plan.body.addWidget(self.table)
        plan.body.addWidget(self._empty)
        self.body.addWidget(plan)
        self.begin()

    def left_to_do(self) -> str:
        """How many actions have no owner or date, else how many are proposed."""
        actions = self.open.editing.assessment.actions.values()
        bare = sum(not (action.owner.strip() and action.due) for action in actions)
        if bare:
            return count(
                "{n} action without owner or date", "{n} actions without owner or date", bare
            )
        proposed = len(self._proposed())
        if proposed:
            return count("{n} action proposed", "{n} actions proposed", proposed)
        return ""

    def _proposed(self) -> tuple[Proposal, ...]:
        """What is proposed; not for the risks whose level somebody here may not know yet."""
        unseen = hidden(self.open)
        return tuple(one for one in self.open.editing.proposals if one.source not in unseen)

    def has_row(self, place: str) -> bool:
        return place in self.open.editing.assessment.actions

    def sort(self) -> None:
        """What blocks the start first, then by date."""
        ordered = in_order(self.open.editing.assessment.actions.values())
        self._order = [action.id for action in ordered]

    def show_rows(self) -> None:
        editing = self.open.editing
        actions = editing.assessment.actions
        self._order = [id for id in self._order if id in actions]
        self._order += [id for id in actions if id not in set(self._order)]
        self.table.show_value([self._row(actions[id]) for id in self._order])
        self.proposals.show_value(self._proposed(), may_edit=editing.may_edit)
        done = sum(action.status == DONE for action in actions.values())
        late = sum(is_overdue(action, editing.today) for action in actions.values())
        words = count("{n} action", "{n} actions", len(actions))
        if done:
            words = " · ".join((words, count("{n} done", "{n} done", done)))
        if late:
            words = " · ".join((words, count("{n} overdue", "{n} overdue", late)))
        self._counts.setText(words if actions else "")
        self._empty.setVisible(not actions)
        self._add.setVisible(editing.may_edit)

    def _row(self, action: Action) -> TableRow:
        wording = self.open.wording
        typed = action.text.strip()
        text = isolate_answer(typed) or _("An action without words yet")
        if action.control and action.control not in text:
            name = control_in(wording, self.open.editing.assessment, action.control)
            text = _("{action} ({control})").format(action=text, control=name.lstrip("\u200f"))
        if action.blocks_start:
            text = _("{action} Before the start.").format(action=_ended(text))
        text = with_remarks(self.open, action.id, text)
        nobody = TableCell(_("nobody yet"), "", "text_muted")
        never = TableCell(_("no date yet"), "", "text_muted")
        return TableRow(
            action.id,
            (
                TableCell(start_rtl_line(text)),
                TableCell(self._source(action)),
                TableCell(isolate_answer(action.owner)) if action.owner.strip() else nobody,
                self._due(action) if action.due else never,
                self._status(action),
            ),
        )

    def _due(self, action: Action) -> TableCell:
        if is_overdue(action, self.open.editing.today):
            return TableCell(_("{day}, overdue").format(day=day(action.due)), "warning", "stop")
        return TableCell(day(action.due))

    def _status(self, action: Action) -> TableCell:
        words = self.open.wording.action_status(action.status)
        sign, ink = STATUS_SIGNS.get(action.status, ("ring", "text_muted"))
        editing = self.open.editing
        asked = asks_for_evidence(editing.pack, editing.assessment, action, seen=editing.seen)
        if not asked:
            return TableCell(words, sign, ink)
        wanted = _("{status}. What shows it at {control}?")
        return TableCell(wanted.format(status=words, control=isolate(asked)), "flag", "note_line")

    def _source(self, action: Action) -> str:
        question = self.open.editing.pack.form.by_id.get(action.source)
        return isolate(question.number if question is not None else action.source)

    def may_note(self) -> bool:
        return bool(self.open.editing.may_note) and bool(self.open.editing.assessment.actions)

    def make_form(self, place: str) -> ActionForm:
        form = ActionForm(self.open, place)
        form.remove_asked.connect(lambda: self.remove(place))
        return form

    def remove(self, place: str) -> None:
        editing = self.open.editing
        record = editing.assessment.actions.get(place)
        if record is not None and editing.may_edit:
            self.open.keep(lambda: editing.remove("remove an action", record))

    def _take_up(self, proposals: Sequence[Proposal]) -> None:
        editing, wording = self.open.editing, self.open.wording
        actions = [
            Action(
                editing.new_id(),
                wording.proposal(p, editing.assessment),
                p.source,
                p.control,
                blocks_start=p.why == "stop",
            )
            for p in proposals
        ]
        changes = [put(editing.assessment, action) for action in actions]
        self.open.keep(lambda: editing.do("add actions", changes))

    def _add_own(self) -> None:
        editing = self.open.editing
        action = Action(editing.new_id())
        if self.open.keep(lambda: editing.put("add an action", action)):
            self.turn(action.id)
            form = self.form()
            if isinstance(form, ActionForm):
                form.focus_text()


def _ended(text: str) -> str:
    last = text.rstrip("\u2069")[-1:]
    return text if last in {".", "!", "?", "؟"} else text + "."
