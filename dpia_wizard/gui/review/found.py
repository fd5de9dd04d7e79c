"""The findings of a review: what must be settled, what deserves a look, and what is settled."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dpia_wizard.core.compare import Place
from dpia_wizard.core.findings import Stop, disagreements
from dpia_wizard.core.register import RatedRisk
from dpia_wizard.core.workflow import Refusal, stage
from dpia_wizard.gui.review.veil import tells_levels
from dpia_wizard.gui.review.words import open_words, place_name, refusal
from dpia_wizard.gui.risk_words import control_in, quoted, risk_name
from dpia_wizard.gui.words import _, count, isolate, isolate_answer, start_rtl_line
from dpia_wizard.wording import Wording
from dpia_wizard.wording.acceptance import acceptance_told
from dpia_wizard.wording.compare import heading, level_told
from dpia_wizard.wording.team import between
from dpia_wizard.wording.workflow import came_true_told, stop_because, trigger_told
from dpia_wizard.workspace import reviewing
from dpia_wizard.workspace.editing import Editing

_GROUPED_FROM = 4
"""So many findings of one kind become one line with one link."""

_OF_LEVELS = ("not_confirmed", "not_talked", "not_reviewed", "not_settled")
"""Refusals that tell something of the level of the risk that they name."""

Kind = Literal["stop", "note", "settled"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to settle, to look at, or settled, with one link to its place.

    ``here`` says that the place is a risk of the review's own table; ``ask`` is the place of the
    remark that asks the team about it.
    """

    kind: Kind
    sentence: str
    detail: str = ""
    link: str = ""
    place: str = ""
    here: bool = False
    ask: str = ""


def findings(
    wording: Wording,
    editing: Editing,
    *,
    by: str,
    unseen: Collection[str] = (),
    lowered: Sequence[Place] = (),
) -> tuple[Finding, ...]:
    """What must be settled before the next decision, what deserves a look, and what is settled.

    Nothing is told that follows from what the team rated of the risks in *unseen*; *lowered* are
    the risks that stand lower than when somebody last looked.
    """
    look = [
        _answered(editing, found)
        for found in (*_look(wording, editing, unseen), *_lower(wording, lowered, unseen))
    ]
    return (
        *_settle(wording, editing, by=by, unseen=unseen),
        *(found for found in look if found.kind == "note"),
        *(found for found in look if found.kind == "settled"),
        *_settled(wording, editing, unseen),
    )


def tellable(
    editing: Editing, refused: Iterable[Refusal], unseen: Collection[str]
) -> tuple[Refusal, ...]:
    """The refusals that tell nothing of what the team rated of the risks in *unseen*: neither by
    their words nor by their order, which is that of the catalogue then."""
    told = [found for found in refused if _may_tell(editing, found, unseen)]
    if not unseen:
        return tuple(told)
    place = {code: at for at, code in enumerate(dict.fromkeys(one.code for one in told))}
    return tuple(sorted(told, key=lambda one: (place[one.code], one.about)))


def _may_tell(editing: Editing, found: Refusal, unseen: Collection[str]) -> bool:
    if found.code in _OF_LEVELS:
        return found.place not in unseen
    if found.code == "stop" and unseen:
        return not any(s.condition.id == found.about and tells_levels(s) for s in editing.stops)
    return True


def _answered(editing: Editing, found: Finding) -> Finding:
    """*found* as settled where the team was asked about it and every remark there is settled."""
    asked = [r for r in editing.assessment.remarks.values() if found.ask and r.place == found.ask]
    if asked and all(remark.settled for remark in asked):
        newest = max(asked, key=lambda remark: (remark.at, remark.id))
        return replace(found, kind="settled", detail=quoted(newest.text))
    return found


# What must be settled


def _settle(
    wording: Wording, editing: Editing, *, by: str, unseen: Collection[str]
) -> Iterator[Finding]:
    for stop in _told(editing, unseen):
        if stop.holds:
            yield _stop(wording, editing, stop)
    for trigger in reviewing.triggers(editing):
        told = start_rtl_line(trigger_told(wording, trigger))
        log = editing.pack.workflow.cycle.log
        yield Finding("stop", told, "", open_words(wording, editing, log), log)
    in_review = stage(editing.assessment) == "in_review"
    move: Literal["approved", "sent"] = "approved" if in_review else "sent"
    refused = tellable(editing, editing.refusals(move, by=by), unseen)
    for code in (
        "not_rated",
        "not_confirmed",
        "not_blind",
        "not_talked",
        "not_reviewed",
        "not_settled",
        "no_opinion",
        "overruled",
        "outcome_differs",
    ):
        mine = [found for found in refused if found.code == code]
        here = code in ("not_reviewed", "not_blind", "not_talked")
        if len(mine) < _GROUPED_FROM:
            for found in mine:
                yield _one(wording, editing, found, here=here)
        else:
            yield _many(wording, editing, code, mine, here=here)


def _told(editing: Editing, unseen: Collection[str]) -> list[Stop]:
    return [stop for stop in editing.stops if not (unseen and tells_levels(stop))]


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


# What deserves a look


