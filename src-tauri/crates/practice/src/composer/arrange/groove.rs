//! Drums, percussion and bass. Patterns are sixteen characters, one per sixteenth: `x` loud, `o` soft, `.` not.

use song::lyrics::SectionKind;

use super::{BASS, DRUMS, Desk, PERCUSSION, Stems};
use crate::composer::form::Plan;
use crate::composer::harmony::above;
use crate::composer::style::Genre;
use crate::synth::{Event, Hit, Piece, Sound, Tone};

/// Kick, snare, hat of one bar.
type Beat = [&'static str; 3];

fn beats(genre: Genre) -> &'static [Beat] {
    match genre {
        Genre::Pop => &[
            ["x.....x.x.......", "....x.......x...", "x.o.x.o.x.o.x.o."],
            ["x..x....x.x.....", "....x.......x..o", "x.x.x.x.x.x.x.x."],
        ],
        Genre::Dream => &[
            ["x.........x.....", "....x.......x...", "x.o.x.o.x.o.x.o."],
            ["x......x..x.....", "....x.......x...", "x.ooxoo.x.ooxoo."],
        ],
        Genre::Rock => &[
            ["x.......x.x.....", "....x.......x...", "x.x.x.x.x.x.x.x."],
            ["x.x.....x.x...x.", "....x.......x...", "x.x.x.x.x.x.x.x."],
        ],
        Genre::Folk => &[
            ["x.......x.......", "....o.......o...", "..o...o...o...o."],
            ["x.....o.x.......", "....x.......x...", "x.o.x.o.x.o.x.o."],
        ],
        Genre::Electronic => &[
            ["x...x...x...x...", "....x.......x...", "..x...x...x...x."],
            ["x...x...x...x..o", "....x.......x...", "o.x.o.x.o.x.o.xo"],
        ],
        Genre::Ballad => &[
            ["x...............", "........o.......", "x...o...x...o..."],
            ["x.........x.....", "....x.......x...", "x.o.x.o.x.o.x.o."],
        ],
        Genre::Soul => &[
            ["x......o..x.....", "....x..o....x...", "x.oox.o.x.oox.o."],
            ["x..o...x..x..o..", "....x..o.o..x..o", "x.oox.oox.oox.oo"],
        ],
        Genre::Guofeng => &[
            ["x...............", "................", "o.......o......."],
            ["x.......o.x.....", "....o.......x...", "x...o...x...o.o."],
        ],
    }
}

fn loudness(mark: u8) -> f32 {
    match mark {
        b'x' => 1.0,
        b'o' => 0.42,
        _ => 0.0,
    }
}

/// Below which energy a genre's drummer waits.
fn enters(genre: Genre) -> f32 {
    match genre {
        Genre::Ballad | Genre::Guofeng | Genre::Folk => 0.58,
        Genre::Dream => 0.50,
        _ => 0.42,
    }
}

pub(super) fn drums(desk: &mut Desk) {
    let energy = desk.energy();
    if energy < enters(desk.genre()) {
        return quiet_drums(desk);
    }
    let [kick, snare, hat] = beats(desk.genre())[usize::from(energy > 0.75)];
    let level = 0.55 + 0.4 * energy;
    let fill = desk.next().is_some();
    for bar in 0..desk.part.bars {
        let cut = if fill && bar + 1 == desk.part.bars { fill_start(desk) } else { 16 };
        for step in 0..cut {
            play_step(desk, bar, step, [kick, snare, hat], level);
        }
        if cut < 16 {
            play_fill(desk, bar, cut, level);
        }
    }
    if energy > 0.8 {
        desk.hit(DRUMS, 0, 0.0, Piece::Crash, 0.55 * level);
    }
}

