"""The whole circle by four people on one laptop, in the real window, with keys they made there."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from dpia_wizard.cli.program import run
from dpia_wizard.core.blind import TALKED
from dpia_wizard.core.review_cycle import months_later
from dpia_wizard.gui import messages
from dpia_wizard.gui.application import Program
from dpia_wizard.gui.report import printing
from dpia_wizard.gui.report.report_page import ReportPage
from dpia_wizard.gui.words import current_words
from dpia_wizard.workspace import reviewing
from dpia_wizard.workspace.deciding import refusals
from dpia_wizard.workspace.editing import Editing
from tests.report import reading
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
    "author": "Анна Коваль",
    "supervisor": "أحمد (DPO) 2 Ahmed",
    "adviser": "Ганна-Марія [O'Neil] 7",
    "head": "محمد علي Müller",
}
MARKS = dict.fromkeys(map(ord, "\u200f\u2066\u2067\u2068\u2069"))
HIGH = ("R02", "R03")
TYPED = {
    "en": {
        "author": "Focal point",
        "supervisor": "Case management supervisor",
        "adviser": "Data protection adviser",
        "head": "Head of office",
        "agency": "Agency A",
        "title": "Case files of four agencies",
        "aim": "We recieve lists of children.",
        "aim mended": "We receive lists of children.",
        "harmed": "Girls who live with a guard's family.",
        "remark": "Where are they kept?",
        "return": "One remark on the aim.",
        "kept": "They lie in a locked cabinet.",
        "seen": "I know two offices where it never happened.",
        "talked": "Two lists went astray in spring. We leave it as the team has it.",
        "advice": "Both clinics sign first.",
        "bear": "It moves to the new system in spring.",
        "watch": "The log, every week",
        "condition": "Both clinics sign before the next referral.",
        "reopen": "A typing mistake",
    },
    "ar": {
        "author": "مسؤولة الاتصال",
        "supervisor": "مشرف إدارة الحالات",
        "adviser": "مستشارة حماية البيانات",
        "head": "مدير المكتب",
        "agency": "الوكالة أ",
        "title": "ملفات الحالات لأربع وكالات",
        "aim": "نسلتم قوائم بأسماء الأطفال.",
        "aim mended": "نستلم قوائم بأسماء الأطفال.",
        "harmed": "فتيات يعشن مع أسرة حارس.",
        "remark": "أين تُحفظ؟",
        "return": "ملاحظة واحدة على الهدف.",
        "kept": "وهي في خزانة مقفلة.",
        "seen": "أعرف مكتبين لم يحدث فيهما ذلك قط.",
        "talked": "ضاعت قائمتان في الربيع. نُبقي تقدير الفريق.",
        "advice": "توقّع العيادتان أولًا.",
        "bear": "تنتقل إلى النظام الجديد في الربيع.",
        "watch": "السجل، كل أسبوع",
        "condition": "توقّع العيادتان قبل الإحالة التالية.",
        "reopen": "خطأ مطبعي",
    },
}
"""What people type, in the language that their window speaks."""
ONWARDS = {"en": Key.Key_Right, "ar": Key.Key_Left}
"""The key that goes on along a line."""


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
    return words.translate(MARKS)


def typed(what: str) -> str:
    """What somebody here types, and the post of each of them."""
    return TYPED[current_words().language][what]


def tells(sentence: str, **named: object) -> str:
    """A sentence of the program, as the window says it."""
    return bare(current_words()(sentence).format(**named))


def told_of(one: str, many: str, number: int) -> str:
    """The same of a number of things."""
    return bare(current_words().count(one, many, number))


def void_line() -> str:
    """What is said beside each signature that holds no longer, from its date on."""
    return tells("signed {date} · holds no longer", date="\n").splitlines()[1]


def in_months(program: Program, months: int) -> str:
    library = program.window.library
    assert library is not None
    return months_later(library.world.today(), months)


# People


def make_four_people(program: Program) -> None:
    def add() -> None:
        for role in PEOPLE:
            activate(dialog())
            tab_to("people.add")
            in_dialog(lambda: press(Key.Key_Space), lambda role=role: fill(role))  # type: ignore[misc]
        activate(dialog())
        picture(program, "01-four-people")
        tab_to("close")
        press(Key.Key_Space)

    def fill(role: str) -> None:
        for field, words in (
            ("name", PEOPLE[role]),
            ("post", typed(role)),
            ("agency", typed("agency")),
        ):
            tab_to(f"person.{field}")
            write(words)
        box = tab_to("person.role")
        while box.value() != role:  # type: ignore[attr-defined]
            press(Key.Key_Down)
        for field in ("passphrase", "passphrase_again"):
            tab_to(field)
            write(passphrase(role))
        if role == "head":
            picture(program, "01-adds-a-person")
        press(Key.Key_Return)
        wait(lambda: dialog().objectName() == "people_dialog")

    in_dialog(lambda: press(Key.Key_P, CTRL | SHIFT), add)
    activate(program.window)


def sits_down(program: Program, role: str) -> None:
    """Somebody else comes to the laptop, says so, and opens the assessment."""

    def say() -> None:
        for _person in PEOPLE:
            if PEOPLE[role] in bare(focus().accessibleName()):
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


def signs(program: Program, button: str, role: str, *, at: str) -> None:
    def say() -> None:
        assert dialog().objectName() == "sign_off"
        tab_to("sign.passphrase")
        write(passphrase(role))
        picture(program, f"{at}-{role}-signs")
        press(Key.Key_Return)
        wait(lambda: QApplication.activeModalWidget() is None)

    tab_to(button)
    in_dialog(lambda: press(Key.Key_Space), say)
    activate(program.window)


# Writing


def asked(program: Program, question: str) -> None:
    go_to(question, editing_of(program).pack.form.by_id[question].number)


def write_it(program: Program) -> None:
    new_assessment(program, typed("title"), typed("author"), typed("agency"))
    for role, name in PEOPLE.items():
        asked(program, f"record.{role}")
        if role != "author":
            for words in (name, typed(role)):
                write(words)
                press(Key.Key_Tab)
            write(typed("agency"))
    asked(program, "programme.aim")
    write(typed("aim"))
    picture(program, "02-writes")
    asked(program, "people.most_harmed")
    write(typed("harmed"))
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
    signs(program, "move.keep", "author", at="02")
    assert editing_of(program).stage == "in_review"


# Reviewing


def rate_blind(program: Program) -> None:
    """One risk by keys, far below what the team thinks; the others as the team does."""
    editing, by = editing_of(program), typed("supervisor")
    to_the_review()
    tab_to("review.to.rate")
    press(Key.Key_Space)
    hidden = tells("The team’s rating is hidden until you have saved yours.")
    assert hidden in bare(words_on(program.window))
    for key in (ONWARDS[current_words().language], Key.Key_Return):
        press(key)
    tab_to("blind.reason")
    write(typed("seen"))
    picture(program, "03-rates-blind")
    tab_to("blind.save")
    press(Key.Key_Space)
    both = tells("Your rating is saved. This is what the team thinks.")
    assert both in bare(words_on(program.window))
    picture(program, "04-sees-both")
    open_ = program.window.open
    assert open_ is not None
    for risk in reviewing.still_hidden(editing, by=by):
        record = editing.assessment.risks[risk]
        rating = (record.likelihood, record.severity)
        open_.keep(
            lambda risk=risk, rating=rating: reviewing.rate_blind(editing, risk, *rating, by=by)  # type: ignore[misc]
        )


def talk_it_through(program: Program) -> None:
    """The two lie further apart than one level: nothing goes on before they have spoken."""
    editing = editing_of(program)
    (apart,) = lie_apart(editing)
    tab_to("blind.talk")
    press(Key.Key_Space)
    tab_to("talk.reason")
    write(typed("talked"))
    picture(program, "05-talks-it-through")
    tab_to("talk.keep")
    press(Key.Key_Space)
    assert lie_apart(editing) == []
    (made,) = [one for one in editing.assessment.decisions.values() if one.kind == TALKED]
    assert (made.about, made.reason) == (apart, typed("talked"))


def lie_apart(editing: Editing) -> list[str]:
    """The risks that the reviewer sees more than one level away from the team."""
    by = typed("supervisor")
    states = (reviewing.as_rated(editing, risk, by=by) for risk in editing.risks)
    return [one.risk for one in states if one.state == "apart"]


def remark_and_return(program: Program) -> None:
    asked(program, "programme.aim")
    press(Key.Key_M, CTRL)
    write(typed("remark"))
    press(Key.Key_Return, CTRL)
    to_the_review()
    (remark,) = editing_of(program).assessment.remarks.values()
    assert (remark.text, remark.by) == (typed("remark"), typed("supervisor"))
    tab_to("review.to.decide")
    press(Key.Key_Space)
    tab_to("move.returned")
    press(Key.Key_Space)
    tab_to("move.reason")
    write(typed("return"))
    picture(program, "06-returns")
    tab_to("move.keep")
    press(Key.Key_Space)
    assert editing_of(program).stage == "returned"


def mend(program: Program) -> None:
    asked(program, "programme.aim")
    press(Key.Key_End, CTRL)
    write(f" {typed('kept')}")
    picture(program, "07-mends")
    to_the_review()
    tab_to("remarks.programme.aim.settle")
    press(Key.Key_Space)


def confirm_all(program: Program) -> None:
    to_the_review()
    tab_to("review.to.decide")
    press(Key.Key_Space)
    tab_to("review.confirm_same")
    picture(program, "08-confirms")
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
            ("bearer", typed("head")),
            ("until", in_months(program, 5)),
            ("reason", typed("bear")),
            ("watched", typed("watch")),
        ):
            tab_to(f"judge.{field}")
            write(words)
            if field == "until":
                press(Key.Key_Return)
        picture(program, f"09-accepts-{risk}")
        tab_to("judge.keep")
        press(Key.Key_Space)
    kinds = {one.id: one.newest.kind for one in editing_of(program).risks if one.newest}
    assert {risk for risk, kind in kinds.items() if kind == "accepted"} == set(HIGH)


def approve_with_one_condition(program: Program) -> None:
    by = typed("head")
    assert refusals(editing_of(program), "approved_with_conditions", by=by) == ()
    tab_to("move.approved_with_conditions")
    press(Key.Key_Space)
    tab_to("move.until")
    write(in_months(program, 3))
    press(Key.Key_Return)
    tab_to("move.reason")
    write(typed("condition"))
    picture(program, "10-approves")
    signs(program, "move.keep", "head", at="10")
    picture(program, "11-approved")
    decided = part(program.window, "moves")
    (line,) = [one for one in decided.findChildren(QLabel) if typed("condition") in one.text()]
    assert not line.visibleRegion().isEmpty(), "what was decided is in sight"
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


def prints(page: ReportPage, paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Print the first two pages; the printer is a file."""

    def choose(_parent: QWidget, pages: int, *, letter: bool) -> QPrinter:
        assert pages == page.view.pages()
        assert not letter
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(paper))
        printer.setFromTo(1, 2)
        return printer

    monkeypatch.setattr(printing, "choose_printer", choose)
    press(Key.Key_P, CTRL)
    wait(lambda: page._printing is None)
    assert tells("Printed.") in bare(words_on(page))


