"""Glyphs put behind those of a font: blank ones, as wide as they are wanted, and its box.

A letter that is drawn as part of another, or as a path, is still written: for searching and
copying. What is written there must be exactly as wide as the font says, and a letter that no font
has must not be written with the glyph for "none" (ISO 19005-3, 6.2.11.5 and 6.2.11.8), so the box
that stands for it is a glyph of its own.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

_HEAD = 12
_ENTRY = 16


def with_blanks(program: bytes, widths: Sequence[int]) -> tuple[bytes, int]:
    """The TrueType font *program* with a copy of its first glyph, the box, and a blank glyph for
    each of *widths* (in thousandths) behind it; and the number of the copy."""
    tables = _tables(program)
    (count,) = struct.unpack_from(">H", tables["maxp"], 4)
    (measured,) = struct.unpack_from(">H", tables["hhea"], 34)
    (per_em,) = struct.unpack_from(">H", tables["head"], 18)
    more = 1 + len(widths)
    metrics = _metrics(tables["hmtx"], measured, count) + tables["hmtx"][:4]
    metrics += b"".join(struct.pack(">Hh", round(width * per_em / 1000), 0) for width in widths)
    tables["hmtx"] = metrics
    tables["maxp"] = tables["maxp"][:4] + struct.pack(">H", count + more) + tables["maxp"][6:]
    tables["hhea"] = tables["hhea"][:34] + struct.pack(">H", count + more)
    _copy_first(tables, more)
    return _font(program[:4], tables), count


def _metrics(said: bytes, measured: int, count: int) -> bytes:
    """The widths of all glyphs: those behind the measured ones are as wide as the last of them."""
    metrics, bearings = said[: 4 * measured], said[4 * measured :]
    last = metrics[-4:-2]
    parts = (bearings[at : at + 2] for at in range(0, 2 * (count - measured), 2))
    return metrics + b"".join(last + part for part in parts)


def _copy_first(tables: dict[str, bytes], more: int) -> None:
    """Add the outline of the first glyph at the end, and nothing for the glyphs after it."""
    (is_long,) = struct.unpack_from(">h", tables["head"], 50)
    kind, unit = (">I", 1) if is_long else (">H", 2)
    size = struct.calcsize(kind)
    (start,) = struct.unpack_from(kind, tables["loca"])
    (end,) = struct.unpack_from(kind, tables["loca"], size)
    (last,) = struct.unpack_from(kind, tables["loca"], len(tables["loca"]) - size)
    box = tables["glyf"][start * unit : end * unit]
    tables["glyf"] = tables["glyf"][: last * unit] + box
    tables["loca"] += struct.pack(kind, last + end - start) * more


def _tables(program: bytes) -> dict[str, bytes]:
    (count,) = struct.unpack_from(">H", program, 4)
    found = {}
    for number in range(count):
        tag, _sum, at, size = struct.unpack_from(">4sIII", program, _HEAD + _ENTRY * number)
        found[tag.decode("latin-1")] = program[at : at + size]
    return found


def _font(kind: bytes, tables: dict[str, bytes]) -> bytes:
    count = len(tables)
    power = count.bit_length() - 1
    span = _ENTRY << power
    head = kind + struct.pack(">4H", count, span, power, _ENTRY * count - span)
    at = _HEAD + _ENTRY * count
    directory, body = b"", b""
    for tag in sorted(tables):
        content = tables[tag]
        padded = content + bytes(-len(content) % 4)
        directory += struct.pack(
            ">4sIII", tag.encode("latin-1"), _check_sum(padded), at + len(body), len(content)
        )
        body += padded
    return head + directory + body


def _check_sum(padded: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF
