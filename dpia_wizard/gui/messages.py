"""The one voice of the windows: sentences, questions and file names, always plain text.

Call these through the module, as in ``messages.ask(...)``, so that tests can answer instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from dpia_wizard.errors import UserError
from dpia_wizard.gui.layouts import nest
from dpia_wizard.gui.parts.buttons import PrimaryButton, SecondaryButton, SignButton
from dpia_wizard.gui.parts.fields import LineEdit
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.words import _, current_words, isolate_answer
from dpia_wizard.texts import SOURCE_LANGUAGE
from dpia_wizard.wording import error

_LEAST_WIDTH = 420


def sentence_of(failure: UserError) -> str:
    """What went wrong, in the window's language, its facts kept apart from the words."""
    facts = {name: isolate_answer(str(fact)) for name, fact in failure.facts.items()}
    return error(current_words(), UserError(failure.message, **facts))


def faults_told(faults: Sequence[str]) -> list[str]:
    """The faults of a pack as they are listed in the window: they stand in English, in the words
    for whoever wrote the pack, and in any other language that is said first."""
    told = [isolate_answer(fault) for fault in faults]
    if told and current_words().language != SOURCE_LANGUAGE:
        told.insert(0, _("The faults are told in English, for whoever wrote this file:"))
    return told


def tell(parent: QWidget | None, sentence: str) -> None:
    """Say *sentence* and wait until it was read."""
    dialog = _Asking(parent, sentence)
    dialog.add_button(PrimaryButton(_("Close")), answer=True)
    dialog.exec()


def tell_error(parent: QWidget | None, failure: UserError) -> None:
    """Say what went wrong and what to do."""
    tell(parent, sentence_of(failure))


def ask(
    parent: QWidget | None, question: str, yes: str, no: str, *, destructive: bool = False
) -> bool:
    """Ask *question*; the buttons say what they do. Esc means *no*."""
    dialog = _Asking(parent, question)
    dialog.add_button(SecondaryButton(no), answer=False)
    wanted = SignButton(yes, sign="trash", role="danger") if destructive else PrimaryButton(yes)
    dialog.add_button(wanted, answer=True, first=not destructive)
    return dialog.exec() == QDialog.DialogCode.Accepted


def ask_text(
    parent: QWidget | None,
    question: str,
    *,
    label: str = "",
    initial: str = "",
    yes: str = "",
    secret: bool = False,
) -> str | None:
    """Ask for a line of words; None when the person went back."""
    dialog = _Asking(parent, question)
    field = LineEdit(name=label or question, secret=secret)
    field.show_value(initial)
    if label:
        caption = PlainLabel(label, role="small_strong")
        caption.setBuddy(field)
        dialog.body.addWidget(caption)
    dialog.body.addWidget(field)
    dialog.add_button(SecondaryButton(_("Go back")), answer=False)
    dialog.add_button(PrimaryButton(yes or _("Continue")), answer=True, first=True)
    field.setFocus()
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return None
    return field.text()


def choose_save_path(
    parent: QWidget | None, title: str, suggestion: Path | str, kinds: str
) -> Path | None:
    """Where to write a file; *kinds* as in "PDF (*.pdf)". None when the person went back."""
    found, _kind = QFileDialog.getSaveFileName(parent, title, str(suggestion), kinds)
    return Path(found) if found else None


def choose_open_path(
    parent: QWidget | None, title: str, kinds: str, *, start: Path | str = ""
) -> Path | None:
    """Which file to read; None when the person went back."""
    found, _kind = QFileDialog.getOpenFileName(parent, title, str(start), kinds)
    return Path(found) if found else None


def choose_folder(parent: QWidget | None, title: str, *, start: Path | str = "") -> Path | None:
    """Which folder to use; None when the person went back."""
    found = QFileDialog.getExistingDirectory(parent, title, str(start))
    return Path(found) if found else None


def announce(widget: QWidget, sentence: str) -> None:
    """Have *sentence* spoken by a screen reader; nothing is shown."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))


class _Asking(QDialog):
    """A sentence over a row of buttons."""

    def __init__(self, parent: QWidget | None, sentence: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("DPIA Wizard"))
        self.setMinimumWidth(_LEAST_WIDTH)
        self.setAccessibleName(sentence)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self.body.addWidget(PlainLabel(sentence, wrap=True))
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(20)
        nest(column, self.body)
        nest(column, self._buttons)

    def add_button(self, button: SignButton, *, answer: bool, first: bool = False) -> None:
        """Offer a button; *first* is what Enter does."""
        button.clicked.connect(self.accept if answer else self.reject)
        button.setAutoDefault(first)
        button.setDefault(first)
        if first or not answer:
            button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._buttons.addWidget(button)
