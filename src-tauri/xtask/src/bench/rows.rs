//! What is measured, beside whom, and the budgets.
//!
//! A budget without a peer has its figure where others have their ratio.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use super::fixtures::{Sounds, words};
use super::peers::Peers;
use super::table::{Budget, Row};
use super::timing::{Side, Spent, Spread, in_turns};
use crate::shell::{command, output, root};

const PEAKS: Budget =
    Budget { what: "Peaks of a 4-minute MP3, one thread, cold process", must: 1.0, stretch: 0.92 };
const BLOCK: Budget = Budget { what: "Live block of 12 lanes", must: 0.15, stretch: 0.10 };
const SEEK: Budget =
    Budget { what: "Seek of 12 MP3 lanes to the exact sample, p95", must: 0.40, stretch: 0.20 };

const WAVEFORM: Budget =
    Budget { what: "Waveform visible after a file is chosen, 4-minute MP3", must: 0.45, stretch: 0.25 };

/// An export of 12 files.
struct Export {
    budget: Budget,
    from_mp3: bool,
    /// As our example calls the format.
    format: &'static str,
    extension: &'static str,
    /// What makes ffmpeg write the same: bits, rate and effort.
    ffmpeg: &'static str,
}

const EXPORTS: [Export; 4] = [
    Export {
        budget: Budget { what: "12 WAV to WAV", must: 0.20, stretch: 0.12 },
        from_mp3: false,
        format: "wav16",
        extension: "wav",
        ffmpeg: "-c:a pcm_s16le",
    },
    Export {
        budget: Budget { what: "12 MP3 to WAV", must: 0.75, stretch: 0.50 },
        from_mp3: true,
        format: "wav16",
        extension: "wav",
        ffmpeg: "-c:a pcm_s16le",
    },
    Export {
        budget: Budget { what: "12 WAV to MP3, 256 kbit/s", must: 0.75, stretch: 0.60 },
        from_mp3: false,
        format: "mp3",
        extension: "mp3",
        ffmpeg: "-c:a libmp3lame -b:a 256k -compression_level 5",
    },
    Export {
        budget: Budget { what: "12 WAV to FLAC, 24 bits", must: 1.10, stretch: 0.90 },
        from_mp3: false,
        format: "flac",
        extension: "flac",
        ffmpeg: "-c:a flac -sample_fmt s32",
    },
];

/// Which of the times a budget is about.
#[derive(Clone, Copy)]
enum Measure {
    Cpu,
    Wall,
}

impl Measure {
    fn of(self, spent: &Spent) -> f64 {
        match self {
            Self::Cpu => spent.cpu,
            Self::Wall => spent.wall,
        }
    }

    fn shown(self, seconds: f64) -> String {
        match self {
            Self::Cpu => format!("{seconds:.3} s CPU"),
            Self::Wall => format!("{seconds:.3} s wall"),
        }
    }
}

/// A budget in a unit of its own: there is no peer, so the figure itself is judged.
struct Figure {
    budget: Budget,
    unit: &'static str,
    /// As `window-bench` or `stems12` calls it.
    field: &'static str,
}

const FIGURES: [Figure; 6] = [
    Figure {
        budget: Budget { what: "Practice studio: two minutes of song", must: 3.0, stretch: 2.0 },
        unit: "s",
        field: "renderSeconds",
    },
    Figure {
        budget: Budget { what: "Start to usable window, 10,000 songs", must: 1.5, stretch: 0.8 },
        unit: "s",
        field: "startSeconds",
    },
    Figure {
        budget: Budget { what: "Search in 10,000 songs, p95", must: 50.0, stretch: 20.0 },
        unit: "ms",
        field: "searchP95Ms",
    },
    Figure {
        // 45 and 55 frames a second.
        budget: Budget { what: "Playing in Edit, software rendering: a frame", must: 22.2, stretch: 18.2 },
        unit: "ms",
        field: "frameMs",
    },
    Figure {
        budget: Budget { what: "Playing: waveform tiles drawn anew in 10 s", must: 0.0, stretch: 0.0 },
        unit: "tiles",
        field: "tilesDrawn",
    },
    Figure {
        budget: Budget { what: "Anonymous memory of the core, song open", must: 300.0, stretch: 200.0 },
        unit: "MiB",
        field: "memoryMib",
    },
];

/// Seconds for which the stems play under load.
const STRAIN: &str = "60";

