//! Single sounds and loops for a sampler: from a description, a key and a tempo to two or three seconds.
//!
//! A loop lasts a whole number of beats (or of parts of a beat where a beat is very long) and what rings over
//! its end sounds at its beginning, so that it repeats without a seam.

use serde::{Deserialize, Serialize};

use super::rng::{Rng, text_seed};
use crate::RATE;
use crate::synth::{
    CHUNK, Event, Frame, Hit, KitKind, Piece, Room, Sound, Space, Strum, Sweep, SweepKind, TAIL, Tone,
};

/// Seconds of the shortest and the longest sound (YoYAI document, Sounds: 2.4 and 2.6 in its sample).
const SHORTEST: f64 = 2.0;
const LONGEST: f64 = 3.0;
/// The level of the loudest sample.
const PEAK: f32 = 0.8;
/// Frames over which a single sound ends.
const END: usize = 2_400;

/// What is to sound.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct SoundSpec {
    pub(crate) description: String,
    pub(crate) looped: bool,
    /// Pitch class of the root, and major (`Some(false)`) or minor (`Some(true)`) where that is said.
    pub(crate) key: Option<(i32, Option<bool>)>,
    pub(crate) bpm: Option<f32>,
    pub(crate) seed: u64,
}

/// Who plays it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Player {
    Drums(Piece),
    Beat,
    Bass,
    Pluck,
    Lead,
    Pad,
    Strings,
    Keys,
    Guitar,
    Brass,
    Flute,
    Effect(SweepKind),
}

/// Words in descriptions, the more telling ones first.
const PLAYERS: [(&[&str], Player); 24] = [
    (&["riser", "rise", "uplifter", "build", "上升"], Player::Effect(SweepKind::Riser)),
    (&["reverse", "swell", "反转"], Player::Effect(SweepKind::Reverse)),
    (&["wind", "ocean", "wave", "rain", "风", "雨", "海"], Player::Effect(SweepKind::Wind)),
    (&["impact", "boom", "explosion", "hit", "冲击"], Player::Effect(SweepKind::Impact)),
    (&["kick", "底鼓"], Player::Drums(Piece::Kick)),
    (&["snare", "军鼓"], Player::Drums(Piece::Snare)),
    (&["open hat", "cymbal", "crash", "镲"], Player::Drums(Piece::Crash)),
    (&["hat", "踩镲"], Player::Drums(Piece::Hat)),
    (&["clap", "拍手"], Player::Drums(Piece::Clap)),
    (&["tom", "通鼓"], Player::Drums(Piece::LowTom)),
    (&["shaker", "沙锤"], Player::Drums(Piece::Shaker)),
    (&["conga", "bongo", "percussion", "打击"], Player::Drums(Piece::Conga)),
    (&["beat", "drum", "groove", "breakbeat", "鼓", "节奏"], Player::Beat),
    (&["bass", "sub", "808", "低音", "贝斯"], Player::Bass),
    (&["guitar", "吉他"], Player::Guitar),
    (&["piano", "keys", "rhodes", "organ", "钢琴", "键盘"], Player::Keys),
    (&["string", "violin", "cello", "弦"], Player::Strings),
    (&["brass", "horn", "trumpet", "铜管", "号"], Player::Brass),
    (&["flute", "whistle", "笛"], Player::Flute),
    (&["pad", "ambient", "texture", "drone", "氛围"], Player::Pad),
    (&["lead", "主音"], Player::Lead),
    (&["pluck", "bell", "arp", "marimba", "拨"], Player::Pluck),
    (&["synth", "chord", "合成"], Player::Pad),
    (&["melody", "旋律"], Player::Lead),
];

/// The first telling word decides; without one chance does.
fn player(spec: &SoundSpec) -> Player {
    let words = spec.description.to_lowercase();
    let known = PLAYERS.iter().find(|(names, _)| names.iter().any(|name| words.contains(name)));
    let spare = [Player::Pluck, Player::Pad, Player::Keys, Player::Bass];
    known.map_or_else(|| *Rng::of(text_seed(&words), &[400]).pick(&spare), |(_, player)| *player)
}

