//! A mix as one reader, for export: the same lanes through the same arithmetic as the player's, so that what is
//! written is, bit for bit, what is heard (apart from volume and soft clip, which belong to listening).
//! Absent: changing levels while reading; a mixdown stands still.

use super::QUANTUM;
use super::kernel::{Ramp, add_lane, scale};
use super::transport::{LaneLevel, factor, gains};
use crate::{AudioError, Damage, FrameReader};

/// One lane of a mixdown.
pub struct Part {
    /// Its sound.
    pub reader: Box<dyn FrameReader>,
    /// How it stands.
    pub level: LaneLevel,
}

/// Several lanes as one sound.
pub struct Mixdown {
    lanes: Vec<(Box<dyn FrameReader>, [f32; 2])>,
    master: f32,
    rate: u32,
    frames: u64,
    lane: Box<[f32]>,
}

impl Mixdown {
    /// The sum of `parts` at the level `master_db`, as long as the longest of them, heard or not.
    ///
    /// # Errors
    /// [`AudioError::Empty`] without parts, [`AudioError::Unsupported`] for parts of different rates.
    pub fn new(parts: Vec<Part>, master_db: f32) -> Result<Self, AudioError> {
        let rate = parts.first().ok_or(AudioError::Empty)?.reader.rate();
        let frames = parts.iter().map(|part| part.reader.frames()).max().unwrap_or(0);
        for part in &parts {
            crate::arrangement::require_rate(rate, part.reader.rate())?;
        }
        let heard = parts.into_iter().filter(|part| part.level.heard);
        let lanes = heard.map(|part| (part.reader, gains(part.level.gain_db, part.level.balance))).collect();
        let lane = vec![0.0; QUANTUM * 2].into_boxed_slice();
        Ok(Self { lanes, master: factor(master_db), rate, frames, lane })
    }

    /// One lane as it is, as long as a whole mix: for files that begin and end together.
    #[must_use]
    pub fn lone(reader: Box<dyn FrameReader>, frames: u64) -> Self {
        let rate = reader.rate();
        let lane = vec![0.0; QUANTUM * 2].into_boxed_slice();
        Self { lanes: vec![(reader, [1.0; 2])], master: 1.0, rate, frames, lane }
    }

    fn mix(&mut self, frame: u64, out: &mut [f32]) -> Result<(), AudioError> {
        out.fill(0.0);
        for (reader, gains) in &mut self.lanes {
            let lane = &mut self.lane[..out.len()];
            let got = reader.read(frame, lane)?;
            let _level =
                add_lane(&mut out[..got * 2], &lane[..got * 2], Ramp::between(*gains, *gains, QUANTUM));
        }
        let _level = scale(out, Ramp::between([self.master; 2], [self.master; 2], QUANTUM));
        Ok(())
    }
}

impl FrameReader for Mixdown {
    fn rate(&self) -> u32 {
        self.rate
    }

    fn frames(&self) -> u64 {
        self.frames
    }

    fn read(&mut self, frame: u64, out: &mut [f32]) -> Result<usize, AudioError> {
        let frames = crate::reader::available(self.frames, frame, out.len());
        let mut at = frame;
        for block in out[..frames * 2].chunks_mut(QUANTUM * 2) {
            self.mix(at, block)?;
            at += block.len() as u64 / 2;
        }
        Ok(frames)
    }

    fn damage(&self) -> Damage {
        self.lanes.iter().fold(Damage::default(), |damage, (reader, _)| damage.and(reader.damage()))
    }
}
