//! Stems mixed: levels as one set, range mutes, sets, mixdown, meters, and that nothing clicks or drifts.

use realfft::RealFftPlanner;

use super::*;

const HEARD: LaneLevel = LaneLevel { gain_db: 0.0, balance: 0.0, heard: true };
const SHUT: LaneLevel = LaneLevel { heard: false, ..HEARD };

/// Random numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

fn stems(count: u32, frames: usize) -> Vec<Vec<f32>> {
    (0..count).map(|i| noise(frames, 100 + i).iter().map(|s| s * 0.1).collect()).collect()
}

fn mixing(parts: &[Vec<f32>]) -> Offline {
    let mix = Offline::new(Vec::new());
    mix.load_all(parts.iter().map(|part| lane(part)).collect(), false);
    mix
}

/// The loudest part of `sound` from 2 kHz on, in dBFS, in windows of 4096 frames.
fn splatter_db(sound: &[f32]) -> f64 {
    const SIZE: usize = 4_096;
    let left: Vec<f64> = sound.iter().step_by(2).map(|s| f64::from(*s)).collect();
    let plan = RealFftPlanner::<f64>::new().plan_fft_forward(SIZE);
    let hann = |i: usize| 0.5 - 0.5 * (std::f64::consts::TAU * i as f64 / SIZE as f64).cos();
    let first = 2_000 * SIZE / RATE as usize;
    let mut worst = 0.0_f64;
    for window in left.windows(SIZE).step_by(512) {
        let mut input: Vec<f64> = window.iter().enumerate().map(|(i, s)| s * hann(i)).collect();
        let mut spectrum = plan.make_output_vec();
        plan.process(&mut input, &mut spectrum).unwrap();
        worst = spectrum[first..].iter().fold(worst, |most, bin| most.max(bin.norm() * 4.0 / SIZE as f64));
    }
    20.0 * worst.log10()
}

#[test]
fn a_mixdown_is_what_the_player_plays_bit_for_bit() {
    let parts = stems(5, 40_000);
    let levels = [
        LaneLevel { gain_db: -3.0, balance: 0.3, heard: true },
        SHUT,
        LaneLevel { gain_db: 2.5, balance: -1.0, heard: true },
        HEARD,
        LaneLevel { gain_db: -100.0, balance: 0.0, heard: true },
    ];
    let placed = |i: usize| {
        let muted = Mutes::new(vec![(9_000 + i as u64 * 10, 15_000)]);
        Box::new(Placed::new(lane(&parts[i]).reader, i as i64 * 37 - 50, muted))
    };
    let mut mix = Offline::new(Vec::new());
    mix.load_all((0..5).map(|i| Lane::new(placed(i))).collect(), false);
    mix.set_levels(&levels, -1.5);
    mix.play();
    let heard = mix.render(38_000);
    let down = (0..5).map(|i| Part { reader: placed(i), level: levels[i] }).collect();
    let mut down = Mixdown::new(down, -1.5).unwrap();
    let mut written = vec![0.0; 38_000 * 2];
    assert_eq!(down.read(0, &mut written).unwrap(), 38_000);
    // The master moves to its place within the first block.
    same(frames(&heard, 1_024, 38_000), frames(&written, 1_024, 38_000));
}

#[test]
fn a_mixdown_is_the_sum_that_double_precision_finds() {
    let parts = stems(12, 30_000);
    let mut dice = Dice(5);
    let level = |dice: &mut Dice| LaneLevel {
        gain_db: dice.below(300) as f32 / 10.0 - 24.0,
        balance: dice.below(200) as f32 / 100.0 - 1.0,
        heard: dice.below(4) > 0,
    };
    let levels: Vec<LaneLevel> = (0..12).map(|_| level(&mut dice)).collect();
    let down =
        parts.iter().zip(&levels).map(|(part, level)| Part { reader: lane(part).reader, level: *level });
    let mut written = vec![0.0; 30_000 * 2];
    Mixdown::new(down.collect(), 1.5).unwrap().read(0, &mut written).unwrap();
    let mut rest = 0.0_f64;
    for (i, written) in written.iter().enumerate() {
        let expected: f64 =
            parts.iter().zip(&levels).filter(|(_, level)| level.heard).fold(0.0, |sum, (part, level)| {
                let side =
                    if i % 2 == 0 { 1.0 - f64::from(level.balance) } else { 1.0 + f64::from(level.balance) };
                sum + f64::from(part[i]) * 10_f64.powf(f64::from(level.gain_db) / 20.0) * side.min(1.0)
            });
        rest += (f64::from(*written) - expected * 10_f64.powf(1.5 / 20.0)).powi(2);
    }
    let db = 10.0 * (rest / written.len() as f64).log10();
    assert!(db < -120.0, "{db:.1} dBFS");
}

