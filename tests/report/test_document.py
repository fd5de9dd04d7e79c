"""The vocabulary of reports: plain values, nothing hidden."""

from __future__ import annotations

import dataclasses
import pickle

import pytest

from dpia_wizard.report import document as d
from dpia_wizard.report.document import Span, Text, cell, places, spans, walk
from tests.report.sample_document import sample

BLOCKS = [
    kind for kind in vars(d).values() if dataclasses.is_dataclass(kind) and isinstance(kind, type)
]


@pytest.mark.parametrize("kind", BLOCKS, ids=lambda kind: kind.__name__)
def test_every_part_of_a_document_is_a_frozen_value(kind):
    assert kind.__dataclass_params__.frozen
    assert "__slots__" in vars(kind)


def test_the_sample_uses_every_block_there_is():
    used = {type(part) for part in walk(sample())}
    assert {kind.__name__ for kind in BLOCKS} - {kind.__name__ for kind in used} <= {
        "Document",
        "KeepTogether",
        "Gap",
        "PageBreak",
    }


def test_equal_documents_are_equal_and_can_be_sent_to_another_process():
    assert sample("ar") == sample("ar")
    assert pickle.loads(pickle.dumps(sample("ar"))) == sample("ar")  # noqa: S301 -- our own


def test_neighbouring_words_in_a_cell_are_one_paragraph():
    chip = d.Chip("high")
    made = cell("R49 ", Span("Critical", bold=True), chip, "L3 S4")
    assert made == (Text(spans("R49 ", Span("Critical", bold=True))), chip, Text(spans("L3 S4")))


def test_places_are_the_keys_of_everything_at_any_depth():
    inner = d.KeepTogether((d.Question("1", "Why?", key="q"), Text(spans("x"), key="t")))
    row = d.Row((cell("x"),), key="row")
    blocks = (d.Heading("A", key="a"), inner, d.Grid((d.Column(""),), (row,)))
    assert places(walk(blocks)) == {"a", "q", "t", "row"}


def test_a_level_that_the_matrix_does_not_have_is_none():
    assert sample().level("enormous") is None
    found = sample().level("high")
    assert found is not None
    assert found.word == "High"
