//! Recording: the microphone is heard, what it heard is on disk, is judged, and becomes a take.

use std::os::unix::fs::PermissionsExt;
use std::sync::{Arc, Mutex};

use song::{Millis, Range};
use studio::{
    ErrorCode, InputView, RecorderTick, RecordingEnd, RecordingFinding, RecordingPatch, RecordingWish,
    TakeOrigin,
};
use tests::rig::{Rig, wait_for};

const SHELF: &str = "library";

/// Opens the microphone; answers what its ticks have said so far.
fn listen(rig: &Rig) -> Arc<Mutex<Vec<RecorderTick>>> {
    let ticks = Arc::new(Mutex::new(Vec::new()));
    let told = ticks.clone();
    rig.studio.watch_recorder(move |tick| {
        told.lock().unwrap().push(tick);
        true
    });
    ticks
}

async fn until_recorded(ticks: &Arc<Mutex<Vec<RecorderTick>>>, ms: f64) {
    wait_for("the recording to be long enough", async || {
        let ticks = ticks.lock().unwrap();
        ticks.iter().rev().find_map(|tick| tick.recorded_ms.filter(|recorded| *recorded >= ms))
    })
    .await;
}

fn any() -> RecordingWish {
    RecordingWish::default()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sung_becomes_a_song_cut_at_its_marks() {
    let rig = Rig::new().await;
    let ticks = listen(&rig);
    let id = rig.studio.start_recording(SHELF.into(), any()).await.unwrap();
    until_recorded(&ticks, 2_000.0).await;
    let recording = rig.studio.stop_recording().await.unwrap();
    assert_eq!((recording.id.as_str(), recording.ended), (id.as_str(), RecordingEnd::Stopped));
    assert_eq!(recording.findings, [], "a clear voice in a quiet room");
    assert!((recording.true_peak_db + 12.0).abs() < 1.0, "{recording:?}");
    {
        let ticks = ticks.lock().unwrap();
        assert!(ticks.iter().any(|tick| tick.input == InputView::Ready && tick.true_peak > 0.2));
        let drawn: usize = ticks.iter().map(|tick| tick.wave.len()).sum();
        assert!(drawn as u32 * 10 + 200 > recording.length.0, "the wave of all of it was told");
    }
    let trim = Range::new(Millis(300), Millis(1_300)).unwrap();
    let patch = RecordingPatch { name: Some(" Hook idea ".into()), best: None, trim: Some(trim) };
    let changed = rig.studio.change_recording(SHELF.into(), id.clone(), patch).await.unwrap();
    assert_eq!((changed.name.as_str(), changed.trim), ("Hook idea", trim));
    let song = rig.studio.keep_recording(SHELF.into(), id, None).await.unwrap();
    let song = rig.studio.get_song(song).await.unwrap();
    let take = &song.takes[0];
    assert_eq!((song.compose.title.as_str(), take.title.as_str()), ("Hook idea", "Hook idea"));
    assert_eq!((take.origin, take.duration_ms, take.rate), (TakeOrigin::Import, Millis(1_000), 48_000));
    assert!(song.current.is_some(), "it can be played and edited");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recording_joins_the_takes_of_its_song() {
    let rig = Rig::new().await;
    let song = rig.song("[Verse]\nOne short line to sing\n").await;
    let ticks = listen(&rig);
    let id = rig.studio.start_recording(song.id.to_string(), any()).await.unwrap();
    until_recorded(&ticks, 600.0).await;
    rig.studio.stop_recording().await.unwrap();
    rig.studio.keep_recording(song.id.to_string(), id, Some(song.id.clone())).await.unwrap();
    let after = rig.studio.get_song(song.id).await.unwrap();
    assert_eq!((after.takes.len(), after.versions.len(), after.compose.title), (1, 1, song.compose.title));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recording_says_what_it_lacks_for_its_purpose() {
    let rig = Rig::new().await;
    let ticks = listen(&rig);
    let wish = RecordingWish { least: Millis(10_000), most: Millis(0) };
    rig.studio.start_recording("voice-1".into(), wish).await.unwrap();
    until_recorded(&ticks, 700.0).await;
    let short = rig.studio.stop_recording().await.unwrap();
    assert_eq!(short.findings, [RecordingFinding::Short { wanted: Millis(10_000) }]);
}

#[tokio::test(flavor = "multi_thread")]
async fn takes_are_kept_apart_and_one_is_best() {
    let rig = Rig::new().await;
    let ticks = listen(&rig);
    let mut ids = Vec::new();
    for _ in 0..2 {
        ids.push(rig.studio.start_recording(SHELF.into(), any()).await.unwrap());
        let busy = rig.studio.start_recording(SHELF.into(), any()).await.unwrap_err();
        assert_eq!(busy.code, ErrorCode::SongBusy);
        ticks.lock().unwrap().clear();
        until_recorded(&ticks, 600.0).await;
        rig.studio.stop_recording().await.unwrap();
    }
    for id in &ids {
        let best = RecordingPatch { best: Some(true), ..RecordingPatch::default() };
        rig.studio.change_recording(SHELF.into(), id.clone(), best).await.unwrap();
    }
    let listed = rig.studio.list_recordings(SHELF.into()).await.unwrap();
    let marks: Vec<_> = listed.iter().map(|each| (each.id.clone(), each.best)).collect();
    assert_eq!(marks, [(ids[0].clone(), false), (ids[1].clone(), true)]);
    rig.studio.delete_recording(SHELF.into(), ids[0].clone()).await.unwrap();
    assert_eq!(rig.studio.list_recordings(SHELF.into()).await.unwrap().len(), 1);
    assert!(rig.studio.list_recordings("voice-1".into()).await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recording_that_nobody_ended_is_there_after_a_restart() {
    let mut rig = Rig::new().await;
    let ticks = listen(&rig);
    let id = rig.studio.start_recording(SHELF.into(), any()).await.unwrap();
    until_recorded(&ticks, 800.0).await;
    rig.studio.release_recorder();
    rig.restart().await;
    let listed = rig.studio.list_recordings(SHELF.into()).await.unwrap();
    assert_eq!((listed[0].id.clone(), listed[0].ended, listed.len()), (id, RecordingEnd::Crashed, 1));
    assert!(listed[0].length >= Millis(800), "{listed:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_can_read_a_recording() {
    let rig = Rig::new().await;
    let ticks = listen(&rig);
    rig.studio.start_recording(SHELF.into(), any()).await.unwrap();
    until_recorded(&ticks, 100.0).await;
    rig.studio.stop_recording().await.unwrap();
    let folder = rig.home.path().join("library/recordings");
    let shelf = std::fs::read_dir(&folder).unwrap().flatten().map(|entry| entry.path());
    let files = std::fs::read_dir(folder.join(SHELF)).unwrap().flatten().map(|entry| entry.path());
    let found: Vec<_> = shelf.chain(files).chain([folder.clone()]).collect();
    assert_eq!(found.len(), 4, "folder, shelf, sound and notes");
    for path in found {
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{} {mode:o}", path.display());
    }
}
