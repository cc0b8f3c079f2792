//! What the user's hand adds to a song: markers, and line times tapped along.

use song::{Compose, Marker, Millis, Range, SongId, Timing, VersionId};
use studio::{
    ActionRequest, ErrorCode, ExportFormat, ExportRequest, SongFilter, SongQuery, SongSort, SongView,
    TapSheet, TimesChange,
};
use tests::rig::Rig;

const WORDS: &str = "[Verse]\nPaper lanterns on the rooftops\n// quieter\n街灯慢慢数着水面\n\n[Chorus]\nWe were never coming home\n";

/// A recording of twelve seconds, imported: no vendor knows it.
async fn imported(rig: &Rig) -> SongView {
    let path = rig.home.path().join("Kitchen demo.wav");
    let tone = |index: u32| (f64::from(index) * 0.03).sin() as f32 * 0.3;
    let samples: Vec<f32> = (0..12 * 48_000).flat_map(|index| [tone(index); 2]).collect();
    std::fs::write(&path, audio::encode_wav16(&samples, 48_000)).unwrap();
    rig.studio.import_audio(vec![path]).await;
    let query = SongQuery {
        text: "Kitchen".into(),
        filter: SongFilter::All,
        sort: SongSort::Changed,
        offset: 0,
        limit: 1,
    };
    let song = rig.studio.list_songs(query).await.unwrap().rows[0].id.clone();
    rig.studio.get_song(song).await.unwrap()
}

async fn write(rig: &Rig, song: &SongView, lyrics: &str) {
    let compose = Compose { lyrics: lyrics.into(), ..song.compose.clone() };
    rig.studio.save_compose(song.id.clone(), compose).await.unwrap();
}

fn current(song: &SongView) -> VersionId {
    song.current.clone().unwrap()
}

async fn sheet(rig: &Rig, song: &SongView) -> TapSheet {
    rig.studio.get_tap_sheet(song.id.clone(), current(song)).await.unwrap()
}

async fn times(rig: &Rig, song: &SongView) -> Option<Timing> {
    rig.studio.get_timing(song.id.clone(), current(song)).await.unwrap()
}

async fn change(rig: &Rig, song: &SongView, change: TimesChange) -> SongView {
    rig.studio.change_times(song.id.clone(), current(song), change).await.unwrap()
}

fn tapped(sheet: &TapSheet, starts: &[u32]) -> TimesChange {
    TimesChange::Tapped {
        words: sheet.words.clone(),
        starts: starts.iter().map(|start| Some(Millis(*start))).collect(),
    }
}

fn starts(timing: &Timing) -> Vec<u32> {
    timing.lines.iter().map(|line| line.start.0).collect()
}

