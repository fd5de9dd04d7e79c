"""What people and programs do to a signed report: each way with a seed, so that it varies."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from random import Random
from unittest.mock import patch

import pikepdf
from pypdf import PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from dpia_wizard.crypto import make_signing_key, open_signing_key
from dpia_wizard.report import sign as signing
from dpia_wizard.report.pdf.stamp import stamp
from dpia_wizard.report.sign import sign
from dpia_wizard.report.verdict import SignatureFound, Verdict

NOW = datetime(2026, 11, 21, 16, 20, tzinfo=UTC)
PHRASE = "four words for a key"
ROLES = ("author", "supervisor", "adviser", "owner", "head")
_opened = lru_cache(maxsize=16)(open_signing_key)


@lru_cache(maxsize=16)
def key_of(role: str) -> bytes:
    """The key of a role, made once."""
    return make_signing_key(f"key-{role}", PHRASE, NOW)


@contextmanager
def keys_opened_once() -> Iterator[None]:
    """Do not spend a tenth of a second on a passphrase for each of hundreds of signatures."""
    with patch.object(signing, "open_signing_key", _opened):
        yield


def signed_by(
    report: bytes,
    field: str,
    *,
    role: str = "",
    name: str = "",
    now: datetime = NOW,
    language: str = "en",
) -> bytes:
    """The report signed in *field* with the key of *role*."""
    rtl = language == "ar"
    with keys_opened_once():
        return sign(
            report,
            field=field,
            key=key_of(role or field),
            passphrase=PHRASE,
            stamp=stamp("Signed", [name or "-"], language=language, rtl=rtl, made=now.date()),
            now=now,
            name=name,
        )


def signed_unasked(report: bytes, field: str, *, role: str) -> bytes:
    """Signed by somebody else's program, which does not look at what it signs."""
    before = SignatureFound("another", "", None, None, True, True, False)
    there = Verdict("unchanged", (before,), empty_fields=(field,))
    with patch.object(signing, "verify", lambda _: there):
        return signed_by(report, field, role=role)


@dataclass(frozen=True)
class Base:
    """A report before anybody signed, and after each of its signatures."""

    unsigned: bytes
    signed: tuple[bytes, ...]

    @property
    def whole(self) -> bytes:
        """With every signature."""
        return self.signed[-1]


def base_of(unsigned: bytes, roles: tuple[str, ...] = ("author", "supervisor", "head")) -> Base:
    """*unsigned*, signed in turn by *roles*."""
    states: list[bytes] = []
    for role in roles:
        states.append(signed_by(states[-1] if states else unsigned, role, name=f"The {role}"))
    return Base(unsigned, tuple(states))


Change = Callable[[Random, Base], bytes]


def seeded(name: str) -> Random:
    """What makes one variant differ from the next, the same every time."""
    return Random(name)  # noqa: S311 -- nothing secret hangs on it


def added(report: bytes, change: Callable[[PdfWriter], None]) -> bytes:
    """The report with a change written behind it; every byte before stays."""
    writer = PdfWriter(io.BytesIO(report), incremental=True)
    change(writer)
    output = io.BytesIO()
    writer.write(output)
    assert output.getvalue().startswith(report)
    assert len(output.getvalue()) > len(report)
    return output.getvalue()


def _word(random: Random) -> str:
    letters = "abcdefghij klmnop إتقييم їжак 0123456789()<>/%"
    return "".join(random.choice(letters) for _ in range(random.randint(1, 40)))


# One byte, or a few behind the end


def flip_content(random: Random, base: Base) -> bytes:
    report = bytearray(base.whole)
    streams = [
        (found.end(), report.index(b"endstream", found.end()))
        for found in re.finditer(rb"stream\r?\n", base.unsigned)
        if base.unsigned[found.start() - 3 : found.start()] != b"end"
    ]
    start, end = random.choice(streams)
    report[random.randrange(start, end - 1)] ^= random.randint(1, 255)
    return bytes(report)


