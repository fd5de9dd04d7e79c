"""The catalogue of a pack as a file, and what an open assessment makes of one thing in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dpia_wizard.core.register import NOT_RATED
from dpia_wizard.core.sharing import INVENTORY
from dpia_wizard.core.team import Range
from dpia_wizard.core.uses import Item
from dpia_wizard.workspace.reports import report_words

if TYPE_CHECKING:
    from dpia_wizard.core.catalogue import Pack
    from dpia_wizard.workspace.editing import Editing
    from dpia_wizard.workspace.reports import Paper

_UNSAFE = re.compile(r"[^\w.\-]+")

State = Literal[
    "in_register",  # a risk that counts, with its level
    "not_applicable",  # a risk that was dismissed, with the reason
    "avoided",  # a risk whose flow was stopped, with the reason
    "offered",  # a risk that the answers raise, or that is always looked at
    "not_offered",
    "linked",  # a control that lowers risks of the register, with its status
    "not_linked",
    "answered",
    "unknown",  # a question that was answered with unknown
    "open",  # a question that waits for its answer
    "not_asked",
    "kept",  # a kind of information that is in the inventory
    "not_kept",
    "holds",  # a stop condition
    "cannot_tell",
    "clear",
    "used",  # the matrix that the assessment uses
]


@dataclass(frozen=True, slots=True)
class Standing:
    """How one thing of the catalogue stands in an assessment.

    ``level`` and ``status`` are ids; ``because`` names the questions whose answers raise a risk;
    ``risks`` those that a control is linked to; ``place`` is where one goes to work on it;
    ``range`` is what to tell beside the level of a risk.
    """

    state: State
    place: str = ""
    level: str = ""
    status: str = ""
    reason: str = ""
    because: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    raised_no_longer: bool = False
    range: Range | None = None


def standing(editing: Editing, item: Item) -> Standing | None:
    """How *item* stands in the open assessment; None where there is nothing to say."""
    match item.kind:
        case "risk":
            return _risk(editing, item.id)
        case "control":
            return _control(editing, item.id)
        case "question":
            return _question(editing, item.id)
        case "element":
            rows = editing.assessment.rows.values()
            is_kept = any(
                row.question == INVENTORY and row.cells.get("element") == item.id for row in rows
            )
            return Standing("kept" if is_kept else "not_kept", INVENTORY if is_kept else "")
        case "stop":
            return _stop(editing, item.id)
        case "matrix" if item.id == editing.pack.matrix.id:
            return Standing("used")
        case _:
            return None


def _risk(editing: Editing, id: str) -> Standing:
    record = editing.assessment.risks.get(id)
    if record is None:
        offer = next((offer for offer in editing.offers if offer.risk.id == id), None)
        if offer is None:
            return Standing("not_offered")
        return Standing("offered", id, because=offer.because)
    if record.dismissed:
        return Standing("not_applicable", id, reason=record.set_aside_reason)
    rated = editing.rated(id)
    return Standing(
        "avoided" if record.avoided else "in_register",
        id,
        level=NOT_RATED if rated is None else rated.level,
        reason=record.set_aside_reason if record.avoided else "",
        raised_no_longer=id in editing.no_longer_raised,
        range=None if rated is None else rated.shown_range,
    )


def _control(editing: Editing, id: str) -> Standing:
    found = [
        (risk, control)
        for risk in editing.risks
        for _link, control in risk.controls
        if control.id == id
    ]
    if found:
        risk, control = found[0]
        risks = tuple(risk.id for risk, _control in found)
        return Standing("linked", id, status=risk.status_of(control), risks=risks)
    measure = editing.pack.measure.get(id)
    asked = measure is not None and measure.id in editing.seen.active
    return Standing("not_linked", measure.id if measure is not None and asked else "")


def _question(editing: Editing, id: str) -> Standing:
    if id not in editing.seen.active:
        return Standing("not_asked")
    if editing.pack.form.by_id[id].kind == "computed":
        return Standing("answered", id)
    chosen = editing.seen.chosen(id)
    if chosen is None:
        return Standing("open", id)
    return Standing("unknown" if chosen == ("unknown",) else "answered", id)


def _stop(editing: Editing, id: str) -> Standing | None:
    found = next((stop for stop in editing.stops if stop.condition.id == id), None)
    if found is None:
        return None
    if found.holds:
        return Standing("holds", found.condition.place)
    return Standing("clear" if found.holds is False else "cannot_tell")


def catalogue_file(pack: Pack, language: str, *, paper: Paper = "A4") -> bytes:
    """The catalogue of *pack* in *language* as a PDF; the same pack always gives the same bytes."""
    from dpia_wizard.report.catalogue import catalogue_document
    from dpia_wizard.report.pdf.writer import to_pdf

    document = catalogue_document(pack, report_words(pack, language))
    return to_pdf(document, paper=paper).pdf


def catalogue_name(pack: Pack, language: str) -> str:
    """The file name to propose."""
    name = _UNSAFE.sub("-", f"{pack.ref.id}-{pack.ref.edition}")
    return f"{name}-catalogue-{language}.pdf"
