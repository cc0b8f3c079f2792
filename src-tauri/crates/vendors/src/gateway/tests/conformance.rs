//! Gateways pass what every vendor must pass.

use super::{SAMPLES, TASK, generate, lyrics};
use crate::conformance::{Samples, bad_answers, faults};
use crate::gateway::Gateway;
use crate::suno::fixtures::good;

#[tokio::test]
async fn it_passes_the_faults_on_the_way() {
    assert_eq!(faults(&Gateway, &Samples::gateway()).await, Vec::<String>::new());
}

/// Without uploads and concats: for those a web page is an answer, and free.
#[test]
fn it_reads_ten_thousand_bad_answers() {
    let answers = vec![(generate(), "submit"), (lyrics(), "submit_lyrics")];
    let names = ["batch", "success", "streaming", "failure_one_playable", "fail", "bare_clips"];
    let names = names.map(|name| format!("fetch_{name}"));
    let words = (lyrics(), "f4a94d75-087b-4bb1-bd45-53ba293faf96", "fetch_single");
    let follows = names.iter().map(|name| (generate(), TASK, name.as_str())).chain([words]).collect();
    assert_eq!(bad_answers(&good(&Gateway, &SAMPLES, answers, follows)), Vec::<String>::new());
}
