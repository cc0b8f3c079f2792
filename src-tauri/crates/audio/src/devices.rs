//! Which outputs and inputs there are, in the words of the operating system. On Linux the native PulseAudio host comes
//! first (PipeWire answers it too): cpal's ALSA host reports a lost device a million times a second.
//! Absent: opening them (`player`, `record`).

use cpal::traits::{DeviceTrait, HostTrait};

use crate::player::Output;
use crate::record::Input;

/// Something that can be heard, or that hears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SoundDevice {
    /// For [`Output::Device`] or [`Input::Device`]; stable across restarts.
    pub id: String,
    /// What the system calls it.
    pub name: String,
    /// The one that the system would choose.
    pub is_default: bool,
}

/// Every output there is; empty without a sound system. Asks the sound server, so not for a thread that
/// must not wait.
pub(crate) fn outputs() -> Vec<SoundDevice> {
    let host = cpal::default_host();
    let Ok(devices) = host.output_devices() else { return Vec::new() };
    listed(devices, host.default_output_device())
}

/// Every input there is, as [`outputs`].
pub(crate) fn inputs() -> Vec<SoundDevice> {
    let host = cpal::default_host();
    let Ok(devices) = host.input_devices() else { return Vec::new() };
    listed(devices, host.default_input_device())
}

fn listed(devices: impl Iterator<Item = cpal::Device>, default: Option<cpal::Device>) -> Vec<SoundDevice> {
    let default = default.and_then(|device| device.id().ok());
    let listed = devices.filter_map(|device| {
        let id = device.id().ok()?;
        Some(SoundDevice {
            is_default: Some(&id) == default.as_ref(),
            name: name(&device),
            id: id.to_string(),
        })
    });
    listed.collect()
}

/// The device that `output` means, if it is there.
pub(crate) fn find(output: &Output) -> Option<cpal::Device> {
    let host = cpal::default_host();
    match output {
        Output::Default => host.default_output_device(),
        Output::Device(id) => host.device_by_id(&id.parse().ok()?),
        Output::Null => None,
    }
}

/// The device that `input` means, if it is there.
pub(crate) fn find_input(input: &Input) -> Option<cpal::Device> {
    let host = cpal::default_host();
    match input {
        Input::Default => host.default_input_device(),
        Input::Device(id) => host.device_by_id(&id.parse().ok()?),
        Input::Synthetic => None,
    }
}

/// What a PulseAudio server calls an input; none for devices of other hosts.
#[cfg(target_os = "linux")]
pub(crate) fn pulse_source(device: &cpal::Device) -> Option<String> {
    let id = device.id().ok()?;
    (id.host() == cpal::HostId::PulseAudio).then(|| id.id().to_owned())
}

/// What the system calls a device.
pub(crate) fn name(device: &cpal::Device) -> String {
    device.description().map_or_else(|_| String::from("?"), |description| description.name().to_owned())
}
