//! Against a sound server of its own (PulseAudio in a private folder, with null sinks): what arrives at the
//! sink is what the offline render has, what comes from a microphone is what is recorded, and a device that
//! vanishes is survived cheaply.
//!
//! Needs `pulseaudio`, `pactl` and `parec` (Debian: `pulseaudio`, `pulseaudio-utils`) and fails without them.
//! The program under test is this binary itself, started again with another environment: see [`child`].
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "a test")]
#![cfg(target_os = "linux")]

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use audio::{Ended, Input, Lane, Offline, Output, OutputState, Pcm, Player, Recorder};

const RATE: u32 = 48_000;
const SECONDS: u32 = 4;
/// Set for the program under test: how many seconds of sound it plays.
const CHILD: &str = "REFRAIN_DEVICE_CHILD";
/// Set for the program under test: where it records to, until a line comes on its standard input.
const RECORDS: &str = "REFRAIN_DEVICE_RECORDS";
/// Set by `cargo xtask microphone`: how many seconds are recorded on a busy machine.
const LONG: &str = "REFRAIN_MICROPHONE_SECONDS";
/// A null sink is deaf for its first moments.
const DEAF: Duration = Duration::from_secs(2);

/// Noise of which every frame is unlike all others, interleaved stereo.
fn noise(seconds: u32) -> Vec<f32> {
    let mut state = 12_345u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (f64::from(state >> 8) / f64::from(1u32 << 24) - 0.5) as f32
    };
    (0..RATE * seconds * 2).map(|_| next()).collect()
}

fn lane(seconds: u32) -> Lane {
    Lane::new(Box::new(Pcm::new(RATE, noise(seconds)).reader()))
}

/// The program under test, when it is asked for: plays on the default device and says every 50 ms what it
/// does (milliseconds, frame, processor milliseconds, output). Without being asked there is nothing to test.
#[test]
fn child() {
    let Ok(seconds) = std::env::var(CHILD) else { return };
    let player = Player::start(Output::Default);
    player.load(vec![lane(seconds.parse().unwrap())], 0, false);
    while !matches!(player.state().output, OutputState::Ready(_)) {
        std::thread::sleep(Duration::from_millis(10));
    }
    std::thread::sleep(DEAF);
    player.play();
    let begun = Instant::now();
    while player.state().playing && begun.elapsed() < Duration::from_secs(45) {
        let state = player.state();
        let output = format!("{:?}", state.output).replace([' ', '"'], "");
        println!("\nSTATE {} {} {} {output}", begun.elapsed().as_millis(), state.frame, cpu_ms());
        std::thread::sleep(Duration::from_millis(50));
    }
    // What is still on its way to the ear.
    std::thread::sleep(Duration::from_millis(300));
}

