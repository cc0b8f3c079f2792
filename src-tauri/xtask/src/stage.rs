//! A stage for the real window where there is none: a virtual display, a private sound server with a
//! null sink, and a session bus with an unlocked keyring. Everything ends with the stage.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::shell::command;

/// A virtual display.
pub struct Display {
    name: String,
    children: Vec<Child>,
}

impl Display {
    /// Starts Xvfb on a free display number, with a window manager if there is one.
    pub fn start(width: u32, height: u32) -> Result<Self> {
        let number = (90..190).find(|n| !PathBuf::from(format!("/tmp/.X11-unix/X{n}")).exists());
        let name = format!(":{}", number.context("no display number is free")?);
        let screen = format!("{width}x{height}x24");
        let mut xvfb = command("Xvfb", &[&name, "-screen", "0", &screen, "-nolisten", "tcp", "-dpi", "96"]);
        let child = quiet(&mut xvfb).spawn().context("cannot start Xvfb")?;
        let socket = PathBuf::from(format!("/tmp/.X11-unix/X{}", &name[1..]));
        wait_until("the virtual display", || socket.exists())?;
        let mut display = Self { name, children: vec![child] };
        if crate::shell::has("openbox") {
            let mut manager = command("openbox", &[]);
            display.children.push(quiet(&mut manager).env("DISPLAY", &display.name).spawn()?);
        }
        Ok(display)
    }

    /// Its name for `DISPLAY`.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        for child in self.children.iter_mut().rev() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// A private sound server with one null sink, whose monitor is what would be heard.
pub struct Sound {
    folder: PathBuf,
    server: Child,
}

impl Sound {
    /// Starts PulseAudio in a private runtime folder.
    pub fn start() -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("refrain-sound-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let socket = folder.join("native");
        let load = [
            "-n",
            "--daemonize=no",
            "--exit-idle-time=-1",
            "--use-pid-file=no",
            "--disallow-exit",
            "--load=module-null-sink sink_name=refrain rate=48000 channels=2 format=float32le",
        ];
        let mut server = command("pulseaudio", &load);
        server
            .arg(format!("--load=module-native-protocol-unix auth-anonymous=1 socket={}", socket.display()));
        server.env("XDG_RUNTIME_DIR", &folder).env("HOME", &folder);
        let server = quiet(&mut server).spawn().context("cannot start pulseaudio")?;
        wait_until("the sound server", || socket.exists())?;
        Ok(Self { folder, server })
    }

    /// What `PULSE_SERVER` must be.
    pub fn server(&self) -> String {
        format!("unix:{}", self.folder.join("native").display())
    }
}

impl Drop for Sound {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A Secret Service of its own, whose keyring is open from the start and gone afterwards.
pub struct Keyring {
    folder: PathBuf,
}

/// A keyring without a password: never locked, so nothing ever asks for one. A keyring with a password
/// would have to be made and unlocked in time, and a slow machine would meet a prompt nobody answers.
const OPEN_KEYRING: &str =
    "[keyring]\ndisplay-name=login\nctime=0\nmtime=0\nlock-on-idle=false\nlock-after=false\n";

impl Keyring {
    /// Writes the keyring where the Secret Service of [`Keyring::around`] looks for it.
    pub fn new() -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("refrain-keyring-{}", std::process::id()));
        let keyring = Self { folder };
        let keyrings = keyring.data().join("keyrings");
        std::fs::create_dir_all(&keyrings)?;
        std::fs::write(keyrings.join("login.keyring"), OPEN_KEYRING)?;
        std::fs::write(keyrings.join("default"), "login")?;
        make_private(&keyring.runtime())?;
        Ok(keyring)
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn runtime(&self) -> PathBuf {
        self.folder.join("runtime")
    }

    /// Wraps a command so that it runs with a session bus of its own; the bus starts the Secret Service
    /// when it is first asked for.
    pub fn around(&self, inner: &Command) -> Command {
        let mut outer = command("dbus-run-session", &["--"]);
        outer.arg(inner.get_program()).args(inner.get_args());
        outer.envs(inner.get_envs().filter_map(|(name, value)| value.map(|value| (name, value))));
        outer.env("XDG_DATA_HOME", self.data()).env("XDG_RUNTIME_DIR", self.runtime());
        outer
    }
}

impl Drop for Keyring {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A folder for nobody else, as a runtime folder has to be.
fn make_private(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    #[cfg(unix)]
    std::fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    Ok(())
}

fn quiet(command: &mut Command) -> &mut Command {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null())
}

fn wait_until(what: &str, mut ready: impl FnMut() -> bool) -> Result<()> {
    let began = Instant::now();
    while !ready() {
        if began.elapsed() > Duration::from_secs(20) {
            bail!("{what} did not come up within 20 s");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}
