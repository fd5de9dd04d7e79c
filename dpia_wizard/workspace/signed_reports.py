"""The signed report of an assessment, kept inside the library so that the next signer goes on."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dpia_wizard.workspace.library import Library


@dataclass(frozen=True, slots=True)
class SignedReport:
    """The signed bytes, the page to sign on (from 1; 0 for a file from elsewhere), the file name,
    the fingerprint of the ``content`` they were made of, and whether they are saved as a file too.
    """

    pdf: bytes
    sign_page: int
    name: str
    content: str = ""
    is_saved: bool = False


def keep_signed(
    library: Library, assessment: str, report: SignedReport, *, other: bool = False
) -> None:
    """Keep the signed bytes under the library's own key, instead of those kept before.

    *other*: a file from elsewhere that was signed beside the assessment and waits to be saved.
    """
    kept = {
        "pdf": base64.b64encode(report.pdf).decode("ascii"),
        "page": report.sign_page,
        "name": report.name,
        "content": report.content,
        "saved": report.is_saved,
    }
    library.store.put_setting(_key(assessment, other=other), json.dumps(kept))


def kept_signed(library: Library, assessment: str, *, other: bool = False) -> SignedReport | None:
    """The signed report of *assessment* that is kept, or the file from elsewhere; or None, also
    where what is kept has another shape than this program gives it."""
    kept = library.store.setting(_key(assessment, other=other))
    return _read(kept) if kept else None


def _read(kept: str) -> SignedReport | None:
    try:
        found = json.loads(kept)
        pdf = base64.b64decode(found["pdf"], validate=True)
        page, name, content = found["page"], found["name"], found.get("content", "")
        is_saved = found.get("saved", False)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None
    if type(page) is not int or page < 0 or type(is_saved) is not bool:
        return None
    if not isinstance(name, str) or not isinstance(content, str):
        return None
    return SignedReport(pdf, page, name, content, is_saved)


def forget_signed(library: Library, assessment: str, *, other: bool | None = None) -> None:
    """Let go of what is kept, because it was given up or its assessment deleted: of one of the two
    files, or (None) of both."""
    for which in (False, True) if other is None else (other,):
        key = _key(assessment, other=which)
        if library.store.setting(key):
            library.store.put_setting(key, "")


def _key(assessment: str, *, other: bool) -> str:
    return f"signed elsewhere {assessment}" if other else f"signed {assessment}"
