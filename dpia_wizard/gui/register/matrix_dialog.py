"""Judge the risks with another matrix: which are here, and what the swap would do to each risk."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.model import Risk
from dpia_wizard.core.remap import Move, Preview
from dpia_wizard.gui import messages, theme
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.level_marks import level_mark
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import PrimaryButton, SecondaryButton
from dpia_wizard.gui.parts.fields import PlainTextEdit
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.parts.matrix import RiskMatrixWidget
from dpia_wizard.gui.parts.panes import ScrollPane
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.parts.row_table import RowTable, TableCell, TableColumn, TableRow
from dpia_wizard.gui.rating_round.under_way import would_be_dropped
from dpia_wizard.gui.risk_picture import matrix_picture
from dpia_wizard.gui.risk_words import risk_name
from dpia_wizard.gui.words import _, current_words
from dpia_wizard.wording import Wording
from dpia_wizard.wording.matrices import (
    after_words,
    in_short,
    rating,
    sureness,
    was_rated,
    what_to_do,
)
from dpia_wizard.workspace.matrices import MatrixHere, matrices_here, preview_matrix, use_matrix


class MatrixDialog(QDialog):
    """Shows the matrices that are here and a preview; swaps only with a reason."""

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("matrix_dialog")
        self.setWindowTitle(_("Use another matrix"))
        self._open = open_
        self._before = open_.wording
        self._after = open_.wording
        self._shown: Preview | None = None
        found = [here for here in matrices_here(open_.editing.pack) if not here.is_used]
        self._here = {here.matrix.id: here for here in found}
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(24, 18, 24, 12)
        self._column.setSpacing(10)
        self._build()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._scroll = ScrollPane(self._inside)
        outer.addWidget(self._scroll, 1)
        nest(outer, self._buttons())
        self._choose(str(self._pick.value() or ""))
        self.resize(self._fitting())
        self._pick.setFocus(Qt.FocusReason.OtherFocusReason)

    @classmethod
    def ask(cls, parent: QWidget | None, open_: OpenAssessment) -> bool:
        """Let somebody look and choose; whether another matrix is used since."""
        dialog = cls(open_, parent)
        asked = dialog.exec() == QDialog.DialogCode.Accepted
        act = dialog.act if asked else None
        dialog.deleteLater()
        return act is not None and act()

    def act(self) -> bool:
        """Swap as shown; whether it is kept."""
        shown = self._shown
        if shown is None:
            return False
        reason, before, after = self._reason.text(), self._before, self._after
        return self._open.keep(
            lambda: use_matrix(
                self._open.editing,
                shown,
                reason=reason,
                told=lambda move: was_rated(before, after, move),
            )
        )

    # Building

    def _build(self) -> None:
        self._column.addWidget(PlainLabel(_("Use another matrix"), role="title", wrap=True))
        self._column.addWidget(
            PlainLabel(
                _(
                    "A rating goes to where the matrices say that it belongs. Where that is not"
                    " clear, you judge again. What each risk was before stays with it as a"
                    " remark, and undo takes the whole step back."
                ),
                role="body",
                wrap=True,
            )
        )
        options = [(id, self._title(here)) for id, here in self._here.items()]
        self._pick = ComboBox(options, name=_("Matrix"))
        self._pick.setObjectName("matrix.pick")
        self._column.addWidget(PlainLabel(_("Matrix"), role="small_strong"))
        self._column.addWidget(self._pick, 0, Qt.AlignmentFlag.AlignLeading)
        self._sure = PlainLabel("", role="small_strong", wrap=True)
        self._column.addWidget(self._sure)
        self._source = PlainLabel("", role="small_muted", wrap=True)
        self._column.addWidget(self._source)
        self._picture = RiskMatrixWidget(
            matrix_picture(self._before), name=_("Risk matrix"), editable=False
        )
        self._column.addWidget(self._picture)
        self._levels = PlainLabel("", role="small", wrap=True)
        self._column.addWidget(self._levels)
        self._column.addWidget(PlainLabel(_("What it would change"), role="heading"))
        self._short = QVBoxLayout()
        self._short.setSpacing(2)
        nest(self._column, self._short)
        self._table = RowTable(
            (
                TableColumn(_("Risk"), 4),
                TableColumn(_("Before"), 2),
                TableColumn(_("After"), 3),
                TableColumn(_("What to do"), 6),
            ),
            name=_("What it would change"),
        )
        self._table.setObjectName("matrix.preview")
        self._column.addWidget(self._table)
        self._why = PlainLabel(_("Why another matrix is used"), role="small_strong")
        self._column.addWidget(self._why)
        self._reason = PlainTextEdit(
            name=_("Why another matrix is used"), hint=_("It is printed in the report"), lines=2
        )
        self._reason.setObjectName("matrix.reason")
        self._column.addWidget(self._reason)
        self._column.addStretch(1)
        self._table.opened.connect(self._turn)
        self._pick.edited.connect(lambda value: self._choose(str(value or "")))
        self._reason.edited.connect(lambda _text: self._judge())

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(24, 10, 24, 14)
        row.setSpacing(10)
        self._missing = PlainLabel("", role="small_muted", wrap=True)
        keep = SecondaryButton(
            _("Keep “{matrix}”").format(matrix=_matrix_title(self._before)),
        )
        keep.setObjectName("matrix.keep")
        self._swap = PrimaryButton(_("Use this matrix"))
        self._swap.setObjectName("matrix.swap")
        keep.clicked.connect(self.reject)
        self._swap.clicked.connect(self._press)
        row.addWidget(self._missing, 1)
        row.addWidget(keep)
        row.addWidget(self._swap)
        return row

    def _fitting(self) -> QSize:
        parent = self.parentWidget()
        room = parent.window().size() if parent is not None else self.sizeHint()
        wanted = self.sizeHint()
        wanted.setWidth(min(round(900 * theme.look().scale), max(room.width() - 40, 640)))
        wanted.setHeight(max(min(room.height() - 40, 760), 480))
        return wanted

    # What is chosen

    def _choose(self, id: str) -> None:
        here = self._here.get(id)
        if here is None:
            self._judge()
            return
        editing = self._open.editing
        words = self._before.words
        self._sure.setText(sureness(words, here.matrix.confidence))
        self._source.setText(words.pack("matrix.source", here.matrix.source))
        self._shown = None
        if here.can_be_used:
            self._shown = preview_matrix(editing, here.matrix, here.ref)
            self._after = Wording(words, self._shown.after)
        self._picture.setVisible(here.can_be_used)
        self._picture.show_value(matrix_picture(self._after))
        widest = max(round(640 * theme.look().scale), self._picture.minimumSizeHint().width())
        self._picture.setMaximumWidth(widest)
        matrix = self._after.pack.matrix
        lines = [
            f"{self._after.level(level.id)}: {self._after.level_meaning(level.id)}"
            for level in reversed(matrix.levels)
        ]
        self._levels.setText("\n".join(lines))
        self._show_short()
        moves = [move for move in self._moves() if move.before.is_open]
        self._table.show_value([self._row(move) for move in moves])
        self._table.setVisible(bool(moves))
        self._judge()

    def _moves(self) -> Sequence[Move]:
        return () if self._shown is None else self._shown.moves

    def _show_short(self) -> None:
        while (item := self._short.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if self._shown is None:
            lines: tuple[str, ...] = (
                _("This matrix does not say what the ratings of today are on it."),
            )
        elif not self._shown.moves:
            lines = (_("There is no risk in the register yet."),)
        else:
            lines = in_short(current_words(), self._shown)
        is_quiet = self._shown is not None and not (
            self._shown.lower or self._shown.judge_again or self._shown.lapsed
        )
        if self._shown is not None and (dropped := would_be_dropped(self._open)):
            lines, is_quiet = (*lines, dropped), False
        for line in lines:
            self._short.addWidget(SignLabel("check" if is_quiet else "warning", line, wrap=True))

    def _row(self, move: Move) -> TableRow:
        before = level_mark(self._before, move.before.level)
        after = level_mark(self._after, move.most)
        name = risk_name(self._before, move.before.risk)
        return TableRow(
            move.id,
            (
                TableCell(name),
                TableCell(before.word, before.sign),
                TableCell(
                    after_words(self._after, move),
                    "arrow-down" if move.is_lower else after.sign,
                    "stop" if move.is_lower else "text",
                ),
                TableCell("\n".join(what_to_do(self._before, self._after, move)) or "–"),
            ),
        )

    def _turn(self, risk: str) -> None:
        """Open or close what a risk's rating is before and after."""
        if self._table.open_key() == risk:
            self._table.close_form()
            return
        move = next(move for move in self._moves() if move.id == risk)
        lines = [
            _("Before: {rating}").format(rating=_rating(self._before, move.before.risk)),
            _("After: {rating}").format(rating=_rating(self._after, move.after.risk)),
        ]
        self._table.show_form(risk, PlainLabel("\n".join(lines), role="small", wrap=True))

    def _judge(self) -> None:
        written = bool(self._reason.text().strip())
        can = self._shown is not None and self._open.editing.may_edit
        self._reason.setEnabled(can)
        self._swap.setEnabled(can and written)
        if not self._open.editing.may_edit:
            said = _("This assessment is closed for changes. You can look.")
        elif self._shown is None:
            said = _("Choose another matrix.")
        else:
            said = "" if written else _("Write why: it is printed in the report.")
        self._missing.setText(said)

    def _press(self) -> None:
        if self._swap.isEnabled():
            self.accept()
        else:
            messages.announce(self, self._missing.text())

    def _title(self, here: MatrixHere) -> str:
        return self._before.words.pack("matrix.title", here.matrix.title)


def _rating(wording: Wording, risk: Risk) -> str:
    return rating(wording, risk.likelihood, risk.severity)


def _matrix_title(wording: Wording) -> str:
    return wording.words.pack("matrix.title", wording.pack.matrix.title)
