"""Where what is another belongs: the section of a question, the page of a risk, the way there."""

from __future__ import annotations

from collections.abc import Callable

from dpia_wizard.core.compare import Moment, Place
from dpia_wizard.gui.editor import places
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.words import _
from dpia_wizard.wording import Wording

Titled = tuple[int, str]
_LAST = 1_000_000
_PAGES = {"risk": "risks", "control": "controls", "action": "actions", "review": "review"}


def section_of(open_: OpenAssessment, before: Moment) -> Callable[[Place], Titled]:
    """The number of the section of a place and what it is called; one that is not in the form any
    more as it was."""
    wording = open_.wording

    def named(place: Place) -> Titled:
        if place.kind == "made_with":
            return -1, _("The assessment as a whole")
        for pack in (open_.editing.pack, before.pack):
            form = pack.form
            page = _PAGES.get(place.kind, "")
            section = form.section_of.get(place.id) or form.section(place.id)
            if page:
                section = next((one for one in form.sections if one.page == page), None)
            if section is not None:
                return section.number, places.section_name(Wording(wording.words, pack), section)
        return _LAST, _("Elsewhere")

    return named


def goes(open_: OpenAssessment) -> Callable[[Place], str]:
    """Where one can go from a place today, or ""."""
    editing = open_.editing

    def way(place: Place) -> str:
        if place.kind == "review":
            return next((one.id for one in editing.pack.form.sections if one.page == "review"), "")
        kept, pack = editing.assessment, editing.pack
        is_here = (
            place.id in pack.form.by_id
            or pack.form.section(place.id) is not None
            or place.id in kept.risks
            or place.id in pack.risk
            or place.id in kept.controls
            or place.id in pack.control
            or place.id in kept.actions
        )
        return place.id if is_here else ""

    return way
