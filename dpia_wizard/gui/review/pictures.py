"""The desk of the worked example as it is pictured: every step, with some risks rated."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from dpia_wizard.gui.editor.editor import Editor
from dpia_wizard.gui.review.review_page import ReviewPage
from dpia_wizard.gui.review.steps import STEPS
from dpia_wizard.gui.review.words import post_of
from dpia_wizard.workspace import reviewing

_RATED = 6
"""How many risks the supervisor rated already, some of them far from the team's level."""


def steps(editor: Editor) -> Iterator[tuple[str, QWidget]]:
    """Each step with what shows it, seen by the supervisor; it keeps ratings in the library."""
    open_, page = editor.open, editor.page()
    if not isinstance(page, ReviewPage):
        raise TypeError(f"the editor shows {page}")
    editing = open_.editing
    by = post_of(editing, "supervisor")
    open_.setProperty("working_as", by)
    matrix = editing.pack.matrix
    hidden = reviewing.still_hidden(editing, by=by)
    for at, risk in enumerate(sorted(one.id for one in editing.risks)[:_RATED]):
        if risk not in hidden:  # rated for the picture before
            continue
        likelihood = matrix.likelihoods[(2 * at + 1) % len(matrix.likelihoods)].id
        severity = matrix.severities[(at + 1) % len(matrix.severities)].id
        reviewing.rate_blind(
            editing, risk, likelihood, severity, by=by, reason="We lost two phones in spring."
        )
    page.refresh()
    for step in STEPS:
        page.go_to_step(step)
        if step == "rate":
            page.rate.card.matrix.matrix.chosen.emit(3, 4)
        elif step == "talk":
            page.press_filled_button()
        yield step, editor
