"""The Unicode bidirectional algorithm (UAX #9): which way each character of a paragraph runs.

The names of rules (X1 to L2) are those of the standard: https://www.unicode.org/reports/tr9/
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from unicodedata import bidirectional, normalize

Levels = tuple["int | None", ...]
"""One level for each character, odd ones run right to left; None: a control that is not shown."""

MAX_DEPTH = 125
_ISOLATES = frozenset({"LRI", "RLI", "FSI"})
_EMBEDDINGS = {"RLE": (1, ""), "LRE": (0, ""), "RLO": (1, "R"), "LRO": (0, "L")}
_NEUTRAL = frozenset({"B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"})
_TRAILING = frozenset({"WS", "LRI", "RLI", "FSI", "PDI"})
_REMOVED = frozenset({"RLE", "LRE", "RLO", "LRO", "PDF", "BN"})
_IMPLICIT = ({"R": 1, "AN": 2, "EN": 2}, {"L": 1, "EN": 1, "AN": 1})
"""By how much a character's level rises above an even and above an odd one (I1, I2)."""
_PLAIN = (
    "\x09\x20-\x7e\xa0-\xac\xae-\u0233\u0370-\u0482\u048a-\u0556"
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20bf"
)
_LEFT_TO_RIGHT = re.compile(f"[{_PLAIN}]*")
"""Texts in which everything runs left to right when the paragraph does."""
_ISOLATED = re.compile(f"[{_PLAIN}\u2066\u2068\u2069]*")
"""The same with isolates, each of which is two levels up."""
_RIGHT_TO_LEFT = re.compile(
    "[\x20-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e\xa0\xab\xb7\xbb\u060c\u061b\u061f-\u065f\u066e-\u06d5"
    "\u2010-\u2027\u2030-\u205e]*"
)
"""Texts in which everything runs right to left when the paragraph does: no number in them."""

# The pairs of BidiBrackets.txt, opening and closing in turn.
_BRACKETS = (
    "()[]{}༺༻༼༽᚛᚜⁅⁆⁽⁾₍₎⌈⌉⌊⌋〈〉❨❩❪❫❬❭❮❯❰❱❲❳❴❵⟅⟆⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆⦇⦈⦉⦊⦋⦌⦍⦐⦏⦎⦑⦒⦓⦔⦕⦖⦗⦘⧘⧙⧚⧛⧼⧽"
    "⸢⸣⸤⸥⸦⸧⸨⸩⹕⹖⹗⹘⹙⹚⹛⹜〈〉《》「」『』【】〔〕〖〗〘〙〚〛﹙﹚﹛﹜﹝﹞（）［］｛｝｟｠｢｣"
)
_CLOSING = dict(zip(_BRACKETS[::2], _BRACKETS[1::2], strict=True))
_OPENING = {closing: opening for opening, closing in _CLOSING.items()}


class Paragraph(NamedTuple):
    """The levels of a paragraph's characters, and its own."""

    levels: Levels
    base: int


@lru_cache(maxsize=8192)
def resolve(text: str, base: int | None) -> Paragraph:
    """Give the levels of *text*, one paragraph; without *base* its first letter decides."""
    if not base and _LEFT_TO_RIGHT.fullmatch(text):
        return Paragraph((0,) * len(text), 0)
    if base == 1 and _RIGHT_TO_LEFT.fullmatch(text):
        return Paragraph((1,) * len(text), 1)
    if not base and _ISOLATED.fullmatch(text) and (levels := _by_isolates(text)) is not None:
        return Paragraph(levels, 0)
    return _resolve(text, base)


def _by_isolates(text: str) -> Levels | None:
    """Give the levels of a text in which nothing runs right to left; None where one is open."""
    levels: list[int] = []
    level = 0
    for character in text:
        if character == "\u2069":
            level -= 2
        levels.append(level)
        if character in "\u2066\u2068":
            level += 2
        if not 0 <= level < MAX_DEPTH - 1:
            return None
    return tuple(levels) if level == 0 else None


def _resolve(text: str, base: int | None) -> Paragraph:
    """Give the levels of any text, rule by rule."""
    original = [bidirectional(character) or "L" for character in text]
    partner = _isolate_partners(original)
    if base is None:
        base = _first_strong(original, 0, len(original), partner) or 0
    classes, explicit = _explicit(original, partner, base)
    levels = list(explicit)
    for sequence in _sequences(original, explicit, partner):
        kinds = [classes[index] for index in sequence]
        level, start_edge, end_edge = _edges(original, explicit, sequence, base)
        own = "R" if level % 2 else "L"
        _weak(kinds, start_edge)
        _brackets(text, original, kinds, sequence, start_edge, own)
        _neutral(kinds, start_edge, end_edge, own)
        for index, kind in zip(sequence, kinds, strict=True):
            levels[index] = level + _IMPLICIT[level % 2].get(kind, 0)
    return Paragraph(tuple(levels), base)


