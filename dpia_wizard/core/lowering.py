"""What would lower a risk: the smallest sets of changes to its controls, found by trying them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import Literal

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.register import RatedRisk, applied, judged
from dpia_wizard.core.scoring import AppliedControl, JudgedRisk, is_recent, score

STATUSES = ("in_place", "verified")
"""What a control can be brought to, the smaller effort first."""


@dataclass(frozen=True, slots=True)
class Improvement:
    """One control brought further: from the status it has now to ``status``.

    ``own_hands``: it also has to depend on somebody on whom no other control here depends.
    """

    control: str
    before: str
    status: str
    own_hands: bool = False

    @property
    def kind(self) -> Literal["hands", "see", "finish", "place", "place_and_see"]:
        """The work it takes, apart from whose hands it is in."""
        if self.status == self.before:
            return "hands"
        if self.before == "in_place":
            return "see"
        if self.status == "in_place":
            return "finish" if self.before == "partly" else "place"
        return "place_and_see"

    @property
    def effort(self) -> int:
        """How many things have to change."""
        work = {"hands": 0, "see": 1, "finish": 1, "place": 1, "place_and_see": 2}
        return work[self.kind] + self.own_hands


@dataclass(frozen=True, slots=True)
class Way:
    """Improvements that together lower the level of today to ``level``."""

    improvements: tuple[Improvement, ...]
    level: str

    @property
    def effort(self) -> int:
        """How many things have to change."""
        return sum(improvement.effort for improvement in self.improvements)


def ways_to_lower(pack: Pack, rated: RatedRisk, *, on: str) -> tuple[Way, ...]:
    """The ways to a lower level on the date *on*, the least effort first.

    Two controls together are tried only when no single one is enough. Nothing is found for a
    risk that is not rated, or that only removing the data or the flow would lower.
    """
    judgement = judged(pack, rated.risk)
    if judgement is None or rated.score is None:
        return ()
    trial = _Trial(
        pack,
        judgement,
        tuple(applied(link, control) for link, control in rated.controls),
        on,
        pack.matrix.level[rated.score.today.level].rank,
    )
    for size in (1, 2):
        found = [way for way in map(trial.least, combinations(trial.controls, size)) if way]
        if found:
            ranks = pack.matrix.level
            return tuple(sorted(found, key=lambda w: (w.effort, ranks[w.level].rank, _ids(w))))
    return ()


@dataclass(frozen=True, slots=True)
class _Trial:
    """A risk with its controls, on which improvements are tried."""

    pack: Pack
    risk: JudgedRisk
    controls: tuple[AppliedControl, ...]
    on: str
    rank: int

    def least(self, chosen: Sequence[AppliedControl]) -> Way | None:
        """The least that has to change in *chosen* to lower the level, or None."""
        options = [list(_options(control, self.on)) for control in chosen]
        if not all(options):
            return None
        # More of everything never raises a level, so when the most is not enough, nothing is.
        if self._reached([best[-1] for best in options]) is None:
            return None
        tries = sorted(product(*options), key=lambda try_: sum(i.effort for i in try_))
        for improvements in tries:
            level = self._reached(improvements)
            if level is not None:
                return Way(tuple(improvements), level)
        return None

    def _reached(self, improvements: Sequence[Improvement]) -> str | None:
        wanted = {improvement.control: improvement for improvement in improvements}
        improved = (
            _improved(control, wanted[control.id], self.on) if control.id in wanted else control
            for control in self.controls
        )
        level = score(self.pack.matrix, self.risk, improved, on=self.on).today.level
        return level if self.pack.matrix.level[level].rank < self.rank else None


def _options(control: AppliedControl, on: str) -> Iterator[Improvement]:
    """What can be done about *control*; the last one is the most."""
    now = control.status
    if now == "verified" and not is_recent(control.evidence_date, on):
        now = "in_place"
    start = STATUSES.index(now) if now in STATUSES else -1
    for status in (now, *STATUSES[start + 1 :]):
        for own_hands in (False, True):
            if status in STATUSES and (status != now or own_hands):
                yield Improvement(control.id, now, status, own_hands)


def _improved(control: AppliedControl, improvement: Improvement, on: str) -> AppliedControl:
    seen = on if improvement.status == "verified" else control.evidence_date
    # No person's name begins with a control character, so these hands are nobody else's.
    hands = f"\0{control.id}" if improvement.own_hands else control.custodian
    return replace(control, status=improvement.status, evidence_date=seen, custodian=hands)


def _ids(way: Way) -> tuple[str, ...]:
    return tuple(improvement.control for improvement in way.improvements)
