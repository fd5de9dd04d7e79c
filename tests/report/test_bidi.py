"""The bidirectional algorithm, against Unicode's own cases."""

from __future__ import annotations

import lzma
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpia_wizard.report.pdf.bidi import _resolve, line_levels, resolve, visual_order

CASES = Path(__file__).parents[1] / "files" / "BidiCharacterTest-15.0.0.txt.xz"


def test_every_case_of_unicode_comes_out_as_the_standard_says():
    wrong = []
    count = 0
    with lzma.open(CASES, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#") or not line.strip():
                continue
            codes, direction, base, levels, order = line.rstrip("\n").split(";")
            text = "".join(chr(int(code, 16)) for code in codes.split())
            paragraph = resolve.__wrapped__(text, {"0": 0, "1": 1, "2": None}[direction])
            found = line_levels(text, paragraph, 0, len(text))
            shown = [index for index, level in enumerate(found) if level is not None]
            visual = [shown[i] for i in visual_order([found[index] for index in shown])]
            count += 1
            if (
                paragraph.base != int(base)
                or ["x" if level is None else str(level) for level in found] != levels.split()
                or visual != [int(index) for index in order.split()]
            ):
                wrong.append(line)
    assert count == 91_707
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("المادة (35)", "(35) ةداملا"),
        ("قبل \u20662026-11-21\u2069", "2026-11-21 لبق"),
        ("\u2066DPIA-UA-2026-014\u2069 · الطبعة 2", "2 ةعبطلا · DPIA-UA-2026-014"),
    ],
)
def test_numbers_and_references_keep_their_order_in_arabic(text, shown):
    found = line_levels(text, resolve(text, 1), 0, len(text))
    seen = "".join(text[i] for i in visual_order([level or 0 for level in found]))
    mirrored = seen.translate(str.maketrans("()", ")(")) if "(" in seen else seen
    kept = "".join(c for c in mirrored if c not in "\u2066\u2069")
    assert kept == shown


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60), st.booleans())
def test_any_text_has_one_level_for_each_character_and_the_order_is_a_permutation(text, rtl):
    paragraph = resolve(text, int(rtl))
    assert len(paragraph.levels) == len(text)
    shown = [level for level in line_levels(text, paragraph, 0, len(text)) if level is not None]
    assert sorted(visual_order(shown)) == list(range(len(shown)))


SHORT = (
    *("abc (),.-1234'№ґї–", "ab 1.\u2066\u2068\u2069", "السّ «»()،؛:.-/%", "اa1 .\u2068\u2069"),
    *("\u06d5\u0670\u066a٣٫ب", "\u202b\u202ca1ا\u200f "),
)


@pytest.mark.parametrize("alphabet", SHORT)
@given(data=st.data(), base=st.sampled_from((0, 1, None)))
def test_the_short_ways_give_what_the_long_way_gives(alphabet, data, base):
    text = data.draw(st.text(alphabet, max_size=40))
    assert resolve.__wrapped__(text, base) == _resolve(text, base)


def test_every_character_of_the_short_ways_runs_as_they_say():
    for character in map(chr, range(0x10000)):
        for text, base in ((character, 0), (f"1{character}a", 0), (f"ا{character} ", 1)):
            assert resolve.__wrapped__(text, base) == _resolve(text, base)
