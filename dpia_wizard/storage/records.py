"""Records as rows: one table per kind, a column per field, the SQL of each made once."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from dpia_wizard.codec import KINDS
from dpia_wizard.core.model import Answer, Assessment, Record, Row
from dpia_wizard.storage.connection import Connection

AS_JSON = {(Answer, "value"), (Answer, "aside"), (Row, "cells")}
"""Fields whose value has parts, kept as JSON."""


@dataclass(frozen=True, slots=True)
class Table:
    """The table of one kind of record, with its statements."""

    kind: type[Record]
    put: str
    take: str
    read: str
    read_one: str
    write_value: tuple[Callable[[Any], object] | None, ...]
    read_value: tuple[tuple[int, Callable[[Any], object]], ...]


def _table(name: str, kind: type[Record]) -> Table:
    columns = [(part.name, str(part.type)) for part in fields(kind)]
    names = ", ".join(column for column, _ in columns)
    places = ", ".join("?" * len(columns))
    has_parts = [(kind, column) in AS_JSON for column, _ in columns]
    # Names come from our own records and never from data.
    return Table(
        kind=kind,
        put=f"REPLACE INTO {name} (assessment, {names}) VALUES (?, {places})",  # noqa: S608
        take=f"DELETE FROM {name} WHERE assessment = ? AND id = ?",  # noqa: S608
        read=f"SELECT {names} FROM {name} WHERE assessment = ? ORDER BY id",  # noqa: S608
        read_one=f"SELECT {names} FROM {name} WHERE assessment = ? AND id = ?",  # noqa: S608
        write_value=tuple(_to_json if parts else None for parts in has_parts),
        read_value=tuple(
            (place, _from_json if parts else bool)
            for place, ((_, written), parts) in enumerate(zip(columns, has_parts, strict=True))
            if parts or written == "bool"
        ),
    )


def put_record(connection: Connection, assessment: str, record: Record) -> None:
    """Put *record* in, in the place of one with the same id."""
    table = _BY_KIND[type(record)]
    values = [
        getattr(record, name) if write is None else write(getattr(record, name))
        for name, write in zip(record.__slots__, table.write_value, strict=True)
    ]
    connection.execute(table.put, (assessment, *values))


def take_record(connection: Connection, assessment: str, record: Record) -> None:
    """Take the record with the id of *record* out."""
    connection.execute(_BY_KIND[type(record)].take, (assessment, record.id))


def read_records(connection: Connection, assessment: str) -> dict[str, dict[str, Record]]:
    """The collections of an assessment."""
    found: dict[str, dict[str, Record]] = {}
    for name, table in TABLES.items():
        rows = connection.execute(table.read, (assessment,))
        records = (_record(table, values) for values in rows)
        found[name] = {record.id: record for record in records}
    return found


def read_record(
    connection: Connection, kind: type[Record], assessment: str, id: str
) -> Record | None:
    """One record of an assessment, or None."""
    table = _BY_KIND[kind]
    values = connection.execute(table.read_one, (assessment, id)).fetchone()
    return None if values is None else _record(table, values)


def read_assessment(connection: Connection, id: str) -> Assessment | None:
    """The assessment *id* as it is kept, or None."""
    row = connection.execute(_READ_HEAD, (id,)).fetchone()
    if row is None:
        return None
    collections: dict[str, Any] = read_records(connection, id)
    reference, created = row
    return Assessment(id, reference, created, **collections)


def put_head(connection: Connection, assessment: Assessment, at: str, by: str) -> None:
    """Put the identity of a new assessment in; its records are put one by one."""
    head = (assessment.id, assessment.reference, assessment.created)
    connection.execute(_PUT_HEAD, (*head, at, by))


def _record(table: Table, values: tuple[Any, ...]) -> Record:
    parts = list(values)
    for place, read in table.read_value:
        parts[place] = read(parts[place])
    return table.kind(*parts)


def _to_json(value: Any) -> str:
    if isinstance(value, Mapping):
        value = dict(value)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _from_json(text: str) -> object:
    value = json.loads(text)
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, dict):
        return {key: tuple(cell) if isinstance(cell, list) else cell for key, cell in value.items()}
    return value


_READ_HEAD = "SELECT reference, created FROM assessments WHERE id = ?"
_PUT_HEAD = """
INSERT INTO assessments (id, reference, created, changed_at, changed_by) VALUES (?, ?, ?, ?, ?)
"""

TABLES: Mapping[str, Table] = {name: _table(name, kind) for name, kind in KINDS.items()}
_BY_KIND: Mapping[type[Record], Table] = {table.kind: table for table in TABLES.values()}
