//! Tests of the Modelverse wire against the samples in `tests/fixtures/modelverse`.

mod conformance;
mod probe;
mod requests;
mod responses;
mod status;

use song::ComposeMode;

use crate::suno::fixtures::Fixtures;
use crate::{Cover, Generate, Source, VendorRequest};

const SAMPLES: Fixtures = Fixtures("modelverse");
const TASK: &str = "task_id";

/// A song with the words of the sample.
fn song() -> Generate {
    Generate {
        mode: ComposeMode::Custom,
        lyrics: SAMPLES.body("custom")["input"]["prompt"].as_str().unwrap().into(),
        style: "pop, ballad".into(),
        title: "归乡".into(),
        model: "suno/chirp-bluejay".into(),
        ..Generate::default()
    }
}

fn generate() -> VendorRequest {
    VendorRequest::Generate(song())
}

fn idea() -> Generate {
    Generate { mode: ComposeMode::Idea, idea: "一首关于乡愁的歌".into(), ..song() }
}

fn upload() -> VendorRequest {
    VendorRequest::Upload { audio_url: "https://xxxx/test.mp3".into() }
}

/// The cover of the sample, of a song with these numbers.
fn cover(audio_id: &str, task_id: Option<&str>) -> Cover {
    let song = Generate {
        lyrics: SAMPLES.body("cover")["input"]["prompt"].as_str().unwrap().into(),
        style: "rock, punk".into(),
        title: "歌曲名(Cover)".into(),
        model: "suno-v4.5+".into(),
        ..song()
    };
    Cover { song, source: Source { audio_id: audio_id.into(), task_id: task_id.map(str::to_owned) } }
}
