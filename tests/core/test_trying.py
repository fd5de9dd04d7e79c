"""What if: a trial shows what keeping it would do, and supposes nothing in silence."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dpia_wizard.core import change
from dpia_wizard.core.lowering import ways_to_lower
from dpia_wizard.core.model import Assessment, Control, Risk
from dpia_wizard.core.register import rated, register
from dpia_wizard.core.trying import Trial, Tried, as_way, as_words, from_way, from_words, trial
from tests.core.test_lowering import NOTHING_ASKED, ON, PACK, build

RISK = Risk("own", likelihood="likely", severity="serious")
ADMIN = Control("M30", status="in_place", custodian="system administrator")
MANAGER = Control("M03", status="planned", custodian="manager", owner="manager", due="2027-01-15")
STANDING = build(RISK, (ADMIN, "likelihood", "strong"), (MANAGER, "likelihood", "moderate"))


def tried_on(assessment: Assessment, *tried: Tried) -> Trial:
    now = rated(PACK, assessment, assessment.risks["own"], on=ON)
    others = register(PACK, assessment, on=ON)
    return trial(PACK, assessment, now, tried, seen=NOTHING_ASKED, others=others)


def today(found: Trial) -> tuple[str, str]:
    assert found.now.score is not None
    assert found.then.score is not None
    return found.now.score.today.level, found.then.score.today.level


def test_nothing_tried_is_the_risk_as_it_stands() -> None:
    found = tried_on(STANDING, Tried("M30"))
    assert found.now == found.then
    assert (found.changes, found.missing, found.others) == ((), {}, ())


def test_seen_working_is_supposed_for_the_level_and_asked_for_before_it_is_kept() -> None:
    found = tried_on(STANDING, Tried("M30", status="verified"))
    assert found.then.score is not None
    assert found.then.score.today.likelihood == 2
    assert found.missing == {"M30": ("evidence",)}
    said = tried_on(STANDING, Tried("M30", status="verified", evidence="audit log", seen=ON))
    assert said.missing == {}
    kept = change.apply(STANDING, *said.changes)
    assert rated(PACK, kept, kept.risks["own"], on=ON).score == said.then.score
    assert kept.controls["M30"] == replace(
        ADMIN, status="verified", evidence="audit log", evidence_date=ON
    )


def test_old_evidence_is_not_enough_to_keep_a_control_as_verified() -> None:
    old = replace(ADMIN, status="verified", evidence="audit log", evidence_date="2025-01-01")
    standing = build(RISK, (old, "likelihood", "strong"))
    assert tried_on(standing, Tried("M30", status="verified")).missing == {"M30": ("evidence",)}


def test_hands_of_its_own_are_supposed_and_asked_for() -> None:
    found = tried_on(STANDING, Tried("M03", own_hands="yes"))
    assert found.missing == {"M03": ("hands",)}
    assert tried_on(STANDING, Tried("M03", own_hands="yes", custodian="driver")).missing == {}


def test_a_control_tried_in_or_out_counts_or_not_and_is_kept_so() -> None:
    inside = tried_on(STANDING, Tried("M38", link="in", strength="strong", status="planned"))
    assert [made.record.id for made in inside.changes] == ["M38", "own M38"]
    kept = change.apply(STANDING, *inside.changes)
    assert kept.links["own M38"].strength == "strong"
    assert kept.controls["M38"].status == "planned"
    outside = tried_on(kept, Tried("M38", link="out"))
    left = change.apply(kept, *outside.changes)
    assert "own M38" not in left.links
    assert "M38" in left.controls  # something was said of it


def test_a_control_that_was_deleted_does_not_come_back_with_a_trial() -> None:
    for tried in (
        Tried("own1", link="in", status="verified"),
        Tried("own1", status="in_place"),
        Tried("own1", own_hands="yes"),
    ):
        found = tried_on(STANDING, tried)
        assert (found.changes, found.missing) == ((), {})
        assert "own1" not in found.assessment.controls
        assert as_way(found.then, [tried], now=found.now) is None


def test_a_trial_tells_the_other_risks_that_it_would_move() -> None:
    strong = replace(ADMIN, status="planned")
    standing = build(RISK, (strong, "likelihood", "strong"))
    other = Risk("other", likelihood="possible", severity="limited")
    link = replace(standing.links["own M30"], id="other M30", risk="other")
    standing = replace(
        standing,
        risks={**standing.risks, "other": other},
        links={**standing.links, link.id: link},
    )
    found = tried_on(standing, Tried("M30", status="verified", evidence="log", seen=ON))
    assert [(was.id, was.level, would.level) for was, would in found.others] == [
        ("other", "medium", "low")
    ]
    assert tried_on(standing, Tried("M30", link="out")).others == ()


def test_every_way_to_lower_a_risk_lowers_it_when_it_is_tried() -> None:
    risk = replace(RISK, likelihood="possible", severity="limited")
    controls = [
        (replace(ADMIN, id=id, custodian=hands), "likelihood", strength)
        for id, hands, strength in (
            ("M30", "a", "moderate"),
            ("M03", "a", "moderate"),
            ("M38", "b", "strong"),
        )
    ]
    standing = build(risk, *controls)
    found = ways_to_lower(PACK, rated(PACK, standing, risk, on=ON), on=ON)
    assert found
    for way in found:
        was, would = today(tried_on(standing, *from_way(way)))
        assert (was, would) == ("medium", way.level)


@given(
    st.lists(
        st.builds(
            Tried,
            control=st.sampled_from(["M30", "M03", "M38", "X7F3A"]),
            link=st.sampled_from(["", "in", "out"]),
            status=st.sampled_from(["", "verified", "in_place", "planned", "unknown"]),
            strength=st.sampled_from(["", "weak", "strong"]),
            custodian=st.sampled_from(["", "manager", "system administrator"]),
            own_hands=st.sampled_from(["", "yes"]),
            evidence=st.sampled_from(["", "log"]),
            seen=st.sampled_from(["", ON, "2024-01-01"]),
        ),
        unique_by=lambda one: one.control,
        max_size=3,
    )
)
def test_a_trial_is_kept_in_words_and_what_it_supposes_is_all_that_keeping_lacks(
    tried: list[Tried],
) -> None:
    assert from_words(as_words(tried)) == tuple(tried)
    found = tried_on(STANDING, *tried)
    kept = change.apply(STANDING, *found.changes)
    again = rated(PACK, kept, kept.risks["own"], on=ON)
    if not found.missing:
        assert (again.score, again.level) == (found.then.score, found.then.level)
    assert change.apply(kept, *change.inverse(found.changes)) == STANDING


def test_words_that_nobody_knows_are_no_trial() -> None:
    words = {"M30 status": "perfect", "M30 strength": "strong", "M03": "planned", "M38 link": "on"}
    assert [one for one in from_words(words) if one != Tried(one.control)] == [
        Tried("M30", strength="strong")
    ]
