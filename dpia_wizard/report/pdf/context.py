"""What laying out a block needs to know about the document around it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dpia_wizard.report.document import Heading, places, walk
from dpia_wizard.report.pdf.paragraph import Paragraph, paragraph
from dpia_wizard.report.pdf.styles import NARROW_FROM_LINES, NARROW_WIDTH, Setting, Type

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dpia_wizard.report.document import Document, LevelLook, Spans


@dataclass(frozen=True)
class Context:
    """The document's levels, places and headings, and the setting of the page."""

    setting: Setting
    levels: Mapping[str, LevelLook]
    reachable: frozenset[str]
    headings: tuple[Heading, ...]
    heading_keys: Mapping[int, str]
    page_height: float

    @property
    def rtl(self) -> bool:
        """Whether pages are turned."""
        return self.setting.rtl

    def tighter(self, pads: float, sizes: float) -> Context:
        """Give the context for a page that was too full."""
        return replace(self, setting=replace(self.setting, pads=pads, sizes=sizes))

    def text(self, spans: Spans, kind: Type, width: float, *, key: str = "") -> Paragraph:
        """Set *spans* in a width."""
        kind = self.setting.type(kind)
        return paragraph(spans, kind, width, rtl=self.rtl, reachable=self.reachable, key=key)

    def long_text(self, spans: Spans, kind: Type, width: float, *, key: str = "") -> Paragraph:
        """Set *spans*, in shorter lines when they are many."""
        box = self.text(spans, kind, width, key=key)
        if width > NARROW_WIDTH and len(box.lines) >= NARROW_FROM_LINES:
            return self.text(spans, kind, NARROW_WIDTH, key=key)
        return box

    def key_of(self, heading: Heading) -> str:
        """Give the key of a heading, its own or one made for it."""
        return heading.key or self.heading_keys.get(id(heading), "")


def context_for(document: Document, setting: Setting, page_height: float) -> Context:
    """Gather what the blocks of *document* need."""
    parts = list(walk(document.blocks))
    headings = tuple(part for part in parts if isinstance(part, Heading))
    keys = {
        id(heading): heading.key or f"heading-{number}"
        for number, heading in enumerate(headings, 1)
        if heading.key or heading.contents or heading.bookmark
    }
    return Context(
        setting,
        {look.id: look for look in document.levels},
        places(parts) | frozenset(keys.values()),
        headings,
        keys,
        page_height,
    )
