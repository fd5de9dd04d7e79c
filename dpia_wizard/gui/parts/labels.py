"""Words on the window: labels that never read markup, and a sign beside words."""

from __future__ import annotations

import html
import re
import unicodedata

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QStyle, QWidget

from dpia_wizard.gui import theme
from dpia_wizard.gui.icons import paint_sign
from dpia_wizard.gui.parts.drawing import LONGEST_WHOLE

RIGHT_TO_LEFT_LETTERS = frozenset({"R", "AL"})
_ISOLATORS = frozenset({"LRI", "RLI", "FSI"})
_FIRST_FROM_THE_RIGHT = "\u0590"
"""Before the Hebrew block there is no letter that is read from the right (Unicode 15)."""

_LONG_WORD = re.compile(rf"\S{{{LONGEST_WHOLE + 1},}}")
_MAY_BREAK = "\u200b"

_SIGN_GAP = 8
"""Between a sign and its words, with what a sign leaves free at its own sides."""


def reads_right_to_left(text: str, *, otherwise: bool = False) -> bool:
    """Whether the first letter of *text* belongs to a right-to-left script. What stands isolated,
    as a name inside a sentence, does not turn the sentence."""
    isolated = 0
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in _ISOLATORS:
            isolated += 1
        elif kind == "PDI":
            isolated = max(0, isolated - 1)
        if isolated:
            continue
        if kind in RIGHT_TO_LEFT_LETTERS:
            return True
        if kind == "L":
            return False
    return otherwise


def breakable(text: str) -> str:
    """*text* with places to break its very long words at."""
    return _LONG_WORD.sub(lambda word: _broken_anywhere(word.group()), text)


def _broken_anywhere(word: str) -> str:
    # Not before a mark that belongs to the letter before it
    return "".join(
        _MAY_BREAK + letter if at and not unicodedata.category(letter).startswith("M") else letter
        for at, letter in enumerate(word)
    )


class PlainLabel(QLabel):
    """Words shown as they are: no markup, no links, straight when Arabic wraps.

    *role* is a type role of the style sheet: body, strong, muted, title, heading, small,
    small_muted, small_strong, ok, stop or stop_strong.
    """

    def __init__(
        self,
        text: str = "",
        *,
        role: str = "body",
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = ""
        self._align = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setOpenExternalLinks(False)
        self.setWordWrap(wrap)
        self.setProperty("role", role)
        self._words = text
        self._show()

    def text(self) -> str:
        """The words, without anything that draws them."""
        return self._words

    def setText(self, text: str) -> None:
        """Show *text* as it is."""
        if text != self._words:
            self._words = text
            self._show()

    def set_role(self, role: str) -> None:
        """Change the type role."""
        theme.set_role(self, "role", role)

    def setAlignment(self, alignment: Qt.AlignmentFlag) -> None:
        """Align by the window's direction, also words of the other direction."""
        if alignment != self._align:
            self._align = alignment
            self._show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._show()

    def _show(self) -> None:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        has_arabic = max(self._words, default="") >= _FIRST_FROM_THE_RIGHT and any(
            unicodedata.bidirectional(letter) in RIGHT_TO_LEFT_LETTERS for letter in self._words
        )
        shown = breakable(self._words) if self.wordWrap() else self._words
        if self.wordWrap() and self._words and (mirrored or has_arabic):
            # As plain text every wrapped line but the last is shifted by its closing space.
            self.setTextFormat(Qt.TextFormat.RichText)
            super().setText(_straight(shown, self._side(), mirrored=mirrored))
        else:
            self.setTextFormat(Qt.TextFormat.PlainText)
            # Where all words stand isolated QLabel would take the line for one from the left.
            turned = mirrored and has_arabic and reads_right_to_left(shown, otherwise=True)
            super().setText(f"\u200f{shown}" if turned else shown)
        upright = self._align & Qt.AlignmentFlag.AlignVertical_Mask
        super().setAlignment(upright | _SIDES[self._side()] | Qt.AlignmentFlag.AlignAbsolute)
        self.setAccessibleName(self._words)

    def _side(self) -> str:
        if self._align & Qt.AlignmentFlag.AlignHCenter:
            return "center"
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        trailing = bool(self._align & Qt.AlignmentFlag.AlignTrailing)
        return "right" if mirrored != trailing else "left"


_SIDES = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "center": Qt.AlignmentFlag.AlignHCenter,
}


def _straight(text: str, side: str, *, mirrored: bool) -> str:
    rows = []
    for paragraph in text.split("\n"):
        direction = "rtl" if reads_right_to_left(paragraph, otherwise=mirrored) else "ltr"
        rows.append(f'<div dir="{direction}" align="{side}">{html.escape(paragraph)}</div>')
    return "".join(rows)


class SignView(QWidget):
    """One sign, as high as a line of text, so that it stands level with the words beside it."""

    def __init__(
        self, sign: str, *, ink: str = "text", line: str = "small", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._sign = sign
        self._ink = ink
        self._line = line
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        look = theme.look()
        return QSize(look.sign_px + 2, look.line_height(self._line))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = theme.look().sign_px
        box = self.rect()
        box.setSize(QSize(side, side))
        box.moveCenter(self.rect().center())
        paint_sign(painter, box, self._sign, theme.colour(self._ink))


class SignLabel(PlainLabel):
    """A sign and words in one line; the words may wrap and stay beside the sign."""

    def __init__(
        self,
        sign: str,
        text: str,
        *,
        ink: str = "text_muted",
        role: str = "small_muted",
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._sign = sign
        self._ink = ink
        self._line = "small" if role.startswith(("small", "ok", "stop")) else "body"
        self._around = (0, 0, 0, 0)
        super().__init__(text, role=role, wrap=wrap, parent=parent)
        self.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        self._make_room()

    def show_value(
        self, sign: str, text: str, *, ink: str | None = None, role: str | None = None
    ) -> None:
        """Show another sign and other words."""
        self._sign = sign
        self._ink = ink or self._ink
        if text != self.text():
            self.setText(text)
        if role is not None:
            self.set_role(role)
        self.update()

    def set_room(self, left: int, top: int, right: int, bottom: int) -> None:
        """Keep room around sign and words."""
        self._around = (left, top, right, bottom)
        self._make_room()

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().expandedTo(QSize(0, self._least_height()))

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, self._least_height()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.LayoutDirectionChange, QEvent.Type.StyleChange}:
            self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = theme.look().sign_px
        left, top, right, bottom = self._around
        inside = self.rect().adjusted(left, top, -right, -bottom)
        box = QRect(inside.left() + 1, 0, side, side)
        box.moveTop(top + (theme.look().line_height(self._line) - side) // 2)
        painter = QPainter(self)
        turned = QStyle.visualRect(self.layoutDirection(), inside, box)
        paint_sign(painter, turned, self._sign, theme.colour(self._ink))

    def _least_height(self) -> int:
        _left, top, _right, bottom = self._around
        return theme.look().line_height(self._line) + top + bottom

    def _make_room(self) -> None:
        """Keep the words off the sign, which stands where one begins to read."""
        room = theme.look().sign_px + _SIGN_GAP
        left, top, right, bottom = self._around
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            self.setContentsMargins(left, top, right + room, bottom)
        else:
            self.setContentsMargins(left + room, top, right, bottom)


def rule(*, upright: bool = False) -> QFrame:
    """A thin line between parts."""
    line = QFrame()
    line.setProperty("role", "rule")
    if upright:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line
