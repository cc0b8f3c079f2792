//! What a recording is worth: measured once it is on disk, and judged in findings that a window can say in
//! plain words.

use super::level::BLOCKS_PER_SECOND;
use crate::{AudioError, FrameReader, measure};

/// A sample this high is at full scale.
pub(super) const CLIPPED: f32 = 0.999;
/// The lowest level told, in dBFS.
const LOWEST_DB: f32 = -120.0;
/// What is quieter is no singing and no speech, in dBFS.
const SOUND_DB: f32 = -50.0;
/// What is louder is sound whatever the noise, in dBFS.
const LOUD_DB: f32 = -30.0;
/// Pauses of a recording in which its noise is heard, in percent.
const LEAST_PAUSE: u8 = 5;
/// How far sound stands above the noise, in dB.
const ABOVE_NOISE_DB: f32 = 6.0;

/// What was measured of a recording.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quality {
    /// Length in milliseconds.
    pub length_ms: u64,
    /// First and last sound, in milliseconds; none: all is silence.
    pub sound_ms: Option<(u64, u64)>,
    /// How much of it is silence, in percent.
    pub silence_percent: u8,
    /// Times that it was at full scale.
    pub clipped: u32,
    /// True peak in dBTP.
    pub true_peak_db: f32,
    /// Integrated loudness in LUFS.
    pub loudness_lufs: f32,
    /// The noise under it, in dBFS.
    pub floor_db: f32,
    /// For two channels of which one is silent: the other one.
    pub only_side: Option<u8>,
}

/// Something to know about a recording, worst first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Finding {
    /// Nothing can be heard.
    Silent,
    /// It reached full scale so often.
    Clipped { times: u32 },
    /// Shorter than wanted.
    Short { wanted_ms: u64 },
    /// Longer than wanted.
    Long { wanted_ms: u64 },
    /// Its loudest place is quieter than is good.
    Quiet { peak_db: f32 },
    /// Noise that cannot be overheard.
    Noisy { floor_db: f32 },
    /// Some noise.
    SomeNoise { floor_db: f32 },
    /// More than half of it is silence.
    MostlySilent { percent: u8 },
    /// So much is missing, because the machine was too busy.
    Missing { ms: u64 },
}

/// What a recording is wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Check {
    /// The least length in milliseconds; 0: any.
    pub least_ms: u64,
    /// The greatest length in milliseconds; 0: any.
    pub most_ms: u64,
}

/// Measures all of `reader`.
///
/// # Errors
/// Those of the reader.
pub fn listen_to(reader: &mut dyn FrameReader) -> Result<Quality, AudioError> {
    let loudness = measure(reader)?;
    let (rate, frames) = (reader.rate(), reader.frames());
    let scan = scan(reader)?;
    let floor = floor_of(scan.blocks.iter().copied());
    let threshold = (floor + ABOVE_NOISE_DB).clamp(SOUND_DB, LOUD_DB);
    let sounds = |db: &f32| *db >= threshold;
    let heard = scan.blocks.iter().filter(|db| sounds(db)).count();
    let block_ms = u64::from(1000 / BLOCKS_PER_SECOND);
    let length_ms = frames * 1000 / u64::from(rate.max(1));
    let ends = scan.blocks.iter().position(sounds).zip(scan.blocks.iter().rposition(sounds));
    Ok(Quality {
        length_ms,
        sound_ms: ends
            .map(|(first, last)| (first as u64 * block_ms, ((last as u64 + 1) * block_ms).min(length_ms))),
        silence_percent: 100 - percent(heard, scan.blocks.len()),
        clipped: scan.clipped,
        true_peak_db: loudness.true_peak_db as f32,
        loudness_lufs: loudness.integrated_lufs as f32,
        floor_db: floor,
        only_side: scan.only_side(),
    })
}

