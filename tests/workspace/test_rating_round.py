"""A rating round before it is ended: a draft, told apart by person, and given as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpia_wizard.core.model import Risk
from dpia_wizard.core.register import NOT_RATED
from dpia_wizard.core.team import AGREED, Given
from dpia_wizard.errors import NotAllowed
from dpia_wizard.workspace.drafts import Drafts
from dpia_wizard.workspace.editing import Editing
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.rating_round import (
    DRAFT,
    Entry,
    RatingRound,
    agree,
    begun_round,
    each_once,
    keep_round,
    to_rate,
)

names = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=8)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
ids = st.sampled_from(["R01", "R36", "X 1", "خطر"])


@st.composite
def rounds(draw: st.DrawFn) -> RatingRound:
    people = each_once(draw(st.lists(names, min_size=1, max_size=4)))
    risks = tuple(draw(st.lists(ids, min_size=1, max_size=3, unique=True)))
    places = st.integers(0, len(people) - 1)
    entries = draw(
        st.dictionaries(
            st.tuples(places, st.sampled_from(risks)), st.builds(Entry, texts, texts, texts)
        )
    )
    done = draw(st.frozensets(places))
    begun = done | draw(st.frozensets(places))
    kept = {key: entry for key, entry in entries.items() if entry != Entry()}
    dropped = draw(st.tuples(st.integers(0, 99), st.integers(0, 9)))
    return RatingRound("r1", people, risks, "matrix", begun, done, kept, dropped)


@given(rounds())
def test_a_round_comes_back_from_its_draft_as_it_was(made: RatingRound) -> None:
    drafts = Drafts({}, lambda _form, _words: None)
    drafts.begin(DRAFT, made.words())
    assert begun_round(drafts.of(DRAFT)) == made


@given(rounds())
def test_only_those_who_had_the_turn_are_in_what_is_given_and_each_once_per_risk(
    made: RatingRound,
) -> None:
    there = made.risks[:1]
    given = made.given(there)
    assert {one.risk for one in given} <= set(there)
    assert [one.by for one in given] == [made.people[at] for at in sorted(made.begun)]
    for one in given:
        said = made.entry(made.people.index(one.by), one.risk)
        assert (one.likelihood, one.severity, one.reason) == (
            said.likelihood,
            said.severity,
            said.reason,
        )


def test_a_round_on_another_matrix_begins_anew_with_the_same_people_and_risks() -> None:
    made = RatingRound("r", ("CW", "IT"), ("R36",), "four").say(0, "R36", Entry("likely", "grave"))
    made = made.finish(0)
    assert made.on("four") is made
    anew = RatingRound("r", ("CW", "IT"), ("R36",), "three", dropped=(1, 1))
    assert made.on("three") == anew
    assert anew.on("five") == replace(anew, matrix="five")  # still told: nobody rated since


@given(rounds())
def test_another_matrix_drops_what_was_said_and_tells_how_much(made: RatingRound) -> None:
    anew = made.on("another")
    ratings, people = made.said
    assert people <= ratings <= len(made.entries)
    assert anew.said == (0, 0)
    assert anew.dropped == (made.said if ratings else made.dropped)
    assert made.dropped == made.say(0, made.risks[0], Entry("likely")).dropped


@given(rounds(), st.sets(ids))
def test_a_round_reduced_to_the_risks_there_holds_only_those_and_gives_the_same(
    made: RatingRound, there: set[str]
) -> None:
    left = made.among(there)
    assert left.risks == tuple(risk for risk in made.risks if risk in there)
    assert {risk for _who, risk in left.entries} <= set(left.risks)
    assert left.given(made.risks) == made.given(there)
    assert (left.people, left.begun, left.done) == (made.people, made.begun, made.done)
    assert all(set(left.left_open(who)) <= there for who in range(len(made.people)))
    assert left.among(there) == left


def test_people_are_counted_once_however_they_are_written() -> None:
    assert each_once([" CW ", "cw", "", "Case  worker", "case worker"]) == ("CW", "Case worker")


def test_nothing_is_no_round() -> None:
    assert begun_round({}) is None
    assert begun_round({"round": "r", "people": "", "risks": "R36"}) is None


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made, _groups = Library.create(tmp_path / "library", "four words of mine")
    with made:
        yield made


@pytest.fixture
def editing(library: Library) -> Editing:
    opened = library.open_assessment(library.new("Cash list"))
    opened.put("add", Risk("R36"), Risk("R02", likelihood="likely", severity="serious"))
    return opened


def test_ratings_and_consensus_need_who_and_why(editing: Editing) -> None:
    with pytest.raises(NotAllowed, match="role or the initials"):
        keep_round(editing, "r", [Given("R36", " ", "likely", "grave")])
    with pytest.raises(NotAllowed, match="Write why"):
        agree(editing, "R36", "likely", "grave", reason=" ")
    with pytest.raises(NotAllowed, match="likelihood and a severity"):
        agree(editing, "R36", "", "grave", reason="We talked")
    assert editing.assessment.ratings == {}
    assert editing.assessment.decisions == {}


def test_a_consensus_rates_the_risk_and_says_what_the_evidence_supports(editing: Editing) -> None:
    keep_round(editing, "r", [Given("R36", "CW", "likely", "grave", " Seen ")])
    assert to_rate(editing.risks) == ("R36",)
    agree(editing, "R36", "likely", "serious", reason="We talked", by="Officer")
    rated = editing.rated("R36")
    assert rated is not None
    (made,) = editing.assessment.decisions.values()
    assert (made.kind, made.level, made.supported, made.by) == (AGREED, "high", "high", "Officer")
    assert (made.likelihood, made.severity) == ("likely", "serious")
    assert (rated.level, rated.is_unsettled, rated.is_confirmed) == ("high", False, False)
    assert (rated.risk.likelihood_reason, rated.risk.severity_reason) == ("We talked", "We talked")
    assert to_rate(editing.risks) == ()


def test_a_round_is_kept_once_and_never_opens_what_was_agreed_after_it(editing: Editing) -> None:
    given = [Given("R36", "CW", "likely", "grave"), Given("R36", "IT", "remote", "limited")]
    keep_round(editing, "r", given)
    agree(editing, "R36", "likely", "serious", reason="We talked", by="Officer")
    before = editing.assessment
    assert keep_round(editing, "r", given) is None
    assert editing.assessment == before
    rated = editing.rated("R36")
    assert rated is not None
    assert not rated.is_unsettled
    assert keep_round(editing, "r2", given[:1]) is not None


def test_the_order_of_turns_is_the_order_in_which_people_are_told(editing: Editing) -> None:
    people = ("Zed", "CW", "A", "M")
    keep_round(editing, "r", [Given("R36", by, "likely", "grave") for by in people])
    rated = editing.rated("R36")
    assert rated is not None
    assert rated.spread is not None
    assert tuple(voice.rating.by for voice in rated.spread.voices) == people
    assert rated.level == NOT_RATED


def test_a_copy_has_nobodys_ratings(library: Library, editing: Editing) -> None:
    keep_round(editing, "r", [Given("R36", "CW", "likely", "grave")])
    copy = library.duplicate(editing.assessment.id, "Copy")
    assert library.open_assessment(copy).assessment.ratings == {}
    assert library.open_assessment(editing.assessment.id).assessment.ratings
