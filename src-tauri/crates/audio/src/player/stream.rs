//! Opens a device through rodio and plays one mix on it. Absent: deciding when (`supervisor`).
//!
//! The mix has the device's own rate (the bus resampler sees to that) and its channels, so rodio's
//! converters pass samples through untouched.

use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use cpal::{BufferSize, ErrorKind, SampleFormat};
use rodio::{DeviceSinkBuilder, MixerDeviceSink};

use super::{Output, spawn};
use crate::mix::{Mix, Transport};
use crate::{BusResampler, devices};

/// Frames per callback that are asked for. A power of two: anything else is a stream of underruns on some
/// servers.
const BUFFER: u32 = 1024;
/// Buffers between rendering and hearing: sound servers and ALSA keep two.
const BUFFERS: u32 = 2;

/// A device that plays.
pub(super) struct Stream {
    sink: Option<MixerDeviceSink>,
    lost: Arc<AtomicBool>,
    name: String,
    song_rate: u32,
}

impl Stream {
    /// Opens what `output` means. `None` if there is no such device or it does not open; the log says why.
    pub(super) fn open(output: &Output, transport: &Transport) -> Option<Self> {
        let device = devices::find(output)?;
        let name = devices::name(&device);
        let lost = Arc::new(AtomicBool::new(false));
        let mut sink = open_sink(device, &lost)?;
        sink.log_on_drop(false);
        let rate = sink.config().sample_rate().get();
        let song_rate = transport.rate();
        // Asked before attaching: whoever renders now must go on if this device cannot be used.
        let mix = BusResampler::new(song_rate, rate).and_then(|_| Mix::new(transport.attach(0), rate));
        let mix =
            mix.map_err(|error| tracing::error!(%error, rate, "no conversion to the device's rate")).ok()?;
        let buffered = u64::from(BUFFER * BUFFERS) * u64::from(song_rate) / u64::from(rate.max(1));
        transport.set_latency(u32::try_from(buffered).unwrap_or(0) + mix.delay_frames());
        sink.mixer().add(mix);
        tracing::info!(name, rate, song_rate, "the sound device is open");
        Some(Self { sink: Some(sink), lost, name, song_rate })
    }

    /// The device has reported that it is gone.
    pub(super) fn is_lost(&self) -> bool {
        self.lost.load(Ordering::Relaxed)
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn song_rate(&self) -> u32 {
        self.song_rate
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        let sink = self.sink.take();
        // Closing may wait for a server that no longer answers; nobody else should.
        spawn("audio-close", move || drop(sink));
    }
}

/// Opens with stereo floats if the device takes them, else in its own shape.
fn open_sink(device: cpal::Device, lost: &Arc<AtomicBool>) -> Option<MixerDeviceSink> {
    let builder = DeviceSinkBuilder::from_device(device.clone());
    let stereo = builder.map(|builder| {
        let stereo = NonZero::<u16>::MIN.saturating_add(1);
        builder.with_channels(stereo).with_sample_format(SampleFormat::F32)
    });
    let opened = stereo.and_then(|builder| finish(builder, lost)).or_else(|_| {
        let own = DeviceSinkBuilder::from_device(device)?;
        finish(own, lost)
    });
    opened.map_err(|error| tracing::info!(%error, "the sound device does not open")).ok()
}

fn finish(
    builder: DeviceSinkBuilder,
    lost: &Arc<AtomicBool>,
) -> Result<MixerDeviceSink, rodio::DeviceSinkError> {
    let lost = Arc::clone(lost);
    // A lost ALSA device calls this a million times a second: a flag is all it may set.
    let on_error = move |error: cpal::Error| {
        if !is_harmless(error.kind()) {
            lost.store(true, Ordering::Relaxed);
        }
    };
    builder.with_buffer_size(BufferSize::Fixed(BUFFER)).with_error_callback(on_error).open_stream()
}

/// The stream goes on after these.
fn is_harmless(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::Xrun | ErrorKind::RealtimeDenied | ErrorKind::DeviceChanged)
}
