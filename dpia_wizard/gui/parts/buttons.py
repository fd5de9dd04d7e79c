"""Buttons: a sign, words and perhaps a closing sign, in the roles the style sheet knows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from dpia_wizard.gui import theme
from dpia_wizard.gui.icons import paint_sign
from dpia_wizard.gui.parts.drawing import line_width, lines_of, longest_word, paint_lines

_INKS = {"primary": "on_accent", "link": "accent", "icon": "accent", "danger": "stop"}


class SignButton(QPushButton):
    """A button whose words are shown as they are, with signs before or after them.

    Roles: primary, secondary, danger, link, icon, flat. With ``wrap`` long words take
    further lines. `ink` names another colour role for words and signs.
    """

    def __init__(
        self,
        text: str = "",
        *,
        sign: str = "",
        end_sign: str = "",
        role: str = "secondary",
        name: str = "",
        ink: str = "",
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = ""
        self._sign = sign
        self._end_sign = end_sign
        self._ink = ink
        self._wrap = wrap
        self._fill_row = False
        self._may_shorten = False
        self._whole_up_to = 0
        self.setProperty("role", role)
        self.setProperty("ring", True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = self.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self.set_words(text)
        if name:
            self.setAccessibleName(name)

    def words(self) -> str:
        """The words on the button."""
        return self._words

    def set_words(self, text: str) -> None:
        """Show other words; an ampersand in them is an ampersand."""
        if text == self._words:
            return
        self._words = text
        self.setText(text.replace("&", "&&"))
        self.updateGeometry()

    def set_sign(self, sign: str, end_sign: str | None = None) -> None:
        """Show other signs."""
        before = self._sign, self._end_sign
        self._sign = sign
        self._end_sign = self._end_sign if end_sign is None else end_sign
        if before == (self._sign, self._end_sign):
            return
        self.updateGeometry()
        self.update()

    def set_role(self, role: str) -> None:
        """Change the role, for instance to primary."""
        theme.set_role(self, "role", role)
        self.updateGeometry()

    def set_leading(self, *, leading: bool = True) -> None:
        """Begin at the leading edge instead of standing in the middle."""
        self._fill_row = leading
        self.update()

    def set_shortened(self, *, whole_up_to: int = 6) -> None:
        """Give way with "…" where there is no room, but not below *whole_up_to* times the
        height; the words are the tip then."""
        self._may_shorten = True
        self._whole_up_to = whole_up_to
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Preferred)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        if self._role() == "icon":
            side = max(theme.shape("target_min"), theme.look().control_height)
            return QSize(side, side)
        width = line_width(self._words, self._bold()) + self._signs_width() + 2 * self._pad()
        return QSize(max(width, theme.shape("target_min")), self._height(1))

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        if self._wrap:
            words = longest_word(self._words, self._bold())
            return QSize(
                min(hint.width(), words + self._signs_width() + 2 * self._pad()), hint.height()
            )
        if self._may_shorten:
            return QSize(min(hint.width(), self._whole_up_to * hint.height()), hint.height())
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._may_shorten:
            self.setToolTip(self._words if self.width() < self.sizeHint().width() else "")

    def hasHeightForWidth(self) -> bool:
        return self._wrap

    def heightForWidth(self, width: int) -> int:
        if not self._wrap:
            return self.sizeHint().height()
        room = width - 2 * self._pad() - self._signs_width()
        return self._height(len(lines_of(self._words, self._bold(), room)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, as Space does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        option.state &= ~QStyle.StateFlag.State_KeyboardFocusChange  # the ring says it already
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        self._paint_content(painter)

    def _paint_content(self, painter: QPainter) -> None:
        ink = theme.colour(self._ink_role())
        side = self._sign_side()
        box = self.rect().adjusted(self._pad(), 0, -self._pad(), 0)
        if self._role() == "icon":
            sign = QRect(0, 0, side, side)
            sign.moveCenter(self.rect().center())
            paint_sign(painter, sign, self._sign, ink)
            return
        font = self._bold() if self.isChecked() else self.font()
        gap = self._gap()
        lead = side + gap if self._sign else 0
        trail = side + gap if self._end_sign else 0
        room = box.width() - lead - trail
        lines = lines_of(self._words, font, room) if self._wrap else [self._words]
        if not self._wrap and line_width(self._words, font) > room + 2:
            end = Qt.TextElideMode.ElideRight
            lines = [QFontMetrics(font).elidedText(self._words, end, room)]
        width = min(max(line_width(line, font) for line in lines), room)
        slack = 0 if self._fill_row else (room - width) // 2
        x = box.left() + slack
        if self._sign:
            self._sign_at(painter, QRect(x, box.top(), side, box.height()), self._sign)
        words = QRect(x + lead, box.top(), room if self._fill_row else width, box.height())
        painter.setLayoutDirection(self.layoutDirection())
        paint_lines(
            painter, self._turned(words), lines, font, theme.look().line_height(self._line()), ink
        )
        if self._end_sign:
            left = box.right() + 1 - side if self._fill_row else words.right() + 1 + gap
            self._sign_at(painter, QRect(left, box.top(), side, box.height()), self._end_sign)

    def _sign_at(self, painter: QPainter, rect: QRect, sign: str) -> None:
        paint_sign(painter, self._turned(rect), sign, theme.colour(self._ink_role()))

    def _turned(self, rect: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), rect)

    def _role(self) -> str:
        return str(self.property("role"))

    def _line(self) -> str:
        return "small" if self.property("text_size") == "small" else "body"

    def _ink_role(self) -> str:
        if not self.isEnabled() and not self.property("frozen"):
            return "disabled_text"
        return self._ink or _INKS.get(self._role(), "text")

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setBold(font.bold() or self.isCheckable())
        return font

    def _pad(self) -> int:
        if self.property("frozen"):
            return 4
        return {"link": 2, "icon": 0}.get(self._role(), 13)

    def _gap(self) -> int:
        return 5

    def _sign_side(self) -> int:
        look = theme.look()
        return look.icon_px if self._role() == "icon" else look.sign_px + 1

    def _signs_width(self) -> int:
        each = self._sign_side() + self._gap()
        return each * (bool(self._sign) + bool(self._end_sign)) + 2

    def _height(self, lines: int) -> int:
        look = theme.look()
        line = look.line_height(self._line())
        if self._role() == "link":
            return max(theme.shape("link_target_min"), line * lines + 4)
        return max(theme.shape("control_height"), line * lines + 12)


class PrimaryButton(SignButton):
    """The one filled button of a window; it names what comes."""

    def __init__(
        self,
        text: str = "",
        *,
        sign: str = "",
        end_sign: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            text, sign=sign, end_sign=end_sign, role="primary", name=name, parent=parent
        )


class SecondaryButton(SignButton):
    """Any other button with an edge."""

    def __init__(
        self,
        text: str = "",
        *,
        sign: str = "",
        end_sign: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, sign=sign, end_sign=end_sign, name=name, parent=parent)


class LinkButton(SignButton):
    """Words that lead somewhere, without an edge; with ``wrap`` over several lines."""

    def __init__(
        self,
        text: str = "",
        *,
        sign: str = "",
        end_sign: str = "",
        name: str = "",
        small: bool = True,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            text, sign=sign, end_sign=end_sign, role="link", name=name, wrap=wrap, parent=parent
        )
        if wrap:
            policy = self.sizePolicy()
            policy.setHorizontalPolicy(QSizePolicy.Policy.Preferred)
            policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
            self.setSizePolicy(policy)
            self.set_leading()
        if small:
            self.setProperty("text_size", "small")


def above_words_of_link() -> int:
    """Pixels above the words of a small link: words beside it stand level below as many."""
    line = theme.look().line_height("small")
    return (max(theme.shape("link_target_min"), line + 4) - line) // 2


class IconButton(SignButton):
    """A sign alone, with a name that is spoken and shown as its tip."""

    def __init__(self, sign: str, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(sign=sign, role="icon", name=name, parent=parent)
        self.setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
