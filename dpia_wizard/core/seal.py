"""What a sign-off covers, and whether it still does: what was changed since and what that means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal

from dpia_wizard.core.correction import CorrectionRule, is_correction
from dpia_wizard.core.form import Form
from dpia_wizard.core.model import (
    Answer,
    Assessment,
    Attachment,
    Decision,
    Record,
    Row,
    SignOff,
)
from dpia_wizard.core.participants import role_of
from dpia_wizard.core.whereabouts import place_of
from dpia_wizard.core.workflow import REVIEWED

PURPOSE = "seal"
"""The purpose of the attachment that keeps the sealed content of a sign-off."""

SIGNED_PAGE = "signed_page"
"""The purpose of a page that was signed in ink, scanned and kept."""

APART = frozenset({PURPOSE, SIGNED_PAGE})
"""The purposes of attachments that stand under the content and are not part of it."""

COVERED_ALWAYS = ("pins", "answers", "rows", "risks", "controls", "links", "decisions")
"""The collections that every sign-off covers, whatever a pack says; of decisions what was said of a
risk, because its level may rest on it."""

MORE = ("actions", "attachments")
"""The collections that a pack may put outside."""

TEXT_KINDS = frozenset({"text", "long_text"})

SealState = Literal["holds", "corrected", "void"]


@dataclass(frozen=True, slots=True)
class SealRule:
    """What sign-offs cover, as a pack says it.

    ``outside`` are questions, or sections with all of theirs, that a sign-off leaves out, unless
    ``besides`` names the question for the role that signs. ``texts`` are the fields that hold free
    text, by collection; ``free`` are those that may change. ``judgements`` are the words on risks
    that void an approval when they are said after it.
    """

    covers: tuple[str, ...] = (*COVERED_ALWAYS, *MORE)
    outside: tuple[str, ...] = ()
    besides: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    free: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    judgements: tuple[str, ...] = ("raised", "lowered", "withdrawn")
    corrections: CorrectionRule = field(default_factory=CorrectionRule)

    def leaves_out(self, question: str, role: str) -> bool:
        """Whether a sign-off in *role* says nothing of *question*."""
        if question in self.besides.get(role, ()):
            return False
        return any(question == one or question.startswith(f"{one}.") for one in self.outside)


@dataclass(frozen=True, slots=True)
class Sealed:
    """The content that somebody signed (`sealed`), with the rule that said what it covers."""

    rule: SealRule
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that is not as it was signed.

    ``place`` is the question, risk or control to look at ("" for form, matrix and protocol, whose
    ``id`` tells which). ``field`` is "" where the whole record came or went; then the side where
    it is not there is None. For a table's row it is the column.
    """

    collection: str
    id: str
    place: str
    field: str
    before: object = None
    after: object = None


@dataclass(frozen=True, slots=True)
class SealStanding:
    """How a sign-off stands today: it holds, as it was or with small ``corrections`` only; or it
    is void because of ``changes`` and of the ``judgements`` made since."""

    corrections: tuple[Changed, ...] = ()
    changes: tuple[Changed, ...] = ()
    judgements: tuple[Decision, ...] = ()

    @property
    def standing(self) -> SealState:
        """The one word for it."""
        if self.changes or self.judgements:
            return "void"
        return "corrected" if self.corrections else "holds"

    @property
    def counts(self) -> bool:
        """Whether what was signed is still what is there."""
        return self.standing != "void"


def signs_as(role: str, decision: str) -> str:
    """The role by which it is told what a sign-off covers: an agency that signs a *decision* for
    itself signs what was decided, one that signs before it does not."""
    return role_of(role) if decision else role


def sealed(rule: SealRule, assessment: Assessment, role: str = "") -> Sealed:
    """What somebody who signs in *role* (`signs_as`) signs: the assessment without what stands
    beside it."""
    names = [
        name for name in (*COVERED_ALWAYS, *MORE) if name in COVERED_ALWAYS or name in rule.covers
    ]
    kept: dict[str, Any] = {name: _kept(rule, assessment, name, role) for name in names}
    bare = Assessment(assessment.id, assessment.reference, assessment.created)
    return Sealed(rule, replace(bare, **kept))


def standing(then: Sealed, sign_off: SignOff, now: Assessment, form: Form) -> SealStanding:
    """How *sign_off*, made of the content *then*, stands for the assessment as it is *now*.

    *form* tells which answers are free text; those of another form are all taken for choices.
    """
    role = signs_as(sign_off.role, sign_off.decision)
    today = sealed(then.rule, _said_by_then(then, sign_off, now), role).assessment
    corrections, changes = [], []
    for changed in _differences(then.assessment, today):
        if _is_corrected(then.rule, changed, form):
            corrections.append(changed)
        else:
            changes.append(changed)
    return SealStanding(
        tuple(corrections), tuple(changes), tuple(_judged_since(then.rule, sign_off, now))
    )


