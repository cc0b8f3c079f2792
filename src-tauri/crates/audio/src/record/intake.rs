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
        let (channels, kept) = (self.channels, self.kept);
        let each = samples.chunks_exact(channels).flat_map(|frame| &frame[..kept]);
        self.keep(samples.len() / channels, each.map(|sample| f32::from_sample(*sample)));
    }

    /// The same, of bytes that are little-endian floats.
    #[cfg(target_os = "linux")]
    pub(super) fn take_bytes(&mut self, bytes: &[u8]) {
        let (samples, _) = bytes.as_chunks::<4>();
        let (channels, kept) = (self.channels, self.kept);
        let each = samples.chunks_exact(channels).flat_map(|frame| &frame[..kept]);
        self.keep(samples.len() / channels, each.map(|bytes| f32::from_le_bytes(*bytes)));
    }

    fn keep(&mut self, frames: usize, each: impl Iterator<Item = f32>) {
        match self.ring.write_chunk_uninit(frames * self.kept) {
            Ok(room) => {
                room.fill_from_iter(each);
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
impl Intake {
    /// How many frames find room now.
    pub(super) fn room(&self) -> usize {
        self.ring.slots() / self.kept
    }
}

#[cfg(test)]
mod tests {
    use assert_no_alloc::assert_no_alloc;

    use super::*;

    /// Deliveries of all lengths to a reader that falls behind, under a guard that aborts the process at the first
    /// allocation or release.
    fn deliver<T>(sample: T, channels: usize)
    where
        T: Sample,
        f32: FromSample<T>,
    {
        let (mut intake, mut ring, pulse) = Intake::new(1_000, channels);
        let block = vec![sample; 1_024 * channels];
        let (mut given, mut taken) = (0, 0);
        for round in 0..200 {
            let frames = 1 + round * 37 % 1_024;
            assert_no_alloc(|| {
                intake.take(&block[..frames * channels]);
                // What a lost device does.
                pulse.lose();
            });
            given += frames;
            if round % 16 == 0 {
                taken += ring.read_chunk(ring.slots()).unwrap().into_iter().count() / kept(channels);
            }
        }
        let missed = usize::try_from(pulse.take_missed()).unwrap();
        assert!(missed > 0, "the ring was full more than once");
        assert_eq!(taken + ring.slots() / kept(channels) + missed, given, "every frame is kept or counted");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn bytes_are_the_floats_that_they_hold_and_cost_no_allocation_either() {
        let (mut intake, mut ring, _) = Intake::new(8_000, 3);
        let bytes: Vec<u8> =
            [0.5f32, -0.25, 9.0, 0.125, 1.0, 9.0].iter().flat_map(|x| x.to_le_bytes()).collect();
        assert_no_alloc(|| intake.take_bytes(&bytes));
        let got: Vec<f32> = ring.read_chunk(4).unwrap().into_iter().collect();
        assert_eq!(got, [0.5, -0.25, 0.125, 1.0]);
    }

    #[test]
    fn what_the_device_calls_neither_allocates_nor_frees() {
        for channels in [1, 2, 6] {
            deliver(0.25f32, channels);
            deliver(8_192i16, channels);
            deliver(1i32 << 29, channels);
            deliver(160u8, channels);
            deliver(40_960u16, channels);
        }
    }

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
