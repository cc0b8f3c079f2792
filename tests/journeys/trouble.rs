//! Bad files and bad media: each has its own clear error, and nothing is lost.

use practice::{Effect, Fault};
use studio::{ActionRequest, ErrorCode, JobState, Money, StudioEvent};
use tests::rig::{LYRICS, Rig};

#[tokio::test(flavor = "multi_thread")]
async fn media_that_cannot_be_fetched_is_named_and_can_be_fetched_later() {
    let rig = Rig::new().await;
    let faults = [
        (Effect::media_forbidden(), ErrorCode::MediaForbidden),
        (Effect::html_page(), ErrorCode::NotAudio),
        (Effect::plain(404, "text/plain", b"gone"), ErrorCode::MediaExpired),
    ];
    for (effect, code) in faults {
        rig.practice.fault(Fault::always("/media/", effect));
        let song = rig.song(LYRICS).await;
        let job = rig.act(ActionRequest::Generate { song: song.id.clone() }).await.unwrap();
        assert_eq!((job.state, job.money), (JobState::Failed, Money::Spent), "it was paid for");
        assert_eq!(job.error.as_ref().unwrap().code, code);
        rig.practice.clear_faults();
        rig.studio.look_up_job(job.id.clone()).await.unwrap();
        let view = rig.studio.get_song(song.id).await.unwrap();
        assert_eq!(view.takes.len(), 2, "the paid result comes home once the media answers again");
    }
    let generated = rig.practice.ledger().iter().filter(|entry| entry.action == "generate").count();
    assert_eq!(generated, 3, "fetching again costs nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_files_are_refused_by_name_and_good_ones_still_come_in() {
    let rig = Rig::new().await;
    let folder = rig.home.path().join("drop");
    std::fs::create_dir_all(&folder).unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let tone: Vec<f32> = (0..96_000).map(|i| (i as f32 * 0.05).sin() * 0.3).collect();
    let paths = vec![
        write("page.mp3", b"<!doctype html><p>Please sign in</p>"),
        write("empty.wav", b""),
        write("picture.flac", b"\x89PNG\r\n\x1a\n0000IHDR"),
        write("tone.mp3", &audio::encode_wav16(&tone, 48_000)),
        folder.join("not there.wav"),
    ];
    let mut events = rig.studio.events();
    rig.studio.import_audio(paths).await;
    let (songs, failed) = loop {
        if let Some(StudioEvent::Imported { songs, failed }) = events.recv().await {
            break (songs, failed);
        }
    };
    assert_eq!(songs.len(), 1, "a WAV named .mp3 is what it is inside");
    let codes: Vec<_> = failed.iter().map(|(name, error)| (name.as_str(), error.code)).collect();
    assert_eq!(
        codes,
        [
            ("page.mp3", ErrorCode::NotAudio),
            ("empty.wav", ErrorCode::EmptyAudio),
            ("picture.flac", ErrorCode::NotAudio),
            ("not there.wav", ErrorCode::FileGone),
        ]
    );
    let incoming = std::fs::read_dir(rig.home.path().join("library/incoming")).unwrap().count();
    assert_eq!(incoming, 0, "nothing half-imported stays behind");
}
