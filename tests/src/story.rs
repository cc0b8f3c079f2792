//! The story of the front page, step by step: what the end-to-end tests prove and the tour shows.

use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::window::{Opening, Outcome, Window, key};

/// The lyrics of the story.
pub const LYRICS: &str = "[Verse]\nPaper lanterns on the rooftops\nEvery window holds a name\n\n[Chorus]\nWe were never coming home\nPaper lanterns in the rain\n";
/// The line that is replaced, and what replaces it.
pub const OLD_LINE: &str = "We were never coming home";
/// The new words.
pub const NEW_LINE: &str = "We were always going home";

/// Somebody who watches the story: the tour takes pictures, a test does nothing.
pub trait Audience {
    /// A step has been done: `name` for the file, `caption` for people.
    fn step(&mut self, window: &Window, name: &str, caption: &str) -> impl Future<Output = Outcome<()>>;
}

/// Nobody watches.
pub struct Nobody;

impl Audience for Nobody {
    async fn step(&mut self, _: &Window, _: &str, _: &str) -> Outcome<()> {
        Ok(())
    }
}

/// First run: from the welcome page to a song that plays. Answers seconds and clicks.
///
/// # Errors
/// When a step does not happen.
pub async fn first_song(window: &Window, audience: &mut impl Audience) -> Outcome<(f64, u32)> {
    let began = Instant::now();
    audience.step(window, "welcome", "First run: language and theme").await?;
    window.click("button", "Continue").await?;
    audience.step(window, "sound", "First run: is anything heard?").await?;
    window.click("button", "Continue").await?;
    audience.step(window, "start", "Practice studio or a vendor").await?;
    window.click("button", "Practice studio").await?;
    audience.step(window, "singing", "The practice studio composes and sings").await?;
    window.find("button", "Keep take 1").await?;
    playing(window).await?;
    audience.step(window, "first-take", "The first song is heard").await?;
    Ok((began.elapsed().as_secs_f64(), 3))
}

/// Waits until the playhead moves.
///
/// # Errors
/// When it does not.
pub async fn playing(window: &Window) -> Outcome<()> {
    window.find("button", "Pause").await.map(|_| ())
}

/// Writes a song and presses Generate; ends with two takes on the page.
///
/// # Errors
/// When a step does not happen.
pub async fn write_and_generate(window: &Window, audience: &mut impl Audience) -> Outcome<()> {
    window.click("button", "Library").await?;
    audience.step(window, "library", "The library").await?;
    window.click("button", "New song").await?;
    let editor = window.find("textbox", "Lyrics").await?;
    editor.click().await.map_err(|error| error.to_string())?;
    window.write(LYRICS).await?;
    window.press(key::ESCAPE).await?;
    window.fill("Title", "Paper Lanterns").await?;
    window.fill("Style", "dream pop").await?;
    window.press(key::ENTER).await?;
    audience.step(window, "lyrics", "Lyrics with sections; the price is on the button").await?;
    window.click("button", "Generate").await?;
    audience.step(window, "generating", "The job is under way").await?;
    window.find("button", "Keep take 1").await?;
    window.find("button", "Keep take 2").await?;
    audience.step(window, "two-takes", "Two takes arrived").await
}

/// Hears both takes and keeps the first.
///
/// # Errors
/// When a step does not happen.
pub async fn hear_and_keep(window: &Window, audience: &mut impl Audience) -> Outcome<()> {
    window.click("button", "Play take 1").await?;
    playing(window).await?;
    window.click("button", "Play take 2").await?;
    playing(window).await?;
    window.click("button", "Keep take 1").await?;
    audience.step(window, "kept", "Take 1 is kept: version 1").await
}

