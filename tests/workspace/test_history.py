"""The history of a real library: listed, checked against what was printed, compared by moments."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from dpia_wizard.core.chain import START, Anchor, Written, next_hash
from dpia_wizard.core.change import Change, Step
from dpia_wizard.core.compare import Place, compare
from dpia_wizard.core.history import number_of_last_word
from dpia_wizard.core.model import Assessment, Decision, SignOff
from dpia_wizard.crypto import open_with_passphrase
from dpia_wizard.errors import UserError
from dpia_wizard.report.anchor import anchor_in, assessment_in
from dpia_wizard.report.record import NAME
from dpia_wizard.storage.connection import IntegrityError
from dpia_wizard.storage.names import DATABASE, KEYS
from dpia_wizard.storage.store import Store
from dpia_wizard.workspace.editing import Editing
from dpia_wizard.workspace.history import (
    check_history,
    history_list,
    number_named,
    report_went_out,
    states,
)
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.reports import make_report

RELEASED = Path(__file__).parents[1] / "files" / "libraries"
PHRASE = "four words of mine"
SIGN_OFF = SignOff("s1", "head", "أحمد", "Head", "A", "2026-11-22", "0" * 64, "1" * 64, "M", "A")


def compared(library: Library, id: str, first: int, last: int | None = None) -> tuple[Place, ...]:
    """What is another after the entry *last* (the newest) than after the entry *first*."""
    newest = len(library.store.history(id)) if last is None else last
    return compare(*states(library, id, first, newest))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made, _groups = Library.create(tmp_path / "library", PHRASE)
    yield made
    if made.store._connection is not None:  # where a test did not close it
        made.close()


@pytest.fixture
def editing(library: Library) -> Editing:
    """An assessment with eight entries."""
    opened = library.open_assessment(library.new("Cash list"), by="Olena")
    for number in range(1, 6):
        opened.answer("programme.caseload", value=number)
    opened.add_row("programme.links", name="Cash list")
    opened.remark("programme.aim", "Say more", by="Supervisor")
    return opened


def anchor(library: Library, id: str, number: int) -> Anchor:
    return Anchor(number, library.store.history(id)[number - 1].hash)


def by_hand(library: Library, *statements: tuple[str, tuple[object, ...]]) -> None:
    """What somebody does who knows the key and not this program."""
    connection = library.store._connection
    connection.execute("PRAGMA foreign_keys = OFF")
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    kept = [row for row in triggers.fetchall() if row[0].startswith(("history", "an"))]
    for name, _sql in kept:
        connection.execute(f"DROP TRIGGER {name}")
    for statement, values in statements:
        assert connection.execute(statement, values).rowcount
    for _name, sql in kept:
        connection.execute(sql)


def tied_anew(library: Library, id: str) -> None:
    """Give every entry the hash that follows from those before it, as the program would."""
    before, statements = START, []
    rows = library.store._connection.execute(
        "SELECT id, at, by, name, changes FROM history WHERE assessment = ? ORDER BY position",
        (id,),
    ).fetchall()
    for row in rows:
        before = next_hash(before, id, Written(*row))
        statements.append(("UPDATE history SET hash = ? WHERE id = ?", (before, row[0])))
    by_hand(library, *statements)


# The chain


def test_what_people_do_is_tied_as_it_is_kept(library: Library, editing: Editing) -> None:
    id = editing.assessment.id
    found = check_history(library, id)
    assert found.is_whole
    assert found.verdict.entries == len(history_list(library, id)) == 8
    assert found.verdict.hash == library.store.history_end(id).hash
    assert (found.verdict.vouched, found.verdict.remembered) == (0, 0)


def test_opening_an_assessment_changes_no_date_and_adds_no_entry(
    library: Library, editing: Editing, tmp_path: Path
) -> None:
    id = editing.assessment.id
    before = library.store.history(id), library.list()[0].changed_at
    opened = library.open_assessment(id, by="Somebody else")
    assert opened.seen
    assert opened.sections
    assert opened.risks == ()
    compared(library, id, 1, 2)
    check_history(library, id)
    make_report(opened, language="en", library=library)
    assert (library.store.history(id), library.list()[0].changed_at) == before
    library.close()
    with Library.open(tmp_path / "library", PHRASE) as again:
        again.open_assessment(id)
        assert (again.store.history(id), again.list()[0].changed_at) == before


TAMPERING = {
    "a change": ("UPDATE history SET changes = '[]' WHERE id = ?", 4),
    "a name": ("UPDATE history SET by = 'Somebody else' WHERE id = ?", 5),
    "a moment": ("UPDATE history SET at = '2020-01-01T00:00:00' WHERE id = ?", 2),
    "a hash": ("UPDATE history SET hash = lower(hex(randomblob(32))) WHERE id = ?", 3),
    "bytes that are no text": ("UPDATE history SET by = CAST(X'ff' AS TEXT) WHERE id = ?", 7),
    "an entry taken out": ("DELETE FROM history WHERE id = ?", 6),
}


@pytest.mark.parametrize(("statement", "number"), TAMPERING.values(), ids=TAMPERING)
def test_a_history_altered_in_the_file_is_broken_at_that_entry(
    library: Library, editing: Editing, statement: str, number: int
) -> None:
    id = editing.assessment.id
    by_hand(library, (statement, (library.store.history(id)[number - 1].id,)))
    found = check_history(library, id).verdict.broken
    assert found is not None
    assert found.place == number
    assert found.entry is not None


def test_a_history_rewritten_as_a_whole_is_found_by_what_a_report_says(
    library: Library, editing: Editing
) -> None:
    id = editing.assessment.id
    printed = anchor_in(make_report(editing, language="en", library=library).pdf)
    assert printed is not None
    editing.answer("programme.caseload", value=99)
    entry = library.store.history(id)[3].id
    by_hand(library, ("UPDATE history SET by = 'Somebody else' WHERE id = ?", (entry,)))
    by_hand(library, ("DELETE FROM anchors WHERE assessment = ?", (id,)))
    tied_anew(library, id)
    assert check_history(library, id).is_whole  # as far as the library itself can know
    found = check_history(library, id, [printed]).verdict.broken
    assert found is not None
    assert found.kind == "rewritten"
    assert found.first <= 4 <= found.place == printed.entries


@pytest.mark.parametrize("inside", [b"[1]", b"{", b'{"id": "x"}'])
@pytest.mark.parametrize("names", [5, "no tree"])
def test_a_hostile_report_says_of_which_assessment_it_is_or_is_refused(
    inside: bytes, names: object
) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.attachments[NAME] = inside
        whole = io.BytesIO()
        pdf.save(whole)
        pdf.Root.Names = pikepdf.Dictionary(EmbeddedFiles=names)
        broken = io.BytesIO()
        pdf.save(broken)
    for file in (whole, broken):
        try:
            assert assessment_in(file.getvalue()) in ("", "x")
        except UserError as error:
            assert "no PDF that can be read" in str(error)  # noqa: PT017 -- either will do


def test_an_older_copy_of_the_whole_library_is_found_by_what_a_report_says(
    library: Library, editing: Editing, tmp_path: Path
) -> None:
    id = editing.assessment.id
    library.store.copy_to(tmp_path / "kept")
    editing.answer("programme.caseload", value=99)
    printed = anchor_in(make_report(editing, language="ar", library=library).pdf)
    assert printed is not None
    library.close()
    shutil.copy(next((tmp_path / "kept").rglob(DATABASE)), tmp_path / "library" / DATABASE)
    with Library.open(tmp_path / "library", PHRASE) as older:
        assert check_history(older, id).is_whole
        found = check_history(older, id, [printed]).verdict.broken
    assert found is not None
    assert (found.kind, found.place) == ("cut", 9)


def test_records_that_are_not_what_the_history_leads_to_are_named(
    library: Library, editing: Editing
) -> None:
    id = editing.assessment.id
    statement = "UPDATE answers SET value = '7' WHERE assessment = ? AND id = 'programme.caseload'"
    by_hand(library, (statement, (id,)))
    found = check_history(library, id)
    assert found.verdict.is_whole
    assert not found.is_whole
    assert found.astray == (("answers", "programme.caseload"),)


@pytest.mark.parametrize("changes", ['{"a": 1}', "[7]", '[{"collection": "risks"}]', "7"])
def test_an_entry_that_cannot_be_read_is_told_and_breaks_nothing(
    library: Library, editing: Editing, changes: str
) -> None:
    id = editing.assessment.id
    entry = library.store.history(id)[-1].id
    by_hand(library, ("UPDATE history SET changes = ? WHERE id = ?", (changes, entry)))
    tied_anew(library, id)
    found = check_history(library, id)
    assert found.verdict.is_whole  # as far as the chain can know
    assert not found.is_whole
    listed = history_list(library, id)
    assert [one.id for one in listed] == [one.id for one in library.store.written(id)]
    assert [bool(one.changes) for one in listed] == [True] * (len(listed) - 1) + [False]
    assert compared(library, id, 0, len(listed))


@pytest.mark.parametrize("released", sorted(RELEASED.glob("format-*")), ids=lambda path: path.name)
def test_every_released_library_has_a_history_that_holds(released: Path, tmp_path: Path) -> None:
    for name in (DATABASE, KEYS):
        (tmp_path / name).write_bytes((released / name).read_bytes())
    passphrase = (released / "passphrase.txt").read_text("utf-8").strip()
    with Library.open(tmp_path, passphrase) as library:
        (line,) = library.store.list()
        found = check_history(library, line.id)
        assert (found.is_whole, found.verdict.entries) == (True, 2)
        step = Step("decide", (Change(None, Decision("d9", "sent", "Officer", "2026-11-23")),))
        library.store.commit(line.id, step, at="2026-11-23T09:00:00", by="Officer")
        assert check_history(library, line.id).is_whole


def test_an_old_library_is_tied_by_the_way_that_is_used_today(tmp_path: Path) -> None:
    for name in (DATABASE, KEYS):
        (tmp_path / name).write_bytes((RELEASED / "format-1" / name).read_bytes())
    passphrase = (RELEASED / "format-1" / "passphrase.txt").read_text("utf-8").strip()
    key = open_with_passphrase((tmp_path / KEYS).read_bytes(), passphrase)
    with Store.open(tmp_path, key) as store:
        (line,) = store.list()
        before = START
        for entry in store.written(line.id):
            before = next_hash(before, line.id, entry)
            assert entry.hash == before


# Anchors


def test_a_report_that_goes_out_is_remembered_once(library: Library, editing: Editing) -> None:
    id = editing.assessment.id
    pdf = make_report(editing, language="en", library=library).pdf
    make_report(editing, language="ar", library=library)
    report_went_out(library, id, pdf)
    (left,) = library.store.anchors(id)
    end = library.store.history_end(id)
    assert (left.entries, left.hash, left.why) == (end.entries, end.hash, "report")
    assert check_history(library, id).verdict.remembered == end.entries


def test_a_sign_off_is_remembered_with_the_history_that_it_ends(
    library: Library, editing: Editing
) -> None:
    id = editing.assessment.id
    step = Step("sign off", (Change(None, SIGN_OFF),))
    library.store.commit(id, step, at="2026-11-22T10:00:00", by="أحمد")
    (left,) = library.store.anchors(id)
    end = library.store.history_end(id)
    assert left == Anchor(end.entries, end.hash, "signed", "2026-11-22T10:00:00")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE anchors SET entries = 1",
        "DELETE FROM anchors",
        "REPLACE INTO anchors SELECT * FROM anchors",
    ],
)
def test_an_anchor_stays_as_it_was_left(library: Library, editing: Editing, statement: str) -> None:
    id = editing.assessment.id
    library.store.leave_anchor(id, anchor(library, id, 8))
    before = library.store.anchors(id)
    with pytest.raises(IntegrityError, match="anchor"):
        library.store._connection.execute(statement)
    assert library.store.anchors(id) == before
    library.delete(id)
    rows = library.store._connection.execute("SELECT count(*) FROM anchors").fetchone()
    assert rows == (0,)


def test_a_page_for_others_carries_no_history(library: Library, editing: Editing) -> None:
    assert anchor_in(make_report(editing, language="en").pdf) is None
    report_went_out(library, editing.assessment.id, make_report(editing, language="en").pdf)
    assert library.store.anchors(editing.assessment.id) == ()
    with pytest.raises(UserError):
        anchor_in(b"no PDF")


# Two moments


def test_every_moment_is_built_anew_from_the_history(library: Library, editing: Editing) -> None:
    id = editing.assessment.id
    stood: list[Assessment] = [editing.assessment]
    for value in (10, None, 12):
        editing.answer("programme.caseload", value=value)
        stood.append(editing.assessment)
    for number, one in enumerate(stood, 8):
        then, now = states(library, id, number, number)
        assert then.assessment == now.assessment == one
        assert compared(library, id, number, number) == ()
    empty, _whole = states(library, id, 0, 11)
    assert not empty.assessment.answers
    assert not empty.assessment.pins


def test_what_changed_since_an_entry_is_told_with_both_values(
    library: Library, editing: Editing
) -> None:
    editing.answer("programme.caseload", value=41)
    (place,) = compared(library, editing.assessment.id, 8)
    assert (place.kind, place.id) == ("question", "programme.caseload")
    (changed,) = place.changed
    assert [(part.name, part.before, part.after) for part in changed.parts] == [("value", 5, 41)]
    assert compared(library, editing.assessment.id, 9) == ()


def test_a_post_is_told_what_is_another_since_it_last_said_something(
    library: Library, editing: Editing
) -> None:
    id = editing.assessment.id
    assert number_of_last_word(history_list(library, id), "supervisor ") == 8
    editing.answer("programme.caseload", value=41)
    number = number_of_last_word(history_list(library, id), "Supervisor")
    assert [place.id for place in compared(library, editing.assessment.id, number)] == [
        "programme.caseload"
    ]
    for nobody in ("Head of office", ""):
        assert number_of_last_word(history_list(library, id), nobody) == 0


def test_a_moment_that_was_not_there_is_refused(library: Library, editing: Editing) -> None:
    with pytest.raises(UserError, match="entry 12"):
        compared(library, editing.assessment.id, 1, 12)


def test_a_moment_is_named_by_number_edition_or_sign_off(
    library: Library, editing: Editing
) -> None:
    id = editing.assessment.id
    for number, kind in enumerate(("sent", "approved", "reopened", "sent", "approved")):
        made = Decision(f"d{number}", kind, "Supervisor", f"2026-11-22T1{number}")
        step = Step("decide", (Change(None, made),))
        library.store.commit(id, step, at=made.at, by="")
    signed = Step("sign off", (Change(None, SIGN_OFF),))
    library.store.commit(id, signed, at="2026-11-23", by="")
    other = replace(SIGN_OFF, id="s2")
    library.store.commit(id, Step("sign off", (Change(None, other),)), at="2026-11-24", by="")
    entries = history_list(library, id)
    assert len(entries) == 15
    named = {
        "3": 3,
        "last": 15,
        "edition-1": 10,  # before it was opened again
        "edition-2": 15,
        "s1": 14,
        "head": 15,  # the newest in this role
    }
    assert {name: number_named(entries, name) for name in named} == named
    for name in ("edition-3", "edition-0", "author", "", "-1", "٣"):
        with pytest.raises(UserError):
            number_named(entries, name)
