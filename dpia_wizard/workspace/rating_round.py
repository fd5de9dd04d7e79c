"""A round in which several people rate the same risks in turn, until it is ended and shown.

While it runs, what people rated is words in a draft of the library: there after a lock or a power
cut, and in no view, search, report or copy. Ended, it becomes ratings that everybody sees.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dpia_wizard.core import change, findings, register, team
from dpia_wizard.core.model import Decision, Rating
from dpia_wizard.core.posts import compared, written
from dpia_wizard.core.register import NOT_RATED, RatedRisk
from dpia_wizard.core.team import Given
from dpia_wizard.errors import NotAllowed
from dpia_wizard.workspace.drafts import Words

if TYPE_CHECKING:
    from dpia_wizard.core.change import Step
    from dpia_wizard.workspace.editing import Editing

DRAFT = "rating round"
"""The draft that holds the round of an assessment."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one person says of one risk so far."""

    likelihood: str = ""
    severity: str = ""
    reason: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether it is a whole rating; why one rates so may stay unsaid."""
        return bool(self.likelihood and self.severity)

    @property
    def is_begun(self) -> bool:
        """Whether anything is chosen or written."""
        return bool(self.likelihood or self.severity or self.reason.strip())


@dataclass(frozen=True, slots=True)
class RatingRound:
    """Who rates which risks, and what each said; people are told apart by their place.

    ``matrix`` is the fingerprint of the one on whose scales they rate; ``dropped`` how many ratings
    of how many people were dropped because they were given on another.
    """

    id: str
    people: tuple[str, ...]
    risks: tuple[str, ...]
    matrix: str = ""
    begun: frozenset[int] = frozenset()
    done: frozenset[int] = frozenset()
    entries: Mapping[tuple[int, str], Entry] = field(default_factory=dict)
    dropped: tuple[int, int] = (0, 0)

    @property
    def said(self) -> tuple[int, int]:
        """How many ratings, also in part, there are, and of how many people."""
        whose = [who for (who, _risk), entry in self.entries.items() if entry.is_begun]
        return len(whose), len(set(whose))

    @property
    def waiting(self) -> tuple[int, ...]:
        """The places of those who are not done yet, in their order."""
        return tuple(at for at in range(len(self.people)) if at not in self.done)

    @property
    def is_over(self) -> bool:
        """Whether everybody is done."""
        return not self.waiting

    def entry(self, who: int, risk: str) -> Entry:
        """What the person at a place says of *risk*."""
        return self.entries.get((who, risk), Entry())

    def left_open(self, who: int) -> tuple[str, ...]:
        """The risks that a person did not rate."""
        return tuple(risk for risk in self.risks if not self.entry(who, risk).is_complete)

    def on(self, matrix: str) -> RatingRound:
        """The round on *matrix*: with another than it was begun with, everybody rates anew."""
        if matrix == self.matrix:
            return self
        dropped = self.said if self.said[0] else self.dropped
        return RatingRound(self.id, self.people, self.risks, matrix, dropped=dropped)

    def among(self, there: Iterable[str]) -> RatingRound:
        """The round of those of its risks that are still *there*, in the register."""
        kept = set(there)
        if kept.issuperset(self.risks):
            return self
        risks = tuple(risk for risk in self.risks if risk in kept)
        entries = {key: entry for key, entry in self.entries.items() if key[1] in kept}
        return replace(self, risks=risks, entries=entries)

    def begin(self, who: int) -> RatingRound:
        """The round once a person has the turn."""
        return replace(self, begun=self.begun | {who})

    def say(self, who: int, risk: str, entry: Entry) -> RatingRound:
        """The round once a person says *entry* of *risk*."""
        return replace(self, entries={**self.entries, (who, risk): entry})

    def finish(self, who: int) -> RatingRound:
        """The round once a person is done."""
        return replace(self, begun=self.begun | {who}, done=self.done | {who})

    def given(self, there: Iterable[str]) -> tuple[Given, ...]:
        """What is kept when the round ends, of the risks that are still *there*: also that
        somebody who had the turn did not rate a risk; nothing of those who never had it."""
        risks = [risk for risk in self.risks if risk in set(there)]
        found = []
        for at, name in enumerate(self.people):
            for risk in risks if at in self.begun else ():
                said = self.entry(at, risk)
                found.append(Given(risk, name, said.likelihood, said.severity, said.reason))
        return tuple(found)

    def words(self) -> Words:
        """The round as the words of a draft."""
        found = {
            "round": self.id,
            "people": "\n".join(self.people),
            "risks": "\n".join(self.risks),
            "matrix": self.matrix,
            "begun": " ".join(map(str, sorted(self.begun))),
            "done": " ".join(map(str, sorted(self.done))),
            "dropped": " ".join(map(str, self.dropped)),
        }
        for (who, risk), entry in self.entries.items():
            for part in ("likelihood", "severity", "reason"):
                if text := getattr(entry, part):
                    found[f"{part} {who} {risk}"] = text
        return found


def begun_round(words: Words) -> RatingRound | None:
    """The round that a draft holds; None where there is none."""
    people, risks = words.get("people", "").split("\n"), words.get("risks", "").split("\n")
    if not words.get("round") or not people[0] or not risks[0]:
        return None
    entries: dict[tuple[int, str], Entry] = {}
    for who in range(len(people)):
        for risk in risks:
            parts = {
                part: text
                for part in ("likelihood", "severity", "reason")
                if (text := words.get(f"{part} {who} {risk}", ""))
            }
            if parts:
                entries[who, risk] = Entry(**parts)
    return RatingRound(
        words["round"],
        tuple(people),
        tuple(risks),
        words.get("matrix", ""),
        _places(words.get("begun", "")),
        _places(words.get("done", "")),
        entries,
        _pair(words.get("dropped", "")),
    )


def each_once(names: Iterable[str]) -> tuple[str, ...]:
    """Roles and initials as they were typed, without blanks and doubles."""
    found: dict[str, str] = {}
    for name in names:
        if plain := written(name):
            found.setdefault(compared(plain), plain)
    return tuple(found.values())


def to_rate(risks: Sequence[RatedRisk]) -> tuple[str, ...]:
    """The risks that a round is for unless somebody chooses others: those that nobody rated, and
    those that people rated and did not agree on."""
    return tuple(
        risk.id
        for risk in risks
        if not risk.risk.avoided and (risk.level == NOT_RATED or risk.is_unsettled)
    )


def keep_round(editing: Editing, name: str, given: Sequence[Given]) -> Step | None:
    """Keep what people rated in the round *name*, each on their own; nothing else changes.

    A round is kept once: with a later moment its ratings would open again what was agreed
    since. Raises `NotAllowed` for a rating that nobody signs with a role or initials.
    """
    if not all(one.by.strip() for one in given):
        raise NotAllowed("A rating needs the role or the initials of who gave it.")
    if team.is_kept(editing.assessment, name):
        return None
    at = editing.now()
    return editing.put(
        "rate together",
        *(
            Rating(
                f"{name}-{at_place:04}",  # in the order in which people had their turn
                name,
                one.risk,
                written(one.by),
                at,
                one.likelihood,
                one.severity,
                one.reason.strip(),
            )
            for at_place, one in enumerate(given)
        ),
    )


def agree(
    editing: Editing, risk: str, likelihood: str, severity: str, *, reason: str, by: str = ""
) -> Step | None:
    """Record what the team agreed on after its ratings: the rating of the risk from now on.

    An axis of the risk that is another by it, or had no reason, takes the reason too. The
    level is to be confirmed anew. Raises `NotAllowed` without a reason or a whole rating.
    """
    before = editing.assessment.risks.get(risk)
    if before is None or not reason.strip():
        raise NotAllowed("Write why you agreed on this: it is printed in the report.")
    after = team.agreed(before, likelihood, severity, reason.strip())
    trial = change.apply(editing.assessment, change.Change(before, after))
    stands = register.rated(editing.pack, trial, after, on=editing.on)
    if stands.score is None:
        raise NotAllowed("Choose a likelihood and a severity that you agree on.")
    level = stands.score.today.level
    by = by or findings.author_post(editing.assessment)
    made = Decision(
        editing.new_id(),
        team.AGREED,
        by,
        editing.now(),
        risk,
        level,
        level,
        reason.strip(),
        likelihood=likelihood,
        severity=severity,
    )
    return editing.put("agree on a risk", made, after)


def _pair(text: str) -> tuple[int, int]:
    parts = [int(part) for part in text.split() if part.isdecimal()]
    return (parts[0], parts[1]) if len(parts) == 2 else (0, 0)


def _places(text: str) -> frozenset[int]:
    return frozenset(int(part) for part in text.split() if part.isdecimal())
