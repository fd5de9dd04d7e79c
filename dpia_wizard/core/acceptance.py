"""Who bears a risk above the tolerance, until when, and whether that counts today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.model import Assessment, Decision
from dpia_wizard.core.register import NOT_RATED, RatedRisk, still_answers
from dpia_wizard.core.workflow import matrix_changed

ACCEPTED = "accepted"
"""The kind of a decision that somebody bears a risk for a time."""

WITHDRAWN = "withdrawn"
"""The kind of a decision that somebody bears a risk no longer."""

AcceptanceState = Literal["stands", "over", "lapsed", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The newest acceptance of a risk that stands above the tolerance now.

    It ``stands`` until the end of its day. Then it is ``over``; it has ``lapsed`` where the risk is
    at another level since, the evidence supports another one, or it is judged with another matrix;
    and it can be ``withdrawn``, with the word that did it. Only one that stands counts.
    """

    decision: Decision
    standing: AcceptanceState
    word: Decision | None = None

    @property
    def counts(self) -> bool:
        """Whether somebody bears the risk today."""
        return self.standing == "stands"

    def ends(self, today: str) -> str:
        """The day on which it ends or did end (ISO). Nobody keeps on which day one lapsed: then
        it is *today* at the latest."""
        match self.standing:
            case "withdrawn" if self.word is not None:
                return self.word.at[:10]
            case "lapsed":
                return min(self.decision.until, today)
        return self.decision.until


def acceptances(
    pack: Pack, assessment: Assessment, risks: Iterable[RatedRisk], *, today: str
) -> dict[str, Acceptance]:
    """The newest acceptance of each of *risks* above the tolerance, by risk, on *today* (ISO)."""
    newest, taken_back = _newest(assessment, ACCEPTED), _newest(assessment, WITHDRAWN)
    since = matrix_changed(assessment)
    found = {}
    for risk in risks:
        made = newest.get(risk.id)
        if made is None or not needs_acceptance(pack, risk):
            continue
        standing: AcceptanceState = "stands"
        word = taken_back.get(risk.id)
        if word is not None and (word.at, word.id) < (made.at, made.id):
            word = None
        if word is not None:
            standing = "withdrawn"
        elif made.at <= since or not still_answers(made, risk):
            standing = "lapsed"
        elif is_past(made, today):
            standing = "over"
        found[risk.id] = Acceptance(made, standing, word)
    return found


def needs_acceptance(pack: Pack, risk: RatedRisk) -> bool:
    """Whether somebody has to bear *risk*, or it is lowered: it stands above the tolerance."""
    if not risk.is_open or risk.risk.avoided or risk.level == NOT_RATED:
        return False
    return pack.matrix.is_above_tolerance(risk.level)


def is_past(decision: Decision, today: str) -> bool:
    """Whether *decision* is an acceptance whose last day is over on *today* (ISO)."""
    return decision.kind == ACCEPTED and decision.until < today


def waits_for_review(risk: RatedRisk, *, today: str) -> bool:
    """Whether a supervisor has yet to say something of *risk*: the newest word tells, and an
    acceptance that is over is no word any more."""
    if risk.risk.avoided:
        return False
    return risk.newest is None or is_past(risk.newest, today)


def first_end(found: Mapping[str, Acceptance], *, today: str) -> str:
    """The day on which the first of the acceptances ends or did end, or ""; each of them is of a
    risk that stands above the tolerance still, so somebody has to say something of it."""
    return min((end for one in found.values() if (end := one.ends(today))), default="")


def _newest(assessment: Assessment, kind: str) -> dict[str, Decision]:
    decisions = sorted(assessment.decisions.values(), key=lambda made: (made.at, made.id))
    return {made.about: made for made in decisions if made.kind == kind}
