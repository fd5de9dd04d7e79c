"""A history that is not what was written is found wherever an anchor covers it, and named."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpia_wizard.core.chain import (
    PRINTED,
    SHORT,
    START,
    Anchor,
    Written,
    anchor_in_short,
    check,
    groups,
    next_hash,
    read_anchor,
)

ID = "5f1d7c2e"
LONG = 10_000
TRIES = 1_000
TIED_ANEW = 200
"""How many of the tries are by somebody who ties all that follows anew."""
ANCHORED = (1, 40, 977, 2_500, 2_501, 6_000, 9_200)
NEWEST = ANCHORED[-1]

Log = list[Written]


def entry(number: int, text: str = "") -> Written:
    changes = json.dumps([{"after": {"id": f"q{number}", "value": text}}], ensure_ascii=False)
    return Written(f"e{number}", f"2026-01-{number % 28 + 1:02}", "Olena · أحمد", "answer", changes)


def tied(entries: Sequence[Written], *, since: int = 0) -> Log:
    """*entries* with their hashes, made anew from the place *since* on."""
    kept, before = list(entries), entries[since - 1].hash if since else START
    for place in range(since, len(kept)):
        before = next_hash(before, ID, kept[place])
        kept[place] = replace(kept[place], hash=before)
    return kept


@cache
def log() -> tuple[Written, ...]:
    return tuple(tied([entry(number, "текст \"'\\ نص") for number in range(1, LONG + 1)]))


def by_chance(seed: str | int) -> Random:
    return Random(seed)  # noqa: S311 -- the same every time


def anchor(number: int, *, why: str = "given") -> Anchor:
    return Anchor(number, log()[number - 1].hash[:PRINTED], why)


def anchors() -> list[Anchor]:
    return [anchor(number) for number in ANCHORED]


# What may be done to a log: each gives the log as it is then, and the first place that is another.

Tampering = Callable[[Log, Random, int], tuple[Log, int]]


def edited(kept: Log, random: Random, place: int) -> tuple[Log, int]:
    field = random.choice(("id", "at", "by", "name", "changes", "hash"))
    now = {"changes": "[]", "hash": "ab" * 32}.get(field, f"{getattr(kept[place], field)}x")
    return [*kept[:place], replace(kept[place], **{field: now}), *kept[place + 1 :]], place


def deleted(kept: Log, random: Random, place: int) -> tuple[Log, int]:
    return [*kept[:place], *kept[place + random.choice((1, 2, 50)) :]], place


def put_in(kept: Log, random: Random, place: int) -> tuple[Log, int]:
    new = [entry(10**6 + number) for number in range(random.choice((1, 2, 7)))]
    if random.random() < 0.5:  # somebody who knows how entries are tied
        new = tied([*kept[:place], *new], since=place)[place:]
    return [*kept[:place], *new, *kept[place:]], place


def doubled(kept: Log, random: Random, place: int) -> tuple[Log, int]:
    start = random.randrange(place)
    return [*kept[:place], *kept[start : start + 3], *kept[place:]], place


def swapped(kept: Log, random: Random, place: int) -> tuple[Log, int]:
    other = place + random.choice((1, 2, 300))
    kept[place], kept[other] = kept[other], kept[place]
    return kept, place


NAIVE = (edited, deleted, put_in, doubled, swapped)


def chance_place(random: Random) -> int:
    """A place that the newest anchor covers, with room after it."""
    return random.randrange(1, NEWEST - 1)


@pytest.mark.parametrize("way", NAIVE, ids=lambda way: way.__name__)
def test_what_is_done_to_a_log_is_found_and_its_first_bad_entry_named(way: Tampering) -> None:
    random = by_chance(way.__name__)
    for _try in range((TRIES - TIED_ANEW) // len(NAIVE)):
        now, place = way(list(log()), random, chance_place(random))
        found = check(ID, now, anchors()).broken
        assert found is not None
        assert found.place == place + 1
        assert found.entry == now[place]
        assert place in (found.first - 1, found.first)


@pytest.mark.parametrize("way", NAIVE, ids=lambda way: way.__name__)
def test_a_log_that_was_tied_anew_is_found_before_the_next_anchor(way: Tampering) -> None:
    random = by_chance(way.__name__)
    for _try in range(TIED_ANEW // len(NAIVE)):
        now, place = way(list(log()), random, chance_place(random))
        now = tied(now, since=place)
        if now == list(log()):  # a hash that was altered is right again
            continue
        verdict = check(ID, now, anchors())
        found = verdict.broken
        assert found is not None
        assert found.kind == "rewritten"
        assert found.first <= place + 1 <= found.place
        assert found.place == min(number for number in ANCHORED if number > place)
        assert verdict.vouched == max((n for n in ANCHORED if n <= place), default=0)


def test_one_entry_that_was_tied_anew_alone_is_found_where_the_next_does_not_follow() -> None:
    random = by_chance(7)
    for _try in range(100):
        place = chance_place(random)
        now = list(log())
        now[place] = replace(now[place], by="Somebody else")
        now[place] = replace(now[place], hash=next_hash(now[place - 1].hash, ID, now[place]))
        found = check(ID, now, anchors()).broken
        assert found is not None
        assert found.first <= place + 1 <= found.place <= place + 2


def test_a_tail_cut_before_the_newest_anchor_is_found() -> None:
    random = by_chance(1)
    for _try in range(100):
        length = random.randrange(NEWEST)
        verdict = check(ID, log()[:length], anchors())
        assert verdict.broken is not None
        assert verdict.broken.kind == "cut"
        assert verdict.broken.place == length + 1
        assert verdict.broken.entry is None


def test_what_is_done_after_the_newest_anchor_is_never_called_fine() -> None:
    """A cut, or a log tied anew: nothing tells it from one that went no further."""
    random = by_chance(2)
    for _try in range(50):
        length = random.randrange(NEWEST, LONG + 1)
        other = tied([*log()[:length], entry(10**6)], since=length)
        for now in (log()[:length], other):
            verdict = check(ID, now, anchors())
            assert verdict.is_whole
            assert verdict.vouched == NEWEST  # and of what came after it nothing is said


def test_a_whole_log_of_another_time_is_found_by_what_was_printed_later() -> None:
    printed = anchor(9_000)
    verdict = check(ID, log()[:8_000], [anchor(5_000, why="report"), printed])
    assert verdict.broken is not None
    assert verdict.broken.kind == "cut"
    assert (verdict.remembered, verdict.vouched) == (5_000, 0)


def test_a_log_as_it_was_written_agrees_with_every_anchor() -> None:
    random = by_chance(3)
    for _try in range(20):
        taken = [anchor(random.randrange(1, LONG + 1)) for _ in range(8)]
        verdict = check(ID, log(), taken)
        assert verdict.is_whole
        assert set(verdict.agreed) == set(taken)
        assert verdict.hash == log()[-1].hash


def test_a_log_belongs_to_one_assessment() -> None:
    found = check("another", log()[:3], ()).broken
    assert found is not None
    assert found.place == 1


def test_a_log_without_entries_is_whole_and_vouched_for_by_nothing() -> None:
    verdict = check(ID, (), ())
    assert (verdict.is_whole, verdict.vouched, verdict.remembered) == (True, 0, 0)
    cut = check(ID, (), [anchor(1)]).broken
    assert cut is not None
    assert (cut.kind, cut.first, cut.place) == ("cut", 1, 1)


def test_the_hash_is_the_one_that_is_written_down() -> None:
    """So that others can check a history without this program."""
    one = Written("e1", "2026-01-02T08:00:00", 'O"lena', "answer", '[{"after":{"id":"q"}}]')
    told = {
        "assessment": ID,
        "at": one.at,
        "by": one.by,
        "changes": json.loads(one.changes),
        "id": one.id,
        "name": one.name,
    }
    canonical = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    said = f"dpia-wizard history 1\n{START}\n{canonical}"
    assert next_hash(START, ID, one) == hashlib.sha256(said.encode()).hexdigest()


@given(st.lists(st.text(max_size=5), min_size=10, max_size=10))
def test_no_two_entries_share_a_hash_by_their_shape(parts: list[str]) -> None:
    first, second = (
        Written(id, at, by, name, json.dumps([changes]))
        for id, at, by, name, changes in (parts[:5], parts[5:])
    )
    same = next_hash(START, ID, first) == next_hash(START, ID, second)
    assert same == (first == second)


# Anchors on paper


@given(st.integers(1, 10**9 - 1), st.binary(min_size=32, max_size=32))
def test_an_anchor_is_read_as_it_was_printed(entries: int, digest: bytes) -> None:
    whole = digest.hex()
    assert read_anchor(f"{entries} {groups(whole)}") == Anchor(entries, whole)
    printed = Anchor(entries, whole).printed
    assert read_anchor(f"{entries} {printed}") == Anchor(entries, whole[:PRINTED])
    assert read_anchor(f" {entries}\n{whole} ") == Anchor(entries, whole)
    short = anchor_in_short(entries, whole)
    assert (
        read_anchor(short) == read_anchor(f"\u2066{short}\u2069") == Anchor(entries, whole[:SHORT])
    )


@pytest.mark.parametrize(
    "typed",
    ["", "12", "ab" * 20, f"0 {'ab' * 20}", f"-1 {'ab' * 20}", f"1 {'ab' * 15}a",
     f"1 {'xy' * 20}", f"1 {'ab' * 33}", f"١ {'ab' * 20}", f"1 {'٠' * 40}",
     f"{'9' * 10} {'ab' * 20}", "1 " * 200],
)  # fmt: skip
def test_what_is_no_anchor_is_not_taken_for_one(typed: str) -> None:
    assert read_anchor(typed) is None
