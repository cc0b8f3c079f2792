//! The device's side: puts samples into a ring and counts. Never locks, allocates, waits or logs.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use cpal::{FromSample, Sample};
use rtrb::{Consumer, Producer, RingBuffer};

/// Seconds that the ring holds: a disk may take that long.
const SECONDS: usize = 10;

/// What the callback says beside its samples.
#[derive(Default)]
pub(super) struct Pulse {
    missed: AtomicU64,
    gone: AtomicBool,
}

impl Pulse {
    /// Frames that found no room since this was last asked.
    pub(super) fn take_missed(&self) -> u64 {
        self.missed.swap(0, Ordering::Relaxed)
    }

    /// The device is gone.
    pub(super) fn is_gone(&self) -> bool {
        self.gone.load(Ordering::Relaxed)
    }

    pub(super) fn lose(&self) {
        self.gone.store(true, Ordering::Relaxed);
    }
}

/// Keeps up to two channels of what a device delivers.
pub(super) struct Intake {
    ring: Producer<f32>,
    pulse: Arc<Pulse>,
    /// Channels that the device delivers.
    channels: usize,
    kept: usize,
}

impl Intake {
    /// For a device of so many channels; answers the other end of the ring, too.
    pub(super) fn new(rate: u32, channels: usize) -> (Self, Consumer<f32>, Arc<Pulse>) {
        let kept = kept(channels);
        let (ring, end) = RingBuffer::new(rate as usize * kept * SECONDS);
        let pulse = Arc::new(Pulse::default());
        (Self { ring, pulse: Arc::clone(&pulse), channels: channels.max(1), kept }, end, pulse)
    }

    /// One delivery, interleaved. All of it is kept or none.
    pub(super) fn take<T>(&mut self, samples: &[T])
    where
        T: Sample,
        f32: FromSample<T>,
    {
        let frames = samples.len() / self.channels;
        let (channels, kept) = (self.channels, self.kept);
        match self.ring.write_chunk_uninit(frames * kept) {
            Ok(room) => {
                let each = samples.chunks_exact(channels).flat_map(|frame| &frame[..kept]);
                room.fill_from_iter(each.map(|sample| f32::from_sample(*sample)));
            }
            Err(_) => {
                self.pulse.missed.fetch_add(frames as u64, Ordering::Relaxed);
            }
        }
    }
}

/// How many channels of a device are recorded.
pub(super) fn kept(channels: usize) -> usize {
    channels.clamp(1, 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_two_channels_are_kept() {
        let (mut intake, mut ring, _) = Intake::new(8_000, 4);
        intake.take(&[1i16, 2, 3, 4, 5, 6, 7, 7].map(|x| x * 4_096));
        let got: Vec<f32> = ring.read_chunk(4).unwrap().into_iter().collect();
        assert_eq!(got, [0.125, 0.25, 0.625, 0.75]);
    }

    #[test]
    fn what_finds_no_room_is_counted_and_nothing_of_it_is_kept() {
        let (mut intake, ring, pulse) = Intake::new(100, 1);
        intake.take(&[0.5f32; 900]);
        intake.take(&[0.5f32; 200]);
        assert_eq!((ring.slots(), pulse.take_missed(), pulse.take_missed()), (900, 200, 0));
    }
}
