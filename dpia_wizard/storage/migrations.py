"""How the file came to its present shape, one named step after the other; names stay for ever.

The SQL is spelled out here and takes nothing from the records: they move on, a migration does not.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from textwrap import dedent
from typing import TYPE_CHECKING

from dpia_wizard.storage.connection import Connection, database

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x44504941
"""What marks a file as a library of this program ("DPIA")."""

NAMES = (
    "m001_a_library",
    "m002_drafts",
    "m003_pins_and_kept_packs",
    "m004_protocols",
    "m005_ratings",
    "m006_acceptances",
    "m007_people_and_sign_offs",
    "m008_a_chain_of_history",
    "m009_seats_in_a_review",
)
"""The migrations that this program knows, in their order; as many as `PRAGMA user_version` says."""

SET = "dpia-wizard"


def applied(connection: Connection) -> tuple[str, ...]:
    """The migrations that the file has been through, without writing anything."""
    there = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '_sqlite_migrations'"
    ).fetchone()
    if there is None:
        return ()
    rows = connection.execute(
        "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY id", (SET,)
    )
    return tuple(name for (name,) in rows)


def migrate(connection: Connection) -> None:
    """Bring the file to the newest shape; a step that fails leaves it as it was before the step."""
    db = database(connection)
    from sqlite_utils import Migrations

    migrations = Migrations(SET)
    for name in NAMES:
        migrations()(globals()[name])
    connection.execute("PRAGMA foreign_keys = OFF")
    orphans = _orphans(connection)  # of a file that was mended by others; they stop nobody's work
    migrations.apply(db)
    if _orphans(connection) > orphans:
        raise RuntimeError("a migration left a record without its assessment")
    connection.execute("PRAGMA foreign_keys = ON")


def _orphans(connection: Connection) -> int:
    return len(connection.execute("PRAGMA foreign_key_check").fetchall())


def m001_a_library(db: Database) -> None:
    """Assessments with their records, history, files and the words to search in."""
    _run(
        db,
        """
        CREATE TABLE assessments (
            id TEXT PRIMARY KEY CHECK (id <> ''),
            reference TEXT NOT NULL,
            created TEXT NOT NULL,
            form_id TEXT NOT NULL,
            form_edition TEXT NOT NULL,
            form_fingerprint TEXT NOT NULL,
            matrix_id TEXT NOT NULL,
            matrix_edition TEXT NOT NULL,
            matrix_fingerprint TEXT NOT NULL,
            changed_at TEXT NOT NULL,
            changed_by TEXT NOT NULL,
            stale INTEGER NOT NULL DEFAULT 0 CHECK (stale IN (0, 1)),
            archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
            place TEXT NOT NULL DEFAULT ''
        ) STRICT
        """,
        """
        CREATE TABLE summaries (
            assessment TEXT PRIMARY KEY REFERENCES assessments ON DELETE CASCADE,
            title TEXT NOT NULL,
            reference TEXT NOT NULL,
            edition INTEGER NOT NULL,
            stage TEXT NOT NULL,
            stage_since TEXT NOT NULL,
            depth TEXT NOT NULL,
            worst TEXT NOT NULL,
            worst_rank INTEGER NOT NULL,
            counts TEXT NOT NULL CHECK (json_valid(counts)),
            sections_done INTEGER NOT NULL,
            sections_total INTEGER NOT NULL,
            review_date TEXT NOT NULL,
            remarks INTEGER NOT NULL,
            good_until TEXT NOT NULL
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE answers (
            assessment TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
            id TEXT NOT NULL CHECK (id <> ''),
            value TEXT NOT NULL CHECK (json_valid(value)),
            note TEXT NOT NULL,
            evidence TEXT NOT NULL,
            seen TEXT NOT NULL,
            PRIMARY KEY (assessment, id)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE rows (
            assessment TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
            id TEXT NOT NULL CHECK (id <> ''),
            question TEXT NOT NULL CHECK (question <> ''),
            position INTEGER NOT NULL,
            cells TEXT NOT NULL CHECK (json_type(cells) = 'object'),
            PRIMARY KEY (assessment, id)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE risks (
            assessment TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
            id TEXT NOT NULL CHECK (id <> ''),
            title TEXT NOT NULL,
            threat_source TEXT NOT NULL,
            event TEXT NOT NULL,
            vulnerability TEXT NOT NULL,
            harm TEXT NOT NULL,
            severity TEXT NOT NULL,
            severity_reason TEXT NOT NULL,
            likelihood TEXT NOT NULL,
            likelihood_reason TEXT NOT NULL,
            evidence TEXT NOT NULL,
            irreversible INTEGER NOT NULL CHECK (irreversible IN (0, 1)),
            dismissed INTEGER NOT NULL CHECK (dismissed IN (0, 1)),
            avoided INTEGER NOT NULL CHECK (avoided IN (0, 1)),
            set_aside_reason TEXT NOT NULL,
            stated TEXT NOT NULL,
            stated_reason TEXT NOT NULL,
            PRIMARY KEY (assessment, id)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE controls (
            assessment TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
            id TEXT NOT NULL CHECK (id <> ''),
            title TEXT NOT NULL,
            status TEXT NOT NULL,
            evidence TEXT NOT NULL,
            evidence_date TEXT NOT NULL,
            custodian TEXT NOT NULL,
            owner TEXT NOT NULL,
            due TEXT NOT NULL,
            PRIMARY KEY (assessment, id)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE links (
            assessment TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
            id TEXT NOT NULL CHECK (id <> ''),
            risk TEXT NOT NULL CHECK (risk <> ''),
            control TEXT NOT NULL CHECK (control <> ''),
            axis TEXT NOT NULL CHECK (axis IN ('likelihood', 'severity', 'both')),
            strength TEXT NOT NULL CHECK (strength IN ('weak', 'moderate', 'strong')),
            reason TEXT NOT NULL,
            PRIMARY KEY (assessment, id)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE actions (
            assessment TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
            id TEXT NOT NULL CHECK (id <> ''),
            text TEXT NOT NULL,
            source TEXT NOT NULL,
            control TEXT NOT NULL,
            owner TEXT NOT NULL,
            due TEXT NOT NULL,
            needs TEXT NOT NULL,
            status TEXT NOT NULL,
            evidence TEXT NOT NULL,
            blocks_start INTEGER NOT NULL CHECK (blocks_start IN (0, 1)),
            shared INTEGER NOT NULL CHECK (shared IN (0, 1)),
            PRIMARY KEY (assessment, id)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE remarks (
            assessment TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
            id TEXT NOT NULL CHECK (id <> ''),
            place TEXT NOT NULL,
            text TEXT NOT NULL,
            by TEXT NOT NULL,
            at TEXT NOT NULL,
            settled INTEGER NOT NULL CHECK (settled IN (0, 1)),
            PRIMARY KEY (assessment, id)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE decisions (
            assessment TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
            id TEXT NOT NULL CHECK (id <> ''),
            kind TEXT NOT NULL CHECK (kind <> ''),
            by TEXT NOT NULL,
            at TEXT NOT NULL,
            about TEXT NOT NULL,
            level TEXT NOT NULL,
            supported TEXT NOT NULL,
            reason TEXT NOT NULL,
            until TEXT NOT NULL,
            PRIMARY KEY (assessment, id)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE blobs (
            sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
            data BLOB NOT NULL CHECK (length(data) <= 20971520)
        ) STRICT
        """,
        """
        CREATE TABLE attachments (
            assessment TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
            id TEXT NOT NULL CHECK (id <> ''),
            name TEXT NOT NULL,
            sha256 TEXT NOT NULL REFERENCES blobs,
            size INTEGER NOT NULL CHECK (size >= 0),
            purpose TEXT NOT NULL,
            PRIMARY KEY (assessment, id)
        ) STRICT, WITHOUT ROWID
        """,
        """
        -- A file taken out can be brought back by undo, so it stays as long as its assessment.
        CREATE TABLE blob_uses (
            sha256 TEXT NOT NULL REFERENCES blobs,
            assessment TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
            PRIMARY KEY (sha256, assessment)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX attachments_by_blob ON attachments (sha256)",
        "CREATE INDEX blob_uses_by_assessment ON blob_uses (assessment)",
        """
        CREATE TABLE history (
            position INTEGER PRIMARY KEY,
            id TEXT NOT NULL CHECK (id <> ''),
            assessment TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
            at TEXT NOT NULL,
            by TEXT NOT NULL,
            name TEXT NOT NULL,
            changes TEXT NOT NULL CHECK (json_valid(changes))
        ) STRICT
        """,
        "CREATE INDEX history_by_assessment ON history (assessment)",
        """
        CREATE TRIGGER history_is_never_rewritten BEFORE UPDATE ON history
        BEGIN
            SELECT raise(ABORT, 'history is never rewritten');
        END
        """,
        """
        CREATE TRIGGER history_goes_only_with_its_assessment BEFORE DELETE ON history
        WHEN EXISTS (SELECT 1 FROM assessments WHERE id = OLD.assessment)
        BEGIN
            SELECT raise(ABORT, 'history goes only with its assessment');
        END
        """,
        """
        CREATE TABLE texts (
            id INTEGER PRIMARY KEY,
            assessment TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
            collection TEXT NOT NULL,
            record TEXT NOT NULL,
            place TEXT NOT NULL,
            text TEXT NOT NULL,
            folded TEXT NOT NULL,
            UNIQUE (assessment, collection, record)
        ) STRICT
        """,
        """
        -- Which texts hold which three letters; `folded` has lost case and marks already.
        CREATE VIRTUAL TABLE letters USING fts5 (
            folded, content = 'texts', content_rowid = 'id', columnsize = 0, detail = 'none',
            tokenize = 'trigram case_sensitive 1'
        )
        """,
        "INSERT INTO letters (letters, rank) VALUES ('secure-delete', 1)",
        """
        CREATE TRIGGER texts_added AFTER INSERT ON texts
        BEGIN
            INSERT INTO letters (rowid, folded) VALUES (NEW.id, NEW.folded);
        END
        """,
        """
        CREATE TRIGGER texts_removed AFTER DELETE ON texts
        BEGIN
            INSERT INTO letters (letters, rowid, folded) VALUES ('delete', OLD.id, OLD.folded);
        END
        """,
        """
        CREATE TRIGGER texts_changed AFTER UPDATE OF id, folded ON texts
        BEGIN
            INSERT INTO letters (letters, rowid, folded) VALUES ('delete', OLD.id, OLD.folded);
            INSERT INTO letters (rowid, folded) VALUES (NEW.id, NEW.folded);
        END
        """,
        """
        CREATE TABLE settings (
            key TEXT PRIMARY KEY CHECK (key <> ''),
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID
        """,
        f"PRAGMA application_id = {APPLICATION_ID}",
        "PRAGMA user_version = 1",
    )


def m002_drafts(db: Database) -> None:
    """What is begun in forms and not said yet, beside the records and in no history."""
    _run(
        db,
        """
        CREATE TABLE drafts (
            assessment TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
            form TEXT NOT NULL CHECK (form <> ''),
            words TEXT NOT NULL CHECK (json_type(words) = 'object'),
            PRIMARY KEY (assessment, form)
        ) STRICT, WITHOUT ROWID
        """,
        "PRAGMA user_version = 2",
    )


def m003_pins_and_kept_packs(db: Database) -> None:
    """What an assessment is made with as records, answers set aside, and the packs themselves."""
    _run(
        db,
        """
        CREATE TABLE pins (
            assessment TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
            id TEXT NOT NULL CHECK (id IN ('form', 'matrix')),
            pack TEXT NOT NULL,
            edition TEXT NOT NULL,
            fingerprint TEXT NOT NULL,
            PRIMARY KEY (assessment, id)
        ) STRICT, WITHOUT ROWID
        """,
        """
        INSERT INTO pins (assessment, id, pack, edition, fingerprint)
        SELECT id, 'form', form_id, form_edition, form_fingerprint FROM assessments
        """,
        """
        INSERT INTO pins (assessment, id, pack, edition, fingerprint)
        SELECT id, 'matrix', matrix_id, matrix_edition, matrix_fingerprint FROM assessments
        """,
        "ALTER TABLE assessments DROP COLUMN form_id",
        "ALTER TABLE assessments DROP COLUMN form_edition",
        "ALTER TABLE assessments DROP COLUMN form_fingerprint",
        "ALTER TABLE assessments DROP COLUMN matrix_id",
        "ALTER TABLE assessments DROP COLUMN matrix_edition",
        "ALTER TABLE assessments DROP COLUMN matrix_fingerprint",
        """
        ALTER TABLE answers
        ADD COLUMN aside TEXT NOT NULL DEFAULT 'null' CHECK (json_valid(aside))
        """,
        """
        -- A form that somebody installed, or that an assessment is made with, as one archive.
        CREATE TABLE kept_packs (
            fingerprint TEXT PRIMARY KEY CHECK (fingerprint <> ''),
            id TEXT NOT NULL CHECK (id <> ''),
            edition TEXT NOT NULL,
            title TEXT NOT NULL,
            publisher TEXT NOT NULL,
            at TEXT NOT NULL,
            installed INTEGER NOT NULL CHECK (installed IN (0, 1)),
            archive BLOB NOT NULL CHECK (length(archive) <= 20971520)
        ) STRICT
        """,
        """
        CREATE TABLE kept_matrices (
            fingerprint TEXT PRIMARY KEY CHECK (fingerprint <> ''),
            id TEXT NOT NULL CHECK (id <> ''),
            edition TEXT NOT NULL,
            at TEXT NOT NULL,
            archive BLOB NOT NULL CHECK (length(archive) <= 20971520)
        ) STRICT
        """,
        "PRAGMA user_version = 3",
    )


def m004_protocols(db: Database) -> None:
    """The register of protocols (DPISP), and which of them an assessment rests on."""
    _run(
        db,
        """
        -- Every edition as it was kept: nothing that an assessment rests on is written over.
        CREATE TABLE protocols (
            fingerprint TEXT PRIMARY KEY CHECK (length(fingerprint) = 64),
            id TEXT NOT NULL CHECK (id <> ''),
            edition TEXT NOT NULL,
            at TEXT NOT NULL,
            by TEXT NOT NULL,
            own INTEGER NOT NULL CHECK (own IN (0, 1)),
            record TEXT NOT NULL CHECK (json_type(record) = 'object'),
            sha256 TEXT REFERENCES blobs
        ) STRICT
        """,
        "CREATE INDEX protocols_by_blob ON protocols (sha256)",
        """
        CREATE TABLE pins_now (
            assessment TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
            id TEXT NOT NULL CHECK (id IN ('form', 'matrix', 'protocol')),
            pack TEXT NOT NULL,
            edition TEXT NOT NULL,
            fingerprint TEXT NOT NULL,
            PRIMARY KEY (assessment, id)
        ) STRICT, WITHOUT ROWID
        """,
        "INSERT INTO pins_now SELECT assessment, id, pack, edition, fingerprint FROM pins",
        "DROP TABLE pins",
        "ALTER TABLE pins_now RENAME TO pins",
        "PRAGMA user_version = 4",
    )


def m005_ratings(db: Database) -> None:
    """What each person of a team made of a risk."""
    _run(
        db,
        """
        CREATE TABLE ratings (
            assessment TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
            id TEXT NOT NULL CHECK (id <> ''),
            round TEXT NOT NULL CHECK (round <> ''),
            risk TEXT NOT NULL CHECK (risk <> ''),
            by TEXT NOT NULL,
            at TEXT NOT NULL,
            likelihood TEXT NOT NULL,
            severity TEXT NOT NULL,
            reason TEXT NOT NULL,
            PRIMARY KEY (assessment, id)
        ) STRICT, WITHOUT ROWID
        """,
        "PRAGMA user_version = 5",
    )


def m006_acceptances(db: Database) -> None:
    """Who bears a risk that was accepted and what is watched; open actions by the day."""
    _run(
        db,
        "ALTER TABLE decisions ADD COLUMN borne_by TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE decisions ADD COLUMN watched TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE summaries ADD COLUMN acceptance_ends TEXT NOT NULL DEFAULT ''",
        """
        UPDATE assessments SET stale = 1
        WHERE id IN (SELECT assessment FROM decisions WHERE kind = 'accepted')
        """,
        """
        CREATE INDEX open_actions ON actions (due = '', due, assessment, id)
        WHERE status <> 'done'
        """,
        "PRAGMA user_version = 6",
    )


def m007_people_and_sign_offs(db: Database) -> None:
    """Who uses this library, whose keys were met, what was signed, what a consensus says."""
    _run(
        db,
        "ALTER TABLE decisions ADD COLUMN likelihood TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE decisions ADD COLUMN severity TEXT NOT NULL DEFAULT ''",
        """
        CREATE TABLE sign_offs (
            assessment TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
            id TEXT NOT NULL CHECK (id <> ''),
            role TEXT NOT NULL,
            name TEXT NOT NULL,
            post TEXT NOT NULL,
            agency TEXT NOT NULL,
            at TEXT NOT NULL,
            covers TEXT NOT NULL,
            key TEXT NOT NULL,
            certificate TEXT NOT NULL,
            signature TEXT NOT NULL,
            decision TEXT NOT NULL,
            PRIMARY KEY (assessment, id)
        ) STRICT, WITHOUT ROWID
        """,
        """
        -- The people of this laptop. The private key stays locked under their own passphrase.
        CREATE TABLE people (
            id TEXT PRIMARY KEY CHECK (id <> ''),
            name TEXT NOT NULL CHECK (name <> ''),
            post TEXT NOT NULL,
            agency TEXT NOT NULL,
            role TEXT NOT NULL,
            key TEXT NOT NULL UNIQUE CHECK (length(key) = 64),
            certificate BLOB NOT NULL,
            locked BLOB NOT NULL,
            made_at TEXT NOT NULL,
            left_at TEXT NOT NULL DEFAULT ''
        ) STRICT
        """,
        """
        -- Keys of others, as first met; what a file says of itself is never trusted.
        CREATE TABLE contacts (
            key TEXT PRIMARY KEY CHECK (length(key) = 64),
            certificate BLOB NOT NULL,
            name TEXT NOT NULL,
            post TEXT NOT NULL,
            agency TEXT NOT NULL,
            role TEXT NOT NULL,
            met_at TEXT NOT NULL,
            met_in TEXT NOT NULL,
            checked_on TEXT NOT NULL DEFAULT '',
            checked_how TEXT NOT NULL DEFAULT '',
            checked_by TEXT NOT NULL DEFAULT ''
        ) STRICT
        """,
        """
        CREATE TRIGGER a_key_once_met_stays BEFORE UPDATE OF key, certificate ON contacts
        BEGIN
            SELECT raise(ABORT, 'a key once met stays');
        END
        """,
        "PRAGMA user_version = 7",
    )


def m008_a_chain_of_history(db: Database) -> None:
    """Every entry of a history tied to those before it, and how far it went when it was printed."""
    _run(
        db,
        """
        CREATE TABLE history_now (
            position INTEGER PRIMARY KEY,
            id TEXT NOT NULL CHECK (id <> ''),
            assessment TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
            at TEXT NOT NULL,
            by TEXT NOT NULL,
            name TEXT NOT NULL,
            changes TEXT NOT NULL CHECK (json_valid(changes)),
            hash TEXT NOT NULL CHECK (length(hash) = 64)
        ) STRICT
        """,
    )
    db.conn.executemany("INSERT INTO history_now VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _chained(db))
    _run(
        db,
        "DROP TABLE history",
        "ALTER TABLE history_now RENAME TO history",
        "CREATE INDEX history_by_assessment ON history (assessment)",
        """
        CREATE TRIGGER history_is_never_rewritten BEFORE UPDATE ON history
        BEGIN
            SELECT raise(ABORT, 'history is never rewritten');
        END
        """,
        """
        CREATE TRIGGER history_goes_only_with_its_assessment BEFORE DELETE ON history
        WHEN EXISTS (SELECT 1 FROM assessments WHERE id = OLD.assessment)
        BEGIN
            SELECT raise(ABORT, 'history goes only with its assessment');
        END
        """,
        """
        CREATE TABLE anchors (
            assessment TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
            entries INTEGER NOT NULL CHECK (entries > 0),
            hash TEXT NOT NULL CHECK (length(hash) = 64),
            why TEXT NOT NULL CHECK (why <> ''),
            at TEXT NOT NULL,
            PRIMARY KEY (assessment, entries, hash, why)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TRIGGER an_anchor_stays_where_it_is BEFORE UPDATE ON anchors
        BEGIN
            SELECT raise(ABORT, 'an anchor stays where it is');
        END
        """,
        """
        CREATE TRIGGER anchors_go_only_with_their_assessment BEFORE DELETE ON anchors
        WHEN EXISTS (SELECT 1 FROM assessments WHERE id = OLD.assessment)
        BEGIN
            SELECT raise(ABORT, 'anchors go only with their assessment');
        END
        """,
        """
        -- What else waits for somebody.
        ALTER TABLE summaries ADD COLUMN dues TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(dues))
        """,
        """
        UPDATE assessments SET stale = 1
        WHERE id IN (SELECT assessment FROM decisions WHERE kind LIKE 'approved%')
        OR id IN (SELECT assessment FROM rows WHERE question = 'incidents.log')
        """,
        "PRAGMA user_version = 8",
    )


def m009_seats_in_a_review(db: Database) -> None:
    """Who takes part in a review stands apart from what waits for somebody. Every line is summed up
    anew: that of a review sent before this was kept would tell who rates blind how the team did."""
    _run(
        db,
        """
        ALTER TABLE summaries
        ADD COLUMN seats TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(seats))
        """,
    )
    db.conn.executemany(
        "UPDATE summaries SET seats = ?, dues = ? WHERE assessment = ?", list(_apart(db))
    )
    _run(db, "UPDATE assessments SET stale = 1", "PRAGMA user_version = 9")


def _apart(db: Database) -> Iterator[tuple[str, str, str]]:
    """The seats and the dues of each line, for those whose form is not here to sum up with."""
    seats = ("wrote", "rates", "decides", "rated", "reviewed")
    missing = {"": "nobody", "participant": "agencies"}
    for id, dues in db.conn.execute("SELECT assessment, dues FROM summaries WHERE dues <> '[]'"):
        taken = [[kind, about, *who] for kind, _, about, *who in json.loads(dues) if kind in seats]
        left = [
            [kind, day, missing.get(about, "doubted") if kind == "unsigned" else about]
            for kind, day, about, *_ in json.loads(dues)
            if kind not in seats
        ]
        yield json.dumps(taken, ensure_ascii=False), json.dumps(left, ensure_ascii=False), id


def _chained(db: Database) -> Iterator[tuple[object, ...]]:
    """The entries as they were, each with its hash. `m008` does it in this way for ever."""
    last: dict[str, str] = {}
    rows = db.conn.execute(
        "SELECT position, id, assessment, at, by, name, changes FROM history ORDER BY position"
    )
    for position, id, assessment, at, by, name, changes in rows:
        a, i, t, b, n = (json.dumps(x, ensure_ascii=False) for x in (assessment, id, at, by, name))
        said = f'{{"assessment":{a},"at":{t},"by":{b},"changes":{changes},"id":{i},"name":{n}}}'
        before = last.get(assessment, "0" * 64)
        tied = f"dpia-wizard history 1\n{before}\n{said}".encode()
        last[assessment] = hashlib.sha256(tied).hexdigest()
        yield position, id, assessment, at, by, name, changes, last[assessment]


def _run(db: Database, *statements: str) -> None:
    for statement in statements:
        db.conn.execute(dedent(statement).strip())
