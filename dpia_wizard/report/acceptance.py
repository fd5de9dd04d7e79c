"""How a risk that somebody bears for a time is printed: who, until when, why, what is watched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dpia_wizard.report.argument import between_words
from dpia_wizard.report.document import Span, Text
from dpia_wizard.wording.acceptance import acceptance_told, watched_told

if TYPE_CHECKING:
    from dpia_wizard.core.acceptance import Acceptance
    from dpia_wizard.core.model import Decision
    from dpia_wizard.report.material import Material


def accepted_until(m: Material, found: Acceptance) -> tuple[Text, ...]:
    """An acceptance that counts today."""
    made = found.decision
    lead = acceptance_told(m.words, found, own=m.own, date=m.ltr)
    reason = Span(f"{between_words(m)}{m.own(made.reason)}") if made.reason else Span("")
    texts = [Text((Span(lead, bold=True), reason))]
    watched = watched_told(m.words, made, own=m.own)
    if watched:
        texts.append(Text((Span(watched),)))
    said = accepted_by(m, made)
    return (*texts, *said)


def accepted_by(m: Material, made: Decision) -> tuple[Text, ...]:
    """Who wrote an acceptance down, where somebody else bears the risk."""
    _ = m.words
    if not made.borne_by.strip() or made.borne_by.strip() == made.by.strip():
        return ()
    said = _("Written down by {who} on {date}.").format(
        who=m.own(made.by) or _("Somebody"), date=m.ltr(made.at[:10])
    )
    return (Text((Span(said),), "quiet"),)
