"""Where the focus is can always be seen: scrolled into sight, with a ring around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from weakref import ref

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QScrollArea,
    QSplitter,
    QWidget,
)
from shiboken6 import isValid

from dpia_wizard.gui import theme

_REACH = 4
_ROOM = 16
"""Pixels that stay free above and below what has the focus."""

_MOVES = frozenset(
    {
        QEvent.Type.Move,
        QEvent.Type.Resize,
        QEvent.Type.Show,
        QEvent.Type.Hide,
        QEvent.Type.ParentChange,
    }
)


class FocusRing(QWidget):
    """A ring on *ground*, an ancestor of *target*, that follows it wherever it moves."""

    def __init__(self, target: QWidget, ground: QWidget) -> None:
        super().__init__(ground)
        # Weak: a ring that were the last to hold a window would take it down with itself.
        self._target: Callable[[], QWidget | None] = ref(target)
        self.setObjectName("focus_ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        between: QWidget | None = target
        while between is not None and between is not ground:
            between.installEventFilter(self)
            between = between.parentWidget()
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # While a window is taken down, events still come from widgets that are half gone.
        if event.type() in _MOVES and isValid(self):
            self._follow()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("focus"), theme.shape("focus_ring")))
        corner = theme.radius("control") + 3
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), corner, corner)

    def target(self) -> QWidget | None:
        """The widget the ring is around, while it lives."""
        found = self._target()
        return found if found is not None and isValid(found) else None

    def end(self) -> None:
        """Go for good; Qt takes the ring down later, and what it was around may move until then."""
        self._target = lambda: None
        self.hide()
        self.deleteLater()

    def _follow(self) -> None:
        target, ground = self.target(), self.parentWidget()
        if target is None or ground is None or not ground.isAncestorOf(target):
            self.hide()
            return
        place = QRect(target.mapTo(ground, QPoint(0, 0)), target.size())
        self.setGeometry(place.adjusted(-_REACH, -_REACH, _REACH, _REACH))
        self.setVisible(target.isVisibleTo(ground))
        self.raise_()


class FocusRings(QObject):
    """Keeps one ring around the widget that has the focus, where that widget asks for it.

    A widget asks with the dynamic property ``ring``; fields show a thicker edge instead.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._ring: FocusRing | None = None
        # The focus also moves while a window is taken down, and a dying window takes no
        # new child: so the ring is drawn when Qt has come to rest.
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._show)
        app.focusChanged.connect(self._move)

    def _move(self, _old: QWidget | None, _new: QWidget | None) -> None:
        ring, self._ring = self._ring, None
        if ring is not None and isValid(ring):
            ring.end()
        self._rest.start(0)

    def _show(self) -> None:
        target = QApplication.focusWidget()
        if target is None or self._ring is not None or not target.property("ring"):
            return
        ground = _ground_of(target)
        if ground is not None:
            self._ring = FocusRing(target, ground)


def _ground_of(target: QWidget) -> QWidget | None:
    """The widget a ring is painted on: what a scroll area holds, a drawer, or the window."""
    ground = target.parentWidget()
    while ground is not None and not ground.isWindow():
        above = ground.parentWidget()
        scroller = None if above is None else above.parentWidget()
        if isinstance(scroller, QAbstractScrollArea) and scroller.viewport() is above:
            break
        if isinstance(above, QSplitter):
            break
        if ground.property("holds_ring"):
            break
        ground = above
    return None if isinstance(ground, QSplitter) else ground


class FocusInSight(QObject):
    """Scrolls whatever gets the focus into sight, through every area that it stands in.

    Qt does so only when Tab moves inside one area, not from outside it and not on `setFocus`.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        # What was just opened has no place yet: it is laid out when Qt has come to rest.
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(_bring_focus_into_sight)
        app.focusChanged.connect(self._move)

    def _move(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None:
            self._rest.start(0)


def _bring_focus_into_sight() -> None:
    # What is being clicked is in sight, and must not move away under the mouse.
    if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
        return
    target = QApplication.focusWidget()
    if target is not None:
        _scroll_to(target)


def bring_into_sight(part: QWidget) -> None:
    """Scroll *part* into sight once it is laid out, for instance a field that says what is wrong
    with it; what has the focus stays in sight too, as far as there is room for both."""

    def scroll() -> None:
        _scroll_to(part)
        focus = QApplication.focusWidget()
        if focus is not None:
            _scroll_to(focus)

    QTimer.singleShot(0, part, scroll)


def _scroll_to(target: QWidget) -> None:
    holders = list(_holders(target))
    # A form that was opened just now grows the page first. Only what holds the target is asked:
    # telling every widget of the program reaches some that are being taken down, and crashes.
    for holder in holders:
        QApplication.sendPostedEvents(holder, QEvent.Type.LayoutRequest.value)
    for holder in holders:
        if isinstance(holder, QScrollArea) and holder.isVisible():
            _bring_into_sight(holder, target)


def _holders(target: QWidget) -> Iterator[QWidget]:
    """What *target* stands in, from the nearest to its window."""
    above = target.parentWidget()
    while above is not None:
        yield above
        above = None if above.isWindow() else above.parentWidget()


def _bring_into_sight(area: QScrollArea, target: QWidget) -> None:
    inside = area.widget()
    if inside is None or not inside.isAncestorOf(target):
        return
    height = target.height() + 2 * _ROOM
    if height > area.viewport().height():
        area.ensureWidgetVisible(target, 0, _ROOM)  # of a large field the line with the caret
        return
    top = target.mapTo(inside, QPoint(0, 0)).y() - _ROOM
    bar = area.verticalScrollBar()
    low = top + height - area.viewport().height()
    bar.setValue(max(low, min(bar.value(), top)))


def show_focus_rings(app: QApplication) -> None:
    """Show where the focus is in the whole program, once."""
    if app.findChild(FocusRings) is None:
        FocusRings(app)
        FocusInSight(app)
