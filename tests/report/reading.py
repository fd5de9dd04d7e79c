"""Reads reports back with poppler, as somebody would who searches or copies."""

from __future__ import annotations

import itertools
import re
import subprocess
import unicodedata
from collections.abc import Iterable, Iterator

HEAD, FOOT = 48, 45
"""Above and below these points stand header and footer."""
_ARABIC = re.compile("[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")


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


def not_found(texts: Iterable[str], found: list[str]) -> list[str]:
    """Those of *texts* that stand on no page, nor on two that follow each other.

    The reader gives the words of an Arabic line from left to right, so they are turned: alone,
    or with a Latin label on either side of them.
    """
    readings = [[letters(page) for page in pages] for pages in _turned(found)]
    wholes = ["".join(reading) for reading in readings]
    missing = []
    for text in texts:
        wanted = letters(text)
        if any(wanted in whole for whole in wholes):
            continue
        if not any(_is_split(wanted, reading) for reading in readings):
            missing.append(text)
    return missing


def _turned(found: list[str]) -> Iterator[list[str]]:
    yield found
    if any(_ARABIC.search(page) for page in found):
        for turn in (_runs_turned, _line_turned):
            yield ["\n".join(turn(line) for line in page.splitlines()) for page in found]


def _line_turned(line: str) -> str:
    return " ".join(reversed(line.split())) if _ARABIC.search(line) else line


def _runs_turned(line: str) -> str:
    kept: list[str] = []
    run: list[str] = []
    for word in line.split():
        if _ARABIC.search(word) or (run and not letters(word)):
            run.append(word)
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
