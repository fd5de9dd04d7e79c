"""What people and their keys are called in the window."""

from __future__ import annotations

from dpia_wizard import crypto
from dpia_wizard.core import workflow_rules
from dpia_wizard.core.participants import PARTICIPANT
from dpia_wizard.core.people import Holder, Person
from dpia_wizard.gui.moments import day
from dpia_wizard.gui.words import _, current_words, isolate, isolate_answer
from dpia_wizard.wording import workflow
from dpia_wizard.wording.people import checked_told, other_key_told

ROLES = (*workflow_rules.ROLES, PARTICIPANT)
"""The signatures that somebody may give."""


def role_name(role: str, agency: str = "") -> str:
    """What the signature is called that is somebody's to give, for *agency* where it takes part."""
    return workflow.role_name(current_words(), role, agency)


def role_options() -> tuple[tuple[object, str], ...]:
    """What one can choose as the role of a person."""
    return (("", _("No signature of their own")), *((role, role_name(role)) for role in ROLES))


def ways() -> tuple[tuple[object, str], ...]:
    """How a key can be compared with its holder."""
    return (
        ("voice", _("By voice")),
        ("in_person", _("Face to face")),
        ("card", _("With a card they handed over")),
    )


def told(*parts: str) -> str:
    """Somebody's own words in one line: name, post, agency."""
    return _(", ").join(isolate_answer(part) for part in parts if part.strip())


def who(holder: Holder) -> str:
    """Name and post of the holder of a key."""
    return told(holder.name, holder.post) or _("Nobody said a name")


def state_of(holder: Holder) -> str:
    """Whether a key is known, since when and by whom, in one sentence."""
    if isinstance(holder, Person):
        return _("A key of this laptop.")
    return checked_told(current_words(), holder, own=isolate_answer, date=day)


def other_key(other: Holder) -> str:
    """That somebody is known under this name with another key."""
    return other_key_told(current_words(), other, own=isolate_answer, date=day)


def fingerprint(holder: Holder) -> str:
    """The first half of a key's fingerprint, in groups of four."""
    return isolate(crypto.grouped(holder.key))
