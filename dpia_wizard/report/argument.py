"""Why a risk has its level: what was judged, what each control earned, who said what to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dpia_wizard.core.model import UNKNOWN
from dpia_wizard.report.document import Block, Heading, Reason, Reasons, Span, Spans, Text
from dpia_wizard.report.material import control_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dpia_wizard.core.model import Decision
    from dpia_wizard.core.register import RatedRisk
    from dpia_wizard.core.scoring import Reason as Computed
    from dpia_wizard.report.material import Material

_BEFORE = ("unknown_likelihood", "no_evidence", "irreversible", "inherent")


def set_by(m: Material, risk: RatedRisk) -> str:
    """Who set a level other than the one that the evidence supports; empty when nobody did."""
    _ = m.words
    if risk.score is None or risk.level == risk.score.today.level:
        return ""
    supported = m.wording.level(risk.score.today.level)
    if risk.overridden:
        return _("Set lower by the supervisor; the evidence supports {level}.").format(
            level=supported
        )
    if risk.decision is not None and risk.decision.level == risk.level:
        return _("Set higher by the supervisor; the evidence supports {level}.").format(
            level=supported
        )
    return _("Set higher by the team; the evidence supports {level}.").format(level=supported)


def argument(m: Material, risk: RatedRisk) -> list[Block]:
    """The numbered steps from what was judged to the level, exactly as scoring gave them."""
    _ = m.words
    score = risk.score
    if score is None:
        asked = _("severity") if risk.risk.likelihood else _("likelihood")
        if risk.risk.likelihood == UNKNOWN:
            asked = _("severity")
        sentence = _("Not rated: {what} is still open.").format(what=asked)
        return [Text((Span(sentence),))]
    steps = [
        Reason(_("As judged"), _judged_so(m, risk, score.reasons)),
        Reason(_("Likelihood"), _axis(m, score.reasons, "likelihood")),
        Reason(_("Severity"), _axis(m, score.reasons, "severity")),
        Reason(_("Today"), (*_said(m, score.reasons, "result"), *_judged(m, risk))),
    ]
    ahead = _ahead(m, risk)
    if ahead:
        steps.append(Reason(_("If the plan is done"), ahead))
    note = _(
        "{matrix}, rule edition {edition}, evidence as of {date}. The rule is a proposal: no"
        " published humanitarian standard gives a number."
    ).format(
        matrix=m.words.pack("matrix.title", m.pack.matrix.title),
        edition=score.rule_edition,
        date=m.ltr(m.on),
    )
    blocks: list[Block] = []
    if m.is_above_tolerance(risk):
        title = _("Why {level}").format(level=m.wording.level(risk.level))
        blocks.append(Heading(title, 2))
    blocks.append(Reasons(tuple(steps), note))
    return blocks


def _judged_so(m: Material, risk: RatedRisk, reasons: Iterable[Computed]) -> Spans:
    """Where the risk stands before controls, and why the team put it there."""
    parts = (_said(m, reasons, *_BEFORE), judgement(m, risk))
    return m.joined(tuple(part for part in parts if part), between_words(m))


def judgement(m: Material, risk: RatedRisk) -> Spans:
    """Why the team judged a risk so likely and so grave, in its own words."""
    _ = m.words
    record = risk.risk
    parts: list[Spans] = []
    if record.likelihood_reason:
        text = m.own(ended(record.likelihood_reason))
        label = Span(f"{_('Likelihood')}:{between_words(m)}")
        parts.append((label, Span(text)))
    if record.likelihood and record.evidence:
        known = _("Known by: {evidence}.").format(evidence=m.wording.evidence(record.evidence))
        parts.append((Span(known),))
    if record.severity_reason:
        text = m.own(ended(record.severity_reason))
        label = Span(f"{_('Severity')}:{between_words(m)}")
        parts.append((label, Span(text)))
    return m.joined(tuple(parts), between_words(m))


def between_words(m: Material) -> str:
    """What stands between our words and a team's: beside words that run the other way, a
    sentence needs a line of its own."""
    return "\n" if m.words.is_right_to_left else " "


def ended(text: str) -> str:
    """*text* with a full stop, if it ends with nothing of the kind."""
    text = text.strip()
    return text if not text or text[-1] in ".!?؟。" else f"{text}."


def _said(m: Material, reasons: Iterable[Computed], *codes: str) -> Spans:
    texts = [m.wording.reason(r, m.assessment) for r in reasons if r.code in codes]
    return (Span(" ".join(texts)),)


def _axis(m: Material, reasons: Iterable[Computed], axis: str) -> Spans:
    """Everything that was said about one axis; a control's number leads to its row."""
    parts: list[Span] = []
    for reason in reasons:
        about = reason.facts.get("axis")
        if reason.code == "no_severity_step":
            about = "severity"
        if reason.code == "remote_needs_verified":
            about = "likelihood"
        if about != axis:
            continue
        text = m.wording.reason(reason, m.assessment)
        control = str(reason.facts.get("control", ""))
        if parts:
            parts.append(Span(" "))
        if control and text.startswith(control):
            parts.append(Span(control, link=control_key(control)))
            text = text[len(control) :]
        parts.append(Span(text, bold=reason.code == "steps"))
    return tuple(parts)


def _judged(m: Material, risk: RatedRisk) -> Spans:
    """What the team and the supervisor said to the level."""
    _ = m.words
    parts: list[str] = []
    said = set_by(m, risk)
    if said:
        parts.append(said)
    if risk.risk.stated_reason:
        parts.append(m.own(ended(risk.risk.stated_reason)))
    if not said and risk.is_confirmed:
        parts.append(_("The team confirmed it."))
    decision = risk.decision
    if decision is not None:
        parts.append(decision_sentence(m, decision))
    between = between_words(m)
    return (Span(f"{between}{between.join(parts)}"),) if parts else ()


def decision_sentence(m: Material, decision: Decision) -> str:
    """What somebody decided about a risk, with the date and the post."""
    _ = m.words
    sentence = {
        "confirmed": _("{who} confirmed {level} on {date}."),
        "raised": _("{who} raised it to {level} on {date}."),
        "lowered": _("{who} lowered it to {level} on {date}."),
        "accepted": _("{who} accepted {level} on {date}."),
    }.get(decision.kind, _("{who} decided on {date}."))
    return sentence.format(
        who=m.own(decision.by) or _("Somebody"),
        level=m.wording.level(decision.level),
        date=m.ltr(decision.at[:10]),
    )


def _ahead(m: Material, risk: RatedRisk) -> Spans:
    """What the plan would add to today; nothing when it changes nothing."""
    _ = m.words
    score = risk.score
    if score is None:
        return ()
    today = {m.wording.reason(reason, m.assessment) for reason in score.reasons}
    texts = [m.wording.reason(reason, m.assessment) for reason in score.projected_reasons]
    more = [text for text in dict.fromkeys(texts) if text not in today]
    if not more:
        return ()
    return (Span(f"{' '.join(more)} {_('Never used to approve.')}"),)