#[test]
fn a_mixdown_is_as_long_as_its_longest_part_and_needs_one_rate() {
    let (long, short) = (noise(5_000, 1), noise(2_000, 2));
    let part =
        |sound: &[f32], heard| Part { reader: lane(sound).reader, level: LaneLevel { heard, ..HEARD } };
    let mut down = Mixdown::new(vec![part(&short, true), part(&long, false)], 0.0).unwrap();
    let mut out = vec![9.0; 5_100 * 2];
    assert_eq!((down.frames(), down.read(0, &mut out).unwrap()), (5_000, 5_000));
    same(frames(&out, 0, 2_000), &short);
    assert!(frames(&out, 2_000, 5_000).iter().all(|s| *s == 0.0));
    let mut lone = Mixdown::lone(lane(&short).reader, 5_000);
    assert_eq!((lone.frames(), lone.read(1_990, &mut out[..100]).unwrap()), (5_000, 50));
    assert_eq!(out[20..100], [0.0; 80]);
    let other = Part { reader: Box::new(Pcm::new(44_100, noise(100, 3)).reader()), level: HEARD };
    assert!(matches!(Mixdown::new(vec![part(&long, true), other], 0.0), Err(AudioError::Unsupported { .. })));
    assert!(matches!(Mixdown::new(Vec::new(), 0.0), Err(AudioError::Empty)));
}

#[test]
fn after_a_thousand_jumps_and_switches_all_lanes_are_on_the_same_sample() {
    let parts = stems(8, 120_000);
    let mut mix = mixing(&parts);
    mix.play();
    mix.render(4_096);
    let mut dice = Dice(9);
    let (mut looped, mut compared, mut restarts) = (None, 0, 0);
    for _ in 0..1_000 {
        // Four parts, each in two sets: as they are switched, one of each pair is heard.
        let sets: Vec<bool> = (0..4).map(|_| dice.below(2) == 1).collect();
        let level = |i: usize| if sets[i % 4] == (i >= 4) { HEARD } else { SHUT };
        mix.set_levels(&(0..8).map(level).collect::<Vec<_>>(), 0.0);
        let before = mix.state();
        let mut kept = false;
        match dice.below(5) {
            0 | 1 => mix.seek(dice.below(110_000)),
            2 => {
                let start = dice.below(100_000);
                looped = (dice.below(3) > 0).then_some((start, start + 3_000 + dice.below(9_000)));
                mix.set_loop(looped);
            }
            3 => {
                kept = restart(&mut mix, &mut dice);
                restarts += 1;
            }
            _ => mix.play(),
        }
        let out = mix.render(2_560);
        let at = usize::try_from(mix.state().frame).unwrap();
        if kept && before.playing && before.frame + 2_560 < looped.map_or(120_000, |(_, end)| end) {
            assert_eq!(at as u64, before.frame + 2_560, "a new device goes on where the lost one was");
        }
        let join = looped.is_some_and(|(start, _)| (start..start + 500).contains(&(at as u64)));
        if !mix.state().playing || join || at < 64 {
            mix.play();
            continue;
        }
        let sum =
            |i: usize| (0..8).filter(|lane| level(*lane).heard).fold(0.0, |sum, lane| sum + parts[lane][i]);
        let expected: Vec<f32> = ((at - 64) * 2..at * 2).map(sum).collect();
        same(frames(&out, 2_560 - 64, 2_560), &expected);
        compared += 1;
    }
    assert!(compared > 700 && restarts > 150, "only {compared} of 1000 compared, {restarts} restarts");
    assert_eq!(mix.state().underruns, 0);
}

/// The device is lost, a clock stands in, and another device comes. Whatever played before is still asked for
/// some blocks by a stream that is slow to die. Answers whether the clock moved nothing, so that the place is
/// kept to the frame.
fn restart(mix: &mut Offline, dice: &mut Dice) -> bool {
    let mut lost = mix.reopen().unwrap();
    let blocks = dice.below(3) as usize;
    let _on_the_clock = mix.render(blocks * QUANTUM);
    let mut clock = mix.reopen().unwrap();
    for _ in 0..dice.below(4) as usize * QUANTUM * 2 {
        // Must neither be heard nor move the transport.
        let _unheard = (lost.next(), clock.next());
    }
    blocks == 0
}

