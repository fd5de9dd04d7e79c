"""Is the history what was written? The verdict in plain words, and what it can be measured by."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.chain import Anchor
from dpia_wizard.errors import UserError
from dpia_wizard.gui import messages, theme
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.parts.buttons import LinkButton, PrimaryButton, SecondaryButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.fields import LineEdit
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.parts.panes import ScrollPane
from dpia_wizard.gui.tasks import Task
from dpia_wizard.gui.words import _, current_words, isolate
from dpia_wizard.wording.history import anchor_told, verdict_told
from dpia_wizard.workspace.history import (
    Checked,
    judged,
    printed_anchor,
    to_check,
    typed_anchor,
)
from dpia_wizard.workspace.library import Library


class CheckDialog(QDialog):
    """Checks when it opens, and anew with every anchor that is brought along."""

    def __init__(self, library: Library, id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history_check")
        self.setWindowTitle(_("Check the history"))
        self._library, self._id = library, id
        self._anchors: dict[Anchor, str] = {}
        self._task: Task | None = None
        self._told: tuple[str, ...] = ()
        self.broken_at = 0
        self._build()
        self.resize(self._fitting())
        self._check()
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    @classmethod
    def ask(cls, library: Library, id: str, parent: QWidget | None = None) -> int:
        """Let somebody check; the number of the entry to look at, or 0."""
        dialog = cls(library, id, parent)
        wanted = dialog.exec() == QDialog.DialogCode.Accepted
        found = dialog.broken_at if wanted else 0
        dialog.deleteLater()
        return found

    def sentences(self) -> tuple[str, ...]:
        """What is said of the history now."""
        return self._told

    def done(self, result: int) -> None:
        """Leave; what is still being checked is not told any more."""
        if self._task is not None:
            self._task.cancel()
        super().done(result)

    # Checking

    def _check(self) -> None:
        if self._task is not None:
            self._task.cancel()
        try:
            taken = to_check(self._library, self._id, self._anchors)
        except UserError as error:
            self._verdict.show_value("warning", messages.sentence_of(error), ink="stop")
            return
        self._task = Task(judged, taken, parent=self)
        self._task.done.connect(self._show)
        self._task.failed.connect(self._failed)
        self._task.start()

    def _failed(self, error: Exception) -> None:
        self._task = None
        raise error

    def _show(self, found: Checked) -> None:
        self._task = None
        verdict = found.verdict
        self._told = verdict_told(current_words(), verdict, found.astray)
        is_bound = found.is_whole and bool(verdict.vouched)
        sign, ink = ("check", "ok") if is_bound else ("info", "text")
        if not found.is_whole:
            sign, ink = "warning", "stop"
        self._card.set_state("plain" if found.is_whole else "stop")
        self._verdict.show_value(sign, self._told[0], ink=ink)
        self._more.setText("\n".join(self._told[1:]))
        self._more.setVisible(len(self._told) > 1)
        broken = verdict.broken
        self.broken_at = 0 if broken is None else min(broken.place, verdict.entries)
        self._go.setVisible(bool(self.broken_at))
        words = _("Go to entry {number}").format(number=isolate(str(self.broken_at)))
        self._go.set_words(words)
        self._copy.setEnabled(True)
        messages.announce(self, " ".join(self._told))

    # What was brought along

    def _take_typed(self) -> None:
        typed = self._field.text().strip()
        if not typed:
            self._say(_("Type the number of entries and the digits, as the report prints them."))
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._try(lambda: typed_anchor(typed), _("As typed"))

    def _take_report(self) -> None:
        kinds = _("PDF (*.pdf)")
        path = messages.choose_open_path(self, _("Choose a report"), kinds)
        if path is not None:
            self._try(lambda: printed_anchor(path, self._id), isolate(path.name))

    def _try(self, get: Callable[[], Anchor], name: str) -> None:
        try:
            anchor = get()
        except UserError as error:
            self._say(messages.sentence_of(error))
            return
        self._say("")
        self._field.show_value("")
        self._anchors[anchor] = name
        words = current_words()
        told = [
            _("{source}: {anchor}").format(source=source, anchor=anchor_told(words, one))
            for one, source in self._anchors.items()
        ]
        self._measured.setText("\n".join((_("Compared with:"), *told)))
        self._measured.show()
        self._check()

    def _say(self, words: str) -> None:
        self._trouble.setVisible(bool(words))
        self._trouble.show_value("warning", words, ink="stop")
        if words:
            messages.announce(self, words)

    def _copy_verdict(self) -> None:
        parts = (*self._told, self._measured.text())
        QGuiApplication.clipboard().setText("\n".join(part for part in parts if part))
        self._copy.set_words(_("Copied"))

    # Building

    def _build(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 18, 24, 12)
        column.setSpacing(10)
        column.addWidget(PlainLabel(_("Is the history what was written?"), role="title", wrap=True))
        self._card = Card()
        column.addWidget(self._card)
        self._verdict = SignLabel("clock", _("Checking…"), ink="text", role="strong", wrap=True)
        self._verdict.setObjectName("check.verdict")
        self._more = PlainLabel("", wrap=True)
        self._more.setObjectName("check.more")
        self._more.hide()
        self._go = LinkButton("", end_sign="chevron-next", small=False)
        self._go.setObjectName("check.go")
        self._go.clicked.connect(self.accept)
        self._go.hide()
        for widget in (self._verdict, self._more):
            self._card.body.addWidget(widget)
        self._card.body.addWidget(self._go, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(PlainLabel(_("Compare it with a report"), role="heading", wrap=True))
        column.addWidget(
            PlainLabel(
                _(
                    "Every report says how far the history went when it was made, on its first"
                    " page and where people sign: the number of entries and the digits of the last"
                    " one. On paper, in a drawer or with another agency, nobody at this laptop can"
                    " change it."
                ),
                wrap=True,
            )
        )
        caption = PlainLabel(_("Entries and digits, as printed"), role="small_strong")
        self._field = LineEdit(name=_("Entries and digits, as printed"))
        self._field.setObjectName("check.typed")
        self._field.returnPressed.connect(self._take_typed)
        caption.setBuddy(self._field)
        column.addWidget(caption)
        column.addWidget(self._field)
        row = FlowLayout(gap=8)
        nest(column, row)
        compare = SecondaryButton(_("Compare"))
        compare.setObjectName("check.compare")
        compare.clicked.connect(self._take_typed)
        choose = SecondaryButton(_("Choose a report (PDF)…"), sign="file")
        choose.setObjectName("check.report")
        choose.clicked.connect(self._take_report)
        row.addWidget(compare)
        row.addWidget(choose)
        self._trouble = SignLabel("warning", "", ink="stop", role="stop", wrap=True)
        self._trouble.setObjectName("check.trouble")
        self._trouble.hide()
        column.addWidget(self._trouble)
        self._measured = PlainLabel("", role="small_muted", wrap=True)
        self._measured.setObjectName("check.measured")
        self._measured.hide()
        column.addWidget(self._measured)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(ScrollPane(inside), 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 8, 24, 14)
        self._copy = SecondaryButton(_("Copy"))
        self._copy.setObjectName("check.copy")
        self._copy.setEnabled(False)
        self._copy.clicked.connect(self._copy_verdict)
        self._close = PrimaryButton(_("Close"))
        self._close.setObjectName("check.close")
        self._close.clicked.connect(self.reject)
        foot.addWidget(self._copy)
        foot.addStretch(1)
        foot.addWidget(self._close)
        nest(outer, foot)

    def _fitting(self) -> QSize:
        """Room for all of it at this size of text, and no more than the window has."""
        scale = theme.look().scale
        wanted = QSize(round(660 * scale), round(560 * scale))
        parent = self.parentWidget()
        return wanted if parent is None else wanted.boundedTo(parent.window().size())
