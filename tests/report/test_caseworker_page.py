"""The page for caseworkers: ten plain lines on one page, and nothing of the agency's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpia_wizard.core.caseworker import MOST, NEW_FOR, Tomorrow, tomorrow
from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.model import Action, Assessment, Control, Link, Risk, link_id, pinned
from dpia_wizard.packs.load import load_pack
from dpia_wizard.texts import Words, words_for
from dpia_wizard.wording import Wording
from dpia_wizard.wording.caseworker import carries_out, plain_sentences, told
from dpia_wizard.workspace.reports import Snapshot, caseworker_pdf
from tests.report.filled import TODAY, filled
from tests.report.reading import letters, pages

SOON, BEFORE = "2027-01-10", "2026-01-10"
ALL = sorted(plain_sentences(Words("en")))
RISK = Risk("R02")
TYPED = "Amina in Sumy has no key"


@cache
def pack() -> Pack:
    return load_pack()


def planned(*actions: Action, controls: tuple[Control, ...] = (), risk: Risk = RISK) -> Assessment:
    linked = {action.control for action in actions} | {control.id for control in controls}
    return Assessment(
        "a",
        "DPIA-2026-001",
        "2026-11-01",
        pinned(pack().ref, pack().matrix_ref),
        actions={action.id: action for action in actions},
        controls={control.id: control for control in controls},
        risks={risk.id: risk},
        links={
            link_id(risk.id, id): Link(link_id(risk.id, id), risk.id, id, "likelihood")
            for id in linked
        },
    )


def changes(assessment: Assessment) -> Tomorrow:
    wording = Wording(Words("en"), pack())
    return tomorrow(
        pack(), assessment, today=TODAY, concerns=lambda control: carries_out(wording, control)
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


def test_a_control_of_another_catalogue_under_the_same_id_is_not_told() -> None:
    others = tuple(
        replace(control, title="Ask twice") if control.id == "M54" else control
        for control in pack().controls
    )
    other = replace(pack(), controls=others)
    assert not carries_out(Wording(Words("en"), other), "M54")
    with pytest.raises(ValueError, match="M54"):
        told(Wording(Words("en"), other), "M54")
    assessment = planned(Action("1", TYPED, control="M54", due=SOON, owner="Caseworker"))
    page = "\n".join(pages(caseworker_pdf(Snapshot(assessment, other, TODAY, TODAY), "en")))
    assert "Ask twice" not in page


def test_what_a_caseworker_carries_out_comes_with_its_date_and_at_once_where_it_is_past() -> None:
    found = lines(
        planned(
            Action("1", TYPED, control="M55", due=SOON),
            Action("2", TYPED, control="M54", due=BEFORE),
            Action("3", TYPED, control="M34", due=TODAY, status="done"),
            Action("4", TYPED, control="M12"),
            Action("5", TYPED, control="M26", due=SOON),
            Action("6", TYPED, due=SOON, owner="Caseworker"),
            controls=(Control("M75", status="planned", due=SOON), Control("M10", status="planned")),
        )
    )
    assert found == [("M55", SOON), ("M75", SOON), ("M34", ""), ("M54", "")]


@pytest.mark.parametrize("owner", ["Caseworker", "Head of social workers", "", " "])
def test_a_control_without_a_plain_sentence_is_told_to_nobody_whoever_owns_it(owner: str) -> None:
    assessment = planned(Action("1", TYPED, control="M26", due=SOON, owner=owner))
    assert lines(assessment) == []
    page = "\n".join(pages(made(assessment, "en")))
    assert letters(pack().control["M26"].title) not in letters(page)
    assert SOON not in page


def test_what_was_done_long_ago_hides_nothing_that_is_coming() -> None:
    old = [
        Action(f"a{n}", TYPED, control=id, due="2026-01-10", status="done")
        for n, id in enumerate(ALL[:12])
    ]
    no_day = Action("no day", TYPED, control=ALL[12], status="done")
    coming = Action("coming", TYPED, control=ALL[13], due=SOON)
    assert lines(planned(*old, no_day, coming)) == [(ALL[13], SOON)]


@pytest.mark.parametrize(("days", "is_told"), [(0, True), (NEW_FOR, True), (NEW_FOR + 1, False)])
def test_what_is_done_is_told_for_thirty_days_by_its_day_or_when_it_was_seen(
    days: int, *, is_told: bool
) -> None:
    day = (date.fromisoformat(TODAY) - timedelta(days)).isoformat()
    by_due = planned(Action("1", control="M34", due=day, status="done"))
    late = Action("1", control="M34", due=BEFORE, status="done")
    by_seen = planned(late, controls=(Control("M34", "", "verified", "Seen", day),))
    assert lines(by_due) == lines(by_seen) == ([("M34", "")] if is_told else [])


@pytest.mark.parametrize("part", ["dismissed", "avoided"])
def test_what_serves_only_a_risk_that_does_not_count_is_not_told(part: str) -> None:
    action = Action("1", TYPED, "R02", "M55", due=SOON)
    aside = replace(RISK, dismissed=part == "dismissed", avoided=part == "avoided")
    assert lines(planned(action)) == [("M55", SOON)]
    assert lines(planned(action, risk=aside)) == []
    assert lines(replace(planned(action), links={})) == []


@given(st.permutations(ALL), st.integers(0, len(ALL)))
def test_there_are_ten_lines_at_most_what_is_coming_first_and_the_rest_is_counted(
    controls: list[str], n: int
) -> None:
    found = changes(full_of(controls[:n]))
    assert len(found.changes) == min(n, MOST)
    assert len(found.changes) + found.more == n
    days = [change.since or "at once" for change in found.changes]
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
def test_the_ten_longest_lines_with_more_to_come_stand_on_one_page(language: str) -> None:
    plain = plain_sentences(words_for(language))
    longest = sorted(ALL, key=lambda id: -len(plain[id].sentence))
    late = "2027-02-10"
    assessment = planned(
        *(
            Action(f"a{n}", TYPED, control=id, due=SOON if n < MOST else late)
            for n, id in enumerate(longest)
        )
    )
    pdf = made(assessment, language)
    with pypdfium2.PdfDocument(pdf) as opened:
        assert len(opened) == 1
    assert "\n".join(pages(pdf)).count(SOON) == MOST


@pytest.mark.parametrize("language", ["en", "ar"])
def test_it_is_one_page_however_long_the_titles_of_a_catalogue_are(language: str) -> None:
    others = tuple(
        replace(control, title="A title without end " * 60) if n % 2 else control
        for n, control in enumerate(pack().controls)
    )
    other = replace(pack(), controls=others)
    every = planned(
        *(Action(id, TYPED, control=id, due=SOON, owner="Caseworker") for id in other.control)
    )
    pdf = caseworker_pdf(Snapshot(every, other, TODAY, TODAY), language)
    with pypdfium2.PdfDocument(pdf) as opened:
        assert len(opened) == 1


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
    assert "what is coming, by its day, then what is new; 10 at most" in page
    assert "4 more things change: ask your supervisor" in page
    assert "From now on" in page
    assert SOON in page


def test_where_nothing_changes_it_says_so() -> None:
    page = " ".join("\n".join(pages(made(planned(), "en"))).split())
    assert "The plan changes nothing for you yet." in page