def flip_in_signature_gap(random: Random, base: Base) -> bytes:
    report = bytearray(base.whole)
    gaps = [found.span(1) for found in re.finditer(rb"/Contents <([0-9a-fA-F]{400,})>", report)]
    start, end = random.choice(gaps)
    # Either in what is signed with, or in the zeros that fill it up.
    place = random.choice((random.randrange(start, start + 4000), random.randrange(start, end)))
    others = [digit for digit in b"0123456789abcdef" if digit != report[place]]
    report[place] = random.choice(others)
    return bytes(report)


def append_newline(random: Random, base: Base) -> bytes:
    ends = (b"\n", b"\r", b"\r\n", b" ", b"\0", b"%", b"%%EOF\n", b"\n\n")
    return base.whole + random.choice(ends) * random.randint(1, 5)


def append_object_no_xref(random: Random, base: Base) -> bytes:
    number = random.choice((1, 2, 5, 9, 99, 4711))
    text = _word(random).encode()
    new = b"%d 0 obj\n<< /Type /Page /Note <%s> >>\nendobj\n" % (number, text.hex().encode())
    end = random.choice((b"", b"%%EOF\n", b"startxref\n0\n%%EOF\n"))
    return base.whole + new + end


# Saved behind the last signature


def metadata_only(random: Random, base: Base) -> bytes:
    key = random.choice(("/Title", "/Author", "/Subject", "/Keywords", "/Producer"))
    value = _word(random)
    return added(base.whole, lambda writer: writer.add_metadata({key: value}))


def remove_page(random: Random, base: Base) -> bytes:
    def change(writer: PdfWriter) -> None:
        for _number in range(random.randint(1, 2)):
            writer.remove_page(random.randrange(len(writer.pages)))

    return added(base.signed[random.randrange(len(base.signed))], change)


def add_page(random: Random, base: Base) -> bytes:
    return added(
        base.whole,
        lambda writer: writer.insert_blank_page(
            random.randint(100, 900), 842, random.randrange(len(writer.pages))
        ),
    )


def freetext(random: Random, base: Base) -> bytes:
    def change(writer: PdfWriter) -> None:
        left, bottom = random.randint(10, 300), random.randint(10, 700)
        note = FreeText(text=_word(random), rect=(left, bottom, left + 200, bottom + 30))
        writer.add_annotation(random.randrange(len(writer.pages)), note)

    return added(base.whole, change)


def form_field(random: Random, base: Base) -> bytes:
    def change(writer: PdfWriter) -> None:
        form = writer.root_object["/AcroForm"].get_object()
        kind = random.choice(("/Tx", "/Btn", "/Ch", "/Sig"))
        field = {NameObject("/FT"): NameObject(kind), NameObject("/T"): TextStringObject("more")}
        if kind == "/Tx":
            field[NameObject("/V")] = TextStringObject(_word(random))
        form["/Fields"].append(writer._add_object(DictionaryObject(field)))

    return added(base.whole, change)


def open_action(random: Random, base: Base) -> bytes:
    script = DictionaryObject(
        {
            NameObject("/S"): NameObject(random.choice(("/JavaScript", "/Launch", "/URI"))),
            NameObject("/JS"): TextStringObject(f"app.alert({random.random()})"),
        }
    )
    place = random.choice(("/OpenAction", "/AA"))

    def change(writer: PdfWriter) -> None:
        there = writer._add_object(script)
        page = writer.pages[random.randrange(len(writer.pages))]
        holder = page if place == "/AA" and random.random() < 0.5 else writer.root_object
        holder[NameObject(place)] = there

    return added(base.whole, change)


def embedded_file(random: Random, base: Base) -> bytes:
    name = random.choice(("assessment.json", "more.txt", "DPISP.pdf"))
    data = _word(random).encode()
    return added(base.whole, lambda writer: writer.add_attachment(name, data) and None)