/// The program under test, when it is asked to record: from the default microphone, saying how much it has.
#[test]
fn recording_child() {
    let Ok(path) = std::env::var(RECORDS) else { return };
    let recorder = Recorder::start(Input::Default);
    recorder.begin(path.into());
    let line = std::thread::spawn(|| std::io::stdin().read_line(&mut String::new()));
    let mut ended = false;
    while !line.is_finished() && !ended {
        let listened = recorder.listened();
        ended = listened.ended;
        if let Some(ms) = listened.recorded_ms {
            println!("\nRECORDED {ms}");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    println!("\nENDED {:?}", recorder.end().unwrap().ended);
}

fn recorded_until(lines: &mut dyn Iterator<Item = String>, ms: u64) {
    let mut said = lines.filter_map(|line| line.strip_prefix("RECORDED ")?.parse::<u64>().ok());
    assert!(said.any(|recorded| recorded >= ms), "it never recorded {ms} ms");
}

/// Feeds noise to the default microphone of the program under test; answers what it recorded.
fn recorded(fed: &[f32]) -> Vec<f32> {
    let server = Server::start();
    server.pactl(&["load-module", "module-null-sink", "sink_name=one", "rate=48000", "format=float32le"]);
    server.pactl(&["set-default-source", "one.monitor"]);
    let path = server.folder.path().join("take.wav");
    let mut child = server.recording_child(&path);
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    // The null sink is deaf for its first moments.
    recorded_until(&mut lines, 2_500);
    let raw = server.folder.path().join("fed");
    // A sink may swallow the first frames of whoever begins to play: silence goes first.
    let silence = vec![0; RATE as usize / 2 * 8];
    let bytes = fed.iter().flat_map(|sample| sample.to_le_bytes()).collect::<Vec<_>>();
    std::fs::write(&raw, [silence, bytes].concat()).unwrap();
    // Much is fed ahead: what feeds must not stumble where the recorder is what is tested.
    let format =
        ["--raw", "--format=float32le", "--rate=48000", "--channels=2", "--latency-msec=9000", "-d", "one"];
    assert!(server.command("pacat").args(format).arg(&raw).status().unwrap().success());
    // What was played last is still on its way to the microphone.
    recorded_until(&mut lines, 5_000 + fed.len() as u64 * 500 / u64::from(RATE));
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), b"\n").unwrap();
    assert!(lines.any(|line| line == format!("ENDED {:?}", Ended::Stopped)));
    assert!(child.wait().unwrap().success());
    let mut reader = audio::open(&path).unwrap();
    let mut heard = vec![0.0; usize::try_from(reader.frames()).unwrap() * 2];
    reader.read(0, &mut heard).unwrap();
    heard
}

#[test]
fn what_comes_from_the_microphone_is_what_is_recorded() {
    let fed = noise(SECONDS);
    let runs = runs(&fed, &recorded(&fed));
    let equal: usize = runs.iter().map(|run| run.frames).sum();
    assert!(equal * 10 >= fed.len() / 2 * 9 && runs.len() <= 12, "equal runs: {runs:?}");
}

/// Every processor is busy, and more than that. `cargo xtask microphone` does the same for four minutes.
#[test]
fn a_take_on_a_busy_machine_lacks_and_repeats_nothing() {
    let seconds = std::env::var(LONG).map_or(8, |seconds| seconds.parse().expect("whole seconds"));
    let fed = noise(seconds);
    let busy = Busy::everywhere();
    let heard = recorded(&fed);
    drop(busy);
    let runs = runs(&fed, &heard);
    let equal: usize = runs.iter().map(|run| run.frames).sum();
    let frames = fed.len() / 2;
    // Where what was fed begins, as the first run places it.
    let begins = runs.first().map_or(0, |first| first.at.saturating_sub(first.place));
    let alike = correlation(&fed, heard.get(begins * 2..).unwrap_or_default());
    println!(
        "{seconds} s, {} processors busy: {equal} of {frames} frames equal bit for bit in {} run(s), correlation {alike:.6}",
        Busy::processors(),
        runs.len()
    );
    assert!(alike >= 0.99, "{runs:?}");
    assert_eq!((equal, runs.len()), (frames, 1), "{runs:?}");
}

/// The correlation of what was fed with what was heard in its place.
fn correlation(fed: &[f32], heard: &[f32]) -> f64 {
    let sum = |of: fn(f64, f64) -> f64| -> f64 {
        fed.iter().zip(heard).map(|(a, b)| of(f64::from(*a), f64::from(*b))).sum()
    };
    let own: f64 = fed.iter().map(|sample| f64::from(*sample).powi(2)).sum();
    sum(|a, b| a * b) / (own * sum(|_, b| b * b)).sqrt().max(1e-12)
}

/// Keeps processors busy until it is dropped.
struct Busy(Arc<AtomicBool>, Vec<std::thread::JoinHandle<()>>);

impl Busy {
    fn processors() -> usize {
        std::thread::available_parallelism().map_or(2, usize::from)
    }

    fn everywhere() -> Self {
        let over = Arc::new(AtomicBool::new(false));
        let spin = |over: Arc<AtomicBool>| move || while !over.load(Ordering::Relaxed) {};
        let threads = (0..Self::processors()).map(|_| std::thread::spawn(spin(Arc::clone(&over)))).collect();
        Self(over, threads)
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
        self.1.drain(..).for_each(|thread| thread.join().unwrap());
    }
}

