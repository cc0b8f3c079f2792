-- Mixes of stems.

CREATE TABLE mixes (
    key        TEXT    PRIMARY KEY,             -- the job that separated, or the song for lanes that were imported
    song       TEXT    NOT NULL REFERENCES songs (id) ON DELETE CASCADE,
    mix        TEXT    NOT NULL,                -- song::Mix as JSON
    sum_check  TEXT,                            -- song::SumCheck as JSON; null: not compared yet
    changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX mixes_by_song ON mixes (song);
