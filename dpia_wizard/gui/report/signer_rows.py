"""How each role stands under a report: who signed the content and the file, who is next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dpia_wizard.core.sign_offs import SignOffVerdict, newest
from dpia_wizard.gui.moments import day, moment
from dpia_wizard.gui.report.signing import Named
from dpia_wizard.gui.words import _, current_words, isolate, isolate_answer
from dpia_wizard.report.verdict_words import unchecked_post
from dpia_wizard.wording.sign_offs import problem_told

if TYPE_CHECKING:
    from dpia_wizard.report.verdict import SignatureFound, Verdict


@dataclass(frozen=True, slots=True)
class SignerRow:
    """One role. ``act`` is what its button does: sign, again (sign anew), file (put the signature
    into this file), or "" for none; ``first`` is the one button that is filled. ``compare`` is the
    key to compare, ``troubles`` what is wrong, ``lines`` what else is said."""

    field: str
    role: str
    sign: str
    ink: str
    who: str = ""
    lines: tuple[str, ...] = ()
    troubles: tuple[str, ...] = ()
    act: str = ""
    first: bool = False
    compare: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """All that is known when the rows are told: the verdict on the file, the newest sign-off of
    each role (none for a file from elsewhere), whom the record names, and who works here now."""

    verdict: Verdict
    roles: Mapping[str, str]
    named: Mapping[str, Named]
    sign_offs: Mapping[str, SignOffVerdict]
    today: str
    doubts: Mapping[str, tuple[str, ...]]
    """What looks wrong about who signed the file, by field, in words."""
    early: frozenset[str] = frozenset()
    """The places of agencies that signed before it was decided what they sign."""
    at_work: tuple[str, str] = ("", "")
    """The role and the name of who works on this laptop now."""
    may_sign: bool = True
    undecided: frozenset[str] = frozenset()
    """The places of agencies, while there is no approval that they could sign."""


def of_roles(verdicts: Sequence[SignOffVerdict]) -> dict[str, SignOffVerdict]:
    """What is told of each role: the newest sign-off that can be relied on, else what is said."""
    said = {one.sign_off.role: one for one in verdicts}
    return {**said, **newest(verdicts)}


def rows(seen: Seen) -> tuple[SignerRow, ...]:
    """Every role of the report in its order, then the signatures in places that we do not know."""
    in_file = {found.field: found for found in seen.verdict.signatures}
    fields = [*seen.roles, *(field for field in in_file if field not in seen.roles)]
    return tuple(_told(seen, fields, in_file))


def _told(
    seen: Seen, fields: Sequence[str], in_file: Mapping[str, SignatureFound]
) -> Iterator[SignerRow]:
    next_ = ""
    for field in fields:
        role = seen.roles.get(field, field)
        found, sign_off = in_file.get(field), seen.sign_offs.get(field)
        if found is not None and not found.intact:
            words = _("This signature does not fit the file.")
            yield SignerRow(field, role, "warning", "stop", troubles=(words,))
            continue
        if sign_off is not None:
            row = _of_content(seen, field, sign_off, found, is_next=not next_)
        elif found is not None:
            row = _of_file(field, role, found, seen)
        elif field in seen.verdict.empty_fields:
            row = _unsigned(seen, field, next_)
        else:
            continue
        next_ = next_ or (role if row.first else "")
        yield row


def _of_content(
    seen: Seen, field: str, one: SignOffVerdict, found: SignatureFound | None, *, is_next: bool
) -> SignerRow:
    """A role that signed the content in this library."""
    said, role = one.sign_off, seen.roles.get(field, field)
    parts = (said.name, said.post, said.agency)
    who = _(", ").join(isolate_answer(part) for part in parts if part)
    when = moment(said.at, seen.today)
    if one.problems == ("void",) or field in seen.early:
        is_void = "void" in one.problems
        told = (
            _("signed {date} · holds no longer")
            if is_void
            else _("signed {date} · before it was decided")
        )
        line = told.format(date=when)
        act = "again" if seen.may_sign else ""
        first = bool(act) and is_next
        return SignerRow(
            field, role, "warning", "stop", who, troubles=(line,), act=act, first=first
        )
    told = _("signed {date} · key known") if one.is_known else _("signed {date} · key not checked")
    lines = (told.format(date=when),)
    if not one.problems:
        is_missing = found is None and field in seen.verdict.empty_fields
        act = "file" if is_missing and seen.may_sign else ""
        return SignerRow(field, role, "check", "ok", who, lines, act=act)
    troubles = tuple(
        problem_told(current_words(), problem, one, own=isolate_answer, date=day)
        for problem in one.problems
    )
    compare = said.key if "not_known" in one.problems and one.is_right else ""
    return SignerRow(field, role, "info", "note_line", who, lines, troubles, compare=compare)


def _of_file(field: str, role: str, found: SignatureFound, seen: Seen) -> SignerRow:
    """A role that signed the file; what is said there anybody may have written."""
    said = [_(", ").join(isolate_answer(part) for part in found.who if part)]
    if found.known_as and found.known_as != found.said[0]:
        said.insert(0, isolate_answer(found.said[0]))
    who = "\n".join(one for one in said if one) or seen.named.get(field, Named()).words
    when = isolate(f"{found.signed_at:%Y-%m-%d %H:%M}") if found.signed_at else ""
    told = (
        _("signed {date} · key known") if found.is_known else _("signed {date} · key not checked")
    )
    lines = [told.format(date=when or _("without a date"))]
    if unchecked := unchecked_post(found, current_words()):
        lines.append(unchecked)
    troubles: tuple[str, ...] = ()
    if found.date_is_odd:
        troubles = (_("The date lies in the future or outside the years of the key."),)
    troubles += seen.doubts.get(field, ())
    if found.is_known:
        sign, ink = ("info", "note_line") if field in seen.doubts else ("check", "ok")
        return SignerRow(field, role, sign, ink, who, tuple(lines), troubles)
    key = found.fingerprint
    return SignerRow(
        field, role, "info", "note_line", who, (*lines, isolate(key)), troubles, compare=key
    )


def _unsigned(seen: Seen, field: str, next_: str) -> SignerRow:
    """A role that has not signed; the first of them is next, the others need not wait for it."""
    role, named = seen.roles.get(field, field), seen.named.get(field, Named())
    who = named.words
    if seen.at_work[0] == field:
        who = _("you: {name}").format(name=isolate_answer(seen.at_work[1]))
    act = "sign" if seen.may_sign else ""
    if field not in seen.verdict.unsigned and seen.at_work[0] != field:
        line = _("nobody is named for this")
        return SignerRow(field, role, "dash", "text_muted", "", (line,), act=act)
    if not seen.may_sign:
        return SignerRow(field, role, "ring", "text_muted", who, (_("not signed yet"),))
    if field in seen.undecided:
        line = _("signs best once it is approved")
        return SignerRow(field, role, "ring", "text_muted", who, (line,), act=act)
    if not next_:
        return SignerRow(
            field, role, "half", "accent", who, (_("next to sign"),), act=act, first=True
        )
    line = _("signs best after: {role}").format(role=next_)
    return SignerRow(field, role, "ring", "text_muted", who, (line,), act=act)
