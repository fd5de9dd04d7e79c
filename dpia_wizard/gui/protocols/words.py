"""What the register of protocols says in sentences."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from dpia_wizard.core.protocol import ToLookAt
from dpia_wizard.core.protocol_check import LONGEST_NUMBER, NotTaken, Wrong
from dpia_wizard.gui import theme
from dpia_wizard.gui.words import _, current_words, isolate_answer
from dpia_wizard.wording import protocols
from dpia_wizard.workspace.protocols import Registered

_MOST_NAMED = 6


def titled(found: Registered) -> str:
    """The title of a protocol with its edition."""
    title = isolate_answer(found.protocol.title)
    if not found.ref.edition:
        return title
    return _("{title}, edition {edition}").format(
        title=title, edition=isolate_answer(found.ref.edition)
    )


def wrong_sentence(wrong: Wrong) -> str:
    """What is wrong, and what to do."""
    return protocols.wrong_sentence(current_words(), wrong, apart=isolate_answer)


def not_taken_sentence(not_taken: tuple[NotTaken, ...]) -> str:
    """What of a pasted list was not taken, and why."""
    parts = []
    for kind in dict.fromkeys(found.kind for found in not_taken):
        said = dict.fromkeys(found.said for found in not_taken if found.kind == kind)
        shown = [isolate_answer(_short(name)) for name in list(said)[:_MOST_NAMED]]
        names = _(", ").join([*shown, "…"] if len(said) > _MOST_NAMED else shown)
        why = {
            "unknown": _("{names} (no clause of ours)"),
            "empty": _("{names} (no number beside it)"),
            "long": _("{names} (longer than {n} characters)"),
            "over": _("{names} (no clause is left for it)"),
        }[kind]
        parts.append(why.format(names=names, n=LONGEST_NUMBER))
    return _("Not taken: {parts}.").format(parts=_(", ").join(parts)) if parts else ""


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_NUMBER else f"{text[: LONGEST_NUMBER - 1].rstrip()}…"


def turn_sentence(item: ToLookAt) -> str:
    """What became of a clause in the new edition."""
    return protocols.turn_sentence(current_words(), item, apart=isolate_answer)


def fitting(dialog: QWidget, wide: int, high: int) -> QSize:
    """The size of a dialog that stays inside its window."""
    parent = dialog.parentWidget()
    window = parent.window() if parent is not None else None
    above = window.parentWidget() if window is not None else None
    room = (above.window() if above is not None else window) or dialog
    most = round(wide * theme.look().scale)
    width = min(most, max(room.width() - 40, 640))
    return QSize(width, max(min(room.height() - 40, high), 480))
