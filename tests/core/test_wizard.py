"""How the sections of the wizard stand, without a window."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dpia_wizard.core import wizard
from dpia_wizard.packs.load import load_pack
from dpia_wizard.workspace.editing import Editing
from dpia_wizard.workspace.library import Library


def fresh(folder: Path) -> Editing:
    library, _groups = Library.create(folder / "library", "four words of mine")
    with library:
        return library.open_assessment(library.new("Referrals in the north"))


def test_nothing_is_done_in_an_assessment_that_nobody_touched(tmp_path: Path) -> None:
    editing = fresh(tmp_path)
    assert wizard.done(editing.sections) == 0
    assert {section.state for section in editing.sections} <= {"begun", "not_begun"}


def test_the_extract_is_done_when_everything_before_it_is(tmp_path: Path) -> None:
    editing = fresh(tmp_path)
    sections = load_pack().form.sections
    extract = next(section for section in sections if section.page == "extract")
    alone = replace(editing.pack, form=replace(editing.pack.form, sections=(extract,)))
    assert wizard.sections(alone, editing.seen, ())[0].state == "done"
