"""Rating blind: what a desk is told of a risk, and what lies too far from the team's rating."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpia_wizard.core.blind import TALKED, ReviewState, as_rated, hidden_from, round_of
from dpia_wizard.core.change import apply, put
from dpia_wizard.core.model import Assessment, Decision, Rating, Record, Risk, Row, pinned
from dpia_wizard.core.register import NOT_RATED, RatedRisk, register
from dpia_wizard.packs.load import load_pack

PACK = load_pack()
MATRIX = PACK.matrix
EMPTY = Assessment("a", "DPIA-2026-001", "2026-11-01", pinned(PACK.ref, PACK.matrix_ref))
SENT = Decision("sent", "sent", "Focal point", "2026-11-01T08:00")
POSTS = tuple(
    Row(f"record.{role}", f"record.{role}", 0, {"post": f"The {role}"})
    for role in ("author", "supervisor", "head")
)
RISK = Risk("R02", likelihood="likely", severity="serious", evidence="documented")
BY = "The supervisor"

scale = st.sampled_from([p.id for p in MATRIX.likelihoods])
harm = st.sampled_from([p.id for p in MATRIX.severities])


def kept(*records: Record) -> tuple[Assessment, RatedRisk]:
    made = EMPTY
    for record in (SENT, *POSTS, *records):
        change = put(made, record)
        made = made if change is None else apply(made, change)
    return made, register(PACK, made, on="2026-11-21")[0]


def rating(likelihood: str, severity: str, *, by: str = BY, at: str = "09:00") -> Rating:
    name = round_of(kept(RISK)[0])
    return Rating(f"{by} {at}", name, "R02", by, f"2026-11-02T{at}", likelihood, severity)


def talk(level: str, *, at: str = "10:00") -> Decision:
    return Decision("t", TALKED, BY, f"2026-11-02T{at}", "R02", level, "low", "Two cases this year")


def hides(made: Assessment, risk: RatedRisk, by: str = BY, *, role: str | None = None) -> bool:
    """Whether the level of *risk* is hidden from the post *by*."""
    return hidden_from(PACK, made, [risk], post=by, role=role) == {risk.id}


def mine(made: Assessment, risk: RatedRisk, by: str = BY) -> ReviewState:
    return as_rated(PACK, made, risk, by=by)


def test_a_desk_that_rates_blind_is_told_nothing_before_it_rated() -> None:
    made, risk = kept(RISK)
    for by in (BY, "  the SUPERVISOR ", "Somebody else", ""):
        assert hides(made, risk, by), by
    for by in ("The author", "The head"):
        assert not hides(made, risk, by), by


def test_a_role_counts_where_the_record_does_not_name_the_post() -> None:
    made, risk = kept(RISK)
    assert hides(made, risk, "Another", role="supervisor")
    for role in ("head", "author", ""):
        assert not hides(made, risk, "Another", role=role), role
    assert hides(made, risk, role="head")  # the record knows better whose post this is
    assert not hides(made, risk, "The head", role="supervisor")


def test_who_wrote_it_is_told_whatever_else_they_are() -> None:
    both = replace(POSTS[0], cells={"post": BY})
    made, risk = kept(RISK, both)
    assert not hides(made, risk)
    assert hides(made, risk, "Somebody else")


def test_nothing_is_hidden_while_it_is_not_in_review_or_the_form_asks_for_no_blind_rating() -> None:
    made, risk = kept(RISK)
    draft = replace(made, decisions={})
    assert not hides(draft, risk)
    plain = replace(PACK, workflow=replace(PACK.workflow, blind=()))
    for by in (BY, ""):
        assert hidden_from(plain, made, [risk], post=by) == frozenset()


def test_who_rated_is_told_and_another_reviewer_is_not() -> None:
    made, risk = kept(RISK, rating("likely", "serious"))
    told = mine(made, risk)
    assert (told.state, told.level, told.apart) == ("shown", risk.level, 0)
    assert not hides(made, risk)
    assert hides(made, risk, "Another reviewer")


def test_saying_why_not_opens_a_risk_and_half_a_rating_does_not() -> None:
    why = replace(rating("", ""), reason="I wrote that part")
    made, risk = kept(RISK, why)
    assert not hides(made, risk)
    assert (mine(made, risk).state, mine(made, risk, "").level) == ("shown", NOT_RATED)
    made, risk = kept(RISK, rating("likely", ""))
    assert hides(made, risk)


def test_a_rating_of_an_earlier_edition_or_another_matrix_opens_nothing() -> None:
    old = replace(rating("likely", "serious"), round="review-0")
    made, risk = kept(RISK, old)
    assert hides(made, risk)
    swapped = Decision("m", "matrix_changed", "A", "2026-11-03T09:00", "matrix", "x", "y")
    made, risk = kept(RISK, rating("likely", "serious"), swapped)
    assert hides(made, risk)


def test_a_difference_that_was_talked_through_opens_again_when_the_team_moves() -> None:
    low = rating("remote", "low_distress")
    made, risk = kept(RISK, low)
    assert mine(made, risk).state == "apart"
    made, risk = kept(RISK, low, talk(risk.level))
    state = mine(made, risk)
    assert state.state == "shown"
    assert state.talked is not None
    made, risk = kept(RISK, low, talk(risk.level, at="08:00"))  # before it was rated
    assert mine(made, risk).state == "apart"
    graver = replace(RISK, severity="grave")
    made, risk = kept(graver, low, talk("high"))
    assert mine(made, risk).state == "apart"


def test_a_later_reviewer_does_not_talk_away_what_an_earlier_one_saw() -> None:
    low, same = (
        rating("remote", "low_distress"),
        rating("likely", "serious", by="Other", at="09:30"),
    )
    why_not = replace(rating("", "", by="Other", at="09:30"), reason="No time")
    for later in (same, why_not):
        made, risk = kept(RISK, low, later)
        everybody = as_rated(PACK, made, risk, by="")
        assert (everybody.state, everybody.rating) == ("apart", low)
        assert mine(made, risk, "Other").state == "shown"
        made, risk = kept(RISK, low, later, talk(risk.level))
        assert as_rated(PACK, made, risk, by="").state == "shown"


@pytest.mark.parametrize("by", ["The head", "The author", "Somebody that the record does not name"])
def test_a_rating_of_a_post_that_does_not_rate_blind_is_not_the_supervisors(by: str) -> None:
    for said in (rating("likely", "serious", by=by), replace(rating("", "", by=by), reason="Why")):
        made, risk = kept(RISK, said)
        assert as_rated(PACK, made, risk, by="").state == "hidden"
    made, risk = kept(RISK, rating("likely", "serious", by=by), rating("likely", "serious"))
    assert as_rated(PACK, made, risk, by="").state == "shown"


def test_a_post_that_nobody_wrote_down_may_be_the_supervisors() -> None:
    made, risk = kept(RISK, rating("likely", "serious", by="Whoever looks at it"))
    unnamed = replace(made, rows={id: r for id, r in made.rows.items() if "supervisor" not in id})
    assert as_rated(PACK, made, risk, by="").state == "hidden"
    assert as_rated(PACK, unnamed, risk, by="").state == "shown"


@pytest.mark.parametrize("record", [Risk("R02"), replace(RISK, avoided=True)])
def test_a_risk_without_a_level_is_not_rated_blind(record: Risk) -> None:
    made, risk = kept(record)
    assert not hides(made, risk)
    assert mine(made, risk).state == "shown"


@given(scale, harm, scale, harm)
def test_further_apart_than_the_pack_allows_is_told_and_nothing_else(
    likelihood: str, severity: str, own_likelihood: str, own_severity: str
) -> None:
    team = replace(RISK, likelihood=likelihood, severity=severity)
    made, risk = kept(team, rating(own_likelihood, own_severity))
    state = mine(made, risk)
    assert state.state == ("apart" if state.apart > PACK.workflow.apart else "shown")
    turned, other = kept(
        replace(RISK, likelihood=own_likelihood, severity=own_severity),
        rating(likelihood, severity),
    )
    assert mine(turned, other).apart == state.apart
    without, bare = kept(team)
    assert (bare.level, bare.decision, bare.spread) == (risk.level, risk.decision, risk.spread)
    assert without.ratings == {}
