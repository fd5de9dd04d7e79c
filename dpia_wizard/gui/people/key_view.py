"""A key to compare: eight words to read aloud, and the same as groups of letters and digits."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from dpia_wizard import crypto
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.words import _, is_right_to_left, isolate

_ACROSS = 4


class KeyView(QWidget):
    """The words stand from left to right in every language: they are the same everywhere."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("key_view")
        words = crypto.spoken(key)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(PlainLabel(_("The key in eight words"), role="small_strong"))
        holder = QWidget()
        holder.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(2)
        for at, word in enumerate(words):
            numbered = PlainLabel(f"{at + 1} {word}", role="strong")
            numbered.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(numbered, *divmod(at, _ACROSS))
        # What stands from left to right says itself where its own beginning is.
        side = Qt.AlignmentFlag.AlignRight if is_right_to_left() else Qt.AlignmentFlag.AlignLeft
        column.addWidget(holder, 0, side)
        groups = PlainLabel(isolate(crypto.grouped(key)), role="small_muted", wrap=True)
        groups.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(groups)
        self.setAccessibleName(
            _("The key in eight words: {words}").format(words=isolate(" ".join(words)))
        )
