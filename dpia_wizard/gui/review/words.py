"""Sentences of the review: what must be settled, what was decided, and where each thing is."""

from __future__ import annotations

from dpia_wizard.core.acceptance import ACCEPTED, is_past
from dpia_wizard.core.model import Decision
from dpia_wizard.core.register import RatedRisk
from dpia_wizard.core.sign_offs import Unsigned
from dpia_wizard.core.team import AGREED
from dpia_wizard.core.workflow import JUDGEMENTS, Move, Refusal, matrix_changed
from dpia_wizard.gui.editor.places import numbered, section_name
from dpia_wizard.gui.risk_words import control_in, quoted, risk_name
from dpia_wizard.gui.words import (
    _,
    current_words,
    isolate,
    isolate_answer,
    start_rtl_line,
)
from dpia_wizard.wording import Wording, workflow
from dpia_wizard.wording.acceptance import watched_told
from dpia_wizard.wording.matrices import level_then
from dpia_wizard.wording.sign_offs import mark_told
from dpia_wizard.workspace.editing import Editing


def role_name(role: str) -> str:
    """What a role is called."""
    return workflow.role_name(current_words(), role)


def post_of(editing: Editing, role: str) -> str:
    """The post that the record names for a role, or ""."""
    row = editing.assessment.rows.get(f"record.{role}")
    return "" if row is None else str(row.cells.get("post", "")).strip()


def place_name(wording: Wording, editing: Editing, place: str) -> str:
    """What a place is called in a link: "Question 14.7", "Control M15", a section's title."""
    question = editing.pack.form.by_id.get(place)
    if question is not None:
        return _("Question {number}").format(number=isolate(question.number))
    section = editing.pack.form.section(place)
    if section is not None:
        return section_name(wording, section)
    if place in editing.assessment.risks or place in editing.pack.risk:
        return _("Risk {id}").format(id=isolate(place))
    if place in editing.assessment.controls or place in editing.pack.control:
        return _("Control {id}").format(id=isolate(place))
    return _("The assessment")


def open_words(wording: Wording, editing: Editing, place: str) -> str:
    """The words of the link that leads to *place*."""
    question = editing.pack.form.by_id.get(place)
    if question is not None:
        return _("Open question {number}").format(number=isolate(question.number))
    if place in editing.assessment.risks or place in editing.pack.risk:
        return _("Open risk {id}").format(id=isolate(place))
    if place in editing.assessment.controls or place in editing.pack.control:
        return _("Open control {id}").format(id=isolate(place))
    section = editing.pack.form.section(place)
    if section is not None:
        return _("Open {section}").format(section=section_name(wording, section))
    return _("Open it")


def refusal(wording: Wording, found: Refusal) -> str:
    """Why a move cannot be made, safe to begin a line of the window's direction."""
    return start_rtl_line(wording.refusal(found))


# Decisions


def newest_on(editing: Editing, risk: str) -> Decision | None:
    """The supervisor's newest word on a risk, also when the evidence has changed since."""
    mine = [made for made in decisions_on(editing, risk) if made.kind in JUDGEMENTS]
    return mine[-1] if mine else None


def decisions_on(editing: Editing, risk: str) -> tuple[Decision, ...]:
    """Every word of a supervisor on a risk, the oldest first."""
    said = editing.assessment.decisions.values()
    mine = (d for d in said if d.about == risk and d.kind != AGREED)
    return tuple(sorted(mine, key=lambda d: (d.at, d.id)))


def judged(wording: Wording, made: Decision) -> str:
    """What a supervisor said of a risk, in few words."""
    level = level_then(wording, made.level)
    match made.kind:
        case "confirmed":
            return _("Confirmed {level}").format(level=level)
        case "raised":
            return _("Raised to {level}").format(level=level)
        case "lowered":
            return _("Lowered to {level}").format(level=level)
        case "accepted":
            return _("Accepted until {date}").format(date=isolate(made.until))
        case "withdrawn":
            return _("Acceptance withdrawn")
        case "talked_through":
            return _("Talked through: {level}").format(level=level)
        case _:
            return level


