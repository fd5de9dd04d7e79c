"""Who signed a report, measured against the people and contacts of a library."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from dpia_wizard.core.signers import Doubt, doubts
from dpia_wizard.workspace.contacts import digits_of

if TYPE_CHECKING:
    from dpia_wizard.report.verdict import Verdict
    from dpia_wizard.workspace.library import Library


def signer_doubts(library: Library, verdict: Verdict) -> tuple[Doubt, ...]:
    """What looks wrong about the signers of a report: a known name with another key, a known key
    under another name or post, a role that is not theirs, a place that is another agency's."""
    holders, held = library.contacts.holders(), library.held_roles.all()
    found: list[Doubt] = []
    for one in verdict.signatures:
        key = digits_of(one.fingerprint)
        at = "" if one.signed_at is None else one.signed_at.astimezone(UTC).isoformat()
        said = (verdict.record.agencies, verdict.record.rule)
        found += doubts(one.field, one.says, key, at, holders, held, *said, post=one.said[1])
    return tuple(found)
