"""Choose the protocol that an assessment rests on, among those that are here."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.model import PackRef
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.parts.buttons import SecondaryButton
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.parts.panes import ScrollPane
from dpia_wizard.gui.parts.row_table import RowTable, TableCell, TableColumn, TableRow
from dpia_wizard.gui.protocols.words import fitting, titled
from dpia_wizard.gui.words import _, isolate, isolate_answer
from dpia_wizard.workspace.protocols import Protocols, Registered


class ChooseDialog(QDialog):
    """The list; Enter or a click chooses. ``chosen`` is what was chosen."""

    def __init__(self, protocols: Protocols, now: PackRef, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("choose_protocol")
        self.setWindowTitle(_("Choose a protocol"))
        self.chosen: Registered | None = None
        self._here = {found.ref.fingerprint: found for found in protocols.all()}
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 18, 24, 12)
        column.setSpacing(8)
        column.addWidget(PlainLabel(_("Choose a protocol"), role="title", wrap=True))
        column.addWidget(
            PlainLabel(
                _(
                    "Its title, edition and date are written into the record, and its numbers"
                    " stand beside ours. Protocols are kept under Protocols (DPISP) at home."
                ),
                wrap=True,
            )
        )
        self._table = RowTable(
            (
                TableColumn(_("Protocol"), 5),
                TableColumn(_("Published by"), 3),
                TableColumn(_("Signed"), 2),
            ),
            name=_("Protocols that are here"),
        )
        self._table.setObjectName("choose.protocols")
        self._table.show_value(
            [
                TableRow(
                    key,
                    (
                        TableCell(titled(found), "check" if found.ref == now else ""),
                        TableCell(isolate_answer(found.protocol.publisher)),
                        TableCell(isolate(found.protocol.signed) or "–"),
                    ),
                )
                for key, found in self._here.items()
            ]
        )
        self._table.opened.connect(self._choose)
        column.addWidget(self._table)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(ScrollPane(inside), 1)
        row = QHBoxLayout()
        row.setContentsMargins(24, 10, 24, 14)
        row.setSpacing(10)
        row.addStretch(1)
        back = SecondaryButton(_("Go back"))
        back.setObjectName("back")
        back.clicked.connect(self.reject)
        row.addWidget(back)
        nest(outer, row)
        self.resize(fitting(self, 820, 560))
        keys = list(self._here)
        self._table.focus_row(now.fingerprint if now.fingerprint in keys else keys[0])

    @classmethod
    def ask(cls, parent: QWidget, protocols: Protocols, now: PackRef) -> Registered | None:
        """Let somebody choose; None when they went back."""
        dialog = cls(protocols, now, parent)
        dialog.exec()
        dialog.deleteLater()
        return dialog.chosen

    def _choose(self, key: str) -> None:
        self.chosen = self._here[key]
        self.accept()
