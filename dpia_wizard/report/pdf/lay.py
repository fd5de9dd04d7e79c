"""The one door to laying out: each kind of block registers its own small function."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

from dpia_wizard.report.pdf.boxes import Item, Stack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dpia_wizard.report import document as doc
    from dpia_wizard.report.pdf.context import Context


@singledispatch
def lay(block: object, context: Context, width: float) -> list[Item]:
    """Lay *block* out in *width*."""
    raise TypeError(type(block).__name__)


def stack(blocks: Sequence[doc.Block], context: Context, width: float) -> Stack:
    """Lay blocks out under each other."""
    return Stack([item for block in blocks for item in lay(block, context, width)])
