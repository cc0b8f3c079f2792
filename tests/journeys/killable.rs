//! A studio in a process of its own that a test can kill: `killable FOLDER URL SONG`. Quotes and starts
//! one generation of the song, prints each state on a line, and ends with the job. As a keeper when
//! started with `--keeper`, like the app itself.
#![allow(clippy::expect_used, clippy::print_stdout, reason = "a program of the tests")]

use std::path::Path;

use studio::keeper::{Keeping, run_from_stdin};
use studio::{ActionRequest, StudioEvent};
use tests::rig;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.first().is_some_and(|first| first == "--keeper") {
        run_from_stdin().expect("the keeper works");
        return;
    }
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(generate(&arguments[0], &arguments[1], &arguments[2]));
}

async fn generate(folder: &str, url: &str, song: &str) {
    let keeping = Keeping::Process {
        program: std::env::current_exe().expect("my own path"),
        arguments: vec!["--keeper".into()],
    };
    let studio = rig::open(Path::new(folder), url, keeping).await.expect("the studio opens");
    let mut events = studio.events();
    println!("open");
    let quote = studio.quote(ActionRequest::Generate { song: song.into() }).await.expect("a quote");
    println!("quoted");
    studio.start(quote.quote_id).await.expect("a job");
    while let Some(event) = events.recv().await {
        if let StudioEvent::JobChanged(job) = event {
            println!("{:?}", job.state);
            if job.state.is_over() {
                return;
            }
        }
    }
}