def layer(random: Random, base: Base) -> bytes:
    def change(writer: PdfWriter) -> None:
        group = writer._add_object(
            DictionaryObject(
                {
                    NameObject("/Type"): NameObject("/OCG"),
                    NameObject("/Name"): TextStringObject(_word(random)),
                }
            )
        )
        page = writer.pages[random.randrange(len(writer.pages))]
        resources = page["/Resources"].get_object()
        resources[NameObject("/Properties")] = DictionaryObject({NameObject("/L1"): group})
        content = page["/Contents"].get_object()
        hidden = DecodedStreamObject()
        hidden.set_data(b"/OC /L1 BDC\n" + content.get_data() + b"\nEMC")
        page[NameObject("/Contents")] = writer._add_object(hidden)
        writer.root_object[NameObject("/OCProperties")] = DictionaryObject(
            {
                NameObject("/OCGs"): ArrayObject([group]),
                NameObject("/D"): DictionaryObject({NameObject("/OFF"): ArrayObject([group])}),
            }
        )

    return added(base.whole, change)


# The value of a signature taken apart


def _in_signature(
    random: Random, base: Base, pattern: bytes, replace: Callable[[bytes], bytes]
) -> bytes:
    report = base.whole
    found = random.choice(list(re.finditer(pattern, report)))
    said = replace(found[0])
    assert len(said) == len(found[0])
    return report[: found.start()] + said + report[found.end() :]


def no_byte_range(random: Random, base: Base) -> bytes:
    def replace(said: bytes) -> bytes:
        name, rest = said[:10], said[10:]
        other = random.choice(
            (b"/ByteRangX" + rest, b"/byterange" + rest, name + b" null".ljust(len(rest)))
        )
        other = random.choice((other, name + b" []".ljust(len(rest)), b" " * len(said)))
        return random.choice((other, name + b" [0]".ljust(len(rest))))

    return _in_signature(random, base, rb"/ByteRange \[[\d ]+\]", replace)


def negative_byte_range(random: Random, base: Base) -> bytes:
    def replace(said: bytes) -> bytes:
        numbers = [int(number) for number in re.findall(rb"\d+", said)]
        numbers[random.randrange(4)] *= -1
        numbers[random.randrange(4)] = -random.randint(1, 9999)
        new = b"/ByteRange [%s" % b" ".join(b"%d" % number for number in numbers)
        return new[: len(said) - 1].ljust(len(said) - 1) + b"]"

    return _in_signature(random, base, rb"/ByteRange \[[\d ]+\]", replace)


def contents_null(random: Random, base: Base) -> bytes:
    def replace(said: bytes) -> bytes:
        name, rest = said[:9], len(said) - 9
        zeros = b" <" + b"0" * (rest - 3) + b">"
        ways = (b" null".ljust(rest), b" <>".ljust(rest), zeros, b" ()".ljust(rest))
        way = random.choice((*ways, b" <00>".ljust(rest)))
        return random.choice((name + way, b"/Content_" + said[9:]))

    return _in_signature(random, base, rb"/Contents <[0-9a-fA-F]{400,}>", replace)


