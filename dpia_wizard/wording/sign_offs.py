"""Sentences about sign-offs: who signed what, whether it counts, and why it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dpia_wizard.wording.fixed_names import FixedNames
from dpia_wizard.wording.people import Shown, other_key_told
from dpia_wizard.wording.things import own

if TYPE_CHECKING:
    from dpia_wizard.core.sign_offs import Problem, SignOffVerdict, Unsigned
    from dpia_wizard.core.signers import Doubt
    from dpia_wizard.texts import Words


def sign_off_told(
    words: Words, found: SignOffVerdict, role: str, *, own: Shown, date: Shown
) -> str:
    """Who signed in which *role* and when, as they say, and whether that is known here."""
    _ = words
    said = found.sign_off
    if not found.is_right:
        sentence = _("{role}: a signature in the name of {name} that does not fit.")
    elif found.counts:
        sentence = _("{role}: signed on {date} by {name}, whose key you know.")
    elif found.is_known:
        sentence = _("{role}: signed on {date} with a key that you know, in the name of {name}.")
    else:
        sentence = _("{role}: signed on {date} in the name of {name}, with a key you do not know.")
    name = _(", ").join(part for part in (said.name, said.post) if part)
    return sentence.format(role=role, date=date(said.at[:10]), name=own(name))


def sealed_told(words: Words, edition: int, decision: str) -> str:
    """Under which edition a sign-off stands, and with which *decision* (in words) it was made."""
    _ = words
    sentence = _("Edition {number}, with the decision: {decision}.")
    if not decision:
        sentence = _("Edition {number}.")
    return sentence.format(number=edition, decision=decision)


def standing_told(words: Words, found: SignOffVerdict) -> str:
    """Whether what was signed is still what is there; "" where nobody can tell."""
    _ = words
    if found.standing is None or not found.is_right:
        return ""
    return {
        "holds": _("Nothing that was signed has changed since."),
        "corrected": _("Only small mistakes were mended since; it still holds."),
        "void": _("What was signed has been changed since, so it holds no longer."),
    }[found.standing.standing]


def problem_told(
    words: Words, problem: Problem, found: SignOffVerdict, *, own: Shown, date: Shown
) -> str:
    """Why a sign-off does not count, and what to do."""
    _ = words
    name = own(found.sign_off.name)
    if problem == "other_key" and found.other is not None:
        return other_key_told(words, found.other, own=own, date=date)
    if problem == "other_name" and found.holder is not None:
        return _("This key is known here as that of {name}.").format(name=own(found.holder.name))
    return {
        "not_right": _("This is not what was signed. Do not rely on it."),
        "no_content": _("What was signed is not here, so nobody can tell whether it still holds."),
        "no_decision": _("The decision that was signed is not here any more."),
        "not_for_role": _("This decision is for somebody in another role to sign."),
        "own_work": _(
            "{name} is the author, or was one here while this was written. Nobody decides on their"
            " own work."
        ),
        "not_known": _("Nobody here has compared this key with {name}. Compare it by voice."),
        "other_role": _("{name} was not given this role on this laptop; a file gives none."),
        "other_agency": _("{name} is of another agency than the one that signs here."),
        "had_left": _("{name} worked here no longer when this was signed."),
        "void": _("What was signed has been changed since, so it holds no longer."),
    }[problem].format(name=name)


def doubt_told(words: Words, doubt: Doubt, *, own: Shown, date: Shown) -> str:
    """What looks wrong about who signed a report in one of its places."""
    _ = words
    if doubt.problem == "other_key":
        return other_key_told(words, doubt.holder, own=own, date=date)
    return {
        "other_name": _("This key is known here as that of {name}."),
        "other_post": _(
            "In this file the post of {name} is {said}; noted here is {post}. Ask which is right."
        ),
        "other_role": _("{name} was not given this role on this laptop; a file gives none."),
        "no_role": _(
            "The key of {name} was compared before roles were noted. Ask which role is theirs, and"
            " note it with the contact."
        ),
        "other_agency": _("{name} is of another agency than the one that signs here."),
    }[doubt.problem].format(
        name=own(doubt.holder.name), said=own(doubt.says), post=own(doubt.holder.post)
    )


def mark_told(words: Words, state: str, found: Unsigned | None) -> str:
    """A *state* in words ("approved until …"), marked where nobody signed it who should have."""
    return state if found is None else marked(words, state, found.kind)


def marked(words: Words, state: str, missing: str) -> str:
    """A *state* for which somebody's sign-off is *missing* (`core.sign_offs.Missing`)."""
    whose = FixedNames(words).missing(missing)
    return words("{state} · {missing}").format(state=state, missing=whose)


def unsigned_told(words: Words, found: Unsigned, decision: str, *, date: Shown) -> str:
    """That a *decision* (in words) was made and nobody signed it who should have; agencies that
    signed before it was made are asked to sign again."""
    _ = words
    sentence = {
        "nobody": _("{decision} on {date}: not signed."),
        "doubted": _("{decision} on {date}: signed, but not so that you can rely on it."),
        "agencies": _("{decision} on {date}: not signed yet for {agencies}."),
    }[found.kind]
    on = date(found.decision.at[:10])
    agencies = _listed(words, found.agencies)
    told = sentence.format(decision=decision, date=on, agencies=agencies)
    if found.early:
        early = _("Signed before it was decided, so please sign again: {agencies}.")
        told = f"{told} {early.format(agencies=_listed(words, found.early))}"
    return told


def _listed(words: Words, agencies: tuple[str, ...]) -> str:
    _ = words
    return _(", ").join(own(words, agency) for agency in agencies)
