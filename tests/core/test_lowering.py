"""What would lower a risk: every way found does lower it, and no smaller one was passed over."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from dpia_wizard.core.lowering import MOST_WAYS, Way, ways_to_lower
from dpia_wizard.core.matrix import RiskMatrix
from dpia_wizard.core.model import (
    UNKNOWN,
    Assessment,
    Control,
    Link,
    PackRef,
    Risk,
    link_id,
    pinned,
)
from dpia_wizard.core.register import RatedRisk, applied, judged, rated
from dpia_wizard.core.situation import situation
from dpia_wizard.packs.load import load_pack
from tests.core.chance import OLD, drawn_case, every_matrix
from tests.core.rule_by_hand import place

PACK = load_pack()
ON = "2026-11-21"
PINS = pinned(PackRef("f", "1", ""), PackRef("m", "1", ""))
EMPTY = Assessment("a", "DPIA-2026-001", "2026-11-21", PINS)
NOTHING_ASKED = situation(PACK.form, EMPTY)


def build(risk: Risk, *controls: tuple[Control, str, str]) -> Assessment:
    links = [
        Link(link_id(risk.id, control.id), risk.id, control.id, axis, strength)  # type: ignore[arg-type]
        for control, axis, strength in controls
    ]
    return replace(
        EMPTY,
        risks={risk.id: risk},
        controls={control.id: control for control, _, _ in controls},
        links={link.id: link for link in links},
    )


def ways(assessment: Assessment, risk: str = "own") -> tuple[Way, ...]:
    return ways_to_lower(PACK, rated(PACK, assessment, assessment.risks[risk], on=ON), on=ON)


def after(assessment: Assessment, way: Way) -> str:
    """The level once the improvements of *way* were entered by hand."""
    controls = dict(assessment.controls)
    for made in way.improvements:
        before = controls[made.control]
        controls[made.control] = replace(
            before,
            status=made.status,
            evidence="seen" if made.status == "verified" else before.evidence,
            evidence_date=ON if made.status == "verified" else before.evidence_date,
            custodian=f"hands of {made.control}" if made.own_hands else before.custodian,
        )
    changed = replace(assessment, controls=controls)
    found = rated(PACK, changed, changed.risks["own"], on=ON)
    assert found.score is not None
    return found.score.today.level


def test_seeing_one_strong_control_work_is_enough_and_said_first() -> None:
    risk = Risk("own", likelihood="possible", severity="limited")
    strong = Control("M30", status="in_place", custodian="system administrator")
    weak = Control("M03", status="in_place", custodian="manager")
    found = ways(build(risk, (strong, "likelihood", "strong"), (weak, "likelihood", "weak")))
    assert [(i.control, i.kind, i.own_hands) for i in found[0].improvements] == [
        ("M30", "see", False)
    ]
    assert found[0].level == "low"
    assert all("M03" not in [i.control for i in way.improvements] for way in found)


def test_two_controls_are_named_where_no_single_one_is_enough() -> None:
    risk = Risk("own", likelihood="likely", severity="serious")
    first = Control("M30", status="in_place", custodian="system administrator")
    second = Control("M38", status="planned", custodian="key holder")
    found = ways(build(risk, (first, "likelihood", "strong"), (second, "likelihood", "strong")))
    assert [way.level for way in found] == ["medium"]
    assert {i.control for i in found[0].improvements} == {"M30", "M38"}


def test_a_control_in_the_same_hands_is_to_go_into_hands_of_its_own() -> None:
    seen = {"status": "verified", "evidence": "log", "evidence_date": "2026-10-01"}
    risk = Risk("own", likelihood="likely", severity="serious")
    first = Control("M30", custodian="system administrator", **seen)
    second = Control("M38", custodian="System administrator", **seen)
    found = ways(build(risk, (first, "likelihood", "strong"), (second, "likelihood", "strong")))
    assert {(way.improvements[0].kind, way.improvements[0].own_hands) for way in found} == {
        ("hands", True)
    }


def test_grave_harm_that_cannot_be_undone_has_no_way_below_high() -> None:
    risk = Risk("own", likelihood="possible", severity="grave", irreversible=True)
    control = Control("M30", status="in_place", custodian="administrator")
    assert ways(build(risk, (control, "both", "strong"))) == ()


def test_a_risk_that_is_not_rated_has_no_ways() -> None:
    assert ways(build(Risk("own"), (Control("M30"), "likelihood", "strong"))) == ()


controls = st.lists(
    st.tuples(
        st.sampled_from(["M01", "M02", "M03", "M04"]),
        st.sampled_from(["", "in_place", "partly", "planned", "verified", "not_in_place"]),
        st.sampled_from(["", "one", "two"]),
        st.sampled_from(["likelihood", "severity", "both"]),
        st.sampled_from(["weak", "moderate", "strong"]),
    ),
    max_size=4,
    unique_by=lambda made: made[0],
)


@settings(max_examples=60)
@given(
    controls,
    st.sampled_from(["unknown", *PACK.matrix.likelihood]),
    st.sampled_from(list(PACK.matrix.severity)),
    st.booleans(),
)
def test_every_way_lowers_the_level_to_what_it_says(
    made: list[tuple[str, str, str, str, str]], likelihood: str, severity: str, lasting: bool
) -> None:
    risk = Risk("own", likelihood=likelihood, severity=severity, irreversible=lasting)
    linked = [(Control(id, "", status, "log", "2026-10-01", hands), axis, strength)
              for id, status, hands, axis, strength in made]  # fmt: skip
    assessment = build(risk, *linked)
    now = rated(PACK, assessment, risk, on=ON)
    assert now.score is not None
    found = ways(assessment)
    rank = PACK.matrix.level
    for way in found:
        assert after(assessment, way) == way.level
        assert rank[way.level].rank < rank[now.score.today.level].rank
        ids = [i.control for i in way.improvements]
        assert 1 <= len(set(ids)) == len(ids)
    assert len({len(way.improvements) for way in found}) <= 1


# Brute force: every change of every control, judged by the rule's page (`rule_by_hand`)

MATRICES = every_matrix()
Change = tuple[str, str, bool]
"""Which control, brought to which status, and whether into hands of its own."""

EFFORT = {
    ("in_place", "verified"): 1,
    ("verified", "verified"): 0,
    ("in_place", "in_place"): 0,
}
"""How much it is to bring a control from one status to another; from none of these to in place is
one thing, to verified another."""


def drawn_risk(matrix: RiskMatrix, random: Random, most: int) -> RatedRisk:
    """A rated risk of its own, with controls as they stand in an assessment."""
    _matrix, risk, drawn = drawn_case(matrix, random, most=most)
    statuses = [random.choice(["in_place", "partly", "planned", "verified"]) for _ in drawn]
    pack = replace(PACK, matrix=matrix)
    own = Risk(
        "own",
        threat_source=risk.threat_source,
        severity=matrix.severities[risk.severity - 1].id,
        likelihood=UNKNOWN
        if risk.likelihood is None
        else matrix.likelihoods[risk.likelihood - 1].id,
        evidence=risk.evidence,
        irreversible=risk.irreversible and random.random() < 0.5,
    )
    assessment = build(
        own,
        *(
            (
                Control(c.id, "", status, "log", c.evidence_date, c.custodian),
                c.axis,
                c.strength,
            )
            for c, status in zip(drawn, statuses, strict=True)
        ),
    )
    return rated(pack, assessment, own, on=ON, seen=NOTHING_ASKED)


class BruteForce:
    """Tries every set of changes to the controls of a risk."""

    def __init__(self, matrix: RiskMatrix, risk: RatedRisk) -> None:
        found = judged(replace(PACK, matrix=matrix), risk.risk)
        assert found is not None
        self.matrix, self.risk = matrix, found
        self.controls = {c.id: c for c in (applied(link, made) for link, made in risk.controls)}
        self.now = self.level({})

    def level(self, changes: dict[str, tuple[str, bool]]) -> int:
        """The rank of the level once *changes* are made."""
        changed = []
        for id, control in self.controls.items():
            status, own = changes.get(id, (control.status, False))
            seen = ON if id in changes and status == "verified" else control.evidence_date
            hands = f"somebody else for {id}" if own else control.custodian
            changed.append(replace(control, status=status, evidence_date=seen, custodian=hands))
        return self.matrix.level[place(self.matrix, self.risk, changed, on=ON)[2]].rank

    def changes(self, id: str) -> list[tuple[str, bool, int]]:
        """What can be done about a control: its status then, hands of its own, and the effort."""
        control = self.controls[id]
        before = control.status
        if before == "verified" and not (
            control.evidence_date and OLD < control.evidence_date <= ON
        ):
            before = "in_place"
        start = 0 if before not in ("in_place", "verified") else 1
        statuses = ("in_place", "verified")[
            ("in_place", "verified").index(before) if start else 0 :
        ]
        found = []
        for status in statuses:
            work = EFFORT.get((before, status), 1 + (status == "verified"))
            found += [(status, False, work), (status, True, work + 1)]
        return [(status, own, work) for status, own, work in found if work]

    def smallest(self) -> dict[frozenset[Change], int]:
        """Every smallest way with its effort: fewest controls, and then least for each set."""
        for size in range(1, len(self.controls) + 1):
            found: dict[frozenset[Change], int] = {}
            for ids in combinations(self.controls, size):
                least: dict[frozenset[Change], int] = {}
                for made in product(*(self.changes(id) for id in ids)):
                    wanted = {id: (s, own) for id, (s, own, _) in zip(ids, made, strict=True)}
                    if self.level(wanted) < self.now:
                        key = frozenset((id, *what) for id, what in wanted.items())
                        least[key] = sum(work for _, _, work in made)
                lowest = min(least.values(), default=0)
                found |= {key: work for key, work in least.items() if work == lowest}
            if found:
                return found
        return {}


def as_changes(way: Way) -> frozenset[Change]:
    return frozenset((made.control, made.status, made.own_hands) for made in way.improvements)


def compared(matrix: RiskMatrix, random: Random, most: int) -> tuple[Way, ...]:
    """The ways of a drawn risk, after brute force found the same and no smaller ones."""
    risk = drawn_risk(matrix, random, most)
    found = ways_to_lower(replace(PACK, matrix=matrix), risk, on=ON)
    tried = BruteForce(matrix, risk)
    assert {as_changes(way): way.effort for way in found} == tried.smallest()
    assert [way.effort for way in found] == sorted(way.effort for way in found)
    for way in found:
        changes = {made.control: (made.status, made.own_hands) for made in way.improvements}
        reached = tried.level(changes)
        assert reached == matrix.level[way.level].rank < tried.now
    return found


def test_brute_force_finds_the_same_ways_for_a_thousand_risks_that_have_some() -> None:
    random = Random(7)  # noqa: S311 -- the same in every run
    tried, with_ways, sizes = 0, 0, set()
    while with_ways < 1_000:
        matrix = MATRICES[tried % len(MATRICES)] if tried % 3 else PACK.matrix
        ways = compared(matrix, random, most=4 if tried % 10 else 5)
        tried, with_ways = tried + 1, with_ways + bool(ways)
        sizes |= {len(way.improvements) for way in ways}
    assert tried - with_ways > 1_000  # for as many, and more, there is none
    assert sizes >= {1, 2, 3}


def test_of_very_many_ways_those_of_least_effort_are_given() -> None:
    risk = Risk("own", likelihood="almost_certain", severity="grave")
    many = [
        (Control(f"M{n:02}", status="planned"), "likelihood", "moderate") for n in range(10, 22)
    ]
    named = replace(many[0][0], custodian="key holder")
    found = ways(build(risk, (named, "likelihood", "moderate"), *many[1:]))
    assert len(found) == MOST_WAYS
    assert all("M10" in [made.control for made in way.improvements] for way in found)
    assert {way.effort for way in found} == {10}
