//! Audio: decode, peaks, seams, the mix, playing, export. Knows no network and no database.
