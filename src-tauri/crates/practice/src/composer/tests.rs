//! What must hold for whole songs, by listening to the samples.

use super::*;

const LYRICS: &str = "[Verse]\nPaper lanterns on the water\nEvery light a name we knew\n\n[Chorus]\n\
Oh the river keeps on turning\nAnd it carries me to you\n\n[Verse]\n纸灯笼漂在水面上\n每一盏都有你的名字\n\n\
[Chorus]\nEvery candle that is burning\nIs a promise coming true\n";

fn spec(style: &str, seed: u64) -> SongSpec {
    SongSpec { lyrics: LYRICS.into(), style: style.into(), seed, ..SongSpec::default() }
}

fn signed(frames: u64) -> i64 {
    i64::try_from(frames).unwrap()
}

fn power(samples: &[f32]) -> f64 {
    samples.iter().map(|v| f64::from(*v).powi(2)).sum::<f64>() / samples.len().max(1) as f64
}

#[test]
fn stems_sum_to_the_mix_and_any_window_equals_the_whole() {
    let song = compose(&spec("pop, female", 8));
    let rendered = song.render();
    let mix = rendered.mix();
    assert_eq!(mix.len() as u64, song.frames * 2);
    assert_eq!(song.render_window(0, signed(song.frames)), mix);
    for (from, to) in
        [(0i64, 48_000i64), (777_777, 1_100_001), (signed(song.frames) - 5_000, signed(song.frames))]
    {
        let range = usize::try_from(from).unwrap() * 2..usize::try_from(to).unwrap() * 2;
        assert_eq!(song.render_window(from, to), mix[range.clone()]);
        assert_eq!(song.render_stem(VOCALS, from, to), rendered.stems[VOCALS][range]);
    }
    assert!(song.render_window(-100, 0).iter().all(|v| *v == 0.0));
    let end = signed(song.frames);
    assert!(song.render_window(end, end + 100).iter().all(|v| *v == 0.0));
    healthy(&mix);
}

/// Level, offset, end and steps of a finished mix.
fn healthy(mix: &[f32]) {
    assert!(mix.iter().all(|v| v.is_finite()));
    let peak = mix.iter().fold(0.0f32, |peak, v| peak.max(v.abs()));
    assert!((0.66..0.97).contains(&peak), "{peak}");
    let mean = mix.iter().map(|v| f64::from(*v)).sum::<f64>() / mix.len() as f64;
    assert!(mean.abs() < 1e-4, "{mean}");
    assert!(power(mix).sqrt() > 0.03, "{}", power(mix).sqrt());
    assert!(mix[mix.len() - 200..].iter().all(|v| v.abs() < 0.002));
}

/// Milliseconds between the time a word claims and the rise of energy on the vocal stem.
fn onset_errors(song: &Composition) -> Vec<f64> {
    const STEP: usize = 240;
    let vocals = song.render_stem(VOCALS, 0, signed(song.frames));
    let level: Vec<f64> = vocals.chunks(STEP * 2).map(|block| power(block).sqrt()).collect();
    let error = |word: &SungWord| {
        let claimed = (word.start_s * 48_000.0 / STEP as f64) as usize;
        let quiet =
            (claimed.saturating_sub(12)..claimed + 9).min_by(|a, b| level[*a].total_cmp(&level[*b])).unwrap();
        let peak = level[claimed..claimed + 30].iter().copied().fold(0.0, f64::max);
        let mark = level[quiet] + 0.2 * (peak - level[quiet]);
        let rise = (quiet..level.len()).find(|n| level[*n] >= mark).unwrap();
        ((rise * STEP) as f64 / 48_000.0 - word.start_s) * 1000.0
    };
    song.words.iter().map(error).collect()
}

#[test]
fn words_begin_where_the_voice_rises() {
    for (style, seed) in [("dream pop, warm, female", 1), ("摇滚, male", 2), ("electronic 128 bpm", 4)] {
        let errors = onset_errors(&compose(&spec(style, seed)));
        let near = errors.iter().filter(|error| error.abs() <= 30.0).count();
        assert!(near * 100 >= errors.len() * 95, "{style}: {near} of {} {errors:.0?}", errors.len());
    }
}

