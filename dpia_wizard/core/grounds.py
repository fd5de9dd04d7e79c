"""What the risks of an assessment are rated from, looked up once for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.model import UNKNOWN, Assessment, Control, Decision, Link
from dpia_wizard.core.scoring import counted_status
from dpia_wizard.core.situation import FormSituation, situation
from dpia_wizard.core.team import TeamRatings, standing_ratings
from dpia_wizard.core.workflow import JUDGEMENTS, matrix_changed

STATUS_OF_ANSWER = {"yes": "in_place", "partly": "partly", "no": "not_in_place", "unknown": UNKNOWN}
"""What an answer in the security section says about a control; with evidence seen: verified."""


Linked = tuple[tuple[Link, Control], ...]
"""The controls linked to a risk as they stand."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """An assessment on the date *on* (ISO), ready to have its risks rated."""

    pack: Pack
    assessment: Assessment
    on: str
    seen: FormSituation
    links: Mapping[str, list[Link]]
    words: Mapping[str, list[Decision]]
    by_team: Mapping[str, TeamRatings]
    _controls: dict[str, Control] = field(default_factory=dict)

    def controls_of(self, risk: str) -> Linked:
        """The controls linked to *risk*, by control id."""
        return tuple((link, self._control(link.control)) for link in self.links.get(risk, ()))

    def words_on(self, risk: str) -> tuple[Decision, ...]:
        """What supervisors said of *risk* since the matrix of today is used, the newest first."""
        return tuple(self.words.get(risk, ()))

    def _control(self, id: str) -> Control:
        found = self._controls.get(id)
        if found is None:
            found = control_as_it_stands(self.pack, self.assessment, id, seen=self.seen)
            self._controls[id] = found
        return found


def grounds(
    pack: Pack, assessment: Assessment, *, on: str, seen: FormSituation | None = None
) -> Grounds:
    """What the risks of *assessment* are rated from; *seen* saves looking at the form again."""
    links: dict[str, list[Link]] = {}
    for link in sorted(assessment.links.values(), key=lambda link: link.control):
        links.setdefault(link.risk, []).append(link)
    since = matrix_changed(assessment)
    words: dict[str, list[Decision]] = {}
    newest_first = sorted(assessment.decisions.values(), key=lambda d: (d.at, d.id), reverse=True)
    taken_back: set[str] = set()  # the risks that nobody bears any more
    for word in newest_first:
        if word.kind == "withdrawn":
            taken_back.add(word.about)
        elif word.kind == "accepted" and word.about in taken_back:
            continue
        elif word.about and word.at > since and word.kind in JUDGEMENTS:
            words.setdefault(word.about, []).append(word)
    if seen is None:
        seen = situation(pack.form, assessment)
    return Grounds(pack, assessment, on, seen, links, words, standing_ratings(assessment))


def is_there(pack: Pack, assessment: Assessment, control: str) -> bool:
    """Whether *control* is one of the catalogue or of this work: else it was deleted."""
    return control in pack.control or control in assessment.controls


def control_as_it_stands(
    pack: Pack, assessment: Assessment, control: str, *, seen: FormSituation | None = None
) -> Control:
    """The control with what is empty filled from the answer to its security measure.

    A measure that is not asked counts for nothing. *seen* saves looking at the whole form again.
    """
    record = assessment.controls.get(control, Control(control))
    if record.status:
        return record
    question = pack.measure.get(control)
    answer = None if question is None else assessment.answers.get(question.id)
    if question is None or answer is None or not isinstance(answer.value, str):
        return replace(record, status=UNKNOWN)
    if seen is None:
        seen = situation(pack.form, assessment)
    if question.id not in seen.active:
        return replace(record, status=UNKNOWN)
    status = STATUS_OF_ANSWER.get(answer.value, UNKNOWN)
    if status == "in_place" and answer.evidence.strip() and answer.seen:
        status = "verified"
    return replace(
        record,
        status=status,
        evidence=record.evidence or answer.evidence,
        evidence_date=record.evidence_date or answer.seen,
    )


def status_that_counts(control: Control, on: str) -> str:
    """The status a control counts with: verified only by evidence named and seen in the 12
    months before the ISO date *on* (`scoring.counted_status`)."""
    seen = control.evidence_date if control.evidence.strip() else ""
    return counted_status(control.status, seen, on)
