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
