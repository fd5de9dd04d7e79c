"""What makes a PDF one that archives take (PDF/A-3, level B; ISO 19005-3)."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from dpia_wizard.report.pdf.colour_profile import NAME, srgb_profile

if TYPE_CHECKING:
    from datetime import date

    import pikepdf

Relationship = Literal["Source", "Supplement"]


class Attachment(NamedTuple):
    """A file to put into the PDF: its name, its content, what it is, and what it is to the report:
    what the report was made from (``Source``), or something beside it."""

    name: str
    content: bytes
    description: str
    relationship: Relationship = "Supplement"


_KINDS = {"pdf": "application/pdf", "json": "application/json", "txt": "text/plain"}
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ALTERNATIVES = "<rdf:Alt><rdf:li xml:lang='x-default'>{}</rdf:li></rdf:Alt>"
_FACTS = (
    ("Title", f"<dc:title>{_ALTERNATIVES}</dc:title>"),
    ("Subject", f"<dc:description>{_ALTERNATIVES}</dc:description>"),
    ("Creator", "<xmp:CreatorTool>{}</xmp:CreatorTool>"),
    ("Producer", "<pdf:Producer>{}</pdf:Producer>"),
)
_METADATA = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
{facts}
<xmp:CreateDate>{day}T00:00:00+00:00</xmp:CreateDate>
<xmp:ModifyDate>{day}T00:00:00+00:00</xmp:ModifyDate>
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def make_archivable(
    opened: pikepdf.Pdf, made: date, attachments: Sequence[Attachment] = ()
) -> None:
    """Give *opened* what the standard asks for beyond the pages, and the *attachments*.

    The pages have their part already: every font is in the file, and nothing shines through.
    """
    _say_what_colours_mean(opened)
    _describe(opened, made)
    for page in opened.pages:
        if "/Trans" in page.obj:
            del page.obj.Trans
    _attach(opened, made, attachments)


def _say_what_colours_mean(opened: pikepdf.Pdf) -> None:
    import pikepdf

    profile = opened.make_stream(srgb_profile(), N=3)
    intent = pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFA1,
        OutputConditionIdentifier=pikepdf.String(NAME),
        Info=pikepdf.String(NAME),
        DestOutputProfile=profile,
    )
    opened.Root.OutputIntents = pikepdf.Array([opened.make_indirect(intent)])


def _describe(opened: pikepdf.Pdf, made: date) -> None:
    """Say in XML what the file says of itself elsewhere, word for word."""
    import pikepdf

    facts = []
    for key, shape in _FACTS:
        said = str(opened.docinfo.get(f"/{key}", ""))
        bare = _NOT_IN_XML.sub("\ufffd", said)
        if bare != said:
            opened.docinfo[f"/{key}"] = pikepdf.String(bare)
        if bare:
            facts.append(shape.format(html.escape(bare, quote=False)))
    text = _METADATA.format(facts="\n".join(facts), day=made.isoformat())
    opened.Root.Metadata = opened.make_stream(
        text.encode(), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML
    )


def _attach(opened: pikepdf.Pdf, made: date, attachments: Sequence[Attachment]) -> None:
    import pikepdf

    if not attachments:
        return
    day = made.strftime("D:%Y%m%d000000Z")
    for name, content, description, relationship in attachments:
        file = pikepdf.AttachedFileSpec(
            opened,
            content,
            filename=name,
            description=description,
            mime_type=_KINDS.get(name.rsplit(".", 1)[-1].lower(), "application/octet-stream"),
            creation_date=day,
            mod_date=day,
        )
        file.relationship = pikepdf.Name(f"/{relationship}")
        opened.attachments[name] = file
    # The standard wants each file named by the document as well, and not only in the list.
    opened.Root.AF = pikepdf.Array(
        [opened.attachments[name].obj for name in sorted(opened.attachments)]
    )
