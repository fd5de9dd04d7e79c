"""Signing a report: what other readers say of it, and what is refused."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from dpia_wizard.errors import UserError, WrongPassphrase
from dpia_wizard.report.sign import sign
from dpia_wizard.report.verify import verify
from tests.report.signers import NOW, ROLES, STAMP, Key


def ask_poppler(report: bytes, folder: Path) -> str:
    """What poppler's pdfsig says of the report."""
    path = folder / "report.pdf"
    path.write_bytes(report)
    return subprocess.run(
        ["pdfsig", "-nocert", path], capture_output=True, text=True, check=True
    ).stdout


def sign_as(role: str, report: bytes, keys: Mapping[str, Key], *, stamp: bytes = STAMP) -> bytes:
    """The report signed in the place of *role* with the key of *role*."""
    key = keys[role]
    return sign(
        report,
        field=role,
        key=key.data,
        passphrase=key.passphrase,
        stamp=stamp,
        now=NOW,
    )


@pytest.mark.parametrize("signers", [1, 2, 3])
def test_another_program_calls_every_signature_valid_and_the_last_one_total(
    signers: int, signed_reports: tuple[bytes, ...], tmp_path: Path
) -> None:
    said = ask_poppler(signed_reports[signers - 1], tmp_path)
    assert said.count("Signature is Valid.") == signers
    assert said.count("ETSI.CAdES.detached") == signers
    assert said.count("SHA-256") == signers
    last = said.split("Signature #")[signers]
    assert "Total document signed" in last
    assert "Not total document signed" not in last


def test_every_signature_only_adds_to_the_bytes_before(
    prepared_report: bytes, signed_reports: tuple[bytes, ...]
) -> None:
    states = (prepared_report, *signed_reports)
    for before, after in pairwise(states):
        assert after.startswith(before)


def test_the_first_signer_certifies_and_allows_only_further_signatures(
    signed_report: bytes,
) -> None:
    root = PdfReader(io.BytesIO(signed_report)).root_object
    certification = root["/Perms"]["/DocMDP"]
    assert certification["/Reference"][0]["/TransformParams"]["/P"] == 2
    fields = {str(field.get_object()["/T"]): field for field in root["/AcroForm"]["/Fields"]}
    assert fields["author"]["/V"]["/ByteRange"] == certification["/ByteRange"]
    assert "/Reference" not in fields["supervisor"]["/V"]


def test_signing_keeps_the_version_of_the_file(
    prepared_report: bytes, signed_report: bytes
) -> None:
    before = PdfReader(io.BytesIO(prepared_report)).root_object
    after = PdfReader(io.BytesIO(signed_report)).root_object
    assert after.get("/Version") == before.get("/Version")
    assert after.get("/Version") != "/2.0"


def test_no_name_gets_into_the_certificate(signed_report: bytes, tmp_path: Path) -> None:
    said = ask_poppler(signed_report, tmp_path)
    for role in ROLES:
        assert f"Signer full Distinguished Name: CN=key-{role}\n" in said
    assert "Ahmed" not in said
    assert "أحمد" not in said


def test_the_date_is_the_clock_that_was_given(
    prepared_report: bytes, keys: Mapping[str, Key]
) -> None:
    key = keys["author"]
    now = datetime(2027, 2, 3, 4, 5, 6, tzinfo=timezone(timedelta(hours=2)))
    signed = sign(
        prepared_report,
        field="author",
        key=key.data,
        passphrase=key.passphrase,
        stamp=STAMP,
        now=now,
    )
    (found,) = verify(signed, now=now).signatures
    assert found.signed_at == now
    assert found.signed_at.utcoffset() == timedelta(hours=2)


def test_signers_may_come_in_any_order(prepared_report: bytes, keys: Mapping[str, Key]) -> None:
    report = sign_as("head_of_office", prepared_report, keys)
    report = sign_as("author", report, keys)
    verdict = verify(report, now=NOW)
    assert verdict.state == "unchanged"
    assert [found.field for found in verdict.signatures] == ["head_of_office", "author"]
    assert verdict.empty_fields == ("supervisor",)


