//! A microphone that is none: what is fed to a sink of the test's own sound server comes out of a source that the
//! app takes for a microphone. Deliberately absent: any way to a microphone of this machine.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::window::Outcome;

/// The sink that is fed, and the source that is heard.
const SINK: &str = "booth";
const SOURCE: &str = "microphone";
/// Frames per second of both.
const RATE: u32 = 48_000;

/// A virtual microphone, the system's default one for as long as this lives.
pub struct Microphone {
    /// Modules of the sound server, in the order in which they were loaded.
    modules: Vec<String>,
}

impl Microphone {
    /// Plugs it in.
    ///
    /// # Errors
    /// When there is no sound server.
    pub fn plug_in() -> Outcome<Self> {
        let mut plugged = Self { modules: Vec::new() };
        let sink = format!("sink_name={SINK}");
        let (source, master) = (format!("source_name={SOURCE}"), format!("master={SINK}.monitor"));
        plugged.load(&["module-null-sink", &sink, "rate=48000", "channels=2", "format=float32le"])?;
        let named = "source_properties=device.description=Virtual-microphone";
        plugged.load(&["module-remap-source", &master, &source, named])?;
        // The app plays where it always does.
        pactl(&["set-default-sink", "refrain"])?;
        pactl(&["set-default-source", SOURCE])?;
        Ok(plugged)
    }

    fn load(&mut self, module: &[&str]) -> Outcome<()> {
        self.modules.push(pactl(&[&["load-module"], module].concat())?);
        Ok(())
    }

    /// Somebody sings or speaks what is in a WAV file, once.
    ///
    /// # Errors
    /// When `paplay` cannot be started.
    pub fn hears(&self, file: &Path) -> Outcome<Feeding> {
        let mut paplay = Command::new("paplay");
        paplay.args(["--device", SINK, "--latency-msec=4000"]).arg(file).stdout(Stdio::null());
        paplay.spawn().map(Feeding).map_err(|error| format!("cannot start paplay: {error}"))
    }
}

impl Drop for Microphone {
    fn drop(&mut self) {
        for module in self.modules.iter().rev() {
            drop(pactl(&["unload-module", module]));
        }
    }
}

/// Somebody who sings or speaks; silent when dropped.
pub struct Feeding(Child);

impl Feeding {
    /// Waits until everything was heard.
    ///
    /// # Errors
    /// When it broke off.
    pub fn finish(mut self) -> Outcome<()> {
        match self.0.wait() {
            Ok(status) if status.success() => Ok(()),
            ended => Err(format!("paplay broke off: {ended:?}")),
        }
    }
}

impl Drop for Feeding {
    fn drop(&mut self) {
        // It may have ended already.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

fn pactl(arguments: &[&str]) -> Outcome<String> {
    let done = Command::new("pactl").args(arguments).output();
    let done = done.map_err(|error| format!("cannot start pactl: {error}"))?;
    if !done.status.success() {
        return Err(format!("pactl {arguments:?}: {}", String::from_utf8_lossy(&done.stderr)));
    }
    Ok(String::from_utf8_lossy(&done.stdout).trim().to_owned())
}

/// Somebody reads words aloud, into a WAV of 48 kHz: what is fed is what can be compared.
///
/// # Errors
/// When `espeak-ng` is not there or does not know the language.
pub fn read_aloud(words: &str, language: &str, file: PathBuf) -> Outcome<PathBuf> {
    // A little higher than it usually speaks: at the height of the singer.
    let mut espeak = Command::new("espeak-ng");
    let status = espeak.args(["-v", language, "-p", "80", "-w"]).arg(&file).arg(words).status();
    if !status.as_ref().is_ok_and(std::process::ExitStatus::success) {
        return Err(format!("espeak-ng does not read in {language}: {status:?}"));
    }
    let spoken = audio::open(&file).and_then(|mut reader| audio::convert(reader.as_mut(), RATE));
    let spoken = spoken.map_err(|error| error.to_string())?;
    std::fs::write(&file, audio::encode_wav16(&spoken.samples, RATE)).map_err(|error| error.to_string())?;
    Ok(file)
}