/// What is to be said of it. `missing_ms` and `floor_db` as the recorder told them: a room is known best
/// before anybody sings.
#[must_use]
pub fn judge(quality: &Quality, check: Check, missing_ms: u64, floor_db: Option<f32>) -> Vec<Finding> {
    if quality.sound_ms.is_none() {
        return vec![Finding::Silent];
    }
    let noise = noise(quality, floor_db);
    let percent = quality.silence_percent;
    let found = [
        (quality.clipped > 0).then_some(Finding::Clipped { times: quality.clipped }),
        (quality.length_ms < check.least_ms).then_some(Finding::Short { wanted_ms: check.least_ms }),
        (check.most_ms > 0 && quality.length_ms > check.most_ms)
            .then_some(Finding::Long { wanted_ms: check.most_ms }),
        (quality.true_peak_db < -20.0).then_some(Finding::Quiet { peak_db: quality.true_peak_db }),
        noise,
        (percent > 50).then_some(Finding::MostlySilent { percent }),
        (missing_ms > 0).then_some(Finding::Missing { ms: missing_ms }),
    ];
    found.into_iter().flatten().collect()
}

/// What is to be said of the noise. Without a pause in it, a recording alone says nothing about the room.
fn noise(quality: &Quality, room_db: Option<f32>) -> Option<Finding> {
    let heard = (quality.silence_percent >= LEAST_PAUSE).then_some(quality.floor_db);
    let floor_db = room_db.into_iter().chain(heard).reduce(f32::min)?;
    match floor_db {
        loud if loud > -45.0 => Some(Finding::Noisy { floor_db }),
        some if some > -55.0 => Some(Finding::SomeNoise { floor_db }),
        _ => None,
    }
}

/// Decibels of full scale.
pub(super) fn decibels(linear: f64) -> f32 {
    if linear > 0.0 { (20.0 * linear.log10() as f32).max(LOWEST_DB) } else { LOWEST_DB }
}

/// The level that a tenth of the blocks stay under.
pub(super) fn floor_of(blocks: impl Iterator<Item = f32>) -> f32 {
    let mut sorted: Vec<f32> = blocks.collect();
    sorted.sort_by(f32::total_cmp);
    sorted.get(sorted.len() / 10).copied().unwrap_or(LOWEST_DB)
}

fn percent(part: usize, whole: usize) -> u8 {
    u8::try_from(part * 100 / whole.max(1)).unwrap_or(100)
}

struct Scan {
    /// Root mean squares, in dBFS.
    blocks: Vec<f32>,
    clipped: u32,
    power: [f64; 2],
}

impl Scan {
    /// A side that is 30 dB above the other.
    fn only_side(&self) -> Option<u8> {
        let [left, right] = self.power;
        if left > right * 1000.0 {
            Some(0)
        } else if right > left * 1000.0 {
            Some(1)
        } else {
            None
        }
    }
}

