-- What a connection is set to beyond address and key; the secrets and calls of the callback receiver.

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
