"""The names of the program's fixed lists, in one language."""

from __future__ import annotations

from dpia_wizard.texts import Words


class FixedNames:
    """What the program's own lists are called in one language; no pack is needed."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def plain_choice(self, choice: str) -> str:
        """The words of yes, partly, no, unknown and none; anything else as it stands."""
        _ = self.words
        known = {
            "yes": _("Yes"),
            "partly": _("Partly"),
            "no": _("No"),
            "unknown": _("Unknown"),
            "none": _("There is none"),
        }
        return known.get(choice, choice)

    def status(self, status: str) -> str:
        """The name of a control's status."""
        _ = self.words
        return {
            "verified": _("Verified"),
            "in_place": _("In place, not seen"),
            "partly": _("Partly"),
            "planned": _("Planned"),
            "not_in_place": _("Not in place"),
            "unknown": _("Unknown"),
        }.get(status, status)

    def strength(self, strength: str) -> str:
        """The name of a control's strength."""
        _ = self.words
        return {"weak": _("weak"), "moderate": _("moderate"), "strong": _("strong")}[strength]

    def axis(self, axis: str) -> str:
        """The name of an axis of the matrix, or of both."""
        _ = self.words
        return {
            "likelihood": _("likelihood"),
            "severity": _("severity"),
            "both": _("likelihood and severity"),
        }[axis]

    def family(self, family: str) -> str:
        """The name of a family of controls."""
        _ = self.words
        return {
            "organisational": _("Organisational"),
            "technical": _("Technical"),
            "physical": _("Physical"),
            "agreement": _("Agreements"),
            "participation": _("Participation of children"),
        }.get(family, family)

    def evidence(self, evidence: str) -> str:
        """The name of how well a likelihood is known."""
        _ = self.words
        return {
            "documented": _("documented"),
            "judgement": _("judgement of staff"),
            "none": _("no evidence"),
        }.get(evidence, evidence)

    def hidden_level(self) -> str:
        """In the place of a level that who works here may not know before they rated too."""
        return self.words("Hidden until you rate")

    def stage(self, stage: str) -> str:
        """The name of a stage."""
        _ = self.words
        return {
            "draft": _("Draft"),
            "in_review": _("In review"),
            "returned": _("Returned"),
            "approved": _("Approved"),
            "approved_with_conditions": _("Approved with conditions"),
            "approved_in_emergency": _("Approved in an emergency"),
            "rejected": _("Rejected"),
            "expired": _("Expired"),
            "superseded": _("Replaced by a newer edition"),
        }.get(stage, stage)

    def missing(self, missing: str) -> str:
        """Whose sign-off an approval waits for (`core.sign_offs.Missing`)."""
        _ = self.words
        return {
            "nobody": _("not signed"),
            "doubted": _("not signed by anybody you know"),
            "agencies": _("not signed yet by every agency"),
        }[missing]

    def depth(self, depth: str) -> str:
        """The name of a depth."""
        _ = self.words
        return {
            "light": _("Light depth"),
            "standard": _("Standard depth"),
            "full": _("Full depth"),
        }.get(depth, depth)

    def action_status(self, status: str) -> str:
        """The name of an action's status."""
        _ = self.words
        return {"open": _("Still open"), "begun": _("Begun"), "done": _("Done")}.get(status, status)
