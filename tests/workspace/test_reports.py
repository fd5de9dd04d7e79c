from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
import segno
from pikepdf import pdfa

from dpia_wizard.codec import (
    canonical_json,
    content_fingerprint,
    parse_json,
    plain_assessment,
    read_assessment,
)
from dpia_wizard.core.chain import anchor_in_short
from dpia_wizard.core.model import Attachment
from dpia_wizard.core.participants import agencies, participants
from dpia_wizard.core.people import Known
from dpia_wizard.crypto import certificate_of, fingerprint, make_signing_key
from dpia_wizard.errors import UserError, WrongPassphrase
from dpia_wizard.report.document import SignatureRow, walk
from dpia_wizard.report.material import Material
from dpia_wizard.report.signatures import signatures
from dpia_wizard.storage.store import Store
from dpia_wizard.workspace.clock import World
from dpia_wizard.workspace.editing import Editing
from dpia_wizard.workspace.example import BEGUN, FINISHED, ExampleWorld, make_example
from dpia_wizard.workspace.history import check_history, typed_anchor
from dpia_wizard.workspace.library import Library, shipped_pack
from dpia_wizard.workspace.reports import (
    CopyNumber,
    caseworker_pdf,
    extract_pdf,
    extract_workbook,
    make_report,
    report_name,
    report_pdf,
    report_words,
    sign_page_pdf,
    snapshot,
)
from dpia_wizard.workspace.signing import (
    Signer,
    sign_report,
    signature_fields,
    verdict_sentences,
    verify_report,
)
from dpia_wizard.workspace.signing_off import sign_off
from tests.report.filled import typed
from tests.report.reading import letters, not_found, page_of, pages
from tests.workspace.signers import PHRASE as SIGNERS_PHRASE
from tests.workspace.signers import with_people

PHRASE = "four words for a key"
NOW = datetime(2026, 11, 21, 16, 20, tzinfo=UTC)
ANNA = Signer("Анна Коваль", "Case management supervisor", "Agency A", "I saw the evidence.")


class Fixed(World):
    """A clock that stands still."""

    def now(self) -> str:
        return "2026-11-21T10:00:00.000000+00:00"

    def today(self) -> str:
        return "2026-11-21"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made, _groups = Library.create(tmp_path / "library", "a long enough passphrase", world=Fixed())
    with made:
        yield made


@pytest.fixture
def editing(library: Library) -> Editing:
    opened = library.open_assessment(library.new("Case files of the three agencies"))
    opened.answer("record.country", value="ua")
    opened.answer("programme.aim", value="Hilfe für Kinder = допомога дітям")
    opened.take_up(opened.pack.risk["R01"])
    return opened


@pytest.fixture(scope="session")
def key() -> bytes:
    return make_signing_key("key-1", PHRASE, NOW)


def test_a_report_is_made_signed_by_two_and_checked(editing, key):
    report = make_report(editing, language="en").pdf
    assert verify_report(report).state == "not_signed"
    once = sign_report(report, field="author", key=key, passphrase=PHRASE, signer=ANNA, now=NOW)
    twice = sign_report(
        once, field="head", key=key, passphrase=PHRASE, signer=ANNA, language="ar", now=NOW
    )
    known = {
        fingerprint(certificate_of(key, PHRASE)): Known("Anna Koval", "Supervisor of Agency B")
    }
    verdict = verify_report(twice, known=known, now=NOW)
    assert verdict.state == "unchanged"
    assert {found.known_as for found in verdict.signatures} == {"Anna Koval"}
    assert verdict.empty_fields == ("supervisor", "adviser", "owner")
    said = verdict_sentences(verdict, editing.pack, "en")
    assert said[0] == "Unchanged since the last of its 2 signatures."
    assert any(sentence.startswith("Head of office: signed on 2026-11-21") for sentence in said)


def test_the_stamp_says_who_signed_in_any_script(editing, key):
    report = make_report(editing, language="en").pdf
    signed = sign_report(
        report, field="supervisor", key=key, passphrase=PHRASE, signer=ANNA, now=NOW
    )
    page = make_report(editing, language="en").fields[0].page
    shown = letters(pages(signed, body=False)[page])
    for line in ("Анна Коваль", "Case management supervisor, Agency A", "2026-11-21 16:20"):
        assert letters(line) in shown


