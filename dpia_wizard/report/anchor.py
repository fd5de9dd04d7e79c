"""How far the history of which assessment went, as a report carries it for a program to read."""

from __future__ import annotations

import io
import json

from dpia_wizard.core.chain import Anchor, groups, read_anchor
from dpia_wizard.errors import UserError
from dpia_wizard.report.material import HistoryHead
from dpia_wizard.report.record import LARGEST, NAME

SEPARATOR = " · "
"""What stands between the parts of a report's subject; the last one is the history."""


def anchored(subject: str, head: HistoryHead | None) -> str:
    """The subject of a report with how far the history went, in any language the same."""
    if head is None or not head.hash:
        return subject
    return f"{subject}{SEPARATOR}{head.entries} {groups(head.hash)}"


def anchor_in(untrusted_pdf: bytes) -> Anchor | None:
    """The anchor that a report carries; None where it carries none. Raises `UserError` for what
    is no PDF. Whether the report itself is as it was signed is another question (`verify`)."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(untrusted_pdf)) as opened:
            subject = str(opened.docinfo.get("/Subject", ""))
    except (pikepdf.PdfError, ValueError, TypeError) as error:
        raise UserError("This file is no PDF that can be read.") from error
    return read_anchor(subject.rpartition(SEPARATOR)[2])


def assessment_in(untrusted_pdf: bytes) -> str:
    """The id of the assessment that a report says it is of; "" where it does not say. Raises as
    `anchor_in`."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(untrusted_pdf)) as opened:
            if NAME not in opened.attachments:
                return ""
            content = opened.attachments[NAME].get_file().read_bytes()
        told = json.loads(content) if len(content) <= LARGEST else None
    except Exception as error:  # whatever a hostile file makes the library raise
        raise UserError("This file is no PDF that can be read.") from error
    return str(told.get("id", "")) if isinstance(told, dict) else ""
