"""The findings of a review: what must be settled, what deserves a look, and what is settled."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from dpia_wizard.core import moving
from dpia_wizard.core.compare import Place
from dpia_wizard.core.findings import OUTCOME, Stop
from dpia_wizard.core.register import RatedRisk
from dpia_wizard.core.workflow import Refusal, stage
from dpia_wizard.gui.review.finding import GROUPED_FROM, Finding
from dpia_wizard.gui.review.words import open_words, place_name, refusal
from dpia_wizard.gui.review.worth_a_look import look_at, lower, tellable_stops
from dpia_wizard.gui.risk_words import quoted, risk_name
from dpia_wizard.gui.words import _, count, isolate, isolate_answer, start_rtl_line
from dpia_wizard.wording import Wording
from dpia_wizard.wording.acceptance import acceptance_told
from dpia_wizard.wording.workflow import stop_because, trigger_told
from dpia_wizard.workspace import reviewing
from dpia_wizard.workspace.deciding import refusals
from dpia_wizard.workspace.editing import Editing


def findings(
    wording: Wording,
    editing: Editing,
    *,
    by: str,
    name: str = "",
    unseen: Collection[str] = (),
    lowered: Sequence[Place] = (),
) -> tuple[Finding, ...]:
    """What must be settled before the next decision, what deserves a look, and what is settled.

    Nothing is told that follows from what the team rated of the risks in *unseen*; *lowered* are
    the risks that stand lower than when somebody last looked.
    """
    look = [
        _answered(editing, found)
        for found in (*look_at(wording, editing, unseen), *lower(wording, lowered, unseen))
    ]
    return (
        *_settle(wording, editing, by=by, name=name, unseen=unseen),
        *(found for found in look if found.kind == "note"),
        *(found for found in look if found.kind == "settled"),
        *_settled(wording, editing, unseen),
    )


def _answered(editing: Editing, found: Finding) -> Finding:
    """*found* as settled where the team was asked about it and every remark there is settled."""
    asked = [r for r in editing.assessment.remarks.values() if found.ask and r.place == found.ask]
    if asked and all(remark.settled for remark in asked):
        newest = max(asked, key=lambda remark: (remark.at, remark.id))
        return replace(found, kind="settled", detail=quoted(newest.text))
    return found


# What must be settled


def _settle(
    wording: Wording, editing: Editing, *, by: str, name: str, unseen: Collection[str]
) -> Iterator[Finding]:
    for stop in tellable_stops(editing, unseen):
        if stop.holds:
            yield _stop(wording, editing, stop)
    for trigger in reviewing.triggers(editing):
        told = start_rtl_line(trigger_told(wording, trigger))
        log = editing.pack.workflow.cycle.log
        yield Finding("stop", told, "", open_words(wording, editing, log), log)
    in_review = stage(editing.assessment) == "in_review"
    move = moving.leads_to(editing.pack, editing.assessment) if in_review else "sent"
    refused = reviewing.tellable(editing, refusals(editing, move, by=by, name=name), unseen)
    if editing.assessment.text(OUTCOME) in ("", "reject"):  # nothing is approved by it
        refused = tuple(one for one in refused if one.code not in ("overruled", "outcome_differs"))
    for code in (
        "nothing_rated",
        "not_rated",
        "not_confirmed",
        "not_blind",
        "not_talked",
        "not_reviewed",
        "not_settled",
        "no_opinion",
        "overruled",
        "outcome_differs",
        "end_too_late",
    ):
        mine = [found for found in refused if found.code == code]
        here = code in ("not_reviewed", "not_blind", "not_talked")
        if len(mine) < GROUPED_FROM:
            for found in mine:
                yield _one(wording, editing, found, here=here)
        else:
            yield _many(wording, editing, code, mine, here=here)


def _stop(wording: Wording, editing: Editing, stop: Stop) -> Finding:
    id, place = stop.condition.id, stop.condition.place
    lines = [
        _("Stop condition {id}. {lifts}").format(id=isolate(id), lifts=wording.stop(id, "lifts")),
        stop_because(wording, stop),
    ]
    told = "\n".join(start_rtl_line(line) for line in lines if line)
    return Finding(
        "stop", wording.stop(id), told, open_words(wording, editing, place), place, ask=place
    )


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
            "The supervisor has neither rated {n} risk nor said why not.",
            "The supervisor has neither rated {n} risks nor said why not.",
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


# What is settled


def _settled(wording: Wording, editing: Editing, unseen: Collection[str]) -> Iterator[Finding]:
    for stop in tellable_stops(editing, unseen):
        if stop.holds is False:
            id = stop.condition.id
            said = _("Stop condition {id} does not hold: {text}")
            told = said.format(id=isolate(id), text=wording.stop(id))
            yield Finding("settled", start_rtl_line(told))
    for id, found in editing.acceptances.items():
        if found.counts and id not in unseen:
            told = acceptance_told(wording.words, found, own=isolate_answer, date=isolate)
            name = risk_name(wording, editing.assessment.risks[id])
            yield Finding("settled", _("{risk}: {what}").format(risk=name, what=told))
    for rated in _talked(editing, unseen):
        state = reviewing.as_rated(editing, rated, by="")
        reason = "" if state.talked is None else state.talked.reason
        said = _("{risk} was talked through: {reason}")
        name = risk_name(wording, rated.risk)
        yield Finding("settled", said.format(risk=name, reason=quoted(reason)))
    places: dict[str, list[bool]] = {}
    for remark in editing.assessment.remarks.values():
        places.setdefault(remark.place, []).append(remark.settled)
    for place, done in places.items():
        if all(done):
            said = _("Remark settled: {place}")
            yield Finding("settled", said.format(place=place_name(wording, editing, place)))


def _talked(editing: Editing, unseen: Collection[str]) -> list[RatedRisk]:
    return [
        rated
        for rated in editing.risks
        if rated.id not in unseen and reviewing.as_rated(editing, rated, by="").talked is not None
    ]
