"""What the report shall be like, and its headings to go to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from dpia_wizard.gui import theme
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.check_list import TickBox
from dpia_wizard.gui.parts.flow import FlowLayout
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.report.maker import Wish
from dpia_wizard.gui.report.page_images import Bookmark
from dpia_wizard.gui.words import _, current_words, isolate_answer
from dpia_wizard.texts import LANGUAGES


class ReportOptions(QWidget):
    """Language, paper, for whom, fills. `edited` gives the `Wish`; `anew_asked`: forget what is
    signed and make the report again."""

    edited = Signal(object)
    anew_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        now = current_words().language
        self._is_folded = self._is_foldable = self._is_locked = self._is_hidden = False
        self._language = ComboBox(list(LANGUAGES.items()), name=_("Language"))
        self._language.show_value(now if now in LANGUAGES else "en")
        self._language.setObjectName("report.language")
        self._paper = ComboBox((("A4", "A4"), ("Letter", _("Letter"))), name=_("Paper"))
        self._paper.setObjectName("report.paper")
        self._variant = ComboBox(
            (
                ("full", _("Full report")),
                ("sign_page", _("Sign-off page")),
                ("extract", _("Working Group")),
                ("caseworker", _("Caseworkers")),
            ),
            name=_("For whom"),
        )
        self._variant.setObjectName("report.variant")
        self._grey = TickBox(_("Print without fills"))
        self._grey.setObjectName("report.grey")
        self._locked = SignLabel("lock", "", wrap=True)
        self._anew = LinkButton(_("Make it anew, without signatures"))
        self._anew.setObjectName("report.anew")
        self._anew.clicked.connect(self.anew_asked)
        self._in_short = PlainLabel("", role="small", wrap=True)
        self._turn = LinkButton("", end_sign="chevron-down")
        self._turn.setObjectName("report.options")
        self._turn.clicked.connect(lambda: self._set_folded(folded=not self._is_folded))
        short = FlowLayout(gap=8)
        short.addWidget(self._in_short)
        short.addWidget(self._turn)
        self._fields = QWidget()
        column = QVBoxLayout(self._fields)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        for words, field in (
            (_("Language"), self._language),
            (_("Paper"), self._paper),
            (_("For whom"), self._variant),
        ):
            caption = PlainLabel(words, role="small_strong")
            caption.setBuddy(field)
            column.addWidget(caption)
            column.addWidget(field)
            column.addSpacing(5)
            field.edited.connect(self._tell)
        column.addWidget(self._grey)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(3)
        nest(whole, short)
        whole.addWidget(self._fields)
        whole.addWidget(self._locked)
        whole.addWidget(self._anew, 0, Qt.AlignmentFlag.AlignLeading)
        self._grey.clicked.connect(self._tell)
        self.set_locked("", anew=False)
        self.set_foldable(foldable=False)

    def wish(self) -> Wish:
        """What is chosen."""
        paper = "Letter" if self._paper.value() == "Letter" else "A4"
        variant = str(self._variant.value() or "full")
        return Wish(
            str(self._language.value()),
            paper,  # type: ignore[arg-type]  # one of the two papers
            variant,  # type: ignore[arg-type]  # one of the variants
            self._grey.isChecked(),
        )

    def show_made_as(self, language: str, paper: str) -> None:
        """Show the language and the paper of a report that is there already."""
        self._language.show_value(language)
        self._paper.show_value(paper)
        self._show_in_short()

    def set_locked(self, why: str, *, anew: bool, is_other: bool = False) -> None:
        """Keep the choices as they are because of *why*; "" lets them be changed. Of another file
        (*is_other*) they say nothing, and are not shown."""
        for field in (self._language, self._paper, self._variant, self._grey):
            field.setEnabled(not why)
        self._is_locked = bool(why)
        self._offer()
        self._locked.show_value("lock", why)
        self._locked.setVisible(bool(why))
        self._is_hidden = is_other
        self._show_choices()
        self._anew.setVisible(anew)

    def set_foldable(self, *, foldable: bool) -> None:
        """Where room is scarce say the choices in one line, until somebody wants to change them."""
        self._is_foldable = foldable
        self._set_folded(folded=foldable)

    def _set_folded(self, *, folded: bool) -> None:
        self._is_folded = folded
        self._show_choices()
        self._turn.set_words(_("Change") if folded else _("Fold away"))
        self._turn.set_sign("", "chevron-down" if folded else "chevron-up")
        self._show_in_short()

    def _show_choices(self) -> None:
        self._fields.setVisible(not (self._is_folded or self._is_hidden))
        for short in (self._in_short, self._turn):
            short.setVisible(self._is_foldable and not self._is_hidden)

    def _show_in_short(self) -> None:
        fields = (self._language, self._paper, self._variant)
        parts = [isolate_answer(field.currentText()) for field in fields]
        if self._grey.isChecked() and self._variant.value() == "full":
            parts.append(self._grey.text())
        self._in_short.setText(" · ".join(parts))

    def _offer(self) -> None:
        """Offer what the chosen kind can be like: the page for caseworkers is one of A4 always."""
        self._grey.setVisible(self._variant.value() == "full")
        if self._variant.value() == "caseworker":
            self._paper.show_value("A4")
        self._paper.setEnabled(not self._is_locked and self._variant.value() != "caseworker")

    def _tell(self, _value: object = None) -> None:
        self._offer()
        self._show_in_short()
        self.edited.emit(self.wish())


class Outline(QTableWidget):
    """The headings of a report with their pages; `chosen` gives a page, counted from 1."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 2, parent)
        self._pages: list[int] = []
        self._is_whole = False
        self.setObjectName("report.outline")
        self.setAccessibleName(_("Contents"))
        self.setProperty("ground", "surface_alt")
        self.viewport().setProperty("ground", "surface_alt")
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().hide()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = self.horizontalHeader()
        head.setMinimumSectionSize(20)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.cellClicked.connect(lambda row, _column: self._choose(row))

    def show_value(self, marks: Sequence[Bookmark]) -> None:
        """Show the headings of the highest level."""
        top = min((mark.level for mark in marks), default=0)
        mine = [mark for mark in marks if mark.level == top]
        self._pages = [mark.page + 1 for mark in mine]
        self.setRowCount(len(mine))
        for row, mark in enumerate(mine):
            title = QTableWidgetItem(isolate_answer(mark.title))
            page = QTableWidgetItem(str(mark.page + 1))
            page.setForeground(theme.colour("text_muted"))
            page.setTextAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
            self.setItem(row, 0, title)
            self.setItem(row, 1, page)
        self.setVisible(bool(mine))
        self._fit()

    def show_page(self, page: int) -> None:
        """Mark the heading that *page* belongs to."""
        row = max((n for n, first in enumerate(self._pages) if first <= page), default=-1)
        if row >= 0 and row != self.currentRow():
            self.setCurrentCell(row, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._choose(self.currentRow())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt's own
        self._fit()

    def set_whole(self, *, whole: bool) -> None:
        """Be as high as all headings, or as there is room, and scroll."""
        self._is_whole = whole
        self._fit()

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._pages):
            self.chosen.emit(self._pages[row])

    def _fit(self) -> None:
        least = max(theme.shape("target_min"), theme.look().line_height() + 8)
        self.resizeRowsToContents()
        height = 0
        for row in range(self.rowCount()):
            self.setRowHeight(row, max(least, self.rowHeight(row)))
            height += self.rowHeight(row)
        if self._is_whole:
            self.setFixedHeight(height + 2)
        else:
            self.setMinimumHeight(min(height, 3 * least))
            self.setMaximumHeight(height + 2)
