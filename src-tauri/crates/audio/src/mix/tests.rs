mod stems;

use super::*;
use crate::{AudioError, Pcm};

const RATE: u32 = 48_000;
const FADE: usize = 480;

fn noise(frames: usize, seed: u32) -> Vec<f32> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (f64::from(state >> 8) / f64::from(1u32 << 24) - 0.5) as f32
    };
    (0..frames * 2).map(|_| next()).collect()
}

/// A tone whose steps between frames are small, so that a click shows.
fn tone(frames: usize, hz: f64, level: f64) -> Vec<f32> {
    let turn = std::f64::consts::TAU * hz / f64::from(RATE);
    (0..frames * 2).map(|i| (level * (turn * (i / 2) as f64).sin()) as f32).collect()
}

fn lane(samples: &[f32]) -> Lane {
    Lane::new(Box::new(Pcm::new(RATE, samples.to_vec()).reader()))
}

fn frames(samples: &[f32], from: usize, to: usize) -> &[f32] {
    &samples[from * 2..to * 2]
}

/// Bit for bit; says where the first difference is.
#[track_caller]
fn same(heard: &[f32], expected: &[f32]) {
    assert_eq!(heard.len(), expected.len());
    let different = heard.iter().zip(expected).position(|(a, b)| a.to_bits() != b.to_bits());
    assert_eq!(different, None, "first difference at this sample");
}

/// The largest step from one frame to the next.
fn step(samples: &[f32]) -> f32 {
    samples.windows(3).map(|w| (w[2] - w[0]).abs()).fold(0.0, f32::max)
}

fn playing(lanes: Vec<Lane>) -> Offline {
    let mix = Offline::new(lanes);
    mix.play();
    mix
}

#[test]
fn what_plays_is_the_lane_bit_for_bit_after_the_fade_in() {
    let song = noise(60_000, 1);
    let mut mix = playing(vec![lane(&song)]);
    let out = mix.render(50_000);
    same(frames(&out, FADE, 50_000), frames(&song, FADE, 50_000));
    assert!(step(&out[..2]) == 0.0 && out[0].abs() < 1e-4);
}

#[test]
fn any_size_of_request_gives_the_same_sound() {
    let song = noise(40_000, 2);
    let whole = playing(vec![lane(&song)]).render(30_000);
    let mut mix = playing(vec![lane(&song)]);
    let mut pieces = Vec::new();
    for size in [1, 85, 341, 512, 1365, 2067, 7, 19_000].into_iter().cycle() {
        pieces.extend(mix.render(size));
        if pieces.len() >= whole.len() {
            break;
        }
    }
    same(&whole, &pieces[..whole.len()]);
}

#[test]
fn untouched_lanes_together_are_their_sum() {
    let parts: Vec<_> =
        (0..12).map(|i| noise(30_000, i).iter().map(|s| s * 0.1).collect::<Vec<_>>()).collect();
    let sum: Vec<f32> = (0..60_000).map(|i| parts.iter().fold(0.0, |sum, part| sum + part[i])).collect();
    let mut mix = playing(vec![]);
    mix.load_all(parts.iter().map(|part| lane(part)).collect(), false);
    mix.play();
    let out = mix.render(28_000);
    same(frames(&out, FADE, 28_000), frames(&sum, FADE, 28_000));
}

#[test]
fn hearing_another_lane_makes_no_gap_and_no_step() {
    let (one, two) = (tone(96_000, 220.0, 0.5), tone(96_000, 220.0, 0.4));
    let mut mix = playing(vec![lane(&one), lane(&two)]);
    let mut out = mix.render(10_240);
    mix.hear(1);
    out.extend(mix.render(10_240));
    mix.hear(0);
    out.extend(mix.render(10_240));
    same(frames(&out, FADE, 10_240), frames(&one, FADE, 10_240));
    same(frames(&out, 10_240 + FADE, 20_480), frames(&two, 10_240 + FADE, 20_480));
    same(frames(&out, 20_480 + FADE, 30_720), frames(&one, 20_480 + FADE, 30_720));
    assert!(step(&out[FADE * 2..]) <= step(&one) * 1.01);
}

#[test]
fn equal_lanes_cannot_be_told_apart_while_switching() {
    let song = noise(60_000, 3);
    let mut mix = playing(vec![lane(&song), lane(&song)]);
    let mut out = mix.render(5_120);
    mix.hear(1);
    out.extend(mix.render(5_120));
    let worst = out[FADE * 2..].iter().zip(&song[FADE * 2..]).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
    assert!(worst < 1e-6);
}

