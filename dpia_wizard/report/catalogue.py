"""A pack as a document: what it is, and everything in it with links both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dpia_wizard.report.cover import spaced
from dpia_wizard.report.document import (
    Block,
    ClauseEntry,
    Clauses,
    Column,
    Contents,
    Document,
    Fact,
    Facts,
    Grid,
    Heading,
    KeepTogether,
    Row,
    Running,
    Span,
    Text,
    cell,
)
from dpia_wizard.report.looks import looks
from dpia_wizard.report.material import CONTROLS
from dpia_wizard.report.phrases import heat_map
from dpia_wizard.wording.catalogue import KINDS, CatalogueWords
from dpia_wizard.wording.catalogue_details import Details, details

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dpia_wizard.core.catalogue import Pack
    from dpia_wizard.core.uses import Item, Kind
    from dpia_wizard.report.document import Cell, Spans
    from dpia_wizard.texts import Words
    from dpia_wizard.wording.catalogue_details import Linked, Part


def catalogue_document(pack: Pack, words: Words) -> Document:
    """Everything that *pack* says, in the language of *words*."""
    say = CatalogueWords(words, pack, apart=_apart(words))
    _ = words
    title = words.pack("pack.title", pack.title)
    edition = say.apart(pack.ref.edition)
    return Document(
        title=_("{title}: the catalogue").format(title=title),
        language=words.language,
        direction="rtl" if words.is_right_to_left else "ltr",
        blocks=tuple(_blocks(say, title)),
        running=Running(
            head=(
                Span(_("{title}, edition {edition}").format(title=title, edition=edition)),
                Span(_(" · The catalogue"), bold=True),
            ),
            foot=(
                _("Fingerprint {fingerprint}").format(
                    fingerprint=say.apart(spaced(pack.ref.fingerprint[:32]))
                ),
            ),
            page=_("Page {page} of {pages}"),
        ),
        levels=looks(say.names),
        subject=f"{pack.ref.id} {pack.ref.edition}",
    )


def _apart(words: Words) -> Callable[[str], str]:
    """Keeps ids and the names of sources whole inside a right-to-left line."""

    def apart(text: str) -> str:
        clean = CONTROLS.sub("", text)
        return f"\u2066{clean}\u2069" if clean and words.is_right_to_left else clean

    return apart


def _blocks(say: CatalogueWords, title: str) -> Iterator[Block]:
    yield from _cover(say, title)
    yield Heading(say.words("Contents"), 1, "contents", bookmark=1, new_page=True)
    yield Contents()
    for kind in KINDS:
        entries = [details(say, item) for item in say.items(kind)]
        if not entries:
            continue
        yield Heading(say.kind(kind), 1, kind, contents=True, bookmark=1, new_page=True)
        if kind == "element":
            yield _elements(say, entries)
        else:
            yield from _chapter(say, kind, entries)


def _cover(say: CatalogueWords, title: str) -> Iterator[Block]:
    _, pack = say.words, say.pack
    yield Text((Span(_("The catalogue of a form")),), "eyebrow")
    yield Heading(title, 0, "cover", bookmark=1)
    about = _(
        "Everything that assessments made with this form are offered: risks to children, controls,"
        " clauses of the protocol, kinds of information, stop conditions, questions and the risk"
        " matrix. Each number leads to its place."
    )
    yield Text((Span(about),), "lead")
    facts = [
        Fact(_("Form"), cell(say.apart(pack.ref.id))),
        Fact(_("Edition"), cell(say.apart(pack.ref.edition))),
        Fact(_("Publisher"), cell(say.apart(pack.publisher))),
        Fact(_("Licence"), cell(say.apart(pack.licence))),
        Fact(_("Source"), cell(say.apart(pack.source))),
        Fact(_("Fingerprint"), cell(Span(say.apart(spaced(pack.ref.fingerprint)), bold=True))),
    ]
    for base in pack.bases:
        stands = _("{id}, edition {edition}").format(
            id=say.apart(base.id), edition=say.apart(base.edition)
        )
        facts.insert(2, Fact(_("It stands on"), cell(stands)))
    for protocol in pack.protocols:
        name = say.words.pack(f"protocol.{protocol.id}.title", protocol.title)
        span = Span(name, link=protocol.address, outside=bool(protocol.address))
        facts.append(Fact(_("Protocol"), cell(span)))
    yield Facts(tuple(fact for fact in facts if _has_words(fact.value)))
    yield Heading(_("What is in it"), 2)
    rows = tuple(
        Row((cell(Span(say.kind(kind), link=kind)), cell(str(n))))
        for kind in KINDS
        if (n := len(say.items(kind)))
    )
    yield Grid((Column("", 4), Column("", 1, align="end")), rows, "dense")


def _chapter(say: CatalogueWords, kind: Kind, entries: list[Details]) -> Iterator[Block]:
    """The entries of a kind under the headings that the pack gives them; what an overlay adds
    stands with what is there already."""
    under: dict[str, list[Details]] = {}
    for entry in entries:
        under.setdefault(_heading(say, entry.item), []).append(entry)
    for heading, found in under.items():
        if heading:
            yield Heading(heading, 2, f"{kind}:{heading}", contents=True, bookmark=2)
        if kind in ("clause", "question"):
            yield _clauses(say, found) if kind == "clause" else _questions(say, found)
        else:
            for entry in found:
                yield from _card(say, entry)


def _heading(say: CatalogueWords, item: Item) -> str:
    pack, id = say.pack, item.id
    match item.kind:
        case "risk":
            return say.names.group(pack.risk[id].group)
        case "control":
            return say.names.family(pack.control[id].family)
        case "clause":
            return say.part(pack.clause[id].part)
        case "question":
            return say.section(pack.form.section_of[id].id)
        case _:
            return ""


def _card(say: CatalogueWords, entry: Details) -> Iterator[Block]:
    heading = Heading(entry.title, 3, key_of(entry.item), number=say.apart(entry.number))
    marks = Text((Span(" · ".join(entry.marks)),), "quiet") if entry.marks else None
    facts = Facts(tuple(_fact(part) for part in (*entry.parts, *entry.used)))
    blocks: tuple[Block, ...] = (heading, *([marks] if marks else ()), facts)
    if entry.item.kind == "matrix":
        yield from (heading, heat_map(say.with_matrix(entry.item.id), ()), facts)
    else:
        yield KeepTogether(blocks)


def _fact(part: Part) -> Fact:
    links = (Text(_link(link)) for link in part.links)
    words = (Text((Span(part.text, quiet=part.quiet),)),) if part.text else ()
    return Fact(part.label, (*words, *links))


def _link(link: Linked) -> Spans:
    note = (Span(f" ({link.note})", quiet=True),) if link.note else ()
    return (Span(link.words, link=key_of(link.item)), *note)


def _clauses(say: CatalogueWords, entries: list[Details]) -> Clauses:
    """Clauses with what rests on each, in columns."""
    _ = say.words
    made = tuple(
        ClauseEntry(
            entry.number,
            entry.title,
            tuple(Span(f"{part.text} ", quiet=part.quiet) for part in entry.parts),
            _numbers(say, entry, "question"),
            _numbers(say, entry, "risk"),
            _numbers(say, entry, "control"),
            key=key_of(entry.item),
        )
        for entry in entries
    )
    titles = (_("Clause"), _("Questions"), _("Risks"), _("Controls"))
    return Clauses(titles, made, _("none"))


def _questions(say: CatalogueWords, entries: list[Details]) -> Grid:
    """The questions of a section: what is asked, how it is answered, when, and what hangs on it."""
    _ = say.words
    rows = []
    for entry in entries:
        question = say.pack.form.by_id[entry.item.id]
        told = {part.label: part for part in entry.parts if part.text}
        asked = _labelled(told, (_("Explained"),))
        answered = (_("How it is answered"), _("Choices"), _("Columns"))
        why = (_("Why it is asked"), _("A good answer"), _("Asked when"), _("Source"))
        name = Span(entry.title, bold=True)
        marks = Text((Span(" · ".join(entry.marks[1:])),), "quiet")
        links = [part for part in (*entry.parts, *entry.used) if part.links]
        leads = tuple(
            piece
            for part in links
            for piece in (
                Text((Span(part.label, quiet=True),)),
                Text(_joined(say, part.links)),
            )
        )
        cells: tuple[Cell, ...] = (
            cell(say.apart(question.number)),
            (Text((name,)), *([marks] if entry.marks[1:] else ()), *asked),
            _labelled(told, answered),
            _labelled(told, why, named=True),
            leads,
        )
        rows.append(Row(cells, key=key_of(entry.item)))
    columns = (
        Column("", width=32, quiet=True),
        Column(_("Question"), 2),
        Column(_("How it is answered"), 1.7),
        Column(_("Why and when"), 2),
        Column(_("What hangs on it"), 1.1),
    )
    return Grid(columns, tuple(rows), "dense")


def _labelled(told: dict[str, Part], labels: tuple[str, ...], *, named: bool = False) -> Cell:
    """The parts under *labels*, one under the other; with *named* each under its label."""
    pieces: list[Text] = []
    for part in (told[label] for label in labels if label in told):
        if named:
            pieces.append(Text((Span(part.label, quiet=True),)))
        pieces.append(Text((Span(part.text, quiet=part.quiet),)))
    return tuple(pieces)


def _numbers(say: CatalogueWords, entry: Details, kind: Kind) -> tuple[Spans, ...]:
    links = [link for part in entry.used for link in part.links if link.item.kind == kind]
    return (_joined(say, links),) if links else ()


def _joined(say: CatalogueWords, links: Iterable[Linked]) -> Spans:
    spans: list[Span] = []
    for link in links:
        if spans:
            spans.append(Span(say.words(", ")))
        spans.append(Span(say.apart(say.number(link.item)), link=key_of(link.item)))
    return tuple(spans)


def _elements(say: CatalogueWords, entries: list[Details]) -> Grid:
    """Kinds of information as a table: sensitivity, how to hold less, where it counts."""
    _ = say.words
    rows = []
    for entry in entries:
        words = [Text((Span(part.text, quiet=part.quiet),)) for part in entry.parts]
        element = say.pack.element[entry.item.id]
        graded, rest = (2, words[2:]) if element.raised else (1, words[1:])
        used = tuple(
            piece
            for part in entry.used
            for piece in (
                Text((Span(part.label, quiet=True),)),
                Text(_joined(say, part.links)),
            )
        )
        name = Span(
            say.words("{number} {title}").format(number=say.apart(entry.number), title=entry.title),
            bold=True,
        )
        cells: tuple[Cell, ...] = (cell(name), tuple(words[:graded]), tuple(rest), used)
        rows.append(Row(cells, key=key_of(entry.item)))
    columns = (
        Column(_("Kind of information"), 1.4),
        Column(_("Sensitivity"), 1),
        Column(_("How to hold less, and what to know"), 2.2),
        Column(_("Where used"), 1.3),
    )
    return Grid(columns, tuple(rows), "dense")


def key_of(item: Item) -> str:
    """The key that links to a thing lead to."""
    return f"{item.kind}-{item.id}"


def _has_words(value: Cell) -> bool:
    return any(span.text for piece in value if isinstance(piece, Text) for span in piece.spans)
