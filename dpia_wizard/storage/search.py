"""Find what was typed, in any script, inside words, whatever its case and marks."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dpia_wizard.codec import KINDS
from dpia_wizard.core.model import (
    Action,
    Answer,
    Attachment,
    Control,
    Decision,
    Link,
    Pin,
    Rating,
    Record,
    Remark,
    Risk,
    Row,
    SignOff,
)
from dpia_wizard.core.whereabouts import place_of
from dpia_wizard.storage.connection import Connection
from dpia_wizard.storage.records import read_record

TITLES = "assessments"
"""In the place of a collection: the title and reference of an assessment."""

TITLES_FROM = 1 << 40
"""Texts with ids from here on are titles, so that the newest-first order shows them first."""

INDEXED = "search.indexed"
"""The setting that holds up to which position of the history the index knows."""

LONGEST_QUERY = 200
LETTERS = 3
FEW_LETTERS_LOOK_BACK = 20_000
"""How many of the newest texts are read through for a word shorter than the index knows."""

AT_ONCE = 200
"""How many entries of the history the index takes in with one transaction."""

EXCERPT = 120


@dataclass(frozen=True, slots=True)
class Found:
    """A text that was found: the assessment, its title, the place in it ("" is the title) and the
    words around what was looked for."""

    assessment: str
    place: str
    excerpt: str
    title: str


TYPED: Mapping[type[Record], tuple[str, ...]] = MappingProxyType(
    {
        Answer: ("value", "note", "evidence", "aside"),
        Row: ("cells",),
        Risk: (
            *("title", "threat_source", "event", "vulnerability", "harm"),
            *("severity_reason", "likelihood_reason", "set_aside_reason", "stated_reason"),
        ),
        Control: ("title", "evidence", "custodian", "owner"),
        Link: ("reason",),
        Action: ("text", "owner", "needs", "evidence"),
        Remark: ("text", "by"),
        Decision: ("reason", "by", "borne_by", "watched"),
        Rating: ("reason", "by"),
        SignOff: ("name", "post", "agency"),
        Attachment: ("name", "purpose"),
        Pin: (),
    }
)
"""The fields of each kind of record in which people type."""


def fold(text: str) -> str:
    """*text* as it is compared: no case, no marks, one form for each letter and digit."""
    return text.translate(_FOLDED)


def typed(record: Record) -> str:
    """Everything typed into *record*, one piece to a line."""
    pieces: list[str] = []
    for name in TYPED[type(record)]:
        value = getattr(record, name)
        values = value.values() if isinstance(value, Mapping) else (value,)
        pieces.extend(piece for piece in values if isinstance(piece, str) and piece)
    return "\n".join(pieces)


def found_at(record: Record) -> str:
    """Where in its assessment a person finds *record*: that of `place_of`, but an action with what
    it is for."""
    match record:
        case Action(id, source=source):
            return source or id
        case SignOff(id) | Pin(id):
            return id
        case _:
            return place_of(record)


def waiting(connection: Connection) -> bool:
    """Whether something was kept that the index does not know yet."""
    newest = connection.execute("SELECT coalesce(max(position), 0) FROM history").fetchone()[0]
    return bool(newest > _indexed(connection))


def catch_up(connection: Connection) -> None:
    """Let the index know some of what was kept since the last time; inside a transaction.

    A commit leaves this for later because it takes several times as long as the commit itself;
    the history says what to look at again, so nothing can be forgotten.
    """
    changed: dict[tuple[str, str, str], None] = {}
    newest = _indexed(connection)
    for position, assessment, changes in connection.execute(_KEPT_SINCE, (newest, AT_ONCE)):
        newest = position
        for collection, id in _touched(changes):
            changed[assessment, collection, id] = None
    for assessment, collection, id in changed:
        record = read_record(connection, KINDS[collection], assessment, id)
        text = "" if record is None else typed(record)
        place = "" if record is None else found_at(record)
        put_text(connection, assessment, collection, id, place, text)
    _set_indexed(connection, newest)


def _touched(changes: str) -> tuple[tuple[str, str], ...]:
    """The records that an entry of the history touched (collection, id); none where somebody wrote
    it past this program in a way that cannot be read: the check of the history tells of that."""
    try:
        return tuple(
            (change["collection"], str((change.get("after") or change["before"])["id"]))
            for change in json.loads(changes)
            if change["collection"] in KINDS
        )
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return ()


def forget_deleted(connection: Connection) -> None:
    """Keep the mark of `catch_up` right after history went away, whose positions are used again."""
    newest = connection.execute("SELECT coalesce(max(position), 0) FROM history").fetchone()[0]
    _set_indexed(connection, min(newest, _indexed(connection)))


def put_text(
    connection: Connection, assessment: str, collection: str, record: str, place: str, text: str
) -> None:
    """Make *text* what is found of a record; an empty one takes it out."""
    key = (assessment, collection, record)
    if not text:
        connection.execute(_TAKE_TEXT, key)
        return
    before = connection.execute(_READ_TEXT, key).fetchone()
    if before is None:
        first = TITLES_FROM if collection == TITLES else 0
        last = TITLES_FROM * 2 if collection == TITLES else TITLES_FROM
        new = connection.execute(_NEXT_ID, (first, first, last)).fetchone()[0]
        connection.execute(_ADD_TEXT, (new, *key, place, text, fold(text)))
    elif before[1:] != (place, text):
        connection.execute(_CHANGE_TEXT, (place, text, fold(text), before[0]))


def search(connection: Connection, text: str, limit: int) -> tuple[Found, ...]:
    """The texts that hold every word of *text*: titles first, then the newest."""
    words = tuple(dict.fromkeys(fold(text[:LONGEST_QUERY]).split()))
    if not words:
        return ()
    grams = list(dict.fromkeys(gram for word in words for gram in _grams(word)))
    holds = " AND instr(texts.folded, ?)" * len(words)
    if grams:
        match = " AND ".join('"' + gram.replace('"', '""') + '"' for gram in grams)
        rows = connection.execute(_BY_LETTERS.format(holds=holds), (match, *words, limit))
    else:
        look_back = (TITLES_FROM, TITLES_FROM, FEW_LETTERS_LOOK_BACK)
        rows = connection.execute(_BY_READING.format(holds=holds), (*look_back, *words, limit))
    return tuple(
        Found(assessment, place, excerpt(whole, words), title or "")
        for assessment, place, whole, title in rows
    )


def excerpt(text: str, words: Iterable[str]) -> str:
    """About a line of *text* around the first of the folded *words*, cut between words."""
    folded, origin = [], []
    for place, letter in enumerate(text):
        for part in fold(letter):
            folded.append(part)
            origin.append(place)
    whole = "".join(folded)
    hits = [whole.find(word) for word in words]
    first = min((origin[hit] for hit in hits if hit >= 0), default=0)
    start = max(0, first - EXCERPT // 3)
    if start:
        blank = text.find(" ", start, first)
        start = blank + 1 if blank >= 0 else start
    end = min(len(text), start + EXCERPT)
    if end < len(text):
        blank = text.rfind(" ", first + 1, end)
        end = blank if blank > 0 else end
    shown = " ".join(text[start:end].split())
    return ("…" if start else "") + shown + ("…" if end < len(text) else "")


def _grams(word: str) -> list[str]:
    return [word[place : place + LETTERS] for place in range(len(word) - LETTERS + 1)]


def _indexed(connection: Connection) -> int:
    row = connection.execute("SELECT value FROM settings WHERE key = ?", (INDEXED,)).fetchone()
    return 0 if row is None else int(row[0])


def _set_indexed(connection: Connection, position: int) -> None:
    connection.execute("REPLACE INTO settings VALUES (?, ?)", (INDEXED, str(position)))


class _Folding(dict[int, str]):
    """What each letter becomes, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = "".join(map(_fold_part, _decomposed(chr(code))))
        return folded


