//! The arithmetic of one block: lanes onto a bus with moving gains and meters, then volume, meter and soft
//! clip. Public because the benchmarks time exactly this. Pure functions on slices of interleaved stereo;
//! absent: where samples and gains come from.
//!
//! Loops run over eight samples (four frames) at a time in fixed arrays, which the compiler turns into
//! vector instructions on every target without a line of `unsafe`.

/// Above this the soft clip begins to bend (-1 dBFS); below it samples pass unchanged.
pub const KNEE: f32 = 0.891_250_9;

/// A gain (left, right) that moves by `step` per frame.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ramp {
    /// Gains at the first frame.
    pub from: [f32; 2],
    /// What each further frame adds.
    pub step: [f32; 2],
}

impl Ramp {
    /// From one pair of gains to another in `frames` frames.
    #[must_use]
    #[allow(clippy::cast_precision_loss)]
    pub fn between(from: [f32; 2], to: [f32; 2], frames: usize) -> Self {
        let length = frames.max(1) as f32;
        Self { from, step: [(to[0] - from[0]) / length, (to[1] - from[1]) / length] }
    }

    /// The same ramp, `frames` frames later.
    #[must_use]
    #[allow(clippy::cast_precision_loss)]
    pub fn after(self, frames: usize) -> Self {
        let [left, right] = self.step;
        let passed = frames as f32;
        Self { from: [self.from[0] + left * passed, self.from[1] + right * passed], step: self.step }
    }

    /// Gains of the first four frames, and what four more frames add.
    fn lanes(self) -> ([f32; 8], [f32; 8]) {
        let gains = std::array::from_fn(|i| self.after(i / 2).from[i % 2]);
        let step = std::array::from_fn(|i| self.step[i % 2] * 4.0);
        (gains, step)
    }
}

/// What a meter shows of a stretch of sound.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Level {
    /// Highest absolute samples, left and right.
    pub peak: [f32; 2],
    /// Sum of the squares of all samples of both sides.
    pub square: f32,
}

/// Adds `lane` to `bus` through `ramp`; answers the level of what was added.
#[must_use]
pub fn add_lane(bus: &mut [f32], lane: &[f32], ramp: Ramp) -> Level {
    let (mut gains, step) = ramp.lanes();
    let (mut peaks, mut squares) = ([0.0f32; 8], [0.0f32; 8]);
    let mut buses = bus.chunks_exact_mut(8);
    let mut lanes = lane.chunks_exact(8);
    for (bus, lane) in (&mut buses).zip(&mut lanes) {
        for i in 0..8 {
            let sample = lane[i] * gains[i];
            bus[i] += sample;
            peaks[i] = larger(peaks[i], sample.abs());
            squares[i] += sample * sample;
            gains[i] += step[i];
        }
    }
    let rest = buses.into_remainder().iter_mut().zip(lanes.remainder());
    for (i, (bus, lane)) in rest.enumerate() {
        let sample = lane * gains[i];
        *bus += sample;
        peaks[i] = larger(peaks[i], sample.abs());
        squares[i] += sample * sample;
    }
    Level { peak: fold(peaks), square: squares.iter().sum() }
}

/// Moves the level of `bus` along `ramp`; answers the level of what came out.
#[must_use]
pub fn scale(bus: &mut [f32], ramp: Ramp) -> Level {
    let (mut gains, step) = ramp.lanes();
    let (mut peaks, mut squares) = ([0.0f32; 8], [0.0f32; 8]);
    let mut buses = bus.chunks_exact_mut(8);
    for bus in &mut buses {
        for i in 0..8 {
            let sample = bus[i] * gains[i];
            bus[i] = sample;
            peaks[i] = larger(peaks[i], sample.abs());
            squares[i] += sample * sample;
            gains[i] += step[i];
        }
    }
    for (i, bus) in buses.into_remainder().iter_mut().enumerate() {
        *bus *= gains[i];
        peaks[i] = larger(peaks[i], bus.abs());
        squares[i] += *bus * *bus;
    }
    Level { peak: fold(peaks), square: squares.iter().sum() }
}

/// Like [`add_lane`], under a fade with one value per frame.
#[must_use]
pub fn add_faded(bus: &mut [f32], lane: &[f32], ramp: Ramp, fade: &[f32]) -> Level {
    let mut gain = ramp.from;
    let mut level = Level::default();
    for ((bus, lane), fade) in bus.chunks_exact_mut(2).zip(lane.chunks_exact(2)).zip(fade) {
        for side in 0..2 {
            let sample = lane[side] * gain[side] * fade;
            bus[side] += sample;
            level.peak[side] = larger(level.peak[side], sample.abs());
            level.square += sample * sample;
            gain[side] += ramp.step[side];
        }
    }
    level
}

/// Adds `part` to `bus` under a fade with one value per frame.
pub fn add_under(bus: &mut [f32], part: &[f32], fade: &[f32]) {
    for ((bus, part), fade) in bus.chunks_exact_mut(2).zip(part.chunks_exact(2)).zip(fade) {
        bus[0] += part[0] * fade;
        bus[1] += part[1] * fade;
    }
}

