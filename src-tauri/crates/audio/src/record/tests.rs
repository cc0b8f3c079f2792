use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use super::intake::Intake;
use super::source::{Capture, NoCapture};
use super::*;
use crate::open;

const RATE: u32 = 8_000;

/// A device that delivers what the test says, when it says it.
struct Fake {
    opened: Sender<Hand>,
    denied: bool,
}

/// The device's end of an open [`Fake`].
struct Hand {
    intake: Intake,
    pulse: Arc<intake::Pulse>,
}

impl Source for Fake {
    fn open(&mut self, input: &Input) -> Result<Capture, NoCapture> {
        if self.denied {
            return Err(NoCapture::Denied);
        }
        if *input == Input::Device("absent".into()) {
            return Err(NoCapture::Absent);
        }
        let (intake, ring, pulse) = Intake::new(RATE, 1);
        self.opened.send(Hand { intake, pulse: Arc::clone(&pulse) }).unwrap();
        Ok(Capture { name: "Fake".into(), rate: RATE, channels: 1, ring, pulse, stream: None })
    }
}

fn recorder(input: Input) -> (Recorder, Receiver<Hand>) {
    let (opened, hands) = channel();
    (Recorder::start_with(Box::new(Fake { opened, denied: false }), input), hands)
}

/// Waits until something is so, or fails.
#[track_caller]
fn until<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + Duration::from_secs(10);
    loop {
        if let Some(found) = ask() {
            return found;
        }
        assert!(Instant::now() < deadline, "never: {what}");
        std::thread::yield_now();
    }
}

fn samples(path: &std::path::Path) -> Vec<f32> {
    let mut reader = open(path).unwrap();
    let mut out = vec![0.0; usize::try_from(reader.frames()).unwrap() * 2];
    reader.read(0, &mut out).unwrap();
    out.chunks_exact(2).map(|frame| frame[0]).collect()
}

fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("take.wav");
    (folder, path)
}

fn ramp(from: i32, to: i32) -> Vec<f32> {
    (from..to).map(|n| n as f32 / 100_000.0).collect()
}

#[test]
fn the_half_second_before_is_in_the_recording() {
    let (recorder, hands) = recorder(Input::Default);
    let (_folder, path) = place();
    recorder.open();
    let mut hand = hands.recv().unwrap();
    hand.intake.take(&ramp(0, 8_000));
    until("it hears", || (recorder.listened().level.peak > 0.0799).then_some(()));
    recorder.begin(path.clone());
    hand.intake.take(&ramp(8_000, 9_000));
    until("it records", || recorder.listened().recorded_ms);
    hand.intake.take(&ramp(9_000, 10_000));
    let recorded = recorder.end().unwrap();
    assert_eq!((recorded.ended, recorded.missing, recorded.rate), (Ended::Stopped, 0, RATE));
    let heard = samples(&path);
    let (first, last) = (heard[0], heard[heard.len() - 1]);
    assert_eq!(last, 0.099_99);
    assert_eq!(heard, ramp((first * 100_000.0).round() as i32, 10_000), "no sample is lost or doubled");
    assert!((3_000..=4_000).contains(&recorded.before), "{recorded:?}");
    assert_eq!(heard.len() as u64, recorded.frames);
}

#[test]
fn recording_is_said_only_after_real_samples() {
    let (recorder, hands) = recorder(Input::Default);
    let (_folder, path) = place();
    recorder.begin(path.clone());
    let mut hand = hands.recv().unwrap();
    until("it opens", || (recorder.listened().state == InputState::Opening).then_some(()));
    assert!(recorder.listened().recorded_ms.is_none() && !path.exists());
    hand.intake.take(&[0.25; 80]);
    until("it records", || recorder.listened().recorded_ms);
    assert!(path.exists());
    assert_eq!(recorder.listened().state, InputState::Ready("Fake".into()));
}

#[test]
fn a_device_lost_mid_take_keeps_what_was_recorded() {
    let (recorder, hands) = recorder(Input::Default);
    let (_folder, path) = place();
    recorder.begin(path.clone());
    let mut hand = hands.recv().unwrap();
    hand.intake.take(&[0.25; 4_000]);
    until("it records", || recorder.listened().recorded_ms);
    hand.pulse.lose();
    until("it says so", || recorder.listened().ended.then_some(()));
    let recorded = recorder.end().unwrap();
    assert_eq!((recorded.ended, recorded.frames), (Ended::DeviceLost, 4_000));
    assert_eq!(samples(&path), [0.25; 4_000]);
    // The device comes back by itself, and nothing is recorded without being asked for.
    let mut back = hands.recv_timeout(Duration::from_secs(10)).unwrap();
    back.intake.take(&[0.5; 80]);
    until("it hears again", || (recorder.listened().level.peak == 0.5).then_some(()));
    assert_eq!(recorder.listened().recorded_ms, None);
    assert_eq!(recorder.end().unwrap_err().code(), "empty");
}

