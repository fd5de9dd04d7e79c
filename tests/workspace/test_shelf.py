"""The shelf: what is here, what comes and goes, and the very form of every assessment."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpia_wizard.core.model import Answer, Assessment, Decision, PackRef, Risk, Row, pin, pinned
from dpia_wizard.core.remap import with_matrix
from dpia_wizard.core.summary import Summary
from dpia_wizard.errors import NotAllowed, PackFault, UserError
from dpia_wizard.packs.archive import archive_of
from dpia_wizard.packs.load import load_matrix_and_ref, load_pack
from dpia_wizard.workspace import library as library_module
from dpia_wizard.workspace import shelf as shelf_module
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.matrices import preview_matrix, use_matrix
from dpia_wizard.workspace.shelf import FormNotHere, edition_order, grouped
from tests.small_packs import ANOTHER, RECORD, small_archive, small_pack

PASSPHRASE = "marmalade otter lighthouse quietly"  # noqa: S105 -- of libraries in tmp_path


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made, _groups = Library.create(tmp_path / "library", PASSPHRASE)
    yield made
    if made.store._connection is not None:  # not opened again meanwhile
        made.close()


def again(library: Library) -> Library:
    """The same library in a program that was started anew."""
    library.close()
    return Library.open(library.folder, PASSPHRASE)


def ship(monkeypatch: pytest.MonkeyPatch, pack: object) -> None:
    """Let the program ship *pack* from now on."""
    monkeypatch.setattr(library_module, "shipped_pack", lambda: pack)


def test_the_shipped_form_is_on_the_shelf(library: Library) -> None:
    (shelved,) = library.shelf.forms()
    assert shelved.ref == load_pack().ref
    assert (shelved.source, shelved.used, shelved.can_go) == ("shipped", 0, False)
    library.new("Cash list")
    (shelved,) = library.shelf.forms()
    assert shelved.used == 1


def test_a_form_is_installed_from_a_file_and_used(library: Library, tmp_path: Path) -> None:
    file = small_archive(tmp_path, "1")
    installed = library.shelf.install(file)
    assert (installed.pack.title, installed.was_here) == (
        "A small form with every kind of question",
        False,
    )
    assert [s.ref.id for s in library.shelf.to_begin_with()][1:] == ["every-kind"]
    id = library.new("Helpline", form="every-kind")
    library = again(library)
    with library:
        editing = library.open_assessment(id)
        assert editing.pack.ref == installed.pack.ref
        assert "safeguards.elements" in editing.pack.form.by_id
        assert library.list()[0].summary.title == "Helpline"
        assert library.shelf.install(file.read_bytes()).was_here


def test_an_assessment_keeps_its_form_after_the_program_ships_a_newer_one(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = small_pack(tmp_path, "1"), small_pack(tmp_path, "2", *ANOTHER)
    ship(monkeypatch, first)
    id = library.new("Helpline")
    library.open_assessment(id).answer("record.triggers", value=("photos",))
    ship(monkeypatch, second)
    with again(library) as library:
        editing = library.open_assessment(id)
        assert editing.pack == first
        assert editing.pack.made(editing.assessment)
        assert library.open_assessment(library.new("Later")).pack == second
        assert library.shelf.newer(first.ref) == second.ref
        assert library.shelf.newer(second.ref) is None
        kept = {shelved.ref: shelved.source for shelved in library.shelf.forms()}
        assert kept == {second.ref: "shipped", first.ref: "kept"}
        assert [s.ref for s in library.shelf.to_begin_with()] == [second.ref]


def test_a_move_to_a_newer_edition_is_one_step_that_undo_takes_back(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = small_pack(tmp_path, "1"), small_pack(tmp_path, "2", *ANOTHER)
    ship(monkeypatch, first)
    id = library.new("Helpline")
    library.open_assessment(id).answer("record.triggers", value=("photos", "biometrics"))
    ship(monkeypatch, second)
    with again(library) as library:
        editing = library.open_assessment(id)
        before = editing.assessment
        shown = editing.preview_form(library.move(before, second.ref))
        told = {(d.note, d.id) for d in shown.differences}
        assert {
            ("set_aside", "record.triggers"),
            ("asked", "safeguards.basis"),
            ("moved", "record.identifiable"),
            ("words", "record.children"),
            ("words", "R20"),
        } <= told
        step = editing.use_form(shown)
        assert step is not None
        assert editing.pack == second
        assert "safeguards.basis" in editing.seen.active
        assert editing.assessment.value("record.triggers") == ("biometrics",)
        assert library.open_assessment(id).assessment == editing.assessment
        editing.undo()
        assert (editing.pack, editing.assessment) == (first, before)
        editing.redo()
        assert (editing.pack, editing.assessment.form) == (second, second.ref)
        assert [entry.name for entry in library.store.history(id)][-3:] == [step.name] * 3


def test_a_preview_of_yesterday_is_not_carried_out(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ship(monkeypatch, small_pack(tmp_path, "1"))
    editing = library.open_assessment(library.new("Helpline"))
    second = small_pack(tmp_path, "2", *ANOTHER)
    shown = editing.preview_form(second)
    editing.answer("record.triggers", value=("photos",))
    with pytest.raises(NotAllowed, match="changed since"):
        editing.use_form(shown)


def test_a_move_to_a_form_that_is_gone_changes_nothing(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ship(monkeypatch, small_pack(tmp_path, "1"))
    editing = library.open_assessment(library.new("Helpline"))
    before = editing.assessment
    shown = editing.preview_form(small_pack(tmp_path, "2", *ANOTHER))
    with pytest.raises(UserError, match="not installed in edition 2"):
        editing.use_form(shown)
    assert editing.assessment == before
    assert library.store.load(before.id) == before


def test_the_matrix_of_an_assessment_is_kept_with_it(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when the program later ships the same matrix with other content, or without it."""
    id = library.new("Cash list")
    editing = library.open_assessment(id)
    matrix, ref = load_matrix_and_ref("ico-3x3")
    editing.put("use another matrix", pin("matrix", ref))
    assert editing.pack.matrix == matrix
    monkeypatch.setattr(shelf_module, "matrix_here", lambda _id: None)
    own = load_pack()
    newer = replace(own.matrix, tolerance=own.matrix.levels[0].id)
    changed = replace(own, matrix=newer, matrix_ref=replace(own.matrix_ref, fingerprint="9" * 64))
    ship(monkeypatch, changed)
    with again(library) as library:
        opened = library.open_assessment(id)
        assert opened.pack == with_matrix(own, matrix, ref)
        opened.put("use another matrix", pin("matrix", own.matrix_ref))
        assert opened.pack.matrix == own.matrix