def _decomposed(letter: str) -> str:
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", letter).casefold())


def _fold_part(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in ("Mn", "Me", "Cf") or letter == "ـ":  # marks, joiners, Arabic stretching
        return ""
    if category == "Nd":
        return str(unicodedata.digit(letter))
    if category[0] == "Z" or category == "Cc":
        return " "
    return _SAME.get(letter, letter)


_SAME = {"ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ı": "i"}
"""Letters that people write for one another, or that keyboards tell apart and readers do not."""

_FOLDED = _Folding()

_KEPT_SINCE = """
SELECT position, assessment, changes FROM history WHERE position > ? ORDER BY position LIMIT ?
"""
_READ_TEXT = """
SELECT id, place, text FROM texts WHERE assessment = ? AND collection = ? AND record = ?
"""
_TAKE_TEXT = "DELETE FROM texts WHERE assessment = ? AND collection = ? AND record = ?"
_NEXT_ID = "SELECT coalesce(max(id), ?) + 1 FROM texts WHERE id > ? AND id < ?"
_ADD_TEXT = "INSERT INTO texts VALUES (?, ?, ?, ?, ?, ?, ?)"
_CHANGE_TEXT = "UPDATE texts SET place = ?, text = ?, folded = ? WHERE id = ?"
_BY_LETTERS = """
SELECT texts.assessment, texts.place, texts.text, summaries.title
FROM letters JOIN texts ON texts.id = letters.rowid
LEFT JOIN summaries ON summaries.assessment = texts.assessment
WHERE letters MATCH ? {holds}
ORDER BY letters.rowid DESC LIMIT ?
"""
_BY_READING = """
SELECT texts.assessment, texts.place, texts.text, summaries.title
FROM (
    SELECT id, assessment, place, text, folded FROM texts WHERE id > ?
    UNION ALL
    SELECT * FROM (
        SELECT id, assessment, place, text, folded FROM texts WHERE id < ? ORDER BY id DESC LIMIT ?
    )
) AS texts
LEFT JOIN summaries ON summaries.assessment = texts.assessment
WHERE true {holds}
ORDER BY texts.id DESC LIMIT ?
"""
