"""Since when a sign-off holds no longer: the entry of the history that voided it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dpia_wizard.core.change import apply
from dpia_wizard.core.form import Form
from dpia_wizard.core.history import Entry
from dpia_wizard.core.model import Assessment, Record, SignOff
from dpia_wizard.core.seal import Sealed, SealStanding, standing


@dataclass(frozen=True, slots=True)
class Voided:
    """The entry since which a sign-off holds no longer: when (ISO), by whom, and how the sign-off
    stood just after it."""

    at: str
    by: str
    standing: SealStanding


def voided(
    then: Sealed,
    sign_off: SignOff,
    now: Assessment,
    found: SealStanding,
    entries: Sequence[Entry],
    form: Form,
) -> Voided | None:
    """What voided *sign_off*, which stands for *now* as *found*: the earliest entry since which
    one thing or another of what is void today was void. None where it holds, or where the history
    does not tell: what was changed past this program has no entry.

    Only the records that differ today are looked at, so a difference that is gone tells nothing.
    """
    if found.counts:
        return None
    keys = {(one.collection, one.id) for one in found.changes}
    keys |= {("decisions", one.id) for one in found.judgements} | {("decisions", sign_off.decision)}
    signed = replace(then, assessment=_only(then.assessment, keys))
    state = _only(now, keys)
    after = standing(signed, sign_off, state, form)
    for entry in reversed(entries):
        if any(change.record.id == sign_off.id for change in entry.changes):
            return None
        mine = [one for one in entry.changes if (one.collection, one.record.id) in keys]
        if not mine:
            continue
        state = apply(state, *(change.inverse for change in reversed(mine)))
        before = standing(signed, sign_off, state, form)
        if before.counts:
            return Voided(entry.at, entry.by, after)
        after = before
    return None


def _only(assessment: Assessment, keys: set[tuple[str, str]]) -> Assessment:
    """*assessment* with the records of these collections and ids alone."""
    kept: dict[str, dict[str, Record]] = {}
    for collection, id in keys:
        records: Mapping[str, Record] = getattr(assessment, collection)
        if id in records:
            kept.setdefault(collection, {})[id] = records[id]
    collections: dict[str, Any] = {**kept}
    return replace(
        Assessment(assessment.id, assessment.reference, assessment.created), **collections
    )
