"""An open assessment: what it is, what is computed from it, and every change made to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from dpia_wizard.core import (
    acceptance,
    action_plan,
    change,
    findings,
    moving,
    register,
    team,
    upgrade,
    wizard,
)
from dpia_wizard.core.acceptance import Acceptance
from dpia_wizard.core.catalogue import CatalogueRisk, Pack
from dpia_wizard.core.change import Change, Step, Undo
from dpia_wizard.core.form import Question
from dpia_wizard.core.model import (
    Answer,
    Assessment,
    Attachment,
    Decision,
    Rating,
    Record,
    Remark,
    Row,
    SignOff,
    Value,
)
from dpia_wizard.core.register import Offer, RatedRisk
from dpia_wizard.core.review_cycle import ReviewDue, review_due, stage_on
from dpia_wizard.core.seal import PURPOSE, SealStanding, is_sealed
from dpia_wizard.core.sign_offs import SignOffVerdict, Unsigned, standings, unsigned_approval
from dpia_wizard.core.situation import FormSituation, situation
from dpia_wizard.core.summary import Summary
from dpia_wizard.core.summing_up import summary
from dpia_wizard.core.wizard import SectionState
from dpia_wizard.core.workflow import Move, Stage, assessment_date, may_edit, stage
from dpia_wizard.errors import NotAllowed
from dpia_wizard.workspace.drafts import Drafts


class Editing:
    """One assessment open for work. Every change is kept by *keep* before it counts here.

    ``pack`` is the one that the assessment is made with; where a step pins another form or
    matrix, *pack_of* gives it.

    What is computed (what is asked, the register, the sections) is computed once per change.
    """

    def __init__(
        self,
        assessment: Assessment,
        pack: Pack,
        *,
        keep: Callable[[Step], None],
        today: Callable[[], str],
        now: Callable[[], str],
        new_id: Callable[[], str],
        drafts: Drafts,
        keep_file: Callable[[bytes], str] | None = None,
        verdicts_of: Callable[[Assessment, Pack], Sequence[SignOffVerdict]] | None = None,
        pack_of: Callable[[Assessment], Pack] | None = None,
        asked_before: Callable[[str], tuple[Question, ...]] | None = None,
    ) -> None:
        self.pack = pack
        self._pack_of = pack_of
        self._asked_before = asked_before
        self._assessment = assessment
        self._last_risks: tuple[RatedRisk, ...] = ()  # rated anew only where something changed
        self._keep = keep
        self._today = today
        self._now = now
        self.new_id = new_id
        self._keep_file = keep_file
        self._verdicts_of = verdicts_of
        self.undo_stack = Undo()
        self.drafts = drafts

    @property
    def assessment(self) -> Assessment:
        """The assessment as it stands."""
        return self._assessment

    @property
    def may_edit(self) -> bool:
        """Whether the team may change answers, risks and controls now."""
        return may_edit(self._assessment)

    def may_answer(self, question: str) -> bool:
        """Whether *question* may be answered now: those of the review also during the review, and
        the log of reviews once it is approved."""
        if self.may_edit:
            return True
        if stage(self._assessment) != "in_review":
            return question == self.pack.workflow.cycle.log
        section = self.pack.form.section_of.get(question)
        return section is not None and section.page == "review"

    @property
    def may_note(self) -> tuple[str, ...]:
        """The fields of actions that may be changed now where the team may change nothing else."""
        return action_plan.noted(self.pack.seal, self._assessment)

    @property
    def today(self) -> str:
        """The date of today here (ISO)."""
        return self._today()

    def now(self) -> str:
        """The moment that it is here (ISO)."""
        return self._now()

    @property
    def on(self) -> str:
        """The date that evidence is measured against (ISO)."""
        return assessment_date(self._assessment, self._today())

    @cached_property
    def seen(self) -> FormSituation:
        """The assessment seen through its form."""
        return situation(self.pack.form, self._assessment)

    @cached_property
    def risks(self) -> tuple[RatedRisk, ...]:
        """The register, the worst first."""
        return register.worst_first(self.pack, self._risk.values())

    @cached_property
    def _risk(self) -> dict[str, RatedRisk]:
        """Every risk by its id, dismissed ones included."""
        self._last_risks = register.every_risk(
            self.pack, self._assessment, on=self.on, seen=self.seen, before=self._last_risks
        )
        return {risk.id: risk for risk in self._last_risks}

    @property
    def acceptances(self) -> Mapping[str, Acceptance]:
        """The newest acceptance of each risk above the tolerance, and whether it counts today."""
        return acceptance.acceptances(self.pack, self._assessment, self.risks, today=self.today)

    @cached_property
    def offers(self) -> tuple[Offer, ...]:
        """The risks that the catalogue proposes now."""
        return register.offers(self.pack, self.seen)

    @cached_property
    def no_longer_raised(self) -> frozenset[str]:
        """The risks that the answers raise no longer, and that stay in the register."""
        return register.no_longer_raised(self.pack, self.seen)

    @cached_property
    def sections(self) -> tuple[SectionState, ...]:
        """The sections and how they stand."""
        return wizard.sections(self.pack, self.seen, self.risks)

    @cached_property
    def stops(self) -> tuple[findings.Stop, ...]:
        """The stop conditions and whether they hold."""
        return findings.stops(self.pack, self.seen, self.risks, today=self.today)

    @cached_property
    def proposals(self) -> tuple[findings.Proposal, ...]:
        """The actions that the assessment asks for."""
        return findings.proposals(self.pack, self.seen, self.risks, self.stops)

    def rated(self, risk: str) -> RatedRisk | None:
        """A risk of the register, dismissed ones included; None when it is not there."""
        return self._risk.get(risk)

    @cached_property
    def sign_off_verdicts(self) -> Sequence[SignOffVerdict]:
        """What can be said of each sign-off, the oldest first (`sign_offs.verdict`)."""
        of, assessment = self._verdicts_of, self._assessment
        return () if of is None or not assessment.sign_offs else of(assessment, self.pack)

    @property
    def unsigned(self) -> Unsigned | None:
        """The approval that stands, where nobody signed it who should have."""
        return unsigned_approval(self._assessment, self.pack, self.sign_off_verdicts)

    def look_at_signers(self) -> bool:
        """Look at the sign-offs again, as keys may be known since; whether they stand otherwise."""
        before = self.__dict__.pop("sign_off_verdicts", self.sign_off_verdicts)
        return bool(before != self.sign_off_verdicts)

    @property
    def seals(self) -> Mapping[str, SealStanding]:
        """How each sign-off that is right stands today, by its id (`sign_offs.standings`)."""
        return standings(self.sign_off_verdicts)

    @property
    def due(self) -> ReviewDue:
        """When an approved assessment is looked at again."""
        return review_due(self.pack, self.seen, self.risks)

    @property
    def stage(self) -> Stage:
        """Where it stands today: an approval may have expired."""
        return stage_on(self._assessment, self.due, today=self.today)

    @property
    def moves(self) -> tuple[Move, ...]:
        """The moves that the stage allows today, whoever makes them."""
        return moving.possible(self.pack, self.seen, self.risks, today=self.today)

    def summary(self) -> Summary:
        """The line of this assessment in the library."""
        return summary(self.pack, self._assessment, today=self._today())

    # What people do

    def do(self, name: str, changes: Iterable[Change | None], *, by: str = "") -> Step | None:
        """Keep *changes* as one step; None when they change nothing. *by* is the post of who did
        it, where it need not be who works here.

        Raises `NotAllowed` while the assessment is with the supervisor or approved, and
        `StorageTrouble` when it cannot be kept; then nothing has changed.
        """
        step = change.step(name, changes, by=by)
        if step is None:
            return None
        self._check(step)
        self._take(step)
        self.undo_stack.add(step)
        return step

    def put(self, name: str, *records: Record, by: str = "") -> Step | None:
        """Keep *records* as one step (`do`)."""
        return self.do(name, [change.put(self._assessment, record) for record in records], by=by)

    def remove(self, name: str, *records: Record) -> Step | None:
        """Take *records* out as one step."""
        return self.do(name, [change.remove(self._assessment, record) for record in records])

    def answer(self, question: str, **fields: Value) -> Step | None:
        """Set fields of an answer (``value``, ``note``, ``evidence``, ``seen``)."""
        before = self._assessment.answers.get(question, Answer(question))
        after = replace(before, **fields)  # type: ignore[arg-type]  # fields of Answer, by name
        if after == Answer(question):
            return self.remove("answer", before)
        return self.put("answer", after)

    def add_row(self, question: str, **cells: str | tuple[str, ...]) -> Row:
        """Add a row at the end of a table, taking back "there is none"; gives the new row."""
        rows = self._assessment.rows_of(question)
        position = rows[-1].position + 1 if rows else 0
        row = Row(self.new_id(), question, position, cells)
        said = self._assessment.answers.get(question)
        cleared = change.remove(self._assessment, said) if said and said.value else None
        self.do("add a row", [cleared, change.put(self._assessment, row)])
        return row

    @property
    def can_attach(self) -> bool:
        """Whether files can be kept with this assessment here."""
        return self._keep_file is not None

    def attach(self, purpose: str, name: str, data: bytes) -> Step | None:
        """Keep the bytes of a file called *name* for the question *purpose*."""
        if self._keep_file is None:
            raise NotAllowed("Files cannot be kept with this assessment here.")
        sha256 = self._keep_file(data)
        file = Attachment(self.new_id(), name, sha256, len(data), purpose)
        return self.put("attach a file", file)

    def set_person(self, question: str, **cells: str) -> Step | None:
        """Set cells of a person, file or signature question (its one row)."""
        before = self._assessment.rows.get(question, Row(question, question))
        after = replace(before, cells={k: v for k, v in {**before.cells, **cells}.items() if v})
        if not after.cells:
            return self.remove("answer", before)
        return self.put("answer", after)

    def take_up(self, risk: CatalogueRisk) -> Step | None:
        """Put an offered risk into the register with its controls."""
        return self.put("add a risk", *register.taken_up(self._assessment, risk))

    def remark(self, place: str, text: str, *, by: str) -> Step | None:
        """Add a remark on a question, risk or control."""
        return self.put("remark", Remark(self.new_id(), place, text, by, self._now()))

    def asked_before(self, question: str) -> tuple[Question, ...]:
        """A question as the other editions of the form ask it that are here, the newest first."""
        return () if self._asked_before is None else self._asked_before(question)

    def preview_form(self, after: Pack, *, told: upgrade.Told | None = None) -> upgrade.Preview:
        """What moving to another edition of the form would do (`upgrade.preview`)."""
        return upgrade.preview(self.pack, after, self._assessment, on=self.on, told=told)

    def use_form(self, shown: upgrade.Preview, *, told: upgrade.Told | None = None) -> Step | None:
        """Move to another edition of the form, as *shown*. Raises `NotAllowed` when the
        assessment changed since it was shown."""
        if shown.before != self.pack or shown != self.preview_form(shown.after, told=told):
            raise NotAllowed("The assessment changed since this was shown. Look at it again.")
        return self.do(upgrade.NAME, shown.changes)

    def undo(self) -> Step | None:
        """Take the last step back; gives what was done, or None."""
        return self._again(self.undo_stack.back, self.undo_stack.forward)

    def redo(self) -> Step | None:
        """Bring back what was undone; gives what was done, or None."""
        return self._again(self.undo_stack.forward, self.undo_stack.back)

    def _check(self, step: Step) -> None:
        if any(_is_signed(one.record) and one.before is not None for one in step.changes):
            raise NotAllowed("What was signed is neither changed nor taken back.")
        if not self.may_edit and not all(map(self._is_of_review, step.changes)):
            raise NotAllowed(
                "This assessment is closed for changes. Return it or open it again first."
            )

    def _is_of_review(self, changed: Change) -> bool:
        """Whether a change may be made while the team may not edit."""
        record = changed.record
        if isinstance(record, Rating):
            return record.round.startswith(team.REVIEW_ROUND)
        if isinstance(record, Decision | Remark | SignOff):
            return True
        if isinstance(record, Attachment):
            return is_sealed(record)
        if isinstance(record, Answer | Row):
            return self.may_answer(record.question if isinstance(record, Row) else record.id)
        return action_plan.only_notes(changed, self.may_note)

    def _again(
        self, move: Callable[[], Step | None], back: Callable[[], Step | None]
    ) -> Step | None:
        step = move()
        if step is None:
            return None
        try:
            self._check(step)
            if any(map(_is_final, step.changes)):
                raise NotAllowed("What was decided is not undone. Open the assessment again.")
            self._take(step)
        except BaseException:
            back()
            raise
        return step

    def _take(self, step: Step) -> None:
        after = change.apply(self._assessment, *step.changes)
        pack = self.pack
        if self._pack_of is not None and after.pins != self._assessment.pins:
            pack = self._pack_of(after)
        self._keep(step)
        self._assessment, self.pack = after, pack
        for name in (
            "seen",
            "sign_off_verdicts",
            "risks",
            "_risk",
            "offers",
            "no_longer_raised",
            "sections",
            "stops",
            "proposals",
        ):
            self.__dict__.pop(name, None)


def _is_signed(record: Record) -> bool:
    """Whether *record* is a sign-off or the content that one covers."""
    is_seal = isinstance(record, Attachment) and record.purpose == PURPOSE
    return is_seal or isinstance(record, SignOff)


def _is_final(changed: Change) -> bool:
    """Whether a change takes back or brings back a decision other than the sending, or what a
    reviewer rated before seeing the team's rating."""
    record = changed.record
    if isinstance(record, Rating):
        return record.round.startswith(team.REVIEW_ROUND)
    return isinstance(record, Decision) and not record.about and record.kind != "sent"
