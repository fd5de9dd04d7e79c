"""Every part in all its states on one sheet, saved as a picture: for looking and for the tests.

Run from the project's folder: ``.venv/bin/python -m tests.gui.gallery --out out/parts``.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.gui import theme
from dpia_wizard.gui.focus import show_focus_rings
from dpia_wizard.gui.icons import sign_icon, sign_names
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.parts.buttons import (
    IconButton,
    LinkButton,
    PrimaryButton,
    SecondaryButton,
    SignButton,
)
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.check_list import CheckList
from dpia_wizard.gui.parts.chips import Chip
from dpia_wizard.gui.parts.choice_row import Choice, ChoiceRow, yes_partly_no_unknown
from dpia_wizard.gui.parts.dates import DateEdit
from dpia_wizard.gui.parts.fields import LineEdit, PlainTextEdit, SearchField
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel, rule
from dpia_wizard.gui.parts.levels import LevelBadge, LevelCounts, LevelMark
from dpia_wizard.gui.parts.matrix import MatrixCell, MatrixMark, MatrixPicture, RiskMatrixWidget
from dpia_wizard.gui.parts.notices import Banner, EmptyState
from dpia_wizard.gui.parts.numbers import NumberEdit
from dpia_wizard.gui.parts.pickers import ComboBox, SpinBox
from dpia_wizard.gui.parts.reasons import Reason, ReasonList
from dpia_wizard.gui.parts.status import ProgressLine, StatusLine
from dpia_wizard.gui.words import current_words, isolate, start_rtl_line
from dpia_wizard.texts import words_for

_PATTERNS = {"low": "plain", "medium": "dots", "high": "slanted", "critical": "crossed"}


def sample(english: str, arabic: str = "") -> str:
    """Words that only the gallery shows, in the window's script."""
    if current_words().language == "ar" and arabic:
        return arabic
    return current_words()(english)


def levels() -> dict[str, LevelMark]:
    """The four usual levels and the fifth that is none."""
    return {
        "low": LevelMark(sample("Low", "منخفض"), "ring", "low"),
        "medium": LevelMark(sample("Medium", "متوسط"), "half-diamond", "medium"),
        "high": LevelMark(sample("High", "مرتفع"), "triangle", "high"),
        "critical": LevelMark(sample("Critical", "حرج"), "octagon", "critical"),
        "none": LevelMark(sample("Not rated", "غير مقيَّم"), "dotted-ring", "none"),
    }


def matrix_picture(
    *,
    marks: bool = True,
    chosen: tuple[int, int] | None = None,
    bracket: tuple[tuple[int, int], tuple[int, int]] | None = None,
    counts: bool = False,
) -> MatrixPicture:
    """A matrix of four by four with a path on it."""
    names = {"L": "low", "M": "medium", "H": "high", "C": "critical"}
    rows = ("LLMH", "LMHH", "LMHC", "MHCC")
    of = levels()
    cells = tuple(
        tuple(
            MatrixCell(
                of[names[letter]].word,
                of[names[letter]].sign,
                names[letter],
                _PATTERNS[names[letter]],
                count=(3 if letter == "H" else 0) if counts else 0,
            )
            for letter in row
        )
        for row in rows
    )
    way = (
        MatrixMark("inherent", 3, 4),
        MatrixMark("today", 2, 4),
        MatrixMark("projected", 1, 3),
    )
    return MatrixPicture(
        likelihoods=(
            sample("Remote", "مستبعد"),
            sample("Possible", "ممكن"),
            sample("Likely", "مرجَّح"),
            sample("Almost certain", "شبه مؤكد"),
        ),
        severities=(
            sample("Low distress", "ضيق خفيف"),
            sample("Limited harm", "ضرر محدود"),
            sample("Serious harm", "ضرر جسيم"),
            sample("Grave or irreversible", "بالغ أو دائم"),
        ),
        cells=cells,
        marks=way if marks else (),
        chosen=chosen,
        bracket=bracket,
    )


def question() -> str:
    """A question as long as questions are."""
    return sample(
        "Is consent a real choice? Would a child who refuses still get the same help?",
        "هل الموافقة اختيار حقيقي؟ وهل يحصل الطفل الذي يرفض على المساعدة نفسها؟",
    )


def paragraph() -> str:
    """Some lines of help."""
    return sample(
        "If saying no costs a child help, the yes was never free. Then consent cannot carry "
        "this work, and another basis must be named.",
        "إذا كان الرفض يحرم الطفل من المساعدة، فالموافقة لم تكن حرّة قط. عندئذ لا يصح الاستناد "
        "إلى الموافقة، ويجب تسمية أساس آخر.",
    )


