"""People find what they typed, in their script, in the way they type it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dpia_wizard.core.change import Change, Step
from dpia_wizard.core.model import (
    Action,
    Answer,
    Attachment,
    Control,
    Link,
    Rating,
    Remark,
    Risk,
    Row,
)
from dpia_wizard.storage.search import FEW_LETTERS_LOOK_BACK, excerpt
from dpia_wizard.storage.store import Found, Store

if TYPE_CHECKING:
    from .conftest import Keep

LATER = {"at": "2026-02-01T09:00:00", "by": "Supervisor"}


def places(store: Store, text: str) -> list[str]:
    return [found.place for found in store.search(text)]


@pytest.mark.parametrize(
    ("typed", "looked_for"),
    [
        ("Consent of the Caregiver", "CAREGIV"),
        ("Consent of the Caregiver", "sent care"),
        ("Élève réfugié", "eleve refugie"),
        ("eleve", "Élève"),
        ("البيانات الشخصية", "بيانات"),
        ("مُعالَجَة البَيانات", "معالجه بيانات"),
        ("أطفال", "اطفال"),
        ("بیانات", "بيانات"),
        ("حـــماية", "حماية"),
        ("٣٥٠ طفل", "350"),
        ("Захист ДАНИХ дітей", "даних"),
        ("Straße", "STRASSE"),
        ("soft\u00adhyphen", "softhyphen"),
        ("zb", "z"),
        ("أم", "ام"),
        ("one\ntwo", "two one"),
        ('say "aaa" AND NOT bbb*', '"aaa" AND NOT bbb*'),
        ("100%_sure", "%_s"),
    ],
)
def test_it_is_found_however_it_is_typed(
    store: Store, keep: Keep, typed: str, looked_for: str
) -> None:
    keep("x", title="-")
    keep("a", Answer("purpose.aim", typed), title="-")
    assert [(found.assessment, found.place) for found in store.search(looked_for)] == [
        ("a", "purpose.aim")
    ]


@pytest.mark.parametrize("text", ["", " ", "\u200b", "\x00", "ـ"])
def test_nothing_is_found_for_nothing(store: Store, keep: Keep, text: str) -> None:
    keep("a", Answer("q", "something"))
    assert store.search(text) == ()


@pytest.mark.parametrize(
    "text", ["yes OR no", "folded:yes", "yes*zzz", "^yes", 'yes"', "NEAR(yes)"]
)
def test_signs_of_a_query_language_are_only_letters(store: Store, keep: Keep, text: str) -> None:
    keep("a", Answer("q", "yes"))
    assert store.search(text) == ()


def test_every_word_must_stand_in_the_same_text(store: Store, keep: Keep) -> None:
    keep("a", Answer("one", "paper files"), Answer("two", "laptop files"))
    assert places(store, "files laptop") == ["two"]
    assert places(store, "paper laptop") == []


def test_everything_typed_is_searched_and_leads_to_its_place(store: Store, keep: Keep) -> None:
    keep(
        "a",
        Answer("q.note", 5, note="needle"),
        Row("r", "q.table", cells={"a": "needle", "b": ("needle",)}),
        Risk("risk", harm="needle"),
        Control("control", owner="needle"),
        Link("risk2 c", "risk2", "c", reason="needle"),
        Action("action", "needle", source="risk3"),
        Remark("remark", "q.remarked", "needle", "Supervisor", "2026-01-01"),
        Rating("rating", "round", "risk4", "CW", "2026-01-01", reason="needle"),
        Attachment("file", "needle.pdf", store.put_blob(b"x"), 1, "q.file"),
    )
    assert set(places(store, "needle")) == {
        *("q.note", "q.table", "risk", "control", "risk2", "risk3", "risk4", "q.remarked", "q.file")
    }


def test_titles_come_first_then_what_was_typed_last(store: Store, keep: Keep) -> None:
    title = "Case management in Lviv"
    keep("a", Answer("one", "case management"), title=title)
    keep("b", Answer("two", "case work"), title="Other")
    store.search("case")
    keep("c", title="Case files")
    found = [(found.assessment, found.place) for found in store.search("case")]
    assert found == [("c", ""), ("a", ""), ("b", "two"), ("a", "one")]
    assert store.search("lviv")[0] == Found("a", "", "Case management in Lviv REF-a", title)
    assert len(store.search("case", limit=2)) == 2


def test_what_was_changed_or_taken_out_is_no_longer_found(store: Store, keep: Keep) -> None:
    kept = keep("a", Answer("q", "first words"), Answer("r", "first words"))
    assert places(store, "first") == ["r", "q"]
    change = Change(kept.answers["q"], Answer("q", "second words"))
    store.commit("a", Step("answer", (change, Change(kept.answers["r"], None))), **LATER)
    assert places(store, "first") == []
    assert places(store, "second") == ["q"]


def test_what_was_kept_after_a_deletion_is_found(store: Store, keep: Keep) -> None:
    """Positions of the history are used again; the index must not skip those."""
    keep("a")
    keep("b", *(Answer(f"q{n}", "gone") for n in range(5)))
    store.search("x")
    store.delete("b")
    keep("c", Answer("q", "found"))
    assert places(store, "found") == ["q"]
    assert places(store, "gone") == []


def test_a_deletion_loses_nothing_that_the_index_does_not_know_yet(
    store: Store, keep: Keep
) -> None:
    keep("a", Answer("q", "found"))
    keep("b", Answer("q", "gone"))
    store.delete("b")
    assert places(store, "found") == ["q"]


def test_a_short_word_is_looked_for_in_all_titles_and_the_newest_texts(
    store: Store, keep: Keep
) -> None:
    keep("a", title="QX")
    assert FEW_LETTERS_LOOK_BACK > 1000
    assert [found.assessment for found in store.search("qx")] == ["a"]


def test_an_excerpt_shows_the_words_around() -> None:
    text = "word " * 50 + "the NEEDLE here " + "more " * 50
    shown = excerpt(text, ["needle"])
    assert "the NEEDLE here" in shown
    assert shown.startswith("…word")
    assert shown.endswith("more…")
    assert len(shown) < 130
    assert excerpt("short\n text", ["text"]) == "short text"
    assert "NEEDLE" in excerpt("x" * 500 + "NEEDLE" + "y" * 500, ["needle"])
