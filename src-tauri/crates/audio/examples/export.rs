//! `export wav16|wav24|wav32|flac|mp3 OUT IN...`: the plain sum of the inputs, written to OUT. Inputs are
//! decoded on two threads while a third encodes. For `cargo xtask bench`.

use std::error::Error;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, sync_channel};

use audio::{AudioError, ExportFormat, FrameReader, Tags};

/// Frames that are decoded in one go, and how many such blocks wait to be added.
const BLOCK: usize = 16_384;
const AHEAD: usize = 3;

/// The sum of several readers of one rate, half of which are decoded on a thread each, some blocks ahead.
struct Sum {
    halves: Vec<Receiver<Result<Vec<f32>, AudioError>>>,
    /// What is left of the block under way.
    block: Vec<f32>,
    taken: usize,
    rate: u32,
    frames: u64,
}

impl Sum {
    fn of(lanes: Vec<Box<dyn FrameReader>>) -> Self {
        let rate = lanes.first().map_or(0, FrameReader::rate);
        let frames = lanes.iter().map(FrameReader::frames).max().unwrap_or(0);
        let mut halves = [Vec::new(), Vec::new()];
        for (index, lane) in lanes.into_iter().enumerate() {
            halves[index % 2].push(lane);
        }
        let halves = halves.into_iter().map(|half| decoded_ahead(half, frames)).collect();
        Self { halves, block: Vec::new(), taken: 0, rate, frames }
    }

    fn next_block(&mut self) -> Result<(), AudioError> {
        let gone = |_| Err(AudioError::NotAudio);
        let mut halves = self.halves.iter().map(|half| half.recv().unwrap_or_else(gone));
        self.block = halves.next().unwrap_or_else(|| Ok(Vec::new()))?;
        for half in halves {
            add(&mut self.block, &half?);
        }
        self.taken = 0;
        Ok(())
    }
}

/// Sums of some lanes, block after block.
fn decoded_ahead(
    mut lanes: Vec<Box<dyn FrameReader>>,
    frames: u64,
) -> Receiver<Result<Vec<f32>, AudioError>> {
    let (send, blocks) = sync_channel(AHEAD);
    std::thread::spawn(move || {
        let mut lane_block = vec![0.0; BLOCK * 2];
        for frame in (0..frames).step_by(BLOCK) {
            let sum = sum_at(&mut lanes, frame, &mut lane_block);
            if send.send(sum).is_err() {
                return;
            }
        }
    });
    blocks
}

fn sum_at(lanes: &mut [Box<dyn FrameReader>], frame: u64, room: &mut [f32]) -> Result<Vec<f32>, AudioError> {
    let mut sum = vec![0.0; room.len()];
    for lane in lanes {
        let frames = lane.read(frame, room)?;
        add(&mut sum, &room[..frames * 2]);
    }
    Ok(sum)
}

fn add(sum: &mut [f32], part: &[f32]) {
    for (sum, x) in sum.iter_mut().zip(part) {
        *sum += x;
    }
}

impl FrameReader for Sum {
    fn rate(&self) -> u32 {
        self.rate
    }

    fn frames(&self) -> u64 {
        self.frames
    }

    /// From the start to the end only: that is how an export reads.
    fn read(&mut self, frame: u64, out: &mut [f32]) -> Result<usize, AudioError> {
        let frames = usize::try_from(self.frames.saturating_sub(frame)).unwrap_or(0).min(out.len() / 2);
        let mut filled = 0;
        while filled < frames * 2 {
            if self.taken == self.block.len() {
                self.next_block()?;
            }
            let samples = (self.block.len() - self.taken).min(frames * 2 - filled);
            out[filled..filled + samples].copy_from_slice(&self.block[self.taken..self.taken + samples]);
            (filled, self.taken) = (filled + samples, self.taken + samples);
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
    let lanes = inputs.iter().map(|input| audio::open(&PathBuf::from(input))).collect::<Result<_, _>>()?;
    let mut sum = Sum::of(lanes);
    let format = format(name).ok_or(usage)?;
    audio::export(&mut sum, format, &Tags::default(), &PathBuf::from(out), &mut |_| true)?;
    Ok(())
}
