"""Each agency of a joint assessment has one place to sign, which stays its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpia_wizard.core.model import Answer, Assessment, PackRef, Row, pinned
from dpia_wizard.core.participants import (
    agencies,
    participants,
    place_of,
    role_of,
    roles_for,
    row_of,
    stands_for,
)
from dpia_wizard.core.people import looks
from dpia_wizard.packs.load import load_pack
from dpia_wizard.report.record import who_signs

PACK = load_pack()
PARTS = ("responsible", "joint", "covered", "")
NAMES = ("Partner B", "Партнер Г", "جمعية الشريك", "partner  b", "", " ", "A.B (2)")
ROLES = ("author", "supervisor", "adviser", "owner", "head")


def joint(rows: Sequence[tuple[str, str, str]], kind: str = "joint") -> Assessment:
    """An assessment with agencies: the id of the row, the name and the part of each."""
    made = Assessment(
        "a1",
        "DPIA-2026-014",
        "2026-11-21T10:00:00+00:00",
        pins=pinned(PackRef("form", "1", "f"), PackRef("matrix", "1", "m")),
    )
    table = {
        id: Row(id, "record.agencies", n, {"agency": name, "part": part})
        for n, (id, name, part) in enumerate(rows)
    }
    answers = {"record.type": Answer("record.type", kind)} if kind else {}
    return replace(made, rows=table, answers=answers)


@st.composite
def tables(draw: st.DrawFn) -> list[tuple[str, str, str]]:
    ids = draw(st.lists(st.text("0123456789abcdef", min_size=1, max_size=16), unique=True))
    return [(id, draw(st.sampled_from(NAMES)), draw(st.sampled_from(PARTS))) for id in ids]


@given(tables())
def test_each_agency_that_shares_responsibility_has_one_place(
    rows: list[tuple[str, str, str]],
) -> None:
    found = participants(PACK, joint(rows))
    asked = {looks(name) for _id, name, part in rows if part == "joint" and name.strip()}
    assert sorted(looks(one.agency) for one in found) == sorted(asked)
    of_rows = {id for id, _name, part in rows if part == "joint"}
    assert {row_of(one.field) for one in found} <= of_rows


@given(tables(), st.randoms(use_true_random=False))
def test_a_place_stays_that_of_its_agency_wherever_its_row_stands(
    rows: list[tuple[str, str, str]], random: Random
) -> None:
    told = {looks(name): (id, name, part) for id, name, part in rows}  # each agency once
    rows = list(told.values())
    before = agencies(participants(PACK, joint(rows)))
    random.shuffle(rows)
    assert agencies(participants(PACK, joint(rows))) == before


@pytest.mark.parametrize("kind", ["agency", "system", "change", "unknown", ""])
@given(rows=tables())
def test_what_is_not_joint_is_signed_as_ever(kind: str, rows: list[tuple[str, str, str]]) -> None:
    assessment = joint(rows, kind)
    assert participants(PACK, assessment) == ()
    found = who_signs(PACK, assessment)
    assert (found.places, found.always, found.agencies) == (
        ROLES,
        {"author", "supervisor", "head"},
        {},
    )


@given(tables())
def test_a_report_is_complete_only_with_every_agency(rows: list[tuple[str, str, str]]) -> None:
    assessment = joint(rows)
    found, places = who_signs(PACK, assessment), agencies(participants(PACK, assessment))
    assert found.places == (*ROLES, *places)
    assert found.always == {"author", "supervisor", "head", *places}
    assert found.agencies == places


@given(tables())
def test_nobody_stands_for_another_agency(rows: list[tuple[str, str, str]]) -> None:
    places = agencies(participants(PACK, joint(rows)))
    for field, agency in places.items():
        assert place_of(agency, places) == field
        assert [other for other in places.values() if stands_for(field, other, places)] == [agency]
        assert not stands_for("head", agency, places)
        assert stands_for("adviser", agency, places)
        assert not stands_for(field, "", places)
        assert not stands_for(field, agency, {})
        assert (role_of(field), roles_for(field)) == ("participant", ("participant", "head"))
    assert stands_for("head", "Lead agency", places)
    assert place_of("Lead agency", places) == place_of("", places) == ""


def test_a_rule_without_participants_asks_for_none() -> None:
    without = replace(PACK, workflow=replace(PACK.workflow, participants=None))
    assert participants(without, joint([("r1", "Partner B", "joint")])) == ()
