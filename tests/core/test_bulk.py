"""Several risks at once: each act is whole, leaves what stands otherwise, and goes back in one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dpia_wizard.core import bulk, change
from dpia_wizard.core.facets import Sought, facets, ordered
from dpia_wizard.core.model import Action, Assessment, Control, Decision, Risk
from dpia_wizard.core.register import register, taken_up
from tests.core.test_lowering import EMPTY, NOTHING_ASKED, ON, PACK


@pytest.fixture
def standing() -> Assessment:
    """Three risks of the catalogue with their controls and a team's own, two of them rated."""
    assessment = EMPTY
    for id in ("R02", "R36", "R10"):
        records = taken_up(assessment, PACK.risk[id])
        changes = [change.put(assessment, record) for record in records]
        assessment = change.apply(assessment, *(made for made in changes if made))
    rated = {
        "R02": Risk("R02", likelihood="likely", severity="limited"),
        "R36": Risk("R36", likelihood="possible", severity="grave"),
        "X7F3A": Risk("X7F3A", title="Our own"),
    }
    return replace(assessment, risks={**assessment.risks, **rated})


def undone(before: Assessment, *changes: change.Change) -> bool:
    after = change.apply(before, *changes)
    return after != before and change.apply(after, *change.inverse(changes)) == before


def test_several_are_set_aside_with_one_reason_and_those_that_stand_aside_keep_theirs(
    standing: Assessment,
) -> None:
    first = bulk.set_aside(standing, ["R02"], "avoided", "The list is gone.")
    standing = change.apply(standing, *first)
    made = bulk.set_aside(standing, ["R02", "R36", "X7F3A", "R99"], "dismissed", " No chats. ")
    assert {one.record.id for one in made} == {"R36", "X7F3A"}
    assert undone(standing, *made)
    after = change.apply(standing, *made)
    assert after.risks["R36"].dismissed
    assert after.risks["R36"].set_aside_reason == "No chats."
    assert after.risks["R02"].set_aside_reason == "The list is gone."
    assert bulk.set_aside(standing, ["R36"], "dismissed", "  ") == ()


def test_what_was_set_aside_comes_back_with_its_ratings_and_controls(standing: Assessment) -> None:
    gone = bulk.set_aside(standing, ["R02", "R36"], "dismissed", "No chats.")
    aside = change.apply(standing, *gone)
    back = bulk.bring_back(PACK, aside, ["R02", "R36", "R10"])
    assert change.apply(aside, *back) == standing
    bare = replace(aside, links={}, controls={})
    again = change.apply(bare, *bulk.bring_back(PACK, bare, ["R02"]))
    assert {link.control for link in again.links_of("R02")} == {
        suggested.control for suggested in PACK.risk["R02"].controls
    }


def test_a_control_is_linked_to_all_that_count_and_lack_it(standing: Assessment) -> None:
    gone = bulk.set_aside(standing, ["R10"], "dismissed", "No pictures.")
    standing = change.apply(standing, *gone)
    made = bulk.link_to_all(PACK, standing, ["R02", "R36", "R10", "X7F3A"], "M30")
    after = change.apply(standing, *made)
    assert bulk.risks_in(after, made) == {"R36", "X7F3A"}  # R02 has it already
    assert {link.risk for link in after.links.values() if link.control == "M30"} == {
        *("R02", "R36", "X7F3A")
    }
    assert undone(standing, *made)
    new = bulk.link_to_all(PACK, standing, ["R36", "X7F3A"], "X1111")
    assert [one.record for one in new if isinstance(one.record, Control)] == [Control("X1111")]


def test_an_owner_is_given_where_nobody_owns_what_is_still_to_be_done(
    standing: Assessment,
) -> None:
    standing = replace(
        standing,
        actions={
            "a": Action("a", source="R02"),
            "b": Action("b", source="R02", owner="Head of office"),
            "c": Action("c", source="R02", status="done"),
            "d": Action("d", source="R10"),
        },
        controls={
            **standing.controls,
            "M30": Control("M30", status="planned"),
            "M03": Control("M03", status="in_place"),
            "M05": Control("M05", status="partly", owner="Manager"),
        },
    )
    made = bulk.give_owner(PACK, standing, ["R02"], " IT  officer ", seen=NOTHING_ASKED)
    assert undone(standing, *made)
    after = change.apply(standing, *made)
    assert {id: action.owner for id, action in after.actions.items()} == {
        "a": "IT officer", "b": "Head of office", "c": "", "d": "",
    }  # fmt: skip
    assert after.controls["M30"].owner == "IT officer"
    assert after.controls["M03"].owner == ""
    assert after.controls["M05"].owner == "Manager"
    assert bulk.give_owner(PACK, standing, ["R02"], " ", seen=NOTHING_ASKED) == ()


def test_a_risk_is_found_by_group_clause_owner_and_by_what_asks_for_a_look(
    standing: Assessment,
) -> None:
    lowered = Decision("d", "lowered", "Head", ON, "R36", "medium", "high", "Closed.")
    standing = replace(
        standing,
        decisions={"d": lowered},
        actions={"a": Action("a", source="R02", owner="IT  officer")},
        risks={
            **standing.risks,
            "R10": replace(standing.risks["R10"], likelihood="unknown", severity="serious"),
        },
    )
    found = facets(PACK, standing, register(PACK, standing, on=ON))

    def ids(**wish: str) -> set[str]:
        return {id for id, risk in found.items() if Sought(**wish).finds(risk)}

    assert ids() == {"R02", "R36", "R10", "X7F3A"}
    assert ids(group=PACK.risk["R36"].group) == {
        id for id in ("R02", "R36", "R10") if PACK.risk[id].group == PACK.risk["R36"].group
    }
    assert ids(clause=PACK.risk["R36"].clauses[0]) >= {"R36"}
    assert ids(owner="IT officer") == {"R02"}
    assert ids(state="unverified") == {"R02", "R36", "R10"}  # the other is not rated
    assert ids(state="precaution") == {"R10"}
    assert ids(state="overridden") == {"R36"}
    assert ids(state="unowned") == {"R36", "R10", "X7F3A"}
    assert ids(state="unowned", clause=PACK.risk["R36"].clauses[0]) >= {"R36"}


def test_in_every_order_what_is_not_rated_never_stands_with_the_lowest(
    standing: Assessment,
) -> None:
    low = replace(standing.risks["R10"], likelihood="remote", severity="low_distress")
    standing = replace(standing, risks={**standing.risks, "R10": low})
    risks = register(PACK, standing, on=ON)
    found = facets(PACK, standing, risks)
    worst = [risk.id for risk in risks]
    assert ordered("worst", worst, found) == worst
    assert ordered("severity", worst, found) == ["R36", "R02", "X7F3A", "R10"]
    assert ordered("likelihood", worst, found)[-2:] == ["X7F3A", "R10"]
    assert ordered("number", worst, found) == ["R02", "R10", "R36", "X7F3A"]
