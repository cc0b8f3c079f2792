//! How high a voice lies and how bright it is: enough to sing in its range.

use crate::RATE;

/// Every which sample is looked at: 12 kHz.
const COARSE: usize = 4;
/// Samples of a window at that rate: 50 ms.
const WINDOW: usize = 600;
/// Pitches that a voice can have, in Hz.
const LOWEST: f32 = 70.0;
const HIGHEST: f32 = 600.0;
/// Windows quieter than this are not voice.
const QUIET: f32 = 0.004;
/// How periodic a window must be to count.
const PERIODIC: f32 = 0.55;

/// What was heard of a voice.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Range {
    /// The pitch in the middle, MIDI.
    pub(crate) middle: f32,
    /// Seconds that sound at all.
    pub(crate) sounding_s: f64,
}

/// Listens to interleaved stereo at [`RATE`]; `None` where nobody can be heard.
pub(crate) fn voice_range(samples: &[f32]) -> Option<Range> {
    let coarse: Vec<f32> = samples
        .chunks_exact(2 * COARSE)
        .map(|chunk| chunk.iter().sum::<f32>() / (2 * COARSE) as f32)
        .collect();
    let windows = coarse.windows(WINDOW * 2).step_by(WINDOW);
    let loud: Vec<&[f32]> = windows.filter(|window| level(window) > QUIET).collect();
    let mut pitches: Vec<f32> = loud.iter().filter_map(|window| pitch(window)).collect();
    if pitches.is_empty() {
        return None;
    }
    pitches.sort_by(f32::total_cmp);
    let sounding_s = loud.len() as f64 * (WINDOW * COARSE) as f64 / f64::from(RATE);
    Some(Range { middle: pitches[pitches.len() / 2], sounding_s })
}

fn level(window: &[f32]) -> f32 {
    (window.iter().map(|value| value * value).sum::<f32>() / window.len() as f32).sqrt()
}

/// The pitch of a window, MIDI, if it has one: the shortest distance at which it nearly repeats.
fn pitch(window: &[f32]) -> Option<f32> {
    let rate = RATE as f32 / COARSE as f32;
    let (shortest, longest) = ((rate / HIGHEST) as usize, (rate / LOWEST) as usize);
    let alike = |lag: usize| {
        let (one, two) = (&window[..WINDOW], &window[lag..lag + WINDOW]);
        let power = |part: &[f32]| part.iter().map(|value| value * value).sum::<f32>();
        let product: f32 = one.iter().zip(two).map(|(a, b)| a * b).sum();
        product / (power(one) * power(two)).sqrt().max(1e-9)
    };
    let likeness: Vec<f32> = (shortest..=longest).map(alike).collect();
    let best = likeness.iter().copied().fold(0.0, f32::max);
    let is_peak = |at: usize| {
        likeness[at] >= best * 0.9
            && likeness.get(at + 1).is_none_or(|next| *next <= likeness[at])
            && at > 0
            && likeness[at - 1] <= likeness[at]
    };
    let first = (0..likeness.len()).find(|at| is_peak(*at)).filter(|_| best > PERIODIC)?;
    let hz = rate / (shortest + first) as f32;
    Some(69.0 + 12.0 * (hz / 440.0).log2())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{SongSpec, compose};

    #[test]
    fn voices_are_heard_where_they_lie() {
        for (style, least, most) in [("pop, male", 49.0, 61.0), ("pop, female", 59.0, 71.0)] {
            let lyrics = "[Verse]\nPaper lanterns on the water\nEvery light a name we knew\n".into();
            let song = compose(&SongSpec { lyrics, style: style.into(), seed: 3, ..SongSpec::default() });
            let (from, to) = (song.lines[0].start_s * 48_000.0, song.lines[1].end_s * 48_000.0);
            let range = voice_range(&song.render_stem(0, from as i64, to as i64)).expect("a voice");
            assert!((least..most).contains(&range.middle), "{style}: {range:?}");
            assert!(range.sounding_s > 2.0, "{range:?}");
        }
        assert_eq!(voice_range(&vec![0.0; 96_000]), None);
    }
}
