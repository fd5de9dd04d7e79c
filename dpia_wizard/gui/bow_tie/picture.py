"""The bow-tie as one looks at it and walks it: causes, barriers, the event, what it does."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from dpia_wizard.gui import theme
from dpia_wizard.gui.bow_tie.layout import Plan, plan
from dpia_wizard.gui.bow_tie.pieces import BarrierPiece, GapPiece, Piece, WordsPiece
from dpia_wizard.gui.parts.drawing import paint_block
from dpia_wizard.gui.risk.controls import STATUS_SIGNS
from dpia_wizard.gui.risk_words import control_name
from dpia_wizard.gui.words import _, isolate, isolate_answer
from dpia_wizard.wording import Wording
from dpia_wizard.wording.bow_tie import Barrier, BowTie

_BOXES = {"cause": "threat_source", "event": "event", "harm": "harm"}


class BowTiePicture(QWidget):
    """One stop of the Tab key; the arrow keys walk its pieces as they lie, Enter presses one.

    `barrier_chosen` gives a control, `words_chosen` the field that holds the words of a box,
    `gap_chosen` the axis on which nothing stands, `current_changed` the key of the piece that
    the keys stand on.
    """

    barrier_chosen = Signal(str)
    words_chosen = Signal(str)
    gap_chosen = Signal(str)
    current_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[object, ...] = ()
        self._groups: list[list[Piece]] = [[], [], [], [], []]
        self._titles: tuple[str, ...] = ("",) * 5
        self._plan = Plan()
        self._current = ""
        self._scroller: QScrollArea | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(_("Bow-tie"))
        self.setObjectName("bow_tie")

    def show_value(self, tie: BowTie, wording: Wording) -> None:
        """Show another bow-tie, or this one as it stands now; the focus stays where it was."""
        shown = (tie, wording.words.language, _("The event"))
        if shown == self._shown:
            return
        self._shown = shown
        had_focus = any(piece.hasFocus() for piece in self.pieces())
        for piece in self.pieces():
            piece.hide()
            piece.deleteLater()
        self._titles = (
            _("What could start it"),
            _("What stops it"),
            _("The event"),
            _("What softens it"),
            _("What happens to the child"),
        )
        self._groups = [
            self._boxes("cause", tie.causes),
            self._wall("likelihood", tie.stops, wording, is_open=tie.is_open_before),
            self._boxes("event", (tie.event,)),
            self._wall("severity", tie.softens, wording, is_open=tie.is_open_after),
            self._boxes("harm", tie.harms),
        ]
        self.setAccessibleDescription(self.in_words())
        for piece in self.pieces():
            piece.walked.connect(self._walk)
            piece.reached.connect(self._reach)
            piece.show()
        current = self.piece(self._current) or self._first()
        self._set_current(current)
        self._place()
        self.updateGeometry()
        self.update()
        if had_focus:
            current.setFocus(Qt.FocusReason.OtherFocusReason)

    def pieces(self) -> list[Piece]:
        """Every piece, in the order of reading."""
        return [piece for group in self._groups for piece in group]

    def piece(self, key: str) -> Piece | None:
        """The piece called *key*."""
        return next((piece for piece in self.pieces() if piece.key == key), None)

    def current(self) -> Piece | None:
        """The piece that the keys stand on."""
        return self.piece(self._current)

    def in_words(self) -> str:
        """The whole picture as text: each group with what is in it."""
        parts = []
        for title, group in zip(self._titles, self._groups, strict=True):
            told = _("; ").join(piece.whole for piece in group) or _("nothing is written here")
            parts.append(_("{title}: {what}").format(title=title, what=told))
        return "\n".join(parts)

    def focus_current(self) -> None:
        """Give the focus to the piece that the keys stand on."""
        current = self.current()
        if current is not None:
            current.setFocus(Qt.FocusReason.OtherFocusReason)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return plan(self._groups, self._titles, width).height if self._groups[2] else 0

    def sizeHint(self) -> QSize:
        wide = max(self.width(), self.minimumSizeHint().width())
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        widest = max((piece.least_width() for piece in self.pieces()), default=0)
        return QSize(widest + 40, 60)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None and above is not self._scroller:
            self._scroller = above
            above.verticalScrollBar().valueChanged.connect(self._keep_event_in_sight)
        self._keep_event_in_sight()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange}:
            self._place()
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        look = theme.look()
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.setBrush(theme.colour("surface_alt"))
        for frame in self._plan.frames:
            painter.drawRoundedRect(self._turned(frame), theme.radius("card"), theme.radius("card"))
        painter.setPen(QPen(theme.colour("line_strong"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for line in (*self._plan.lines, *self._trunk()):
            painter.drawPolyline([self._turned_point(point) for point in line])
        centre, leading = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignLeading
        align = leading if self._plan.is_upright else centre
        font, line_height = look.font("small", bold=True), look.line_height("small")
        ink = theme.colour("text_muted")
        for title, place in zip(self._titles, self._plan.titles, strict=False):
            paint_block(painter, self._turned(place), title, font, line_height, ink, align)

    # Building

    def _boxes(self, kind: str, texts: tuple[str, ...]) -> list[Piece]:
        title = {"cause": self._titles[0], "event": self._titles[2], "harm": self._titles[4]}[kind]
        found: list[Piece] = []
        for number, text in enumerate(texts, 1):
            key = kind if kind == "event" else f"{kind}{number}"
            name = _("{title}: {what}").format(title=title, what=isolate_answer(text))
            box = WordsPiece(key, text, name=name, bold=kind == "event", parent=self)
            box.clicked.connect(lambda _on=False, kind=kind: self.words_chosen.emit(_BOXES[kind]))
            found.append(box)
        return found

    def _wall(
        self, axis: str, barriers: tuple[Barrier, ...], wording: Wording, *, is_open: bool
    ) -> list[Piece]:
        found: list[Piece] = []
        side = self._titles[1 if axis == "likelihood" else 3]
        if is_open:
            words = _("Nothing stands here today")
            name = _("{title}: {what}").format(title=side, what=words)
            gap = GapPiece(f"gap {axis}", words, name=name, parent=self)
            gap.clicked.connect(lambda _on=False: self.gap_chosen.emit(axis))
            found.append(gap)
        for barrier in barriers:
            control = barrier.control
            sign, _ink = STATUS_SIGNS.get(barrier.status, ("question", ""))
            status = wording.status(barrier.status)
            whole = _("{control}, {status}").format(
                control=control_name(wording, control), status=status
            )
            piece = BarrierPiece(
                f"{axis} {control.id}",
                id=isolate(control.id),
                title=wording.control(control),
                status=status,
                sign=sign,
                state=barrier.state or "",
                whole=whole,
                name=_("{title}: {what}").format(title=side, what=whole),
                parent=self,
            )
            piece.clicked.connect(lambda _on=False, id=control.id: self.barrier_chosen.emit(id))
            found.append(piece)
        return found

    def _first(self) -> Piece:
        barriers = [p for group in (self._groups[1], self._groups[3]) for p in group]
        return (barriers or self._groups[2])[0]

    # Where things lie

    def _place(self) -> None:
        if not self._groups[2] or self.width() < 40:
            return
        self._plan = plan(self._groups, self._titles, self.width())
        for piece in self.pieces():
            piece.setGeometry(self._turned(self._plan.places[piece.key]))
        self._keep_event_in_sight()
        self.update()

    def _keep_event_in_sight(self) -> None:
        """Where the picture is taller than the page, the event goes with what is seen of it."""
        event = self.piece(self._plan.event)
        seen = self.visibleRegion().boundingRect()
        if event is None or seen.isEmpty():
            return
        place = self._turned(self._plan.event_in_sight(seen.top(), seen.bottom()))
        if place != event.geometry():
            event.setGeometry(place)
            self.update()

    def _trunk(self) -> list[tuple[QPoint, ...]]:
        """The lines from wall to wall through the event, where that is now."""
        event = self.piece(self._plan.event)
        if event is None or self._plan.is_upright:
            return []
        before, after = self._plan.frames
        place = self._plan.places[self._plan.event]
        y = event.geometry().center().y()
        ends = ((before.right(), place.left()), (place.right(), after.left()))
        return [(QPoint(start, y), QPoint(end, y)) for start, end in ends]

    def _turned(self, place: QRect) -> QRect:
        if self.layoutDirection() != Qt.LayoutDirection.RightToLeft:
            return place
        return QRect(self.width() - place.right() - 1, place.top(), place.width(), place.height())

    def _turned_point(self, point: QPoint) -> QPoint:
        if self.layoutDirection() != Qt.LayoutDirection.RightToLeft:
            return point
        return QPoint(self.width() - point.x() - 1, point.y())

    # Walking

    def _reach(self) -> None:
        piece = self.sender()
        if isinstance(piece, Piece):
            self._set_current(piece)

    def _set_current(self, current: Piece) -> None:
        self._current = current.key
        for piece in self.pieces():
            is_current = piece is current
            strong, click = Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.ClickFocus
            piece.setFocusPolicy(strong if is_current else click)
        self.current_changed.emit(current.key)

    def _walk(self, key: int) -> None:
        piece = self.sender()
        if isinstance(piece, Piece):
            found = self._beside(piece, Qt.Key(key))
            if found is not None:
                found.setFocus(Qt.FocusReason.OtherFocusReason)

    def _beside(self, piece: Piece, key: Qt.Key) -> Piece | None:
        """The nearest piece in the direction of *key*, as the picture lies."""
        others = [one for one in self.pieces() if one is not piece]
        if key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            return self.pieces()[0 if key == Qt.Key.Key_Home else -1]
        at = piece.geometry()
        ways: list[tuple[tuple[int, int], Piece]] = []
        for one in others:
            to = one.geometry()
            aside = abs(to.center().y() - at.center().y())
            beyond = {
                Qt.Key.Key_Right: to.left() - at.right(),
                Qt.Key.Key_Left: at.left() - to.right(),
                Qt.Key.Key_Down: to.top() - at.bottom(),
                Qt.Key.Key_Up: at.top() - to.bottom(),
            }[key]
            if key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
                aside = abs(to.center().x() - at.center().x())
                shares = to.left() <= at.right() and at.left() <= to.right()
                if not shares and not self._plan.is_upright:
                    continue
            if beyond > 0:
                ways.append(((beyond, aside), one))
        return min(ways, key=lambda way: way[0])[1] if ways else None
