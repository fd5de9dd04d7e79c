"""Libraries of any size, made through the program and then copied inside the database.

Fifty assessments (about 60 answers and 30 risks each, in four languages) are put in as people
would do it; the rest are copies of them with titles, references and texts of their own. History
and search index come along, as if each had been typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

from dpia_wizard.core.catalogue import Pack
from dpia_wizard.core.form import Question
from dpia_wizard.core.model import Answer, Assessment, Decision, Risk, pinned
from dpia_wizard.core.people import Person
from dpia_wizard.gui.settings import Settings, save
from dpia_wizard.storage.connection import Connection, connect, disconnect
from dpia_wizard.storage.records import TABLES
from dpia_wizard.storage.search import INDEXED, TITLES
from dpia_wizard.storage.store import DATABASE
from dpia_wizard.workspace.at_work import works_now
from dpia_wizard.workspace.example import (
    AUTHOR,
    BEGUN,
    FINISHED,
    TODAY,
    ExampleWorld,
    make_examples,
)
from dpia_wizard.workspace.library import Library, shipped_pack
from dpia_wizard.workspace.library_keys import NewKeys, new_keys
from dpia_wizard.workspace.people import new_key

PATTERNS = 50
ANSWERS, RISKS = 60, 30
SENTENCES = (
    "Caseworkers agree hand-overs in private chats and nobody has looked at that yet",
    "The paper files stand in a locked cabinet and two people have its keys",
    "يتفق العاملون على تسليم الملفات في محادثات خاصة ولم يراجع أحد ذلك بعد",
    "تحفظ البيانات الشخصية للأطفال في خزانة مقفلة لدى منسق الحالات",
    "Працівники домовляються про передачу справ у приватних чатах",
    "L’équipe s’accorde sur les transferts par messagerie privée",
)
RARE = "Hippopotamus"
"""A word that stands once in a library, in the text that was typed first."""


@dataclass(frozen=True, slots=True)
class Made:
    """A library on the disk, how to open it, and the ids of both examples in it."""

    folder: Path
    key: bytes
    finished: str
    begun: str


@dataclass(slots=True)
class Libraries:
    """Makes each library once and keeps it in *folder* for the length of the run."""

    folder: Path
    _made: dict[int, Made] = field(default_factory=dict)
    _registers: dict[int, Made] = field(default_factory=dict)

    def of(self, count: int) -> Made:
        """The library with *count* assessments and the two examples."""
        if count not in self._made:
            self._made[count] = _make(self.folder / str(count), count)
        return self._made[count]

    def register(self, risks: int) -> Made:
        """The library with one assessment of so many risks."""
        from benchmarks.registers import long_register

        if risks not in self._registers:
            self._registers[risks] = long_register(self.folder / f"register-{risks}", risks)
        return self._registers[risks]


@contextmanager
def new_library(folder: Path) -> Iterator[tuple[Library, bytes, ExampleWorld]]:
    """A library to fill, with its key; how the window shows it is settled once it is closed."""
    keys, world = _keys(), ExampleWorld()
    with Library.create_with(folder, keys, world=world) as library:
        yield library, keys.key, world
    save(folder, Settings(language="en", theme="light", maximised=False))


def _make(folder: Path, count: int) -> Made:
    patterns = min(count, PATTERNS)
    with new_library(folder) as (library, key, world):
        for number in range(patterns):
            library.add(_pattern(shipped_pack(), number), by="Benchmark")
        examples = make_examples(library, world)
        works_now(library, _author(library).id)  # else what is in review hides its levels
        library.store.index()
    _copy(folder, key, patterns, count)
    return Made(folder, key, examples[FINISHED], examples[BEGUN])


def _author(library: Library) -> Person:
    key = new_key("a benchmark signs nothing")
    return library.people.add(key, name="Author", post=AUTHOR, role="author")


@cache
def _keys() -> NewKeys:
    return new_keys("three plain words for a benchmark")


# Patterns


def some_answers(pack: Pack, random: Random) -> dict[str, Answer]:
    """Answers to `ANSWERS` questions by chance."""
    questions = list(pack.form.by_id.values())
    asked = random.sample(questions, min(ANSWERS, len(questions)))
    return {q.id: Answer(q.id, _value(q, random)) for q in asked}


def _pattern(pack: Pack, number: int) -> Assessment:
    random = Random(number)  # noqa: S311 -- the same library every time
    answers = some_answers(pack, random)
    title = f"{random.choice(SENTENCES)[:60].rsplit(' ', 1)[0]}, office {number}"
    answers["record.title"] = Answer("record.title", title)
    if number == 0:
        answers["record.title"] = Answer("record.title", title, RARE)
    answers["review.next"] = Answer("review.next", f"2027-{number % 12 + 1:02}-15")
    risks = {
        risk.id: Risk(
            risk.id,
            harm=_said(random),
            severity=random.choice(pack.matrix.severities).id,
            severity_reason=_said(random),
            likelihood=random.choice(pack.matrix.likelihoods).id,
            likelihood_reason=_said(random),
            evidence="judgement",
        )
        for risk in pack.risks[:RISKS]
    }
    sent = {"sent": Decision("sent", "sent", "Focal point", f"{TODAY}T08:00:00+00:00")}
    return Assessment(
        id=f"{number:012x}0000",
        reference=f"DPIA-2025-{number:05}",
        created="2025-11-21",
        pins=pinned(pack.ref, pack.matrix_ref),
        answers=answers,
        risks=risks,
        decisions=sent if number % 3 == 0 else {},
    )


def _value(question: Question, random: Random) -> str | int | tuple[str, ...]:
    choices = [choice.id for choice in question.choices]
    match question.kind:
        case "single" | "scale" if choices:
            return random.choice(choices)
        case "multi" if choices:
            return (random.choice(choices),)
        case "date":
            return "2026-05-17"
        case "number":
            return random.randrange(1000)
        case "ypnu" | "measure":
            return random.choice(("yes", "partly", "no", "unknown"))
    return _said(random)


def _said(random: Random) -> str:
    return f"{random.choice(SENTENCES)} ({random.randrange(10_000)})"


# Copies


def _copy(folder: Path, key: bytes, patterns: int, count: int) -> None:
    connection = connect(folder / DATABASE, key)
    try:
        connection.execute("PRAGMA synchronous = OFF")  # while it is made; the program never does
        ids = [(f"{number:012x}0000",) for number in range(patterns)]
        connection.execute("CREATE TEMP TABLE pattern (id TEXT PRIMARY KEY)")
        connection.executemany("INSERT INTO pattern VALUES (?)", ids)
        statements = list(_statements(connection))
        for copy in range(1, -(-count // patterns)):
            wanted = count - patterns * copy
            if wanted < patterns:  # the last copy is not of all
                connection.execute("DELETE FROM pattern WHERE id >= ?", ids[wanted])
            connection.execute("BEGIN")
            for statement in statements:
                connection.execute(statement, {"copy": copy, "rare": RARE, "far": _FAR})
            connection.execute("COMMIT")
        last = connection.execute("SELECT max(position) FROM history").fetchone()[0]
        connection.execute("REPLACE INTO settings VALUES (?, ?)", (INDEXED, str(last)))
    finally:
        disconnect(connection)


def _statements(connection: Connection) -> Iterator[str]:
    """What copies the patterns once: everything as it is but for what makes a copy its own."""
    new_id = "substr(assessment, 1, 12) || printf('%04x', :copy)"
    own = {name: {"assessment": new_id} for name in (*TABLES, "history", "summaries", "texts")}
    own["history"] |= {"position": "NULL", "id": "lower(hex(randomblob(16)))"}
    own["summaries"] |= {
        "title": "title || ' ' || :copy",
        "reference": "reference || '-' || :copy",
    }
    own["texts"] |= {
        "id": "id + :copy * :far",
        "record": f"CASE collection WHEN '{TITLES}' THEN {new_id} ELSE record END",
        "text": "replace(text, :rare, '') || ' ' || :copy",
        "folded": "replace(folded, lower(:rare), '') || ' ' || :copy",
    }
    heads = {
        "id": new_id.replace("assessment", "id"),
        "reference": "reference || '-' || :copy",
        "changed_at": "strftime('%Y-%m-%dT%H:%M:%S.000000+00:00', changed_at, -:copy || ' hours')",
    }
    for table, changed in ({"assessments": heads} | own).items():
        found = connection.execute(f"PRAGMA table_info({table})").fetchall()
        columns = [column[1] for column in found]
        taken = ", ".join(changed.get(column, column) for column in columns)
        key = "id" if table == "assessments" else "assessment"
        # Names come from our own tables.
        yield (
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {taken} FROM {table} "  # noqa: S608
            f"WHERE {key} IN (SELECT id FROM pattern)"
        )


_FAR = 1 << 14
"""How far the ids of a copy's texts are from those of its pattern."""
