//! `stems12 SECONDS FILE...`: stems played by a device of our own that asks for 1024 frames at a time, in real
//! time; JSON of memory, of how soon Play and seeks are heard, and of underruns while four threads keep the
//! processors busy for SECONDS. For `cargo xtask bench`.
//!
//! *Heard* is when the first sample at full level of the wanted place leaves a device that has two buffers
//! queued, as the player reckons. A built-in ruler lane tells the place: its samples are the number of their
//! frame. An *underrun* is a block for which the lanes were not read in time, or a buffer that was handed over
//! when the one before it had already been played.
//!
//! In builds with debug assertions an allocation in the callback ends the program.

use std::error::Error;
use std::io::Write;
use std::ops::Range;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use assert_no_alloc::assert_no_alloc;
use audio::{AudioError, FrameReader, Lane, LaneLevel, Mix, Player, Transport};

#[cfg(debug_assertions)]
#[global_allocator]
static GUARD: assert_no_alloc::AllocDisabler = assert_no_alloc::AllocDisabler;

const RATE: u32 = 48_000;
/// Frames that the device asks for at a time, and how many such buffers lie between asking and hearing.
const BUFFER: usize = 1024;
const BUFFERS: u32 = 2;
/// How often Play and a seek are timed.
const ROUNDS: usize = 20;
/// Seconds between two seeks under load, and between two mutes: 200 of each in ten minutes.
const PACE: f64 = 3.0;
/// Threads that do nothing but keep processors busy.
const BUSY: usize = 4;
/// Longest that anything is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// Silent to the ear, exact to the eye: left and right are the number of the frame, in two halves.
struct Ruler {
    frames: u64,
}

const SPAN: u64 = 8_192;

impl FrameReader for Ruler {
    fn rate(&self) -> u32 {
        RATE
    }

    fn frames(&self) -> u64 {
        self.frames
    }

    fn read(&mut self, frame: u64, out: &mut [f32]) -> Result<usize, AudioError> {
        let wanted = usize::try_from(self.frames.saturating_sub(frame)).unwrap_or(0).min(out.len() / 2);
        for (at, pair) in (frame..).zip(out.chunks_exact_mut(2).take(wanted)) {
            pair[0] = 0.25 + (at % SPAN) as f32 / 32_768.0;
            pair[1] = 0.25 + (at / SPAN) as f32 / 32_768.0;
        }
        Ok(wanted)
    }
}

/// The frame that a pair of samples of the ruler names; `None` while it is faded.
fn place(pair: &[f32]) -> Option<u64> {
    let number = |sample: f32| {
        let steps = (sample - 0.25) * 32_768.0;
        (steps >= 0.0 && steps < SPAN as f32 && steps.fract() == 0.0).then_some(steps as u64)
    };
    Some(number(pair[1])? * SPAN + number(pair[0])?)
}

/// What the device and the rest share.
#[derive(Default)]
struct Desk {
    /// A stretch of the song; when it is heard first is told.
    wish: Mutex<Option<Range<u64>>>,
    late: AtomicU64,
    over: AtomicBool,
}

impl Desk {
    fn wish(&self) -> std::sync::MutexGuard<'_, Option<Range<u64>>> {
        self.wish.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The device: asks for a buffer whenever one was played.
fn device(mut mix: Mix, desk: &Desk, found: &Sender<Instant>) {
    let buffer = Duration::from_secs_f64(BUFFER as f64 / f64::from(RATE));
    let mut out = [0.0; BUFFER * 2];
    let mut due = Instant::now();
    while !desk.over.load(Ordering::Relaxed) {
        assert_no_alloc(|| out.iter_mut().for_each(|sample| *sample = mix.next().unwrap_or_default()));
        let now = Instant::now();
        if now > due + buffer {
            desk.late.fetch_add(1, Ordering::Relaxed);
            due = now;
        }
        tell(&out, due + buffer * BUFFERS, desk, found);
        due += buffer;
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
    }
}

/// Tells when what is wished for is heard, if it is in this buffer, which begins to be heard at `begin`.
fn tell(out: &[f32], begin: Instant, desk: &Desk, found: &Sender<Instant>) {
    let mut wish = desk.wish();
    let Some(range) = wish.clone() else { return };
    let is_it = |pair: &[f32]| place(pair).is_some_and(|place| range.contains(&place));
    if let Some(index) = out.chunks_exact(2).position(is_it) {
        *wish = None;
        let _gone = found.send(begin + Duration::from_secs_f64(index as f64 / f64::from(RATE)));
    }
}

/// Random numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end.max(1)
    }
}

fn sleep(seconds: f64) {
    std::thread::sleep(Duration::from_secs_f64(seconds));
}

/// Anonymous memory of this process, in MiB.
fn memory() -> Result<f64, Box<dyn Error>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).ok_or("no RssAnon")?;
    Ok(line.trim().trim_end_matches("kB").trim().parse::<f64>()? / 1024.0)
}

/// Milliseconds from `act` until `place` is heard.
fn heard_after(
    transport: &Transport,
    (desk, found): (&Desk, &Receiver<Instant>),
    place: u64,
    act: impl FnOnce(&Transport),
) -> Result<f64, Box<dyn Error>> {
    *desk.wish() = Some(place..place + u64::from(RATE) / 5);
    let begun = Instant::now();
    act(transport);
    Ok(found.recv_timeout(PATIENCE)?.saturating_duration_since(begun).as_secs_f64() * 1e3)
}

