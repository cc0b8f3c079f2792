use std::time::{Duration, Instant};

use super::*;
use crate::mix::OutputState;
use crate::{Lane, Pcm, SilenceReader};

/// Waits until something is so, or fails: no test sleeps for a guessed time.
#[track_caller]
fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(10);
    while !is_so() {
        assert!(Instant::now() < deadline, "never: {what}");
        std::thread::yield_now();
    }
}

fn lane(rate: u32, frames: u64) -> Lane {
    Lane::new(Box::new(SilenceReader::new(rate, frames)))
}

#[test]
fn without_a_device_the_transport_moves_in_real_time_and_stops_at_the_end() {
    let player = Player::start(Output::Null);
    player.load(vec![lane(48_000, 9_600)], 0, false);
    assert_eq!(player.state().frames, 9_600);
    let begun = Instant::now();
    player.play();
    until("it stops", || !player.state().playing);
    assert!(begun.elapsed() > Duration::from_millis(150));
    let state = player.state();
    assert_eq!((state.frame, state.output), (9_600, OutputState::None));
}

#[test]
fn a_song_of_another_rate_plays_at_its_own_pace() {
    let player = Player::start(Output::Null);
    player.load(vec![lane(48_000, 480_000)], 0, false);
    player.play();
    until("it moves", || player.state().frame > 0);
    player.load(vec![lane(96_000, 9_600)], 0, false);
    player.play();
    until("it ends", || !player.state().playing);
    assert_eq!((player.state().rate, player.state().frame), (96_000, 9_600));
}

#[test]
fn a_change_of_output_keeps_the_place() {
    let player = Player::start(Output::Null);
    player.load(vec![lane(48_000, 480_000)], 0, false);
    player.seek(100_000);
    player.play();
    until("it moves", || player.state().frame > 101_000);
    player.set_output(Output::Null);
    let before = player.state().frame;
    until("it moves on", || player.state().frame > before + 2_000);
    assert!(player.state().frame < before + 48_000);
    player.pause();
    until("it stands", || {
        let here = player.state().frame;
        std::thread::sleep(Duration::from_millis(30));
        player.state().frame == here
    });
}

#[test]
fn meters_reach_the_screen() {
    let player = Player::start(Output::Null);
    let pcm = Pcm::new(48_000, vec![0.25; 96_000]);
    player.load(vec![Lane::new(Box::new(pcm.reader()))], 0, false);
    player.play();
    until("it sounds", || player.state().peak == [0.25, 0.25]);
}

#[test]
fn a_device_that_is_not_there_is_lost_not_fatal() {
    let player = Player::start(Output::Device("nonsense".into()));
    player.load(vec![lane(48_000, 480_000)], 0, false);
    player.play();
    until("it says so", || player.state().output == OutputState::Lost);
    until("it moves all the same", || player.state().frame > 1_000);
}