def judged_by(wording: Wording, made: Decision) -> str:
    """What a supervisor said of a risk, when and why."""
    told = _("{what}. {by}, {date}").format(
        what=judged(wording, made),
        by=isolate_answer(made.by) or _("No post was named"),
        date=isolate(made.at[:10]),
    )
    if made.reason.strip():
        told = _("{what}: {reason}").format(what=told, reason=quoted(made.reason))
    if made.kind != ACCEPTED:
        return told
    lines = [told]
    if made.borne_by.strip():
        lines.append(_("{who} bears it.").format(who=isolate_answer(made.borne_by)))
    lines.append(watched_told(wording.words, made, own=isolate_answer))
    return "\n".join(start_rtl_line(line) for line in lines if line)


def review_state(wording: Wording, editing: Editing, rated: RatedRisk) -> tuple[str, str, str]:
    """Sign, colour role and words of how far the review of a risk is."""
    if rated.risk.avoided:
        return "dash", "text_muted", _("Avoided")
    if rated.score is None:
        return "question", "text_muted", _("Not rated by the team")
    if rated.decision is None:
        newest = newest_on(editing, rated.id)
        if newest is not None and newest.at <= matrix_changed(editing.assessment):
            return "flag", "stop", _("Another matrix is used: look again")
        if newest is not None:
            return "flag", "stop", _("The evidence changed: look again")
        return "ring", "text_muted", _("Not reviewed yet")
    if rated.newest is not None and is_past(rated.newest, editing.today):
        until = isolate(rated.newest.until)
        return "flag", "stop", _("Acceptance over since {date}").format(date=until)
    ink = "note_line" if rated.decision.kind in ("lowered", "accepted") else "ok"
    sign = {"confirmed": "check", "raised": "arrow-up", "lowered": "arrow-down"}.get(
        rated.decision.kind, "clock"
    )
    return sign, ink, judged(wording, rated.decision)


def move_words(move: Move) -> str:
    """What the button of a move says."""
    return {
        "sent": _("Send for review"),
        "returned": _("Return with a remark…"),
        "approved": _("Approve"),
        "approved_with_conditions": _("Approve with conditions…"),
        "approved_in_emergency": _("Approve in an emergency…"),
        "rejected": _("Reject…"),
        "reopened": _("Open again…"),
        "closed": _("Close again"),
    }[move]


def move_means(move: Move) -> str:
    """What happens after a move, before it is made."""
    return {
        "sent": _("Answers, risks and controls cannot be changed until the supervisor returns it."),
        "returned": _("The team can change everything again. Your remark is kept with it."),
        "approved": _("Nothing can be changed after this, until it is opened again."),
        "approved_with_conditions": _("The approval ends on the day you set."),
        "rejected": _("The work must not go on. It can be opened again with a reason."),
        "reopened": _(
            "This begins a new edition. Signatures under the old report stay with that report."
        ),
        "approved_in_emergency": _(
            "One person answers for it, for a few weeks only. Then it ends by itself."
        ),
        "closed": _("Only typing mistakes were mended: what was signed stands again."),
    }[move]


def made_words(wording: Wording, made: Decision, not_signed: Unsigned | None = None) -> str:
    """A decision on the whole assessment in one line of its history; marked where it is the one
    that is *not_signed*."""
    what = workflow.move_name(wording.words, made.kind)
    if made.until:
        what = _("{what} until {date}").format(what=what, date=isolate(made.until))
    if not_signed is not None and not_signed.decision == made:
        what = mark_told(wording.words, what, not_signed)
    told = _("{date} · {what} · {by}").format(
        date=isolate(made.at[:10]),
        what=what,
        by=isolate_answer(made.by) or _("No post was named"),
    )
    if not made.reason.strip():
        return start_rtl_line(told)
    return start_rtl_line(_("{what}: {reason}").format(what=told, reason=quoted(made.reason)))


def remark_place(wording: Wording, editing: Editing, place: str) -> str:
    """The place of a remark with its title."""
    if place in editing.assessment.risks or place in editing.pack.risk:
        return risk_name(wording, editing.assessment.risks.get(place, place))
    if place in editing.assessment.controls or place in editing.pack.control:
        return control_in(wording, editing.assessment, place)
    question = editing.pack.form.by_id.get(place)
    if question is not None:
        return numbered(question.number, wording.question(question))
    return place_name(wording, editing, place)
