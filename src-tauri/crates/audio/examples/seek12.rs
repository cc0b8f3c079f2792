//! `seek12 FILE...`: all files sought to the same random frames, by our index and by symphonia's exact seek
//! with four packets before it, in turns; JSON of the medians. For `cargo xtask bench`.

use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::time::Instant;

use audio::FrameReader;
use symphonia::core::codecs::audio::{AudioDecoder, AudioDecoderOptions};
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader, SeekMode, SeekTo, TrackType};
use symphonia::core::io::MediaSourceStream;
use symphonia::core::meta::MetadataOptions;
use symphonia::core::units::Timestamp;

/// How many places are sought.
const ROUNDS: u64 = 101;

/// Frames wanted there.
const WANTED: usize = 512;

/// symphonia's own demuxer and decoder.
struct Peer {
    reader: Box<dyn FormatReader>,
    decoder: Box<dyn AudioDecoder>,
    track_id: u32,
    samples: Vec<f32>,
}

impl Peer {
    fn open(path: &Path) -> Result<Self, Box<dyn Error>> {
        let stream = MediaSourceStream::new(Box::new(std::fs::File::open(path)?), Default::default());
        let (formats, tags) = (FormatOptions::default(), MetadataOptions::default());
        let reader = symphonia::default::get_probe().probe(&Hint::new(), stream, formats, tags)?;
        let track = reader.default_track(TrackType::Audio).ok_or("no track")?;
        let params = track.codec_params.as_ref().and_then(|params| params.audio()).ok_or("no codec")?;
        let options = AudioDecoderOptions::default();
        let decoder = symphonia::default::get_codecs().make_audio_decoder(params, &options)?;
        let track_id = track.id;
        Ok(Self { reader, decoder, track_id, samples: Vec::new() })
    }

    /// Decodes up to and with the wanted frames; the last of them end in `samples`.
    fn seek(&mut self, frame: u64) -> Result<(), Box<dyn Error>> {
        let ts = Timestamp::from(i64::try_from(frame.saturating_sub(4 * 1152))?);
        self.reader.seek(SeekMode::Accurate, SeekTo::Timestamp { ts, track_id: self.track_id })?;
        self.decoder.reset();
        let end = i64::try_from(frame)? + WANTED as i64;
        while let Some(packet) = self.reader.next_packet()? {
            let last = packet.pts.get() + i64::try_from(packet.block_dur().get())? >= end;
            if let Ok(buffer) = self.decoder.decode(&packet) {
                buffer.copy_to_vec_interleaved(&mut self.samples);
            }
            if last {
                break;
            }
        }
        Ok(())
    }
}

/// Milliseconds: median and 95th percentile.
fn summary(mut times: Vec<f64>) -> (f64, f64) {
    times.sort_by(f64::total_cmp);
    (times[times.len() / 2], times[times.len() * 95 / 100])
}

fn main() -> Result<(), Box<dyn Error>> {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let start = Instant::now();
    let mut ours = paths.iter().map(|path| audio::open(Path::new(path))).collect::<Result<Vec<_>, _>>()?;
    let opened = start.elapsed().as_secs_f64() * 1e3;
    let mut peers = paths.iter().map(|path| Peer::open(Path::new(path))).collect::<Result<Vec<_>, _>>()?;
    let frames = ours.iter().map(FrameReader::frames).min().ok_or("usage: seek12 FILE...")?;
    let (mut our_times, mut peer_times, mut dice) = (Vec::new(), Vec::new(), 0x2545_f491_u64);
    let mut out = vec![0.0; WANTED * 2];
    for _ in 0..ROUNDS {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let frame = (dice >> 20) % frames.saturating_sub(WANTED as u64).max(1);
        let start = Instant::now();
        for reader in &mut ours {
            reader.read(frame, &mut out)?;
        }
        our_times.push(start.elapsed().as_secs_f64() * 1e3);
        let start = Instant::now();
        for peer in &mut peers {
            peer.seek(frame)?;
        }
        peer_times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    let ((median, p95), (peer_median, peer_p95)) = (summary(our_times), summary(peer_times));
    writeln!(
        std::io::stdout(),
        r#"{{"files":{},"open_ms":{opened:.3},"median_ms":{median:.3},"p95_ms":{p95:.3},"peer_median_ms":{peer_median:.3},"peer_p95_ms":{peer_p95:.3},"median_ratio":{:.3},"p95_ratio":{:.3}}}"#,
        paths.len(),
        median / peer_median,
        p95 / peer_p95
    )?;
    Ok(())
}
