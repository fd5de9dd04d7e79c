"""Where the signatures of a report belong: places in it that the first signer makes into fields.

A field that is added after the first signature would break that signature (ISO 32000-1, 12.8.2),
so signing makes all of them before the first. Until then the places are named destinations: they
change nothing about the pages, and a report without a form is one that archives take (PDF/A).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dpia_wizard.report.places import destination_name

if TYPE_CHECKING:
    import pikepdf

    from dpia_wizard.report.pdf.pen import FieldPlace

VERSION = "1.7"
"""The version of PDF that its signatures need; said from the start, so that none raises it."""


def add_places(opened: pikepdf.Pdf, places: Sequence[FieldPlace]) -> None:
    """Name the rectangle of each of *places*; their pages count from 0."""
    import pikepdf

    tree = pikepdf.Array()
    for number, place in enumerate(places):
        sides = [round(float(side), 2) for side in place.rect]
        page = opened.pages[place.page].obj
        tree.append(pikepdf.String(destination_name(number, place.name)))
        tree.append(pikepdf.Array([page, pikepdf.Name.FitR, *sides]))
    if "/Names" not in opened.Root:
        opened.Root.Names = pikepdf.Dictionary()
    opened.Root.Names.Dests = opened.make_indirect(pikepdf.Dictionary(Names=tree))