def test_an_assessment_made_with_another_content_is_refused_and_told(
    library: Library, tmp_path: Path
) -> None:
    shipped = load_pack()
    elsewhere = replace(shipped.ref, fingerprint="f" * 64)
    mine = library.store.load(library.new("Cash list"))
    foreign = replace(mine, id="foreign", pins=pinned(elsewhere, shipped.matrix_ref))
    with pytest.raises(UserError, match="is not installed in edition"):
        library.add(foreign)
    assert [line.id for line in library.list()] == [mine.id]
    matrix = PackRef("own-matrix", "3", "e" * 64)
    with pytest.raises(UserError, match=r"matrix own-matrix of this assessment, edition 3"):
        library.add(replace(mine, id="foreign", pins=pinned(shipped.ref, matrix)))


def test_the_same_edition_with_another_content_is_refused(library: Library, tmp_path: Path) -> None:
    library.shelf.install(small_archive(tmp_path, "1"))
    (tmp_path / "another").mkdir()
    other = small_archive(tmp_path / "another", "1", *ANOTHER)
    with pytest.raises(UserError, match="Edition 1 of every-kind is here already"):
        library.shelf.install(other)
    assert len(library.shelf.forms()) == 2


def test_a_form_that_says_it_is_the_shipped_one_is_refused(
    library: Library, tmp_path: Path
) -> None:
    shipped = load_pack()
    file = small_archive(tmp_path, shipped.ref.edition, id=shipped.ref.id)
    with pytest.raises(UserError, match="is here already, and it is not the same"):
        library.shelf.install(file)