def moved_second_part(random: Random, base: Base) -> bytes:
    """Signature wrapping: what was signed second stands further behind, other content between.

    The number at the end, where the table of objects begins, is signed and stays true: there
    stands the attacker's own table now.
    """
    report, before = base.whole, len(base.signed[-2])
    said = re.findall(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]", report)[-1]
    start, first, second, size = (int(number) for number in said)
    gap, last = report[first:second], report[second : second + size]
    table_at = int(re.findall(rb"startxref\s+(\d+)", last)[-1])
    table_before = re.findall(rb"startxref\s+(\d+)", report[:before])[-1]
    root, info = (
        re.findall(rb"/Root (\d+ 0 R)", last)[-1],
        re.findall(rb"/Info (\d+ 0 R)", last)[-1],
    )
    ids = re.findall(rb"/ID \[[^\]]+\]", last)[-1]
    places = {
        int(found[1]): found.start(1)
        for found in re.finditer(rb"[\r\n](\d+) 0 obj", report[before:first])
    }
    places = {number: place + before for number, place in places.items()}
    value = max(places)
    with pikepdf.open(io.BytesIO(report)) as opened:
        page = opened.pages[random.randrange(2)].obj.Contents.objgen[0]
    other = b"BT ET %% %d" % random.randrange(10**6)
    pieces = {page: b"<< /Length %d >>\nstream\n%s\nendstream" % (len(other), other)}
    room = table_at + 20 * (len(places) + 4) * 2 + 600
    moved_to = room + len(gap) + 1000 + random.randrange(500)
    pieces[value] = (
        b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached"
        b" /ByteRange [%d %d %d %d] /Contents %s >>" % (start, first, moved_to, size, gap)
    )
    behind = b""
    for number, piece in pieces.items():
        places[number] = room + len(behind)
        behind += b"%d 0 obj\n%s\nendobj\n" % (number, piece)
    table = b"xref\n" + b"".join(
        b"%d 1\n%010d 00000 n \n" % (number, places[number]) for number in sorted(places)
    )
    table += b"trailer\n<< /Size %d /Root %s /Info %s /Prev %s %s >>\n" % (
        value + 2,
        root,
        info,
        table_before,
        ids,
    )
    made = report[:second].ljust(table_at) + table
    made = made.ljust(room) + behind
    assert len(made) < moved_to
    return made.ljust(moved_to) + last


# Somebody else signs


def attacker_signs(random: Random, base: Base) -> bytes:
    change = random.choice((metadata_only, freetext, add_page, open_action, embedded_file, layer))
    before = Base(base.unsigned, base.signed[: random.randint(1, len(base.signed))])
    field = random.choice(("adviser", "owner"))
    return signed_unasked(change(random, before), field, role="stranger")


def same_name_other_key(random: Random, base: Base) -> bytes:
    report = base.unsigned
    for role in ("author", "supervisor", "head"):
        stranger = random.choice(("stranger", "other"))
        report = signed_by(report, role, role=stranger, name=f"The {role}")
    return report


def signed_in_future(random: Random, base: Base) -> bytes:
    when = NOW + timedelta(days=random.randint(3, 3000))
    return signed_by(base.whole, "owner", now=when, name="The owner")


# Prepared before it was signed


