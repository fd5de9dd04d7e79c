"""The published schemas say what the reader says, as far as a schema can."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dpia_wizard.data import FORMS, RESOURCES, RISK_MATRICES
from dpia_wizard.packs.load import load_pack_folder
from dpia_wizard.packs.part import Part
from dpia_wizard.packs.read import read
from dpia_wizard.packs.schemas import schemas
from tests.packs.fits import misfits
from tests.packs.test_overlay import Put, overlay, put

__all__ = ["overlay", "put"]  # fixtures

FILES = Path(__file__).parents[1] / "files"
SHIPPED = RESOURCES / "schemas"


def schema_of(path: str, *, is_overlay: bool) -> dict[str, Any]:
    """The schema that the file at *path* has to fit."""
    folder, _, name = path.rpartition("/")
    stem = name.removesuffix(".yaml")
    match folder.rpartition("/")[2], stem:
        case "risk_matrices", _:
            kind = "matrix"
        case ("dpisp", "clauses") | ("dpisp", _) | ("protocols", _):
            kind = "clauses" if stem == "clauses" else "protocol"
        case "sections", _:
            kind = "overlay-section" if is_overlay else "section"
        case _, "pack":
            kind = "overlay" if is_overlay else "pack"
        case _:
            kind = f"overlay-{stem}" if is_overlay else stem
    made = schemas()
    return made.get(f"{kind}.schema.json") or made[f"{kind.removeprefix('overlay-')}.schema.json"]


def wrong(path: Path, *, is_overlay: bool = False) -> list[str]:
    data, faults = read(path.read_text("utf-8"))
    assert not faults
    schema = schema_of(path.as_posix(), is_overlay=is_overlay)
    return list(misfits(schema, data, schema))


def test_the_published_schemas_are_those_of_the_reader() -> None:
    shipped = {p.name: json.loads(p.read_text("utf-8")) for p in SHIPPED.glob("*.json")}
    assert shipped == json.loads(json.dumps(schemas())), "run resources/schemas/update.py"


@pytest.mark.parametrize(
    "path",
    sorted(
        path
        for folder in (FORMS, RISK_MATRICES, RESOURCES / "dpisp", FILES / "packs", FILES / "dpisp")
        for path in folder.rglob("*.yaml")
    ),
    ids=lambda path: f"{path.parent.name}/{path.name}",
)
def test_every_file_of_a_sound_pack_fits_its_schema(path: Path) -> None:
    assert wrong(path) == []


def test_every_file_of_a_sound_overlay_fits_its_schema(overlay: Path) -> None:
    for path in overlay.rglob("*.yaml"):
        assert wrong(path, is_overlay=True) == [], path


def asked(monkeypatch: pytest.MonkeyPatch, load: Path, pack: Path) -> dict[str, set[str]]:
    """What the reader asks for while it loads: keys by the address of the part, without numbers."""
    found: dict[str, set[str]] = defaultdict(set)
    whole = Part.done

    def done(part: Part) -> None:
        found[re.sub(r"\[\d+\]", "", part.address)].update(part._asked)
        whole(part)

    monkeypatch.setattr(Part, "done", done)
    load_pack_folder(load, matrices=pack.parent / "risk_matrices", protocols=pack.parent / "dpisp")
    return dict(found)


def inside(schema: Any, whole: dict[str, Any], way: list[str]) -> Iterator[dict[str, Any]]:
    """The schemas of objects at the end of *way*, a list of keys."""
    if not isinstance(schema, dict):
        return
    if "$ref" in schema:
        yield from inside(whole["$defs"][schema["$ref"].rpartition("/")[2]], whole, way)
        return
    for word in ("anyOf", "oneOf"):
        if "properties" not in schema:
            for inner in schema.get(word, ()):
                yield from inside(inner, whole, way)
    if "items" in schema:
        yield from inside(schema["items"], whole, way)
    elif not way:
        if schema.get("type") == "object":
            yield schema
    else:
        inner = schema.get("properties", {}).get(way[0])
        if inner is None:
            inner = next(iter(schema.get("patternProperties", {}).values()), None)
        yield from inside(inner, whole, way[1:])


@pytest.mark.parametrize("which", ["base", "overlay"])
def test_schema_and_reader_know_the_same_keys(
    monkeypatch: pytest.MonkeyPatch, pack: Path, overlay: Path, which: str
) -> None:
    found = asked(monkeypatch, overlay if which == "overlay" else pack, pack)
    assert len(found) > 20
    for address, keys in found.items():
        path, _, way = address.partition(":")
        of_overlay = which == "overlay" and not path.startswith(("every-kind", "dpisp", "risk_"))
        schema = schema_of(path, is_overlay=of_overlay)
        known = list(inside(schema, schema, [k for k in way.strip().split(".") if k]))
        assert known, address
        if any("patternProperties" in s for s in known):
            continue
        if len(known) > 1:  # a condition: each of its ways knows a part of the keys
            assert keys <= set().union(*(s["properties"] for s in known)), address
        else:
            if not way and path.endswith("pack.yaml") and not of_overlay:
                keys = keys - {"base"}  # this is how the reader tells a base from an overlay
            elif not way and path.endswith("pack.yaml"):
                keys = keys | {"matrix"}  # asked for where it is there
            assert keys == set(known[0]["properties"]), address


SLIPS = [
    ("pack.yaml", "id: every-kind", "id: Every Kind"),
    ("pack.yaml", "language: en", "language: fr"),
    ("pack.yaml", "matrix: child", "matrixx: child"),
    ("choices.yaml", "{id: low,", "{id: low-er,"),
    ("risks.yaml", "axis: likelihood", "axis: chance"),
    ("risks.yaml", "    mandatory: true", "    mandatory: false"),
    ("risks.yaml", "title: A colleague", "titel: A colleague"),
    ("controls.yaml", "family: physical", "family: magic"),
    ("stop_conditions.yaml", "fact: critical_not_accepted", "fact: nothing"),
    ("sections/00-record.yaml", "kind: person", "kind: people"),
    ("sections/00-record.yaml", "kind: person", "kind: table"),
    ("sections/00-record.yaml", "    compute: reference\n", ""),
    ("sections/00-record.yaml", 'number: "0.4"', 'number: "four"'),
    ("sections/01-safeguards.yaml", "at_least: 1", "at_least: -1"),
    ("sections/01-safeguards.yaml", "kind: multi, choices: channels", "kind: multi"),
    ("sections/01-safeguards.yaml", "depth: full", "depth: fuller"),
    ("../dpisp/small-protocol.yaml", "address: https", "address: http"),
    ("../dpisp/clauses.yaml", "basis: sister", "basis: rumour"),
    ("../risk_matrices/child-protection-4x4.yaml", 'in_place: "1/2"', 'in_place: "2"'),
    ("../risk_matrices/child-protection-4x4.yaml", "sign: ring", "sign: star"),
]


@pytest.mark.parametrize(("file", "old", "new"), SLIPS)
def test_a_slip_that_a_schema_can_see_is_seen_by_both(
    pack: Path, file: str, old: str, new: str
) -> None:
    path = pack / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    assert wrong(path) != []
    with pytest.raises(Exception, match="cannot be used"):
        load_pack_folder(
            pack, matrices=pack.parent / "risk_matrices", protocols=pack.parent / "dpisp"
        )


def test_an_overlay_that_a_schema_refuses_is_refused(put: Put) -> None:
    folder = put({"pack.yaml": {"phases": []}})
    assert wrong(folder / "pack.yaml", is_overlay=True) != []