/// The 95th percentile.
fn p95(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get((times.len() * 95).div_ceil(100).saturating_sub(1)).copied().unwrap_or(f64::NAN)
}

/// Plays and seeks, one after the other: how soon each is heard, and the most memory meanwhile.
fn latencies(
    transport: &Transport,
    device: (&Desk, &Receiver<Instant>),
    frames: u64,
) -> Result<[f64; 3], Box<dyn Error>> {
    let (mut dice, mut plays, mut seeks, mut most) = (Dice(3), Vec::new(), Vec::new(), 0.0f64);
    for _ in 0..ROUNDS {
        let mut somewhere = || dice.below(frames - u64::from(RATE) * 10);
        transport.pause();
        let start = somewhere();
        transport.seek(start);
        sleep(0.3);
        plays.push(heard_after(transport, device, start, Transport::play)?);
        sleep(0.2);
        let there = somewhere();
        seeks.push(heard_after(transport, device, there, |transport| transport.seek(there))?);
        sleep(0.2);
        most = most.max(memory()?);
    }
    Ok([p95(plays), p95(seeks), most])
}

/// Seeks, mutes and loops while other threads take the processors away; answers underruns of both kinds.
fn strain(transport: &Transport, desk: &Desk, lanes: usize, frames: u64, seconds: f64) -> [u64; 2] {
    let over = AtomicBool::new(false);
    let begun = [transport.state().underruns, desk.late.load(Ordering::Relaxed)];
    std::thread::scope(|scope| {
        for _ in 0..BUSY {
            scope.spawn(|| {
                while !over.load(Ordering::Relaxed) {
                    std::hint::spin_loop()
                }
            });
        }
        let (mut dice, start) = (Dice(7), Instant::now());
        let mut muted = vec![false; lanes];
        while start.elapsed().as_secs_f64() < seconds {
            let at = dice.below(frames - u64::from(RATE) * 20);
            transport.seek(at);
            let looped = (dice.below(2) == 0).then_some((at, at + u64::from(RATE)));
            transport.set_loop(looped);
            transport.play();
            sleep(PACE / 2.0);
            let lane = dice.below(lanes as u64) as usize;
            muted[lane] = !muted[lane];
            transport.set_lane_muted(lane, muted[lane]);
            sleep(PACE / 2.0);
        }
        over.store(true, Ordering::Relaxed);
    });
    let now = [transport.state().underruns, desk.late.load(Ordering::Relaxed)];
    [now[0] - begun[0], now[1] - begun[1]]
}

fn opened(files: &[String]) -> Result<Vec<Lane>, AudioError> {
    files.iter().map(|file| Ok(Lane::new(audio::open(Path::new(file))?))).collect()
}

fn measure(
    transport: &Transport,
    device: (&Desk, &Receiver<Instant>),
    seconds: f64,
    files: &[String],
) -> Result<String, Box<dyn Error>> {
    sleep(1.0);
    let idle = memory()?;
    let mut lanes = opened(files)?;
    let frames = lanes.iter().map(|lane| lane.reader.frames()).min().ok_or("no stems")?;
    if lanes.iter().any(|lane| lane.reader.rate() != RATE) || frames < u64::from(RATE) * 60 {
        return Err("stems of 48 kHz and more than a minute are needed".into());
    }
    lanes.push(Lane::new(Box::new(Ruler { frames })));
    // All are read, the ruler alone is heard.
    let level = |lane| LaneLevel { gain_db: 0.0, balance: 0.0, heard: lane == files.len() };
    transport.load_mix(lanes, &(0..=files.len()).map(level).collect::<Vec<_>>(), 0.0, false);
    let [play, seek, most] = latencies(transport, device, frames)?;
    transport.load_all(opened(files)?, false);
    transport.measure_loudness(true);
    let [starved, late] = strain(transport, device.0, files.len(), frames, seconds);
    let most = most.max(memory()?);
    Ok(format!(
        concat!(
            r#"{{"stems":{},"minutes":{:.1},"memoryMib":[{:.2}],"playMs":[{:.1}],"seekMs":[{:.1}],"#,
            r#""seconds":{:.0},"starved":{},"late":{},"underruns":[{}]}}"#
        ),
        files.len(),
        frames as f64 / f64::from(RATE) / 60.0,
        most - idle,
        play,
        seek,
        seconds,
        starved,
        late,
        starved + late,
    ))
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let usage = "usage: stems12 SECONDS FILE...";
    let [seconds, files @ ..] = arguments.as_slice() else { return Err(usage.into()) };
    let seconds: f64 = seconds.parse()?;
    let (transport, mix) = Player::by_hand();
    let desk = Arc::new(Desk::default());
    let (send, found) = channel();
    let own = Arc::clone(&desk);
    let playing = std::thread::spawn(move || device(mix, &own, &send));
    let said = measure(&transport, (&desk, &found), seconds, files);
    desk.over.store(true, Ordering::Relaxed);
    drop(playing.join());
    writeln!(std::io::stdout(), "{}", said?)?;
    Ok(())
}
