"""What deserves a look in a review: not seen, set aside, apart, lowered, or come true."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from dpia_wizard.core.compare import Place
from dpia_wizard.core.findings import Stop, disagreements, tells_levels
from dpia_wizard.gui.review.finding import GROUPED_FROM, Finding
from dpia_wizard.gui.review.words import open_words
from dpia_wizard.gui.risk_words import control_in, quoted, risk_name
from dpia_wizard.gui.words import _, count, isolate, isolate_answer, start_rtl_line
from dpia_wizard.wording import Wording
from dpia_wizard.wording.acceptance import acceptance_told
from dpia_wizard.wording.compare import heading, level_told
from dpia_wizard.wording.team import between
from dpia_wizard.wording.workflow import came_true_told, too_long_told
from dpia_wizard.workspace import reviewing
from dpia_wizard.workspace.editing import Editing


def tellable_stops(editing: Editing, unseen: Collection[str]) -> list[Stop]:
    """The stop conditions of which it tells no level of a risk in *unseen* whether they hold."""
    return [stop for stop in editing.stops if not (unseen and tells_levels(stop))]


def look_at(wording: Wording, editing: Editing, unseen: Collection[str]) -> Iterator[Finding]:
    """What deserves a look; of the risks in *unseen* nothing that tells their level."""
    yield from _cannot_tell(wording, editing, tellable_stops(editing, unseen))
    yield from _set_aside(wording, editing)
    yield from _not_seen(wording, editing)
    for incident in reviewing.came_true(editing):
        if incident.risk not in unseen:
            told = start_rtl_line(came_true_told(wording, incident))
            yield _at_risk(wording, incident.risk, told)
    yield from _too_long(wording, editing, unseen)
    yield from _no_longer_borne(wording, editing, unseen)
    yield from _apart(wording, editing, unseen)
    for rated in editing.risks:
        if rated.overridden and rated.id not in unseen:
            said = _("{risk} stands lower than the evidence supports.")
            yield _at_risk(wording, rated.id, said.format(risk=risk_name(wording, rated.risk)))


def _cannot_tell(wording: Wording, editing: Editing, told: Sequence[Stop]) -> Iterator[Finding]:
    open_ = [stop.condition for stop in told if stop.holds is None]
    for stop in open_ if len(open_) < GROUPED_FROM else ():
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
    if len(open_) >= GROUPED_FROM:
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
        names = _(", ").join(isolate(id) for id in offered[:GROUPED_FROM])
        detail = names
        if len(offered) > GROUPED_FROM:
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
    if len(names) < GROUPED_FROM:
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


def lower(wording: Wording, lowered: Sequence[Place], unseen: Collection[str]) -> Iterator[Finding]:
    """The risks that stand lower than when somebody last looked."""
    for place in lowered:
        if place.id not in unseen and place.before is not None:
            said = _("{risk} stands lower than when you last looked: it was {before}.")
            name = heading(wording, place)
            told = said.format(risk=name, before=level_told(wording, place.before))
            yield _at_risk(wording, place.id, start_rtl_line(told))


def _at_risk(wording: Wording, risk: str, said: str) -> Finding:
    link = _("Look at {risk}").format(risk=isolate(risk))
    return Finding("note", said, "", link, risk, here=True, ask=risk)


def _too_long(wording: Wording, editing: Editing, unseen: Collection[str]) -> Iterator[Finding]:
    """The approval and the acceptances that say a later day than the rules allow."""
    for found in reviewing.too_long(editing):
        told = start_rtl_line(too_long_told(wording, found))
        if not found.made.about:
            yield Finding("note", told)
        elif found.made.about not in unseen:
            yield _at_risk(wording, found.made.about, told)


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
        if told is None or (not one.is_wide and len(near) >= GROUPED_FROM):
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
    if len(near) >= GROUPED_FROM:
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
