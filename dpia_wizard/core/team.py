"""What several people made of the same risk: whose ratings stand, how far apart, and if settled.

Every rating is one person's, given without seeing the others. None is averaged: the lowest and
the highest level that they give are told beside the level until the team agrees (`scoring.md`
rule 12), and ratings that lie far apart are something to talk about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dpia_wizard.core.matrix import RiskMatrix
from dpia_wizard.core.model import UNKNOWN, Assessment, Decision, Rating, Risk
from dpia_wizard.core.posts import compared
from dpia_wizard.core.scoring import AppliedControl, JudgedRisk, score
from dpia_wizard.core.summary import NOT_RATED
from dpia_wizard.core.workflow import matrix_changed

AGREED = "agreed"
"""The kind of a decision on a risk that is the team's consensus, with its reason."""

REVIEW_ROUND = "review-"
"""How the name of a round begins in which reviewers rate, each alone (`blind`), not the team."""

WIDE = 2
"""So many levels apart, a range is wide: people do not even see neighbouring levels."""


@dataclass(frozen=True, slots=True)
class Levels:
    """The levels that a rating gives with the controls as they stand: the one meant, and the
    lowest and highest that it may be."""

    meant: str
    lowest: str
    highest: str


def levels(
    matrix: RiskMatrix, risk: JudgedRisk, controls: Iterable[AppliedControl], *, on: str
) -> Levels:
    """The levels that one rating gives under *controls* on the date *on*.

    Where nobody has evidence for a likelihood, a rating of it may be one step out on either
    side: our reading of "or evidence is none" in `scoring.md` rule 12.
    """
    worked = tuple(controls)
    meant = score(matrix, risk, worked, on=on).today.level
    found = [meant]
    if risk.evidence == "none":
        rank = risk.likelihood
        if rank is None:
            rank = matrix.likelihood[matrix.unknown_counts_as].rank
        for near in (rank - 1, rank + 1):
            if 1 <= near <= len(matrix.likelihoods):
                other = replace(risk, likelihood=near)
                found.append(score(matrix, other, worked, on=on).today.level)
    ordered = sorted(found, key=lambda id: matrix.level[id].rank)
    return Levels(meant, ordered[0], ordered[-1])


LevelsOf = Callable[[str, str], Levels | None]
"""The levels of a likelihood and a severity by their ids; None where one of them is open."""


@dataclass(frozen=True, slots=True)
class TeamRatings:
    """The ratings of one risk that stand, and the consensus that settled them, or None."""

    ratings: tuple[Rating, ...]
    agreed: Decision | None


Changed = Literal["", "rating", "level"]
"""What is another since a consensus: its likelihood or severity; only the level, by controls or
because the team set it higher; or nothing."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One person's rating and the level it gives; `NOT_RATED` where it is not complete."""

    rating: Rating
    level: str


@dataclass(frozen=True, slots=True)
class Spread:
    """What the team made of one risk; ``agreed`` is the consensus that settled it, if any, and
    ``changed`` what of the risk is another since."""

    voices: tuple[Voice, ...]
    lowest: str
    highest: str
    apart: int
    agreed: Decision | None
    changed: Changed = ""

    @property
    def is_wide(self) -> bool:
        """Whether the ratings lie so far apart that the team has something to talk about."""
        return self.apart >= WIDE

    @property
    def rated(self) -> tuple[Voice, ...]:
        """Those of which the rating is complete."""
        return tuple(voice for voice in self.voices if voice.level != NOT_RATED)


