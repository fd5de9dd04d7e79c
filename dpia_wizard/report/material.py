"""What every part of a report looks at: the assessment with all that is computed from it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from dpia_wizard.core.acceptance import Acceptance, acceptances
from dpia_wizard.core.findings import Stop, stops
from dpia_wizard.core.model import Assessment, Control
from dpia_wizard.core.participants import Participant, participants
from dpia_wizard.core.register import (
    NOT_RATED,
    RatedRisk,
    control_as_it_stands,
    no_longer_raised,
    rated,
    register,
)
from dpia_wizard.core.review_cycle import ReviewDue, review_due, stage_on
from dpia_wizard.core.sign_offs import unsigned_approval
from dpia_wizard.core.situation import FormSituation, situation
from dpia_wizard.core.workflow import APPROVALS, Stage, edition, standing_decision
from dpia_wizard.report.document import Span, Spans
from dpia_wizard.report.places import field_name, signature_questions
from dpia_wizard.wording import Wording
from dpia_wizard.wording.sign_offs import mark_told
from dpia_wizard.wording.workflow import role_name

if TYPE_CHECKING:
    from dpia_wizard.core.catalogue import Pack, Protocol
    from dpia_wizard.core.form import Question, Section
    from dpia_wizard.core.model import Action, Attachment
    from dpia_wizard.core.protocol import RegisteredProtocol
    from dpia_wizard.core.sign_offs import SignOffVerdict, Unsigned
    from dpia_wizard.core.voiding import Voided
    from dpia_wizard.texts import Words

COUNTRY, AREA, SENSITIVITY = "record.country", "record.area", "record.sensitivity"
CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks of direction, which would change the order of what stands around them."""
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_PLACE = re.compile(r"\{(\w+)\}")
_NO_BREAK = "\u00a0"


PROTOCOL_COPY = "record.protocol_copy"
"""The question whose attached file is the protocol itself."""


@dataclass(frozen=True)
class HistoryHead:
    """How far the history of the assessment goes: its last entry, and the hash that ties all."""

    entries: int
    last_id: str
    last_at: str
    hash: str = ""


