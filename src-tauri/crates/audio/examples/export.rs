//! `export wav16|wav24|wav32|flac|mp3 OUT IN...`: the plain sum of the inputs, written to OUT. Inputs are
//! decoded on two threads while a third encodes. For `cargo xtask bench`.

use std::error::Error;
use std::path::PathBuf;

use audio::{AudioError, ExportFormat, FrameReader, Tags};

/// The sum of several readers of one rate.
struct Sum {
    halves: [Half; 2],
    rate: u32,
    frames: u64,
}

/// Some of the readers, with room for one and for their sum.
#[derive(Default)]
struct Half {
    lanes: Vec<Box<dyn FrameReader>>,
    lane: Vec<f32>,
    sum: Vec<f32>,
}

impl Half {
    fn add_up(&mut self, frame: u64, samples: usize) -> Result<(), AudioError> {
        self.lane.resize(samples, 0.0);
        self.sum.clear();
        self.sum.resize(samples, 0.0);
        for lane in &mut self.lanes {
            let frames = lane.read(frame, &mut self.lane)?;
            for (sum, x) in self.sum.iter_mut().zip(&self.lane[..frames * 2]) {
                *sum += x;
            }
        }
        Ok(())
    }
}

impl FrameReader for Sum {
    fn rate(&self) -> u32 {
        self.rate
    }

    fn frames(&self) -> u64 {
        self.frames
    }

    fn read(&mut self, frame: u64, out: &mut [f32]) -> Result<usize, AudioError> {
        let frames = usize::try_from(self.frames.saturating_sub(frame)).unwrap_or(0).min(out.len() / 2);
        let [first, second] = &mut self.halves;
        std::thread::scope(|scope| {
            let other = scope.spawn(|| second.add_up(frame, frames * 2));
            first.add_up(frame, frames * 2)?;
            other.join().unwrap_or(Err(AudioError::NotAudio))
        })?;
        for ((sum, a), b) in out.iter_mut().zip(&first.sum).zip(&second.sum) {
            *sum = a + b;
        }
        Ok(frames)
    }
}

fn format(name: &str) -> Option<ExportFormat> {
    Some(match name {
        "wav16" => ExportFormat::Wav16,
        "wav24" => ExportFormat::Wav24,
        "wav32" => ExportFormat::Wav32f,
        "flac" => ExportFormat::Flac,
        "mp3" => ExportFormat::Mp3,
        _ => return None,
    })
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let usage = "usage: export wav16|wav24|wav32|flac|mp3 OUT IN...";
    let [name, out, inputs @ ..] = arguments.as_slice() else { return Err(usage.into()) };
    let mut sum = Sum { halves: Default::default(), rate: 0, frames: 0 };
    for (index, input) in inputs.iter().enumerate() {
        let lane = audio::open(&PathBuf::from(input))?;
        sum.rate = lane.rate();
        sum.frames = sum.frames.max(lane.frames());
        sum.halves[index % 2].lanes.push(lane);
    }
    let format = format(name).ok_or(usage)?;
    audio::export(&mut sum, format, &Tags::default(), &PathBuf::from(out), &mut |_| true)?;
    Ok(())
}