fn scan(reader: &mut dyn FrameReader) -> Result<Scan, AudioError> {
    let (frames, block) = (reader.frames(), (reader.rate() / BLOCKS_PER_SECOND).max(1) as usize);
    let mut scan = Scan { blocks: Vec::new(), clipped: 0, power: [0.0; 2] };
    let (mut samples, mut at, mut was_full) = (vec![0.0; block * 2], 0, false);
    while at < frames {
        let got = reader.read(at, &mut samples)?;
        if got == 0 {
            break;
        }
        let mut power = [0.0f64; 2];
        for frame in samples[..got * 2].as_chunks::<2>().0 {
            power[0] += f64::from(frame[0]).powi(2);
            power[1] += f64::from(frame[1]).powi(2);
            let full = frame.iter().any(|x| x.abs() >= CLIPPED);
            scan.clipped += u32::from(full && !was_full);
            was_full = full;
        }
        scan.power = [scan.power[0] + power[0], scan.power[1] + power[1]];
        scan.blocks.push(decibels((power[0].max(power[1]) / got as f64).sqrt()));
        at += got as u64;
    }
    Ok(scan)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Pcm, synthetic_sample};

    const RATE: u32 = 48_000;

    fn quality(left: impl Fn(u32) -> f32, right: impl Fn(u32) -> f32, seconds: u32) -> Quality {
        let samples = (0..RATE * seconds).flat_map(|n| [left(n), right(n)]).collect();
        listen_to(&mut Pcm::new(RATE, samples).reader()).unwrap()
    }

    fn sine(amplitude: f32) -> impl Fn(u32) -> f32 + Copy {
        move |n| amplitude * (n as f32 * 0.03).sin()
    }

    fn found(quality: &Quality) -> Vec<Finding> {
        judge(quality, Check::default(), 0, None)
    }

    #[test]
    fn a_good_recording_has_nothing_to_be_said() {
        let sung = |n: u32| synthetic_sample(u64::from(n));
        let quality = quality(sung, sung, 12);
        assert_eq!(found(&quality), []);
        assert_eq!(quality.length_ms, 12_000);
        assert!((quality.true_peak_db + 12.0).abs() < 0.5, "{quality:?}");
        assert!((15..=25).contains(&quality.silence_percent), "{quality:?}");
    }

    #[test]
    fn silence_is_said_alone() {
        let silent = quality(|_| 0.0, |_| 0.0, 2);
        assert_eq!(found(&silent), [Finding::Silent]);
    }

    #[test]
    fn lengths_are_judged_by_what_is_wanted() {
        let sung = |n: u32| synthetic_sample(u64::from(n));
        let quality = quality(sung, sung, 4);
        let judged = |least_ms, most_ms| judge(&quality, Check { least_ms, most_ms }, 0, None);
        assert_eq!(judged(10_000, 0), [Finding::Short { wanted_ms: 10_000 }]);
        assert_eq!(judged(0, 3_000), [Finding::Long { wanted_ms: 3_000 }]);
        assert_eq!(judged(4_000, 4_000), []);
    }

    #[test]
    fn clipping_is_counted_by_times_not_by_samples() {
        let clipped =
            |n: u32| if n % RATE < 100 && n < RATE * 3 { 1.0 } else { synthetic_sample(u64::from(n)) };
        assert_eq!(found(&quality(clipped, clipped, 6)), [Finding::Clipped { times: 3 }]);
    }

    #[test]
    fn noise_is_that_of_the_room_before_anybody_sang() {
        // Sung without a breath: the recording alone says nothing about noise.
        let breathless = quality(sine(0.3), sine(0.3), 5);
        assert_eq!(found(&breathless), []);
        let some = judge(&breathless, Check::default(), 0, Some(-50.0));
        assert_eq!(some, [Finding::SomeNoise { floor_db: -50.0 }]);
        let pauses = |n: u32| if n % RATE < RATE / 5 { sine(0.02)(n) } else { sine(0.3)(n) };
        let found = found(&quality(pauses, pauses, 5));
        assert!(
            matches!(found[..], [Finding::Noisy { floor_db }] if (floor_db + 37.0).abs() < 1.0),
            "{found:?}"
        );
    }

    #[test]
    fn a_quiet_recording_and_a_gap_are_told() {
        let quiet =
            quality(|n| synthetic_sample(u64::from(n)) * 0.2, |n| synthetic_sample(u64::from(n)) * 0.2, 5);
        let told = judge(&quiet, Check::default(), 40, None);
        assert!(matches!(told[..], [Finding::Quiet { .. }, Finding::Missing { ms: 40 }]), "{told:?}");
    }

    #[test]
    fn a_line_with_nothing_in_it_is_recognised() {
        let sung = |n: u32| synthetic_sample(u64::from(n));
        assert_eq!(quality(sung, |_| 0.0, 3).only_side, Some(0));
        assert_eq!(quality(|_| 0.0, sung, 3).only_side, Some(1));
        assert_eq!(quality(sung, sung, 3).only_side, None);
    }

    #[test]
    fn where_sound_begins_and_ends_is_found() {
        let middle = |n: u32| if (RATE..RATE * 3).contains(&n) { sine(0.3)(n) } else { 0.0 };
        let (from, to) = quality(middle, middle, 5).sound_ms.unwrap();
        assert!(from.abs_diff(1_000) <= 50 && to.abs_diff(3_000) <= 50, "{from} {to}");
    }
}