@dataclass(frozen=True)
class Material:
    """An assessment, its pack, a language, and what is computed from them.

    ``today`` and ``on`` are ISO dates: of printing, and that evidence is measured against.
    """

    assessment: Assessment
    pack: Pack
    words: Words
    today: str
    on: str
    fingerprint: str
    copy_line: str = ""
    history: HistoryHead | None = None
    is_example: bool = False
    sign_offs: tuple[SignOffVerdict, ...] = ()
    copy_mark: str = ""
    voided: Mapping[str, Voided] = field(default_factory=dict)
    wording: Wording = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "wording", Wording(self.words, self.pack))

    # What is computed

    @cached_property
    def seen(self) -> FormSituation:
        """The assessment seen through its form."""
        return situation(self.pack.form, self.assessment)

    @cached_property
    def everything_rated(self) -> tuple[RatedRisk, ...]:
        """Every risk that is not dismissed, avoided ones included, the worst first."""
        return register(self.pack, self.assessment, on=self.on, seen=self.seen)

    @cached_property
    def risks(self) -> tuple[RatedRisk, ...]:
        """The risks that count: neither dismissed nor avoided."""
        return tuple(risk for risk in self.everything_rated if not risk.risk.avoided)

    @cached_property
    def set_aside(self) -> tuple[RatedRisk, ...]:
        """The risks that were avoided or dismissed, by id."""
        found = [
            rated(self.pack, self.assessment, risk, on=self.on, seen=self.seen)
            for risk in self.assessment.risks.values()
            if risk.dismissed or risk.avoided
        ]
        return tuple(sorted(found, key=lambda risk: (risk.risk.dismissed, risk.id)))

    @cached_property
    def no_longer_raised(self) -> frozenset[str]:
        """The risks that the answers raise no longer, and that stay in the register."""
        return no_longer_raised(self.pack, self.seen)

    @cached_property
    def stops(self) -> tuple[Stop, ...]:
        """Every stop condition and whether it holds."""
        return stops(self.pack, self.seen, self.everything_rated, today=self.today)

    @cached_property
    def controls(self) -> tuple[Control, ...]:
        """Every control of the assessment as it stands, by id."""
        ids = set(self.assessment.controls)
        ids |= {link.control for link in self.assessment.links.values()}
        return tuple(
            control_as_it_stands(self.pack, self.assessment, id, seen=self.seen)
            for id in sorted(ids)
        )

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """The actions: those that the start waits for first, then by due date."""
        return tuple(
            sorted(
                self.assessment.actions.values(),
                key=lambda action: (not action.blocks_start, action.due or "9999", action.id),
            )
        )

    @cached_property
    def action_number(self) -> dict[str, int]:
        """The number under which each action is printed."""
        return {action.id: number for number, action in enumerate(self.actions, 1)}

    def action_links(self, source: str) -> Spans:
        """The actions that a risk or a question asks for, as links."""
        _ = self.words
        mine = [action.id for action in self.actions if action.source == source]
        if not mine:
            return ()
        links = tuple((Span(str(self.action_number[id]), link=action_key(id)),) for id in mine)
        one, many = _("Action {actions}"), _("Actions {actions}")
        return self.spans(one if len(mine) == 1 else many, actions=self.joined(links, self.comma))

    @cached_property
    def protocol(self) -> Protocol | None:
        """The protocol (DPISP) that the assessment chose; else that of the country it names, if
        the pack knows it."""
        if self.chosen is not None:
            return self.chosen.head
        country = self.assessment.text(COUNTRY)
        mine = (p for p in self.pack.protocols if country and country in (p.country, p.id))
        return next(mine, None)

    @property
    def chosen(self) -> RegisteredProtocol | None:
        """The protocol of the register that the assessment rests on, or None."""
        return self.pack.chosen

    @cached_property
    def protocol_files(self) -> tuple[Attachment, ...]:
        """The copies of the protocol that are kept with the assessment."""
        files = self.assessment.attachments.values()
        return tuple(sorted((f for f in files if f.purpose == PROTOCOL_COPY), key=lambda f: f.name))

    @cached_property
    def edition(self) -> int:
        """The edition of the assessment."""
        return edition(self.assessment)

    @cached_property
    def groups(self) -> str:
        """The content fingerprint as it is printed: eight groups of four."""
        digits = self.fingerprint.upper()[:32]
        return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))

    # Words

    def clause(self, id: str) -> str:
        """The id of a clause with its number in the signed text, kept whole in a line."""
        named = self.wording.clause_id(id)
        return named if named == id else self.ltr(named)

    @property
    def comma(self) -> str:
        """What stands between the parts of a list."""
        return self.words(", ")

    def ltr(self, text: str) -> str:
        """An id, date, hash or address, kept whole inside a right-to-left line."""
        clean = CONTROLS.sub("", text)
        return f"\u2066{clean}\u2069" if clean and self.words.is_right_to_left else clean

    def own(self, text: str) -> str:
        """What somebody typed, each line in its own direction."""
        if not self.words.is_right_to_left and not _RIGHT_TO_LEFT.search(text):
            return text
        lines = (CONTROLS.sub("", line) for line in text.splitlines())
        return "\n".join(f"\u2068{line}\u2069" if line.strip() else "" for line in lines)

    def spans(self, sentence: str, **parts: Span | Spans | str) -> Spans:
        """A sentence with spans in its ``{places}``."""
        found: list[Span] = []
        at = 0
        for match in _PLACE.finditer(sentence):
            if match.start() > at:
                found.append(Span(sentence[at : match.start()]))
            part = parts.get(match[1], match[0])
            if isinstance(part, str):
                found.append(Span(part))
            elif isinstance(part, Span):
                found.append(part)
            else:
                found.extend(part)
            at = match.end()
        if at < len(sentence):
            found.append(Span(sentence[at:]))
        return tuple(found)

    def link(self, text: str, key: str, *, bold: bool = False) -> Spans:
        """A link that carries the page on paper: "R49, p. 4"."""
        _ = self.words
        return (
            Span(text, link=key, bold=bold),
            Span(_(", p. {page}"), link=key, page=True),
        )

    def clause_link(self, id: str) -> Spans:
        """A clause with its page in this report: "C16 · 5.1 (here p. 18)". Without "here" the page
        reads as one of the signed text."""
        key = clause_key(id)
        here = self.words("(here p. {page})").replace(" ", _NO_BREAK)
        page = Span(f" {here}", link=key, page=True)
        return (Span(self.clause(id), link=key), page)

    def joined(self, parts: list[Spans] | tuple[Spans, ...], separator: str = " · ") -> Spans:
        """*parts* in one line."""
        found: list[Span] = []
        for part in parts:
            if found:
                found.append(Span(separator))
            found.extend(part)
        return tuple(found)

    def place(self, likelihood: int, severity: int) -> str:
        """Two ranks under a chip: "L3 S4"."""
        _ = self.words
        return _("L{likelihood} S{severity}").format(likelihood=likelihood, severity=severity)

    @cached_property
    def state(self) -> str:
        """The state that stands on every page, as it is on the day of printing."""
        _ = self.words
        if self.stage not in ("approved", "approved_with_conditions", "expired"):
            return _("not yet approved")
        if self.approval_is_void:
            return _("approval holds no longer")
        return mark_told(_, self._approved(), self.unsigned)

    def _approved(self) -> str:
        _ = self.words
        until = self.approved_until
        if not until:
            return _("approved")
        if until < self.today:
            return _("approval ended on {date}").format(date=self.ltr(until))
        return _("approved until {date}").format(date=self.ltr(until))

    @cached_property
    def unsigned(self) -> Unsigned | None:
        """The approval that stands, where nobody signed it who should have."""
        return unsigned_approval(self.assessment, self.pack, self.sign_offs)

    @property
    def approval_is_void(self) -> bool:
        """Whether what the approval was signed for was changed since."""
        return self.void_approval is not None

    @cached_property
    def void_approval(self) -> SignOffVerdict | None:
        """The sign-off of the approval that stands, where what was signed was changed since. One
        that could never be relied on says nothing of it."""
        made = standing_decision(self.assessment)
        if made is None or made.kind not in APPROVALS:
            return None
        signed = [one for one in self.sign_offs if one.is_genuine and one.decision == made]
        return signed[-1] if signed and not signed[-1].counts else None

    @cached_property
    def sign_roles(self) -> Mapping[str, str]:
        """The words for each role that signs, by the name of its signature field."""
        questions = signature_questions(self.pack.form)
        found = {field_name(question): self.wording.question(question) for question in questions}
        return found | {
            one.field: role_name(self.words, one.field, one.agency) for one in self.participants
        }

    def signs_as(self, role: str) -> str:
        """The words for a role that signed, also where it has no place any more."""
        return self.sign_roles.get(role) or role_name(self.words, role)

    @cached_property
    def participants(self) -> tuple[Participant, ...]:
        """The agencies that sign for themselves."""
        return participants(self.pack, self.assessment)

    @cached_property
    def approved_until(self) -> str:
        """The date until which the newest approval holds, or an empty text."""
        return self.due.until or self.assessment.text("decision.until")

    @cached_property
    def due(self) -> ReviewDue:
        """When an approved assessment is looked at again."""
        return review_due(self.pack, self.seen, self.risks)

    @cached_property
    def stage(self) -> Stage:
        """Where it stands on the day of printing: an approval may have expired."""
        return stage_on(self.assessment, self.due, today=self.today)

    @cached_property
    def title(self) -> str:
        """The title of the assessment."""
        return self.assessment.text("record.title") or self.words("Assessment without a title")

    def section_of(self, question: Question) -> Section:
        """The section of a question."""
        return self.pack.form.section_of[question.id]

    def is_above_tolerance(self, risk: RatedRisk) -> bool:
        """Whether somebody senior must accept the risk."""
        return risk.level != NOT_RATED and self.pack.matrix.is_above_tolerance(risk.level)

    @cached_property
    def acceptances(self) -> Mapping[str, Acceptance]:
        """The newest acceptance of each risk above the tolerance."""
        return acceptances(self.pack, self.assessment, self.risks, today=self.today)

    @cached_property
    def accepted(self) -> frozenset[str]:
        """The risks above the tolerance that somebody bears today."""
        return frozenset(id for id, found in self.acceptances.items() if found.counts)


def question_key(id: str) -> str:
    """Where a question stands."""
    return f"q-{id}"


def section_key(id: str) -> str:
    """Where a section begins."""
    return f"section-{id}"


def risk_key(id: str) -> str:
    """Where a risk stands in full."""
    return f"risk-{id}"


def row_key(id: str) -> str:
    """Where a risk stands in the register."""
    return f"row-{id}"


def control_key(id: str) -> str:
    """Where a control stands among all controls."""
    return f"control-{id}"


def clause_key(id: str) -> str:
    """Where a clause stands in annex A."""
    return f"clause-{id}"


def action_key(id: str) -> str:
    """Where an action stands in the plan."""
    return f"action-{id}"