/// Opens Edit and selects the line by a double click; ends with the new words written.
///
/// # Errors
/// When a step does not happen.
pub async fn select_and_write(window: &Window, audience: &mut impl Audience) -> Outcome<()> {
    window.click("tab", "Edit").await?;
    window.sees("rooftops").await?;
    audience.step(window, "edit", "Sections, lines and words under the waveform").await?;
    window.click("button", "Pause").await?;
    zoom_to_chorus(window).await?;
    let line = window.find("", OLD_LINE).await?;
    let (x, y) = window.middle(&line).await?;
    window.double_click(x, y).await?;
    window
        .until("the range in the inspector", async || {
            let start = window.value("Start").await?;
            Ok((!start.is_empty()).then_some(()))
        })
        .await?;
    audience.step(window, "range", "A double click selects the line; the badge says it is accepted").await?;
    let words = window.value("New lyrics").await?;
    if words.trim() != OLD_LINE {
        return Err(format!("the field should hold the words of the range, not “{words}”"));
    }
    window.fill("New lyrics", NEW_LINE).await?;
    audience.step(window, "new-words", "The new words").await
}

/// Shows the whole song, selects the chorus by a double click and zooms to it.
///
/// # Errors
/// When a step does not happen.
pub async fn zoom_to_chorus(window: &Window) -> Outcome<()> {
    window.focus("Playhead").await?;
    window.chord(&[key::CONTROL], 'f').await?;
    let chorus = window.find("listitem", "Chorus").await?;
    let (x, y) = window.middle(&chorus).await?;
    window.double_click(x, y).await?;
    window.chord(&[key::CONTROL], 'e').await
}

/// Presses Replace section and waits for both fragments.
///
/// # Errors
/// When a step does not happen.
pub async fn replace(window: &Window, audience: &mut impl Audience) -> Outcome<()> {
    window.click("button", "Replace section").await?;
    audience.step(window, "replacing", "Two takes of the line are being sung").await?;
    window.find("button", "Take 2").await?;
    audience.step(window, "fragments", "Both are aligned by ear and laid over the song").await
}

/// Switches between original and takes while playing, keeps take 2, joins it locally.
///
/// # Errors
/// When a step does not happen.
pub async fn compare_and_keep(window: &Window, audience: &mut impl Audience) -> Outcome<()> {
    window.click("button", "Hear the joins").await?;
    window.click("button", "Original").await?;
    window.click("button", "Take 1").await?;
    window.click("button", "Take 2").await?;
    audience.step(window, "compare", "Original and takes on one clock, without a gap").await?;
    window.click("button", "Keep take 2").await?;
    window.find("button", "Local join").await?;
    audience.step(window, "join", "Joined here for free, or at the vendor for its price").await?;
    window.click("button", "Local join").await?;
    window.sees("replaced").await?;
    audience.step(window, "version-2", "Version 2; undo is version 1").await
}

/// Exports everything; answers the files.
///
/// # Errors
/// When a step does not happen.
pub async fn export(window: &Window, home: &Path, audience: &mut impl Audience) -> Outcome<Vec<PathBuf>> {
    window.click("button", "Export").await?;
    window.find("button", "Export files").await?;
    for format in ["WAV 24", "FLAC", "MP3", "LRC", "SRT"] {
        choose(window, format).await?;
    }
    audience.step(window, "export", "WAV, FLAC, MP3 with tags, LRC and SRT").await?;
    window.click("button", "Export files").await?;
    window.find("button", "Done").await?;
    audience.step(window, "exported", "Exported").await?;
    window.click("button", "Done").await?;
    let mut files: Vec<PathBuf> = std::fs::read_dir(home.join("exports"))
        .map_err(|error| format!("no export folder: {error}"))?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .collect();
    files.sort();
    Ok(files)
}

/// Ticks a format that is not ticked yet.
async fn choose(window: &Window, format: &str) -> Outcome<()> {
    let found = window.find("checkbox", format).await?;
    let ticked = found.is_selected().await.unwrap_or(false);
    if !ticked {
        found.click().await.map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// Opens the window anew on the same profile and finds the song with its history.
///
/// # Errors
/// When something is missing.
pub async fn open_again(opening: &Opening, audience: &mut impl Audience) -> Outcome<Window> {
    let window = Window::open(opening).await?;
    window.sees("Paper Lanterns").await?;
    audience.step(&window, "reopened", "Closed and opened again: everything is there").await?;
    Ok(window)
}
