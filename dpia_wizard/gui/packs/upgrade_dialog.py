"""Look at what a newer edition of the form would change, and move the assessment to it, or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.editions import Difference
from dpia_wizard.core.upgrade import Preview
from dpia_wizard.gui import theme
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton, PrimaryButton, SecondaryButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.parts.panes import ScrollPane
from dpia_wizard.gui.parts.row_table import RowTable, TableCell, TableColumn, TableRow
from dpia_wizard.gui.words import _, count, isolate, isolate_answer, start_rtl_line, words_of
from dpia_wizard.packs.words import form_words, matrix_words, protocol_words
from dpia_wizard.wording import Wording
from dpia_wizard.wording.editions import EditionWords, grouped

_AT_ONCE = 25
"""How many rows of a group are shown before somebody asks for all."""

_SIGNS = {
    "level": "warning",
    "rule": "warning",
    "set_aside": "warning",
    "left": "info",
    "not_asked": "info",
    "comes_back": "check",
    "asked": "question",
}


class UpgradeDialog(QDialog):
    """Shows the changes, the weightiest first; every row opens to its words before and after."""

    def __init__(self, open_: OpenAssessment, after: Pack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("upgrade_dialog")
        self._open = open_
        self._told = open_.wording.words.pack
        self._shown: Preview = open_.editing.preview_form(after, told=self._told)
        self._words = EditionWords(
            open_.wording, Wording(words_of(after), after), apart=isolate_answer
        )
        self._texts: tuple[dict[str, str], dict[str, str]] | None = None
        self.setWindowTitle(_("A newer edition of the form"))
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(24, 18, 24, 12)
        self._column.setSpacing(8)
        self._build()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(ScrollPane(self._inside), 1)
        nest(outer, self._buttons())
        self.resize(self._fitting())
        self._keep.setFocus(Qt.FocusReason.OtherFocusReason)

    @classmethod
    def ask(cls, parent: QWidget | None, open_: OpenAssessment, after: Pack) -> bool:
        """Let somebody look and choose; whether the assessment was moved."""
        dialog = cls(open_, after, parent)
        wanted = dialog.exec() == QDialog.DialogCode.Accepted
        shown, told = dialog._shown, dialog._told
        dialog.deleteLater()
        return wanted and open_.keep(lambda: open_.editing.use_form(shown, told=told))

    def _build(self) -> None:
        after = self._shown.after
        title = self._words.words.pack("pack.title", after.title)
        words = _("{title}, edition {edition}").format(
            title=isolate_answer(title), edition=isolate(after.ref.edition)
        )
        self._column.addWidget(PlainLabel(start_rtl_line(words), role="title", wrap=True))
        self._column.addWidget(
            PlainLabel(
                _(
                    "This assessment is made with edition {edition}. Nothing that you wrote is"
                    " lost by the move: what is not asked any more is kept, and undo takes the"
                    " whole step back."
                ).format(edition=isolate(self._shown.before.ref.edition)),
                wrap=True,
            )
        )
        found = grouped(self._shown.differences)
        if not found:
            words = _("Nothing changes but the edition itself.")
            self._column.addWidget(SignLabel("check", words, wrap=True))
        for group, differences in found.items():
            self._column.addSpacing(6)
            self._column.addWidget(self._heading(group, len(differences)))
            self._add_table(group, differences)
        self._column.addStretch(1)

    def _heading(self, group: str, n: int) -> PlainLabel:
        words = _("{heading}: {tally}").format(
            heading=self._words.heading(group), tally=self._words.tally(group, n)
        )
        return PlainLabel(words, role="heading", wrap=True)

    def _add_table(self, group: str, differences: Sequence[Difference]) -> None:
        table = RowTable(
            (TableColumn(_("What"), 4), TableColumn(_("What changes"), 5)),
            name=self._words.heading(group),
        )
        table.setObjectName(f"upgrade.{group}")
        rows = {f"{group} {at}": found for at, found in enumerate(differences)}
        told = [self._row(key, found) for key, found in rows.items()]
        table.show_value(told[:_AT_ONCE])
        table.opened.connect(lambda key: self._turn(table, key, rows[key]))
        self._column.addWidget(table)
        if len(told) > _AT_ONCE:
            more = LinkButton(count("Show all {n}", "Show all {n}", len(told)))
            more.setObjectName(f"upgrade.{group}.all")

            def show_all() -> None:
                table.show_value(told)
                table.focus_row(told[_AT_ONCE].key)
                more.hide()

            more.clicked.connect(show_all)
            self._column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeading)

    def _row(self, key: str, found: Difference) -> TableRow:
        sign = _SIGNS.get(found.note, "") if found.has_work or found.note == "rule" else ""
        ink = "stop" if found.note in ("level", "set_aside") else "text"
        cells = (TableCell(self._words.name(found)), TableCell(self._words.sentence(found)))
        if sign:
            cells = (cells[0], TableCell(cells[1].words, sign, ink))
        return TableRow(key, cells)

    def _turn(self, table: RowTable, key: str, found: Difference) -> None:
        """Open or close the words of a row before and after."""
        if table.open_key() == key:
            table.close_form()
            return
        lines = list(self._both(found.id)) or [_("Its words stay as they are.")]
        form = Card()
        for line in lines:
            form.body.addWidget(PlainLabel(line, role="small", wrap=True))
        table.show_form(key, form)

    def _both(self, id: str) -> Iterator[str]:
        """The texts of the thing *id* that are others, before and after."""
        if self._texts is None:
            self._texts = _texts(self._shown.before), _texts(self._shown.after)
        were, are = self._texts
        for address in dict.fromkeys((*were, *are)):
            if f".{id}." not in address:
                continue
            was, now = were.get(address, ""), are.get(address, "")
            if was != now:
                if was:
                    words = self._words.before.words.pack(address, was)
                    yield _("Before: {words}").format(words=isolate_answer(words))
                if now:
                    words = self._words.after.words.pack(address, now)
                    yield _("Then: {words}").format(words=isolate_answer(words))

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(24, 10, 24, 14)
        row.setSpacing(10)
        before, after = self._shown.before.ref, self._shown.after.ref
        keep = SecondaryButton(_("Keep edition {edition}").format(edition=isolate(before.edition)))
        keep.setObjectName("upgrade.keep")
        keep.clicked.connect(self.reject)
        move = PrimaryButton(_("Move to edition {edition}").format(edition=isolate(after.edition)))
        move.setObjectName("upgrade.move")
        move.clicked.connect(self.accept)
        row.addStretch(1)
        row.addWidget(keep)
        row.addWidget(move)
        self._keep = keep
        return row

    def _fitting(self) -> QSize:
        parent = self.parentWidget()
        room = parent.window().size() if parent is not None else QSize(1024, 600)
        wide = min(round(880 * theme.look().scale), max(room.width() - 40, 640))
        return QSize(wide, max(min(room.height() - 40, 720), 480))


def _texts(pack: Pack) -> dict[str, str]:
    return dict(chain(form_words(pack), protocol_words(pack), matrix_words(pack.matrix)))
