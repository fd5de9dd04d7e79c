"""The scoring rule once more, from its page alone: a second opinion for the tests.

It shares no line with `core.scoring`, gives no reasons, and is slow and plain on purpose.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Literal

from dpia_wizard.core.matrix import RiskMatrix
from dpia_wizard.core.scoring import AppliedControl, JudgedRisk

When = Literal["inherent", "today", "projected"]


def place(
    matrix: RiskMatrix,
    risk: JudgedRisk,
    controls: Sequence[AppliedControl],
    *,
    on: str,
    when: When = "today",
) -> tuple[int, int, str]:
    """Likelihood, severity and level of a risk."""
    ids = [point.id for point in matrix.likelihoods]
    unknown = risk.likelihood is None
    likelihood = ids.index(matrix.unknown_counts_as) + 1 if unknown else risk.likelihood
    assert likelihood is not None
    severity = len(matrix.severities) if risk.irreversible else risk.severity
    grave = severity > [point.id for point in matrix.severities].index(matrix.precaution_from)
    careful = unknown or (risk.evidence == "none" and grave)
    if when != "inherent":
        statuses = [_counts_as(control, on, ahead=when == "projected") for control in controls]
        pairs = list(zip(controls, statuses, strict=True))
        if careful:
            pairs = [(control, status) for control, status in pairs if status == "verified"]
        threat = _name(risk.threat_source)
        pairs = [(c, s) for c, s in pairs if not threat or _name(c.custodian) != threat]
        on_likelihood = [(c, s) for c, s in pairs if c.axis != "severity"]
        on_severity = [(c, s) for c, s in pairs if c.axis != "likelihood"]
        lower = max(1, likelihood - min(_whole(matrix, on_likelihood), _most(matrix, "likelihood")))
        strong = matrix.credit.get(("strong", "verified"), 0) > 0
        proven = strong and any(
            c.strength == "strong" and s == "verified" for c, s in on_likelihood
        )
        if lower == 1 and not proven:
            lower = min(likelihood, 2)
        likelihood = lower
        if not risk.irreversible:
            severity -= min(_whole(matrix, on_severity), _most(matrix, "severity"), severity - 1)
    return likelihood, severity, matrix.cells[likelihood - 1][severity - 1]


def _counts_as(control: AppliedControl, on: str, *, ahead: bool) -> str:
    if control.status == "verified":
        if not control.evidence_date:
            return "in_place"
        seen, day = date.fromisoformat(control.evidence_date), date.fromisoformat(on)
        year_later = seen.replace(year=seen.year + 1)  # no test draws 29 February
        return "verified" if seen <= day <= year_later else "in_place"
    has_plan = bool(control.owner.strip() and control.due.strip())
    if ahead and has_plan and control.status in {"planned", "partly"}:
        return "in_place"
    return control.status


def _whole(matrix: RiskMatrix, pairs: Sequence[tuple[AppliedControl, str]]) -> int:
    people = {_name(control.custodian) for control, _ in pairs}
    total = Fraction(0)
    for person in people:
        mine = [(c.strength, s) for c, s in pairs if _name(c.custodian) == person]
        total += max(matrix.credit.get(key, Fraction(0)) for key in mine)
    return total.numerator // total.denominator


def _most(matrix: RiskMatrix, axis: str) -> int:
    return matrix.most_steps[axis]


def _name(person: str) -> str:
    return " ".join(person.lower().split())
