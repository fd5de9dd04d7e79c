"""A protocol of the register as a YAML file: the keys of ``protocols/*.yaml`` and its own."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import yaml

from dpia_wizard.core.protocol import OwnClause, RegisteredProtocol
from dpia_wizard.files import read_whole
from dpia_wizard.packs.build_catalogue import ADDRESS, LANGUAGE
from dpia_wizard.packs.load import fault
from dpia_wizard.packs.part import CODE, NAME, Enough, Faults, Part, shown
from dpia_wizard.packs.read import read

LARGEST = 1024 * 1024
"""Bytes of a file that is read; a protocol with all its clauses has some 20,000."""

_LINES = ("title", "publisher", "address", "country", "signed", "replaces")


def protocol_yaml(protocol: RegisteredProtocol) -> str:
    """*protocol* as the text of a file, the same for the same protocol; without the signed text,
    of which it names file, SHA-256 and size."""
    told: dict[str, object] = {"id": protocol.id, "edition": protocol.edition}
    for name in _LINES:
        if value := getattr(protocol, name):
            told[name] = value
    for name in ("languages", "parties", "changed"):
        if value := getattr(protocol, name):
            told[name] = list(value)
    if protocol.note:
        told["note"] = protocol.note
    if protocol.file:
        told["file"] = {
            "name": protocol.file,
            "sha256": protocol.sha256,
            "size": protocol.size,
        }
    if protocol.numbers:
        told["numbers"] = dict(protocol.numbers)
    if protocol.clauses:
        told["clauses"] = [_clause(clause) for clause in protocol.clauses]
    return yaml.dump(told, Dumper=_Quoting, allow_unicode=True, sort_keys=False, width=100)


def read_protocol_file(path: Path) -> RegisteredProtocol:
    """The protocol in a file that somebody chose. Raises `UserError`, or `PackFault` with every
    fault."""
    return read_protocol(read_whole(path, LARGEST), path.name)


def read_protocol(data: bytes, name: str = "protocol") -> RegisteredProtocol:
    """The protocol in *data*. Raises `PackFault` with every fault."""
    faults = Faults()
    found = None
    with suppress(Enough):
        found = _read(data, name, faults)
    if found is None or faults.found:
        raise fault(name, tuple(faults.found))
    return found


def _read(data: bytes, name: str, faults: Faults) -> RegisteredProtocol | None:
    if len(data) > LARGEST:
        faults.note(name, f"larger than {LARGEST:,} bytes")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        faults.note(name, "not UTF-8 text; save the file as UTF-8")
        return None
    plain, wrong = read(text)
    for found in wrong:
        faults.note(f"{name}: {found.address}" if found.address else name, found.sentence)
    if plain is None or wrong:
        return None
    part = Part(plain, f"{name}:", faults)
    made = _protocol(part)
    part.done()
    return made


def _protocol(part: Part) -> RegisteredProtocol:
    languages = part.texts("languages")
    for index, language in enumerate(languages):
        if not LANGUAGE.fullmatch(language):
            part.note(f"languages[{index}]", f'{shown(language)} is no language, such as "uk"')
    address = part.text("address")
    if address and not ADDRESS.fullmatch(address):
        part.note("address", f"{shown(address)} is not a plain public https:// address")
    file, sha256, size = _file(part.part("file", needed=False))
    published = part.text("published")
    return RegisteredProtocol(
        id=part.id("id", NAME),
        edition=part.text("edition") or published or "1",
        title=part.text("title", needed=True),
        publisher=part.text("publisher", needed=True),
        signed=part.text("signed"),
        parties=part.texts("parties"),
        languages=languages,
        address=address,
        country=part.text("country"),
        note=part.text("note", lines=True),
        replaces=part.text("replaces"),
        changed=part.texts("changed"),
        numbers=_numbers(part.part("numbers", needed=False)),
        clauses=tuple(_own(clause) for clause in part.parts("clauses")),
        file=file,
        sha256=sha256,
        size=size,
    )


def _file(part: Part | None) -> tuple[str, str, int]:
    if part is None:
        return "", "", 0
    name, sha256 = part.text("name", needed=True), part.text("sha256", needed=True)
    size = part.number("size", 0, 2**31 - 1)
    if sha256 and not (len(sha256) == 64 and set(sha256) <= set("0123456789abcdef")):
        part.note("sha256", "needs 64 digits from 0 to f")
    if any(mark in name for mark in "/\\") or name in (".", ".."):
        part.note("name", "needs the name of a file, without folders")
    part.done()
    return name, sha256, size


def _numbers(part: Part | None) -> dict[str, str]:
    if part is None:
        return {}
    found = {}
    for key in part.every_key():
        if CODE.fullmatch(key):
            found[key] = part.text(key)
    part.done()
    return found


def _own(part: Part) -> OwnClause:
    return OwnClause(
        id=part.id("id", CODE),
        number=part.text("number"),
        title=part.text("title", needed=True),
        paraphrase=part.text("paraphrase", lines=True),
        questions=part.texts("questions"),
        risks=part.texts("risks"),
        controls=part.texts("controls"),
    )


def _clause(clause: OwnClause) -> dict[str, object]:
    told: dict[str, object] = {"id": clause.id}
    for name in ("number", "title", "paraphrase"):
        if value := getattr(clause, name):
            told[name] = value
    for name in ("questions", "risks", "controls"):
        if value := getattr(clause, name):
            told[name] = list(value)
    return told


class _Quoting(yaml.SafeDumper):
    """Writes texts with a digit or a surprise in quotes, so that each is read as a text."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    plain = text.replace(" ", "").isalpha() and text.casefold() not in _WORDS
    is_key = plain or (text[:1].isalpha() and text.replace("_", "").isalnum())
    style = "" if is_key and text.casefold() not in _WORDS else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style or None)


_WORDS = frozenset(("yes", "no", "on", "off", "y", "n", "true", "false", "null"))
_Quoting.add_representer(str, _text)
