"""The data-point and sharing tables: what they hold, what does not fit in them, and their files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.sharing import SHARING_ANNEX
from dpia_wizard.errors import UserError
from dpia_wizard.files import write_whole
from dpia_wizard.gui import messages
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import SecondaryButton
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.parts.panes import ScrollPane
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.tasks import Task
from dpia_wizard.gui.words import _, count, current_words, isolate
from dpia_wizard.texts import LANGUAGES
from dpia_wizard.workspace import reports, tables


class TablesDialog(QDialog):
    """Writes the tables as PDF, workbook or CSV where the person says; it stays open for more."""

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tables_dialog")
        self.setWindowTitle(_("Data points and sharing"))
        self._open = open_
        self._task: Task | None = None
        self._now = reports.snapshot(open_.editing)
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(24, 18, 24, 12)
        self._column.setSpacing(8)
        self._build()
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 8, 24, 14)
        close = SecondaryButton(_("Close"))
        close.setObjectName("tables.close")
        close.clicked.connect(self.reject)
        foot.addStretch(1)
        foot.addWidget(close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(ScrollPane(self._inside), 1)
        nest(outer, foot)
        self.resize(640, 560)
        self._buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def done(self, result: int) -> None:
        """Leave; a file that is being made is still written."""
        if self._task is not None:
            self._task.cancel()
        super().done(result)

    def _build(self) -> None:
        found = tables.tables_of(self._now)
        add = self._column.addWidget
        add(PlainLabel(_("Data points and sharing"), role="title", wrap=True))
        add(
            PlainLabel(
                _(
                    "Each kind of information with who gets it, on which occasion, what for and"
                    " on which basis, as a protocol needs it for its annex ({annex}). It follows"
                    " from sections 5 to 8."
                ).format(annex=isolate(self._open.wording.clause_id(SHARING_ANNEX))),
                wrap=True,
            )
        )
        holds = " · ".join(
            (
                count("{n} data point", "{n} data points", len(found.points)),
                count("{n} line of sharing", "{n} lines of sharing", len(found.sharing)),
            )
        )
        add(PlainLabel(holds, role="small_strong", wrap=True))
        now = current_words().language
        self._language = ComboBox(list(LANGUAGES.items()), name=_("Language of the files"))
        self._language.setObjectName("tables.language")
        self._language.show_value(now if now in LANGUAGES else "en")
        caption = PlainLabel(_("Language of the files"), role="small_strong")
        caption.setBuddy(self._language)
        row = FlowLayout(gap=8)
        row.addWidget(caption)
        row.addWidget(self._language)
        nest(self._column, row)
        self._buttons: list[SecondaryButton] = []
        buttons = FlowLayout(gap=8)
        for kind, words, kinds in (
            ("pdf", _("As PDF…"), _("PDF (*.pdf)")),
            ("xlsx", _("As a workbook…"), _("Workbook (*.xlsx)")),
            ("csv", _("As CSV…"), _("CSV (*.csv)")),
        ):
            button = SecondaryButton(words, sign="file" if kind == "pdf" else "list")
            button.setObjectName(f"tables.{kind}")
            button.clicked.connect(
                lambda _checked=False, kind=kind, kinds=kinds: self._save(kind, kinds)
            )
            buttons.addWidget(button)
            self._buttons.append(button)
        nest(self._column, buttons)
        self._said = SignLabel("check", "", ink="ok", role="ok", wrap=True)
        self._said.hide()
        add(self._said)
        lines = tables.gap_sentences(self._now, now)
        if lines:
            title = count(
                "{n} point to settle before this is signed",
                "{n} points to settle before this is signed",
                len(lines),
            )
            add(PlainLabel(title, role="heading", wrap=True))
            for line in lines:
                add(SignLabel("warning", line, role="small", wrap=True))
        elif tables.tables_of(self._now).points or tables.tables_of(self._now).sharing:
            add(SignLabel("check", _("The tables agree with each other."), ink="ok", wrap=True))
        else:
            add(SignLabel("dash", _("The tables are empty so far."), wrap=True))
        self._column.addStretch(1)

    def _save(self, kind: tables.Kind, kinds: str) -> None:
        if self._task is not None:
            return
        language = str(self._language.value())
        name = tables.tables_name(self._now.assessment, kind, language)
        path = messages.choose_save_path(self, _("Save the tables"), Path.home() / name, kinds)
        if path is None:
            return
        if path.suffix.lower() != f".{kind}":
            path = path.with_name(f"{path.name}.{kind}")
        for button in self._buttons:
            button.setEnabled(False)
        self._say("clock", _("Making {name}…").format(name=isolate(path.name)))
        self._task = Task(_write, self._now, kind, language, path, parent=self)
        self._task.done.connect(self._saved)
        self._task.failed.connect(self._failed)
        self._task.start()

    def _saved(self, path: Path) -> None:
        self._end()
        self._say("check", _("Saved as {name}.").format(name=isolate(path.name)))

    def _failed(self, error: Exception) -> None:
        self._end()
        self._said.hide()
        if not isinstance(error, UserError):
            raise error
        messages.tell_error(self, error)

    def _end(self) -> None:
        self._task = None
        for button in self._buttons:
            button.setEnabled(True)

    def _say(self, sign: str, words: str) -> None:
        self._said.show_value(sign, words)
        self._said.show()
        messages.announce(self, words)


def _write(now: reports.Snapshot, kind: tables.Kind, language: str, path: Path) -> Path:
    write_whole(path, tables.tables_file(now, kind, language))
    return path
