//! Modelverse passes what every vendor must pass.

use super::{SAMPLES, TASK, generate, upload};
use crate::conformance::{Samples, bad_answers, faults};
use crate::modelverse::Modelverse;
use crate::suno::fixtures::good;

#[tokio::test]
async fn it_passes_the_faults_on_the_way() {
    assert_eq!(faults(&Modelverse, &Samples::modelverse()).await, Vec::<String>::new());
}

#[test]
fn it_reads_ten_thousand_bad_answers() {
    let answers = vec![(generate(), "submit"), (upload(), "upload")];
    let states = ["status_success", "status_failure", "status_running"];
    let follows = states.map(|name| (generate(), TASK, name)).into();
    assert_eq!(bad_answers(&good(&Modelverse, &SAMPLES, answers, follows)), Vec::<String>::new());
}