#[test]
fn a_microphone_that_is_unplugged_leaves_what_it_gave() {
    let server = Server::start();
    server.pactl(&["load-module", "module-null-sink", "sink_name=one", "rate=48000"]);
    server.pactl(&["set-default-source", "one.monitor"]);
    let path = server.folder.path().join("take.wav");
    let mut child = server.recording_child(&path);
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    recorded_until(&mut lines, 1_500);
    server.pactl(&["unload-module", "module-null-sink"]);
    assert!(lines.any(|line| line == format!("ENDED {:?}", Ended::DeviceLost)), "it says why it ended");
    assert!(child.wait().unwrap().success());
    assert!(audio::open(&path).unwrap().frames() >= u64::from(RATE) * 3 / 2);
}

#[test]
fn what_reaches_the_sink_is_the_offline_render() {
    let server = Server::start();
    server.pactl(&["load-module", "module-null-sink", "sink_name=one", "rate=48000", "format=float32le"]);
    let captured = server.folder.path().join("captured");
    let mut recorder = server.record("one.monitor", &captured);
    let played = server.child(SECONDS).wait_with_output().unwrap();
    assert!(played.status.success());
    recorder.kill().unwrap();
    recorder.wait().unwrap();

    let mut offline = Offline::new(vec![lane(SECONDS)]);
    offline.play();
    let expected = offline.render((SECONDS * RATE) as usize);
    let runs = runs(&expected, &floats(&captured));
    let equal: usize = runs.iter().map(|run| run.frames).sum();
    // A busy machine may make the server skip once or twice; between skips every sample must be ours.
    assert!(equal * 10 >= expected.len() / 2 * 8 && runs.len() <= 12, "equal runs: {runs:?}");
}

#[test]
fn a_lost_sink_is_survived_cheaply_and_its_successor_is_used() {
    let server = Server::start();
    server.pactl(&["load-module", "module-null-sink", "sink_name=one"]);
    let mut player = server.child(40);
    let mut states = States::of(&mut player);
    states.until("plays", |state| state.frame > 10_000 && state.output.starts_with("Ready"));
    server.pactl(&["unload-module", "module-null-sink"]);
    let lost = states.until("notices the loss", |state| state.output == "Lost");
    let later = states.until("stays", |state| state.ms > lost.ms + 2_000);
    assert_eq!(later.output, "Lost");
    assert!(later.frame > lost.frame + 80_000, "the transport must move: {} {}", lost.frame, later.frame);
    let busy = (later.cpu_ms - lost.cpu_ms) as f64 / (later.ms - lost.ms) as f64;
    assert!(busy < 0.25, "{:.0} % of a processor while the device is away", busy * 100.0);
    server.pactl(&["load-module", "module-null-sink", "sink_name=two", "rate=44100"]);
    let back = states.until("plays again", |state| state.output.starts_with("Ready"));
    assert!(back.frame > later.frame);
    player.kill().unwrap();
    player.wait().unwrap();
}

/// A sound server that nobody else sees.
struct Server {
    folder: tempfile::TempDir,
    process: Child,
}

