"""Another matrix: ratings go where it is declared, nothing is lowered unseen, undo is whole."""

from __future__ import annotations

from dataclasses import replace
from itertools import count, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpia_wizard.core.change import Undo, apply, inverse
from dpia_wizard.core.matrix import MatrixMapping
from dpia_wizard.core.model import (
    UNKNOWN,
    Assessment,
    Control,
    Decision,
    Link,
    Rating,
    Risk,
    link_id,
    pinned,
)
from dpia_wizard.core.register import NOT_RATED, accepted, rated
from dpia_wizard.core.remap import Lapse, Move, Preview, mapping, preview, swap, with_matrix
from dpia_wizard.core.workflow import edition, matrix_changed, stage
from dpia_wizard.packs.load import load_matrix_and_ref, load_pack, shipped_matrices

PACK = load_pack()
HERE = {id: load_matrix_and_ref(id) for id in shipped_matrices()}
PACKS = {id: with_matrix(PACK, *HERE[id]) for id in HERE}
ON = TODAY = "2026-11-21"
BEFORE, AT = "2026-11-20T09:00:00+00:00", "2026-11-21T09:00:00+00:00"
DEFAULT, ICO, UN = "child-protection-4x4", "ico-3x3", "un-security-5x5"


def assessment(*risks: Risk, matrix: str = DEFAULT, **more: object) -> Assessment:
    made = Assessment("a", "DPIA-2026-001", ON, pinned(PACK.ref, HERE[matrix][1]))
    return replace(made, risks={risk.id: risk for risk in risks}, **more)  # type: ignore[arg-type]


def shown(made: Assessment, to: str, start: str = DEFAULT) -> Preview:
    return preview(PACKS[start], PACKS[to], made, on=ON, today=TODAY)


def one(made: Assessment, to: str) -> Move:
    (move,) = shown(made, to).moves
    return move


def swapped(made: Assessment, to: str, start: str = DEFAULT) -> Assessment:
    return apply(made, *step_of(made, to, start).changes)


def step_of(made: Assessment, to: str, start: str = DEFAULT):  # type: ignore[no-untyped-def]
    ids = count()
    step = swap(
        shown(made, to, start),
        made,
        reason="The country group agreed on it",
        by="Supervisor",
        at=AT,
        new_id=lambda: f"new{next(ids)}",
        told=lambda move: f"was {move.before.level}",
    )
    assert step is not None
    return step


def test_a_clear_rating_goes_where_the_matrix_says() -> None:
    move = one(assessment(Risk("own", likelihood="likely", severity="limited")), ICO)
    assert (move.after.risk.likelihood, move.after.risk.severity) == ("probable", "significant")
    assert not move.judge_again
    assert (move.before.level, move.after.level) == ("medium", "high")
    assert not move.is_lower


def test_what_is_not_clear_is_judged_again_and_not_rated_until_then() -> None:
    move = one(assessment(Risk("own", likelihood="likely", severity="serious")), ICO)
    assert move.severities == ("significant", "severe")
    assert move.after.risk.severity == ""
    assert move.after.level == NOT_RATED
    assert (move.least, move.most) == ("high", "high")


def test_a_risk_that_would_stand_lower_is_told_first() -> None:
    calm = Risk("calm", likelihood="likely", severity="limited")
    falls = Risk("falls", likelihood="remote", severity="grave")
    found = shown(assessment(calm, falls), ICO)
    assert [move.id for move in found.moves] == ["falls", "calm"]
    assert found.lower == (found.moves[0],)
    assert (found.moves[0].before.level, found.moves[0].after.level) == ("high", "medium")


def test_unknown_stays_unknown_and_harm_that_cannot_be_undone_stays_at_the_top() -> None:
    risk = Risk("own", likelihood=UNKNOWN, severity="serious", irreversible=True)
    move = one(assessment(risk), ICO)
    assert move.after.risk.likelihood == UNKNOWN
    assert not move.judge_again
    assert move.after.level == "high"


def test_a_confirmed_level_stays_confirmed_only_where_it_is_what_the_evidence_supports() -> None:
    clear = Risk("own", likelihood="possible", severity="low_distress", stated="low")
    assert one(assessment(clear), ICO).after.is_confirmed
    falls = Risk("own", likelihood="remote", severity="grave", stated="high")
    move = one(assessment(falls), ICO)
    assert move.after.risk.stated == ""
    assert move.lapses == (Lapse("confirmed", "high"),)


