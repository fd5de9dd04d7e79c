"""The sentences for computed things, the same on screen, on paper and on the command line."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.findings import Proposal
from dpia_wizard.core.form import Choice, Question
from dpia_wizard.core.model import Assessment, Control, Risk
from dpia_wizard.core.scoring import Reason, Score
from dpia_wizard.core.workflow import Refusal
from dpia_wizard.errors import UserError
from dpia_wizard.texts import Words

HALF = Fraction(1, 2)
Facts = Mapping[str, str | int | Fraction | bool]


def error(words: Words, failure: UserError) -> str:
    """What a `UserError` says in this language."""
    sentence = words(failure.message)
    return sentence.format(**failure.facts) if failure.facts else sentence


def credit(value: Fraction) -> str:
    """A credit in steps: 0, ½, 1, 1½ and so on."""
    whole, rest = divmod(value, 1)
    half = "½" if rest == HALF else "" if rest == 0 else f" {rest}"
    return f"{whole}{half}" if whole or not half else half


class Wording:
    """The words of one language for one pack: names of its parts and sentences about them."""

    def __init__(self, words: Words, pack: Pack) -> None:
        self.words = words
        self.pack = pack

    # Names of the pack's parts

    def level(self, id: str) -> str:
        """The name of a risk level; "Not rated" for one that is not there."""
        level = self.pack.matrix.level.get(id)
        if level is None:
            return self.words("Not rated")
        return self.words.pack(f"level.{id}.name", level.name)

    def level_meaning(self, id: str) -> str:
        """What a level asks for."""
        level = self.pack.matrix.level.get(id)
        return "" if level is None else self.words.pack(f"level.{id}.meaning", level.meaning)

    def likelihood(self, rank: int) -> str:
        """The name of a likelihood by its rank, from 1."""
        point = self.pack.matrix.likelihoods[rank - 1]
        return self.words.pack(f"likelihood.{point.id}.name", point.name)

    def severity(self, rank: int) -> str:
        """The name of a severity by its rank, from 1."""
        point = self.pack.matrix.severities[rank - 1]
        return self.words.pack(f"severity.{point.id}.name", point.name)

    def anchor(self, scale: str, rank: int) -> str:
        """What can be observed at a point of the scale "likelihood" or "severity"."""
        matrix = self.pack.matrix
        points = matrix.likelihoods if scale == "likelihood" else matrix.severities
        point = points[rank - 1]
        return self.words.pack(f"{scale}.{point.id}.anchor", point.anchor)

    def example(self, scale: str, rank: int) -> str:
        """An example of a point of the scale "likelihood" or "severity"."""
        matrix = self.pack.matrix
        points = matrix.likelihoods if scale == "likelihood" else matrix.severities
        point = points[rank - 1]
        return self.words.pack(f"{scale}.{point.id}.example", point.example)

    def phase(self, id: str) -> str:
        """The title of a phase."""
        title = next((phase.title for phase in self.pack.form.phases if phase.id == id), id)
        return self.words.pack(f"phase.{id}.title", title)

    def section(self, id: str) -> str:
        """The title of a section."""
        section = self.pack.form.section(id)
        return id if section is None else self.words.pack(f"section.{id}.title", section.title)

    def section_summary(self, id: str) -> str:
        """What a section settles, in one sentence."""
        section = self.pack.form.section(id)
        return "" if section is None else self.words.pack(f"section.{id}.summary", section.summary)

    def question(self, question: Question, part: str = "label") -> str:
        """A text of a question: label, hint, add, none, why or example."""
        source = {
            "label": question.label,
            "hint": question.hint,
            "add": question.add,
            "none": question.none,
            "why": question.help.why,
            "example": question.help.example,
        }[part]
        return self.words.pack(f"question.{question.id}.{part}", source)

    def column(self, question: Question, column: str) -> str:
        """The heading of a table's column."""
        found = next((c.label for c in question.columns if c.id == column), column)
        return self.words.pack(f"column.{question.id}.{column}.label", found)

    def choice(self, question: Question, choice: str, column: str = "") -> str:
        """The words of a choice of a question, or of a table's column."""
        choices = question.choices
        if column:
            choices = next((c.choices for c in question.columns if c.id == column), ())
        found = next((c for c in choices if c.id == choice), None)
        if found is None:
            return self.plain_choice(choice)
        return self.words.pack(f"{found.address}.label", found.label)

    def choice_hint(self, choice: Choice) -> str:
        """What a choice means."""
        return self.words.pack(f"{choice.address}.hint", choice.hint)

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

    def group(self, id: str) -> str:
        """The title of a group of risks."""
        title = next((group.title for group in self.pack.groups if group.id == id), id)
        return self.words.pack(f"group.{id}.title", title)

    def risk(self, risk: Risk | str, part: str = "title") -> str:
        """A text of a risk: title, threat_source, event, vulnerability or harm; the team's own
        words where it wrote some, else the catalogue's."""
        if isinstance(risk, Risk):
            own: str = getattr(risk, part, "")
            if own:
                return own
        id = risk.id if isinstance(risk, Risk) else risk
        known = self.pack.risk.get(id)
        if known is None:
            return ""
        source: str = getattr(known, part)
        return self.words.pack(f"risk.{id}.{part}", source)

    def control(self, control: Control | str, part: str = "title") -> str:
        """A text of a control: title, what or evidence; the team's own title where it has one."""
        if isinstance(control, Control) and part == "title" and control.title:
            return control.title
        id = control.id if isinstance(control, Control) else control
        known = self.pack.control.get(id)
        if known is None:
            return id
        source: str = getattr(known, part)
        return self.words.pack(f"control.{id}.{part}", source)

    def clause(self, id: str, part: str = "title") -> str:
        """A text of a clause: title or paraphrase."""
        clause = self.pack.clause.get(id)
        if clause is None:
            return id
        source: str = getattr(clause, part)
        return self.words.pack(f"clause.{id}.{part}", source)

    def stop(self, id: str, part: str = "text") -> str:
        """A text of a stop condition: text or lifts."""
        stop = next((stop for stop in self.pack.stop_conditions if stop.id == id), None)
        if stop is None:
            return id
        source: str = getattr(stop, part)
        return self.words.pack(f"stop.{id}.{part}", source)

    # Names of fixed lists

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

    def stage(self, stage: str) -> str:
        """The name of a stage."""
        _ = self.words
        return {
            "draft": _("Draft"),
            "in_review": _("In review"),
            "returned": _("Returned"),
            "approved": _("Approved"),
            "approved_with_conditions": _("Approved with conditions"),
            "rejected": _("Rejected"),
        }.get(stage, stage)

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
        return {"open": _("Open"), "begun": _("Begun"), "done": _("Done")}.get(status, status)

    # Sentences

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
                ).format(due=facts["due"], **named)
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

    def arrow_sum(self, score: Score) -> str:
        """The steps of today in one line: "Likelihood 3 to 2 · severity stays 4"."""
        steps = [reason for reason in score.reasons if reason.code == "steps"]
        return " · ".join(self.reason(step) for step in steps)

    def refusal(self, refusal: Refusal) -> str:
        """Why a move cannot be made now."""
        _ = self.words
        match refusal.code:
            case "not_now":
                return _("The assessment is not at a stage where this can be done.")
            case "author_reviews":
                return _("You wrote this assessment, so somebody else must review it.")
            case "not_rated":
                return _("{risk} is not rated.").format(risk=refusal.about)
            case "not_confirmed":
                return _("{risk}: its level today is not confirmed.").format(risk=refusal.about)
            case "not_reviewed":
                return _("{risk}: the supervisor has not confirmed or raised it.").format(
                    risk=refusal.about
                )
            case "stop":
                return _("Stop condition {stop}: {text}").format(
                    stop=refusal.about, text=self.stop(refusal.about)
                )
            case _:
                return refusal.code

    def proposal(self, proposal: Proposal) -> str:
        """The words of a proposed action."""
        _ = self.words
        question = self.pack.form.by_id.get(proposal.source)
        match proposal.why:
            case "unknown":
                return _("Find out: {question}").format(question=self._asked(question))
            case "critical_no":
                return _("Put in place: {control}").format(control=self.control(proposal.control))
            case "no_protocol":
                return _("Agree and sign a protocol (DPISP) with the agencies you share with.")
            case "above_tolerance":
                return _("Lower {risk} {title}, or stop this processing.").format(
                    risk=proposal.source, title=self.risk(proposal.source)
                )

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
            "credit": credit(Fraction(facts["credit"])),
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
        total = credit(Fraction(facts["sum"]))
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
