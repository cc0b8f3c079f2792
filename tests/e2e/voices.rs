//! A voice of one's own in the real window: a virtual microphone is fed with singing and with the phrase that the
//! window shows, in the phrase's language; the wizard completes against the practice studio, and the voice sings.

use std::path::{Path, PathBuf};

use practice::{SongSpec, compose};
use serde_json::{Value, json};
use tests::microphone::{Microphone, read_aloud};
use tests::sound::likeness;
use tests::window::{Opening, Outcome, Window, key};

const RATE: u32 = 48_000;
/// Seconds that are sung: the vendors want more than ten.
const SUNG: i64 = 12;

#[tokio::test(flavor = "multi_thread")]
async fn a_voice_is_sung_and_read_into_a_microphone_and_sings_in_a_song() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let microphone = Microphone::plug_in().expect("a sound server");
    let singing = sing(home.path());
    let window = Window::open(&Opening::on(home.path())).await.expect("the window opens");
    window.must("voice-begin", begin(&window).await).await;
    window.must("voice-microphone", prove(&window, &microphone, &singing).await).await;
    window.must("voice-sing", record(&window, &microphone, &singing).await).await;
    let read = window.must("voice-phrase", read(&window, &microphone, home.path()).await).await;
    window.must("voice-song", song(&window).await).await;
    window.close().await.expect("closed");
    sang_in_it(home.path());
    // The singing lies on the voice's shelf, the reading on the one beside it.
    for (suffix, fed) in [("", &singing), ("-phrase", &read)] {
        let alike =
            likeness(&samples(&recording(home.path(), suffix)), &samples(fed)).expect("all of it is there");
        assert!(alike.whole >= 0.99 && alike.worst >= 0.98, "{suffix}: {alike:?}");
    }
}

/// A man sings, alone.
fn sing(home: &Path) -> PathBuf {
    let lyrics = "[Verse]\nPaper lanterns on the water\nEvery light a name we knew\nSlowly drifting ever after\n\
        till the morning colours through\nPaper lanterns on the water\nEvery light a name we knew\n";
    let spec = SongSpec { lyrics: lyrics.into(), style: "folk, male".into(), seed: 3, ..SongSpec::default() };
    let song = compose(&spec);
    #[allow(clippy::cast_possible_truncation)]
    let from = (song.lines[0].start_s * f64::from(RATE)) as i64;
    let mut samples = song.render_stem(0, from, from + SUNG * i64::from(RATE));
    let peak = samples.iter().fold(0.0_f32, |most, sample| most.max(sample.abs()));
    samples.iter_mut().for_each(|sample| *sample *= 0.4 / peak);
    let path = home.join("singing.wav");
    std::fs::write(&path, audio::encode_wav16(&samples, RATE)).expect("written");
    path
}

/// To the wizard, and its first step.
async fn begin(window: &Window) -> Outcome<()> {
    window.click("button", "Continue").await?;
    window.click("button", "Continue").await?;
    window.click("button", "Go to the library").await?;
    window.click("button", "Voices").await?;
    window.click("button", "Your own voice").await?;
    window.fill("Name", "Lin").await?;
    window.click("checkbox", "This is my own voice").await?;
    window.keep_picture("voice-1-consent").await?;
    window.click("button", "Next").await
}

/// The microphone is spoken into until the wizard is content with it.
async fn prove(window: &Window, microphone: &Microphone, singing: &Path) -> Outcome<()> {
    window.sees("Listening").await?;
    let feeding = microphone.hears(singing)?;
    window.sees("Your microphone is good.").await?;
    window.keep_picture("voice-2-microphone").await?;
    drop(feeding);
    window.click("button", "Next").await
}

async fn record(window: &Window, microphone: &Microphone, singing: &Path) -> Outcome<()> {
    window.click("button", "Record").await?;
    window.find("button", "Stop").await?;
    let feeding = microphone.hears(singing)?;
    window
        .until("half of it", async || Ok(recorded_for(window).await?.filter(|tenths| *tenths > 60)))
        .await?;
    window.keep_picture("voice-3-singing").await?;
    let sung = tokio::task::spawn_blocking(move || feeding.finish()).await;
    sung.map_err(|error| error.to_string())??;
    window.click("button", "Stop").await?;
    window.click("button", "Use the chosen take").await?;
    window.find("group", "Recording").await?;
    window.keep_picture("voice-4-sung").await?;
    window.click("button", "Next").await
}

