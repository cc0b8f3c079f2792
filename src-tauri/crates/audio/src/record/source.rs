//! Opens what samples come from. Absent: deciding when, and what becomes of them (`worker`).

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use cpal::traits::{DeviceTrait, StreamTrait};
use cpal::{BufferSize, ErrorKind, FromSample, SampleFormat, SizedSample, StreamConfig};
use rtrb::Consumer;

use super::Input;
use super::intake::{Intake, Pulse, kept};
use super::synthetic;
use crate::devices;
use crate::player::spawn;

/// Frames per callback that are asked for.
pub(super) const BUFFER: u32 = 1024;
/// A server that does not answer for so long is not there.
pub(super) const PATIENCE: Duration = Duration::from_secs(4);

/// Something that can open an input.
pub(super) trait Source: Send {
    fn open(&mut self, input: &Input) -> Result<Capture, NoCapture>;
}

/// An open input.
pub(super) struct Capture {
    pub(super) name: String,
    pub(super) rate: u32,
    /// 1 or 2.
    pub(super) channels: usize,
    pub(super) ring: Consumer<f32>,
    pub(super) pulse: Arc<Pulse>,
    /// Closes the input when dropped.
    pub(super) stream: Option<Box<dyn Any + Send>>,
}

impl Drop for Capture {
    fn drop(&mut self) {
        let stream = self.stream.take();
        // Closing may wait for a server that no longer answers; nobody else should.
        spawn("audio-close", move || drop(stream));
    }
}

/// Why an input does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoCapture {
    /// There is no such device, or it is broken or busy.
    Absent,
    /// The system does not let us.
    Denied,
}

/// The machine's own devices, and the synthetic voice.
pub(super) struct Devices;

impl Source for Devices {
    fn open(&mut self, input: &Input) -> Result<Capture, NoCapture> {
        if *input == Input::Synthetic {
            return Ok(synthetic::open());
        }
        let device = devices::find_input(input).ok_or(NoCapture::Absent)?;
        #[cfg(target_os = "linux")]
        if let Some(source) = devices::pulse_source(&device) {
            return super::pulse::open(&source, devices::name(&device));
        }
        open(&device).map_err(|error| {
            tracing::info!(%error, "the microphone does not open");
            if error.kind() == ErrorKind::PermissionDenied { NoCapture::Denied } else { NoCapture::Absent }
        })
    }
}

fn open(device: &cpal::Device) -> Result<Capture, cpal::Error> {
    let own = device.default_input_config()?;
    let config = StreamConfig { buffer_size: BufferSize::Fixed(BUFFER), ..StreamConfig::from(own) };
    let (rate, channels) = (config.sample_rate, usize::from(config.channels));
    let (intake, ring, pulse) = Intake::new(rate, channels);
    let stream = match own.sample_format() {
        SampleFormat::I16 => build::<i16>(device, config, intake, &pulse),
        SampleFormat::I32 => build::<i32>(device, config, intake, &pulse),
        SampleFormat::U8 => build::<u8>(device, config, intake, &pulse),
        SampleFormat::U16 => build::<u16>(device, config, intake, &pulse),
        // The sound servers convert to this.
        _ => build::<f32>(device, config, intake, &pulse),
    }?;
    stream.play()?;
    let name = devices::name(device);
    tracing::info!(name, rate, channels, "the microphone is open");
    Ok(Capture { name, rate, channels: kept(channels), ring, pulse, stream: Some(Box::new(stream)) })
}

fn build<T>(
    device: &cpal::Device,
    config: StreamConfig,
    mut intake: Intake,
    pulse: &Arc<Pulse>,
) -> Result<cpal::Stream, cpal::Error>
where
    T: SizedSample,
    f32: FromSample<T>,
{
    let pulse = Arc::clone(pulse);
    // A lost ALSA device calls this a million times a second: a flag is all it may set.
    let on_error = move |error: cpal::Error| {
        if !is_harmless(error.kind()) {
            pulse.lose();
        }
    };
    device.build_input_stream(config, move |samples: &[T], _| intake.take(samples), on_error, Some(PATIENCE))
}

/// The stream goes on after these.
fn is_harmless(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::Xrun | ErrorKind::RealtimeDenied | ErrorKind::DeviceChanged)
}
