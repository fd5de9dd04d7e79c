"""What names what in a pack, from both ends."""

from __future__ import annotations

import pytest

from dpia_wizard.core.condition import questions
from dpia_wizard.core.uses import KINDS, How, Item, Use, items, uses
from dpia_wizard.packs.load import load_pack, load_pack_folder
from tests.small_packs import EVERY_KIND

PACK = load_pack()
USES = uses(PACK)


def ids(found: tuple[Use, ...], *, by: bool = False) -> set[str]:
    return {(use.by if by else use.of).id for use in found}


def test_everything_of_a_pack_is_there_once() -> None:
    counts = {kind: len(items(PACK, kind)) for kind in KINDS}
    assert counts == {
        "risk": 64, "control": 78, "clause": 50, "element": 48, "stop": 10, "question": 210,
        "matrix": 1,
    }  # fmt: skip
    everything = [item for kind in KINDS for item in items(PACK, kind)]
    assert len(everything) == len(set(everything))


def test_what_is_named_is_in_the_pack() -> None:
    known = {item for kind in KINDS for item in items(PACK, kind)}
    named = {use.of for found in USES.named.values() for use in found if use.how != "mapped_from"}
    assert named <= known
    assert set(USES.named) <= known


def test_each_way_leads_back() -> None:
    there = {use for found in USES.named.values() for use in found}
    back = {use for found in USES.used.values() for use in found}
    assert there == back
    assert all(use.by == item for item, found in USES.named.items() for use in found)
    assert all(use.of == item for item, found in USES.used.items() for use in found)


@pytest.mark.parametrize("control", PACK.controls, ids=lambda control: control.id)
def test_a_control_knows_every_risk_that_suggests_it(control: object) -> None:
    id = str(getattr(control, "id", ""))
    wanted = {risk.id for risk in PACK.risks if id in {link.control for link in risk.controls}}
    assert ids(USES.used_by(Item("control", id), "suggests"), by=True) == wanted
    measure = PACK.measure.get(id)
    found = ids(USES.used_by(Item("control", id), "fills"), by=True)
    assert found == ({measure.id} if measure else set())


def test_a_clause_knows_what_rests_on_it() -> None:
    for clause in PACK.clauses:
        found = USES.used_by(Item("clause", clause.id))
        by = {kind: {use.by.id for use in found if use.by.kind == kind} for kind in KINDS}
        assert by["risk"] == {r.id for r in PACK.risks if clause.id in r.clauses}
        assert by["control"] == {c.id for c in PACK.controls if clause.id in c.clauses}
        assert by["question"] == {q.id for q in PACK.form.by_id.values() if clause.id in q.clauses}


def test_a_question_knows_the_risks_and_stop_conditions_that_look_at_it() -> None:
    for question in PACK.form.by_id:
        item = Item("question", question)
        raised = {r.id for r in PACK.risks if r.when and question in set(questions(r.when))}
        stopped = {s.id for s in PACK.stop_conditions if question in set(questions(s.when))}
        assert ids(USES.used_by(item, "raised_by"), by=True) == raised
        assert ids(USES.used_by(item, "stopped_by"), by=True) == stopped


def test_a_kind_of_information_knows_where_it_is_chosen_and_what_it_raises() -> None:
    biometrics = Item("element", "D16")
    assert "R13" in ids(USES.used_by(biometrics, "raised_by"), by=True)
    assert "inventory.elements" in ids(USES.used_by(biometrics, "offers"), by=True)
    for element in PACK.elements:
        assert USES.used_by(Item("element", element.id), "offers"), element.id


def test_an_answer_that_only_looks_like_a_kind_of_information_is_none() -> None:
    every_kind = load_pack_folder(EVERY_KIND)
    found = {use.of for all_ in uses(every_kind).named.values() for use in all_}
    assert not {item for item in found if item.kind == "element"} - {
        Item("element", element.id) for element in every_kind.elements
    }


@pytest.mark.parametrize(
    ("by", "of", "how"),
    [
        (Item("risk", "R01"), Item("control", "M31"), "suggests"),
        (Item("risk", "R01"), Item("question", "flows.channels"), "raised_by"),
        (Item("stop", "V2"), Item("question", "purpose.unprotected"), "lifted_at"),
        (Item("question", "security.accounts"), Item("control", "M29"), "fills"),
    ],
)
def test_known_uses_are_found(by: Item, of: Item, how: How) -> None:
    assert [use.of for use in USES.names(by, how) if use.of == of] == [of]
    assert [use.by for use in USES.used_by(of, how) if use.by == by] == [by]


def test_the_question_of_the_depth_knows_what_it_is_computed_from() -> None:
    depth = next(q.id for q in PACK.form.by_id.values() if q.compute == "depth")
    rule = PACK.form.depth_rule
    wanted = {*questions(rule.full), *questions(rule.light)}
    assert ids(USES.names(Item("question", depth), "depth_from")) == wanted
