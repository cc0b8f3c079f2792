//! A library of 10,000 songs, and searching it.

use std::path::Path;
use std::time::Instant;

use library::{Library, SongQuery};
use song::{Compose, SongId};
use tests::window::Outcome;

/// The size the budgets speak of.
const SONGS: usize = 10_000;

/// How many searches one figure comes from.
const SEARCHES: usize = 200;

const ENGLISH: [&str; 24] = [
    "paper", "lantern", "river", "window", "midnight", "silver", "home", "rain", "letter", "winter",
    "engine", "golden", "harbour", "shadow", "summer", "thunder", "velvet", "mirror", "ocean", "garden",
    "signal", "memory", "highway", "candle",
];
const CHINESE: [&str; 12] =
    ["灯火", "河流", "午夜", "回家", "雨声", "信纸", "冬天", "海港", "影子", "夏夜", "花园", "公路"];

/// Fills the library of a profile; answers how many songs it holds.
pub(crate) fn fill(home: &Path) -> Outcome<usize> {
    let library = Library::open(&home.join("library")).map_err(|error| error.to_string())?;
    for number in 0..SONGS {
        let id = SongId::from(format!("00000000-0000-4000-8000-{number:012}").as_str());
        library.create_song(&id, &compose(number), number as i64).map_err(|error| error.to_string())?;
    }
    std::fs::write(home.join("settings.json"), r#"{"firstRunDone":true}"#).map_err(|e| e.to_string())?;
    Ok(SONGS)
}

/// Words that differ from song to song, every third song in Chinese.
fn compose(number: usize) -> Compose {
    let words: &[&str] = if number.is_multiple_of(3) { &CHINESE } else { &ENGLISH };
    let word = |step: usize| words[(number * 7 + step * (number % 11 + 1)) % words.len()];
    let line = |from: usize| (from..from + 6).map(word).collect::<Vec<_>>().join(" ");
    let verse = (0..8).map(|at| line(at * 6)).collect::<Vec<_>>().join("\n");
    let chorus = (8..12).map(|at| line(at * 6)).collect::<Vec<_>>().join("\n");
    Compose {
        title: format!("{} {} {number}", word(1), word(2)),
        lyrics: format!("[Verse]\n{verse}\n[Chorus]\n{chorus}\n"),
        style: format!("{} pop, {} bpm", word(3), 60 + number % 90),
        ..Compose::default()
    }
}

/// The time within which 95 of 100 searches are answered, in milliseconds; a page of 60 rows each.
pub(crate) fn search_p95_ms(home: &Path) -> Outcome<f64> {
    let library = Library::open(&home.join("library")).map_err(|error| error.to_string())?;
    let mut times = Vec::with_capacity(SEARCHES);
    for number in 0..SEARCHES {
        let text = match number % 4 {
            0 => ENGLISH[number % ENGLISH.len()].to_owned(),
            1 => CHINESE[number % CHINESE.len()].to_owned(),
            2 => format!("{} {}", ENGLISH[number % 24], ENGLISH[(number * 5) % 24]),
            _ => format!("{}", number * 37),
        };
        let query = SongQuery { text, limit: 60, ..SongQuery::default() };
        let began = Instant::now();
        let page = library.list_songs(&query).map_err(|error| error.to_string())?;
        times.push(began.elapsed().as_secs_f64() * 1000.0);
        std::hint::black_box(page);
    }
    times.sort_by(f64::total_cmp);
    Ok(times[SEARCHES * 95 / 100 - 1])
}
