"""What of the sign-offs still holds: on the cover, beside the decisions, where one signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dpia_wizard.core.sign_offs import newest
from dpia_wizard.crypto import grouped
from dpia_wizard.report.document import (
    Block,
    Callout,
    Cell,
    Column,
    Grid,
    Heading,
    Row,
    Span,
    Text,
    cell,
)
from dpia_wizard.wording.sign_offs import problem_told, standing_told
from dpia_wizard.wording.voids import reasons

if TYPE_CHECKING:
    from dpia_wizard.core.sign_offs import SignOffVerdict
    from dpia_wizard.report.material import Material

_MOST_REASONS = 2


def is_void(found: SignOffVerdict) -> bool:
    """Whether what was signed was changed since."""
    return found.standing is not None and not found.standing.counts


def warning(m: Material) -> tuple[Block, ...]:
    """On the cover: which sign-offs hold no longer, and because of what."""
    _ = m.words
    void = [one for one in newest(m.sign_offs).values() if is_void(one)]
    if not void:
        return ()
    lead = m.words.count(
        "{n} sign-off holds no longer: do not rely on it.",
        "{n} sign-offs hold no longer: do not rely on them.",
        len(void),
    )
    lines = [f"{_who(m, one)}: {_since(m, one)}" for one in void]
    return (Callout(lead, (Span("\n".join(lines)),)),)


def table(m: Material) -> tuple[Block, ...]:
    """Every sign-off with whether it holds, below the decisions; nothing where there is none."""
    _ = m.words
    if not m.sign_offs:
        return ()
    columns = (
        Column(_("Date"), width=62),
        Column(_("Signed as"), 1.5),
        Column(_("Who, with which key"), 2.4),
        Column(_("Today"), 2.6),
    )
    rows = tuple(_row(m, one) for one in m.sign_offs)
    return (Heading(_("Sign-offs"), 2, "sign-offs"), Grid(columns, rows))


def standing_in_short(m: Material, role: str) -> tuple[str, bool]:
    """One line for where *role* signs on paper ("" where nobody signed off); whether it warns."""
    _ = m.words
    found = newest(m.sign_offs).get(role)
    if found is None:
        return "", False
    date = m.ltr(found.sign_off.at[:10])
    if is_void(found):
        since, why = _voided(m, found)
        sentence = _("Holds no longer: {reason}.")
        if since:  # what was signed when stands on the cover and beside the decisions
            sentence = _("Holds no longer since {date}: {reason}.")
        return sentence.format(date=since, reason=why), True
    if found.standing is None:
        return _("Signed off on {date}: cannot be compared.").format(date=date), True
    if not found.is_genuine:
        sentence = _("Signed off on {date}, but not so that you can rely on it.")
        return sentence.format(date=date), True
    return _("Signed off on {date}: holds.").format(date=date), False


def _row(m: Material, found: SignOffVerdict) -> Row:
    said = found.sign_off
    who = m.comma.join(m.own(part) for part in (said.name, said.post, said.agency) if part)
    return Row(
        (
            cell(m.ltr(said.at[:10])),
            cell(m.signs_as(said.role)),
            (Text((Span(who),)), Text((Span(m.ltr(grouped(said.key))),), "quiet")),
            _today(m, found),
        )
    )


def _today(m: Material, found: SignOffVerdict) -> Cell:
    lines = []
    if is_void(found):
        lines.append(Text((Span(standing_told(m.words, found), bold=True),)))
        lines.append(Text((Span(_since(m, found)),)))
    elif told := standing_told(m.words, found):
        lines.append(Text((Span(told, bold=True),)))
    lines += [
        Text((Span(problem_told(m.words, problem, found, own=m.own, date=m.ltr)),), "quiet")
        for problem in found.problems
        if problem != "void"
    ]
    return tuple(lines)


def _who(m: Material, found: SignOffVerdict) -> str:
    _ = m.words
    role = m.signs_as(found.sign_off.role)
    return _("{role}, signed off on {date}").format(role=role, date=m.ltr(found.sign_off.at[:10]))


def void_since(m: Material, found: SignOffVerdict) -> str:
    """Since when a void sign-off holds no longer and by which change, behind the state it is in."""
    _ = m.words
    since, why = _voided(m, found)
    if not since:
        return _("because {reasons}.").format(reasons=why)
    return _("since {date}, because {reason}.").format(date=since, reason=why)


def _voided(m: Material, found: SignOffVerdict) -> tuple[str, str]:
    """The day since which a sign-off is void ("" where the history does not tell), and the change
    that voided it."""
    by = m.voided.get(found.sign_off.id)
    stood = found.standing if by is None else by.standing
    why = "" if stood is None else reasons(m.wording, stood)[0].words
    return ("" if by is None else m.ltr(by.at[:10])), why


def _since(m: Material, found: SignOffVerdict) -> str:
    """Since when and why a sign-off holds no longer, with all that is another today."""
    _ = m.words
    by = m.voided.get(found.sign_off.id)
    why = _because(m, found)
    if by is None:
        return why
    return _("since {date}, {because}").format(date=m.ltr(by.at[:10]), because=why)


def _because(m: Material, found: SignOffVerdict) -> str:
    """Why it holds no longer, as a sentence."""
    _ = m.words
    if found.standing is None:
        return ""
    every = reasons(m.wording, found.standing)
    listed = m.comma.join(one.words for one in every[:_MOST_REASONS])
    more = len(every) - _MOST_REASONS
    if more > 0:
        sentence = m.words.count(
            "because {reasons}; and for {n} more reason.",
            "because {reasons}; and for {n} more reasons.",
            more,
        )
        return sentence.format(reasons=listed, n=more)
    return _("because {reasons}.").format(reasons=listed)