/// The end of the bus: volume, then the soft clip. Answers the peaks before the clip.
#[must_use]
pub fn finish(bus: &mut [f32], volume: Ramp) -> [f32; 2] {
    let (mut gains, step) = volume.lanes();
    let mut peaks = [0.0f32; 8];
    let mut buses = bus.chunks_exact_mut(8);
    for bus in &mut buses {
        for i in 0..8 {
            let sample = bus[i] * gains[i];
            peaks[i] = larger(peaks[i], sample.abs());
            bus[i] = soft_clip(sample);
            gains[i] += step[i];
        }
    }
    for (i, bus) in buses.into_remainder().iter_mut().enumerate() {
        let sample = *bus * gains[i];
        peaks[i] = larger(peaks[i], sample.abs());
        *bus = soft_clip(sample);
    }
    fold(peaks)
}

/// Unchanged up to [`KNEE`]; above it bends, with the same slope at the knee, towards full scale.
#[must_use]
#[inline]
pub fn soft_clip(sample: f32) -> f32 {
    let level = sample.abs();
    let over = (level - KNEE) * (1.0 / (1.0 - KNEE));
    let bent = (KNEE + (1.0 - KNEE) * (over / (1.0 + over))).copysign(sample);
    if level > KNEE { bent } else { sample }
}

/// The maximum without the care for NaN that would keep the loop from being vectorised.
#[inline]
fn larger(a: f32, b: f32) -> f32 {
    if b > a { b } else { a }
}

fn fold(peaks: [f32; 8]) -> [f32; 2] {
    let side = |first: usize| peaks.iter().skip(first).step_by(2).fold(0.0, |most, peak| larger(most, *peak));
    [side(0), side(1)]
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNITY: Ramp = Ramp { from: [1.0, 1.0], step: [0.0, 0.0] };

    #[test]
    fn unity_adds_bit_for_bit_and_meters_each_side() {
        let lane: Vec<f32> = (0..22).map(|i| (i as f32 - 11.0) / 37.0).collect();
        let mut bus = vec![0.0; 22];
        let level = add_lane(&mut bus, &lane, UNITY);
        assert_eq!(bus, lane);
        assert_eq!(level.peak, [11.0 / 37.0, 10.0 / 37.0]);
        let square: f32 = lane.iter().map(|s| s * s).sum();
        assert!((level.square - square).abs() < 1e-5);
    }

    #[test]
    fn a_ramp_arrives_where_it_should_at_any_length() {
        for frames in [1, 3, 4, 7, 512] {
            let mut bus = vec![0.0; frames * 2];
            let ramp = Ramp::between([0.0, 1.0], [1.0, 0.5], frames);
            let _level = add_lane(&mut bus, &vec![1.0; frames * 2], ramp);
            let end = ramp.after(frames - 1).from;
            assert!(
                (bus[frames * 2 - 2] - end[0]).abs() < 1e-5 && (bus[frames * 2 - 1] - end[1]).abs() < 1e-5
            );
            assert!((ramp.after(frames).from[0] - 1.0).abs() < 1e-5);
        }
    }

    #[test]
    fn the_soft_clip_leaves_what_is_below_its_knee_and_never_passes_full_scale() {
        for sample in [-0.89, -0.1, 0.0, 0.5, 0.891] {
            assert_eq!(soft_clip(sample), sample);
        }
        let mut before = KNEE;
        for i in 1..200 {
            let out = soft_clip(KNEE + i as f32 * 0.05);
            assert!(out > before && out < 1.0);
            assert_eq!(soft_clip(-(KNEE + i as f32 * 0.05)), -out);
            before = out;
        }
    }

    #[test]
    fn finish_reports_the_peak_before_the_clip() {
        let mut bus = vec![0.5, -2.0, 0.25, 1.0];
        let peaks = finish(&mut bus, Ramp::between([0.5, 0.5], [0.5, 0.5], 2));
        assert_eq!(peaks, [0.25, 1.0]);
        assert!(bus[1] > -1.0 && bus[0] == 0.25);
    }

    #[test]
    fn a_faded_lane_follows_its_fade() {
        let mut bus = vec![0.0; 4];
        let level = add_faded(&mut bus, &[1.0, -1.0, 1.0, -1.0], UNITY, &[0.5, 0.25]);
        assert_eq!((bus, level.peak), (vec![0.5, -0.5, 0.25, -0.25], [0.5, 0.5]));
        assert!((level.square - 0.625).abs() < 1e-6);
    }

    #[test]
    fn scaling_moves_every_sample_along_the_ramp() {
        let mut bus = vec![1.0; 10];
        let level = scale(&mut bus, Ramp::between([0.0, 1.0], [1.0, 0.0], 5));
        assert!(
            bus.iter()
                .zip([0.0, 1.0, 0.2, 0.8, 0.4, 0.6, 0.6, 0.4, 0.8, 0.2])
                .all(|(a, b)| (a - b).abs() < 1e-6)
        );
        assert!((level.peak[0] - 0.8).abs() < 1e-6 && (level.peak[1] - 1.0).abs() < 1e-6);
    }
}
