"""The register: which level counts, for how long, and what an approval waits for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dpia_wizard.core.change import apply, put
from dpia_wizard.core.extract import extract
from dpia_wizard.core.findings import facts, judge_refusals, proposals
from dpia_wizard.core.model import (
    UNKNOWN,
    Action,
    Answer,
    Assessment,
    Control,
    Decision,
    Link,
    Record,
    Risk,
    Row,
    link_id,
    pinned,
)
from dpia_wizard.core.moving import refusals
from dpia_wizard.core.register import (
    NOT_RATED,
    RatedRisk,
    accepted,
    control_as_it_stands,
    counts,
    offers,
    register,
    taken_up,
    worst,
)
from dpia_wizard.core.situation import situation
from dpia_wizard.core.workflow import (
    MATRIX,
    MATRIX_CHANGED,
    assessment_date,
    edition,
    may_edit,
    stage,
)
from dpia_wizard.packs.load import load_pack

PACK = load_pack()
TODAY = "2026-11-21"
LATER = "2028-11-21"
EMPTY = Assessment("a", "DPIA-2026-001", "2026-11-01", pinned(PACK.ref, PACK.matrix_ref))
LEAK = Risk("R02", likelihood="likely", severity="serious", evidence="documented")
ACCESS = Control(
    "M30", status="verified", evidence="log", evidence_date="2026-10-01", custodian="admin"
)
LINK = Link(link_id("R02", "M30"), "R02", "M30", "likelihood", "strong")


def given(*records: Record) -> Assessment:
    assessment = EMPTY
    for record in records:
        change = put(assessment, record)
        assert change is not None
        assessment = apply(assessment, change)
    return assessment


def test_a_risk_that_the_work_avoids_stands_after_all_that_count() -> None:
    graver = replace(LEAK, id="R03", likelihood="almost_certain", severity="grave")
    order = [risk.id for risk in register(PACK, given(graver, LEAK), on=TODAY)]
    assert order == ["R03", "R02"]
    found = given(replace(graver, avoided=True), LEAK)
    assert [risk.id for risk in register(PACK, found, on=TODAY)] == ["R02", "R03"]


def leak(assessment: Assessment, *, on: str = TODAY) -> RatedRisk:
    return next(risk for risk in register(PACK, assessment, on=on) if risk.id == "R02")


def said(kind: str, level: str, *, at: str = "2026-11-20", **more: str) -> Decision:
    supported = more.pop("supported", "high")
    return Decision(f"{kind} {at}", kind, "Supervisor", at, "R02", level, supported, **more)


def move(kind: str, at: str) -> Decision:
    return Decision(f"{kind} {at}", kind, "Supervisor", at)


def test_a_level_counts_once_the_team_confirms_it_or_sets_it_higher_with_a_reason() -> None:
    assert not leak(given(LEAK)).is_confirmed
    assert leak(given(replace(LEAK, stated="high"))).is_confirmed
    higher = replace(LEAK, stated="critical")
    assert not leak(given(higher)).is_confirmed
    reasoned = leak(given(replace(higher, stated_reason="It happened last week")))
    assert (reasoned.level, reasoned.is_confirmed) == ("critical", True)


def test_a_confirmation_ends_when_the_evidence_supports_something_graver() -> None:
    confirmed = replace(LEAK, stated="medium")
    assert not leak(given(confirmed)).is_confirmed


def test_only_lowering_goes_below_what_the_team_states_and_is_marked() -> None:
    higher = replace(LEAK, stated="critical", stated_reason="It happened last week")
    confirmed = leak(given(higher, said("confirmed", "high")))
    assert (confirmed.level, confirmed.overridden, confirmed.decision) == ("critical", False, None)
    lowered = leak(given(LEAK, said("lowered", "medium", reason="Seen myself")))
    assert (lowered.level, lowered.overridden) == ("medium", True)


def test_a_level_that_was_lowered_stays_marked_when_somebody_then_accepts_it() -> None:
    lowered = said("lowered", "high", supported="critical", reason="Seen myself")
    bears = said("accepted", "high", at="2026-11-21", supported="critical", until=LATER)
    grave = replace(LEAK, severity="grave")
    risk = leak(given(grave, lowered, bears))
    assert (risk.level, risk.overridden, risk.decision) == ("high", True, lowered)
    back = said("confirmed", "critical", at="2026-11-22", supported="critical")
    again = leak(given(grave, lowered, bears, back))
    assert (again.level, again.overridden, again.decision) == ("critical", False, back)


def test_evidence_of_spaces_alone_is_none() -> None:
    assessment = given(LEAK, replace(ACCESS, evidence="  "), LINK)
    risk = leak(assessment)
    assert not risk.has_verified_control
    assert risk.score is not None
    assert "old_evidence" in {reason.code for reason in risk.score.reasons}


def test_a_word_said_about_other_evidence_holds_no_longer() -> None:
    risk = leak(given(LEAK, said("raised", "critical", supported="medium", reason="x")))
    assert (risk.level, risk.decision) == ("high", None)


def test_evidence_grows_old_for_the_register_and_the_extract_alike() -> None:
    assessment = given(LEAK, ACCESS, LINK)
    now, later = leak(assessment), leak(assessment, on=LATER)
    assert now.has_verified_control
    assert not later.has_verified_control
    (today,) = [f for f in extract(PACK, assessment, today=TODAY).families if f.verified]
    assert today.verified == 1
    assert not any(f.verified for f in extract(PACK, assessment, today=LATER).families)


def test_a_security_answer_fills_the_status_of_its_control_until_the_team_sets_one() -> None:
    system = Answer("flows.channels", ("primero_online",))
    seen = Answer(PACK.measure["M30"].id, "yes", evidence="log", seen="2026-10-01")
    assert control_as_it_stands(PACK, given(system, seen), "M30").status == "verified"
    unseen = given(system, replace(seen, seen=""))
    assert control_as_it_stands(PACK, unseen, "M30").status == "in_place"
    own = Control("M30", status="partly")
    assert control_as_it_stands(PACK, given(system, seen, own), "M30").status == "partly"


def test_the_worst_stands_first_and_not_rated_is_never_low() -> None:
    low = Risk("R03", likelihood="remote", severity="low_distress")
    grave = Risk("R01", likelihood="likely", severity="grave")
    risks = register(PACK, given(low, Risk("R11"), LEAK, grave), on=TODAY)
    assert [risk.id for risk in risks] == ["R01", "R02", "R11", "R03"]
    assert counts(PACK, risks)[NOT_RATED] == 1
    assert worst(PACK, risks) == "critical"
    assert worst(PACK, ()) == NOT_RATED


def test_what_is_taken_up_is_offered_no_more() -> None:
    seen = situation(PACK.form, EMPTY)
    first = offers(PACK, seen)[0]
    assessment = given(*taken_up(EMPTY, first.risk))
    again = offers(PACK, situation(PACK.form, assessment))
    assert first.risk.id not in {offer.risk.id for offer in again}
    assert {link.control for link in assessment.links.values()} == {
        linked.control for linked in first.risk.controls
    }


GRAVE = Risk("R49", likelihood="likely", severity="grave", stated="critical")


def test_an_acceptance_ends_on_its_day_and_with_its_level() -> None:
    bears = Decision("d", "accepted", "Head", TODAY, "R49", "critical", "critical", "x", TODAY)
    assessment = given(GRAVE, bears)
    risks = register(PACK, assessment, on=TODAY)
    assert set(accepted(assessment, risks, today=TODAY)) == {"R49"}
    assert not accepted(assessment, risks, today="2026-11-22")
    assert facts(PACK, assessment, risks, today="2026-11-22")["critical_not_accepted"]
    other = given(GRAVE, replace(bears, level="high"))
    assert not accepted(other, register(PACK, other, on=TODAY), today=TODAY)


def test_an_acceptance_from_before_another_matrix_was_used_counts_no_more() -> None:
    bears = Decision(
        "d", "accepted", "Head", "2026-11-20T09:00", "R49", "critical", "critical", "x", LATER
    )
    swap = Decision("m", MATRIX_CHANGED, "Head", "2026-11-20T10:00", MATRIX, "new", "old", "x")
    later = replace(bears, id="e", at="2026-11-20T11:00")
    for decisions, borne in (((bears,), True), ((bears, swap), False), ((swap, later), True)):
        assessment = given(GRAVE, *decisions)
        risks = register(PACK, assessment, on=TODAY)
        assert ("R49" in accepted(assessment, risks, today=TODAY)) is borne


def test_a_risk_that_is_avoided_asks_for_nothing() -> None:
    unknown = Risk("R49", likelihood=UNKNOWN, severity="grave", avoided=True)
    assessment = given(unknown)
    risks = register(PACK, assessment, on=TODAY)
    found = facts(PACK, assessment, risks, today=TODAY)
    assert not found["grave_unknown_without_action"]
    assert not found["critical_not_accepted"]
    plain = given(replace(unknown, avoided=False))
    risks = register(PACK, plain, on=TODAY)
    assert facts(PACK, plain, risks, today=TODAY)["grave_unknown_without_action"]
    planned = given(replace(unknown, avoided=False), Action("x", "Find out", "R49"))
    risks = register(PACK, planned, on=TODAY)
    assert not facts(PACK, planned, risks, today=TODAY)["grave_unknown_without_action"]


def test_actions_are_proposed_for_what_is_unknown_missing_or_above_the_tolerance() -> None:
    critical = next(q for q in PACK.form.by_id.values() if q.critical and q.when is None)
    assessment = given(
        Answer("context.raids", UNKNOWN),
        Answer(critical.id, "no"),
        Answer("record.protocol_status", "none"),
        LEAK,
    )
    risks = register(PACK, assessment, on=TODAY)
    seen = situation(PACK.form, assessment)
    found = {(p.why, p.source) for p in proposals(PACK, seen, risks)}
    assert found >= {
        ("unknown", "context.raids"),
        ("critical_no", critical.id),
        ("no_protocol", "record.protocol_status"),
        ("above_tolerance", "R02"),
    }
    with_action = given(*assessment.answers.values(), LEAK, Action("x", "Do it", "R02"))
    seen = situation(PACK.form, with_action)
    assert "R02" not in {p.source for p in proposals(PACK, seen, risks)}


@pytest.mark.parametrize("cell", [{"role": UNKNOWN}, {"basis": ("consent", UNKNOWN)}])
def test_an_unknown_in_one_row_of_a_table_asks_for_an_action(cell: dict[str, object]) -> None:
    party = Row("p", "parties.list", 0, {"party": "The clinic", **cell})  # type: ignore[dict-item]
    for row, is_proposed in ((party, True), (replace(party, cells={"party": "unknown x"}), False)):
        assessment = given(row)
        found = proposals(PACK, situation(PACK.form, assessment), ())
        assert (("unknown", "parties.list") in {(p.why, p.source) for p in found}) is is_proposed


def test_the_stage_is_what_the_decisions_say() -> None:
    sent, approved, again = (
        move("sent", "2026-11-10T09:00"),
        move("approved", "2026-11-12T09:00"),
        move("reopened", "2026-11-20T09:00"),
    )
    assert (stage(EMPTY), edition(EMPTY), may_edit(EMPTY)) == ("draft", 1, True)
    in_review = given(sent)
    assert (stage(in_review), may_edit(in_review)) == ("in_review", False)
    assert assessment_date(in_review, TODAY) == "2026-11-10"
    decided = given(sent, approved)
    assert (stage(decided), edition(decided)) == ("approved", 1)
    reopened = given(sent, approved, again)
    assert (stage(reopened), edition(reopened), may_edit(reopened)) == ("draft", 2, True)
    assert assessment_date(reopened, TODAY) == TODAY


def test_an_approval_waits_for_every_word_and_every_stop_condition() -> None:
    author = Row("record.author", "record.author", 0, {"post": "Focal point"})
    sent = move("sent", "2026-11-20")
    assessment = given(author, replace(GRAVE, stated="critical"), sent)
    risks = register(PACK, assessment, on=TODAY)
    seen = situation(PACK.form, assessment)
    found = refusals("approved", PACK, seen, risks, by="Focal point", today=TODAY)
    codes = {(refusal.code, refusal.about) for refusal in found}
    assert codes >= {("author_reviews", ""), ("not_reviewed", "R49"), ("stop", "V1")}
    assert refusals("sent", PACK, seen, risks, by="Focal point", today=TODAY)[0].code == "not_now"
    assert not refusals("returned", PACK, seen, risks, by="Supervisor", today=TODAY)


def test_a_risk_that_is_avoided_waits_for_no_word() -> None:
    sent = move("sent", "2026-11-20")
    assessment = given(replace(GRAVE, stated="critical", avoided=True), sent)
    risks = register(PACK, assessment, on=TODAY)
    seen = situation(PACK.form, assessment)
    found = refusals("approved", PACK, seen, risks, by="Supervisor", today=TODAY)
    assert "not_reviewed" not in {refusal.code for refusal in found}


@pytest.mark.parametrize(
    ("kind", "by", "reason", "until", "refused"),
    [
        ("confirmed", "Supervisor", "", "", set()),
        ("lowered", "Supervisor", "", "", {"no_reason"}),
        ("raised", "Supervisor", "Seen it", "", set()),
        ("accepted", "Supervisor", "We bear it", "", {"no_bearer", "no_end", "no_watch"}),
        ("confirmed", "", "", "", {"no_post"}),
        ("confirmed", "Focal point", "", "", {"author_reviews"}),
    ],
)
def test_who_may_say_what_of_a_risk(
    kind: str, by: str, reason: str, until: str, refused: set[str]
) -> None:
    author = Row("record.author", "record.author", 0, {"post": "Focal point"})
    assessment = given(author, LEAK, move("sent", "2026-11-20"))
    said = {"by": by, "reason": reason, "until": until, "today": TODAY}
    found = judge_refusals(PACK, assessment, kind, "high", **said)
    assert {refusal.code for refusal in found} == refused
    draft = given(author, LEAK)
    found = judge_refusals(PACK, draft, kind, "high", **said)
    assert "not_now" in {refusal.code for refusal in found}
