"""The whole circle by four people on one laptop, in the real window, with keys they made there."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from PySide6.QtWidgets import QApplication

from dpia_wizard.cli.program import run
from dpia_wizard.gui import messages
from dpia_wizard.gui.application import Program
from dpia_wizard.gui.report.report_page import ReportPage
from dpia_wizard.workspace import reviewing
from dpia_wizard.workspace.editing import Editing
from tests.stories.walking import (
    CTRL,
    PASSPHRASE,
    SHIFT,
    Key,
    activate,
    begin_library,
    close_windows,
    dialog,
    focus,
    go_to,
    has,
    in_dialog,
    new_assessment,
    open_window,
    part,
    press,
    settle,
    tab_to,
    wait,
    words_on,
    write,
)

PEOPLE = {
    "author": ("Анна Коваль", "Focal point"),
    "supervisor": ("أحمد (DPO) 2 Ahmed", "Case management supervisor"),
    "adviser": ("Ганна-Марія [O'Neil] 7", "Data protection adviser"),
    "head": ("محمد علي Müller", "Head of office"),
}
ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))
HIGH = ("R02", "R03")
CONDITION = "Both clinics sign before the next referral."


@pytest.fixture(autouse=True)
def closed_at_the_end(qapp: QApplication) -> Iterator[None]:
    yield
    close_windows()


def passphrase(role: str) -> str:
    return f"seven odd lanterns drift {role}"


def picture(program: Program, name: str) -> None:
    """A picture for people to look at, where the environment says into which folder."""
    folder = os.environ.get("DPIA_WIZARD_PICTURES")
    if folder:
        settle()
        Path(folder).mkdir(parents=True, exist_ok=True)
        shown = QApplication.activeModalWidget() or program.window
        assert shown.grab().save(str(Path(folder) / f"circle-{name}.png"))


def editing_of(program: Program) -> Editing:
    assert program.window.open is not None
    assert program.window.open.flush()
    return program.window.open.editing


def bare(words: str) -> str:
    return words.translate(ISOLATES)


# People


def make_four_people(program: Program) -> None:
    def add() -> None:
        for role, (name, post) in PEOPLE.items():
            activate(dialog())
            tab_to("people.add")
            in_dialog(lambda: press(Key.Key_Space), lambda r=role, n=name, p=post: fill(r, n, p))  # type: ignore[misc]
        activate(dialog())
        picture(program, "01-four-people")
        tab_to("close")
        press(Key.Key_Space)

    def fill(role: str, name: str, post: str) -> None:
        for field, words in (("name", name), ("post", post), ("agency", "Agency A")):
            tab_to(f"person.{field}")
            write(words)
        box = tab_to("person.role")
        while box.value() != role:  # type: ignore[attr-defined]
            press(Key.Key_Down)
        for field in ("passphrase", "passphrase_again"):
            tab_to(field)
            write(passphrase(role))
        press(Key.Key_Return)
        wait(lambda: dialog().objectName() == "people_dialog")

    in_dialog(lambda: press(Key.Key_P, CTRL | SHIFT), add)
    activate(program.window)


def sits_down(program: Program, role: str) -> None:
    """Somebody else comes to the laptop, says so, and opens the assessment."""

    def say() -> None:
        for _person in PEOPLE:
            if PEOPLE[role][0] in bare(focus().accessibleName()):
                break
            press(Key.Key_Down)
        press(Key.Key_Return)
        tab_to("person.now")
        press(Key.Key_Space)
        activate(dialog())
        tab_to("close")
        press(Key.Key_Space)

    leave(program)
    in_dialog(lambda: press(Key.Key_P, CTRL | SHIFT), say)
    activate(program.window)
    tab_to("assessments")
    press(Key.Key_Return)
    wait(lambda: program.window.open is not None)
    activate(program.window)


def leave(program: Program) -> None:
    tab_to("home", by=Key.Key_Backtab)
    press(Key.Key_Space)
    wait(lambda: has(program.window, "assessments"))
    activate(program.window)


def signs(program: Program, button: str, role: str) -> None:
    def say() -> None:
        assert dialog().objectName() == "sign_off"
        tab_to("sign.passphrase")
        write(passphrase(role))
        picture(program, f"signs-{role}-{button}")
        press(Key.Key_Return)
        wait(lambda: QApplication.activeModalWidget() is None)

    tab_to(button)
    in_dialog(lambda: press(Key.Key_Space), say)
    activate(program.window)


# Writing


def asked(program: Program, question: str) -> None:
    go_to(question, editing_of(program).pack.form.by_id[question].number)


def write_it(program: Program) -> None:
    new_assessment(program, "Case files of four agencies", PEOPLE["author"][1], "Agency A")
    for role, (name, post) in PEOPLE.items():
        asked(program, f"record.{role}")
        if role != "author":
            for words in (name, post):
                write(words)
                press(Key.Key_Tab)
            write("Agency A")
    asked(program, "programme.aim")
    write("We recieve lists of children.")
    asked(program, "people.most_harmed")
    write("Girls who live with a guard's family.")
    open_, editing = program.window.open, editing_of(program)
    assert open_ is not None
    for offer in editing.offers:
        if not offer.risk.irreversible:
            open_.keep(lambda offer=offer: editing.take_up(offer.risk))  # type: ignore[misc]
    for risk in list(editing.assessment.risks):
        rating = ("likely", "serious") if risk in HIGH else ("remote", "low_distress")
        rate_and_confirm(program, risk, *rating)


def rate_and_confirm(program: Program, risk: str, likelihood: str, severity: str) -> None:
    open_, editing = program.window.open, editing_of(program)
    assert open_ is not None
    record = editing.assessment.risks[risk]
    judged = replace(record, likelihood=likelihood, severity=severity, evidence="documented")
    open_.keep(lambda: editing.put("rate a risk", judged))
    rated = editing.rated(risk)
    assert rated is not None
    assert rated.score is not None
    stated = replace(judged, stated=rated.score.today.level)
    open_.keep(lambda: editing.put("confirm a risk", stated))


def to_the_review() -> None:
    press(Key.Key_K, CTRL)
    write("20")
    press(Key.Key_Return)
    settle()


def send(program: Program) -> None:
    to_the_review()
    tab_to("move.sent")
    press(Key.Key_Space)
    signs(program, "move.keep", "author")
    assert editing_of(program).stage == "in_review"


# Reviewing


def rate_blind(program: Program) -> None:
    editing, by = editing_of(program), PEOPLE["supervisor"][1]
    to_the_review()
    tab_to("review.to.rate")
    press(Key.Key_Space)
    assert "The team’s rating is hidden until you have saved yours." in words_on(program.window)
    for key in (Key.Key_Up, Key.Key_Right, Key.Key_Return):
        press(key)
    picture(program, "02-rates-blind")
    tab_to("blind.save")
    press(Key.Key_Space)
    assert "This is what the team thinks." in words_on(program.window)
    open_ = program.window.open
    assert open_ is not None
    for risk in reviewing.still_hidden(editing, by=by):
        record = editing.assessment.risks[risk]
        rating = (record.likelihood, record.severity)
        open_.keep(
            lambda risk=risk, rating=rating: reviewing.rate_blind(editing, risk, *rating, by=by)  # type: ignore[misc]
        )


def remark_and_return(program: Program) -> None:
    asked(program, "programme.aim")
    press(Key.Key_M, CTRL)
    write("Where are they kept?")
    press(Key.Key_Return, CTRL)
    to_the_review()
    (remark,) = editing_of(program).assessment.remarks.values()
    assert (remark.text, remark.by) == ("Where are they kept?", PEOPLE["supervisor"][1])
    tab_to("review.to.decide")
    press(Key.Key_Space)
    tab_to("move.returned")
    press(Key.Key_Space)
    tab_to("move.reason")
    write("One remark on the aim.")
    tab_to("move.keep")
    press(Key.Key_Space)
    assert editing_of(program).stage == "returned"


def mend(program: Program) -> None:
    asked(program, "programme.aim")
    press(Key.Key_End, CTRL)
    write(" They lie in a locked cabinet.")
    picture(program, "03-mends")
    to_the_review()
    tab_to("remarks.programme.aim.settle")
    press(Key.Key_Space)


def confirm_all(program: Program) -> None:
    to_the_review()
    tab_to("review.to.decide")
    press(Key.Key_Space)
    tab_to("review.confirm_same")
    press(Key.Key_Space)
    on_risk("R02")
    tab_to("judge.confirm")
    press(Key.Key_Space)
    assert {risk.newest.kind for risk in editing_of(program).risks if risk.newest} == {"confirmed"}


def on_risk(risk: str) -> None:
    """Go to the line of a risk at the desk, and open it."""
    tab_to("working_as", by=Key.Key_Backtab)
    tab_to("review.part.decision")
    while not focus().objectName().startswith("review.R"):
        press(Key.Key_Tab)
    while focus().objectName() != f"review.{risk}":
        press(Key.Key_Down if focus().objectName() < f"review.{risk}" else Key.Key_Up)
    press(Key.Key_Return)


def accept_two(program: Program) -> None:
    to_the_review()
    for risk in HIGH:
        on_risk(risk)
        tab_to("judge.accept")
        press(Key.Key_Space)
        for field, words in (
            ("bearer", PEOPLE["head"][1]),
            ("until", "2099-05-01"),
            ("reason", "It moves to the new system in spring."),
            ("watched", "The log, every week"),
        ):
            tab_to(f"judge.{field}")
            write(words)
            if field == "until":
                press(Key.Key_Return)
        picture(program, f"04-accepts-{risk}")
        tab_to("judge.keep")
        press(Key.Key_Space)
    kinds = {one.id: one.newest.kind for one in editing_of(program).risks if one.newest}
    assert {risk for risk, kind in kinds.items() if kind == "accepted"} == set(HIGH)


def approve_with_one_condition(program: Program) -> None:
    by = PEOPLE["head"][1]
    assert editing_of(program).refusals("approved_with_conditions", by=by) == ()
    tab_to("move.approved_with_conditions")
    press(Key.Key_Space)
    tab_to("move.until")
    write("2099-02-01")
    press(Key.Key_Return)
    tab_to("move.reason")
    write(CONDITION)
    signs(program, "move.keep", "head")
    picture(program, "05-approved")
    assert editing_of(program).stage == "approved_with_conditions"


# The report


def open_report(program: Program) -> ReportPage:
    tab_to("report", by=Key.Key_Backtab)
    press(Key.Key_Space)
    wait(lambda: isinstance(program.window.page, ReportPage))
    page = program.window.page
    assert isinstance(page, ReportPage)
    made(page)
    return page


def made(page: ReportPage) -> None:
    wait(lambda: page._made is not None and page._task is None and not page.checked.is_busy)


def leave_report(program: Program) -> None:
    tab_to("report.back", by=Key.Key_Backtab)
    press(Key.Key_Space)
    wait(lambda: has(program.window, "home"))
    activate(program.window)


def said(page: ReportPage) -> str:
    return bare(words_on(page.signers))


def save_as(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "choose_save_path", lambda *_a, **_k: path)
    press(Key.Key_S, CTRL)
    assert path.exists()


def four_sign(program: Program, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_report(program)
    for role in PEOPLE:
        signs(program, f"sign.{role}", role)
        made(page)
    picture(program, "06-four-signatures")
    words = said(page)
    assert "This PDF: Unchanged since the last of its 4 signatures." in words
    assert all(name in words for name, _post in PEOPLE.values())
    save_as(path, monkeypatch)
    monkeypatch.setattr(messages, "choose_open_path", lambda *_a, **_k: path)
    tab_to("report.check", by=Key.Key_Backtab)
    press(Key.Key_Space)
    wait(lambda: "All 4 signatures are with keys that you have checked." in said(page))
    made(page)
    picture(program, "07-checked")
    leave_report(program)


# Afterwards


def mend_a_typing_mistake(program: Program) -> None:
    to_the_review()
    tab_to("move.reopened")
    press(Key.Key_Space)
    tab_to("move.reason")
    write("A typing mistake")
    tab_to("move.keep")
    press(Key.Key_Space)
    asked(program, "programme.aim")
    press(Key.Key_Home, CTRL)
    for _letter in "We rec":
        press(Key.Key_Right)
    press(Key.Key_Delete)
    press(Key.Key_Delete)
    write("ei")
    assert editing_of(program).assessment.text("programme.aim").startswith("We receive lists")
    settle()
    assert not has(program.window, "void")
    page = open_report(program)
    picture(program, "08-typing-mistake-mended")
    assert "it still holds." in said(page)
    assert "holds no longer" not in said(page)
    leave_report(program)


def change_one_rating(program: Program, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    press(Key.Key_K, CTRL)
    write("R03")
    press(Key.Key_Return)
    wait(lambda: has(program.window, "risk.matrix"))
    tab_to("risk.matrix")
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert editing_of(program).assessment.risks["R03"].likelihood == "possible"
    wait(lambda: has(program.window, "void"))
    picture(program, "09-void-in-the-editor")
    why = "holds no longer, because the rating of R03 changed."
    assert why in words_on(part(program.window, "void"))
    page = open_report(program)
    picture(program, "10-void-in-the-report")
    assert why in said(page)
    assert said(page).count("· holds no longer") == len(PEOPLE)
    save_as(path, monkeypatch)
    printed = " ".join(pypdf.PdfReader(path).pages[0].extract_text().split())
    assert "sign-offs hold no longer: do not rely on them." in printed
    leave_report(program)
    leave(program)
    picture(program, "11-void-at-home")
    assert "Sign-off no longer holds" in words_on(program.window)


def test_the_whole_circle_by_four_people_in_the_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, signed = tmp_path / "library", tmp_path / "signed.pdf"
    program = open_window(folder)
    begin_library(program)
    make_four_people(program)
    write_it(program)
    send(program)
    sits_down(program, "supervisor")
    rate_blind(program)
    remark_and_return(program)
    sits_down(program, "author")
    mend(program)
    send(program)
    sits_down(program, "supervisor")
    confirm_all(program)
    sits_down(program, "adviser")
    asked(program, "decision.opinion")
    write("2")  # proceed with conditions
    asked(program, "decision.advice")
    write("Both clinics sign first.")
    sits_down(program, "head")
    accept_two(program)
    approve_with_one_condition(program)
    four_sign(program, signed, monkeypatch)
    sits_down(program, "author")
    mend_a_typing_mistake(program)
    change_one_rating(program, tmp_path / "void.pdf", monkeypatch)
    assert program.window.close()

    keyfile = tmp_path / "passphrase"
    keyfile.write_text(PASSPHRASE, encoding="utf-8")
    of_library = ["--library", str(folder), "--passphrase-file", str(keyfile)]
    capsys.readouterr()
    assert run(["verify", str(signed), "--json", "--contacts", *of_library]) == 0
    verdict = json.loads(capsys.readouterr().out)
    assert [one["role"] for one in verdict["signers"]] == list(PEOPLE)
    assert all(one["known"] for one in verdict["signers"])
    assert run(["check-history", "DPIA-2026-001", "--report", str(signed), *of_library]) == 0
