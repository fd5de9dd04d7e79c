"""What somebody puts their key under, in plain words: what remains, and what they bear."""

from __future__ import annotations

from dpia_wizard.core.model import Decision
from dpia_wizard.core.posts import is_same
from dpia_wizard.core.register import NOT_RATED, counts
from dpia_wizard.gui.moments import day
from dpia_wizard.gui.words import _, count, isolate, isolate_answer
from dpia_wizard.wording import Wording
from dpia_wizard.workspace.editing import Editing


def what_you_sign(editing: Editing, wording: Wording, *, post: str = "") -> str:
    """What stands in the assessment now, in a few sentences; *post* is whose signature it is."""
    found = counts(editing.pack, editing.risks)
    above = [
        _("{n} {level}").format(n=found[level.id], level=wording.level(level.id))
        for level in reversed(editing.pack.matrix.levels)
        if found.get(level.id) and editing.pack.matrix.is_above_tolerance(level.id)
    ]
    parts = []
    if above:
        parts.append(_("Above what can be borne today: {risks}.").format(risks=_(", ").join(above)))
    elif editing.risks:
        parts.append(_("No risk stands above what can be borne today."))
    if left := found.get(NOT_RATED, 0):
        parts.append(count("{n} risk is not rated.", "{n} risks are not rated.", left))
    holding = sum(stop.holds is True for stop in editing.stops)
    if holding:
        parts.append(count("{n} stop condition holds.", "{n} stop conditions hold.", holding))
    parts += _acceptances(editing, post)
    return " ".join(parts)


def _acceptances(editing: Editing, post: str) -> list[str]:
    said = []
    for id, accepted in editing.acceptances.items():
        made = accepted.decision
        date = day(made.until)
        if accepted.counts and post and is_same(made.borne_by, post):
            words = _("You accept {risk} until {date}.")
            if made.watched.strip():
                words = _("You accept {risk} until {date} and watch: {watched}.")
        elif accepted.counts:
            words = _("{risk} is accepted until {date}.")
        elif accepted.standing in ("lapsed", "withdrawn"):
            continue
        else:
            words = _("{risk}: its acceptance ended on {date} and counts no longer.")
        watched = isolate_answer(made.watched.strip().rstrip("."))
        said.append(words.format(risk=isolate(id), date=date, watched=watched))
    return said


def decision_told(made: Decision) -> str:
    """What who signs does by it, in one sentence."""
    told = {
        "sent": _("You send it for review."),
        "returned": _("You return it to the team."),
        "approved": _("You approve it."),
        "approved_with_conditions": _("You approve it with conditions."),
        "approved_in_emergency": _("You approve it in an emergency."),
        "rejected": _("You reject it."),
        "reopened": _("You open it again."),
        "closed": _("You close it again."),
    }[made.kind]
    if not made.until:
        return told
    return _("{what} It holds until {date}.").format(what=told, date=day(made.until))
