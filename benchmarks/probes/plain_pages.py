"""So many plain pages written by reportlab alone: first in this process, and again."""

from __future__ import annotations

import io
import sys
import time

from benchmarks.fresh import tell
from benchmarks.machine import peak

LINES = 45
LINE = "A plain line of about the length that a report has on its pages, set in one font."


def main() -> None:
    pages, rounds = int(sys.argv[1]), int(sys.argv[2])
    times: list[float] = []
    for _round in range(rounds + 1):
        began = time.perf_counter()
        _write(pages)
        times.append((time.perf_counter() - began) * 1000)
    tell(first=times[0], again=times[1:], peak=peak())


def _write(pages: int) -> bytes:
    """As many pages of paragraphs, laid out by reportlab's own means."""
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate

    style = getSampleStyleSheet()["BodyText"]
    story: list[Flowable] = []
    for _page in range(pages):
        story += [Paragraph(LINE, style) for _line in range(LINES - 10)]
        story.append(PageBreak())
    out = io.BytesIO()
    SimpleDocTemplate(out).build(story)
    return out.getvalue()


if __name__ == "__main__":
    main()
