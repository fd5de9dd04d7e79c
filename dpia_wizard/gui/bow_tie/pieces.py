"""The pieces of a bow-tie: boxes with words, barriers, and the gap where nothing stands."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from dpia_wizard.gui import theme
from dpia_wizard.gui.icons import paint_sign
from dpia_wizard.gui.parts.drawing import block_size, line_width, longest_word, paint_block
from dpia_wizard.gui.words import shortened

WALKS = frozenset(
    {
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
    }
)
_PAD_X, _PAD_Y = 10, 8
_CENTRE = Qt.AlignmentFlag.AlignHCenter


class Piece(QAbstractButton):
    """A part of the picture that can be walked to and pressed; its tip says it whole.

    *key* names it for good, so that the focus finds it again when the picture is made anew.
    """

    walked = Signal(int)
    reached = Signal()

    def __init__(self, key: str, whole: str, *, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self.whole = whole
        self.setObjectName(f"bow_tie.{key}")
        self.setAccessibleName(name)
        self.setToolTip(whole)
        self.setProperty("ring", True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def least_width(self) -> int:
        """The width below which its words would be broken."""
        raise NotImplementedError

    def height_for(self, width: int) -> int:
        """The height its words take in *width*."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) in WALKS:
            self.walked.emit(event.key())
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.reached.emit()
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def _painter(self) -> QPainter:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        return painter

    def _box(self, painter: QPainter, fill: str, pen: QPen) -> None:
        painter.setPen(pen)
        hovered = self.underMouse() and fill == "surface"
        painter.setBrush(theme.colour("accent_soft" if hovered else fill))
        half = pen.widthF() / 2
        corner = theme.radius("control")
        inside = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(inside, corner, corner)


class WordsPiece(Piece):
    """A cause, the event or a harm; the event is *bold* and stands out.

    Very long words of the team are shortened here; the strip under the picture has them whole.
    """

    MOST = 170

    def __init__(
        self, key: str, words: str, *, name: str, bold: bool = False, parent: QWidget
    ) -> None:
        super().__init__(key, words, name=name, parent=parent)
        self._bold = bold
        self._shown = shortened(" ".join(words.split()), self.MOST)

    def shown(self) -> str:
        """What stands in the box."""
        return self._shown

    def least_width(self) -> int:
        font = theme.look().font("small", bold=self._bold)
        wanted = round(112 * theme.look().scale)
        return max(longest_word(self._shown, font) + 2 * _PAD_X, wanted)

    def height_for(self, width: int) -> int:
        look = theme.look()
        font = look.font("small", bold=self._bold)
        line = look.line_height("small")
        high = block_size(self._shown, font, line, width - 2 * _PAD_X).height() + 2 * _PAD_Y
        return max(high, theme.shape("target_min"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look = self._painter(), theme.look()
        pen = QPen(theme.colour("text" if self._bold else "line_strong"), 2 if self._bold else 1)
        self._box(painter, "accent_soft" if self._bold else "surface", pen)
        room = self.rect().adjusted(_PAD_X, _PAD_Y, -_PAD_X, -_PAD_Y)
        font = look.font("small", bold=self._bold)
        ink = theme.colour("text")
        paint_block(painter, room, self._shown, font, look.line_height("small"), ink, _CENTRE)


class BarrierPiece(Piece):
    """A control: solid when verified, outlined when in place, dashed when partly there or
    planned, and faint and dotted where it stands in nobody's way. *state* tells which."""

    MOST = 70

    def __init__(
        self,
        key: str,
        *,
        id: str,
        title: str,
        status: str,
        sign: str,
        state: str,
        whole: str,
        name: str,
        parent: QWidget,
    ) -> None:
        super().__init__(key, whole, name=name, parent=parent)
        self._id, self._status, self._sign, self.state = id, status, sign, state
        self._title = "" if title == id else shortened(" ".join(title.split()), self.MOST)

    def least_width(self) -> int:
        look = theme.look()
        small, bold = look.font("small"), look.font("small", bold=True)
        words = max(
            longest_word(self._title, small),
            line_width(self._status, small) + look.sign_px + 7,
            line_width(self._id, bold),
        )
        return max(words + 2 * _PAD_X, round(112 * look.scale))

    def height_for(self, width: int) -> int:
        line = theme.look().line_height("small")
        return 2 * line + self._title_height(width) + 2 * _PAD_Y + 4

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look = self._painter(), theme.look()
        fill, ink, pen = self._looks()
        self._box(painter, fill, pen)
        colour = theme.colour(ink)
        line = look.line_height("small")
        inside = self.rect().adjusted(_PAD_X, _PAD_Y, -_PAD_X, -_PAD_Y)
        top = inside.top()
        bold, small = look.font("small", bold=True), look.font("small")
        head = QRectF(inside.left(), top, inside.width(), line)
        paint_block(painter, head, self._id, bold, line, colour, _CENTRE)
        high = self._title_height(self.width())
        middle = QRectF(inside.left(), top + line + 2, inside.width(), high)
        if self._title:
            paint_block(painter, middle, self._title, small, line, colour, _CENTRE)
        wide = line_width(self._status, small) + look.sign_px + 5
        foot = QRectF(inside.center().x() - wide / 2, inside.bottom() + 1 - line, wide, line)
        sign = QRectF(foot.left(), foot.top(), look.sign_px, line)
        words = QRectF(sign.right() + 5, foot.top(), wide - look.sign_px - 5, line)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            sign.moveRight(foot.right())
            words.moveLeft(foot.left())
        paint_sign(painter, sign, self._sign, colour)
        paint_block(painter, words, self._status, small, line, colour)

    def _looks(self) -> tuple[str, str, QPen]:
        match self.state:
            case "verified":
                return "accent", "on_accent", QPen(theme.colour("accent"), 1)
            case "in_place":
                return "surface", "text", QPen(theme.colour("text"), 2)
            case "partly" | "planned":
                pen = QPen(theme.colour("text"), 2)
                pen.setDashPattern([4, 2.5])
                return "surface", "text", pen
            case _:
                pen = QPen(theme.colour("line_strong"), 1.4)
                pen.setDashPattern([1.2, 2.2])
                return "surface", "text_muted", pen

    def _title_height(self, width: int) -> int:
        if not self._title:
            return 0
        look = theme.look()
        line = look.line_height("small")
        return block_size(self._title, look.font("small"), line, width - 2 * _PAD_X).height()


class GapPiece(Piece):
    """Where nothing stands today: dotted, in the colour of what must stop."""

    def least_width(self) -> int:
        font = theme.look().font("small", bold=True)
        return max(longest_word(self.whole, font) + 2 * _PAD_X, round(112 * theme.look().scale))

    def height_for(self, width: int) -> int:
        look = theme.look()
        font = look.font("small", bold=True)
        line = look.line_height("small")
        high = block_size(self.whole, font, line, width - 2 * _PAD_X).height() + 2 * _PAD_Y
        return max(high, theme.shape("target_min"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look = self._painter(), theme.look()
        pen = QPen(theme.colour("stop"), 1.6)
        pen.setDashPattern([1.4, 1.8])
        self._box(painter, "stop_soft", pen)
        room = self.rect().adjusted(_PAD_X, _PAD_Y, -_PAD_X, -_PAD_Y)
        font, line = look.font("small", bold=True), look.line_height("small")
        paint_block(painter, room, self.whole, font, line, theme.colour("stop"), _CENTRE)
