"""Pages signed in ink: kept with who brought them, and nothing that is printed rests on them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dpia_wizard.codec import content_fingerprint
from dpia_wizard.errors import NotAllowed, UserError
from dpia_wizard.texts import words_for
from dpia_wizard.workspace.editing import Editing
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.signed_pages import note_signed_page, signed_pages
from dpia_wizard.workspace.signing_off import sign_off
from tests.workspace.signers import NAMES, PHRASE, Ticking, with_people

WORDS = words_for("en")
PAGE = b"%PDF-1.4 a scan"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made, _groups = Library.create(tmp_path / "x", "a long enough passphrase", world=Ticking())
    with made:
        yield made


@pytest.fixture
def editing(library: Library) -> Editing:
    opened = library.open_assessment(library.new("Case files of four agencies"))
    opened.set_person("record.author", post="Focal point")
    return opened


def test_a_scanned_page_is_kept_with_who_brought_it_and_when(
    library: Library, editing: Editing
) -> None:
    before = content_fingerprint(editing.assessment)
    kept = note_signed_page(
        library, editing, PAGE, "C:\\scans\\head\u202e\n.pdf", role="head", by="Clerk", words=WORDS
    )
    again = library.open_assessment(editing.assessment.id).assessment
    assert signed_pages(again) == (kept,)
    assert (kept.by, kept.role, kept.file.name) == ("Clerk", "head", "head .pdf")
    assert kept.at
    assert library.store.blob(kept.file.sha256) == PAGE
    assert content_fingerprint(again) == before
    entry = library.store.history(editing.assessment.id)[-1]
    assert {type(change.after).__name__ for change in entry.changes} == {"Attachment", "Remark"}


def test_several_pages_stand_in_the_order_in_which_they_came(
    library: Library, editing: Editing
) -> None:
    for role in ("supervisor", "author", "supervisor"):
        note_signed_page(
            library, editing, PAGE + role.encode(), "a.pdf", role=role, by="Clerk", words=WORDS
        )
    found = signed_pages(editing.assessment)
    assert [page.role for page in found] == ["supervisor", "author", "supervisor"]


@pytest.mark.parametrize(
    ("data", "role", "by"),
    [(b"MZ\x90", "head", "Clerk"), (PAGE, "nobody", "Clerk"), (PAGE, "head", " ")],
)
def test_what_is_no_signed_page_is_not_kept(
    library: Library, editing: Editing, data: bytes, role: str, by: str
) -> None:
    with pytest.raises(UserError, match="Nothing was kept"):
        note_signed_page(library, editing, data, "a.pdf", role=role, by=by, words=WORDS)
    assert signed_pages(editing.assessment) == ()


def test_a_role_signs_with_ink_or_with_a_key_never_both(library: Library, editing: Editing) -> None:
    adviser = with_people(library, "adviser")["adviser"]
    sign_off(library, editing, adviser.id, PHRASE, role="adviser")

    def bring(role: str) -> None:
        note_signed_page(library, editing, PAGE, "a.pdf", role=role, by="Clerk", words=WORDS)

    with pytest.raises(NotAllowed) as refused:
        bring("adviser")
    told = str(refused.value)
    assert "2026-11-21" in told
    assert NAMES["adviser"] in told
    assert signed_pages(editing.assessment) == ()
    bring("head")
    editing.take_up(editing.pack.risk["R01"])  # what the key stands under is gone
    bring("adviser")
    assert [page.role for page in signed_pages(editing.assessment)] == ["head", "adviser"]
