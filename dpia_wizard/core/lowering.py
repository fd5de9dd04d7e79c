"""What would lower a risk: the smallest sets of changes to its controls, found by trying them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import Literal

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.register import RatedRisk, applied, judged
from dpia_wizard.core.scoring import AppliedControl, JudgedRisk, counted_status, score

STATUSES = ("in_place", "verified")
"""What a control can be brought to, the smaller effort first."""

_ALL_TRIED = 2
"""Up to how many controls every combination of changes is tried; above, one after the other."""


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

    More controls together are tried only when fewer are not enough. Nothing is found for a
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
    if trial.least(trial.open_controls) is None:
        return ()
    ranks = pack.matrix.level
    for size in range(1, len(trial.open_controls) + 1):
        sets = combinations(trial.open_controls, size)
        found = [way for way in map(trial.least, sets) if way is not None]
        if found:
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

    @property
    def open_controls(self) -> tuple[AppliedControl, ...]:
        """The controls that something can be done about."""
        return tuple(control for control in self.controls if any(_options(control, self.on)))

    def least(self, chosen: Sequence[AppliedControl]) -> Way | None:
        """The least that has to change in *chosen* to lower the level, or None."""
        options = [list(_options(control, self.on)) for control in chosen]
        # More of everything never raises a level, so when the most is not enough, nothing is.
        most = [best[-1] for best in options]
        if not options or self._reached(most) is None:
            return None
        if len(options) > _ALL_TRIED:
            return self._eased(most, options)
        tries = sorted(product(*options), key=lambda try_: sum(i.effort for i in try_))
        reached = ((improvements, self._reached(improvements)) for improvements in tries)
        return next((Way(tuple(made), level) for made, level in reached if level), None)

    def _eased(
        self, most: Sequence[Improvement], options: Sequence[Sequence[Improvement]]
    ) -> Way | None:
        """*most* with each improvement in turn as small as it may be."""
        made = list(most)
        for at, smaller in enumerate(options):
            for improvement in sorted(smaller, key=lambda option: option.effort):
                eased = [*made[:at], improvement, *made[at + 1 :]]
                if self._reached(eased) is not None:
                    made = eased
                    break
        level = self._reached(made)
        return None if level is None else Way(tuple(made), level)

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
    now = counted_status(control.status, control.evidence_date, on)
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