/// What `stems12` says: a device of our own, in real time.
const STEMS: [Figure; 4] = [
    Figure {
        budget: Budget {
            what: "12 stems of 8 minutes playing: anonymous memory above idle",
            must: 64.0,
            stretch: 32.0,
        },
        unit: "MiB",
        field: "memoryMib",
    },
    Figure {
        budget: Budget {
            what: "12 stems: Play is heard, 1024-frame buffer, p95",
            must: 150.0,
            stretch: 100.0,
        },
        unit: "ms",
        field: "playMs",
    },
    Figure {
        budget: Budget {
            what: "12 stems: a seek is heard, 1024-frame buffer, p95",
            must: 100.0,
            stretch: 80.0,
        },
        unit: "ms",
        field: "seekMs",
    },
    Figure {
        budget: Budget {
            what: "One minute of 12 stems, 20 seeks, 20 mutes, loops, 4 busy threads, 1024 frames",
            must: 0.0,
            stretch: 0.0,
        },
        unit: "underruns",
        field: "underruns",
    },
];

/// Twelve long stems in real time, once: it takes a minute and a half.
fn stems(sounds: &Sounds) -> Result<Vec<Row>> {
    let files: Vec<String> = sounds.long.iter().map(path).collect();
    let arguments = [vec![STRAIN.to_owned()], files].concat();
    let said = repeated("12 stems of 8 minutes", "stems12", &arguments, 1)?;
    let said = said.first().context("stems12 said nothing")?;
    STEMS.iter().map(|figure| absolute(figure, said)).collect()
}

/// From choosing a file until its waveform is seen; the peer in Chromium, in the same run.
pub fn waveform(said: &Value, peer: &[f64]) -> Result<Row> {
    let ours = numbers(said, "waveformSeconds")?;
    let ratios = ours.iter().zip(peer).map(|(ours, peer)| ours / peer).collect();
    let shown =
        |figures: &[f64]| Ok::<_, anyhow::Error>(format!("{:.3} s", Spread::of(figures.to_vec())?.median));
    Ok(Row {
        budget: WAVEFORM,
        peer: format!("wavesurfer.js {} in Chromium", super::peers::WAVESURFER),
        figures: [shown(&ours)?, shown(peer)?],
        ratio: Spread::of(ratios)?,
    })
}

/// Every figure that `window-bench` printed under a name.
fn numbers(said: &Value, field: &str) -> Result<Vec<f64>> {
    let list = said.get(field).and_then(Value::as_array).with_context(|| said.to_string())?;
    Ok(list.iter().filter_map(Value::as_f64).collect())
}

/// The rows without a peer, from what `window-bench` printed.
pub fn figures(said: &Value) -> Result<Vec<Row>> {
    FIGURES.iter().map(|figure| absolute(figure, said)).collect()
}

fn absolute(figure: &Figure, said: &Value) -> Result<Row> {
    let spread = Spread::of(numbers(said, figure.field)?)?;
    let shown = format!("{:.2} {}", spread.median, figure.unit);
    Ok(Row {
        budget: figure.budget,
        peer: "none".to_owned(),
        figures: [shown, "–".to_owned()],
        ratio: spread,
    })
}

/// Measures every budget, with output written into `folder`.
pub fn measure(sounds: &Sounds, folder: &Path, pairs: usize) -> Result<Vec<Row>> {
    let peers = Peers::find()?;
    let mut rows =
        vec![peaks(sounds, folder, &peers, pairs)?, block(&peers, pairs)?, seek(sounds, &peers, pairs)?];
    for it in &EXPORTS {
        rows.push(export(it, sounds, folder, &peers, pairs)?);
    }
    rows.extend(stems(sounds)?);
    Ok(rows)
}

fn peaks(sounds: &Sounds, folder: &Path, peers: &Peers, pairs: usize) -> Result<Row> {
    let (song, out) = (sounds.song.display().to_string(), folder.join("song.peaks"));
    let ours = Side { line: vec![example("peaks"), song.clone(), out.display().to_string()], out: Some(out) };
    let decode = [words("ffmpeg -nostdin -v error -threads 1 -i"), vec![song], words("-f null -")].concat();
    let times = timed(PEAKS, [ours, Side { line: decode, out: None }], pairs)?;
    row(PEAKS, format!("{} `-threads 1 -f null`", peers.ffmpeg), Measure::Cpu, &times)
}

