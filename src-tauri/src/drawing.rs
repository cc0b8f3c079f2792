//! Which way WebKitGTK brings its pixels to the window, decided before it starts.
//!
//! Without a graphics processor its usual way (DMABUF buffers) costs more than half of the frames, and with
//! NVIDIA's own driver it shows nothing at all on many machines; with any other processor it is the faster one
//! (research/ux.md §4.2, measured). So it is switched off where it hurts, unless the user or the environment
//! says otherwise. Absent: every other platform, whose webviews leave no choice.

use std::path::Path;

use serde::{Deserialize, Serialize};

/// The user's choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Drawing {
    /// As suits the machine.
    #[default]
    Automatic,
    /// Buffers of the graphics processor.
    Graphics,
    /// The processor alone.
    Plain,
}

/// WebKitGTK's own switch. Whoever has set it knows why, and is left alone.
#[cfg(target_os = "linux")]
const VARIABLE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Starts the program again with WebKitGTK's switch set, if that is the better way to draw here. Returns if
/// nothing is to be changed. `home` is the folder of this profile; none is the usual one, named by the program's
/// `identifier`. The environment of a running program cannot be changed safely, hence the new start;
/// it keeps the process.
#[cfg(target_os = "linux")]
pub(crate) fn prepare(home: Option<&Path>, identifier: &str) {
    use std::os::unix::process::CommandExt;
    let home = home.map(Path::to_owned).or_else(|| Some(dirs::data_dir()?.join(identifier)));
    let choice = home.map(|home| choice_in(&home.join(crate::settings::FILE))).unwrap_or_default();
    if std::env::var_os(VARIABLE).is_some() || !is_plain(choice, &Machine::look(Path::new("/"))) {
        return;
    }
    let Ok(program) = std::env::current_exe() else { return };
    // Comes back only if it failed; then the usual way of drawing must do.
    let error =
        std::process::Command::new(program).args(std::env::args_os().skip(1)).env(VARIABLE, "1").exec();
    drop(error);
}

/// Nothing to prepare.
#[cfg(not(target_os = "linux"))]
pub(crate) fn prepare(_home: Option<&Path>, _identifier: &str) {}

/// What the settings file says; the store that owns it opens only with the window.
#[cfg(target_os = "linux")]
fn choice_in(settings: &Path) -> Drawing {
    let read = || {
        let settings: serde_json::Value = serde_json::from_slice(&std::fs::read(settings).ok()?).ok()?;
        serde_json::from_value(settings.get("drawing")?.clone()).ok()
    };
    read().unwrap_or_default()
}

/// What this machine draws with.
#[cfg(target_os = "linux")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Machine {
    /// A graphics processor that programs may render with.
    graphics: bool,
    /// NVIDIA's own driver.
    nvidia: bool,
}

#[cfg(target_os = "linux")]
impl Machine {
    /// Looks at the system whose root folder this is.
    fn look(root: &Path) -> Self {
        let is_renderer = |name: std::ffi::OsString| name.to_string_lossy().starts_with("renderD");
        let mut devices = std::fs::read_dir(root.join("dev/dri")).into_iter().flatten().flatten();
        Self {
            graphics: devices.any(|entry| is_renderer(entry.file_name())),
            nvidia: root.join("proc/driver/nvidia/version").exists(),
        }
    }
}

#[cfg(target_os = "linux")]
fn is_plain(choice: Drawing, machine: &Machine) -> bool {
    match choice {
        Drawing::Automatic => machine.nvidia || !machine.graphics,
        Drawing::Graphics => false,
        Drawing::Plain => true,
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_machine_without_graphics_or_with_nvidia_draws_plainly_unless_told() {
        let machine = |graphics, nvidia| Machine { graphics, nvidia };
        assert!(is_plain(Drawing::Automatic, &machine(false, false)));
        assert!(is_plain(Drawing::Automatic, &machine(true, true)));
        assert!(!is_plain(Drawing::Automatic, &machine(true, false)));
        assert!(!is_plain(Drawing::Graphics, &machine(false, true)));
        assert!(is_plain(Drawing::Plain, &machine(true, false)));
    }

    #[test]
    fn the_machine_is_known_by_its_devices() {
        let root = tempfile::tempdir().unwrap();
        assert_eq!(Machine::look(root.path()), Machine { graphics: false, nvidia: false });
        std::fs::create_dir_all(root.path().join("dev/dri")).unwrap();
        std::fs::write(root.path().join("dev/dri/card0"), "").unwrap();
        assert!(!Machine::look(root.path()).graphics, "a screen alone renders nothing");
        std::fs::write(root.path().join("dev/dri/renderD128"), "").unwrap();
        std::fs::create_dir_all(root.path().join("proc/driver/nvidia")).unwrap();
        std::fs::write(root.path().join("proc/driver/nvidia/version"), "").unwrap();
        assert_eq!(Machine::look(root.path()), Machine { graphics: true, nvidia: true });
    }

    #[test]
    fn the_settings_file_is_believed_where_it_can_be_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("settings.json");
        assert_eq!(choice_in(&file), Drawing::Automatic);
        for (text, choice) in [
            (r#"{"drawing":"plain"}"#, Drawing::Plain),
            (r#"{"drawing":"graphics","theme":"dark"}"#, Drawing::Graphics),
            (r#"{"drawing":"sideways"}"#, Drawing::Automatic),
            ("{", Drawing::Automatic),
        ] {
            std::fs::write(&file, text).unwrap();
            assert_eq!(choice_in(&file), choice, "{text}");
        }
    }
}