def _prepared(random: Random, base: Base, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """Signed by people whose programs do not look for what was prepared."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(base.unsigned)) as opened:
        change(opened)
        opened.save(out)
    report = signed_unasked_first(out.getvalue())
    return signed_unasked(report, "supervisor", role="supervisor")


def signed_unasked_first(report: bytes) -> bytes:
    there = Verdict("not_signed", empty_fields=ROLES)
    with patch.object(signing, "verify", lambda _: there):
        return signed_by(report, "author")


def shadow_hide(random: Random, base: Base) -> bytes:
    """A picture laid over the rating before it was signed is taken away afterwards."""
    number = random.randrange(2)

    def cover(opened: pikepdf.Pdf) -> None:
        page = opened.pages[number]
        over = opened.make_stream(b"1 g 72 680 300 40 re f", Type=pikepdf.Name.XObject)
        over.Subtype, over.BBox = pikepdf.Name.Form, pikepdf.Array([0, 0, 595, 842])
        page.add_resource(over, pikepdf.Name.XObject, pikepdf.Name.Cover)
        page.contents_add(b"q /Cover Do Q")

    report = _prepared(random, base, cover)

    def uncover(writer: PdfWriter) -> None:
        resources = writer.pages[number]["/Resources"].get_object()["/XObject"].get_object()
        form = resources["/Cover"].get_object()
        if random.random() < 0.5:
            form.set_data(b"%d 0 m" % random.randrange(999))
        else:
            form[NameObject("/BBox")] = ArrayObject([NumberObject(0)] * 4)
        resources[NameObject("/Cover")] = writer._add_object(form)

    changed = added(report, uncover)
    return random.choice((changed, signed_unasked(changed, "owner", role="stranger")))


def shadow_replace(random: Random, base: Base) -> bytes:
    """A second page hidden in the file takes the place of the first by a table alone."""

    def hide(opened: pikepdf.Pdf) -> None:
        other = opened.make_stream(b"BT ET % worst level Low " + _word(random).encode("utf-8"))
        opened.Root.Hidden = other

    report = _prepared(random, base, hide)
    with pikepdf.open(io.BytesIO(report)) as opened:
        hidden = opened.Root.Hidden.objgen[0]
        shown = opened.pages[random.randrange(2)].obj.Contents.objgen[0]
        size, root = int(opened.trailer.Size), opened.Root.objgen[0]
    at = re.search(rb"(?:^|[\r\n])%d 0 obj" % hidden, report)
    assert at is not None
    place = report.index(b"%d 0 obj" % hidden, at.start())
    before = int(re.findall(rb"startxref\s+(\d+)", report)[-1])
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<< /Size %d /Root %d 0 R /Prev %d >>\n" % (
        shown,
        place,
        size,
        root,
        before,
    )
    return report + table + b"startxref\n%d\n%%%%EOF\n" % len(report)


def shadow_loose_end(random: Random, base: Base) -> bytes:
    """A note that is not there yet when it is signed comes with somebody's own signature."""
    number = random.randint(5000, 9000)
    page = random.randrange(2)

    def leave_open(opened: pikepdf.Pdf) -> None:
        holder = opened.pages[page].obj
        holder.Annots = pikepdf.Array([pikepdf.String("LOOSE")])

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(base.unsigned)) as opened:
        leave_open(opened)
        opened.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    loose = (b"%d 0 R" % number).ljust(7)
    assert out.getvalue().count(b"(LOOSE)") == 1
    report = signed_unasked_first(out.getvalue().replace(b"(LOOSE)", loose))
    report = signed_unasked(report, "supervisor", role="supervisor")

    note = (
        b"<< /Type /Annot /Subtype /FreeText /Rect [72 680 372 720] /DA (/F 12 Tf)"
        b" /Contents <%s> >>" % _word(random).encode("utf-16-be").hex().encode()
    )
    return _signed_with(report, number, note)


def _signed_with(report: bytes, number: int, content: bytes) -> bytes:
    """Signed by a program that puts one more object in, under the number that was left open."""
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    class More(IncrementalPdfFileWriter):
        def _update_meta(self) -> None:
            """Leave it."""

    def writer(pdf: bytes) -> IncrementalPdfFileWriter:
        made = More(io.BytesIO(pdf))
        note = generic.DictionaryObject.read_from_stream(
            io.BytesIO(content), generic.TrailerReference(made)
        )
        made.objects[(0, number)] = note
        made._lastobj_id = max(made._lastobj_id, number)
        return made

    with patch.object(signing, "_writer", writer):
        return signed_unasked(report, "owner", role="stranger")


# Other programs


def resaved(random: Random, base: Base) -> bytes:
    output = io.BytesIO()
    if random.random() < 0.3:
        writer = PdfWriter(clone_from=io.BytesIO(base.whole))
        writer.add_metadata({"/Producer": _word(random)})
        writer.write(output)
        return output.getvalue()
    with pikepdf.open(io.BytesIO(base.whole)) as opened:
        opened.docinfo["/Producer"] = _word(random)
        opened.save(
            output,
            linearize=random.random() < 0.5,
            object_stream_mode=random.choice(list(pikepdf.ObjectStreamMode.__members__.values())),
            compress_streams=random.random() < 0.5,
        )
    return output.getvalue()
