//! From style words and a seed to the decisions that hold for a whole song.

use super::SongSpec;
use super::ground::Voiceprint;
use super::rng::{Rng, text_seed};
use crate::synth::{KitKind, Room};
use crate::voice::Singer;

/// The families of arrangement the composer knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Genre {
    Pop,
    Dream,
    Rock,
    Folk,
    Electronic,
    Ballad,
    Soul,
    /// Chinese classical colours.
    Guofeng,
}

/// What holds for a whole song.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Style {
    pub(crate) genre: Genre,
    pub(crate) bpm: f32,
    /// Pitch class of the key, 0 is C.
    pub(crate) tonic: i32,
    pub(crate) minor: bool,
    /// How late the second eighth of a beat comes, as a part of a sixteenth.
    pub(crate) swing: f32,
    pub(crate) kit: KitKind,
    pub(crate) room: Room,
    pub(crate) singer: Singer,
    /// The middle of the singer's range, MIDI.
    pub(crate) center: f32,
    /// `0.0` dark to `1.0` bright.
    pub(crate) bright: f32,
    pub(crate) seed: u64,
}

const GENRES: [(Genre, f32, &[&str]); 8] = [
    (
        Genre::Dream,
        1.2,
        &[
            "dream",
            "ambient",
            "shoegaze",
            "ethereal",
            "atmospheric",
            "lo-fi",
            "lofi",
            "chill",
            "梦幻",
            "氛围",
            "空灵",
        ],
    ),
    (
        Genre::Rock,
        1.1,
        &["rock", "punk", "metal", "grunge", "guitar-driven", "alternative", "摇滚", "朋克", "金属"],
    ),
    (
        Genre::Folk,
        1.15,
        &[
            "folk",
            "acoustic",
            "country",
            "singer-songwriter",
            "indie",
            "americana",
            "campfire",
            "民谣",
            "吉他",
            "乡村",
        ],
    ),
    (
        Genre::Electronic,
        1.1,
        &[
            "electro",
            "edm",
            "house",
            "techno",
            "synth",
            "dance",
            "disco",
            "trance",
            "club",
            "电子",
            "舞曲",
            "迪斯科",
        ],
    ),
    (
        Genre::Ballad,
        1.15,
        &[
            "ballad",
            "piano",
            "slow",
            "tender",
            "lullaby",
            "orchestral",
            "cinematic",
            "抒情",
            "钢琴",
            "慢歌",
            "摇篮",
        ],
    ),
    (
        Genre::Soul,
        1.1,
        &[
            "soul", "r&b", "rnb", "funk", "jazz", "groove", "hip hop", "hip-hop", "rap", "blues", "gospel",
            "灵魂", "爵士", "说唱", "蓝调",
        ],
    ),
    (
        Genre::Guofeng,
        1.3,
        &[
            "guofeng",
            "chinese",
            "guzheng",
            "erhu",
            "traditional",
            "oriental",
            "国风",
            "古风",
            "中国风",
            "戏腔",
            "古筝",
        ],
    ),
    (Genre::Pop, 0.9, &["pop", "流行", "catchy", "radio", "anthem", "上头"]),
];

impl Style {
    /// Decides everything from the request.
    pub(crate) fn of(spec: &SongSpec) -> Self {
        let words = spec.style.to_lowercase();
        let mut rng = Rng::of(spec.seed, &[text_seed(&words), 1]);
        let genre = genre(&words, &mut rng);
        let bpm = bpm_in(&words).unwrap_or_else(|| tempo(genre, &words, &mut rng));
        let minor = minor(genre, &words, &mut rng);
        let tonic = *rng.pick(&[0, 2, 3, 4, 5, 7, 9, 10]);
        let bright = brightness(&words, &mut rng);
        let (singer, center) = singer(spec, &words, genre, &mut rng);
        let swing = swing(genre, &mut rng);
        let room = room(genre, bpm);
        Self {
            genre,
            bpm,
            tonic,
            minor,
            swing,
            kit: kit(genre),
            room,
            singer,
            center,
            bright,
            seed: spec.seed,
        }
    }

    /// The singer and their range.
    pub(crate) fn voiceprint(&self) -> Voiceprint {
        Voiceprint { singer: self.singer, center: self.center }
    }

    /// With the echo of its own tempo.
    pub(crate) fn roomed(mut self) -> Self {
        self.room = room(self.genre, self.bpm);
        self
    }

    /// The tones of the scale, in semitones above the tonic.
    pub(crate) fn scale(&self) -> [i32; 7] {
        if self.minor { [0, 2, 3, 5, 7, 8, 10] } else { [0, 2, 4, 5, 7, 9, 11] }
    }
}

fn has(words: &str, list: &[&str]) -> bool {
    list.iter().any(|word| words.contains(word))
}

fn genre(words: &str, rng: &mut Rng) -> Genre {
    let points = |list: &[&str]| list.iter().filter(|word| words.contains(**word)).count() as f32;
    let best = GENRES.iter().map(|(genre, weight, list)| (*genre, weight * points(list)));
    let (genre, score) = best.fold((Genre::Pop, 0.0), |top, next| if next.1 > top.1 { next } else { top });
    if score > 0.0 {
        genre
    } else {
        *rng.pick(&[Genre::Pop, Genre::Dream, Genre::Folk, Genre::Pop, Genre::Ballad])
    }
}

/// A number before or after "bpm", between 50 and 200.
pub(crate) fn bpm_in(words: &str) -> Option<f32> {
    let at = words.find("bpm")?;
    let digits =
        |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>().parse::<f32>().ok();
    let before = words[..at].trim_end();
    let start = before
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |i| i + before[i..].chars().next().map_or(1, char::len_utf8));
    let after = words[at + 3..].trim_start_matches(|c: char| !c.is_ascii_digit());
    let end = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
    [&before[start..], &after[..end]].into_iter().find_map(digits).filter(|bpm| (50.0..=200.0).contains(bpm))
}

