//! Making a song: write, generate, hear, keep, close, open again.

use song::Compose;
use studio::{
    ActionRequest, ExportFormat, ExportRequest, JobState, LaneRequest, Money, SongFilter, SongQuery, SongSort,
};
use tests::rig::{LYRICS, Rig, exports, wait_for};

#[tokio::test(flavor = "multi_thread")]
async fn two_takes_arrive_are_measured_and_one_is_kept() {
    let rig = Rig::new().await;
    let song = rig.kept_song().await;
    assert_eq!(song.takes.len(), 2);
    for take in &song.takes {
        assert!(take.duration_ms.0 > 30_000, "a song, not a jingle: {} ms", take.duration_ms.0);
        assert!(take.has_cover, "covers are drawn");
        assert!(take.practice, "practice takes say so");
    }
    let version = &song.versions[0];
    assert_eq!(Some(&version.id), song.current.as_ref());
    assert_eq!(version.lyrics, LYRICS, "the words that were sent are the words of the version");
    let timing = rig.studio.get_timing(song.id.clone(), version.id.clone()).await.unwrap().unwrap();
    let lines: Vec<&str> = timing.lines.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(lines[0], "Paper lanterns on the rooftops");
    assert_eq!(timing.sections.len(), 2);
    assert!(timing.words.windows(2).all(|pair| pair[0].start <= pair[1].start), "words run forwards");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_request_is_what_the_form_says_and_one_charge_is_recorded() {
    let rig = Rig::new().await;
    let song = rig.song(LYRICS).await;
    let quote = rig.studio.quote(ActionRequest::Generate { song: song.id.clone() }).await.unwrap();
    assert_eq!(quote.price, Some(0.5), "Pro pool, 4.0 and above: 0.5 (YoYAI price list)");
    let job = rig.act(ActionRequest::Generate { song: song.id.clone() }).await.unwrap();
    assert_eq!(job.state, JobState::Done);
    assert_eq!(job.money, Money::Spent);
    let requests = rig.practice.requests();
    let posted: Vec<_> = requests.iter().filter(|request| request.path == "/suno/audios").collect();
    assert_eq!(posted.len(), 1, "one click, one POST");
    let body: serde_json::Value = serde_json::from_str(&posted[0].body).unwrap();
    assert_eq!(body["custom"], true);
    assert_eq!(body["lyric"], LYRICS);
    assert_eq!(body["title"], "Paper Lanterns");
    assert_eq!(body["style"], "dream pop, warm, 96 bpm");
    assert_eq!(body["is_pro"], true);
    for field in &quote.sent {
        let value = &body[&field.name];
        let shown = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        assert_eq!(shown, field.value, "what was shown is what was sent: {}", field.name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_idea_becomes_lyrics_too() {
    let rig = Rig::new().await;
    let compose = Compose {
        mode: song::ComposeMode::Idea,
        idea: "a quiet song about the last tram home".into(),
        ..Compose::default()
    };
    let song = rig.studio.create_song(compose).await.unwrap();
    let job = rig.act(ActionRequest::Generate { song: song.id.clone() }).await.unwrap();
    let view = rig.studio.keep_take(song.id.clone(), job.takes[0].clone()).await.unwrap();
    assert!(view.versions[0].lyrics.contains("[Verse"), "the vendor's words are the version's");
    assert_eq!(view.compose.lyrics, view.versions[0].lyrics, "and can be edited");
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_is_there_after_a_restart() {
    let mut rig = Rig::new().await;
    let before = rig.kept_song().await;
    rig.restart().await;
    let after = rig.studio.get_song(before.id.clone()).await.unwrap();
    assert_eq!(format!("{:?}", after.takes), format!("{:?}", before.takes));
    assert_eq!(format!("{:?}", after.versions), format!("{:?}", before.versions));
    let found = list(&rig, "lanterns").await;
    assert_eq!(found, std::slice::from_ref(&before.id), "found by its lyrics and title");
    assert_eq!(list(&rig, "雨").await, [] as [song::SongId; 0]);
}

async fn list(rig: &Rig, text: &str) -> Vec<song::SongId> {
    let query = SongQuery {
        text: text.into(),
        filter: SongFilter::All,
        sort: SongSort::Changed,
        offset: 0,
        limit: 50,
    };
    rig.studio.list_songs(query).await.unwrap().rows.into_iter().map(|row| row.id).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_take_plays_on_a_clock_even_without_a_sound_device() {
    let rig = Rig::new().await;
    let song = rig.kept_song().await;
    let lanes = vec![
        LaneRequest::Take { take: song.takes[0].id.clone() },
        LaneRequest::Take { take: song.takes[1].id.clone() },
    ];
    rig.studio.open_playback(song.id.clone(), lanes, 0).await.unwrap();
    rig.studio.play();
    wait_for("the playhead to move", async || (rig.studio.playback().position_ms > 50.0).then_some(())).await;
    let before = rig.studio.playback().position_ms;
    rig.studio.hear_lane(1);
    let after = rig.studio.playback();
    assert!(
        after.playing && after.audible == 1 && after.position_ms >= before,
        "switching neither stops nor seeks"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn exports_decode_to_what_is_heard_and_carry_words() {
    let rig = Rig::new().await;
    let song = rig.kept_song().await;
    let formats = vec![
        ExportFormat::Wav16,
        ExportFormat::Wav24,
        ExportFormat::Wav32f,
        ExportFormat::Flac,
        ExportFormat::Mp3,
        ExportFormat::Lrc,
        ExportFormat::Srt,
    ];
    let request = ExportRequest {
        song: song.id.clone(),
        version: song.current.clone().unwrap(),
        formats: formats.clone(),
        range: None,
    };
    let files = rig.studio.export_version(request, |_| ()).await.unwrap();
    assert_eq!(files.len(), formats.len());
    assert!(files.iter().all(|file| file.path.parent() == Some(exports(rig.home.path()).as_path())));
    let heard = audio::decode_all(&take_file(&rig)).unwrap();
    for (file, floor_db) in files.iter().zip([-90.0, -120.0, -160.0, -90.0]) {
        let written = audio::decode_all(&file.path).unwrap();
        assert_eq!(written.samples.len(), heard.samples.len(), "{} is as long as the song", file.name);
        let residual = residual_db(&written.samples, &heard.samples);
        assert!(residual < floor_db, "{}: {residual:.1} dBFS residual", file.name);
    }
    let lrc = std::fs::read_to_string(&files[5].path).unwrap();
    assert!(lrc.contains("Paper") && lrc.contains("[00:"), "{lrc}");
    let srt = std::fs::read_to_string(&files[6].path).unwrap();
    assert!(srt.contains("-->") && srt.contains("We were never coming home"), "{srt}");
}

/// The file of the kept take: the larger of what the library holds would be a guess, so it is asked.
fn take_file(rig: &Rig) -> std::path::PathBuf {
    let files = rig.home.path().join("library/files");
    let mut found: Vec<_> =
        walk(&files).into_iter().filter(|path| path.extension().is_some_and(|e| e == "mp3")).collect();
    found.sort_by_key(|path| std::fs::metadata(path).unwrap().modified().unwrap());
    found.remove(0)
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

/// Root mean square of the difference, in dBFS.
fn residual_db(a: &[f32], b: &[f32]) -> f64 {
    let sum: f64 = a.iter().zip(b).map(|(a, b)| f64::from(a - b).powi(2)).sum();
    10.0 * (sum / a.len() as f64 + 1e-30).log10()
}
