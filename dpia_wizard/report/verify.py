"""Check whether a signed report is as it was signed, and with which keys, by the whole file.

The date in a signature is the signer's own clock: without a network nobody else vouches for it.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from dpia_wizard.core.participants import place_of
from dpia_wizard.crypto import fingerprint
from dpia_wizard.errors import UserError
from dpia_wizard.report.coroutines import finished
from dpia_wizard.report.inside import Acts, Loose, look_inside
from dpia_wizard.report.off_the_network import stay_off_the_network
from dpia_wizard.report.places import places_in
from dpia_wizard.report.printed import page_texts
from dpia_wizard.report.record import (
    Asked,
    Record,
    asked_by,
    printed_groups,
    read_against,
    record_in,
)
from dpia_wizard.report.revisions import first_revisions, only_signatures_after
from dpia_wizard.report.verdict import Fault, SignatureFound, State, Trouble, Verdict

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate
    from pyhanko.pdf_utils.generic import DictionaryObject
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.diff_analysis import DiffPolicy
    from pyhanko.sign.validation import EmbeddedPdfSignature

    from dpia_wizard.core.catalogue import Pack
    from dpia_wizard.core.people import Known

__all__ = ["SignatureFound", "Verdict", "verify"]

LARGEST_FILE = 64 * 1024 * 1024
_LARGEST_UNPACKED = 128 * 1024 * 1024
_MOST_SIGNATURES = 60
_MOST_REVISIONS = 64
_LONGEST_NAME = 200
_CLOCKS_DIFFER = timedelta(days=1)
_COVERS = re.compile(rb"/ByteRange \[0 \d{1,10} (\d{1,10}) (\d{1,10})\]")

stay_off_the_network()

# What a hostile file brings about is told by the verdict; the libraries' own notes are not shown.
for _library in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_library).addHandler(logging.NullHandler())


def verify(
    pdf: bytes,
    *,
    known: Mapping[str, Known] | None = None,
    expected: Sequence[str] = (),
    packs: Iterable[Pack] = (),
    now: datetime | None = None,
) -> Verdict:
    """The verdict on *pdf*; a broken or hostile file is "damaged".

    *known* maps the fingerprints of checked keys to their holders.
    *expected* are the fields, or the agencies, that the caller knows to have signed: a file
    without its last signature is in good order, so only somebody who knows of that signature can
    miss it. A report made with the form of one of *packs* is signed by whom that form asks; of
    one made with another nobody can tell that it is complete. *now* is this machine's clock
    unless given. Raises `UserError` for a file too large to open or locked with a password.
    """
    if len(pdf) > LARGEST_FILE:
        raise UserError("This file is larger than any report, so it was not opened.")
    given = _Given(known or {}, tuple(expected), asked_by(packs), now or datetime.now(UTC))
    try:
        return finished(_verdict(pdf, given))
    except UserError:
        raise
    except Exception:  # whatever a hostile file makes the libraries raise, it is damaged
        return _without_its_end(pdf, given)


@dataclass(frozen=True, slots=True)
class _Given:
    """What a file is measured against (`verify`)."""

    known: Mapping[str, Known]
    expected: tuple[str, ...]
    signs: Asked
    now: datetime


def _without_its_end(pdf: bytes, given: _Given) -> Verdict:
    """What to say of a file that cannot be read: damaged, or whole up to where it was signed."""
    ends = {int(after) + int(length) for after, length in _COVERS.findall(pdf)}
    if end := max((end for end in ends if end < len(pdf)), default=0):
        try:
            before = finished(_verdict(pdf[:end], given))
        except Exception:  # as above
            before = Verdict("damaged")
        if before.state == "unchanged":
            cut = (replace(found, covers_whole_document=False) for found in before.signatures)
            return replace(before, state="changed", signatures=tuple(cut), troubles=("appended",))
    return Verdict("damaged", missing_fields=given.expected)


async def _verdict(pdf: bytes, given: _Given) -> Verdict:
    from pyhanko.sign.fields import enumerate_sig_fields

    reader = _opened(pdf)
    fields = {name: (value, field) for name, value, field in enumerate_sig_fields(reader)}
    filled = [name for name, (value, _) in fields.items() if value is not None]
    if len(filled) > _MOST_SIGNATURES:
        return Verdict("damaged")
    readable, unreadable = _signatures(reader, {name: fields[name][1] for name in filled})
    found = tuple([await _found(pdf, signature, given) for signature in readable])
    missing = [name for name in _signed_earlier(reader) if name not in filled]
    state, troubles = _state(found, missing=missing, unreadable=unreadable)
    record = Record()
    if state in ("not_signed", "unchanged"):
        record, troubles = _looked_through(pdf, reader, given.signs)
        state = "unsound" if troubles else state
    expected = (place_of(one, record.agencies) or one for one in given.expected)
    missed = [name for name in expected if name not in filled]
    if state == "unchanged" and missed:
        state = "changed"
    return Verdict(
        state,
        found,
        empty_fields=tuple(name for name in fields or places_in(reader.root) if name not in filled),
        missing_fields=tuple(dict.fromkeys((*missing, *missed))),
        unreadable_fields=unreadable,
        troubles=troubles,
        record=record,
    )


def _state(
    found: Sequence[SignatureFound],
    *,
    missing: Sequence[str],
    unreadable: Sequence[str],
) -> tuple[State, tuple[Trouble, ...]]:
    if not found and not unreadable:
        return ("changed" if missing else "not_signed"), ()
    if found and all(signature.fault == "extent" for signature in found):
        return "changed", ("saved_again",)
    if not all(signature.intact for signature in found) or missing:
        return "changed", ()
    if unreadable:
        return "damaged", ()
    return ("unchanged", ()) if found[-1].covers_whole_document else ("changed", ("appended",))


def _looked_through(
    pdf: bytes, reader: PdfFileReader, signs: Asked
) -> tuple[Record, tuple[Trouble, ...]]:
    """The record inside, and what is against a file of which no byte was changed."""
    try:
        pages = look_inside(pdf, first_revisions(reader))
    except Acts:
        return Record(), ("acts",)
    except Loose:
        return Record(), ("loose",)
    except Exception:  # no report of ours; what is signed has to be readable by more than one
        if reader.embedded_signatures:
            raise
        return Record(), ()
    try:
        content = record_in(reader.root)
    except Exception:  # whatever a hostile file makes the library raise, it is no record of ours
        return Record("unreadable"), ("record_unreadable",)
    if content is None:
        return Record(), ()
    signed_on = {place.page.idnum for place in places_in(reader.root).values()}
    wanted = {0} | {number for number, page in enumerate(pages) if page in signed_on}
    record = read_against(content, map(printed_groups, page_texts(pdf, sorted(wanted))), signs)
    if record.standing == "agrees":
        return record, ()
    return record, ("record_differs" if record.standing == "differs" else "record_unreadable",)


def _opened(pdf: bytes) -> PdfFileReader:
    from pyhanko.pdf_utils.decode_limits import DecodeLimits, DocumentDecodeBudget
    from pyhanko.pdf_utils.reader import PdfFileReader

    budget = DocumentDecodeBudget(base_allowance=_LARGEST_UNPACKED, max_ratio=2)
    reader = PdfFileReader(io.BytesIO(pdf), decode_limits=DecodeLimits(document_budget=budget))
    if reader.encrypted:
        raise UserError(
            "This PDF is locked with a password, so its signatures cannot be checked here."
        )
    if reader.total_revisions > _MOST_REVISIONS:
        raise ValueError("more revisions than a report ever has")
    return reader


def _signatures(
    reader: PdfFileReader, fields: Mapping[str, DictionaryObject]
) -> tuple[list[EmbeddedPdfSignature], tuple[str, ...]]:
    """The signatures in the order in which they were made, and the fields with unreadable ones.

    Not the library's own list, which passes over signatures of a kind it does not know.
    """
    from pyhanko.sign.validation import EmbeddedPdfSignature

    readable: dict[tuple[int, ...], EmbeddedPdfSignature] = {}
    unreadable: list[str] = []
    for name, field in fields.items():
        try:
            signature = EmbeddedPdfSignature(reader, field, name)
            place = tuple(int(number) for number in signature.byte_range)
            signature.signer_cert.dump()
        except Exception:  # as above: one signature that cannot be read hides no other
            unreadable.append(name)
            continue
        if len(place) != 4 or place in readable:
            unreadable.append(name)
        else:
            readable[place] = signature
    return sorted(readable.values(), key=_end), tuple(unreadable)


def _signed_earlier(reader: PdfFileReader) -> Iterable[str]:
    """The fields that were signed in any state that the file has gone through."""
    from pyhanko.sign.fields import enumerate_sig_fields

    return [
        name
        for revision in range(reader.total_revisions)
        for name, _, _ in enumerate_sig_fields(
            reader.get_historical_resolver(revision), filled_status=True
        )
    ]


async def _found(pdf: bytes, signature: EmbeddedPdfSignature, given: _Given) -> SignatureFound:
    certificate = signature.signer_cert
    key = fingerprint(certificate.dump())
    signed_at = signature.self_reported_timestamp
    if signed_at is not None and signed_at.tzinfo is None:
        signed_at = signed_at.replace(tzinfo=UTC)
    first, last = certificate.not_valid_before, certificate.not_valid_after
    fault: Fault | None = "extent"
    if _leaves_out_only_itself(pdf, signature):
        moment = min(max(signed_at or first, first), last)
        fault = await _against(signature, certificate, moment)
    holder = given.known.get(key)
    return SignatureFound(
        signature.field_name,
        key,
        None if holder is None else holder.name,
        signed_at,
        covers_whole_document=_end(signature) == len(pdf),
        intact=fault is None,
        date_is_odd=signed_at is None
        or not first <= signed_at <= last
        or signed_at > given.now + _CLOCKS_DIFFER,
        says=_said(signature, "/Name"),
        says_post=_said(signature, "/ContactInfo"),
        fault=fault,
        known_post="" if holder is None else holder.post,
    )


def _said(signature: EmbeddedPdfSignature, what: str) -> str:
    """What the signer said of themselves, on one line and no longer than a name."""
    said = signature.sig_object.get(what)
    return " ".join(said.split())[:_LONGEST_NAME] if isinstance(said, str) else ""


async def _against(
    signature: EmbeddedPdfSignature, certificate: Certificate, moment: datetime
) -> Fault | None:
    """What there is against the signature and what came after it.

    The certificate stands for itself: whether the key is known is asked of the people, by its
    fingerprint. A key past its years makes the date odd, not the report changed.
    """
    from pyhanko.sign.diff_analysis import DiffResult
    from pyhanko.sign.validation import SignatureCoverageLevel
    from pyhanko.sign.validation.pdf_embedded import async_validate_pdf_signature
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko_certvalidator import ValidationContext

    status = await async_validate_pdf_signature(
        signature,
        ValidationContext(trust_roots=[certificate], moment=moment, allow_fetching=False),
        diff_policy=_only_signatures(),
        key_usage_settings=KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}),
    )
    if not status.intact:
        return "content"
    if not status.valid:
        return "value"
    if status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return "extent"
    if not isinstance(status.diff_result, DiffResult) or not status.docmdp_ok:
        return "followed"
    return None if status.bottom_line else "value"


def _only_signatures() -> DiffPolicy:
    """What may follow a signature: further ones, in places that stood there before.

    The library's own rules would also let title and author change, and answers in forms; and they
    read the whole file anew for each signature.
    """
    from pyhanko.sign import diff_analysis as found
    from pyhanko.sign.fields import enumerate_sig_fields

    class OnlySignatures(found.DiffPolicy):
        def review_file(
            self, reader: PdfFileReader, base_revision: Any, *_: object, **__: object
        ) -> found.DiffResult | found.SuspiciousModification:
            revision = getattr(base_revision, "revision", base_revision)
            then = reader.get_historical_resolver(revision)
            fields = [field.reference for _, _, field in enumerate_sig_fields(then)]
            if only_signatures_after(reader, revision, fields):
                return found.DiffResult(found.ModificationLevel.FORM_FILLING, set())
            return found.SuspiciousModification("more than a signature")

    return OnlySignatures()


def _end(signature: EmbeddedPdfSignature) -> int:
    """The first byte after what the signature covers."""
    return int(signature.byte_range[2]) + int(signature.byte_range[3])


def _leaves_out_only_itself(pdf: bytes, signature: EmbeddedPdfSignature) -> bool:
    """Whether it covers all from the first byte on, but for its own value and nothing else."""
    from asn1crypto import parser

    start, length, after, rest = (int(number) for number in signature.byte_range)
    if start != 0 or not 0 < length < after < after + rest <= len(pdf):
        return False
    value: bytes = signature.pkcs7_content
    digits = value.hex().encode("ascii")
    gap = pdf[length:after]
    if gap not in (b"<" + digits + b">", b"<" + digits.upper() + b">"):
        return False
    size = parser.peek(value)
    return not value[size:].strip(b"\0") and _has_no_loose_part(value[:size], signature)


def _has_no_loose_part(value: bytes, signature: EmbeddedPdfSignature) -> bool:
    """Whether those parts of the value that nobody signs say what the signed parts ask for."""
    content, signer = signature.signed_data, signature.signer_info
    by_issuer = signer["sid"].name == "issuer_and_serial_number"
    version = b"\x02\x01\x01" if by_issuer else b"\x02\x01\x03"
    digest = signer["digest_algorithm"]
    return (
        value.endswith(content.dump())
        and content["version"].dump() == version == signer["version"].dump()
        and content["digest_algorithms"].dump()
        == b"\x31" + bytes([len(digest.dump())]) + digest.dump()
        and digest["parameters"].dump() in (b"", b"\x05\x00")
    )
