//! YoYAI passes what every vendor must pass.

use crate::conformance::{Samples, faults};
use crate::yoyai::YoYai;

#[tokio::test]
async fn it_passes_the_faults_on_the_way() {
    assert_eq!(faults(&YoYai, &Samples::yoyai()).await, Vec::<String>::new());
}