#[test]
fn lanes_are_matched_by_their_gains() {
    let song = tone(48_000, 300.0, 0.25);
    let quiet: Vec<f32> = song.iter().map(|s| s * 0.5).collect();
    let mut mix = playing(vec![lane(&song), Lane { gain_db: 6.020_6, ..lane(&quiet) }]);
    mix.hear(1);
    let out = mix.render(20_480);
    let worst = (4_096..40_000).map(|i| (out[i] - song[i]).abs()).fold(0.0, f32::max);
    assert!(worst < 1e-5, "{worst}");
}

#[test]
fn a_version_swaps_in_at_the_very_frame_while_playing() {
    let song = tone(96_000, 220.0, 0.5);
    let mut mix = playing(vec![lane(&song)]);
    let mut out = mix.render(10_240);
    mix.load(vec![lane(&song), lane(&song)], 1, true);
    out.extend(mix.render(20_480));
    assert!(step(&out[FADE * 2..]) <= step(&song) * 1.001);
    let worst = out[FADE * 2..].iter().zip(&song[FADE * 2..]).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
    assert!(worst < 1e-6, "{worst}");
    assert_eq!(mix.state().frame, 30_720);
}

#[test]
fn pausing_and_playing_lose_nothing_and_do_not_click() {
    let song = tone(96_000, 220.0, 0.5);
    let mut mix = playing(vec![lane(&song)]);
    let mut out = mix.render(4_096);
    mix.pause();
    out.extend(mix.render(4_096));
    let stood = mix.state();
    assert!(!stood.playing && stood.frame == 4_096 + FADE as u64);
    assert!(frames(&out, 4_096 + FADE, 8_192).iter().all(|s| *s == 0.0));
    mix.play();
    out.extend(mix.render(4_096));
    assert!(step(&out) <= step(&song) * 1.05);
    let from = 4_096 + FADE + FADE;
    same(frames(&out, 8_192 + FADE, 12_288), frames(&song, from, from + 4_096 - FADE));
}

#[test]
fn a_seek_lands_on_the_exact_sample_without_a_gap() {
    let song = noise(200_000, 4);
    let mut mix = playing(vec![lane(&song)]);
    mix.render(10_240);
    mix.seek(123_457);
    let out = mix.render(5_120);
    same(frames(&out, FADE, 5_120), frames(&song, 123_457 + FADE, 123_457 + 5_120));
    assert_eq!(mix.state().frame, 123_457 + 5_120);
    assert!(out.chunks(64).all(|part| part.iter().any(|s| s.abs() > 0.01)));
}

#[test]
fn seeking_a_tone_makes_no_click() {
    let song = tone(200_000, 220.0, 0.5);
    let mut mix = playing(vec![lane(&song)]);
    let mut out = mix.render(4_096);
    for target in [50_000, 90_123, 7, 150_001] {
        mix.seek(target);
        out.extend(mix.render(2_048));
    }
    assert!(step(&out) <= step(&song) * 2.0, "{} of {}", step(&out), step(&song));
}

#[test]
fn while_paused_a_seek_shows_at_once_and_is_silent() {
    let song = noise(100_000, 5);
    let mut mix = Offline::new(vec![lane(&song)]);
    mix.seek(40_000);
    assert_eq!(mix.state().frame, 40_000);
    assert!(mix.render(2_048).iter().all(|s| *s == 0.0));
    assert_eq!(mix.state().frame, 40_000);
    mix.seek(u64::MAX);
    assert_eq!(mix.state().frame, 100_000);
}

#[test]
fn a_loop_wraps_on_the_exact_sample() {
    let song = noise(100_000, 6);
    let mut mix = playing(vec![lane(&song)]);
    mix.set_loop(Some((10_000, 17_777)));
    mix.seek(12_000);
    let out = mix.render(40_448);
    let join = 240;
    let mut at = 17_777 - 12_000;
    same(frames(&out, FADE, at), frames(&song, 12_000 + FADE, 17_777));
    while at + 7_777 < 40_448 {
        same(frames(&out, at + join, at + 7_777), frames(&song, 10_000 + join, 17_777));
        at += 7_777;
    }
    assert_eq!(mix.state().frame, 10_000 + (40_448 - at as u64));
}

