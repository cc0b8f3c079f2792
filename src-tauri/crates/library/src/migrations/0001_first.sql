-- The first schema. Frozen: later changes are later files.

CREATE TABLE songs (
    key         INTEGER PRIMARY KEY,            -- rowid of its entry in `search`
    id          TEXT    NOT NULL UNIQUE,
    compose     TEXT    NOT NULL,               -- song::Compose as JSON
    current     TEXT    REFERENCES versions (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
    title       TEXT    NOT NULL DEFAULT '',    -- as listed; derived
    duration_ms INTEGER,                        -- as listed; derived
    created_at  INTEGER NOT NULL,
    changed_at  INTEGER NOT NULL,
    trashed_at  INTEGER
) STRICT;
-- The three orders of the list, without reading the forms.
CREATE INDEX songs_by_change ON songs (trashed_at, changed_at);
CREATE INDEX songs_by_title ON songs (trashed_at, title COLLATE NOCASE);
CREATE INDEX songs_by_length ON songs (trashed_at, duration_ms);

CREATE TABLE takes (
    id            TEXT    PRIMARY KEY,
    song          TEXT    NOT NULL REFERENCES songs (id) ON DELETE CASCADE,
    job           TEXT,
    number        INTEGER NOT NULL,
    kind          TEXT    NOT NULL,
    origin        TEXT    NOT NULL,
    remote_id     TEXT,
    connection    TEXT,
    vendor        TEXT    NOT NULL,
    practice      INTEGER NOT NULL,
    model         TEXT    NOT NULL,
    title         TEXT    NOT NULL,
    lyrics        TEXT    NOT NULL,
    new_words     TEXT    NOT NULL,
    file          TEXT    NOT NULL,             -- <sha256>.<ext>
    cover         TEXT,
    rate          INTEGER NOT NULL,
    frames        INTEGER NOT NULL,
    loudness_lufs REAL,                         -- null: silence
    true_peak_db  REAL,
    source        TEXT,
    range_start   INTEGER,
    range_end     INTEGER,
    seam          TEXT,                         -- song::Seam as JSON
    timing        TEXT,                         -- song::RawTiming as JSON
    heard         INTEGER NOT NULL,
    created_at    INTEGER NOT NULL,
    extra         TEXT    NOT NULL
) STRICT;
CREATE INDEX takes_by_song ON takes (song);

CREATE TABLE versions (
    id          TEXT    PRIMARY KEY,
    song        TEXT    NOT NULL REFERENCES songs (id) ON DELETE CASCADE,
    number      INTEGER NOT NULL,
    parent      TEXT,
    cause       TEXT    NOT NULL,
    label       TEXT    NOT NULL,
    range_start INTEGER,
    range_end   INTEGER,
    arrangement TEXT    NOT NULL,               -- song::Arrangement as JSON
    lyrics      TEXT    NOT NULL,
    created_at  INTEGER NOT NULL,
    UNIQUE (song, number)
) STRICT;

-- Jobs and charges outlive their song: they are what was paid for.
CREATE TABLE jobs (
    id         TEXT    PRIMARY KEY,
    song       TEXT    NOT NULL,
    connection TEXT    NOT NULL,
    action     TEXT    NOT NULL,
    plan       TEXT    NOT NULL,
    state      TEXT    NOT NULL,
    money      TEXT    NOT NULL,
    quoted     REAL    NOT NULL,
    unit       TEXT    NOT NULL,
    answer     TEXT,
    error      TEXT,
    trace_id   TEXT,
    started_at INTEGER NOT NULL,
    ended_at   INTEGER,
    dismissed  INTEGER NOT NULL
) STRICT;
CREATE INDEX jobs_by_end ON jobs (ended_at);

CREATE TABLE charges (
    job        TEXT    PRIMARY KEY,
    song       TEXT    NOT NULL,
    connection TEXT    NOT NULL,
    vendor     TEXT    NOT NULL,
    practice   INTEGER NOT NULL,
    action     TEXT    NOT NULL,
    amount     REAL    NOT NULL,
    unit       TEXT    NOT NULL,
    money      TEXT    NOT NULL,
    at         INTEGER NOT NULL
) STRICT;
CREATE INDEX charges_by_time ON charges (at);

CREATE TABLE connections (
    id              TEXT    PRIMARY KEY,
    vendor          TEXT    NOT NULL,
    label           TEXT    NOT NULL,
    base_url        TEXT    NOT NULL,
    practice        INTEGER NOT NULL,
    key_fingerprint TEXT,
    keyring_backend TEXT,
    balance         REAL,
    created_at      INTEGER NOT NULL
) STRICT;

-- Title, style and lyrics of every song, folded (fold.rs). Its rowid is songs.key.
CREATE VIRTUAL TABLE search USING fts5 (text, tokenize = 'trigram');
