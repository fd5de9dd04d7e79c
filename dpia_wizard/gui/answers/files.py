"""A file that an answer rests on: a reference, and the file itself if it is to be kept here."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.core.form import Question
from dpia_wizard.core.model import Attachment
from dpia_wizard.errors import UserError
from dpia_wizard.files import read_whole
from dpia_wizard.gui import messages
from dpia_wizard.gui.answers.people import FileReference
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.words import _, isolate, isolate_answer
from dpia_wizard.storage.names import LARGEST_BLOB


class FileAnswer(FileReference):
    """A reference, and files kept in the library with the fingerprint that proves them."""

    def __init__(
        self, open_: OpenAssessment, question: Question, parent: QWidget | None = None
    ) -> None:
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self._shown: tuple[Attachment, ...] = ()
        self._attach = LinkButton(_("Keep the file here too"), sign="plus")
        super().__init__(open_, question, parent)
        self._attach.setObjectName(f"{question.id}.attach")
        self._attach.clicked.connect(self._choose)
        nest(self.column, self._list)
        line = QHBoxLayout()
        line.addWidget(self._attach)
        line.addStretch(1)
        nest(self.column, line)
        self._attach.setVisible(open_.editing.can_attach)

    def refresh(self) -> None:
        super().refresh()
        kept = self.open.editing.assessment.attachments.values()
        mine = tuple(file for file in kept if file.purpose == self.question.id)
        if mine != self._shown:
            self._shown = mine
            self._show_files()

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self._attach.setVisible(not read_only and self.open.editing.can_attach)
        self._show_files()

    def _show_files(self) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for file in self._shown:
            self._list.addWidget(self._line(file))

    def _line(self, file: Attachment) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        words = _("{file}, {size} kB, kept in the library").format(
            file=isolate_answer(file.name), size=max(1, round(file.size / 1024))
        )
        row.addWidget(SignLabel("file", words, role="small", wrap=True), 1)
        remove = LinkButton(
            _("Take out"), name=_("Take out {file}").format(file=isolate_answer(file.name))
        )
        remove.clicked.connect(lambda: self._take_out(file))
        row.addWidget(remove)
        nest(column, row)
        remove.setVisible(not self.read_only)
        print_ = _("SHA-256 {fingerprint}").format(fingerprint=isolate(_grouped(file.sha256)))
        column.addWidget(PlainLabel(print_, role="small_muted", wrap=True))
        return holder

    def _choose(self) -> None:
        path = messages.choose_open_path(self, _("Choose a file to keep"), _("All files (*)"))
        if path is not None:
            self._keep(path)

    def _keep(self, path: Path) -> None:
        try:
            data = read_file(path)
        except UserError as error:
            messages.tell_error(self, error)
            return
        self.commit(lambda: self.open.editing.attach(self.question.id, path.name, data))

    def _take_out(self, file: Attachment) -> None:
        self.commit(lambda: self.open.editing.remove("take out a file", file))


def read_file(path: Path) -> bytes:
    """The bytes of a file to keep. Raises `UserError` where it is too large or cannot be read."""
    refusal = UserError(
        "{file} is larger than 20 MB. Keep it where it is and write down where that is.",
        file=path.name,
    )
    return read_whole(path, LARGEST_BLOB, refusal=refusal)


def _grouped(fingerprint: str) -> str:
    return " ".join(fingerprint[at : at + 8] for at in range(0, len(fingerprint), 8))
