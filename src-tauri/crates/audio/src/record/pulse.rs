//! A microphone of a PulseAudio server (PipeWire answers it, too), asked for directly.
//!
//! cpal asks for a stream that may hold one delivery and no more: on a busy machine the server then drops whole
//! deliveries without a word, 1,024 frames each (`tests/device.rs` feeds noise and finds them missing). Here the server
//! may hold as much as it can, and delivers just as often. Absent: finding devices (`devices`), every other host.

use std::ffi::CString;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::time::Duration;

use futures_executor::block_on;
use pulseaudio::protocol::stream::{BufferAttr, StreamFlags};
use pulseaudio::protocol::{PulseError, RecordStreamParams, SampleFormat, SampleSpec};
use pulseaudio::{Client, ClientError, RecordStream};

use super::intake::{Intake, Pulse, kept};
use super::source::{BUFFER, Capture, NoCapture, PATIENCE};
use crate::player::spawn;

/// How often the server is asked whether it still has the stream.
const WATCH: Duration = Duration::from_millis(250);
/// Bytes of a sample: the server converts to floats.
const SAMPLE: usize = 4;

/// Opens the source that the server calls `source`.
pub(super) fn open(source: &str, name: String) -> Result<Capture, NoCapture> {
    let source = CString::new(source).map_err(|_| NoCapture::Absent)?;
    let (answer, wait) = channel();
    // A server that hangs never answers: nobody waits for it for ever.
    spawn("audio-open", move || {
        // Who does not wait any more wants no microphone.
        let _ = answer.send(connect(source, name));
    });
    let opened = wait.recv_timeout(PATIENCE).map_err(|_| NoCapture::Absent)?;
    opened.map_err(|error| {
        tracing::info!(%error, "the microphone does not open");
        match error {
            ClientError::ServerError(PulseError::AccessDenied) => NoCapture::Denied,
            _ => NoCapture::Absent,
        }
    })
}

fn connect(source: CString, name: String) -> Result<Capture, ClientError> {
    let client = Client::from_env(c"Refrain")?;
    let info = block_on(client.source_info_by_name(source))?;
    let spec = SampleSpec { format: SampleFormat::Float32Le, ..info.sample_spec };
    let (rate, channels) = (spec.sample_rate, usize::from(spec.channels));
    let (mut intake, ring, pulse) = Intake::new(rate, channels);
    let delivery = u32::try_from(BUFFER as usize * channels * SAMPLE).unwrap_or(u32::MAX);
    let params = RecordStreamParams {
        sample_spec: spec,
        channel_map: info.channel_map,
        source_index: Some(info.index),
        buffer_attr: BufferAttr { fragment_size: delivery, ..BufferAttr::default() },
        flags: StreamFlags { adjust_latency: true, ..StreamFlags::default() },
        ..RecordStreamParams::default()
    };
    let stream = block_on(client.create_record_stream(params, move |bytes: &[u8]| intake.take_bytes(bytes)))?;
    tracing::info!(name, rate, channels, "the microphone is open");
    let open = Open::watched(client, stream, &pulse);
    Ok(Capture { name, rate, channels: kept(channels), ring, pulse, stream: Some(Box::new(open)) })
}

/// An open stream; closed when dropped.
struct Open {
    over: Arc<AtomicBool>,
    _stream: RecordStream,
    _client: Client,
}

impl Open {
    fn watched(client: Client, stream: RecordStream, pulse: &Arc<Pulse>) -> Self {
        let over = Arc::new(AtomicBool::new(false));
        let (ended, watched, pulse) = (Arc::clone(&over), stream.clone(), Arc::clone(pulse));
        spawn("audio-watch", move || {
            while !ended.load(Ordering::Relaxed) {
                if block_on(watched.timing_info()).is_err() {
                    return pulse.lose();
                }
                std::thread::sleep(WATCH);
            }
        });
        Self { over, _stream: stream, _client: client }
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
    }
}