/// The length of a sound in frames: whole beats of a loop, otherwise a length that chance picks.
pub(crate) fn sound_frames(spec: &SoundSpec) -> u64 {
    if spec.looped {
        let beat = 60.0 / f64::from(tempo(spec));
        return (beat * beats(beat) * f64::from(RATE)).round() as u64;
    }
    // In steps of 40 ms, as the document's sample.
    let steps = Rng::of(spec.seed, &[401]).below(16) as u64;
    (2 * 25 + 2 + steps) * u64::from(RATE) / 25
}

/// How many beats of some seconds a loop holds: whole ones if one of them is short enough.
fn beats(beat: f64) -> f64 {
    let mut part = 1.0;
    while beat * part > LONGEST - SHORTEST {
        part /= 2.0;
    }
    let most = (LONGEST / (beat * part) + 1e-9).floor();
    let even = [16.0, 8.0, 4.0].into_iter().find(|count| *count <= most && count * beat * part >= SHORTEST);
    even.unwrap_or(most) * part
}

fn tempo(spec: &SoundSpec) -> f32 {
    spec.bpm.unwrap_or_else(|| Rng::of(spec.seed, &[402]).between(84.0, 128.0).round())
}

/// Plays it: interleaved stereo of [`sound_frames`] frames.
pub(crate) fn play_sound(spec: &SoundSpec) -> Vec<f32> {
    let frames = sound_frames(spec) as usize;
    let events = if spec.looped { pattern(spec, frames) } else { strike(spec, frames) };
    let mut dry: Vec<Frame> = vec![[0.0; 2]; frames];
    let mut buffer = Vec::new();
    for event in events {
        buffer.clear();
        buffer.resize(event.frames(), [0.0; 2]);
        event.render(&mut buffer);
        lay(&mut dry, &buffer, usize::try_from(event.at).unwrap_or(0), spec.looped);
    }
    let mut wet = roomed(&dry, spec.looped);
    if !spec.looped {
        end(&mut wet);
    }
    level(&mut wet);
    wet.into_flattened()
}

/// Adds a sound from a frame on; in a loop its end comes round to the beginning.
fn lay(sum: &mut [Frame], sound: &[Frame], at: usize, looped: bool) {
    let length = sum.len().max(1);
    for (index, frame) in sound.iter().enumerate() {
        let place = at + index;
        if place < length || looped {
            let sum = &mut sum[place % length];
            sum[0] += frame[0];
            sum[1] += frame[1];
        }
    }
}

/// A little room, in a loop all the way round.
fn roomed(dry: &[Frame], looped: bool) -> Vec<Frame> {
    let room = Room { seconds: 1.1, damping_hz: 5_000.0, echo: RATE as usize / 3 };
    let space = Space { level: 0.0, reverb: -22.0, echo: None, chorus: 0.0, cut: 28.0 };
    let mut out = vec![[0.0; 2]; dry.len()];
    let mut ringing = vec![[0.0; 2]; CHUNK + TAIL];
    let ringing = &mut ringing[..dry.len() + TAIL];
    space.process(&room, dry, 0, 1.0, 0, ringing);
    lay(&mut out, ringing, 0, looped);
    out
}

fn level(frames: &mut [Frame]) {
    let peak = frames.iter().flatten().fold(1e-6f32, |peak, value| peak.max(value.abs()));
    frames.iter_mut().flatten().for_each(|value| *value *= PEAK / peak);
}

fn end(frames: &mut [Frame]) {
    let length = frames.len();
    for (index, frame) in frames.iter_mut().enumerate().skip(length.saturating_sub(END)) {
        let left = (length - 1 - index) as f32 / END as f32;
        frame[0] *= left;
        frame[1] *= left;
    }
}

/// One strike that rings.
fn strike(spec: &SoundSpec, frames: usize) -> Vec<Event> {
    let player = player(spec);
    let hold = frames * 2 / 3;
    let mut events: Vec<Event> =
        chord(spec, player).into_iter().map(|midi| event(spec, player, 0, midi, hold, 0.9)).collect();
    if player == Player::Bass && spec.description.to_lowercase().contains("drop") {
        events
            .push(Event { at: 0, sound: Sound::Sweep(Sweep { kind: SweepKind::Impact, frames, vel: 0.5 }) });
    }
    events
}

