"""Empty signature fields in a PDF: all made before anybody signs.

A field that is added after the first signature would break that signature (ISO 32000-1, 12.8.2).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf

    from dpia_wizard.report.pdf.pen import FieldPlace

VERSION = "1.7"
"""The version of PDF that its signatures need; said from the start, so that none raises it."""
_PRINTED, _LOCKED = 4, 128
"""Flags of an annotation (ISO 32000-1, table 165)."""


def with_fields(pdf: bytes, places: Sequence[FieldPlace]) -> bytes:
    """*pdf* with an empty signature field at each of *places*."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        add_fields(opened, places)
        out = io.BytesIO()
        opened.save(out, deterministic_id=True, min_version=VERSION)
        return out.getvalue()


def add_fields(opened: pikepdf.Pdf, places: Sequence[FieldPlace]) -> None:
    """Add an empty signature field at each of *places*; their pages count from 0."""
    import pikepdf

    fields = pikepdf.Array()
    for place in places:
        page = opened.pages[place.page]
        field = opened.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Widget,
                FT=pikepdf.Name.Sig,
                T=pikepdf.String(place.name),
                F=_PRINTED | _LOCKED,
                Rect=pikepdf.Array([round(float(side), 2) for side in place.rect]),
                P=page.obj,
            )
        )
        if "/Annots" not in page.obj:
            page.obj.Annots = pikepdf.Array()
        page.obj.Annots.append(field)
        fields.append(field)
    opened.Root.AcroForm = opened.make_indirect(pikepdf.Dictionary(Fields=fields, SigFlags=1))