def test_a_drawn_stamp_stands_in_its_place(
    prepared_report: bytes, keys: Mapping[str, Key], tmp_path: Path
) -> None:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(199.5, 90.25), invariant=1)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.rect(0, 0, 199.5, 90.25, fill=1)
    canvas.save()
    report = sign_as("author", prepared_report, keys, stamp=file.getvalue())
    path = tmp_path / "stamped.pdf"
    path.write_bytes(report)
    picture = subprocess.run(
        ["pdftoppm", "-r", "36", "-f", "3", "-l", "3", "-gray", path],
        capture_output=True,
        check=True,
    ).stdout
    width, height = 298, 421
    pixels = picture[-width * height :]
    middle = round((842 - 645) / 2) * width + 200
    assert pixels[middle] == 0  # black inside the place
    assert pixels[middle - 60] == 255  # white left of it
    assert verify(report, now=NOW).state == "unchanged"


def test_a_wrong_passphrase_signs_nothing(prepared_report: bytes, keys: Mapping[str, Key]) -> None:
    with pytest.raises(WrongPassphrase, match="Nothing was signed"):
        sign(
            prepared_report,
            field="author",
            key=keys["author"].data,
            passphrase=keys["supervisor"].passphrase,
            stamp=STAMP,
            now=NOW,
        )


def test_a_place_is_signed_once(signed_reports: tuple[bytes, ...], keys: Mapping[str, Key]) -> None:
    with pytest.raises(UserError, match="signed already"):
        sign_as("author", signed_reports[0], keys)


def test_a_place_that_the_report_does_not_have_is_refused(keys: Mapping[str, Key]) -> None:
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.drawString(72, 700, "No place for anybody")
    canvas.save()
    with pytest.raises(UserError, match="no place for that signature"):
        sign_as("author", file.getvalue(), keys)


def test_nobody_signs_below_a_changed_report(
    signed_reports: tuple[bytes, ...], keys: Mapping[str, Key]
) -> None:
    changed = signed_reports[0].replace(b"DPIA-UA-2026-014", b"DPIA-UA-2026-015")
    assert changed != signed_reports[0]
    for report in (changed, signed_reports[0] + b"\n", b"no PDF"):
        with pytest.raises(UserError, match="was not put under it"):
            sign_as("supervisor", report, keys)


def test_a_clock_without_a_zone_is_our_mistake(
    prepared_report: bytes, keys: Mapping[str, Key]
) -> None:
    with pytest.raises(ValueError, match="zone"):
        sign(
            prepared_report,
            field="author",
            key=keys["author"].data,
            passphrase=keys["author"].passphrase,
            stamp=STAMP,
            now=NOW.replace(tzinfo=None),
        )


def test_preparing_changes_no_page(prepared_report: bytes) -> None:
    verdict = verify(prepared_report)
    assert verdict.state == "not_signed"
    assert verdict.empty_fields == ROLES
    texts = [page.extract_text().strip() for page in PdfReader(io.BytesIO(prepared_report)).pages]
    assert texts == ["Summary", "Risks: worst level High", "Signatures"]


def test_signing_and_verifying_open_no_socket(
    prepared_report: bytes, keys: Mapping[str, Key], tmp_path: Path
) -> None:
    (tmp_path / "report.pdf").write_bytes(prepared_report)
    (tmp_path / "key.p12").write_bytes(keys["author"].data)
    (tmp_path / "stamp.pdf").write_bytes(STAMP)
    program = f"""
import sys
from datetime import UTC, datetime
from pathlib import Path

def shut(event, arguments):
    if event.partition(".")[0] in {{"socket", "urllib", "http"}}:
        raise SystemExit(event)

sys.addaudithook(shut)
from dpia_wizard.report.sign import sign
from dpia_wizard.report.verify import verify

assert "pyhanko" not in sys.modules
signed = sign(
    Path("report.pdf").read_bytes(),
    field="author",
    key=Path("key.p12").read_bytes(),
    passphrase={keys["author"].passphrase!r},
    stamp=Path("stamp.pdf").read_bytes(),
    now=datetime(2026, 11, 21, tzinfo=UTC),
)
print(verify(signed).state)
assert "pyhanko" in sys.modules and "aiohttp" not in sys.modules
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "unchanged\n", "")
