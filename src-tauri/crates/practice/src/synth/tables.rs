//! Band-limited wave tables, built once per process. No oscillator here has harmonics above 18 kHz.

use std::f32::consts::TAU;
use std::sync::OnceLock;

/// Samples of one period.
const SIZE: usize = 2048;
/// Tables hold 1, 2, 4 ... 512 harmonics.
const LEVELS: usize = 10;
/// Above this nothing is synthesised, in Hz.
const TOP: f32 = 18_000.0;

/// One period and its first sample again, so that reading needs no wrap.
pub(crate) type Table = [f32; SIZE + 1];

/// One wave shape at ten brightnesses.
pub(crate) struct Wave {
    levels: Vec<Box<Table>>,
}

impl Wave {
    /// From the cosine and sine amplitude of each harmonic.
    fn build(spectrum: impl Fn(usize) -> (f32, f32)) -> Self {
        let mut sum = vec![0.0f32; SIZE];
        let mut levels = Vec::with_capacity(LEVELS);
        for harmonic in 1..1usize << LEVELS {
            add_harmonic(&mut sum, harmonic, spectrum(harmonic));
            if (harmonic + 1).is_power_of_two() {
                levels.push(close(&sum));
            }
        }
        Self { levels }
    }

    /// The brightest table that stays below the top at this pitch.
    pub(crate) fn at(&self, hz: f32) -> &Table {
        let fitting = (TOP / hz.max(1.0)).max(1.0) + 1.0;
        &self.levels[(fitting.log2() as usize).saturating_sub(1).min(LEVELS - 1)]
    }
}

fn add_harmonic(sum: &mut [f32], harmonic: usize, (cosine, sine): (f32, f32)) {
    let basis = sine_table();
    for (i, value) in sum.iter_mut().enumerate() {
        let place = (i * harmonic) % SIZE;
        *value += sine * basis[place] + cosine * basis[(place + SIZE / 4) % SIZE];
    }
}

fn close(period: &[f32]) -> Box<Table> {
    let mut table = Box::new([0.0; SIZE + 1]);
    table[..SIZE].copy_from_slice(period);
    table[SIZE] = period[0];
    table
}

/// Reads a table at a phase in turns; whole turns do not count. The phase is not negative and below a million
/// (`i32`, as converting to wider numbers costs more than everything else here).
#[inline(always)]
pub(crate) fn read(table: &Table, phase: f32) -> f32 {
    let place = phase * SIZE as f32;
    let whole = place as i32;
    let index = whole as usize & (SIZE - 1);
    let part = place - whole as f32;
    table[index] + part * (table[index + 1] - table[index])
}

/// The part of a number behind the point, for phases.
#[inline(always)]
pub(crate) fn wrap(phase: f32) -> f32 {
    if phase >= 1.0 { phase - 1.0 } else { phase }
}

/// One period of a sine.
pub(crate) fn sine_table() -> &'static Table {
    static TABLE: OnceLock<Box<Table>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Box::new([0.0; SIZE + 1]);
        for (i, value) in table.iter_mut().enumerate() {
            *value = (i as f32 / SIZE as f32 * TAU).sin();
        }
        table
    })
}

/// Falling saw tooth, about +-1.
pub(crate) fn saw() -> &'static Wave {
    static WAVE: OnceLock<Wave> = OnceLock::new();
    WAVE.get_or_init(|| Wave::build(|n| (0.0, 0.6 / n as f32)))
}

/// Square, about +-1.
pub(crate) fn square() -> &'static Wave {
    static WAVE: OnceLock<Wave> = OnceLock::new();
    WAVE.get_or_init(|| Wave::build(|n| (0.0, if n % 2 == 1 { 1.1 / n as f32 } else { 0.0 })))
}

/// The derivative of the flow through the vocal folds: opens slowly, closes fast, rests.
pub(crate) fn glottis() -> &'static Wave {
    static WAVE: OnceLock<Wave> = OnceLock::new();
    WAVE.get_or_init(|| {
        let flow: Vec<f32> = (0..SIZE).map(|i| flow(i as f32 / SIZE as f32)).collect();
        Wave::build(|n| harmonic_of(&flow, n))
    })
}

/// Air flow at a phase: rises for 0.42 of the period, falls for 0.2, then the folds are shut.
fn flow(phase: f32) -> f32 {
    const RISE: f32 = 0.42;
    const FALL: f32 = 0.20;
    if phase < RISE {
        0.5 - 0.5 * (phase / RISE * TAU / 2.0).cos()
    } else if phase < RISE + FALL {
        ((phase - RISE) / FALL * TAU / 4.0).cos()
    } else {
        0.0
    }
}

/// A harmonic of the flow's derivative, a little softened towards the top.
fn harmonic_of(flow: &[f32], harmonic: usize) -> (f32, f32) {
    if harmonic > 128 {
        return (0.0, 0.0);
    }
    let basis = sine_table();
    let (mut cosine, mut sine) = (0.0, 0.0);
    for (i, value) in flow.iter().enumerate() {
        let place = (i * harmonic) % SIZE;
        sine += value * basis[place];
        cosine += value * basis[(place + SIZE / 4) % SIZE];
    }
    let n = harmonic as f32;
    let scale = 2.0 / SIZE as f32 * n * 0.9 / (1.0 + (n / 20.0).powi(2)).sqrt();
    (sine * scale, -cosine * scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waves_are_finite_bounded_and_without_offset() {
        for wave in [saw(), square(), glottis()] {
            for hz in [30.0, 110.0, 440.0, 5000.0] {
                let table = wave.at(hz);
                let mean = table[..SIZE].iter().sum::<f32>() / SIZE as f32;
                assert!(mean.abs() < 1e-3, "{mean}");
                assert!(table.iter().all(|v| v.abs() < 4.0));
            }
        }
    }

    #[test]
    fn high_notes_get_few_harmonics() {
        let peaks = |hz: f32| saw().at(hz).windows(2).map(|w| (w[1] - w[0]).abs()).fold(0.0, f32::max);
        assert!(peaks(9000.0) < peaks(50.0) / 20.0);
    }
}
