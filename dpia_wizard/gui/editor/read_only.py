"""Why nothing can be changed on a page now, and since when."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dpia_wizard.core import workflow
from dpia_wizard.core.review_cycle import named_stage
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.notices import Banner
from dpia_wizard.gui.words import _, current_words, isolate
from dpia_wizard.wording.sign_offs import unsigned_told
from dpia_wizard.wording.workflow import move_name


class ReadOnlyBanner(Banner):
    """Stands above what cannot be changed while an assessment is in review or decided."""

    def __init__(self, open_: OpenAssessment, parent: QWidget | None = None) -> None:
        super().__init__(sign="lock", parent=parent)
        self._open = open_
        self.setObjectName("read_only")
        self.hide()

    def refresh(self, *, may_note: bool = False) -> None:
        """Say it where it is so, else take no room; *may_note*: of actions something still can."""
        editing = self._open.editing
        if editing.may_edit:
            self.hide()
            return
        made = workflow.moves(editing.assessment)
        since = isolate(made[-1].at[:10]) if made else ""
        stage = self._open.wording.stage(named_stage(editing.assessment, editing.stage))
        if editing.stage == "expired":
            since = isolate(editing.due.until)
        told = _("{stage} since {date}.").format(stage=stage, date=since)
        if (found := editing.unsigned) is not None:
            what = move_name(current_words(), found.decision.kind)
            marked = unsigned_told(current_words(), found, what, date=isolate)
            told = f"{told} {marked}" if editing.stage == "expired" else marked
        words = _("{standing} Nothing can be changed here until it is returned or opened again.")
        if may_note:
            words = _(
                "{standing} How far an action is, and what shows that it is done, can be noted"
                " still; the rest stays until it is returned or opened again."
            )
        self.show_value(words.format(standing=told), kind="note", sign="lock")
        self.show()
