"""Sentences of a trial: what may be tried, and what it supposes that nobody said yet."""

from __future__ import annotations

from collections.abc import Container

from dpia_wizard.core.register import RatedRisk
from dpia_wizard.core.trying import Trial
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.risk_words import control_in, listed
from dpia_wizard.gui.words import _, isolate, start_rtl_line


def controls_to_try(
    open_: OpenAssessment, rated: RatedRisk, tried: Container[str]
) -> list[tuple[object, str]]:
    """What can be chosen to try: the controls linked, then those that could be, by their ids."""
    editing = open_.editing
    known = editing.pack.risk.get(rated.id)
    linked = [control.id for _link, control in rated.controls]
    suggested = [s.control for s in known.controls] if known is not None else []
    own = [id for id in editing.assessment.controls if id not in editing.pack.control]
    options: list[tuple[object, str]] = [("", _("Choose a control to try…"))]
    for id in dict.fromkeys([*linked, *suggested, *own, *editing.pack.control]):
        if id not in tried:
            name = control_in(open_.wording, editing.assessment, id)
            if id not in linked:
                name = _("Add {control}").format(control=name)
            options.append((id, start_rtl_line(name)))
    return options


def lacks_words(found: Trial) -> str:
    """What has to be written before a trial can be kept; "" when nothing has."""
    words = []
    seen = [isolate(id) for id, lacks in found.missing.items() if "evidence" in lacks]
    if seen:
        sentence = _(
            "Supposed to be seen working: {controls}. Before you keep it, write what was seen"
            " and when; or make it an action."
        )
        words.append(sentence.format(controls=listed(seen)))
    hands = [isolate(id) for id, lacks in found.missing.items() if "hands" in lacks]
    if hands:
        sentence = _(
            "Supposed to be in hands of its own: {controls}. Before you keep it, write in whose."
        )
        words.append(sentence.format(controls=listed(hands)))
    return " ".join(words)