fn play_step(desk: &mut Desk, bar: usize, step: usize, beat: Beat, level: f32) {
    let [kick, snare, hat] = beat.map(|row| loudness(row.as_bytes()[step]));
    let at = step as f64;
    let soft = desk.energy() < 0.56;
    if kick > 0.0 {
        desk.hit(DRUMS, bar, at, Piece::Kick, kick * level);
    }
    if snare > 0.0 {
        let piece = if soft && desk.genre() != Genre::Electronic { Piece::Rim } else { Piece::Snare };
        desk.hit(DRUMS, bar, at, piece, snare * level * 0.9);
    }
    if hat > 0.0 {
        let big = desk.energy() > 0.95 && desk.genre() == Genre::Rock && step.is_multiple_of(4);
        let open = desk.energy() > 0.75
            && (desk.genre() == Genre::Electronic && step % 4 == 2 || step == 14 && bar % 4 == 3);
        let piece = if open || big { Piece::OpenHat } else { Piece::Hat };
        desk.hit(DRUMS, bar, at, piece, hat * level * if open { 0.45 } else { 0.6 });
    }
}

/// Low sections get a heartbeat at most.
fn quiet_drums(desk: &mut Desk) {
    if desk.part.kind == SectionKind::Intro
        && matches!(desk.genre(), Genre::Electronic | Genre::Soul | Genre::Pop)
    {
        for bar in desk.part.bars / 2..desk.part.bars {
            for step in [0.0, 4.0, 8.0, 12.0] {
                desk.hit(DRUMS, bar, step + 2.0, Piece::Hat, 0.3);
            }
        }
    }
    if desk.rises() && desk.part.bars > 1 && desk.part.energy > 0.3 {
        let bar = desk.part.bars - 1;
        play_fill(desk, bar, 12, 0.5);
    }
}

fn fill_start(desk: &mut Desk) -> usize {
    let rises = desk.rises();
    *desk.rng.pick(if rises { &[8, 10, 12] } else { &[12, 14, 16] })
}

fn play_fill(desk: &mut Desk, bar: usize, from: usize, level: f32) {
    let pieces = [Piece::Snare, Piece::HighTom, Piece::MidTom, Piece::LowTom];
    let sparse = matches!(desk.genre(), Genre::Ballad | Genre::Folk | Genre::Dream | Genre::Guofeng);
    for step in from..16 {
        if sparse && step % 2 == 1 && step < 14 {
            continue;
        }
        let along = (step - from) as f32 / (16 - from).max(1) as f32;
        let piece = pieces[((along * 4.0) as usize).min(3)];
        desk.hit(DRUMS, bar, step as f64, piece, level * (0.45 + 0.4 * along));
    }
    desk.hit(DRUMS, bar, from as f64, Piece::Kick, level * 0.8);
}

pub(super) fn percussion(desk: &mut Desk) {
    let (genre, energy) = (desk.genre(), desk.energy());
    let shaker = energy > 0.5 && !matches!(genre, Genre::Rock);
    let tambourine = energy > 0.8 && matches!(genre, Genre::Pop | Genre::Rock | Genre::Folk | Genre::Soul);
    let clap = energy > 0.8 && matches!(genre, Genre::Electronic | Genre::Pop | Genre::Soul);
    let conga = genre == Genre::Soul || genre == Genre::Guofeng && energy > 0.55;
    for bar in 0..desk.part.bars {
        for step in 0..16usize {
            let at = step as f64;
            if shaker && step.is_multiple_of(2) {
                desk.hit(PERCUSSION, bar, at, Piece::Shaker, if step % 4 == 2 { 0.55 } else { 0.3 });
            }
            if tambourine && step % 8 == 4 {
                desk.hit(PERCUSSION, bar, at, Piece::Tambourine, 0.6);
            }
            if clap && step % 8 == 4 {
                desk.hit(PERCUSSION, bar, at, Piece::Clap, 0.75);
            }
            if conga && matches!(step, 3 | 6 | 11 | 14) && energy > 0.45 {
                desk.hit(PERCUSSION, bar, at, Piece::Conga, if step == 6 { 0.5 } else { 0.3 });
            }
        }
    }
}

/// Steps and lengths of the bass notes of a bar, and which tone of the chord (0 root, 2 fifth, 8 octave).
type Line = &'static [(f64, f64, usize)];

