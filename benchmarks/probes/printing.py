"""The full report of the example in one language: first in this process, and again; signing."""

from __future__ import annotations

import hashlib
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.fresh import tell
from benchmarks.machine import peak, resident
from dpia_wizard.crypto import make_signing_key, open_signing_key
from dpia_wizard.workspace.clock import World
from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.reports import make_report
from dpia_wizard.workspace.signing import Signer, sign_report, signature_fields, verify_report

SIGNERS = 4
PASSPHRASE = "three plain words for a key"  # noqa: S105 -- of a key that lives for one run


def main() -> None:
    folder, key, id, language = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), *sys.argv[3:5]
    rounds, with_signing = int(sys.argv[5]), sys.argv[6] == "signing"
    with Library.open_with(folder, key, world=World()) as library:
        editing = library.open_assessment(id)
        before = resident()
        times: list[float] = []
        for _round in range(rounds + 1):
            began = time.perf_counter()
            made = make_report(editing, language=language, library=library)
            times.append((time.perf_counter() - began) * 1000)
        told: dict[str, Any] = {
            "first": times[0],
            "again": times[1:],
            "pages": made.pages,
            "bytes": len(made.pdf),
            "before": before,
            "peak_report": peak(),
        }
        if with_signing:
            fields = list(signature_fields(editing.pack))
            told |= _signing(made.pdf, fields[0], rounds)
            told |= _verifying(made.pdf, fields[:SIGNERS], rounds)
    tell(**told, peak=peak())


def _signing(pdf: bytes, field: str, rounds: int) -> dict[str, Any]:
    """One signature put under the report; beside it the key opened and the bytes signed."""
    key = make_signing_key("benchmark", PASSPHRASE, datetime.now(UTC))
    signer = Signer("Olena Example", "Case management supervisor", "Agency A")
    times: list[float] = []
    floor: list[float] = []
    for _round in range(rounds + 1):
        began = time.perf_counter()
        signed = sign_report(pdf, field=field, key=key, passphrase=PASSPHRASE, signer=signer)
        times.append((time.perf_counter() - began) * 1000)
        began = time.perf_counter()
        open_signing_key(key, PASSPHRASE).sign(hashlib.sha256(signed).digest())
        floor.append((time.perf_counter() - began) * 1000)
    return {"sign_first": times[0], "sign": times[1:], "bare_sign": floor[1:]}


def _verifying(pdf: bytes, fields: list[str], rounds: int) -> dict[str, Any]:
    """Four signatures by four keys put under the report and checked; beside it the hash alone."""
    for field in fields:
        key = make_signing_key(f"benchmark-{field}", PASSPHRASE, datetime.now(UTC))
        signer = Signer("Olena Example", field, "Agency A")
        pdf = sign_report(pdf, field=field, key=key, passphrase=PASSPHRASE, signer=signer)
    times: list[float] = []
    floor: list[float] = []
    for _round in range(rounds + 1):
        began = time.perf_counter()
        verdict = verify_report(pdf)
        times.append((time.perf_counter() - began) * 1000)
        if verdict.state != "unchanged" or len(verdict.signatures) != len(fields):
            raise SystemExit("the report that was just signed is not unchanged")
        began = time.perf_counter()
        for _field in fields:
            hashlib.sha256(pdf).digest()
        floor.append((time.perf_counter() - began) * 1000)
    return {"verify_first": times[0], "verify": times[1:], "bare_verify": floor[1:]}


if __name__ == "__main__":
    main()
