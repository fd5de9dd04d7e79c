"""Print the card of a person."""

from __future__ import annotations

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QWidget

from dpia_wizard.core.people import Person
from dpia_wizard.errors import UserError
from dpia_wizard.gui.report import printing
from dpia_wizard.gui.words import current_words
from dpia_wizard.workspace.printed_card import card_pdf


def print_card(parent: QWidget, person: Person, *, today: str) -> bool:
    """Ask for a printer and print the card of *person*, dated *today* (ISO); False when somebody
    went back.

    Raises `UserError` where the printer does not answer.
    """
    printer = printing.choose_printer(parent, 1, letter=False)
    if printer is None:
        return False
    job = printing.PrintJob((card_pdf(person, current_words(), today=today),), printer, parent)
    loop, trouble = QEventLoop(), list[UserError]()
    job.failed.connect(trouble.append)
    for ended in (job.done, job.failed, job.cancelled):
        ended.connect(lambda *_args: loop.quit())
    job.start()
    if not trouble:
        loop.exec()
    job.deleteLater()
    if trouble:
        raise trouble[0]
    return True
