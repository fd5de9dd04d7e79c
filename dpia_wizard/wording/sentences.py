"""Sentences about computed things: reasons of a level, refusals, proposed actions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dpia_wizard.core.model import Risk
from dpia_wizard.errors import UserError
from dpia_wizard.texts import Words
from dpia_wizard.wording.names import Names

if TYPE_CHECKING:
    from fractions import Fraction

    from dpia_wizard.core.findings import Proposal
    from dpia_wizard.core.form import Question
    from dpia_wizard.core.inventory import Sensitivity
    from dpia_wizard.core.model import Assessment
    from dpia_wizard.core.scoring import Reason
    from dpia_wizard.core.workflow import Refusal

    Facts = Mapping[str, str | int | Fraction | bool]


def error(words: Words, failure: UserError) -> str:
    """What a `UserError` says in this language."""
    sentence = words(failure.message)
    return sentence.format(**failure.facts) if failure.facts else sentence


def credit(value: Fraction) -> str:
    """A credit in steps: 0, ½, 1, 1½ and so on."""
    whole, rest = divmod(value, 1)
    half = "½" if 2 * rest == 1 else "" if rest == 0 else f" {rest}"
    return f"{whole}{half}" if whole or not half else half.strip()


class Wording(Names):
    """The words of one language for one pack: names of its parts and sentences about them."""

    def place(self, likelihood: int, severity: int) -> str:
        """Two ranks in words: a pair of bare numbers is read in the wrong order in Arabic."""
        return self.words("likelihood {likelihood}, severity {severity}").format(
            likelihood=likelihood, severity=severity
        )

    def reason(self, reason: Reason, assessment: Assessment | None = None) -> str:
        """One line of the argument for a level."""
        _ = self.words
        facts = reason.facts
        named = {"control": self._control_name(facts, "control", assessment)}
        named["other"] = self._control_name(facts, "other", assessment)
        axis = str(facts.get("axis", "likelihood"))
        match reason.code:
            case "unknown_likelihood":
                return _(
                    "Likelihood is unknown. We count it as {name} until you know more."
                ).format(name=self.likelihood(_number(facts["likelihood"])))
            case "no_evidence":
                return _(
                    "There is no evidence for how likely this is, and the harm is grave enough"
                    " to be careful: only verified controls count."
                )
            case "irreversible":
                return _("The harm cannot be undone, so severity is {name}.").format(
                    name=self.severity(_number(facts["severity"]))
                )
            case "inherent":
                return _("Before controls: {likelihood} and {severity} give {level}.").format(
                    likelihood=self.likelihood(_number(facts["likelihood"])),
                    severity=self.severity(_number(facts["severity"])),
                    level=self.level(str(facts["level"])),
                )
            case "earned":
                return self._earned(facts, axis, named["control"])
            case "same_hands":
                return _(
                    "{control} is in the same hands as {other} ({custodian}). If that person"
                    " is away both are gone, so one counts."
                ).format(custodian=facts["custodian"], **named)
            case "no_custodian":
                return _(
                    "{control} has nobody named for it, like {other}, so the two count as one."
                ).format(**named)
            case "threat_source":
                return _(
                    "{control} is in the hands of {custodian}, whom this risk comes from, so"
                    " it earns nothing."
                ).format(custodian=facts["custodian"], **named)
            case "precaution":
                return _(
                    "{control} is not counted: under precaution only verified controls earn."
                ).format(**named)
            case "earns_nothing":
                return self._earns_nothing(facts, named["control"])
            case "old_evidence":
                return _(
                    "Nobody has seen {control} working in the last 12 months, so it counts as"
                    " in place, not verified."
                ).format(**named)
            case "as_planned":
                return _(
                    "{control} is planned with an owner for {due}, so it counts here as in place."
                ).format(due=self._whole(facts["due"]), **named)
            case "no_plan":
                return _(
                    "{control} has no owner or no date, so the plan does not count it."
                ).format(**named)
            case "no_severity_step":
                return _("The harm cannot be undone, so no control lowers its severity.")
            case "most_steps":
                if axis == "likelihood":
                    return _("Likelihood falls by {most} at most.").format(most=facts["most"])
                return _("Severity falls by {most} at most.").format(most=facts["most"])
            case "remote_needs_verified":
                return _(
                    "{name} needs a strong control that was seen working, so likelihood stops"
                    " one step above it."
                ).format(name=self.likelihood(1))
            case "steps":
                return self._steps(facts, axis)
            case "result":
                return _("{likelihood} and {severity} give {level}.").format(
                    likelihood=self.likelihood(_number(facts["likelihood"])),
                    severity=self.severity(_number(facts["severity"])),
                    level=self.level(str(facts["level"])),
                )

    def against_default(self, question: Question, stands: Sensitivity) -> str:
        """The sensitivity of a row beside its default, in a few words."""
        names = {
            "chosen": self.choice(question, stands.chosen, stands.column),
            "default": self.choice(question, stands.default, stands.column),
        }
        if not stands.chosen:
            return self.words("default: {default}").format(**names)
        if stands.is_default:
            return self.words("{chosen} (default)").format(**names)
        if stands.lacks_reason:
            return self.words("{chosen} (default: {default}, no reason given)").format(**names)
        return self.words("{chosen} (default: {default})").format(**names)

    def default_of(self, question: Question, stands: Sensitivity) -> str:
        """Where the default of a row lies, what raises it, and what the row still wants."""
        _ = self.words
        default = self.choice(question, stands.default, stands.column)
        if stands.lacks_reason:
            return _("Below the default, {default}. Say why in this row.").format(default=default)
        if stands.is_below:
            return _("Below the default, {default}, with a reason.").format(default=default)
        sentence = _("The default is {default}.")
        if stands.chosen and not stands.is_default:
            sentence = _("Above the default, {default}.")
        said = sentence.format(default=default)
        known = self.pack.element.get(stands.element)
        if known is None or not known.raised or stands.chosen == known.raised:
            return said
        raised = self.choice(question, known.raised, stands.column)
        return _("{default} {raised} where this is so: {why}").format(
            default=said, raised=raised, why=self.element(stands.element, "raised_when")
        )

    def refusal(self, refusal: Refusal) -> str:
        """Why a move cannot be made now."""
        _ = self.words
        match refusal.code:
            case "not_now":
                return _("The assessment is not at a stage where this can be done.")
            case "author_reviews":
                return _("You wrote this assessment, so somebody else must review it.")
            case "nothing_rated":
                return _("Nothing is rated yet: there is no risk in the register.")
            case "not_rated":
                return _("{risk} is not rated.").format(risk=refusal.about)
            case "not_confirmed":
                return _("{risk}: its level today is not confirmed.").format(risk=refusal.about)
            case "no_post":
                return _("Choose the post you work as, at the top of this page.")
            case "no_reason":
                return _("Write why: it is printed with the level.")
            case "no_end":
                return _("Choose the day on which the acceptance ends.")
            case "end_over":
                return _("The day must be in the future.")
            case "no_bearer":
                return _("Name the post that bears this risk.")
            case "no_watch":
                return _("Write what is watched until then.")
            case "not_above":
                return _("This risk is not above the tolerance: nobody has to accept it.")
            case "not_reviewed":
                return _("{risk}: the supervisor has not confirmed or raised it.").format(
                    risk=refusal.about
                )
            case "stop":
                return _("Stop condition {stop}: {text}").format(
                    stop=refusal.about, text=self.stop(refusal.about)
                )
            case _:
                from dpia_wizard.wording.workflow import refusal_told  # home needs none

                return refusal_told(self, refusal)

    def proposal(self, proposal: Proposal, assessment: Assessment) -> str:
        """The words of a proposed action."""
        _ = self.words
        risk = assessment.risks.get(proposal.source, Risk(proposal.source))
        question = self.pack.form.by_id.get(proposal.source)
        match proposal.why:
            case "stop":
                return self.stop(proposal.source, "lifts")
            case "unknown":
                return _("Find out: {question}").format(question=self._asked(question))
            case "critical_no":
                return _("Put in place: {control}").format(control=self.control(proposal.control))
            case "no_protocol":
                return _("Agree and sign a protocol (DPISP) with the agencies you share with.")
            case "above_tolerance":
                return _("Lower {risk} {title}, or stop this processing.").format(
                    risk=proposal.source, title=self.risk(risk)
                )

    def _whole(self, date: object) -> str:
        """A date kept in its own order inside a right-to-left line."""
        return f"\u2066{date}\u2069" if self.words.is_right_to_left else str(date)

    def _asked(self, question: Question | None) -> str:
        return "" if question is None else f"{question.number} {self.question(question)}"

    def _control_name(self, facts: Facts, key: str, assessment: Assessment | None) -> str:
        id = str(facts.get(key, ""))
        if not id:
            return ""
        own = assessment.controls.get(id) if assessment is not None else None
        title = self.control(own or id)
        return id if title == id else f"{id} {title}"

    def _earned(self, facts: Facts, axis: str, control: str) -> str:
        _ = self.words
        parts = {
            "control": control,
            "strength": self.strength(str(facts["strength"])),
            "status": self.status(str(facts["status"])),
            "credit": _credit(facts["credit"]),
        }
        if axis == "likelihood":
            return _("{control} ({strength}, {status}): {credit} on likelihood.").format(**parts)
        return _("{control} ({strength}, {status}): {credit} on severity.").format(**parts)

    def _earns_nothing(self, facts: Facts, control: str) -> str:
        _ = self.words
        status = str(facts["status"])
        sentence = {
            "verified": _("{control} is too weak for this risk to earn a step."),
            "in_place": _(
                "{control} is in place, but at its strength only a verified control earns."
            ),
            "partly": _("{control} is only partly in place."),
            "planned": _("{control} is planned. Planned is not in place."),
            "not_in_place": _("{control} is not in place."),
        }.get(status, _("{control}: nobody knows whether it is in place."))
        return sentence.format(control=control)

    def _steps(self, facts: Facts, axis: str) -> str:
        _ = self.words
        before, after = _number(facts["from"]), _number(facts["to"])
        total = _credit(facts["sum"])
        if before == after:
            if axis == "likelihood":
                return _("Likelihood stays {rank} (sum {sum}).").format(rank=after, sum=total)
            return _("Severity stays {rank} (sum {sum}).").format(rank=after, sum=total)
        if axis == "likelihood":
            sentence = _("Likelihood falls from {before} to {after} (sum {sum}).")
        else:
            sentence = _("Severity falls from {before} to {after} (sum {sum}).")
        return sentence.format(before=before, after=after, sum=total)


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _credit(value: str | int | Fraction) -> str:
    from fractions import Fraction

    return credit(Fraction(value))
