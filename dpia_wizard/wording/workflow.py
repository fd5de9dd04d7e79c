"""Sentences about the way of an assessment: roles, moves, what refuses one, how a seal stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dpia_wizard.core.condition import questions
from dpia_wizard.core.findings import OPINION
from dpia_wizard.core.participants import role_of
from dpia_wizard.wording.things import own, place

if TYPE_CHECKING:
    from dpia_wizard.core.blind import ReviewState
    from dpia_wizard.core.findings import Stop
    from dpia_wizard.core.review_cycle import CameTrue, TooLong, Trigger, Validity
    from dpia_wizard.core.workflow import Refusal
    from dpia_wizard.texts import Words
    from dpia_wizard.wording.sentences import Wording

_LONGEST = 120
"""The most characters of an agency's name in the name of its role."""


def role_name(words: Words, role: str, agency: str = "") -> str:
    """What a role is called; *agency* is the one that a participant signs for."""
    _ = words
    if agency:
        return _("Participant: {agency}").format(agency=own(words, agency, most=_LONGEST))
    return {
        "author": _("Author"),
        "supervisor": _("Supervisor"),
        "adviser": _("Data protection officer or adviser"),
        "owner": _("Process owner"),
        "head": _("Head of office"),
        "participant": _("Participant"),
    }.get(role_of(role), role)


def move_name(words: Words, move: str) -> str:
    """What was done with the assessment as a whole, in few words."""
    _ = words
    return {
        "sent": _("Sent for review"),
        "returned": _("Returned"),
        "approved": _("Approved"),
        "approved_with_conditions": _("Approved with conditions"),
        "approved_in_emergency": _("Approved in an emergency"),
        "rejected": _("Rejected"),
        "reopened": _("Opened again"),
        "closed": _("Closed again, with small corrections only"),
    }.get(move, move)


def refusal_told(wording: Wording, refusal: Refusal) -> str:
    """Why the rules of the review keep somebody from a move."""
    _ = wording.words
    match refusal.code:
        case "not_your_move":
            roles = (role_name(wording.words, role) for role in refusal.about.split())
            return _("This is for somebody else to do: {roles}.").format(roles=_(", ").join(roles))
        case "not_blind":
            return _("{risk}: the supervisor has neither rated it yet nor said why not.").format(
                risk=refusal.about
            )
        case "not_talked":
            return _(
                "{risk}: the supervisor and the team see it more than one level apart. Talk it"
                " through and write down what came of it."
            ).format(risk=refusal.about)
        case "not_settled":
            return _(
                "{risk} is above the tolerance: nobody has accepted it, and no action is planned."
            ).format(risk=refusal.about)
        case "no_opinion":
            return _("The data protection adviser has not given an opinion yet.")
        case "overruled":
            question = wording.pack.form.by_id[OPINION]
            return _(
                "To go further than the adviser advises (“{advice}”) needs a reason. Write why it"
                " is decided so."
            ).format(advice=wording.choice(question, refusal.about))
        case "outcome_differs":
            return _("The answer to what is decided says something else.")
        case "end_differs":
            return _("The form names another day on which the approval ends.")
        case "end_too_late":
            return _(
                "Choose {date} at the latest: the rules of this form let it hold no longer."
            ).format(date=_date(wording, refusal.about))
        case "no_conditions":
            return _("Write the conditions of the approval.")
        case "not_light":
            return _("Only an assessment of light depth can be approved in an emergency.")
        case "not_only_corrections":
            return _(
                "More than typing mistakes changed since it was signed, or nobody signed it. Send"
                " it for review."
            )
        case "not_accepted":
            return _("Nobody has accepted this risk, so there is nothing to withdraw.")
        case _:
            return refusal.code


def stop_because(wording: Wording, stop: Stop) -> str:
    """Which answers and risks make a stop condition hold, in one line; "" where none does."""
    _ = wording.words
    by_id = wording.pack.form.by_id
    numbers = [by_id[id].number if id in by_id else id for id in stop.because]
    if not numbers:
        return ""
    return _("Because of {places}.").format(places=_(", ").join(dict.fromkeys(numbers)))


def came_true_told(wording: Wording, found: CameTrue) -> str:
    """That an incident happened although its risk is rated as hardly likely."""
    _ = wording.words
    if not found.day:
        sentence = _("{risk} is rated {likelihood}, but it happened. No day is given.")
    elif found.nearly:
        sentence = _("{risk} is rated {likelihood}, but it nearly happened on {date}.")
    else:
        sentence = _("{risk} is rated {likelihood}, but it happened on {date}.")
    rank = wording.pack.matrix.likelihood[found.likelihood].rank
    return sentence.format(
        risk=found.risk, likelihood=wording.likelihood(rank), date=_date(wording, found.day)
    )


def too_long_told(wording: Wording, found: TooLong) -> str:
    """That somebody approved or accepted for longer than the rules allow."""
    _ = wording.words
    made, latest = found.made, _date(wording, found.latest)
    if made.about:
        return _(
            "{risk} is accepted until {until}. The rules of this form let that hold until {latest}"
            " at the latest: accept it anew."
        ).format(risk=made.about, until=_date(wording, made.until), latest=latest)
    return _(
        "The approval says until {until}. The rules of this form let it hold until {latest} at the"
        " latest: then it ends."
    ).format(until=_date(wording, made.until), latest=latest)


def trigger_told(wording: Wording, found: Trigger) -> str:
    """That something happened for which the team opens an approved assessment again."""
    _ = wording.words
    cycle = wording.pack.workflow.cycle
    question = wording.pack.form.by_id.get(cycle.log)
    kind = found.kind if question is None else wording.choice(question, found.kind, cycle.trigger)
    day = str(found.row.cells.get("date", ""))
    if not day:
        return _("{what} happened since the approval. Open the assessment again.").format(what=kind)
    return _("{what} happened on {date}, after the approval. Open the assessment again.").format(
        what=kind, date=_date(wording, day)
    )


def validity_told(wording: Wording, found: Validity, worst: str) -> str:
    """For how long an approval holds at most, and why no longer; *worst* is the level of the worst
    risk today."""
    _ = wording.words
    months = _.count("{n} month", "{n} months", found.months)
    reasons = []
    for condition in found.because:
        numbers = [place(wording, id) for id in dict.fromkeys(questions(condition))]
        if numbers:
            told = _("the answer to {places}").format(places=_(", ").join(numbers))
        else:
            told = _("a risk that is still {level}").format(level=wording.level(worst))
        reasons.append(told)
    if not reasons:
        return _("{months} at most, as this form says.").format(months=months)
    return _("{months} at most, because of {reasons}.").format(
        months=months, reasons=_(", ").join(dict.fromkeys(reasons))
    )


def apart_told(wording: Wording, state: ReviewState, team: str) -> str:
    """How far the reviewer's own rating of a risk lies from the team's."""
    words = wording.words
    names = {"own": wording.level(state.level), "team": wording.level(team), "risk": state.risk}
    if not state.apart:
        return words("{risk}: you and the team both give {team}.").format(**names)
    sentence = words.count(
        "{risk}: you give {own}, the team gives {team}, {n} level apart.",
        "{risk}: you give {own}, the team gives {team}, {n} levels apart.",
        state.apart,
    )
    return sentence.format(n=state.apart, **names)


def _date(wording: Wording, day: str) -> str:
    """A date kept in its own order inside a right-to-left line."""
    return f"\u2066{day}\u2069" if wording.words.is_right_to_left else day
