//! What vendors listen for in the two recordings of a real voice: that somebody sings in the first, loud enough and
//! long enough, and that the same voice speaks in the second for about as long as the phrase takes.
//!
//! Whether the right words are read cannot be heard here; far too few or too many can. Deliberately absent: words
//! for refusals in anybody's envelope.

use crate::RATE;
use crate::composer::Voiceprint;
use crate::listen::{Range, voice_range};
use crate::server::render::frames;
use crate::server::seed;
use crate::voice::Singer;

/// Seconds that the singing has to be longer than (YoYAI document: "longer than 10 s").
const SHORTEST: f64 = 10.0;
/// Seconds by which the end of the window may be rounded up.
const ROUNDED: f64 = 0.25;
/// Seconds that somebody has to be heard for.
const HEARD: f64 = 0.8;
/// Semitones by which two recordings of one voice may differ.
const ALIKE: f32 = 9.0;
/// A peak below the first is silence, below the second too quiet: -60 and -34 dBFS.
const SILENT: f32 = 0.001;
const QUIET: f32 = 0.02;
/// Seconds that a letter is read in: by somebody in a hurry, and by somebody who takes their time.
const FASTEST: f64 = 0.025;
const SLOWEST: f64 = 0.4;
/// Seconds of hesitation that any phrase is allowed.
const PAUSES: f64 = 4.0;

/// Two phrases for each language of the documents.
const PHRASES: [(&str, [&str; 2]); 10] = [
    ("en", ["A quiet morning sings over the harbour", "Every window holds a little light"]),
    ("es", ["La mañana canta despacio junto al mar", "Cada ventana guarda una luz pequeña"]),
    ("fr", ["Le matin chante doucement sur le port", "Chaque fenêtre garde un peu de lumière"]),
    ("pt", ["A manhã canta devagar perto do mar", "Cada janela guarda uma luz pequena"]),
    ("de", ["Der Morgen singt leise über dem Hafen", "In jedem Fenster wohnt ein kleines Licht"]),
    ("ja", ["静かな朝が港の上で歌う", "どの窓にも小さな灯りがある"]),
    ("ko", ["조용한 아침이 항구 위에서 노래한다", "창문마다 작은 불빛이 있다"]),
    ("zh", ["安静的早晨在港口轻轻歌唱", "每一扇窗里都有一盏小灯"]),
    ("hi", ["शांत सुबह बंदरगाह पर गाती है", "हर खिड़की में एक छोटी रोशनी है"]),
    ("ru", ["Тихое утро поёт над гаванью", "В каждом окне живёт маленький свет"]),
];

/// Whether phrases are in this language.
pub(crate) fn is_language(code: &str) -> bool {
    PHRASES.iter().any(|(known, _)| *known == code)
}

/// The codes of all of them.
pub(crate) fn languages() -> impl Iterator<Item = &'static str> {
    PHRASES.iter().map(|(code, _)| *code)
}

/// A phrase in this language; which one is left to chance.
pub(crate) fn phrase(language: &str, chance: u64) -> Option<&'static str> {
    let (_, phrases) = PHRASES.iter().find(|(code, _)| *code == language)?;
    phrases.get(usize::from(seed::unit(chance) < 0.5)).copied()
}

/// What is wrong with a recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flaw {
    Short,
    Outside,
    Quiet,
    NoVoice,
    NoSpeech,
    OtherWords,
    OtherVoice,
}

impl Flaw {
    /// The vendor's reason.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Short => "the voice recording must be longer than 10 seconds",
            Self::Outside => "vocal_start and vocal_end must lie within the recording",
            Self::Quiet => "the recording is too quiet",
            Self::NoVoice => "no voice can be heard in the recording",
            Self::NoSpeech => "the phrase cannot be heard in the verification",
            Self::OtherWords => "the verification is not the phrase",
            Self::OtherVoice => "The verification does not sound like the recording.",
        }
    }
}

/// Listens to the singing (interleaved stereo at [`RATE`]) between two seconds of it.
pub(crate) fn sung(samples: &[f32], (start, end): (f64, f64)) -> Result<Range, Flaw> {
    let length = samples.len() as f64 / 2.0 / f64::from(RATE);
    if length <= SHORTEST {
        return Err(Flaw::Short);
    }
    if start < 0.0 || end <= start || end > length + ROUNDED {
        return Err(Flaw::Outside);
    }
    let window = part(samples, start, end);
    loud(window, Flaw::NoVoice)?;
    voice_range(window).filter(|range| range.sounding_s >= HEARD).ok_or(Flaw::NoVoice)
}

/// Listens to the phrase as it was read by whoever sang at `center` (MIDI).
pub(crate) fn read(samples: &[f32], phrase: &str, center: f32) -> Result<(), Flaw> {
    loud(samples, Flaw::NoSpeech)?;
    let letters = phrase.chars().filter(|letter| letter.is_alphanumeric()).count() as f64;
    let least = HEARD.max(letters * FASTEST);
    let range = voice_range(samples).filter(|range| range.sounding_s >= least).ok_or(Flaw::NoSpeech)?;
    if range.sounding_s > PAUSES + letters * SLOWEST {
        return Err(Flaw::OtherWords);
    }
    if (range.middle - center).abs() > ALIKE { Err(Flaw::OtherVoice) } else { Ok(()) }
}