def _row(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    line = FlowLayout(holder, gap=8)
    for widget in widgets:
        line.addWidget(widget)
    return holder


def sheet_of_words() -> QWidget:
    """Type, badges, buttons, chips, status and notices."""
    page, column = _page()
    for role in ("title", "heading", "strong", "body", "muted", "small", "small_muted"):
        column.addWidget(PlainLabel(question(), role=role, wrap=True))
    of = levels()
    column.addWidget(_row(*(LevelBadge(mark) for mark in of.values())))
    column.addWidget(
        _row(
            *(LevelBadge(mark, projected=True) for mark in of.values()),
            LevelBadge(of["medium"], upper=of["critical"]),
        )
    )
    column.addWidget(LevelCounts([(mark, n) for n, mark in enumerate(reversed(of.values()), 1)]))
    disabled = SecondaryButton(sample("Disabled", "معطَّل"))
    disabled.setEnabled(False)
    off = PrimaryButton(sample("Open my library", "افتح المكتبة"), end_sign="chevron-next")
    off.setEnabled(False)
    column.addWidget(
        _row(
            PrimaryButton(
                sample("11 Consent and information", "11 الموافقة والإعلام"),
                end_sign="chevron-next",
            ),
            SecondaryButton(sample("9 Hosting", "9 الاستضافة"), sign="chevron-back"),
            LinkButton(sample("Add a purpose", "أضف غرضًا"), sign="plus"),
            IconButton("undo", sample("Undo", "تراجع")),
            IconButton("redo", sample("Redo", "إعادة")),
            SignButton(sample("Delete", "احذف"), sign="trash", role="danger"),
            disabled,
            off,
        )
    )
    column.addWidget(
        _row(
            Chip("C11"),
            Chip("C12", clickable=True),
            Chip(sample("Draft", "مسودة"), outlined=True),
            SignLabel("ring", sample("Not answered", "بلا إجابة")),
            SignLabel("lock", sample("Read only", "للقراءة فقط")),
        )
    )
    saved, failed = StatusLine(), StatusLine()
    saved.show_saved(isolate("10:42"))
    failed.show_failed(
        sample("The disk is full.", "القرص ممتلئ."), sample("Try again", "حاول مجددًا")
    )
    column.addWidget(_row(saved, failed))
    column.addWidget(ProgressLine(sample("12 of 23 sections done", "اكتمل 12 من 23 قسمًا"), 12, 23))
    column.addWidget(
        Banner(
            sample("Sign-off ends on 15 December 2026.", "ينتهي الاعتماد في 15 كانون الأول 2026."),
            link=sample("Plan the review", "خطط للمراجعة"),
        )
    )
    column.addWidget(
        Banner(
            sample(
                "Stop condition V5: no plan for the office being raided. Approval waits for "
                "question 16.4.",
                "شرط الإيقاف V5: لا خطة عند مداهمة المكتب. الاعتماد ينتظر السؤال 16.4.",
            ),
            kind="stop",
            link=sample("Open 16.4", "افتح 16.4"),
        )
    )
    column.addWidget(
        EmptyState(
            sample("No risks yet. They are suggested as you answer.", "لا مخاطر بعد."),
            button=sample("Add a risk", "أضف خطرًا"),
            sign="plus",
        )
    )
    signs = QWidget()
    flow = FlowLayout(signs, gap=2)
    for name in sign_names():
        button = IconButton(name, name)
        button.setIcon(sign_icon(name))
        flow.addWidget(button)
    column.addWidget(signs)
    column.addStretch(1)
    return page


def sheet_of_fields() -> QWidget:
    """Cards with every kind of field, in the states of a question."""
    page, column = _page()
    current = Card(state="current")
    current.body.addWidget(PlainLabel(question(), role="strong", wrap=True))
    choices = ChoiceRow(yes_partly_no_unknown(), name=question())
    choices.show_value("partly")
    note = PlainTextEdit(name=sample("Note", "ملاحظة"))
    note.show_value(
        sample(
            "Staff say yes. But CPIMS+ does not save a record while the consent field is empty, "
            "so a refusal stops the referral.",
            "يقول الموظفون نعم. لكن نظام CPIMS+ لا يحفظ السجل وحقل الموافقة فارغ، فيوقف الرفض "
            "الإحالة.\nA Latin line keeps its own side.",
        )
    )
    note.setObjectName("note")
    current.body.addWidget(choices)
    current.body.addWidget(PlainLabel(sample("Note", "ملاحظة"), role="small_strong"))
    current.body.addWidget(note)
    column.addWidget(current)

    missing = Card(state="missing")
    missing.body.addWidget(PlainLabel(question(), role="strong", wrap=True))
    scale = ChoiceRow(
        [
            Choice("1", sample("Remote: not expected in years", "مستبعد")),
            Choice("2", sample("Possible: has happened to others", "ممكن")),
            Choice("3", sample("Likely: has happened here", "مرجَّح")),
        ],
        name=question(),
    )
    missing.body.addWidget(scale)
    column.addWidget(missing)

    plain = Card()
    several = CheckList(
        [
            Choice("a", sample("Names and contact details", "الأسماء وبيانات الاتصال")),
            Choice("b", sample("Health", "الصحة")),
            Choice("c", sample("Where the child lives or sleeps", "مكان سكن الطفل أو مبيته")),
            Choice("d", sample("Photographs", "صور")),
            Choice("e", sample("What happened to the child", "ما حدث للطفل")),
        ],
        name=question(),
    )
    several.show_value(("a", "d"))
    plain.body.addWidget(several)
    day, wrong, number = DateEdit(name="d"), DateEdit(name="d"), NumberEdit(name="n")
    day.show_value("2026-11-21")
    wrong.show_value("")
    for field in wrong.findChildren(LineEdit):
        field.setText("21 November")
        field.editingFinished.emit()
    number.show_value(340)
    plain.body.addWidget(day)
    plain.body.addWidget(wrong)
    plain.body.addWidget(number)
    many = [(n, sample(words)) for n, words in enumerate(("All levels", "Worst first"))]
    plain.body.addWidget(
        _row(
            ComboBox(many, name="c"),
            SpinBox(name="s"),
            SearchField(name=sample("Search titles and answers", "ابحث في العناوين والإجابات")),
        )
    )
    off = LineEdit(name="x", hint=sample("Who, and within how many hours", "من، وخلال كم ساعة"))
    plain.body.addWidget(off)
    column.addWidget(plain)

    frozen = Card(state="read_only")
    frozen.body.addWidget(PlainLabel(question(), role="strong", wrap=True))
    answer = PlainTextEdit(name="a")
    answer.show_value(sample("Head of office; deputy if she cannot be reached.", "رئيس المكتب."))
    answer.set_read_only(True)
    kept = ChoiceRow(yes_partly_no_unknown(), name=question())
    kept.show_value("yes")
    kept.set_read_only(True)
    frozen.body.addWidget(answer)
    frozen.body.addWidget(kept)
    column.addWidget(frozen)
    inactive = Card(state="inactive")
    inactive.body.addWidget(
        SignLabel(
            "dash",
            sample("16.5 does not apply: no online system.", "16.5 لا ينطبق: لا نظام على الشبكة."),
            wrap=True,
        )
    )
    column.addWidget(inactive)
    column.addStretch(1)
    return page


def sheet_of_matrix() -> QWidget:
    """The matrix as on a risk page, as in a review and as a map, with reasons."""
    page, column = _page()
    card = Card()
    row = QHBoxLayout()
    row.setSpacing(16)
    row.addWidget(RiskMatrixWidget(matrix_picture(), name="R36"), 3)
    row.addWidget(rule(upright=True))
    side = QVBoxLayout()
    side.addWidget(PlainLabel(sample("Why High today", "لماذا «مرتفع» اليوم"), role="heading"))
    side.addWidget(PlainLabel(start_rtl_line(isolate("R36") + " " + question()), wrap=True))
    side.addWidget(
        ReasonList(
            [
                Reason(sample("Two-person release is strong and verified.", "الإفراج بشخصين قوي.")),
                Reason(paragraph(), counts=False),
            ],
            sample("Likelihood 3 → 2 · severity stays 4", "الاحتمال 3 ← 2 · الشدة تبقى 4"),
        )
    )
    side.addStretch(1)
    nest(row, side, 2)
    nest(card.body, row)
    column.addWidget(card)
    second = Card()
    pair = QHBoxLayout()
    choosing = RiskMatrixWidget(matrix_picture(marks=False, chosen=(3, 4)), name="R08")
    choosing.setObjectName("choosing")
    pair.addWidget(choosing)
    pair.addWidget(
        RiskMatrixWidget(
            matrix_picture(marks=False, bracket=((2, 3), (4, 3)), counts=True), name="Map"
        )
    )
    nest(second.body, pair)
    column.addWidget(second)
    column.addStretch(1)
    return page


SHEETS: dict[str, Callable[[], QWidget]] = {
    "words": sheet_of_words,
    "fields": sheet_of_fields,
    "matrix": sheet_of_matrix,
}


def _page() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    page.setProperty("ground", "window")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(page)
    column.setContentsMargins(20, 16, 20, 16)
    column.setSpacing(10)
    return page, column


def main() -> None:
    """Paint all parts and save the sheets as pictures."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for the pictures")
    parser.add_argument("--language", default="en", help="en, ar, or qps: made up and longer")
    parser.add_argument("--theme", default="light", choices=theme.THEMES)
    parser.add_argument("--size", default="1366x768", help="width and height in pixels")
    parser.add_argument("--scale", type=float, default=1.0, help="text size: 1, 1.25 or 1.5")
    wish = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    theme.apply(app, theme.theme_named(wish.theme), words_for(wish.language), wish.scale)
    show_focus_rings(app)
    wish.out.mkdir(parents=True, exist_ok=True)
    width, height = (int(part) for part in wish.size.split("x"))
    for name, build in SHEETS.items():
        page = build()
        page.resize(width, height)
        page.show()
        page.resize(width, max(height, page.heightForWidth(width), page.sizeHint().height()))
        focus = page.findChild(QWidget, "note") or page.findChild(QWidget, "choosing")
        page.activateWindow()
        (focus or page.findChild(PrimaryButton) or page).setFocus()
        app.processEvents()
        app.processEvents()
        target = f"{name}-{wish.language}-{wish.theme}-{round(wish.scale * 100)}.png"
        page.grab().save(str(wish.out / target))
        page.close()


if __name__ == "__main__":
    main()
