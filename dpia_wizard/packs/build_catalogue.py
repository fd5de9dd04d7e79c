"""Make the catalogue's records from plain data: elements, risks, controls, clauses, stops."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import get_args

from dpia_wizard.core.catalogue import (
    CatalogueControl,
    CatalogueRisk,
    Clause,
    DataElement,
    Family,
    Group,
    Protocol,
    StopCondition,
    SuggestedControl,
)
from dpia_wizard.core.form import Choice
from dpia_wizard.core.model import Axis, Strength
from dpia_wizard.packs.build import CONFIDENCES, NEVER, Placed, condition
from dpia_wizard.packs.part import CHOICE, CODE, NAME, Part, shown

FAMILIES: tuple[Family, ...] = get_args(Family)
AXES: tuple[Axis, ...] = get_args(Axis)
STRENGTHS: tuple[Strength, ...] = get_args(Strength)
FORMATS = ("P", "D", "PD", "O")
BASES = ("stated", "sister", "general", "inference")

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
ADDRESS = re.compile(r"https://[a-z0-9-]+(\.[a-z0-9-]+)+(/[A-Za-z0-9._~!$&'()*+,;=:@%/?#-]*)?")
"""A public address and nothing else: no port, no name or password. It is never opened."""


def elements(part: Part) -> tuple[Placed[DataElement], ...]:
    """The kinds of information of ``elements.yaml``."""
    return tuple(Placed(p.address, _element(p)) for p in part.parts("elements", needed=True))


def _element(part: Part) -> DataElement:
    made = DataElement(
        id=part.id("id", CODE),
        title=part.text("title", needed=True),
        sensitivity=part.text("sensitivity", needed=True),
        prompt=part.text("prompt", needed=True, lines=True),
        raised=part.text("raised"),
        raised_when=part.text("raised_when", lines=True),
        note=part.text("note", lines=True),
        source=part.text("source", lines=True),
        confidence=part.one_of("confidence", ("", *CONFIDENCES), ""),
    )
    if bool(made.raised) is not bool(made.raised_when):
        part.note("", "needs both raised and raised_when, or neither")
    return made


def element_choices(part: Part, placed: Iterable[Placed[DataElement]]) -> tuple[Choice, ...]:
    """What a column with ``choices: elements`` offers: every element, then one that is none."""
    found = [
        Choice(e.id, e.title, e.prompt, f"element.{e.id}", e.sensitivity)
        for e in (p.record for p in placed)
    ]
    other = part.part("other", needed=False)
    if other is not None:
        id_ = other.id("id", CHOICE)
        label, hint = other.text("label", needed=True), other.text("hint", lines=True)
        found.append(Choice(id_, label, hint, f"element.{id_}"))
        other.done()
    return tuple(found)


def groups(part: Part, *, needed: bool = True) -> tuple[Placed[Group], ...]:
    """The groups of ``risks.yaml``."""
    return tuple(
        Placed(p.address, Group(p.id("id", CODE), p.text("title", needed=True)))
        for p in part.parts("groups", needed=needed)
    )


def risks(part: Part) -> tuple[Placed[CatalogueRisk], ...]:
    """The risks of ``risks.yaml``."""
    return tuple(Placed(p.address, _risk(p)) for p in part.parts("risks", needed=True))


def _risk(part: Part) -> CatalogueRisk:
    made = CatalogueRisk(
        id=part.id("id", CODE),
        title=part.text("title", needed=True),
        group=part.text("group", needed=True),
        threat_source=part.text("threat_source", needed=True, lines=True),
        event=part.text("event", needed=True, lines=True),
        vulnerability=part.text("vulnerability", needed=True, lines=True),
        harm=part.text("harm", needed=True, lines=True),
        affected=part.text("affected", needed=True, lines=True),
        likelihood=part.text("likelihood", needed=True),
        severity=part.text("severity", needed=True),
        irreversible=part.flag("irreversible"),
        raises=part.text("raises", lines=True),
        lowers=part.text("lowers", lines=True),
        controls=tuple(
            SuggestedControl(
                p.text("control", needed=True),
                p.one_of("axis", AXES),
                p.one_of("strength", STRENGTHS),
            )
            for p in part.parts("controls")
        ),
        clauses=part.texts("clauses"),
        mandatory=part.flag("mandatory"),
        when=condition(part, "when"),
        source=part.text("source", lines=True),
        confidence=part.one_of("confidence", ("", *CONFIDENCES), ""),
    )
    if not made.mandatory and made.when is None:
        part.note("", "needs when, or mandatory: true; else it is never offered")
    return made


def controls(part: Part) -> tuple[Placed[CatalogueControl], ...]:
    """The controls of ``controls.yaml``."""
    return tuple(
        Placed(
            p.address,
            CatalogueControl(
                id=p.id("id", CODE),
                title=p.text("title", needed=True),
                what=p.text("what", needed=True, lines=True),
                family=p.one_of("family", FAMILIES),
                axis=p.one_of("axis", AXES),
                evidence=p.text("evidence", needed=True, lines=True),
                format=p.one_of("format", ("", *FORMATS), ""),
                clauses=p.texts("clauses"),
                source=p.text("source", lines=True),
                confidence=p.one_of("confidence", ("", *CONFIDENCES), ""),
            ),
        )
        for p in part.parts("controls", needed=True)
    )


def clauses(part: Part, *, needed: bool = True) -> tuple[Placed[Clause], ...]:
    """The register of ``clauses.yaml``."""
    return tuple(
        Placed(
            p.address,
            Clause(
                id=p.id("id", CODE),
                title=p.text("title", needed=True),
                paraphrase=p.text("paraphrase", needed=True, lines=True),
                part=p.text("part", needed=True),
                basis=p.one_of("basis", BASES),
                number=p.text("number"),
            ),
        )
        for p in part.parts("clauses", needed=needed)
    )


def protocol(part: Part) -> Protocol:
    """One data protection and information sharing protocol."""
    languages = part.texts("languages", needed=True)
    for index, language in enumerate(languages):
        if not LANGUAGE.fullmatch(language):
            part.note(f"languages[{index}]", f'{shown(language)} is no language, such as "uk"')
    address = part.text("address", needed=True)
    if address and not ADDRESS.fullmatch(address):
        part.note("address", f"{shown(address)} is not a plain public https:// address")
    return Protocol(
        id=part.id("id", NAME),
        title=part.text("title", needed=True),
        publisher=part.text("publisher", needed=True),
        languages=languages,
        address=address,
        country=part.text("country"),
        published=part.text("published"),
        note=part.text("note", lines=True),
    )


def stop_conditions(part: Part) -> tuple[Placed[StopCondition], ...]:
    """The stop conditions of ``stop_conditions.yaml``."""
    return tuple(
        Placed(
            p.address,
            StopCondition(
                id=p.id("id", CODE),
                text=p.text("text", needed=True, lines=True),
                lifts=p.text("lifts", needed=True, lines=True),
                when=condition(p, "when", needed=True) or NEVER,
                place=p.text("place"),
            ),
        )
        for p in part.parts("stop_conditions", needed=True)
    )
