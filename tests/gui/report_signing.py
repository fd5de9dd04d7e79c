"""The report page where people sign: an assessment in review, its page, and how one signs there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import SignButton
from dpia_wizard.gui.people.sign_off_dialog import SignOffDialog
from dpia_wizard.gui.report.report_page import ReportPage
from dpia_wizard.workspace.editing import Editing
from dpia_wizard.workspace.library import Library
from tests.gui import review_samples as samples
from tests.gui.looking import settle
from tests.gui.test_people import during, words_on, write
from tests.workspace.signers import NAMES, PHRASE, with_people

BARE = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200f"))
Shown = Callable[..., ReportPage]


def editing_in_review(library: Library) -> Editing:
    """An assessment in review, in a library where everybody has a profile."""
    with_people(library)
    editing = samples.rated(library)
    for role, name in NAMES.items():
        editing.set_person(f"record.{role}", name=name, post=f"Post of {role}")
    editing.answer("programme.aim", value="We recieve lists of children at risk")
    return editing


def report_pages(qtbot: QtBot, library: Library, editing: Editing) -> Iterator[Shown]:
    """Shows the report page of *editing*, and lets go of it at the end of the test."""
    pages: list[ReportPage] = []

    def show() -> ReportPage:
        open_ = OpenAssessment(editing, library=library)
        page = ReportPage(open_, library)
        open_.setParent(page)
        qtbot.addWidget(page)
        page.resize(1366, 697)
        page.show()
        pages.append(page)
        settled(qtbot, page)
        return page

    yield show
    for page in pages:
        page._stop()
        page.view.close_document()


def settled(qtbot: QtBot, page: ReportPage) -> None:
    """Wait until the report is made, checked and painted."""
    qtbot.waitUntil(
        lambda: page._made is not None and page._task is None and not page.checked.is_busy,
        timeout=60_000,
    )
    qtbot.waitUntil(lambda: not page.view._work.isActive(), timeout=60_000)
    settle()


def has(page: QWidget, name: str) -> bool:
    settle()
    return any(b.isVisible() for b in page.findChildren(SignButton, name))


def button(page: QWidget, name: str) -> SignButton:
    settle()
    found = [b for b in page.findChildren(SignButton, name) if b.isVisible()]
    assert found, name
    return found[0]


def said(page: ReportPage) -> str:
    return words_on(page.signers).translate(BARE)


def sign(qtbot: QtBot, page: ReportPage, field: str) -> None:
    """Sign in the place *field* as whoever has that role."""

    def act(dialog: SignOffDialog) -> None:
        write(qtbot, dialog, "sign.passphrase", PHRASE)
        button(dialog, "sign.now").click()

    during(SignOffDialog, act)
    button(page, f"sign.{field}").click()
    settled(qtbot, page)
