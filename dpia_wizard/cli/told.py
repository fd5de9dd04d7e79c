"""An assessment as plain values for scripts, and as a page of lines for people."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

from dpia_wizard.cli.score import range_values, told
from dpia_wizard.core.findings import tells_levels
from dpia_wizard.core.register import NOT_RATED, counts, worst
from dpia_wizard.core.review_cycle import named_stage
from dpia_wizard.core.summary import HIDDEN
from dpia_wizard.core.workflow import edition
from dpia_wizard.wording.acceptance import acceptance_told, watched_told
from dpia_wizard.wording.sign_offs import mark_told
from dpia_wizard.wording.team import range_told

if TYPE_CHECKING:
    from dpia_wizard.core.register import RatedRisk
    from dpia_wizard.wording import Wording
    from dpia_wizard.workspace.editing import Editing


def in_values(editing: Editing, wording: Wording) -> dict[str, Any]:
    """The whole assessment with everything computed from it."""
    from dpia_wizard.codec import content_fingerprint, plain

    assessment, not_signed = editing.assessment, editing.unsigned
    set_aside = [
        rated
        for risk in assessment.risks.values()
        if risk.dismissed and (rated := editing.rated(risk.id)) is not None
    ]
    return {
        "id": assessment.id,
        "reference": assessment.reference,
        "title": assessment.text("record.title"),
        "created": assessment.created,
        "stage": editing.stage,
        "not_signed": None
        if not_signed is None
        else {"missing": not_signed.kind, "agencies": list(not_signed.agencies)},
        "edition": edition(assessment),
        "depth": editing.seen.depth(),
        "worst": worst(editing.pack, editing.risks),
        "counts": counts(editing.pack, editing.risks),
        "fingerprint": content_fingerprint(assessment),
        "form": plain(assessment.form),
        "matrix": plain(assessment.matrix),
        "sections": [
            {
                "id": state.section.id,
                "number": state.section.number,
                "title": wording.section(state.section.id),
                "state": state.state,
                "done": state.done_count,
                "total": state.total,
                "unknown": state.unknown,
                "remarks": state.remarks,
            }
            for state in editing.sections
        ],
        "answers": dict(_answers(editing)),
        "risks": [_risk(rated, wording) for rated in (*editing.risks, *set_aside)],
        "offers": [
            {"id": offer.risk.id, "because": list(offer.because)} for offer in editing.offers
        ],
        "actions": _records(assessment.actions),
        "ratings": _records(assessment.ratings),
        "remarks": _records(assessment.remarks),
        "decisions": _records(assessment.decisions),
        "acceptances": [
            {"risk": id, "decision": found.decision.id, "standing": found.standing}
            for id, found in editing.acceptances.items()
        ],
        "attachments": _records(assessment.attachments),
        "stops": [
            {
                "id": stop.condition.id,
                "text": wording.stop(stop.condition.id),
                "holds": stop.holds,
            }
            for stop in editing.stops
        ],
    }


def in_lines(editing: Editing, wording: Wording, *, unseen: Collection[str] = ()) -> Iterator[str]:
    """The assessment on a page: how it stands, its sections, its risks, its stop conditions;
    nothing that tells how the risks in *unseen* are rated."""
    _ = wording.words
    assessment = editing.assessment
    hidden = wording.level(HIDDEN)
    level = hidden if unseen else wording.level(worst(editing.pack, editing.risks))
    stage = mark_told(_, wording.stage(named_stage(assessment, editing.stage)), editing.unsigned)
    yield f"{assessment.reference}  {assessment.text('record.title')}"
    yield f"{stage} · {wording.depth(editing.seen.depth())} · {level}"
    yield ""
    for state in editing.sections:
        yield (
            f"{state.section.number:>2}  {wording.section(state.section.id)}  "
            f"{state.done_count}/{state.total}"
        )
    if editing.risks:
        yield ""
    shown = sorted(editing.risks, key=lambda risk: risk.id) if unseen else editing.risks
    for rated in shown:
        if rated.id in unseen:
            yield f"{rated.id}  {hidden}  {wording.risk(rated.risk)}"
            continue
        line = f"{rated.id}  {wording.level(rated.level)}  {wording.risk(rated.risk)}"
        found = rated.shown_range
        yield line if found is None else f"{line}  ({range_told(wording, found)})"
    borne = {id: found for id, found in editing.acceptances.items() if id not in unseen}
    if borne:
        yield ""
    for id, accepted in borne.items():
        said = acceptance_told(_, accepted, own=str, date=str)
        yield f"{id}  {said}"
        watched = watched_told(_, accepted.decision, own=str)
        if watched and accepted.counts:
            yield f"    {watched}"
    held = [s for s in editing.stops if s.holds and not (unseen and tells_levels(s))]
    if held:
        yield ""
    for stop in held:
        yield _("Stop condition {stop}: {text}").format(
            stop=stop.condition.id, text=wording.stop(stop.condition.id)
        )


def _answers(editing: Editing) -> Iterator[tuple[str, dict[str, Any]]]:
    from dpia_wizard.codec import plain

    assessment = editing.assessment
    for question in editing.pack.form.by_id.values():
        answer = assessment.answers.get(question.id)
        rows = assessment.rows_of(question.id)
        if answer is None and not rows:
            continue
        said: dict[str, Any] = {
            "number": question.number,
            "asked": question.id in editing.seen.active,
        }
        if answer is not None:
            kept = plain(answer)
            if isinstance(kept, dict):
                said |= {name: value for name, value in kept.items() if name != "id"}
        if rows:
            said["rows"] = [{"id": row.id, "cells": plain(row.cells)} for row in rows]
        yield question.id, said


def _records(records: Any) -> list[Any]:
    from dpia_wizard.codec import plain

    return [plain(record) for record in records.values()]


def _risk(rated: RatedRisk, wording: Wording) -> dict[str, Any]:
    from dpia_wizard.codec import plain

    kept: Any = plain(rated.risk)
    return {
        **kept,
        "title": wording.risk(rated.risk),
        "level": "" if rated.level == NOT_RATED else rated.level,
        "confirmed": rated.is_confirmed,
        "overridden": rated.overridden,
        "controls": [
            {
                "control": control.id,
                "title": wording.control(control),
                "axis": link.axis,
                "strength": link.strength,
                "status": control.status,
                "custodian": control.custodian,
                "evidence": control.evidence,
                "evidence_date": control.evidence_date,
            }
            for link, control in rated.controls
        ],
        "score": None if rated.score is None else told(wording, rated.score),
        "range": range_values(wording, rated.range),
        "team": _of_team(rated),
    }


def _of_team(rated: RatedRisk) -> dict[str, Any] | None:
    """What each person rated, with the level it gives, "" where they did not; what the team
    agreed on, and whether the "rating" or only the "level" is another since."""
    found = rated.spread
    if found is None:
        return None
    agreed = found.agreed
    return {
        "agreed": None if agreed is None else agreed.id,
        "agreed_on": None
        if agreed is None
        else {
            "likelihood": agreed.likelihood,
            "severity": agreed.severity,
            "level": agreed.level,
        },
        "changed_since": bool(found.changed),
        "changed": found.changed,
        "ratings": [
            {
                "rating": voice.rating.id,
                "by": voice.rating.by,
                "level": "" if voice.level == NOT_RATED else voice.level,
            }
            for voice in found.voices
        ],
    }