impl Server {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let socket = format!("socket={}", folder.path().join("pulse/native").display());
        let protocol = format!("module-native-protocol-unix {socket} auth-anonymous=1");
        let process = alone("pulseaudio", folder.path())
            .args(["-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "-L", &protocol])
            .stderr(Stdio::null())
            .spawn()
            .expect("PulseAudio must be installed");
        let server = Self { folder, process };
        let deadline = Instant::now() + Duration::from_secs(10);
        while !server
            .command("pactl")
            .arg("info")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .unwrap()
            .success()
        {
            assert!(Instant::now() < deadline, "PulseAudio does not answer");
            std::thread::sleep(Duration::from_millis(50));
        }
        server
    }

    fn command(&self, program: &str) -> Command {
        alone(program, self.folder.path())
    }

    fn pactl(&self, arguments: &[&str]) {
        let status = self.command("pactl").args(arguments).stdout(Stdio::null()).status();
        assert!(status.unwrap().success(), "pactl {arguments:?}");
    }

    fn record(&self, source: &str, into: &Path) -> Child {
        let format = ["--format=float32le", "--rate=48000", "--channels=2", "--raw", "-d", source];
        self.command("parec").args(format).stdout(File::create(into).unwrap()).spawn().unwrap()
    }

    fn child(&self, seconds: u32) -> Child {
        let own = std::env::current_exe().unwrap();
        self.command(own.to_str().unwrap())
            .args(["--exact", "child", "--nocapture"])
            .env(CHILD, seconds.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    }
}

impl Server {
    fn recording_child(&self, path: &Path) -> Child {
        let own = std::env::current_exe().unwrap();
        self.command(own.to_str().unwrap())
            .args(["--exact", "recording_child", "--nocapture"])
            .env(RECORDS, path)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

/// A command that knows no other sound server than ours.
fn alone(program: &str, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.env("XDG_RUNTIME_DIR", folder).env("HOME", folder);
    command
        .env_remove("PULSE_SERVER")
        .env_remove("PULSE_RUNTIME_PATH")
        .env_remove("DBUS_SESSION_BUS_ADDRESS");
    command
}

struct State {
    ms: u64,
    frame: u64,
    cpu_ms: u64,
    output: String,
}

struct States(std::io::Lines<BufReader<std::process::ChildStdout>>);

impl States {
    fn of(child: &mut Child) -> Self {
        Self(BufReader::new(child.stdout.take().unwrap()).lines())
    }

    fn until(&mut self, what: &str, is_so: impl Fn(&State) -> bool) -> State {
        let states = self.0.by_ref().map_while(Result::ok).filter_map(|line| parse(&line));
        states.into_iter().find(is_so).unwrap_or_else(|| panic!("it never {what}"))
    }
}

fn parse(line: &str) -> Option<State> {
    let mut words = line.strip_prefix("STATE ")?.split(' ');
    let mut number = || words.next()?.parse().ok();
    let (ms, frame, cpu_ms) = (number()?, number()?, number()?);
    Some(State { ms, frame, cpu_ms, output: words.next()?.to_owned() })
}

/// Processor time of this process so far.
fn cpu_ms() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<_> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    (fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()) * 10
}

fn floats(path: &Path) -> Vec<f32> {
    let bytes = std::fs::read(path).unwrap();
    bytes.as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect()
}

/// Frames of `heard` from `at` on that are frames of what was expected.
#[derive(Debug)]
struct Run {
    at: usize,
    /// Which frame was expected there.
    place: usize,
    frames: usize,
}

/// Only every so many expected frames are looked for: a run that is shorter may be missed.
const SPARSE: usize = 64;

/// The runs of `heard` that are runs of `expected`, bit for bit and in order.
fn runs(expected: &[f32], heard: &[f32]) -> Vec<Run> {
    let (expected, heard) = (frames(expected), frames(heard));
    let keyed = expected.iter().enumerate().step_by(SPARSE).filter(|(_, frame)| **frame != (0, 0));
    let places: HashMap<_, _> = keyed.map(|(place, frame)| (*frame, place)).collect();
    let (mut at, mut heard_before, mut after, mut runs) = (0, 0, 0, Vec::new());
    while at < heard.len() {
        let Some(place) = places.get(&heard[at]).copied().filter(|place| *place >= after) else {
            at += 1;
            continue;
        };
        let most = (at - heard_before).min(place - after);
        let back = (1..=most).take_while(|n| heard[at - n] == expected[place - n]).count();
        let on = heard[at..].iter().zip(&expected[place..]).take_while(|(a, b)| a == b).count();
        if back + on > 16 {
            runs.push(Run { at: at - back, place: place - back, frames: back + on });
            (heard_before, after) = (at + on, place + on);
        }
        at += on.max(1);
    }
    runs
}

/// Both samples of each frame, as they are compared.
fn frames(samples: &[f32]) -> Vec<(u32, u32)> {
    samples.as_chunks::<2>().0.iter().map(|[left, right]| (left.to_bits(), right.to_bits())).collect()
}
