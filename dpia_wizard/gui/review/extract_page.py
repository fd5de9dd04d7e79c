"""What the Working Group would get, exactly, and what stays here and why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dpia_wizard.core.change import Step
from dpia_wizard.core.extract import Extract, extract
from dpia_wizard.core.form import Section
from dpia_wizard.errors import UserError
from dpia_wizard.files import write_whole
from dpia_wizard.gui import messages, theme
from dpia_wizard.gui.editor.places import section_name
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.page import Page
from dpia_wizard.gui.parts.buttons import SecondaryButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.columns import clear
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.parts.panes import ScrollPane
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.review.extract_cards import ExtractCards
from dpia_wizard.gui.tasks import Task
from dpia_wizard.gui.words import _, current_words, isolate
from dpia_wizard.texts import LANGUAGES
from dpia_wizard.workspace import reports

_WIDEST = 820
_FIRST_CARDS = 2
"""Cards that are built before the page is shown; the rest follow one by one."""


class ExtractPage(Page):
    """The page of the extract section. It is made from `core.extract` and nothing else."""

    def __init__(
        self, open_: OpenAssessment, section: Section, parent: QWidget | None = None
    ) -> None:
        super().__init__(open_, section, parent)
        self._shown: Extract | None = None
        self._is_stale = False
        self._task: Task | None = None
        self._left: list[Callable[[Extract], Card]] = []
        self._cards = ExtractCards(open_, self)
        self._cards.go.connect(self.go)
        self._rest = QTimer(self)
        self._rest.setInterval(0)
        self._rest.timeout.connect(self._build_next)
        self._build()
        self._refresh()
        open_.changed.connect(self._changed)

    def show_place(self, place: str) -> None:
        self._pdf.setFocus(Qt.FocusReason.OtherFocusReason)
        self.place_changed.emit(self.section.id)

    def left_to_do(self) -> str:
        return _("Nothing here is sent anywhere: you hand the files over yourself.")

    # Building

    def _build(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(20, 12, 20, 8)
        head.setSpacing(6)
        title = section_name(self.open.wording, self.section)
        head.addWidget(PlainLabel(title, role="title", wrap=True))
        summary = self.open.wording.section_summary(self.section.id)
        head.addWidget(PlainLabel(summary, role="muted", wrap=True))
        now = current_words().language
        self._language = ComboBox(list(LANGUAGES.items()), name=_("Language of the files"))
        self._language.setObjectName("extract.language")
        self._language.show_value(now if now in LANGUAGES else "en")
        caption = PlainLabel(_("Language of the files"), role="small_strong")
        caption.setBuddy(self._language)
        self._pdf = SecondaryButton(_("Summary PDF…"), sign="file")
        self._pdf.setObjectName("extract.pdf")
        self._pdf.clicked.connect(self._save_pdf)
        self._workbook = SecondaryButton(_("Risk register XLSX…"), sign="list")
        self._workbook.setObjectName("extract.xlsx")
        self._workbook.clicked.connect(self._save_workbook)
        row = FlowLayout(gap=8)
        for widget in (caption, self._language, self._pdf, self._workbook):
            row.addWidget(widget)
        nest(head, row)
        self._said = SignLabel("check", "", ink="ok", role="ok", wrap=True)
        self._said.hide()
        head.addWidget(self._said)
        inside = QWidget()
        inside.setMaximumWidth(round(_WIDEST * theme.look().scale))
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 16)
        self._column.setSpacing(12)
        holder = QWidget()
        outer = QVBoxLayout(holder)
        outer.setContentsMargins(20, 0, 14, 0)
        outer.addWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        nest(column, head)
        column.addWidget(ScrollPane(holder), 1)

    # What is shown

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._is_stale = False
            self._refresh()

    def _changed(self, _step: Step) -> None:
        if self.isVisible():
            self._refresh()
        else:
            self._is_stale = True

    def _refresh(self) -> None:
        editing = self.open.editing
        signed = editing.sign_off_verdicts
        made = extract(editing.pack, editing.assessment, today=editing.today, sign_offs=signed)
        if made == self._shown:
            return
        self._shown = made
        clear(self._column)
        cards = self._cards.makers()
        self._left = cards[_FIRST_CARDS:]
        for card in cards[:_FIRST_CARDS]:
            self._column.addWidget(card(made))
        self._rest.start()

    def _build_next(self) -> None:
        if self._left and self._shown is not None:
            self._column.addWidget(self._left.pop(0)(self._shown))
            return
        self._rest.stop()
        self._column.addStretch(1)

    # Saving

    def _save_pdf(self) -> None:
        self._save(
            reports.extract_pdf, reports.EXTRACT_NAME, _("Save the summary"), _("PDF (*.pdf)")
        )

    def _save_workbook(self) -> None:
        self._save(
            reports.extract_workbook,
            reports.WORKBOOK_NAME,
            _("Save the risk register"),
            _("Workbook (*.xlsx)"),
        )

    def _save(self, make: Callable[..., bytes], name: str, title: str, kinds: str) -> None:
        if self._task is not None or not self.open.flush():
            return
        path = messages.choose_save_path(self, title, Path.home() / name, kinds)
        if path is None:
            return
        ending = Path(name).suffix
        if path.suffix.lower() != ending:
            path = path.with_name(f"{path.name}{ending}")
        for button in (self._pdf, self._workbook):
            button.setEnabled(False)
        self._say("clock", _("Making {name}…").format(name=isolate(path.name)))
        now = reports.snapshot(self.open.editing)
        language = str(self._language.value())
        self._task = Task(_write, make, now, language, path, parent=self)
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
        for button in (self._pdf, self._workbook):
            button.setEnabled(True)

    def _say(self, sign: str, words: str) -> None:
        self._said.show_value(sign, words)
        self._said.show()
        messages.announce(self, words)


def _write(make: Callable[..., bytes], now: reports.Snapshot, language: str, path: Path) -> Path:
    write_whole(path, make(now, language))
    return path
