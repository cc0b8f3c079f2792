//! The sounds the benchmarks work on, made by ffmpeg from fixed seeds, the same on every machine with the
//! same ffmpeg. Deliberately absent: any sound in the repository.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::shell::{command, output};

/// Part of the folder's name: another recipe makes its sounds anew.
const RECIPE: &str = "sounds-2";

/// Seconds of one stem; the song is the sum of the stems, heard twice.
const STEM_SECONDS: u32 = 120;

/// The note of each stem, in Hz.
const NOTES: [u32; 12] = [82, 110, 147, 196, 220, 262, 330, 392, 440, 523, 659, 880];

/// Files to work on.
pub struct Sounds {
    /// 4 minutes, 192 kbit/s, 48 kHz stereo.
    pub song: PathBuf,
    /// 12 stems of 2 minutes, 16 bits (the last 24), 48 kHz stereo.
    pub wavs: Vec<PathBuf>,
    /// The same in 192 kbit/s.
    pub mp3s: Vec<PathBuf>,
    /// The same, heard four times: 8 minutes each.
    pub long: Vec<PathBuf>,
}

/// Makes what is not there yet, below `folder`.
pub fn prepare(folder: &Path) -> Result<Sounds> {
    let folder = folder.join(RECIPE);
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let name = |index: usize, extension: &str| folder.join(format!("stem{:02}.{extension}", index + 1));
    let all = |extension: &str| (0..NOTES.len()).map(|index| name(index, extension)).collect::<Vec<_>>();
    let sounds =
        Sounds { song: folder.join("song.mp3"), wavs: all("wav"), mp3s: all("mp3"), long: all("long.mp3") };
    for ((index, wav), mp3) in sounds.wavs.iter().enumerate().zip(&sounds.mp3s) {
        make(wav, &stem(index))?;
        make(
            mp3,
            &[words("-i"), vec![wav.display().to_string()], words("-c:a libmp3lame -b:a 192k")].concat(),
        )?;
    }
    for (mp3, long) in sounds.mp3s.iter().zip(&sounds.long) {
        let again = [words("-stream_loop 3 -i"), vec![mp3.display().to_string()], words("-c copy")].concat();
        make(long, &again)?;
    }
    make(&sounds.song, &song(&sounds.wavs))?;
    Ok(sounds)
}

/// A held note in the middle, and on each side noise of its own that swells and fades: tonal, wide and
/// moving enough that a codec has work to do.
fn stem(index: usize) -> Vec<String> {
    let (note, seed) = (NOTES.get(index).copied().unwrap_or(440), index * 2 + 1);
    let noise = |seed: usize| {
        let pulse = 1.0 + index as f64 * 0.37;
        format!(
            "anoisesrc=color=pink:seed={seed}:amplitude=0.3:sample_rate=48000:duration={STEM_SECONDS},\
             lowpass=f={},tremolo=f={pulse:.2}:d=0.9",
            note * 12
        )
    };
    let graph = format!(
        "sine=frequency={note}:beep_factor=3:sample_rate=48000:duration={STEM_SECONDS},asplit[a][b];\
         {}[c];{}[d];[a][c]amix=inputs=2:normalize=0[left];[b][d]amix=inputs=2:normalize=0[right];\
         [left][right]join=inputs=2:channel_layout=stereo,volume=0.2",
        noise(seed),
        noise(seed + 1)
    );
    // One stem of 24 bits takes the sum off the grid of 16, where a lossless encoder has an easy time and
    // where no mix with gains lies.
    let depth = if index + 1 == NOTES.len() { "-c:a pcm_s24le" } else { "-c:a pcm_s16le" };
    [words("-filter_complex"), vec![graph], words(depth)].concat()
}

fn song(stems: &[PathBuf]) -> Vec<String> {
    let inputs = stems.iter().flat_map(|stem| [words("-stream_loop 1 -i"), vec![stem.display().to_string()]]);
    let sum = words("-filter_complex amix=inputs=12:normalize=0 -c:a libmp3lame -b:a 192k");
    [inputs.flatten().collect(), sum].concat()
}

/// Runs ffmpeg, unless the file is there. It gets its name when it is whole: a run that was stopped
/// leaves nothing that looks finished.
fn make(path: &Path, recipe: &[String]) -> Result<()> {
    if path.exists() {
        return Ok(());
    }
    let name = path.file_name().context("a sound has no name")?;
    println!("Making {}", name.display());
    let draft = path.with_file_name(format!("draft-{}", name.display()));
    let mut ffmpeg = command("ffmpeg", &["-y", "-nostdin", "-v", "error"]);
    ffmpeg.args(recipe).args(["-map_metadata", "-1", "-fflags", "+bitexact"]).arg(&draft);
    output(ffmpeg)?;
    std::fs::rename(&draft, path).with_context(|| format!("cannot keep {}", path.display()))
}

/// The words of a part of a command line.
pub fn words(line: &str) -> Vec<String> {
    line.split_whitespace().map(str::to_owned).collect()
}
