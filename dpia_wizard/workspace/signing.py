"""Sign a report that was printed, and check one: its places, who signed, the verdict in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from dpia_wizard import crypto
from dpia_wizard.report.places import field_name, signature_questions
from dpia_wizard.texts import Words, words_for
from dpia_wizard.wording import Wording
from dpia_wizard.wording.things import whole
from dpia_wizard.wording.workflow import role_name
from dpia_wizard.workspace.reports import report_words

if TYPE_CHECKING:
    from dpia_wizard.core.catalogue import Pack
    from dpia_wizard.core.people import Known
    from dpia_wizard.report.verdict import Verdict


def signature_fields(
    pack: Pack, language: str = "en", agencies: Mapping[str, str] = MappingProxyType({})
) -> dict[str, str]:
    """The signature fields of a report and what signs in them, in their order: the roles, and the
    *agencies* that sign for themselves."""
    wording = Wording(report_words(pack, language), pack)
    found = {field_name(q): wording.question(q) for q in signature_questions(pack.form)}
    return found | {
        field: role_name(wording.words, field, agency) for field, agency in agencies.items()
    }


def verdict_fields(verdict: Verdict, pack: Pack, language: str) -> dict[str, str]:
    """What signs in the fields of a file, also where its record cannot be read or relied on."""
    known = signature_fields(pack, language, verdict.record.agencies)
    there = (
        *(found.field for found in verdict.signatures),
        *verdict.empty_fields,
        *verdict.missing_fields,
        *verdict.unreadable_fields,
    )
    words = report_words(pack, language)
    return known | {field: role_name(words, field) for field in there if field not in known}


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: what the stamp on the paper says."""

    name: str
    post: str = ""
    agency: str = ""
    reason: str = ""


def sign_report(
    pdf: bytes,
    *,
    field: str,
    key: bytes,
    passphrase: str,
    signer: Signer,
    language: str = "en",
    now: datetime | None = None,
) -> bytes:
    """The report with one signature more, in the place *field*.

    *key* is the file of a signing key. Raises `UserError` when the place is unknown or taken or
    the report was changed, and `WrongPassphrase` for the key.
    """
    from dpia_wizard.report.sign import sign

    moment = now or datetime.now(UTC).astimezone()
    opened = crypto.open_signing_key(key, passphrase)  # takes a tenth of a second, so once
    holder = crypto.fingerprint(opened.certificate)
    return sign(
        pdf,
        field=field,
        key=opened,
        stamp=_stamp(signer, holder, moment, words_for(language)),
        now=moment,
        name=signer.name.strip(),
        post=signer.post.strip(),
        agency=signer.agency,
        reason=signer.reason,
    )


def verify_report(
    pdf: bytes,
    *,
    known: Mapping[str, Known] | None = None,
    expected: Sequence[str] = (),
    packs: Iterable[Pack] = (),
    now: datetime | None = None,
) -> Verdict:
    """What can be said about a signed report; `verdict_sentences` gives it in words. *packs* are
    those that say who signs the reports made with them, whatever stands in the file; *expected*
    are the fields, or the agencies, that somebody knows to have signed."""
    from dpia_wizard.report.verify import verify

    return verify(pdf, known=known, expected=expected, packs=packs, now=now)


def verdict_sentences(verdict: Verdict, pack: Pack, language: str) -> tuple[str, ...]:
    """A verdict in words, the most important sentence first."""
    words = report_words(pack, language)
    return verdict.sentences(words, verdict_fields(verdict, pack, language))


@dataclass(frozen=True, slots=True)
class Answers:
    """A verdict in words: the three answers, what is against the file, and what else to know."""

    answers: tuple[str, str, str]
    problems: tuple[str, ...]
    more: tuple[str, ...]


def verdict_answers(verdict: Verdict, pack: Pack, language: str) -> Answers:
    """A verdict in words for who asks three questions: unchanged, by whom, and by everybody."""
    from dpia_wizard.report import verdict_words

    words, posts = report_words(pack, language), verdict_fields(verdict, pack, language)
    answers = verdict_words.answers(verdict, words, posts)
    rest = verdict_words.sentences(verdict, words, posts)
    more = tuple(sentence for sentence in rest if sentence not in answers)
    return Answers(answers, verdict_words.problems(verdict, words, posts), more)


def _stamp(signer: Signer, holder: str, moment: datetime, words: Words) -> bytes:
    from dpia_wizard.report.pdf.stamp import stamp

    _ = words
    who = _(", ").join(_own(part) for part in (signer.post, signer.agency) if part)
    time = _("{time}, own clock").format(time=whole(words, f"{moment:%Y-%m-%d %H:%M}"))
    key = _("Key {key}").format(key=whole(words, holder[:19]))
    lines = [_own(signer.name), who, time, key]
    return stamp(
        _("Signed digitally"),
        lines,
        language=words.language,
        rtl=words.is_right_to_left,
        made=moment.date(),
        note=_own(signer.reason),
    )


def _own(text: str) -> str:
    return f"\u2068{text}\u2069" if text else ""
