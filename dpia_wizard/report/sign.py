"""Sign a report: one signature after the other in the places that it was made with.

After the first signature nothing may save the file but this module: every signature is added
behind the bytes that were signed before.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from dpia_wizard.core.participants import PARTICIPANT, place_of, role_of, stands_for
from dpia_wizard.crypto import OpenedKey, fingerprint, open_signing_key
from dpia_wizard.errors import UserError
from dpia_wizard.report.coroutines import finished
from dpia_wizard.report.places import Place, places_in
from dpia_wizard.report.verify import verify

if TYPE_CHECKING:
    from pyhanko.pdf_utils.content import PdfContent
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.signers import PdfSigner, Signer

    from dpia_wizard.report.verdict import Verdict

_SIGNATURE_LENGTH = 384


def sign(
    pdf: bytes,
    *,
    field: str,
    key: bytes | OpenedKey,
    passphrase: str = "",
    stamp: bytes,
    now: datetime,
    name: str = "",
    post: str = "",
    agency: str = "",
    reason: str = "",
) -> bytes:
    """The report with one signature more: PAdES B-B, the first signer certifies.

    *name* is who signs and *post* their post, as they say it, *agency* the one they sign for: the
    *field* ``participant`` is the place of that agency. *key* is PKCS#12 under *passphrase*, or
    opened already; *stamp* a PDF of one page for the place on the paper, *now* the signer's own
    clock with its zone. Raises `UserError` when the place is taken, unknown or another agency's or
    the report is no longer as the signers before left it, and `WrongPassphrase` for the key.
    """
    if now.tzinfo is None:
        raise ValueError("the time needs its zone")
    before = verify(pdf)
    if before.state == "unsound":
        raise UserError(
            "This file is not as the program makes a report, so your signature was not put under"
            " it. Ask for the report again."
        )
    if before.state not in ("not_signed", "unchanged"):
        raise UserError(
            "This report was changed or damaged after it was signed, so your signature was not"
            " put under it. Ask for the report again."
        )
    places = before.record.agencies
    if field == PARTICIPANT:
        field = _own_place(agency.strip(), places)
    if any(found.field == field for found in before.signatures):
        raise UserError("This place is signed already. Nothing was changed.")
    if field not in before.empty_fields:
        raise UserError(
            "This report has no place for that signature. Open are: {fields}.",
            fields=", ".join(map(_told(places), before.empty_fields)) or "-",
        )
    if not stands_for(field, agency, places):
        raise UserError(
            "This place is for another agency than that of the signer. Those that sign for"
            " themselves are: {agencies}.",
            agencies=", ".join(places.values()),
        )
    opened = key if isinstance(key, OpenedKey) else open_signing_key(key, passphrase)
    _must_be_apart(opened, field, before)
    writer = _writer(pdf)
    if not before.signatures:
        _make_fields(writer, before.empty_fields)
    signer = _pdf_signer(
        opened,
        field,
        _page(stamp, writer),
        name=name,
        post=post,
        reason=reason,
        certify=not before.signatures,
    )
    return finished(_signed(signer, writer, now))


def _own_place(agency: str, places: Mapping[str, str]) -> str:
    """The place of *agency* among those that sign for themselves. Raises `UserError`."""
    if not places:
        raise UserError("No agency signs this report for itself: the assessment is not joint.")
    if not agency:
        raise UserError(
            "Say for which agency this is signed. Those that sign for themselves are: {agencies}.",
            agencies=", ".join(places.values()),
        )
    found = place_of(agency, places)
    if not found:
        raise UserError(
            "{agency} takes no part in this assessment, so nobody signs it for them. Those that"
            " sign for themselves are: {agencies}.",
            agency=agency,
            agencies=", ".join(places.values()),
        )
    return found


def _told(places: Mapping[str, str]) -> Callable[[str], str]:
    """What the field of a signature is called for who types it."""
    return lambda field: f"{role_of(field)} ({places[field]})" if field in places else field


def _must_be_apart(opened: OpenedKey, field: str, before: Verdict) -> None:
    """Raises `UserError` where the key has signed for another agency."""
    key, of = fingerprint(opened.certificate), before.for_agencies
    if field in of and any(one.field in of and one.fingerprint == key for one in before.signatures):
        raise UserError(
            "This key has signed for another agency already. Each agency signs for itself, with a"
            " key of its own people."
        )


async def _signed(signer: PdfSigner, writer: IncrementalPdfFileWriter, now: datetime) -> bytes:
    from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

    session = signer.init_signing_session(writer, existing_fields_only=True)
    session.system_time = now  # the one way to sign with a given clock
    size = await session.estimate_signature_container_size(None)
    document = session.prepare_tbs_document(None, size)
    output = io.BytesIO()
    prepared, _ = document.digest_tbs_document(output=output)
    finished = await document.perform_signature(
        prepared.document_digest, PdfCMSSignedAttributes(signing_time=now)
    )
    await finished.post_signature_processing(output)
    return output.getvalue()


def _pdf_signer(
    opened: OpenedKey,
    field: str,
    content: PdfContent,
    *,
    name: str,
    post: str,
    reason: str,
    certify: bool,
) -> PdfSigner:
    from pyhanko.pdf_utils.layout import AxisAlignment, Margins, SimpleBoxLayoutRule
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
    from pyhanko.stamp import StaticStampStyle

    middle = AxisAlignment.ALIGN_MID
    return PdfSigner(
        PdfSignatureMetadata(
            field_name=field,
            name=name or None,
            contact_info=post or None,
            reason=reason or None,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            certify=certify,
            docmdp_permissions=MDPPerm.FILL_FORMS,
        ),
        _signer(opened),
        stamp_style=StaticStampStyle(
            border_width=0,
            background=content,
            background_opacity=1.0,
            background_layout=SimpleBoxLayoutRule(middle, middle, Margins.uniform(0)),
        ),
    )


def _signer(opened: OpenedKey) -> Signer:
    """The key as the library wants it.

    Its own signer would read and check the private key twice more, and gathers what is signed
    beside the file on an event loop; PAdES B-B asks for these three and no more.
    """
    from asn1crypto import x509
    from asn1crypto.cms import CMSAttributes
    from pyhanko.sign.attributes import SigningCertificateV2Provider
    from pyhanko.sign.general import simple_cms_attribute
    from pyhanko.sign.signers import Signer

    certificate = x509.Certificate.load(opened.certificate)

    class Ours(Signer):
        async def async_sign_raw(
            self, data: bytes, digest_algorithm: str, dry_run: bool = False
        ) -> bytes:
            return bytes(_SIGNATURE_LENGTH) if dry_run else opened.sign(data)

        async def signed_attrs(
            self, data_digest: bytes, digest_algorithm: str, *_: object, **__: object
        ) -> CMSAttributes:
            return CMSAttributes(
                [
                    simple_cms_attribute("content_type", "data"),
                    simple_cms_attribute("message_digest", data_digest),
                    await SigningCertificateV2Provider(signing_cert=certificate).get_attribute(),
                ]
            )

        async def unsigned_attrs(self, *_: object, **__: object) -> None:
            return None

    return Ours(signing_cert=certificate)


def _writer(pdf: bytes) -> IncrementalPdfFileWriter:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    class Adding(IncrementalPdfFileWriter):
        def _update_meta(self) -> None:
            """Leave title, dates and producer as the signers before saw them."""

    return Adding(io.BytesIO(pdf))


def _make_fields(writer: IncrementalPdfFileWriter, wanted: Iterable[str]) -> None:
    """Make every place of the report into an empty field, in one go with the first signature.

    A report of an earlier edition of the program has its fields already.
    """
    from pyhanko.sign.fields import enumerate_sig_fields

    there = {name for name, _, _ in enumerate_sig_fields(writer)}
    for name, place in places_in(writer.root).items():
        if name in wanted and name not in there:
            _make_field(writer, name, place)


def _make_field(writer: IncrementalPdfFileWriter, name: str, place: Place) -> None:
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.content import RawContent
    from pyhanko.pdf_utils.layout import BoxConstraints
    from pyhanko.sign.fields import ensure_sig_flags, prepare_sig_field

    page = generic.IndirectObject(place.page.idnum, place.page.generation, writer)
    _created, field = prepare_sig_field(
        name, writer.root, writer, box=place.rect, include_on_page=page
    )
    ensure_sig_flags(writer, lock_sig_flags=False)
    left, bottom, right, top = place.rect
    nothing = RawContent(b"", box=BoxConstraints(right - left, top - bottom)).as_form_xobject()
    look = generic.DictionaryObject({generic.pdf_name("/N"): writer.add_object(nothing)})
    field.get_object()[generic.pdf_name("/AP")] = look  # archives ask each field for its look


def _page(stamp: bytes, writer: IncrementalPdfFileWriter) -> PdfContent:
    """The first page of *stamp* as something that can be drawn into the place."""
    from pyhanko.pdf_utils.content import PdfResources, RawContent
    from pyhanko.pdf_utils.layout import BoxConstraints
    from pyhanko.pdf_utils.reader import PdfFileReader

    drawn: Any = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(stamp)))
    left, bottom, right, top = (float(edge) for edge in drawn.get_object()["/BBox"])
    resources = PdfResources()
    resources.xobject["/Stamp"] = drawn
    box = BoxConstraints(width=abs(right - left), height=abs(top - bottom))
    return RawContent(b"/Stamp Do", resources, box)
