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

/// How well `heard` contains `played`: the best normalised correlation over all offsets that are
/// multiples of one frame within the recording, on the left channel, and that offset in frames.
#[must_use]
pub fn best_match(heard: &[f32], played: &[f32]) -> (f64, usize) {
    let left = |samples: &[f32]| samples.iter().step_by(2).map(|s| f64::from(*s)).collect::<Vec<_>>();
    let (heard, played) = (left(heard), left(played));
    let coarse = scan(&heard, &played, (0..heard.len().saturating_sub(played.len())).step_by(1), 16);
    let near = coarse.1.saturating_sub(24)..(coarse.1 + 24).min(heard.len().saturating_sub(played.len()));
    scan(&heard, &played, near, 1)
}

fn scan(heard: &[f64], played: &[f64], offsets: impl Iterator<Item = usize>, step: usize) -> (f64, usize) {
    let mut best = (0.0, 0);
    for offset in offsets {
        let (mut cross, mut power, mut own) = (0.0, 1e-12, 1e-12);
        for (index, sample) in played.iter().enumerate().step_by(step) {
            let other = heard[offset + index];
            cross += other * sample;
            power += other * other;
            own += sample * sample;
        }
        let correlation = cross / (power * own).sqrt();
        if correlation > best.0 {
            best = (correlation, offset);
        }
    }
    best
}
