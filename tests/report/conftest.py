"""A report with places for three signers, and the same report signed."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import NamedTuple

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from dpia_wizard.crypto import certificate_of, fingerprint, make_signing_key
from dpia_wizard.report.pdf.fields import VERSION, add_places
from dpia_wizard.report.sign import sign
from tests.report.short_report import short_report
from tests.report.signers import NOW, ROLES, STAMP, Key
from tests.report.tampering import Base, base_of

REASON = "The answers describe what happens."


class Place(NamedTuple):
    """Where a signature goes."""

    name: str
    page: int
    rect: tuple[float, float, float, float]


def draw_pages(*lines: str) -> bytes:
    """A PDF with a page per line."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842), invariant=1)
    canvas.setTitle("DPIA-UA-2026-014")
    for line in lines:
        canvas.drawString(72, 700, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


@pytest.fixture(scope="session")
def keys() -> Mapping[str, Key]:
    """One key for each role."""
    made = {}
    for role in ROLES:
        passphrase = f"four words of {role}"
        data = make_signing_key(f"key-{role}", passphrase, NOW)
        made[role] = Key(data, passphrase, fingerprint(certificate_of(data, passphrase)))
    return made


@pytest.fixture(scope="session")
def prepared_report() -> bytes:
    """Three pages, and places for all signers on the last."""
    places = [
        Place(role, 2, (300.5, 600 - 120 * number, 500, 690.25 - 120 * number))
        for number, role in enumerate(ROLES)
    ]
    pages = draw_pages("Summary", "Risks: worst level High", "Signatures")
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pages)) as opened:
        add_places(opened, places)
        opened.save(out, deterministic_id=True, min_version=VERSION)
    return out.getvalue()


@pytest.fixture(scope="session")
def signed_reports(prepared_report: bytes, keys: Mapping[str, Key]) -> tuple[bytes, ...]:
    """The report with one, with two and with three signatures."""
    states = []
    report = prepared_report
    for role in ROLES:
        report = sign(
            report,
            field=role,
            key=keys[role].data,
            passphrase=keys[role].passphrase,
            stamp=STAMP,
            now=NOW,
            reason=REASON,
        )
        states.append(report)
    return tuple(states)


@pytest.fixture(scope="session")
def signed_report(signed_reports: tuple[bytes, ...]) -> bytes:
    """The report with all three signatures."""
    return signed_reports[-1]


@pytest.fixture(scope="session")
def report_base() -> Base:
    """A short report of ours with its record inside, before and after three signatures."""
    return base_of(short_report("en"))
