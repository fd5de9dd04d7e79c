"""The extract for the Working Group: counts and catalogue words, on one page.

It is made from an `Extract`, which has no place for names, agencies, references or free text.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING

from dpia_wizard.report.document import (
    Block,
    Column,
    Columns,
    Document,
    Fact,
    Facts,
    Grid,
    Heading,
    Mark,
    OnePage,
    Row,
    Running,
    Side,
    Span,
    Text,
    cell,
)
from dpia_wizard.report.looks import looks
from dpia_wizard.report.phrases import counts_grid
from dpia_wizard.wording import Wording
from dpia_wizard.wording.sign_offs import marked

if TYPE_CHECKING:
    from dpia_wizard.core.catalogue import Pack
    from dpia_wizard.core.extract import Extract
    from dpia_wizard.texts import Words

FEWEST = 3
"""A count below this could point to one office, so it is withheld."""
SHOWN_GROUPS = 8
SHOWN_CLAUSES = 5
SHOWN_ACTIONS = 5


def working_group_summary(extract: Extract, pack: Pack, words: Words, *, today: str) -> Document:
    """The one page that leaves the team; *today* is the ISO date of printing."""
    _ = words
    wording = Wording(words, pack)
    return Document(
        title=_("DPIA extract for the Working Group"),
        language=words.language,
        direction="rtl" if words.is_right_to_left else "ltr",
        blocks=(OnePage(tuple(_blocks(extract, wording))),),
        running=Running(
            label=_("SENSITIVITY: MODERATE"),
            head=(Span(_("Extract for the Working Group")),),
            foot=(_("Printed {date}").format(date=_ltr(words, today)),),
            page=_("Page {page} of {pages}"),
        ),
        levels=looks(wording),
        made=date.fromisoformat(today),
        subject=_("Counts only"),
    )


def fingerprint(extract: Extract) -> str:
    """The extract's own fingerprint, in four groups: nothing in it leads to the full report."""
    digest = hashlib.sha256(repr(_plain(extract)).encode()).hexdigest().upper()[:16]
    return " ".join(digest[start : start + 4] for start in range(0, 16, 4))


def _plain(value: object) -> object:
    if is_dataclass(value):
        return tuple((f.name, _plain(getattr(value, f.name))) for f in fields(value))
    if isinstance(value, tuple):
        return tuple(_plain(part) for part in value)
    return value


def _ltr(words: Words, text: str) -> str:
    return f"\u2066{text}\u2069" if words.is_right_to_left else text


def shown(words: Words, n: int) -> str:
    """A count as it may leave the team: exact, or "under 3"."""
    if 0 < n < FEWEST:
        return words("under {n}").format(n=FEWEST)
    return str(n)


def _blocks(extract: Extract, wording: Wording) -> list[Block]:
    _ = wording.words
    intro = _(
        "One assessment, {depth}, {month}. Stage: {stage}. Nobody is named in it: no child, no"
        " family, no staff, no agency, no office. Counts and catalogue words only."
    ).format(
        depth=wording.depth(extract.depth),
        month=_ltr(wording.words, extract.month),
        stage=stage_told(extract, wording),
    )
    return [
        Heading(_("Extract for the Working Group"), 1, "extract", bookmark=1),
        Text((Span(intro),), "lead"),
        Columns(
            (
                Side((Heading(_("How many risks per level"), 2), *_levels(extract, wording))),
                Side((Heading(_("Controls by family"), 2), _families(extract, wording))),
            )
        ),
        Columns(
            (
                Side((Heading(_("Risks by group"), 2), _groups(extract, wording)), 1.3),
                Side((Heading(_("Clauses under strain"), 2), _clauses(extract, wording))),
            )
        ),
        Heading(_("Actions that need the Working Group"), 2),
        _actions(extract, wording),
        Heading(_("Withheld, and why"), 2),
        Text((Span(withheld(extract, wording)),)),
        Facts(
            (
                Fact(
                    _("Extract fingerprint"),
                    cell(
                        Span(_ltr(wording.words, fingerprint(extract)), bold=True),
                        Span(f" · {_('holds nothing that leads back to the full report')}"),
                    ),
                ),
            )
        ),
    ]


def stage_told(extract: Extract, wording: Wording) -> str:
    """The stage in words; an approval that waits for somebody's sign-off is marked."""
    stage = wording.stage(extract.stage)
    return marked(wording.words, stage, extract.not_signed) if extract.not_signed else stage


def _levels(extract: Extract, wording: Wording) -> tuple[Block, ...]:
    _ = wording.words
    matrix = wording.pack.matrix
    about = _("{matrix}, rule edition {edition}.").format(
        matrix=wording.words.pack("matrix.title", matrix.title), edition=extract.rule_edition
    )
    stops = wording.words.count(
        "{n} stop condition is present.", "{n} stop conditions are present.", len(extract.stops)
    )
    grid = counts_grid(
        wording, dict(extract.inherent), dict(extract.today), dict(extract.projected)
    )
    said = f"{about} {stops}"
    if extract.ranges:
        n = shown(wording.words, extract.ranges)
        ranges = _(
            "Risks of which the level today is a range, by people who rated apart or for want"
            " of evidence: {n}."
        )
        said = f"{said} {ranges.format(n=n)}"
    if extract.borne or extract.not_borne:
        said = f"{said} {borne_told(extract, wording)}"
    return (grid, Text((Span(said),), "small"))