#[test]
fn a_loop_set_while_playing_takes_hold_without_a_seam() {
    let song = tone(100_000, 480.0, 0.5);
    let mut mix = playing(vec![lane(&song)]);
    let mut out = mix.render(5_120);
    // 480 Hz repeats every 100 frames: a wrap by a multiple of that is inaudible.
    mix.set_loop(Some((4_000, 9_000)));
    out.extend(mix.render(20_480));
    assert!(step(&out[FADE * 2..]) <= step(&song) * 1.001);
    assert!((4_000..9_000).contains(&mix.state().frame));
    mix.set_loop(None);
    mix.render(20_480);
    assert!(mix.state().frame > 9_000);
}

#[test]
fn spans_play_one_after_the_other_and_stop() {
    let song = noise(100_000, 7);
    let mut mix = Offline::new(vec![lane(&song)]);
    mix.play_spans(vec![(1_000, 4_000), (50_000, 53_000)]);
    let out = mix.render(10_240);
    same(frames(&out, FADE, 3_000), frames(&song, 1_000 + FADE, 4_000));
    same(frames(&out, 3_240, 6_000), frames(&song, 50_240, 53_000));
    assert!(frames(&out, 6_240, 10_240).iter().all(|s| *s == 0.0));
    assert!(!mix.state().playing);
    mix.play();
    let again = mix.render(2_048);
    same(frames(&again, FADE, 2_048), frames(&song, 53_240 + FADE, 53_240 + 2_048));
}

#[test]
fn at_the_end_it_stops_and_play_begins_again() {
    let song = noise(3_000, 8);
    let mut mix = playing(vec![lane(&song)]);
    let out = mix.render(5_120);
    same(frames(&out, FADE, 3_000), frames(&song, FADE, 3_000));
    assert!(frames(&out, 3_000, 5_120).iter().all(|s| *s == 0.0));
    let end = mix.state();
    assert_eq!((end.playing, end.frame, end.frames), (false, 3_000, 3_000));
    mix.play();
    mix.render(1_024);
    assert_eq!(mix.state().frame, 1_024);
}

#[test]
fn meters_hold_the_peak_and_mark_clipping() {
    let mut loud = vec![0.0; 20_000];
    loud[10_000] = 1.5;
    loud[10_003] = -0.25;
    let mut mix = playing(vec![lane(&loud)]);
    let out = mix.render(8_192);
    let state = mix.state();
    assert_eq!((state.peak, state.lane_peaks, state.clipped), ([1.5, 0.25], vec![[1.5, 0.25]], true));
    assert!(out[10_000] < 1.0 && out[10_003] == -0.25);
    let later = mix.state();
    assert_eq!((later.peak, later.clipped), ([0.0; 2], false));
}

#[test]
fn balance_mute_and_solo_are_gains() {
    let (one, two) = (vec![0.25; 60_000], vec![0.5; 60_000]);
    let mut mix = playing(vec![]);
    mix.load_all(vec![lane(&one), lane(&two)], false);
    mix.play();
    let settled = |mix: &mut Offline| mix.render(4_096)[8_190..].to_vec();
    assert_eq!(settled(&mut mix), [0.75, 0.75]);
    mix.set_lane_balance(1, -1.0);
    assert_eq!(settled(&mut mix), [0.75, 0.25]);
    mix.set_lane_muted(0, true);
    assert_eq!(settled(&mut mix), [0.5, 0.0]);
    mix.set_lane_muted(0, false);
    mix.set_lane_soloed(0, true);
    assert_eq!(settled(&mut mix), [0.25, 0.25]);
    mix.set_lane_gain(0, -120.0);
    assert_eq!(settled(&mut mix), [0.0, 0.0]);
}

#[test]
fn shorter_lanes_end_in_silence_and_strange_rates_are_silent() {
    let (long, short) = (noise(20_000, 9), noise(5_000, 10));
    let other = Lane::new(Box::new(Pcm::new(44_100, noise(20_000, 11)).reader()));
    let mut mix = playing(vec![lane(&long), lane(&short), other]);
    mix.hear(1);
    let out = mix.render(10_240);
    assert!(frames(&out, 5_000, 10_240).iter().all(|s| *s == 0.0));
    mix.hear(2);
    assert!(mix.render(4_096)[2_000..].iter().all(|s| *s == 0.0));
    assert_eq!(mix.state().frames, 20_000);
}

struct Broken;

impl FrameReader for Broken {
    fn rate(&self) -> u32 {
        RATE
    }
    fn frames(&self) -> u64 {
        10_000
    }
    fn read(&mut self, frame: u64, _: &mut [f32]) -> Result<usize, AudioError> {
        Err(AudioError::Damaged { at_frame: frame })
    }
}

