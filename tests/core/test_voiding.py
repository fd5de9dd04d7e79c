"""Since when a sign-off holds no longer, told by the history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dpia_wizard.core.change import Change, apply, put
from dpia_wizard.core.history import Entry
from dpia_wizard.core.model import Answer, Decision, Record, Risk, SignOff
from dpia_wizard.core.seal import sealed, standing
from dpia_wizard.core.voiding import Voided, voided
from tests.core.test_seal import CHOICE, FORM, NARRATIVE, RULE, SIGNED, TEXT, signed

RISK = SIGNED.risks["R02"]
TYPO = Answer(TEXT, NARRATIVE.replace("recieve", "receive"), note="as agreed wiht the team")
OTHER = Answer(TEXT, "Something else altogether.")


def walked(*steps: Record, decision: str = "") -> Voided | None:
    """What voided the sign-off after these records were put one after the other."""
    entries = [Entry("e0", "2026-11-21T12:00:00", "S", "sign off", (Change(None, signed()),))]
    now = SIGNED
    for number, record in enumerate(steps, 1):
        change = put(now, record)
        if change is not None:
            now = apply(now, change)
            at = f"2026-11-{21 + number}T09:00:00"
            entries.append(Entry(f"e{number}", at, f"P{number}", "x", (change,)))
    return judged(now, entries, replace(signed(), decision=decision))


def judged(now: object, entries: Sequence[Entry], said: SignOff) -> Voided | None:
    then = sealed(RULE, SIGNED, said.role)
    found = standing(then, said, now, FORM)  # type: ignore[arg-type]
    return voided(then, said, now, found, entries, FORM)  # type: ignore[arg-type]


def test_the_entry_that_changed_what_was_signed_is_told() -> None:
    found = walked(TYPO, replace(RISK, likelihood="possible"), Answer("decision.outcome", "reject"))
    assert found is not None
    assert (found.at[:10], found.by) == ("2026-11-23", "P2")
    assert [(one.id, one.field) for one in found.standing.changes] == [("R02", "likelihood")]


def test_a_small_correction_before_it_voids_nothing_yet() -> None:
    found = walked(TYPO, OTHER)
    assert found is not None
    assert found.at[:10] == "2026-11-23"


def test_what_was_put_right_again_tells_nothing() -> None:
    other = replace(RISK, likelihood="possible")
    assert walked(other, RISK) is None
    found = walked(other, RISK, other)
    assert found is not None
    assert found.by == "P3"
    found = walked(other, Answer(CHOICE, "joint"), RISK)
    assert found is not None
    assert (found.by, [one.id for one in found.standing.changes]) == ("P2", [CHOICE])


def test_a_word_on_a_risk_after_an_approval_voids_it_that_day() -> None:
    made = Decision("d0", "approved", "Head", "2026-11-21T11:00:00")
    lowered = Decision("d9", "lowered", "S", "2026-11-24T09:00:00", "R02", "low", "high")
    found = walked(made, TYPO, lowered, decision="d0")
    assert found is not None
    assert (found.by, found.standing.judgements) == ("P3", (lowered,))


def test_what_was_changed_past_the_program_has_no_day() -> None:
    now = apply(SIGNED, Change(RISK, replace(RISK, likelihood="possible")))
    sign_off = Entry("e0", "2026-11-21T12:00:00", "S", "sign off", (Change(None, signed()),))
    assert judged(now, [sign_off], signed()) is None
    assert judged(now, [], signed()) is None


@given(
    st.lists(st.sampled_from([RISK, replace(RISK, severity="serious"), TYPO, OTHER, Risk("R9")]))
)
def test_from_that_entry_on_it_never_held_again(steps: list[Record]) -> None:
    said, now, held = signed(), SIGNED, []
    for record in steps:
        change = put(now, record)
        now = now if change is None else apply(now, change)
        held.append(standing(sealed(RULE, SIGNED, said.role), said, now, FORM).counts)
    found = walked(*steps)
    if not held or held[-1]:
        assert found is None
    else:
        assert found is not None
        assert not any(held[int(found.by[1:]) - 1 :])
