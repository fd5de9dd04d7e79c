"""The banner over the content that says which sign-off holds no longer, and because of what."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dpia_wizard.core.change import Step
from dpia_wizard.gui.moments import day
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.notices import Banner
from dpia_wizard.gui.review.words import open_words
from dpia_wizard.gui.words import _, start_rtl_line
from dpia_wizard.wording.voids import reasons, void_told
from dpia_wizard.workspace.void_seals import VoidSeal, void_seals, void_since


class VoidBanner(QWidget):
    """Follows the assessment by itself. `go` asks for a place; `turned`: it came or went."""

    go = Signal(str)
    turned = Signal()

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = open_
        self._shown: VoidSeal | None = None
        self._since = ""  # since when it is void: all of the history is read for it, so once
        self._banner = Banner(kind="stop")
        self._banner.setObjectName("void")
        self._banner.followed.connect(self._follow)
        room = QHBoxLayout(self)
        room.setContentsMargins(12, 4, 12, 4)
        room.addWidget(self._banner)
        self._soon = QTimer(self)  # several steps at once are looked at once
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.refresh)
        open_.changed.connect(self._look_soon)
        self.hide()
        self.refresh()

    def is_shown(self) -> bool:
        """Whether a sign-off holds no longer."""
        return self._shown is not None

    def refresh(self) -> None:
        """Look at the sign-offs again."""
        editing = self._open.editing
        if not editing.assessment.sign_offs:
            return
        found = void_seals(editing.sign_off_verdicts)
        before, self._shown = self._shown, found[0] if found else None
        if self._shown is not None:
            if before is None or not _goes_on(before, self._shown):
                self._since = void_since(self._open.library, editing, self._shown.sign_off.id)
            self._show(self._shown)
        self.setVisible(self._shown is not None)
        if (before is None) != (self._shown is None):
            self.turned.emit()

    def _look_soon(self, _step: Step) -> None:
        self._soon.start()

    def _show(self, void: VoidSeal) -> None:
        wording, editing = self._open.wording, self._open.editing
        found = reasons(wording, void.standing)
        told = void_told(
            wording,
            void.sign_off,
            void.standing,
            signed=day(void.sign_off.at),
            since=day(self._since),
        )
        one = len(found) == 1 and found[0].place
        link = open_words(wording, editing, found[0].place) if one else _("See what changed")
        self._banner.show_value(
            start_rtl_line(told), kind="stop" if void.decided else "note", sign="seal", link=link
        )

    def _follow(self) -> None:
        void = self._shown
        if void is None:
            return
        found = reasons(self._open.wording, void.standing)
        place = found[0].place if len(found) == 1 else ""
        if not place:
            from dpia_wizard.gui.people.reasons_dialog import ReasonsDialog

            title = _("What changed since it was signed")
            place = ReasonsDialog.ask(self.window(), self._open, title, found)
        if place:
            self.go.emit(place)


def _goes_on(before: VoidSeal, now: VoidSeal) -> bool:
    """Whether all that made the same sign-off void does so still, so that it is since then."""
    return before.sign_off == now.sign_off and _changed(before) <= _changed(now)


def _changed(void: VoidSeal) -> frozenset[str]:
    """The ids of what makes it void."""
    standing = void.standing
    ids = [one.id for one in standing.changes] + [one.id for one in standing.judgements]
    return frozenset(ids)
