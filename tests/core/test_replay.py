"""The printed reasons followed line by line lead to the printed level.

What follows them knows the matrix as it is printed and how a person adds up, and nothing of the
rule's code: it reads the JSON that the command line prints, and the English sentences that screen
and report print.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

from dpia_wizard.cli.score import told
from dpia_wizard.core.matrix import RiskMatrix
from dpia_wizard.core.scoring import score
from dpia_wizard.packs.load import load_pack
from dpia_wizard.texts import Words
from dpia_wizard.wording import Wording
from tests.core.chance import ON, Case, drawn_case, every_matrix

PACK = load_pack()
MATRICES = every_matrix()
AS_DATA, AS_SENTENCES = 10_000, 2_000
Lines = Sequence[Mapping[str, Any]]


class Disagrees(AssertionError):
    """A line that does not follow from those before it."""


class Follower:
    """Follows the lines of one argument, from the inherent ranks to the level they end at."""

    def __init__(self, cells: Sequence[Sequence[str]], start: tuple[int, int] | None = None):
        self.cells = cells
        self.ranks = {} if start is None else {"likelihood": start[0], "severity": start[1]}
        self.sums = {"likelihood": Fraction(0), "severity": Fraction(0)}
        self.most: dict[str, int] = {}
        self.stops_above_remote = False
        self.end: tuple[int, int, str] | None = None

    def begins_at(self, likelihood: int, severity: int, level: str) -> None:
        self.ranks = {"likelihood": likelihood, "severity": severity}
        self._is(self.cells[likelihood - 1][severity - 1], level)

    def earns(self, axis: str, credit: str) -> None:
        self.sums[axis] += Fraction(credit)

    def steps(self, axis: str, before: int, after: int, total: str) -> None:
        self._is(self.sums[axis], Fraction(total))
        self._is(self.ranks[axis], before)
        down = min(int(self.sums[axis]), self.most.get(axis, 99))
        lowest = 2 if axis == "likelihood" and self.stops_above_remote else 1
        self.ranks[axis] = max(before - down, min(before, lowest))
        self._is(self.ranks[axis], after)

    def ends_at(self, likelihood: int, severity: int, level: str) -> None:
        self._is((self.ranks["likelihood"], self.ranks["severity"]), (likelihood, severity))
        self._is(self.cells[likelihood - 1][severity - 1], level)
        self.end = (likelihood, severity, level)

    def _is(self, found: object, said: object) -> None:
        if found != said:
            raise Disagrees(f"{found} is not {said}")


def follow_data(cells: Sequence[Sequence[str]], lines: Lines, start: Any = None) -> Any:
    """Where the reasons lead, as the command line prints them."""
    follower = Follower(cells, start)
    for line in lines:
        facts = line["facts"]
        match line["code"]:
            case "inherent":
                follower.begins_at(facts["likelihood"], facts["severity"], facts["level"])
            case "earned":
                follower.earns(facts["axis"], facts["credit"])
            case "most_steps":
                follower.most[facts["axis"]] = facts["most"]
            case "no_severity_step":
                follower.most["severity"] = 0
            case "remote_needs_verified":
                follower.stops_above_remote = True
            case "steps":
                follower.steps(facts["axis"], facts["from"], facts["to"], facts["sum"])
            case "result":
                follower.ends_at(facts["likelihood"], facts["severity"], facts["level"])
    return follower.end


class Reader:
    """Reads the English sentences with the names that stand on the printed matrix."""

    def __init__(self, matrix: RiskMatrix) -> None:
        self.cells = [[matrix.level[id].name for id in row] for row in matrix.cells]
        self.likelihoods = [point.name for point in matrix.likelihoods]
        self.severities = [point.name for point in matrix.severities]
        place = f"({_any(self.likelihoods)}) and ({_any(self.severities)}) give (.+)"
        self.begins = re.compile(f"Before controls: {place}\\.")
        self.ends = re.compile(f"{place}\\.")
        self.remote = re.compile(f"{re.escape(self.likelihoods[0])} needs a strong control .*")

    def follow(self, sentences: Sequence[str], start: Any = None) -> Any:
        """Where the sentences lead."""
        follower = Follower(self.cells, start)
        for sentence in sentences:
            if found := self.begins.fullmatch(sentence):
                follower.begins_at(*self._place(found))
            elif found := self.ends.fullmatch(sentence):
                follower.ends_at(*self._place(found))
            elif found := _EARNED.fullmatch(sentence):
                follower.earns(found[2], _sum(found[1]))
            elif found := _MOST.fullmatch(sentence):
                follower.most[found[1].lower()] = int(found[2])
            elif sentence == "The harm cannot be undone, so no control lowers its severity.":
                follower.most["severity"] = 0
            elif self.remote.fullmatch(sentence):
                follower.stops_above_remote = True
            elif found := _FALLS.fullmatch(sentence):
                axis, before, after, total = found.groups()
                follower.steps(axis.lower(), int(before), int(after), _sum(total))
            elif found := _STAYS.fullmatch(sentence):
                axis, rank, total = found.groups()
                follower.steps(axis.lower(), int(rank), int(rank), _sum(total))
        return follower.end

    def _place(self, found: re.Match[str]) -> tuple[int, int, str]:
        likelihood, severity, level = found.groups()
        return self.likelihoods.index(likelihood) + 1, self.severities.index(severity) + 1, level


_EARNED = re.compile(r".* \([^()]+, [^()]+\): (\S+(?: \S+)?) on (likelihood|severity)\.")
_MOST = re.compile(r"(Likelihood|Severity) falls by (\d+) at most\.")
_FALLS = re.compile(r"(Likelihood|Severity) falls from (\d+) to (\d+) \(sum (.+)\)\.")
_STAYS = re.compile(r"(Likelihood|Severity) stays (\d+) \(sum (.+)\)\.")


def _any(names: Sequence[str]) -> str:
    return "|".join(map(re.escape, names))


def _sum(said: str) -> str:
    """Steps as they are printed (1½) as a fraction."""
    whole = said.removesuffix("½")
    return str(sum(map(Fraction, whole.split())) + (Fraction(1, 2) if whole != said else 0))


def printed(cases: int, seed: int) -> Iterator[tuple[Case, Any]]:
    """Cases by chance, each with what the command line prints of it."""
    random = Random(seed)  # noqa: S311 -- the same in every run
    wordings = [Wording(Words("en"), replace(PACK, matrix=matrix)) for matrix in MATRICES]
    for number in range(cases):
        wording = wordings[number % len(wordings)]
        case = drawn_case(wording.pack.matrix, random, most=7)
        result = score(case.matrix, case.risk, case.controls, on=ON)
        yield case, json.loads(json.dumps(told(wording, result)))


def test_the_reasons_lead_to_the_level_that_is_printed() -> None:
    codes = set()
    for case, said in printed(AS_DATA, seed=1):
        cells = case.matrix.cells
        today, ahead = said["today"], said["projected"]
        start = (said["inherent"]["likelihood"], said["inherent"]["severity"])
        assert follow_data(cells, said["reasons"]) == tuple(today.values()), case
        assert follow_data(cells, said["projected_reasons"], start) == tuple(ahead.values()), case
        codes |= {line["code"] for line in (*said["reasons"], *said["projected_reasons"])}
    assert codes >= {"earned", "most_steps", "no_severity_step", "remote_needs_verified"}


def test_the_sentences_alone_lead_to_the_level_that_is_printed() -> None:
    readers = {matrix.id: Reader(matrix) for matrix in MATRICES}
    for case, said in printed(AS_SENTENCES, seed=2):
        reader, names = readers[case.matrix.id], case.matrix.level
        start = (said["inherent"]["likelihood"], said["inherent"]["severity"])
        for place, lines, first in (
            (said["today"], said["reasons"], None),
            (said["projected"], said["projected_reasons"], start),
        ):
            end = reader.follow([line["sentence"] for line in lines], first)
            named = names[place["level"]].name
            assert end == (place["likelihood"], place["severity"], named), case


SAYS_WHY = {"earned", "same_hands", "no_custodian", "threat_source", "precaution", "earns_nothing"}


def test_the_reasons_say_once_of_each_control_on_each_axis_what_it_earns_or_why_nothing() -> None:
    for case, said in printed(1_000, seed=3):
        for lines in (said["reasons"], said["projected_reasons"]):
            told_of = sorted(
                (line["facts"]["control"], line["facts"]["axis"])
                for line in lines
                if line["code"] in SAYS_WHY
            )
            axes = {"both": ("likelihood", "severity")}
            linked = ((c.id, a) for c in case.controls for a in axes.get(c.axis, (c.axis,)))
            assert told_of == sorted(linked)


def test_a_line_left_out_or_changed_is_noticed() -> None:
    noticed = {"earned": 0, "most_steps": 0, "remote_needs_verified": 0, "no_severity_step": 0}
    for case, said in printed(1_000, seed=4):
        for at, line in enumerate(said["reasons"]):
            if line["code"] not in noticed:
                continue
            without = [*said["reasons"][:at], *said["reasons"][at + 1 :]]
            try:
                end = follow_data(case.matrix.cells, without)
            except Disagrees:
                noticed[line["code"]] += 1
            else:
                # A cap may say what the end of the scale would do alone; a credit never may.
                assert line["code"] == "most_steps", (case, end)
    assert all(noticed.values())
