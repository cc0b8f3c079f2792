//! Loudness after EBU R 128. Absent: changing it; takes are matched by gain while they play.

use ebur128::{EbuR128, Mode};

use crate::{AudioError, FrameReader};

/// What silence measures: the standard's absolute gate, so that nobody has to show minus infinity.
const SILENT_LUFS: f64 = -70.0;

/// The lowest true peak told, in dBTP.
const SILENT_PEAK: f64 = -120.0;

/// Frames measured at once.
const STEP: usize = 16_384;

/// How loud something is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Loudness {
    /// Integrated loudness in LUFS; -70 for silence and for less than 0.4 s.
    pub integrated_lufs: f64,
    /// True peak in dBTP, not below -120.
    pub true_peak_db: f64,
}

/// Measures all of `reader`.
///
/// # Errors
/// Those of the reader.
pub fn measure(reader: &mut dyn FrameReader) -> Result<Loudness, AudioError> {
    let frames = reader.frames();
    measure_span(reader, 0, frames)
}

/// Measures frames `from..to` of `reader`.
///
/// # Errors
/// Those of the reader.
pub fn measure_span(reader: &mut dyn FrameReader, from: u64, to: u64) -> Result<Loudness, AudioError> {
    let mut meter = EbuR128::new(2, reader.rate(), Mode::I | Mode::TRUE_PEAK).map_err(refused)?;
    let (mut frame, mut samples) = (from, vec![0.0; STEP * 2]);
    while frame < to {
        let wanted = usize::try_from(to - frame).unwrap_or(usize::MAX).min(STEP) * 2;
        let frames = reader.read(frame, &mut samples[..wanted])?;
        if frames == 0 {
            break;
        }
        meter.add_frames_f32(&samples[..frames * 2]).map_err(refused)?;
        frame += frames as u64;
    }
    let peak = meter.true_peak(0).map_err(refused)?.max(meter.true_peak(1).map_err(refused)?);
    let lufs = meter.loudness_global().map_err(refused)?;
    Ok(Loudness {
        integrated_lufs: if lufs.is_finite() { lufs.max(SILENT_LUFS) } else { SILENT_LUFS },
        true_peak_db: (20.0 * peak.log10()).max(SILENT_PEAK),
    })
}

fn refused(error: ebur128::Error) -> AudioError {
    AudioError::Unsupported { what: format!("this rate, for measuring loudness ({error})") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Pcm, SilenceReader};

    fn tone(amplitude: f64, seconds: u32) -> Vec<f32> {
        let step = std::f64::consts::TAU * 997.0 / 48_000.0;
        let sample = |n: u32| (amplitude * (step * f64::from(n)).sin()) as f32;
        (0..48_000 * seconds).flat_map(|n| [sample(n), sample(n)]).collect()
    }

    #[test]
    fn the_standards_tone_measures_as_the_standard_says() {
        // EBU Tech 3341, case 1: a stereo 1 kHz sine of -23 dBFS measures -23.0 LUFS.
        let samples = tone(10_f64.powf(-23.0 / 20.0), 5);
        let loudness = measure(&mut Pcm::new(48_000, samples).reader()).unwrap();
        assert!((loudness.integrated_lufs + 23.0).abs() < 0.1, "{loudness:?}");
        assert!((loudness.true_peak_db + 23.0).abs() < 0.2, "{loudness:?}");
    }

    #[test]
    fn a_span_is_measured_alone() {
        let samples = [tone(0.05, 3), tone(0.5, 3)].concat();
        let mut reader = Pcm::new(48_000, samples).reader();
        let quiet = measure_span(&mut reader, 0, 144_000).unwrap().integrated_lufs;
        let loud = measure_span(&mut reader, 144_000, 288_000).unwrap().integrated_lufs;
        assert!((loud - quiet - 20.0).abs() < 0.1, "{quiet} {loud}");
    }

    #[test]
    fn silence_and_nothing_have_numbers_too() {
        let silent = Loudness { integrated_lufs: -70.0, true_peak_db: -120.0 };
        assert_eq!(measure(&mut SilenceReader::new(44_100, 100_000)).unwrap(), silent);
        assert_eq!(measure(&mut SilenceReader::new(44_100, 0)).unwrap(), silent);
    }
}