/// What the recorder's clock shows, in tenths of a second.
async fn recorded_for(window: &Window) -> Outcome<Option<u64>> {
    let script = "const text = document.querySelector('[role=timer]')?.innerText ?? '';
        const [, minutes, seconds, tenths] = /(\\d+):(\\d+)\\.(\\d)/.exec(text) ?? [];
        return tenths === undefined ? null : (Number(minutes) * 60 + Number(seconds)) * 10 + Number(tenths)";
    Ok(window.run(script, vec![]).await?.as_u64())
}

/// The phrase comes up in German, is read in German, and is sent by itself when the reader is silent.
async fn read(window: &Window, microphone: &Microphone, home: &Path) -> Outcome<PathBuf> {
    window.choose("Language", "German").await?;
    window.keep_picture("voice-5-ready").await?;
    window.click("button", "I am ready").await?;
    let shown = "return document.querySelector('p.phrase[lang=de]')?.innerText ?? null";
    let phrase = window
        .until("the phrase", async || {
            Ok(window.run(shown, vec![]).await?.as_str().filter(|words| !words.is_empty()).map(str::to_owned))
        })
        .await?;
    let file = read_aloud(&phrase, "de", home.join("reading.wav"))?;
    window.find("button", "Done reading").await?;
    let feeding = microphone.hears(&file)?;
    window.keep_picture("voice-6-phrase").await?;
    window.sees("Lin is ready").await?;
    drop(feeding);
    window.keep_picture("voice-7-result").await?;
    Ok(file)
}

/// From the voice's card to a song in it.
async fn song(window: &Window) -> Outcome<()> {
    window.click("button", "All voices").await?;
    window.find("button", "Use in a new song: Lin").await?;
    window.keep_picture("voice-8-card").await?;
    window.click("button", "Use in a new song: Lin").await?;
    let editor = window.find("textbox", "Lyrics").await?;
    editor.click().await.map_err(|error| error.to_string())?;
    window.write("[Verse]\nOne short line to sing\n").await?;
    window.press(key::ESCAPE).await?;
    window.fill("Title", "In my voice").await?;
    window.fill("Style", "fast punk, 200 bpm").await?;
    window.press(key::ENTER).await?;
    window.keep_picture("voice-9-song").await?;
    window.click("button", "Generate").await?;
    window.find("button", "Keep take 1").await?;
    window.keep_picture("voice-10-takes").await
}

/// The song was asked for in the voice that the second half of the wizard brought.
fn sang_in_it(home: &Path) {
    let log =
        std::fs::read_to_string(home.join("practice/requests.jsonl")).expect("what the studio received");
    let bodies: Vec<Value> = log
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|request| request["path"] == "/suno/audios")
        .filter_map(|request| serde_json::from_str(request["body"].as_str()?).ok())
        .collect();
    let song = bodies.last().expect("a song was asked for");
    assert_eq!((&song["action"], &song["persona_type"]), (&json!("artist_consistency"), &json!("vox")));
    assert!(song["persona_id"].is_string() && song.get("audio_id").is_none(), "{song}");
}

/// The one recording on the shelf of the voice whose name ends like this.
fn recording(home: &Path, suffix: &str) -> PathBuf {
    let shelves = std::fs::read_dir(home.join("library/recordings")).expect("recordings").flatten();
    let is_phrase = |path: &Path| path.to_string_lossy().ends_with("-phrase");
    let wanted = !suffix.is_empty();
    let shelf = shelves.map(|entry| entry.path()).find(|path| is_phrase(path) == wanted).expect("a shelf");
    let mut files = std::fs::read_dir(shelf).expect("a shelf").flatten().map(|entry| entry.path());
    files.find(|path| path.extension().is_some_and(|ext| ext == "wav")).expect("a recording")
}

/// Interleaved stereo at 48 kHz, whatever the file has.
fn samples(path: &Path) -> Vec<f32> {
    let mut reader = audio::open(path).expect("it opens");
    audio::convert(reader.as_mut(), RATE).expect("it decodes").samples.to_vec()
}
