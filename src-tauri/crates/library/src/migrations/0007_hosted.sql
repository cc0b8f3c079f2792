-- The user's file host, and what of the user's lies out there: written before it is put there.

-- studio's own words of the place, as JSON; the secret is in the keyring. One row at most.
CREATE TABLE hosts (
    key   INTEGER PRIMARY KEY CHECK (key = 1),
    place TEXT NOT NULL
) STRICT;

CREATE TABLE hosted (
    name   TEXT    PRIMARY KEY,
    what   TEXT    NOT NULL,
    bytes  INTEGER NOT NULL,
    job    TEXT,
    put_at INTEGER NOT NULL,
    until  INTEGER NOT NULL
) STRICT;