@dataclass(frozen=True, slots=True)
class Range:
    """Between which levels a risk stands for all that is known, and what makes it a range:
    the team's ratings that are not settled yet (``by_team``), missing evidence, or both."""

    lowest: str
    highest: str
    apart: int
    by_team: bool
    no_evidence: bool

    @property
    def is_wide(self) -> bool:
        """Whether it is a finding: the ends are not even neighbouring levels."""
        return self.apart >= WIDE


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody rated in a round, before it is kept; both ids are "" where they did not."""

    risk: str
    by: str
    likelihood: str = ""
    severity: str = ""
    reason: str = ""


def agreed(risk: Risk, likelihood: str, severity: str, reason: str) -> Risk:
    """*risk* as the team agreed to rate it; a level stated before must be confirmed anew.

    A reason written earlier stays with an axis that stays as it was; else it would argue for a
    rating that is not there any more.
    """
    keeps_likelihood = likelihood == risk.likelihood and risk.likelihood_reason.strip()
    keeps_severity = severity == risk.severity and risk.severity_reason.strip()
    return replace(
        risk,
        likelihood=likelihood,
        likelihood_reason=risk.likelihood_reason if keeps_likelihood else reason,
        severity=severity,
        severity_reason=risk.severity_reason if keeps_severity else reason,
        stated="",
        stated_reason="",
    )


def is_kept(assessment: Assessment, name: str) -> bool:
    """Whether the ratings of the round *name* are in the assessment."""
    return any(rating.round == name for rating in assessment.ratings.values())


def standing_ratings(assessment: Assessment) -> Mapping[str, TeamRatings]:
    """What stands of what the team rated, by risk.

    Of each person only the newest whole rating stands: who did not rate in a later round takes
    nothing back. A consensus settles every rating given before it; a whole rating given later
    opens the matter again, for itself and those who rate with it. With another matrix nothing
    said on the scales of the one before stands.
    """
    if not assessment.ratings:
        return {}
    since = matrix_changed(assessment)
    given: dict[str, list[Rating]] = {}
    for rating in assessment.ratings.values():
        if rating.at > since and not rating.round.startswith(REVIEW_ROUND):
            given.setdefault(rating.risk, []).append(rating)
    agreed: dict[str, list[Decision]] = {}
    for decision in assessment.decisions.values():
        if decision.kind == AGREED and decision.at > since:
            agreed.setdefault(decision.about, []).append(decision)
    return {
        risk: _standing(ratings, sorted(agreed.get(risk, ()), key=lambda d: (d.at, d.id)))
        for risk, ratings in given.items()
    }


def spread(
    matrix: RiskMatrix,
    standing: TeamRatings | None,
    levels_of: LevelsOf,
) -> Spread | None:
    """What the *standing* ratings of a risk give; None where nobody rated it."""
    if standing is None or not standing.ratings:
        return None
    voices: list[Voice] = []
    found: list[Levels] = []
    for rating in standing.ratings:
        gives = levels_of(rating.likelihood, rating.severity)
        voices.append(Voice(rating, NOT_RATED if gives is None else gives.meant))
        found.extend(() if gives is None else (gives,))
    lowest, highest, apart = _ends(matrix, [level.meant for level in found])
    return Spread(tuple(voices), lowest, highest, apart, standing.agreed)


def beside(told: Spread | None, risk: Risk, level: str) -> Spread | None:
    """*told* beside the *risk* as it is rated now, and the *level* that this gives or that the
    team stated: what of it is not as agreed any more. What a supervisor set is no change.

    A consensus of before programs kept what it was made of says only its level.
    """
    if told is None or told.agreed is None:
        return told
    said = told.agreed
    changed: Changed = ""
    if names_a_rating(said) and (said.likelihood, said.severity) != (
        risk.likelihood,
        risk.severity,
    ):
        changed = "rating"
    elif said.level and said.level != level:
        changed = "level"
    return replace(told, changed=changed)


def names_a_rating(consensus: Decision) -> bool:
    """Whether a consensus says the likelihood and severity that the team agreed on."""
    return bool(consensus.likelihood and consensus.severity)


def range_of(
    matrix: RiskMatrix,
    told: Spread | None,
    own: tuple[str, str],
    levels_of: LevelsOf,
    *,
    no_evidence: bool,
) -> Range | None:
    """The range to tell beside the level, or None where there is nothing to tell.

    It is that of the team's ratings until they are settled, else that of the agreed rating
    (*own*: its likelihood and severity) where there is no evidence: a consensus does not end
    that, but evidence does.
    """
    is_open = told is not None and told.agreed is None and bool(told.rated)
    pairs: Sequence[tuple[str, str]] = ()
    if told is not None and is_open:
        pairs = [(v.rating.likelihood, v.rating.severity) for v in told.rated]
    elif no_evidence:
        pairs = [own]
    found = [one for pair in pairs if (one := levels_of(*pair)) is not None]
    return range_over(matrix, found, by_team=is_open, no_evidence=no_evidence)


def range_over(
    matrix: RiskMatrix, found: Sequence[Levels], *, by_team: bool, no_evidence: bool
) -> Range | None:
    """The range over the levels of several ratings; None without any, and where a single
    rating gives a single level."""
    ends = [level for one in found for level in (one.lowest, one.highest)]
    lowest, highest, apart = _ends(matrix, ends)
    if not found or (not by_team and not apart):
        return None
    return Range(lowest, highest, apart, by_team, no_evidence)


def around(
    matrix: RiskMatrix, told: Spread | None
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The cells from the lowest to the highest ranks that people chose, before controls:
    (likelihood, severity) of both ends; None where nobody rated."""
    ranks: list[tuple[int, int]] = []
    for voice in told.rated if told is not None else ():
        id = voice.rating.likelihood
        likelihood = matrix.likelihood.get(matrix.unknown_counts_as if id == UNKNOWN else id)
        severity = matrix.severity.get(voice.rating.severity)
        if likelihood is not None:
            rank = matrix.top_severity if severity is None else severity.rank
            ranks.append((likelihood.rank, rank))
    if not ranks:
        return None
    likelihoods, severities = zip(*ranks, strict=True)
    return (min(likelihoods), min(severities)), (max(likelihoods), max(severities))


def _standing(ratings: Sequence[Rating], agreed: Sequence[Decision]) -> TeamRatings:
    last = agreed[-1].at if agreed else ""
    since = [rating for rating in ratings if rating.at > last]
    if not agreed or any(_is_whole(rating) for rating in since):
        return TeamRatings(_newest(since), None)
    before = agreed[-2].at if len(agreed) > 1 else ""
    earlier = [rating for rating in ratings if rating.at <= last]
    settled = [rating for rating in earlier if rating.at > before]
    if not any(_is_whole(rating) for rating in settled):
        settled = earlier
    return TeamRatings(_newest(settled), agreed[-1])


def _is_whole(rating: Rating) -> bool:
    return bool(rating.likelihood and rating.severity)


def _newest(ratings: Iterable[Rating]) -> tuple[Rating, ...]:
    """What stands of each person, in the order in which people first rated: the newest whole
    rating; else the newest in part; that they did not rate only where there is neither."""
    found: dict[str, tuple[int, Rating]] = {}
    for rating in sorted(ratings, key=lambda rating: (rating.at, rating.id)):
        says = bool(rating.likelihood) + bool(rating.severity)
        name = compared(rating.by)
        if name not in found or says >= found[name][0]:
            found[name] = (says, rating)
    return tuple(rating for _says, rating in found.values())


def _ends(matrix: RiskMatrix, levels: Iterable[str]) -> tuple[str, str, int]:
    """The lowest and the highest of *levels* and how many steps lie between them."""
    ranks = sorted({matrix.level[level].rank for level in levels})
    if not ranks:
        return NOT_RATED, NOT_RATED, 0
    names = {level.rank: level.id for level in matrix.levels}
    return names[ranks[0]], names[ranks[-1]], ranks[-1] - ranks[0]
