"""What people and their keys are called in the window."""

from __future__ import annotations

from dpia_wizard import crypto
from dpia_wizard.core.people import Contact, Holder, Person, is_known
from dpia_wizard.gui.moments import day
from dpia_wizard.gui.words import _, isolate, isolate_answer

ROLES = ("author", "supervisor", "adviser", "owner", "head")
"""The signatures that somebody may give, in the order in which they are given."""


def role_name(role: str) -> str:
    """What the signature is called that is somebody's to give."""
    known = {
        "author": _("Author"),
        "supervisor": _("Supervisor"),
        "adviser": _("Data protection adviser"),
        "owner": _("Process owner"),
        "head": _("Head of office"),
    }
    return known.get(role) or isolate(role)


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
    if not holder.is_checked:
        return _("Nobody here has compared this key yet, so it counts for nothing.")
    facts = {"date": day(holder.checked_on), "who": isolate_answer(holder.checked_by)}
    match holder.checked_how:
        case "voice":
            words = _("Compared by voice on {date} by {who}.")
        case "in_person":
            words = _("Compared face to face on {date} by {who}.")
        case "card":
            words = _("Compared with a card on {date} by {who}.")
        case _:
            words = _("Compared before the program asked how and by whom.")
    return words.format(**facts)


def other_key(other: Holder) -> str:
    """That somebody is known under this name with another key."""
    if isinstance(other, Person):
        words = _("Another key than the one {name} has on this laptop.")
    elif is_known(other):
        words = _("Another key than the one that was compared for {name} on {date}.")
    else:
        words = _("Another key under the name of {name} is here too.")
    date = day(other.checked_on) if isinstance(other, Contact) else ""
    return words.format(name=isolate_answer(other.name), date=date)


def fingerprint(holder: Holder) -> str:
    """The first half of a key's fingerprint, in groups of four."""
    return isolate(crypto.grouped(holder.key))
