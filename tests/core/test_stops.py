"""The stop conditions of the shipped form: each holds on its danger, says why, and is lifted."""

from __future__ import annotations

import pytest

from dpia_wizard.core.change import apply, put
from dpia_wizard.core.findings import Stop, stops
from dpia_wizard.core.model import (
    Action,
    Answer,
    Assessment,
    Decision,
    Record,
    Risk,
    Row,
    Value,
    pinned,
)
from dpia_wizard.core.register import register
from dpia_wizard.core.situation import situation
from dpia_wizard.packs.load import load_pack
from dpia_wizard.texts import words_for
from dpia_wizard.wording import Wording
from dpia_wizard.wording.workflow import stop_because

PACK = load_pack()
TODAY = "2026-11-21"
EMPTY = Assessment("a", "DPIA-2026-001", "2026-11-01", pinned(PACK.ref, PACK.matrix_ref))
GRAVE = Risk("R49", likelihood="likely", severity="grave", evidence="documented")
UNKNOWN = Risk("R49", likelihood="unknown", severity="grave")
BORNE = Decision(
    "d", "accepted", "Head", "2026-11-02T09:00", "R49", "critical", "critical", "why",
    "2027-01-01", "Head", "the log",
)  # fmt: skip


def answers(**said: Value) -> tuple[Record, ...]:
    return tuple(Answer(id.replace("__", "."), value) for id, value in said.items())


HOLDS: dict[str, tuple[tuple[Record, ...], tuple[Record, ...], set[str]]] = {
    "V1": ((GRAVE,), (BORNE,), {"R49"}),
    "V2": (
        answers(purpose__unprotected="yes", purpose__reasoned="partly"),
        answers(purpose__reasoned="yes"),
        {"purpose.unprotected", "purpose.reasoned"},
    ),
    "V3": (
        answers(security__exposed="yes", security__decided="no"),
        answers(security__decided="yes"),
        {"security.exposed", "security.decided"},
    ),
    "V4": (
        (Row("u", "purpose.uses", 1, {"basis": "consent"}), *answers(purpose__choice="no")),
        answers(purpose__choice="yes"),
        {"purpose.choice"},
    ),
    "V5": (
        answers(context__raids="yes"),
        answers(incidents__evacuation="The head decides.", security__evacuation="yes"),
        {"context.raids", "incidents.evacuation"},
    ),
    "V6": (
        answers(incidents__requests="partly"),
        answers(incidents__answer="Four families were warned."),
        {"incidents.requests", "incidents.answer"},
    ),
    "V7": ((UNKNOWN,), (Action("a1", "Find out", "R49"),), {"R49"}),
    "V8": (
        answers(decision__opinion="do_not_proceed", decision__outcome="approve"),
        answers(decision__overruled="The children would get no help."),
        set(),
    ),
    "V9": (
        answers(programme__ends_within="to_6_months"),
        answers(retention__closed="yes"),
        {"programme.ends_within", "retention.closed"},
    ),
    "V10": ((), answers(people__most_harmed="Girls."), {"people.most_harmed"}),
}


def kept(*records: Record) -> Assessment:
    return apply(EMPTY, *(c for record in records if (c := put(EMPTY, record)) is not None))


def stop(id: str, *records: Record) -> Stop:
    by_id = {record.id: record for record in records}  # what comes later counts
    assessment = kept(*by_id.values()) if id not in ("V1", "V7") else kept(*records)
    seen = situation(PACK.form, assessment)
    found = stops(PACK, seen, register(PACK, assessment, on=TODAY), today=TODAY)
    return next(one for one in found if one.condition.id == id)


def test_all_ten_are_there_with_a_place() -> None:
    assert [one.id for one in PACK.stop_conditions] == list(HOLDS)
    known = {*PACK.form.by_id, *(section.id for section in PACK.form.sections)}
    assert all(one.place in known for one in PACK.stop_conditions)


@pytest.mark.parametrize("id", HOLDS)
def test_each_holds_says_why_and_is_lifted(id: str) -> None:
    danger, lifted, why = HOLDS[id]
    held = stop(id, *danger)
    assert held.holds is True
    assert why <= set(held.because)
    after = stop(id, *danger, *lifted)
    assert after.holds is not True
    assert after.because == ()


def test_what_makes_one_hold_is_told_by_number() -> None:
    wording = Wording(words_for("en"), PACK)
    told = stop_because(wording, stop("V6", *HOLDS["V6"][0]))
    assert told == "Because of 16.6a, 16.6b."
    assert stop_because(wording, stop("V1", *HOLDS["V1"][0])) == "Because of R49."
    assert stop_because(wording, stop("V1")) == ""


def test_forms_open_to_anyone_are_exposed_too() -> None:
    row = Row("r", "flows.forms", 1, {"access": "link"})
    said = answers(security__decided="no", flows__channels=("excel_sheet",))
    assert "flows.forms" in stop("V3", row, *said).because