fn bass_line(genre: Genre, energy: f32) -> Line {
    let big = energy > 0.75;
    match (genre, big) {
        (Genre::Rock, true) => &[
            (0.0, 2.0, 0),
            (2.0, 2.0, 0),
            (4.0, 2.0, 0),
            (6.0, 2.0, 0),
            (8.0, 2.0, 0),
            (10.0, 2.0, 0),
            (12.0, 2.0, 0),
            (14.0, 2.0, 2),
        ],
        (Genre::Rock, false) => &[(0.0, 4.0, 0), (4.0, 4.0, 0), (8.0, 4.0, 0), (12.0, 4.0, 0)],
        (Genre::Electronic, true) => &[(2.0, 2.0, 0), (6.0, 2.0, 0), (10.0, 2.0, 0), (14.0, 2.0, 8)],
        (Genre::Electronic, false) => &[(0.0, 6.0, 0), (8.0, 3.0, 0), (11.0, 4.0, 0)],
        (Genre::Soul, _) => &[(0.0, 3.0, 0), (3.0, 1.0, 0), (7.0, 2.0, 8), (10.0, 3.0, 0), (14.0, 2.0, 2)],
        (Genre::Pop, true) => {
            &[(0.0, 3.0, 0), (3.0, 3.0, 0), (6.0, 2.0, 0), (8.0, 3.0, 0), (11.0, 3.0, 0), (14.0, 2.0, 2)]
        }
        (Genre::Folk, _) => &[(0.0, 7.0, 0), (8.0, 7.0, 2)],
        (Genre::Dream, true) | (Genre::Pop, false) => {
            &[(0.0, 6.0, 0), (6.0, 2.0, 0), (8.0, 6.0, 0), (14.0, 2.0, 2)]
        }
        (Genre::Ballad | Genre::Guofeng, true) => &[(0.0, 7.0, 0), (8.0, 4.0, 0), (12.0, 4.0, 2)],
        _ => &[(0.0, 14.0, 0)],
    }
}

pub(super) fn bass(desk: &mut Desk) {
    let (genre, energy) = (desk.genre(), desk.energy());
    let intro = desk.part.kind == SectionKind::Intro;
    if energy < 0.4 && !(intro && genre == Genre::Soul) && desk.part.kind != SectionKind::Outro {
        return;
    }
    let line = bass_line(genre, energy);
    for bar in 0..desk.part.bars {
        let chord = desk.part.chords[bar];
        let root = above(chord.root(&desk.plan.style), 28);
        for (step, length, tone) in line {
            let fifth = above(chord.tones(&desk.plan.style)[2], root);
            let midi = match tone {
                2 if fifth < 45 => fifth,
                8 => root + 12,
                _ => root,
            };
            let accent = if *step == 0.0 { 1.0 } else { 0.86 };
            let tone = Tone {
                midi: midi as f32,
                frames: desk.frames(length * 0.92),
                vel: (0.55 + 0.35 * energy) * accent,
                pan: 0.0,
                color: desk.plan.style.bright * 0.8,
            };
            let sound = if genre == Genre::Electronic { Sound::SynthBass(tone) } else { Sound::Bass(tone) };
            let at = desk.frame(bar, *step);
            desk.put(BASS, at, sound);
        }
    }
}

/// Kick, crash and a low root under the last chord.
pub(super) fn last_hit(plan: &Plan, at: i64, stems: &mut Stems) {
    let kit = plan.style.kit;
    let soft = matches!(plan.style.genre, Genre::Ballad | Genre::Folk | Genre::Guofeng);
    let vel = if soft { 0.35 } else { 0.7 };
    for (piece, part) in [(Piece::Kick, 1.0), (Piece::Crash, 0.6)] {
        stems[DRUMS].push(Event { at, sound: Sound::Hit(Hit { piece, kit, vel: vel * part, variant: 0 }) });
    }
    let tone =
        Tone { midi: above(plan.style.tonic, 28) as f32, frames: 120_000, vel: 0.6, pan: 0.0, color: 0.2 };
    stems[BASS].push(Event { at, sound: Sound::Bass(tone) });
}
