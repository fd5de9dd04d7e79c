"""Reads reports back with poppler, as somebody would who searches or copies."""

from __future__ import annotations

import itertools
import re
import subprocess
import unicodedata
from collections.abc import Iterable, Iterator

import pypdfium2

HEAD, FOOT = 48, 45
"""Above and below these points stand header and footer."""
NEAR = 60
"""How many letters may stand between two words of a text whose lines were taken apart."""
_ARABIC = re.compile("[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
_EMBEDDED = re.compile("[\u202b\u202c]+")


def letters(text: str) -> str:
    """Nothing but letters and digits: readers put marks and spaces apart from what they mark."""
    whole = unicodedata.normalize("NFKD", text)
    return "".join(c for c in whole if unicodedata.category(c)[0] in "LN")


def pages(pdf: bytes, *, height: int = 842, body: bool = True) -> list[str]:
    """The text of each page in the order of writing, without header and footer."""
    crop = ["-x", "0", "-y", str(HEAD), "-W", "700", "-H", str(height - HEAD - FOOT)]
    command = ["pdftotext", "-raw", *(crop if body else []), "-", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def page_of(pdf: bytes, heading: str) -> int:
    """The page, from 0, that the bookmark called *heading* leads to."""
    with pypdfium2.PdfDocument(pdf) as opened:
        marks = {mark.get_title(): mark.get_dest() for mark in opened.get_toc()}
        return int(marks[heading].get_index())


def not_found(texts: Iterable[str], found: list[str]) -> list[str]:
    """Those of *texts* that stand on no page, nor on two that follow each other.

    The reader gives the words of an Arabic line from left to right, so they are turned: alone,
    or with a Latin label on either side of them.
    """
    readings = [[letters(page) for page in pages] for pages in _turned(found)]
    wholes = ["".join(reading) for reading in readings]

    def is_there(words: list[str]) -> bool:
        wanted = "".join(words)
        return (
            any(wanted in whole for whole in wholes)
            or any(_is_split(wanted, reading) for reading in readings)
            or any(_is_in_order(words, whole) for whole in wholes)
        )

    return [text for text in texts if not all(map(is_there, _one_way_each(text)))]


def _is_in_order(words: list[str], whole: str) -> bool:
    """Whether the words follow each other closely: a label of ours, which runs the other way,
    stands between the lines of a text for this reader."""
    start = whole.find(words[0])
    while start >= 0:
        end = start + len(words[0])
        for word in words[1:]:
            found = whole.find(word, end, end + len(word) + NEAR)
            if found < 0:
                break
            end = found + len(word)
        else:
            return True
        start = whole.find(words[0], start + 1)
    return False


def _one_way_each(text: str) -> list[list[str]]:
    """The words of a text in stretches that run in one direction: readers order those."""
    runs: list[tuple[bool, list[str]]] = []
    for word in text.split():
        way = bool(_ARABIC.search(word))
        if not letters(word):
            continue
        if runs and runs[-1][0] == way:
            runs[-1][1].append(letters(word))
        else:
            runs.append((way, [letters(word)]))
    return [words for _way, words in runs]


def _turned(found: list[str]) -> Iterator[list[str]]:
    yield found
    if any(_ARABIC.search(page) for page in found):
        for turn in (_runs_turned, _line_turned):
            yield ["\n".join(turn(line) for line in page.splitlines()) for page in found]


def _line_turned(line: str) -> str:
    return " ".join(map(_mended, reversed(line.split()))) if _ARABIC.search(line) else line


def _mended(word: str) -> str:
    """A word that the reader took apart at its ligatures and marks, the last part first."""
    return "".join(reversed(_EMBEDDED.split(word))) if _ARABIC.search(word) else word


def _runs_turned(line: str) -> str:
    kept: list[str] = []
    run: list[str] = []
    for word in line.split():
        if _ARABIC.search(word) or (run and not letters(word)):
            run.append(_mended(word))
        else:
            kept += [*reversed(run), word]
            run = []
    return " ".join([*kept, *reversed(run)])


def _is_split(text: str, bare: list[str]) -> bool:
    """Whether the text begins on one page and ends on the next."""
    for first, second in itertools.pairwise(bare):
        if text[:4] not in first or text[-4:] not in second:
            continue
        if any(text[:n] in first and text[n:] in second for n in range(4, len(text) - 3)):
            return True
    return False
