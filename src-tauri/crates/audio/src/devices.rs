//! Which outputs there are, in the words of the operating system. On Linux the native PulseAudio host comes
//! first (PipeWire answers it too): cpal's ALSA host reports a lost device a million times a second.
//! Absent: opening them (`player`).

use cpal::traits::{DeviceTrait, HostTrait};

use crate::player::Output;

/// Something that can be heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputDevice {
    /// For [`Output::Device`]; stable across restarts.
    pub id: String,
    /// What the system calls it.
    pub name: String,
    /// The one that the system would choose.
    pub is_default: bool,
}

/// Every output there is; empty without a sound system. Asks the sound server, so not for a thread that
/// must not wait.
pub(crate) fn outputs() -> Vec<OutputDevice> {
    let host = cpal::default_host();
    let default = host.default_output_device().and_then(|device| device.id().ok());
    let Ok(devices) = host.output_devices() else { return Vec::new() };
    let listed = devices.filter_map(|device| {
        let id = device.id().ok()?;
        Some(OutputDevice {
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

/// What the system calls a device.
pub(crate) fn name(device: &cpal::Device) -> String {
    device.description().map_or_else(|_| String::from("?"), |description| description.name().to_owned())
}
