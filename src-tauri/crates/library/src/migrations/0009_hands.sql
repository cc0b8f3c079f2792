-- What the user's hand adds to a song: markers, and line times tapped along.

CREATE TABLE markers (
    id       TEXT    PRIMARY KEY,
    song     TEXT    NOT NULL REFERENCES songs (id) ON DELETE CASCADE,
    name     TEXT    NOT NULL,
    start_ms INTEGER NOT NULL,
    end_ms   INTEGER                            -- null: a point
) STRICT;
CREATE INDEX markers_by_song ON markers (song);

-- song::Tapped as JSON; it hides takes.timing, which stays as the vendor told it. Before the last change: what an
-- undo brings back.
ALTER TABLE takes ADD COLUMN tapped TEXT;
ALTER TABLE takes ADD COLUMN tapped_before TEXT;
