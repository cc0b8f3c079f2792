//! Stems: separated at the practice studio, mixed, heard, left and found again, written as heard.

use std::path::{Path, PathBuf};
use std::process::Command;

use practice::WIRE_FORMATS;
use song::{Millis, Mix, Range, StemSet, TakeId};
use studio::{
    ActionKind, ErrorCode, ExportFormat, JobState, LaneRequest, MixExport, MixExportRequest, MixOutput,
    MixView,
};
use tests::rig::{Rig, exports, wait_for};
use tests::stage::Stage;

/// A song of which all stems were bought, and their mix.
async fn separated(action: ActionKind) -> (Stage, MixView) {
    let stage = Stage::of(WIRE_FORMATS[0]).await;
    let job = stage.rig.act(stage.ask(action, &stage.song, &stage.take, None)).await.unwrap();
    assert_eq!(job.state, JobState::Done, "{:?}", job.error);
    let mix = mix_of(&stage).await;
    (stage, mix)
}

async fn mix_of(stage: &Stage) -> MixView {
    let mut mixes = stage.rig.studio.list_mixes(stage.song.clone()).await.unwrap();
    assert_eq!(mixes.len(), 1, "one separation, one mix");
    mixes.remove(0)
}

async fn save(stage: &Stage, mix: &Mix, key: &str) {
    stage.rig.studio.save_mix(stage.song.clone(), key.to_owned(), mix.clone()).await.unwrap();
}

fn request(stage: &Stage, key: &str, output: MixOutput, format: ExportFormat) -> MixExportRequest {
    MixExportRequest {
        song: stage.song.clone(),
        key: key.to_owned(),
        output,
        formats: vec![format],
        range: None,
        peak_safe: false,
    }
}

async fn export(stage: &Stage, request: MixExportRequest) -> MixExport {
    stage.rig.studio.export_mix(request, |_| ()).await.unwrap().expect("nobody cancelled it")
}

fn samples(path: &Path) -> Vec<f32> {
    let pcm = audio::decode_all(path).unwrap();
    assert_eq!(pcm.rate, 48_000);
    pcm.samples.to_vec()
}

fn range(start: u32, end: u32) -> Range {
    Range::new(Millis(start), Millis(end)).unwrap()
}

/// Power of a difference, in dBFS.
fn difference_db(a: &[f32], b: &[f64]) -> f64 {
    let power: f64 = a.iter().zip(b).map(|(a, b)| (f64::from(*a) - b).powi(2)).sum();
    10.0 * (power / a.len() as f64).log10()
}

