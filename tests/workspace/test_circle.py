"""The whole way of an assessment by five people on one laptop, without a window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dpia_wizard.cli.told import in_lines
from dpia_wizard.core.extract import extract
from dpia_wizard.core.model import Decision, Risk
from dpia_wizard.core.moving import Said
from dpia_wizard.core.people import Person
from dpia_wizard.core.sign_offs import SignOffVerdict
from dpia_wizard.core.workflow import edition, editions_made, stage
from dpia_wizard.errors import NotAllowed
from dpia_wizard.texts import words_for
from dpia_wizard.wording import Wording
from dpia_wizard.workspace.deciding import decide, judge, refusals
from dpia_wizard.workspace.editing import Editing
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.library_keys import NewKeys
from dpia_wizard.workspace.reviewing import (
    as_rated,
    came_true,
    is_too_late,
    proposed_review,
    rate_blind,
    say_why_not,
    still_hidden,
    talk_through,
    triggers,
    withdraw,
)
from dpia_wizard.workspace.signing_off import decide_and_sign, sign_off, sign_off_verdicts, unsigned
from tests.workspace.signers import PHRASE, Ticking, with_people

HIGH = ("R02", "R03")
AIM = "We recieve lists of children from four agencies and keep them in a locked cabinet."
UNTIL = "2027-02-01"


class Turning(Ticking):
    """A clock whose day can be set."""

    def __init__(self) -> None:
        super().__init__()
        object.__setattr__(self, "day", "2026-11-21")

    def today(self) -> str:
        return str(self.day)  # type: ignore[attr-defined]

    def set_day(self, day: str) -> None:
        object.__setattr__(self, "day", day)


@pytest.fixture
def world() -> Turning:
    return Turning()


@pytest.fixture
def library(tmp_path: Path, library_keys: NewKeys, world: Turning) -> Iterator[Library]:
    with Library.create_with(tmp_path / "library", library_keys, world=world) as made:
        yield made


@pytest.fixture
def people(library: Library) -> dict[str, Person]:
    return with_people(library)


def post(role: str) -> str:
    return f"Post of {role}"


def standing(editing: Editing) -> str:
    """Where it stands today; a property would be taken for what it was before."""
    return editing.stage


def rate(editing: Editing, record: Risk, likelihood: str, severity: str) -> None:
    """Rate a risk as the team does, and confirm the level that comes of it."""
    judged = replace(record, likelihood=likelihood, severity=severity, evidence="documented")
    editing.put("rate a risk", judged)
    rated = editing.rated(record.id)
    assert rated is not None
    assert rated.score is not None
    editing.put("confirm a risk", replace(rated.risk, stated=rated.score.today.level))


@pytest.fixture
def written(library: Library) -> Editing:
    """What the team wrote: two risks are High, the others are small."""
    editing = library.open_assessment(library.new("Case files of four agencies"))
    for role in ("author", "supervisor", "adviser", "owner", "head"):
        editing.set_person(f"record.{role}", post=post(role))
    editing.answer("programme.aim", value=AIM)
    editing.answer("people.most_harmed", value="Girls who live with a guard's family.")
    for offer in editing.offers:
        if not offer.risk.irreversible:  # such a risk is High at least, whatever one does
            editing.take_up(offer.risk)
    for record in list(editing.assessment.risks.values()):
        if record.id in HIGH:
            rate(editing, record, "likely", "serious")
        else:
            rate(editing, record, "remote", "low_distress")
    return editing


def codes(editing: Editing, move: str, role: str) -> set[str]:
    return {refusal.code for refusal in refusals(editing, move, by=post(role))}  # type: ignore[arg-type]


def review(editing: Editing) -> None:
    """The supervisor rates every risk blind as the team did, and confirms every level."""
    for risk in still_hidden(editing, by=post("supervisor")):
        record = editing.assessment.risks[risk]
        rate_blind(editing, risk, record.likelihood, record.severity, by=post("supervisor"))
    for rated in editing.risks:
        judge(editing, rated, "confirmed", rated.level, by=post("supervisor"), reason="")


def accept(editing: Editing, risk: str, *, until: str = "2027-05-01") -> None:
    rated = editing.rated(risk)
    assert rated is not None
    judge(
        editing,
        rated,
        "accepted",
        rated.level,
        by=post("head"),
        reason="It moves to the new system in spring.",
        until=until,
        borne_by=post("head"),
        watched="The log, every week",
    )


def advised(editing: Editing) -> None:
    editing.answer("decision.opinion", value="proceed_with_conditions")
    editing.answer("decision.advice", value="Both clinics sign first.")


@pytest.fixture
def approved(library: Library, people: dict[str, Person], written: Editing) -> Editing:
    """Sent, reviewed, advised, two risks accepted, and approved with a condition by four keys."""
    editing = written
    decide_and_sign(library, editing, "sent", people["author"].id, PHRASE, role="author")
    review(editing)
    advised(editing)
    for risk in HIGH:
        with pytest.raises(NotAllowed, match="Choose 2027-05-"):
            accept(editing, risk, until="2099-01-01")
        accept(editing, risk)
    for role in ("supervisor", "adviser"):
        sign_off(library, editing, people[role].id, PHRASE, role=role)
    decide_and_sign(
        library,
        editing,
        "approved_with_conditions",
        people["head"].id,
        PHRASE,
        role="head",
        reason="Both clinics sign before the next referral.",
        until=UNTIL,
    )
    return editing


def verdicts(library: Library, editing: Editing) -> dict[str, SignOffVerdict]:
    return {one.sign_off.role: one for one in sign_off_verdicts(library, editing.assessment)}


def test_the_whole_circle(library: Library, people: dict[str, Person], written: Editing) -> None:
    editing = written
    decide_and_sign(library, editing, "sent", people["author"].id, PHRASE, role="author")
    with pytest.raises(NotAllowed):
        editing.answer("programme.aim", value="Something else")

    # The supervisor rates before seeing; one risk lies two levels apart and is talked through.
    by = post("supervisor")
    first = editing.rated("R02")
    assert first is not None
    assert first.id in still_hidden(editing, by=by)
    assert still_hidden(editing, by=post("adviser")) == ()
    for seeing in ("adviser", "head"):  # who is told what the team thinks rates nothing blind
        with pytest.raises(NotAllowed):
            rate_blind(editing, "R02", "likely", "serious", by=post(seeing))
        with pytest.raises(NotAllowed):
            say_why_not(editing, ["R02"], by=post(seeing), reason="I saw it already.")
    rate_blind(editing, "R02", "remote", "low_distress", by=by, reason="I never saw it happen.")
    assert as_rated(editing, first, by=by).state == "apart"
    with pytest.raises(NotAllowed):  # what one has seen cannot be rated blind again
        rate_blind(editing, "R02", "likely", "serious", by=by)
    assert "not_talked" in codes(editing, "approved", "head")
    with pytest.raises(NotAllowed):
        talk_through(editing, "R02", by=by, reason=" ")
    talk_through(editing, "R02", by=by, reason="The team knows of two cases this year.")
    assert as_rated(editing, first, by=by).state == "shown"
    say_why_not(editing, ["R03"], by=by, reason="I wrote that part of the protocol.")
    assert "R03" not in still_hidden(editing, by=by)
    assert "not_blind" in codes(editing, "approved", "head")

    # Returned with a remark, mended, sent again.
    editing.remark("programme.aim", "Which cabinet?", by=by)
    decide(editing, "returned", by=by, reason="One remark on the aim.")
    assert standing(editing) == "returned"
    editing.answer("programme.aim", value=AIM + " It stands in the office of the supervisor.")
    decide_and_sign(library, editing, "sent", people["author"].id, PHRASE, role="author")

    # Reviewed, advised; a High risk without acceptance or action stands in the way.
    review(editing)
    assert "no_opinion" in codes(editing, "approved_with_conditions", "head")
    advised(editing)
    assert codes(editing, "approved", "head") == {"overruled", "not_settled"}
    assert codes(editing, "approved_with_conditions", "head") == {"not_settled"}
    for risk in HIGH:
        accept(editing, risk)
    assert codes(editing, "approved_with_conditions", "head") == set()

    # What the form says is decided is what is decided.
    editing.answer("decision.outcome", value="approve")
    assert "outcome_differs" in codes(editing, "approved_with_conditions", "head")
    editing.answer("decision.outcome", value="approve_with_conditions")
    editing.answer("decision.until", value="2027-01-01")
    differs = refusals(
        editing, "approved_with_conditions", by=post("head"), said=Said("Sign first.", UNTIL)
    )
    assert [(one.code, one.place) for one in differs] == [("end_differs", "decision.until")]
    editing.answer("decision.until", value=UNTIL)

    # Own work is approved by nobody, and the head alone approves.
    assert "author_reviews" in codes(editing, "approved", "author")
    assert "not_your_move" in codes(editing, "approved", "supervisor")

    for role in ("supervisor", "adviser"):
        sign_off(library, editing, people[role].id, PHRASE, role=role)
    for parts in ({}, {"reason": "Sign first."}, {"reason": "Sign first.", "until": "2026-11-21"}):
        with pytest.raises(NotAllowed):
            decide(editing, "approved_with_conditions", by=post("head"), **parts)
    decide_and_sign(
        library,
        editing,
        "approved_with_conditions",
        people["head"].id,
        PHRASE,
        role="head",
        reason="Both clinics sign before the next referral.",
        until=UNTIL,
    )
    assert standing(editing) == "approved_with_conditions"
    assert [one for one in unsigned(library, editing) if one.kind == "nobody"] == []
    found = verdicts(library, editing)
    assert set(found) == {"author", "supervisor", "adviser", "head"}
    assert all(one.counts and one.holds for one in found.values())
    with pytest.raises(NotAllowed):
        editing.put("rate a risk", Risk("R02", likelihood="remote"))


def test_a_typing_mistake_that_is_mended_voids_nothing_and_the_edition_closes_again(
    library: Library, approved: Editing
) -> None:
    editing = approved
    decide(editing, "reopened", by=post("author"), reason="A typing mistake")
    assert edition(editing.assessment) == 2
    editing.answer("programme.aim", value=AIM.replace("recieve", "receive"))
    assert all(one.holds for one in verdicts(library, editing).values())
    standings = {one.standing for one in editing.seals.values()}
    assert standings == {"corrected"}
    assert codes(editing, "closed", "author") == set()
    decide(editing, "closed", by=post("author"))
    assert standing(editing) == "approved_with_conditions"
    assert (edition(editing.assessment), editing.due.until) == (1, UNTIL)
    assert not editing.may_edit


def test_one_rating_that_changes_voids_every_sign_off_and_needs_a_review(
    library: Library, approved: Editing
) -> None:
    editing = approved
    decide(editing, "reopened", by=post("author"), reason="Two phones were seen")
    rate(editing, editing.assessment.risks["R03"], "possible", "serious")
    found = verdicts(library, editing)
    assert not any(one.holds for one in found.values())
    for seal in editing.seals.values():
        assert ("R03", "likelihood") in {(c.place, c.field) for c in seal.changes}
    (refused,) = refusals(editing, "closed", by=post("author"))
    assert (refused.code, refused.place) == ("not_only_corrections", "R03")


def test_an_approval_is_over_after_its_day_and_can_only_be_opened_again(
    library: Library, world: Turning, approved: Editing
) -> None:
    world.set_day(UNTIL)
    library.refresh()
    assert library.list()[0].summary.stage == "approved_with_conditions"
    world.set_day("2027-02-02")
    assert standing(approved) == "expired"
    assert approved.moves == ("reopened",)
    (line,) = library.list()
    assert (line.summary.stage, line.summary.stage_since) == ("expired", UNTIL)
    assert stage(approved.assessment) == "approved_with_conditions"  # what was decided stays


def test_a_newer_approval_supersedes_the_one_before(
    library: Library, people: dict[str, Person], approved: Editing
) -> None:
    editing = approved
    decide(editing, "reopened", by=post("author"), reason="A new partner")
    editing.answer("programme.aim", value="Something else altogether.")
    assert [made.stage for made in editions_made(editing.assessment)] == [
        "approved_with_conditions",
        "draft",
    ]
    decide(editing, "sent", by=post("author"))
    assert still_hidden(editing, by=post("supervisor"))  # a new edition is rated anew
    review(editing)
    for risk in HIGH:
        accept(editing, risk)
    decide_and_sign(
        library,
        editing,
        "approved_with_conditions",
        people["head"].id,
        PHRASE,
        role="head",
        reason="The same.",
        until=UNTIL,
    )
    assert [made.stage for made in editions_made(editing.assessment)] == [
        "superseded",
        "approved_with_conditions",
    ]
    left = [one.decision.kind for one in unsigned(library, editing) if one.kind == "nobody"]
    assert left == ["sent"]


def test_a_state_that_nobody_signed_is_marked(library: Library, written: Editing) -> None:
    made = Decision("forged", "approved", post("head"), "2026-11-21T10:30:00.000000+00:00")
    written.put("decide", made)
    assert standing(written) == "approved"
    (found,) = (one for one in unsigned(library, written) if one.kind == "nobody")
    assert found.decision == made


def test_an_acceptance_that_is_withdrawn_voids_the_approval_that_rests_on_it(
    library: Library, approved: Editing
) -> None:
    withdraw(approved, "R02", by=post("head"), reason="The clinic closed.")
    assert approved.acceptances["R02"].standing == "withdrawn"
    found = verdicts(library, approved)
    assert not found["head"].holds
    assert found["author"].holds
    with pytest.raises(NotAllowed):
        withdraw(approved, "R02", by=post("head"), reason="Again.")
    library.refresh()
    assert library.list()[0].summary.acceptance_ends == "2026-11-21"


def test_an_entry_in_the_log_of_reviews_asks_to_open_it_again(approved: Editing) -> None:
    assert triggers(approved) == ()
    approved.add_row("review.log", date="2026-12-01", trigger="planned", result="All well")
    assert triggers(approved) == ()
    row = approved.add_row("review.log", date="2026-12-03", trigger="incident", who=post("owner"))
    assert [(found.row.id, found.kind) for found in triggers(approved)] == [(row.id, "incident")]
    assert all(one.standing == "holds" for one in approved.seals.values())


def test_an_incident_contradicts_a_risk_that_is_rated_as_hardly_likely(written: Editing) -> None:
    written.add_row("incidents.log", date="2026-05-01", type="lost", risk="r03, and also R999")
    assert came_true(written) == ()  # it is rated as likely
    written.add_row("incidents.log", date="2026-06-01", type="near_miss", risk="R03")
    rate(written, written.assessment.risks["R03"], "remote", "serious")
    assert [(one.risk, one.day) for one in came_true(written)] == [
        ("R03", "2026-05-01"),
        ("R03", "2026-06-01"),
    ]
    rate(written, written.assessment.risks["R03"], "unknown", "serious")
    assert came_true(written) == ()


def test_a_year_is_allowed_and_half_of_it_where_a_risk_is_high_or_arms_are_used(
    written: Editing,
) -> None:
    assert proposed_review(written) == "2027-05-21"
    for day, late in (("2027-05-21", False), ("2027-05-22", True)):
        written.answer("review.next", value=day)
        assert is_too_late(written) is late
    for risk in HIGH:
        rate(written, written.assessment.risks[risk], "remote", "low_distress")
    assert proposed_review(written) == "2027-11-21"
    written.answer("context.setting", value=("armed_conflict",))
    assert proposed_review(written) == "2027-05-21"


def test_nobody_but_a_reviewer_in_review_rates_blind(written: Editing) -> None:
    with pytest.raises(NotAllowed):
        rate_blind(written, "R02", "likely", "serious", by=post("supervisor"))
    decide(written, "sent", by=post("author"))
    with pytest.raises(NotAllowed):
        rate_blind(written, "R02", "likely", "serious", by=post("author").upper())
    with pytest.raises(NotAllowed):
        rate_blind(written, "R02", "likely", "", by=post("supervisor"))
    with pytest.raises(NotAllowed):
        say_why_not(written, ["R02"], by=post("supervisor"), reason="")
    assert written.assessment.ratings == {}


def test_what_was_rated_blind_is_no_voice_of_the_team_and_is_not_undone(written: Editing) -> None:
    decide(written, "sent", by=post("author"))
    rate_blind(written, "R02", "remote", "low_distress", by=post("supervisor"))
    rated = written.rated("R02")
    assert rated is not None
    assert rated.spread is None
    assert not rated.is_unsettled
    with pytest.raises(NotAllowed):
        written.undo()


def test_a_light_assessment_can_be_approved_in_an_emergency_for_thirty_days(
    library: Library, people: dict[str, Person], world: Turning
) -> None:
    editing = library.open_assessment(library.new("One field less"))
    editing.set_person("record.head", post=post("head"))
    assert "approved_in_emergency" not in editing.moves
    editing.answer("record.type", value="change")
    editing.answer("screening.covered", value="yes")
    assert editing.seen.depth() == "light"
    for offer in editing.offers:
        if not offer.risk.irreversible:  # such a risk is High at least, whatever one does
            editing.take_up(offer.risk)
    for record in list(editing.assessment.risks.values()):
        rate(editing, record, "remote", "low_distress")
    with pytest.raises(NotAllowed):
        decide(editing, "approved_in_emergency", by=post("head"))  # says no reason
    decide_and_sign(
        library,
        editing,
        "approved_in_emergency",
        people["head"].id,
        PHRASE,
        role="head",
        reason="The camp is moved tonight.",
    )
    assert (standing(editing), editing.due.until) == ("approved_with_conditions", "2026-12-21")
    words = words_for("en")
    lines = "\n".join(in_lines(editing, Wording(words, editing.pack)))
    assert "Approved in an emergency" in lines
    paper = extract(editing.pack, editing.assessment, today=editing.today)
    assert paper.stage == "approved_in_emergency"
    assert "with conditions" not in lines
    world.set_day("2026-12-22")
    assert standing(editing) == "expired"
    assert "Expired" in "\n".join(in_lines(editing, Wording(words, editing.pack)))
