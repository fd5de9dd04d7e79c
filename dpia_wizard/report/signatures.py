"""What was decided so far, and the page on which it is signed, with ink or digitally."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dpia_wizard.core import chain
from dpia_wizard.core.acceptance import ACCEPTED
from dpia_wizard.core.register import worst
from dpia_wizard.core.team import AGREED
from dpia_wizard.core.workflow import (
    MATRIX_CHANGED,
    matrix_changed,
    moves,
    stage,
    standing_decision,
)
from dpia_wizard.report.before_swap import ratings_before
from dpia_wizard.report.document import (
    Block,
    Callout,
    Code,
    Column,
    Columns,
    FillLine,
    Grid,
    Heading,
    OnePage,
    Row,
    Side,
    SignatureRow,
    Signatures,
    SignatureWords,
    Span,
    Text,
    Tick,
    Ticks,
    cell,
)
from dpia_wizard.report.material import risk_key
from dpia_wizard.report.places import field_name, signature_questions
from dpia_wizard.report.sign_offs import standing_in_short, table
from dpia_wizard.wording.acceptance import acceptance_short, watched_told
from dpia_wizard.wording.matrices import level_then
from dpia_wizard.wording.team import agreed_on
from dpia_wizard.wording.workflow import move_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dpia_wizard.core.form import Question
    from dpia_wizard.core.model import Decision
    from dpia_wizard.core.participants import Participant
    from dpia_wizard.report.material import Material

ROWS_ON_A_PAGE = 5


def acceptances(m: Material) -> tuple[Block, ...]:
    """Every decision so far, on the whole and on single risks, oldest first."""
    _ = m.words
    decided = sorted(m.assessment.decisions.values(), key=lambda d: (d.at, d.id))
    rows = tuple(_decision(m, decision) for decision in decided)
    columns = (
        Column(_("Date"), width=62),
        Column(_("Who (post)"), 2.0),
        Column(_("Decision"), 1.5),
        Column(_("About"), width=56),
        Column(_("Until"), width=62),
        Column(_("Reason"), 2.2),
    )
    return (
        Heading(_("Decisions and acceptances"), 1, "acceptances", contents=True, bookmark=1),
        Grid(columns, rows, when_empty=_("Nothing has been decided yet.")),
        *table(m),
        *ratings_before(m),
    )


def _decision(m: Material, decision: Decision) -> Row:
    _ = m.words
    names = {
        "confirmed": _("Confirmed: {level}"),
        "raised": _("Raised to {level}"),
        "lowered": _("Lowered to {level}"),
        "accepted": _("Accepted: {level}"),
        "agreed": _("Agreed by the team: {level}"),
        "withdrawn": _("Acceptance withdrawn: {level}"),
        "talked_through": _("Talked through: {level}"),
    }
    reason = [Text((Span(m.own(decision.reason)),))] if decision.reason else []
    if decision.kind == ACCEPTED:
        reason += _of_acceptance(m, decision)
    if decision.kind == MATRIX_CHANGED:
        what = _("Another matrix: {matrix}").format(matrix=m.ltr(decision.level))
        before = _("Before it: {matrix}. What was said of levels until then holds no longer.")
        reason.append(Text((Span(before.format(matrix=m.ltr(decision.supported))),), "quiet"))
    else:
        level = level_then(m.wording, decision.level)
        what = names.get(decision.kind, move_name(_, decision.kind)).format(level=level)
        if decision.supported and decision.supported != decision.level:
            supported = _("The evidence supported {level}.").format(
                level=level_then(m.wording, decision.supported)
            )
            reason.append(Text((Span(supported),), "quiet"))
    if decision.kind == AGREED and decision.at > matrix_changed(m.assessment):
        said = agreed_on(m.wording, decision)
        reason += [Text((Span(said),), "quiet")] if said else []
    about = cell(_("All"))
    if decision.about and decision.kind != MATRIX_CHANGED:
        about = cell(Span(decision.about, link=risk_key(decision.about)))
    return Row(
        (
            cell(m.ltr(decision.at[:10])),
            cell(m.own(decision.by)),
            cell(Span(what, bold=not decision.about)),
            about,
            cell(m.ltr(decision.until)),
            tuple(reason),
        )
    )


def _of_acceptance(m: Material, decision: Decision) -> list[Text]:
    """Who bears the risk, what is watched, and where it counts no longer, that."""
    _ = m.words
    lines = []
    if decision.borne_by.strip():
        lines.append(_("{who} bears it.").format(who=m.own(decision.borne_by.strip())))
    lines.append(watched_told(m.words, decision, own=m.own))
    found = m.acceptances.get(decision.about)
    if found is not None and found.decision.id == decision.id and not found.counts:
        lines.append(acceptance_short(m.words, found, date=m.ltr))
    return [Text((Span(line),), "quiet") for line in lines if line]


def signatures(m: Material) -> tuple[Block, ...]:
    """The pages for signing: the roles, then the agencies that sign for themselves, at most five
    on each and about as many on one as on the other."""
    pages = [
        *_parts([_row(m, question) for question in signature_questions(m.pack.form)]),
        *_parts([_participant(m, one) for one in m.participants]),
    ]
    before = [sum(map(len, pages[:n])) for n in range(len(pages))]
    return tuple(OnePage(_page(m, *page)) for page in zip(pages, before, strict=True))


def _parts(rows: Sequence[SignatureRow]) -> Iterator[Sequence[SignatureRow]]:
    count = -(-len(rows) // ROWS_ON_A_PAGE)
    for n in range(count):
        yield rows[n * len(rows) // count : (n + 1) * len(rows) // count]


def sign_page(m: Material) -> tuple[Block, ...]:
    """The same pages alone, for ink: nothing is signed digitally that holds nothing else."""
    return tuple(_without_fields(block) for block in signatures(m))


def _without_fields(page: Block) -> Block:
    if not isinstance(page, OnePage):
        return page
    blocks: list[Block] = []
    for block in page.blocks:
        if isinstance(block, Signatures):
            rows = tuple(replace(row, field="") for row in block.rows)
            blocks.append(replace(block, rows=rows))
        else:
            blocks.append(block)
    return replace(page, blocks=tuple(blocks))


def _page(m: Material, rows: Sequence[SignatureRow], before: int) -> tuple[Block, ...]:
    _ = m.words
    first = not before
    blocks: list[Block] = [
        Heading(
            _("Signatures"),
            1,
            "signatures" if first else f"signatures-{before}",
            contents=first,
            bookmark=1 if first else 0,
            new_page=True,
        ),
        _what_is_signed(m),
    ]
    if first:
        blocks.append(_decision_ticks(m))
    blocks.append(
        Signatures(
            tuple(replace(row, number=str(n)) for n, row in enumerate(rows, before + 1)),
            SignatureWords(
                _("Name"),
                _("Post, agency"),
                _("Date"),
                _("Signature"),
                _("Stamp, or digital signature"),
            ),
        )
    )
    blocks.append(_how_to_check(m))
    return tuple(blocks)


def _what_is_signed(m: Material) -> Callout:
    _ = m.words
    holding = sum(stop.holds is True for stop in m.stops)
    lead = _("I sign for {reference}, edition {edition}.").format(
        reference=m.ltr(m.assessment.reference), edition=m.edition
    )
    risks = m.words.count("{n} risk", "{n} risks", len(m.risks))
    present = m.words.count("{n} stop condition present", "{n} stop conditions present", holding)
    content = _("{risks}, worst level {level} on {date}, {stops}.").format(
        risks=risks,
        level=m.wording.level(worst(m.pack, m.risks)),
        date=m.ltr(m.on),
        stops=present,
    )
    fingerprint = Span(m.ltr(m.groups), bold=True)
    history: tuple[Span, ...] = ()
    if m.history is not None and m.history.hash:
        digits = m.ltr(chain.anchor_in_short(m.history.entries, m.history.hash))
        history = (Span(f"\n{_('History')} "), Span(digits, bold=True))
    rule = _("Sign with ink, or digitally, not both. Initial every page of an ink copy.")
    return Callout(
        lead,
        (
            Span(f"{content}\n{_('Content fingerprint')} "),
            fingerprint,
            *history,
            Span(f"\n{rule}"),
        ),
    )


def _decision_ticks(m: Material) -> Ticks:
    _ = m.words
    now = stage(m.assessment) if moves(m.assessment) else ""
    made = standing_decision(m.assessment)
    until = made.until if made is not None and now == "approved_with_conditions" else ""
    with_conditions = _("Approved with conditions until")
    if until:
        with_conditions = _("Approved with conditions until {date}").format(date=m.ltr(until))
    if made is not None and made.kind == "approved_in_emergency" and until:
        with_conditions = _("Approved in an emergency until {date}").format(date=m.ltr(until))
    return Ticks(
        (
            Tick(_("Approved"), ticked=now == "approved", bold=True),
            Tick(
                with_conditions,
                ticked=now == "approved_with_conditions",
                line=0 if until else 52,
                bold=True,
            ),
            Tick(_("Returned"), ticked=now == "returned", bold=True),
            Tick(_("Rejected"), ticked=now == "rejected", bold=True),
        ),
        _("Decision"),
    )


def _participant(m: Material, participant: Participant) -> SignatureRow:
    """The place of an agency that signs for itself; who does is known when they sign."""
    _ = m.words
    note, warns = standing_in_short(m, participant.field)
    # A title all in Latin letters would begin at the left, its number with it.
    mark = "\u200f" if m.words.is_right_to_left else ""
    return SignatureRow(
        "",
        f"{mark}{m.own(participant.agency)}",
        _("Participant: we took part, and answer for our own part of the work."),
        field=participant.field,
        note=note,
        warns=warns,
    )


def _row(m: Material, question: Question) -> SignatureRow:
    role = field_name(question)
    note, warns = standing_in_short(m, role)
    said, named = _cells(m, question.id), _cells(m, f"record.{role}")
    if said.get("post") in (None, named.get("post")):  # who notes that they signed says no more
        said = {**{name: named[name] for name in ("post", "agency") if name in named}, **said}
    post = m.comma.join(m.own(said[name]) for name in ("post", "agency") if name in said)
    return SignatureRow(
        "",
        m.wording.question(question),
        m.wording.question(question, "hint"),
        name=m.own(said.get("name", "")),
        post=post,
        date=m.ltr(said.get("date", "")),
        field=role,
        note=note,
        warns=warns,
    )


def _cells(m: Material, id: str) -> dict[str, str]:
    """What is said of a person in the row *id*, without what is empty."""
    row = m.assessment.rows.get(id)
    cells = {} if row is None else row.cells
    return {name: text for name, text in cells.items() if isinstance(text, str) and text}


def _how_to_check(m: Material) -> Columns:
    _ = m.words
    sentence = _(
        "Compare reference and fingerprint on every page, or scan the code: it holds both and"
        " nothing else. A PDF is checked with the wizard: unchanged, by whom, and who has still"
        " to sign. A time is the signer’s own clock."
    )
    return Columns(
        (
            Side(
                (
                    Heading(_("How to check this paper"), 3),
                    Text((Span(sentence),), "quiet"),
                    FillLine(_("Signed paper scanned as file, by (post), on")),
                )
            ),
            Side((Code(m.assessment.reference, str(m.edition), m.groups),), width=78),
        )
    )
