"""A signed report waits in the library; what has another shape is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dpia_wizard.workspace.library import Library
from dpia_wizard.workspace.signed_reports import SignedReport, keep_signed, kept_signed

PDF = "JVBERi0="
STRANGE = [
    "no json",
    "[" * 100_000,
    "7",
    "[]",
    "{}",
    json.dumps(["pdf", "page", "name"]),
    json.dumps({"pdf": PDF, "name": "a.pdf"}),
    json.dumps({"pdf": 7, "page": 1, "name": "a.pdf"}),
    json.dumps({"pdf": "é", "page": 1, "name": "a.pdf"}),
    json.dumps({"pdf": "JVB", "page": 1, "name": "a.pdf"}),
    json.dumps({"pdf": PDF, "page": "the last", "name": "a.pdf"}),
    json.dumps({"pdf": PDF, "page": -1, "name": "a.pdf"}),
    json.dumps({"pdf": PDF, "page": True, "name": "a.pdf"}),
    json.dumps({"pdf": PDF, "page": 1, "name": ["a.pdf"]}),
    json.dumps({"pdf": PDF, "page": 1, "name": "a.pdf", "content": 7}),
    json.dumps({"pdf": PDF, "page": 1, "name": "a.pdf", "saved": "no"}),
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder: Path = tmp_path_factory.mktemp("signed") / "library"
    return Library.create(folder, "four words of mine")[0]


def test_a_signed_report_is_kept_as_it_is(library: Library) -> None:
    report = SignedReport(bytes(range(256)), 3, "تقرير (2).pdf", "content", is_saved=True)
    keep_signed(library, "a", report)
    assert kept_signed(library, "a") == report
    assert kept_signed(library, "a", other=True) is None
    elsewhere = SignedReport(b"%PDF", 0, "elsewhere.pdf")
    keep_signed(library, "a", elsewhere, other=True)
    assert kept_signed(library, "a", other=True) == elsewhere


@pytest.mark.parametrize("kept", STRANGE)
def test_what_has_another_shape_is_no_signed_report(library: Library, kept: str) -> None:
    for key in ("signed b", "signed elsewhere b"):
        library.store.put_setting(key, kept)
    assert kept_signed(library, "b") is None
    assert kept_signed(library, "b", other=True) is None
