"""Ask what a new assessment is called and who writes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.parts.buttons import PrimaryButton, SecondaryButton
from dpia_wizard.gui.parts.fields import LineEdit
from dpia_wizard.gui.parts.labelled import add_labelled
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.words import _


@dataclass(frozen=True, slots=True)
class NewAssessment:
    """What a new assessment is called, the post and agency of its author, and the form that it is
    made with (`Shelf.named`)."""

    title: str
    post: str
    agency: str
    form: str = ""


class NewAssessmentDialog(QDialog):
    """Three fields, of which the title is needed, and the form where several are here.

    *forms* are what each is named by, with its title.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        post: str = "",
        agency: str = "",
        forms: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("New assessment"))
        self.setMinimumWidth(520)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(6)
        column.addWidget(PlainLabel(_("New assessment"), role="title"))
        column.addWidget(
            PlainLabel(
                _("It takes about two hours with the team. You can stop at any time."),
                role="muted",
                wrap=True,
            )
        )
        column.addSpacing(8)
        self.title = self._field(
            column, "title", _("What is it called?"), _("Photo use in reunification")
        )
        hint = _("Describe the work. Never write a child's name or case code.")
        column.addWidget(SignLabel("info", hint, role="small_muted", wrap=True))
        column.addSpacing(6)
        self.post = self._field(
            column, "post", _("Your post"), _("Data protection focal point"), post
        )
        self.agency = self._field(column, "agency", _("Your agency"), "", agency)
        self.form: ComboBox | None = None
        if len(forms) > 1:
            self.form = ComboBox(forms, name=_("Form"))
            self.form.setObjectName("form")
            self.form.show_value(forms[0][0])
            column.addSpacing(6)
            add_labelled(column, _("Form"), self.form)
        column.addSpacing(12)
        self._start = PrimaryButton(_("Start"), end_sign="chevron-next")
        self._start.setObjectName("start")
        self._start.setDefault(True)
        self._start.clicked.connect(self.accept)
        back = SecondaryButton(_("Go back"))
        back.clicked.connect(self.reject)
        self._why = PlainLabel(_("Give it a title to start"), role="small_muted")
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(back)
        row.addStretch(1)
        row.addWidget(self._why)
        row.addWidget(self._start)
        nest(column, row)
        self.title.edited.connect(self._typed)
        self._typed()
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def value(self) -> NewAssessment:
        """What was typed."""
        return NewAssessment(
            self.title.text().strip(),
            self.post.text().strip(),
            self.agency.text().strip(),
            "" if self.form is None else str(self.form.value() or ""),
        )

    def _field(
        self, column: QVBoxLayout, name: str, words: str, hint: str, value: str = ""
    ) -> LineEdit:
        caption = PlainLabel(words, role="small_strong")
        field = LineEdit(name=words, hint=hint)
        field.setObjectName(name)
        field.show_value(value)
        caption.setBuddy(field)
        column.addWidget(caption)
        column.addWidget(field)
        return field

    def _typed(self, _text: str = "") -> None:
        ready = bool(self.title.text().strip())
        self._start.setEnabled(ready)
        self._why.setVisible(not ready)


def ask(
    parent: QWidget, *, post: str = "", agency: str = "", forms: Sequence[tuple[str, str]] = ()
) -> NewAssessment | None:
    """What is to be started; None when the person went back."""
    dialog = NewAssessmentDialog(parent, post=post, agency=agency, forms=forms)
    answered = dialog.exec() == QDialog.DialogCode.Accepted
    value = dialog.value()
    dialog.deleteLater()
    return value if answered else None
