"""Fields for words: one line, many lines, and search; undo is the program's, not the field's."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QStyle, QTextEdit, QWidget

from dpia_wizard.gui import theme
from dpia_wizard.gui.icons import paint_sign
from dpia_wizard.gui.parts.drawing import line_width

_PROGRAMS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


def clean_text(text: str) -> str:
    """*text* with every kind of line end as a line feed and no control characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n")
    return "".join(c for c in text if c in "\n\t" or c.isprintable() or ord(c) >= 160)


def is_program_key(event: QEvent) -> bool:
    """Whether a key belongs to the program (undo, redo) though a field would take it."""
    return isinstance(event, QKeyEvent) and any(event.matches(key) for key in _PROGRAMS)


def end_of_change(before: str, after: str) -> int:
    """Where in *after*, in Qt's units, the part ends that differs from *before*."""
    least = min(len(before), len(after))
    start = next((at for at in range(least) if before[at] != after[at]), least)
    same = 0
    while same < least - start and before[-1 - same] == after[-1 - same]:
        same += 1
    return len(after[: len(after) - same].encode("utf-16-le")) // 2


class PlainTextEdit(QTextEdit):
    """Words over several lines: no markup, grows with what is typed, Tab leaves it.

    `edited` gives the text after every change a person makes.
    """

    edited = Signal(str)
    left = Signal()

    def __init__(
        self,
        *,
        name: str = "",
        hint: str = "",
        lines: int = 2,
        most_lines: int = 12,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lines = lines
        self._most_lines = most_lines
        self._showing = False
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)
        self.document().setDocumentMargin(3)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.textChanged.connect(self._tell)
        self._fit()

    def text(self) -> str:
        """The text with line feeds, no-break spaces kept."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def show_value(self, text: str) -> None:
        """Show *text*; tells nobody and leaves the caret when nothing differs."""
        if text == self.text():
            return
        before = self.text() if self.hasFocus() else ""
        self._showing = True
        self.setPlainText(clean_text(text))
        self._showing = False
        if self.hasFocus():
            caret = self.textCursor()
            caret.setPosition(end_of_change(before, self.text()))
            self.setTextCursor(caret)

    def set_read_only(self, read_only: bool) -> None:
        """Show the text as words without an edge."""
        if read_only != self.isReadOnly():
            self.setReadOnly(read_only)
            theme.set_role(self, "frozen", "true" if read_only else "false")
            self._fit()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self.insertPlainText(clean_text(source.text()))

    def loadResource(self, kind: int, name: object) -> object:
        """Nothing is ever loaded from a file or a network for a text."""
        return None

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and is_program_key(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_program_key(event):
            event.ignore()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason and self.textCursor().position() == 0:
            self.moveCursor(QTextCursor.MoveOperation.End)  # to write on, not in front

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self._fit()

    def _fit(self, *_args: object) -> None:
        line = theme.look().line_height()
        around = 2 * int(self.document().documentMargin()) + 8
        wanted = round(self.document().size().height()) + 8
        least = line * (1 if self.isReadOnly() else self._lines) + around
        most = line * self._most_lines + around
        height = max(least, min(wanted, most), theme.look().control_height)
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)
        bar = Qt.ScrollBarPolicy
        policy = bar.ScrollBarAsNeeded if wanted > most else bar.ScrollBarAlwaysOff
        if policy != self.verticalScrollBarPolicy():
            self.setVerticalScrollBarPolicy(policy)

    def _tell(self) -> None:
        if not self._showing:
            self.edited.emit(self.text())


class LineEdit(QLineEdit):
    """Words on one line; `edited` gives the text after every change a person makes.

    Words keep their own direction; with ``leading`` they stand at the leading edge always,
    as dates and numbers do.
    """

    edited = Signal(str)

    def __init__(
        self,
        *,
        name: str = "",
        hint: str = "",
        secret: bool = False,
        leading: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._leading = leading
        self._turn()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        if secret:
            self.setEchoMode(QLineEdit.EchoMode.Password)
            self.setDragEnabled(False)
            self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
            hints = Qt.InputMethodHint
            self.setInputMethodHints(
                hints.ImhHiddenText | hints.ImhSensitiveData | hints.ImhNoPredictiveText
            )
        self.textEdited.connect(self._tell)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._turn()

    def _turn(self) -> None:
        if self._leading:
            turned = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            side = Qt.AlignmentFlag.AlignRight if turned else Qt.AlignmentFlag.AlignLeft
            self.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)

    def show_value(self, text: str) -> None:
        """Show *text*; tells nobody and leaves the caret when nothing differs."""
        clean = " ".join(clean_text(text).split("\n"))
        before = self.text()
        if clean != before:
            self.setText(clean)
            self.setCursorPosition(end_of_change(before, clean) if self.hasFocus() else 0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.OtherFocusReason and self.cursorPosition() == 0:
            self.end(False)

    def set_read_only(self, read_only: bool) -> None:
        """Show the text as words without an edge."""
        if read_only != self.isReadOnly():
            self.setReadOnly(read_only)
            if self.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
                self.style().unpolish(self)
                self.style().polish(self)

    def set_trouble(self, trouble: bool) -> None:
        """Mark the field when what stands in it cannot be read."""
        theme.set_role(self, "trouble", "true" if trouble else "false")

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and is_program_key(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_program_key(event):
            event.ignore()
            return
        super().keyPressEvent(event)

    def _tell(self, text: str) -> None:
        clean = " ".join(clean_text(text).split("\n"))
        if clean != text:
            self.setText(clean)
        self.edited.emit(clean)


class SearchField(LineEdit):
    """A line with the search sign; `searched` gives the words once typing rests."""

    searched = Signal(str)

    def __init__(self, *, name: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name=name, hint=hint or name, parent=parent)
        self._fit()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(120)
        self._rest.timeout.connect(self._search)
        self.edited.connect(lambda _text: self._rest.start())
        self.returnPressed.connect(self._search)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._search()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange}:
            self._fit()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        words = line_width(self.placeholderText(), self.font())
        return QSize(max(hint.width(), words + theme.look().sign_px + 38), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = theme.look().sign_px + 2
        place = QRect(10, (self.height() - side) // 2, side, side)
        place = QStyle.visualRect(self.layoutDirection(), self.rect(), place)
        paint_sign(QPainter(self), place, "search", theme.colour("text_muted"))

    def _fit(self) -> None:
        room = theme.look().sign_px + 8
        turned = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.setTextMargins(0 if turned else room, 0, room if turned else 0, 0)

    def _search(self) -> None:
        self._rest.stop()
        self.searched.emit(self.text().strip())
