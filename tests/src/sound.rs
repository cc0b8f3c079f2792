//! What is heard: the monitor of the null sink, recorded while something plays.

use std::io::Read;
use std::process::{Child, Command, Stdio};

use crate::window::Outcome;

/// A running recording of what reaches the sound server.
pub struct Recording {
    parec: Child,
}

impl Recording {
    /// Starts to record the null sink's monitor at 48 kHz stereo.
    ///
    /// # Errors
    /// When `parec` cannot be started.
    pub fn start() -> Outcome<Self> {
        let arguments = [
            "--device=refrain.monitor",
            "--rate=48000",
            "--channels=2",
            "--format=float32le",
            "--raw",
            "--latency-msec=20",
        ];
        let mut parec = Command::new("parec");
        parec.args(arguments).stdout(Stdio::piped()).stderr(Stdio::null());
        let parec = parec.spawn().map_err(|error| format!("cannot start parec: {error}"))?;
        Ok(Self { parec })
    }

    /// Records for about `seconds` and answers the samples, interleaved stereo.
    ///
    /// # Errors
    /// When the recording breaks off.
    pub fn take(mut self, seconds: f64) -> Outcome<Vec<f32>> {
        let wanted = (seconds * 48_000.0) as usize * 8;
        let mut bytes = vec![0; wanted];
        let mut output = self.parec.stdout.take().ok_or("parec has no output")?;
        output.read_exact(&mut bytes).map_err(|error| format!("the recording broke off: {error}"))?;
        drop(self.parec.kill());
        drop(self.parec.wait());
        let sample = |four: &[u8]| f32::from_le_bytes([four[0], four[1], four[2], four[3]]);
        Ok(bytes.chunks_exact(4).map(sample).collect())
    }
}

/// Frames that are averaged into one for the coarse search.
const COARSE: usize = 8;

/// How well `heard` contains `played`: the best normalised correlation over all offsets within the
/// recording, on the left channel, and that offset in frames. Coarse first, then exact.
#[must_use]
pub fn best_match(heard: &[f32], played: &[f32]) -> (f64, usize) {
    let left = |samples: &[f32]| samples.iter().step_by(2).map(|s| f64::from(*s)).collect::<Vec<_>>();
    let (heard, played) = (left(heard), left(played));
    let thin =
        |samples: &[f64]| samples.chunks(COARSE).map(|few| few.iter().sum::<f64>()).collect::<Vec<_>>();
    let (thin_heard, thin_played) = (thin(&heard), thin(&played));
    let coarse = scan(&thin_heard, &thin_played, 0..thin_heard.len().saturating_sub(thin_played.len()));
    let last = heard.len().saturating_sub(played.len());
    let middle = coarse.1 * COARSE;
    scan(&heard, &played, middle.saturating_sub(2 * COARSE)..(middle + 2 * COARSE).min(last))
}

fn scan(heard: &[f64], played: &[f64], offsets: std::ops::Range<usize>) -> (f64, usize) {
    let own: f64 = played.iter().map(|sample| sample * sample).sum::<f64>() + 1e-12;
    let mut best = (0.0, 0);
    for offset in offsets {
        let (mut cross, mut power) = (0.0, 1e-12);
        for (sample, other) in played.iter().zip(&heard[offset..]) {
            cross += other * sample;
            power += other * other;
        }
        let correlation = cross / (power * own).sqrt();
        if correlation > best.0 {
            best = (correlation, offset);
        }
    }
    best
}

/// How a recording is like what was fed to the microphone.
#[derive(Debug, Clone, Copy)]
pub struct Likeness {
    /// The correlation of all of it.
    pub whole: f64,
    /// The worst correlation of any tenth of a second in which something is to be heard: a block that was dropped
    /// or repeated, and everything after it, is nowhere near 1.
    pub worst: f64,
    /// The frame of the recording at which what was fed begins.
    pub begins: usize,
}

/// Lays what was fed over a recording, both interleaved stereo at 48 kHz, where the loudest half second of it is
/// found, and compares all of it there on the left channel.
///
/// # Errors
/// When not all of what was fed lies within the recording.
pub fn likeness(heard: &[f32], fed: &[f32]) -> Outcome<Likeness> {
    const PROBE: usize = 24_000;
    const BLOCK: usize = 4_800;
    let power = |at: usize, frames: usize| -> f32 {
        fed.iter().skip(at * 2).step_by(2).take(frames).map(|sample| sample * sample).sum()
    };
    let starts = (0..fed.len() / 2 - PROBE).step_by(BLOCK);
    let loudest = starts.max_by(|a, b| power(*a, PROBE).total_cmp(&power(*b, PROBE))).unwrap_or(0);
    let (_, found) = best_match(heard, &fed[loudest * 2..(loudest + PROBE) * 2]);
    let begins = found.checked_sub(loudest).ok_or("the beginning of what was fed is missing")?;
    let there = heard.get(begins * 2..begins * 2 + fed.len()).ok_or("the end of what was fed is missing")?;
    let left = |samples: &[f32]| samples.iter().step_by(2).map(|s| f64::from(*s)).collect::<Vec<_>>();
    let (there, fed) = (left(there), left(fed));
    let audible = |block: &[f64]| block.iter().map(|s| s * s).sum::<f64>() > 1e-4 * block.len() as f64;
    let blocks = there.chunks_exact(BLOCK).zip(fed.chunks_exact(BLOCK)).filter(|(_, fed)| audible(fed));
    let worst = blocks.map(|(there, fed)| correlation(there, fed)).fold(1.0, f64::min);
    Ok(Likeness { whole: correlation(&there, &fed), worst, begins })
}

fn correlation(one: &[f64], other: &[f64]) -> f64 {
    let sum =
        |pairs: &dyn Fn(f64, f64) -> f64| one.iter().zip(other).map(|(a, b)| pairs(*a, *b)).sum::<f64>();
    sum(&|a, b| a * b) / (sum(&|a, _| a * a) * sum(&|_, b| b * b)).sqrt().max(1e-12)
}
