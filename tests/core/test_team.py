"""Rating as a team: whose ratings stand, how far apart they lie, and what settles them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpia_wizard.core.findings import disagreements
from dpia_wizard.core.model import (
    UNKNOWN,
    Assessment,
    Control,
    Decision,
    Link,
    Rating,
    Risk,
    pinned,
)
from dpia_wizard.core.register import NOT_RATED, RatedRisk, counts, rated, register
from dpia_wizard.core.team import AGREED, agreed
from dpia_wizard.core.workflow import MATRIX, MATRIX_CHANGED
from dpia_wizard.packs.load import load_matrix, load_pack, shipped_matrices

PACK = load_pack()
ON = "2026-11-22"
EMPTY = Assessment("a", "DPIA-2026-001", ON, pinned(PACK.ref, PACK.matrix_ref))
RISK = Risk("own", evidence="documented")
AT = ["2026-11-22T09:00", "2026-11-22T10:00", "2026-11-22T11:00", "2026-11-22T12:00"]
PACKS = [replace(PACK, matrix=load_matrix(name)) for name in shipped_matrices()]


def by(name: str, likelihood: str, severity: str, *, at: str = AT[0], reason: str = "") -> Rating:
    return Rating(f"{name} {at}", "r", "own", name, at, likelihood, severity, reason)


def consensus(at: str, likelihood: str = "", severity: str = "") -> Decision:
    """On High; one of before programs kept more says no likelihood and no severity."""
    made = Decision(f"agreed {at}", AGREED, "Officer", at, "own", "high", "high", "We talked")
    return replace(made, likelihood=likelihood, severity=severity)


def stand(
    *ratings: Rating, risk: Risk = RISK, said: tuple[Decision, ...] = (), **more: object
) -> RatedRisk:
    assessment = replace(
        EMPTY,
        risks={risk.id: risk},
        ratings={rating.id: rating for rating in ratings},
        decisions={decision.id: decision for decision in said},
        **more,  # type: ignore[arg-type]
    )
    (found,) = (rated(PACK, assessment, one, on=ON) for one in assessment.risks.values())
    return found


def test_the_range_goes_from_the_lowest_to_the_highest_level_that_people_give() -> None:
    found = stand(
        by("CW", "possible", "limited"),
        by("Supervisor", "likely", "grave"),
        by("IT", "likely", "serious"),
    )
    assert found.range is not None
    assert (found.range.lowest, found.range.highest) == ("medium", "critical")
    assert (found.range.apart, found.range.is_wide, found.is_unsettled) == (2, True, True)


def test_ratings_never_rate_the_risk_before_the_team_agrees() -> None:
    found = stand(by("CW", "likely", "grave"), by("IT", "likely", "grave"))
    assert (found.level, found.score, found.is_confirmed) == (NOT_RATED, None, False)
    assert found.shown_range is not None
    assert found.shown_range.highest == "critical"
    assert counts(PACK, [found]) == {level.id: 0 for level in PACK.matrix.levels} | {NOT_RATED: 1}


def test_an_incomplete_rating_counts_for_no_level() -> None:
    found = stand(by("CW", "", ""), by("IT", "likely", ""), by("Lead", "likely", "grave"))
    assert found.spread is not None
    assert [voice.level for voice in found.spread.voices] == [NOT_RATED, NOT_RATED, "critical"]
    assert found.range is not None
    assert (found.range.lowest, found.range.highest) == ("critical", "critical")
    assert stand(by("CW", "", "")).range is None


def test_the_same_person_rating_again_replaces_only_their_own_rating() -> None:
    found = stand(
        by("CW", "remote", "limited"),
        by("IT", "likely", "serious"),
        by(" cw ", "likely", "grave", at=AT[1]),
    )
    assert found.spread is not None
    assert [(v.rating.by, v.level) for v in found.spread.voices] == [
        (" cw ", "critical"),
        ("IT", "high"),
    ]


def test_who_does_not_rate_in_a_later_round_takes_no_rating_back() -> None:
    rated_apart = (by("CW", "remote", "limited"), by("IT", "likely", "grave"))
    before = stand(*rated_apart)
    for blank in (by("CW", "", "", at=AT[1]), by("CW", "likely", "", at=AT[1])):
        after = stand(*rated_apart, blank)
        assert (after.spread, after.range) == (before.spread, before.range)
    alone = stand(*rated_apart, by("Lead", "", "", at=AT[1]))
    assert alone.range == before.range
    assert alone.spread is not None
    assert [voice.level for voice in alone.spread.voices] == ["low", "critical", NOT_RATED]


def test_a_later_round_in_which_nobody_rates_leaves_the_consensus_as_it_is() -> None:
    rated_apart = (by("CW", "remote", "limited"), by("IT", "likely", "grave"))
    risk = agreed(RISK, "likely", "serious", "We talked")
    before = stand(*rated_apart, risk=risk, said=(consensus(AT[1]),))
    blank = by("IT", "", "", at=AT[2])
    after = stand(*rated_apart, blank, risk=risk, said=(consensus(AT[1]),))
    assert (after.spread, after.range) == (before.spread, None)
    anew = stand(
        *rated_apart,
        blank,
        by("CW", "remote", "limited", at=AT[2]),
        risk=risk,
        said=(consensus(AT[1]),),
    )
    assert anew.spread is not None
    assert [(v.rating.by, v.level) for v in anew.spread.voices] == [
        ("CW", "low"),
        ("IT", NOT_RATED),
    ]


def test_a_consensus_settles_what_was_rated_before_it_and_a_later_rating_opens_it_again() -> None:
    rated_apart = (by("CW", "remote", "limited"), by("IT", "likely", "grave"))
    risk = agreed(RISK, "likely", "serious", "We talked")
    settled = stand(*rated_apart, risk=risk, said=(consensus(AT[1]),))
    assert (settled.level, settled.range, settled.is_unsettled) == ("high", None, False)
    assert settled.spread is not None
    assert settled.spread.agreed == consensus(AT[1])
    assert (settled.spread.lowest, settled.spread.highest) == ("low", "critical")
    later = by("Lead", "likely", "grave", at=AT[2])
    again = stand(*rated_apart, later, risk=risk, said=(consensus(AT[1]),))
    assert again.spread is not None
    assert [voice.rating for voice in again.spread.voices] == [later]
    assert again.is_unsettled
    twice = stand(*rated_apart, later, risk=risk, said=(consensus(AT[1]), consensus(AT[3])))
    assert twice.spread is not None
    assert ([v.rating for v in twice.spread.voices], twice.is_unsettled) == ([later], False)


def test_another_level_than_the_team_agreed_on_is_told_as_changed_since() -> None:
    def changed(risk: Risk, *words: Decision) -> bool:
        found = stand(by("CW", "remote", "limited"), risk=risk, said=(consensus(AT[1]), *words))
        assert found.spread is not None
        assert found.spread.agreed == consensus(AT[1])
        return found.spread.changed == "level"

    as_agreed = agreed(RISK, "likely", "serious", "We talked")
    assert not changed(as_agreed)
    assert not changed(replace(as_agreed, stated="high"))
    assert changed(replace(as_agreed, likelihood="remote"))
    assert changed(replace(as_agreed, likelihood=""))
    assert changed(replace(as_agreed, stated="critical", stated_reason="Two cases since"))
    lowered = Decision("d", "lowered", "Head", AT[2], "own", "medium", "high", "Seen")
    assert not changed(as_agreed, lowered)
    open_ = stand(by("CW", "remote", "limited"), risk=as_agreed)
    assert open_.spread is not None
    assert not open_.spread.changed


@pytest.mark.parametrize(
    ("parts", "changed"),
    [
        ({}, ""),
        ({"likelihood": "possible"}, "rating"),  # High as before, and not what was agreed
        ({"severity": "grave"}, "rating"),
        ({"likelihood": UNKNOWN}, "rating"),
        ({"likelihood": ""}, "rating"),
        ({"stated": "critical", "stated_reason": "Two cases since"}, "level"),
        ({"likelihood": "possible", "stated": "critical", "stated_reason": "Cases"}, "rating"),
        ({"likelihood_reason": "Said better"}, ""),
    ],
)
def test_another_rating_than_the_team_agreed_on_is_told_also_where_the_level_is_the_same(
    parts: dict[str, str], changed: str
) -> None:
    risk = replace(agreed(RISK, "likely", "serious", "We talked"), **parts)  # type: ignore[arg-type]
    said = consensus(AT[1], "likely", "serious")
    found = stand(by("CW", "remote", "limited"), risk=risk, said=(said,))
    assert found.spread is not None
    assert (found.spread.agreed, found.spread.changed) == (said, changed)


def test_a_control_that_moves_the_level_leaves_the_agreed_rating_as_it_is() -> None:
    risk = agreed(RISK, "likely", "serious", "We talked")
    controls = [
        Control(id, status="verified", evidence="log", evidence_date=ON, custodian=id)
        for id in ("M30", "M38")
    ]
    links = [Link(f"own {c.id}", "own", c.id, "likelihood", "strong") for c in controls]
    found = stand(
        by("CW", "remote", "limited"),
        risk=risk,
        said=(consensus(AT[1], "likely", "serious"),),
        controls={control.id: control for control in controls},
        links={link.id: link for link in links},
    )
    assert found.spread is not None
    assert (found.level, found.spread.changed) == ("medium", "level")


def test_a_consensus_is_no_word_of_the_supervisor() -> None:
    lowered = Decision("d", "lowered", "Head", AT[0], "own", "medium", "high", "Seen")
    risk = replace(RISK, likelihood="likely", severity="serious")
    found = stand(by("CW", "likely", "serious"), risk=risk, said=(lowered, consensus(AT[1])))
    assert (found.level, found.decision) == ("medium", lowered)
    assert (
        stand(by("CW", "likely", "serious"), risk=risk, said=(consensus(AT[1]),)).decision is None
    )


def test_nothing_said_on_the_scales_of_another_matrix_stands() -> None:
    swap = Decision("swap", MATRIX_CHANGED, "Officer", AT[1], MATRIX, "new", "old")
    found = stand(by("CW", "remote", "limited"), said=(swap,))
    assert (found.spread, found.range) == (None, None)


def test_an_agreed_axis_keeps_its_reason_only_where_it_stays_as_it_was() -> None:
    before = replace(
        RISK,
        likelihood="likely",
        likelihood_reason="It happened in March",
        severity="serious",
        severity_reason="Gossip",
        stated="high",
    )
    after = agreed(before, "likely", "grave", "The uncle knows the house")
    assert (after.likelihood_reason, after.severity_reason) == (
        "It happened in March",
        "The uncle knows the house",
    )
    assert (after.severity, after.stated) == ("grave", "")
    assert agreed(RISK, "likely", "grave", "Why").likelihood_reason == "Why"


def test_without_evidence_a_rating_may_be_one_step_of_likelihood_out() -> None:
    risk = replace(RISK, likelihood="likely", severity="limited", evidence="none")
    alone = stand(risk=risk)
    assert alone.range is not None
    assert (alone.range.lowest, alone.range.highest) == ("medium", "high")
    assert (alone.range.by_team, alone.range.no_evidence, alone.is_unsettled) == (
        False,
        True,
        False,
    )
    together = stand(
        by("CW", "remote", "limited"), by("IT", "almost_certain", "limited"), risk=risk
    )
    assert together.range is not None
    assert (together.range.lowest, together.range.highest) == ("low", "high")
    settled = stand(by("CW", "remote", "limited"), risk=risk, said=(consensus(AT[1]),))
    assert settled.range == alone.range
    documented = stand(risk=replace(risk, evidence="documented"))
    assert documented.range is None


def test_the_range_is_that_of_the_controls_as_they_stand() -> None:
    control = Control("M30", status="verified", evidence="log", evidence_date=ON, custodian="IT")
    link = Link("own M30", "own", "M30", "likelihood", "strong")
    ratings = (by("CW", "likely", "serious"), by("IT", "likely", "limited"))
    helped = stand(*ratings, controls={"M30": control}, links={link.id: link})
    assert helped.range is not None
    assert (helped.range.lowest, helped.range.highest) == ("medium", "high")
    assert stand(*ratings).range == helped.range  # cells (3,2) and (2,2) are both medium
    both = (by("CW", "possible", "serious"), by("IT", "possible", "serious"))
    lowered = stand(*both, controls={"M30": control}, links={link.id: link})
    assert lowered.range is not None
    assert lowered.range.highest == "medium"


def test_a_risk_set_aside_has_no_range() -> None:
    ratings = (by("CW", "remote", "limited"), by("IT", "likely", "grave"))
    for risk in (replace(RISK, avoided=True), replace(RISK, dismissed=True)):
        assert stand(*ratings, risk=risk).range is None


def test_only_people_who_rated_apart_or_not_agreed_are_findings() -> None:
    wide = stand(by("CW", "remote", "limited"), by("IT", "likely", "grave"))
    near = stand(by("CW", "likely", "limited"), by("IT", "likely", "serious"))
    calm = stand(risk=replace(RISK, likelihood="likely", severity="serious"))
    found = disagreements([wide, near, calm])
    assert [(one.risk, one.is_wide) for one in found] == [(wide, True), (near, False)]


names = st.sampled_from(["CW", "cw", "Lead", "IT officer", "ن.ع"])


@st.composite
def situations(draw: st.DrawFn) -> tuple[int, Assessment]:
    which = draw(st.integers(0, len(PACKS) - 1))
    matrix = PACKS[which].matrix
    likelihoods = st.sampled_from(["", UNKNOWN, *matrix.likelihood])
    severities = st.sampled_from(["", *matrix.severity])
    at = st.sampled_from(AT)
    ratings = draw(
        st.lists(
            st.tuples(names, at, likelihoods, severities), max_size=6, unique_by=lambda t: t[:2]
        )
    )
    risk = Risk(
        "own",
        likelihood=draw(likelihoods),
        severity=draw(severities),
        irreversible=draw(st.booleans()),
        evidence=draw(st.sampled_from(["", "documented", "judgement", "none"])),
    )
    said = {d.id: d for d in map(consensus, draw(st.lists(at, max_size=2, unique=True)))}
    kept = {
        f"x{n}": Rating(f"x{n}", "r", "own", by, at, likelihood, severity)
        for n, (by, at, likelihood, severity) in enumerate(ratings)
    }
    return which, replace(EMPTY, risks={"own": risk}, ratings=kept, decisions=said)


@given(situations())
@settings(max_examples=150)
def test_the_ends_of_a_range_are_levels_that_somebody_gave_and_everybody_lies_between(
    given: tuple[int, Assessment],
) -> None:
    pack, assessment = PACKS[given[0]], given[1]
    (found,) = register(pack, assessment, on=ON)
    bare = rated(pack, replace(assessment, ratings={}), assessment.risks["own"], on=ON)
    assert (found.level, found.score, found.is_confirmed) == (
        bare.level,
        bare.score,
        bare.is_confirmed,
    )
    rank = {level.id: level.rank for level in pack.matrix.levels}
    if found.spread is not None:
        people = [" ".join(v.rating.by.split()).casefold() for v in found.spread.voices]
        assert len(people) == len(set(people))
        levels = [rank[voice.level] for voice in found.spread.rated]
        if levels:
            assert rank[found.spread.lowest] == min(levels)
            assert rank[found.spread.highest] == max(levels)
        if found.range is not None and found.range.by_team:
            assert rank[found.range.lowest] <= min(levels)
            assert rank[found.range.highest] >= max(levels)
            if not found.range.no_evidence:
                assert found.range.apart == max(levels) - min(levels)
    elif found.range is not None:
        assert not found.range.by_team
        assert found.risk.evidence == "none"


@given(situations())
@settings(max_examples=60)
def test_the_order_in_which_ratings_are_kept_changes_nothing(
    given: tuple[int, Assessment],
) -> None:
    pack, assessment = PACKS[given[0]], given[1]
    turned = replace(assessment, ratings=dict(reversed(list(assessment.ratings.items()))))
    assert register(pack, assessment, on=ON) == register(pack, turned, on=ON)


@given(situations(), names, st.sampled_from(AT))
@settings(max_examples=150)
def test_that_somebody_did_not_rate_narrows_no_range_and_undoes_no_consensus(
    given: tuple[int, Assessment], by: str, at: str
) -> None:
    pack, assessment = PACKS[given[0]], given[1]
    blank = Rating("y", "later", "own", by, at)
    (before,) = register(pack, assessment, on=ON)
    blanked = replace(assessment, ratings={**assessment.ratings, "y": blank})
    (after,) = register(pack, blanked, on=ON)
    assert after.range == before.range
    if before.spread is not None:
        assert after.spread is not None
        assert after.spread.agreed == before.spread.agreed
        assert set(after.spread.rated) == set(before.spread.rated)
