"""Signing off in the window: who, what, with which key; and the banner when it holds no longer."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from dpia_wizard.core.change import Step
from dpia_wizard.gui import theme
from dpia_wizard.gui.editor.editor import Editor
from dpia_wizard.gui.editor.void_banner import VoidBanner
from dpia_wizard.gui.moments import day
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import SignButton
from dpia_wizard.gui.parts.fields import LineEdit
from dpia_wizard.gui.parts.notices import Banner
from dpia_wizard.gui.people import sign_off_dialog
from dpia_wizard.gui.people.person_dialogs import NewPersonDialog
from dpia_wizard.gui.people.reasons_dialog import ReasonsDialog
from dpia_wizard.gui.people.sign_off_dialog import SignOffDialog
from dpia_wizard.gui.people.what_is_signed import what_you_sign
from dpia_wizard.gui.settings import Settings
from dpia_wizard.texts import words_for
from dpia_wizard.workspace.at_work import works_now
from dpia_wizard.workspace.clock import World
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.signing_off import sign_off, sign_off_verdicts
from tests.gui import review_samples as samples
from tests.gui.looking import cut_texts, nameless, settle
from tests.gui.shell import child
from tests.gui.test_people import during, words_on, write
from tests.workspace.signers import NAMES, PHRASE, with_people

BARE = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200f"))


@pytest.fixture
def open_(dressed: QApplication, library: Library) -> Iterator[OpenAssessment]:
    """A draft with rated risks, in a library where everybody has a profile."""
    with_people(library)
    editing = samples.rated(library)
    editing.answer("programme.aim", value="We recieve lists of children at risk")
    opened = OpenAssessment(editing, library=library)
    yield opened
    opened.flush()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def parent(qtbot: QtBot, dressed: QApplication) -> QWidget:
    widget = QWidget()
    widget.resize(1024, 600)
    qtbot.addWidget(widget)
    return widget


def signing(
    qtbot: QtBot, passphrase: str = PHRASE, seen: list[str] | None = None
) -> Any:  # what is done with the dialog once it is open
    def act(dialog: SignOffDialog) -> None:
        if seen is not None:
            seen.append(words_on(dialog).translate(BARE))
        write(qtbot, dialog, "sign.passphrase", passphrase)
        child(dialog, "sign.now").click()  # type: ignore[attr-defined]

    return act


def library_of(open_: OpenAssessment) -> Library:
    assert open_.library is not None
    return open_.library


def signed(open_: OpenAssessment, role: str = "author") -> None:
    library = library_of(open_)
    person = next(one for one in library.people.all() if one.role == role)
    sign_off(library, open_.editing, person.id, PHRASE, role=role)


def rate_again(open_: OpenAssessment, risk: str = "R08") -> None:
    """Another likelihood for a risk, as somebody would choose it on its page."""
    record = open_.editing.assessment.risks[risk]
    others = [one.id for one in open_.editing.pack.matrix.likelihoods]
    other = next(one for one in others if one != record.likelihood)
    assert open_.keep(lambda: open_.editing.put("rate", replace(record, likelihood=other)))
    settle()


def banner_of(parent: QWidget) -> str:
    """What the banner says, or ""."""
    settle()
    found = [b for b in parent.findChildren(Banner, "void") if b.isVisible()]
    return found[0].accessibleName().translate(BARE) if found else ""


def test_a_person_signs_with_their_passphrase_and_every_page_is_told(
    open_: OpenAssessment, parent: QWidget, qtbot: QtBot
) -> None:
    told: list[Step] = []
    seen: list[str] = []
    open_.changed.connect(told.append)
    during(SignOffDialog, signing(qtbot, seen=seen))
    assert sign_off_dialog.ask(parent, open_, "author")
    (one,) = sign_off_verdicts(library_of(open_), open_.editing.assessment)
    assert one.counts
    assert one.sign_off.name == NAMES["author"]
    assert any(step.name == "sign off" for step in told)
    assert "Above what can be borne today: 1 Critical" in seen[0]
    assert "Mending a typing mistake keeps it" in seen[0]


def test_a_wrong_passphrase_signs_nothing_and_is_asked_for_again(
    open_: OpenAssessment, parent: QWidget, qtbot: QtBot
) -> None:
    seen: list[str] = []

    def act(dialog: SignOffDialog) -> None:
        signing(qtbot, "not this one")(dialog)
        qtbot.waitUntil(lambda: "does not open this signing key" in words_on(dialog))
        seen.append(words_on(dialog))
        assert not open_.editing.assessment.sign_offs
        signing(qtbot)(dialog)

    during(SignOffDialog, act)
    assert sign_off_dialog.ask(parent, open_, "author")
    assert seen
    assert len(open_.editing.assessment.sign_offs) == 1


def test_who_goes_back_has_signed_nothing(open_: OpenAssessment, parent: QWidget) -> None:
    during(SignOffDialog, lambda dialog: dialog.back.click())
    assert not sign_off_dialog.ask(parent, open_, "author")
    assert not open_.editing.assessment.sign_offs


def test_a_decision_that_is_not_signed_is_not_made(
    open_: OpenAssessment, parent: QWidget, qtbot: QtBot
) -> None:
    library = library_of(open_)
    author = next(one for one in library.people.all() if one.role == "author")
    library.people.edit(author.id, post=samples.POSTS["record.author"])
    during(SignOffDialog, lambda dialog: dialog.back.click())
    assert not sign_off_dialog.ask_to_decide(parent, open_, "author", "sent")
    assert not open_.editing.assessment.decisions
    seen: list[str] = []
    during(SignOffDialog, signing(qtbot, seen=seen))
    assert sign_off_dialog.ask_to_decide(parent, open_, "author", "sent")
    (made,) = open_.editing.assessment.decisions.values()
    (one,) = open_.editing.assessment.sign_offs.values()
    assert (made.kind, one.decision) == ("sent", made.id)
    assert "You send it for review." in seen[0]


def test_the_author_may_not_sign_as_the_head(
    open_: OpenAssessment, parent: QWidget, qtbot: QtBot
) -> None:
    signed(open_)
    library = library_of(open_)
    people = {one.role: one for one in library.people.all()}
    library.people.leave(people["head"].id)
    library.people.edit(people["author"].id, role="head", passphrase=PHRASE)
    seen: list[str] = []

    def act(dialog: SignOffDialog) -> None:
        signing(qtbot)(dialog)
        qtbot.waitUntil(lambda: "signed this as the author" in words_on(dialog))
        seen.append("refused")
        dialog.back.click()

    during(SignOffDialog, act)
    assert not sign_off_dialog.ask(parent, open_, "head")
    assert seen == ["refused"]


def test_without_a_profile_one_is_made_from_what_the_record_says(
    open_: OpenAssessment, parent: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = library_of(open_)
    people = {one.role: one for one in library.people.all()}
    library.people.leave(people["adviser"].id)
    known: dict[str, str] = {}

    def add(_parent: QWidget, _library: Library, **said: str) -> None:
        known.update(said)

    monkeypatch.setattr(NewPersonDialog, "ask", add)
    seen: list[str] = []

    def act(dialog: SignOffDialog) -> None:
        seen.append(words_on(dialog))
        assert not child(dialog, "sign.now").isEnabled()
        child(dialog, "sign.add").click()  # type: ignore[attr-defined]
        dialog.back.click()

    during(SignOffDialog, act)
    assert not sign_off_dialog.ask(parent, open_, "adviser")
    assert "Nobody on this laptop signs as Data protection officer or adviser yet." in seen[0]
    assert (known["role"], known["post"]) == ("adviser", samples.POSTS["record.adviser"])


def test_whoever_works_now_comes_first_and_another_name_than_the_records_is_told(
    open_: OpenAssessment, parent: QWidget
) -> None:
    library = library_of(open_)
    people = {one.role: one for one in library.people.all()}
    library.people.edit(people["owner"].id, role="head", passphrase=PHRASE)
    works_now(library, people["owner"].id)
    seen: list[str] = []

    def act(dialog: SignOffDialog) -> None:
        box = child(dialog, "sign.who")
        assert isinstance(box, QComboBox)
        seen.extend((box.currentText(), words_on(dialog).translate(BARE)))
        assert cut_texts(dialog) == []
        assert nameless(dialog) == []
        dialog.back.click()

    during(SignOffDialog, act)
    sign_off_dialog.ask(parent, open_, "head")
    assert NAMES["owner"] in seen[0].translate(BARE)
    assert "The record names A. Sample for this." in seen[1]


def test_what_one_bears_is_said_to_whoever_bears_it(
    open_: OpenAssessment, library: Library
) -> None:
    editing = samples.with_acceptance(samples.sent(library), until="2031-01-31")
    wording = open_.wording
    said = what_you_sign(editing, wording, post="head of  OFFICE").translate(BARE)
    assert "You accept R36 until 31 Jan 2031 and watch: The log of the shared folder" in said
    said = what_you_sign(editing, wording, post="Caseworker").translate(BARE)
    assert "R36 is accepted until 31 Jan 2031." in said


# When it holds no longer


@pytest.fixture
def editor(open_: OpenAssessment, qtbot: QtBot) -> Iterator[Editor]:
    shown = Editor(open_, settings=Settings())
    qtbot.addWidget(shown)
    shown.resize(1366, 697)
    shown.show()
    settle()
    yield shown
    shown.close()


def test_a_changed_rating_voids_the_sign_off_on_the_page_at_once(
    editor: Editor, open_: OpenAssessment
) -> None:
    signed(open_)
    assert banner_of(editor) == ""
    rate_again(open_)
    told = banner_of(editor)
    assert told.startswith("Signed on ")
    assert f"by {NAMES['author']}: holds no longer, because the rating of R08 changed" in told
    assert open_.undo() is not None
    assert banner_of(editor) == ""


def test_the_banner_leads_to_what_changed(editor: Editor, open_: OpenAssessment) -> None:
    signed(open_)
    rate_again(open_)
    banner = next(b for b in editor.findChildren(Banner, "void") if b.isVisible())
    link = next(b for b in banner.findChildren(SignButton) if b.isVisible())
    assert link.words() == "Open risk R08"
    link.click()
    settle()
    assert editor.place == "R08"


def test_several_reasons_are_listed_each_with_its_link(
    editor: Editor, open_: OpenAssessment
) -> None:
    signed(open_)
    rate_again(open_)
    open_.keep(lambda: open_.editing.answer("programme.aim", value="Something else altogether"))
    assert "because the rating of R08 changed; and for 1 more reason." in banner_of(editor)
    seen: list[str] = []

    def act(dialog: ReasonsDialog) -> None:
        seen.append(words_on(dialog))
        assert cut_texts(dialog) == []
        child(dialog, "reason.1").click()  # type: ignore[attr-defined]

    during(ReasonsDialog, act)
    banner = next(b for b in editor.findChildren(Banner, "void") if b.isVisible())
    next(b for b in banner.findChildren(SignButton) if b.isVisible()).click()
    settle()
    assert "The rating of R08 changed." in seen[0]
    assert editor.place == "programme.aim"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_banner_says_since_when_and_no_longer_than_that_is_so(
    open_: OpenAssessment,
    qtbot: QtBot,
    dressed: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
) -> None:
    theme.apply(dressed, theme.theme_named("light"), words_for(language))
    open_.refresh_words()
    signed(open_)
    first, second = "2031-02-01", "2031-03-01"
    shown = Editor(open_, settings=Settings())
    qtbot.addWidget(shown)
    shown.resize(1366, 697)
    shown.show()
    rating = open_.editing.assessment.risks["R08"]

    def since() -> str:
        word = "That is so since " if language == "en" else "وذلك منذ "
        return banner_of(shown).partition(word)[2].removesuffix(".")

    monkeypatch.setattr(World, "now", lambda _world: f"{first}T10:00:00.000000+00:00")
    rate_again(open_)
    assert since() == day(first).translate(BARE)
    monkeypatch.setattr(World, "now", lambda _world: f"{second}T10:00:00.000000+00:00")
    open_.keep(lambda: open_.editing.answer("programme.aim", value="Something else altogether"))
    assert since() == day(first).translate(BARE)
    if folder := os.environ.get("DPIA_WIZARD_PICTURES"):
        shown.grab().save(f"{folder}/void-since-{language}.png")
    open_.keep(lambda: open_.editing.put("rate", rating))
    assert since() == day(second).translate(BARE)
    shown.close()


def test_a_typing_mistake_that_is_mended_voids_nothing(
    editor: Editor, open_: OpenAssessment
) -> None:
    signed(open_)
    mended = "We receive lists of children at risk"
    assert open_.keep(lambda: open_.editing.answer("programme.aim", value=mended))
    assert banner_of(editor) == ""
    (one,) = sign_off_verdicts(library_of(open_), open_.editing.assessment)
    assert one.standing is not None
    assert one.standing.standing == "corrected"


def test_one_banner_at_a_time_the_gravest(editor: Editor, open_: OpenAssessment) -> None:
    editor.offer_edition("7")
    newer = child(editor, "newer_edition")
    assert newer.isVisible()
    signed(open_)
    rate_again(open_)
    settle()
    assert not newer.isVisible()
    open_.undo()
    settle()
    assert newer.isVisible()


def test_a_sign_off_that_was_never_signed_is_no_banner(open_: OpenAssessment, qtbot: QtBot) -> None:
    signed(open_)
    (one,) = open_.editing.assessment.sign_offs.values()
    forged = replace(one, id="forged", role="head", name="O. Marchenko")
    open_.editing.put("sign off", forged)
    banner = VoidBanner(open_)
    qtbot.addWidget(banner)
    rate_again(open_)
    assert NAMES["author"] in banner._banner.accessibleName()


def test_the_passphrase_is_not_left_in_the_field(
    open_: OpenAssessment, parent: QWidget, qtbot: QtBot
) -> None:
    kept: list[SignOffDialog] = []

    def act(dialog: SignOffDialog) -> None:
        kept.append(dialog)
        field = child(dialog, "sign.passphrase")
        assert isinstance(field, LineEdit)
        assert field.echoMode() == LineEdit.EchoMode.Password
        signing(qtbot)(dialog)

    during(SignOffDialog, act)
    sign_off_dialog.ask(parent, open_, "author")
    assert kept[0]._passphrase.text() == ""
