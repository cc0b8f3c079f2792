//! What the user's hand adds, by keyboard alone in the real window: a marker named while the song plays, and the lines
//! of a recording tapped along with it. Both are there again after a restart.

use serde_json::{Value, json};
use song::Compose;
use studio::{SongFilter, SongQuery, SongSort};
use tests::rig::Rig;
use tests::window::{Opening, Outcome, Window, key};

const WORDS: &str = "[Verse]\nPaper lanterns on the rooftops\nEvery window holds a name\n[Chorus]\nWe were never coming home\n";

#[tokio::test(flavor = "multi_thread")]
async fn a_recording_gets_markers_and_line_times() {
    let home = recording().await;
    let opening = Opening::on(home.path());
    let window = Window::open(&opening).await.expect("the window opens");
    window.must("hands-markers", mark(&window).await).await;
    window.must("hands-tapped", tap(&window).await).await;
    window.close().await.expect("closed");
    let window = Window::open(&opening).await.expect("the window opens again");
    window.must("hands-again", again(&window).await).await;
    window.close().await.expect("closed");
}

/// A library with a recording of half a minute and its lyrics; no vendor ever heard of it.
async fn recording() -> tempfile::TempDir {
    let rig = Rig::new().await;
    let path = rig.home.path().join("Kitchen.wav");
    let tone = |index: u32| (f64::from(index) * 0.03).sin() as f32 * 0.2;
    let samples: Vec<f32> = (0..30 * 48_000).flat_map(|index| [tone(index); 2]).collect();
    std::fs::write(&path, audio::encode_wav16(&samples, 48_000)).unwrap();
    rig.studio.import_audio(vec![path]).await;
    let query = SongQuery {
        text: "Kitchen".into(),
        filter: SongFilter::All,
        sort: SongSort::Changed,
        offset: 0,
        limit: 1,
    };
    let song = rig.studio.list_songs(query).await.unwrap().rows[0].id.clone();
    let compose = Compose { title: "Kitchen".into(), lyrics: WORDS.into(), ..Compose::default() };
    rig.studio.save_compose(song, compose).await.unwrap();
    let home = rig.close().await;
    std::fs::write(home.path().join("settings.json"), r#"{"firstRunDone":true}"#).unwrap();
    home
}

async fn open(window: &Window) -> Outcome<()> {
    window.find("row", "").await?;
    let script = "const row = [...document.querySelectorAll('[role=row]')].find((each) => each.innerText.includes('Kitchen'));
        row?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true })); return Boolean(row)";
    window
        .until("the song in the list", async || {
            Ok((window.run(script, vec![]).await? == json!(true)).then_some(()))
        })
        .await?;
    window.find("button", "Version 1").await?;
    window.focus("Edit").await?;
    window.press(key::ENTER).await?;
    window.find("slider", "Playhead").await.map(|_| ())
}

async fn mark(window: &Window) -> Outcome<()> {
    open(window).await?;
    window.focus("Playhead").await?;
    window.press(key::SPACE).await?;
    window.find("button", "Pause").await?;
    window.chord(&[key::CONTROL], 'b').await?;
    window.find("textbox", "Name of the marker").await?;
    window.write("Hook\n").await?;
    window.find("button", "Hook, 0:").await?;
    window.press('x').await?;
    window.find("button", "Play").await?;
    window.chord(&[key::CONTROL], 'b').await?;
    window.find("textbox", "Name of the marker").await?;
    window.write("thrown away").await?;
    window.press(key::ESCAPE).await?;
    window.find("button", "Marker 2, 0:").await.map(|_| ())
}

async fn tap(window: &Window) -> Outcome<()> {
    window.press(key::HOME).await?;
    window.focus("Tap line times").await?;
    window.press(key::ENTER).await?;
    window.find("group", "Lines to tap").await?;
    window.sees("Every window holds a name").await?;
    // F8 plays, Enter taps; Space sets the last line once more.
    window.press('\u{e038}').await?;
    for known in 1..=3 {
        wait_for_sound(window, known * 1_100).await?;
        window.press(key::ENTER).await?;
        window
            .sees(&if known < 3 { format!("{known} of 3 lines") } else { "Every line has its time".into() })
            .await?;
    }
    window.press(key::RIGHT).await?;
    window.press(key::ESCAPE).await?;
    window.sees("Leave without keeping the times?").await?;
    window.click("button", "Keep times").await?;
    window.sees("The line times are kept").await?;
    window.find("listitem", "lanterns").await.map(|_| ())
}

/// Until the clock of the dialog has passed so many milliseconds.
async fn wait_for_sound(window: &Window, ms: u32) -> Outcome<()> {
    let script =
        "const [minutes, seconds] = document.querySelector('.dialog .clock .now').textContent.split(':');
        return (Number(minutes) * 60 + Number(seconds)) * 1000";
    window
        .until("the clock to go on", async || {
            let at = window.run(script, vec![]).await?.as_f64().unwrap_or_default();
            Ok((at > f64::from(ms)).then_some(()))
        })
        .await
}

/// The markers with their names, the lines with their words, where they were.
async fn again(window: &Window) -> Outcome<()> {
    open(window).await?;
    window.find("button", "Hook, 0:").await?;
    window.find("button", "Marker 2, 0:").await?;
    window.find("listitem", "lanterns").await?;
    window.keep_picture("hands").await?;
    let script =
        "return [...document.querySelectorAll('[data-line]')].map((line) => line.textContent.trim())";
    let lines = window.run(script, vec![]).await?;
    let wanted = ["Paper lanterns on the rooftops", "Every window holds a name", "We were never coming home"];
    if lines == json!(wanted) { Ok(()) } else { Err(format!("other lines: {}", Value::to_string(&lines))) }
}