#[test]
fn a_muted_range_takes_hold_while_it_plays() {
    let parts = stems(2, 200_000);
    let mutes = Mutes::default();
    let mut mix = Offline::new(Vec::new());
    let first = Lane::new(Box::new(Placed::new(lane(&parts[0]).reader, 0, mutes.clone())));
    mix.load_all(vec![first, lane(&parts[1])], false);
    mix.play();
    mix.render(20_480);
    assert!(mutes.set(vec![(30_000, 60_000)]));
    mix.read_anew();
    let out = mix.render(60_000);
    same(frames(&out, 10_000, 39_000), frames(&parts[1], 30_480, 59_480));
    let after: Vec<f32> = (62_000 * 2..80_000 * 2).map(|i| parts[0][i] + parts[1][i]).collect();
    same(frames(&out, 62_000 - 20_480, 80_000 - 20_480), &after);
}

#[test]
fn no_control_clicks_while_a_tone_plays() {
    let song = tone(2_000_000, 1_000.0, 0.25);
    let mutes = Mutes::default();
    let mut mix = Offline::new(Vec::new());
    let lanes = (0..3).map(|_| Lane::new(Box::new(Placed::new(lane(&song).reader, 0, mutes.clone()))));
    mix.load_all(lanes.collect(), false);
    mix.play();
    let mut out = mix.render(8_192)[1_024..].to_vec();
    let mut dice = Dice(77);
    for round in 0..120_u64 {
        let level = |dice: &mut Dice| LaneLevel {
            gain_db: [-100.0, -12.0, 0.0, 6.0][dice.below(4) as usize],
            balance: [-1.0, 0.0, 0.7][dice.below(3) as usize],
            heard: dice.below(3) > 0,
        };
        let levels: Vec<_> = (0..3).map(|_| level(&mut dice)).collect();
        mix.set_levels(&levels, [-9.0, -6.0, -3.0][dice.below(3) as usize]);
        let now = mix.state().frame;
        if round % 3 == 0 && mutes.set(vec![(now + 2_000, now + 5_000)]) {
            mix.read_anew();
        }
        if round % 5 == 0 {
            mix.seek(dice.below(1_000_000));
        }
        out.extend(mix.render(1_500 + dice.below(3_000) as usize));
    }
    let db = splatter_db(&out);
    assert!(db < -80.0, "{db:.1} dBFS outside of the tone");
    // The measure sees a click: the tone breaks off where it is loudest.
    let mut cut = song[..48_000].to_vec();
    cut[24_000 + 24..].fill(0.0);
    assert!(splatter_db(&cut) > -60.0);
}

#[test]
fn meters_show_peak_and_rms_of_every_lane_and_of_the_mix() {
    let song = tone(96_000, 1_000.0, 0.5);
    let mut mix = mixing(&[song.clone(), song]);
    mix.set_levels(&[HEARD, LaneLevel { gain_db: -6.020_6, balance: -1.0, heard: true }], -6.020_6);
    mix.set_volume(-100.0);
    mix.play();
    mix.render(9_600);
    let _before = mix.state();
    mix.render(38_400);
    let state = mix.state();
    let near =
        |found: f32, expected: f32| assert!((found - expected).abs() < 0.003, "{found} is not {expected}");
    near(state.lane_peaks[0][0], 0.5);
    near(state.lane_rms[0], 0.5 / 2_f32.sqrt());
    near(state.lane_peaks[1][0], 0.25);
    assert_eq!(state.lane_peaks[1][1], 0.0);
    near(state.lane_rms[1], 0.125);
    near(state.mix_peak[0], 0.375);
    near(state.mix_peak[1], 0.25);
    assert_eq!(state.peak, [0.0; 2]);
    let later = mix.state();
    assert_eq!((later.lane_rms[0], later.mix_rms, later.mix_peak), (0.0, 0.0, [0.0; 2]));
}

#[test]
fn the_loudness_of_the_mix_is_measured_while_it_plays() {
    // EBU Tech 3341, case 1: a stereo 1 kHz sine of -23 dBFS measures -23.0 LUFS.
    let song = tone(480_000, 997.0, 10_f64.powf(-17.0 / 20.0));
    let mut mix = mixing(&[song]);
    mix.set_levels(&[HEARD], -6.0);
    mix.set_volume(-30.0);
    mix.measure_loudness(true);
    mix.play();
    for _ in 0..200 {
        mix.render(1_600);
        let _now = mix.loudness();
    }
    let measured = mix.loudness();
    assert!((measured.integrated_lufs + 23.0).abs() < 0.2, "{measured:?}");
    assert!((measured.short_term_lufs + 23.0).abs() < 0.2, "{measured:?}");
    assert!((measured.true_peak_db + 23.0).abs() < 0.2, "{measured:?}");
    mix.measure_loudness(false);
    mix.render(48_000);
    assert_eq!(mix.loudness().integrated_lufs, -120.0);
}
