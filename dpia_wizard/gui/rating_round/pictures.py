"""A rating round played for its pictures: four people, three risks, set-up to end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from dpia_wizard.core.model import UNKNOWN
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.rating_round.dialog import RatingRoundDialog
from dpia_wizard.gui.rating_round.end import EndStep
from dpia_wizard.gui.rating_round.setup import SetupStep
from dpia_wizard.gui.rating_round.step import Step
from dpia_wizard.gui.rating_round.talk import TalkStep
from dpia_wizard.gui.rating_round.turn import CoverStep, DoneStep, RateStep
from dpia_wizard.gui.words import is_right_to_left

RISKS = ("R02", "R36", "R49")
_PEOPLE = ("CMO", "CW", "SV", "IT")
_PEOPLE_RTL = ("م.ح", "ع.ك", "مشرفة الحالات", "ت.م")
_CELLS = ((3, 4), (1, 1), (2, 3), (3, 2))
"""What each of the people makes of every risk: likelihood and severity by their ranks."""
_REASON = "In a town this small it is asked at the shop. I was asked twice this year."
_REASON_RTL = "في بلدة صغيرة كهذه يُسأل عنه في الدكان. سُئلتُ مرتين هذا العام."


AStep = TypeVar("AStep", bound=Step)


def steps(open_: OpenAssessment, parent: QWidget) -> Iterator[tuple[str, RatingRoundDialog]]:
    """Each step by its name, with the dialog that shows it, in the size of *parent*'s window.

    What was rated is taken back at the end.
    """
    before = open_.editing.assessment
    dialog = RatingRoundDialog(open_, parent)
    dialog.show()
    try:
        for name in _played(open_, dialog):
            yield name, dialog
    finally:
        dialog.reject()
        dialog.deleteLater()
        while open_.editing.assessment != before:
            open_.undo()
        open_.flush()


def _played(open_: OpenAssessment, dialog: RatingRoundDialog) -> Iterator[str]:
    turned = is_right_to_left()
    setup = _at(dialog, SetupStep)
    setup.others.show_value("\n".join(_PEOPLE_RTL if turned else _PEOPLE))
    setup.posts.show_value(())
    setup.risks.show_value(RISKS)
    setup.risks.edited.emit(set(RISKS))
    yield "set-up"
    setup.go_on()
    for at in range(len(_PEOPLE)):
        cover = _at(dialog, CoverStep)
        if at < 2:
            yield "cover" if not at else "between"
        cover.go_on()
        for number in range(len(RISKS)):
            rate = _at(dialog, RateStep)
            if at == 1 and not number:
                yield "turn-open"
            _rate(open_, rate, _CELLS[(at + number) % len(_CELLS)], turned=turned)
            if at == 0 and not number:
                yield "turn"
            rate.go_on()
        done = _at(dialog, DoneStep)
        if not at:
            yield "done"
        done.go_on()
    at = 0
    while isinstance(dialog.step, TalkStep):
        talk = dialog.step
        if at == 0:
            yield "spread"
        matrix = open_.wording.pack.matrix
        if at < 2:
            talk.rating.show_value(matrix.likelihoods[2].id, matrix.severities[2].id, talk.around)
            talk.reason.show_value(_REASON_RTL if turned else _REASON)
            talk.rating.edited.emit()
            if at == 0:
                yield "agreed"
            talk.go_on()
        else:
            talk.went_other.emit()
        at += 1
    _at(dialog, EndStep)
    yield "end"


def _rate(open_: OpenAssessment, step: RateStep, cell: tuple[int, int], *, turned: bool) -> None:
    matrix = open_.wording.pack.matrix
    likelihood, severity = cell
    is_unknown = likelihood == 1 and severity == 1
    id = UNKNOWN if is_unknown else matrix.likelihoods[likelihood - 1].id
    step.rating.show_value(id, matrix.severities[severity - 1].id)
    step.reason.show_value(_REASON_RTL if turned else _REASON)
    step.rating.edited.emit()


def _at(dialog: RatingRoundDialog, kind: type[AStep]) -> AStep:
    if not isinstance(dialog.step, kind):
        raise TypeError(f"the round is at {dialog.step}, not at {kind.__name__}")
    return dialog.step