def test_every_fault_of_a_file_is_told_and_nothing_is_installed(
    library: Library, tmp_path: Path
) -> None:
    good = small_archive(tmp_path, "1")
    broken = tmp_path / "broken.zip"
    with zipfile.ZipFile(good) as whole, zipfile.ZipFile(broken, "w") as file:
        for name in whole.namelist():
            data = whole.read(name)
            if name == RECORD:
                data = data.replace(b"kind: date", b"kind: day").replace(b"kind: ypnu", b"kind: x")
            file.writestr(name, data)
    with pytest.raises(PackFault) as told:
        library.shelf.install(broken)
    assert len(told.value.faults) >= 2
    for data in (b"", b"PK\x05\x06" + bytes(18), b"%PDF-1.7", good.read_bytes()[:-30]):
        with pytest.raises(PackFault):
            library.shelf.install(data)
    for path in (tmp_path / "nothing.zip", tmp_path):
        with pytest.raises(UserError):
            library.shelf.install(path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.zip")
        with pytest.raises(UserError, match="is not a file"):
            library.shelf.install(tmp_path / "pipe.zip")
    assert library.store.kept_packs() == ()


def test_a_form_goes_only_when_no_assessment_is_made_with_it(
    library: Library, tmp_path: Path
) -> None:
    ref = library.shelf.install(small_archive(tmp_path, "1")).pack.ref
    id = library.new("Helpline", form="every-kind")
    (shelved,) = (s for s in library.shelf.forms() if s.ref == ref)
    assert (shelved.used, shelved.can_go) == (1, False)
    with pytest.raises(UserError, match="is made with this form"):
        library.shelf.remove(ref)
    assert library.open_assessment(id).pack.ref == ref
    library.delete(id)
    library.shelf.remove(ref)
    assert ref not in [s.ref for s in library.shelf.forms()]
    with pytest.raises(UserError, match="not installed"):
        library.shelf.pack(ref)
    with pytest.raises(UserError, match="came with the program"):
        library.shelf.remove(load_pack().ref)


def test_a_form_is_named_by_id_and_edition(library: Library, tmp_path: Path) -> None:
    for edition in ("9", "10"):
        library.shelf.install(small_archive(tmp_path, edition))
    assert library.shelf.named("every-kind").ref.edition == "10"
    assert library.shelf.named("every-kind@9").ref.edition == "9"
    assert library.shelf.named("") == load_pack()
    for name in ("every-kinds", "every-kind@8"):
        with pytest.raises(UserError, match="Those that are here: child-protection"):
            library.shelf.named(name)


def test_a_form_is_kept_once_however_many_assessments_are_made_with_it(library: Library) -> None:
    for number in range(3):
        library.new(f"Assessment {number}")
    (row,) = library.store.kept_packs()
    assert row.ref == load_pack().ref
    assert library.store.pack_archive(row.ref.fingerprint) == archive_of(load_pack())


def test_a_copy_of_an_assessment_is_made_with_the_same_form(
    library: Library, tmp_path: Path
) -> None:
    library.shelf.install(small_archive(tmp_path, "1"))
    id = library.new("Helpline", form="every-kind")
    copy = library.store.load(library.duplicate(id, "Copy"))
    assert copy.pins == library.store.load(id).pins


def test_answers_of_a_form_are_found_by_the_search_after_a_move(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ship(monkeypatch, small_pack(tmp_path, "1"))
    id = library.new("Helpline")
    library.open_assessment(id).put("answer", Answer("record.area", "Two hromadas"))
    gone = ("sections/00-record.yaml", "kind: text\n    optional: true", "kind: date")
    second = small_pack(tmp_path, "2", gone)
    ship(monkeypatch, second)
    with again(library) as library:
        editing = library.open_assessment(id)
        editing.use_form(editing.preview_form(second))
        assert editing.assessment.answers["record.area"].aside == "Two hromadas"
        assert [found.place for found in library.search("hromadas")] == ["record.area"]


def test_an_assessment_whose_edition_is_lost_moves_to_one_that_is_here(
    library: Library, tmp_path: Path
) -> None:
    """Of a library made before forms were kept in it."""
    library.shelf.install(small_archive(tmp_path, "2", *ANOTHER))
    target = library.shelf.named("every-kind").ref
    mine = library.store.load(library.new("Helpline", form="every-kind"))
    lost = PackRef("every-kind", "1", "1" * 64)
    answers = {
        **mine.answers,
        "record.triggers": Answer("record.triggers", ("photos",)),
        "gone.too": Answer("gone.too", "Still here"),
    }
    older = replace(mine, id="older", pins=pinned(lost, mine.matrix), answers=answers)
    library.store.add(older, Summary("Older", "R"), at="2026-01-01T08:00:00", by="Officer")
    with pytest.raises(FormNotHere) as told:
        library.open_assessment("older")
    assert told.value.ref == lost
    found = library.unfitting("older", target)
    assert (found.set_aside, found.left, found.gone) == (("record.triggers",), ("gone.too",), ())
    assert library.store.load("older") == older
    library.adopt("older", target)
    editing = library.open_assessment("older")
    assert editing.assessment.form == target
    assert editing.assessment.answers["record.triggers"].aside == ("photos",)
    assert editing.assessment.answers["gone.too"].value == "Still here"
    sent = replace(
        older, id="sent", decisions={"d": Decision("d", "sent", "Officer", "2026-01-02")}
    )
    library.store.add(sent, Summary("Sent", "R"), at="2026-01-01T08:00:00", by="Officer")
    with pytest.raises(NotAllowed, match="closed for changes"):
        library.adopt("sent", target)


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=4), st.integers(0, 3))
def test_editions_are_ordered_as_numbers(numbers: list[int], place: int) -> None:
    place = min(place, len(numbers) - 1)
    higher = [n + (at == place) for at, n in enumerate(numbers)]
    texts = [".".join(map(str, edition)) for edition in (numbers, higher)]
    assert edition_order(texts[0]) < edition_order(texts[1])


