"""Sentences of the review: what must be settled, what was decided, and where each thing is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from dpia_wizard.core.acceptance import ACCEPTED, is_past
from dpia_wizard.core.findings import disagreements
from dpia_wizard.core.model import Decision
from dpia_wizard.core.register import RatedRisk
from dpia_wizard.core.team import AGREED
from dpia_wizard.core.workflow import Move, Refusal, matrix_changed, stage
from dpia_wizard.gui.editor.places import numbered, section_name
from dpia_wizard.gui.risk_words import control_in, quoted, risk_name
from dpia_wizard.gui.words import (
    _,
    count,
    current_words,
    isolate,
    isolate_answer,
    start_rtl_line,
)
from dpia_wizard.wording import Wording, workflow
from dpia_wizard.wording.acceptance import acceptance_told, watched_told
from dpia_wizard.wording.matrices import level_then
from dpia_wizard.wording.team import between
from dpia_wizard.workspace.editing import Editing

ROLES = ("author", "supervisor", "adviser", "owner", "head")
"""Who has a part in an assessment; ``record.<role>`` says who that is."""

_GROUPED_FROM = 4
"""So many findings of one kind become one line with one link."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to settle or to look at, with one link to its place.

    ``here`` says that the place is a risk of the review's own table.
    """

    kind: Literal["stop", "note"]
    sentence: str
    detail: str = ""
    link: str = ""
    place: str = ""
    here: bool = False


def role_name(role: str) -> str:
    """What a role is called."""
    return workflow.role_name(current_words(), role)


def post_of(editing: Editing, role: str) -> str:
    """The post that the record names for a role, or ""."""
    row = editing.assessment.rows.get(f"record.{role}")
    return "" if row is None else str(row.cells.get("post", "")).strip()


def is_author(editing: Editing, post: str) -> bool:
    """Whether *post* is the one that wrote the assessment."""
    return bool(post) and post == post_of(editing, "author")


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
    section = editing.pack.form.section(place)
    if section is not None:
        return _("Open {section}").format(section=section_name(wording, section))
    return _("Open it")


def refusal(wording: Wording, found: Refusal) -> str:
    """Why a move cannot be made, safe to begin a line of the window's direction."""
    return start_rtl_line(wording.refusal(found))


def findings(wording: Wording, editing: Editing, *, by: str) -> tuple[Finding, ...]:
    """What must be settled before the next decision, then what deserves a look."""
    return (*_settle(wording, editing, by=by), *_look(wording, editing))


def _settle(wording: Wording, editing: Editing, *, by: str) -> Iterator[Finding]:
    for stop in editing.stops:
        if stop.holds:
            yield Finding(
                "stop",
                wording.stop(stop.condition.id),
                _("Stop condition {id}. {lifts}").format(
                    id=isolate(stop.condition.id), lifts=wording.stop(stop.condition.id, "lifts")
                ),
                open_words(wording, editing, stop.condition.place),
                stop.condition.place,
            )
    in_review = stage(editing.assessment) == "in_review"
    refused = editing.refusals("approved" if in_review else "sent", by=by)
    for code in (
        "not_rated",
        "not_confirmed",
        "not_blind",
        "not_talked",
        "not_reviewed",
        "not_settled",
        "no_opinion",
        "overruled",
    ):
        mine = [found for found in refused if found.code == code]
        here = code in ("not_reviewed", "not_blind", "not_talked")
        if len(mine) < _GROUPED_FROM:
            for found in mine:
                yield _one(wording, editing, found, here=here)
        else:
            yield _many(wording, editing, code, mine, here=here)


def _one(wording: Wording, editing: Editing, found: Refusal, *, here: bool) -> Finding:
    link = (
        _("Look at {risk}").format(risk=isolate(found.place))
        if here
        else open_words(wording, editing, found.place)
    )
    return Finding("stop", refusal(wording, found), "", link, found.place, here)


def _many(
    wording: Wording, editing: Editing, code: str, mine: Sequence[Refusal], *, here: bool
) -> Finding:
    n = len(mine)
    words = {
        "not_rated": count("{n} risk is not rated.", "{n} risks are not rated.", n),
        "not_confirmed": count(
            "{n} risk: its level today is not confirmed.",
            "{n} risks: their level today is not confirmed.",
            n,
        ),
        "not_blind": count(
            "{n} risk is not rated by the supervisor, or said why not.",
            "{n} risks are not rated by the supervisor, or said why not.",
            n,
        ),
        "not_talked": count(
            "{n} risk stands more than one level apart from the supervisor's rating: talk it"
            " through.",
            "{n} risks stand more than one level apart from the supervisor's rating: talk them"
            " through.",
            n,
        ),
        "not_settled": count(
            "{n} risk above the tolerance is neither accepted nor has an action.",
            "{n} risks above the tolerance are neither accepted nor have an action.",
            n,
        ),
        "not_reviewed": count(
            "{n} risk waits for the supervisor.", "{n} risks wait for the supervisor.", n
        ),
    }[code]
    first = _one(wording, editing, mine[0], here=here)
    return Finding("stop", words, "", first.link, first.place, here)


