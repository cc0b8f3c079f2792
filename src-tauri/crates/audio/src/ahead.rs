//! A reader that decodes ahead on a thread of its own, so that an export of many lanes keeps every processor busy.
//! What is read is, bit for bit, what the reader inside would have given. Absent: reading backwards cheaply; a
//! jump begins anew.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{Builder, JoinHandle};

use crate::{AudioError, Damage, FrameReader};

/// Frames that are decoded in one go, and how many such blocks wait to be read: half a megabyte a lane.
const BLOCK: usize = 16_384;
const BLOCKS: usize = 2;

/// Decodes ahead from where it is read first.
pub struct Ahead {
    rate: u32,
    frames: u64,
    /// At rest: nothing was read yet, or something went wrong.
    resting: Option<Box<dyn FrameReader>>,
    work: Option<Work>,
    block: Vec<f32>,
    taken: usize,
    /// The frame that comes next.
    next: u64,
    damage: Damage,
}

/// A thread that decodes.
struct Work {
    blocks: Receiver<Block>,
    thread: JoinHandle<Box<dyn FrameReader>>,
}

struct Block {
    samples: Result<Vec<f32>, AudioError>,
    damage: Damage,
}

impl Ahead {
    /// `reader`, ahead. Its thread begins with the first read.
    #[must_use]
    pub fn new(reader: Box<dyn FrameReader>) -> Self {
        let (rate, frames, damage) = (reader.rate(), reader.frames(), reader.damage());
        Self { rate, frames, resting: Some(reader), work: None, block: Vec::new(), taken: 0, next: 0, damage }
    }

    fn start(&mut self, frame: u64) -> Result<(), AudioError> {
        let mut reader = self.stop().ok_or(AudioError::Damaged { at_frame: frame })?;
        let (send, blocks) = sync_channel(BLOCKS);
        let work = move || {
            decode(reader.as_mut(), frame, &send);
            reader
        };
        let thread = Builder::new().name("audio-ahead".into()).spawn(work)?;
        self.work = Some(Work { blocks, thread });
        self.next = frame;
        Ok(())
    }

    /// Ends the thread, if there is one; `None` when it broke down.
    fn stop(&mut self) -> Option<Box<dyn FrameReader>> {
        self.block.clear();
        self.taken = 0;
        let Some(Work { blocks, thread }) = self.work.take() else { return self.resting.take() };
        drop(blocks);
        thread.join().ok()
    }

    /// Takes the next block; answers whether there is one.
    fn advance(&mut self) -> Result<bool, AudioError> {
        let Some(Ok(block)) = self.work.as_ref().map(|work| work.blocks.recv()) else { return Ok(false) };
        self.damage = block.damage;
        self.taken = 0;
        match block.samples {
            Ok(samples) => self.block = samples,
            Err(error) => {
                self.resting = self.stop();
                return Err(error);
            }
        }
        Ok(!self.block.is_empty())
    }
}

/// From `frame` to the end, or to the first error, or until nobody listens.
fn decode(reader: &mut dyn FrameReader, mut frame: u64, send: &SyncSender<Block>) {
    loop {
        let mut samples = vec![0.0; BLOCK * 2];
        let read = reader.read(frame, &mut samples);
        let (frames, over) = read.as_ref().map_or((0, true), |frames| (*frames, *frames < BLOCK));
        samples.truncate(frames * 2);
        frame += frames as u64;
        let block = Block { samples: read.map(|_| samples), damage: reader.damage() };
        if send.send(block).is_err() || over {
            return;
        }
    }
}

impl FrameReader for Ahead {
    fn rate(&self) -> u32 {
        self.rate
    }

    fn frames(&self) -> u64 {
        self.frames
    }

    fn read(&mut self, frame: u64, out: &mut [f32]) -> Result<usize, AudioError> {
        let wanted = crate::reader::available(self.frames, frame, out.len()) * 2;
        if wanted > 0 && (self.work.is_none() || frame != self.next) {
            self.start(frame)?;
        }
        let mut filled = 0;
        while filled < wanted {
            if self.taken == self.block.len() && !self.advance()? {
                break;
            }
            let part = (self.block.len() - self.taken).min(wanted - filled);
            out[filled..filled + part].copy_from_slice(&self.block[self.taken..self.taken + part]);
            (filled, self.taken) = (filled + part, self.taken + part);
        }
        self.next = frame + filled as u64 / 2;
        Ok(filled / 2)
    }

    fn damage(&self) -> Damage {
        self.damage
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pcm;

    fn sound(frames: usize) -> Pcm {
        Pcm::new(48_000, (0..frames * 2).map(|i| i as f32).collect())
    }

    fn read(reader: &mut dyn FrameReader, frame: u64, frames: usize) -> Vec<f32> {
        let mut out = vec![-1.0; frames * 2];
        let got = reader.read(frame, &mut out).unwrap();
        out.truncate(got * 2);
        out
    }

    #[test]
    fn what_is_read_is_what_the_reader_gives_in_any_pieces_and_after_any_jump() {
        let pcm = sound(100_000);
        let (mut plain, mut ahead) = (pcm.reader(), Ahead::new(Box::new(pcm.reader())));
        assert_eq!((ahead.rate(), ahead.frames()), (48_000, 100_000));
        for (frame, frames) in [(500, 512), (1_012, 40_000), (41_012, 1), (7, 300), (99_900, 400), (0, 9)] {
            assert_eq!(read(&mut ahead, frame, frames), read(&mut plain, frame, frames), "{frame}");
        }
        assert!(read(&mut ahead, 100_000, 5).is_empty());
        let all: Vec<f32> = (0..200).flat_map(|i| read(&mut ahead, i * 500, 500)).collect();
        assert!(all == pcm.samples[..]);
    }

    /// Breaks once, at the frame that it is made with.
    struct Moody(Pcm, Option<u64>);

    impl FrameReader for Moody {
        fn rate(&self) -> u32 {
            self.0.rate
        }
        fn frames(&self) -> u64 {
            self.0.reader().frames()
        }
        fn read(&mut self, frame: u64, out: &mut [f32]) -> Result<usize, AudioError> {
            match self.1.take_if(|at| *at < frame + out.len() as u64 / 2) {
                Some(at_frame) => Err(AudioError::Damaged { at_frame }),
                None => self.0.reader().read(frame, out),
            }
        }
        fn damage(&self) -> Damage {
            Damage { lost: u64::from(self.1.is_none()), ..Damage::default() }
        }
    }

    #[test]
    fn an_error_is_told_where_it_is_and_may_be_asked_past() {
        let mut ahead = Ahead::new(Box::new(Moody(sound(60_000), Some(20_000))));
        let mut out = vec![0.0; 2 * 16_000];
        assert_eq!(ahead.read(0, &mut out).unwrap(), 16_000);
        assert!(matches!(ahead.read(16_000, &mut out), Err(AudioError::Damaged { at_frame: 20_000 })));
        assert_eq!(read(&mut ahead, 16_000, 3), [32_000.0, 32_001.0, 32_002.0, 32_003.0, 32_004.0, 32_005.0]);
        assert_eq!(ahead.damage().lost, 1);
    }
}
