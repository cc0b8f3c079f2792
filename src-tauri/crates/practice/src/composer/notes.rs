//! The score of a stem as notes, as a MIDI file would hold them.

use super::Composition;
use super::arrange::VOCALS;
use crate::RATE;
use crate::synth::{Event, Piece, Sound, Tone};
use crate::voice::Phrase;

/// A note with its MIDI pitch (of drums: of the General MIDI drum map).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Note {
    pub(crate) pitch: u8,
    pub(crate) start_s: f64,
    pub(crate) end_s: f64,
    /// `0.0..=1.0`.
    pub(crate) velocity: f64,
}

/// How long the note of a drum lasts, in frames.
const HIT: i64 = 4_800;

impl Composition {
    /// Whether a stem holds anything at all.
    pub(crate) fn sounds(&self, stem: usize) -> bool {
        self.score.stems.get(stem).is_some_and(|events| !events.is_empty())
    }

    /// What a stem plays or sings, in order; doubles of the lead voice are left out.
    pub(crate) fn notes(&self, stem: usize) -> Vec<Note> {
        let Some(events) = self.score.stems.get(stem) else { return Vec::new() };
        let mut notes: Vec<Note> = events.iter().flat_map(|event| notes_of(event, stem == VOCALS)).collect();
        notes.sort_by(|a, b| a.start_s.total_cmp(&b.start_s).then(a.pitch.cmp(&b.pitch)));
        notes
    }
}

fn notes_of(event: &Event, lead_only: bool) -> Vec<Note> {
    match &event.sound {
        Sound::Voice(phrase) if lead_only && phrase.pan != 0.0 => Vec::new(),
        Sound::Voice(phrase) => sung(phrase),
        Sound::Hit(hit) => vec![note(drum(hit.piece), event.at, event.at + HIT, hit.vel)],
        Sound::Strum(strum) => {
            let end = event.at + strum.frames as i64;
            let string = |(midi, late): &(f32, usize)| note(*midi, event.at + *late as i64, end, strum.vel);
            strum.strings.iter().map(string).collect()
        }
        Sound::Sweep(_) => Vec::new(),
        Sound::Bass(tone) | Sound::SynthBass(tone) | Sound::Electric(tone) | Sound::Piano(tone) => {
            vec![held(tone, event.at)]
        }
        Sound::Strings(tone) | Sound::Pluck(tone) | Sound::Lead(tone) | Sound::Pad(tone) => {
            vec![held(tone, event.at)]
        }
        Sound::Brass(tone) | Sound::Flute(tone) => vec![held(tone, event.at)],
    }
}

fn held(tone: &Tone, at: i64) -> Note {
    note(tone.midi, at, at + tone.frames as i64, tone.vel)
}

/// The notes of a phrase whose beginning can be heard.
fn sung(phrase: &Phrase) -> Vec<Note> {
    let inside = |at: i64, span: &(i64, i64)| (span.0..span.1).contains(&at);
    let heard = |at: i64| {
        !phrase.hidden.iter().any(|span| inside(at, span))
            && phrase.shown.is_none_or(|span| inside(at, &span))
    };
    let notes = phrase.notes.iter().filter(|it| heard(it.from));
    notes.map(|it| note(it.midi, it.from, it.to, it.vel)).collect()
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn note(midi: f32, from: i64, to: i64, vel: f32) -> Note {
    let seconds = |frame: i64| (frame.max(0) as f64 / f64::from(RATE) * 1e4).round() / 1e4;
    let velocity = (f64::from(vel.clamp(0.0, 1.0)) * 1e3).round() / 1e3;
    Note { pitch: midi.round().clamp(0.0, 127.0) as u8, start_s: seconds(from), end_s: seconds(to), velocity }
}

/// Its key in the General MIDI drum map.
fn drum(piece: Piece) -> f32 {
    match piece {
        Piece::Kick => 36.0,
        Piece::Rim => 37.0,
        Piece::Snare => 38.0,
        Piece::Clap => 39.0,
        Piece::LowTom => 45.0,
        Piece::Hat => 42.0,
        Piece::OpenHat => 46.0,
        Piece::MidTom => 47.0,
        Piece::Crash => 49.0,
        Piece::HighTom => 50.0,
        Piece::Ride => 51.0,
        Piece::Tambourine => 54.0,
        Piece::Conga => 63.0,
        Piece::Shaker => 70.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::composer::arrange::{BASS, DRUMS};
    use crate::composer::{SongSpec, compose};

    #[test]
    fn every_syllable_is_one_note_and_the_bass_plays_the_chords() {
        let lyrics = "[Verse]\nPaper lanterns on the water\n[Chorus]\nEvery light a name we knew\n".into();
        let song = compose(&SongSpec { lyrics, style: "pop".into(), seed: 4, ..SongSpec::default() });
        let sung = song.notes(VOCALS);
        assert_eq!(sung.len(), 8 + 7);
        assert!(sung.iter().all(|note| note.start_s < note.end_s && (40..84).contains(&note.pitch)));
        let bass = song.notes(BASS);
        let tonic = song.ground().key.expect("a key").0;
        assert!(bass.iter().filter(|note| i32::from(note.pitch).rem_euclid(12) == tonic).count() > 4);
        assert!(song.notes(DRUMS).iter().any(|note| note.pitch == 36));
        assert!(sung.windows(2).all(|pair| pair[0].start_s <= pair[1].start_s));
    }
}
