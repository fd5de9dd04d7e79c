"""The full report: an assessment as a document, its sections in their order."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dpia_wizard.report.anchor import SEPARATOR, anchored
from dpia_wizard.report.annexes import made_with, method, unknown
from dpia_wizard.report.answers import after_the_register, before_the_register, sections
from dpia_wizard.report.cover import cover
from dpia_wizard.report.document import Block, Contents, Document, Heading, Running, Span
from dpia_wizard.report.dpisp import annex
from dpia_wizard.report.looks import looks
from dpia_wizard.report.material import HistoryHead, Material
from dpia_wizard.report.phrases import label
from dpia_wizard.report.plan import controls, plan
from dpia_wizard.report.register import in_full, register
from dpia_wizard.report.signatures import acceptances, sign_page, signatures
from dpia_wizard.report.summary import summary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dpia_wizard.core.catalogue import Pack
    from dpia_wizard.core.model import Assessment
    from dpia_wizard.core.sign_offs import SignOffVerdict
    from dpia_wizard.core.voiding import Voided
    from dpia_wizard.texts import Words

__all__ = ["HistoryHead", "full_report"]


def full_report(
    assessment: Assessment,
    pack: Pack,
    words: Words,
    *,
    today: str,
    on: str,
    fingerprint: str,
    copy_line: str = "",
    history: HistoryHead | None = None,
    is_example: bool = False,
    sign_offs: tuple[SignOffVerdict, ...] = (),
    voided: Mapping[str, Voided] | None = None,
    copy_mark: str = "",
    alone: bool = False,
) -> Document:
    """The whole assessment for the people who decide on it.

    *today* is the ISO date of printing, *on* the one that evidence is measured against;
    *fingerprint* is that of the content (`codec.content_fingerprint`), *copy_line* the line at
    the foot that says which copy this is, *sign_offs* what can be said of each, the oldest first,
    *voided* since when those that are void hold no longer, by their ids.
    *copy_mark* is a word for the copy that stands framed on every page; with *alone* it is only the
    page where people sign with ink.
    """
    m = Material(
        assessment,
        pack,
        words,
        today,
        on,
        fingerprint,
        copy_line,
        history,
        is_example,
        sign_offs,
        copy_mark,
        voided or {},
    )
    return Document(
        title=m.title,
        language=words.language,
        direction="rtl" if words.is_right_to_left else "ltr",
        blocks=sign_page(m) if alone else _blocks(m),
        running=_running(m),
        levels=looks(m.wording),
        made=date.fromisoformat(today),
        subject=anchored(f"{assessment.reference}{SEPARATOR}{m.groups}", history),
    )


def _blocks(m: Material) -> tuple[Block, ...]:
    contents = Heading(m.words("Contents"), 1, "contents", bookmark=1, new_page=True)
    return (
        *cover(m),
        *summary(m),
        contents,
        Contents(),
        *sections(m, before_the_register(m)),
        *register(m),
        *in_full(m),
        *controls(m),
        *plan(m),
        *sections(m, after_the_register(m)),
        *acceptances(m),
        *signatures(m),
        *annex(m),
        *unknown(m),
        *method(m),
        *made_with(m),
    )


def _running(m: Material) -> Running:
    _ = m.words
    head = _("{reference} · edition {edition} · Full report · ").format(
        reference=m.ltr(m.assessment.reference), edition=m.edition
    )
    fingerprint = _("Fingerprint {fingerprint}").format(fingerprint=m.ltr(m.groups))
    return Running(
        label=label(m),
        head=(Span(head), Span(m.state, bold=True)),
        foot=(fingerprint, m.copy_line) if m.copy_line else (fingerprint,),
        page=_("Page {page} of {pages}"),
        initials=_("Initials"),
        mark=m.copy_mark,
    )
