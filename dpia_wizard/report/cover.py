"""The cover: what this is, how bad, which status, which protocol, which fingerprint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dpia_wizard.core.chain import anchor_in_short
from dpia_wizard.core.condition import because
from dpia_wizard.core.register import worst
from dpia_wizard.core.review_cycle import named_stage
from dpia_wizard.core.workflow import moves
from dpia_wizard.report.document import (
    Block,
    Callout,
    Code,
    Columns,
    Fact,
    Facts,
    Heading,
    OnePage,
    Side,
    Span,
    Spans,
    Text,
    cell,
)
from dpia_wizard.report.material import AREA, COUNTRY, question_key
from dpia_wizard.report.phrases import (
    next_sentence,
    post_of,
    unrated_sentence,
    worst_sentence,
)
from dpia_wizard.report.sign_offs import void_since, warning
from dpia_wizard.report.values import cell_text, value_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dpia_wizard.report.document import Cell
    from dpia_wizard.report.material import HistoryHead, Material

SHOWN_AGENCIES = 6


def cover(m: Material) -> tuple[Block, ...]:
    """The first page."""
    _ = m.words
    blocks: list[Block] = [
        Text((Span(_("Data protection impact assessment")),), "eyebrow"),
        Heading(m.own(m.title), 0, "cover", bookmark=1),
    ]
    area = m.assessment.text(AREA)
    if area:
        blocks.append(Text((Span(m.own(area)),), "lead"))
    blocks.append(_callout(m))
    blocks += warning(m)
    blocks.append(Facts(tuple(_facts(m))))
    blocks.append(Heading(_("The protocol that this assessment rests on"), 2))
    blocks.append(Facts(tuple(_protocol(m))))
    fingerprint = Fact(
        _("Content fingerprint"),
        (
            Text((Span(m.ltr(m.groups), bold=True),)),
            Text(
                (
                    Span(
                        _(
                            "The same on every page of this edition. Compare it before you sign"
                            " or rely on a copy. The code holds reference, edition and"
                            " fingerprint, nothing else."
                        )
                    ),
                ),
                "quiet",
            ),
        ),
    )
    printed = (fingerprint,) if m.history is None else (fingerprint, *_history(m, m.history))
    code = Code(m.assessment.reference, str(m.edition), m.groups)
    blocks.append(Columns((Side((Facts(printed),)), Side((code,), width=78))))
    if m.is_example:
        blocks.append(
            Text(
                (
                    Span(
                        _("Example document. Persons, offices, figures and agencies are invented.")
                    ),
                ),
                "small",
            )
        )
    return (OnePage(tuple(blocks)),)


def _callout(m: Material) -> Callout:
    _ = m.words
    signatures = Span(_("signature page"), link="signatures")
    if m.stage in ("approved", "approved_with_conditions") and m.unsigned is None:
        sentence = _("The decision stands in section {decision}; it is signed on the {page}.")
    else:
        sentence = _("This paper approves nothing until the decision on the {page} is signed.")
    decision = Span(_("decision"), link="acceptances")
    more = " ".join(s for s in (next_sentence(m), unrated_sentence(m)) if s)
    when = _("Levels as of {date}, {matrix}, rule edition {edition}.").format(
        date=m.ltr(m.on),
        matrix=m.words.pack("matrix.title", m.pack.matrix.title),
        edition=m.pack.matrix.rule_edition,
    )
    rest = m.spans(
        f"{more} {sentence} " if more else f"{sentence} ", page=signatures, decision=decision
    )
    return Callout(worst_sentence(m), (*rest, Span(when, quiet=True)), worst(m.pack, m.risks))


def _facts(m: Material) -> Iterator[Fact]:
    _ = m.words
    yield Fact(_("Reference"), cell(Span(m.ltr(m.assessment.reference), bold=True)))
    yield Fact(_("Edition"), _edition(m))
    yield Fact(_("Status"), _status(m))
    yield Fact(_("Depth"), _depth(m))
    for question, name in (
        ("record.author", _("Prepared by")),
        ("record.supervisor", _("Reviewed by")),
        ("record.adviser", _("Advised by")),
    ):
        post = post_of(m, question)
        if post:
            yield Fact(name, cell(post))
    scope = _scope(m)
    if scope:
        yield Fact(_("Scope"), scope)
    review = m.assessment.text("review.next")
    if review:
        yield Fact(
            _("Looked at again"),
            cell(
                *m.spans(
                    _("{date}, or sooner when something in {question} happens"),
                    date=Span(m.ltr(review), bold=True),
                    question=_question(m, "review.triggers"),
                )
            ),
        )


def _question(m: Material, id: str) -> Spans:
    question = m.pack.form.by_id.get(id)
    return () if question is None else m.link(m.ltr(question.number), question_key(id))


def _edition(m: Material) -> Cell:
    _ = m.words
    begun = m.assessment.text("record.started") or m.assessment.created[:10]
    reopened = [move for move in moves(m.assessment) if move.kind == "reopened"]
    if reopened:
        sentence = _("{edition}, opened again on {date}: {reason}").format(
            edition="{edition}",
            date=m.ltr(reopened[-1].at[:10]),
            reason=m.own(reopened[-1].reason) or _("no reason given"),
        )
    else:
        sentence = _("{edition}, begun on {date}").format(edition="{edition}", date=m.ltr(begun))
    return cell(*m.spans(sentence, edition=Span(str(m.edition), bold=True)))


def _status(m: Material) -> Cell:
    _ = m.words
    now = m.wording.stage(named_stage(m.assessment, m.stage))
    parts = [Span(now, bold=True), Span(f" · {m.state}")]
    if m.void_approval is not None:
        parts.append(Span(f" {void_since(m, m.void_approval)}"))
    made = moves(m.assessment)
    if made:
        last = made[-1]
        sentence = _("{who} on {date}").format(who=m.own(last.by), date=m.ltr(last.at[:10]))
        parts.append(Span(f" · {sentence}", quiet=True))
    opinion = m.pack.form.by_id.get("decision.opinion")
    said = value_text(m, opinion) if opinion is not None else ""
    if said:
        parts.append(Span(f" · {_('Adviser: {opinion}').format(opinion=said)}"))
    return cell(*parts)


def _depth(m: Material) -> Cell:
    _ = m.words
    parts = [Span(m.wording.depth(m.seen.depth()))]
    rule = m.pack.form.depth_rule
    reasons = because(rule.full if m.seen.depth() == "full" else rule.light, m.seen)
    if m.seen.depth() != "standard" and reasons:
        links = tuple(
            (Span(m.ltr(m.pack.form.by_id[id].number), link=question_key(id)),)
            for id in reasons
            if id in m.seen.active
        )
        parts += m.spans(_(", because of answers {answers}"), answers=m.joined(links, m.comma))
    return cell(*parts)


def _scope(m: Material) -> Cell:
    parts = []
    country = m.pack.form.by_id.get(COUNTRY)
    if country is not None and value_text(m, country):
        parts.append(value_text(m, country))
    agencies = m.pack.form.by_id.get("record.agencies")
    if agencies is not None and agencies.columns:
        rows = m.assessment.rows_of(agencies.id)
        names = [cell_text(m, agencies, agencies.columns[0], row) for row in rows]
        named = [name for name in names if name]
        if named:
            parts.append(m.comma.join(named[:SHOWN_AGENCIES]))
        if len(named) > SHOWN_AGENCIES:
            more = len(named) - SHOWN_AGENCIES
            parts.append(m.words.count("and {n} more", "and {n} more", more))
    return cell(" · ".join(parts)) if parts else ()


def _protocol(m: Material) -> Iterator[Fact]:
    """What the protocol is and where it is, with its address in full."""
    _ = m.words
    protocol = m.protocol
    annex = m.spans(
        _("Clauses and what rests on them: {annex}."), annex=m.link(_("annex A"), "annex-a")
    )
    status = m.pack.form.by_id.get("record.protocol_status")
    said = value_text(m, status) if status is not None else ""
    typed = [m.assessment.text(f"record.protocol_{part}") for part in ("title", "version", "date")]
    own = " · ".join(m.own(part) for part in typed if part)
    if protocol is not None:
        title = m.words.pack(f"protocol.{protocol.id}.title", protocol.title)
        chosen = m.chosen
        if chosen is not None:
            title = _("{title}, edition {edition}").format(
                title=m.own(title), edition=m.own(chosen.edition)
            )
        publisher = protocol.publisher
        languages = m.comma.join(protocol.languages)
        line = [Span(title, bold=True), Span(f". {m.own(publisher)}. ")]
        if languages:
            line.append(Span(f"({m.ltr(languages)}). "))
        if chosen is not None and chosen.signed:
            line.append(Span(f"{_('Signed on {date}.').format(date=m.ltr(chosen.signed))} "))
        yield Fact(_("DPISP"), (Text((*line, *annex)),))
        if chosen is not None and chosen.parties:
            yield Fact(_("Parties"), cell(m.comma.join(map(m.own, chosen.parties))))
    else:
        yield Fact(_("DPISP"), (Text((Span(own or _("None is named."), bold=True),)), Text(annex)))
    if said:
        stated = [Span(said)]
        if own and protocol is not None and (m.chosen is None or m.chosen.title != typed[0]):
            stated.append(Span(f" · {own}"))
        yield Fact(_("Status here"), (Text(tuple(stated)),))
    if protocol is not None and protocol.address:
        address = Span(m.ltr(protocol.address), link=protocol.address, outside=True)
        yield Fact(_("Address"), cell(address))
    for file in m.protocol_files:
        yield Fact(
            _("Copy used"),
            (
                Text((Span(_("Attached to this PDF: {name}").format(name=m.own(file.name))),)),
                Text((Span(f"SHA-256 {m.ltr(spaced(file.sha256))}"),), "quiet"),
            ),
        )
    yield Fact(
        _("Numbering"),
        cell(
            _(
                "C01 to C39 and A1 to A11 are the wizard’s own; the numbers of the signed text"
                " stand beside them where the country group entered them."
            )
        ),
    )


def _history(m: Material, head: HistoryHead) -> Iterator[Fact]:
    """How far the history went, in short: the full digits stand in annex D."""
    _ = m.words
    if not head.hash:
        return
    told = _("How many entries, and digits that stand for all of them. More in {annex}.")
    annex = m.link(_("annex D"), "annex-d")
    digits = Text((Span(m.ltr(anchor_in_short(head.entries, head.hash)), bold=True),))
    yield Fact(_("History"), (digits, Text(m.spans(told, annex=annex), "quiet")))


def spaced(digits: str, size: int = 8) -> str:
    """A long hash in groups that an eye can compare."""
    return " ".join(digits[start : start + size] for start in range(0, len(digits), size))