def test_a_changed_report_is_not_signed(editing, key):
    report = make_report(editing, language="en").pdf
    with pytest.raises(UserError):
        sign_report(report, field="nobody", key=key, passphrase=PHRASE, signer=ANNA, now=NOW)
    with pytest.raises(WrongPassphrase):
        sign_report(
            report, field="author", key=key, passphrase=PHRASE.upper(), signer=ANNA, now=NOW
        )


def test_the_fields_have_the_names_of_the_roles():
    assert list(signature_fields(shipped_pack())) == [
        "author",
        "supervisor",
        "adviser",
        "owner",
        "head",
    ]


def test_the_report_carries_the_fingerprint_of_its_content(editing):
    digits = content_fingerprint(editing.assessment).upper()[:32]
    groups = " ".join(digits[start : start + 4] for start in range(0, 32, 4))
    report = make_report(editing, language="ar", paper="Letter")
    found = pages(report.pdf, height=792, body=False)
    assert len(found) == report.pages
    assert all(groups in page for page in found)


def test_a_printed_copy_has_a_number_on_each_page_and_a_file_says_that_it_is_one(editing):
    copy = pages(make_report(editing, language="en", copy=CopyNumber(2, 5)).pdf, body=False)
    assert all("Copy 2 of 5 · printed 2026-11-21" in page for page in copy)
    assert all("COPY 2 OF 5" in page for page in copy)
    file = pages(make_report(editing, language="en").pdf, body=False)
    assert "File · made 2026-11-21" in file[0]
    assert not any("COPY" in page for page in file)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_page_to_sign_alone_is_one_page_for_ink(editing, language):
    now = snapshot(editing)
    pdf = sign_page_pdf(now, language=language, copy=CopyNumber(1, 2))
    (page,) = pages(pdf, body=False)
    digits = content_fingerprint(editing.assessment).upper()[:32]
    assert letters(digits) in letters(page)
    assert letters(editing.assessment.reference) in letters(page)
    whole = report_pdf(now, language=language)
    on_paper = pages(whole.pdf)[whole.fields[0].page]
    assert letters(pages(pdf)[0]) == letters(on_paper)
    verdict = verify_report(pdf)
    assert (verdict.empty_fields, verdict.record.standing) == ((), "none")
    assert len(pdf) < 100_000


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_report_says_of_each_sign_off_whether_it_holds(library, editing, language):
    people = with_people(library, "author", "supervisor")
    for role, person in people.items():
        sign_off(library, editing, person.id, SIGNERS_PHRASE, role=role)
    words = report_words(editing.pack, language)
    rating = words("the rating of {risk} changed").format(risk="R01")
    holds, void, since, warns = (
        words("Signed off on {date}: holds.").format(date="2026-11-21"),
        words("Holds no longer since {date}: {reason}.").format(date="2026-11-21", reason=rating),
        words("since {date}, {because}").format(
            date="2026-11-21", because=words("because {reasons}.").format(reasons=rating)
        ),
        words.count(
            "{n} sign-off holds no longer: do not rely on it.",
            "{n} sign-offs hold no longer: do not rely on them.",
            2,
        ),
    )

    def shown():
        made = make_report(editing, language=language, library=library)
        found = pages(made.pdf)
        return found[0], found[made.fields[0].page], found

    cover, signing, found = shown()
    assert not_found([holds], [signing]) == []
    assert not_found([warns], [cover]) == [warns]
    assert not_found(["Анна Коваль", "أحمد", "DPO"], found) == []

    editing.answer("programme.aim", value="Hilfe für Kinder = допомога дітяй")  # a slip of the pen
    cover, signing, found = shown()
    assert not_found([holds], [signing]) == []
    assert not_found([warns], [cover]) == [warns]

    risk = editing.assessment.risks["R01"]
    editing.put("rate a risk", replace(risk, likelihood="likely", severity="serious"))
    cover, signing, found = shown()
    assert not_found([void], [signing]) == []
    assert not_found([warns, since], [cover]) == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_cover_and_page_to_sign_say_how_far_the_history_went(library, editing, language):
    now = snapshot(editing, library)
    written = report_pdf(now, language=language)
    found = pages(written.pdf)
    short = anchor_in_short(now.history.entries, now.history.hash)
    alone = pages(sign_page_pdf(now, language=language))
    assert not_found([short], [found[0]]) == []
    assert not_found([short], [found[written.fields[0].page]]) == []
    assert not_found([short], alone) == []
    editing.answer("programme.caseload", value=99)
    id = editing.assessment.id
    for digits in (short, f"\u2066{short}\u2069", short.replace("· ", "")):
        told = check_history(library, id, [typed_anchor(digits)])
        assert (told.is_whole, told.verdict.vouched) == (True, now.history.entries)
    other = f"{now.history.entries} · {'AB12 CD34 EF56 0789 ' * 2}"
    assert not check_history(library, id, [typed_anchor(other)]).is_whole
    with pytest.raises(UserError, match="at least 32 digits"):
        typed_anchor(short.rpartition(" ")[0])


