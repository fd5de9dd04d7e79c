"""The matrices that ship: sound, told apart, and one can be used in another's place."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from dpia_wizard.core.matrix import PATTERNS, SIGNS, TONES, RiskMatrix, faults
from dpia_wizard.core.model import UNKNOWN
from dpia_wizard.core.remap import mapping, mapping_faults
from dpia_wizard.data import RISK_MATRICES
from dpia_wizard.packs.check import check
from dpia_wizard.packs.load import load_matrix, shipped_matrices

MATRICES = {id: load_matrix(id) for id in shipped_matrices()}
PAIRS = list(permutations(MATRICES, 2))


def test_four_matrices_ship() -> None:
    assert set(MATRICES) == {
        "child-protection-4x4", "ico-3x3", "conventional-5x5", "un-security-5x5",
    }  # fmt: skip
    sizes = {(len(m.likelihoods), len(m.severities), len(m.levels)) for m in MATRICES.values()}
    assert sizes == {(4, 4, 4), (3, 3, 3), (5, 5, 4), (5, 5, 5)}


@pytest.mark.parametrize("matrix", MATRICES.values(), ids=MATRICES)
def test_every_point_has_an_anchor_and_an_example_and_the_source_says_how_sure_we_are(
    matrix: RiskMatrix,
) -> None:
    for point in (*matrix.likelihoods, *matrix.severities):
        assert point.anchor
        assert point.example
    assert matrix.source
    assert matrix.confidence in ("high", "medium", "low", "inference")


@pytest.mark.parametrize("matrix", MATRICES.values(), ids=MATRICES)
def test_marks_grow_with_the_level(matrix: RiskMatrix) -> None:
    for names, mark in ((SIGNS, "sign"), (TONES, "tone"), (PATTERNS, "pattern")):
        places = [names.index(getattr(level, mark)) for level in matrix.levels]
        assert places == sorted(set(places)), mark


@pytest.mark.parametrize("matrix", MATRICES.values(), ids=MATRICES)
def test_the_gravest_harm_that_is_expected_is_above_tolerance(matrix: RiskMatrix) -> None:
    expected = matrix.likelihood[matrix.unknown_counts_as].rank
    for likelihood in range(expected, len(matrix.likelihoods) + 1):
        assert matrix.is_above_tolerance(matrix.cell(likelihood, matrix.top_severity).id)


@pytest.mark.parametrize(("here", "there"), PAIRS)
def test_every_matrix_says_what_every_other_one_is_there(here: str, there: str) -> None:
    found = mapping(MATRICES[here], MATRICES[there])
    assert found is not None
    assert list(mapping_faults(found, MATRICES[here], MATRICES[there])) == []


@pytest.mark.parametrize("here", MATRICES)
def test_every_mapping_in_a_file_is_of_a_matrix_that_is_there(here: str) -> None:
    for declared in MATRICES[here].mappings:
        there = MATRICES[declared.matrix]
        assert list(mapping_faults(declared, MATRICES[here], there)) == []


@pytest.mark.parametrize(("here", "there"), PAIRS)
def test_the_ends_of_the_scales_and_levels_are_each_others_ends(here: str, there: str) -> None:
    mine, other = MATRICES[here], MATRICES[there]
    found = mapping(mine, other)
    assert found is not None
    for of, points, theirs in (
        (found.likelihoods, mine.likelihoods, other.likelihoods),
        (found.severities, mine.severities, other.severities),
        (found.levels, mine.levels, other.levels),
    ):
        assert points[0].id in of[theirs[0].id]
        assert points[-1].id in of[theirs[-1].id]


def test_a_mapping_that_does_not_fit_a_shipped_matrix_is_told_with_its_address(
    tmp_path: Path,
) -> None:
    file = tmp_path / "ico-3x3.yaml"
    text = (RISK_MATRICES / file.name).read_text("utf-8")
    assert check(RISK_MATRICES / file.name) == ()
    file.write_text(text.replace("remote: remote, possible: possible", "remote: possible"), "utf-8")
    (found,) = check(file)
    assert found.startswith("ico-3x3.yaml: from[0].likelihoods: does not say what 'possible' of")
    file.write_text(text.replace("grave: severe", "grave: minimal, unheard_of: severe"), "utf-8")
    at = "ico-3x3.yaml: from[0].severities"
    assert check(file) == (
        f"{at}.unheard_of: child-protection-4x4 has nothing of this name",
        f"{at}.grave: falls where child-protection-4x4 rises",
    )


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        (
            "likely: probable",
            "likely: highly",
            "from[0].likelihoods.likely: no such id here: 'highly'",
        ),
        (
            "matrix: child-protection-4x4",
            "matrix: ico-3x3",
            "from[0].matrix: a matrix is not mapped",
        ),
        ("critical: high}", "critical: []}", "from[0].levels.critical: needs at least one id"),
        ("tone: critical", "tone: purple", 'levels[2].tone: "purple" is none of'),
        ("sign: octagon", "sign: skull", 'levels[2].sign: "skull" is none of'),
        ("pattern: crossed", "pattern: plain", "levels: two levels have the same pattern"),
    ],
)
def test_a_broken_matrix_is_refused_with_an_address(
    tmp_path: Path, before: str, after: str, fault: str
) -> None:
    file = tmp_path / "ico-3x3.yaml"
    text = (RISK_MATRICES / file.name).read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after), "utf-8")
    assert any(fault in found for found in check(file)), check(file)


@pytest.mark.parametrize("matrix", MATRICES.values(), ids=MATRICES)
def test_the_two_questions_reach_from_the_least_likelihood_to_the_most(matrix: RiskMatrix) -> None:
    asked = matrix.questions
    assert asked is not None
    could, harm = asked.could_happen, asked.would_harm
    assert asked.likelihood(could[0].id, harm[0].id) == matrix.likelihoods[0].id
    assert asked.likelihood(could[-1].id, harm[-1].id) == matrix.likelihoods[-1].id
    assert asked.likelihood(could[-1].id, UNKNOWN) == UNKNOWN
    assert asked.likelihood(could[-1].id, "") == ""
    assert asked.likelihood("of another matrix", harm[0].id) == ""


def test_a_table_of_the_two_questions_that_falls_or_names_nothing_is_told() -> None:
    matrix = MATRICES["child-protection-4x4"]
    assert matrix.questions is not None
    rows = list(matrix.questions.gives)

    def told(*gives: tuple[str, ...]) -> list[tuple[str, str]]:
        asked = replace(matrix.questions, gives=gives) if matrix.questions else None
        return list(faults(replace(matrix, questions=asked)))

    assert told(*rows) == []
    assert told(*rows[:-1]) == [("questions.gives", "needs 4 rows of 3 likelihoods")]
    assert told(("remote", "remote", "certain"), *rows[1:]) == [
        ("questions.gives[0][2]", "no likelihood 'certain'")
    ]
    assert told(("likely", "likely", "likely"), *rows[1:]) == [
        (f"questions.gives[0][{n}]", "falls when could_happen rises") for n in (0, 1, 2)
    ]
