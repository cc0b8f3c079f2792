//! Whatever kills the program while it records: the file opens, and lacks at most a second.
//!
//! The program that is killed is this binary itself, started again with another environment: see [`child`].
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "a test")]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use audio::{Input, Recorder, synthetic_sample};

/// Set for the program that is killed: where it records to.
const CHILD: &str = "REFRAIN_RECORD_CHILD";
const RATE: u64 = 48_000;
/// How often it is killed, and how many at once.
const KILLS: usize = 50;
const AT_ONCE: usize = 5;

/// The program that is killed: records the synthetic voice and says every 10 ms how long it already is.
/// Without being asked there is nothing to test.
#[test]
fn child() {
    let Ok(path) = std::env::var(CHILD) else { return };
    let recorder = Recorder::start(Input::Synthetic);
    recorder.begin(PathBuf::from(path));
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(30) {
        if let Some(ms) = recorder.listened().recorded_ms {
            println!("\nRECORDED {ms}");
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn fifty_kills_leave_fifty_recordings() {
    let folder = tempfile::tempdir().unwrap();
    let lost: Vec<u64> = std::thread::scope(|scope| {
        let hands: Vec<_> = (0..AT_ONCE)
            .map(|hand| {
                let folder = folder.path();
                scope.spawn(move || {
                    (hand..KILLS).step_by(AT_ONCE).map(|n| kill(folder, n)).collect::<Vec<_>>()
                })
            })
            .collect();
        hands.into_iter().flat_map(|hand| hand.join().unwrap()).collect()
    });
    assert_eq!(lost.len(), KILLS);
    println!("lost at most {} ms, in the middle {} ms", lost.iter().max().unwrap(), middle(&lost));
    assert!(lost.iter().all(|ms| *ms <= 1_000), "{lost:?}");
}

/// Kills one recording at a moment of its own; answers how many milliseconds of what was recorded are gone.
fn kill(folder: &Path, number: usize) -> u64 {
    let path = folder.join(format!("{number}.wav"));
    let mut process = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--nocapture"])
        .env(CHILD, &path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // Between its first word and one and a half seconds later.
    let moment = 30 * (number as u64 % KILLS as u64);
    let mut said = BufReader::new(process.stdout.take().unwrap()).lines().map_while(Result::ok);
    let recorded = said
        .by_ref()
        .filter_map(|line| line.strip_prefix("RECORDED ")?.parse::<u64>().ok())
        .find(|ms| *ms >= moment)
        .expect("it records");
    process.kill().unwrap();
    process.wait().unwrap();
    recorded.saturating_sub(kept(&path))
}

/// The length of a recording in milliseconds. Every sample of it must be the one that was sung.
fn kept(path: &Path) -> u64 {
    let mut reader = audio::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut samples = vec![0.0; usize::try_from(reader.frames()).unwrap() * 2];
    reader.read(0, &mut samples).unwrap();
    let heard: Vec<f32> = samples.chunks_exact(2).map(|frame| frame[0]).collect();
    let first = (0..RATE).find(|first| (0..8).all(|n| heard[n as usize] == synthetic_sample(first + n)));
    let first = first.expect("the recording is of the voice");
    let differing = (first..).zip(&heard).position(|(frame, sample)| synthetic_sample(frame) != *sample);
    assert_eq!(differing, None, "{}", path.display());
    reader.frames() * 1_000 / RATE
}

fn middle(lost: &[u64]) -> u64 {
    let mut sorted = lost.to_vec();
    sorted.sort_unstable();
    sorted[sorted.len() / 2]
}
