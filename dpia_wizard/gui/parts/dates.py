"""A date as people write it, kept as year-month-day."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import QDate, QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dpia_wizard.gui import theme
from dpia_wizard.gui.icons import sign_icon
from dpia_wizard.gui.parts.buttons import IconButton
from dpia_wizard.gui.parts.checked_field import DIGITS, CheckedField
from dpia_wizard.gui.words import _, isolate

_YEAR_FIRST = re.compile(r"(\d{4})[-./\s]+(\d{1,2})[-./\s]+(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-./\s]+(\d{1,2})[-./\s]+(\d{4})")
_WHOLE = re.compile(r"\d{4}-\d{2}-\d{2}")
_EXAMPLE = "2026-11-21"


def read_date(text: str) -> date | None:
    """The date written in *text*: year first, or day first; None when it is none."""
    plain = text.translate(DIGITS).strip(" \u200e\u200f\u2066\u2067\u2068\u2069")
    if found := _YEAR_FIRST.fullmatch(plain):
        year, month, day = (int(part) for part in found.groups())
    elif found := _DAY_FIRST.fullmatch(plain):
        day, month, year = (int(part) for part in found.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


class DateEdit(CheckedField):
    """A date that may be empty; forgiving in how it is written, clear about what is wrong.

    Where what was typed is no date, the one from before is kept. `edited` gives year-month-day, or
    "" when it was emptied.
    """

    edited = Signal(str)

    def __init__(self, *, name: str = "", parent: QWidget | None = None) -> None:
        self._value = self._before = ""
        self._open = IconButton("calendar", _("Choose a date"))
        super().__init__(self._open, name=name, hint=_EXAMPLE, width=150, gap=4, parent=parent)
        self._field.editingFinished.connect(self._read)
        self._field.edited.connect(self._typed)
        self._open.clicked.connect(self._choose)

    def value(self) -> str:
        """The date as year-month-day, or "" while there is none."""
        return self._value

    def show_value(self, value: str) -> None:
        """Show the date *value*; tells nobody. What is being written for it, and
        what is wrong there, stays as it is."""
        found = read_date(self._field.text())
        is_written = found is not None and found.isoformat() == value
        if value == self._value and (is_written or self._field.hasFocus() or self.problem()):
            return
        self._value = self._before = value
        self._field.show_value(value)
        self._say("")

    def set_read_only(self, read_only: bool) -> None:
        """Show the date as words."""
        self._field.set_read_only(read_only)
        self._open.setVisible(not read_only)

    def _typed(self, text: str) -> None:
        """While typing, only what is already whole counts, and nothing is called wrong."""
        if not text.strip():
            self._take("")
        elif _WHOLE.fullmatch(text.translate(DIGITS)) and (found := read_date(text)) is not None:
            self._take(found.isoformat())
        self._say("")

    def _read(self) -> None:
        text = self._field.text().strip()
        found = read_date(text)
        if text and found is None:
            self._say(
                _("This is not a date yet. Write year, month and day, as in {example}.").format(
                    example=isolate(_EXAMPLE)
                )
            )
            self._take(self._before)
            return
        value = "" if found is None else found.isoformat()
        self._before = value
        self._field.show_value(value)
        self._say("")
        self._take(value)

    def _take(self, value: str) -> None:
        if value != self._value:
            self._value = value
            self.edited.emit(value)

    def _choose(self) -> None:
        popup = _CalendarPopup(self._value, self)
        popup.chosen.connect(self._take_chosen)
        popup.show_below(self._field)

    def _take_chosen(self, value: str) -> None:
        self._before = value
        self._field.show_value(value)
        self._say("")
        self._take(value)
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)


class DayEdit(DateEdit):
    """A day that a button waits for: what is no date is none, and stays as it was written.

    `edited` tells after every change that is typed.
    """

    def text(self) -> str:
        """What stands in the field: year-month-day, or the words that are no date."""
        return self.value() or self._field.text().strip()

    def show_value(self, value: str) -> None:
        """Show *value*, also where it is no date; tells nobody."""
        with QSignalBlocker(self):
            self._before = ""
            self._field.show_value(value)
            self._read()

    def _typed(self, text: str) -> None:
        found = read_date(text)
        self._before = ""
        self._value = "" if found is None else found.isoformat()
        self._say("")
        self.edited.emit(self._value)


class _CalendarPopup(QFrame):
    chosen = Signal(str)

    def __init__(self, value: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("ground", "surface")
        self._calendar = QCalendarWidget(self)
        self._calendar.setVerticalHeaderFormat(
            QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        )
        self._calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        # Qt paints weekends red and arrows black, whatever the theme.
        plain = QTextCharFormat()
        plain.setForeground(theme.colour("text"))
        for day in Qt.DayOfWeek:
            self._calendar.setWeekdayTextFormat(day, plain)
        plain.setForeground(theme.colour("text_muted"))
        self._calendar.setHeaderTextFormat(plain)
        for name, sign, words in (
            ("qt_calendar_prevmonth", "chevron-back", _("Month before")),
            ("qt_calendar_nextmonth", "chevron-next", _("Month after")),
        ):
            for button in self._calendar.findChildren(QToolButton, name):
                button.setIcon(sign_icon(sign, "accent"))
                button.setAccessibleName(words)
        if (shown := QDate.fromString(value, "yyyy-MM-dd")).isValid():
            self._calendar.setSelectedDate(shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self._calendar)
        self._calendar.clicked.connect(self._take)
        self._calendar.activated.connect(self._take)

    def show_below(self, field: QWidget) -> None:
        """Open under *field*, at its leading edge."""
        self.adjustSize()
        corner = QPoint(0, field.height() + 2)
        if field.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            corner.setX(field.width() - self.width())
        self.move(field.mapToGlobal(corner))
        self.show()
        self._calendar.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def _take(self, day: QDate) -> None:
        self.chosen.emit(day.toString("yyyy-MM-dd"))
        self.close()
