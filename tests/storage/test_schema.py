"""The shape of the file: as written down, and as the records are."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from dpia_wizard.codec import KINDS
from dpia_wizard.core.summary import Summary
from dpia_wizard.storage import migrations
from dpia_wizard.storage.store import Store

WRITTEN_DOWN = Path(__file__).parent / "schema.sql"


def schema(store: Store) -> str:
    statements = store._connection.execute(
        "SELECT sql FROM sqlite_master "
        "WHERE sql IS NOT NULL AND name NOT LIKE 'letters_%' ORDER BY name"
    )
    return "\n".join(f"{sql};\n" for (sql,) in statements)


def columns(store: Store, table: str) -> list[str]:
    return [row[1] for row in store._connection.execute(f"PRAGMA table_info({table})")]


def test_the_schema_after_all_migrations_is_the_one_written_down(store: Store) -> None:
    assert schema(store) == WRITTEN_DOWN.read_text(encoding="utf-8")


def test_the_fields_of_every_record_are_the_columns_of_its_table(store: Store) -> None:
    for name, kind in KINDS.items():
        assert columns(store, name) == ["assessment", *(part.name for part in fields(kind))]


def test_the_fields_of_a_summary_are_the_columns_of_its_table(store: Store) -> None:
    assert columns(store, "summaries") == ["assessment", *(part.name for part in fields(Summary))]


def test_every_table_of_ours_is_strict(store: Store) -> None:
    tables = store._connection.execute("PRAGMA table_list").fetchall()
    ours = [row for row in tables if row[2] == "table" and not row[1].startswith(("sqlite_", "_"))]
    assert len(ours) > len(KINDS)
    assert [row[1] for row in ours if not row[5]] == []


def test_the_file_says_what_it_is_and_through_which_migrations_it_went(store: Store) -> None:
    assert store._connection.execute("PRAGMA application_id").fetchone() == (0x44504941,)
    assert store._connection.execute("PRAGMA user_version").fetchone() == (len(migrations.NAMES),)
    assert migrations.applied(store._connection) == migrations.NAMES


def test_the_migrations_known_by_name_are_the_functions_there_are() -> None:
    functions = [name for name in vars(migrations) if name.startswith("m0")]
    assert tuple(functions) == migrations.NAMES
    assert functions == sorted(functions)