fn export(it: &Export, sounds: &Sounds, folder: &Path, peers: &Peers, pairs: usize) -> Result<Row> {
    let inputs: Vec<String> =
        if it.from_mp3 { &sounds.mp3s } else { &sounds.wavs }.iter().map(path).collect();
    let out = |name: &str| folder.join(format!("{name}.{}", it.extension));
    let (our_out, peer_out) = (out("ours"), out("peer"));
    let ours = [vec![example("export"), it.format.to_owned(), path(&our_out)], inputs.clone()].concat();
    let sources = inputs.into_iter().flat_map(|input| ["-i".to_owned(), input]).collect();
    let sum = words("-filter_complex amix=inputs=12:normalize=0");
    let start = words("ffmpeg -y -nostdin -v error");
    let theirs = [start, sources, sum, words(it.ffmpeg), vec![path(&peer_out)]].concat();
    let sides = [Side { line: ours, out: Some(our_out) }, Side { line: theirs, out: Some(peer_out) }];
    let times = timed(it.budget, sides, pairs)?;
    row(it.budget, format!("{} `amix`", peers.ffmpeg), Measure::Wall, &times)
}

fn timed(budget: Budget, [ours, peer]: [Side; 2], pairs: usize) -> Result<Vec<[Spent; 2]>> {
    println!("Measuring: {}", budget.what);
    in_turns(&ours, &peer, pairs).with_context(|| budget.what)
}

fn row(budget: Budget, peer: String, measure: Measure, times: &[[Spent; 2]]) -> Result<Row> {
    let side = |index: usize| times.iter().map(|pair| measure.of(&pair[index])).collect();
    let shown = |index: usize| Ok::<_, anyhow::Error>(measure.shown(Spread::of(side(index))?.median));
    let ratios = times.iter().map(|[ours, peer]| measure.of(ours) / measure.of(peer)).collect();
    Ok(Row { budget, peer, figures: [shown(0)?, shown(1)?], ratio: Spread::of(ratios)? })
}

/// Both sides in one process, as a block takes microseconds.
fn block(peers: &Peers, pairs: usize) -> Result<Row> {
    let said = repeated(BLOCK.what, "mixbench", &[], pairs)?;
    let fields = ["block_ns_per_frame", "rodio_ns_per_frame", "ratio"];
    reported(BLOCK, format!("{} `mixer()`", peers.rodio), "ns a frame", &said, fields)
}

/// Both sides in one process, as a seek takes milliseconds.
fn seek(sounds: &Sounds, peers: &Peers, pairs: usize) -> Result<Row> {
    let files: Vec<String> = sounds.mp3s.iter().map(path).collect();
    let said = repeated(SEEK.what, "seek12", &files, pairs)?;
    let fields = ["p95_ms", "peer_p95_ms", "p95_ratio"];
    reported(SEEK, format!("{} accurate", peers.symphonia), "ms", &said, fields)
}

/// What an example that compares within itself says, in as many runs.
fn repeated(what: &str, name: &str, arguments: &[String], runs: usize) -> Result<Vec<Value>> {
    println!("Measuring: {what}");
    let once = |_| {
        let mut program = command(&example(name), &[]);
        program.args(arguments);
        serde_json::from_str(&output(program)?).with_context(|| format!("{name} prints no JSON"))
    };
    (0..runs).map(once).collect()
}

/// A row of what examples reported: ours, the peer's and the ratio under the names `fields`.
fn reported(budget: Budget, peer: String, unit: &str, said: &[Value], fields: [&str; 3]) -> Result<Row> {
    let figure = |run: &Value, field: &str| {
        run.get(field).and_then(Value::as_f64).with_context(|| format!("{field} is not reported"))
    };
    let spread =
        |field: &str| Spread::of(said.iter().map(|run| figure(run, field)).collect::<Result<Vec<_>>>()?);
    let [ours, theirs, ratio] = fields.map(spread);
    let figures = [ours?, theirs?].map(|figure| format!("{:.2} {unit}", figure.median));
    Ok(Row { budget, peer, figures, ratio: ratio? })
}

fn example(name: &str) -> String {
    path(root().join("target/release/examples").join(name))
}

fn path(path: impl AsRef<Path>) -> String {
    path.as_ref().display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_taken_pair_by_pair() -> Result<()> {
        let spent = |cpu: f64| Spent { wall: 9.0, cpu };
        let times = [[spent(1.0), spent(2.0)], [spent(3.0), spent(4.0)], [spent(1.0), spent(1.0)]];
        let row = row(PEAKS, "peer".to_owned(), Measure::Cpu, &times)?;
        assert_eq!(row.ratio.to_string(), "0.750 [0.500..1.000]");
        assert_eq!(row.figures, ["1.000 s CPU", "2.000 s CPU"]);
        Ok(())
    }

    #[test]
    fn a_report_without_a_figure_is_an_error() {
        let said = [serde_json::json!({"a": 1.0, "b": 2.0})];
        assert!(reported(SEEK, String::new(), "ms", &said, ["a", "b", "ratio"]).is_err());
    }
}
