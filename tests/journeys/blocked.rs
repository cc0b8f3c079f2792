//! What cannot be asked for is said before the click, in the menu and by the price, and costs nothing; what
//! is worth knowing is a warning.

use practice::WIRE_FORMATS;
use song::{Compose, Millis, Range, SongId, TakeId};
use studio::{
    ActionKind, ActionRequest, Blocked, ConnectionOptions, DeriveForm, ErrorCode, JobState, Money, SoundKind,
    SoundsForm, UiError, Variation, Warning,
};
use tests::rig::{LYRICS, Rig};
use tests::stage::Stage;

/// What a price says of something that cannot be asked for.
async fn refused(stage: &Stage, action: ActionRequest) -> UiError {
    let kind = action.kind();
    let error = stage.rig.studio.quote(action).await.expect_err(&format!("{kind:?} is refused"));
    assert_eq!(error.money, Some(Money::NotSpent), "{kind:?}");
    error
}

fn derive(stage: &Stage, action: ActionKind, change: impl Fn(&mut DeriveForm)) -> ActionRequest {
    let mut form = stage.form(stage.take.clone(), None);
    change(&mut form);
    ActionRequest::Derive { song: stage.song.clone(), action, form: Box::new(form) }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_menu_and_the_price_say_the_same_of_what_is_missing() {
    let stage = Stage::of(WIRE_FORMATS[0]).await;
    let made = (&stage.song, &stage.take);
    let recorded = (&stage.recorded, &stage.recording);
    let cases: [((&SongId, &TakeId), ActionKind, Blocked, &str); 6] = [
        (made, ActionKind::AddVocals, Blocked::NeedsUpload, "needsUpload"),
        (made, ActionKind::UploadExtend, Blocked::NeedsUpload, "needsUpload"),
        (made, ActionKind::Midi, Blocked::NeedsStem, "needsStem"),
        (recorded, ActionKind::Cover, Blocked::NotAtVendor, ""),
        (recorded, ActionKind::Stems, Blocked::NotAtVendor, ""),
        (recorded, ActionKind::MashupLyrics, Blocked::NeedsWords, "needsWords"),
    ];
    for ((song, take), action, why, word) in cases {
        let item = stage.item(song, take, action).await.unwrap();
        assert_eq!(item.blocked, Some(why), "{action:?}");
        let error = refused(&stage, stage.ask(action, song, take, Some(stage.take.clone()))).await;
        let said = error.values.get("why").map_or("", String::as_str);
        let code = if word.is_empty() { ErrorCode::NotAtVendor } else { ErrorCode::Blocked };
        assert_eq!((error.code, said), (code, word), "{action:?}");
    }
    for action in [ActionKind::Upload, ActionKind::UploadGenerate] {
        assert!(stage.item(&stage.song, &stage.take, action).await.is_none(), "the vendor has this take");
        assert_eq!(stage.item(recorded.0, recorded.1, action).await.unwrap().blocked, None, "{action:?}");
    }
    assert_eq!(stage.rig.practice.ledger().len(), 1, "only the song was paid for");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_vendor_lacks_is_said_by_name() {
    for (format, action, why) in [
        (WIRE_FORMATS[1], ActionKind::Html, Blocked::NotSold),
        (
            WIRE_FORMATS[1],
            ActionKind::UploadExtend,
            Blocked::UseAnother { action: ActionKind::UploadGenerate },
        ),
        (WIRE_FORMATS[2], ActionKind::Extend, Blocked::NotSold),
        (WIRE_FORMATS[2], ActionKind::Cover, Blocked::NeedsUpload),
    ] {
        let stage = Stage::of(format).await;
        let item = stage.item(&stage.song, &stage.take, action).await.unwrap();
        assert_eq!(item.blocked, Some(why), "{} {action:?}", format.vendor);
        let error = refused(&stage, stage.ask(action, &stage.song, &stage.take, None)).await;
        assert_eq!(error.code, ErrorCode::Blocked, "{} {action:?}", format.vendor);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_that_a_vendor_would_refuse_or_bill_for_nothing_are_not_sent() {
    let stage = Stage::of(WIRE_FORMATS[0]).await;
    let length = stage.view(&stage.song).await.takes[0].duration_ms;
    let late = Range::new(Millis(2_000), length.plus(Millis(1))).unwrap();
    let (song, take) = (&stage.song, &stage.take);
    let sound = |key: Option<&str>, bpm| SoundsForm {
        description: "rain".into(),
        sound: SoundKind::OneShot,
        key: key.map(str::to_owned),
        bpm,
        model: String::new(),
        pro: false,
    };
    let sounds = |form| ActionRequest::Sounds { song: song.clone(), form };
    let cases = [
        (derive(&stage, ActionKind::Mashup, |_| ()), ErrorCode::NeedsTwo),
        (derive(&stage, ActionKind::Mashup, |form| form.with = Some(form.take.clone())), ErrorCode::NeedsTwo),
        (
            derive(&stage, ActionKind::Mashup, |form| form.with = Some(stage.recording.clone())),
            ErrorCode::NeedsTwo,
        ),
        (derive(&stage, ActionKind::Extend, |form| form.at = Some(Millis(0))), ErrorCode::OutsideSong),
        (
            derive(&stage, ActionKind::Extend, |form| form.at = Some(length.plus(Millis(1)))),
            ErrorCode::OutsideSong,
        ),
        (derive(&stage, ActionKind::Sample, |form| form.range = Some(late)), ErrorCode::OutsideSong),
        (derive(&stage, ActionKind::Sample, |form| form.compose.lyrics.clear()), ErrorCode::EmptyLyrics),
        (
            derive(&stage, ActionKind::Extend, |form| form.compose.mode = song::ComposeMode::Idea),
            ErrorCode::EmptyLyrics,
        ),
        (
            derive(&stage, ActionKind::Cover, |form| form.compose.lyrics = "la ".repeat(2_000)),
            ErrorCode::TextTooLong,
        ),
        (derive(&stage, ActionKind::Generate, |_| ()), ErrorCode::BadRequest),
        (
            ActionRequest::Remaster {
                song: song.clone(),
                take: take.clone(),
                model: "chirp-v4".into(),
                variation: Variation::Normal,
            },
            ErrorCode::Blocked,
        ),
        (ActionRequest::Lyrics { song: song.clone(), idea: " ".into() }, ErrorCode::EmptyLyrics),
        (sounds(sound(Some("H"), None)), ErrorCode::BadRequest),
        (sounds(sound(None, Some(301))), ErrorCode::BadRequest),
        (
            ActionRequest::Upload {
                song: stage.recorded.clone(),
                take: stage.recording.clone(),
                public_url: None,
            },
            ErrorCode::Blocked,
        ),
        (
            ActionRequest::Upload {
                song: stage.recorded.clone(),
                take: stage.recording.clone(),
                public_url: Some("/home/me/song.wav".into()),
            },
            ErrorCode::BadUrl,
        ),
    ];
    for (action, code) in cases {
        let shown = format!("{action:?}");
        assert_eq!(refused(&stage, action).await.code, code, "{shown}");
    }
    assert_eq!(stage.rig.practice.ledger().len(), 1, "only the song was paid for");
}

#[tokio::test(flavor = "multi_thread")]
async fn songs_of_the_normal_pool_are_told_from_those_of_the_better_one() {
    let rig = Rig::new().await;
    let connection = rig.connect(WIRE_FORMATS[0]).await.id;
    for (pro, blocked) in [(false, Some(Blocked::NeedsPro)), (true, None)] {
        let compose = Compose {
            lyrics: LYRICS.into(),
            title: "Cheap".into(),
            model: "chirp-v3-5".into(),
            connection: Some(connection.clone()),
            pro,
            ..Compose::default()
        };
        let song = rig.studio.create_song(compose).await.unwrap().id;
        let quote = rig.studio.quote(ActionRequest::Generate { song: song.clone() }).await.unwrap();
        assert_eq!(quote.price, Some(if pro { 0.5 } else { 0.38 }), "YoYAI price list");
        let job = rig.act(ActionRequest::Generate { song: song.clone() }).await.unwrap();
        let menu = rig.studio.action_menu(song, job.takes[0].clone()).await.unwrap();
        let stems = menu.iter().find(|item| item.action == ActionKind::Stems).unwrap();
        assert_eq!(stems.blocked, blocked, "asked for the better pool: {pro}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_worth_knowing_is_said_before_the_click() {
    let stage = Stage::of(WIRE_FORMATS[0]).await;
    let length = stage.view(&stage.song).await.takes[0].duration_ms;
    let at = |percent: u32| Millis(length.0 / 100 * percent);
    let warned = async |percent| {
        let extend = derive(&stage, ActionKind::Extend, |form| form.at = Some(at(percent)));
        stage.rig.studio.quote(extend).await.unwrap().warnings
    };
    let late = Warning::LateContinue { advised_percent: 70 };
    assert_eq!(warned(69).await, [Warning::NoOriginWords, Warning::PriceSupposed]);
    assert_eq!(warned(72).await, [late.clone(), Warning::NoOriginWords, Warning::PriceSupposed]);
    stage.rig.act(stage.ask(ActionKind::Timing, &stage.song, &stage.take, None)).await.unwrap();
    assert_eq!(warned(72).await, [late, Warning::PriceSupposed]);
    let unlisted = stage.ask(ActionKind::Wav, &stage.song, &stage.take, None);
    let quote = stage.rig.studio.quote(unlisted).await.unwrap();
    assert_eq!((quote.price, quote.warnings), (None, vec![Warning::PriceUnknown]));
}

/// A path that no document prints may be wrong: the vendor answers that there is none, and nothing is spent.
#[tokio::test(flavor = "multi_thread")]
async fn a_vendor_without_the_route_costs_nothing() {
    for (format, action) in [(WIRE_FORMATS[0], ActionKind::Mp4), (WIRE_FORMATS[1], ActionKind::Wav)] {
        let stage = Stage::of(format).await;
        let paths = [(action, "/suno/elsewhere".to_owned())].into();
        let options = ConnectionOptions { paths, ..ConnectionOptions::NONE };
        stage.rig.studio.set_connection_options(stage.connection.clone(), options).await.unwrap();
        let charges = stage.rig.practice.ledger().len();
        let job = stage.rig.act(stage.ask(action, &stage.song, &stage.take, None)).await.unwrap();
        assert_eq!(
            (job.state, job.money),
            (JobState::Refused, Money::NotSpent),
            "{action:?}: {:?}",
            job.error
        );
        assert_eq!(stage.rig.practice.ledger().len(), charges, "{action:?}");
        assert!(stage.view(&stage.song).await.takes.iter().all(|take| take.files.is_empty()), "{action:?}");
    }
}
