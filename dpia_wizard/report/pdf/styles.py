"""One table of sizes, line heights and colours for everything on paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dpia_wizard.report.document import Align, Density, Direction, Role

INK = "#18242C"
QUIET = "#51606A"
LINK = "#184A68"
RULE = "#AEB9C1"
GROUND = "#F0F3F5"
WHITE = "#FFFFFF"
BLACK = "#000000"

PAPERS = {"A4": (595.276, 841.89), "Letter": (612.0, 792.0)}
TEXT_WIDTH = 493.0
NARROW_WIDTH = 367.0
"""Long paragraphs take nine of the twelve columns: lines of 95 characters tire."""
NARROW_FROM_LINES = 5
TOP = 54.0
BOTTOM = 50.0

LATIN_LINE = 1.42
ARABIC_LINE = 1.62
ARABIC_SCALE = 1.16
"""Arabic letters look two sizes smaller than Latin ones beside them."""


@dataclass(frozen=True, slots=True)
class Type:
    """How a paragraph is set; sizes and gaps in points.

    A paragraph of several lines stands at the side where its language begins, one with ``in_row``
    at the side of the page, as headings do.
    """

    size: float
    bold: bool = False
    colour: str = INK
    line: float = LATIN_LINE
    before: float = 0.0
    after: float = 0.0
    align: Align = "start"
    in_row: bool = False


BODY = Type(9.5, before=3, after=6)
ROLES: dict[Role, Type] = {
    "body": BODY,
    "lead": Type(11, colour=QUIET, before=2, after=10),
    "eyebrow": Type(12, colour=QUIET, before=22, after=2),
    "quiet": Type(8.5, colour=QUIET, before=3, after=5),
    "small": Type(7.5, colour=QUIET, before=2, after=3),
    "large": Type(13.5, line=1.48, before=3, after=8),
    "figure": Type(11, bold=True),
}
HEADINGS = (
    Type(24, bold=True, line=1.29, after=8, in_row=True),
    Type(17, bold=True, before=22, after=6, in_row=True),
    Type(11.5, bold=True, colour=LINK, before=14, after=4, in_row=True),
    Type(9.5, bold=True, before=10, after=3, in_row=True),
)
CALLOUT = Type(10.5)
LABEL = Type(9, colour=QUIET)
FOOT = Type(7.5, colour=QUIET)
HEAD = Type(7.5)
TABLE = Type(8.5)
TABLES: dict[Density, Type] = {"normal": TABLE, "dense": Type(7.8), "large": Type(13.5, line=1.48)}
ROW_PADDING: dict[Density, float] = {"normal": 4.0, "dense": 3.2, "large": 9.0}
CELL_GAP = 4.0
"""Between the edge of a column and its text."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a whole report, or a page that was too full, changes about the table above."""

    direction: Direction = "ltr"
    pads: float = 1.0
    sizes: float = 1.0
    grey: bool = False

    @property
    def rtl(self) -> bool:
        """Whether pages are turned."""
        return self.direction == "rtl"

    def type(self, kind: Type) -> Type:
        """Give *kind* as it is set here."""
        if self.sizes == 1.0 and self.pads == 1.0:
            return kind
        size = max(kind.size * self.sizes, min(kind.size, 8.0))
        return replace(
            kind, size=size, before=kind.before * self.pads, after=kind.after * self.pads
        )

    def pad(self, points: float) -> float:
        """Give the padding *points* as it is here."""
        return points * self.pads


def rgb(colour: str) -> tuple[float, float, float]:
    """Give a colour like ``#18242C`` as three numbers up to 1."""
    return tuple(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))  # type: ignore[return-value]


def grey_value(colour: str) -> float:
    """Give how light *colour* is on a grey printer, 0 to 1."""
    red, green, blue = rgb(colour)
    return 0.299 * red + 0.587 * green + 0.114 * blue
