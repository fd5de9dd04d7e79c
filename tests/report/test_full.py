from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from dpia_wizard.codec import content_fingerprint
from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.model import Answer, Assessment, Attachment, Decision, Rating, Risk
from dpia_wizard.core.register import register
from dpia_wizard.packs.load import load_pack, load_pack_folder
from dpia_wizard.report.document import (
    Chip,
    ClauseEntry,
    Document,
    Heading,
    OnePage,
    Question,
    Row,
    Signatures,
    Span,
    Tick,
    places,
    walk,
)
from dpia_wizard.report.full import HistoryHead, full_report
from dpia_wizard.report.material import Material
from dpia_wizard.report.pdf.shaping import missing
from dpia_wizard.report.pdf.writer import to_pdf
from dpia_wizard.report.phrases import worst_sentence
from dpia_wizard.texts import words_for
from tests.report.filled import TODAY, chosen_words, filled, started, typed, with_records
from tests.report.reading import letters, not_found, pages

FILES = Path(__file__).parents[1] / "files"
ROOT = FILES.parents[1]


@cache
def pack(name: str = "shipped") -> Pack:
    if name == "shipped":
        return load_pack("child-protection-case-management")
    return load_pack_folder(
        FILES / "packs" / name, matrices=ROOT / "risk_matrices", protocols=FILES / "dpisp"
    )


@cache
def assessment(name: str = "shipped") -> Assessment:
    return filled(pack(name))


def report(of: Assessment, language: str = "en", name: str = "shipped", **more) -> Document:
    words = words_for(language, packs=pack(name).words)
    fingerprint = content_fingerprint(of)
    facts = {"today": TODAY, "on": TODAY, "fingerprint": fingerprint, "copy_line": "File"}
    return full_report(of, pack(name), words, **(facts | more))


@cache
def document(language: str = "en", name: str = "shipped") -> Document:
    return report(assessment(name), language, name)


@cache
def pdf(language: str = "en", name: str = "shipped", paper: str = "A4") -> bytes:
    return to_pdf(document(language, name), paper=paper).pdf


def text(of: object) -> str:
    return "".join(span.text for span in walk(of) if isinstance(span, Span))


# What is in it


