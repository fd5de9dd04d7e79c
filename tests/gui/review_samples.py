"""Assessments at the stages of a review, made through the same acts as people make them."""

from __future__ import annotations

from dataclasses import replace

from dpia_wizard.core.model import Decision, Risk
from dpia_wizard.workspace import reviewing
from dpia_wizard.workspace.deciding import decide
from dpia_wizard.workspace.editing import Editing
from dpia_wizard.workspace.library import Library

PASSPHRASE = "correct horse battery staple"  # noqa: S105 -- of libraries that tests make
RISKS = ("R36", "R08", "R49", "R03")
POSTS = {
    "record.author": "Caseworker",
    "record.supervisor": "Child protection supervisor",
    "record.adviser": "Regional data protection adviser",
    "record.head": "Head of office",
}


def named(library: Library, title: str = "Inter-agency case management") -> Editing:
    """A draft whose record names the posts."""
    editing = library.open_assessment(library.new(title))
    for question, post in POSTS.items():
        editing.set_person(question, name="A. Sample", post=post, agency="Lead agency")
    return editing


def rated(library: Library, risks: tuple[str, ...] = RISKS) -> Editing:
    """A draft with risks that are rated and confirmed; the first one is grave."""
    editing = named(library)
    for number, risk in enumerate(risks):
        known = editing.pack.risk[risk]
        editing.take_up(known)
        record = editing.assessment.risks[risk]
        rate(editing, record, top=number == 0)
    return editing


def rate(editing: Editing, record: Risk, *, top: bool) -> None:
    """Rate and confirm a risk: in the gravest cell, or in the middle of the matrix."""
    matrix = editing.pack.matrix
    likelihood = matrix.likelihoods[-1 if top else 1].id
    severity = matrix.severities[-1 if top else 1].id
    editing.put(
        "rate a risk",
        replace(
            record,
            likelihood=likelihood,
            severity=severity,
            likelihood_reason="Two of nine referrals went to a wrong number this year.",
            severity_reason="A family was found after a list was seen.",
            evidence="documented",
        ),
    )
    risk = editing.rated(record.id)
    assert risk is not None
    assert risk.score is not None
    editing.put(
        "confirm", replace(editing.assessment.risks[record.id], stated=risk.score.today.level)
    )


def sent(library: Library, risks: tuple[str, ...] = RISKS) -> Editing:
    """An assessment that waits for its supervisor, with a remark."""
    editing = rated(library, risks)
    editing.remark("security.exposed", "Which laptops? Two were seen.", by="Adviser")
    decide(editing, "sent", by=POSTS["record.author"])
    return editing


def with_acceptance(editing: Editing, *, until: str, risk: str = RISKS[0]) -> Editing:
    """The head of office bears the grave risk until that day."""
    rated_risk = editing.rated(risk)
    assert rated_risk is not None
    assert rated_risk.score is not None
    made = Decision(
        editing.new_id(),
        "accepted",
        POSTS["record.supervisor"],
        max(one.at for one in editing.assessment.decisions.values()),
        risk,
        rated_risk.level,
        rated_risk.score.today.level,
        "The lists move to the new system in spring.",
        until,  # a day that is over is kept from then: nobody can choose it now
        POSTS["record.head"],
        "The log of the shared folder, every week",
    )
    editing.put("review", made)
    return editing


def seen(library: Library, risks: tuple[str, ...] = RISKS) -> Editing:
    """The same after its supervisor rated every risk blind, as the team did."""
    editing = sent(library, risks)
    for risk in risks:
        record = editing.assessment.risks[risk]
        rate_blind(editing, risk, record.likelihood, record.severity)
    return editing


def rate_blind(editing: Editing, risk: str, likelihood: str, severity: str) -> None:
    """The supervisor rates one risk before seeing what the team thinks."""
    by, reason = POSTS["record.supervisor"], "I know two such offices."
    reviewing.rate_blind(editing, risk, likelihood, severity, by=by, reason=reason)


def apart(library: Library) -> Editing:
    """The same where the supervisor sees the first risk far below the team."""
    editing = sent(library)
    lowest = editing.pack.matrix
    rate_blind(editing, RISKS[0], lowest.likelihoods[0].id, lowest.severities[0].id)
    for risk in RISKS[1:]:
        record = editing.assessment.risks[risk]
        rate_blind(editing, risk, record.likelihood, record.severity)
    return editing
