"""What the assessment says of a risk without what anybody rated: its story, answers, controls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dpia_wizard.core.condition import because
from dpia_wizard.core.register import RatedRisk
from dpia_wizard.core.review_cycle import proved_by
from dpia_wizard.gui.editor.places import numbered
from dpia_wizard.gui.risk_words import control_name
from dpia_wizard.gui.words import _, isolate, isolate_answer
from dpia_wizard.wording import Wording
from dpia_wizard.wording.compare import value_told
from dpia_wizard.workspace.editing import Editing

_MOST_ANSWERS = 6


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is said: a sign, words, the place that says it ("" for none), and what stands
    there."""

    words: str
    sign: str = "dash"
    ink: str = "text_muted"
    place: str = ""
    detail: str = ""


def facts_on(wording: Wording, editing: Editing, rated: RatedRisk) -> tuple[Fact, ...]:
    """What is said of a risk; nothing of its likelihood, severity, level or their reasons."""
    return (
        *_story(wording, rated),
        *_answers(wording, editing, rated),
        *_incidents(wording, editing, rated),
        *_controls(wording, rated),
    )


def _story(wording: Wording, rated: RatedRisk) -> Iterator[Fact]:
    risk = rated.risk
    for part in ("event", "vulnerability"):
        if told := wording.risk(risk, part):
            yield Fact(isolate_answer(told))
    harm, affected = wording.risk(risk, "harm"), wording.risk(risk.id, "affected")
    if harm and affected:
        words = _("{harm} Most affected: {children}.")
        harm = words.format(harm=harm, children=affected.rstrip("."))
    if harm:
        yield Fact(isolate_answer(harm))
    if risk.irreversible or (rated.known is not None and rated.known.irreversible):
        yield Fact(_("It cannot be undone."), "info")


def _answers(wording: Wording, editing: Editing, rated: RatedRisk) -> Iterator[Fact]:
    """The answers that raise the risk, each with the way to its question."""
    known = rated.known
    if known is None or known.when is None:
        return
    asked = [id for id in because(known.when, editing.seen) if id in editing.pack.form.by_id]
    for id in asked[:_MOST_ANSWERS]:
        question, answer = editing.pack.form.by_id[id], editing.assessment.answers.get(id)
        said = "" if answer is None else value_told(wording, answer, "value", answer.value)
        name = numbered(question.number, wording.question(question))
        yield Fact(name, "arrow-next", place=id, detail=isolate_answer(said))


def _incidents(wording: Wording, editing: Editing, rated: RatedRisk) -> Iterator[Fact]:
    cycle, seen = editing.pack.workflow.cycle, editing.seen
    if cycle.incidents not in seen.active:
        return
    for row in editing.assessment.rows_of(cycle.incidents):
        if rated.id in proved_by(editing.pack, editing.assessment, row):
            day = str(row.cells.get("date", ""))
            said = _("An incident of {date} names this risk.").format(date=isolate(day))
            words = said if day else _("An incident names this risk; no day is given.")
            yield Fact(words, "warning", "stop", cycle.incidents)


def _controls(wording: Wording, rated: RatedRisk) -> Iterator[Fact]:
    from dpia_wizard.gui.risk.controls import STATUS_SIGNS

    if not rated.controls:
        yield Fact(_("Nothing stands between this risk and the child yet."))
    for _link, control in rated.controls:
        status = rated.status_of(control)
        sign, ink = STATUS_SIGNS.get(status, ("question", "text_muted"))
        parts = [isolate_answer(control.evidence.strip())] if control.evidence.strip() else []
        if control.evidence_date:
            parts.append(_("seen {day}").format(day=isolate(control.evidence_date)))
        words = _("{control}: {status}").format(
            control=control_name(wording, control), status=wording.status(status)
        )
        yield Fact(words, sign, ink, detail=_(", ").join(parts))
