"""Forms and matrices: what is here, one more from a file, and what may go."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.errors import PackFault, UserError
from dpia_wizard.gui import messages, theme
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.moments import day
from dpia_wizard.gui.parts.buttons import PrimaryButton, SecondaryButton, SignButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.parts.panes import ScrollPane
from dpia_wizard.gui.parts.row_table import RowTable, TableCell, TableColumn, TableRow
from dpia_wizard.gui.words import _, count, current_words, isolate, isolate_answer, words_of
from dpia_wizard.texts import LANGUAGES
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.matrices import matrices_here
from dpia_wizard.workspace.shelf import Shelved, grouped

_MOST_FAULTS = 12


class ShelfDialog(QDialog):
    """The list; a row opens to its details. What was done is said above it."""

    def __init__(self, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shelf_dialog")
        self.setWindowTitle(_("Forms and matrices"))
        self._library = library
        self._forms: dict[str, Shelved] = {}
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 18, 24, 12)
        column.setSpacing(10)
        column.addWidget(PlainLabel(_("Forms and matrices"), role="title", wrap=True))
        column.addWidget(
            PlainLabel(
                _(
                    "A form holds the questions, the catalogue of risks and controls, the clauses"
                    " and a matrix. Every assessment keeps the one that it is made with."
                ),
                wrap=True,
            )
        )
        self._said = Card(state="note")
        self._said.setObjectName("shelf.said")
        self._said.hide()
        column.addWidget(self._said)
        self._table = RowTable(
            (
                TableColumn(_("Form"), 5),
                TableColumn(_("Edition"), 2),
                TableColumn(_("Where from"), 3),
                TableColumn(_("Assessments"), 2),
            ),
            name=_("Forms that are here"),
        )
        self._table.setObjectName("shelf.forms")
        self._table.opened.connect(self._turn)
        column.addWidget(self._table)
        column.addSpacing(6)
        column.addWidget(PlainLabel(_("Risk matrices"), role="heading", wrap=True))
        self._matrices = PlainLabel("", role="small", wrap=True)
        column.addWidget(self._matrices)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._scroll = ScrollPane(inside)
        outer.addWidget(self._scroll, 1)
        nest(outer, self._buttons())
        self.refresh()
        self.resize(self._fitting())
        self._install.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read the shelf again."""
        forms = self._library.shelf.forms()
        self._forms = {shelved.ref.fingerprint: shelved for shelved in forms}
        self._table.show_value([self._row(shelved) for shelved in forms])
        shipped = next(s.pack for s in forms if s.pack is not None)
        words = current_words()
        lines = [
            _("{title}: {likelihoods} likelihoods by {severities} severities").format(
                title=words.pack("matrix.title", here.matrix.title),
                likelihoods=len(here.matrix.likelihoods),
                severities=len(here.matrix.severities),
            )
            for here in matrices_here(shipped)
        ]
        self._matrices.setText("\n".join(lines))

    def install(self) -> None:
        """Ask for a file and put the form in it on the shelf."""
        path = messages.choose_open_path(
            self,
            _("Install a form from a file"),
            _("Forms ({pattern})").format(pattern="*.zip"),
        )
        if path is None:
            return
        try:
            installed = self._library.shelf.install(path)
        except PackFault as error:
            self._say_faults(error)
            return
        except UserError as error:
            self._say("stop", messages.sentence_of(error))
            return
        self.refresh()
        pack = installed.pack
        sentence = (
            _("{title}, edition {edition}, was here already.")
            if installed.was_here
            else _("{title}, edition {edition}, is installed.")
        ).format(title=isolate_answer(_title(pack)), edition=isolate(pack.ref.edition))
        self._say("note", sentence, _unsigned(pack), _fingerprint(pack))
        self._table.focus_row(pack.ref.fingerprint)

    # What is shown

    def _row(self, shelved: Shelved) -> TableRow:
        title = shelved.title if shelved.pack is None else _title(shelved.pack)
        sources = {
            "shipped": _("Came with the program"),
            "installed": _("Installed {day}").format(day=day(shelved.at)),
            "kept": _("Kept for its assessments"),
        }
        broken = shelved.pack is None
        return TableRow(
            shelved.ref.fingerprint,
            (
                TableCell(title, "warning" if broken else "", "stop" if broken else "text"),
                TableCell(isolate(shelved.ref.edition)),
                TableCell(sources[shelved.source]),
                TableCell(str(shelved.used) if shelved.used else "–"),
            ),
        )

    def _turn(self, fingerprint: str) -> None:
        """Open or close the details of a form."""
        if self._table.open_key() == fingerprint:
            self._table.close_form()
            return
        details = self._details(self._forms[fingerprint])
        self._table.show_form(fingerprint, details)
        QTimer.singleShot(0, details, lambda: self._scroll.ensureWidgetVisible(details, 0, 8))

    def _details(self, shelved: Shelved) -> QWidget:
        details = Card()
        details.setObjectName("shelf.details")
        for line in self._facts(shelved):
            details.body.addWidget(PlainLabel(line, role="small", wrap=True))
        if shelved.source == "installed" and shelved.pack is not None:
            details.body.addWidget(
                SignLabel("warning", _unsigned(shelved.pack), role="small", wrap=True)
            )
        if shelved.source == "shipped":
            return details
        remove = SignButton(_("Remove…"), sign="trash", role="danger")
        remove.setObjectName("shelf.remove")
        remove.setEnabled(shelved.can_go)
        remove.clicked.connect(lambda: self._remove(shelved))
        details.body.addWidget(remove, 0, Qt.AlignmentFlag.AlignLeading)
        if not shelved.can_go:
            why = count(
                "It stays while {n} assessment is made with it.",
                "It stays while {n} assessments are made with it.",
                shelved.used,
            )
            details.body.addWidget(PlainLabel(why, role="small_muted", wrap=True))
        return details

    def _facts(self, shelved: Shelved) -> list[str]:
        facts = [_("Publisher: {name}").format(name=isolate_answer(shelved.publisher))]
        pack = shelved.pack
        if pack is None:
            facts.append(_("It cannot be read any more. Install it again from its file."))
        else:
            codes = ("en", *pack.languages)
            names = _(", ").join(LANGUAGES.get(code, isolate(code)) for code in codes)
            matrix = words_of(pack).pack("matrix.title", pack.matrix.title)
            facts += [
                _("Licence: {name}").format(name=isolate(pack.licence)),
                _("Source: {words}").format(words=isolate_answer(pack.source)),
                _("Languages: {names}").format(names=names),
                _("Matrix: {title}").format(title=matrix),
            ]
            for base in pack.bases:
                facts.append(
                    _("Stands on {id}, edition {edition}").format(
                        id=isolate(base.id), edition=isolate(base.edition)
                    )
                )
        facts.append(_("Name in files: {id}").format(id=isolate(shelved.ref.id)))
        facts.append(
            _("Fingerprint: {digits}").format(digits=isolate(grouped(shelved.ref.fingerprint)))
        )
        return facts

    def _remove(self, shelved: Shelved) -> None:
        title = shelved.title if shelved.pack is None else _title(shelved.pack)
        question = _(
            "Remove “{title}”, edition {edition}? No assessment here is made with it. It can be"
            " installed again from its file."
        ).format(title=isolate_answer(title), edition=isolate(shelved.ref.edition))
        if not messages.ask(self, question, _("Remove"), _("Keep it"), destructive=True):
            return
        try:
            self._library.shelf.remove(shelved.ref)
        except UserError as error:
            self._say("stop", messages.sentence_of(error))
            return
        self._table.close_form()
        self.refresh()
        self._say(
            "note",
            _("{title}, edition {edition}, was removed.").format(
                title=isolate_answer(title), edition=isolate(shelved.ref.edition)
            ),
        )
        self._install.setFocus(Qt.FocusReason.OtherFocusReason)

    # What is said

    def _say(self, kind: str, *sentences: str) -> None:
        """Say what was done, or why not, above the list."""
        while (item := self._said.body.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._said.set_state(kind)
        sign, ink = ("warning", "stop") if kind == "stop" else ("info", "note_line")
        first, *rest = sentences
        self._said.body.addWidget(SignLabel(sign, first, ink=ink, role="small", wrap=True))
        for sentence in rest:
            self._said.body.addWidget(PlainLabel(sentence, role="small", wrap=True))
        self._said.show()
        self._scroll.ensureVisible(0, 0)
        messages.announce(self, " ".join(sentences))

    def _say_faults(self, error: PackFault) -> None:
        faults = error.faults
        if not faults:
            self._say("stop", messages.sentence_of(error))
            return
        words = count(
            "This file was not installed: {n} fault is in it. Tell its publisher.",
            "This file was not installed: {n} faults are in it. Tell its publisher.",
            len(faults),
        )
        shown = messages.faults_told(faults[:_MOST_FAULTS])
        left = len(faults) - _MOST_FAULTS
        if left > 0:
            shown.append(count("and {n} more", "and {n} more", left))
        self._say("stop", words, *shown)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(24, 10, 24, 14)
        row.setSpacing(10)
        self._install = SecondaryButton(_("Install from a file…"))
        self._install.setObjectName("shelf.install")
        self._install.clicked.connect(self.install)
        close = PrimaryButton(_("Close"))
        close.setObjectName("close")
        close.clicked.connect(self.accept)
        row.addWidget(self._install)
        row.addStretch(1)
        row.addWidget(close)
        return row

    def _fitting(self) -> QSize:
        parent = self.parentWidget()
        window = parent.window() if parent is not None else None
        above = window.parentWidget() if window is not None else None
        room = (above.window() if above is not None else window) or self
        wide = min(round(860 * theme.look().scale), max(room.width() - 40, 640))
        return QSize(wide, max(min(room.height() - 40, 640), 480))


def _title(pack: Pack) -> str:
    return words_of(pack).pack("pack.title", pack.title)


def _unsigned(pack: Pack) -> str:
    return _("Not signed: check the fingerprint with the publisher ({publisher}).").format(
        publisher=isolate_answer(pack.publisher)
    )


def _fingerprint(pack: Pack) -> str:
    return isolate(grouped(pack.ref.fingerprint))
