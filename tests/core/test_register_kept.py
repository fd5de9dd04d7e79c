"""A register made from the one before is the same as one made from nothing."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from dpia_wizard.core.change import apply, put
from dpia_wizard.core.matrix import RiskMatrix
from dpia_wizard.core.model import (
    UNKNOWN,
    Answer,
    Assessment,
    Control,
    Decision,
    Link,
    Rating,
    Record,
    Risk,
    link_id,
    pinned,
)
from dpia_wizard.core.register import RatedRisk, register
from dpia_wizard.core.workflow import MATRIX, MATRIX_CHANGED
from dpia_wizard.packs.load import load_matrix, load_pack

PACK = load_pack()
OTHER = replace(PACK, matrix=load_matrix("conventional-5x5"))
RISKS = [risk.id for risk in PACK.risks[:12]]
CONTROLS = [control.id for control in PACK.controls[:15]]
DAYS = ("2026-11-21", "2026-12-30", "2027-12-01")
EMPTY = Assessment("a", "DPIA-2026-001", "2026-11-01", pinned(PACK.ref, PACK.matrix_ref))


def some_record(matrix: RiskMatrix, random: Random, number: int) -> Record:
    """Anything that a team or a supervisor may put in, and on which a level may hang."""
    risk, control = random.choice(RISKS), random.choice(CONTROLS)
    severity = random.choice([*matrix.severity, ""])
    likelihood = random.choice([*matrix.likelihood, UNKNOWN, ""])
    level, other = random.choices(list(matrix.level), k=2)
    at = f"2026-11-21T09:{number // 60:02}:{number % 60:02}"
    kinds: list[Record] = [
        Risk(
            risk,
            severity=severity,
            likelihood=likelihood,
            evidence=random.choice(["documented", "none", ""]),
            dismissed=random.random() < 0.1,
            avoided=random.random() < 0.1,
            stated=random.choice(["", level]),
            stated_reason=random.choice(["", "We saw it"]),
        ),
        Control(
            control,
            status=random.choice(["", "planned", "in_place", "verified"]),
            evidence="log",
            evidence_date=random.choice(["2026-01-05", "2026-11-01"]),
            custodian=random.choice(["", "guard", "manager"]),
            owner=random.choice(["", "office"]),
            due="2027-01-15",
        ),
        Link(link_id(risk, control), risk, control, "both", "strong"),
        Decision(
            f"d{number}", random.choice(["lowered", "raised"]), "Head", at, risk, level, other
        ),
        Rating(f"r{number}", "one", risk, "AB", at, likelihood=likelihood, severity=severity),
    ]
    if control in PACK.measure:
        kinds.append(Answer(PACK.measure[control].id, random.choice(["yes", "no", "partly"])))
    if random.random() < 0.05:
        kinds = [Decision(f"m{number}", MATRIX_CHANGED, "Head", at, MATRIX, "new", "old", "x")]
    return random.choice(kinds)


def test_a_register_made_from_the_one_before_is_the_same_as_one_made_from_nothing() -> None:
    random = Random(11)  # noqa: S311 -- the same in every run
    assessment, pack, on = EMPTY, PACK, DAYS[0]
    kept: tuple[RatedRisk, ...] = ()
    reused = 0
    for number in range(600):
        change = put(assessment, some_record(pack.matrix, random, number))
        assessment = assessment if change is None else apply(assessment, change)
        if random.random() < 0.05:
            pack, on = random.choice([PACK, OTHER]), random.choice(DAYS)
        before = {risk.id: risk for risk in kept}
        kept = register(pack, assessment, on=on, before=kept)
        assert kept == register(pack, assessment, on=on)
        reused += sum(risk is before.get(risk.id) for risk in kept)
    assert reused > 3_000


def test_only_the_risk_that_changed_is_rated_anew() -> None:
    assessment = EMPTY
    for id in RISKS:
        change = put(assessment, Risk(id, likelihood="likely", severity="serious"))
        assert change is not None
        assessment = apply(assessment, change)
    before = register(PACK, assessment, on=DAYS[0])
    change = put(assessment, replace(assessment.risks[RISKS[3]], severity="grave"))
    assert change is not None
    after = register(PACK, apply(assessment, change), on=DAYS[0], before=before)
    then = {risk.id: risk for risk in before}
    assert [risk.id for risk in after if risk is not then[risk.id]] == [RISKS[3]]
