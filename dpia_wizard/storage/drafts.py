"""What is begun in forms and not said yet: kept with an assessment, in none of its records."""

from __future__ import annotations

import json
from collections.abc import Mapping

from dpia_wizard.storage.connection import Connection


def drafts(connection: Connection, id: str) -> dict[str, dict[str, str]]:
    """The words begun in each form of the assessment *id*, by the names of their fields."""
    rows = connection.execute("SELECT form, words FROM drafts WHERE assessment = ?", (id,))
    return {
        form: {name: str(text) for name, text in json.loads(words).items()} for form, words in rows
    }


def put_draft(connection: Connection, id: str, form: str, words: Mapping[str, str]) -> None:
    """Keep the *words* begun in *form*; without words it is forgotten."""
    if words:
        told = json.dumps(dict(words), ensure_ascii=False, separators=(",", ":"))
        connection.execute("REPLACE INTO drafts VALUES (?, ?, ?)", (id, form, told))
    else:
        connection.execute("DELETE FROM drafts WHERE assessment = ? AND form = ?", (id, form))
