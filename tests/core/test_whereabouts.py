"""A record leads to what it is about, whoever asks."""

from __future__ import annotations

import pytest

from dpia_wizard.core.model import (
    Action,
    Answer,
    Attachment,
    Control,
    Decision,
    Link,
    Pin,
    Rating,
    Record,
    Remark,
    Risk,
    Row,
    SignOff,
)
from dpia_wizard.core.whereabouts import place_of


@pytest.mark.parametrize(
    ("record", "place"),
    [
        (Answer("flows.steps"), "flows.steps"),
        (Row("r1", "flows.steps"), "flows.steps"),
        (Risk("R02"), "R02"),
        (Control("M30"), "M30"),
        (Action("a1", source="R02"), "a1"),
        (Link("R02 M30", "R02", "M30"), "R02"),
        (Rating("x", "one", "R02", "A post", ""), "R02"),
        (Remark("x", "R02", "Why?", "A post", ""), "R02"),
        (Decision("d", "raised", "A post", "", "R02"), "R02"),
        (Decision("d", "approved", "A post", ""), ""),
        (Attachment("f", "a.pdf", "", 1, "record.protocol_copy"), "record.protocol_copy"),
        (Pin("form", "", "", ""), ""),
        (SignOff("s", "head", "", "", "", "", "", "", "", ""), ""),
    ],
)
def test_a_record_leads_to_what_it_is_about(record: Record, place: str) -> None:
    assert place_of(record) == place
