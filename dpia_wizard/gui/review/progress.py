"""How far a review is for who sits at the desk: what is hidden, rated, apart, and why not more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dpia_wizard.core import findings
from dpia_wizard.core.blind import ReviewState
from dpia_wizard.core.register import RatedRisk
from dpia_wizard.core.workflow import stage
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.review.finding import Finding
from dpia_wizard.gui.review.steps import StepState
from dpia_wizard.gui.review.veil import hidden
from dpia_wizard.gui.review.working_as import name_here, working_as
from dpia_wizard.gui.words import _, count
from dpia_wizard.workspace.reviewing import as_rated

Row = tuple[RatedRisk, ReviewState]


@dataclass(frozen=True, slots=True)
class Desk:
    """What stands at the desk of the post *by*: every rated risk in the order of the catalogue
    with what may be told of it, the risks not told at all, and why nothing can be said now."""

    by: str
    rows: tuple[Row, ...]
    unseen: frozenset[str]
    refused: str
    begins: str

    @property
    def rated(self) -> int:
        """Of how many risks a reviewer rated, or said why not."""
        return sum(state.rating is not None for _risk, state in self.rows)

    @property
    def apart(self) -> int:
        """How many risks are still to be talked through."""
        return sum(state.state == "apart" for _risk, state in self.rows)

    @property
    def has_begun(self) -> bool:
        """Whether a risk was rated already."""
        return bool(self.rated)


def desk(open_: OpenAssessment) -> Desk:
    """What stands at the desk now."""
    editing, by = open_.editing, working_as(open_)
    unseen = hidden(open_)
    rows = [
        (risk, _state(open_, risk, by, unseen))
        for risk in sorted(editing.risks, key=lambda risk: risk.id)
        if risk.score is not None and not risk.risk.avoided
    ]
    return Desk(by, tuple(rows), unseen, why_nothing(open_), _begins(open_))


def step_states(at: Desk, told: Sequence[Finding], open_: OpenAssessment) -> tuple[StepState, ...]:
    """How far the four steps are."""
    return _findings(told), _rate(at), _talk(at), _decide(open_)


def _state(open_: OpenAssessment, risk: RatedRisk, by: str, unseen: frozenset[str]) -> ReviewState:
    """What may be told of *risk*: of one's own rating, or of that of any reviewer for those who do
    not rate themselves."""
    editing = open_.editing
    state = as_rated(editing, risk, by=by)
    if risk.id in unseen:
        return replace(state, state="hidden", rating=None)
    if state.rating is None:
        state = as_rated(editing, risk, by="")
    return replace(state, state="shown") if state.state == "hidden" else state


def why_nothing(open_: OpenAssessment) -> str:
    """Why this person rates and says nothing now, or ""."""
    editing = open_.editing
    lowest = editing.pack.matrix.levels[0].id
    refused = findings.judge_refusals(
        editing.pack,
        editing.assessment,
        "confirmed",
        lowest,
        by=working_as(open_),
        name=name_here(open_),
        reason="",
        until="",
        today=editing.today,
    )
    if not refused:
        return ""
    if refused[0].code != "not_now":
        return open_.wording.refusal(refused[0])
    if editing.may_edit:
        return _("Levels can be confirmed or raised here once it was sent for review.")
    return _("This is decided. Open it again to look at the risks once more.")


def _begins(open_: OpenAssessment) -> str:
    if not open_.editing.may_edit:
        return ""
    return _("Whoever reviews rates every risk here, once the assessment was sent for review.")


def _findings(told: Sequence[Finding]) -> StepState:
    settled = sum(one.kind == "settled" for one in told)
    stops = sum(one.kind == "stop" for one in told)
    state = _("{done} of {total} settled").format(done=settled, total=len(told))
    if stops:
        return StepState("warning", "stop", state)
    done = settled == len(told)
    return StepState("check" if done else "half", "ok" if done else "accent", state)


def _rate(at: Desk) -> StepState:
    total = len(at.rows)
    if at.begins or not total:
        return StepState("ring", "text_muted", _("not yet"))
    state = _("{done} of {total} rated").format(done=at.rated, total=total)
    if at.rated == total:
        return StepState("check", "ok", state)
    return StepState("half" if at.rated else "ring", "accent" if at.rated else "text_muted", state)


def _talk(at: Desk) -> StepState:
    if at.apart:
        return StepState("flag", "stop", count("{n} risk", "{n} risks", at.apart))
    if at.begins or not at.rated or at.unseen:
        return StepState("ring", "text_muted", _("nothing yet"))
    return StepState("check", "ok", _("nothing left"))


def _decide(open_: OpenAssessment) -> StepState:
    editing = open_.editing
    if stage(editing.assessment) in ("draft", "returned", "in_review"):
        return StepState("ring", "text_muted", _("not yet"))
    if open_.editing.unsigned is not None:
        return StepState("info", "note_line", open_.stage())
    return StepState("seal", "ok", open_.stage())
