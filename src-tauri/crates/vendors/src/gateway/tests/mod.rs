//! Tests of the gateway wire against the samples in `tests/fixtures/gateway`.

mod conformance;
mod fetch;
mod probe;
mod requests;
mod responses;

use song::ComposeMode;

use crate::suno::fixtures::Fixtures;
use crate::{Extend, Generate, Source, VendorRequest};

const SAMPLES: Fixtures = Fixtures("gateway");
/// The task of the batch sample.
const TASK: &str = "346c5d10-a4a1-4f49-a851-66a7dae6cfaf";

fn song() -> Generate {
    Generate {
        mode: ComposeMode::Custom,
        lyrics: "[Verse]\nWalking down the streets\nBeneath the city lights".into(),
        style: "emotional punk".into(),
        title: "City Lights".into(),
        model: "chirp-v4".into(),
        ..Generate::default()
    }
}

fn generate() -> VendorRequest {
    VendorRequest::Generate(song())
}

fn idea() -> Generate {
    Generate { mode: ComposeMode::Idea, idea: "miku dance".into(), ..song() }
}

fn lyrics() -> VendorRequest {
    VendorRequest::Lyrics { idea: "dance".into(), model: None }
}

fn upload() -> VendorRequest {
    VendorRequest::Upload { audio_url: SAMPLES.body("upload")["url"].as_str().unwrap().into() }
}

fn concat() -> VendorRequest {
    VendorRequest::Concat { audio_id: "e9893d04-6a63-4007-8473-64b706eca4d1".into() }
}

fn extend(task_id: Option<&str>) -> Extend {
    let source = Source {
        audio_id: "e9893d04-6a63-4007-8473-64b706eca4d1".into(),
        task_id: task_id.map(str::to_owned),
    };
    let song = Generate { lyrics: "[Verse 2]\nConcrete jungle shining".into(), ..song() };
    Extend { song, source, continue_at_s: 61.5, origin_lyric: "unused".into() }
}
