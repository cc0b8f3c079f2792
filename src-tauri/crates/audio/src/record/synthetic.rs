//! A voice that needs no microphone: sings four fifths of every second, in real time. Every frame is known
//! beforehand ([`synthetic_sample`]), so that a recording can be compared with what was sung.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::intake::Intake;
use super::source::Capture;
use crate::player::spawn;

/// Frames per second.
const RATE: u32 = 48_000;
/// How often samples come.
const TICK: Duration = Duration::from_millis(10);

/// Frame `frame` of the voice: a tone of 220 Hz over noise of which no two stretches are alike.
#[must_use]
pub fn synthetic_sample(frame: u64) -> f32 {
    let second = (frame % u64::from(RATE)) as f64 / f64::from(RATE);
    let tone = if second < 0.8 { 0.25 * (std::f64::consts::TAU * 220.0 * second).sin() } else { 0.0 };
    let hash = frame.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let noise = ((hash >> 40) as f64 / f64::from(1u32 << 24) - 0.5) * 0.001;
    (tone + noise) as f32
}

/// Ends the voice when dropped.
struct Voice(Arc<AtomicBool>);

impl Drop for Voice {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

pub(super) fn open() -> Capture {
    let (mut intake, ring, pulse) = Intake::new(RATE, 1);
    let stopped = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&stopped);
    spawn("audio-voice", move || {
        let (begun, mut sung) = (Instant::now(), 0);
        while !told.load(Ordering::Relaxed) {
            let due =
                u64::try_from(begun.elapsed().as_micros() * u128::from(RATE) / 1_000_000).unwrap_or(sung);
            let samples: Vec<f32> = (sung..due).map(synthetic_sample).collect();
            intake.take(&samples);
            sung = due;
            std::thread::sleep(TICK);
        }
    });
    let stream: Option<Box<dyn std::any::Any + Send>> = Some(Box::new(Voice(stopped)));
    Capture { name: "Synthetic voice".into(), rate: RATE, channels: 1, ring, pulse, stream }
}
