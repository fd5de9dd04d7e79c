"""Panes: a ground with perhaps a thin edge, fixed or scrolling."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class Pane(QFrame):
    """A part of the window on one ground: window, surface, surface_alt or accent_soft.

    *edge* puts a thin line at one side: top, bottom, or at the "leading" or "trailing" one.
    """

    def __init__(
        self, *, ground: str = "surface", edge: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        turned = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        sides = {
            "leading": "right" if turned else "left",
            "trailing": "left" if turned else "right",
        }
        self.setProperty("ground", ground)
        self.setProperty("edge", sides.get(edge, edge))


class ScrollPane(QScrollArea):
    """A pane that scrolls up and down, never sideways, and follows the focus."""

    def __init__(
        self, content: QWidget, *, ground: str = "window", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content.setProperty("ground", ground)
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", ground)
        self.viewport().setProperty("ground", ground)
        self.setWidget(content)
