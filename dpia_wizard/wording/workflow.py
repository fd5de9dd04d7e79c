"""Sentences about the way of an assessment: roles, moves, what refuses one, how a seal stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dpia_wizard.core.workflow import Refusal
    from dpia_wizard.texts import Words
    from dpia_wizard.wording.sentences import Wording


def role_name(words: Words, role: str) -> str:
    """What a role is called."""
    _ = words
    return {
        "author": _("Author"),
        "supervisor": _("Supervisor"),
        "adviser": _("Data protection adviser"),
        "owner": _("Process owner"),
        "head": _("Head of office"),
    }.get(role, role)


def move_name(words: Words, move: str) -> str:
    """What was done with the assessment as a whole, in few words."""
    _ = words
    return {
        "sent": _("Sent for review"),
        "returned": _("Returned"),
        "approved": _("Approved"),
        "approved_with_conditions": _("Approved with conditions"),
        "approved_in_emergency": _("Approved in an emergency"),
        "rejected": _("Rejected"),
        "reopened": _("Opened again"),
        "closed": _("Closed again, with small corrections only"),
    }.get(move, move)


def refusal_told(wording: Wording, refusal: Refusal) -> str:
    """Why the rules of the review keep somebody from a move."""
    _ = wording.words
    match refusal.code:
        case "not_your_move":
            roles = (role_name(wording.words, role) for role in refusal.about.split())
            return _("This is for somebody else to do: {roles}.").format(roles=_(", ").join(roles))
        case "not_blind":
            return _("{risk}: the supervisor has not rated it yet, or said why not.").format(
                risk=refusal.about
            )
        case "not_talked":
            return _(
                "{risk}: the supervisor and the team see it more than one level apart. Talk it"
                " through and write down what came of it."
            ).format(risk=refusal.about)
        case "not_settled":
            return _(
                "{risk} is above the tolerance: nobody has accepted it, and no action is planned."
            ).format(risk=refusal.about)
        case "no_opinion":
            return _("The data protection adviser has not given an opinion yet.")
        case "overruled":
            return _("This goes further than the adviser advises. Write why it is decided so.")
        case "no_conditions":
            return _("Write the conditions of the approval.")
        case "not_light":
            return _("Only an assessment of light depth can be approved in an emergency.")
        case "not_only_corrections":
            return _(
                "More than typing mistakes changed since it was signed, or nobody signed it. Send"
                " it for review."
            )
        case "not_accepted":
            return _("Nobody has accepted this risk, so there is nothing to withdraw.")
        case _:
            return refusal.code
