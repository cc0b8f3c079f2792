//! `peaks FILE OUT`: the waveform of FILE on one thread, written to OUT. For `cargo xtask bench`.

use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(file), Some(out)) = (arguments.next(), arguments.next()) else {
        return Err("usage: peaks FILE OUT".into());
    };
    std::fs::write(out, audio::Peaks::build_file(&file, 1)?.to_bytes())?;
    Ok(())
}
