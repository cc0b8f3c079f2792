//! Mountsea passes what every vendor must pass.

use super::{SAMPLES, TASK, generate, training, upload};
use crate::conformance::{Samples, bad_answers, faults};
use crate::mountsea::Mountsea;
use crate::suno::fixtures::good;
use crate::{ExtractVoice, InitVoice, VendorRequest};

#[tokio::test]
async fn it_passes_the_faults_on_the_way() {
    assert_eq!(faults(&Mountsea, &Samples::mountsea()).await, Vec::<String>::new());
}

#[test]
fn it_reads_ten_thousand_bad_answers() {
    let vox = VendorRequest::ExtractVoice(ExtractVoice { audio_id: "a".into(), range_s: None });
    let init = VendorRequest::InitVoice(InitVoice {
        voice_audio_url: "https://a.b/c.wav".into(),
        language: "zh".into(),
        start_s: 0.0,
        end_s: 12.6,
    });
    let lyrics = VendorRequest::Lyrics { idea: "x".into(), model: None };
    let answers = vec![
        (generate(), "generate"),
        (VendorRequest::PrepareCustomModel, "prepare"),
        (VendorRequest::Balance, "balance"),
        (vox, "vox"),
    ];
    let session = SAMPLES.body("create_model")["sessionId"].as_str().unwrap().to_owned();
    let follows = vec![
        (generate(), TASK, "status_success"),
        (generate(), TASK, "status_stream"),
        (generate(), TASK, "status_failed"),
        (VendorRequest::AllStems { audio_id: "a".into() }, TASK, "status_success"),
        (upload(), TASK, "status_upload_success"),
        (training(6), session.as_str(), "status_model_success"),
        (init, TASK, "status_awaiting"),
        (lyrics, TASK, "status_lyrics_success"),
    ];
    assert_eq!(bad_answers(&good(&Mountsea, &SAMPLES, answers, follows)), Vec::<String>::new());
}
