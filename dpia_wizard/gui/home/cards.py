"""The two cards on top of home: carry on where you stopped, and what needs you."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from dpia_wizard.core.summary import DESK, REVIEW_DATE
from dpia_wizard.gui import theme
from dpia_wizard.gui.home.facts import Need
from dpia_wizard.gui.home.words import HomeWords
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.parts.buttons import LinkButton, PrimaryButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.drawing import line_width
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel, SignView, rule
from dpia_wizard.gui.parts.status import ProgressLine
from dpia_wizard.gui.words import _, count, isolate_answer, shortened
from dpia_wizard.storage.store import Listed

_MOST_NEEDS = 3


class CarryOn(Card):
    """The draft that was changed last, or what waits for the review of who works here; `chosen`
    gives its id and place."""

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._to = ("", "")
        self._title = PlainLabel("", role="heading", wrap=True)
        self._where = PlainLabel("", role="small_muted", wrap=True)
        self._progress = ProgressLine()
        self.button = PrimaryButton(_("Continue"), end_sign="chevron-next")
        self.button.setObjectName("continue")
        self.button.clicked.connect(self._go)
        words = QVBoxLayout()
        words.setSpacing(2)
        self._head = PlainLabel("", role="small_strong")
        words.addWidget(self._head)
        words.addWidget(self._title)
        words.addWidget(self._where)
        row = QHBoxLayout()
        row.setSpacing(14)
        nest(row, words, 1)
        row.addWidget(self._progress, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._progress.setMinimumWidth(190)
        self.body.setContentsMargins(18, 10, 18, 11)
        nest(self.body, row)

    def show_value(self, line: Listed, words: HomeWords, *, with_place: bool) -> None:
        """Show the draft *line*; where the team stopped in it is found in the pack."""
        place = words.place(line.place) if with_place else ""
        where = " · ".join(part for part in (place, words.last_change(line)) if part)
        self._show(line, words, _("Carry on where you stopped"), where, line.place)
        self.button.set_words(_("Continue"))
        self.button.setAccessibleName(
            _("Continue with {title}").format(title=isolate_answer(words.title(line)))
        )

    def show_review(self, line: Listed, words: HomeWords) -> None:
        """Show *line*, which waits to be reviewed."""
        since = words.in_review_since(line)
        self._show(line, words, _("Waits for your review"), since, DESK)
        self.button.set_words(_("Review"))
        self.button.setAccessibleName(
            _("Review {title}").format(title=isolate_answer(words.title(line)))
        )

    def _show(self, line: Listed, words: HomeWords, head: str, where: str, place: str) -> None:
        self._to = (line.id, place)
        self._head.setText(head)
        # In large letters the list below needs the room; there and in a tip the title is whole.
        self._title.setText(shortened(words.title(line), round(160 / theme.look().scale ** 2)))
        self._title.setToolTip(words.title(line))
        self._where.setText(where)
        found = line.summary
        self._progress.show_value(
            words.sections_done(line), found.sections_done, found.sections_total
        )

    def _go(self) -> None:
        self.chosen.emit(*self._to)


class NeedsYou(Card):
    """What needs somebody, the most pressing first; `chosen` gives an id and a place in it."""

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(state="note", parent=parent)
        self._count = 0
        self._items = tuple(_NeedItem() for _place in range(_MOST_NEEDS))
        self._all = LinkButton("")
        self._all.setObjectName("all_needs")
        self._menu = QMenu(self)
        self._all.clicked.connect(self._open)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(SignView("clock", ink="note_line", line="body"))
        row.addWidget(PlainLabel(_("Needs you"), role="strong"))
        for item in self._items:
            row.addWidget(item)
            item.chosen.connect(self.chosen)
        row.addStretch(1)
        row.addWidget(self._all)
        self.body.setContentsMargins(18, 7, 12, 7)
        nest(self.body, row)

    def show_value(self, needs: Sequence[Need], words: HomeWords) -> None:
        """Show *needs*."""
        self._count = len(needs)
        self._menu.clear()
        for need in needs:
            why, title = words.need(need), words.title(need.line)
            action = QAction(f"{why}: {isolate_answer(title)}".replace("&", "&&"), self._menu)
            action.triggered.connect(lambda _checked, need=need: self._choose(need))
            self._menu.addAction(action)
        for item, need in zip(self._items, needs, strict=False):
            item.show_value(words.need(need), words.title(need.line), need)
        self._all.set_words(count("All {n}", "All {n}", len(needs)))
        self._fit()

    def _choose(self, need: Need) -> None:
        self.chosen.emit(need.line.id, need.place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show as many as have room; the rest are behind "All"."""
        scale = theme.look().scale
        room = self.width() - round(230 * scale)
        wanted = max(1, min(room // round(220 * scale), _MOST_NEEDS, self._count))
        for place, item in enumerate(self._items):
            item.setVisible(place < wanted)
            item.set_room(room // wanted - 40)
        self._all.setVisible(self._count > wanted)

    def _open(self) -> None:
        self._menu.popup(self._all.mapToGlobal(self._all.rect().bottomLeft()))


class NextReview(QWidget):
    """One quiet line where nothing needs anybody: which review comes first. `chosen` gives an id
    and a place in it."""

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("next_review")
        self._id = ""
        self._when = SignLabel("check", "", ink="ok")
        self._link = LinkButton("")
        self._link.set_shortened()
        self._link.clicked.connect(lambda: self.chosen.emit(self._id, REVIEW_DATE))
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 12, 0)
        row.setSpacing(6)
        row.addWidget(self._when, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._link)
        row.addStretch(1)

    def show_value(self, line: Listed, words: HomeWords) -> None:
        """Show the review of *line*."""
        self._id = line.id
        self._when.setText(words.next_review(line))
        self._link.set_words(isolate_answer(words.title(line)))


class _NeedItem(QWidget):
    """One need: why, over a link to the assessment."""

    chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._need: Need | None = None
        self._title = ""
        self._why = PlainLabel("", role="small_strong")
        self._link = LinkButton("")
        self._link.clicked.connect(self._go)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._why)
        column.addWidget(self._link, 0, Qt.AlignmentFlag.AlignLeading)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(rule(upright=True))
        nest(row, column)

    def show_value(self, why: str, title: str, need: Need) -> None:
        self._need, self._title = need, title
        self._why.setText(why)
        self._link.setAccessibleName(f"{why}: {title}")

    def _go(self) -> None:
        if self._need is not None:
            self.chosen.emit(self._need.line.id, self._need.place)

    def set_room(self, room: int) -> None:
        words = isolate_answer(_shortened(self._title, room))
        if words != self._link.words():
            self._link.set_words(words)


def _shortened(title: str, room: int) -> str:
    """A title cut between words; the whole one is spoken, and stands in the list below."""
    font = theme.look().font("small")
    shown = title
    while line_width(shown, font) > room and " " in shown:
        shown = shown.rstrip("…").rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
    return QFontMetrics(font).elidedText(shown, Qt.TextElideMode.ElideRight, room)
