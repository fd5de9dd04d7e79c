"""Registers made through the same acts as people make them."""

from __future__ import annotations

from dataclasses import replace

from dpia_wizard.core.form import Section
from dpia_wizard.core.register import RatedRisk
from dpia_wizard.workspace.editing import Editing


def section(editing: Editing, page: str) -> Section:
    """The section that is worked on with *page*."""
    return next(s for s in editing.pack.form.sections if s.page == page)


def take_up(editing: Editing, *risks: str) -> None:
    """Put risks of the catalogue into the register, with their controls."""
    for risk in risks:
        editing.take_up(editing.pack.risk[risk])


def rate(editing: Editing, risk: str, likelihood: str, severity: str, **more: object) -> RatedRisk:
    """Judge a risk; gives it with its score."""
    record = editing.assessment.risks[risk]
    parts = {"likelihood": likelihood, "severity": severity, **more}
    editing.put("rate a risk", replace(record, **parts))  # type: ignore[arg-type]
    return found(editing, risk)


def set_control(
    editing: Editing, control: str, status: str, custodian: str = "", **more: str
) -> None:
    """Say how a control stands; a verified one was seen today."""
    record = editing.assessment.controls[control]
    if status == "verified":
        more = {"evidence": "log of October", "evidence_date": editing.on, **more}
    editing.put("change a control", replace(record, status=status, custodian=custodian, **more))


def found(editing: Editing, risk: str) -> RatedRisk:
    """A risk of the register with everything computed about it."""
    rated = editing.rated(risk)
    assert rated is not None
    return rated


def full_register(editing: Editing) -> None:
    """Twelve risks: nine rated on many cells, one of them unknown, controls of every status."""
    matrix = editing.pack.matrix
    likelihoods = [*matrix.likelihood, "unknown"]
    severities = list(matrix.severity)
    risks = [risk.id for risk in editing.pack.risks[:12]]
    take_up(editing, *risks)
    for number, risk in enumerate(risks[:9]):
        rate(
            editing,
            risk,
            likelihoods[(number * 2 + 1) % 5],
            severities[(number + 2) % 4],
            evidence=("documented", "judgement", "none")[number % 3],
            likelihood_reason="A list reached a wrong chat group in March.",
            severity_reason="A violent relative could find the child.",
        )
    statuses = ("verified", "in_place", "partly", "planned", "not_in_place", "")
    hands = ("data officer", "protection manager", "IT officer", "")
    for number, control in enumerate(sorted(editing.assessment.controls)):
        planned = {"owner": "IT officer", "due": "2027-01-15"} if number % 4 == 3 else {}
        set_control(editing, control, statuses[number % 6], hands[number % 4], **planned)
