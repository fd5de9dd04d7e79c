"""Make a report beside the window: what the library holds is taken along as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, cast

from dpia_wizard.workspace import reports

if TYPE_CHECKING:
    from dpia_wizard.storage.store import HistoryEnd
    from dpia_wizard.workspace.editing import Editing
    from dpia_wizard.workspace.library import Library

Variant = Literal["full", "extract"]


@dataclass(frozen=True, slots=True)
class Wish:
    """Which report is wanted."""

    language: str
    paper: reports.Paper = "A4"
    variant: Variant = "full"
    grey: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A report as it stands: its bytes, the page to sign on (from 1, or 0), and its file name."""

    pdf: bytes
    sign_page: int
    name: str


@dataclass(frozen=True, slots=True)
class _Kept:
    """The part of the library's store that a report reads; a library is used by one thread."""

    end: HistoryEnd
    files: dict[str, bytes]

    def history_end(self, _id: str) -> HistoryEnd:
        return self.end

    def blob(self, sha256: str) -> bytes:
        return self.files[sha256]


@dataclass(frozen=True, slots=True)
class _Along:
    store: _Kept


def taken_along(editing: Editing, library: Library) -> Library:
    """What a report needs of *library*, read now, for use in another thread."""
    files = {
        file.sha256: library.store.blob(file.sha256)
        for file in editing.assessment.attachments.values()
        if file.purpose == "protocol"
    }
    end = library.store.history_end(editing.assessment.id)
    kept: Any = _Along(_Kept(end, files))
    return cast("Library", kept)


def make(editing: Editing, wish: Wish, along: Library) -> Made:
    """Make the report; only values are touched, so this may run beside the window."""
    if wish.variant == "extract":
        pdf = reports.make_extract(editing, wish.language, paper=wish.paper)
        return Made(pdf, 0, reports.EXTRACT_NAME)
    written = reports.make_report(
        editing, language=wish.language, paper=wish.paper, grey=wish.grey, library=along
    )
    page = min((field.page for field in written.fields), default=-1) + 1
    return Made(written.pdf, page, reports.report_name(editing, wish.language))
