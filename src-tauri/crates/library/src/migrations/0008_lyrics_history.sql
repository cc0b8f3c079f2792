-- What undo in the lyrics editor goes back to: the editor's own note, which nothing else reads.

CREATE TABLE lyrics_history (
    song  TEXT PRIMARY KEY REFERENCES songs (id) ON DELETE CASCADE,
    state TEXT NOT NULL
) STRICT;
