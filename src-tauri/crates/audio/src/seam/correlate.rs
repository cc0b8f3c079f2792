//! How well a stretch of sound matches another at every lag. Pure arithmetic on slices; absent: what the
//! lags mean.
//!
//! Two correlations are averaged: of the plain sound, which decides what the ear takes for the same, and of
//! its differences, which are dominated by attacks and consonants and place the match to the sample where a
//! bass note alone would leave a broad hill.

use realfft::RealFftPlanner;
use realfft::num_complex::Complex;

/// A match for each lag from `-search` to `+search`, and how much it is worth.
pub(super) struct Match {
    /// -1..=1 for each lag.
    pub(super) scores: Vec<f32>,
    /// Sounding frames behind it; 0 if the stretch is silent.
    pub(super) weight: f32,
}

impl Match {
    pub(super) fn nothing(search: i64) -> Self {
        let lags = usize::try_from(search).unwrap_or(0) * 2 + 1;
        Self { scores: vec![0.0; lags], weight: 0.0 }
    }
}

/// Finds `sought` in `around`, both interleaved stereo; `around` is longer by twice the search. Mean squares
/// below `silent` count as silence.
pub(super) fn match_curve(sought: &[f32], around: &[f32], silent: f64) -> Match {
    let lags = (around.len() - sought.len()) / 2 + 1;
    let weight = sounding(sought, silent);
    if weight <= 0.0 {
        return Match { scores: vec![0.0; lags], weight: 0.0 };
    }
    let plain = normalised(sought, around, lags);
    let sharp = normalised(&differences(sought), &differences(around), lags);
    let scores = plain.iter().zip(&sharp).map(|(a, b)| (a + b) / 2.0).collect();
    Match { scores, weight }
}

/// How many frames of a stretch are not silent, in steps of 1024 frames.
#[allow(clippy::cast_precision_loss)]
fn sounding(samples: &[f32], silent: f64) -> f32 {
    let loud = samples.chunks(2048).filter(|part| energy(part) > silent * part.len() as f64);
    loud.map(|part| part.len() as f32 / 2.0).sum()
}

/// Normalised cross-correlation at each lag.
fn normalised(sought: &[f32], around: &[f32], lags: usize) -> Vec<f32> {
    let products = cross_products(sought, around, lags);
    let energies = sliding_energy(around, sought.len(), lags);
    let own = energy(sought);
    // A lag where the original is nearly silent must not win by division through almost nothing.
    let floor = energies.iter().fold(0.0f64, |most, e| most.max(*e)) * 0.01 + f64::MIN_POSITIVE;
    let judged = products.iter().zip(&energies);
    judged.map(|(product, energy)| ratio(f64::from(*product), own * energy.max(floor))).collect()
}

#[allow(clippy::cast_possible_truncation)]
fn ratio(product: f64, energies: f64) -> f32 {
    if energies > 0.0 { (product / energies.sqrt()).clamp(-1.0, 1.0) as f32 } else { 0.0 }
}

/// The energy of `around` under the sought stretch, for each lag.
fn sliding_energy(around: &[f32], length: usize, lags: usize) -> Vec<f64> {
    let mut current = energy(&around[..length]);
    let mut energies = Vec::with_capacity(lags);
    energies.push(current);
    for lag in 1..lags {
        let leaves = (lag - 1) * 2;
        current +=
            energy(&around[leaves + length..leaves + length + 2]) - energy(&around[leaves..leaves + 2]);
        energies.push(current.max(0.0));
    }
    energies
}

/// Sum of products of both channels at each lag, through the frequency domain.
fn cross_products(sought: &[f32], around: &[f32], lags: usize) -> Vec<f32> {
    let size = (around.len() / 2 + sought.len() / 2).next_power_of_two();
    let mut planner = RealFftPlanner::<f32>::new();
    let (forward, inverse) = (planner.plan_fft_forward(size), planner.plan_fft_inverse(size));
    let mut sum = forward.make_output_vec();
    for channel in 0..2 {
        let a = spectrum(forward.as_ref(), sought, channel);
        let b = spectrum(forward.as_ref(), around, channel);
        for ((sum, a), b) in sum.iter_mut().zip(&a).zip(&b) {
            *sum += a.conj() * b;
        }
    }
    let mut products = inverse.make_output_vec();
    // Only a wrong length could fail, and the plan made these buffers; the ends of a real spectrum are real.
    clear_ends(&mut sum);
    if inverse.process(&mut sum, &mut products).is_err() {
        return vec![0.0; lags];
    }
    #[allow(clippy::cast_precision_loss)]
    let scale = 1.0 / size as f32;
    products[..lags].iter().map(|product| product * scale).collect()
}

fn spectrum(forward: &dyn realfft::RealToComplex<f32>, samples: &[f32], channel: usize) -> Vec<Complex<f32>> {
    let mut input = forward.make_input_vec();
    let mut output = forward.make_output_vec();
    for (slot, frame) in input.iter_mut().zip(samples.chunks_exact(2)) {
        *slot = frame[channel];
    }
    if forward.process(&mut input, &mut output).is_err() {
        output.fill(Complex::default());
    }
    output
}

fn clear_ends(spectrum: &mut [Complex<f32>]) {
    if let [first, .., last] = spectrum {
        first.im = 0.0;
        last.im = 0.0;
    }
}

/// Each sample less nine tenths and a half of the one before, per channel.
fn differences(samples: &[f32]) -> Vec<f32> {
    let mut before = [0.0; 2];
    let mut step = |frame: &[f32]| {
        let now = [frame[0] - 0.95 * before[0], frame[1] - 0.95 * before[1]];
        before.copy_from_slice(frame);
        now
    };
    samples.chunks_exact(2).flat_map(&mut step).collect()
}

fn energy(samples: &[f32]) -> f64 {
    samples.iter().map(|s| f64::from(*s) * f64::from(*s)).sum()
}