#[test]
fn words_and_lines_are_those_of_the_lyrics_in_order() {
    let song = compose(&spec("folk", 3));
    let text: String = song.words.iter().map(|word| word.text.as_str()).collect();
    assert!(text.starts_with("Paper lanterns on the water\nEvery") && text.contains("纸灯笼漂在水面上\n"));
    assert_eq!(song.lines.len(), 8);
    assert_eq!(song.lines[2].section, "Chorus");
    assert!(
        song.words
            .windows(2)
            .all(|pair| pair[0].end_s <= pair[1].start_s + 1e-6 && pair[0].start_s < pair[0].end_s)
    );
    for (index, line) in song.lines.iter().enumerate() {
        assert!(song.words[line.words.clone()].iter().all(|word| word.line == index));
    }
}

#[test]
fn resinging_changes_the_window_and_nothing_before_or_long_after() {
    let song = compose(&spec("ballad", 5));
    let line = &song.lines[2];
    let (from_s, to_s) = (line.start_s - 0.1, line.end_s + 0.1);
    let new = song.resing(from_s, to_s, &["Quiet boats are slowly burning".to_owned()], 0);
    let (from, to) = ((from_s * 48_000.0) as i64, (to_s * 48_000.0) as i64);
    assert_eq!(song.render_window(from - 96_000, from - 1), new.render_window(from - 96_000, from - 1));
    let late = to + crate::synth::TAIL as i64 + 300_000;
    assert_eq!(song.render_window(late, late + 48_000), new.render_window(late, late + 48_000));
    assert_ne!(song.render_window(from, to), new.render_window(from, to));
    let sung: Vec<&SungWord> =
        new.words.iter().filter(|word| word.start_s > from_s && word.end_s < to_s).collect();
    assert_eq!(
        sung.iter().map(|word| word.text.trim()).collect::<Vec<_>>().join(" "),
        "Quiet boats are slowly burning"
    );
    let errors = onset_errors(&new);
    assert!(errors.iter().filter(|error| error.abs() <= 30.0).count() * 100 >= errors.len() * 90);
}

#[test]
fn resung_words_join_what_is_left_of_their_line() {
    let song = compose(&spec("pop", 9));
    let words = &song.words[song.lines[0].words.clone()];
    let (from_s, to_s) = (words[1].start_s, words[1].end_s);
    let new = song.resing(from_s, to_s, &["candles".to_owned()], 1);
    assert_eq!(new.lines[0].text, "Paper candles on the water");
    assert_eq!(new.lines.len(), song.lines.len());
    assert!(new.words.windows(2).all(|pair| pair[0].start_s < pair[1].start_s));
    let other = song.resing(from_s, to_s, &["candles".to_owned()], 2);
    assert_ne!(new.score.stems[VOCALS], other.score.stems[VOCALS]);
}

#[test]
fn takes_differ_and_repeat() {
    let notes = |seed| compose(&spec("pop", seed)).describe();
    assert_eq!(compose(&spec("pop", 1)).score.stems, compose(&spec("pop", 1)).score.stems);
    let kinds: std::collections::HashSet<String> = (0..8).map(notes).collect();
    assert!(kinds.len() >= 7, "{kinds:?}");
}

#[test]
fn instrumentals_have_no_voice_but_a_melody() {
    for style in ["folk", "electronic"] {
        let song = compose(&SongSpec { instrumental: true, ..spec(style, 6) });
        assert!(song.words.is_empty() && song.lines.is_empty());
        assert!(song.score.stems[VOCALS].is_empty() && song.score.stems[BACKING].is_empty());
        let lead = |event: &Event| matches!(event.sound, Sound::Lead(_) | Sound::Flute(_));
        assert!(
            song.score.stems.iter().flat_map(|stem| stem.iter()).filter(|event| lead(event)).count() > 40
        );
        let other = song.resing(20.0, 30.0, &[], 1);
        assert_ne!(song.render_window(960_000, 1_200_000), other.render_window(960_000, 1_200_000));
    }
}

#[test]
fn odd_lyrics_are_sung_or_played() {
    for lyrics in
        ["", "[Verse]", "!!!", "a", "x\n".repeat(120).as_str(), "supercalifragilistic ".repeat(60).as_str()]
    {
        let song = compose(&SongSpec { lyrics: lyrics.to_owned(), ..spec("rock", 1) });
        assert!(song.frames > 50 * 48_000);
        assert!(song.words.last().is_none_or(|word| word.end_s < song.frames as f64 / 48_000.0));
    }
}