fn tempo(genre: Genre, words: &str, rng: &mut Rng) -> f32 {
    let (low, high) = match genre {
        Genre::Pop => (94.0, 116.0),
        Genre::Dream => (80.0, 100.0),
        Genre::Rock => (112.0, 136.0),
        Genre::Folk => (84.0, 108.0),
        Genre::Electronic => (114.0, 126.0),
        Genre::Ballad => (66.0, 78.0),
        Genre::Soul => (80.0, 98.0),
        Genre::Guofeng => (70.0, 88.0),
    };
    let lean = if has(words, &["fast", "upbeat", "energetic", "uptempo", "欢快", "快节奏"]) {
        1.12
    } else if has(words, &["slow", "calm", "gentle", "慢", "安静"]) {
        0.92
    } else {
        1.0
    };
    (rng.between(low, high) * lean).round()
}

fn minor(genre: Genre, words: &str, rng: &mut Rng) -> bool {
    if has(
        words,
        &["major", "happy", "bright", "joy", "sunny", "warm", "cheer", "欢快", "温暖", "阳光", "明亮"],
    ) {
        return false;
    }
    if has(words, &["minor", "sad", "dark", "melanchol", "moody", "haunting", "悲", "忧伤", "伤感", "暗"])
    {
        return true;
    }
    rng.chance(match genre {
        Genre::Electronic | Genre::Rock => 0.45,
        Genre::Soul | Genre::Dream => 0.35,
        _ => 0.2,
    })
}

fn brightness(words: &str, rng: &mut Rng) -> f32 {
    let lean = f32::from(u8::from(has(words, &["bright", "energetic", "明亮", "shiny"])))
        - f32::from(u8::from(has(words, &["warm", "dark", "soft", "lo-fi", "lofi", "温暖", "暗"])));
    (0.5 + 0.25 * lean + 0.12 * rng.swing()).clamp(0.1, 0.9)
}

fn swing(genre: Genre, rng: &mut Rng) -> f32 {
    match genre {
        Genre::Soul => rng.between(0.25, 0.45),
        Genre::Folk | Genre::Dream => rng.between(0.0, 0.2),
        _ => rng.between(0.0, 0.06),
    }
}

fn kit(genre: Genre) -> KitKind {
    match genre {
        Genre::Rock => KitKind::Room,
        Genre::Electronic => KitKind::Machine,
        Genre::Folk | Genre::Ballad | Genre::Guofeng => KitKind::Soft,
        Genre::Pop | Genre::Dream | Genre::Soul => KitKind::Studio,
    }
}

fn room(genre: Genre, bpm: f32) -> Room {
    let (seconds, damping_hz) = match genre {
        Genre::Dream => (2.2, 4200.0),
        Genre::Ballad | Genre::Guofeng => (2.0, 4800.0),
        Genre::Rock => (1.3, 5200.0),
        Genre::Electronic => (1.5, 6000.0),
        _ => (1.5, 5000.0),
    };
    Room { seconds, damping_hz, echo: (60.0 / bpm * 0.75 * crate::RATE as f32) as usize }
}

/// The singer asked for, or one that fits.
fn singer(spec: &SongSpec, words: &str, genre: Genre, rng: &mut Rng) -> (Singer, f32) {
    let asked = spec.voice.as_deref().unwrap_or_default().to_lowercase();
    let all = format!("{asked} {words}");
    let female = if has(&all, &["female", "woman", "girl", "女"]) {
        true
    } else if has(&all, &["male", "man ", "boy", "男", "baritone", "tenor"]) {
        false
    } else {
        rng.chance(0.5)
    };
    let breath = if matches!(genre, Genre::Dream | Genre::Ballad | Genre::Folk) { 0.07 } else { 0.045 };
    let (scale, center) = if female {
        (rng.between(1.12, 1.19), rng.between(65.0, 67.0))
    } else {
        (rng.between(0.98, 1.06), rng.between(55.0, 58.0))
    };
    let singer = Singer {
        scale,
        breath: breath * rng.between(0.7, 1.3),
        vibrato_hz: rng.between(5.0, 5.9),
        vibrato_cents: rng.between(18.0, 32.0),
        level: 0.16,
        top_hz: rng.between(6500.0, 9000.0),
    };
    (singer, center)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style(words: &str, seed: u64) -> Style {
        Style::of(&SongSpec { style: words.into(), seed, ..SongSpec::default() })
    }

    #[test]
    fn words_choose_the_genre() {
        assert_eq!(style("dream pop, warm", 1).genre, Genre::Dream);
        assert_eq!(style("民谣", 1).genre, Genre::Folk);
        assert_eq!(style("摇滚", 1).genre, Genre::Rock);
        assert_eq!(style("piano ballad", 1).genre, Genre::Ballad);
        assert_eq!(style("electronic 128 bpm", 1).genre, Genre::Electronic);
    }

    #[test]
    fn a_tempo_in_the_style_is_honoured() {
        assert_eq!(style("electronic 128 bpm", 5).bpm, 128.0);
        assert_eq!(style("民谣，92bpm", 5).bpm, 92.0);
        assert_eq!(style("BPM: 140, rock", 5).bpm, 140.0);
        assert_ne!(style("rock 9000 bpm", 5).bpm, 9000.0);
    }

    #[test]
    fn the_voice_can_be_asked_for() {
        assert!(style("pop, female vocals", 3).center > 62.0);
        assert!(style("pop, male vocals", 3).center < 62.0);
    }
}
