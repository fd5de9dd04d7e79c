"""The tables of data points and sharing: complete, and what does not fit is told once."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from dpia_wizard.core.model import Answer, Assessment, Row, pinned
from dpia_wizard.core.sharing import (
    CODES,
    INVENTORY,
    NOT_TO_SHARE,
    OCCASIONS,
    PARTIES,
    UNDER_SHARING,
    Gap,
    Sharing,
    SharingTables,
    sharing_tables,
)
from dpia_wizard.core.situation import situation
from dpia_wizard.packs.load import load_pack

PACK = load_pack()
Cell = str | tuple[str, ...]


def tables(*rows: tuple[str, dict[str, Cell]], **answers: str) -> SharingTables:
    kept = {f"r{n}": Row(f"r{n}", question, n, cells) for n, (question, cells) in enumerate(rows)}
    made = Assessment(
        "a",
        "DPIA-2026-001",
        "2026-11-21",
        pinned(PACK.ref, PACK.matrix_ref),
        answers={id: Answer(id, value) for id, value in answers.items()},
        rows=kept,
    )
    return sharing_tables(situation(PACK.form, made))


def point(element: str, **more: Cell) -> tuple[str, dict[str, Cell]]:
    return INVENTORY, {"element": element, "why": "To help", "need": "must_have", **more}


def party(kind: str, *elements: str, **more: Cell) -> tuple[str, dict[str, Cell]]:
    return PARTIES, {
        "party": f"The {kind}",
        "type": kind,
        "elements": elements,
        "purpose": "Treatment",
        "basis": ("consent",),
        "agreement": "protocol",
        **more,
    }


def occasion(
    kind: str, what: tuple[str, ...], whom: tuple[str, ...], **more: Cell
) -> tuple[str, dict[str, Cell]]:
    cells: dict[str, Cell] = {"circumstance": kind, "what": what, "with_whom": whom}
    return OCCASIONS, {**cells, "basis": ("best_interests",), **more}


WHOLE = (
    point("D02", sensitivity="high"),
    party("health", "D02"),
    occasion("referral", ("D02",), ("health",)),
)


def codes(found: SharingTables) -> list[str]:
    return [gap.code for gap in found.gaps]


def test_what_fits_together_has_no_gap() -> None:
    found = tables(*WHOLE)
    assert found.gaps == ()
    assert found.sharing == (
        Sharing(
            "D02",
            "health",
            "referral",
            ("The health",),
            ("Treatment",),
            ("best_interests",),
            "high",
        ),
    )
    assert found.points[0].shared_with == ("health",)


def test_an_element_that_is_shared_but_not_in_the_inventory_is_told_and_listed() -> None:
    found = tables(*WHOLE[1:])
    assert found.gaps == (Gap("not_in_inventory", ("D02",)),)
    assert [(p.element, p.row) for p in found.points] == [("D02", "")]


def test_a_recipient_that_is_no_party_is_told_once_for_each_occasion() -> None:
    found = tables(point("D02"), point("D11"), occasion("referral", ("D02", "D11"), ("donor",)))
    assert found.gaps == (Gap("not_a_party", (), "donor", "referral"),)


def test_an_element_that_no_party_of_the_kind_is_said_to_get_is_told() -> None:
    found = tables(*WHOLE, point("D11"), occasion("transfer", ("D11",), ("health",)))
    assert found.gaps == (Gap("not_listed", ("D11",), "health", "transfer"),)


def test_a_missing_basis_is_taken_from_the_party_and_else_told() -> None:
    from_party = tables(*WHOLE[:2], occasion("referral", ("D02",), ("health",), basis=()))
    assert from_party.sharing[0].basis == ("consent",)
    missing = tables(
        WHOLE[0],
        party("health", "D02", basis=("unknown",)),
        occasion("referral", ("D02",), ("health",), basis=("unknown",)),
    )
    assert missing.gaps == (Gap("no_basis", (), "health", "referral"),)


def test_a_rule_not_to_share_that_the_table_breaks_is_told() -> None:
    rule = occasion(NOT_TO_SHARE, ("D02",), (), rules="Never while the child says no.")
    assert tables(*WHOLE, rule).gaps == (Gap("breaks_rule", ("D02",), "health", "referral"),)
    other = occasion(NOT_TO_SHARE, ("D02",), ("justice_police",))
    assert tables(*WHOLE, other).gaps == ()


def test_a_rule_in_words_and_what_should_flow_are_told_for_people_to_read() -> None:
    found = tables(*WHOLE, occasion(NOT_TO_SHARE, (), (), rules="A child's refusal blocks it."))
    assert codes(found) == ["rule_in_words"]
    found = tables(*WHOLE, occasion(UNDER_SHARING, ("D02",), ("health",)))
    assert codes(found) == ["under_sharing"]
    assert len(found.sharing) == 1


def test_what_a_party_gets_on_no_occasion_is_a_line_of_its_own() -> None:
    found = tables(point("D02"), party("school", "D02"))
    assert [(one.occasion, one.gaps) for one in found.sharing] == [("", ("no_occasion",))]


def test_a_party_that_nothing_covers_and_an_element_that_nobody_needs_are_told() -> None:
    found = tables(
        point("D02", need="not_needed"),
        party("health", "D02", agreement="nothing"),
        WHOLE[2],
    )
    assert codes(found) == ["not_needed", "no_agreement"]
    assert found.gaps[1].party == "The health"


ELEMENTS = ("D01", "D02", "D11")
KINDS = ("health", "school", "donor")
some = st.lists(st.sampled_from(ELEMENTS), unique=True, max_size=3).map(tuple)
whom = st.lists(st.sampled_from(KINDS), unique=True, max_size=3).map(tuple)
bases = st.sampled_from([(), ("consent",), ("unknown",)])
rows = st.lists(
    st.one_of(
        st.builds(lambda id: point(id), st.sampled_from(ELEMENTS)),
        st.builds(lambda kind, what: party(kind, *what), st.sampled_from(KINDS), some),
        st.builds(
            lambda kind, what, who, basis: occasion(kind, what, who, basis=basis),
            st.sampled_from(["referral", "transfer", NOT_TO_SHARE, UNDER_SHARING]),
            some,
            whom,
            bases,
        ),
    ),
    max_size=7,
)


@settings(max_examples=150)
@given(rows)
def test_every_line_of_an_occasion_is_there_once_for_each_element_and_recipient(
    given_rows: list[tuple[str, dict[str, Cell]]],
) -> None:
    found = tables(*given_rows)
    wanted = [
        (cells["circumstance"], element, recipient)
        for question, cells in given_rows
        if question == OCCASIONS and cells["circumstance"] not in (NOT_TO_SHARE, UNDER_SHARING)
        for element in cells["what"]
        for recipient in cells["with_whom"]
    ]
    shared = [(one.occasion, one.element, one.recipient) for one in found.sharing if one.occasion]
    assert shared == wanted


@settings(max_examples=150)
@given(rows)
def test_whatever_is_shared_is_a_data_point_and_every_gap_of_a_line_is_told(
    given_rows: list[tuple[str, dict[str, Cell]]],
) -> None:
    found = tables(*given_rows)
    assert {one.element for one in found.sharing} <= {p.element for p in found.points}
    told = {(gap.code, element) for gap in found.gaps for element in gap.elements or ("",)}
    for one in found.sharing:
        for code in one.gaps:
            assert {(code, one.element), (code, "")} & told
    assert len(set(found.gaps)) == len(found.gaps)
    order = [CODES.index(gap.code) for gap in found.gaps]
    assert order == sorted(order)
