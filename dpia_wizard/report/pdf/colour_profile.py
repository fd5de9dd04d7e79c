"""What our red, green and blue mean: the sRGB colour space as an ICC profile.

Built from the figures of IEC 61966-2-1, its primaries adapted to the white that profiles count
from (D50), so that the report brings no file of somebody else.
"""

from __future__ import annotations

import struct
from functools import cache

NAME = "sRGB IEC61966-2.1"
_VERSION = 0x04200000
_WHITE = (0x0000F6D6, 0x00010000, 0x0000D32D)
_PRIMARIES = {
    b"rXYZ": (0x00006FA2, 0x000038F5, 0x00000390),
    b"gXYZ": (0x00006299, 0x0000B785, 0x000018DA),
    b"bXYZ": (0x000024A0, 0x00000F84, 0x0000B6CF),
}
_FROM_D65 = (
    (0x00010C42, 0x000005DE, -0x00000CDA),
    (0x00000793, 0x0000FD90, -0x00000450),
    (-0x0000025C, 0x00000F7F, 0x0000C0AB),
)
"""How a colour seen under daylight (D65) is adapted to D50, after Bradford."""
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


@cache
def srgb_profile() -> bytes:
    """The profile (ICC version 4.2), the same bytes every time."""
    curve = b"para\0\0\0\0\0\3\0\0" + b"".join(map(_fixed, _CURVE))
    tags = {
        b"desc": _text(NAME),
        b"cprt": _text("No rights reserved"),
        b"wtpt": _colour(_WHITE),
        b"chad": b"sf32\0\0\0\0" + b"".join(struct.pack(">3i", *row) for row in _FROM_D65),
        **{name: _colour(figures) for name, figures in _PRIMARIES.items()},
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    at = 128 + 4 + 12 * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    places: dict[bytes, int] = {}
    for name, content in tags.items():
        if content not in places:
            places[content] = at + len(body)
            body += content + bytes(-len(content) % 4)
        table += name + struct.pack(">II", places[content], len(content))
    size = at + len(body)
    head = struct.pack(">I4xI4s4s4s", size, _VERSION, b"mntr", b"RGB ", b"XYZ ")
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp"
    head += bytes(28) + struct.pack(">3i", *_WHITE)
    return head + bytes(128 - len(head)) + table + body


def _fixed(number: float) -> bytes:
    return struct.pack(">i", round(number * 65536))


def _colour(figures: tuple[int, int, int]) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *figures)


def _text(words: str) -> bytes:
    said = words.encode("utf-16-be")
    return b"mluc\0\0\0\0" + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(said), 28) + said