fn loud(samples: &[f32], silent: Flaw) -> Result<(), Flaw> {
    let peak = samples.iter().fold(0.0_f32, |most, sample| most.max(sample.abs()));
    if peak < SILENT {
        return Err(silent);
    }
    if peak < QUIET { Err(Flaw::Quiet) } else { Ok(()) }
}

fn part(samples: &[f32], start: f64, end: f64) -> &[f32] {
    let place = |seconds: f64| (frames(seconds) as usize * 2).min(samples.len());
    &samples[place(start)..place(end)]
}

/// A singer for a voice that was heard; chance decides what cannot be heard.
#[allow(clippy::cast_possible_truncation)]
pub(crate) fn print(range: Range, chance: u64) -> Voiceprint {
    let center = range.middle.clamp(48.0, 70.0);
    // Grown men sing around 55, women around 66; formants follow.
    let height = ((center - 55.0) / 11.0).clamp(-0.3, 1.3);
    let unit = |index| seed::unit(seed::nth(chance, index)) as f32;
    let singer = Singer {
        scale: 1.02 + 0.13 * height,
        breath: 0.04 + 0.04 * unit(20),
        vibrato_hz: 5.0 + 0.9 * unit(21),
        vibrato_cents: 18.0 + 14.0 * unit(22),
        level: 0.16,
        top_hz: 8_000.0,
    };
    Voiceprint { singer, center }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PHRASE: &str = "A quiet morning sings over the harbour";

    /// Somebody who holds a note, with breaths.
    fn voice(seconds: f64, hz: f32, level: f32) -> Vec<f32> {
        let frame = |index: usize| {
            let time = index as f32 / RATE as f32;
            let breath = if time.fract() > 0.85 { 0.0 } else { 1.0 };
            let partial = |number: f32| (time * hz * number * std::f32::consts::TAU).sin() / number;
            breath * level * 0.5 * (partial(1.0) + partial(2.0) + partial(3.0))
        };
        (0..(seconds * f64::from(RATE)) as usize).flat_map(|index| [frame(index); 2]).collect()
    }

    #[test]
    fn every_language_has_two_phrases() {
        assert_eq!(languages().count(), 10);
        for code in languages() {
            let found: std::collections::HashSet<_> =
                (0..64).map(|n| phrase(code, seed::nth(7, n))).collect();
            assert!(is_language(code) && found.len() == 2 && !found.contains(&None), "{code}");
        }
        assert_eq!((is_language("xx"), phrase("xx", 1)), (false, None));
    }

    #[test]
    fn singing_must_be_long_loud_and_there() {
        let judged = |samples: &[f32], window| sung(samples, window).map(|_| ());
        let good = voice(13.0, 180.0, 0.4);
        assert_eq!(judged(&good, (0.0, 12.0)), Ok(()));
        assert_eq!(judged(&voice(10.0, 180.0, 0.4), (0.0, 9.0)), Err(Flaw::Short));
        assert_eq!(judged(&good, (0.0, 13.5)), Err(Flaw::Outside));
        assert_eq!(judged(&good, (5.0, 5.0)), Err(Flaw::Outside));
        assert_eq!(judged(&voice(13.0, 180.0, 0.01), (0.0, 12.0)), Err(Flaw::Quiet));
        assert_eq!(judged(&vec![0.0; good.len()], (0.0, 12.0)), Err(Flaw::NoVoice));
        // Only what lies between the two times counts.
        let late = [vec![0.0; 8 * 96_000], voice(5.0, 180.0, 0.4)].concat();
        assert_eq!(judged(&late, (0.0, 8.0)), Err(Flaw::NoVoice));
        assert_eq!(judged(&late, (8.0, 13.0)), Ok(()));
    }

    #[test]
    fn a_reading_is_about_as_long_as_its_phrase_and_of_the_same_voice() {
        let center = sung(&voice(13.0, 180.0, 0.4), (0.0, 12.0)).expect("a voice").middle;
        let judged = |samples: &[f32], phrase| read(samples, phrase, center);
        assert_eq!(judged(&voice(4.0, 180.0, 0.4), PHRASE), Ok(()));
        assert_eq!(judged(&voice(0.5, 180.0, 0.4), PHRASE), Err(Flaw::NoSpeech));
        assert_eq!(judged(&vec![0.0; 4 * 96_000], PHRASE), Err(Flaw::NoSpeech));
        assert_eq!(judged(&voice(4.0, 180.0, 0.01), PHRASE), Err(Flaw::Quiet));
        assert_eq!(judged(&voice(13.0, 180.0, 0.4), "静かな朝が歌う"), Err(Flaw::OtherWords));
        assert_eq!(judged(&voice(4.0, 420.0, 0.4), PHRASE), Err(Flaw::OtherVoice));
    }
}
