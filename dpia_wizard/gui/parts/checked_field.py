"""A field for one short fact that may be written wrongly: it says so, where it can be read."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.gui import theme
from dpia_wizard.gui.focus import bring_into_sight
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.parts.fields import LineEdit
from dpia_wizard.gui.parts.labels import SignLabel

DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
"""The digits of other scripts as those that Python reads in a date or a number."""


class CheckedField(QWidget):
    """A line of *width* pixels with *beside* after it, and under it what is wrong with it."""

    def __init__(
        self,
        beside: QWidget,
        *,
        name: str,
        hint: str = "",
        width: int,
        gap: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._wide = width
        self._field = LineEdit(name=name, hint=hint, leading=True)
        self._trouble = SignLabel("warning", "", ink="stop", role="stop", wrap=True)
        self._trouble.hide()
        row = QHBoxLayout()
        row.setSpacing(gap)
        row.addWidget(self._field)
        row.addWidget(beside)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        nest(column, row)
        column.addWidget(self._trouble)
        self.setFocusProxy(self._field)
        self.setAccessibleName(name)
        self._fit()

    def problem(self) -> str:
        """What is wrong with what stands in the field, or ""."""
        return "" if self._trouble.isHidden() else self._trouble.text()

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._field.setAccessibleName(name)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        self._field.setFixedWidth(round(self._wide * theme.look().scale))

    def _say(self, words: str) -> None:
        """Say what is wrong, or ("") that nothing is."""
        self._trouble.show_value("warning", words)
        self._trouble.setVisible(bool(words))
        self._field.set_trouble(bool(words))
        self._field.setAccessibleDescription(words)
        if words:
            bring_into_sight(self)
