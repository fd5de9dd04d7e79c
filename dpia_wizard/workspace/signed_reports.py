"""A signed report that nobody has saved yet, kept inside the library while that is locked."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dpia_wizard.workspace.library import Library


def keep_signed(library: Library, assessment: str, pdf: bytes, sign_page: int, name: str) -> None:
    """Keep the signed bytes under the library's own key, until they are saved or given up."""
    kept = {"pdf": base64.b64encode(pdf).decode("ascii"), "page": sign_page, "name": name}
    library.store.put_setting(_key(assessment), json.dumps(kept))


def kept_signed(library: Library, assessment: str) -> tuple[bytes, int, str] | None:
    """The signed report of *assessment* that waits: its bytes, the page to sign on, its name."""
    kept = library.store.setting(_key(assessment))
    if not kept:
        return None
    found = json.loads(kept)
    return base64.b64decode(found["pdf"]), int(found["page"]), str(found["name"])


def forget_signed(library: Library, assessment: str) -> None:
    """Let go of what waited, because it is saved, given up, or its assessment deleted."""
    if library.store.setting(_key(assessment)):
        library.store.put_setting(_key(assessment), "")


def _key(assessment: str) -> str:
    return f"signed {assessment}"