def test_a_level_set_higher_with_a_reason_stays_so_where_it_is_clear() -> None:
    higher = Risk(
        "own", likelihood="possible", severity="low_distress", stated="medium", stated_reason="why"
    )
    move = one(assessment(higher), ICO)
    assert (move.after.level, move.after.risk.stated) == ("medium", "medium")
    assert move.lapses == ()
    unclear = replace(higher, severity="serious", stated="critical")
    assert one(assessment(unclear), ICO).lapses == (Lapse("set_higher", "critical"),)


def test_a_supervisors_word_and_an_acceptance_hold_no_longer_and_this_is_told() -> None:
    risk = Risk("own", likelihood="likely", severity="grave")
    said = Decision(
        "d", "accepted", "Head", BEFORE, "own", "critical", "critical", "x", "2027-01-01"
    )
    made = assessment(risk, decisions={"d": said})
    assert one(made, UN).lapses == (Lapse("accepted", "critical"),)
    # Also where the other matrix has a level of the same name.
    named = assessment(
        replace(risk, likelihood="possible"),
        decisions={"d": replace(said, kind="confirmed", level="high", supported="high")},
    )
    assert rated(PACK, named, named.risks["own"], on=ON).decision is not None
    after = swapped(named, ICO)
    now = rated(PACKS[ICO], after, after.risks["own"], on=ON)
    assert now.level == "high"
    assert now.decision is None
    assert accepted(after, [now], today=TODAY) == {}


def test_a_word_after_the_swap_counts() -> None:
    made = swapped(assessment(Risk("own", likelihood="possible", severity="grave")), ICO)
    later = Decision("d", "confirmed", "Head", "2026-11-22T09:00:00+00:00", "own", "high", "high")
    made = replace(made, decisions={**made.decisions, "d": later})
    assert rated(PACKS[ICO], made, made.risks["own"], on=ON).decision == later


def test_the_swap_is_one_step_with_pin_reason_and_old_ratings() -> None:
    clear = Risk("clear", likelihood="likely", severity="limited")
    unclear = Risk("unclear", likelihood="likely", severity="serious")
    made = assessment(clear, unclear, Risk("open"))
    after = swapped(made, ICO)
    assert after.matrix == HERE[ICO][1]
    (decision,) = after.decisions.values()
    assert decision.reason == "The country group agreed on it"
    assert {remark.place: remark.settled for remark in after.remarks.values()} == {
        "clear": True,
        "unclear": False,
    }
    assert {remark.text for remark in after.remarks.values()} == {"was medium", "was high"}
    assert matrix_changed(after) == AT
    assert (stage(after), edition(after)) == (stage(made), edition(made))


def test_the_catalogues_starting_points_go_along_the_highest_that_they_may_be() -> None:
    for pack in PACKS.values():
        for before, risk in zip(PACK.risks, pack.risks, strict=True):
            assert risk.likelihood in {*pack.matrix.likelihood, UNKNOWN}, risk.id
            assert risk.severity in pack.matrix.severity, risk.id
            if before.severity == "serious" and pack.matrix.id == ICO:
                assert risk.severity == "severe"


def test_without_a_mapping_nothing_is_carried_over() -> None:
    matrix = replace(HERE[ICO][0], id="strange", mappings=())
    other = with_matrix(PACK, matrix, replace(HERE[ICO][1], id="strange"))
    assert mapping(matrix, PACK.matrix) is None
    assert {risk.severity for risk in other.risks} == {""}
    with pytest.raises(ValueError, match="strange"):
        preview(PACK, other, assessment(), on=ON, today=TODAY)


def test_a_mapping_that_leaves_something_out_is_not_used() -> None:
    whole = HERE[ICO][0].mappings[0]
    part = {id: to for id, to in whole.severities.items() if id != "grave"}
    broken = MatrixMapping(whole.matrix, whole.likelihoods, part, whole.levels)
    assert mapping(replace(HERE[ICO][0], mappings=(broken,)), PACK.matrix) is None


# Properties, over every pair of shipped matrices


