"""Begin a pack of one's own: a copy of a base, or an overlay with examples to take over."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.errors import UserError
from dpia_wizard.files import write_whole
from dpia_wizard.packs.locks import LOCKED_SECTIONS
from dpia_wizard.packs.part import NAME
from dpia_wizard.packs.source import Origin, languages
from dpia_wizard.packs.to_fill import PUBLISHER


def begin(folder: Path, base: Pack, *, id: str, title: str, overlay: bool) -> tuple[str, ...]:
    """Write the files of a new pack to *folder*, which must be new or empty; gives their names.

    An overlay's folder has the name of its id, so that it is found beside its base.
    """
    if not NAME.fullmatch(id):
        raise UserError(
            "{id} cannot be the id of a pack: write small letters and digits with single hyphens.",
            id=id,
        )
    if not title.strip() or not title.isprintable():
        raise UserError("A pack needs a title of one line.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError("{path} is there already. Name a new folder.", path=folder)
    files = _overlay(base, id, title) if overlay else _copy(base, id, title)
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)
    return tuple(files)


def prefix_of(id: str) -> str:
    """What the own ids of an overlay begin with, so that they never meet those of the base."""
    words = id.split("-")
    return "".join(word[0] for word in words) if len(words) > 1 else id[:3]


def _copy(base: Pack, id: str, title: str) -> dict[str, bytes]:
    origin = base.origin
    if not isinstance(origin, Origin) or len(origin.layers) > 1:
        raise UserError(
            "{id} is an overlay and cannot be copied alone. Begin an overlay on it with --overlay.",
            id=base.ref.id,
        )
    files: dict[str, bytes] = {}
    for where, layer in (("", origin.layers[0]), ("dpisp/", origin.register)):
        files |= {f"{where}{name}": data for name, data in layer.files}
        for code in languages(layer.source):
            files[f"{where}lang/{code}.po"] = layer.source.po(code) or b""
    head = files["pack.yaml"].decode("utf-8")
    own = {"id": id, "edition": '"1"', "title": json.dumps(title), "publisher": PUBLISHER}
    for key, value in own.items():
        line = f"{key}: {value}".replace("\\", "\\\\")
        head = re.sub(rf"(?m)^{key}:.*$", line, head, count=1)
    files["pack.yaml"] = head.encode()
    return files


def _overlay(base: Pack, id: str, title: str) -> dict[str, bytes]:
    facts = _facts(base, id, title)
    found = {}
    for name, text in _FILES.items():
        for key, value in facts.items():
            text = text.replace(f"<{key}>", value)
        found[name] = text.encode()
    return found


def _facts(base: Pack, id: str, title: str) -> Mapping[str, str]:
    """What the examples take from the base, so that each of them fits it."""
    section = next(
        section
        for section in base.form.sections
        if section.page == "questions" and section.questions and section.id not in LOCKED_SECTIONS
    )
    risk = base.risks[0]
    prefix = prefix_of(id)
    return {
        "id": id,
        "title": json.dumps(title, ensure_ascii=False),
        "base": base.ref.id,
        "edition": json.dumps(base.ref.edition),
        "section": section.id,
        "number": str(section.number),
        "after": section.questions[-1].id,
        "prefix": prefix,
        "code": prefix.upper() if prefix[0].isalpha() else f"X{prefix.upper()}",
        "group": base.groups[0].id,
        "likelihood": risk.likelihood,
        "severity": risk.severity,
        "control": risk.controls[0].control if risk.controls else base.controls[0].id,
        "clause": base.clauses[0].id,
    }


_FILES = {
    "pack.yaml": """\
# An overlay: what stands here is put on the base, and everything else comes from there.
# Lines that begin with # are notes and examples. Take the # (and the blank after it) away to
# use an example. Check as often as you like: dpia-wizard check-pack FOLDER
id: <id>
edition: "1"
title: <title>
publisher: Write who publishes this
licence: Apache-2.0
source: Write what this rests on, and who agreed to it.
base: {id: <base>, edition: <edition>}
# country: Write the country's name
#
# What the base has and you do not need. What is locked, critical or mandatory stays.
# hides:
#   questions: []
#   risks: []
#   controls: []
#   choices: []
""",
    "questions.yaml": """\
# Your own questions. "section" says where, "after" behind which question (else at the end).
# Ids begin with the section's id; <prefix>_ keeps yours apart from those of the base for ever.
# questions:
#   - section: <section>
#     after: <after>
#     id: <section>.<prefix>_agreed
#     number: "<number>.91"
#     label: Has the Working Group agreed to this?
#     kind: ypnu
#     help:
#       why: Write why this is asked, for somebody who is tired.
#   - section: <section>
#     after: <section>.<prefix>_agreed
#     id: <section>.<prefix>_who_agreed
#     number: "<number>.92"
#     label: Who agreed, and when?
#     kind: text
#     when: {question: <section>.<prefix>_agreed, is: ["yes", "partly"]}
questions: []  # take this line away once you have one of your own
""",
    "risks.yaml": """\
# Your own risks, with groups of the base or your own, and controls of the base or your own.
# risks:
#   - id: <code>1
#     title: Write in one line what may happen
#     group: <group>
#     threat_source: Who or what
#     event: What they do
#     vulnerability: What makes it possible
#     harm: What happens to the child.
#     affected: Which children
#     likelihood: <likelihood>
#     severity: <severity>
#     controls:
#       - {control: <control>, axis: likelihood, strength: moderate}
#     clauses: [<clause>]
#     mandatory: true
risks: []  # take this line away once you have one of your own
""",
    "clauses.yaml": """\
# The numbers that clauses have in your signed protocol, by our id, and clauses of your own.
# numbers:
#   <clause>: "1.1"
# clauses:
#   - id: <code>C1
#     title: The clause's title
#     part: The part it stands in
#     basis: stated
#     number: "1.2"
#     paraphrase: What it says, in one sentence of your own.
clauses: []  # take this line away once you have one of your own
""",
}
