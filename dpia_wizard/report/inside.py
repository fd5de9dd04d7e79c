"""What a report must not have inside: things that act by themselves, and loose ends.

What acts may change what is seen on another machine or another day, though no byte changed. A
loose end is a reference to nothing: whoever adds to the file later can hang something on it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping

_MOST_OBJECTS = 200_000
_ACTING = re.compile(
    rb"/(?:AA|JavaScript|JS|Launch|OpenAction|OCProperties|OCG|OCMD|OC|RichMedia|GoToR|GoToE"
    rb"|SubmitForm|ImportData|Rendition|Movie|Sound|Screen|3D|Hide|Named|SetOCGState|XFA"
    rb"|NeedAppearances|PS|Alternates|OPI|FileAttachment|TrapNet|Watermark|Redact)(?![^\s/<>\[\]()%])"
)
_REFERENCE = re.compile(rb"(?<![\d.])(\d{1,10}) \d{1,5} R(?![^\s/<>\[\]()%])")
_TEXT = re.compile(rb"\((?:[^()\\]|\\.)*\)", re.DOTALL)


class Loose(ValueError):
    """An object refers to one that came into the file after it."""


class Acts(ValueError):
    """Something in the file acts by itself, or is shown only sometimes."""


def look_inside(pdf: bytes, revisions: Mapping[int, tuple[int, int]]) -> tuple[int, ...]:
    """Look at every object of *pdf*; *revisions* says when the number of each came, first and last.

    Gives the numbers of its pages in their order. Raises `Acts` or `Loose`, and whatever the
    library raises for a file that it cannot read.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf), attempt_recovery=False, suppress_warnings=True) as opened:
        for count, found in enumerate(opened.objects):
            if count > _MOST_OBJECTS:
                raise ValueError("more objects than a report ever has")
            held = found.stream_dict if isinstance(found, pikepdf.Stream) else found
            if not isinstance(held, pikepdf.Dictionary | pikepdf.Array):
                continue
            said = _TEXT.sub(b"()", held.unparse(resolved=True))
            if _ACTING.search(said):
                raise Acts(str(found.objgen))
            last = revisions.get(found.objgen[0], (0, 0))[1]
            for number in _REFERENCE.findall(said):
                came, _ = revisions.get(int(number), (last + 1, 0))
                if came > last:
                    raise Loose(str(found.objgen))
        return tuple(int(page.obj.objgen[0]) for page in opened.pages)
