"""What would lower a risk: the smallest sets of changes to its controls that move its level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, groupby, product
from math import lcm
from operator import itemgetter
from typing import Literal

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.matrix import Level, RiskMatrix
from dpia_wizard.core.posts import compared
from dpia_wizard.core.register import RatedRisk, applied, judged
from dpia_wizard.core.scoring import (
    AXES,
    AppliedControl,
    JudgedRisk,
    counted_status,
    earned,
    inherent_place,
    steps_taken,
)

STATUSES = ("in_place", "verified")
"""What a control can be brought to, the smaller effort first."""

MOST_WAYS = 50
"""Ways that are given; a dozen alike controls in one office have thousands."""

_CREDIT = 1 << 16


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
    """The smallest ways to a lower level on the date *on*, the least effort first.

    Smaller means fewer controls, then fewer things to change in them. So every way given here
    changes as few controls as any way there is, and for each set of so many controls that moves
    the level, the ways that ask least of them are given, the first `MOST_WAYS`. Nothing is found
    for a risk that is not rated, or that only removing the data or the flow would lower.
    """
    judgement = judged(pack, rated.risk)
    if judgement is None or rated.score is None:
        return ()
    controls = tuple(applied(link, control) for link, control in rated.controls)
    ranks = pack.matrix.level
    now = ranks[rated.score.today.level].rank
    trial = _Trial(pack.matrix, judgement, controls, on=on, below=now)
    found = trial.smallest()
    ordered = sorted(found, key=lambda way: (way.effort, ranks[way.level].rank, _ids(way)))
    return tuple(ordered[:MOST_WAYS])


@dataclass(frozen=True, slots=True)
class _Choice:
    """A control as it is, or with one improvement: in whose hands it is, whether those hold no
    other, and what it earns on each axis: `_CREDIT` times the parts of a step, 1 more when it is
    strong and verified, so that the best is the largest and sums keep both."""

    improvement: Improvement | None
    effort: int
    hands: str
    is_alone: bool
    earns: tuple[int, ...]

    @property
    def kind(self) -> tuple[object, ...]:
        """What is equal in choices about two controls that can stand for each other."""
        own = self.improvement is not None and self.improvement.own_hands
        return self.effort, "" if own else self.hands, self.is_alone, self.earns

    def serves(self, other: _Choice) -> bool:
        """Whether this does all that *other* does."""
        earns = all(mine >= its for mine, its in zip(self.earns, other.earns, strict=True))
        proves = all(
            mine % _CREDIT >= its % _CREDIT
            for mine, its in zip(self.earns, other.earns, strict=True)
        )
        hands = self.is_alone or not other.is_alone or not any(other.earns)
        return earns and proves and hands


class _Trial:
    """A risk with its controls, on which improvements are tried.

    What each choice earns alone is looked up once in the rule (`scoring.earned`); a set of them
    then only needs adding up, so that thousands of sets can be tried while somebody waits.
    """

    def __init__(
        self,
        matrix: RiskMatrix,
        risk: JudgedRisk,
        controls: Sequence[AppliedControl],
        *,
        on: str,
        below: int,
    ) -> None:
        self._matrix, self._risk, self._on, self._below = matrix, risk, on, below
        self._inherent, self._precaution = inherent_place(matrix, risk)
        self._parts = lcm(*(credit.denominator for credit in matrix.credit.values()))
        held = [compared(control.custodian) for control in controls]
        threat = compared(risk.threat_source)
        alone = [held.count(whose) == 1 and (not whose or whose != threat) for whose in held]
        self._options: dict[int, list[_Choice]] = {}
        self._kinds: dict[int, tuple[object, ...]] = {}  # equal for those that can be swapped
        self._found: dict[tuple[object, ...], list[tuple[tuple[int, ...], str]]] = {}
        self._earners: list[tuple[int, _Choice]] = []
        self._levels: dict[tuple[int, int], Level] = {}
        for at, (control, own) in enumerate(zip(controls, alone, strict=True)):
            now = self._choice(control, None, is_alone=own)
            if any(now.earns):
                self._earners.append((at, now))
            options = list(self._useful(control, now))
            if options:
                self._options[at] = options
                self._kinds[at] = (now.kind, *(option.kind for option in options))

    def smallest(self) -> Iterator[Way]:
        """The smallest ways to a level whose rank is less than *below*."""
        # More of everything never raises a level, so when the most is not enough, nothing is.
        if not self._enough(tuple(self._options)):
            return
        for size in range(1, len(self._options) + 1):
            enough = [s for s in combinations(self._options, size) if self._enough(s)]
            for changed in enough:
                yield from self._least(changed)
            if enough:
                return

    def _enough(self, changed: Sequence[int]) -> bool:
        most = [self._options[at][-1] for at in changed]
        return self._level(changed, most).rank < self._below

    def _least(self, changed: Sequence[int]) -> Iterator[Way]:
        """The ways that ask least of the controls *changed*, all of them."""
        alike = tuple(self._kinds[at] for at in changed)
        if alike not in self._found:
            self._found[alike] = self._tried(changed)
        for picks, level in self._found[alike]:
            made = (self._options[at][pick] for at, pick in zip(changed, picks, strict=True))
            yield Way(tuple(choice.improvement for choice in made if choice.improvement), level)

    def _tried(self, changed: Sequence[int]) -> list[tuple[tuple[int, ...], str]]:
        """Which option of each control together lower the level at the least effort, and to
        what."""
        options = [list(enumerate(self._options[at])) for at in changed]
        tries = [(sum(choice.effort for _, choice in made), made) for made in product(*options)]
        tries.sort(key=itemgetter(0))
        for _, equal in groupby(tries, key=itemgetter(0)):
            found = []
            for _, made in equal:
                level = self._level(changed, [choice for _, choice in made])
                if level.rank < self._below:
                    found.append((tuple(pick for pick, _ in made), level.id))
            if found:
                return found
        return []

    def _level(self, changed: Sequence[int], choices: Sequence[_Choice]) -> Level:
        """The level with *choices* made for the controls *changed*."""
        whole = [*choices, *(choice for at, choice in self._earners if at not in changed)]
        earned_on_both = _together(whole, 0), _together(whole, 1)
        level = self._levels.get(earned_on_both)
        if level is None:
            level = self._levels[earned_on_both] = self._level_after(*earned_on_both)
        return level

    def _level_after(self, likelihood: int, severity: int) -> Level:
        """The level where so much is earned on both axes."""
        ranks = []
        for axis, earns in zip(AXES, (likelihood, severity), strict=True):
            rank = getattr(self._inherent, axis)
            credit, proven = divmod(earns, _CREDIT)
            whole = credit // self._parts
            steps, _ = steps_taken(
                self._matrix, self._risk, axis, rank=rank, whole=whole, proven=bool(proven)
            )
            ranks.append(rank - steps)
        return self._matrix.cell(*ranks)

    def _useful(self, control: AppliedControl, now: _Choice) -> Iterator[_Choice]:
        """What can be done about *control*, but for what something easier serves as well; the
        last is the most."""
        seen = [now]
        made = sorted(_improvements(control, self._on), key=lambda one: one.effort)
        for improvement in made:
            improved = _improved(control, improvement, self._on)
            own = now.is_alone or improvement.own_hands
            choice = self._choice(improved, improvement, is_alone=own)
            if not any(e.effort < choice.effort and e.serves(choice) for e in seen):
                seen.append(choice)
                yield choice

    def _choice(
        self, control: AppliedControl, improvement: Improvement | None, *, is_alone: bool
    ) -> _Choice:
        earns = []
        for axis in AXES:
            credit, proven = earned(
                self._matrix, self._risk, control, axis, precaution=self._precaution, on=self._on
            )
            earns.append(int(credit * self._parts) * _CREDIT + proven)
        effort = 0 if improvement is None else improvement.effort
        return _Choice(improvement, effort, compared(control.custodian), is_alone, tuple(earns))


def _improvements(control: AppliedControl, on: str) -> Iterator[Improvement]:
    """What can be done about *control*."""
    now = counted_status(control.status, control.evidence_date, on)
    start = STATUSES.index(now) if now in STATUSES else -1
    for status in (now, *STATUSES[start + 1 :]):
        for own_hands in (False, True):
            if status in STATUSES and (status != now or own_hands):
                yield Improvement(control.id, now, status, own_hands)


def _improved(control: AppliedControl, improvement: Improvement, on: str) -> AppliedControl:
    seen = on if improvement.status == "verified" else control.evidence_date
    # No person's name begins with a control character, so these hands are nobody else's.
    custodian = f"\0{control.id}" if improvement.own_hands else control.custodian
    return replace(control, status=improvement.status, evidence_date=seen, custodian=custodian)


def _together(choices: Iterable[_Choice], axis: int) -> int:
    """What *choices* earn together on an axis, where each hands count once."""
    best: dict[str, int] = {}
    for choice in choices:
        earns = choice.earns[axis]
        if earns > best.get(choice.hands, 0):
            best[choice.hands] = earns
    return sum(best.values())


def _ids(way: Way) -> tuple[str, ...]:
    return tuple(improvement.control for improvement in way.improvements)
