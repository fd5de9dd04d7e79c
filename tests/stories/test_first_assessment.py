"""From an empty folder to the signed report in somebody's hands, through the window, by keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from dpia_wizard.cli.program import run
from dpia_wizard.core import workflow
from dpia_wizard.core.form import KINDS
from dpia_wizard.gui import messages
from dpia_wizard.gui.application import Program
from dpia_wizard.workspace.editing import Editing
from dpia_wizard.workspace.library import Library
from tests.stories.walking import (
    CTRL,
    PASSPHRASE,
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
    press,
    settle,
    tab_to,
    unlock,
    wait,
    words_on,
    write,
)

TITLE = "Referrals by phone — إحالة الأطفال <b>& so on</b>"
AUTHOR, SUPERVISOR = "Data protection focal point", "Case management supervisor"
RISK = "R01"
KEY_PASSPHRASE = "seven odd lanterns drift"  # noqa: S105 -- of a key that the test makes


@pytest.fixture(autouse=True)
def closed_at_the_end(qapp: QApplication) -> Iterator[None]:
    yield
    close_windows()


def editing_of(program: Program) -> Editing:
    assert program.window.open is not None
    assert program.window.open.flush()
    return program.window.open.editing


def asked(program: Program, question: str) -> None:
    """Go to a question by its number."""
    go_to(question, editing_of(program).pack.form.by_id[question].number)


def answer_one_of_each_kind(program: Program) -> None:
    asked(program, "record.area")
    write("Two regions in the north")
    asked(program, "record.type")
    write("2")
    asked(program, "record.agencies")
    press(Key.Key_Space)
    write("Agency A")
    press(Key.Key_Escape)
    asked(program, "record.supervisor")
    write("B. Sample")
    press(Key.Key_Tab)
    write(SUPERVISOR)
    press(Key.Key_Tab)
    write("Agency A")
    asked(program, "record.target")
    write("2027-01-31")
    press(Key.Key_Return)
    asked(program, "record.sensitivity")
    write("3")
    asked(program, "screening.identifiable")
    write("1")
    asked(program, "screening.criteria")
    press(Key.Key_Space)
    asked(program, "programme.aim")
    write("Children find help.")
    press(Key.Key_Return)
    write("Second line.")
    asked(program, "programme.caseload")
    write("120")
    asked(program, "programme.procedures")
    write("1")
    asked(program, "programme.procedures_file")
    write("Standard operating procedures")
    asked(program, "security.room")
    write("1")
    tab_to("security.room.evidence")
    write("Seen with the keys")
    asked(program, "decision.sign_author")
    write("A. Sample")


def check_the_answers(editing: Editing) -> None:
    kept = editing.assessment
    assert kept.text("record.title") == TITLE
    assert kept.text("record.area") == "Two regions in the north"
    choices = editing.pack.form.by_id["record.type"].choices
    assert kept.value("record.type") == choices[1].id
    assert [row.cells["agency"] for row in kept.rows_of("record.agencies")] == ["Agency A"]
    assert kept.rows["record.author"].cells["post"] == AUTHOR
    assert kept.rows["record.supervisor"].cells == {
        "name": "B. Sample",
        "post": SUPERVISOR,
        "agency": "Agency A",
    }
    assert kept.value("record.target") == "2027-01-31"
    scale = editing.pack.form.by_id["record.sensitivity"].choices
    assert kept.value("record.sensitivity") == scale[2].id
    assert kept.value("screening.identifiable") == "yes"
    criteria = editing.pack.form.by_id["screening.criteria"].choices
    assert kept.value("screening.criteria") == (criteria[0].id,)
    assert kept.text("programme.aim") == "Children find help.\nSecond line."
    assert kept.value("programme.caseload") == 120
    title = kept.rows["programme.procedures_file"].cells["title"]
    assert title == "Standard operating procedures"
    measure = kept.answers["security.room"]
    assert (measure.value, measure.evidence) == ("yes", "Seen with the keys")
    assert kept.rows["decision.sign_author"].cells["name"] == "A. Sample"
    answered = {*kept.answers, *(row.question for row in kept.rows.values())}
    kinds = {editing.pack.form.by_id[id].kind for id in answered}
    assert kinds == set(KINDS) - {"computed"}


def check_undo_and_redo(program: Program) -> None:
    asked(program, "record.area")
    press(Key.Key_End)
    write(", and the south")
    press(Key.Key_Z, CTRL)
    assert "Undone: answer 0.2b" in words_on(program.window)
    area = editing_of(program).assessment.text("record.area")
    assert area == "Two regions in the north"
    press(Key.Key_Y, CTRL)
    area = editing_of(program).assessment.text("record.area")
    assert area == "Two regions in the north, and the south"
    press(Key.Key_Z, CTRL)


def rate_an_offered_risk(program: Program) -> None:
    press(Key.Key_K, CTRL)
    write(RISK)
    press(Key.Key_Return)
    tab_to(f"add {RISK}")
    press(Key.Key_Space)
    press(Key.Key_Return, CTRL)
    wait(lambda: has(program.window, "risk.matrix"))
    tab_to("risk.matrix")
    for key in (Key.Key_Up, Key.Key_Up, Key.Key_Right, Key.Key_Return):
        press(key)
    risk = editing_of(program).assessment.risks[RISK]
    matrix = editing_of(program).pack.matrix
    assert (risk.likelihood, risk.severity) == (matrix.likelihoods[2].id, matrix.severities[1].id)
    tab_to("risk.confirm")
    press(Key.Key_Space)
    rated = editing_of(program).rated(RISK)
    assert rated is not None
    assert rated.is_confirmed
    assert rated.score is not None
    for reason in rated.score.reasons:
        assert program.window.open is not None
        sentence = program.window.open.wording.reason(reason, editing_of(program).assessment)
        assert sentence in words_on(program.window)


def to_the_review() -> None:
    press(Key.Key_K, CTRL)
    write("20")
    press(Key.Key_Return)
    settle()


def send_and_return(program: Program) -> None:
    to_the_review()
    tab_to("move.sent")
    press(Key.Key_Space)
    tab_to("move.keep")
    in_dialog(lambda: press(Key.Key_Space), sign_for_the_first_time)
    activate(program.window)
    assert workflow.stage(editing_of(program).assessment) == "in_review"
    assert not editing_of(program).may_edit
    tab_to("working_as", by=Key.Key_Backtab)
    while SUPERVISOR not in focus().currentText():  # type: ignore[attr-defined]
        press(Key.Key_Down)
    tab_to("review.to.rate")
    press(Key.Key_Space)
    tab_to("blind.reason")
    write("I do not know this office well enough.")
    tab_to("blind.cannot_tell")
    press(Key.Key_Space)
    tab_to("review.to.decide", by=Key.Key_Backtab)
    press(Key.Key_Space)
    press(Key.Key_Return, CTRL)
    press(Key.Key_Return, CTRL)
    (rated,) = editing_of(program).risks
    assert rated.decision is not None
    assert (rated.decision.kind, rated.decision.by) == ("confirmed", SUPERVISOR)
    tab_to("move.returned")
    press(Key.Key_Space)
    tab_to("move.reason")
    write("Who carries the phone list?")
    tab_to("move.keep")
    press(Key.Key_Space)
    assert workflow.stage(editing_of(program).assessment) == "returned"
    assert editing_of(program).may_edit


def sign_for_the_first_time() -> None:
    """Nobody has a key yet: the author makes one, and signs what is sent."""
    assert dialog().objectName() == "sign_off"
    tab_to("sign.add")
    in_dialog(lambda: press(Key.Key_Space), add_oneself)
    activate(dialog())
    sign_with_the_key()


def add_oneself() -> None:
    assert dialog().objectName() == "new_person"
    tab_to("person.name")
    if not focus().text():  # type: ignore[attr-defined]
        write("A. Sample")
    for field in ("passphrase", "passphrase_again"):
        tab_to(field)
        write(KEY_PASSPHRASE)
    press(Key.Key_Return)
    wait(lambda: dialog().objectName() == "sign_off")


def sign_with_the_key() -> None:
    assert dialog().objectName() == "sign_off"
    tab_to("sign.passphrase")
    write(KEY_PASSPHRASE)
    press(Key.Key_Return)
    wait(lambda: QApplication.activeModalWidget() is None)


def sign_the_report(program: Program, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window = program.window
    tab_to("report", by=Key.Key_Backtab)
    press(Key.Key_Space)
    wait(lambda: has(window, "sign.author"))
    tab_to("sign.author")
    in_dialog(lambda: press(Key.Key_Space), sign_with_the_key)
    activate(window)
    wait(lambda: "Unchanged since it was signed." in words_on(window))
    monkeypatch.setattr(messages, "choose_save_path", lambda *_a, **_k: path)
    press(Key.Key_S, CTRL)
    assert f"Saved as {path.name}." in words_on(window)


def test_a_first_assessment_from_an_empty_folder_to_a_signed_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, report = tmp_path / "library", tmp_path / "report.pdf"
    program = open_window(folder)
    begin_library(program)
    new_assessment(program, TITLE, AUTHOR, "Agency A")
    answer_one_of_each_kind(program)
    check_undo_and_redo(program)
    check_the_answers(editing_of(program))
    rate_an_offered_risk(program)
    asked(program, "screening.criteria")
    before = editing_of(program).assessment
    assert program.window.close()

    again = open_window(folder)
    unlock(again)
    press(Key.Key_Return, CTRL)
    wait(lambda: again.window.open is not None)
    activate(again.window)
    assert editing_of(again).assessment == before
    check_the_answers(editing_of(again))
    wait(lambda: again.window._place == "screening.criteria")
    send_and_return(again)
    sign_the_report(again, report, monkeypatch)
    assert again.window.close()

    assert run(["verify", str(report)]) == 1  # four more have to sign
    said = capsys.readouterr()
    assert said.out.startswith("Unchanged since it was signed.")
    assert "A. Sample" in said.out or "signed" in said.out
    assert said.err == ""
    with Library.open(folder, PASSPHRASE) as library:
        assert library.store.integrity() == ()
        assert library.list()[0].summary.title == TITLE
