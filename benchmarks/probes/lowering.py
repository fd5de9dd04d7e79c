"""What would lower a risk with twelve controls: in the middle, and where most is to be tried."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from random import Random

from benchmarks.fresh import tell
from dpia_wizard.core.lowering import ways_to_lower
from dpia_wizard.core.model import Assessment, Axis, Control, Link, Risk, Strength, link_id, pinned
from dpia_wizard.core.register import RatedRisk, rated
from dpia_wizard.packs.load import load_pack

CONTROLS, DRAWN, ON = 12, 100, "2026-11-21"
PACK = load_pack()
_AXES: tuple[Axis, ...] = ("likelihood", "severity", "both")
_STRENGTHS: tuple[Strength, ...] = ("weak", "moderate", "strong")
_STATUSES = ("not_in_place", "planned", "partly", "in_place", "verified")


def main() -> None:
    rounds = int(sys.argv[1])
    drawn, hard = list(_drawn()), list(_hard())
    found: dict[str, list[float]] = {"drawn": [], "hard": [], "bare": []}
    for _round in range(rounds):
        times = sorted(_taken(risk, _ways) for risk in drawn)
        found["drawn"].append(times[len(times) // 2])
        found["hard"].append(max(_taken(risk, _ways) for risk in hard))
        times = sorted(_taken(risk, _again) for risk in drawn)
        found["bare"].append(times[len(times) // 2])
    tell(**found)


def _drawn() -> Iterator[RatedRisk]:
    random = Random(CONTROLS)  # noqa: S311 -- the same risks every time
    for _number in range(DRAWN):
        people = ["", "guard", "manager", *(f"post {n}" for n in range(CONTROLS))]
        controls = [
            (random.choice(_STATUSES), random.choice(people), axis, random.choice(_STRENGTHS))
            for axis in random.choices(_AXES, k=CONTROLS)
        ]
        yield _risk(controls)


def _hard() -> Iterator[RatedRisk]:
    """Controls that are all alike but for their hands: four of them together lower the level."""
    for people in (1, CONTROLS // 2, CONTROLS):
        for axes in (_AXES[:1], _AXES[:2]):
            yield _risk(
                [
                    ("planned", f"post {n % people}", axes[n % len(axes)], "moderate")
                    for n in range(CONTROLS)
                ]
            )


def _risk(controls: list[tuple[str, str, Axis, Strength]]) -> RatedRisk:
    risk = Risk("own", likelihood="almost_certain", severity="grave")
    made, links = {}, {}
    for number, (status, custodian, axis, strength) in enumerate(controls):
        id = f"M{number:02}"
        made[id] = Control(id, "", status, "log", "2026-10-01", custodian)
        link = Link(link_id(risk.id, id), risk.id, id, axis, strength)
        links[link.id] = link
    pins = pinned(PACK.ref, PACK.matrix_ref)
    records = {"risks": {risk.id: risk}, "controls": made, "links": links}
    assessment = Assessment("a", "DPIA-2026-00001", ON, pins, **records)  # type: ignore[arg-type]  # by name
    return rated(PACK, assessment, risk, on=ON)


def _ways(risk: RatedRisk) -> object:
    return ways_to_lower(PACK, risk, on=ON)


def _again(risk: RatedRisk) -> object:
    """The risk rated once: what every one of the sets that are tried would cost by the rule."""
    links = {link.id: link for link, _ in risk.controls}
    controls = {control.id: control for _, control in risk.controls}
    pins = pinned(PACK.ref, PACK.matrix_ref)
    alone = Assessment("a", "", ON, pins, controls=controls, links=links)
    return rated(PACK, alone, risk.risk, on=ON)


def _taken(risk: RatedRisk, act: Callable[[RatedRisk], object]) -> float:
    began = time.perf_counter()
    act(risk)
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
