//! The audio callback must never allocate or free. This binary's allocator aborts the process if it does,
//! so a violation is a crash with a backtrace, not a failed comparison.

use assert_no_alloc::{AllocDisabler, assert_no_alloc};
use audio::mix::QUANTUM;
use audio::{Lane, LaneLevel, Mutes, Offline, Pcm, Placed};

#[global_allocator]
static GUARD: AllocDisabler = AllocDisabler;

const RATE: u32 = 48_000;

fn lanes(count: usize) -> Vec<Lane> {
    let samples: Vec<f32> = (0..RATE * 4).map(|i| (i as f32 * 0.01).sin() * 0.05).collect();
    let pcm = Pcm::new(RATE, samples);
    (0..count).map(|_| Lane::new(Box::new(pcm.reader()))).collect()
}

/// Feeds outside of the guard, renders inside of it.
fn blocks(mix: &mut Offline, count: usize) {
    let mut block = [0.0; QUANTUM * 2];
    for _ in 0..count {
        mix.feed();
        assert_no_alloc(|| mix.callback(&mut block));
    }
}

#[test]
fn the_callback_neither_allocates_nor_frees_whatever_happens() {
    let mut mix = Offline::new(lanes(12));
    mix.load_all(lanes(12), false);
    mix.play();
    blocks(&mut mix, 8);
    for round in 0..40u64 {
        mix.seek(round * 2_111);
        blocks(&mut mix, 3);
        mix.set_lane_muted((round % 12) as usize, round % 3 == 0);
        mix.set_lane_soloed((round % 7) as usize, round % 5 == 0);
        mix.set_lane_gain((round % 12) as usize, -(round as f32));
        mix.set_volume(if round % 2 == 0 { -6.0 } else { 12.0 });
        blocks(&mut mix, 3);
        mix.set_loop((round % 2 == 0).then_some((4_000, 9_000 + round)));
        blocks(&mut mix, 3);
        mix.pause();
        mix.test_tone();
        blocks(&mut mix, 2);
        mix.play();
    }
    mix.load(lanes(2), 1, true);
    blocks(&mut mix, 10);
    mix.hear(0);
    mix.play_spans(vec![(0, 3_000), (50_000, 52_000)]);
    blocks(&mut mix, 20);
    assert_eq!(mix.state().underruns, 0);
}

#[test]
fn mixing_stems_neither_allocates_nor_frees() {
    let mutes = Mutes::default();
    let placed = |lane: Lane| Lane::new(Box::new(Placed::new(lane.reader, 700, mutes.clone())));
    let mut mix = Offline::new(Vec::new());
    mix.load_all(lanes(24).into_iter().map(placed).collect(), false);
    mix.measure_loudness(true);
    mix.play();
    blocks(&mut mix, 8);
    for round in 0..60u64 {
        let level = |lane: u64| LaneLevel {
            gain_db: -((lane + round) as f32 % 30.0),
            balance: (round % 3) as f32 - 1.0,
            heard: (lane < 12) == (round % 2 == 0) || lane % 7 == round % 7,
        };
        mix.set_levels(&(0..24).map(level).collect::<Vec<_>>(), -(round as f32 % 9.0));
        blocks(&mut mix, 3);
        if mutes.set(vec![(round * 1_000, round * 1_000 + 3_000)]) {
            mix.read_anew();
        }
        blocks(&mut mix, 4);
        if round % 4 == 0 {
            assert!(mix.loudness().true_peak_db < 12.0);
        }
    }
    assert_eq!(mix.state().underruns, 0);
}

#[test]
fn a_starved_callback_does_not_allocate_either() {
    let mut mix = Offline::new(lanes(3));
    mix.play();
    let mut block = [0.0; QUANTUM * 2];
    mix.feed();
    for _ in 0..100 {
        assert_no_alloc(|| mix.callback(&mut block));
    }
    assert_eq!(mix.state().underruns, 1);
}

#[test]
fn conversion_to_the_rate_of_the_device_does_not_allocate_either() {
    let mut mix = Offline::at_rate(lanes(2), 44_100).unwrap();
    mix.play();
    let mut out = [0.0; 735];
    let mut heard = 0.0f32;
    for _ in 0..200 {
        mix.feed();
        assert_no_alloc(|| mix.callback(&mut out));
        heard = out.iter().fold(heard, |most, sample| most.max(sample.abs()));
    }
    assert!((0.04..0.06).contains(&heard));
}
