"""A library with one assessment whose register is long: so many risks, each with its controls."""

from __future__ import annotations

from pathlib import Path
from random import Random

from benchmarks.libraries import SENTENCES, Made, new_library, some_answers
from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.model import (
    UNKNOWN,
    Answer,
    Assessment,
    Axis,
    Control,
    Link,
    Risk,
    Strength,
    link_id,
    pinned,
)
from dpia_wizard.workspace.example import TODAY
from dpia_wizard.workspace.library import shipped_pack

ID = "0000000000000300"
CONTROLS = (4, 5, 6)
"""How many controls a risk has."""

_STATUSES = ("in_place", "verified", "verified", "partly", "planned", "not_in_place", UNKNOWN)
_AXES: tuple[Axis, ...] = ("likelihood", "likelihood", "severity", "both")
_STRENGTHS: tuple[Strength, ...] = ("weak", "moderate", "strong", "strong")
_POSTS = ("", "System administrator", "Manager", "مدير المكتب", "Керівниця офісу", "Focal point")


def long_register(folder: Path, risks: int) -> Made:
    """The library with one assessment of *risks* risks, half of them confirmed."""
    with new_library(folder) as (library, key, _world):
        library.add(_assessment(shipped_pack(), risks), by="Benchmark")
        library.store.index()
    return Made(folder, key, ID, ID)


def _assessment(pack: Pack, count: int) -> Assessment:
    random = Random(count)  # noqa: S311 -- the same register every time
    known = [control.id for control in pack.controls]
    controls = {id: _control(id, random) for id in known}
    risks, links = {}, {}
    for number in range(count):
        risk = _risk(pack, number, random)
        risks[risk.id] = risk
        for control in random.sample(known, random.choice(CONTROLS)):
            id = link_id(risk.id, control)
            axis, strength = random.choice(_AXES), random.choice(_STRENGTHS)
            links[id] = Link(id, risk.id, control, axis, strength)
    answers = some_answers(pack, random)
    answers["record.title"] = Answer("record.title", "A long register")
    return Assessment(
        id=ID,
        reference="DPIA-2026-00300",
        created=TODAY,
        pins=pinned(pack.ref, pack.matrix_ref),
        answers=answers,
        risks=risks,
        controls=controls,
        links=links,
    )


def _risk(pack: Pack, number: int, random: Random) -> Risk:
    matrix = pack.matrix
    known = pack.risks[number].id if number < len(pack.risks) else ""
    said = f"{random.choice(SENTENCES)} ({number})"
    likelihood = random.choice([point.id for point in matrix.likelihoods])
    return Risk(
        known or f"E{number:03}",
        title="" if known else said,
        harm=said,
        severity=random.choice(matrix.severities).id if number % 20 else "",
        severity_reason=said,
        likelihood=UNKNOWN if number % 12 == 1 else likelihood,
        likelihood_reason=said,
        evidence=random.choice(("documented", "judgement", "none")),
        stated=random.choice(matrix.levels).id if number % 2 else "",
        stated_reason=said,
    )


def _control(id: str, random: Random) -> Control:
    status = random.choice(_STATUSES)
    seen = {"evidence": "Log of October", "evidence_date": TODAY} if status == "verified" else {}
    return Control(id, status=status, custodian=random.choice(_POSTS), **seen)
