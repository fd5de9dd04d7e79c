"""How large a dialog may be in the window behind it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from dpia_wizard.gui import theme

LEAST = QSize(420, 320)
_AROUND, _LITTLE = 40, 16
_NARROW = 1200


def room_for(dialog: QWidget, wide: int, high: int) -> QSize:
    """*wide* by *high*, as the text grows, but inside the window that all dialogs stand over."""
    window = dialog.parentWidget()
    while window is not None and (above := window.window().parentWidget()) is not None:
        window = above
    room = QSize(1024, 640) if window is None else window.window().size()
    scale = theme.look().scale
    around = _LITTLE if room.width() < _NARROW else _AROUND
    width = min(round(wide * scale), room.width() - around)
    height = min(round(high * scale), room.height() - around)
    return QSize(max(width, LEAST.width()), max(height, LEAST.height()))