def print_two_copies(
    program: Program, page: ReportPage, paper: Path, monkeypatch: pytest.MonkeyPatch, *, at: str
) -> None:
    """Print the report that no key signed, for two people: each copy says which it is."""

    def two() -> None:
        tab_to("copies.number")
        write("2")
        picture(program, f"{at}-copies")
        press(Key.Key_Return)

    in_dialog(lambda: prints(page, paper, monkeypatch), two)
    activate(program.window)
    picture(program, f"{at}-copies-printed")
    printed = pypdf.PdfReader(paper)
    assert len(printed.pages) == 4, "two pages of each copy"


def four_sign(program: Program, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_report(program)
    print_two_copies(program, page, path.with_name("copies.pdf"), monkeypatch, at="13")
    for role in PEOPLE:
        signs(program, f"sign.{role}", role, at="14")
        made(page)
    picture(program, "15-four-signatures")
    words = said(page)
    unchanged = told_of(
        "Unchanged since it was signed.", "Unchanged since the last of its {n} signatures.", 4
    )
    assert tells("This PDF: {state}", state=unchanged) in words
    assert all(name in words for name in PEOPLE.values())
    assert page.print_button.words() == current_words()("Print…"), "it is printed as it is signed"
    prints(page, path.with_name("signed on paper.pdf"), monkeypatch)
    save_as(path, monkeypatch)
    monkeypatch.setattr(messages, "choose_open_path", lambda *_a, **_k: path)
    tab_to("report.check", by=Key.Key_Backtab)
    press(Key.Key_Space)
    known = told_of(
        "Signed with a key that you have checked.",
        "Each of the {n} signatures is with a key that you have checked.",
        4,
    )
    wait(lambda: known in said(page))
    made(page)
    picture(program, "16-checked")
    leave_report(program)


# Afterwards


def mend_a_typing_mistake(program: Program) -> None:
    to_the_review()
    tab_to("move.reopened")
    press(Key.Key_Space)
    tab_to("move.reason")
    write(typed("reopen"))
    tab_to("move.keep")
    press(Key.Key_Space)
    asked(program, "programme.aim")
    wrong, right = typed("aim"), typed("aim mended")
    at = next(at for at, letter in enumerate(wrong) if letter != right[at])
    press(Key.Key_Home, CTRL)
    for _letter in wrong[:at]:
        press(ONWARDS[current_words().language])
    press(Key.Key_Delete)
    press(Key.Key_Delete)
    write(right[at : at + 2])
    assert editing_of(program).assessment.text("programme.aim").startswith(right)
    settle()
    assert not has(program.window, "void")
    page = open_report(program)
    picture(program, "17-typing-mistake-mended")
    holds = "Only small mistakes were mended since the sign-off; it still holds."
    assert tells(holds) in said(page)
    assert void_line() not in said(page)
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
    picture(program, "18-void-in-the-editor")
    why = tells("the rating of {risk} changed", risk="R03")
    assert why in bare(words_on(part(program.window, "void")))
    page = open_report(program)
    picture(program, "19-void-in-the-report")
    assert why in said(page)
    assert said(page).count(void_line()) == len(PEOPLE)
    save_as(path, monkeypatch)
    void = told_of(
        "{n} sign-off holds no longer: do not rely on it.",
        "{n} sign-offs hold no longer: do not rely on them.",
        len(PEOPLE),
    )
    assert reading.not_found([void], reading.pages(path.read_bytes())[:1]) == []
    print_two_copies(program, page, path.with_name("void copies.pdf"), monkeypatch, at="19")
    leave_report(program)
    leave(program)
    picture(program, "20-void-at-home")
    assert tells("Sign-off no longer holds") in bare(words_on(program.window))


@pytest.mark.parametrize("language", TYPED)
def test_the_whole_circle_by_four_people_in_the_window(
    language: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder, signed = tmp_path / "library", tmp_path / "signed.pdf"
    program = open_window(folder, language)
    begin_library(program, language=language)
    make_four_people(program)
    write_it(program)
    send(program)
    sits_down(program, "supervisor")
    rate_blind(program)
    talk_it_through(program)
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
    write(typed("advice"))
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
