"""The risks under review as lines: two levels each, and how far the review of it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QVBoxLayout, QWidget

from dpia_wizard.gui import theme
from dpia_wizard.gui.parts.drawing import line_width, paint_line
from dpia_wizard.gui.review.line import PAD, ReviewColumns, ReviewLine, RiskLine
from dpia_wizard.gui.tab_order import read_in_order
from dpia_wizard.gui.words import _


class ReviewTable(QWidget):
    """Lines under a head; `opened` gives the risk to open or close under its line. *heads* stand
    above both levels and the state of the review.

    Keys: up and down walk, Enter opens or closes.
    """

    opened = Signal(str)

    def __init__(
        self, *, name: str, heads: tuple[str, str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._lines: dict[str, RiskLine] = {}
        self._form: tuple[str, QWidget] | None = None
        self._columns = ReviewColumns(heads)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._head = _Head(self._columns)
        self._column.addWidget(self._head)
        self.setAccessibleName(name)

    def show_value(self, lines: Sequence[ReviewLine]) -> None:
        """Show other *lines*; those of known risks stay where the focus is."""
        self._columns.show_value(lines)
        ids = [line.id for line in lines]
        for gone in [id for id in self._lines if id not in set(ids)]:
            if self.open_risk() == gone:
                self.close_form()
            old = self._lines.pop(gone)
            old.hide()
            old.deleteLater()
        for line in lines:
            shown = self._lines.get(line.id) or self._new_line(line.id)
            self._lines[line.id] = shown
            shown.show_value(line)
        self._lines = {id: self._lines[id] for id in ids}
        self._place()
        self._head.setVisible(bool(ids))
        current = next((id for id, line in self._lines.items() if line.is_stop), "")
        self._stop_at(current or (ids[0] if ids else ""))

    def set_heads(self, heads: tuple[str, str, str]) -> None:
        """Show other words above the levels and the state."""
        if heads != self._columns.heads:
            self._columns.set_heads(heads)
            self._head.update()

    def ids(self) -> list[str]:
        """The risks in their order."""
        return list(self._lines)

    def line(self, risk: str) -> ReviewLine | None:
        """The line of a risk as it is shown."""
        shown = self._lines.get(risk)
        return None if shown is None else shown.value

    def widget_of(self, risk: str) -> QWidget | None:
        """The line of a risk, to scroll to."""
        return self._lines.get(risk)

    def open_risk(self) -> str:
        """The risk whose form is open, or ""."""
        return "" if self._form is None else self._form[0]

    def show_form(self, risk: str, form: QWidget) -> None:
        """Open *form* under the line of *risk*; an open one goes away."""
        self.close_form()
        self._form = (risk, form)
        self._place()
        form.show()

    def close_form(self) -> None:
        """Take the open form away."""
        if self._form is None:
            return
        risk, form = self._form
        self._form = None
        inside = form.focusWidget()
        had_focus = inside is not None and inside.hasFocus()
        form.hide()
        self._column.removeWidget(form)
        form.deleteLater()
        if (line := self._lines.get(risk)) is not None:
            line.set_open(is_open=False)
            if had_focus:
                line.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_line(self, risk: str) -> None:
        """Give the focus to the line of *risk*."""
        if risk in self._lines:
            self._stop_at(risk)
            self._lines[risk].setFocus(Qt.FocusReason.OtherFocusReason)

    def walk(self, risk: str, step: int) -> None:
        """Go *step* lines on from *risk*."""
        ids = self.ids()
        at = ids.index(risk) + step
        if 0 <= at < len(ids):
            self.focus_line(ids[at])

    def _new_line(self, risk: str) -> RiskLine:
        line = RiskLine(self._columns, self)
        line.pressed.connect(lambda: self._stop_at(risk))
        line.opened.connect(lambda: self.opened.emit(risk))
        line.walked.connect(lambda step: self.walk(risk, step))
        return line

    def _stop_at(self, risk: str) -> None:
        for other, line in self._lines.items():
            line.set_stop(is_stop=other == risk)

    def _place(self) -> None:
        wanted: list[QWidget] = [self._head]
        for risk, line in self._lines.items():
            wanted.append(line)
            if self._form is not None and self._form[0] == risk:
                wanted.append(self._form[1])
                line.set_open(is_open=True)
        for at, widget in enumerate(wanted):
            if self._column.indexOf(widget) != at:
                self._column.insertWidget(at, widget)
        read_in_order(self)


class _Head(QWidget):
    def __init__(self, columns: ReviewColumns) -> None:
        super().__init__()
        self._columns = columns
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, theme.look().line_height("small") + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        painter.fillRect(self.rect(), theme.colour("surface_alt"))
        heads = [(PAD, _("Risk"))]
        if (starts := self._columns.at(self.width())) is not None:
            heads += [(x + PAD, name) for x, name in zip(starts, self._columns.heads, strict=True)]
        font = theme.look().font("small", bold=True)
        for x, name in heads:
            place = QRect(x, 0, line_width(name, font) + 4, self.height())
            turned = QStyle.visualRect(self.layoutDirection(), self.rect(), place)
            paint_line(painter, turned, name, font, theme.colour("text_muted"))