def line_levels(text: str, paragraph: Paragraph, start: int, end: int) -> list[int | None]:
    """Give the levels of one line of *text*: white space at its end takes the base level (L1)."""
    levels = list(paragraph.levels[start:end])
    trailing = True
    for index in range(end - 1, start - 1, -1):
        kind = bidirectional(text[index])
        if kind in ("S", "B"):
            levels[index - start] = paragraph.base
            trailing = True
        elif trailing and kind in _TRAILING:
            levels[index - start] = paragraph.base
        elif kind not in _REMOVED:
            trailing = False
    return levels


def visual_order(levels: list[int]) -> list[int]:
    """Give the indices of *levels* from left to right (L2)."""
    order = list(range(len(levels)))
    if not levels:
        return order
    highest = max(levels)
    if highest == min(levels):
        return order[::-1] if highest % 2 else order
    for level in range(highest, 0, -1):
        start = 0
        while start < len(order):
            if levels[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end
    return order


def _isolate_partners(classes: list[str]) -> dict[int, int]:
    """Pair each isolate with the PDI that ends it, both ways (BD9)."""
    partner: dict[int, int] = {}
    waiting: list[int] = []
    for index, kind in enumerate(classes):
        if kind in _ISOLATES:
            waiting.append(index)
        elif kind == "PDI" and waiting:
            opened = waiting.pop()
            partner[opened], partner[index] = index, opened
    return partner


def _first_strong(classes: list[str], start: int, end: int, partner: dict[int, int]) -> int | None:
    """Give the level of the first strong character outside isolates (P2, P3)."""
    index = start
    while index < end:
        kind = classes[index]
        if kind == "L":
            return 0
        if kind in ("R", "AL"):
            return 1
        index = partner.get(index, end) + 1 if kind in _ISOLATES else index + 1
    return None


def _explicit(
    original: list[str], partner: dict[int, int], base: int
) -> tuple[list[str], list[int | None]]:
    """Apply embeddings, overrides and isolates (X1 to X8)."""
    classes = list(original)
    levels: list[int | None] = [base] * len(original)
    stack: list[tuple[int, str, bool]] = [(base, "", False)]
    beyond_isolates = beyond_embeddings = valid_isolates = 0
    for index, kind in enumerate(original):
        level, override, _ = stack[-1]
        if kind in _EMBEDDINGS:
            levels[index] = None
            parity, forced = _EMBEDDINGS[kind]
            deeper = _next_level(level, parity)
            if deeper <= MAX_DEPTH and not beyond_isolates and not beyond_embeddings:
                stack.append((deeper, forced, False))
            elif not beyond_isolates:
                beyond_embeddings += 1
        elif kind in _ISOLATES:
            levels[index] = level
            classes[index] = override or kind
            if kind == "FSI":
                inner = partner.get(index, len(original))
                parity = _first_strong(original, index + 1, inner, partner) or 0
            else:
                parity = int(kind == "RLI")
            deeper = _next_level(level, parity)
            if deeper <= MAX_DEPTH and not beyond_isolates and not beyond_embeddings:
                valid_isolates += 1
                stack.append((deeper, "", True))
            else:
                beyond_isolates += 1
        elif kind == "PDI":
            if beyond_isolates:
                beyond_isolates -= 1
            elif valid_isolates:
                beyond_embeddings = 0
                while not stack[-1][2]:
                    stack.pop()
                stack.pop()
                valid_isolates -= 1
            level, override, _ = stack[-1]
            levels[index] = level
            classes[index] = override or kind
        elif kind == "PDF":
            levels[index] = None
            if not beyond_isolates:
                if beyond_embeddings:
                    beyond_embeddings -= 1
                elif not stack[-1][2] and len(stack) > 1:
                    stack.pop()
        elif kind == "BN":
            levels[index] = None
        elif kind == "B":
            levels[index] = base
        else:
            levels[index] = level
            classes[index] = override or kind
    return classes, levels


def _next_level(level: int, parity: int) -> int:
    return level + 1 if (level + 1) % 2 == parity else level + 2


def _sequences(
    original: list[str], levels: list[int | None], partner: dict[int, int]
) -> list[list[int]]:
    """Gather level runs into isolating run sequences, as lists of indices (X10)."""
    runs: list[list[int]] = []
    for index, level in enumerate(levels):
        if level is None:
            continue
        if runs and levels[runs[-1][-1]] == level:
            runs[-1].append(index)
        else:
            runs.append([index])
    by_start = {run[0]: run for run in runs}
    sequences = []
    for run in runs:
        if original[run[0]] == "PDI" and run[0] in partner:
            continue
        sequence = list(run)
        while original[sequence[-1]] in _ISOLATES and sequence[-1] in partner:
            following = by_start.get(partner[sequence[-1]])
            if following is None:
                break
            sequence += following
        sequences.append(sequence)
    return sequences


def _edges(
    original: list[str], explicit: list[int | None], sequence: list[int], base: int
) -> tuple[int, str, str]:
    """Give the level of a sequence and the directions at its start and end (sos and eos of X10)."""
    first, last = sequence[0], sequence[-1]
    level = explicit[first] or 0
    before = after = base
    for index in range(first - 1, -1, -1):
        if (found := explicit[index]) is not None:
            before = found
            break
    if original[last] not in _ISOLATES:
        for index in range(last + 1, len(explicit)):
            if (found := explicit[index]) is not None:
                after = found
                break
    return level, "R" if max(level, before) % 2 else "L", "R" if max(level, after) % 2 else "L"


def _weak(kinds: list[str], start_edge: str) -> None:
    """Resolve marks, numbers and their separators (W1 to W7)."""
    previous = start_edge
    for position, kind in enumerate(kinds):
        if kind == "NSM":
            kinds[position] = "ON" if previous in _ISOLATES or previous == "PDI" else previous
        previous = kinds[position]
    strong = start_edge
    for position, kind in enumerate(kinds):
        if kind in ("R", "L", "AL"):
            strong = kind
            if kind == "AL":
                kinds[position] = "R"
        elif kind == "EN" and strong == "AL":
            kinds[position] = "AN"
    for position in range(1, len(kinds) - 1):
        left, right = kinds[position - 1], kinds[position + 1]
        if left == right and (
            (kinds[position] == "ES" and left == "EN")
            or (kinds[position] == "CS" and left in ("EN", "AN"))
        ):
            kinds[position] = left
    position = 0
    while position < len(kinds):
        if kinds[position] != "ET":
            position += 1
            continue
        end = position
        while end < len(kinds) and kinds[end] == "ET":
            end += 1
        beside_number = (position and kinds[position - 1] == "EN") or (
            end < len(kinds) and kinds[end] == "EN"
        )
        kinds[position:end] = ["EN" if beside_number else "ON"] * (end - position)
        position = end
    strong = start_edge
    for position, kind in enumerate(kinds):
        if kind in ("R", "L"):
            strong = kind
        elif kind in ("ES", "CS"):
            kinds[position] = "ON"
        elif kind == "EN" and strong == "L":
            kinds[position] = "L"


def _brackets(
    text: str,
    original: list[str],
    kinds: list[str],
    sequence: list[int],
    start_edge: str,
    own: str,
) -> None:
    """Give both brackets of a pair one direction (N0)."""
    for opened, closed in _bracket_pairs(text, kinds, sequence):
        inside = {found for kind in kinds[opened + 1 : closed] if (found := _direction(kind))}
        if own in inside:
            direction = own
        elif inside:
            context = next(
                (found for kind in reversed(kinds[:opened]) if (found := _direction(kind))),
                start_edge,
            )
            direction = context if context != own else own
        else:
            continue
        for position in (opened, closed):
            kinds[position] = direction
            following = position + 1
            while following < len(kinds) and original[sequence[following]] == "NSM":
                kinds[following] = direction
                following += 1


def _bracket_pairs(text: str, kinds: list[str], sequence: list[int]) -> list[tuple[int, int]]:
    """Find the pairs of brackets in one sequence, by their places in it (BD16)."""
    pairs = []
    stack: list[tuple[str, int]] = []
    for position, kind in enumerate(kinds):
        if kind != "ON":
            continue
        character = normalize("NFC", text[sequence[position]])
        if character in _CLOSING:
            if len(stack) == 63:
                break
            stack.append((_CLOSING[character], position))
        elif character in _OPENING:
            for depth in range(len(stack) - 1, -1, -1):
                if stack[depth][0] == character:
                    pairs.append((stack[depth][1], position))
                    del stack[depth:]
                    break
    return sorted(pairs)


def _direction(kind: str) -> str:
    return kind if kind in ("L", "R") else "R" if kind in ("EN", "AN") else ""


def _neutral(kinds: list[str], start_edge: str, end_edge: str, own: str) -> None:
    """Let neutral characters follow what stands on both sides of them (N1, N2)."""
    position = 0
    while position < len(kinds):
        if kinds[position] not in _NEUTRAL:
            position += 1
            continue
        end = position
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        left = _direction(kinds[position - 1]) if position else start_edge
        right = _direction(kinds[end]) if end < len(kinds) else end_edge
        kinds[position:end] = [left if left == right else own] * (end - position)
        position = end
