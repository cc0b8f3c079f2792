//! Times the live block against rodio's mixer in the same process, alternately, and prints JSON: medians in
//! nanoseconds per frame and the median of the ratios of the pairs.
//!
//! `mixbench [SECONDS_OF_SOUND] [ROUNDS]`. Ours: 12 lanes with moving gains, 12 stereo meters (peaks and
//! RMS), master level with its meter, volume and soft clip. Two seconds fit the cache, as the ring of a playing mix does; with more, both
//! sides wait for memory. Rodio's: 12 sources with a constant gain, without ramps, meters or clip.

use std::hint::black_box;
use std::io::Write;
use std::num::NonZero;
use std::time::Instant;

use audio::mix::QUANTUM;
use audio::mix::kernel::{Ramp, add_lane, finish, scale};
use audio::{Lane, Offline, Pcm};
use rodio::Source;
use rodio::buffer::SamplesBuffer;

const RATE: u32 = 48_000;
const LANES: usize = 12;

fn main() {
    let mut arguments = std::env::args().skip(1).filter_map(|text| text.parse::<usize>().ok());
    let seconds = arguments.next().unwrap_or(2).max(1);
    let rounds = arguments.next().unwrap_or(21).max(3);
    let lanes: Vec<Vec<f32>> = (0..LANES).map(|lane| noise(seconds * RATE as usize, lane as u32)).collect();
    let mut times = Times::default();
    for _ in 0..rounds {
        times.kernel.push(timed(seconds, || kernel(&lanes)));
        times.rodio.push(rodio_mixer(&lanes, seconds));
        times.whole.push(whole_mix(&lanes, seconds));
    }
    let _closed = writeln!(std::io::stdout(), "{}", times.json(seconds, rounds));
}

#[derive(Default)]
struct Times {
    kernel: Vec<f64>,
    whole: Vec<f64>,
    rodio: Vec<f64>,
}

impl Times {
    fn json(&self, seconds: usize, rounds: usize) -> String {
        let ratios = |ours: &[f64]| ours.iter().zip(&self.rodio).map(|(a, b)| a / b).collect::<Vec<_>>();
        format!(
            concat!(
                r#"{{"lanes":{},"seconds":{},"rounds":{},"block_ns_per_frame":{:.2},"whole_mix_ns_per_frame":{:.2},"#,
                r#""rodio_ns_per_frame":{:.2},"ratio":{:.4},"ratio_min":{:.4},"ratio_max":{:.4},"whole_ratio":{:.4}}}"#
            ),
            LANES,
            seconds,
            rounds,
            median(&self.kernel),
            median(&self.whole),
            median(&self.rodio),
            median(&ratios(&self.kernel)),
            ratios(&self.kernel).into_iter().fold(f64::MAX, f64::min),
            ratios(&self.kernel).into_iter().fold(0.0, f64::max),
            median(&ratios(&self.whole)),
        )
    }
}

/// Nanoseconds per frame of `work`, which renders `seconds` seconds.
fn timed(seconds: usize, work: impl FnOnce() -> f32) -> f64 {
    let begun = Instant::now();
    black_box(work());
    begun.elapsed().as_nanos() as f64 / (seconds * RATE as usize) as f64
}

/// The arithmetic of the callback, block after block.
fn kernel(lanes: &[Vec<f32>]) -> f32 {
    let mut bus = [0.0; QUANTUM * 2];
    let mut meters = [([0.0f32; 2], 0.0f32); LANES];
    let mut heard = 0.0;
    let blocks = lanes[0].len() / (QUANTUM * 2);
    for block in 0..blocks {
        bus.fill(0.0);
        let (from, to) = (gains(block), gains(block + 1));
        for (lane, meter) in lanes.iter().zip(&mut meters) {
            let sound = &lane[block * QUANTUM * 2..(block + 1) * QUANTUM * 2];
            let level = add_lane(&mut bus, sound, Ramp::between(from, to, QUANTUM));
            let peak = [meter.0[0].max(level.peak[0]), meter.0[1].max(level.peak[1])];
            *meter = (peak, meter.1 + level.square);
        }
        let mix = scale(&mut bus, Ramp::between([1.0; 2], [1.0; 2], QUANTUM));
        heard += mix.square;
        let peaks = finish(&mut bus, Ramp::between([0.9; 2], [0.9; 2], QUANTUM));
        heard += peaks[0] + bus[7];
    }
    heard + meters.iter().map(|(peak, square)| peak[0] + peak[1] + square).sum::<f32>()
}

fn gains(block: usize) -> [f32; 2] {
    let x = (block % 64) as f32 / 64.0;
    [0.05 + 0.05 * x, 0.1 - 0.05 * x]
}

/// Everything from reading memory to handing out samples one by one, as the device sees it.
fn whole_mix(lanes: &[Vec<f32>], seconds: usize) -> f64 {
    let lanes = lanes.iter().map(|lane| Lane::new(Box::new(Pcm::new(RATE, lane.clone()).reader())));
    let mut mix = Offline::new(Vec::new());
    mix.load_all(lanes.collect(), false);
    mix.set_volume(-20.0);
    mix.play();
    let mut out = vec![0.0; QUANTUM * 2];
    timed(seconds, || {
        let mut heard = 0.0;
        for _ in 0..seconds * RATE as usize / QUANTUM {
            mix.render_into(&mut out);
            heard += out[7];
        }
        heard
    })
}

fn rodio_mixer(lanes: &[Vec<f32>], seconds: usize) -> f64 {
    let (stereo, rate) =
        (NonZero::<u16>::MIN.saturating_add(1), NonZero::new(RATE).unwrap_or(NonZero::<u32>::MIN));
    let (mixer, mut source) = rodio::mixer::mixer(stereo, rate);
    for lane in lanes {
        mixer.add(SamplesBuffer::new(stereo, rate, lane.clone()).amplify(0.1));
    }
    timed(seconds, || (0..seconds * RATE as usize * 2).filter_map(|_| source.next()).sum())
}

fn noise(frames: usize, seed: u32) -> Vec<f32> {
    let mut state = seed.wrapping_mul(747_796_405).wrapping_add(1);
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (f64::from(state >> 8) / f64::from(1u32 << 24) - 0.5) as f32
    };
    (0..frames * 2).map(|_| next()).collect()
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(0.0)
}