def _look(wording: Wording, editing: Editing, unseen: Collection[str]) -> Iterator[Finding]:
    yield from _cannot_tell(wording, editing, _told(editing, unseen))
    yield from _set_aside(wording, editing)
    yield from _not_seen(wording, editing)
    for incident in reviewing.came_true(editing):
        if incident.risk not in unseen:
            told = start_rtl_line(came_true_told(wording, incident))
            yield _at_risk(wording, incident.risk, told)
    yield from _no_longer_borne(wording, editing, unseen)
    yield from _apart(wording, editing, unseen)
    for rated in editing.risks:
        if rated.overridden and rated.id not in unseen:
            said = _("{risk} stands lower than the evidence supports.")
            yield _at_risk(wording, rated.id, said.format(risk=risk_name(wording, rated.risk)))


def _cannot_tell(wording: Wording, editing: Editing, told: Sequence[Stop]) -> Iterator[Finding]:
    open_ = [stop.condition for stop in told if stop.holds is None]
    for stop in open_ if len(open_) < _GROUPED_FROM else ():
        yield Finding(
            "note",
            _("The answers do not tell yet whether this holds: {text}").format(
                text=wording.stop(stop.id)
            ),
            _("Stop condition {id}").format(id=isolate(stop.id)),
            open_words(wording, editing, stop.place),
            stop.place,
            ask=stop.place,
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


def _set_aside(wording: Wording, editing: Editing) -> Iterator[Finding]:
    """The risks that the catalogue offers and the team does not look at, dismissed or left."""
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
                ask=risk.id,
            )
    offered = [offer.risk.id for offer in editing.offers]
    if offered:
        names = _(", ").join(isolate(id) for id in offered[:_GROUPED_FROM])
        detail = names
        if len(offered) > _GROUPED_FROM:
            detail = _("{names} and others").format(names=names)
        said = count(
            "{n} risk that the answers raise was not taken up.",
            "{n} risks that the answers raise were not taken up.",
            len(offered),
        )
        place = offered[0]
        yield Finding("note", said, detail, open_words(wording, editing, place), place, ask=place)


def _not_seen(wording: Wording, editing: Editing) -> Iterator[Finding]:
    """The controls that count as in place though nobody has seen them working of late."""
    names: dict[str, str] = {}
    for rated in editing.risks:
        for _link, control in rated.controls:
            said = control.status in ("in_place", "verified")
            if said and rated.status_of(control) == "in_place":
                names[control.id] = control_in(wording, editing.assessment, control.id)
    names = dict(sorted(names.items()))  # not in the order of the levels of their risks
    if not names:
        return
    if len(names) < _GROUPED_FROM:
        for id, name in names.items():
            said_of = _("{control} counts as in place, but nobody has seen it working of late.")
            link = _("Open control {id}").format(id=isolate(id))
            yield Finding("note", said_of.format(control=name), "", link, id, ask=id)
        return
    first = next(iter(names))
    yield Finding(
        "note",
        count(
            "{n} control counts as in place, but nobody has seen it working of late.",
            "{n} controls count as in place, but nobody has seen them working of late.",
            len(names),
        ),
        _(", ").join(isolate(id) for id in names),
        _("Open control {id}").format(id=isolate(first)),
        first,
    )


def _lower(
    wording: Wording, lowered: Sequence[Place], unseen: Collection[str]
) -> Iterator[Finding]:
    for place in lowered:
        if place.id not in unseen and place.before is not None:
            said = _("{risk} stands lower than when you last looked: it was {before}.")
            name = heading(wording, place)
            told = said.format(risk=name, before=level_told(wording, place.before))
            yield _at_risk(wording, place.id, start_rtl_line(told))


def _at_risk(wording: Wording, risk: str, said: str) -> Finding:
    link = _("Look at {risk}").format(risk=isolate(risk))
    return Finding("note", said, "", link, risk, here=True, ask=risk)


def _no_longer_borne(
    wording: Wording, editing: Editing, unseen: Collection[str]
) -> Iterator[Finding]:
    """The risks above the tolerance that somebody bore, and nobody does any more."""
    for id, found in editing.acceptances.items():
        if found.counts or id in unseen:
            continue
        told = acceptance_told(wording.words, found, own=isolate_answer, date=isolate)
        record = editing.assessment.risks[id]
        said = _("{risk}: {what}").format(risk=risk_name(wording, record), what=told)
        yield _at_risk(wording, id, said)


def _apart(wording: Wording, editing: Editing, unseen: Collection[str]) -> Iterator[Finding]:
    """The risks that people rated apart, one by one; those that only wait for a consensus, one by
    one or together."""
    found = [one for one in disagreements(editing.risks) if one.risk.id not in unseen]
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
            ask=one.risk.id,
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


# What is settled


def _settled(wording: Wording, editing: Editing, unseen: Collection[str]) -> Iterator[Finding]:
    for stop in _told(editing, unseen):
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
        state = reviewing.review_state(editing, rated, by="")
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
        if rated.id not in unseen
        and reviewing.review_state(editing, rated, by="").talked is not None
    ]
