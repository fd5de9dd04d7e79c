"""The page for caseworkers: ten plain lines on one page, and nothing of the agency's own."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpia_wizard.core.caseworker import MOST, Tomorrow, tomorrow
from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.model import Action, Assessment, Control, pinned
from dpia_wizard.packs.load import load_pack
from dpia_wizard.texts import Words, words_for
from dpia_wizard.wording import Wording
from dpia_wizard.wording.caseworker import carries_out, is_caseworker, plain_sentences, told
from dpia_wizard.workspace.reports import Snapshot, caseworker_pdf
from tests.report.filled import TODAY, filled
from tests.report.reading import letters, pages

SOON, BEFORE = "2027-01-10", "2026-01-10"
ALL = sorted(plain_sentences(Words("en")))
TYPED = "Amina in Sumy has no key"


@cache
def pack() -> Pack:
    return load_pack()


def planned(*actions: Action, controls: tuple[Control, ...] = ()) -> Assessment:
    return Assessment(
        "a",
        "DPIA-2026-001",
        "2026-11-01",
        pinned(pack().ref, pack().matrix_ref),
        actions={action.id: action for action in actions},
        controls={control.id: control for control in controls},
    )


def changes(assessment: Assessment) -> Tomorrow:
    words = Words("en")
    wording = Wording(words, pack())
    return tomorrow(
        pack(),
        assessment,
        today=TODAY,
        concerns=lambda control: carries_out(wording, control),
        is_theirs=lambda post: is_caseworker(words, post),
    )


def lines(assessment: Assessment) -> list[tuple[str, str]]:
    return [(change.control, change.since) for change in changes(assessment).changes]


def full_of(controls: list[str]) -> Assessment:
    return planned(
        *(
            Action(f"a{n}", TYPED, "R02", control, "Amina", SOON if n % 2 else BEFORE)
            for n, control in enumerate(controls)
        )
    )


def made(assessment: Assessment, language: str) -> bytes:
    return caseworker_pdf(Snapshot(assessment, pack(), TODAY, TODAY), language)


def test_every_plain_sentence_stands_for_the_control_of_that_title() -> None:
    for id, plain in plain_sentences(Words("en")).items():
        assert pack().control[id].title == plain.title
        assert len(plain.sentence) <= 110
        assert plain.is_not is plain.sentence.startswith("Do not")


def test_a_control_of_another_catalogue_under_the_same_id_is_told_by_its_own_title() -> None:
    others = tuple(
        replace(control, title="Ask twice") if control.id == "M54" else control
        for control in pack().controls
    )
    other = Wording(Words("en"), replace(pack(), controls=others))
    assert not carries_out(other, "M54")
    assert told(other, "M54").title == "Ask twice"


def test_what_a_caseworker_carries_out_comes_with_its_date_and_at_once_where_it_is_past() -> None:
    found = lines(
        planned(
            Action("1", TYPED, control="M55", due=SOON),
            Action("2", TYPED, control="M54", due=BEFORE),
            Action("3", TYPED, control="M34", due=SOON, status="done"),
            Action("4", TYPED, control="M12"),
            Action("5", TYPED, control="M26", due=SOON),
            Action("6", TYPED, due=SOON, owner="Caseworker"),
            controls=(Control("M75", status="planned", due=SOON), Control("M10", status="planned")),
        )
    )
    assert found == [("M34", ""), ("M54", ""), ("M55", SOON), ("M75", SOON)]


@pytest.mark.parametrize(
    ("owner", "theirs"),
    [("Caseworkers, north", True), ("Senior case-worker", True), ("IT manager", False)],
)
def test_a_control_that_a_caseworker_owns_is_theirs(owner: str, *, theirs: bool) -> None:
    found = lines(planned(Action("1", TYPED, control="M26", due=SOON, owner=owner)))
    assert found == ([("M26", SOON)] if theirs else [])


def test_the_words_for_a_caseworker_are_known_in_arabic_too() -> None:
    arabic = words_for("ar")
    assert is_caseworker(arabic, "عاملة حالة في الشمال")
    assert is_caseworker(arabic, "Caseworker")
    assert not is_caseworker(arabic, "مدير المكتب")


@given(st.permutations(ALL), st.integers(0, len(ALL)))
def test_there_are_ten_lines_at_most_the_soonest_first_and_the_rest_is_counted(
    controls: list[str], n: int
) -> None:
    found = changes(full_of(controls[:n]))
    assert len(found.changes) == min(n, MOST)
    assert len(found.changes) + found.more == n
    days = [change.since for change in found.changes]
    assert days == sorted(days)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("n", [0, 1, 10, len(ALL)])
def test_it_is_always_one_page_of_a4(language: str, n: int) -> None:
    longest = sorted(ALL, key=lambda id: -len(plain_sentences(words_for(language))[id].sentence))
    pdf = made(full_of(longest[:n]), language)
    with pypdfium2.PdfDocument(pdf) as opened:
        assert len(opened) == 1
        assert [round(side) for side in opened[0].get_size()] == [595, 842]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_page_of_a_whole_assessment_tells_nothing_that_anybody_typed(language: str) -> None:
    assessment = filled(pack())
    mine = {
        f"own{n}": Action(f"own{n}", TYPED, "R02", control, "Amina", BEFORE)
        for n, control in enumerate(ALL[:8])
    }
    assessment = replace(assessment, actions={**assessment.actions, **mine})
    page = letters("\n".join(pages(made(assessment, language), body=False)))
    typed = [action.text for action in assessment.actions.values()]
    typed += [action.owner for action in assessment.actions.values() if action.owner]
    typed += [assessment.reference, "R02", "overdue", "Critical", TYPED]
    assert [text for text in typed if letters(text) and letters(text) in page] == []


def test_the_page_says_by_which_rule_it_is_made_and_where_to_ask_for_more() -> None:
    page = " ".join("\n".join(pages(made(full_of(ALL[:14]), "en"))).split())
    assert "the soonest first and ten at most" in page
    assert "4 more things change: ask your supervisor" in page
    assert "From now on" in page
    assert SOON in page


def test_where_nothing_changes_it_says_so() -> None:
    page = " ".join("\n".join(pages(made(planned(), "en"))).split())
    assert "The plan changes nothing for you yet." in page
