"""What several people made of the risk that is shown: the range, each rating, what was agreed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from dpia_wizard.core.register import RatedRisk
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.buttons import LinkButton, SecondaryButton
from dpia_wizard.gui.parts.card import Card
from dpia_wizard.gui.parts.labels import PlainLabel, SignLabel
from dpia_wizard.gui.rating_round.voices import RangeLine, VoiceLines
from dpia_wizard.gui.risk_words import quoted
from dpia_wizard.gui.words import _, isolate, isolate_answer, start_rtl_line
from dpia_wizard.wording.team import agreed_told


class SpreadCard(Card):
    """Shown where people rated together, or where there is no evidence. `talk_asked`: talk it
    through, with the id of the risk."""

    talk_asked = Signal(str)

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._open = open_
        self._rated: RatedRisk | None = None
        self._is_unfolded = False
        self.setAccessibleName(_("Rating round"))
        self._heading = PlainLabel("", role="heading")
        self.range = RangeLine(open_)
        self._agreed = SignLabel("check", "", ink="ok", role="small", wrap=True)
        self._fold = LinkButton("")
        self._fold.setObjectName("spread.fold")
        self.voices = VoiceLines(open_)
        self._talk = SecondaryButton(_("Talk it through…"))
        self._talk.setObjectName("spread.talk")
        for widget in (self._heading, self.range, self._agreed, self.voices):
            self.body.addWidget(widget)
        for button in (self._fold, self._talk):
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
        self._fold.clicked.connect(self._turn)
        self._talk.clicked.connect(self._ask)

    def show_value(self, rated: RatedRisk, *, may_edit: bool) -> None:
        """Show another risk, or this one as it stands now."""
        if self._rated is None or self._rated.id != rated.id:
            self._is_unfolded = False
        self._rated = rated
        told = rated.spread
        is_told = told is not None or rated.shown_range is not None
        self.setVisible(is_told and not rated.risk.dismissed)
        self._heading.setText(_("Rating round") if told is not None else _("How sure the level is"))
        self.range.show_value(rated)
        self._show_agreed(rated)
        is_open = rated.is_unsettled
        self.voices.show_value(told)
        self.voices.setVisible(told is not None and (is_open or self._is_unfolded))
        self._fold.setVisible(told is not None and not is_open)
        self._fold.set_words(
            _("Hide what each person rated")
            if self._is_unfolded
            else _("Show what each person rated")
        )
        self._talk.setVisible(is_open and may_edit)

    def set_plain(self, *, is_plain: bool) -> None:
        """Stand within another card, without an edge, or as a card of one's own."""
        self.set_state("inactive" if is_plain else "plain")
        self.body.setContentsMargins(*((0, 0, 0, 0) if is_plain else (16, 11, 16, 11)))

    def _show_agreed(self, rated: RatedRisk) -> None:
        told = rated.spread
        agreed = told.agreed if told is not None else None
        self._agreed.setVisible(agreed is not None)
        if told is None or agreed is None:
            return
        words = _("{what} {by}, {date}: {reason}").format(
            what=agreed_told(self._open.wording, told),
            by=isolate_answer(agreed.by) or _("No post was named"),
            date=isolate(agreed.at[:10]),
            reason=quoted(agreed.reason),
        )
        sign = ("info", "note_line") if told.changed else ("check", "ok")
        self._agreed.show_value(sign[0], start_rtl_line(words), ink=sign[1])

    def _turn(self) -> None:
        self._is_unfolded = not self._is_unfolded
        if self._rated is not None:
            self.show_value(self._rated, may_edit=self._open.editing.may_edit)

    def _ask(self) -> None:
        if self._rated is not None:
            self.talk_asked.emit(self._rated.id)
