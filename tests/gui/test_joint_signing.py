"""A joint assessment in the window: each agency has a row, and its own people sign there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dpia_wizard.core.model import Decision
from dpia_wizard.gui import messages
from dpia_wizard.gui.people.person_dialogs import NewPersonDialog
from dpia_wizard.gui.people.sign_off_dialog import SignOffDialog
from dpia_wizard.gui.report.scan_dialog import ScanDialog
from dpia_wizard.report import sign as signing
from dpia_wizard.report.verify import verify
from dpia_wizard.workspace.at_work import works_now
from dpia_wizard.workspace.editing import Editing
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.signed_pages import signed_pages
from dpia_wizard.workspace.signing import Signer, sign_report
from dpia_wizard.workspace.signing_off import sign_off, sign_off_verdicts
from tests.gui.looking import cut_texts, nameless
from tests.gui.report_signing import (
    Shown,
    button,
    editing_in_review,
    report_pages,
    said,
    settled,
    sign,
)
from tests.gui.test_people import choose, during, words_on, write
from tests.workspace.joint import PARTNERS, make_joint, of_agency
from tests.workspace.signers import PHRASE


@pytest.fixture
def editing(library: Library) -> Editing:
    return editing_in_review(library)


@pytest.fixture
def shown(
    qtbot: QtBot, dressed: QApplication, library: Library, editing: Editing
) -> Iterator[Shown]:
    yield from report_pages(qtbot, library, editing)


@pytest.fixture
def places(editing: Editing) -> dict[str, str]:
    """The fields of the agencies that take part, by agency."""
    return {one.agency: one.field for one in make_joint(editing)}


def test_each_agency_has_a_row_by_its_name(shown: Shown, places: dict[str, str]) -> None:
    page = shown()
    words = said(page)
    for agency, field in places.items():
        assert f"Participant: {agency}" in words
        assert button(page, f"sign.{field}").words() == "Sign…"
        assert field not in words
    assert words.count("signs best after: Author") == 4
    assert words.count("signs best once it is approved") == len(PARTNERS)
    assert sorted(PARTNERS, key=words.index) == [*PARTNERS]  # as they stand in the record
    assert "Print the pages for signing" in words
    assert cut_texts(page) == []
    assert nameless(page) == []


def test_only_the_people_of_an_agency_are_offered_in_its_place(
    qtbot: QtBot,
    shown: Shown,
    library: Library,
    editing: Editing,
    places: dict[str, str],
) -> None:
    mine, head = of_agency(library, PARTNERS[0]), of_agency(library, PARTNERS[0], role="head")
    of_agency(library, PARTNERS[1])
    page = shown()
    offered: list[object] = []

    def look(dialog: SignOffDialog) -> None:
        offered.extend(dialog._people)
        dialog.reject()

    for field in (places[PARTNERS[0]], places[PARTNERS[2]], "head"):
        during(SignOffDialog, look)
        button(page, f"sign.{field}").click()
        offered.append("|")
    assert {*offered[: offered.index("|")]} == {mine.id, head.id}
    assert offered[offered.index("|") :][:2] == ["|", "|"]  # nobody of the third is here
    assert head.id not in offered[-2:]  # who decides is of the agency that leads


def test_an_agency_signs_content_and_file_in_its_place(
    qtbot: QtBot,
    shown: Shown,
    library: Library,
    editing: Editing,
    places: dict[str, str],
) -> None:
    person = of_agency(library, PARTNERS[1])
    works_now(library, person.id)
    page = shown()
    assert f"you: {person.name}" in said(page)
    sign(qtbot, page, places[PARTNERS[1]])
    assert page._made is not None
    assert [found.field for found in verify(page._made.pdf).signatures] == [places[PARTNERS[1]]]
    (one,) = sign_off_verdicts(library, editing.assessment)
    assert one.counts
    assert (one.sign_off.role, one.sign_off.agency) == (places[PARTNERS[1]], PARTNERS[1])
    assert "key known" in said(page)


def test_an_agency_that_signed_before_the_decision_is_told_to_sign_again(
    qtbot: QtBot,
    shown: Shown,
    library: Library,
    editing: Editing,
    places: dict[str, str],
) -> None:
    person = of_agency(library, PARTNERS[1])
    sign_off(library, editing, person.id, PHRASE, role="participant")
    editing.put("decide", Decision("d1", "approved", "Head of office", library.world.now()))
    page = shown()
    assert "· before it was decided" in said(page)
    assert f"so please sign again: {PARTNERS[1]}." in said(page)
    sign(qtbot, page, places[PARTNERS[1]])
    assert "before it was decided" not in said(page)
    assert sign_off_verdicts(library, editing.assessment)[-1].sign_off.decision == "d1"


def test_who_is_added_there_is_of_that_agency_and_a_participant(
    shown: Shown,
    library: Library,
    places: dict[str, str],
) -> None:
    page = shown()
    seen: list[dict[str, str]] = []

    def look(dialog: NewPersonDialog) -> None:
        seen.append(dialog._fields.value())
        dialog.reject()

    def act(dialog: SignOffDialog) -> None:
        assert "Participant: " in words_on(dialog)
        during(NewPersonDialog, look)
        button(dialog, "sign.add").click()
        dialog.reject()

    during(SignOffDialog, act)
    button(page, f"sign.{places[PARTNERS[0]]}").click()
    assert [(one["agency"], one["role"]) for one in seen] == [(PARTNERS[0], "participant")]


def test_a_report_from_elsewhere_is_signed_by_the_agency_that_it_names(
    qtbot: QtBot,
    shown: Shown,
    library: Library,
    places: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = shown()
    assert page._made is not None
    path = tmp_path / "elsewhere.pdf"
    path.write_bytes(page._made.pdf)
    of_agency(library, PARTNERS[2])
    monkeypatch.setattr(messages, "choose_open_path", lambda *_a, **_k: path)
    button(page, "report.check").click()
    settled(qtbot, page)
    words = said(page)
    assert "This file" in words or "Nobody has signed this file" in words
    sign(qtbot, page, places[PARTNERS[2]])
    assert [found.field for found in verify(page._made.pdf).signatures] == [places[PARTNERS[2]]]


def test_a_file_signed_in_the_place_of_another_agency_says_so(
    qtbot: QtBot,
    shown: Shown,
    library: Library,
    places: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    person = of_agency(library, PARTNERS[0])
    page = shown()
    assert page._made is not None
    with patch.object(signing, "stands_for", lambda *_: True):  # by another program
        pdf = sign_report(
            page._made.pdf,
            field=places[PARTNERS[1]],
            key=library.people.locked_key(person.id),
            passphrase=PHRASE,
            signer=Signer(person.name, person.post, person.agency),
        )
    path = tmp_path / "elsewhere.pdf"
    path.write_bytes(pdf)
    monkeypatch.setattr(messages, "choose_open_path", lambda *_a, **_k: path)
    button(page, "report.check").click()
    settled(qtbot, page)
    words = said(page)
    assert f"{person.name} is of another agency than the one that signs here." in words
    assert "Somebody signed who is known here as another" in words


def test_a_page_signed_in_ink_is_noted_as_that_of_an_agency(
    qtbot: QtBot,
    shown: Shown,
    editing: Editing,
    places: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = shown()
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.4 a scan")
    monkeypatch.setattr(messages, "choose_open_path", lambda *_a, **_k: scan)

    def act(dialog: ScanDialog) -> None:
        choose(dialog, "scan.role", places[PARTNERS[0]])
        write(qtbot, dialog, "scan.by", "Clerk")
        dialog.go.click()

    during(ScanDialog, act)
    button(page, "report.scan").click()
    settled(qtbot, page)
    assert [one.role for one in signed_pages(editing.assessment)] == [places[PARTNERS[0]]]
    assert f"Participant: {PARTNERS[0]}: signed in ink" in said(page)


def test_a_wrong_passphrase_signs_for_no_agency(
    qtbot: QtBot,
    shown: Shown,
    library: Library,
    editing: Editing,
    places: dict[str, str],
) -> None:
    of_agency(library, PARTNERS[0])
    page = shown()

    def act(dialog: SignOffDialog) -> None:
        write(qtbot, dialog, "sign.passphrase", f"not {PHRASE}")
        button(dialog, "sign.now").click()
        qtbot.waitUntil(lambda: dialog._task is None)
        assert not dialog.is_signed
        dialog.reject()

    during(SignOffDialog, act)
    button(page, f"sign.{places[PARTNERS[0]]}").click()
    assert not editing.assessment.sign_offs
