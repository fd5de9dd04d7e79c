"""A report of three pages with its record inside: as ours in all that signing looks at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from dpia_wizard.codec import canonical_json, content_fingerprint, plain_assessment
from dpia_wizard.core.model import Answer, Assessment, PackRef, Row, pinned
from dpia_wizard.report import document as d
from dpia_wizard.report.pdf.writer import to_pdf
from dpia_wizard.report.record import Signs, groups, record_of
from dpia_wizard.texts import words_for

ROLES = ("author", "supervisor", "adviser", "owner", "head")
SIGNS = Signs(ROLES, frozenset({"author", "supervisor", "head"}))


def short_assessment(title: str, people: Mapping[str, str]) -> Assessment:
    """An assessment of which *people* are named for roles."""
    rows = {
        role: Row(role, f"record.{role}", cells={"name": name}) for role, name in people.items()
    }
    return Assessment(
        "a1",
        "DPIA-2026-014",
        "2026-11-21T10:00:00+00:00",
        pins=pinned(PackRef("form", "1", "f"), PackRef("matrix", "1", "m")),
        answers={"record.title": Answer("record.title", title)},
        rows=rows,
    )


def short_report(
    language: str = "en",
    *,
    title: str = "Case files of the three agencies",
    people: Mapping[str, str] | None = None,
    roles: Sequence[str] = ROLES,
    paper: Literal["A4", "Letter"] = "A4",
    grey: bool = False,
    printed: str = "",
    signs: Signs | None = SIGNS,
    recorded: bool = True,
) -> bytes:
    """The unsigned report in *language*; *printed* stands where its fingerprint should. Its record
    says who *signs*, or (None) does not, as one of before; unless *recorded* there is none."""
    named = dict.fromkeys(roles, "") if people is None else people
    assessment = short_assessment(title, named)
    fingerprint = printed or groups(content_fingerprint(assessment))
    rtl = language == "ar"
    shown = f"\u2066{fingerprint}\u2069" if rtl else fingerprint
    rows = tuple(
        d.SignatureRow(str(number), role, "I signed.", name=named.get(role, ""), field=role)
        for number, role in enumerate(roles, 1)
    )
    page = "صفحة {page} من {pages}" if rtl else "Page {page} of {pages}"
    document = d.Document(
        title,
        language,
        "rtl" if rtl else "ltr",
        (
            d.Heading(title, 0, "cover", bookmark=1),
            d.Text((d.Span(f"The worst level is High. {title}"),)),
            d.Heading("Risks", 1, "risks", bookmark=1, new_page=True),
            d.Text((d.Span("See the cover", link="cover"),)),
            d.Heading("Signatures", 1, "signatures", bookmark=1, new_page=True),
            d.Signatures(rows, d.SignatureWords("Name", "Post", "Date", "Signature", "Stamp")),
        ),
        running=d.Running(head=(d.Span("DPIA-2026-014"),), foot=(shown,), page=page),
        made=date(2026, 11, 21),
        subject=f"DPIA-2026-014 · {fingerprint}",
    )
    record = record_of(assessment, words_for(language), signs or SIGNS)
    if signs is None:
        record = record._replace(content=canonical_json(plain_assessment(assessment)))
    records = [record] if recorded else []
    return to_pdf(document, paper=paper, grey=grey, attachments=records).pdf