def test_who_notes_that_they_signed_keeps_the_agency_of_the_record(library, editing):
    named = {"post": "Focal point", "agency": "Partner A"}
    editing.set_person("record.author", name="Анна", **named)
    editing.set_person("decision.sign_author", name="Анна", post="Focal point", date="2026-11-21")
    editing.set_person("record.head", name="Olena", post="Head", agency="Partner B")
    editing.set_person("decision.sign_head", name="Petro", post="Acting head")
    rows = sign_rows(editing, library)
    assert rows["author"].post == "Focal point, Partner A"
    assert rows["head"].post == "Acting head"  # somebody else, of whom no more is known


def sign_rows(editing, library):
    now = snapshot(editing, library)
    words = report_words(now.pack, "en")
    made = Material(now.assessment, now.pack, words, now.today, now.on, "f" * 64)
    found = [part for part in walk(signatures(made)) if isinstance(part, SignatureRow)]
    return {row.field: row for row in found}


def test_the_code_on_the_page_to_sign_holds_reference_edition_and_fingerprint(editing):
    digits = content_fingerprint(editing.assessment).upper()[:32]
    groups = " ".join(digits[start : start + 4] for start in range(0, 32, 4))
    wanted = segno.make(
        f"{editing.assessment.reference}\n1\n{groups}", error="m", boost_error=False, micro=False
    )
    with pikepdf.open(io.BytesIO(sign_page_pdf(snapshot(editing), language="en"))) as opened:
        drawn = opened.pages[0].Contents.read_bytes()
    (squares,) = re.findall(rb"q 0 g ((?:[\d.]+ [\d.]+ [\d.]+ [\d.]+ re ?)+) ?f Q", drawn)
    boxes = [tuple(map(float, box.split())) for box in squares.split(b"re") if box.strip()]
    step = boxes[0][3]
    left, top = min(box[0] for box in boxes), max(box[1] for box in boxes)
    dark = {
        (round((top - y) / step), round((x - left) / step) + n)
        for x, y, width, _height in boxes
        for n in range(round(width / step))
    }
    rows = [list(row) for row in wanted.matrix_iter(border=0)]
    assert dark == {
        (y, x) for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark
    }


def test_the_attached_protocol_is_in_the_pdf_with_its_hash_on_the_cover(library, editing):
    data = b"%PDF-1.7 the protocol"
    sha256 = library.store.put_blob(data)
    editing.put(
        "attach", Attachment("f1", "DPISP (final)/2.pdf", sha256, len(data), "record.protocol_copy")
    )
    report = make_report(editing, language="en", library=library).pdf
    assert not_found([sha256], pages(report)[:1]) == []
    with pikepdf.open(io.BytesIO(report)) as opened:
        [record, name] = sorted(opened.attachments, key=lambda name: name != "assessment.json")
        assert opened.attachments[name].get_file().read_bytes() == data
        assert "/" not in name
        said = {str(file.UF): str(file.AFRelationship) for file in opened.Root.AF}
        assert said == {record: "/Source", name: "/Supplement"}
    assert verify_report(report).state == "not_signed"


def test_two_copies_of_a_protocol_and_the_record_keep_apart(library, editing):
    for number, name in enumerate(("assessment.json", "a/b.pdf", "a:b.pdf")):
        data = f"%PDF-1.7 {number}".encode()
        sha256 = library.store.put_blob(data)
        file = Attachment(f"f{number}", name, sha256, len(data), "record.protocol_copy")
        editing.put("attach", file)
    report = make_report(editing, language="en", library=library).pdf
    with pikepdf.open(io.BytesIO(report)) as opened:
        held = {name: file.get_file().read_bytes() for name, file in opened.attachments.items()}
    assert len(held) == 4
    record = parse_json(held.pop("assessment.json"))
    del record["signs"]
    assert read_assessment(record) == editing.assessment
    assert sorted(held.values()) == [b"%PDF-1.7 0", b"%PDF-1.7 1", b"%PDF-1.7 2"]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("example", [FINISHED, BEGUN])
