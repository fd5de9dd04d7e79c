"""Ways to look at windows: what is cut, what a screen reader hears, and pressing keys."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QWidget,
)

from dpia_wizard.gui.parts.buttons import SignButton
from dpia_wizard.gui.parts.drawing import LONGEST_WHOLE
from dpia_wizard.gui.parts.levels import LevelBadge
from dpia_wizard.gui.parts.matrix import RiskMatrixWidget


def cut_texts(widget: QWidget) -> list[str]:
    """Everything shown in *widget* that is smaller than its words, or outside its parent."""
    found = []
    for part in (widget, *widget.findChildren(QWidget)):
        if not part.isVisible() or part.width() == 0:
            continue
        words = words_of(part)
        if isinstance(part, QTableView):
            found += _cut_cells(part)
        if not words and not isinstance(part, RiskMatrixWidget):
            continue
        trouble = _too_small(part, words) or _outside(part)
        if trouble:
            found.append(f"{type(part).__name__} {words[:40]!r}: {trouble}")
    return found


def words_of(part: QWidget) -> str:
    """The words a part shows."""
    if isinstance(part, QLabel | QAbstractButton):
        return part.text()
    if isinstance(part, LevelBadge):
        return part.words()
    if isinstance(part, QLineEdit):
        return part.text() or part.placeholderText()
    return part.currentText() if isinstance(part, QComboBox) else ""


def spoken(part: QWidget) -> tuple[str, str]:
    """The name and the description a screen reader is given."""
    interface = QAccessible.queryAccessibleInterface(part)
    assert interface is not None, part
    return (
        interface.text(QAccessible.Text.Name),
        interface.text(QAccessible.Text.Description),
    )


def nameless(widget: QWidget) -> list[str]:
    """Everything in *widget* that can have the focus and has no name."""
    parts = [
        part
        for part in (widget, *widget.findChildren(QWidget))
        if part.isVisible()
        and part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and part.focusProxy() is None
        and not isinstance(part, QHeaderView)
        and not part.objectName().startswith("qt_")
    ]
    return [repr(part) for part in parts if not (part.accessibleName() or spoken(part)[0])]


def tab_stops(widget: QWidget) -> list[QWidget]:
    """What the Tab key visits in *widget*, in its order."""
    stops: list[QWidget] = []
    part = widget.nextInFocusChain()
    while part is not None and part is not widget:
        by_tab = part.focusPolicy() & Qt.FocusPolicy.TabFocus
        if widget.isAncestorOf(part) and by_tab and part.isVisible() and part.isEnabled():
            stops.append(part)
        part = part.nextInFocusChain()
    return [stop for stop in stops if stop.focusProxy() is None]


def settle() -> None:
    """Let Qt lay out and paint what changed."""
    for _ in range(3):
        QApplication.processEvents()


def _too_small(part: QWidget, words: str) -> str:
    if part.toolTip() == words and words:
        return ""  # shortened; its tip says it whole
    needed, has = part.sizeHint(), part.size()
    if isinstance(part, QLabel):
        if part.wordWrap():
            high = part.heightForWidth(has.width())
            advance = QFontMetrics(part.font()).horizontalAdvance
            whole = (word for word in words.split() if len(word) <= LONGEST_WHOLE)
            widest = max((advance(word) for word in whole), default=0)
            if widest > has.width() + 1:
                return f"a word needs {widest}, has {has.width()}"
            return f"needs {high} high, has {has.height()}" if high > has.height() else ""
    elif isinstance(part, QLineEdit):
        line = QFontMetrics(part.font()).height()
        return f"needs {line} high, has {has.height()}" if line + 4 > has.height() else ""
    elif isinstance(part, RiskMatrixWidget):
        needed = part.minimumSizeHint()
        needed.setHeight(part.heightForWidth(has.width()))
    elif part.hasHeightForWidth() and isinstance(part, QAbstractButton):
        least = part.minimumSizeHint().width()
        if isinstance(part, SignButton) and part.width() >= needed.width():
            least = 0
        high = part.heightForWidth(has.width())
        if least > has.width() or high > has.height():
            return f"needs {least} by {high}, has {has.width()} by {has.height()}"
        return ""
    if needed.width() > has.width() or needed.height() > has.height():
        return f"needs {needed.width()} by {needed.height()}, has {has.width()} by {has.height()}"
    return ""


def _outside(part: QWidget) -> str:
    child, parent = part, part.parentWidget()
    while parent is not None and not child.isWindow():
        if isinstance(parent.parentWidget(), QAbstractScrollArea):
            return ""
        place = QRect(part.mapTo(parent, QPoint(0, 0)), part.size())
        if not parent.rect().contains(place):
            return f"stands out of its {type(parent).__name__}"
        child, parent = parent, parent.parentWidget()
    return ""


def _cut_cells(table: QTableView) -> list[str]:
    model = table.model()
    if model is None:
        return []
    found = [
        f"row {row} needs {table.sizeHintForRow(row)}, has {table.rowHeight(row)}"
        for row in range(model.rowCount())
        if not table.isRowHidden(row) and table.sizeHintForRow(row) > table.rowHeight(row) + 1
    ]
    header = table.horizontalHeader()
    if header.isVisible():
        for column in range(model.columnCount()):
            needed, has = header.sectionSizeHint(column), header.sectionSize(column)
            if not table.isColumnHidden(column) and needed > has + 1:
                found.append(f"head {column} needs {needed}, has {has}")
    return found
