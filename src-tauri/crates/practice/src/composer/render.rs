//! From score to samples: any window of any stem, all of it on two threads.
//!
//! Every sample is the same whichever window it is rendered in. The level of a song comes from its loudest
//! section, measured once; there is no limiter, so the stems sum to the mix exactly.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::Composition;
use super::arrange::STEMS;
use crate::synth::{CHUNK, Event, Frame, TAIL};

/// Where the loudest section's peak is put: -2.3 dBFS.
const PEAK: f32 = 0.77;
/// Chunks rendered at a time by one thread, at most: its memory is 6 MB for each.
const PAGE: i64 = 16;

/// All stems of a song.
#[derive(Debug, Clone, PartialEq)]
pub struct Rendered {
    /// Interleaved stereo at 48 kHz, in the order Vocals, Backing_Vocals, Drums, Bass, Guitar, Keyboard,
    /// Percussion, Strings, Synth, FX, Brass, Woodwinds.
    pub stems: [Vec<f32>; STEMS],
}

impl Rendered {
    /// The plain sum of the stems, in order.
    #[must_use]
    pub fn mix(&self) -> Vec<f32> {
        let mut sum = vec![0.0; self.stems[0].len()];
        for stem in &self.stems {
            add(&mut sum, stem);
        }
        sum
    }
}

fn add(sum: &mut [f32], stem: &[f32]) {
    for (sum, value) in sum.iter_mut().zip(stem) {
        *sum += value;
    }
}

impl Composition {
    /// All stems. Takes 8 bytes per frame and stem; [`Composition::render_window`] is lighter where the mix
    /// is enough.
    #[must_use]
    pub fn render(&self) -> Rendered {
        let to = i64::try_from(self.frames).unwrap_or(i64::MAX);
        let gain = self.gain();
        let stems = on_threads(STEMS, |stem| self.stem_window(stem, 0, to, gain).into_flattened());
        let mut stems = stems.into_iter();
        Rendered { stems: std::array::from_fn(|_| stems.next().unwrap_or_default()) }
    }

    /// The mix from `from_frame` to `to_frame` (absolute; outside of the song there is silence), interleaved.
    /// Equals the same frames of `render().mix()` bit for bit.
    #[must_use]
    pub fn render_window(&self, from_frame: i64, to_frame: i64) -> Vec<f32> {
        let gain = self.gain();
        let pages = pages(from_frame, to_frame);
        on_threads(pages.len(), |page| self.mix_window(pages[page].0, pages[page].1, gain)).concat()
    }

    /// One stem from `from_frame` to `to_frame`, interleaved; silence for a stem that does not exist.
    #[must_use]
    pub fn render_stem(&self, stem: usize, from_frame: i64, to_frame: i64) -> Vec<f32> {
        self.stem_window(stem, from_frame, to_frame, self.gain()).into_flattened()
    }

    fn mix_window(&self, from: i64, to: i64, gain: f32) -> Vec<f32> {
        let mut sum = vec![0.0; usize::try_from(to - from).unwrap_or(0) * 2];
        for stem in 0..STEMS {
            add(&mut sum, self.stem_window(stem, from, to, gain).as_flattened());
        }
        sum
    }

    /// The factor on all stems. A song with replaced words keeps that of the song it was made from.
    fn gain(&self) -> f32 {
        *self.score.gain.get_or_init(|| {
            let (from, to) = self.score.loud;
            let stems = on_threads(STEMS, |stem| self.stem_window(stem, from, to, 1.0).into_flattened());
            let mut mix = vec![0.0; usize::try_from(to - from).unwrap_or(0) * 2];
            for stem in &stems {
                add(&mut mix, stem);
            }
            PEAK / mix.iter().fold(0.01, |peak: f32, value| peak.max(value.abs()))
        })
    }

    fn stem_window(&self, stem: usize, from: i64, to: i64, gain: f32) -> Vec<Frame> {
        let mut window = vec![[0.0; 2]; usize::try_from(to - from).unwrap_or(0)];
        let Some(events) = self.score.stems.get(stem).filter(|events| !events.is_empty()) else {
            return window;
        };
        let end = to.min(i64::try_from(self.frames).unwrap_or(i64::MAX));
        let chunk = CHUNK as i64;
        let first = (from.max(0) - TAIL as i64).max(0) / chunk;
        let last = (end + chunk - 1) / chunk;
        let start = first * chunk;
        let dry = dry(events, start, last * chunk);
        let space = &self.score.spaces[stem];
        let sounding = usize::try_from(end - from).unwrap_or(0).min(window.len());
        for (index, part) in dry.chunks(CHUNK).enumerate() {
            let at = start + (index * CHUNK) as i64;
            if part.iter().any(|frame| *frame != [0.0; 2]) {
                space.process(&self.score.room, part, at, gain, from, &mut window[..sounding]);
            }
        }
        window
    }
}

/// The events that sound between two frames, without the room.
fn dry(events: &[Event], from: i64, to: i64) -> Vec<Frame> {
    let mut sum = vec![[0.0; 2]; usize::try_from(to - from).unwrap_or(0)];
    let mut buffer: Vec<Frame> = Vec::new();
    for event in events {
        let frames = event.frames();
        if event.at >= to || event.at + frames as i64 <= from {
            continue;
        }
        buffer.clear();
        buffer.resize(frames, [0.0; 2]);
        event.render(&mut buffer);
        let skip = usize::try_from(from - event.at).unwrap_or(0);
        let place = usize::try_from(event.at - from).unwrap_or(0);
        for (sum, value) in sum[place..].iter_mut().zip(&buffer[skip..]) {
            sum[0] += value[0];
            sum[1] += value[1];
        }
    }
    sum
}

/// A window cut into one page for each thread, where it is long enough. They meet where chunks do: every other
/// cut would cost two more chunks on both sides.
fn pages(from: i64, to: i64) -> Vec<(i64, i64)> {
    let chunk = CHUNK as i64;
    let (first, end) = (from.div_euclid(chunk), (to + chunk - 1).div_euclid(chunk));
    let each = (end - first + threads() as i64 - 1).div_euclid(threads() as i64).clamp(1, PAGE);
    let starts = (first..end).step_by(usize::try_from(each).unwrap_or(1));
    starts.map(|start| ((start * chunk).max(from), ((start + each) * chunk).min(to))).collect()
}

/// How many threads the machine has for us.
fn threads() -> usize {
    std::thread::available_parallelism().map_or(2, std::num::NonZero::get).clamp(1, 8)
}

/// Runs jobs on as many threads as the machine has and answers their results in order.
fn on_threads<T: Send>(jobs: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let threads = threads().min(jobs);
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(jobs));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let job = next.fetch_add(1, Ordering::Relaxed);
                    if job >= jobs {
                        break;
                    }
                    let result = work(job);
                    done.lock().unwrap_or_else(PoisonError::into_inner).push((job, result));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(job, _)| *job);
    done.into_iter().map(|(_, result)| result).collect()
}
