-- What every action leaves behind: lineage, stems, files, words. A price that nobody lists is null; the
-- first Refrain wrote 0.

ALTER TABLE takes ADD COLUMN source_with TEXT;  -- the second take it was made from
ALTER TABLE takes ADD COLUMN stem TEXT;         -- name of the part
ALTER TABLE takes ADD COLUMN task_id TEXT;      -- the vendor's number of the task that made it

CREATE TABLE take_files (
    take       TEXT    NOT NULL REFERENCES takes (id) ON DELETE CASCADE,
    kind       TEXT    NOT NULL,
    file       TEXT    NOT NULL,                -- <sha256>.<ext>
    bytes      INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (take, kind)
) STRICT;

CREATE TABLE drafts (
    id         TEXT    PRIMARY KEY,
    song       TEXT    NOT NULL REFERENCES songs (id) ON DELETE CASCADE,
    job        TEXT    NOT NULL,
    title      TEXT    NOT NULL,
    text       TEXT    NOT NULL,
    tags       TEXT    NOT NULL,                -- a list as JSON
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX drafts_by_song ON drafts (song);

CREATE TABLE jobs_2 (
    id         TEXT    PRIMARY KEY,
    song       TEXT    NOT NULL,
    connection TEXT    NOT NULL,
    action     TEXT    NOT NULL,
    plan       TEXT    NOT NULL,
    state      TEXT    NOT NULL,
    money      TEXT    NOT NULL,
    quoted     REAL,                            -- null: the vendor lists no price
    unit       TEXT    NOT NULL,
    answer     TEXT,
    error      TEXT,
    trace_id   TEXT,
    started_at INTEGER NOT NULL,
    ended_at   INTEGER,
    dismissed  INTEGER NOT NULL
) STRICT;
INSERT INTO jobs_2
    SELECT id, song, connection, action, plan, state, money, nullif(quoted, 0), unit, answer, error, trace_id,
        started_at, ended_at, dismissed
    FROM jobs ORDER BY rowid;
DROP TABLE jobs;
ALTER TABLE jobs_2 RENAME TO jobs;
CREATE INDEX jobs_by_end ON jobs (ended_at);

CREATE TABLE charges_2 (
    job        TEXT    PRIMARY KEY,
    song       TEXT    NOT NULL,
    connection TEXT    NOT NULL,
    vendor     TEXT    NOT NULL,
    practice   INTEGER NOT NULL,
    action     TEXT    NOT NULL,
    amount     REAL,                            -- null: the vendor lists no price
    unit       TEXT    NOT NULL,
    money      TEXT    NOT NULL,
    at         INTEGER NOT NULL
) STRICT;
INSERT INTO charges_2
    SELECT job, song, connection, vendor, practice, action, nullif(amount, 0), unit, money, at
    FROM charges ORDER BY rowid;
DROP TABLE charges;
ALTER TABLE charges_2 RENAME TO charges;
CREATE INDEX charges_by_time ON charges (at);