#[test]
fn samples_that_found_no_room_become_silence_of_the_same_length() {
    let (recorder, hands) = recorder(Input::Default);
    let (_folder, path) = place();
    recorder.begin(path.clone());
    let mut hand = hands.recv().unwrap();
    hand.intake.take(&[0.25; 800]);
    until("it records", || recorder.listened().recorded_ms);
    // More at once than the ring holds.
    hand.intake.take(&vec![0.5; 11 * RATE as usize]);
    until("it notices", || (recorder.listened().recorded_ms? > 10_000).then_some(()));
    let recorded = recorder.end().unwrap();
    assert_eq!((recorded.missing, recorded.frames), (88_000, 88_800));
    assert!(samples(&path)[800..].iter().all(|sample| *sample == 0.0));
}

#[test]
fn the_wave_of_a_recording_comes_in_pieces_of_ten_milliseconds() {
    let (recorder, hands) = recorder(Input::Default);
    let (_folder, path) = place();
    recorder.begin(path);
    let mut hand = hands.recv().unwrap();
    hand.intake.take(&[[0.5; 80], [-0.25; 80]].concat());
    let mut wave = Vec::new();
    until("it draws", || {
        wave.extend(recorder.listened().wave);
        (wave.len() == 2).then_some(())
    });
    assert_eq!(wave, [[0.0, 0.5], [-0.25, 0.0]]);
}

#[test]
fn no_device_and_no_permission_are_told_apart() {
    let (absent, _hands) = recorder(Input::Device("absent".into()));
    absent.open();
    until("it says so", || (absent.listened().state == InputState::None).then_some(()));
    let (opened, _hands) = channel();
    let denied = Recorder::start_with(Box::new(Fake { opened, denied: true }), Input::Default);
    denied.open();
    until("it says so", || (denied.listened().state == InputState::Denied).then_some(()));
}

#[test]
fn a_closed_microphone_hears_nothing() {
    let (recorder, hands) = recorder(Input::Default);
    recorder.open();
    let hand = hands.recv().unwrap();
    recorder.close();
    until("it closes", || (recorder.listened().state == InputState::Closed).then_some(()));
    drop(hand);
    assert!(hands.try_recv().is_err(), "it is not opened again");
}

#[test]
fn a_recording_that_cannot_be_written_says_why() {
    let (recorder, hands) = recorder(Input::Default);
    recorder.begin(PathBuf::from("/nowhere/at/all/take.wav"));
    hands.recv().unwrap().intake.take(&[0.25; 80]);
    until("it fails", || recorder.listened().ended.then_some(()));
    assert_eq!(recorder.end().unwrap_err().code(), "io");
}

/// Sample `number` of a sound in which no two stretches are alike.
fn unlike(number: u32) -> f32 {
    let hash = number.wrapping_add(1).wrapping_mul(0x9e37_79b9) ^ (number >> 7).wrapping_mul(0x85eb_ca6b);
    (hash >> 8) as f32 / (1u32 << 24) as f32 - 0.5
}

#[test]
fn four_minutes_on_a_busy_machine_lack_and_repeat_nothing() {
    const FRAMES: u32 = 240 * RATE;
    let (recorder, hands) = recorder(Input::Default);
    let (_folder, path) = place();
    recorder.begin(path.clone());
    let mut hand = hands.recv().unwrap();
    hand.intake.take(&[unlike(0)]);
    until("it records", || recorder.listened().recorded_ms);
    let over = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while !over.load(std::sync::atomic::Ordering::Relaxed) {
                    std::hint::spin_loop();
                }
            });
        }
        let (mut at, mut length) = (1, 1);
        while at < FRAMES {
            // Deliveries of all lengths, as fast as the disk takes them: a real device waits for nobody, so the
            // ring never has to hold more here than it would there.
            length = (length * 31 + 7) % 1_500 + 1;
            let to = (at + length).min(FRAMES);
            if hand.intake.room() >= (to - at) as usize {
                hand.intake.take(&(at..to).map(unlike).collect::<Vec<_>>());
                at = to;
            } else {
                std::thread::yield_now();
            }
        }
        let recorded = recorder.end();
        over.store(true, std::sync::atomic::Ordering::Relaxed);
        let recorded = recorded.unwrap();
        assert_eq!((recorded.missing, recorded.frames), (0, u64::from(FRAMES)));
    });
    let heard = samples(&path);
    let differing = (0..FRAMES).position(|frame| heard[frame as usize] != unlike(frame));
    assert_eq!(differing, None);
}
