//! A job's row: written before anything is sent, ended all or nothing, also by a kill.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use super::*;
use crate::TakeRecord;
use crate::testing::{Home, charge, job, take};
use song::{Compose, RawTiming, RawWord, TakeId};

fn home_with_song() -> (Home, SongId) {
    let (home, song) = (Home::new(), SongId::from("s"));
    home.create_song(&song, &Compose::default(), 1).unwrap();
    (home, song)
}

fn done(id: &str, song: &SongId) -> JobRecord {
    JobRecord { state: "done".into(), money: "spent".into(), ended_at: Some(50), ..job(id, song) }
}

fn takes_of_job(id: &str, song: &SongId) -> Vec<TakeRecord> {
    let make =
        |number: u32| TakeRecord { job: Some(id.into()), number, ..take(&format!("{id}-{number}"), song) };
    vec![make(1), make(2)]
}

fn timed(take: &TakeId, timing: &RawTiming) -> JobResults {
    JobResults { timing: Some((take.clone(), timing.clone())), ..JobResults::default() }
}

#[test]
fn every_field_comes_back() {
    let (home, song) = home_with_song();
    let full = JobRecord {
        answer: Some("{}".into()),
        error: Some("[]".into()),
        trace_id: Some("t".into()),
        ended_at: Some(7),
        dismissed: true,
        secret: Some("5ec2e7".into()),
        ..job("j", &song)
    };
    home.insert_job(&full).unwrap();
    assert_eq!(home.reopen().job(&full.id).unwrap(), full);
}

#[test]
fn a_job_is_written_once_and_updated_only_if_it_is_there() {
    let (home, song) = home_with_song();
    home.insert_job(&job("j", &song)).unwrap();
    assert!(home.insert_job(&job("j", &song)).is_err(), "a second row would be a second request");
    home.update_job(&JobRecord { state: "waiting".into(), ..job("j", &song) }).unwrap();
    assert_eq!(home.job(&"j".into()).unwrap().state, "waiting");
    assert!(matches!(home.update_job(&job("x", &song)), Err(LibraryError::NotFound)));
}

#[test]
fn open_jobs_are_what_a_start_takes_up() {
    let (home, song) = home_with_song();
    for id in ["a", "b", "c"] {
        home.insert_job(&job(id, &song)).unwrap();
    }
    home.finish_job(&done("b", &song), &JobResults::default(), None).unwrap();
    let open: Vec<JobId> = home.reopen().open_jobs().unwrap().into_iter().map(|job| job.id).collect();
    assert_eq!(open, [JobId::from("a"), JobId::from("c")]);
}

#[test]
fn lists_are_newest_first_without_what_was_dismissed() {
    let (home, song) = home_with_song();
    for (id, started_at) in [("a", 1), ("b", 2), ("c", 3)] {
        home.insert_job(&JobRecord { started_at, ..job(id, &song) }).unwrap();
    }
    assert!(matches!(home.dismiss_job(&"b".into()), Err(LibraryError::Busy)));
    home.finish_job(&JobRecord { started_at: 2, ..done("b", &song) }, &JobResults::default(), None).unwrap();
    home.dismiss_job(&"b".into()).unwrap();
    let listed = |dismissed, limit| -> Vec<String> {
        home.jobs(dismissed, limit).unwrap().into_iter().map(|job| job.id.0).collect()
    };
    assert_eq!(listed(false, 10), ["c", "a"]);
    assert_eq!(listed(true, 2), ["c", "b"]);
}

#[test]
fn ending_writes_takes_charge_and_state_together_and_once() {
    let (home, song) = home_with_song();
    home.insert_job(&job("j", &song)).unwrap();
    let (takes, charge) = (takes_of_job("j", &song), charge("j", &song, 50));
    assert!(home.finish_job(&done("j", &song), &JobResults::takes(takes.clone()), Some(&charge)).unwrap());
    let home = home.reopen();
    assert_eq!(home.takes_of(&song).unwrap(), takes);
    assert_eq!(home.charges(0, 100).unwrap(), std::slice::from_ref(&charge));
    assert!(
        !home.finish_job(&done("j", &song), &JobResults::takes(takes.clone()), Some(&charge)).unwrap(),
        "again changes nothing"
    );
    assert_eq!(home.takes_of(&song).unwrap().len(), 2);
}