def borne_told(extract: Extract, wording: Wording) -> str:
    """How many risks above the tolerance somebody bears, and how many nobody does.

    Their sum stands in the counts of the levels, so that each of the two tells the other: where
    one is withheld, so is the other, and so are those of them that are over.
    """
    _ = wording.words
    if any(0 < n < FEWEST for n in (extract.borne, extract.not_borne)):
        return _("Above the tolerance: how many are borne, and how many by nobody, is withheld.")
    told = _("Above the tolerance: borne until a date {borne}, borne by nobody {not_borne}.")
    said = told.format(
        borne=shown(wording.words, extract.borne), not_borne=shown(wording.words, extract.not_borne)
    )
    if not extract.over:
        return said
    over = _("Acceptances that are over: {n}.").format(n=shown(wording.words, extract.over))
    return f"{said} {over}"


def _families(extract: Extract, wording: Wording) -> Grid:
    """How the controls of each family stand; small counts are withheld."""
    _ = wording.words
    rows = tuple(
        Row(
            (
                cell(wording.family(family.family)),
                *(
                    cell(shown(wording.words, n))
                    for n in (
                        family.verified,
                        family.in_place + family.partly_or_planned,
                        family.missing + family.unknown,
                    )
                ),
            )
        )
        for family in extract.families
    )
    columns = (
        Column(_("Family"), 1.6),
        Column(_("Verified"), align="end"),
        Column(_("In place, partly, planned"), 1.15, align="end"),
        Column(_("Missing or unknown"), align="end"),
    )
    return Grid(columns, rows, when_empty=_("No control is linked to a risk yet."))


def _groups(extract: Extract, wording: Wording) -> Grid:
    """How many risks each group has; groups with few risks are put together."""
    _ = wording.words
    found = Counter(risk.group for risk in extract.risks)
    large = [(group, n) for group, n in found.most_common() if n >= FEWEST][:SHOWN_GROUPS]
    rest = sum(found.values()) - sum(n for _group, n in large)
    rows = [
        Row(
            (
                cell(f"{group} {wording.group(group)}"),
                cell(Mark("tally", min(n, 8))),
                cell(Span(str(n), bold=True)),
            )
        )
        for group, n in large
    ]
    if rest:
        small = sorted(group for group in found if group not in dict(large))
        title = _("Others together: {groups}").format(groups=_(", ").join(small))
        rows.append(Row((cell(title), (), cell(Span(shown(wording.words, rest), bold=True)))))
    columns = (Column(""), Column("", width=62), Column("", width=24, align="end"))
    return Grid(columns, tuple(rows), when_empty=_("No risk of the catalogue is rated yet."))


def _clauses(extract: Extract, wording: Wording) -> Grid:
    """The clauses that most risks above the tolerance rest on."""
    _ = wording.words
    rows = tuple(
        Row(
            (
                cell(Span(_ltr(_, wording.clause_id(clause)), bold=True)),
                cell(wording.clause(clause)),
            )
        )
        for clause, _n in extract.strained_clauses[:SHOWN_CLAUSES]
    )
    has_numbers = any(wording.clause_id(id) != id for id, _n in extract.strained_clauses)
    columns = (Column("", width=84 if has_numbers else 36), Column(""))
    return Grid(columns, rows, when_empty=_("No clause is under strain."))


def _actions(extract: Extract, wording: Wording) -> Grid:
    """The actions that were marked as shared, in the words of the catalogue."""
    _ = wording.words
    rows = []
    for control, month in extract.shared_controls[:SHOWN_ACTIONS]:
        known = wording.pack.control[control]
        clause = known.clauses[0] if known.clauses else ""
        named = f"{_ltr(_, wording.clause_id(clause))} {wording.clause(clause)}" if clause else ""
        rows.append(
            Row(
                (
                    cell(f"{wording.control(control)} ({control})"),
                    cell(named),
                    cell(_ltr(wording.words, month) or _("no date")),
                )
            )
        )
    columns = (
        Column(_("Action (catalogue wording)"), 2),
        Column(_("Clause"), 1.6),
        Column(_("Due (month)"), width=76),
    )
    return Grid(columns, tuple(rows), when_empty=_("No action is marked as shared."))


def withheld(extract: Extract, wording: Wording) -> str:
    """What is not in the extract, with the reason for each."""
    _ = wording.words
    parts = [
        _(
            "Free text (may name people); evidence, incidents and threat sources (could endanger"
            " staff); names and posts; reference, edition and agency (one assessment would show"
            " which office it is). Counts of controls, clauses and ranges below {n} stand as"
            " “under {n}”, of acceptances neither number stands if one is, and small risk groups"
            " are put together, because they could point to one office; how many risks"
            " stand at each level is told exactly."
        ).format(n=FEWEST),
    ]
    if extract.own_risks:
        sentence = _("Risks in a team’s own words: only counted ({n}).")
        parts.append(sentence.format(n=shown(wording.words, extract.own_risks)))
    left = len(extract.shared_controls) - SHOWN_ACTIONS
    if left > 0:
        parts.append(
            wording.words.count(
                "{n} more shared action stands in the workbook.",
                "{n} more shared actions stand in the workbook.",
                left,
            )
        )
    closed = _("Not to be passed on without the written agreement of every contributor ({clause}).")
    parts.append(closed.format(clause=_ltr(_, wording.clause_id("C22"))))
    return " ".join(parts)