async fn lrc(rig: &Rig, song: &SongView) -> Result<String, ErrorCode> {
    let request = ExportRequest {
        song: song.id.clone(),
        version: current(song),
        formats: vec![ExportFormat::Lrc],
        range: None,
    };
    let files = rig.studio.export_version(request, |_| ()).await.map_err(|error| error.code)?;
    Ok(std::fs::read_to_string(&files[0].path).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_is_tapped_and_has_its_words_from_then_on() {
    let mut rig = Rig::new().await;
    let song = imported(&rig).await;
    assert_eq!(sheet(&rig, &song).await.lines.len(), 0, "without lyrics there is nothing to tap");
    assert_eq!(lrc(&rig, &song).await, Err(ErrorCode::NoWords));
    write(&rig, &song, WORDS).await;
    let blank = sheet(&rig, &song).await;
    let lines: Vec<(&str, &str)> =
        blank.lines.iter().map(|line| (line.label.as_str(), line.text.as_str())).collect();
    let expected = [
        ("Verse", "Paper lanterns on the rooftops"),
        ("Verse", "街灯慢慢数着水面"),
        ("Chorus", "We were never coming home"),
    ];
    assert_eq!(lines, expected);
    assert!(blank.lines.iter().all(|line| line.start.is_none()) && !blank.tapped && !blank.vendor);

    let kept = change(&rig, &song, tapped(&blank, &[1_230, 4_560, 8_010])).await;
    assert!(kept.takes[0].has_timing);
    assert_eq!(kept.versions[0].lyrics, blank.words, "the words are the version's");
    let timing = times(&rig, &song).await.unwrap();
    assert_eq!(starts(&timing), [1_230, 4_560, 8_010]);
    assert_eq!(timing.words.iter().filter(|word| word.line == 1).count(), 8, "every word can be picked");
    let text = lrc(&rig, &song).await.unwrap();
    for stamp in ["[00:01.23]<00:01.23>Paper ", "[00:04.56]<00:04.56>街", "[00:08.01]<00:08.01>We "] {
        assert!(text.contains(stamp), "{stamp} in {text}");
    }

    rig.restart().await;
    assert_eq!(times(&rig, &song).await, Some(timing), "a restart keeps them");
    let again = sheet(&rig, &song).await;
    let known: Vec<_> = again.lines.iter().map(|line| line.start.unwrap().0).collect();
    assert_eq!((known, again.tapped), (vec![1_230, 4_560, 8_010], true), "correcting begins with them");
}

#[tokio::test(flavor = "multi_thread")]
async fn lyrics_of_an_import_may_be_mended_afterwards() {
    let rig = Rig::new().await;
    let song = imported(&rig).await;
    write(&rig, &song, WORDS).await;
    change(&rig, &song, tapped(&sheet(&rig, &song).await, &[1_000, 4_000, 8_000])).await;
    let mended = WORDS.replace("街灯慢慢数着水面", "街灯慢慢数着水面\nOne more line");
    write(&rig, &song, &mended).await;
    let next = sheet(&rig, &song).await;
    let known: Vec<_> = next.lines.iter().map(|line| line.start.map(|start| start.0)).collect();
    assert_eq!(known, [Some(1_000), Some(4_000), None, Some(8_000)], "what stayed has its time");
    change(&rig, &song, tapped(&next, &[1_000, 4_000, 6_500, 8_000])).await;
    assert_eq!(starts(&times(&rig, &song).await.unwrap()), [1_000, 4_000, 6_500, 8_000]);
    let back = change(&rig, &song, TimesChange::Back).await;
    assert!(!back.versions[0].lyrics.contains("One more line"), "undo brings words and times back");
    assert_eq!(starts(&times(&rig, &song).await.unwrap()), [1_000, 4_000, 8_000]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vendors_times_are_corrected_and_hold_again_when_wanted() {
    let rig = Rig::new().await;
    let song = rig.kept_song().await;
    let vendors = times(&rig, &song).await.unwrap();
    let known = sheet(&rig, &song).await;
    let at: Vec<u32> = known.lines.iter().map(|line| line.start.unwrap().0).collect();
    assert_eq!(at, starts(&vendors), "it starts from the vendor's times");
    assert!(known.vendor && !known.tapped);

    let later: Vec<u32> = at.iter().map(|start| start + 350).collect();
    change(&rig, &song, tapped(&known, &later)).await;
    assert_eq!(starts(&times(&rig, &song).await.unwrap()), later);
    change(&rig, &song, TimesChange::Vendor).await;
    assert_eq!(times(&rig, &song).await, Some(vendors.clone()), "exactly the vendor's");
    change(&rig, &song, TimesChange::Back).await;
    assert_eq!(starts(&times(&rig, &song).await.unwrap()), later, "that can be undone, too");

    let range = Range::new(Millis(later[2]), Millis(later[2] + 3_000)).unwrap();
    let action = ActionRequest::ReplaceSection {
        song: song.id.clone(),
        version: current(&song),
        range,
        new_words: "We were always going home".into(),
        style: None,
    };
    let quote = rig.studio.quote(action).await.unwrap();
    let prompt = quote.sent.iter().find(|field| field.name == "prompt").unwrap();
    assert!(prompt.value.contains("We were always going home"), "a section is replaced by these times");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_lines_of_a_replaced_section_are_tapped_with_it() {
    let rig = Rig::new().await;
    let song = rig.kept_song().await;
    let before = times(&rig, &song).await.unwrap();
    let line = &before.lines[2];
    let range = Range::new(line.start.minus(Millis(60)), line.start.plus(Millis(3_500))).unwrap();
    let action = ActionRequest::ReplaceSection {
        song: song.id.clone(),
        version: current(&song),
        range,
        new_words: "We were always going home".into(),
        style: None,
    };
    let job = rig.act(action).await.unwrap();
    let take = job.takes[0].clone();
    let joined = rig.studio.keep_fragment(song.id.clone(), current(&song), take, Millis(40)).await.unwrap();
    let known = sheet(&rig, &joined).await;
    assert!(known.lines[2].text.contains("always going"), "{:?}", known.lines[2]);
    let mut wanted = starts(&before);
    wanted[2] = range.start().0 + 500;
    wanted[0] += 40;
    change(&rig, &joined, tapped(&known, &wanted)).await;
    assert_eq!(starts(&times(&rig, &joined).await.unwrap()), wanted);
    let first = times(&rig, &song).await.unwrap();
    assert_eq!(first.lines[2].start, before.lines[2].start, "what lies under it keeps its own time");
    assert_eq!(first.lines[0].start.0, wanted[0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn times_that_do_not_fit_change_nothing() {
    let rig = Rig::new().await;
    let song = imported(&rig).await;
    write(&rig, &song, WORDS).await;
    let lines = sheet(&rig, &song).await;
    for wrong in [&[1_000, 2_000][..], &[1_000, 900, 3_000], &[1_000, 2_000, 12_500]] {
        let refused = rig.studio.change_times(song.id.clone(), current(&song), tapped(&lines, wrong)).await;
        assert_eq!(refused.unwrap_err().code, ErrorCode::BadRequest, "{wrong:?}");
    }
    assert_eq!(times(&rig, &song).await, None);
    let other = rig.song(WORDS).await.id;
    let strange = rig.studio.get_tap_sheet(other, current(&song)).await;
    assert_eq!(strange.unwrap_err().code, ErrorCode::NotFound);
}

fn marker(id: &str, name: &str, start: u32, end: Option<u32>) -> Marker {
    Marker { id: id.into(), name: name.into(), start: Millis(start), end: end.map(Millis) }
}

async fn markers(rig: &Rig, song: &SongId) -> Vec<Marker> {
    rig.studio.get_song(song.clone()).await.unwrap().markers
}

#[tokio::test(flavor = "multi_thread")]
async fn markers_are_named_removed_brought_back_and_survive_a_restart() {
    let mut rig = Rig::new().await;
    let song = imported(&rig).await.id;
    let hook = marker("b", "Hook", 4_000, Some(6_500));
    rig.studio.save_marker(song.clone(), hook.clone()).await.unwrap();
    let view = rig.studio.save_marker(song.clone(), marker("a", "Marker 2", 900, None)).await.unwrap();
    assert_eq!(view.markers, [marker("a", "Marker 2", 900, None), hook.clone()], "in the order of time");
    let named = marker("a", "先从这里", 900, None);
    rig.studio.save_marker(song.clone(), marker("a", "  先从这里\n", 900, None)).await.unwrap();
    rig.restart().await;
    assert_eq!(markers(&rig, &song).await, [named.clone(), hook.clone()]);
    rig.studio.remove_marker(song.clone(), "b".into()).await.unwrap();
    assert_eq!(markers(&rig, &song).await, std::slice::from_ref(&named));
    rig.studio.save_marker(song.clone(), hook.clone()).await.unwrap();
    assert_eq!(markers(&rig, &song).await, [named, hook], "undo is to save it again");
    let nameless = rig.studio.save_marker(song.clone(), marker("c", " ", 1, None)).await.unwrap_err();
    assert_eq!(nameless.code, ErrorCode::NeedsName);
}
