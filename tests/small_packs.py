"""Editions of a small pack, made by changing its files, as archives that a colleague hands on."""

from __future__ import annotations

import shutil
from pathlib import Path

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.packs.archive import archive_of
from dpia_wizard.packs.load import load_pack_folder

EVERY_KIND = Path(__file__).parent / "files" / "packs" / "every-kind"


def small_pack(
    folder: Path, edition: str, *changes: tuple[str, str, str], id: str = "every-kind"
) -> Pack:
    """The small pack as *edition*; each change names a file, what is in it, and what will be."""
    target = folder / f"{id}-{edition}" / id
    shutil.copytree(EVERY_KIND, target)
    head = (
        ("pack.yaml", 'edition: "1"', f'edition: "{edition}"'),
        ("pack.yaml", "id: every-kind", f"id: {id}"),
    )
    for name, before, after in (*head, *changes):
        file = target / name
        text = file.read_text(encoding="utf-8")
        assert before in text, (name, before)
        file.write_text(text.replace(before, after), encoding="utf-8")
    return load_pack_folder(target)


def small_archive(
    folder: Path, edition: str, *changes: tuple[str, str, str], id: str = "every-kind"
) -> Path:
    """The same as a file to install."""
    path = folder / f"{id}-{edition}.dpia-pack.zip"
    path.write_bytes(archive_of(small_pack(folder, edition, *changes, id=id)))
    return path


RECORD = "sections/00-record.yaml"
SAFEGUARDS = "sections/01-safeguards.yaml"

NEW = '  - id: safeguards.basis\n    number: "1.0"\n    label: On what basis?\n    kind: text\n'

ANOTHER = (
    (RECORD, "label: How many children are in it?", "label: How many children are told of?"),
    (RECORD, "      - {id: photos, label: Photographs of children are taken}\n", ""),
    (RECORD, 'number: "0.6"', 'number: "0.60"'),
    (
        SAFEGUARDS,
        "  - id: safeguards.purpose\n",
        NEW + "  - id: safeguards.purpose\n",
    ),
    ("risks.yaml", "harm: The child is sent back to danger.", "harm: The child is sent back."),
)
"""What is another in the second edition: words, a choice, a number, a question, a risk's words."""
