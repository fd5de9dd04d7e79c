"""Where in an assessment a record belongs: the question, risk, control or action to look at."""

from __future__ import annotations

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


def place_of(record: Record) -> str:
    """The id of what *record* is about: of itself where it stands alone, "" where it is about the
    whole."""
    match record:
        case Answer(id) | Risk(id) | Control(id) | Action(id):
            return id
        case Row(question=question):
            return question
        case Link(risk=risk) | Rating(risk=risk):
            return risk
        case Remark(place=place):
            return place
        case Decision(about=about):
            return about
        case Attachment(purpose=purpose):
            return purpose
        case Pin() | SignOff():
            return ""
