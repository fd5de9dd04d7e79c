"""An assessment with an answer of every kind to every question, in four languages."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.change import apply, put
from dpia_wizard.core.form import Column, Question
from dpia_wizard.core.model import (
    Action,
    Answer,
    Assessment,
    Attachment,
    Control,
    Decision,
    Rating,
    Record,
    Remark,
    Risk,
    Row,
    pinned,
)
from dpia_wizard.core.register import register, taken_up
from dpia_wizard.core.situation import situation

TODAY = "2026-11-21"
SENTENCES = (
    "Caseworkers agree hand-overs in private chats, and nobody has looked at that (seen twice).",
    "يتفق العاملون على تسليم الملفات في محادثات خاصة، ولم يراجع أحدٌ ذلك بعد.",
    "Працівники домовляються про передачу справ у приватних чатах, і ніхто цього ще не перевіряв.",
    "L’équipe s’accorde sur les transferts par messagerie privée : « rien n’est vérifié » là‑bas.",
)
LETTERS = "بتثجحخسشصض"
STATUSES = ("verified", "in_place", "partly", "planned", "not_in_place", "unknown")


class Texts:
    """Texts that are all different, so that each can be looked for on its own."""

    def __init__(self) -> None:
        self._count = itertools.count(1)

    def __call__(self, *, short: bool = False) -> str:
        number = next(self._count)
        words = SENTENCES[number % 4].split()
        text = " ".join(words[:4] if short else words)
        # A Latin number would turn the order in which readers give an Arabic line.
        mark = f"Nr{number}" if number % 4 != 1 else "".join(LETTERS[int(n)] for n in str(number))
        return f"{mark} {text}"


def started(pack: Pack) -> Assessment:
    """An assessment with nothing in it but its reference."""
    return Assessment("a1", "DPIA-2026-014", TODAY, pinned(pack.ref, pack.matrix_ref))


def filled(pack: Pack, *, actions: int = 6) -> Assessment:
    """Every question answered with something else, every offered risk taken up."""
    texts = Texts()
    assessment = started(pack)
    for number, question in enumerate(pack.form.by_id.values()):
        assessment = with_records(assessment, *_answer(question, number, texts))
    first = Answer("record.title", "Inter-agency case management for children at risk")
    asked = pack.form.by_id["record.country"]
    country = "ua" if asked.choice("ua") else "ukraine"
    assessment = with_records(assessment, first, Answer("record.country", country))
    for number, risk in enumerate(pack.risks):
        assessment = with_records(assessment, *taken_up(assessment, risk))
        assessment = with_records(assessment, *_judged(pack, assessment, risk.id, number, texts))
    return with_records(assessment, *_decided(pack, assessment, texts, actions))


def with_records(assessment: Assessment, *records: Record) -> Assessment:
    """The assessment with *records* put in."""
    return apply(assessment, *(c for c in (put(assessment, r) for r in records) if c is not None))


def typed(assessment: Assessment) -> Iterator[str]:
    """Every text that somebody typed, but for remarks, which are never printed."""
    yield assessment.reference
    for answer in assessment.answers.values():
        yield from (answer.note, answer.evidence, answer.seen)
        if isinstance(answer.value, str) and " " in answer.value:
            yield answer.value
        if isinstance(answer.value, int):
            yield str(answer.value)
    for row in assessment.rows.values():
        for cell in row.cells.values():
            if isinstance(cell, str) and (" " in cell or cell.isdigit() or cell[:2] == "20"):
                yield cell
    for risk in assessment.risks.values():
        yield from (
            risk.id,
            risk.title,
            risk.threat_source,
            risk.event,
            risk.vulnerability,
            risk.harm,
            risk.severity_reason,
            risk.likelihood_reason,
            risk.set_aside_reason,
            risk.stated_reason,
        )
    for control in assessment.controls.values():
        yield from (
            control.id,
            control.title,
            control.evidence,
            control.evidence_date,
            control.custodian,
            control.owner,
            control.due,
        )
    yield from (link.reason for link in assessment.links.values())
    for action in assessment.actions.values():
        yield from (action.text, action.owner, action.due, action.needs, action.evidence)
    for rating in assessment.ratings.values():
        yield from (rating.by, rating.reason)
    for decision in assessment.decisions.values():
        yield from (decision.by, decision.at[:10], decision.reason, decision.until)
    for file in assessment.attachments.values():
        yield from (file.name, file.sha256)


def chosen_words(pack: Pack, assessment: Assessment) -> Iterator[str]:
    """The English words of everything that was chosen from a list, where it is asked."""
    seen = situation(pack.form, assessment)
    fixed = {"yes": "Yes", "partly": "Partly", "no": "No", "unknown": "Unknown"}
    for question in pack.form.by_id.values():
        if question.id not in seen.active:
            continue
        value = assessment.value(question.id)
        for id in value if isinstance(value, tuple) else (value,):
            choice = question.choice(str(id))
            if question.kind in ("single", "multi", "scale", "ypnu", "measure") and id:
                yield choice.label if choice is not None else fixed[str(id)]
        for row in assessment.rows_of(question.id):
            for column in question.columns:
                said = row.cells.get(column.id, "")
                for id in said if isinstance(said, tuple) else (said,):
                    label = next((c.label for c in column.choices if c.id == id), None)
                    if label is not None:
                        yield label


def _answer(question: Question, number: int, texts: Texts) -> Iterator[Record]:
    note = texts() if number % 5 == 0 else ""
    choices = [choice.id for choice in question.choices]
    match question.kind:
        case "text":
            yield Answer(question.id, texts(short=True), note)
        case "long_text":
            yield Answer(question.id, "\n".join((texts(), texts())), note)
        case "single" | "scale":
            yield Answer(question.id, choices[0], note)
        case "multi":
            yield Answer(question.id, tuple(choices[:3]), note)
        case "date":
            yield Answer(question.id, f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}", note)
        case "number":
            yield Answer(question.id, 1000 + number, note)
        case "ypnu":
            yield Answer(question.id, ("yes", "partly", "no", "unknown")[number % 4], texts())
        case "measure":
            said = ("yes", "yes", "partly", "no", "unknown")[number % 5]
            yield Answer(question.id, said, texts(), texts(short=True), "2026-09-30")
        case "person" | "signature" | "file":
            cells = {
                "person": ("name", "post", "agency", "contact"),
                "signature": ("name", "post", "agency", "date"),
                "file": ("title", "kept", "date"),
            }[question.kind]
            given = {cell: texts(short=True) for cell in cells} | (
                {"date": "2026-10-05"} if "date" in cells else {}
            )
            yield Row(question.id, question.id, 0, given)
        case "table":
            for place in range(4):
                row = {c.id: _cell(c, place + number, texts) for c in question.columns}
                yield Row(f"{question.id}-{place}", question.id, place, row)


def _cell(column: Column, number: int, texts: Texts) -> str | tuple[str, ...]:
    choices = [choice.id for choice in column.choices]
    match column.kind:
        case "text":
            return texts(short=True)
        case "long_text":
            return texts()
        case "single" | "scale":
            return choices[number % len(choices)]
        case "multi":
            return tuple(choices[number % len(choices) :][:2])
        case "date":
            return f"2026-{number % 12 + 1:02}-17"
        case "number":
            return str(40 + number)
        case "ypnu":
            return ("yes", "partly", "no", "unknown")[number % 4]


def _judged(
    pack: Pack, assessment: Assessment, id: str, number: int, texts: Texts
) -> Iterator[Record]:
    known = pack.risk[id]
    likelihood = "unknown" if number % 7 == 3 else known.likelihood
    yield replace(
        assessment.risks[id],
        likelihood=likelihood,
        severity=known.severity,
        likelihood_reason=texts(),
        severity_reason=texts(),
        evidence=("documented", "judgement", "none")[number % 3],
        dismissed=number % 11 == 8,
        avoided=number % 11 == 9,
        set_aside_reason=texts() if number % 11 in (8, 9) else "",
    )
    for place, link in enumerate(assessment.links_of(id)):
        status = STATUSES[(place + number) % 5]
        yield Control(
            link.control,
            status=status,
            evidence=texts(short=True),
            evidence_date="2026-10-01",
            custodian=texts(short=True),
            owner=texts(short=True),
            due="2027-01-15",
        )
        yield replace(link, reason=texts() if place == 0 else "")


def _decided(pack: Pack, assessment: Assessment, texts: Texts, actions: int) -> Iterator[Record]:
    own = Risk(
        "X01",
        texts(short=True),
        texts(short=True),
        texts(),
        texts(),
        texts(),
        severity=pack.matrix.severities[-1].id,
        severity_reason=texts(),
        likelihood=pack.matrix.likelihoods[-1].id,
        likelihood_reason=texts(),
        evidence="documented",
    )
    yield own
    yield Risk("X02", texts(short=True), harm=texts())
    rated = register(pack, with_records(assessment, own), on=TODAY)
    for number, risk in enumerate(r for r in rated if r.score is not None):
        supported = risk.score.today.level if risk.score else ""
        kind = ("confirmed", "accepted")[number % 2]
        until = "2027-05-21" if kind == "accepted" else ""
        at = f"2026-11-19T10:00:{number % 60:02}"
        yield Decision(
            f"d{number}", kind, texts(short=True), at, risk.id, supported, supported, texts(), until
        )
    aside = [one.id for one in rated if one.risk.avoided]
    yield from _rating_round(pack, [r.id for r in rated if r.id not in aside], aside[:1], texts)
    yield Decision("sent", "sent", "Manager", "2026-11-18T09:00:00", reason=texts())
    ids = list(assessment.risks)
    for number in range(actions):
        yield Action(
            f"act{number}",
            texts(),
            ids[number % len(ids)],
            "",
            texts(short=True),
            f"2027-0{number % 9 + 1}-11",
            texts() if number % 3 == 0 else "",
            ("open", "begun", "done")[number % 3],
            texts(short=True),
            blocks_start=number % 4 == 0,
            shared=number % 2 == 0,
        )
    yield Remark("m1", "record.title", "A remark that stays in the wizard.", "Someone", TODAY)
    yield Attachment("f1", "dpisp – подписан.pdf", "ab" * 32, 12345, "record.protocol_copy")


def _rating_round(pack: Pack, risks: list[str], aside: list[str], texts: Texts) -> Iterator[Record]:
    """Three people rate the worst risk, one in the middle, one of the last and those set
    *aside* apart; on the last of them the team agreed since."""
    likelihoods, severities = pack.matrix.likelihoods, pack.matrix.severities
    for risk in (risks[0], risks[len(risks) // 2], risks[-1], *aside):
        for at, by in enumerate(("CW", "DPO", "IT")):
            likelihood = likelihoods[0].id if at == 0 else likelihoods[-1].id
            severity = "" if at == 2 else severities[-at].id
            likelihood = "" if at == 2 else likelihood
            when = "2026-11-17T09:00:00"
            id = f"rating-{risk}-{at}"
            yield Rating(id, "round1", risk, by, when, likelihood, severity, texts())
    said = (risks[-1], "low", "low", texts())
    rating = {"likelihood": likelihoods[0].id, "severity": severities[0].id}
    yield Decision("agreed", "agreed", "Manager", "2026-11-17T10:00:00", *said, **rating)
