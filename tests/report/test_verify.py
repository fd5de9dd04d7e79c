"""The verdict on a signed file: changed files are called changed, genuine ones are not."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from itertools import product

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.reader import PdfFileReader
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from dpia_wizard.core.people import Known
from dpia_wizard.crypto import make_signing_key
from dpia_wizard.errors import UserError
from dpia_wizard.report import sign as signing
from dpia_wizard.report import verdict_words
from dpia_wizard.report import verify as verifying
from dpia_wizard.report.sign import sign
from dpia_wizard.report.verdict import SignatureFound, Verdict
from dpia_wizard.report.verify import verify
from dpia_wizard.texts import words_for
from tests.report.signers import NOW, ROLES, STAMP, Key

ENGLISH = words_for("en")
NO_RECORD = "There is no record of the assessment in this file, so it does not say who signs it."


def said(verdict: Verdict) -> str:
    """The sentences of the verdict in English, one per line."""
    return "\n".join(verdict.sentences(ENGLISH))


def test_a_genuine_report_is_unchanged_after_every_signature(
    signed_reports: tuple[bytes, ...], keys: Mapping[str, Key]
) -> None:
    for signers, report in enumerate(signed_reports, start=1):
        verdict = verify(report, now=NOW)
        assert verdict.state == "unchanged"
        assert [found.field for found in verdict.signatures] == list(ROLES[:signers])
        assert verdict.empty_fields == ROLES[signers:]
        assert all(found.intact and not found.date_is_odd for found in verdict.signatures)
        assert [found.covers_whole_document for found in verdict.signatures] == [
            *[False] * (signers - 1),
            True,
        ]
        for found in verdict.signatures:
            assert found.fingerprint == keys[found.field].fingerprint
            assert found.signed_at == NOW


def test_a_report_without_signatures_is_called_so(prepared_report: bytes) -> None:
    verdict = verify(prepared_report)
    assert verdict.state == "not_signed"
    assert said(verdict) == (
        "Nobody has signed this file digitally.\n"
        f"{NO_RECORD}\n"
        "Still to be signed: author, supervisor, head_of_office."
    )


# What people and programs do to a file by adding to its end


def add_page(writer: PdfWriter) -> None:
    writer.add_blank_page(595, 842)


def remove_page(writer: PdfWriter) -> None:
    writer.remove_page(1)


def change_title(writer: PdfWriter) -> None:
    writer.add_metadata({"/Title": "Another report", "/Author": "Somebody"})


def lay_text_over_it(writer: PdfWriter) -> None:
    writer.add_annotation(1, FreeText(text="worst level Low", rect=(72, 690, 300, 720)))


def add_script(writer: PdfWriter) -> None:
    script = DictionaryObject(
        {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject("app.alert('hello')"),
        }
    )
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(script)


def attach_a_file(writer: PdfWriter) -> None:
    writer.add_attachment("more.txt", b"more")


def add_form_field(writer: PdfWriter) -> None:
    form = writer.root_object["/AcroForm"].get_object()
    field = DictionaryObject(
        {
            NameObject("/FT"): NameObject("/Tx"),
            NameObject("/T"): TextStringObject("remark"),
            NameObject("/V"): TextStringObject("approved"),
        }
    )
    form["/Fields"].append(writer._add_object(field))


def hide_the_signatures(writer: PdfWriter) -> None:
    del writer.root_object["/AcroForm"]


def empty_a_signature(writer: PdfWriter) -> None:
    for field in writer.root_object["/AcroForm"]["/Fields"]:
        if field.get_object()["/T"] == "supervisor":
            del field.get_object()["/V"]


ADDITIONS = [
    add_page,
    remove_page,
    change_title,
    lay_text_over_it,
    add_script,
    attach_a_file,
    add_form_field,
    hide_the_signatures,
    empty_a_signature,
]


def added(report: bytes, change: Callable[[PdfWriter], None]) -> bytes:
    """The report with a change written behind it; every byte before stays."""
    writer = PdfWriter(io.BytesIO(report), incremental=True)
    change(writer)
    output = io.BytesIO()
    writer.write(output)
    assert output.getvalue().startswith(report)
    assert len(output.getvalue()) > len(report)
    return output.getvalue()


@pytest.mark.parametrize("change", ADDITIONS)
def test_what_is_added_behind_the_last_signature_is_seen(
    signed_report: bytes, change: Callable[[PdfWriter], None]
) -> None:
    verdict = verify(added(signed_report, change), now=NOW)
    assert verdict.state == "changed"
    assert said(verdict).startswith("Changed after it was signed: do not rely on it.")


def test_signatures_that_were_taken_away_are_missed(signed_report: bytes) -> None:
    assert verify(added(signed_report, hide_the_signatures)).missing_fields == ROLES
    assert verify(added(signed_report, empty_a_signature)).missing_fields == ("supervisor",)


@pytest.mark.parametrize(
    "change", [add_page, change_title, lay_text_over_it, add_form_field, add_script]
)
def test_a_change_between_two_signatures_is_seen(
    signed_reports: tuple[bytes, ...],
    keys: Mapping[str, Key],
    change: Callable[[PdfWriter], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    author = verify(signed_reports[0], now=NOW)
    monkeypatch.setattr(signing, "verify", lambda _: author)  # somebody else's program signs
    key = keys["supervisor"]
    report = sign(
        added(signed_reports[0], change),
        field="supervisor",
        key=key.data,
        passphrase=key.passphrase,
        stamp=STAMP,
        now=NOW,
    )
    verdict = verify(report, now=NOW)
    assert verdict.state == "changed"
    assert [found.intact for found in verdict.signatures] == [False, True]
    assert "author: this signature does not fit the file." in said(verdict)


@pytest.mark.parametrize("end", [b"\n", b"\0", b"99 0 obj\n(more)\nendobj\n", b"%%EOF\n"])
def test_bytes_behind_the_end_are_seen(signed_report: bytes, end: bytes) -> None:
    assert verify(signed_report + end, now=NOW).state in ("changed", "damaged")


def test_a_file_saved_again_by_another_program_is_called_changed(signed_report: bytes) -> None:
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(signed_report)) as pdf:
        pdf.save(output)
    verdict = verify(output.getvalue(), now=NOW)
    assert verdict.state == "changed"
    assert not any(found.intact for found in verdict.signatures)
    assert "saving it is enough for that" in said(verdict)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_no_flipped_byte_leaves_a_report_unchanged(
    signed_report: bytes, data: st.DataObject
) -> None:
    place = data.draw(st.integers(min_value=0, max_value=len(signed_report) - 1))
    flipped = bytearray(signed_report)
    flipped[place] ^= data.draw(st.integers(min_value=1, max_value=255))
    assert verify(bytes(flipped), now=NOW).state != "unchanged"


def test_nothing_in_the_value_of_a_signature_can_change(signed_reports: tuple[bytes, ...]) -> None:
    report = signed_reports[0]
    start = report.rindex(b"/Contents <") + len(b"/Contents <")
    end = report.index(b">", start)
    unsigned = [*range(start, start + 90), *range(start, end, 61), *range(end - 3, end)]
    passed = []
    for place in unsigned:
        changed = bytearray(report)
        changed[place] = ord("1") if changed[place] != ord("1") else ord("2")
        if verify(bytes(changed), now=NOW).state == "unchanged":
            passed.append(place - start)
    assert passed == []


@pytest.mark.parametrize(
    ("found", "replacement"),
    [
        (b"/ByteRange", b"/ByteRangX"),
        (b"/ByteRange [0", b"/ByteRange [9"),
        (b"/ByteRange [0", b"/ByteRange [-"),
        (b"/Contents <", b"/Contents null <"),
        (b"/SubFilter /ETSI.CAdES.detached", b"/SubFilter /ETSI.CAdES.detachee"),
        (b"DPIA-UA-2026-014", b"DPIA-UA-2026-015"),
    ],
)
def test_altered_signature_values_never_pass(
    signed_reports: tuple[bytes, ...], found: bytes, replacement: bytes
) -> None:
    assert found in signed_reports[0]
    altered = signed_reports[0].replace(found, replacement)
    assert verify(altered, now=NOW).state in ("changed", "damaged")


@pytest.mark.parametrize(
    ("place", "step"), [*product(range(3), (-2, -1, 1, 2)), (3, 1), (3, -1_000_000)]
)
def test_a_signature_leaves_out_its_own_value_and_nothing_else(
    signed_reports: tuple[bytes, ...], place: int, step: int
) -> None:
    report = signed_reports[0]
    (signature,) = PdfFileReader(io.BytesIO(report)).embedded_signatures
    assert verifying._leaves_out_only_itself(report, signature)
    signature.byte_range[place] = signature.byte_range[place] + step
    assert not verifying._leaves_out_only_itself(report, signature)


def test_a_signature_that_was_cut_off_is_missed_by_who_knows_of_it(
    signed_reports: tuple[bytes, ...],
) -> None:
    cut = signed_reports[2][: len(signed_reports[1])]
    assert verify(cut, now=NOW).state == "unchanged"  # nothing in the file can tell
    assert "Still to be signed: head_of_office." in said(verify(cut, now=NOW))

    verdict = verify(cut, now=NOW, expected=ROLES)
    assert verdict.state == "changed"
    assert verdict.missing_fields == ("head_of_office",)
    assert "A signature that was there is missing: head_of_office." in said(verdict)


def test_a_file_cut_inside_is_not_unchanged(signed_report: bytes) -> None:
    for length in range(0, len(signed_report), 997):
        assert verify(signed_report[:length], now=NOW).state in ("damaged", "changed", "not_signed")


def test_known_keys_are_named_and_others_are_to_be_compared(
    signed_reports: tuple[bytes, ...], keys: Mapping[str, Key]
) -> None:
    author = keys["author"].fingerprint
    verdict = verify(signed_reports[1], now=NOW, known={author: Known("مديرة الحماية (Agency A)")})

    assert [found.known_as for found in verdict.signatures] == ["مديرة الحماية (Agency A)", None]
    signed = "author: signed on 2026-11-21 16:20 "
    assert said(verdict).splitlines() == [
        "Unchanged since the last of its 2 signatures.",
        signed
        + f"by \u2068مديرة الحماية (Agency A)\u2069 with the key {author}, which you have checked.",
        signed.replace("author", "supervisor")
        + f"with the key {keys['supervisor'].fingerprint}, which is not one you have checked."
        " Compare it with the signer by phone.",
        NO_RECORD,
        "Still to be signed: head_of_office.",
        "Dates and times are those of the signers' own clocks.",
    ]


def test_the_same_name_with_another_key_is_not_known(
    prepared_report: bytes, keys: Mapping[str, Key]
) -> None:
    words = keys["author"].passphrase
    report = sign(
        prepared_report,
        field="author",
        key=make_signing_key("key-author", words, NOW),
        passphrase=words,
        stamp=STAMP,
        now=NOW,
    )
    verdict = verify(report, now=NOW, known={keys["author"].fingerprint: Known("Author")})
    assert verdict.state == "unchanged"
    assert [found.known_as for found in verdict.signatures] == [None]


@pytest.mark.parametrize(
    ("made", "signed", "looked", "odd"),
    [
        (0, 0, 0, False),
        (0, 0, 40 * 365, False),
        (-11 * 365, 0, 0, True),
        (0, 30, 0, True),
        (0, -30, 0, True),
    ],
    ids=["today", "read long after", "key past its years", "in the future", "before the key"],
)
def test_odd_dates_are_told_and_do_not_decide(
    prepared_report: bytes, made: int, signed: int, looked: int, odd: bool
) -> None:
    words = "four words of mine"
    report = sign(
        prepared_report,
        field="author",
        key=make_signing_key("key-1", words, NOW + timedelta(days=made)),
        passphrase=words,
        stamp=STAMP,
        now=NOW + timedelta(days=signed),
    )
    verdict = verify(report, now=NOW + timedelta(days=looked))
    assert verdict.state == "unchanged"
    assert [found.date_is_odd for found in verdict.signatures] == [odd]
    assert ("Ask the signer which day it was." in said(verdict)) is odd


# Files made to hurt


def object_stream_bomb() -> bytes:
    packed = zlib.compress(b"0 " * 200_000_000, 9)
    head = b"%PDF-1.7\n"
    stream = (
        b"1 0 obj\n<</Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d>>\nstream\n"
        % len(packed)
    )
    body = head + stream + packed + b"\nendstream\nendobj\n"
    rows = b"".join(
        bytes((kind,)) + place.to_bytes(4, "big") + bytes((index,))
        for kind, place, index in [(0, 0, 255), (1, len(head), 0), (2, 1, 0), (1, len(body), 0)]
    )
    table = b"3 0 obj\n<</Type /XRef /Size 4 /W [1 4 1] /Root 2 0 R /Length %d>>\nstream\n" % len(
        rows
    )
    end = b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(body)
    return body + table + rows + end


def with_root(root: bytes, *others: bytes) -> bytes:
    """A small PDF with the given catalogue and further objects, numbered from 2."""
    body = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate((root, *others), start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        body
        + table
        + b"trailer\n<</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (len(places) + 1, len(body))
    )


def test_a_small_plain_pdf_is_not_signed() -> None:
    assert verify(with_root(b"<</Type /Catalog>>")).state == "not_signed"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7",
        b"%PDF-1.7\nstartxref\n0\n%%EOF\n",
        b"%PDF-1.7\nxref\n0 99999999\ntrailer\n<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n",
        b"%PDF-1.7\nxref\n0 0\ntrailer\n<</Root 1 0 R /Size 1 /Prev 9>>\nstartxref\n9\n%%EOF\n",
        b"PK\x03\x04 a zip file",
        "كلام".encode() * 50,
        with_root(b"[" * 50_000),
        with_root(b"1 0 R"),
        with_root(b"2 0 R", b"1 0 R"),
    ],
    ids=range(10),
)
def test_what_is_no_pdf_or_a_trap_is_damaged(content: bytes) -> None:
    assert verify(content).state == "damaged"


def test_fields_that_contain_themselves_come_to_an_end() -> None:
    trap = with_root(
        b"<</Type /Catalog /AcroForm <</Fields [2 0 R]>>>>", b"<</T (a) /Kids [2 0 R 2 0 R]>>"
    )
    assert verify(trap).state in ("damaged", "not_signed")


def test_a_file_that_unpacks_without_end_is_damaged() -> None:
    assert verify(object_stream_bomb()).state == "damaged"


def test_a_file_that_was_added_to_without_end_is_damaged(prepared_report: bytes) -> None:
    report = prepared_report
    for number in range(70):
        report = added(report, lambda writer, n=number: writer.add_metadata({"/Title": f"{n}"}))
    assert verify(report).state == "damaged"


def test_a_signature_that_is_no_signature_is_called_unreadable() -> None:
    file = with_root(
        b"<</Type /Catalog /AcroForm <</Fields [2 0 R]>>>>",
        b"<</FT /Sig /T (author) /V 3 0 R>>",
        b"<</Type /Sig /SubFilter /ETSI.CAdES.detached /ByteRange [0 1 2 3] /Contents <30>>>",
    )
    verdict = verify(file)
    assert verdict.state == "damaged"
    assert verdict.unreadable_fields == ("author",)
    assert "A signature cannot be read: author." in said(verdict)


def test_one_signature_does_not_count_for_two_places(
    signed_reports: tuple[bytes, ...],
) -> None:
    def borrow(writer: PdfWriter) -> None:
        fields = {
            str(field.get_object()["/T"]): field.get_object()
            for field in writer.root_object["/AcroForm"]["/Fields"]
        }
        fields["supervisor"][NameObject("/V")] = fields["author"].raw_get("/V")

    verdict = verify(added(signed_reports[0], borrow), now=NOW)
    assert verdict.state == "changed"
    assert verdict.unreadable_fields == ("supervisor",)


def test_a_locked_file_says_so() -> None:
    output = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(output, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(UserError, match="locked with a password"):
        verify(output.getvalue())


def test_a_file_larger_than_any_report_is_not_opened() -> None:
    with pytest.raises(UserError, match="larger than any report"):
        verify(bytes(verifying.LARGEST_FILE + 1))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_verdict(content: bytes) -> None:
    assert verify(content).state == "damaged"
    assert verify(b"%PDF-1.7\n" + content + b"\nstartxref\n9\n%%EOF\n").state == "damaged"


# Words


def found_signature(**changes: object) -> SignatureFound:
    values = {
        "field": "author",
        "fingerprint": "3F2A 91C0 7B3E D518 0011 2233 4455 6677",
        "known_as": None,
        "signed_at": NOW,
        "covers_whole_document": True,
        "intact": True,
        "date_is_odd": False,
    }
    return SignatureFound(**(values | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("state", ["not_signed", "unchanged", "changed", "damaged"])
@pytest.mark.parametrize("known_as", [None, "Author {key}"])
@pytest.mark.parametrize("signed_at", [None, NOW])
@pytest.mark.parametrize("language", ["en", "ar", "qps"])
def test_every_verdict_has_whole_sentences(
    state: verifying.State, known_as: str | None, signed_at: datetime | None, language: str
) -> None:
    verdict = Verdict(
        state,
        (found_signature(known_as=known_as, signed_at=signed_at, date_is_odd=signed_at is None),),
        empty_fields=("supervisor",),
        missing_fields=("head_of_office",),
        unreadable_fields=("adviser",),
    )
    sentences = verdict.sentences(words_for(language), {"author": "Author of {post}"})
    assert len(sentences) >= 4
    assert all(sentences)
    text = "\n".join(sentences)
    assert "{date}" not in text
    assert "Author of {post}" in text
    assert "3F2A 91C0" in text


def test_keys_and_dates_keep_their_direction_in_arabic() -> None:
    verdict = Verdict("unchanged", (found_signature(),))
    text = "\n".join(verdict.sentences(words_for("ar")))
    assert "\u20683F2A 91C0 7B3E D518 0011 2233 4455 6677\u2069" in text
    assert "\u20682026-11-21 16:20\u2069" in text
    assert "\u2068" not in "\n".join(verdict.sentences(ENGLISH))


def test_the_pages_of_a_signed_report_can_still_be_read(signed_report: bytes) -> None:
    texts = [page.extract_text().strip() for page in PdfReader(io.BytesIO(signed_report)).pages]
    assert texts == ["Summary", "Risks: worst level High", "Signatures"]


def test_the_name_that_a_signer_gives_is_told_and_one_key_for_two_posts_too() -> None:
    author = found_signature(says="Ana Example, Focal point")
    two = Verdict("unchanged", (author, found_signature(field="supervisor")))
    told = "\n".join(two.sentences(words_for("en"))).replace("\u2068", "").replace("\u2069", "")
    assert "in the name of Ana Example, Focal point" in told
    assert author.said == ("Ana Example", "Focal point")  # as older programs wrote both
    koval = found_signature(says="Koval, Anna, Head", known_as="Koval, Anna")
    assert koval.said == ("Koval, Anna", "Head")
    post = Verdict("unchanged", (found_signature(says_post="Focal point"),))
    assert "in the name of Focal point" in "\n".join(post.sentences(ENGLISH))
    apart = found_signature(says="Koval, Anna", says_post="Head")
    assert apart.said == ("Koval, Anna", "Head")
    assert "One and the same key signed as author, supervisor." in told


def test_the_name_stands_in_the_signature(prepared_report: bytes, keys: Mapping[str, Key]) -> None:
    key = next(iter(keys.values()))
    field = verify(prepared_report).empty_fields[0]
    facts = {"key": key.data, "passphrase": key.passphrase, "stamp": STAMP, "now": NOW}
    signed = sign(prepared_report, field=field, name="Ana  Example", **facts)  # type: ignore[arg-type]
    assert [found.says for found in verify(signed).signatures] == ["Ana Example"]


CLAIMED = "Міністерка and Head of the United Nations"


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("signed_at", [None, NOW])
def test_a_post_that_the_holder_of_a_known_key_claims_is_not_told_as_checked(
    language: str, signed_at: datetime | None
) -> None:
    claims = {"says": "Анна Коваль", "says_post": CLAIMED, "signed_at": signed_at}
    noted = found_signature(known_as="Анна Коваль", known_post="Supervisor", **claims)
    told = "\n".join(Verdict("unchanged", (noted,)).sentences(words_for(language)))
    assert noted.who == ("Анна Коваль", "Supervisor")
    assert "Supervisor" in told
    assert CLAIMED not in told

    bare = found_signature(known_as="Анна Коваль", **claims)
    sentence = verdict_words.unchecked_post(bare, words_for(language))
    assert bare.who == ("Анна Коваль", "")
    assert ("that was not checked" if language == "en" else "ولم يُتحقَّق منه") in sentence
    told = "\n".join(Verdict("unchanged", (bare,)).sentences(words_for(language)))
    assert sentence in told
    assert CLAIMED not in told.replace(sentence, "")

    strange = found_signature(**claims)
    assert strange.who == strange.said == ("Анна Коваль", CLAIMED)
    assert verdict_words.unchecked_post(strange, words_for(language)) == ""


@pytest.mark.parametrize(
    ("author", "head", "own_work"),
    [
        ({"says": "Анна Коваль"}, {"says": "Аннa  КОВАЛЬ"}, True),
        ({"says": "Anna", "known_as": "أحمد"}, {"says": "Head", "known_as": "أحمد"}, True),
        ({"says": "Anna", "known_as": "أحمد"}, {"says": "Anna"}, True),
        ({"says": "Koval, Anna"}, {"says": "Koval, Petro"}, False),
        ({"says": "Anna", "known_as": "Анна"}, {"says": "Olena", "known_as": "Олена"}, False),
        ({}, {}, False),
    ],
)
def test_the_own_work_is_not_signed_with_a_second_key_in_the_same_name(
    author: dict[str, str], head: dict[str, str], *, own_work: bool
) -> None:
    second = "AAAA BBBB CCCC DDDD 0011 2233 4455 6677"
    both = found_signature(**author), found_signature(field="head", fingerprint=second, **head)
    verdict = Verdict("unchanged", both)
    assert verdict.own_work == (("head",) if own_work else ())
    for language, said in (
        ("en", "head: signed in the name of the author"),
        ("ar", "باسم مُعِدّ/ة التقييم"),
    ):
        told = verdict_words.problems(verdict, words_for(language), {})
        assert any(said in sentence for sentence in told) == own_work