def test_the_full_report_is_for_archives_and_carries_its_own_record(tmp_path, example, language):
    world = ExampleWorld()
    made, _groups = Library.create(tmp_path / "x", "a long enough passphrase", world=world)
    with made:
        opened = made.open_assessment(make_example(made, world, example))
        report = make_report(opened, language=language, library=made).pdf
        assessment = opened.assessment
    assert pdfa.validate_written(io.BytesIO(report), "3b").summary() == "PDF/A-3b: pass"
    with pikepdf.open(io.BytesIO(report)) as pdf:
        assert list(pdf.attachments) == ["assessment.json"]
        record = pdf.attachments["assessment.json"].get_file().read_bytes()
    told = parse_json(record)
    taking_part = agencies(participants(opened.pack, assessment))
    assert told.pop("signs") == {
        "agencies": taking_part,
        "always": sorted({"author", "head", "supervisor", *taking_part}),
        "places": ["author", "supervisor", "adviser", "owner", "head", *taking_part],
    }
    assert told == plain_assessment(assessment)
    assert record == canonical_json({**told, "signs": parse_json(record)["signs"]})
    assert read_assessment(told) == assessment
    found = verify_report(report).record
    digits = content_fingerprint(assessment).upper()[:32]
    assert (found.standing, found.fingerprint.replace(" ", "")) == ("agrees", digits)


def test_no_other_page_carries_a_record(editing):
    now = snapshot(editing)
    for pdf in (extract_pdf(now, "en"), caseworker_pdf(now, "ar")):
        assert verify_report(pdf).record.standing == "none"
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            assert len(opened.attachments) == 0
            assert "/AF" not in opened.Root


def test_the_history_stands_in_annex_d(library, editing):
    report = make_report(editing, language="en", library=library).pdf
    entry = library.store.history(editing.assessment.id)[-1]
    page = pages(report)[page_of(report, "Annex D: history, packs and fonts")]
    assert not_found([f"the last on 2026-11-21, {entry.id}"], [page]) == []


def test_a_report_is_made_without_reading_every_change_ever_made(library, editing, monkeypatch):
    def everything(store, id):
        raise AssertionError("the whole history was read")

    monkeypatch.setattr(Store, "history", everything)
    assert make_report(editing, language="en", library=library).pdf


def test_the_files_for_the_working_group_name_neither_agency_nor_reference(editing):
    page = letters("".join(pages(extract_pdf(snapshot(editing), "en"), body=False)))
    assert letters(editing.assessment.reference) not in page
    assert letters("Case files of the three agencies") not in page
    assert b"Case files" not in extract_workbook(snapshot(editing), "en")


def test_a_file_name_is_proposed_that_every_system_can_keep(editing):
    name = report_name(editing.assessment, "en")
    assert name == f"{editing.assessment.reference}-edition-1-en.pdf"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_worked_example_is_printed_whole_and_stays_below_a_megabyte(tmp_path, language):
    world = ExampleWorld()
    made, _groups = Library.create(tmp_path / "x", "a long enough passphrase", world=world)
    with made:
        opened = made.open_assessment(make_example(made, world, FINISHED))
        report = make_report(opened, language=language, library=made)
        found = pages(report.pdf)
        assert len(found) == report.pages
        assert all(len(letters(page)) > 40 for page in found)
        assert len(report.pdf) < 1_000_000
        lines = [line for said in typed(opened.assessment) for line in said.splitlines() if line]
        assert not_found(dict.fromkeys(lines), found) == []
        words = report_words(opened.pack, language)
        example = words("Example document. Persons, offices, figures and agencies are invented.")
        assert not_found([example], found[:1]) == []


def test_a_grey_report_has_the_same_words(editing):
    colour = make_report(editing, language="en").pdf
    grey = make_report(editing, language="en", grey=True).pdf
    assert pages(grey) == pages(colour)
    assert grey != colour
