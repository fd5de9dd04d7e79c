"""Levels of risk as badges and counts: sign, word and colour, in that order of trust."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStyle, QWidget

from dpia_wizard.gui import theme
from dpia_wizard.gui.icons import paint_sign
from dpia_wizard.gui.parts.drawing import line_width, paint_line
from dpia_wizard.gui.words import _

_PAD = 8
_GAP = 6


@dataclass(frozen=True, slots=True)
class LevelMark:
    """How one level is shown: its word, its sign and the name of its colours."""

    word: str
    sign: str
    colour: str


def not_rated() -> LevelMark:
    """The mark of what nobody has rated yet."""
    return LevelMark(_("Not rated"), "dotted-ring", "none")


class LevelBadge(QWidget):
    """A level: filled for today, dashed for projected, open and dashed when not rated.

    With *upper* it is a range, "Medium to Critical". *about* is spoken after the word,
    such as "likelihood 2, severity 4".
    """

    def __init__(
        self,
        level: LevelMark | None = None,
        *,
        projected: bool = False,
        upper: LevelMark | None = None,
        about: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_value(level, projected=projected, upper=upper, about=about)

    def show_value(
        self,
        level: LevelMark | None,
        *,
        projected: bool = False,
        upper: LevelMark | None = None,
        about: str = "",
    ) -> None:
        """Show *level*, or that it is not rated when it is None."""
        self._level = not_rated() if level is None else level
        self._upper = upper if upper != level else None
        self._projected = projected
        spoken = self.words()
        if projected:
            spoken = _("projected {level}").format(level=spoken)
        self.setAccessibleName(_(", ").join(part for part in (spoken, about) if part))
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        """The words on the badge."""
        if self._upper is None:
            return self._level.word
        return _("{lower} to {upper}").format(lower=self._level.word, upper=self._upper.word)

    def sizeHint(self) -> QSize:
        look = theme.look()
        signs = look.sign_px + _GAP + ((look.sign_px + 3) if self._upper else 0)
        width = line_width(self.words(), look.font("small", bold=True)) + signs + 2 * _PAD + 2
        return QSize(width, badge_height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        signs = (self._level.sign,) if self._upper is None else (self._level.sign, self._upper.sign)
        paint_badge(
            painter,
            self.rect(),
            self.words(),
            signs,
            self._level.colour if self._upper is None else self._upper.colour,
            is_filled=not self._projected and self._upper is None and self._level.colour != "none",
        )


def badge_height() -> int:
    """The height of a badge in the present script and text size."""
    return theme.look().line_height("small") + 5


def paint_badge(
    painter: QPainter,
    rect: QRect,
    words: str,
    signs: Sequence[str],
    colour: str,
    *,
    is_filled: bool,
) -> None:
    """Paint a badge, for delegates too; the painter's direction tells the leading edge."""
    look = theme.look()
    colours = look.theme.level(colour)
    edge = max(look.theme.edge, 1) + (0 if is_filled else 0.4)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colours.line, edge)
    if not is_filled:
        pen.setDashPattern([4, 2.4])
    painter.setPen(pen)
    painter.setBrush(colours.fill if is_filled else theme.colour("surface"))
    round_ = theme.radius("badge")
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), round_, round_)
    ink = colours.ink if is_filled else theme.colour("text")
    direction = painter.layoutDirection()
    x = rect.left() + _PAD + 1
    for sign in signs:
        box = QRect(x, rect.top(), look.sign_px, rect.height())
        paint_sign(painter, QStyle.visualRect(direction, rect, box), sign, ink)
        x += look.sign_px + 3
    x += _GAP - 3
    text = QRect(x, rect.top(), rect.right() - x, rect.height())
    font = look.font("small", bold=True)
    paint_line(painter, QStyle.visualRect(direction, rect, text), words, font, ink)
    painter.restore()


class _Count(QWidget):
    def __init__(self, level: LevelMark, n: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level = level
        self._n = str(n)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        look = theme.look()
        width = look.sign_px + 4 + line_width(self._n, look.font("small")) + 2
        return QSize(width, look.line_height("small"))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.look()
        painter = QPainter(self)
        direction = self.layoutDirection()
        painter.setLayoutDirection(direction)
        sign = QRect(0, 0, look.sign_px, self.height())
        text = QRect(look.sign_px + 4, 0, self.width() - look.sign_px - 4, self.height())
        ink = theme.colour("text")
        paint_sign(painter, QStyle.visualRect(direction, self.rect(), sign), self._level.sign, ink)
        place = QStyle.visualRect(direction, self.rect(), text)
        paint_line(painter, place, self._n, look.font("small"), ink)


class LevelCounts(QWidget):
    """How many risks stand at each level: sign and number, no fill, worst first."""

    def __init__(
        self, counts: Sequence[tuple[LevelMark, int]] = (), *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self._row.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_value(counts)

    def show_value(self, counts: Sequence[tuple[LevelMark, int]]) -> None:
        """Show *counts* in their order; levels without a risk are left out."""
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for level, n in counts:
            if n:
                self._row.addWidget(_Count(level, n))
        spoken = [_("{n} {level}").format(n=n, level=level.word) for level, n in counts if n]
        self.setAccessibleName(_(", ").join(spoken))
