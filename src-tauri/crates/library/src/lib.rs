//! The local library: SQLite rows, content-addressed files, search, trash. Knows no network and no audio.
