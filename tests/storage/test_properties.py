"""For any steps a person may take, the library holds exactly what they lead to."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import fields
from itertools import count
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpia_wizard.codec import KINDS
from dpia_wizard.core.change import Change, Step, Undo, apply, put, remove, step
from dpia_wizard.core.model import Assessment, PackRef, Pin, Pinned, Record, Risk, Row, pinned
from dpia_wizard.core.summary import Summary
from dpia_wizard.storage.search import fold, typed
from dpia_wizard.storage.store import Store

WHEN = {"at": "2026-02-01T09:00:00", "by": "Officer"}
FILES = (b"first file", b"second file")
HOSTILE = (
    "'; DROP TABLE answers; --",
    '"*" OR NEAR(a b) ^col:x {',
    "\x00\x01\x7f\r\n\t",
    "\u202eكلمة\u202c \u200f(٣)\u2066",
    "👩🏽‍👧‍👦 é e\u0301 ﷺ ﬁ İ ß",
    "%_\\%",
    "x" * 5000,
)

texts = st.one_of(
    st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
)
ids = st.sampled_from(["a", "b", "purpose.aim", "خطر", "'\" %"])


def records_of(kind: type[Record], sha256s: list[str]) -> st.SearchStrategy[Record]:
    special: dict[str, st.SearchStrategy[Any]] = {
        "id": ids,
        "question": ids,
        "risk": ids,
        "round": ids,
        "control": ids,
        "kind": ids,
        "value": st.one_of(
            texts, st.integers(-(2**63), 2**63 - 1), st.none(), st.lists(texts).map(tuple)
        ),
        "aside": st.one_of(texts, st.none(), st.lists(texts).map(tuple)),
        "cells": st.dictionaries(texts, st.one_of(texts, st.lists(texts).map(tuple)), max_size=3),
        "axis": st.sampled_from(["likelihood", "severity", "both"]),
        "strength": st.sampled_from(["weak", "moderate", "strong"]),
        "sha256": st.sampled_from(sha256s),
        "size": st.integers(0, 2**40),
    }
    if kind is Pin:
        special["id"] = st.sampled_from(get_args(Pinned))
    plain = {"str": texts, "bool": st.booleans(), "int": st.integers(-(2**63), 2**63 - 1)}
    chosen = {part.name: part.type for part in fields(kind)}
    return st.builds(
        kind,
        **{
            name: special[name] if name in special else plain[str(of)]
            for name, of in chosen.items()
        },
    )


@pytest.fixture(scope="module")
def library() -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder, Store.create(Path(folder), bytes(32)) as store:
        yield store


number = count()


def add_new(store: Store) -> Assessment:
    pins = pinned(PackRef("form", "1", "f"), PackRef("matrix", "2", "m"))
    new = Assessment(f"assessment-{next(number)}", "R-1", "2026-01-01", pins)
    store.add(new, Summary("Title", new.reference), **WHEN)
    return new


def random_step(data: st.DataObject, state: Assessment, sha256s: list[str]) -> Step | None:
    """One to three changes, one upon the other, some of them taking a record out."""
    changes: list[Change | None] = []
    for _ in range(data.draw(st.integers(1, 3))):
        kind = data.draw(st.sampled_from(list(KINDS.values())))
        record = data.draw(records_of(kind, sha256s))
        act = data.draw(st.sampled_from([put, put, remove]))
        change = act(state, record)
        state = state if change is None else apply(state, change)
        changes.append(change)
    return step("act", changes)


@given(st.data())
@settings(max_examples=60)
def test_what_is_loaded_is_what_was_applied_and_undoing_all_gives_the_first_state(
    library: Store, data: st.DataObject
) -> None:
    sha256s = [library.put_blob(file) for file in FILES]
    first = state = add_new(library)
    undo = Undo()
    for _ in range(data.draw(st.integers(1, 6))):
        made = random_step(data, state, sha256s)
        if made is not None:
            state = apply(state, *made.changes)
            library.commit(first.id, made, **WHEN)
            undo.add(made)
            undo.close()
            assert library.load(first.id) == state
    last = state
    while (back := undo.back()) is not None:
        library.commit(first.id, back, **WHEN)
    assert library.load(first.id) == first
    while (again := undo.forward()) is not None:
        library.commit(first.id, again, **WHEN)
    assert library.load(first.id) == last
    changes = [change for entry in library.history(first.id) for change in entry.changes]
    assert apply(first, *changes) == last


@given(st.data())
@settings(max_examples=40)
def test_the_search_knows_exactly_what_is_kept(library: Store, data: st.DataObject) -> None:
    sha256s = [library.put_blob(file) for file in FILES]
    state = add_new(library)
    for _ in range(data.draw(st.integers(1, 4))):
        made = random_step(data, state, sha256s)
        if made is not None:
            state = apply(state, *made.changes)
            library.commit(state.id, made, **WHEN)
    library.index()
    kept = {
        (collection, record.id): (typed(record), fold(typed(record)))
        for collection in KINDS
        for record in getattr(state, collection).values()
        if typed(record)
    }
    rows = library._connection.execute(
        "SELECT collection, record, text, folded FROM texts "
        "WHERE assessment = ? AND collection <> 'assessments'",
        (state.id,),
    )
    assert {(row[0], row[1]): (row[2], row[3]) for row in rows} == kept
    library._connection.execute("INSERT INTO letters (letters, rank) VALUES ('integrity-check', 1)")


@given(texts, st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_text_can_be_looked_for_and_a_typed_one_is_found(
    library: Store, text: str, query: str
) -> None:
    library.search(query)
    new = add_new(library)
    record = Row("r", "question", cells={"c": text}) if len(text) % 2 else Risk("question", text)
    made = step("act", [put(new, record)])
    assert made is not None
    library.commit(new.id, made, **WHEN)
    looked_for = fold(text).split()
    if looked_for and len(text) < 200:
        assert ("question", new.id) in [
            (found.place, found.assessment) for found in library.search(text, limit=10_000)
        ]
    library.delete(new.id)