def test_an_edition_with_a_word_comes_before_the_one_without() -> None:
    ordered = ["1.9", "1.10", "2.0-beta", "2.0-rc1", "2-rc2", "2.0", "2.0.1", "2.1-rc1", "2.1"]
    turned = [*reversed(ordered)]
    assert sorted(turned, key=edition_order) == ordered


def test_noughts_at_the_end_of_an_edition_say_nothing() -> None:
    assert edition_order("2.0") == edition_order("2") == edition_order("2.0.0")
    assert edition_order("2.0-rc1") == edition_order("2-RC1")


def lost(library: Library, id: str, made: Assessment, *rows: Row) -> PackRef:
    """Keep *made* as *id*, of an edition that is not here; gives the form that is."""
    pins = pinned(PackRef(load_pack().ref.id, "0.1", "1" * 64), made.matrix)
    older = replace(made, id=id, pins=pins, rows={row.id: row for row in rows})
    library.store.add(older, Summary("Older", "R"), at="2026-01-01T08:00:00", by="Officer")
    return load_pack().ref


def test_an_assessment_whose_edition_is_lost_keeps_the_matrix_that_it_uses(
    library: Library,
) -> None:
    editing = library.open_assessment(library.new("Helpline"))
    other = with_matrix(editing.pack, *load_matrix_and_ref("ico-3x3"))
    shown = preview_matrix(editing, other.matrix, other.matrix_ref)
    use_matrix(editing, shown, reason="The donor asks", told=lambda move: "moved")
    editing.put("rate", Risk("own", likelihood="probable", severity="severe"))
    was = editing.rated("own")
    assert was is not None
    assert was.level != "none"
    target = lost(library, "older", editing.assessment)
    library.adopt("older", target)
    after = library.open_assessment("older")
    assert (after.assessment.form, after.assessment.matrix) == (target, other.matrix_ref)
    now = after.rated("own")
    assert now is not None
    assert now.level == was.level
    assert after.undo() is None
    own = replace(editing.assessment, pins=pinned(target, PackRef("gone", "1", "3" * 64)))
    library.adopt("gone", lost(library, "gone", own))
    assert library.open_assessment("gone").assessment.matrix == load_pack().matrix_ref


def test_rows_that_do_not_fit_are_set_aside_when_the_edition_is_lost(library: Library) -> None:
    made = library.store.load(library.new("Helpline"))
    text, table, person = (
        next(q for q in load_pack().form.by_id.values() if q.kind == kind)
        for kind in ("text", "table", "person")
    )
    column = next(column.id for column in table.columns if column.kind == "text")
    misplaced = Row("r1", text.id, 0, {"name": "work of a team"})
    named = Row(text.id, text.id, 0, {"name": "Ada"})
    fits = Row("r2", table.id, 0, {column: "a list"})
    lead = Row(person.id, person.id, 0, {"name": "Bea"})
    library.adopt("older", lost(library, "older", made, misplaced, named, fits, lead))
    after = library.open_assessment("older").assessment
    assert after.rows_of(text.id) == ()
    assert after.rows["r1"] == replace(misplaced, question=f"~table~{text.id}")
    assert {row.cells.get("name") for row in after.rows.values()} >= {"Ada", "Bea"}
    assert (after.rows_of(table.id), after.rows_of(person.id)) == ((fits,), (lead,))


def test_a_fingerprint_is_shown_in_groups_of_four() -> None:
    assert grouped("0a1b2c3d") == "0A1B 2C3D"