/// A figure that fits the loop.
fn pattern(spec: &SoundSpec, frames: usize) -> Vec<Event> {
    let player = player(spec);
    if let Player::Effect(_) = player {
        return vec![event(spec, player, 0, 60.0, frames, 0.8)];
    }
    // Sixteenths of the loop, whatever its tempo.
    let step = |count: usize| count * frames / 16;
    let mut rng = Rng::of(spec.seed, &[403]);
    let notes = chord(spec, player);
    match player {
        Player::Beat | Player::Drums(_) => drums(spec, player, &step, &mut rng),
        Player::Pad | Player::Strings | Player::Brass => {
            let hold = frames * 15 / 16;
            notes.into_iter().map(|midi| event(spec, player, 0, midi, hold, 0.8)).collect()
        }
        Player::Keys | Player::Guitar => {
            let stabs = *rng.pick(&[[0, 6, 8, 14], [0, 4, 8, 12], [0, 3, 6, 10]]);
            let stab = |at: usize| notes.iter().map(move |midi| (at, *midi)).collect::<Vec<_>>();
            let all = stabs.into_iter().flat_map(stab);
            all.map(|(at, midi)| event(spec, player, step(at), midi, step(2), 0.8)).collect()
        }
        _ => figure(spec, player, &notes, &step, &mut rng),
    }
}

fn drums(spec: &SoundSpec, player: Player, step: &dyn Fn(usize) -> usize, rng: &mut Rng) -> Vec<Event> {
    let rows: [(Piece, &str); 3] = match player {
        Player::Drums(piece) => [(piece, "x..x..x.x..x..x."), (piece, ""), (piece, "")],
        _ => [
            (Piece::Kick, *rng.pick(&["x.....x.x.......", "x...x...x...x...", "x..x..x...x....."])),
            (Piece::Snare, "....x.......x..."),
            (Piece::Hat, "x.o.x.o.x.o.x.oo"),
        ],
    };
    let hits = rows.into_iter().flat_map(|(piece, row)| {
        row.bytes().enumerate().filter(|(_, mark)| *mark != b'.').map(move |(at, mark)| (piece, at, mark))
    });
    hits.map(|(piece, at, mark)| {
        let vel = if mark == b'x' { 0.9 } else { 0.5 };
        event(spec, Player::Drums(piece), step(at), 60.0, 0, vel)
    })
    .collect()
}

/// A line of single notes of the chord.
fn figure(
    spec: &SoundSpec,
    player: Player,
    notes: &[f32],
    step: &dyn Fn(usize) -> usize,
    rng: &mut Rng,
) -> Vec<Event> {
    let stride = if player == Player::Bass { 4 } else { 2 };
    let places: Vec<usize> = (0..16).step_by(stride).collect();
    let tones: Vec<f32> = places.iter().map(|_| *rng.pick(notes)).collect();
    let root = notes.first().copied().unwrap_or(60.0);
    let line = places.into_iter().zip(tones);
    line.map(|(at, midi)| {
        let midi = if at == 0 { root } else { midi };
        event(
            spec,
            player,
            step(at),
            midi,
            step(stride) * 9 / 10,
            if at.is_multiple_of(4) { 0.85 } else { 0.65 },
        )
    })
    .collect()
}

/// The notes a player has at hand, root first, in the player's register.
fn chord(spec: &SoundSpec, player: Player) -> Vec<f32> {
    let mut rng = Rng::of(spec.seed, &[404]);
    let (root, kind) = spec.key.unwrap_or((rng.below(12) as i32, Some(rng.chance(0.5))));
    let (low, intervals): (i32, Vec<i32>) = match (player, kind) {
        (Player::Bass, _) => (28, vec![0]),
        (Player::Drums(_) | Player::Beat | Player::Effect(_), _) => (60, vec![0]),
        (Player::Flute, _) => (72, vec![0]),
        (Player::Lead, None) => (60, vec![0]),
        (_, None) => (48, vec![0, 7, 12]),
        (_, Some(true)) => (48, vec![0, 7, 12, 15]),
        (_, Some(false)) => (48, vec![0, 7, 12, 16]),
    };
    let root = low + (root - low).rem_euclid(12);
    intervals.into_iter().map(|interval| (root + interval) as f32).collect()
}

