"""The packs that ship are sound, like code."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

import pytest

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.condition import Answered, AtLeast, Chosen
from dpia_wizard.core.matrix import faults
from dpia_wizard.data import RISK_MATRICES
from dpia_wizard.packs.load import load_matrix, load_pack, shipped_forms, shipped_matrices

FORM = "child-protection-case-management"


@pytest.fixture(scope="module")
def shipped() -> Pack:
    return load_pack(FORM)


@pytest.mark.parametrize("form", shipped_forms())
def test_every_shipped_form_loads_without_a_fault(form: str) -> None:
    assert load_pack(form).ref.id == form


@pytest.mark.parametrize("matrix", shipped_matrices())
def test_every_shipped_matrix_is_sound(matrix: str) -> None:
    assert list(faults(load_matrix(RISK_MATRICES / f"{matrix}.yaml"))) == []


def test_all_sections_are_there_in_their_order(shipped: Pack) -> None:
    assert [section.number for section in shipped.form.sections] == list(range(23))
    pages = {s.number: s.page for s in shipped.form.sections if s.page != "questions"}
    assert pages == {17: "risks", 18: "controls", 19: "actions", 20: "review", 22: "extract"}
    assert [phase.id for phase in shipped.form.phases] == [
        "scene", "data", "safeguards", "risks", "decide",
    ]  # fmt: skip


def test_the_register_has_every_clause_and_annex(shipped: Pack) -> None:
    expected = {f"C{n:02}" for n in range(1, 40)} | {f"A{n}" for n in range(1, 12)}
    assert set(shipped.clause) == expected


def test_every_clause_but_definitions_and_disputes_is_asked_about_or_worked_on(
    shipped: Pack,
) -> None:
    named = {c for q in shipped.form.by_id.values() for c in q.clauses}
    named |= {c for risk in shipped.risks for c in risk.clauses}
    named |= {c for control in shipped.controls for c in control.clauses}
    assert {c for c in shipped.clause if c.startswith("C")} - named == {"C06", "C36"}


def test_the_mandatory_risks_are_there_and_each_can_be_treated(shipped: Pack) -> None:
    mandatory = {risk.id for risk in shipped.risks if risk.mandatory}
    assert len(mandatory) == 12
    for risk in shipped.risks:
        assert risk.controls, f"{risk.id} has no control"


def test_the_ids_that_the_program_names_are_there(shipped: Pack) -> None:
    for id_ in (
        "record.title", "record.country", "record.area", "record.type", "record.reference",
        "record.status", "record.author", "record.supervisor", "record.sensitivity",
        "record.protocol_title", "record.protocol_status", "screening.identifiable",
        "screening.criteria", "screening.triggers", "screening.children", "screening.depth",
        "context.raids", "people.groups", "people.ages", "inventory.elements", "flows.channels",
        "flows.steps", "parties.list", "sharing.circumstances",
    ):  # fmt: skip
        assert id_ in shipped.form.by_id, id_


def test_every_question_says_why_it_is_asked(shipped: Pack) -> None:
    silent = [
        q.id
        for q in shipped.form.by_id.values()
        if not q.help.why and q.kind not in ("computed", "signature")
    ]
    assert silent == []


def test_the_dpisp_of_ukraine_has_its_public_address(shipped: Pack) -> None:
    addresses = {p.country: p.address for p in shipped.protocols}
    assert any(a.startswith("https://reliefweb.int/") for a in addresses.values())


def texts(thing: object, at: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a record and of the records in it, with where it is."""
    if isinstance(thing, str):
        yield at, thing
    elif isinstance(thing, tuple):
        for index, inner in enumerate(thing):
            yield from texts(inner, f"{at}[{getattr(inner, 'id', index)}]")
    elif isinstance(thing, Chosen | Answered | AtLeast):
        return
    elif dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            if field.init and field.name not in ("folders", "ref", "matrix_ref", "seal"):
                yield from texts(getattr(thing, field.name), f"{at}.{field.name}")


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("two spaces", r"\S  +\S"),
        ("a place-holder", r"(?i)\b(todo|tbd|fixme|xxx+|lorem|ipsum)\b|\?\?|<[a-z ]+>|\[\.\.\.\]"),
        ("a source number that readers cannot find", r"\bS\d\d\b|\bINF\b"),
        ("a space before a comma or a full stop", r"[a-z] ,|[a-z] \.(\s|$)"),
    ],
)
def test_no_text_holds(shipped: Pack, what: str, pattern: str) -> None:
    found = [(at, text) for at, text in texts(shipped) if re.search(pattern, text)]
    assert found == [], what
