"""The data points and who gets which of them, as a document: the first annex of a protocol."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dpia_wizard.core.sharing import (
    DATA_POINTS_CLAUSE,
    INVENTORY,
    NOT_TO_SHARE,
    OCCASIONS,
    SHARING_ANNEX,
    UNDER_SHARING,
)
from dpia_wizard.core.workflow import edition
from dpia_wizard.report.document import (
    Block,
    Column,
    Document,
    Grid,
    GroupRow,
    Heading,
    Notice,
    Row,
    Running,
    Span,
    Text,
    cell,
)
from dpia_wizard.report.material import Material
from dpia_wizard.report.phrases import label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dpia_wizard.core.sharing import DataPoint, Gap, Occasion, Sharing, SharingTables
    from dpia_wizard.report.document import Cell


@dataclass(frozen=True, slots=True)
class SharingWords:
    """What the ids in the tables are called in the language of *m*."""

    m: Material

    def element(self, id: str) -> str:
        """A kind of information with its number in the catalogue: "D11 Current address"."""
        name = self._choice(INVENTORY, "element", id)
        return name if name == id else f"{self.m.ltr(id)} {name}"

    def recipient(self, id: str) -> str:
        """A kind of agency."""
        return self._choice(OCCASIONS, "with_whom", id)

    def recipients(self, ids: Iterable[str]) -> str:
        """Several kinds of agencies."""
        return self._list(self.recipient(id) for id in ids)

    def occasion(self, id: str) -> str:
        """An occasion, or that none is described."""
        if not id:
            return self.m.words("On no occasion that is described")
        return self._choice(OCCASIONS, "circumstance", id)

    def basis(self, ids: Iterable[str]) -> str:
        """The bases of sharing."""
        return self._list(self._choice(OCCASIONS, "basis", id) for id in ids)

    def channels(self, ids: Iterable[str]) -> str:
        """The ways that information takes."""
        return self._list(self._choice(OCCASIONS, "channel", id) for id in ids)

    def decides(self, id: str) -> str:
        """The post that decides."""
        return self._choice(OCCASIONS, "decides", id)

    def said(self, column: str, ids: Iterable[str]) -> str:
        """What the inventory says in a column of choices."""
        return self._list(self._choice(INVENTORY, column, id) for id in ids)

    def own(self, texts: Iterable[str]) -> str:
        """What people typed."""
        return self._list(self.m.own(text) for text in texts)

    def clauses(self, question: str) -> tuple[str, ...]:
        """The ids of the clauses that the table of a question serves."""
        asked = self.m.pack.form.by_id.get(question)
        return asked.clauses if asked is not None else ()

    def gap(self, gap: Gap) -> str:
        """What does not fit, as a sentence that says what to do."""
        _ = self.m.words
        sentences = {
            "not_in_inventory": _(
                "Shared, but not among the data points: {elements}. Add it to the inventory, or"
                " stop sharing it."
            ),
            "flow_not_in_inventory": _(
                "Part of a flow, but not among the data points: {elements}. Add it to the"
                " inventory."
            ),
            "not_needed": _(
                "Shared, though the inventory says that it is not needed: {elements}. Change one"
                " of the two."
            ),
            "not_a_party": _(
                "{occasion}: not among the parties, but gets information: {recipient}. Add it to"
                " section 7, with what covers the sharing."
            ),
            "not_listed": _(
                "{occasion}: no party of this kind ({recipient}) is said to get this: {elements}."
                " Settle which is right."
            ),
            "no_occasion": _(
                "{recipient}: said to get this, but on no occasion that is described: {elements}."
                " Describe the occasion, or stop it."
            ),
            "no_basis": _(
                "{occasion}: no basis is named for what goes to {recipient}. Name one, or do not"
                " share."
            ),
            "no_purpose": _(
                "{occasion}: it is not said what {recipient} needs this for: {elements}. Say it,"
                " or do not share."
            ),
            "no_agreement": _(
                "No agreement is named for what goes to {party}. Name it, or write down the reason."
            ),
            "breaks_rule": _(
                "{occasion}: this goes to {recipient} although a rule says not to share it:"
                " {elements}. Change one of the two."
            ),
            "rule_in_words": _(
                "A rule when not to share is told in words only. Read it against this table."
            ),
            "under_sharing": _(
                "Something should be shared and is not. See what blocks it, and settle who"
                " changes that."
            ),
        }
        return sentences[gap.code].format(
            elements=self._list(self.element(id) for id in gap.elements),
            recipient=self.recipient(gap.recipient),
            occasion=self.occasion(gap.occasion),
            party=self.m.own(gap.party) or self.recipient(gap.recipient),
        )

    def _choice(self, question: str, column: str, id: str) -> str:
        asked = self.m.pack.form.by_id.get(question)
        if not id or asked is None:
            return id
        return self.m.own(self.m.wording.choice(asked, id, column))

    def _list(self, texts: Iterable[str]) -> str:
        return self.m.words("; ").join(text for text in texts if text)


def sharing_document(m: Material, tables: SharingTables) -> Document:
    """The tables on paper: data points, sharing by occasion, rules, and what to mend."""
    _ = m.words
    say = SharingWords(m)
    return Document(
        title=_("Data points and sharing"),
        language=m.words.language,
        direction="rtl" if m.words.is_right_to_left else "ltr",
        blocks=tuple(_blocks(say, tables)),
        running=Running(
            label=label(m),
            head=(
                Span(
                    _("{reference} · edition {edition} · Data points and sharing · ").format(
                        reference=m.ltr(m.assessment.reference), edition=edition(m.assessment)
                    )
                ),
                Span(m.state, bold=True),
            ),
            foot=(
                _("Fingerprint {fingerprint}").format(fingerprint=m.ltr(m.groups)),
                _("Printed {date}").format(date=m.ltr(m.today)),
            ),
            page=_("Page {page} of {pages}"),
        ),
        made=date.fromisoformat(m.today),
        subject=m.assessment.reference,
    )


def _blocks(say: SharingWords, tables: SharingTables) -> Iterator[Block]:
    m = say.m
    _ = m.words
    yield Heading(_("Data points and sharing"), 1, "sharing", bookmark=1)
    yield Text((Span(m.own(m.title), bold=True),), "lead")
    yield Text(
        (
            Span(
                _(
                    "What is kept about children, and who gets which part of it, when, what for"
                    " and on which basis. It is made from the answers of the assessment, for the"
                    " protocol's clause on agreed data points ({clause}) and its annex ({annex})."
                ).format(clause=m.clause(DATA_POINTS_CLAUSE), annex=m.clause(SHARING_ANNEX))
            ),
        )
    )
    yield from _mend(say, tables.gaps, any_points=bool(tables.points or tables.sharing))
    yield Heading(_("Data points"), 1, "points", bookmark=1)
    yield from _serves(say, INVENTORY)
    yield _points(say, tables.points)
    yield Heading(_("Who gets what, and when"), 1, "matrix", bookmark=1)
    yield from _serves(say, OCCASIONS)
    if any(one.gaps for one in tables.sharing):
        marked = _("A bar at the edge marks what is to be settled first; the list is at the top.")
        yield Text((Span(marked, quiet=True),), "lead")  # it stays with its table
    yield _sharing(say, tables.sharing)
    yield Heading(_("Rules of each occasion"), 1, "rules", bookmark=1)
    yield _rules(say, [o for o in tables.occasions if o.occasion not in _NOTHING])
    yield Heading(_("When not to share"), 1, "never", bookmark=1)
    yield _rules(say, [o for o in tables.occasions if o.occasion == NOT_TO_SHARE])
    yield Heading(_("What should be shared and is not"), 1, "under", bookmark=1)
    yield _rules(say, [o for o in tables.occasions if o.occasion == UNDER_SHARING])


_NOTHING = (NOT_TO_SHARE, UNDER_SHARING)


def _serves(say: SharingWords, question: str) -> Iterator[Block]:
    """The clauses of a table, each with its number in the signed text where it has one."""
    ids = say.clauses(question)
    if ids:
        named = say.m.comma.join(map(say.m.clause, ids))
        sentence = say.m.words("For these clauses: {clauses}.").format(clauses=named)
        yield Text((Span(sentence, quiet=True),), "lead")


def _mend(say: SharingWords, gaps: Sequence[Gap], *, any_points: bool) -> Iterator[Block]:
    _ = say.m.words
    if not gaps:
        agreed = _("The tables agree with each other.")
        yield Notice((Text((Span(agreed if any_points else _("The tables are empty so far.")),)),))
        return
    sentences = dict.fromkeys(say.gap(gap) for gap in gaps)
    rows = tuple(Row((cell(str(n)), cell(text))) for n, text in enumerate(sentences, 1))
    title = say.m.words.count(
        "{n} point to settle before this is signed",
        "{n} points to settle before this is signed",
        len(rows),
    )
    yield Heading(title, 2, "mend")
    yield Grid((Column("", width=20, quiet=True), Column("")), rows, "dense")


def _points(say: SharingWords, points: Sequence[DataPoint]) -> Grid:
    _ = say.m.words
    rows = tuple(
        Row(
            (
                _stacked(
                    say, (Span(say.element(point.element), bold=True), say.m.own(point.detail))
                ),
                _stacked(say, (Span(say.m.own(point.why)), say.said("need", (point.need,)))),
                _stacked(
                    say,
                    (
                        Span(say.said("sensitivity", (point.sensitivity,))),
                        say.said("about", point.about),
                    ),
                ),
                _stacked(say, (Span(say.basis(point.basis)),)),
                _stacked(say, (Span(say.recipients(point.shared_with)),)),
                _stacked(say, (Span(say.m.own(point.retention)), say.said("less", point.less))),
            ),
            marked=not point.row,
        )
        for point in points
    )
    return Grid(
        (
            Column(_("Kind of information"), 1.5),
            Column(_("What it is needed for"), 1.6),
            Column(_("Sensitivity")),
            Column(_("Basis")),
            Column(_("Who gets it"), 1.9),
            Column(_("How long it is kept"), 1.2),
        ),
        rows,
        "dense",
        when_empty=_("The inventory (section 5) is empty."),
    )


def _sharing(say: SharingWords, sharing: Sequence[Sharing]) -> Grid:
    _ = say.m.words
    rows: list[Row | GroupRow] = []
    last = None
    for one in _joined(sharing):
        first = one[0]
        if first.occasion != last:
            rows.append(GroupRow(say.occasion(first.occasion)))
            last = first.occasion
        parties = dict.fromkeys(party for each in one for party in each.parties)
        rows.append(
            Row(
                (
                    cell(Span(say.element(first.element), bold=True)),
                    _stacked(
                        say,
                        (
                            Span(say.recipients(each.recipient for each in one)),
                            say.own(parties),
                        ),
                    ),
                    _stacked(say, (Span(say.own(first.purposes)),)),
                    _stacked(say, (Span(say.basis(first.basis)),)),
                    cell(say.said("sensitivity", (first.sensitivity,))),
                ),
                marked=any(each.gaps for each in one),
            )
        )
    return Grid(
        (
            Column(_("Kind of information"), 1.5),
            Column(_("Who gets it"), 1.5),
            Column(_("What for"), 1.5),
            Column(_("Basis"), 1.1),
            Column(_("Sensitivity"), width=66),
        ),
        tuple(rows),
        "dense",
        when_empty=_("No occasion to share is described (section 8)."),
    )


def _joined(sharing: Sequence[Sharing]) -> Iterator[list[Sharing]]:
    """Those that follow each other and differ only in who gets it, together."""
    group: list[Sharing] = []
    for one in sharing:
        if group and _key(group[-1]) != _key(one):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _key(one: Sharing) -> tuple[object, ...]:
    return one.occasion, one.element, one.purposes, one.basis, bool(one.gaps)


def _rules(say: SharingWords, occasions: Sequence[Occasion]) -> Grid:
    _ = say.m.words
    rows = tuple(
        Row(
            (
                _stacked(
                    say,
                    (
                        Span(say.occasion(one.occasion), bold=True),
                        say.recipients(one.recipients),
                    ),
                ),
                _stacked(say, (Span(say.decides(one.decides)), say.channels(one.channels))),
                _stacked(say, (Span(say.m.own(one.never)),)),
                _stacked(say, (Span(say.m.own(one.rules)), say.m.own(one.feedback))),
            )
        )
        for one in occasions
    )
    return Grid(
        (
            Column(_("Occasion"), 1.3),
            Column(_("Who decides, and how it goes"), 1.2),
            Column(_("What is never shared"), 1.5),
            Column(_("Rules, and what comes back"), 2),
        ),
        rows,
        "dense",
        when_empty=_("Nothing is said about this."),
    )


def _stacked(say: SharingWords, parts: tuple[Span | str, ...]) -> Cell:
    """A first line, and quiet ones below it; "not said" where the first is empty."""
    first, *rest = parts
    lead = first if isinstance(first, Span) else Span(first)
    if not lead.text:
        lead = Span(say.m.words("not said"), quiet=True)
    below = (Text((Span(text, quiet=True),)) for text in rest if isinstance(text, str) and text)
    return (Text((lead,)), *below)
