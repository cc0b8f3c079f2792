//! Material for tests: a little song, files of every kind made from it, and ways to break them.

use std::path::PathBuf;

use mp3lame_encoder::{Bitrate, Builder, FlushGap, InterleavedPcm, Mode, MonoPcm, Quality, VbrMode};

/// A chirp, a second voice and bursts of noise: nothing in it repeats, so a shift shows at once.
pub(crate) fn song(rate: u32, frames: usize) -> Vec<f32> {
    let mut noise = 0x1234_5678_u32;
    let mut out = Vec::with_capacity(frames * 2);
    for n in 0..frames {
        let t = n as f64 / f64::from(rate);
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let hiss = f64::from(noise >> 8) / f64::from(1 << 24) - 0.5;
        let burst = if (t * 3.0).fract() < 0.15 { hiss * 0.5 } else { 0.0 };
        let tau = std::f64::consts::TAU;
        let left = 0.5 * (tau * (200.0 * t + 300.0 * t * t)).sin() + burst;
        let right = 0.4 * (tau * (900.0 * t + 200.0 * t * t)).sin() - burst * 0.5;
        out.extend([left as f32, right as f32]);
    }
    out
}

/// How an MP3 is to be made.
#[derive(Clone, Copy)]
pub(crate) struct Lame {
    pub(crate) rate: u32,
    pub(crate) kbps: Bitrate,
    pub(crate) vbr: bool,
    pub(crate) mono: bool,
}

impl Lame {
    pub(crate) fn cbr(rate: u32, kbps: Bitrate) -> Self {
        Self { rate, kbps, vbr: false, mono: false }
    }

    /// The whole file, with its tag frame.
    pub(crate) fn encode(self, stereo: &[f32]) -> Vec<u8> {
        let mut builder = Builder::new().unwrap();
        builder.set_num_channels(if self.mono { 1 } else { 2 }).unwrap();
        builder.set_sample_rate(self.rate).unwrap();
        builder.set_output_sample_rate(std::num::NonZeroU32::new(self.rate)).unwrap();
        builder.set_mode(if self.mono { Mode::Mono } else { Mode::JointStereo }).unwrap();
        builder.set_brate(self.kbps).unwrap();
        builder.set_quality(Quality::Decent).unwrap();
        if self.vbr {
            builder.set_vbr_mode(VbrMode::Mtrh).unwrap();
            builder.set_vbr_quality(Quality::NearBest).unwrap();
        }
        let mut lame = builder.build().unwrap();
        let mut out = Vec::with_capacity(stereo.len() * 2 + 100_000);
        if self.mono {
            let left: Vec<f32> = stereo.chunks_exact(2).map(|frame| frame[0]).collect();
            lame.encode_to_vec(MonoPcm(&left), &mut out).unwrap();
        } else {
            lame.encode_to_vec(InterleavedPcm(stereo), &mut out).unwrap();
        }
        lame.flush_to_vec::<FlushGap>(&mut out).unwrap();
        let mut tag = Vec::with_capacity(4096);
        // Frames of very low bit rates have no room for a tag.
        lame.lame_tag_encode_to_vec(&mut tag);
        out[..tag.len()].copy_from_slice(&tag);
        out
    }
}

/// Where the tag frame ends, by its own header.
pub(crate) fn first_frame_bytes(mp3: &[u8]) -> usize {
    usize::from(crate::mp3::Header::parse(*mp3.first_chunk().unwrap()).unwrap().bytes)
}

/// The place of the Xing or Info tag.
pub(crate) fn tag_at(mp3: &[u8]) -> usize {
    mp3[..200].windows(4).position(|name| name == b"Xing" || name == b"Info").unwrap()
}

/// A folder that goes away with the test.
pub(crate) struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Names of all files in it.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }
}

/// One of the committed files.
pub(crate) fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/audio").join(name)
}

/// The song behind the committed files; see their README.
pub(crate) fn chirp() -> Vec<f32> {
    let mut out = Vec::new();
    for n in 0..30_011_u32 {
        let t = f64::from(n) / 44_100.0;
        let tau = std::f64::consts::TAU;
        let left = 0.5 * (tau * (200.0 * t + 3_000.0 * t * t)).sin();
        let right = 0.4 * (tau * (900.0 * t + 2_000.0 * t * t)).sin();
        out.extend([left as f32, right as f32]);
    }
    out
}

/// How far `heard` lies from `original`, in decibels below the original's power.
pub(crate) fn snr_db(original: &[f32], heard: &[f32]) -> f64 {
    let power: f64 = original.iter().map(|x| f64::from(*x).powi(2)).sum();
    let error: f64 = original.iter().zip(heard).map(|(x, y)| (f64::from(*x) - f64::from(*y)).powi(2)).sum();
    10.0 * (power / error.max(1e-30)).log10()
}

/// The shift in frames (-`reach`..=`reach`) at which `heard` comes nearest to `original`.
pub(crate) fn best_shift(original: &[f32], heard: &[f32], reach: i64) -> i64 {
    let margin = reach.unsigned_abs() as usize * 2;
    let middle = &original[margin..original.len().min(heard.len()) - margin];
    let at = |shift: i64| {
        let from = (margin as i64 + shift * 2) as usize;
        snr_db(middle, &heard[from..from + middle.len()])
    };
    (-reach..=reach).max_by(|a, b| at(*a).total_cmp(&at(*b))).unwrap()
}

/// Small whole numbers that look random, the same in every run.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}
