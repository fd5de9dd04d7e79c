"""Bring the PO files up to date with the words in the code and in the shipped packs.

Run from the project's folder: ``.venv/bin/python resources/translations/update.py``. What is
translated stays; what the English no longer says goes; what is new comes in empty. A country
group's pack has its own ``lang/<code>.po`` and needs nothing of this.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from dpia_wizard.data import FORMS, RESOURCES, RISK_MATRICES  # noqa: E402
from dpia_wizard.packs.load import (  # noqa: E402
    DEFAULT_FORM,
    load_matrix,
    load_pack,
    shipped_matrices,
)
from dpia_wizard.packs.words import (  # noqa: E402
    Addressed,
    form_words,
    matrix_words,
    protocol_words,
)
from dpia_wizard.texts import LANGUAGES, SOURCE_LANGUAGE  # noqa: E402

SAID_BY = {
    "_",
    "words",
    "count",
    "UserError",
    "StorageTrouble",
    "WrongPassphrase",
    "FileTooNew",
    "NotAllowed",
    "PackFault",
}
"""The functions whose first text is a sentence for people; ``count`` has two, for one and many."""

HEADER = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3"
    " : n%100>=11 ? 4 : 5);",
    "fr": "nplurals=2; plural=(n > 1);",
    "es": "nplurals=2; plural=(n != 1);",
    "uk": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4"
    " && (n%100<10 || n%100>=20) ? 1 : 2);",
}
Message = tuple[str, str, str]  # context, one, many


def program_messages() -> Iterator[Message]:
    """The sentences in the code, each once."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "dpia_wizard").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in SAID_BY:
                texts = [arg.value for arg in node.args[:2] if _is_text(arg)]
                is_count = _name(node.func) == "count"
                if texts and (len(texts) == 2 or not is_count):
                    found.setdefault(texts[0], texts[1] if is_count else "")
    for one, many in found.items():
        yield "", one, many


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def addressed(words: Iterable[Addressed]) -> Iterator[Message]:
    """The texts of packs, each address once."""
    for context, text in dict(words).items():
        if text:
            yield context, text, ""


def all_matrices() -> Iterator[Message]:
    """The texts of every shipped matrix; they share one file, and one translation where they
    say the same at the same address."""
    found = (message for id in shipped_matrices() for message in _of_matrix(id))
    yield from dict.fromkeys(found)


def _of_matrix(id: str) -> Iterator[Message]:
    return addressed(matrix_words(load_matrix(id)))


def catalogues(language: str) -> dict[Path, list[Message]]:
    """Every PO file of *language* with the messages it should have."""
    pack = load_pack()
    return {
        RESOURCES / "translations" / f"{language}.po": list(program_messages()),
        FORMS / DEFAULT_FORM / "lang" / f"{language}.po": list(addressed(form_words(pack))),
        RISK_MATRICES / "lang" / f"{language}.po": list(all_matrices()),
        RESOURCES / "dpisp" / "lang" / f"{language}.po": list(addressed(protocol_words(pack))),
    }


def updated(path: Path, language: str, messages: Iterable[Message]) -> polib.POFile:
    """The PO file at *path* with exactly *messages*, keeping what is translated."""
    old = polib.pofile(str(path), encoding="utf-8") if path.exists() else polib.POFile()
    kept = {(entry.msgctxt or "", entry.msgid): entry for entry in old}
    new = polib.POFile(wrapwidth=98)
    new.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": HEADER[language],
    }
    forms = int(HEADER[language].split("nplurals=")[1].split(";")[0])
    for context, one, many in messages:
        entry = kept.get((context, one))
        if entry is None or bool(entry.msgid_plural) is not bool(many):
            entry = polib.POEntry(msgctxt=context or None, msgid=one, msgid_plural=many)
            if many:
                entry.msgstr_plural = dict.fromkeys(range(forms), "")
        new.append(entry)
    return new


def main() -> None:
    """Update every PO file and say what is still to translate."""
    for language in LANGUAGES:
        if language == SOURCE_LANGUAGE:
            continue
        for path, messages in catalogues(language).items():
            path.parent.mkdir(exist_ok=True)
            file = updated(path, language, messages)
            file.save(str(path))
            print(path.relative_to(ROOT), len(file.translated_entries()), "of", len(file))  # noqa: T201


if __name__ == "__main__":
    main()