#[test]
fn a_lane_that_cannot_be_read_is_silent_and_the_others_play_on() {
    let song = noise(20_000, 12);
    let mut mix = playing(vec![lane(&song), Lane::new(Box::new(Broken))]);
    let out = mix.render(8_192);
    same(frames(&out, FADE, 8_192), frames(&song, FADE, 8_192));
}

#[test]
fn reading_too_slowly_fades_out_counts_and_comes_back() {
    let song = tone(400_000, 220.0, 0.5);
    let mut mix = playing(vec![lane(&song)]);
    let mut block = [0.0; QUANTUM * 2];
    let mut out = Vec::new();
    mix.feed();
    for _ in 0..80 {
        mix.callback(&mut block);
        out.extend_from_slice(&block);
    }
    let state = mix.state();
    assert!(state.underruns == 1 && state.playing);
    assert!(out[out.len() - 2_048..].iter().all(|s| *s == 0.0));
    mix.feed();
    for _ in 0..8 {
        mix.callback(&mut block);
        out.extend_from_slice(&block);
    }
    assert!(out[out.len() - 2_048..].iter().any(|s| *s != 0.0));
    assert!(step(&out) <= step(&song) * 1.1);
    assert_eq!(mix.state().underruns, 1);
}

#[test]
fn the_test_tone_sounds_left_then_right_over_silence() {
    let mut mix = Offline::new(vec![]);
    mix.test_tone();
    let out = mix.render(60_000);
    let loud = |side: usize, from: usize, to: usize| {
        (from..to).map(|frame| out[frame * 2 + side].abs()).fold(0.0, f32::max)
    };
    assert!(loud(0, 0, 24_000) > 0.19 && loud(1, 0, 23_000) == 0.0);
    assert!(loud(1, 25_000, 48_000) > 0.19 && loud(0, 25_000, 48_000) == 0.0);
    assert!(loud(0, 49_000, 60_000) == 0.0 && step(&out) < 0.02);
}

#[test]
fn while_paused_lanes_and_loop_change_without_moving() {
    let song = noise(100_000, 13);
    let mut mix = playing(vec![lane(&song)]);
    mix.render(5_120);
    mix.pause();
    mix.render(2_048);
    let here = mix.state().frame;
    mix.load(vec![lane(&song)], 0, true);
    mix.set_loop(Some((0, 50_000)));
    mix.render(2_048);
    assert_eq!(mix.state().frame, here);
    mix.play();
    let out = mix.render(2_048);
    let here = usize::try_from(here).unwrap();
    same(frames(&out, FADE, 2_048), frames(&song, here + FADE, here + 2_048));
}

#[test]
fn a_shorter_version_ends_where_it_ends() {
    let song = noise(100_000, 14);
    let mut mix = playing(vec![lane(&song)]);
    mix.render(20_480);
    mix.load(vec![lane(&song[..20_000])], 0, true);
    mix.render(4_096);
    let state = mix.state();
    assert_eq!((state.playing, state.frame, state.frames), (false, 10_000, 10_000));
}

#[test]
fn nothing_loaded_plays_nothing() {
    let mut mix = Offline::new(Vec::new());
    mix.play();
    assert!(mix.render(4_096).iter().all(|s| *s == 0.0));
    mix.hear(7);
    mix.seek(5);
    mix.play_spans(vec![(5, 5)]);
    mix.set_loop(Some((9, 3)));
    mix.render(1_024);
    assert_eq!((mix.state().frame, mix.state().frames), (0, 0));
}

#[test]
fn a_jump_survives_what_is_asked_for_right_after_it() {
    let song = noise(200_000, 15);
    let mut mix = playing(vec![lane(&song)]);
    mix.render(10_240);
    mix.seek(100_000);
    mix.set_loop(Some((50_000, 150_000)));
    mix.read_anew();
    let out = mix.render(2_560);
    assert_eq!(mix.state().frame, 102_560);
    same(frames(&out, FADE + QUANTUM, 2_560), frames(&song, 100_000 + FADE + QUANTUM, 102_560));
    mix.seek(60_000);
    mix.load(vec![lane(&song), lane(&song)], 1, true);
    mix.render(2_560);
    assert_eq!(mix.state().frame, 62_560);
    mix.pause();
    mix.render(2_560);
    mix.seek(20_000);
    mix.set_loop(None);
    mix.render(2_560);
    assert_eq!(mix.state().frame, 20_000);
}