@st.composite
def situations(draw: st.DrawFn) -> tuple[str, str, Assessment]:
    start, to = draw(st.sampled_from(list(permutations(HERE, 2))))
    matrix = HERE[start][0]
    risks, controls, links, decisions = {}, {}, {}, {}
    for number in range(draw(st.integers(0, 3))):
        risk = Risk(
            f"own{number}",
            likelihood=draw(st.sampled_from(["", UNKNOWN, *matrix.likelihood])),
            severity=draw(st.sampled_from(["", *matrix.severity])),
            evidence=draw(st.sampled_from(["", "none", "documented"])),
            irreversible=draw(st.booleans()),
            dismissed=draw(st.booleans()),
            stated=draw(st.sampled_from(["", *matrix.level])),
            stated_reason=draw(st.sampled_from(["", "why"])),
        )
        risks[risk.id] = risk
        control = Control(
            f"M{number}",
            status=draw(st.sampled_from(["verified", "in_place", "planned"])),
            evidence="log",
            evidence_date=ON,
            custodian=draw(st.sampled_from(["", "guard"])),
        )
        controls[control.id] = control
        id = link_id(risk.id, control.id)
        links[id] = Link(id, risk.id, control.id, "both", "strong")
        if draw(st.booleans()):
            level = draw(st.sampled_from(list(matrix.level)))
            kind = draw(st.sampled_from(["confirmed", "raised", "lowered", "accepted"]))
            decisions[f"d{number}"] = Decision(
                f"d{number}", kind, "Head", BEFORE, risk.id, level, level, "x", "2027-01-01"
            )
    made = assessment(*risks.values(), matrix=start)
    return start, to, replace(made, controls=controls, links=links, decisions=decisions)


@settings(max_examples=150)
@given(situations())
def test_undo_takes_the_whole_swap_back(situation: tuple[str, str, Assessment]) -> None:
    start, to, made = situation
    step = step_of(made, to, start)
    undo = Undo()
    undo.add(step)
    back = undo.back()
    assert back is not None
    assert apply(apply(made, *step.changes), *back.changes) == made
    assert back.changes == inverse(step.changes)


@settings(max_examples=150)
@given(situations())
def test_the_preview_is_what_the_swap_does(situation: tuple[str, str, Assessment]) -> None:
    start, to, made = situation
    found, after = shown(made, to, start), swapped(made, to, start)
    assert {move.id for move in found.moves} == set(made.risks)
    for move in found.moves:
        now = rated(PACKS[to], after, after.risks[move.id], on=ON)
        assert now.level == move.after.level
        assert now.decision is None
        assert (move.after.level == NOT_RATED) is (move.judge_again or move.before.score is None)


@settings(max_examples=200)
@given(situations())
def test_no_level_is_lowered_unseen(situation: tuple[str, str, Assessment]) -> None:
    start, to, made = situation
    found = shown(made, to, start)
    declared = mapping(PACKS[to].matrix, PACKS[start].matrix)
    assert declared is not None
    ranks = {level.id: level.rank for level in PACKS[to].matrix.levels}
    flags = [move.is_lower for move in found.moves if move.before.is_open]
    assert flags == sorted(flags, reverse=True)
    for move in found.moves:
        if move.before.level == NOT_RATED:
            continue
        least = min(ranks[id] for id in declared.levels[move.before.level])
        assert move.is_lower is (ranks[move.least] < least)


@settings(max_examples=100)
@given(situations())
def test_people_judge_only_among_what_the_mapping_leaves_open(
    situation: tuple[str, str, Assessment],
) -> None:
    start, to, made = situation
    for move in shown(made, to, start).moves:
        for points, known in (
            (move.likelihoods, PACKS[to].matrix.likelihood),
            (move.severities, PACKS[to].matrix.severity),
        ):
            assert len(points) != 1
            assert set(points) <= set(known)


def test_what_people_rated_and_had_not_agreed_on_lapses_and_is_told() -> None:
    ratings = {
        by: Rating(by, "r", "own", by, BEFORE, likelihood, "grave")
        for by, likelihood in (("CW", "remote"), ("IT", "almost_certain"))
    }
    risk = Risk("own", likelihood="likely", severity="limited")
    made = assessment(risk, ratings=ratings)
    move = one(made, ICO)
    assert move.lapses == (Lapse("ratings", "critical"),)
    assert move.after.range is None
    after = swapped(made, ICO)
    assert after.ratings == ratings
    assert rated(PACKS[ICO], after, after.risks["own"], on=ON).spread is None
