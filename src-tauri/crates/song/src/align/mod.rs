//! Lays what a vendor says about time over the lyrics text.
//!
//! Both of a vendor's lists are compared with the lyrics by words and letters (`letters`, `diff`),
//! which does not care where the vendor cut. Per word the finer list wins where both agree; then
//! times are put in order and the missing ones filled in (`settle`). Deliberately absent: audio.

mod diff;
mod heard;
mod letters;
mod score;
mod settle;
mod stream;

pub(crate) use heard::spread;
pub use score::RawPatch;
pub(crate) use settle::GUESSED;

use score::Score;
use settle::settle;
use stream::Stream;

use crate::lyrics::Lyrics;
use crate::{Millis, RawTiming, Timing};

/// Lays a vendor's timing over the lyrics text.
///
/// Words that the vendor cut across lines or tags are split by length, missing pieces are
/// interpolated between their neighbours with low confidence, and times never run backwards.
/// `duration` bounds everything. An empty or useless timing gives an empty [`Timing`].
#[must_use]
pub fn align(lyrics: &Lyrics, raw: &RawTiming, duration: Millis) -> Timing {
    timing_of_version(lyrics, raw, &[], duration)
}

/// The timing of a version: the base take's words outside of the patched ranges, the fragments'
/// words inside. `base` and every fragment's timing are on the song's time
/// ([`RawTiming::shifted`]); where a fragment has no timing, its words are spread over its range
/// with low confidence. Later patches lie on top of earlier ones.
#[must_use]
pub fn timing_of_version(
    lyrics: &Lyrics,
    base: &RawTiming,
    patches: &[RawPatch<'_>],
    duration: Millis,
) -> Timing {
    let score = Score::new(lyrics);
    let words = heard::in_stream(&score, &Stream::of_words(base, patches));
    let lines = heard::in_stream(&score, &Stream::of_lines(base, patches));
    let candidates = settle::inside(heard::reconcile(&score, &words, &lines), duration.seconds());
    let known = candidates.iter().flatten().count();
    // Fewer than one word in ten: this timing is of another song.
    if known == 0 || known * 10 < score.words.len() {
        return Timing::default();
    }
    let blind: Vec<_> = patches.iter().filter(|(_, raw)| raw.is_none()).map(|(range, _)| *range).collect();
    score.timing(&settle(&score, candidates, duration.seconds(), &blind))
}

#[cfg(test)]
mod tests;
