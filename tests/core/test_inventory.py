"""The default sensitivity of a kind of information: filled, left with a reason, never forced."""

from __future__ import annotations

import pytest

from dpia_wizard.core.inventory import sensitivity, with_default, without_reason
from dpia_wizard.core.model import Assessment, Row
from dpia_wizard.core.situation import is_answered, situation, tally
from dpia_wizard.packs.load import load_pack

PACK = load_pack()
TABLE = PACK.form.by_id["inventory.elements"]


def row(**cells: str) -> Row:
    return Row("r", TABLE.id, 0, cells)


def assessment(*rows: Row) -> Assessment:
    return Assessment("a", "DPIA-2026-001", "2026-11-01", rows={row.id: row for row in rows})


def test_choosing_a_kind_brings_its_default() -> None:
    assert with_default(TABLE, None, "element", "D05") == {
        "element": "D05",
        "sensitivity": "severe",
    }
    assert with_default(TABLE, row(detail="x"), "element", "D03")["sensitivity"] == "moderate"


def test_another_kind_replaces_a_default_but_not_what_the_team_chose() -> None:
    left = row(element="D05", sensitivity="severe")
    assert with_default(TABLE, left, "element", "D03")["sensitivity"] == "moderate"
    chosen = row(element="D05", sensitivity="high")
    assert "sensitivity" not in with_default(TABLE, chosen, "element", "D03")


@pytest.mark.parametrize("column", ["detail", "sensitivity", "why"])
def test_other_columns_bring_nothing(column: str) -> None:
    assert with_default(TABLE, row(element="D05"), column, "high") == {column: "high"}


@pytest.mark.parametrize(
    ("chosen", "reason", "below", "lacks"),
    [
        ("severe", "", False, False),
        ("high", "", True, True),
        ("low", "  ", True, True),
        ("low", "Only the last two digits", True, False),
        ("", "", False, False),
    ],
)
def test_a_row_below_its_default_wants_a_reason(
    chosen: str, reason: str, below: bool, lacks: bool
) -> None:
    stands = sensitivity(TABLE, row(element="D05", sensitivity=chosen, reason=reason))
    assert stands is not None
    assert (stands.is_below, stands.lacks_reason) == (below, lacks)


def test_going_above_the_default_is_free() -> None:
    stands = sensitivity(TABLE, row(element="D03", sensitivity="severe"))
    assert stands is not None
    assert not stands.is_below


@pytest.mark.parametrize("cells", [{}, {"element": "other", "sensitivity": "low"}, {"detail": "x"}])
def test_a_kind_of_the_teams_own_has_no_default(cells: dict[str, str]) -> None:
    assert sensitivity(TABLE, row(**cells)) is None


def test_the_section_is_not_done_before_the_reason_is_given() -> None:
    section = PACK.form.section("inventory")
    assert section is not None
    lowered = row(element="D05", sensitivity="low")
    seen = situation(PACK.form, assessment(lowered))
    assert not is_answered(TABLE, seen)
    assert tally(section, seen).missing == (TABLE.id,)
    reasoned = row(element="D05", sensitivity="low", reason="Only the last two digits")
    assert tally(section, situation(PACK.form, assessment(reasoned))).is_done


def test_a_table_without_kinds_asks_for_no_reason() -> None:
    table = PACK.form.by_id["flows.steps"]
    assert without_reason(table, (Row("r", table.id, 0, {"sender": "x"}),)) == ()
