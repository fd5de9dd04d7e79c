"""The parts of the window: nothing is cut, keys do what is promised, and everything has a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QImage,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dpia_wizard.gui import theme
from dpia_wizard.gui.focus import FocusRing, show_focus_rings
from dpia_wizard.gui.parts.buttons import (
    IconButton,
    LinkButton,
    PrimaryButton,
    SecondaryButton,
)
from dpia_wizard.gui.parts.check_list import CheckList
from dpia_wizard.gui.parts.choice_row import Choice, ChoiceRow, yes_partly_no_unknown
from dpia_wizard.gui.parts.dates import DateEdit, read_date
from dpia_wizard.gui.parts.drawer import Drawer
from dpia_wizard.gui.parts.drawing import line_width, lines_of, paint_block
from dpia_wizard.gui.parts.fields import LineEdit, PlainTextEdit, SearchField
from dpia_wizard.gui.parts.labels import PlainLabel, breakable
from dpia_wizard.gui.parts.levels import LevelBadge, LevelCounts
from dpia_wizard.gui.parts.matrix import RiskMatrixWidget
from dpia_wizard.gui.parts.notices import Banner
from dpia_wizard.gui.parts.numbers import UNKNOWN, NumberEdit, read_number
from dpia_wizard.gui.parts.panes import ScrollPane
from dpia_wizard.gui.parts.pickers import ComboBox, LongChoice, SpinBox
from dpia_wizard.gui.parts.read_table import Cell, ReadTable
from dpia_wizard.gui.parts.status import StatusLine
from dpia_wizard.texts import words_for
from tests.gui import gallery
from tests.gui.gallery import SHEETS, matrix_picture
from tests.gui.looking import cut_texts, nameless, settle, spoken, tab_stops

KEY = Qt.Key


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    dress(qapp)
    yield
    dress(qapp)


def dress(app: QApplication, language: str = "en", scale: float = 1.0) -> None:
    theme.apply(app, theme.theme_named("light"), words_for(language), scale)
    show_focus_rings(app)


def shown(qtbot: QtBot, widget: QWidget, width: int = 700) -> QWidget:
    qtbot.addWidget(widget)
    widget.resize(width, max(widget.sizeHint().height(), widget.heightForWidth(width)))
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    settle()
    return widget


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("language", ["en", "ar", "qps"])
@pytest.mark.parametrize("sheet", list(SHEETS))
def test_no_words_are_cut(
    qtbot: QtBot, qapp: QApplication, sheet: str, language: str, scale: float
) -> None:
    dress(qapp, language, scale)
    page = SHEETS[sheet]()
    shown(qtbot, page, 1366)
    page.resize(page.width(), max(page.heightForWidth(page.width()), page.sizeHint().height()))
    settle()
    assert cut_texts(page) == []
    page.close()


def test_the_look_for_cut_words_finds_them(qtbot: QtBot) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    label, button = PlainLabel("These words are too long"), SecondaryButton("These as well")
    label.setFixedWidth(30)
    button.setFixedWidth(30)
    column.addWidget(label)
    column.addWidget(button)
    shown(qtbot, page, 300)
    assert len(cut_texts(page)) == 2
    page.close()


@pytest.mark.parametrize("sheet", list(SHEETS))
def test_everything_that_takes_the_focus_has_a_name(qtbot: QtBot, sheet: str) -> None:
    page = shown(qtbot, SHEETS[sheet]())
    assert nameless(page) == []
    page.close()


@pytest.mark.parametrize("sheet", list(SHEETS))
def test_a_theme_can_change_under_an_open_window(
    qtbot: QtBot, qapp: QApplication, sheet: str
) -> None:
    page = shown(qtbot, SHEETS[sheet](), 1366)
    before = page.grab().toImage()
    theme.apply(qapp, theme.theme_named("dark"), words_for("ar"), 1.25)
    settle()
    assert page.grab().toImage() != before
    page.close()


def test_a_label_never_reads_markup(qtbot: QtBot, qapp: QApplication) -> None:
    for language in ("en", "ar"):
        dress(qapp, language)
        label = PlainLabel("<b>bold</b> &lt;", wrap=True)
        qtbot.addWidget(label)
        assert label.text() == "<b>bold</b> &lt;"
        wide = PlainLabel("<img src='x' width='5000'>", wrap=True)
        qtbot.addWidget(wide)
        assert wide.sizeHint().width() < 1000
    assert spoken(label)[0] == "<b>bold</b> &lt;"


def test_a_stop_at_the_end_of_a_line_stays_there_in_a_window_of_the_other_direction(
    qapp: QApplication,
) -> None:
    font = theme.look().font()
    words, far = "Own phones leave case work;", 400
    pictures = []
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        picture = QImage(far, 40, QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        painter.setLayoutDirection(direction)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
        ink = QColor("black")
        paint_block(painter, picture.rect(), words, font, 20, ink, left)
        painter.end()
        pictures.append(picture)
    assert pictures[0] == pictures[1]


def test_lines_keep_the_direction_of_their_paragraph() -> None:
    text = "Case talk\n\u2066R49\u2069 قرار\n12, 13"
    assert lines_of(text, theme.look().font(), 900) == [
        "\u2066Case talk\u2069",
        "\u2067\u2066R49\u2069 قرار\u2069",
        "12, 13",
    ]


@pytest.mark.parametrize("letter", ["w", "ш", "ق"])
def test_a_word_of_300_letters_breaks_and_makes_nothing_wide(qtbot: QtBot, letter: str) -> None:
    words = f"Referrals {letter * 300} in the north"
    for part in (PlainLabel(words, wrap=True), LinkButton(words, wrap=True)):
        qtbot.addWidget(part)
        assert part.minimumSizeHint().width() < 500
        assert part.heightForWidth(500) > 4 * theme.look().line_height("small")
    assert PlainLabel(words, wrap=True).text() == words


def test_words_of_usual_length_are_shown_as_they_are(qtbot: QtBot) -> None:
    words = "Kinderschutzbeauftragte, interagency@example.org"
    assert breakable(words) == words


def test_an_ampersand_on_a_button_is_an_ampersand(qtbot: QtBot) -> None:
    button = SecondaryButton("Health & food")
    qtbot.addWidget(button)
    assert button.words() == "Health & food"
    assert spoken(button)[0] == "Health & food"


def test_enter_presses_the_button_that_has_the_focus(qtbot: QtBot) -> None:
    button = SecondaryButton("Here")
    shown(qtbot, button)
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, KEY.Key_Return)
    button.close()


def test_a_ring_in_a_scrolling_pane_scrolls_with_it(qtbot: QtBot) -> None:
    content = QWidget()
    column = QVBoxLayout(content)
    buttons = [SecondaryButton(f"Button {n}") for n in range(30)]
    for button in buttons:
        column.addWidget(button)
    pane = ScrollPane(content)
    qtbot.addWidget(pane)
    pane.resize(300, 200)
    pane.show()
    pane.activateWindow()
    settle()
    buttons[-1].setFocus(Qt.FocusReason.TabFocusReason)
    settle()
    (ring,) = [ring for ring in pane.findChildren(FocusRing) if ring.isVisible()]
    assert ring.parentWidget() is content
    pane.ensureWidgetVisible(buttons[-1])
    settle()
    assert ring.geometry() == buttons[-1].geometry().adjusted(-4, -4, 4, 4)
    pane.close()


def test_targets_are_large_enough(qtbot: QtBot) -> None:
    for part in (PrimaryButton("Go"), SecondaryButton(""), IconButton("undo", "Undo")):
        qtbot.addWidget(part)
        assert part.sizeHint().height() >= 32
        assert part.sizeHint().width() >= 32


def test_the_focus_ring_lies_outside_with_a_gap(qtbot: QtBot) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    button = SecondaryButton("Here")
    column.addWidget(button)
    shown(qtbot, page)
    button.setFocus()
    settle()
    (ring,) = [ring for ring in page.findChildren(FocusRing) if ring.isVisible()]
    assert ring.geometry() == button.geometry().adjusted(-4, -4, 4, 4)
    button.move(button.x() + 20, button.y())
    assert ring.geometry() == button.geometry().adjusted(-4, -4, 4, 4)
    page.close()


# Answers in a row


@pytest.fixture
def row(qtbot: QtBot) -> Iterator[ChoiceRow]:
    part = ChoiceRow(yes_partly_no_unknown(), name="Is consent a real choice?")
    shown(qtbot, part)
    yield part
    part.close()


def press(qtbot: QtBot, key: Qt.Key) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    qtbot.keyClick(widget, key)


def test_digits_choose_and_nought_clears(qtbot: QtBot, row: ChoiceRow) -> None:
    told: list[object] = []
    row.edited.connect(told.append)
    row.setFocus()
    for key in (KEY.Key_1, KEY.Key_3, KEY.Key_4, KEY.Key_4, KEY.Key_0, KEY.Key_9):
        press(qtbot, key)
    assert told == ["yes", "no", "unknown", None]


def test_arrows_choose_the_next_and_stop_at_the_ends(qtbot: QtBot, row: ChoiceRow) -> None:
    row.setFocus()
    seen = []
    for key in (KEY.Key_Right, KEY.Key_Right, KEY.Key_Left, KEY.Key_Left, KEY.Key_Up):
        press(qtbot, key)
        seen.append(row.value())
    assert seen == ["yes", "partly", "yes", "yes", "yes"]


def test_arrows_follow_the_picture_when_mirrored(
    qtbot: QtBot, qapp: QApplication, row: ChoiceRow
) -> None:
    dress(qapp, "ar")
    row.setFocus()
    press(qtbot, KEY.Key_Left)
    press(qtbot, KEY.Key_Left)
    assert row.value() == "partly"
    press(qtbot, KEY.Key_Right)
    assert row.value() == "yes"


def test_a_group_of_answers_is_one_stop_of_the_tab_key(row: ChoiceRow) -> None:
    assert len(tab_stops(row)) == 1
    row.show_value("no")
    (stop,) = tab_stops(row)
    assert spoken(stop) == ("No", "Is consent a real choice?")


def test_pressing_the_chosen_answer_again_takes_it_back(qtbot: QtBot, row: ChoiceRow) -> None:
    (stop,) = tab_stops(row)
    qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    assert row.value() == "yes"
    qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    assert row.value() is None


def test_showing_a_value_tells_nobody(qtbot: QtBot, row: ChoiceRow) -> None:
    with qtbot.assertNotEmitted(row.edited):
        row.show_value("unknown")
    assert row.value() == "unknown"


def test_answers_stand_in_a_column_when_it_is_narrow(qtbot: QtBot, row: ChoiceRow) -> None:
    assert not row.is_column()
    wide = row.heightForWidth(700)
    row.resize(400, row.heightForWidth(400))
    assert row.is_column()
    assert row.heightForWidth(400) > 3 * wide
    assert cut_texts(row) == []


def test_a_read_only_answer_cannot_be_changed(qtbot: QtBot, row: ChoiceRow) -> None:
    row.show_value("yes")
    row.set_read_only(True)
    qtbot.keyClick(row, KEY.Key_3)
    assert row.value() == "yes"
    assert tab_stops(row) == []


def test_several_answers_are_ticked_by_keys(qtbot: QtBot) -> None:
    part = CheckList([Choice(v, v.upper()) for v in "abcde"], name="Which?")
    shown(qtbot, part)
    told: list[object] = []
    part.edited.connect(told.append)
    assert len(tab_stops(part)) == 1
    part.setFocus()
    press(qtbot, KEY.Key_Down)
    press(qtbot, KEY.Key_Space)
    press(qtbot, KEY.Key_1)
    press(qtbot, KEY.Key_1)
    assert told == [("b",), ("a", "b"), ("b",)]
    part.close()


# Words


def commit(widget: QWidget, text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def test_what_is_typed_is_told_and_what_is_shown_is_not(qtbot: QtBot) -> None:
    part = PlainTextEdit(name="Note")
    shown(qtbot, part)
    told: list[str] = []
    part.edited.connect(told.append)
    part.show_value("one\ntwo")
    part.setFocus()
    commit(part, "مرحبا")
    assert told == ["one\ntwoمرحبا"]
    part.close()


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40))
def test_a_text_field_keeps_every_letter(qapp: QApplication, text: str) -> None:
    clean = text.replace("\u2028", "\n").replace("\u2029", "\n")
    part = PlainTextEdit(name="Note")
    part.show_value(clean)
    assert part.text() == clean
    part.deleteLater()


@pytest.mark.parametrize("kind", [LineEdit, PlainTextEdit])
def test_undo_leaves_the_caret_where_the_words_changed(
    qtbot: QtBot, kind: type[LineEdit] | type[PlainTextEdit]
) -> None:
    field = kind(name="Why")
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    field.show_value("one 👧🏽 two six")
    field.show_value("one 👧🏽 six")
    qtbot.keyClicks(field, "x")
    assert field.text() == "one 👧🏽 xsix"


def test_pasted_markup_stays_words(qtbot: QtBot) -> None:
    part = PlainTextEdit(name="Note")
    qtbot.addWidget(part)
    pasted = QMimeData()
    pasted.setHtml("<b>bold</b><img src='x.png'>")
    pasted.setText("bold\x00\r\nend")
    part.insertFromMimeData(pasted)
    assert part.text() == "bold\nend"


def test_tab_leaves_a_text_field_and_undo_is_left_to_the_program(qtbot: QtBot) -> None:
    for part in (PlainTextEdit(name="Note"), LineEdit(name="Line")):
        shown(qtbot, part)
        part.setFocus()
        undo = QKeyEvent(
            QEvent.Type.ShortcutOverride, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier
        )
        QApplication.sendEvent(part, undo)
        assert not undo.isAccepted()
        part.close()
    text = PlainTextEdit(name="Note")
    qtbot.addWidget(text)
    assert text.tabChangesFocus()


def test_a_text_field_grows_with_its_words_up_to_a_limit(qtbot: QtBot) -> None:
    part = PlainTextEdit(name="Note", lines=2, most_lines=6)
    shown(qtbot, part)
    low = part.height()
    part.show_value("\n".join("abcd"))
    higher = part.height()
    part.show_value("\n".join("a" * 60))
    assert low < higher < part.height()
    assert part.height() < 6 * theme.look().line_height() + 40
    part.close()


def test_each_paragraph_keeps_its_own_side(qtbot: QtBot, qapp: QApplication) -> None:
    dress(qapp, "ar")
    part = PlainTextEdit(name="Note")
    shown(qtbot, part)
    part.show_value("مرحبا\nHello")
    settle()
    directions = []
    block = part.document().firstBlock()
    while block.isValid():
        directions.append(block.textDirection())
        block = block.next()
    assert directions == [Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight]
    part.close()


def test_a_line_of_names_and_dates_alone_is_read_as_the_window_is(
    qtbot: QtBot, qapp: QApplication
) -> None:
    """A post and the day after it changed places in Arabic: both stand isolated."""
    dress(qapp, "ar")
    pictures = []
    for before in ("", "\u200f"):
        label = PlainLabel(f"{before}\u2068مشرف\u2069، \u20662026-11-22\u2069")
        shown(qtbot, label)
        pictures.append(label.grab().toImage())
        label.close()
    assert pictures[0] == pictures[1]


def test_a_line_has_no_line_feeds(qtbot: QtBot) -> None:
    part = LineEdit(name="Line")
    qtbot.addWidget(part)
    part.show_value("one\ntwo\x07")
    assert part.text() == "one two"


def test_searching_waits_for_the_typing_to_rest_and_escape_empties(qtbot: QtBot) -> None:
    part = SearchField(name="Search")
    shown(qtbot, part)
    with qtbot.waitSignal(part.searched) as found:
        qtbot.keyClicks(part, "food")
    assert found.args == ["food"]
    with qtbot.waitSignal(part.searched) as found:
        qtbot.keyClick(part, KEY.Key_Escape)
    assert found.args == [""]
    part.close()


# Dates and numbers


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-11-21", "2026-11-21"),
        (" 2026/1/5 ", "2026-01-05"),
        ("5.1.2026", "2026-01-05"),
        ("٢٠٢٦-١١-٢١", "2026-11-21"),
        ("2026-02-30", None),
        ("soon", None),
        ("", None),
    ],
)
def test_dates_are_read_as_people_write_them(typed: str, meant: str | None) -> None:
    found = read_date(typed)
    assert (found.isoformat() if found else None) == meant


@given(st.dates())
def test_every_date_is_read_back(day: object) -> None:
    assert read_date(str(day)) == day


def test_a_date_field_says_what_is_wrong_and_keeps_the_last_date(qtbot: QtBot) -> None:
    part = DateEdit(name="Reviewed on")
    shown(qtbot, part)
    told: list[str] = []
    part.edited.connect(told.append)
    field = part.focusProxy()
    assert isinstance(field, LineEdit)
    qtbot.keyClicks(field, "21.11.2026")
    qtbot.keyClick(field, KEY.Key_Return)
    assert (told, field.text(), part.problem()) == (["2026-11-21"], "2026-11-21", "")
    field.clear()
    qtbot.keyClicks(field, "soon")
    qtbot.keyClick(field, KEY.Key_Return)
    assert "not a date" in part.problem()
    assert spoken(field)[1] == part.problem()
    field.selectAll()
    qtbot.keyClick(field, KEY.Key_Backspace)
    assert part.problem() == ""
    assert part.value() == ""
    part.close()


def test_a_number_may_be_unknown(qtbot: QtBot) -> None:
    part = NumberEdit(name="How many children", most=500)
    shown(qtbot, part)
    told: list[object] = []
    part.edited.connect(told.append)
    field, box = tab_stops(part)
    qtbot.keyClicks(field, "12")
    qtbot.keyClick(box, KEY.Key_Space)
    qtbot.keyClicks(field, "900")
    qtbot.keyClick(field, KEY.Key_Return)
    assert told == [1, 12, UNKNOWN, 9, 90, UNKNOWN]  # 900 is none: as it was before
    assert "500" in part.problem()
    part.close()


@given(st.integers(0, 10**14))
def test_every_number_is_read_back(number: int) -> None:
    assert read_number(f"{number:,}".replace(",", " ")) == number


def test_letters_typed_into_a_list_are_one_choice(qtbot: QtBot) -> None:
    countries = ComboBox([("ug", "Uganda"), ("gb", "UK"), ("ua", "Ukraine")], name="Country")
    qtbot.addWidget(countries)
    countries.show()
    countries.setFocus()
    countries.show_value("gb")
    told: list[object] = []
    countries.edited.connect(told.append)
    qtbot.keyClicks(countries, "ukr")
    assert countries.value() == "ua"
    assert told == []
    countries.show_value("gb")  # something else was saved meanwhile
    qtbot.keyClick(countries, Qt.Key.Key_Return)
    assert told == ["ua"]
    qtbot.wait(QApplication.keyboardInputInterval() + 50)
    with qtbot.waitSignal(countries.edited):
        qtbot.keyClicks(countries, "ug")
    assert told == ["ua", "ug"]
    qtbot.keyClick(countries, Qt.Key.Key_Down)
    assert told[-1] == "gb"


def test_the_wheel_changes_nothing_without_the_focus(qtbot: QtBot) -> None:
    for part in (ComboBox([(1, "One"), (2, "Two")], name="c"), SpinBox(name="s")):
        shown(qtbot, part)
        part.clearFocus()
        wheel = QWheelEvent(
            QPointF(5, 5),
            QPointF(5, 5),
            QPointF(0, -120).toPoint(),
            QPointF(0, -120).toPoint(),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        with qtbot.assertNotEmitted(part.edited):
            QApplication.sendEvent(part, wheel)
        assert not wheel.isAccepted()
        part.close()


# Levels and the matrix


def test_a_badge_says_its_level_and_where_it_comes_from(qtbot: QtBot) -> None:
    of = gallery.levels()
    today = LevelBadge(of["high"], about="likelihood 2, severity 4")
    projected = LevelBadge(of["low"], projected=True)
    between = LevelBadge(of["medium"], upper=of["critical"])
    unrated = LevelBadge(None)
    for badge in (today, projected, between, unrated):
        qtbot.addWidget(badge)
    assert spoken(today)[0] == "High, likelihood 2, severity 4"
    assert spoken(projected)[0] == "projected Low"
    assert spoken(between)[0] == "Medium to Critical"
    assert spoken(unrated)[0] == "Not rated"
    assert unrated.grab().toImage() != LevelBadge(of["low"]).grab().toImage()


def test_counts_leave_out_what_is_nought(qtbot: QtBot) -> None:
    of = gallery.levels()
    counts = LevelCounts([(of["critical"], 1), (of["high"], 0), (of["low"], 4)])
    qtbot.addWidget(counts)
    assert spoken(counts)[0] == "1 Critical, 4 Low"


@pytest.fixture
def matrix(qtbot: QtBot) -> Iterator[RiskMatrixWidget]:
    part = RiskMatrixWidget(matrix_picture(marks=False), name="R36 Sent to the wrong person")
    shown(qtbot, part)
    part.setFocus()
    yield part
    part.close()


def test_arrows_walk_the_matrix_and_enter_chooses(qtbot: QtBot, matrix: RiskMatrixWidget) -> None:
    walked = [matrix.current()]
    for key in (KEY.Key_Up, KEY.Key_Right, KEY.Key_Down, KEY.Key_Down, KEY.Key_Left):
        qtbot.keyClick(matrix, key)
        walked.append(matrix.current())
    assert walked == [(1, 1), (2, 1), (2, 2), (1, 2), (1, 2), (1, 1)]
    qtbot.keyClick(matrix, KEY.Key_Up)
    with qtbot.waitSignal(matrix.chosen) as told:
        qtbot.keyClick(matrix, KEY.Key_Return)
    assert told.args == [2, 1]


def test_walking_follows_the_picture_when_mirrored(
    qtbot: QtBot, qapp: QApplication, matrix: RiskMatrixWidget
) -> None:
    dress(qapp, "ar")
    settle()
    assert matrix.cell_rect(1, 1).x() > matrix.cell_rect(1, 2).x()
    qtbot.keyClick(matrix, KEY.Key_Left)
    assert matrix.current() == (1, 2)


def test_a_question_mark_says_the_likelihood_is_unknown(
    qtbot: QtBot, matrix: RiskMatrixWidget
) -> None:
    with qtbot.waitSignal(matrix.likelihood_unknown):
        qtbot.keyClick(matrix, KEY.Key_Question, Qt.KeyboardModifier.ShiftModifier)


def test_a_click_chooses_the_cell_under_it(qtbot: QtBot, matrix: RiskMatrixWidget) -> None:
    with qtbot.waitSignal(matrix.chosen) as told:
        qtbot.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=matrix.cell_rect(4, 3).center())
    assert told.args == [4, 3]


def test_a_matrix_that_only_shows_chooses_nothing(qtbot: QtBot, matrix: RiskMatrixWidget) -> None:
    matrix.set_editable(False)
    with qtbot.assertNotEmitted(matrix.chosen):
        qtbot.keyClick(matrix, KEY.Key_Return)


def test_the_current_cell_is_spoken_with_its_marks(qtbot: QtBot, matrix: RiskMatrixWidget) -> None:
    matrix.show_value(matrix_picture())
    name, description = spoken(matrix)
    assert name == "R36 Sent to the wrong person"
    assert description == ("likelihood 2 Possible, severity 4 Grave or irreversible, High, Today")
    qtbot.keyClick(matrix, KEY.Key_Up)
    assert spoken(matrix)[1].endswith("Critical, Inherent")


def test_a_cell_with_several_risks_opens_their_list(qtbot: QtBot, matrix: RiskMatrixWidget) -> None:
    matrix.show_value(matrix_picture(marks=False, chosen=(2, 3), counts=True))
    assert "3 risks" in spoken(matrix)[1]
    with qtbot.waitSignal(matrix.opened) as told:
        qtbot.keyClick(matrix, KEY.Key_Return)
    assert told.args == [2, 3]


@pytest.mark.parametrize(("rows", "columns"), [(3, 3), (5, 6), (6, 3)])
def test_a_matrix_of_another_size_is_shown_whole(
    qtbot: QtBot, matrix: RiskMatrixWidget, rows: int, columns: int
) -> None:
    cell = matrix_picture().cell(1, 1)
    matrix.show_value(
        replace(
            matrix_picture(marks=False),
            likelihoods=("Likelihood",) * rows,
            severities=("Severity",) * columns,
            cells=((cell,) * columns,) * rows,
        )
    )
    matrix.resize(matrix.minimumSizeHint())
    settle()
    cells = [matrix.cell_rect(row, column) for row in (1, rows) for column in (1, columns)]
    assert all(matrix.rect().contains(place) for place in cells)


# Notices, drawer, status


def test_a_banner_says_one_thing_and_leads_to_it(qtbot: QtBot) -> None:
    banner = Banner("Sign-off ends soon.", link="Plan the review")
    shown(qtbot, banner)
    (link,) = tab_stops(banner)
    with qtbot.waitSignal(banner.followed):
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert spoken(banner)[0] == "Sign-off ends soon."
    banner.close()


def test_escape_closes_the_drawer_and_the_focus_goes_back(qtbot: QtBot) -> None:
    page = QWidget()
    page.setMinimumSize(500, 300)
    opener = SecondaryButton("Help", parent=page)
    drawer = Drawer(page, name="Help with 10.2")
    shown(qtbot, page)
    opener.setFocus()
    drawer.open()
    assert drawer.is_open()
    assert drawer.hasFocus()
    qtbot.waitUntil(lambda: drawer.geometry().right() == page.rect().right())
    qtbot.keyClick(drawer, KEY.Key_Escape)
    assert not drawer.is_open()
    assert opener.hasFocus()
    page.close()


def test_the_status_says_saved_only_with_a_time_and_offers_a_way_out(qtbot: QtBot) -> None:
    status = StatusLine()
    assert status.text() == ""
    status.show_saving()
    shown(qtbot, status)
    status.show_failed("The disk is full.", "Try again")
    assert spoken(status)[0] == "Not saved. The disk is full."
    (way_out,) = tab_stops(status)
    with qtbot.waitSignal(status.way_out):
        qtbot.mouseClick(way_out, Qt.MouseButton.LeftButton)
    status.show_saved("10:42")
    assert status.text() == "Saved 10:42"
    assert tab_stops(status) == []
    status.close()


def test_a_date_that_is_none_leaves_the_one_before(qtbot: QtBot) -> None:
    field = DateEdit(name="Due")
    qtbot.addWidget(field)
    field.show_value("2026-10-01")
    said: list[str] = []
    field.edited.connect(said.append)
    line = field.focusProxy()
    assert isinstance(line, LineEdit)
    for wrong in ("2027-02-30", "2027-02-3x"):
        line.selectAll()
        qtbot.keyClick(line, KEY.Key_Backspace)
        qtbot.keyClicks(line, wrong)
        line.editingFinished.emit()
        field.show_value("2026-10-01")  # as the page does once it is kept
        assert (field.value(), line.text()) == ("2026-10-01", wrong)
        assert "not a date" in field.problem()
    assert "2027-02-03" not in said
    assert said[-1] == "2026-10-01"


@pytest.mark.parametrize("wrong", ["12o", "1234567890123", "-4"])
def test_a_number_that_is_none_leaves_the_one_before(qtbot: QtBot, wrong: str) -> None:
    field = NumberEdit(name="Children")
    qtbot.addWidget(field)
    field.show_value(7)
    line = field.focusProxy()
    assert isinstance(line, LineEdit)
    line.selectAll()
    qtbot.keyClick(line, KEY.Key_Backspace)
    qtbot.keyClicks(line, wrong)
    line.editingFinished.emit()
    assert (field.value(), bool(field.problem())) == (7, True)


def test_who_comes_back_to_a_field_writes_on_where_it_ends(qtbot: QtBot) -> None:
    for part in (PlainTextEdit(name="Why"), LineEdit(name="Post")):
        shown(qtbot, part)
        part.show_value("Half a sen")
        part.setFocus(Qt.FocusReason.OtherFocusReason)
        qtbot.keyClicks(part, "tence")
        assert part.text() == "Half a sentence"
        part.close()


def test_rows_are_as_high_as_their_words_also_when_painted_before_they_are_shown(
    qtbot: QtBot,
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    words = Cell("These words stand in one line where there is room for them")
    table = ReadTable(["Risk", "Today"], [[words, Cell("High")]] * 3, name="Risks")
    column.addWidget(table)
    page.resize(800, 300)
    page.grab()
    page.show()
    one_line = QFontMetrics(table.font()).height()
    assert all(table.rowHeight(row) < 2 * one_line for row in range(3))
    page.resize(240, 300)
    assert all(table.rowHeight(row) >= 2 * one_line for row in range(3))
    assert table.height() >= sum(table.rowHeight(row) for row in range(3))


def test_a_long_choice_is_as_wide_as_the_chosen_one_and_its_list_as_the_longest(
    qtbot: QtBot,
) -> None:
    long = "Data protection officer or adviser: Regional data protection adviser of the lead agency"
    part = LongChoice([("a", "Author: Caseworker"), ("d", long)], name="Working as")
    shown(qtbot, part)
    narrow = part.sizeHint().width()
    part.showPopup()
    assert part.view().width() >= line_width(long, part.view().font())
    part.hidePopup()
    part.show_value("d")
    assert part.sizeHint().width() > narrow + 100
    assert part.sizeHint().width() >= line_width(long, part.font())
    part.close()
