"""A small judge of the JSON Schemas that we publish: the words of the standard that they use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

KNOWN = {
    "$schema", "title", "$defs", "$ref", "type", "properties", "required", "additionalProperties",
    "patternProperties", "items", "minItems", "maxItems", "uniqueItems", "enum", "const", "pattern",
    "minLength", "maxLength", "minimum", "maximum", "anyOf", "oneOf", "allOf", "if", "then", "else",
    "dependentRequired",
}  # fmt: skip
TYPES = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool}


def misfits(schema: Any, value: Any, whole: Mapping[str, Any], at: str = "") -> Iterator[str]:
    """Where *value* does not fit *schema*, which stands in *whole*."""
    if isinstance(schema, bool):
        if not schema:
            yield f"{at}: is not allowed"
        return
    assert schema.keys() <= KNOWN, schema.keys() - KNOWN
    if "$ref" in schema:
        yield from misfits(whole["$defs"][schema["$ref"].rpartition("/")[2]], value, whole, at)
    kind = TYPES.get(schema.get("type", ""))
    is_number = kind is int and isinstance(value, bool)
    if kind is not None and (is_number or not isinstance(value, kind)):
        yield f"{at}: is no {schema['type']}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is none of {schema['enum']}"
    if "const" in schema and value != schema["const"]:
        yield f"{at}: is not {schema['const']!r}"
    for inner in schema.get("allOf", ()):
        yield from misfits(inner, value, whole, at)
    for word, least, most in (("anyOf", 1, 99), ("oneOf", 1, 1)):
        if word in schema:
            fitting = [s for s in schema[word] if not any(misfits(s, value, whole, at))]
            if not least <= len(fitting) <= most:
                yield f"{at}: fits {len(fitting)} of {word}"
    if "if" in schema:
        way = "else" if any(misfits(schema["if"], value, whole, at)) else "then"
        yield from misfits(schema.get(way, True), value, whole, at)
    if isinstance(value, dict):
        yield from _object(schema, value, whole, at)
    elif isinstance(value, list):
        yield from _array(schema, value, whole, at)
    elif isinstance(value, str):
        if "pattern" in schema and not re.search(schema["pattern"], value):
            yield f"{at}: {value!r} is not like {schema['pattern']}"
        if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", 10**9):
            yield f"{at}: has no good length"
    elif type(value) is int and not (
        schema.get("minimum", value) <= value <= schema.get("maximum", value)
    ):
        yield f"{at}: {value} is out of range"


def _object(
    schema: Mapping[str, Any], value: Mapping[str, Any], whole: Mapping[str, Any], at: str
) -> Iterator[str]:
    for key in schema.get("required", ()):
        if key not in value:
            yield f"{at}.{key}: is missing"
    for key, needed in schema.get("dependentRequired", {}).items():
        if key in value and not set(needed) <= value.keys():
            yield f"{at}.{key}: needs {needed}"
    for key, inner in value.items():
        here = f"{at}.{key}"
        fitting = [s for p, s in schema.get("patternProperties", {}).items() if re.search(p, key)]
        if key in schema.get("properties", {}):
            fitting.append(schema["properties"][key])
        elif not fitting:
            fitting.append(schema.get("additionalProperties", True))
        for found in fitting:
            yield from misfits(found, inner, whole, here)


def _array(
    schema: Mapping[str, Any], value: list[Any], whole: Mapping[str, Any], at: str
) -> Iterator[str]:
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", 10**9):
        yield f"{at}: has {len(value)} entries"
    if schema.get("uniqueItems") and len({repr(v) for v in value}) < len(value):
        yield f"{at}: has one twice"
    for index, inner in enumerate(value):
        yield from misfits(schema.get("items", True), inner, whole, f"{at}[{index}]")