/// How far a strip is open at a frame: shut in the muted range, 10 ms of raised cosine around it.
fn open_at(frame: i64, start: i64, end: i64) -> f64 {
    let away = if frame < start { start - frame } else { frame - end + 1 };
    if (start..end).contains(&frame) {
        return 0.0;
    }
    let x = (away as f64 / 481.0).min(1.0);
    0.5 - 0.5 * (std::f64::consts::PI * x).cos()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_is_what_was_mixed_and_everything_is_there_tomorrow() {
    let (mut stage, view) = separated(ActionKind::AllStems).await;
    assert_eq!(view.parts.len(), 12);
    assert_eq!(view.source.as_ref(), Some(&stage.take));
    assert!(view.parts.iter().all(|part| part.b.is_some()), "two sets of twelve");
    let percussion = view.parts.iter().find(|part| part.part == "Percussion").unwrap();
    assert!(percussion.quiet_b, "the second set counts percussion among the drums");

    let mut mix = view.mix.clone();
    let strips = &mut mix.state.strips;
    strips[0].gain_db = -3.0;
    strips[0].mutes = vec![range(1_000, 2_000)];
    strips[2].pan = -0.4;
    strips[3].gain_db = 2.5;
    strips[3].pan = 1.0;
    strips[4].muted = true;
    strips[5].set = StemSet::B;
    mix.state.master_db = -1.5;
    save(&stage, &mix, &view.key).await;

    let key = view.key.as_str();
    let written = export(&stage, request(&stage, key, MixOutput::Mix, ExportFormat::Wav32f)).await;
    let heard = samples(&written.folder.join(&written.names[0]));
    let stems = export(&stage, request(&stage, key, MixOutput::Stems, ExportFormat::Wav32f)).await;
    assert_eq!(stems.names[0], "01 Vocals.wav");
    assert_eq!(stems.names[1], "02 Backing Vocals.wav");
    let stems: Vec<Vec<f32>> = stems.names.iter().map(|name| samples(&stems.folder.join(name))).collect();
    assert!(stems.iter().all(|stem| stem.len() == heard.len()), "all of one length");
    let sum = |i: usize| -> f64 {
        let strips = stems.iter().zip(&mix.state.strips).filter(|(_, strip)| !strip.muted);
        let one = strips.fold(0.0, |sum, (stem, strip)| {
            let side =
                if i.is_multiple_of(2) { 1.0 - f64::from(strip.pan) } else { 1.0 + f64::from(strip.pan) };
            let open = if strip.mutes.is_empty() { 1.0 } else { open_at(i as i64 / 2, 48_000, 96_000) };
            sum + f64::from(stem[i]) * 10_f64.powf(f64::from(strip.gain_db) / 20.0) * side.min(1.0) * open
        });
        one * 10_f64.powf(-1.5 / 20.0)
    };
    let expected: Vec<f64> = (0..heard.len()).map(sum).collect();
    let db = difference_db(&heard, &expected);
    assert!(db < -120.0, "the export differs from an independent sum by {db:.1} dBFS");

    let bass = stage.ask(ActionKind::Midi, &stage.song, &view.parts[3].a, None);
    assert_eq!(stage.rig.act(bass).await.unwrap().state, JobState::Done);
    let short = request(&stage, key, MixOutput::Stems, ExportFormat::Wav16);
    let written = export(&stage, MixExportRequest { range: Some(range(0, 1_000)), ..short }).await;
    assert_eq!((written.names.len(), written.names[12].as_str()), (13, "04 Bass.mid"));
    assert!(std::fs::read(written.folder.join("04 Bass.mid")).unwrap().starts_with(b"MThd"));
    assert_eq!(std::fs::read_dir(&written.folder).unwrap().count(), 13, "and nothing half done");

    stage.rig.restart().await;
    assert_eq!(mix_of(&stage).await.mix, mix, "tomorrow everything is as it was left");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mix_is_heard_as_it_stands() {
    let (stage, view) = separated(ActionKind::Stems).await;
    assert_eq!(view.parts.len(), 2);
    let (studio, song) = (&stage.rig.studio, stage.song.clone());
    let (levels, mut told) = tokio::sync::mpsc::unbounded_channel();
    studio.watch_playback(move |tick| levels.send(tick).is_ok());
    studio.open_playback(song.clone(), vec![LaneRequest::Mix { key: view.key.clone() }], 0).await.unwrap();
    let lane = LaneRequest::Mix { key: view.key.clone() };
    let peaks = studio.get_peaks(song.clone(), lane).await.unwrap();
    let take = LaneRequest::Take { take: stage.take.clone() };
    assert_eq!(peaks, studio.get_peaks(song.clone(), take).await.unwrap(), "it looks like the take");
    let mut state = view.mix.state.clone();
    state.strips[0].soloed = true;
    studio.hear_mix(song.clone(), view.key.clone(), state.clone()).await.unwrap();
    // Where the voice is loudest.
    let written = export(&stage, request(&stage, &view.key, MixOutput::Stems, ExportFormat::Wav16)).await;
    let frame = loudest_frame(&samples(&written.folder.join(&written.names[0])));
    let middle = u32::try_from(frame / 48).unwrap().max(2_000);
    studio.set_loop(Some(range(middle - 2_000, middle + 2_000)));
    studio.seek(Millis(middle - 2_000));
    studio.play();
    let heard = async {
        while let Some(tick) = told.recv().await {
            let Some(levels) = tick.levels else { continue };
            assert!(tick.position_ms < f64::from(middle + 2_001), "the loop holds");
            // The other strip is heard no more: it has had its ten milliseconds.
            if levels.strips[0].rms > 0.001 && levels.strips[1].rms == 0.0 && levels.true_peak_db > -60.0 {
                return levels;
            }
        }
        panic!("the studio is gone")
    };
    let levels =
        tokio::time::timeout(std::time::Duration::from_secs(60), heard).await.expect("the solo is heard");
    assert!(levels.master.peak_l > 0.0);
    studio.pause();
    assert_eq!(mix_of(&stage).await.mix, view.mix, "hearing alone saves nothing");
    studio.open_playback(song, vec![LaneRequest::Take { take: stage.take.clone() }], 0).await.unwrap();
    assert_eq!(studio.playback().lanes.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sum_check_finds_what_an_independent_decoder_finds() {
    let (stage, view) = separated(ActionKind::AllStems).await;
    let check = stage.rig.studio.check_mix(stage.song.clone(), view.key.clone()).await.unwrap();
    assert_eq!(mix_of(&stage).await.sum_check.as_ref(), Some(&check), "it is kept");
    let (song, take) = (stage.song.clone(), stage.take.clone());
    let parts: Vec<TakeId> = view.parts.iter().map(|part| part.a.clone()).collect();
    let home = stage.rig.close().await;
    let library = library::Library::open(&home.path().join("library")).unwrap();
    let path = |id: &TakeId| -> PathBuf { library.path_of(&library.take(id).unwrap().file) };
    assert!(library.takes_of(&song).unwrap().len() >= 25);
    let whole = decoded_elsewhere(&path(&take));
    let stems: Vec<Vec<f32>> = parts.iter().map(|part| decoded_elsewhere(&path(part))).collect();
    let (mut power, mut rest) = (0.0, 0.0);
    for (i, sample) in whole.iter().enumerate() {
        let sum: f64 = stems.iter().map(|stem| f64::from(stem.get(i).copied().unwrap_or(0.0))).sum();
        power += f64::from(*sample).powi(2);
        rest += (f64::from(*sample) - sum).powi(2);
    }
    let found = 10.0 * (rest / power).log10();
    assert!((found - f64::from(check.residual_db)).abs() < 1.0, "{found:.2} dB, and {check:?}");
    assert!(check.residual_db < -15.0, "the stems add up to the song: {check:?}");
    assert!(check.residual_b_db.is_some());
}

/// Decoded by ffmpeg, interleaved stereo.
fn decoded_elsewhere(path: &Path) -> Vec<f32> {
    let arguments = ["-f", "f32le", "-ac", "2", "-ar", "48000", "-"];
    let output =
        Command::new("ffmpeg").args(["-v", "error", "-i"]).arg(path).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output
        .stdout
        .chunks_exact(4)
        .map(|four| f32::from_le_bytes([four[0], four[1], four[2], four[3]]))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_loud_mix_is_written_safely_and_a_selection_alone() {
    let (stage, view) = separated(ActionKind::Stems).await;
    let mut mix = view.mix.clone();
    mix.state.master_db = 6.0;
    mix.state.strips[0].gain_db = 6.0;
    save(&stage, &mix, &view.key).await;
    let plain = request(&stage, &view.key, MixOutput::Mix, ExportFormat::Wav24);
    let safe = MixExportRequest { peak_safe: true, ..plain.clone() };
    let written = export(&stage, safe).await;
    assert!(written.lowered_db > 1.0, "{written:?}");
    let path = written.folder.join(&written.names[0]);
    let loudness = audio::measure(audio::open(&path).unwrap().as_mut()).unwrap();
    assert!((loudness.true_peak_db + 1.0).abs() < 0.1, "{loudness:?}");
    let selection = MixExportRequest { range: Some(range(1_000, 3_500)), ..plain };
    let written = export(&stage, selection).await;
    let part = samples(&written.folder.join(&written.names[0]));
    assert_eq!(
        (part.len(), written.lowered_db),
        (2 * 120_000, 0.0),
        "two and a half seconds, as loud as asked for"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_export_leaves_nothing_and_words_are_no_sound() {
    let (stage, view) = separated(ActionKind::Stems).await;
    let studio = stage.rig.studio.clone();
    let wanted = request(&stage, &view.key, MixOutput::Mix, ExportFormat::Flac);
    let stopping = studio.clone();
    let answer = studio.export_mix(wanted, move |_| stopping.cancel_export()).await.unwrap();
    assert!(answer.is_none(), "{answer:?}");
    let folder = exports(stage.rig.home.path());
    let left = std::fs::read_dir(folder).map(Iterator::count).unwrap_or(0);
    assert_eq!(left, 0, "not even half a file");
    let words = request(&stage, &view.key, MixOutput::Mix, ExportFormat::Lrc);
    let refused = studio.export_mix(words, |_| ()).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::BadRequest);
    let unknown = request(&stage, "nobody", MixOutput::Mix, ExportFormat::Flac);
    let refused = studio.export_mix(unknown, |_| ()).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotFound);
    // A song that is deleted takes its mix along.
    studio.trash_song(stage.song.clone()).await.unwrap();
    studio.delete_song(stage.song.clone()).await.unwrap();
    let gone = wait_for("the mix to be gone", async || {
        studio.list_mixes(stage.song.clone()).await.ok().filter(Vec::is_empty)
    });
    assert!(gone.await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn recordings_of_ones_own_are_lanes_that_line_up() {
    let rig = Rig::new().await;
    let song = rig.song("").await;
    let folder = tempfile::tempdir().unwrap();
    // A click at one second, in files of different rates and lengths.
    let clicks = [("kick", 48_000, 3), ("guitar", 44_100, 2)];
    let paths = clicks.map(|(name, rate, seconds)| click_at_one_second(folder.path(), name, rate, seconds));
    let torn = folder.path().join("notes.wav");
    std::fs::write(&torn, "no sound").unwrap();
    let paths = [paths.to_vec(), vec![torn]].concat();
    let refused = rig.studio.import_lanes(song.id.clone(), paths).await.unwrap_err();
    assert_eq!(refused.values.get("name").map(String::as_str), Some("notes"), "{refused:?}");
    let mixes = rig.studio.list_mixes(song.id.clone()).await.unwrap();
    let view = &mixes[0];
    let names: Vec<&str> = view.parts.iter().map(|part| part.part.as_str()).collect();
    assert_eq!((mixes.len(), names, view.source.as_ref()), (1, vec!["kick", "guitar"], None));
    let check = rig.studio.check_mix(song.id.clone(), view.key.clone()).await;
    assert_eq!(check.unwrap_err().code, ErrorCode::BadRequest, "there is nothing to compare them with");

    let mut mix = view.mix.clone();
    mix.state.strips[1].offset_ms = 250;
    rig.studio.save_mix(song.id.clone(), view.key.clone(), mix.clone()).await.unwrap();
    let stems = MixExportRequest {
        song: song.id.clone(),
        key: view.key.clone(),
        output: MixOutput::Stems,
        formats: vec![ExportFormat::Wav32f],
        range: None,
        peak_safe: false,
    };
    let written = rig.studio.export_mix(stems.clone(), |_| ()).await.unwrap().unwrap();
    let lanes: Vec<Vec<f32>> = written.names.iter().map(|name| samples(&written.folder.join(name))).collect();
    assert_eq!(lanes.iter().map(Vec::len).collect::<Vec<_>>(), [2 * 144_000; 2], "of one length");
    assert_eq!(loudest_frame(&lanes[0]), 48_000, "at zero where nobody moved it");
    assert!(
        loudest_frame(&lanes[1]).abs_diff(60_000) <= 1,
        "a quarter of a second later, at the song's rate"
    );

    // Taken out it is neither heard nor written, also while the mix is in the player, and nothing is lost.
    rig.studio
        .open_playback(song.id.clone(), vec![LaneRequest::Mix { key: view.key.clone() }], 0)
        .await
        .unwrap();
    mix.state.strips[0].removed = true;
    rig.studio.save_mix(song.id.clone(), view.key.clone(), mix.clone()).await.unwrap();
    let shorter = rig.studio.list_mixes(song.id.clone()).await.unwrap().remove(0);
    assert_eq!((shorter.parts.len(), shorter.duration_ms.0), (2, 2_000), "the longer one is out");
    assert_eq!(rig.studio.playback().duration_ms.0, 2_250, "and out of the player, too");
    let written = rig.studio.export_mix(stems.clone(), |_| ()).await.unwrap().unwrap();
    assert_eq!(written.names, ["01 guitar.wav"]);
    mix.state.strips[0].removed = false;
    rig.studio.save_mix(song.id.clone(), view.key.clone(), mix).await.unwrap();
    let written = rig.studio.export_mix(stems, |_| ()).await.unwrap().unwrap();
    assert_eq!(written.names, ["01 kick.wav", "02 guitar.wav"], "and back again");
}

/// Vendors' WAVs, the practice studio's too, are of 16 bits: twelve of them carry twelve times the noise of their
/// last bit, some 85 dB down. What the mixer does to them shows only before that, so these stems are the composer's
/// own samples in files of floats.
#[tokio::test(flavor = "multi_thread")]
async fn stems_without_loss_at_0_db_are_the_mix_that_the_composer_makes() {
    let rig = Rig::new().await;
    let song = rig.song("").await;
    let folder = tempfile::tempdir().unwrap();
    let (stems, whole) = composed(folder.path());
    rig.studio.import_lanes(song.id.clone(), stems).await.unwrap();
    let view = rig.studio.list_mixes(song.id.clone()).await.unwrap().remove(0);
    assert_eq!(view.parts.len(), 12);
    let untouched = view.mix.state.strips.iter().all(|strip| strip.gain_db == 0.0 && strip.pan == 0.0);
    assert!(untouched && view.mix.state.master_db == 0.0);
    let mix = MixExportRequest {
        song: song.id.clone(),
        key: view.key.clone(),
        output: MixOutput::Mix,
        formats: vec![ExportFormat::Wav32f],
        range: None,
        peak_safe: false,
    };
    let written = rig.studio.export_mix(mix, |_| ()).await.unwrap().unwrap();
    let heard = samples(&written.folder.join(&written.names[0]));
    assert_eq!(heard.len(), whole.len());
    let db = difference_db(&heard, &whole);
    assert!(db < -120.0, "the mix of the stems differs from the composer's by {db:.1} dBFS");
    let loudest = whole.iter().fold(0.0_f64, |most, sample| most.max(sample.abs()));
    assert!(loudest > 0.1, "there is something to compare: {loudest}");
}

/// Six seconds from the first sung word on: every stem as a file of floats, and the composer's own mix.
fn composed(folder: &Path) -> (Vec<PathBuf>, Vec<f64>) {
    let spec = practice::SongSpec {
        lyrics: tests::rig::LYRICS.into(),
        title: "Paper Lanterns".into(),
        style: "dream pop, warm, 96 bpm".into(),
        instrumental: false,
        seed: 5,
        voice: None,
    };
    let composition = practice::compose(&spec);
    let from = (composition.lines[0].start_s * 48_000.0) as i64;
    let to = from + 6 * 48_000;
    let stem = |number: usize| {
        let pcm = audio::Pcm::new(48_000, composition.render_stem(number, from, to));
        let path = folder.join(format!("{number:02}.wav"));
        let (format, tags) = (audio::ExportFormat::Wav32f, audio::Tags::default());
        audio::export(&mut pcm.reader(), format, &tags, &path, &mut |_| true).unwrap();
        path
    };
    let stems = (0..12).map(stem).collect();
    (stems, composition.render_window(from, to).into_iter().map(f64::from).collect())
}

/// A file that is silent but for one frame.
fn click_at_one_second(folder: &Path, name: &str, rate: u32, seconds: u32) -> PathBuf {
    let mut sound = vec![0.0; (rate * seconds * 2) as usize];
    sound[rate as usize * 2] = 0.9;
    sound[rate as usize * 2 + 1] = 0.9;
    let path = folder.join(format!("{name}.wav"));
    std::fs::write(&path, audio::encode_wav16(&sound, rate)).unwrap();
    path
}

/// The frame with the largest sample.
fn loudest_frame(samples: &[f32]) -> usize {
    let loudest = (0..samples.len()).max_by(|a, b| samples[*a].abs().total_cmp(&samples[*b].abs()));
    loudest.unwrap_or_default() / 2
}
