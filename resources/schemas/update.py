"""Write the JSON Schemas anew from the tables that the reader of packs uses.

Run from the project's folder: ``.venv/bin/python resources/schemas/update.py``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from dpia_wizard.packs.schemas import schemas  # noqa: E402


def main() -> None:
    """Write every schema, and take away the files of schemas that are no more."""
    made = schemas()
    for path in HERE.glob("*.schema.json"):
        if path.name not in made:
            path.unlink()
    for name, schema in made.items():
        text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        (HERE / name).write_text(text, encoding="utf-8", newline="\n")
        print(name)  # noqa: T201


if __name__ == "__main__":
    main()
