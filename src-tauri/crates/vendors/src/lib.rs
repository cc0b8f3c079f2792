//! What the companies sell: profiles as data, and each vendor's wire format in one file. Knows no database and no audio.