@pytest.mark.parametrize("name", ["shipped", "every-kind"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_everything_that_was_typed_can_be_found_in_the_report(language, name):
    lines = [line for said in typed(assessment(name)) for line in said.splitlines() if line]
    assert len(lines) > 80
    assert not_found(dict.fromkeys(lines), pages(pdf(language, name))) == []


@pytest.mark.parametrize("name", ["shipped", "every-kind"])
def test_everything_that_was_chosen_can_be_found_in_the_report(name):
    chosen = dict.fromkeys(chosen_words(pack(name), assessment(name)))
    assert len(chosen) > 8
    assert not_found(chosen, pages(pdf("en", name))) == []


def test_every_question_that_is_asked_stands_in_the_report_once():
    shown = [part.key for part in walk(document().blocks) if isinstance(part, Question)]
    assert len(shown) == len(set(shown))
    assert set(shown) >= {f"q-{id}" for id in report_active()}


def report_active() -> set[str]:
    from dpia_wizard.core.situation import situation

    return set(situation(pack().form, assessment()).active)


def test_unknown_not_answered_and_not_applicable_are_different_words():
    unknown = with_records(started(pack()), Answer("screening.identifiable", "unknown"))
    states = {
        part.key: part.state for part in walk(report(unknown).blocks) if isinstance(part, Question)
    }
    assert states["q-screening.identifiable"] == "Unknown"
    assert states["q-record.title"] == "Not answered"
    assert states["q-record.adviser_reason"] == "Not answered, and need not be"
    assert "Not applicable after other answers, so not asked:" in text(report(unknown).blocks)


def test_remarks_are_never_printed():
    assert not_found(["A remark that stays in the wizard"], pages(pdf())) != []


def test_an_assessment_with_nothing_in_it_can_be_printed():
    for language in ("en", "ar", "qps"):
        written = to_pdf(report(started(pack()), language))
        found = pages(written.pdf)
        assert len(found) == written.pages
        assert all(len(letters(page)) > 20 for page in found)


def test_levels_set_by_a_person_are_said_to_be_so():
    risk = next(
        r for r in register(pack(), assessment(), on=TODAY) if r.level not in ("none", "low")
    )
    assert risk.score is not None
    supported = risk.score.today.level
    lowered = Decision("low", "lowered", "Head", f"{TODAY}T12", risk.id, "low", supported, "Seen.")
    whole = text(report(with_records(assessment(), lowered)).blocks)
    name = pack().matrix.level[supported].name
    assert f"Set lower by the supervisor; the evidence supports {name}." in whole
    assert "1 level was set below what the evidence supports." in whole


# On every page


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_every_page_tells_which_paper_it_belongs_to(paper):
    height = 842 if paper == "A4" else 792
    found = pages(pdf("en", "every-kind", paper), height=height, body=False)
    for number, page in enumerate(found, 1):
        assert "SENSITIVITY: HIGH" in page
        assert "DPIA-2026-014 · edition 1 · Full report · not yet approved" in page
        assert grouped(content_fingerprint(assessment("every-kind"))) in page
        assert f"Page {number} of {len(found)}" in page
        assert "Initials" in page


def grouped(fingerprint: str) -> str:
    return " ".join(fingerprint.upper()[start : start + 4] for start in range(0, 32, 4))


def test_the_state_on_every_page_is_that_of_the_day_of_printing():
    sent = Decision("1", "sent", "Author", "2026-01-02T08:00:00")
    approved = Decision("2", "approved", "Head", "2026-01-03T08:00:00", until="2026-12-01")
    made = with_records(started(pack()), sent, approved)
    assert text(report(made).running.head).endswith("approved until 2026-12-01 · not signed")
    later = report(made, today="2026-12-02").running.head
    assert text(later).endswith("approval ended on 2026-12-01 · not signed")
    assert text(report(started(pack())).running.head).endswith("not yet approved")


def test_no_page_is_empty():
    for language in ("en", "ar"):
        for paper, height in (("A4", 842), ("Letter", 792)):
            found = pages(pdf(language, "shipped", paper), height=height)
            thin = [number for number, page in enumerate(found, 1) if len(letters(page)) < 40]
            assert thin == []


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_cover_summary_and_signatures_take_one_page_each(language, paper):
    written = to_pdf(document(language), paper=paper)
    [signed] = {place.page for place in written.fields}
    begins = bookmarks(written.pdf)
    assert begins[:3] == [0, 1, 2]
    assert begins[begins.index(signed) + 1] == signed + 1


def bookmarks(made: bytes) -> list[int]:
    """The pages, from 0, to which the bookmarks of the first level lead."""
    with pikepdf.open(io.BytesIO(made)) as opened, opened.open_outline() as outline:
        numbers = {page.objgen: number for number, page in enumerate(opened.pages)}
        return [numbers[item.to_dictionary_object(opened).Dest[0].objgen] for item in outline.root]


def test_a_report_on_every_question_and_every_risk_stays_small():
    assert len(pdf()) < 1_200_000
    assert len(pdf("en", "every-kind")) < 300_000


def test_equal_input_gives_equal_bytes():
    again = to_pdf(report(assessment("every-kind"), "ar", "every-kind")).pdf
    assert again == pdf("ar", "every-kind")


def test_our_own_words_need_no_character_that_the_fonts_lack():
    for language in ("en", "ar"):
        empty = report(started(pack()), language)
        assert set(missing(text((empty.blocks, empty.running)))) == set()


# Links


@pytest.mark.parametrize("name", ["shipped", "every-kind"])
def test_every_link_inside_leads_to_a_place_that_is_there(name):
    made = document("en", name)
    links = {s.link for s in walk(made.blocks) if isinstance(s, Span) and not s.outside}
    assert len(links) > 30
    assert links - {""} - places(walk(made.blocks)) == set()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_number_that_is_a_link_opens_the_page_where_it_stands(language):
    opened = pypdfium2.PdfDocument(pdf(language, "every-kind"))
    checked = 0
    with pikepdf.open(io.BytesIO(pdf(language, "every-kind"))) as made:
        numbers = {page.objgen: number for number, page in enumerate(made.pages)}
        texts = [page.get_textpage().get_text_range() for page in opened]
        for number, page in enumerate(made.pages):
            for note in page.get("/Annots", []):
                if "/Dest" not in note:
                    continue
                under = opened[number].get_textpage().get_text_bounded(*map(float, note["/Rect"]))
                target = numbers[note["/Dest"][0].objgen]
                link = re.match(r"([ACMR]\d\d?|\d+\.\d+[a-z]?)\b", under.strip())
                if link is not None:
                    assert link[1] in texts[target]
                    checked += 1
    opened.close()
    assert checked > 30


def outgoing(made: Document) -> dict[str, set[str]]:
    """The links that stand at each place: inside its block, or below its heading."""
    found: dict[str, set[str]] = {}

    def links(part: object) -> set[str]:
        return {s.link for s in walk(part) if isinstance(s, Span) and s.link and not s.outside}

    under = ""
    for block in flat(made.blocks):
        if isinstance(block, Heading):
            under = block.key
        found.setdefault(under, set()).update(links(block))
        for part in walk(block):
            if isinstance(part, Question | ClauseEntry | Row) and part.key:
                found.setdefault(part.key, set()).update(links(part))
    return found


def flat(blocks: tuple[object, ...]) -> Iterator[object]:
    for block in blocks:
        inner = getattr(block, "blocks", None)
        if inner is not None and not isinstance(block, Heading):
            yield from flat(inner)
        elif (sides := getattr(block, "sides", None)) is not None:
            for side in sides:
                yield from flat(side.blocks)
        else:
            yield block


@pytest.mark.parametrize("name", ["shipped", "every-kind"])
def test_every_link_has_a_counterpart(name):
    links = outgoing(document("en", name))

    def pairs(one: str, other: str) -> set[tuple[str, str]]:
        return {
            (key, target)
            for key, targets in links.items()
            for target in targets
            if key.startswith(f"{one}-") and target.startswith(f"{other}-")
        }

    def turned(of: set[tuple[str, str]]) -> set[tuple[str, str]]:
        return {(target, key) for key, target in of}

    assert pairs("q", "clause")
    assert pairs("q", "clause") == turned(pairs("clause", "q"))
    assert pairs("risk", "clause") >= turned(pairs("clause", "risk"))
    assert turned(pairs("risk", "clause")) <= pairs("clause", "risk")
    assert pairs("control", "clause") == turned(pairs("clause", "control"))
    assert pairs("control", "risk") >= turned(pairs("risk", "control"))
    assert pairs("row", "risk") == turned(pairs("risk", "row"))
    assert pairs("action", "risk") == turned(pairs("risk", "action"))
    assert pairs("action", "q") <= turned(pairs("q", "action"))
    assert "annex-a" in links["cover"] | links[""]
    assert "cover" in links["annex-a"]


def test_every_clause_stands_in_the_annex_and_leads_to_the_protocol():
    entries = [part for part in walk(document().blocks) if isinstance(part, ClauseEntry)]
    assert [entry.number for entry in entries] == [clause.id for clause in pack().clauses]
    assert len(entries) == 50
    address = pack().protocols[0].address
    for entry in entries:
        outside = [s for s in entry.summary if s.outside]
        assert [span.link for span in outside] == [address]


def test_each_clause_says_what_our_paraphrase_of_it_rests_on():
    entries = [part for part in walk(document().blocks) if isinstance(part, ClauseEntry)]
    said = {
        "stated": "Named in what we read",
        "sister": "Found in a related",
        "general": "From general guidance",
        "inference": "This is our own reading",
    }
    assert {clause.basis for clause in pack().clauses} == set(said)
    for clause, entry in zip(pack().clauses, entries, strict=True):
        assert said[clause.basis] in "".join(span.text for span in entry.summary)


def test_the_cover_prints_the_address_of_the_protocol_in_full_as_a_link():
    address = pack().protocols[0].address
    assert letters(address) in letters(pages(pdf())[0])
    with pikepdf.open(io.BytesIO(pdf())) as opened:
        notes = opened.pages[0].get("/Annots", [])
        addresses = {str(note["/A"].get("/URI", "")) for note in notes if "/A" in note}
    assert address in addresses


def test_an_attached_protocol_is_named_with_its_hash():
    file = Attachment("f", "dpisp.pdf", "0123456789abcdef" * 4, 5, "record.protocol_copy")
    found = pages(to_pdf(report(with_records(started(pack()), file))).pdf)
    assert not_found(["Attached to this PDF: dpisp.pdf", "0123456789abcdef" * 4], found[:1]) == []


def test_what_stands_under_a_signature_is_no_file_of_the_assessment():
    sha256 = "0123456789abcdef" * 4
    file = Attachment("f", "map.png", sha256, 5, "context.map")
    seal = Attachment("s", "sealed.json", sha256, 5, "seal")
    page = Attachment("p", "page.png", sha256, 5, "signed_page")
    told = text(report(with_records(started(pack()), file, seal, page)))
    assert "map.png" in told
    assert "sealed.json" not in told
    assert "page.png" not in told


def test_a_clause_is_under_strain_when_a_grave_risk_or_a_plain_no_rests_on_it():
    refused = with_records(
        started(pack("every-kind")),
        Answer("record.identifiable", "yes"),
        Answer("safeguards.least_access", "no"),
    )
    entries = {
        part.number: part
        for part in walk(report(refused, name="every-kind").blocks)
        if isinstance(part, ClauseEntry)
    }
    assert "answered No: 1.5a" in text(entries["C30"].strain)
    assert entries["C11"].strain == ()


# Signatures


def test_the_signature_page_has_a_field_for_each_of_the_five_roles():
    rows = next(p for p in walk(document().blocks) if isinstance(p, Signatures)).rows
    fields = [row.field for row in rows]
    assert fields == ["author", "supervisor", "adviser", "owner", "head"]
    written = to_pdf(document())
    assert [place.name for place in written.fields] == fields
    assert len({place.page for place in written.fields}) == 1
    assert all(row.confirms for row in rows)


def test_the_summary_shows_the_worst_level_first_and_asks_for_decisions():
    pages_of_one = [part for part in walk(document().blocks) if isinstance(part, OnePage)]
    summary = next(p for p in pages_of_one if "Decisions asked of you" in text_of_headings(p))
    assert text_of_headings(summary)[0] == "Summary for the decision"
    verdict = next(part for part in summary.blocks if type(part).__name__ == "Callout")
    assert verdict.level == "critical"
    assert any(isinstance(part, Chip) for part in walk(summary))


def text_of_headings(part: object) -> list[str]:
    return [heading.text for heading in walk(part) if isinstance(heading, Heading)]


def test_the_history_head_and_the_packs_are_named():
    made = report(started(pack()), history=HistoryHead(12, "abc123", "2026-11-20T10:00"))
    whole = text(made.blocks)
    assert "12 entries; the last on 2026-11-20, abc123" in whole
    assert pack().ref.edition in whole
    assert letters(pack().ref.fingerprint) in letters(whole)
    for part in (pack().publisher, pack().licence, pack().source, pack().matrix.source):
        assert part in whole
    assert f"{pack().matrix.source} This is our own reading." in whole


def test_the_ratings_of_a_risk_that_was_set_aside_stay_as_its_history():
    aside = next(risk for risk in assessment().risks.values() if risk.avoided)
    row = next(
        p for p in walk(document().blocks) if isinstance(p, Row) and p.key == f"risk-{aside.id}"
    )
    told = text(row)
    assert f"Rated before it was set aside: {judged_as(aside)}." in told
    for one in assessment().ratings.values():
        if one.risk == aside.id:
            assert f"{one.by}: {judged_as(one)}." in told
            assert one.reason in told.replace("\u2068", "").replace("\u2069", "")
    assert "before controls" in told


def judged_as(one: Risk | Rating) -> str:
    if not one.likelihood and not one.severity:
        return "Did not rate this risk"
    matrix = pack().matrix
    words = {point.id: f"{point.rank} {point.name}" for point in matrix.likelihoods}
    grave = {point.id: f"{point.rank} {point.name}" for point in matrix.severities}
    return f"Likelihood {words[one.likelihood]} · severity {grave[one.severity]}"


def test_the_pseudo_language_reaches_every_sentence_of_our_own():
    made = report(started(pack()), "qps")
    headings = [part.text for part in walk(made.blocks) if isinstance(part, Heading)]
    plain = [heading for heading in headings if "⟦" not in heading]
    assert plain == []
    assert made.direction == "rtl"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_date_keeps_its_order_and_lists_have_the_commas_of_their_language(language: str):
    written = {part.text for part in _spans(report(assessment(), language))}
    dates = [text for text in written if re.search(r"\d{4}-\d\d-\d\d", text)]
    assert any("2027" in text for text in dates)
    if language == "ar":
        whole = re.compile("[\u2066\u2068][^\u2069]*\u2069")
        assert not [t for t in dates if re.search(r"\d{4}-\d\d-\d\d", whole.sub("", t))]
    assert (", " in written) is (language == "en")
    assert ("، " in written) is (language == "ar")


def _spans(node: object) -> Iterator[Span]:
    if isinstance(node, Span):
        yield node
    elif isinstance(node, tuple):
        for part in node:
            yield from _spans(part)
    elif is_dataclass(node):
        for part in fields(node):
            yield from _spans(getattr(node, part.name))


@pytest.mark.parametrize(
    ("language", "named", "tick"),
    [
        ("en", "Approved in an emergency", "Approved in an emergency until 2026-12-21"),
        ("ar", "معتمد في حالة طارئة", "معتمد في حالة طارئة حتى \u20662026-12-21\u2069"),
    ],
)
def test_an_approval_in_an_emergency_is_not_printed_as_one_with_conditions(
    language: str, named: str, tick: str
) -> None:
    reason, at = "The camp is moved tonight.", "2026-11-21T10:00:00.000000+00:00"
    made = Decision(
        "d1", "approved_in_emergency", "Head of office", at, reason=reason, until="2026-12-21"
    )
    paper = report(with_records(started(pack()), made), language)
    ticks = [one for one in walk(paper) if isinstance(one, Tick)]
    assert [one.text for one in ticks if one.ticked and one.bold] == [tick]
    with_conditions = words_for(language)("Approved with conditions")
    assert named in text(paper)
    assert with_conditions not in text(paper)


def test_the_only_risk_of_a_register_is_not_counted_as_one_of_one() -> None:
    whole = pack()
    matrix = whole.matrix
    rated = Risk(
        whole.risks[0].id,
        likelihood=list(matrix.likelihood)[-1],
        severity=list(matrix.severity)[-1],
    )
    of = with_records(started(whole), rated)
    assert of.risks.keys() == {rated.id}
    told = worst_sentence(Material(of, whole, words_for("en"), TODAY, TODAY, "f" * 64))
    assert told.startswith("The only risk is ")
    both = with_records(of, replace(rated, id=whole.risks[1].id))
    told = worst_sentence(Material(both, whole, words_for("en"), TODAY, TODAY, "f" * 64))
    assert told.startswith("2 of 2 risks are ")
