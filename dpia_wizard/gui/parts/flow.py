"""A layout that fills lines like words do: chips, buttons, columns of answers."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget, QWidgetItem


class FlowLayout(QLayout):
    """Places widgets one after the other and begins a new line when one is full."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8) -> None:
        super().__init__(*(() if parent is None else (parent,)))
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._sizes: list[tuple[QLayoutItem, QSize, QSize]] | None = None
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)

    def addWidget(self, widget: QWidget) -> None:
        """Put *widget* at the end, in an item of our own.

        PySide disowns the items that Qt makes as soon as a page around them begins to die, while
        Qt still asks for them: the program ended there.
        """
        self.addChildWidget(widget)
        self.addItem(QWidgetItem(widget))

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        if not 0 <= index < len(self._items):
            return None
        item = self._items.pop(index)
        self.invalidate()
        return item

    def invalidate(self) -> None:
        """Ask the widgets for their sizes anew: Qt calls this when one of them changed."""
        self._sizes = None
        self._heights.clear()
        super().invalidate()

    def clear(self) -> None:
        """Take out and delete everything."""
        while (item := self.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        hints = [hint for _item, hint, _least in self._shown()]
        width = sum(hint.width() for hint in hints) + self._gap * max(0, len(hints) - 1)
        height = max((hint.height() for hint in hints), default=0)
        return self._with_margins(QSize(width, height))

    def minimumSize(self) -> QSize:
        size = QSize()
        for _item, _hint, least in self._shown():
            size = size.expandedTo(least)
        return self._with_margins(size)

    def _shown(self) -> list[tuple[QLayoutItem, QSize, QSize]]:
        """What is not hidden, with the size it would like and the least it needs."""
        if self._sizes is None:
            shown = [item for item in self._items if not item.isEmpty()]
            self._sizes = [(item, item.sizeHint(), item.minimumSize()) for item in shown]
        return self._sizes

    def _with_margins(self, size: QSize) -> QSize:
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _place(self, rect: QRect, *, move: bool) -> int:
        margins = self.contentsMargins()
        area = rect.marginsRemoved(margins)
        parent = self.parentWidget()
        direction = Qt.LayoutDirection.LeftToRight if parent is None else parent.layoutDirection()
        line: list[tuple[QLayoutItem, QRect]] = []
        x, y, height = area.left(), area.top(), 0

        def settle() -> None:
            for item, place in line:
                place.moveTop(y + (height - place.height()) // 2)
                if move:
                    item.setGeometry(QStyle.visualRect(direction, area, place))
            line.clear()

        for item, hint, least in self._shown():
            size = QSize(min(hint.width(), max(area.width(), least.width())), hint.height())
            if item.hasHeightForWidth():
                size.setHeight(item.heightForWidth(size.width()))
            if line and x + size.width() > area.right() + 1:
                settle()
                x, y, height = area.left(), y + height + self._gap, 0
            line.append((item, QRect(QPoint(x, y), size)))
            x += size.width() + self._gap
            height = max(height, size.height())
        settle()
        return y + height - rect.top() + margins.bottom()
