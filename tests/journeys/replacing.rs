//! Replacing a section: by word, heard in place, kept, joined.

use song::{Millis, Range, SeamQuality};
use studio::{ActionRequest, CauseKind, ErrorCode, ExportFormat, ExportRequest, JobState, Place, SongView};
use tests::rig::{LYRICS, Rig};

/// The range of the first line of the chorus.
async fn chorus_line(rig: &Rig, song: &SongView) -> Range {
    let version = song.current.clone().unwrap();
    let timing = rig.studio.get_timing(song.id.clone(), version).await.unwrap().unwrap();
    let line = timing.lines.iter().find(|line| line.text.starts_with("We were never")).unwrap();
    let next = timing.lines.iter().map(|other| other.start).find(|start| *start >= line.end);
    let end = next.unwrap_or(line.end.plus(Millis(400)));
    let shortest = line.start.plus(Millis(2_600));
    Range::new(line.start.minus(Millis(60)), end.max(shortest)).unwrap()
}

fn replace(song: &SongView, range: Range) -> ActionRequest {
    ActionRequest::ReplaceSection {
        song: song.id.clone(),
        version: song.current.clone().unwrap(),
        range,
        new_words: "We were always going home".into(),
        style: None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_request_contains_prompt_in_lyric_in_full_lyric() {
    let rig = Rig::new().await;
    let song = rig.kept_song().await;
    let range = chorus_line(&rig, &song).await;
    let job = rig.act(replace(&song, range)).await.unwrap();
    assert_eq!(job.state, JobState::Done, "{:?}", job.error);
    let requests = rig.practice.requests();
    let last = requests.iter().rev().find(|request| request.body.contains("replace_section")).unwrap();
    let body: serde_json::Value = serde_json::from_str(&last.body).unwrap();
    let text = |name: &str| body[name].as_str().unwrap().to_owned();
    assert!(text("lyric").contains(&text("prompt")), "YoYAI, 替换片段: prompt is part of lyric");
    assert!(text("full_lyric").contains(&text("lyric")), "and lyric of full_lyric");
    assert!(text("prompt").contains("We were always going home"));
    assert!(text("full_lyric").contains("Paper lanterns on the rooftops"));
    assert_eq!(body["replace_section_start"], range.start().seconds());
    assert_eq!(body["replace_section_end"], range.end().seconds());
    assert_eq!(body["action"], "replace_section");
    assert_eq!(job.quoted, Some(0.54), "replace_section costs 0.54 (YoYAI price list)");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kept_fragment_changes_its_range_and_nothing_else() {
    let rig = Rig::new().await;
    let song = rig.kept_song().await;
    let before = export(&rig, &song).await;
    let range = chorus_line(&rig, &song).await;
    let job = rig.act(replace(&song, range)).await.unwrap();
    let fragment = job.takes[1].clone();
    let version = song.current.clone().unwrap();
    let fade = Millis(40);
    let after_view =
        rig.studio.keep_fragment(song.id.clone(), version, fragment.clone(), fade).await.unwrap();
    let after = export(&rig, &after_view).await;
    assert_eq!(before.len(), after.len(), "a replacement keeps the song's length");
    let (start, end) = (range.start().minus(fade).frames(48_000), range.end().plus(fade).frames(48_000) + 1);
    let (start, end) = (start as usize * 2, end as usize * 2);
    assert_eq!(before[..start], after[..start], "before range and fade every sample is the original's");
    assert_eq!(before[end..], after[end..], "after range and fade every sample is the original's");
    assert_ne!(before[start..end], after[start..end], "inside it is another");
    let take = after_view.takes.iter().find(|take| take.id == fragment).unwrap();
    let seam = take.seam.unwrap();
    assert_ne!(seam.quality, SeamQuality::Hard, "the practice studio re-sings the context: {seam:?}");
    let kept = after_view.versions.last().unwrap();
    assert_eq!(kept.cause.kind, CauseKind::SectionReplaced);
    assert!(kept.lyrics.contains("We were always going home"), "{}", kept.lyrics);
    assert_eq!(kept.place, Place::Local, "a local join lives only here");
}

/// The current version as samples.
async fn export(rig: &Rig, song: &SongView) -> Vec<f32> {
    let request = ExportRequest {
        song: song.id.clone(),
        version: song.current.clone().unwrap(),
        formats: vec![ExportFormat::Wav32f],
        range: None,
    };
    let files = rig.studio.export_version(request, |_| ()).await.unwrap();
    audio::decode_all(&files[0].path).unwrap().samples.to_vec()
}

#[tokio::test(flavor = "multi_thread")]
async fn undo_is_the_earlier_version_and_the_words_follow() {
    let rig = Rig::new().await;
    let song = rig.kept_song().await;
    let first = song.current.clone().unwrap();
    let range = chorus_line(&rig, &song).await;
    let job = rig.act(replace(&song, range)).await.unwrap();
    let kept = rig
        .studio
        .keep_fragment(song.id.clone(), first.clone(), job.takes[0].clone(), Millis(40))
        .await
        .unwrap();
    assert!(kept.compose.lyrics.contains("always going"), "the lyrics page follows what is sung");
    let undone = rig.studio.go_to_version(song.id.clone(), first.clone()).await.unwrap();
    assert_eq!(undone.current, Some(first));
    assert_eq!(undone.compose.lyrics, LYRICS);
    assert_eq!(undone.versions.len(), 2, "the later version is kept for redo");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vendor_join_answers_one_whole_song_that_the_vendor_knows() {
    let rig = Rig::new().await;
    let song = rig.kept_song().await;
    let range = chorus_line(&rig, &song).await;
    let job = rig.act(replace(&song, range)).await.unwrap();
    let version = song.current.clone().unwrap();
    let kept =
        rig.studio.keep_fragment(song.id.clone(), version, job.takes[0].clone(), Millis(40)).await.unwrap();
    let concat = ActionRequest::Concat { song: song.id.clone(), version: kept.current.clone().unwrap() };
    let joined = rig.act(concat).await.unwrap();
    assert_eq!(joined.state, JobState::Done, "{:?}", joined.error);
    assert_eq!(joined.takes.len(), 1, "concat answers one song (YoYAI, 获取完整歌曲)");
    let view = rig.studio.get_song(song.id.clone()).await.unwrap();
    let last = view.versions.last().unwrap();
    assert_eq!(last.cause.kind, CauseKind::JoinedAtVendor);
    assert_eq!(last.place, Place::VendorLocal);
    assert_eq!(view.current.as_ref(), Some(&last.id));
}

#[tokio::test(flavor = "multi_thread")]
async fn limits_are_said_before_anything_is_spent() {
    let rig = Rig::new().await;
    let song = rig.kept_song().await;
    let refuse = async |start: u32, end: u32| {
        let range = Range::new(Millis(start), Millis(end)).unwrap();
        rig.studio.quote(replace(&song, range)).await.unwrap_err()
    };
    let short = refuse(20_000, 21_700).await;
    assert_eq!((short.code, short.values["min"].as_str()), (ErrorCode::RangeTooShort, "2500"));
    let long = refuse(1_000, 122_000).await;
    assert_eq!((long.code, long.values["max"].as_str()), (ErrorCode::RangeTooLong, "120000"));
    assert_eq!(rig.practice.ledger().iter().filter(|entry| entry.action == "replace_section").count(), 0);
}
