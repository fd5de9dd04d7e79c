"""The fonts inside a PDF: each glyph in use gets a number and the text it stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import uharfbuzz as hb

from dpia_wizard.report.pdf.blanks import with_blanks
from dpia_wizard.report.pdf.shaping import UNDRAWN

if TYPE_CHECKING:
    from dpia_wizard.report.pdf.shaping import Face, Shaped

_NOT_EMBEDDED = (b"GSUB", b"GPOS", b"GDEF", b"cmap", b"name", b"post", b"OS/2", b"STAT")
"""Tables that are of no use once the glyphs are chosen and placed."""


class EmbeddedFont:
    """One face as a PDF composite font, cut down to the glyphs that were drawn.

    Glyphs are numbered by what they say and how wide they are, so that what is copied from the
    page is what was typed, also where letters are joined, marked or missing from the font.
    """

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self._numbers: dict[tuple[int, str, int], str] = {}
        self._widths: dict[int, int] = {}

    def encode(self, shaped: Shaped) -> str:
        """Give *shaped* as the contents of a TJ array."""
        numbers, widths, face = self._numbers, self._widths, self.face
        out: list[str] = []
        run, back = "", 0
        for id, text, advance, right in shaped.glyphs:
            if id == UNDRAWN:
                width = max(advance, 0)
            elif (known := widths.get(id)) is None:
                width = widths[id] = face.font.get_glyph_h_advance(id)
            else:
                width = known
            if back != right:
                out.append(f"<{run}>{back - right}" if run else f"{back - right}")
                run = ""
            key = (id, text, width)
            number = numbers.get(key)
            if number is None:
                number = numbers[key] = f"{len(numbers) + 1:04X}"
            run += number
            back = width - advance + right
        if run:
            out.append(f"<{run}>")
        if back:
            out.append(f"{back}")
        return "".join(out)

    def addObjects(self, document: Any) -> None:  # noqa: N802 -- reportlab calls it
        """Put the font's objects into *document*, when all pages are drawn."""
        from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream

        def stream(content: bytes, **entries: Any) -> Any:
            made = PDFStream(dictionary=PDFDictionary(entries), content=content)
            return document.Reference(made, f"{self.name}.{len(content)}.{len(entries)}")

        numbered = list(self._numbers)
        tag = "".join(chr(65 + (len(numbered) // 26**power) % 26) for power in range(6))
        base = PDFName(f"{tag}+{self.face.name}")
        extents = self.face.font.get_font_extents("ltr")
        program = self._subset({glyph for glyph, _, _ in numbered if glyph != UNDRAWN})
        blanks = sorted({width for glyph, _, width in numbered if glyph == UNDRAWN})
        program, box = with_blanks(program, blanks)
        blank = {width: box + number for number, width in enumerate(blanks, 1)}
        descriptor = PDFDictionary(
            {
                "Type": PDFName("FontDescriptor"),
                "FontName": base,
                "Flags": 4,
                "FontBBox": PDFArray([-1000, extents.descender, 2000, extents.ascender]),
                "ItalicAngle": 0,
                "Ascent": extents.ascender,
                "Descent": extents.descender,
                "CapHeight": 714,
                "StemV": 80,
                "FontFile2": stream(program, Length1=len(program)),
            }
        )
        glyph_of = bytearray(2)
        for glyph, _, width in numbered:
            id = blank[width] if glyph == UNDRAWN else glyph or box
            glyph_of += id.to_bytes(2, "big")
        widths = [width for _, _, width in numbered]
        descendant = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": base,
                "CIDSystemInfo": PDFDictionary(
                    {"Registry": "(Adobe)", "Ordering": "(Identity)", "Supplement": 0}
                ),
                "FontDescriptor": document.Reference(descriptor, f"{self.name}.descriptor"),
                "W": PDFArray([1, PDFArray(widths)]),
                "DW": 0,
                "CIDToGIDMap": stream(bytes(glyph_of)),
            }
        )
        texts = [(number, text) for number, (_, text, _) in enumerate(numbered, 1)]
        font = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": base,
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArray(
                    [document.Reference(descendant, f"{self.name}.descendant")]
                ),
                "ToUnicode": stream(_to_unicode(texts)),
            }
        )
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(font, self.name)

    def _subset(self, glyphs: set[int]) -> bytes:
        wanted = hb.SubsetInput()
        wanted.flags = (
            hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
        )
        wanted.glyph_set.update({0, *glyphs})
        wanted.drop_table_tag_set.update(int.from_bytes(tag, "big") for tag in _NOT_EMBEDDED)
        return bytes(hb.subset(self.face.face, wanted).blob.data)


def _to_unicode(texts: list[tuple[int, str]]) -> bytes:
    """Write the map from glyph numbers back to text."""
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    for start in range(0, len(texts), 100):
        part = texts[start : start + 100]
        lines.append(f"{len(part)} beginbfchar")
        lines += [
            f"<{number:04X}> <{text.encode('utf-16-be').hex().upper()}>" for number, text in part
        ]
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode("ascii")
