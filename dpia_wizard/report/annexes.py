"""Annexes B to D: what is unknown, how levels are found, and with what this was made."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from dpia_wizard.core.chain import PRINTED, groups
from dpia_wizard.core.seal import is_sealed
from dpia_wizard.core.situation import FormSituation
from dpia_wizard.report.answers import question_blocks
from dpia_wizard.report.cover import spaced
from dpia_wizard.report.document import (
    Block,
    Cell,
    Chip,
    Column,
    Fact,
    Facts,
    Grid,
    GroupRow,
    Heading,
    Row,
    Span,
    Text,
    cell,
)
from dpia_wizard.report.material import question_key
from dpia_wizard.report.phrases import heat_map
from dpia_wizard.wording import credit

if TYPE_CHECKING:
    from dpia_wizard.core.form import Question as FormQuestion
    from dpia_wizard.core.matrix import RiskMatrix, ScalePoint
    from dpia_wizard.core.model import PackRef
    from dpia_wizard.report.material import HistoryHead, Material

FONTS = "Noto Sans, Noto Naskh Arabic"


def unknown(m: Material) -> tuple[Block, ...]:
    """Annex B: the questions that nobody could answer, and those without an answer."""
    _ = m.words
    active = [q for q in m.pack.form.by_id.values() if q.id in m.seen.active]
    unknowns = [q for q in active if m.seen.chosen(q.id) == ("unknown",)]
    missing = [
        q
        for q in active
        if q not in unknowns
        and q.kind not in ("computed", "signature")
        and m.seen.chosen(q.id) is None
    ]
    needed = [q for q in missing if not q.optional]
    optional = [q for q in missing if q.optional]
    rows: list[Row | GroupRow] = []
    for questions, title in (
        (unknowns, _("Unknown: nobody here knows yet ({n})")),
        (needed, _("Not answered ({n})")),
        (optional, _("Not answered, and need not be ({n})")),
    ):
        if questions:
            rows.append(GroupRow(title.format(n=len(questions))))
            rows += [_open_row(m, question) for question in questions]
    columns = (
        Column(_("No."), width=40),
        Column(_("Question"), 3),
        Column(_("Action"), width=60),
    )
    heading = Heading(
        _("Annex B: unknown and not answered"), 1, "annex-b", contents=True, bookmark=1
    )
    intro = _(
        "Unknown is an answer: somebody looked and could not tell. Not answered means that nobody"
        " has said anything yet. What is not applicable is named at the end of its section."
    )
    grid = Grid(columns, tuple(rows), "dense", when_empty=_("Everything asked is answered."))
    return (heading, Text((Span(intro),), "quiet"), grid, *_kept(m))


def _open_row(m: Material, question: FormQuestion) -> Row:
    number = Span(m.ltr(question.number), link=question_key(question.id))
    return Row(
        (cell(number), cell(m.wording.question(question)), cell(*m.action_links(question.id)))
    )


def _kept(m: Material) -> list[Block]:
    """Answers that were given before other answers made their questions not applicable."""
    _ = m.words
    everything = FormSituation(m.pack.form, m.assessment, set(m.pack.form.by_id))
    left = [
        question
        for question in m.pack.form.by_id.values()
        if question.id not in m.seen.active and _is_said(m, question, everything)
    ]
    if not left:
        return []
    sentence = _(
        "These were answered before, and other answers have made them not applicable since."
        " They count for nothing above."
    )
    blocks: list[Block] = [
        Heading(_("Answered before, not asked now"), 2),
        Text((Span(sentence),), "quiet"),
    ]
    for question in left:
        blocks += question_blocks(m, question)
    return blocks


def _is_said(m: Material, question: FormQuestion, everything: FormSituation) -> bool:
    if question.kind == "computed":
        return False
    answer = m.assessment.answers.get(question.id)
    noted = answer is not None and bool(answer.note or answer.evidence or answer.seen)
    return noted or everything.chosen(question.id) is not None


def method(m: Material) -> tuple[Block, ...]:
    """Annex C: the matrix, its scales with their anchors, its levels, and the rule."""
    _ = m.words
    matrix = m.pack.matrix
    rule = _(
        "Likelihood and severity are looked up in the matrix, never multiplied or averaged."
        " A control lowers one of them only by what it earns: it must fit this risk, and"
        " somebody must have seen it work within 12 months. Controls in the same hands count"
        " once. Whole steps count, at most {likelihood} on likelihood and {severity} on"
        " severity. Harm that cannot be undone keeps the gravest severity. The lowest likelihood"
        " needs a strong control that was verified. Unknown likelihood counts as {unknown}, and"
        " then only verified controls earn anything. The level today is what the evidence"
        " supports; the team may set it higher, only the supervisor lower, each with a reason."
        " The level if the plan is done counts planned controls that have an owner and a date;"
        " it is never used to approve."
    ).format(
        likelihood=matrix.most_steps.get("likelihood", 0),
        severity=matrix.most_steps.get("severity", 0),
        unknown=m.wording.likelihood(matrix.likelihood_rank(matrix.unknown_counts_as) or 1),
    )
    proposal = _(
        "Rule edition {edition}. The rule is our proposal and can be changed in the matrix file:"
        " no published humanitarian standard gives a numeric rule. A person decides."
    ).format(edition=matrix.rule_edition)
    return (
        Heading(_("Annex C: matrix, scales and rule"), 1, "annex-c", contents=True, bookmark=1),
        Text((Span(m.words.pack("matrix.title", matrix.title), bold=True), Span(f". {proposal}"))),
        Text((Span(_source(m, matrix)),), "quiet"),
        heat_map(m.wording, ()),
        Heading(_("Levels"), 2),
        Grid(
            (Column(_("Level"), width=92), Column(_("What it asks for"))),
            tuple(
                Row((cell(Chip(level.id)), cell(m.wording.level_meaning(level.id))))
                for level in reversed(matrix.levels)
            ),
        ),
        *_scale(m, _("Likelihood in the next 12 months"), "likelihood", matrix.likelihoods),
        *_scale(m, _("Severity for the most affected children"), "severity", matrix.severities),
        Heading(_("How controls count"), 2),
        Text((Span(rule),)),
        _credits(m),
    )


def _source(m: Material, matrix: RiskMatrix) -> str:
    """Where the matrix comes from, and how sure its authors are of that."""
    _ = m.words
    told = m.own(m.words.pack("matrix.source", matrix.source))
    source = _("Source: {source}").format(source=told)
    sure = {
        "high": _("We are sure of it."),
        "medium": _("We are fairly sure of it."),
        "low": _("We are not sure of it."),
        "inference": _("This is our own reading."),
    }.get(matrix.confidence, "")
    return f"{source} {sure}"


def _scale(
    m: Material, title: str, scale: str, points: tuple[ScalePoint, ...]
) -> tuple[Block, ...]:
    _ = m.words
    name = m.wording.likelihood if scale == "likelihood" else m.wording.severity
    rows = tuple(
        Row(
            (
                cell(Span(f"{point.rank} {name(point.rank)}", bold=True)),
                cell(m.wording.anchor(scale, point.rank)),
                cell(Span(m.wording.example(scale, point.rank), quiet=True)),
            )
        )
        for point in reversed(points)
    )
    columns = (
        Column(_("Step"), 1),
        Column(_("What can be observed"), 2.2),
        Column(_("For example"), 2.2, quiet=True),
    )
    return (Heading(title, 2), Grid(columns, rows))


def _credits(m: Material) -> Grid:
    _ = m.words
    matrix = m.pack.matrix
    statuses = list(dict.fromkeys(status for _strength, status in matrix.credit))
    strengths = ("strong", "moderate", "weak")
    rows = tuple(
        Row(
            (
                cell(Span(m.wording.strength(strength), bold=True)),
                *(
                    cell(credit(matrix.credit.get((strength, status), Fraction(0))))
                    for status in statuses
                ),
                cell(credit(Fraction(0))),
            )
        )
        for strength in strengths
    )
    columns = (
        Column(_("Strength for this risk"), 1.4),
        *(Column(m.wording.status(status), align="centre") for status in statuses),
        Column(_("Any other state"), align="centre"),
    )
    return Grid(columns, rows)


def made_with(m: Material) -> tuple[Block, ...]:
    """Annex D: how far the history goes, which packs and fonts were used, which files are kept."""
    _ = m.words
    facts = []
    if m.history is not None:
        facts.append(Fact(_("History"), _history(m, m.history)))
    facts.append(Fact(_("Begun"), cell(m.ltr(m.assessment.created[:10]))))
    facts.append(Fact(_("Printed"), cell(m.ltr(m.today))))
    facts.append(
        Fact(
            _("Form"),
            (
                *_pack(m, m.assessment.form, m.pack.ref, m.words.pack("pack.title", m.pack.title)),
                Text((Span(_published(m)),), "quiet"),
            ),
        )
    )
    facts.append(
        Fact(
            _("Matrix"),
            _pack(
                m,
                m.assessment.matrix,
                m.pack.matrix_ref,
                m.words.pack("matrix.title", m.pack.matrix.title),
            ),
        )
    )
    facts.append(Fact(_("Rule edition"), cell(m.pack.matrix.rule_edition)))
    facts.append(
        Fact(
            _("Content fingerprint"),
            (
                Text((Span(m.ltr(spaced(m.fingerprint)), bold=True),)),
                Text(
                    (
                        Span(
                            _(
                                "SHA-256 of everything that this report rests on. The first half"
                                " of it stands on every page."
                            )
                        ),
                    ),
                    "quiet",
                ),
            ),
        )
    )
    facts.append(
        Fact(
            _("Fonts"),
            cell(_("{fonts} (SIL Open Font License 1.1)").format(fonts=m.ltr(FONTS))),
        )
    )
    facts.append(
        Fact(
            _("For screen readers"),
            cell(
                _(
                    "This PDF has text in reading order and a table beside every picture, but no"
                    " tags. Ask the author for the answers in another form if you need one."
                )
            ),
        )
    )
    return (
        Heading(_("Annex D: history, packs and fonts"), 1, "annex-d", contents=True, bookmark=1),
        Facts(tuple(facts)),
        *_files(m),
    )


def _history(m: Material, head: HistoryHead) -> Cell:
    """How far the history went, with the digits that tell it from every other one."""
    _ = m.words
    entries = m.words.count("{n} entry", "{n} entries", head.entries)
    went = _("{entries}; the last on {date}, {id}").format(
        entries=entries, date=m.ltr(head.last_at[:10]), id=m.ltr(head.last_id)
    )
    if not head.hash:
        return cell(went)
    why = _(
        "These digits stand for every entry up to the last one. With them the program says later"
        " whether the history is still the one that this report rests on. Keep this page."
    )
    digits = Text((Span(m.ltr(groups(head.hash[:PRINTED])), bold=True),))
    return (Text((Span(went),)), digits, Text((Span(why),), "quiet"))


def _pack(m: Material, made: PackRef, printed: PackRef, title: str) -> tuple[Text, ...]:
    """The pack that the assessment was made with, and the one that was printed with if another."""
    _ = m.words
    if made == printed:
        return _named(m, made, title)
    return (
        Text((Span(_("The assessment was made with this:")),)),
        *_named(m, made, title),
        Text((Span(_("The words and rules in this report are from another one:")),)),
        *_named(m, printed, title),
    )


def _named(m: Material, used: PackRef, title: str) -> tuple[Text, ...]:
    _ = m.words
    first = _("{title}, edition {edition} ({id})").format(
        title=title, edition=m.ltr(used.edition), id=m.ltr(used.id)
    )
    return (
        Text((Span(first),)),
        Text((Span(f"SHA-256 {m.ltr(spaced(used.fingerprint))}"),), "quiet"),
    )


def _published(m: Material) -> str:
    _ = m.words
    return _("Published by {publisher}, licence {licence}. Source: {source}").format(
        publisher=m.own(m.pack.publisher),
        licence=m.ltr(m.pack.licence),
        source=m.own(m.pack.source),
    )


def _files(m: Material) -> list[Block]:
    _ = m.words
    kept = (file for file in m.assessment.attachments.values() if not is_sealed(file))
    files = sorted(kept, key=lambda file: (file.name, file.id))
    if not files:
        return []
    rows = tuple(
        Row(
            (
                cell(m.own(file.name)),
                cell(m.words.count("{n} byte", "{n} bytes", file.size)),
                cell(m.ltr(spaced(file.sha256))),
            )
        )
        for file in files
    )
    columns = (Column(_("File"), 1.6), Column(_("Size"), width=70), Column("SHA-256", 2.4))
    return [Heading(_("Files kept with this assessment"), 2), Grid(columns, rows, "dense")]
