"""The types of an XLSForm, and the kind of question or column that each becomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dpia_wizard.core.form import Kind


@dataclass(frozen=True, slots=True)
class Type:
    """A type as written: ``word`` for what it is, the list of choices, and whether other is one."""

    word: str
    list_name: str = ""
    or_other: bool = False


_SELECTS: Final = {
    "add select one prompt using": "select_one",
    "add select multiple prompt using": "select_multiple",
    "select all that apply from": "select_multiple",
    "select one from": "select_one",
    "select one": "select_one",
    "select1": "select_one",
    "select_one": "select_one",
    "select all that apply": "select_multiple",
    "select multiple": "select_multiple",
    "select_multiple": "select_multiple",
    "rank": "rank",
}
_ALIASES: Final = {
    "int": "integer", "string": "text", "datetime": "dateTime", "photo": "image",
    "begin_loop": "begin_repeat", "end_loop": "end_repeat", "trigger": "acknowledge",
    "begin_lgroup": "begin_repeat", "end_lgroup": "end_repeat",
}  # fmt: skip

KIND: Final[dict[str, Kind]] = {
    "text": "text",
    "integer": "number",
    "date": "date",
    "select_one": "single",
    "select_multiple": "multi",
    "decimal": "text",
    "time": "text",
    "dateTime": "text",
    "range": "number",
    "rank": "multi",
    "select_one_from_file": "text",
    "select_multiple_from_file": "text",
    "select_one_external": "text",
    "file": "file",
}
"""What becomes a question, and of which kind."""

CHANGED: Final = {
    "decimal": "comes in as text: a number of a pack is a whole one",
    "time": "comes in as text",
    "dateTime": "comes in as text",
    "range": "comes in as a whole number without bounds",
    "rank": "comes in as a choice of several, without their order",
    "select_one_from_file": "comes in as text, because its choices are in another file",
    "select_multiple_from_file": "comes in as text, because its choices are in another file",
    "select_one_external": "comes in as text, because its choices are on another sheet",
    "file": "comes in as a reference: what it is called, where it is kept, its date",
}
"""What is told of the types that become something a little different."""

_NOTHING: Final = {
    **dict.fromkeys(("note",), "a pack has no notes between questions"),
    **dict.fromkeys(("calculate", "hidden"), "nothing is calculated in a pack"),
    **dict.fromkeys(
        ("image", "audio", "video", "barcode", "geopoint", "geotrace", "geoshape",
         "background-audio", "background-geopoint"),
        "an assessment holds no pictures, recordings or positions",
    ),
    **dict.fromkeys(("acknowledge",), "a pack has nothing to acknowledge"),
    **dict.fromkeys(
        ("start", "end", "today", "deviceid", "subscriberid", "simserial", "phonenumber",
         "username", "email", "audit", "start-geopoint", "xml-external", "csv-external"),
        "the program has no such fact about who answers and when",
    ),
}  # fmt: skip


def type_of(text: str) -> Type:
    """The type that *text* names."""
    words = " ".join(text.split())
    lower = words.lower()
    for written, word in _SELECTS.items():
        if lower.startswith(f"{written} "):
            rest = words[len(written) :].split()
            or_other = [part.lower() for part in rest[1:]] in (["or_other"], ["or", "other"])
            return Type(word, rest[0], or_other or "or specify other" in lower)
    first = lower.partition(" ")[0]
    if first in ("select_one_from_file", "select_multiple_from_file", "select_one_external"):
        return Type(first)
    word = lower.replace(" ", "_") if lower.startswith(("begin", "end")) else lower
    return Type(_ALIASES.get(word, word))


def why_nothing(word: str) -> str:
    """Why a type becomes no question."""
    return _NOTHING.get(word, "this type is not known here")
