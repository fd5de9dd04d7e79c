"""Posts as people write them: the same one however it is spaced, and nobody is no post."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpia_wizard.core.facets import Sought, facets
from dpia_wizard.core.findings import AUTHOR, is_author
from dpia_wizard.core.model import Action, Assessment, Control, Link, Risk, Row, pinned
from dpia_wizard.core.posts import compared, is_same, written
from dpia_wizard.core.register import register
from dpia_wizard.packs.load import load_pack

PACK = load_pack()
ON = "2026-11-22"
EMPTY = Assessment("a", "DPIA-2026-001", ON, pinned(PACK.ref, PACK.matrix_ref))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("CW", " cw ", True),
        ("Case  worker", "case\tworker", True),
        ("ن.ع", "ن.ع", True),
        ("ﻧﻈﻢ", "نظم", True),  # letters as a scanner or an old phone writes them
        ("Straße 1", "STRASSE 1", True),
        ("A", "B", False),
        ("", " ", False),
    ],
)
def test_a_post_is_known_however_it_is_written(one: str, other: str, same: bool) -> None:
    assert is_same(one, other) is same
    assert is_same(other, one) is same


@given(st.text())
def test_what_is_shown_is_one_line_and_still_the_same_post(typed: str) -> None:
    assert compared(written(typed)) == compared(typed)
    assert written(written(typed)) == written(typed)
    assert not set("\n\t\r") & set(written(typed))


def test_who_wrote_an_assessment_does_not_review_it_under_another_spelling() -> None:
    wrote = Row(AUTHOR, "record.author", 0, {"post": "Case management officer"})
    assessment = replace(EMPTY, rows={AUTHOR: wrote})
    assert is_author(assessment, " case  management OFFICER ")
    assert not is_author(assessment, "Supervisor")
    assert not is_author(EMPTY, "")


def test_one_owner_written_in_two_ways_is_one_owner_of_the_register() -> None:
    assessment = replace(
        EMPTY,
        risks={"R02": Risk("R02"), "R36": Risk("R36")},
        controls={"M30": Control("M30", owner="it  Officer")},
        links={"R36 M30": Link("R36 M30", "R36", "M30", "likelihood", "strong")},
        actions={"x": Action("x", "Ask", "R02", owner=" IT officer")},
    )
    found = facets(PACK, assessment, register(PACK, assessment, on=ON))
    assert len({owner for risk in found.values() for owner in risk.owners}) == 1
    for typed in ("IT officer", "it officer"):
        assert all(Sought(owner=typed).finds(risk) for risk in found.values())
    assert not any(Sought(owner="IT").finds(risk) for risk in found.values())
