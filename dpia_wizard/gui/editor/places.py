"""Where a question, risk or control is worked on, and what each is called in a sentence."""

from __future__ import annotations

from dpia_wizard.core import whereabouts, wizard
from dpia_wizard.core.change import Step
from dpia_wizard.core.form import Section
from dpia_wizard.core.model import (
    Action,
    Answer,
    Attachment,
    Control,
    Decision,
    Pin,
    Record,
    Remark,
    Risk,
    Row,
    SignOff,
)
from dpia_wizard.core.summary import DESK
from dpia_wizard.core.workflow import MATRIX_CHANGED
from dpia_wizard.gui.words import (
    _,
    count,
    is_right_to_left,
    isolate,
    isolate_answer,
    start_rtl_line,
)
from dpia_wizard.wording import Wording
from dpia_wizard.workspace.editing import Editing


def numbered(number: int | str, title: str) -> str:
    """A number and a title in one line, such as "10 Purpose and legal basis"; the title, which may
    be somebody's own in another language, keeps its own direction."""
    line = _("{number} {title}").format(
        number=isolate(str(number)), title=isolate_answer(title) if is_right_to_left() else title
    )
    return start_rtl_line(line)  # all of it is isolated, so nothing in it gives the line its side


def section_name(wording: Wording, section: Section) -> str:
    """The number and title of a section."""
    return numbered(section.number, wording.section(section.id))


def section_of(editing: Editing, place: str) -> Section | None:
    """The section where *place* (a section, question, row, risk, control …) is worked on."""
    form, assessment = editing.pack.form, editing.assessment
    if (section := form.section(place)) is not None:
        return section
    if place in form.section_of:
        return form.section_of[place]
    if place in assessment.rows:
        return form.section_of.get(assessment.rows[place].question)
    page = "review" if place == DESK else ""
    if place in assessment.risks or place in editing.pack.risk:
        page = "risks"
    elif place in assessment.controls or place in editing.pack.control:
        page = "controls"
    elif place in assessment.actions:
        page = "actions"
    stop = next((s for s in editing.pack.stop_conditions if s.id == place and s.place), None)
    if stop is not None and stop.place != place:
        return section_of(editing, stop.place)
    return next((section for section in form.sections if section.page == page), None)


def neighbour(editing: Editing, section: Section, by: int) -> Section | None:
    """The section after (1) or before (-1) *section* that is needed."""
    states = editing.sections
    at = next(i for i, state in enumerate(states) if state.section is section) + by
    while 0 <= at < len(states):
        if states[at].state != "not_needed":
            return states[at].section
        at += by
    return None


def missing_from(editing: Editing, section: Section, place: str, *, back: bool) -> str | None:
    """The next question (the one before with *back*) that is not answered, seen from *place* on
    the page of *section*."""
    form = editing.pack.form
    after = place if place in form.by_id else section.id
    if after == section.id and not section.questions:
        before = [s for s in form.sections if s.number < section.number and s.questions]
        after = before[-1].questions[-1].id if before else ""
    return wizard.next_missing(editing.pack, editing.seen, after, back=back)


def place_of(editing: Editing, step: Step) -> str:
    """The place that *step* changed last."""
    return place_of_record(editing, step.changes[-1].record)


def is_about(editing: Editing, step: Step, place: str) -> bool:
    """Whether *step* changed something that one sees at *place*: its record, or a control that is
    linked to the risk there."""
    records = [change.record for change in step.changes]
    if any(place_of_record(editing, record) == place for record in records):
        return True
    linked = {link.control for link in editing.assessment.links.values() if link.risk == place}
    return any(isinstance(record, Control) and record.id in linked for record in records)


def place_of_record(editing: Editing, record: Record) -> str:
    """The place where *record* is worked on today; "" where there is none."""
    match record:
        case Risk(id) | Control(id) | Action(id):
            kept = editing.assessment
            here = id in kept.risks or id in kept.controls or id in kept.actions
            known = id in editing.pack.risk or id in editing.pack.control
            return id if here or known else _page_of(editing, record)
        case Decision(kind=kind) if kind == MATRIX_CHANGED:
            return _page(editing, "risks")
        case Decision(about=about):
            return about or _page_of(editing, record)
        case SignOff():
            return _page(editing, "review")
        case Pin(id):
            return _page(editing, "risks" if id == "matrix" else "questions")
        case _:
            return whereabouts.place_of(record)


def _page_of(editing: Editing, record: Record) -> str:
    pages = {Risk: "risks", Control: "controls", Action: "actions", Decision: "review"}
    return _page(editing, pages.get(type(record), ""))


def _page(editing: Editing, page: str) -> str:
    return next((s.id for s in editing.pack.form.sections if s.page == page), "")


def undone(editing: Editing, step: Step) -> str:
    """What was taken back, in a sentence."""
    question, id = _named(editing, step)
    if question:
        return _("Undone: answer {number}").format(number=isolate(question))
    match step.changes[-1].record:
        case Remark():
            return _("Undone: a remark")
        case Action():
            return _("Undone: an action of the plan")
        case Decision():
            return _("Undone: a decision")
        case _ if (n := _how_many(step)) > 1:
            return count("Undone: {n} change made at once", "Undone: {n} changes made at once", n)
        case _:
            return _("Undone: {id}").format(id=isolate(id))


def redone(editing: Editing, step: Step) -> str:
    """What was brought back, in a sentence."""
    question, id = _named(editing, step)
    if question:
        return _("Brought back: answer {number}").format(number=isolate(question))
    match step.changes[-1].record:
        case Remark():
            return _("Brought back: a remark")
        case Action():
            return _("Brought back: an action of the plan")
        case Decision():
            return _("Brought back: a decision")
        case _ if (n := _how_many(step)) > 1:
            return count(
                "Brought back: {n} change made at once", "Brought back: {n} changes made at once", n
            )
        case _:
            return _("Brought back: {id}").format(id=isolate(id))


def _how_many(step: Step) -> int:
    return len({change.record.id for change in step.changes})


def _named(editing: Editing, step: Step) -> tuple[str, str]:
    record = step.changes[-1].record
    place = place_of_record(editing, record)
    question = editing.pack.form.by_id.get(place)
    if question is not None and isinstance(record, Answer | Row | Attachment):
        return question.number, place
    return "", place
