"""An approval that a file only says is never printed as one that somebody known has signed."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from dpia_wizard.core.extract import extract
from dpia_wizard.core.model import Answer, Decision
from dpia_wizard.core.seal import SealStanding
from dpia_wizard.core.sign_offs import newest
from dpia_wizard.core.voiding import Voided
from dpia_wizard.report.cover import cover
from dpia_wizard.report.document import Span, walk
from dpia_wizard.report.material import Material
from dpia_wizard.report.sign_offs import standing_in_short
from dpia_wizard.report.working_group import stage_told
from dpia_wizard.wording import Wording
from dpia_wizard.workspace.editing import Editing
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.library_keys import NewKeys
from dpia_wizard.workspace.reports import extract_pdf, extract_workbook, report_words, snapshot
from dpia_wizard.workspace.signing_off import sign_off
from tests.report.reading import letters, pages
from tests.workspace.signers import PHRASE, Ticking, key, with_people

AT = "2026-11-20T10:00:00.000000+00:00"
APPROVED = "approved until 2027-11-20"
NOBODY_KNOWN = f"{APPROVED} · not signed by anybody you know"


@pytest.fixture
def editing(editing: Editing) -> Editing:
    """Approved, as a file can say it whoever wrote it."""
    editing.put("decide", Decision("d1", "approved", "Head of office", AT))
    return editing


def material(editing: Editing, library: Library | None, language: str = "en") -> Material:
    now = snapshot(editing, library)
    words = report_words(now.pack, language)
    sign_offs = now.sign_offs
    return Material(
        now.assessment, now.pack, words, now.today, now.on, "f" * 64, sign_offs=sign_offs
    )


def by_a_stranger(
    library: Library, editing: Editing, tmp_path: Path, keys: NewKeys, name: str
) -> None:
    """The approval signed in another library, where anybody is head who says so."""
    with Library.create_with(tmp_path / f"elsewhere {name}", keys, world=Ticking()) as elsewhere:
        head = elsewhere.people.add(key(name), name=name, post="Head", role="head")
        elsewhere.add(replace(editing.assessment, sign_offs={}, attachments={}))
        there = elsewhere.open_assessment(editing.assessment.id)
        made = sign_off(elsewhere, there, head.id, PHRASE, role="head", decision="d1")
        library.store.put_blob(elsewhere.store.blob(made.covers))
    editing._assessment = replace(
        editing.assessment, sign_offs={**editing.assessment.sign_offs, made.id: made}
    )
    editing.__dict__.pop("sign_off_verdicts", None)


def test_an_approval_without_a_signature_is_printed_as_one(
    library: Library, editing: Editing
) -> None:
    assert material(editing, library).state == f"{APPROVED} · not signed"
    assert "approves nothing until" in str(cover(material(editing, library)))


def test_an_approval_signed_with_a_key_that_nobody_knows_is_marked(
    library: Library, editing: Editing, tmp_path: Path, library_keys: NewKeys
) -> None:
    by_a_stranger(library, editing, tmp_path, library_keys, "Олена")
    for of in (library, None):
        found = material(editing, of)
        assert found.state == NOBODY_KNOWN
        assert "approves nothing until" in str(cover(found))
    assert standing_in_short(found, "head") == (
        "Signed off on 2026-11-21, but not so that you can rely on it.",
        True,
    )


def test_a_genuine_approval_is_printed_until_what_was_signed_changed(
    library: Library, editing: Editing, tmp_path: Path, library_keys: NewKeys
) -> None:
    head = with_people(library, "head")["head"]
    genuine = sign_off(library, editing, head.id, PHRASE, role="head", decision="d1")
    for of in (library, None):
        assert material(editing, of).state == APPROVED
    assert "approves nothing until" not in str(cover(material(editing, library)))
    answer = Answer("programme.aim", "Names of children go to everybody who asks for them")
    changed = {**editing.assessment.answers, answer.id: answer}  # as a file can have it
    editing._assessment = replace(editing.assessment, answers=changed)
    assert material(editing, library).state == "approval holds no longer"
    by_a_stranger(library, editing, tmp_path, library_keys, "Petro")  # of what is there now
    found = material(editing, library)
    assert found.state == "approval holds no longer"
    assert newest(found.sign_offs)["head"].sign_off == genuine
    question = found.pack.form.by_id["programme.aim"].number
    why = f"the answer to question {question} changed."
    assert standing_in_short(found, "head") == (f"Holds no longer: {why}", True)
    assert f"approval holds no longer because {why}" in text(cover(found))
    by = Voided("2026-11-23T09:00:00+00:00", "Author", genuine_standing(found))
    since = replace(found, voided={genuine.id: by})
    assert standing_in_short(since, "head") == (f"Holds no longer since 2026-11-23: {why}", True)
    assert f"approval holds no longer since 2026-11-23, because {why}" in text(cover(since))


def text(blocks: object) -> str:
    """All that is said in *blocks*, in one line."""
    found = "".join(part.text for part in walk(blocks) if isinstance(part, Span))
    return found.replace(" · approval", "approval")


def genuine_standing(found: Material) -> SealStanding:
    standing = newest(found.sign_offs)["head"].standing
    assert standing is not None
    return standing


@pytest.mark.parametrize(
    ("language", "stage"), [("en", "Approved"), ("ar", "معتمد")], ids=["en", "ar"]
)
def test_the_files_for_the_working_group_mark_it_too(
    library: Library,
    editing: Editing,
    tmp_path: Path,
    library_keys: NewKeys,
    language: str,
    stage: str,
) -> None:
    def stages() -> tuple[str, str, bool]:
        now = snapshot(editing)
        made = extract(now.pack, now.assessment, today=now.today, sign_offs=now.sign_offs)
        told = stage_told(made, Wording(report_words(now.pack, language), now.pack))
        page = letters("".join(pages(extract_pdf(now, language), body=False)))
        with zipfile.ZipFile(io.BytesIO(extract_workbook(now, language))) as book:
            said = book.read("xl/sharedStrings.xml").decode()
        on_page = language != "en" or letters(told) in page  # lines of Arabic are read otherwise
        return told, made.not_signed, on_page and told in said

    marked, why, is_told = stages()
    assert marked != stage
    assert marked.startswith(stage)
    assert (why, is_told) == ("nobody", True)
    by_a_stranger(library, editing, tmp_path, library_keys, "Олена")
    assert stages()[1:] == ("doubted", True)
    head = with_people(library, "head")["head"]
    sign_off(library, editing, head.id, PHRASE, role="head", decision="d1")
    assert stages() == (stage, "", True)


def test_where_the_rules_ask_for_no_signature_an_approval_has_no_mark(
    library: Library, editing: Editing
) -> None:
    rules = editing.pack.workflow
    moves = tuple(replace(rule, sign_off=()) for rule in rules.moves)
    editing.pack = replace(editing.pack, workflow=replace(rules, moves=moves))
    assert material(editing, library).state == APPROVED
