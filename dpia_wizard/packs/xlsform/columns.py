"""The head of a sheet: which column holds which text in which language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from dpia_wizard.texts import SOURCE_LANGUAGE

NAMES: Final = {
    "am": "Amharic", "ar": "Arabic", "bn": "Bengali", "en": "English", "es": "Spanish",
    "fa": "Persian", "fr": "French", "ha": "Hausa", "ku": "Kurdish", "my": "Burmese",
    "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "so": "Somali", "sw": "Swahili", "ti": "Tigrinya", "tr": "Turkish", "uk": "Ukrainian",
    "ur": "Urdu",
}  # fmt: skip
"""Languages by their codes, as heads of columns name them."""

OWN: Final = "dpia::"
"""What our own columns begin with; in the sheet of choices ``dpia_``, because a converter makes
names of these."""

_CODES: Final = {name.lower(): code for code, name in NAMES.items()} | {
    "dari": "fa", "farsi": "fa", "français": "fr", "español": "es", "العربية": "ar",
    "українська": "uk", "português": "pt", "kiswahili": "sw", "русский": "ru",
}  # fmt: skip
_TAIL = re.compile(r"\(\s*([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)\s*\)\s*$")
_CODE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_OTHERS: Final = {
    "relevance": "relevant",
    "calculate": "calculation",
    "caption": "label",
    "list name": "list_name",
    "command": "type",
}
NO_LANGUAGE: Final = "-"
"""In the place of a code: the column names no language."""


def head(text: str, language: str) -> str:
    """The head of the column for *text* in the language with that code."""
    return f"{text}::{language_name(language)}"


def language_name(code: str) -> str:
    """What a language is called in heads: ``Arabic (ar)``."""
    return f"{NAMES.get(code, code)} ({code})"


def choice_hint(language: str) -> str:
    """The head of the column for the hints of choices."""
    return "dpia_hint" if language == SOURCE_LANGUAGE else f"dpia_hint_{language}"


def parsed(text: str) -> tuple[str, str]:
    """What a head names: the text or fact, and the language; "" for one that is not known."""
    if text.startswith("dpia_hint"):
        return "dpia_hint", text.removeprefix("dpia_hint").removeprefix("_") or SOURCE_LANGUAGE
    own = text.lower().startswith(OWN)
    rest = text[len(OWN) :] if own else text
    name, sign, said = rest.partition("::")
    if not sign and not own:
        name, sign, said = rest.partition(":")
        if name.strip().lower() in ("media", "bind", "jr", "body", "dpia"):
            name, sign, said = rest, "", ""
    name = " ".join(name.split()).lower()
    name = _OTHERS.get(name, name)
    return (OWN + name if own else name), (_language(said.strip()) if sign else NO_LANGUAGE)


def _language(said: str) -> str:
    tail = _TAIL.search(said)
    if tail:
        return tail[1].lower() if len(tail[1]) < 4 else tail[1]
    if said.lower() in _CODES:
        return _CODES[said.lower()]
    return said.lower() if _CODE.fullmatch(said) and len(said) < 4 else ""


def source_of(languages: Iterable[str], default: str) -> str:
    """The language that the texts of the pack itself are in: English where it is there."""
    found = list(dict.fromkeys(code for code in languages if code))
    if SOURCE_LANGUAGE in found or not found:
        return SOURCE_LANGUAGE
    said = _language(default) if default else ""
    if said in found:
        return said
    return NO_LANGUAGE if NO_LANGUAGE in found else found[0]
