"""A library: what it keeps for the team, whatever is in it and whenever it is opened."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

import dpia_wizard
from dpia_wizard.core.change import Change, Step
from dpia_wizard.core.history import Entry
from dpia_wizard.core.model import Answer, Control, Decision, PackRef, pinned
from dpia_wizard.core.summary import Summary
from dpia_wizard.core.workflow import MATRIX_CHANGED
from dpia_wizard.errors import UserError
from dpia_wizard.gui.settings import Settings, save
from dpia_wizard.storage.store import Store
from dpia_wizard.workspace.clock import World
from dpia_wizard.workspace.editing import Editing
from dpia_wizard.workspace.example import BEGUN, ExampleWorld, make_example
from dpia_wizard.workspace.library import Library, shipped_pack

PASSPHRASE = "marmalade otter lighthouse quietly"  # noqa: S105 -- of libraries in tmp_path


@dataclass(frozen=True, slots=True)
class Day(World):
    """A world in which it is one day."""

    day: str

    def today(self) -> str:
        return self.day


def verify_everything(editing: Editing, day: str) -> None:
    """Take up what is offered, everything at its worst, with strong controls seen on *day*."""
    editing.answer("screening.criteria", value=("sensitive", "vulnerable"))
    for offer in editing.offers:
        editing.take_up(offer.risk)
    matrix = editing.pack.matrix
    likelihood, severity = [*matrix.likelihood][-1], [*matrix.severity][-1]
    links = [replace(link, strength="strong") for link in editing.assessment.links.values()]
    controls = [
        Control(id, status="verified", evidence="Looked at", evidence_date=day)
        for id in {link.control for link in links}
    ]
    risks = [
        replace(risk, likelihood=likelihood, severity=severity)
        for risk in editing.assessment.risks.values()
    ]
    editing.put("rate a risk", *risks, *links, *controls)


def test_the_list_shows_the_levels_of_today_and_what_was_sent_stays_as_it_was(
    tmp_path: Path,
) -> None:
    library, _groups = Library.create(tmp_path / "library", PASSPHRASE, world=Day("2026-11-21"))
    with library:
        editing = library.open_assessment(library.new("Cash list"))
        verify_everything(editing, "2026-11-20")
        sent = library.duplicate(editing.assessment.id, "Sent")
        decision = Decision("sent", "sent", "Author", "2026-11-21T10:00:00")
        library.open_assessment(sent).put("decide", decision)
        before = {line.id: line.summary for line in library.list()}
    later = Library.open(tmp_path / "library", PASSPHRASE, world=Day("2028-11-21"))
    with later:
        now = {line.id: line.summary for line in later.list()}
        opened = {id: later.open_assessment(id).summary() for id in now}
    assert now == opened
    assert now[sent].counts == before[sent].counts
    assert now[editing.assessment.id].counts != before[editing.assessment.id].counts


def test_a_copy_says_why_another_matrix_is_used_and_nothing_else_that_was_decided(
    tmp_path: Path,
) -> None:
    library, _groups = Library.create(tmp_path / "library", PASSPHRASE)
    with library:
        editing = library.open_assessment(library.new("Cash list"))
        why = Decision("why", MATRIX_CHANGED, "Author", "2026-11-21T10:00:00", reason="The donor")
        sent = Decision("sent", "sent", "Author", "2026-11-21T10:00:00")
        editing.put("decide", why, sent)
        copy = library.store.load(library.duplicate(editing.assessment.id, "Copy"))
    assert copy.decisions == {"why": why}


def test_an_assessment_is_found_by_id_then_reference_then_title(tmp_path: Path) -> None:
    library, _groups = Library.create(tmp_path / "library", PASSPHRASE)
    with library:
        first = library.new("Cash list")
        reference = library.store.load(first).reference
        titled = library.new(reference)
        by_id = library.new(titled)
        assert library.find(reference) == first
        assert library.find(titled) == titled
        assert library.find("Cash list") == first
        again = library.new("Cash list")
        references = [library.store.load(id).reference for id in (first, again)]
        with pytest.raises(UserError, match="More than one assessment is called Cash list") as told:
            library.find("Cash list")
        assert all(reference in str(told.value) for reference in references)
        with pytest.raises(UserError, match="There is no assessment Helpline"):
            library.find("Helpline")
        twin = replace(library.store.load(by_id), id="twin")
        library.add(twin)
        with pytest.raises(UserError, match="twin") as told:
            library.find(twin.reference)
        assert by_id in str(told.value)


@pytest.mark.parametrize("said", ['"library.keys"', '"library.db"', "20 * 1024 * 1024"])
def test_the_names_and_the_largest_size_of_a_library_are_written_once(said: str) -> None:
    source = Path(dpia_wizard.__file__).parent
    assert [path.name for path in source.rglob("*.py") if said in path.read_text("utf-8")] == [
        "names.py"
    ]


def test_a_history_told_twice_has_the_same_entries(tmp_path: Path) -> None:
    def told(folder: Path) -> tuple[Entry, ...]:
        world = ExampleWorld()
        library, _groups = Library.create(folder, PASSPHRASE, world=world)
        with library:
            return library.store.history(make_example(library, world, BEGUN))

    assert told(tmp_path / "first") == told(tmp_path / "second")


def test_an_assessment_of_a_form_that_is_not_here_keeps_its_line_and_stops_nothing(
    tmp_path: Path,
) -> None:
    library, _groups = Library.create(tmp_path / "library", PASSPHRASE, world=Day("2026-11-21"))
    with library:
        mine = library.new("Cash list")
        pins = pinned(PackRef("of-another-office", "1", "f" * 64), shipped_pack().matrix_ref)
        foreign = replace(library.store.load(mine), id="foreign", pins=pins)
        when = {"at": "2026-11-21T10:00:00", "by": "Author"}
        library.store.add(foreign, Summary("Elsewhere", "R"), **when)
        change = Step("answer", (Change(None, Answer("q", "x")),))
        library.store.commit("foreign", change, **when)
        library.open_assessment(mine).answer("record.title", value="Cash list, new")
        assert {line.summary.title for line in library.list()} == {"Elsewhere", "Cash list, new"}
        with pytest.raises(UserError, match="of-another-office is not installed"):
            library.open_assessment("foreign")
    Library.open(tmp_path / "library", PASSPHRASE).close()


def test_a_library_is_let_go_even_when_summing_it_up_breaks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def trouble(store: Store, *, today: str) -> tuple[str, ...]:
        raise KeyError("of a pack that does not fit")

    library, _groups = Library.create(tmp_path / "library", PASSPHRASE)
    with monkeypatch.context() as broken:
        broken.setattr(Store, "stale", trouble)
        with pytest.raises(KeyError):
            library.close()
    Library.open(tmp_path / "library", PASSPHRASE).close()


@pytest.mark.parametrize("reference", ["DPIA-2026-x", "DPIA-2026-", "CP-2026-9", "DPIA-2026-²"])
def test_references_made_elsewhere_do_not_hinder_the_next(tmp_path: Path, reference: str) -> None:
    library, _groups = Library.create(tmp_path / "library", PASSPHRASE, world=Day("2026-11-21"))
    with library:
        first = library.store.load(library.new("First"))
        library.add(replace(first, id="foreign", reference=reference))
        assert library.store.load(library.new("Next")).reference == "DPIA-2026-002"


@pytest.mark.skipif(os.name != "posix", reason="other systems keep a person's folders apart")
def test_only_the_person_who_made_a_library_can_look_into_its_folder(tmp_path: Path) -> None:
    def others_may(path: Path) -> int:
        return path.stat().st_mode & 0o077

    folder = tmp_path / "library"
    library, _groups = Library.create(folder, PASSPHRASE)
    with library:
        library.new("Cash list")
        library.store.copy_to(tmp_path / "backup")
        save(folder, Settings())
    for made in (folder, tmp_path / "backup"):
        assert others_may(made) == 0
        assert [path.name for path in made.iterdir() if others_may(path)] == []


@pytest.mark.skipif(os.name != "posix", reason="other systems keep a person's folders apart")
def test_settings_saved_before_there_is_a_library_make_a_private_folder(tmp_path: Path) -> None:
    save(tmp_path / "new", Settings())
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0