def _said_by_then(then: Sealed, sign_off: SignOff, now: Assessment) -> Assessment:
    """*now* without the decisions since *sign_off*: those it knew, and those that claim its day."""
    known = then.assessment.decisions
    said = {id: one for id, one in now.decisions.items() if id in known or one.at <= sign_off.at}
    return replace(now, decisions=said)


def is_sealed(file: Attachment) -> bool:
    """Whether *file* stands under the content: a seal's own, or a page signed in ink."""
    return file.purpose in APART


def _kept(rule: SealRule, assessment: Assessment, name: str, role: str) -> dict[str, Record]:
    free = rule.free.get(name, ())
    found: dict[str, Record] = {}
    for id, record in getattr(assessment, name).items():
        if not _is_left_out(rule, record, role):
            found[id] = _without(record, free)
    return found


def _is_left_out(rule: SealRule, record: Record, role: str) -> bool:
    match record:
        case Answer(id=question) | Row(question=question):
            return rule.leaves_out(question, role)
        case Attachment(purpose=purpose):
            return purpose in APART or rule.leaves_out(purpose, role)
        case Decision(about=about):
            return not about  # the one on the whole is signed itself
        case _:
            return False


def _without(record: Record, free: tuple[str, ...]) -> Record:
    """*record* with the fields that may change at their default; empty cells are no cells."""
    if isinstance(record, Row):
        cells = {id: cell for id, cell in record.cells.items() if cell and id not in free}
        return replace(record, cells=cells)
    defaults: dict[str, Any] = {
        part.name: part.default for part in fields(record) if part.name in free
    }
    return replace(record, **defaults) if defaults else record


def _differences(then: Assessment, now: Assessment) -> Iterator[Changed]:
    for name in (*COVERED_ALWAYS, *MORE):
        before, after = getattr(then, name), getattr(now, name)
        for id in sorted(before.keys() | after.keys()):
            old, new = before.get(id), after.get(id)
            if old != new:
                yield from _changed(name, id, old, new)


def _changed(name: str, id: str, old: Record | None, new: Record | None) -> Iterator[Changed]:
    record = new if new is not None else old
    place = "" if record is None else place_of(record)
    if old is None or new is None:
        if isinstance(record, Answer):  # an empty answer is no record
            old, new = (Answer(id) if one is None else one for one in (old, new))
        else:
            yield Changed(name, id, place, "", old, new)
            return
    for part, before, after in _fields(old, new):
        if before != after:
            yield Changed(name, id, place, part, before, after)


def _fields(old: Record, new: Record) -> Iterator[tuple[str, object, object]]:
    for part in fields(old):
        before, after = getattr(old, part.name), getattr(new, part.name)
        if part.name != "cells":
            yield part.name, before, after
            continue
        for column in sorted(before.keys() | after.keys()):
            yield column, before.get(column, ""), after.get(column, "")


def _is_corrected(rule: SealRule, changed: Changed, form: Form) -> bool:
    before, after = changed.before, changed.after
    if not (changed.field and isinstance(before, str) and isinstance(after, str)):
        return False
    return _is_text(rule, changed, form) and is_correction(rule.corrections, before, after)


def _is_text(rule: SealRule, changed: Changed, form: Form) -> bool:
    """Whether what changed is free text, in which a mistake may be mended."""
    question = form.by_id.get(changed.place)
    if changed.collection == "rows":
        columns = () if question is None else question.columns
        return any(c.id == changed.field and c.kind in TEXT_KINDS for c in columns)
    if changed.collection == "answers" and changed.field == "value":
        return question is not None and question.kind in TEXT_KINDS
    return changed.field in rule.texts.get(changed.collection, ())


def _judged_since(rule: SealRule, sign_off: SignOff, now: Assessment) -> Iterator[Decision]:
    """The words on risks that were said after an approval which was signed."""
    made = now.decisions.get(sign_off.decision)
    if made is None or made.kind not in REVIEWED:
        return
    since = max(made.at, sign_off.at)  # an agency signs later, by another clock
    for decision in sorted(now.decisions.values(), key=lambda one: (one.at, one.id)):
        if decision.about and decision.kind in rule.judgements and decision.at > since:
            yield decision
