//! Notes as a standard MIDI file: format 1, one track an instrument, 120 beats a minute, so that a second is
//! exactly [`TICKS_PER_SECOND`] ticks and every note stays where it is in the song.
//!
//! Deliberately absent: reading, tempo maps, sounds.

use vendors::{Instrument, Note};

/// Ticks of a quarter note.
const DIVISION: u16 = 480;
/// At the 120 beats a minute that every file here has.
const TICKS_PER_SECOND: f64 = 960.0;
/// Microseconds of a quarter note at 120 beats a minute.
const QUARTER_US: [u8; 3] = [0x07, 0xa1, 0x20];
/// General MIDI plays drums on this channel, counted from 0.
const DRUMS: u8 = 9;
const CHANNELS: u8 = 16;

/// The file.
pub(crate) fn file(instruments: &[Instrument]) -> Vec<u8> {
    let tracks = u16::try_from(instruments.len()).unwrap_or(u16::MAX - 1);
    let mut file = b"MThd\0\0\0\x06\0\x01".to_vec();
    file.extend((tracks + 1).to_be_bytes());
    file.extend(DIVISION.to_be_bytes());
    let [a, b, c] = QUARTER_US;
    chunk(&mut file, &[0, 0xff, 0x51, 3, a, b, c]);
    let mut free = (0..CHANNELS).filter(|channel| *channel != DRUMS).cycle();
    for instrument in instruments.iter().take(tracks.into()) {
        let channel = if is_drums(&instrument.name) { DRUMS } else { free.next().unwrap_or(0) };
        chunk(&mut file, &track(instrument, channel));
    }
    file
}

fn is_drums(name: &str) -> bool {
    let name = name.to_lowercase();
    name.contains("drum") || name.contains("percussion")
}

/// A track with its end.
fn chunk(file: &mut Vec<u8>, events: &[u8]) {
    let end = [0, 0xff, 0x2f, 0];
    let length = u32::try_from(events.len() + end.len()).unwrap_or(u32::MAX);
    file.extend(b"MTrk");
    file.extend(length.to_be_bytes());
    file.extend(events);
    file.extend(end);
}

/// The instrument's name, then its notes in the order of time.
fn track(instrument: &Instrument, channel: u8) -> Vec<u8> {
    let mut events = vec![0, 0xff, 0x03];
    let name: String = instrument.name.chars().take(64).collect();
    quantity(&mut events, u32::try_from(name.len()).unwrap_or(0));
    events.extend(name.bytes());
    let mut strokes: Vec<(u32, [u8; 3])> =
        instrument.notes.iter().flat_map(|note| strokes(note, channel)).collect();
    // Ends come before beginnings, so that a repeated note is struck again.
    strokes.sort_by_key(|(tick, stroke)| (*tick, stroke[0]));
    let mut now = 0;
    for (tick, stroke) in strokes {
        quantity(&mut events, tick - now);
        events.extend(stroke);
        now = tick;
    }
    events
}

/// Its beginning and its end; an end is never on its beginning.
fn strokes(note: &Note, channel: u8) -> [(u32, [u8; 3]); 2] {
    let start = tick(note.start_s);
    let end = tick(note.end_s).max(start + 1);
    let pitch = note.pitch.min(127);
    [(start, [0x90 | channel, pitch, velocity(note.velocity)]), (end, [0x80 | channel, pitch, 0])]
}

/// 1 ..= 127: 0 would end the note.
fn velocity(hard: f64) -> u8 {
    (hard * 127.0).round().clamp(1.0, 127.0) as u8
}

/// Up to the largest step that a file can hold.
fn tick(seconds: f64) -> u32 {
    (seconds * TICKS_PER_SECOND).round().clamp(0.0, f64::from(0x0fff_ff00)) as u32
}

/// A number of variable length: seven bits a byte, all but the last marked.
fn quantity(out: &mut Vec<u8>, number: u32) {
    let sevens = [number >> 21, number >> 14, number >> 7, number].map(|part| (part & 0x7f) as u8);
    let first = sevens.iter().position(|seven| *seven != 0).unwrap_or(3);
    out.extend(sevens[first..3].iter().map(|seven| seven | 0x80));
    out.push(sevens[3]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(pitch: u8, start_s: f64, end_s: f64) -> Note {
        Note { pitch, start_s, end_s, velocity: 0.5 }
    }

    /// Standard MIDI Files 1.0, page 2: the examples of variable-length quantities.
    #[test]
    fn numbers_are_written_as_the_standard_prints_them() {
        let cases: [(u32, &[u8]); 6] = [
            (0, &[0]),
            (0x7f, &[0x7f]),
            (0x80, &[0x81, 0]),
            (0x2000, &[0xc0, 0]),
            (0x1f_ffff, &[0xff, 0xff, 0x7f]),
            (0x0fff_ffff, &[0xff, 0xff, 0xff, 0x7f]),
        ];
        for (number, bytes) in cases {
            let mut out = Vec::new();
            quantity(&mut out, number);
            assert_eq!(out, bytes, "{number:#x}");
        }
    }

    #[test]
    fn a_file_has_a_tempo_and_a_track_for_each_instrument() {
        let bass = Instrument { name: "Bass".into(), notes: vec![note(40, 0.5, 1.0), note(40, 0.0, 0.5)] };
        let file = file(&[bass]);
        let head = [b'M', b'T', b'h', b'd', 0, 0, 0, 6, 0, 1, 0, 2, 1, 0xe0];
        assert_eq!(file[..14], head);
        let tempo = [b'M', b'T', b'r', b'k', 0, 0, 0, 11, 0, 0xff, 0x51, 3, 7, 0xa1, 0x20, 0, 0xff, 0x2f, 0];
        assert_eq!(file[14..33], tempo);
        let name = [0, 0xff, 3, 4, b'B', b'a', b's', b's'];
        let notes = [
            [0, 0x90, 40, 64].as_slice(),
            &[0x83, 0x60, 0x80, 40, 0],
            &[0, 0x90, 40, 64],
            &[0x83, 0x60, 0x80, 40, 0],
            &[0, 0xff, 0x2f, 0],
        ];
        let notes = notes.concat();
        assert_eq!(file[33..41], [b'M', b'T', b'r', b'k', 0, 0, 0, (name.len() + notes.len()) as u8]);
        assert_eq!(file[41..], [name.as_slice(), &notes].concat());
    }

    #[test]
    fn drums_are_on_their_channel_and_nobody_else_is() {
        let instrument = |name: &str| Instrument { name: name.into(), notes: vec![note(60, 0.0, 1.0)] };
        let mut band: Vec<_> = (0..20).map(|number| instrument(&format!("Synth {number}"))).collect();
        band.push(instrument("Drums"));
        let file = file(&band);
        let on = |channel: u8| file.windows(4).filter(|bytes| **bytes == [0, 0x90 | channel, 60, 64]).count();
        assert_eq!(on(DRUMS), 1);
        assert_eq!((0..CHANNELS).map(on).sum::<usize>(), 21);
    }

    #[test]
    fn a_note_without_length_still_ends_after_it_begins() {
        let blink = Instrument { name: String::new(), notes: vec![note(60, 1.0, 1.000_01)] };
        let file = file(&[blink]);
        assert!(file.windows(4).any(|bytes| bytes == [1, 0x80, 60, 0]));
    }
}
