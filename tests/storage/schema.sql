CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);

CREATE TRIGGER a_key_once_met_stays BEFORE UPDATE OF key, certificate ON contacts
BEGIN
    SELECT raise(ABORT, 'a key once met stays');
END;

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
) STRICT, WITHOUT ROWID;

CREATE TRIGGER an_anchor_stays_where_it_is BEFORE UPDATE ON anchors
BEGIN
    SELECT raise(ABORT, 'an anchor stays where it is');
END;

CREATE TABLE anchors (
    assessment TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
    entries INTEGER NOT NULL CHECK (entries > 0),
    hash TEXT NOT NULL CHECK (length(hash) = 64),
    why TEXT NOT NULL CHECK (why <> ''),
    at TEXT NOT NULL,
    PRIMARY KEY (assessment, entries, hash, why)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER anchors_go_only_with_their_assessment BEFORE DELETE ON anchors
WHEN EXISTS (SELECT 1 FROM assessments WHERE id = OLD.assessment)
BEGIN
    SELECT raise(ABORT, 'anchors go only with their assessment');
END;

CREATE TABLE answers (
    assessment TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
    id TEXT NOT NULL CHECK (id <> ''),
    value TEXT NOT NULL CHECK (json_valid(value)),
    note TEXT NOT NULL,
    evidence TEXT NOT NULL,
    seen TEXT NOT NULL, aside TEXT NOT NULL DEFAULT 'null' CHECK (json_valid(aside)),
    PRIMARY KEY (assessment, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE assessments (
    id TEXT PRIMARY KEY CHECK (id <> ''),
    reference TEXT NOT NULL,
    created TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    changed_by TEXT NOT NULL,
    stale INTEGER NOT NULL DEFAULT 0 CHECK (stale IN (0, 1)),
    archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
    place TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE attachments (
    assessment TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
    id TEXT NOT NULL CHECK (id <> ''),
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL REFERENCES blobs,
    size INTEGER NOT NULL CHECK (size >= 0),
    purpose TEXT NOT NULL,
    PRIMARY KEY (assessment, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX attachments_by_blob ON attachments (sha256);

CREATE TABLE blob_uses (
    sha256 TEXT NOT NULL REFERENCES blobs,
    assessment TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
    PRIMARY KEY (sha256, assessment)
) STRICT, WITHOUT ROWID;

CREATE INDEX blob_uses_by_assessment ON blob_uses (assessment);

CREATE TABLE blobs (
    sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    data BLOB NOT NULL CHECK (length(data) <= 20971520)
) STRICT;

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
) STRICT;

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
) STRICT, WITHOUT ROWID;

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
    until TEXT NOT NULL, borne_by TEXT NOT NULL DEFAULT '', watched TEXT NOT NULL DEFAULT '', likelihood TEXT NOT NULL DEFAULT '', severity TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (assessment, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE drafts (
    assessment TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
    form TEXT NOT NULL CHECK (form <> ''),
    words TEXT NOT NULL CHECK (json_type(words) = 'object'),
    PRIMARY KEY (assessment, form)
) STRICT, WITHOUT ROWID;

CREATE TABLE "history" (
    position INTEGER PRIMARY KEY,
    id TEXT NOT NULL CHECK (id <> ''),
    assessment TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    name TEXT NOT NULL,
    changes TEXT NOT NULL CHECK (json_valid(changes)),
    hash TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;

CREATE INDEX history_by_assessment ON history (assessment);

CREATE TRIGGER history_goes_only_with_its_assessment BEFORE DELETE ON history
WHEN EXISTS (SELECT 1 FROM assessments WHERE id = OLD.assessment)
BEGIN
    SELECT raise(ABORT, 'history goes only with its assessment');
END;

CREATE TRIGGER history_is_never_rewritten BEFORE UPDATE ON history
BEGIN
    SELECT raise(ABORT, 'history is never rewritten');
END;

CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");

CREATE TABLE kept_matrices (
    fingerprint TEXT PRIMARY KEY CHECK (fingerprint <> ''),
    id TEXT NOT NULL CHECK (id <> ''),
    edition TEXT NOT NULL,
    at TEXT NOT NULL,
    archive BLOB NOT NULL CHECK (length(archive) <= 20971520)
) STRICT;

CREATE TABLE kept_packs (
    fingerprint TEXT PRIMARY KEY CHECK (fingerprint <> ''),
    id TEXT NOT NULL CHECK (id <> ''),
    edition TEXT NOT NULL,
    title TEXT NOT NULL,
    publisher TEXT NOT NULL,
    at TEXT NOT NULL,
    installed INTEGER NOT NULL CHECK (installed IN (0, 1)),
    archive BLOB NOT NULL CHECK (length(archive) <= 20971520)
) STRICT;

CREATE VIRTUAL TABLE letters USING fts5 (
    folded, content = 'texts', content_rowid = 'id', columnsize = 0, detail = 'none',
    tokenize = 'trigram case_sensitive 1'
);

CREATE TABLE links (
    assessment TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
    id TEXT NOT NULL CHECK (id <> ''),
    risk TEXT NOT NULL CHECK (risk <> ''),
    control TEXT NOT NULL CHECK (control <> ''),
    axis TEXT NOT NULL CHECK (axis IN ('likelihood', 'severity', 'both')),
    strength TEXT NOT NULL CHECK (strength IN ('weak', 'moderate', 'strong')),
    reason TEXT NOT NULL,
    PRIMARY KEY (assessment, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX open_actions ON actions (due = '', due, assessment, id)
WHERE status <> 'done';

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
) STRICT;

CREATE TABLE "pins" (
    assessment TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
    id TEXT NOT NULL CHECK (id IN ('form', 'matrix', 'protocol')),
    pack TEXT NOT NULL,
    edition TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    PRIMARY KEY (assessment, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE protocols (
    fingerprint TEXT PRIMARY KEY CHECK (length(fingerprint) = 64),
    id TEXT NOT NULL CHECK (id <> ''),
    edition TEXT NOT NULL,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    own INTEGER NOT NULL CHECK (own IN (0, 1)),
    record TEXT NOT NULL CHECK (json_type(record) = 'object'),
    sha256 TEXT REFERENCES blobs
) STRICT;

CREATE INDEX protocols_by_blob ON protocols (sha256);

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
) STRICT, WITHOUT ROWID;

CREATE TABLE remarks (
    assessment TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
    id TEXT NOT NULL CHECK (id <> ''),
    place TEXT NOT NULL,
    text TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    settled INTEGER NOT NULL CHECK (settled IN (0, 1)),
    PRIMARY KEY (assessment, id)
) STRICT, WITHOUT ROWID;

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
) STRICT, WITHOUT ROWID;

CREATE TABLE rows (
    assessment TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
    id TEXT NOT NULL CHECK (id <> ''),
    question TEXT NOT NULL CHECK (question <> ''),
    position INTEGER NOT NULL,
    cells TEXT NOT NULL CHECK (json_type(cells) = 'object'),
    PRIMARY KEY (assessment, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
    key TEXT PRIMARY KEY CHECK (key <> ''),
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

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
) STRICT, WITHOUT ROWID;

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
, acceptance_ends TEXT NOT NULL DEFAULT '', dues TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(dues)), seats TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(seats))) STRICT, WITHOUT ROWID;

CREATE TABLE texts (
    id INTEGER PRIMARY KEY,
    assessment TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
    collection TEXT NOT NULL,
    record TEXT NOT NULL,
    place TEXT NOT NULL,
    text TEXT NOT NULL,
    folded TEXT NOT NULL,
    UNIQUE (assessment, collection, record)
) STRICT;

CREATE TRIGGER texts_added AFTER INSERT ON texts
BEGIN
    INSERT INTO letters (rowid, folded) VALUES (NEW.id, NEW.folded);
END;

CREATE TRIGGER texts_changed AFTER UPDATE OF id, folded ON texts
BEGIN
    INSERT INTO letters (letters, rowid, folded) VALUES ('delete', OLD.id, OLD.folded);
    INSERT INTO letters (rowid, folded) VALUES (NEW.id, NEW.folded);
END;

CREATE TRIGGER texts_removed AFTER DELETE ON texts
BEGIN
    INSERT INTO letters (letters, rowid, folded) VALUES ('delete', OLD.id, OLD.folded);
END;
