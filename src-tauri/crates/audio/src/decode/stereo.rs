//! Any number of channels to two, and nothing but numbers: mono is doubled, more than two are folded down,
//! what is infinite or not a number becomes silence.

use symphonia::core::audio::{Audio, GenericAudioBufferRef};

/// Half power: how loud centre and surround are in each of the two channels.
const SIDE: f32 = std::f32::consts::FRAC_1_SQRT_2;

/// Per channel count (3 to 8), what each channel adds to left and right, before levelling. Orders are those
/// of WAV and MP4: front left, front right, centre, low frequencies (left out), back, sides.
const FOLD: [&[[f32; 2]]; 6] = [
    &[[1.0, 0.0], [0.0, 1.0], [SIDE, SIDE]],
    &[[1.0, 0.0], [0.0, 1.0], [SIDE, 0.0], [0.0, SIDE]],
    &[[1.0, 0.0], [0.0, 1.0], [SIDE, SIDE], [SIDE, 0.0], [0.0, SIDE]],
    &[[1.0, 0.0], [0.0, 1.0], [SIDE, SIDE], [0.0, 0.0], [SIDE, 0.0], [0.0, SIDE]],
    &[[1.0, 0.0], [0.0, 1.0], [SIDE, SIDE], [0.0, 0.0], [0.5, 0.5], [SIDE, 0.0], [0.0, SIDE]],
    &[[1.0, 0.0], [0.0, 1.0], [SIDE, SIDE], [0.0, 0.0], [SIDE, 0.0], [0.0, SIDE], [SIDE, 0.0], [0.0, SIDE]],
];

/// Turns decoded buffers into stereo; keeps its scratch memory between calls.
#[derive(Default)]
pub(crate) struct Folder {
    scratch: Vec<f32>,
}

impl Folder {
    /// Appends `buffer` to `out` as interleaved stereo; `false` when it has no frames.
    pub(crate) fn append(&mut self, buffer: &GenericAudioBufferRef<'_>, out: &mut Vec<f32>) -> bool {
        let before = out.len();
        match buffer {
            GenericAudioBufferRef::F32(planes) if planes.num_planes() == 2 => {
                let (left, right) = (planes.plane(0).unwrap_or(&[]), planes.plane(1).unwrap_or(&[]));
                out.resize(before + left.len().min(right.len()) * 2, 0.0);
                weave(left, right, &mut out[before..]);
            }
            _ => {
                buffer.copy_to_vec_interleaved(&mut self.scratch);
                append_interleaved(&self.scratch, buffer.num_planes(), out);
            }
        }
        heal(&mut out[before..]);
        out.len() > before
    }
}

fn weave(left: &[f32], right: &[f32], out: &mut [f32]) {
    for ((pair, l), r) in out.chunks_exact_mut(2).zip(left).zip(right) {
        pair[0] = *l;
        pair[1] = *r;
    }
}

/// Appends frames of `channels` channels to `out` as stereo.
pub(crate) fn append_interleaved(samples: &[f32], channels: usize, out: &mut Vec<f32>) {
    match channels {
        0 => {}
        1 => out.extend(samples.iter().flat_map(|x| [*x, *x])),
        2 => out.extend_from_slice(samples),
        _ => fold(samples, channels, out),
    }
}

fn fold(samples: &[f32], channels: usize, out: &mut Vec<f32>) {
    let weights = FOLD[(channels - 3).min(FOLD.len() - 1)];
    let level = 1.0 / weights.iter().map(|side| side[0]).sum::<f32>();
    for frame in samples.chunks_exact(channels) {
        let mixed = frame
            .iter()
            .zip(weights)
            .fold([0.0; 2], |sum, (x, weight)| [sum[0] + x * weight[0], sum[1] + x * weight[1]]);
        out.extend(mixed.map(|x| x * level));
    }
}

/// Silences what is no finite number.
pub(crate) fn heal(samples: &mut [f32]) {
    for sample in samples {
        *sample = if sample.abs() <= f32::MAX { *sample } else { 0.0 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to_stereo(samples: &[f32], channels: usize) -> Vec<f32> {
        let mut out = Vec::new();
        append_interleaved(samples, channels, &mut out);
        out
    }

    #[test]
    fn mono_is_doubled_and_stereo_untouched() {
        assert_eq!(to_stereo(&[0.1, 0.2], 1), [0.1, 0.1, 0.2, 0.2]);
        assert_eq!(to_stereo(&[0.1, 0.2], 2), [0.1, 0.2]);
    }

    #[test]
    fn folding_keeps_sides_apart_and_never_clips() {
        for channels in 3..=8 {
            let loud = to_stereo(&vec![1.0; channels], channels);
            assert!(loud.iter().all(|x| (x - 1.0).abs() < 1e-6), "{channels}: {loud:?}");
            let mut left = vec![0.0; channels];
            left[0] = 1.0;
            let folded = to_stereo(&left, channels);
            assert!(folded[0] > 0.2 && folded[1] == 0.0, "{channels}: {folded:?}");
        }
    }

    #[test]
    fn what_is_no_number_becomes_silence() {
        let mut samples = [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, 0.5, -1.5];
        heal(&mut samples);
        assert_eq!(samples, [0.0, 0.0, 0.0, 0.5, -1.5]);
    }
}
