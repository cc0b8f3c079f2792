//! Bad files and bad answers: each is said in the window, in the user's language, and harms nothing.

use std::path::{Path, PathBuf};

use audio::bad_files::bad_files;
use practice::{Effect, Fault};
use serde_json::Value;
use studio::{ActionRequest, UiError};
use tests::rig::{LYRICS, Rig};
use tests::window::{Opening, Outcome, Window};

#[tokio::test(flavor = "multi_thread")]
async fn every_bad_file_and_answer_is_said_in_both_languages() {
    let rig = Rig::new().await;
    let answers = meet_bad_answers(&rig).await;
    let home = rig.close().await;
    std::fs::write(home.path().join("settings.json"), r#"{"firstRunDone":true}"#).unwrap();
    let files = write_bad_files(&home.path().join("bad"));
    assert!(files.len() >= 40 && answers.len() >= 40, "{} files, {} answers", files.len(), answers.len());
    for language in ["en", "zh-CN"] {
        let paths = files.iter().map(|(path, _)| path.clone()).collect();
        let opening = Opening { language, files: paths, ..Opening::on(home.path()) };
        let window = Window::open(&opening).await.expect("the window opens");
        let words = Catalogue::read(language);
        let reported = window.must("bad-files", reported_files(&window, files.len()).await).await;
        for (path, error) in &files {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let row = reported.iter().find(|row| row.starts_with(&name)).expect("every file is reported");
            let sentence = words.sentence(error, Some(&name));
            assert!(row.contains(&sentence), "{language}: “{row}” should say “{sentence}”");
        }
        let mut rows = window.must("bad-answers", job_rows(&window, &words, answers.len()).await).await;
        // The page groups them; each answer has a row of its own.
        for (name, error) in &answers {
            let sentence = words.sentence(error, None);
            let at = rows.iter().position(|row| row.contains(&sentence));
            let at = at.unwrap_or_else(|| panic!("{language}, {name}: no row says “{sentence}”"));
            rows.swap_remove(at);
        }
        window.close().await.expect("closed");
    }
}

/// A generation for each bad answer of the conformance suite; what the studio says of each.
async fn meet_bad_answers(rig: &Rig) -> Vec<(String, UiError)> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/yoyai/bad.json");
    let all: Vec<Value> = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let song = rig.song(LYRICS).await;
    let mut met = Vec::new();
    for answer in all.iter().filter(|answer| answer["action"] == "generate") {
        let body = answer["text"].as_str().map_or_else(|| answer["json"].to_string(), str::to_owned);
        let status = u16::try_from(answer["status"].as_u64().unwrap()).unwrap();
        let effect = Effect::Answer { status, headers: Vec::new(), body: body.into_bytes() };
        rig.practice.fault(Fault::once("/suno/audios", effect));
        let job = rig.act(ActionRequest::Generate { song: song.id.clone() }).await.expect("a job");
        let name = answer["name"].as_str().unwrap_or_default().to_owned();
        met.push((name, job.error.expect("a bad answer is an error")));
    }
    met
}

fn write_bad_files(folder: &Path) -> Vec<(PathBuf, UiError)> {
    std::fs::create_dir_all(folder).unwrap();
    let write = |file: audio::bad_files::BadFile| {
        let path = folder.join(format!("{}.mp3", file.name));
        std::fs::write(&path, &file.bytes).unwrap();
        let error = audio::verify(&path).expect_err(file.name);
        (path, UiError::from(error))
    };
    bad_files().into_iter().map(write).collect()
}

/// The rows of the report that the window opens by itself.
async fn reported_files(window: &Window, count: usize) -> Outcome<Vec<String>> {
    let script = "return [...document.querySelectorAll('[role=dialog] li')].map((row) => row.innerText)";
    let rows = rows(window, script, count).await?;
    window.keep_picture("bad-files").await?;
    window.press(tests::window::key::ESCAPE).await?;
    Ok(rows)
}

async fn job_rows(window: &Window, words: &Catalogue, count: usize) -> Outcome<Vec<String>> {
    window.click("button", words.text("nav_jobs")).await?;
    let script = "return [...document.querySelectorAll('article')].map((row) => row.innerText)";
    let rows = rows(window, script, count).await?;
    window.keep_picture("bad-answers").await?;
    Ok(rows)
}

async fn rows(window: &Window, script: &str, count: usize) -> Outcome<Vec<String>> {
    window
        .until(&format!("{count} rows"), async || {
            let found = window.run(script, Vec::new()).await?;
            let rows: Vec<String> = serde_json::from_value(found).map_err(|error| error.to_string())?;
            Ok(Some(rows).filter(|rows| rows.len() >= count))
        })
        .await
}

/// The messages of one language.
struct Catalogue(Value);

impl Catalogue {
    fn read(language: &str) -> Self {
        let path = format!(concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/messages/{}.json"), language);
        Self(serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap())
    }

    fn text(&self, key: &str) -> &str {
        self.0[key].as_str().unwrap_or_else(|| panic!("no message {key}"))
    }

    /// What the window must say of an error.
    fn sentence(&self, error: &UiError, name: Option<&str>) -> String {
        let code = serde_json::to_value(error.code).unwrap();
        let mut sentence = self.text(&format!("error_{}", code.as_str().unwrap())).to_owned();
        let mut values = error.values.clone();
        if let Some(action) = values.get_mut("action") {
            *action = self.text(&format!("action_{action}")).to_owned();
        }
        values.extend(name.map(|name| ("name".to_owned(), name.to_owned())));
        for (name, value) in values {
            sentence = sentence.replace(&format!("{{{name}}}"), &value);
        }
        sentence
    }
}