#[test]
fn ending_is_all_or_nothing() {
    let (home, song) = home_with_song();
    home.insert_job(&job("j", &song)).unwrap();
    let [first, second] = <[TakeRecord; 2]>::try_from(takes_of_job("j", &song)).unwrap();
    let broken = TakeRecord { song: "nobody".into(), ..second };
    let charge = charge("j", &song, 50);
    assert!(
        home.finish_job(&done("j", &song), &JobResults::takes(vec![first, broken]), Some(&charge)).is_err()
    );
    assert!(home.takes_of(&song).unwrap().is_empty());
    assert!(home.charges(0, 100).unwrap().is_empty());
    assert_eq!(home.open_jobs().unwrap().len(), 1);
}

#[test]
fn word_times_reach_their_take_with_the_job() {
    let (home, song) = home_with_song();
    home.insert_job(&job("j", &song)).unwrap();
    home.insert_take(&take("t", &song)).unwrap();
    let word = RawWord { text: "la".into(), success: true, start_s: 0.0, end_s: 1.0, p: 1.0 };
    let timing = RawTiming { words: vec![word], lines: Vec::new() };
    let nowhere = home.finish_job(&done("j", &song), &timed(&"x".into(), &timing), None);
    assert!(matches!(nowhere, Err(LibraryError::NotFound)));
    assert_eq!(home.open_jobs().unwrap().len(), 1);
    home.finish_job(&done("j", &song), &timed(&"t".into(), &timing), None).unwrap();
    assert_eq!(home.take(&"t".into()).unwrap().timing, Some(timing));
}

/// Where the child of the test below finds its library.
const CHILD: &str = "REFRAIN_LIBRARY_KILL_TEST";

/// The child: works through jobs until it is killed, telling each finished one. Does nothing when run
/// as an ordinary test.
#[test]
fn child_that_works_until_killed() {
    let Ok(folder) = std::env::var(CHILD) else { return };
    let library = Library::open(folder.as_ref()).unwrap();
    let song = SongId::from("s");
    if library.song(&song).is_err() {
        library.create_song(&song, &Compose::default(), 1).unwrap();
    }
    let begun = library.jobs(true, 100_000).unwrap().len();
    for number in begun..begun + 10_000 {
        let id = format!("job{number}");
        library.insert_job(&job(&id, &song)).unwrap();
        let charge = charge(&id, &song, 50);
        library
            .finish_job(&done(&id, &song), &JobResults::takes(takes_of_job(&id, &song)), Some(&charge))
            .unwrap();
        println!("finished {id}");
    }
}

#[test]
fn a_kill_loses_nothing_that_was_told_and_leaves_nothing_half() {
    let home = Home::new();
    for rounds in 1..=4 {
        let told = run_and_kill(&home, rounds * 3);
        let library = home.reopened();
        let jobs = library.jobs(true, 100_000).unwrap();
        let takes = library.takes_of(&"s".into()).unwrap();
        let charges = library.charges(0, 100).unwrap();
        for job in &jobs {
            let expected = if job.state == "done" { (2, 1) } else { (0, 0) };
            let mine = takes.iter().filter(|take| take.job.as_ref() == Some(&job.id)).count();
            assert_eq!((mine, charges.iter().filter(|charge| charge.job == job.id).count()), expected);
        }
        for id in told {
            assert_eq!(library.job(&id.as_str().into()).unwrap().state, "done", "{id} was told and is lost");
        }
        assert!(library.open_jobs().unwrap().len() <= usize::try_from(rounds).unwrap());
    }
}

/// Runs the child until it has told `count` jobs, then kills it. Answers everything it told.
fn run_and_kill(home: &Home, count: u32) -> Vec<String> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "jobs::tests::child_that_works_until_killed", "--nocapture"])
        .env(CHILD, home.closed_folder())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut told = Vec::new();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    for line in lines.map_while(Result::ok) {
        if let Some((_, id)) = line.split_once("finished ") {
            told.push(id.to_owned());
        }
        if told.len() == usize::try_from(count).unwrap() {
            // Not waited for here: what it still manages to say is told, too.
            child.kill().unwrap();
        }
    }
    child.wait().unwrap();
    assert!(told.len() >= usize::try_from(count).unwrap());
    told
}
