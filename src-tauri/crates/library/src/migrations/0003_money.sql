-- What a connection is set to beyond address and key, the secrets and calls of the callback receiver, and
-- amounts that nobody told.

-- studio::ConnectionOptions as JSON.
ALTER TABLE connections ADD COLUMN options TEXT NOT NULL DEFAULT '{}';

-- The last part of the address at which the vendor may call back about this one job.
ALTER TABLE jobs ADD COLUMN secret TEXT;
CREATE UNIQUE INDEX jobs_by_secret ON jobs (secret) WHERE secret IS NOT NULL;

-- Calls as they came, until their job has read them.
CREATE TABLE calls (
    key  INTEGER PRIMARY KEY,
    job  TEXT    NOT NULL,
    body BLOB    NOT NULL,
    at   INTEGER NOT NULL
) STRICT;
CREATE INDEX calls_by_job ON calls (job);

-- The same table with an amount that may be null: nobody told it. The first Refrain wrote 0.
CREATE TABLE told_charges (
    job        TEXT    PRIMARY KEY,
    song       TEXT    NOT NULL,
    connection TEXT    NOT NULL,
    vendor     TEXT    NOT NULL,
    practice   INTEGER NOT NULL,
    action     TEXT    NOT NULL,
    amount     REAL,
    unit       TEXT    NOT NULL,
    money      TEXT    NOT NULL,
    at         INTEGER NOT NULL
) STRICT;
INSERT INTO told_charges
    SELECT job, song, connection, vendor, practice, action, nullif(amount, 0), unit, money, at FROM charges;
DROP TABLE charges;
ALTER TABLE told_charges RENAME TO charges;
CREATE INDEX charges_by_time ON charges (at);
