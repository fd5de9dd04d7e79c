"""What the catalogue says in the report: default sensitivities, risks that nothing raises now."""

from __future__ import annotations

import pytest

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.model import Answer, Assessment, Risk, Row
from dpia_wizard.core.register import taken_up
from dpia_wizard.packs.load import load_pack
from dpia_wizard.report.document import Span, walk
from dpia_wizard.report.full import full_report
from dpia_wizard.texts import words_for
from tests.report.filled import TODAY, started, with_records


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack()


def said(pack: Pack, assessment: Assessment, language: str = "en") -> str:
    words = words_for(language, packs=pack.words)
    document = full_report(
        assessment, pack, words, today=TODAY, on=TODAY, fingerprint="0" * 64, copy_line="File"
    )
    return "".join(span.text for span in walk(document.blocks) if isinstance(span, Span))


def row(name: str, **cells: str) -> Row:
    return Row(name, "inventory.elements", 0, cells)


def test_the_inventory_shows_the_default_beside_what_was_chosen(pack: Pack) -> None:
    whole = said(
        pack,
        with_records(
            started(pack),
            row("a", element="D05", sensitivity="severe"),
            row("b", element="D03", sensitivity="high"),
            row("c", element="D11", sensitivity="low"),
            row("d", element="D13", sensitivity="high", reason="One number of the office"),
        ),
    )
    assert "Severe (default)" in whole
    assert "High (default: Moderate)" in whole
    assert "Low or none (default: Severe, no reason given)" in whole
    assert "High (default: Severe)" in whole
    assert "One number of the office" in whole


@pytest.mark.parametrize(
    ("channel", "language", "mark", "is_marked"),
    [
        ("whatsapp", "en", "No longer raised by the answers.", False),
        ("paper_form", "en", "No longer raised by the answers.", True),
        ("paper_form", "ar", "لم تعد الإجابات تثيره.", True),
    ],
)
def test_a_risk_that_the_answers_raise_no_longer_is_marked(
    pack: Pack, channel: str, language: str, mark: str, is_marked: bool
) -> None:
    assessment = with_records(started(pack), Answer("flows.channels", (channel,)))
    assessment = with_records(assessment, *taken_up(assessment, pack.risk["R49"]))
    rated = Risk("R49", likelihood="likely", severity="grave", stated="critical")
    whole = said(pack, with_records(assessment, rated), language)
    assert (mark in whole) is is_marked