def _look(wording: Wording, editing: Editing) -> Iterator[Finding]:
    open_ = [stop.condition for stop in editing.stops if stop.holds is None]
    for stop in open_ if len(open_) < _GROUPED_FROM else ():
        yield Finding(
            "note",
            _("The answers do not tell yet whether this holds: {text}").format(
                text=wording.stop(stop.id)
            ),
            _("Stop condition {id}").format(id=isolate(stop.id)),
            open_words(wording, editing, stop.place),
            stop.place,
        )
    if len(open_) >= _GROUPED_FROM:
        yield Finding(
            "note",
            count(
                "{n} stop condition cannot be told yet: the answers are missing.",
                "{n} stop conditions cannot be told yet: the answers are missing.",
                len(open_),
            ),
            "",
            open_words(wording, editing, open_[0].place),
            open_[0].place,
        )
    for risk in editing.assessment.risks.values():
        if risk.dismissed:
            yield Finding(
                "note",
                _("{risk} was set aside: {reason}").format(
                    risk=risk_name(wording, risk), reason=quoted(risk.set_aside_reason)
                ),
                "",
                open_words(wording, editing, risk.id),
                risk.id,
            )
    yield from _no_longer_borne(wording, editing)
    yield from _apart(wording, editing)
    for rated in editing.risks:
        if rated.overridden:
            yield Finding(
                "note",
                _("{risk} stands lower than the evidence supports.").format(
                    risk=risk_name(wording, rated.risk)
                ),
                "",
                _("Look at {risk}").format(risk=isolate(rated.id)),
                rated.id,
                here=True,
            )


def _no_longer_borne(wording: Wording, editing: Editing) -> Iterator[Finding]:
    """The risks above the tolerance that somebody bore, and nobody does any more."""
    for id, found in editing.acceptances.items():
        if found.counts:
            continue
        told = acceptance_told(wording.words, found, own=isolate_answer, date=isolate)
        record = editing.assessment.risks[id]
        yield Finding(
            "note",
            _("{risk}: {what}").format(risk=risk_name(wording, record), what=told),
            "",
            _("Look at {risk}").format(risk=isolate(id)),
            id,
            here=True,
        )


def _apart(wording: Wording, editing: Editing) -> Iterator[Finding]:
    """The risks that people rated apart, one by one; those that only wait for a consensus, one by
    one or together."""
    found = disagreements(editing.risks)
    near = [one.risk for one in found if not one.is_wide]
    for one in found:
        told = one.risk.range
        if told is None or (not one.is_wide and len(near) >= _GROUPED_FROM):
            continue
        levels = between(wording, told.lowest, told.highest)
        name = risk_name(wording, one.risk.risk)
        if one.is_wide:
            words = _("{risk}: people rated it far apart, {levels}, and have not agreed yet.")
        else:
            words = _("{risk}: people rated it {levels} and have not agreed yet.")
        yield Finding(
            "note",
            words.format(risk=name, levels=levels),
            _("Talk it through and record what you agree on.") if one.is_wide else "",
            open_words(wording, editing, one.risk.id),
            one.risk.id,
        )
    if len(near) >= _GROUPED_FROM:
        yield Finding(
            "note",
            count(
                "{n} risk was rated by people and is not agreed yet.",
                "{n} risks were rated by people and are not agreed yet.",
                len(near),
            ),
            "",
            open_words(wording, editing, near[0].id),
            near[0].id,
        )


# Decisions


def newest_on(editing: Editing, risk: str) -> Decision | None:
    """The supervisor's newest word on a risk, also when the evidence has changed since."""
    mine = decisions_on(editing, risk)
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


def made_words(wording: Wording, made: Decision) -> str:
    """A decision on the whole assessment in one line of its history."""
    what = workflow.move_name(wording.words, made.kind)
    if made.until:
        what = _("{what} until {date}").format(what=what, date=isolate(made.until))
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
