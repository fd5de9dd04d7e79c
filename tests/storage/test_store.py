"""What is kept is kept whole, in order, and comes back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dpia_wizard.core.chain import Anchor
from dpia_wizard.core.change import Change, Step, apply
from dpia_wizard.core.model import (
    Action,
    Answer,
    Assessment,
    Attachment,
    Control,
    Decision,
    Link,
    PackRef,
    Rating,
    Record,
    Remark,
    Risk,
    Row,
    pinned,
)
from dpia_wizard.core.summary import Summary
from dpia_wizard.errors import UserError
from dpia_wizard.storage.connection import IntegrityError
from dpia_wizard.storage.history import HistoryEnd
from dpia_wizard.storage.store import LARGEST_BLOB, Store

if TYPE_CHECKING:
    from .conftest import Keep

LATER = {"at": "2026-02-01T09:00:00", "by": "Supervisor"}

TODAY = "2026-02-01"

PINS = pinned(PackRef("form", "1", "f"), PackRef("matrix", "2", "m"))
ORDERS = ("worst", "title", "changed", "review")

ONE_OF_EACH: tuple[Record, ...] = (
    Answer("purpose.aim", "Protéger 👩‍👧 · حماية الأطفال", note="seen\x00\n\t'\"--"),
    Answer("purpose.count", 350),
    Answer("purpose.groups", ("girls", "boys")),
    Answer("purpose.nothing"),
    Row("row1", "inventory", 2, {"name": "Case file", "where": ("laptop", "paper"), "note": ""}),
    Risk("exposure", severity="severe", irreversible=True, avoided=True),
    Control("encryption", status="partly", due="2026-05-01"),
    Link("exposure encryption", "exposure", "encryption", "both", "strong", "reason"),
    Action("action1", "Encrypt all laptops", blocks_start=True),
    Remark("remark1", "purpose.aim", "Say more", "Supervisor", "2026-01-05", settled=True),
    Decision("decision1", "sent", "Officer", "2026-01-06", until="2027-01-06"),
    Rating("rating1", "round1", "exposure", "ن.ع", "2026-01-06", "likely", "", "Two cases"),
)


def test_every_kind_of_record_comes_back_equal_after_opening_again(
    store: Store, keep: Keep, folder: Path, key: bytes
) -> None:
    sha256 = store.put_blob(b"%PDF-1.7")
    file = Attachment("file1", "Protocol.pdf", sha256, 8, "dpisp")
    kept = keep("a", *ONE_OF_EACH, file)
    store.close()
    with Store.open(folder, key) as opened:
        assert opened.load("a") == kept
        assert set(kept.answers.values()) >= set(ONE_OF_EACH[:4])
        assert kept.attachments == {"file1": file}
        assert kept.rows["row1"] == ONE_OF_EACH[4]
        assert opened.blob(sha256) == b"%PDF-1.7"


def test_an_assessment_is_added_with_the_records_it_has(store: Store, keep: Keep) -> None:
    whole = replace(keep("a", *ONE_OF_EACH), id="b")
    store.add(whole, Summary("B", "R"), **LATER)
    assert store.load("b") == whole


def test_a_step_is_kept_whole_or_not_at_all(store: Store, keep: Keep) -> None:
    before = keep("a", *ONE_OF_EACH)
    no_such_bytes = Attachment("file1", "lost.pdf", "0" * 64, 1)
    step = Step(
        "attach",
        (
            Change(None, Answer("new", "text")),
            Change(before.risks["exposure"], None),
            Change(None, no_such_bytes),
        ),
    )
    history = store.history("a")
    with pytest.raises(IntegrityError):
        store.commit("a", step, **LATER)
    assert store.load("a") == before
    assert store.history("a") == history


def test_the_history_tells_every_step_and_proves_the_state(store: Store, keep: Keep) -> None:
    state = keep("a", *ONE_OF_EACH)
    removal = Step("remove", (Change(state.answers["purpose.count"], None),))
    store.commit("a", removal, **LATER)
    store.add(replace(state, id="b"), Summary("B", "R"), **LATER)
    entries = store.history("a")
    assert [entry.name for entry in entries] == ["create", *["answer"] * len(ONE_OF_EACH), "remove"]
    assert (entries[-1].at, entries[-1].by) == (LATER["at"], LATER["by"])
    assert entries[-1].changes == removal.changes
    assert len({entry.id for entry in entries}) == len(entries)
    for id in ("a", "b"):
        kept = store.load(id)
        empty = replace(kept, **{name: {} for name in vars_of(kept)})
        changes = [change for entry in store.history(id) for change in entry.changes]
        assert apply(empty, *changes) == kept


def vars_of(assessment: object) -> list[str]:
    return [name for name in assessment.__slots__ if isinstance(getattr(assessment, name), dict)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history SET by = 'Somebody else'",
        "DELETE FROM history",
        "REPLACE INTO history SELECT * FROM history",
        "UPDATE OR REPLACE history SET position = 1",
    ],
)
def test_the_history_is_never_rewritten(store: Store, keep: Keep, statement: str) -> None:
    keep("a", *ONE_OF_EACH)
    before = store.history("a")
    with pytest.raises(IntegrityError, match="history"):
        store._connection.execute(statement)
    assert store.history("a") == before


def test_the_end_of_a_history_is_told_without_reading_it(store: Store, keep: Keep) -> None:
    keep("a", *ONE_OF_EACH)
    keep("b", ONE_OF_EACH[0])
    for id in ("a", "b"):
        entries = store.history(id)
        last = entries[-1]
        assert store.history_end(id) == HistoryEnd(len(entries), last.id, last.at, last.hash)


def test_a_change_makes_the_summary_stale_until_it_is_put_again(
    store: Store, keep: Keep, folder: Path, key: bytes
) -> None:
    keep("a")
    keep("b")
    assert store.stale(today=TODAY) == ()
    store.commit("b", Step("answer", (Change(None, Answer("q", "x")),)), **LATER)
    store.close()
    with Store.open(folder, key) as opened:
        assert opened.stale(today=TODAY) == ("b",)
        opened.put_summary("b", Summary("New title", "R"))
        assert opened.stale(today=TODAY) == ()
        (line,) = [line for line in opened.list() if line.id == "b"]
        assert line.summary == Summary("New title", "R")
        assert (line.changed_at, line.changed_by) == (LATER["at"], LATER["by"])


def test_a_summary_is_stale_after_its_last_good_day(store: Store, keep: Keep) -> None:
    keep("a")
    keep("b")
    for id, day in (("a", TODAY), ("b", "")):
        store.put_summary(id, Summary("T", "R", good_until=day))
    assert store.stale(today=TODAY) == ()
    assert store.stale(today="2026-02-02") == ("a",)


def test_the_list_shows_the_whole_summary(store: Store) -> None:
    line = Summary(
        title="حماية",
        reference="R-2",
        edition=2,
        stage="approved",
        stage_since="2026-03-01",
        depth="full",
        worst="critical",
        worst_rank=4,
        counts={"critical": 1, "none": 2},
        sections_done=3,
        sections_total=22,
        review_date="2027-01-01",
        remarks=5,
    )
    store.add(Assessment("z", "R-2", "2026-01-01", PINS), line, **LATER)
    (listed,) = store.list()
    assert listed.summary == line


def test_the_list_comes_in_the_order_asked_for(store: Store, keep: Keep) -> None:
    keep("a", title="élan", worst_rank=2, review_date="2027-05-01")
    keep("b", title="Zebra", worst_rank=4)
    keep("c", title="Éclair", worst_rank=1, review_date="2026-05-01")
    store.commit("c", Step("answer", (Change(None, Answer("q", "x")),)), **LATER)
    store.commit("a", Step("answer", (Change(None, Answer("q", "x")),)), at="2026-03-01", by="x")
    orders = {order: [line.id for line in store.list(order=order)] for order in ORDERS}
    assert orders == {
        "worst": ["b", "a", "c"],
        "title": ["c", "a", "b"],
        "changed": ["a", "c", "b"],
        "review": ["c", "a", "b"],
    }


def test_archived_assessments_are_listed_apart(store: Store, keep: Keep) -> None:
    keep("a")
    keep("b")
    store.archive("b", True)
    assert [line.id for line in store.list(archived=False)] == ["a"]
    assert [(line.id, line.archived) for line in store.list(archived=True)] == [("b", True)]
    assert len(store.list(archived=None)) == 2
    store.archive("b", False)
    assert store.list(archived=True) == ()


def test_the_place_where_one_stopped_is_kept_and_is_no_history(store: Store, keep: Keep) -> None:
    keep("a")
    before = store.history("a")
    assert store.place("a") == ""
    store.set_place("a", "purpose.aim")
    assert store.place("a") == "purpose.aim"
    assert store.list()[0].place == "purpose.aim"
    assert store.history("a") == before
    assert store.stale(today=TODAY) == ()


def test_a_file_stays_as_long_as_an_assessment_may_show_it_again(store: Store, keep: Keep) -> None:
    sha256 = store.put_blob(b"consent form")
    assert store.put_blob(b"consent form") == sha256
    file = Attachment("file1", "Consent.pdf", sha256, 12)
    keep("a", file)
    keep("b", file)
    store.commit("a", Step("remove", (Change(file, None),)), **LATER)
    store.delete("b")
    assert store.blob(sha256) == b"consent form"
    store.commit("a", Step("undo", (Change(None, file),)), **LATER)
    store.delete("a")
    with pytest.raises(UserError, match="not in the library"):
        store.blob(sha256)


def test_a_file_whose_record_was_never_kept_goes_when_the_library_closes(
    store: Store, keep: Keep, folder: Path, key: bytes
) -> None:
    kept = store.put_blob(b"consent form")
    keep("a", Attachment("file1", "Consent.pdf", kept, 12))
    lost = store.put_blob(b"of a step that failed")
    store.close()
    with Store.open(folder, key) as opened:
        assert opened.blob(kept) == b"consent form"
        with pytest.raises(UserError, match="not in the library"):
            opened.blob(lost)


def test_a_file_too_large_to_keep_is_refused(store: Store) -> None:
    store.put_blob(bytes(LARGEST_BLOB))
    with pytest.raises(UserError, match="20 MB"):
        store.put_blob(bytes(LARGEST_BLOB + 1))


def test_facts_about_the_library_are_kept(store: Store) -> None:
    assert store.setting("backup.last") is None
    store.put_setting("backup.last", "2026-02-01")
    store.put_setting("backup.last", "2026-02-02")
    assert store.setting("backup.last") == "2026-02-02"


def test_an_assessment_that_is_not_there_is_said_so(store: Store) -> None:
    for act in (
        lambda: store.load("x"),
        lambda: store.commit("x", Step("answer", (Change(None, Answer("q")),)), **LATER),
        lambda: store.put_summary("x", Summary("T", "R")),
        lambda: store.archive("x", True),
        lambda: store.delete("x"),
        lambda: store.history("x"),
        lambda: store.history_end("x"),
        lambda: store.written("x"),
        lambda: store.anchors("x"),
        lambda: store.leave_anchor("x", Anchor(1, "a" * 64, "report", "2026-11-22")),
        lambda: store.place("x"),
        lambda: store.set_place("x", "q"),
    ):
        with pytest.raises(UserError, match="no assessment x"):
            act()
    assert store.list(archived=None) == ()


def test_a_number_that_could_not_be_read_again_is_told_and_changes_nothing(
    store: Store, keep: Keep
) -> None:
    before = keep("a")
    for value in (2**63, -(2**63) - 1):
        with pytest.raises(UserError, match="too large"):
            store.commit("a", Step("answer", (Change(None, Answer("q", value)),)), **LATER)
    assert store.load("a") == before
    assert store.history("a")


def test_a_broken_character_is_told_and_changes_nothing(store: Store, keep: Keep) -> None:
    before = keep("a")
    for record in (
        Answer("q", "half \ud83d"),
        Answer("q", note="\udfff"),
        Risk("r", title="\ud800"),
    ):
        with pytest.raises(UserError, match="broken character"):
            store.commit("a", Step("answer", (Change(None, record),)), **LATER)
    assert store.load("a") == before
    assert store.stale(today=TODAY) == ()


@pytest.mark.parametrize(
    "record",
    [
        Link("l", "r", "c", "sideways"),  # type: ignore[arg-type]
        Risk("r", irreversible=2),  # type: ignore[arg-type]
        Row("r", "q", position="first"),  # type: ignore[arg-type]
        Answer(""),
    ],
)
def test_a_record_that_breaks_a_rule_of_the_library_is_our_bug_and_not_kept(
    store: Store, keep: Keep, record: Record
) -> None:
    before = keep("a")
    with pytest.raises(IntegrityError):
        store.commit("a", Step("answer", (Change(None, record),)), **LATER)
    assert store.load("a") == before


def test_closing_twice_is_no_trouble(store: Store) -> None:
    store.close()
    store.close()


def test_what_is_begun_in_a_form_is_found_again_until_it_is_forgotten(
    store: Store, keep: Keep, folder: Path, key: bytes
) -> None:
    before = keep("a", *ONE_OF_EACH)
    keep("b")
    history = store.history("a")
    words = {"reason": "Deux bureaux · مكتبان", "until": "2027-01-01"}
    store.put_draft("a", "raised exposure", {"reason": "Deux"})
    store.put_draft("a", "raised exposure", words)
    store.put_draft("b", "raised exposure", {"reason": "another"})
    store.close()
    with Store.open(folder, key) as opened:
        assert opened.drafts("a") == {"raised exposure": words}
        assert (opened.load("a"), opened.history("a")) == (before, history)
        opened.put_draft("a", "raised exposure", {})
        assert opened.drafts("a") == {}
        opened.delete("b")
        left = opened._connection.execute("SELECT count(*) FROM drafts").fetchone()
        assert left == (0,)


def test_a_draft_belongs_to_an_assessment_that_is_there(store: Store) -> None:
    with pytest.raises(UserError):
        store.put_draft("nowhere", "raised exposure", {"reason": "words"})
