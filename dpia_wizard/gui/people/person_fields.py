"""Who somebody is: name as they write it, post, agency, and the signature that is theirs."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dpia_wizard.gui.parts.fields import LineEdit
from dpia_wizard.gui.parts.labelled import FieldRow, add_labelled
from dpia_wizard.gui.parts.pickers import ComboBox
from dpia_wizard.gui.people import words
from dpia_wizard.gui.words import _
from dpia_wizard.workspace.people import LONGEST


class PersonFields(QWidget):
    """Four fields. `edited`: one of them was changed."""

    edited = Signal()

    def __init__(
        self,
        *,
        name: str = "",
        post: str = "",
        agency: str = "",
        role: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = _line("person.name", _("Name, as they write it themselves"), name)
        self._post = _line("person.post", _("Post"), post)
        self._agency = _line("person.agency", _("Agency"), agency)
        self._role = ComboBox(words.role_options(), name=_("Signs as"))
        self._role.setObjectName("person.role")
        self._role.show_value(role)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        add_labelled(column, _("Name, as they write it themselves"), self._name)
        column.addWidget(FieldRow((_("Post"), self._post), (_("Agency"), self._agency)))
        add_labelled(column, _("Signs as"), self._role)
        for field in (self._name, self._post, self._agency):
            field.edited.connect(lambda _text: self.edited.emit())
        self._role.edited.connect(lambda _value: self.edited.emit())
        self.setFocusProxy(self._name)

    def value(self) -> dict[str, str]:
        """What is written, by the names that `People` and `Contacts` use."""
        return {
            "name": self._name.text().strip(),
            "post": self._post.text().strip(),
            "agency": self._agency.text().strip(),
            "role": str(self._role.value() or ""),
        }

    def problem(self) -> str:
        """What is missing, or ""."""
        return "" if self._name.text().strip() else _("Write the name.")


def _line(name: str, words_: str, value: str) -> LineEdit:
    field = LineEdit(name=words_)
    field.setObjectName(name)
    field.setMaxLength(LONGEST)
    field.show_value(value)
    return field
