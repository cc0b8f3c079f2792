-- Voices, models of one's own, and what is known while they are being made.

CREATE TABLE voices (
    id          TEXT    PRIMARY KEY,
    connection  TEXT    NOT NULL,
    vendor      TEXT    NOT NULL,
    practice    INTEGER NOT NULL,
    form        TEXT    NOT NULL,               -- persona, vox, real
    persona_id  TEXT    NOT NULL,               -- the vendor's id of it
    audio_id    TEXT,                           -- the vendor's id of its song; a real voice has none
    name        TEXT    NOT NULL,
    description TEXT    NOT NULL,
    image       TEXT,                           -- data:image/png;base64,…
    song        TEXT,                           -- what it was made of; none where that was no song
    take        TEXT,
    making      TEXT,                           -- a real voice: whose recordings it has
    job         TEXT    NOT NULL UNIQUE,
    created_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE custom_models (
    id         TEXT    PRIMARY KEY,
    connection TEXT    NOT NULL,
    vendor     TEXT    NOT NULL,
    practice   INTEGER NOT NULL,
    model      TEXT    NOT NULL,                -- what the vendor's requests call it
    name       TEXT    NOT NULL,
    job        TEXT    NOT NULL UNIQUE,
    created_at INTEGER NOT NULL
) STRICT;

-- What a job brought that is neither sound nor words: the singing of a song, a phrase to read, a session, an
-- upload to learn from. vendors::Submission as JSON.
CREATE TABLE products (
    job     TEXT    PRIMARY KEY,
    product TEXT    NOT NULL,
    at      INTEGER NOT NULL
) STRICT;

-- Voices and models that are being made: how far the wizard is, as the studio's JSON.
CREATE TABLE makings (
    id         TEXT    PRIMARY KEY,
    kind       TEXT    NOT NULL,                -- voice, model
    state      TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