fn event(spec: &SoundSpec, player: Player, at: usize, midi: f32, frames: usize, vel: f32) -> Event {
    let words = spec.description.to_lowercase();
    let color = match (words.contains("warm") || words.contains("暖"), words.contains("bright")) {
        (true, _) => 0.25,
        (_, true) => 0.85,
        _ => 0.5,
    };
    let tone = Tone { midi, frames, vel, pan: 0.0, color };
    let sound = match player {
        Player::Drums(piece) => Sound::Hit(Hit { piece, kit: KitKind::Studio, vel, variant: 0 }),
        Player::Beat => Sound::Hit(Hit { piece: Piece::Kick, kit: KitKind::Studio, vel, variant: 0 }),
        Player::Bass => Sound::SynthBass(tone),
        Player::Pluck => Sound::Pluck(tone),
        Player::Lead => Sound::Lead(tone),
        Player::Pad => Sound::Pad(tone),
        Player::Strings => Sound::Strings(tone),
        Player::Keys => Sound::Piano(tone),
        Player::Guitar => Sound::Strum(Strum {
            strings: vec![(midi, 0)],
            frames,
            vel,
            pan: 0.0,
            drive: 0.0,
            color,
            seed: spec.seed,
        }),
        Player::Brass => Sound::Brass(tone),
        Player::Flute => Sound::Flute(tone),
        Player::Effect(kind) => {
            let whole = sound_frames(spec) as usize;
            Sound::Sweep(Sweep { kind, frames: whole, vel })
        }
    };
    Event { at: at as i64, sound }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec(description: &str, looped: bool, bpm: Option<f32>) -> SoundSpec {
        SoundSpec { description: description.into(), looped, key: None, bpm, seed: 5 }
    }

    #[test]
    fn sounds_last_two_to_three_seconds_and_loops_whole_beats() {
        for bpm in 1..=300 {
            let frames = sound_frames(&spec("pad", true, Some(bpm as f32))) as f64;
            let seconds = frames / f64::from(RATE);
            assert!((SHORTEST - 1e-3..=LONGEST + 1e-3).contains(&seconds), "{bpm}: {seconds}");
            let parts = seconds * f64::from(bpm) / 60.0 * 64.0;
            assert!((parts - parts.round()).abs() < 1e-2, "{bpm}: {parts}");
        }
        for seed in 0..50 {
            let frames = sound_frames(&SoundSpec { seed, ..spec("pad", false, None) });
            assert!((96_000..=144_000).contains(&frames));
        }
    }

    #[test]
    fn every_player_is_heard_once_and_in_a_loop() {
        for (words, _) in PLAYERS {
            for looped in [false, true] {
                let spec = spec(words[0], looped, Some(120.0));
                let samples = play_sound(&spec);
                assert_eq!(samples.len() as u64, sound_frames(&spec) * 2);
                let peak = samples.iter().fold(0.0f32, |peak, value| peak.max(value.abs()));
                assert!(
                    (peak - PEAK).abs() < 0.01 && samples.iter().all(|v| v.is_finite()),
                    "{words:?} {peak}"
                );
            }
        }
    }

    #[test]
    fn a_bass_has_the_root_of_its_key() {
        for (key, name) in [(6, "F#"), (9, "A"), (0, "C")] {
            let spec = SoundSpec { key: Some((key, None)), ..spec("sub bass", false, None) };
            let samples = play_sound(&spec);
            let mono: Vec<f32> = samples.chunks(2).skip(4_800).take(24_000).map(|it| it[0]).collect();
            let alike = |lag: usize| mono.iter().zip(&mono[lag..]).map(|(a, b)| a * b).sum::<f32>();
            let best = (500..1200).max_by(|a, b| alike(*a).total_cmp(&alike(*b))).unwrap();
            let midi = 69.0 + 12.0 * (48_000.0 / best as f32 / 440.0).log2();
            let away = (midi - key as f32 + 6.0).rem_euclid(12.0) - 6.0;
            assert!(away.abs() < 0.3, "{name}: {midi}");
        }
    }

    #[test]
    fn a_loop_has_no_seam() {
        let samples = play_sound(&spec("warm pad", true, Some(120.0)));
        let step = |a: f32, b: f32| (a - b).abs();
        let seam = step(samples[0], samples[samples.len() - 2]);
        let usual = samples.windows(3).map(|it| step(it[2], it[0])).fold(0.0, f32::max);
        assert!(seam <= usual, "{seam} {usual}");
    }
}
