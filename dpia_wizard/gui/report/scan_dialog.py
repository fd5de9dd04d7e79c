"""Keep a page that was signed in ink and scanned: whose signature it shows, and who brings it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QWidget

from dpia_wizard.errors import UserError
from dpia_wizard.files import read_whole
from dpia_wizard.gui import messages
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.fields import LineEdit
from dpia_wizard.gui.parts.labelled import add_labelled
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.people.sign_off_dialog import keep_told
from dpia_wizard.gui.people.step_dialog import StepDialog
from dpia_wizard.gui.words import _, current_words, isolate_answer
from dpia_wizard.storage.names import LARGEST_BLOB
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.signed_pages import must_be_for_ink, note_signed_page

_KINDS = "(*.pdf *.png *.jpg *.jpeg)"


class ScanDialog(StepDialog):
    """Asks for the rest once a file is chosen; ``is_kept`` tells whether it was kept."""

    def __init__(
        self,
        open_: OpenAssessment,
        library: Library,
        path: Path,
        roles: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("A page signed in ink"), _("Keep it"), parent=parent)
        self.setObjectName("scan")
        self._open, self._library, self._path = open_, library, path
        self.is_kept = False
        self.column.addWidget(PlainLabel(isolate_answer(path.name), role="strong", wrap=True))
        self.column.addWidget(
            PlainLabel(
                _(
                    "Compare reference and fingerprint on the page with this report first. The scan"
                    " shows that somebody signed; nobody can check ink with a key."
                ),
                role="small",
                wrap=True,
            )
        )
        self._role = ComboBox(
            (("", _("Choose who signed")), *roles.items()), name=_("Whose signature it shows")
        )
        self._role.setObjectName("scan.role")
        self._by = LineEdit(name=_("Brought by (post)"))
        self._by.setObjectName("scan.by")
        self._by.show_value(library.store.setting("by") or "")
        add_labelled(self.column, _("Whose signature it shows"), self._role)
        add_labelled(self.column, _("Brought by (post)"), self._by)
        self._role.edited.connect(lambda _value: self._judge())
        self._by.edited.connect(lambda _text: self._judge())
        self.go.clicked.connect(self._keep)
        self.fit(520, 460)
        self._judge()
        self.begin_at(self._role)

    def _judge(self) -> None:
        missing = "" if self._role.value() else _("Say whose signature it is.")
        if not missing and not self._by.text().strip():
            missing = _("Say who brings it.")
        try:
            must_be_for_ink(self._open.editing, str(self._role.value()))
        except UserError as error:
            missing = messages.sentence_of(error)
        self.wait_for(missing)

    def _keep(self) -> None:
        try:
            scan = read_whole(self._path, LARGEST_BLOB)
            keep_told(
                self._open,
                lambda: note_signed_page(
                    self._library,
                    self._open.editing,
                    scan,
                    self._path.name,
                    role=str(self._role.value()),
                    by=self._by.text(),
                    words=current_words(),
                ),
            )
        except UserError as error:
            self.say(messages.sentence_of(error))
            return
        self.is_kept = True
        self.accept()


def ask_for_scan(
    parent: QWidget, open_: OpenAssessment, library: Library, roles: Mapping[str, str]
) -> bool:
    """Let somebody choose a scanned page and keep it; whether they did. *roles* gives the words
    for each signature."""
    kinds = _("Scanned pages {kinds}").format(kinds=_KINDS)
    path = messages.choose_open_path(parent, _("Add a page signed in ink"), kinds)
    if path is None:
        return False
    dialog = ScanDialog(open_, library, path, roles, parent)
    dialog.exec()
    dialog.deleteLater()
    return dialog.is_kept
