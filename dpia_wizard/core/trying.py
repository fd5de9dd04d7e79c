"""What if: what a risk would be with other controls, tried without keeping anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Literal, get_args

from dpia_wizard.core import change, linking
from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.change import Change
from dpia_wizard.core.grounds import control_as_it_stands, is_there, status_that_counts
from dpia_wizard.core.lowering import STATUSES, Improvement, Way
from dpia_wizard.core.model import Assessment, Control, Link, Status, Strength, link_id
from dpia_wizard.core.register import RatedRisk, rated
from dpia_wizard.core.situation import FormSituation

YES = "yes"
"""The word for what is so, where a thing that is tried is only so or not."""

Missing = Literal["evidence", "hands"]
"""What has to be true before a trial can be kept: what was seen and when, or whose hands."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What is tried about one control of a risk; what is empty stays as it stands.

    ``link`` is "in" for a control that is not linked, "out" to see the risk without it.
    ``own_hands``: in hands on which no other control here depends, whoever that will be.
    """

    control: str
    link: str = ""
    status: str = ""
    strength: str = ""
    custodian: str = ""
    own_hands: str = ""
    evidence: str = ""
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """A risk as it stands and as it would be.

    ``changes`` is what keeping it would change; ``missing`` what nobody said yet and has to be
    true first, by control; ``others`` the other risks whose level would be another.
    """

    now: RatedRisk
    then: RatedRisk
    assessment: Assessment
    changes: tuple[Change, ...]
    missing: Mapping[str, tuple[Missing, ...]]
    others: tuple[tuple[RatedRisk, RatedRisk], ...]


def trial(
    pack: Pack,
    assessment: Assessment,
    now: RatedRisk,
    tried: Iterable[Tried],
    *,
    seen: FormSituation,
    others: Sequence[RatedRisk] = (),
) -> Trial:
    """What the risk *now* would be if what is *tried* were so, seen working today.

    *seen* is the assessment seen through its form, *others* the register it stands in. What is
    tried of a control that was deleted meanwhile is left out: it has no name to come back with.
    """
    wanted = [
        one
        for one in tried
        if one != Tried(one.control) and is_there(pack, assessment, one.control)
    ]
    kept: list[Change] = []
    missing: dict[str, tuple[Missing, ...]] = {}
    after = assumed = assessment
    for one in wanted:
        made = _changes(pack, after, now.id, one)
        kept += made
        after = change.apply(after, *made)
        lacks = _missing(pack, after, one, on=now.on, seen=seen)
        if lacks:
            missing[one.control] = lacks
        assumed = change.apply(assumed, *_changes(pack, assumed, now.id, one))
        assumed = change.apply(assumed, *_as_if(assumed, one, lacks, on=now.on))
    then = rated(pack, assumed, now.risk, on=now.on, seen=seen)
    elsewhere = {link.risk for link in _links_of(assumed, {one.control for one in wanted})}
    moved = []
    for other in others:
        if other.id == now.id or other.id not in elsewhere or other.score is None:
            continue
        would = rated(pack, assumed, other.risk, on=other.on, seen=seen)
        if would.score is not None and would.score.today.level != other.score.today.level:
            moved.append((other, would))
    return Trial(now, then, assumed, _net(assessment, kept), missing, tuple(moved))


def from_way(way: Way) -> tuple[Tried, ...]:
    """What a way to a lower level asks for, as something to try."""
    return tuple(
        Tried(
            made.control,
            status="" if made.kind == "hands" else made.status,
            own_hands=YES if made.own_hands else "",
        )
        for made in way.improvements
    )


def as_way(then: RatedRisk, tried: Iterable[Tried], *, now: RatedRisk) -> Way | None:
    """What of *tried* is work that somebody can be given, as a way to where the risk would
    be *then*; None when nothing is."""
    status = {control.id: now.status_of(control) for _link, control in now.controls}
    linked = {control.id for _link, control in then.controls}
    work = []
    for one in tried:
        if one.control not in linked:
            continue
        before = status.get(one.control, "not_in_place")
        after = one.status or before
        is_more = after in STATUSES and after != before and before != "verified"
        if one.link != "out" and (is_more or (one.own_hands and after in STATUSES)):
            work.append(Improvement(one.control, before, after, bool(one.own_hands)))
    if not work or then.score is None:
        return None
    return Way(tuple(work), then.score.today.level)


def as_words(tried: Iterable[Tried]) -> dict[str, str]:
    """What is tried as words by name, to be kept with what is begun in forms."""
    found = {}
    for one in tried:
        found[f"{one.control} control"] = one.control
        for part in fields(Tried)[1:]:
            if text := str(getattr(one, part.name)):
                found[f"{one.control} {part.name}"] = text
    return found


def from_words(words: Mapping[str, str]) -> tuple[Tried, ...]:
    """What `as_words` kept, in the order in which it was begun."""
    names = {part.name for part in fields(Tried)[1:]}
    found: dict[str, Tried] = {}
    for name, text in words.items():
        control, _space, part = name.rpartition(" ")
        found.setdefault(control, Tried(control))
        if part in names and _is_known(part, text):
            found[control] = replace(found[control], **{part: text})
    return tuple(found.values())


def _is_known(part: str, text: str) -> bool:
    known = {"status": get_args(Status), "strength": get_args(Strength), "link": ("in", "out")}
    return text in known.get(part, (text,))


def _changes(pack: Pack, assessment: Assessment, risk: str, one: Tried) -> tuple[Change, ...]:
    """What keeping *one* changes in *assessment*."""
    if one.link == "out":
        return linking.unlink(assessment, risk, one.control)
    made = list(linking.link(pack, assessment, risk, one.control)) if one.link == "in" else []
    trial_of = change.apply(assessment, *made)
    link = trial_of.links.get(link_id(risk, one.control))
    if link is None:
        return ()
    control = trial_of.controls.get(one.control, Control(one.control))
    parts = {"status": one.status, "custodian": one.custodian.strip()}
    parts |= {"evidence": one.evidence.strip(), "evidence_date": one.seen}
    said = {name: text for name, text in parts.items() if text}
    changed = replace(control, **said)
    made += [found for found in (change.put(trial_of, changed),) if found is not None]
    if one.strength:
        stronger = replace(link, strength=one.strength)  # type: ignore[arg-type]  # it is known
        made += [found for found in (change.put(trial_of, stronger),) if found is not None]
    return tuple(made)


def _missing(
    pack: Pack, after: Assessment, one: Tried, *, on: str, seen: FormSituation
) -> tuple[Missing, ...]:
    """What nobody said yet of what *one* supposes, where all of it were kept."""
    found: list[Missing] = []
    if one.link == "out":
        return ()
    stands = control_as_it_stands(pack, after, one.control, seen=seen)
    if one.status == "verified" and status_that_counts(stands, on) != "verified":
        found.append("evidence")
    if one.own_hands and not one.custodian.strip():
        found.append("hands")
    return tuple(found)


def _as_if(
    assessment: Assessment, one: Tried, missing: tuple[Missing, ...], *, on: str
) -> tuple[Change, ...]:
    """What takes for true in *assessment* what is *missing*."""
    control = assessment.controls.get(one.control)
    if control is None:
        return ()
    if "evidence" in missing:
        control = replace(control, evidence=control.evidence or YES, evidence_date=on)
    if "hands" in missing:
        # No name begins with a control character, so these hands are nobody else's.
        control = replace(control, custodian=f"\0{control.id}")
    made = change.put(assessment, control)
    return () if made is None else (made,)


def _net(assessment: Assessment, changes: Sequence[Change]) -> tuple[Change, ...]:
    """*changes* with one for each record: as it was in *assessment*, and as it is after all."""
    after = change.apply(assessment, *changes)
    found = {}
    for made in changes:
        records = getattr(after, made.collection)
        id = made.record.id
        before = getattr(assessment, made.collection).get(id)
        if before != records.get(id):
            found[made.collection, id] = Change(before, records.get(id))
    return tuple(found.values())


def _links_of(assessment: Assessment, controls: set[str]) -> list[Link]:
    return [link for link in assessment.links.values() if link.control in controls]
