"""Days and moments as people read them, in the window's language and always with Latin digits."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale

from dpia_wizard.gui.words import _, is_right_to_left, isolate


def day(value: str) -> str:
    """The day of an ISO date or moment, such as "27 Nov 2026"; "" for what is none."""
    found = date_of(value)
    if found is None:
        return ""
    words = QLocale().toString(QDate(found.year, found.month, found.day), "d MMM yyyy")
    # The direction is the month's own: forced to the left, an Arabic year changes its place.
    return f"\u2068{words}\u2069" if is_right_to_left() else words


def moment(value: str, today: str) -> str:
    """An ISO moment (UTC) on the clock here: "today 10:42", or else its day."""
    try:
        at = datetime.fromisoformat(value).astimezone()
    except ValueError:
        return day(value)
    if at.date().isoformat() != today:
        return day(at.date().isoformat())
    return _("today {time}").format(time=isolate(at.strftime("%H:%M")))


def here(value: str) -> tuple[str, str]:
    """The ISO day and the time of an ISO moment (UTC) on the clock here; two empty texts for what
    is none."""
    try:
        at = datetime.fromisoformat(value).astimezone()
    except ValueError:
        return "", ""
    return at.date().isoformat(), at.strftime("%H:%M")


def days_until(value: str, today: str) -> int | None:
    """How many days *value* lies after *today* (negative when it is past); None without a date."""
    wanted, now = date_of(value), date_of(today)
    return None if wanted is None or now is None else (wanted - now).days


def date_of(value: str) -> date | None:
    """The date at the beginning of an ISO date or moment; None when it is none."""
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None
