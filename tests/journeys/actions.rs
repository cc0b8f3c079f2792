//! Every action from the click to a take, a file or a draft in the library, on every vendor that sells it:
//! one charge each, the request as the user filled it in, and where each take came from.

use practice::{WIRE_FORMATS, WireFormat};
use serde_json::{Value, json};
use song::{Compose, Millis, Range, SongId, TakeId};
use studio::{
    ActionKind, ActionRequest, DeriveForm, FileKind, JobState, JobView, Money, TakeKind, TakeOrigin, TakeView,
};
use tests::rig::Rig;
use tests::stage::{NEW_WORDS, Stage, WORDS};

/// What an action works on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum On {
    /// The first take of the song.
    Take,
    /// The first two.
    Both,
    /// The recording; before it is uploaded for what works on an address, after for the rest.
    Recording,
    /// A part that continues the first take.
    Continued,
    /// A stem out of all stems.
    Stem,
    /// The song as such.
    Song,
}

/// What an action brings.
#[derive(Clone, Copy)]
enum Brings {
    Takes(TakeKind, TakeOrigin),
    File(FileKind),
    Draft,
    Upload,
    Timing,
}

const fn song(origin: TakeOrigin) -> Brings {
    Brings::Takes(TakeKind::Whole, origin)
}

/// In the order in which each finds what it needs.
const CASES: [(ActionKind, On, Brings); 23] = [
    (ActionKind::Timing, On::Take, Brings::Timing),
    (ActionKind::Extend, On::Take, song(TakeOrigin::Extend)),
    (ActionKind::Concat, On::Continued, song(TakeOrigin::Concat)),
    (ActionKind::UploadCover, On::Recording, song(TakeOrigin::Cover)),
    (ActionKind::UploadGenerate, On::Recording, song(TakeOrigin::Extend)),
    (ActionKind::Upload, On::Recording, Brings::Upload),
    (ActionKind::Cover, On::Take, song(TakeOrigin::Cover)),
    (ActionKind::Mashup, On::Both, song(TakeOrigin::Mashup)),
    (ActionKind::Sample, On::Take, song(TakeOrigin::Sample)),
    (ActionKind::Inspiration, On::Take, song(TakeOrigin::Inspiration)),
    (ActionKind::Remaster, On::Take, song(TakeOrigin::Remaster)),
    (ActionKind::AddVocals, On::Take, song(TakeOrigin::AddVocals)),
    (ActionKind::AddInstrumental, On::Take, song(TakeOrigin::AddInstrumental)),
    (ActionKind::UploadExtend, On::Recording, song(TakeOrigin::Extend)),
    (ActionKind::Sounds, On::Song, Brings::Takes(TakeKind::Sound, TakeOrigin::Sounds)),
    (ActionKind::Stems, On::Take, Brings::Takes(TakeKind::Stem, TakeOrigin::Stems)),
    (ActionKind::AllStems, On::Take, Brings::Takes(TakeKind::Stem, TakeOrigin::AllStems)),
    (ActionKind::Lyrics, On::Song, Brings::Draft),
    (ActionKind::MashupLyrics, On::Both, Brings::Draft),
    (ActionKind::Wav, On::Take, Brings::File(FileKind::Wav)),
    (ActionKind::Mp4, On::Take, Brings::File(FileKind::Mp4)),
    (ActionKind::Midi, On::Stem, Brings::File(FileKind::Midi)),
    (ActionKind::Html, On::Take, Brings::File(FileKind::Html)),
];

/// What the profile sells and the practice server has no route for: it answers as a vendor without one.
const NOT_ROUTED: [(&str, ActionKind); 1] = [("gateway", ActionKind::Upload)];

fn is_routed(format: WireFormat, action: ActionKind) -> bool {
    let fork = format.base == "/gateway-full";
    let extra = format.vendor == "gateway" && action == ActionKind::Concat;
    fork || !(extra || NOT_ROUTED.contains(&(format.vendor, action)))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_action_of_the_first_vendor_brings_what_was_bought() {
    every_action(WIRE_FORMATS[0], Some(yoyai_body)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_action_of_the_second_vendor_brings_what_was_bought() {
    every_action(WIRE_FORMATS[1], None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_action_of_the_third_vendor_and_of_every_gateway_brings_what_was_bought() {
    for format in &WIRE_FORMATS[2..] {
        every_action(*format, None).await;
    }
}

/// What the user chose, in the vendor's words.
type Body = fn(&Stage, ActionKind) -> Value;

async fn every_action(format: WireFormat, body: Option<Body>) {
    let stage = Stage::of(format).await;
    let profile = ::vendors::by_id(format.vendor).unwrap().profile();
    for (action, on, brings) in CASES {
        if profile.action(action).is_some() && is_routed(format, action) {
            let uploads = profile.action(action).is_some_and(|it| it.has_need(::vendors::Need::UploadedSong));
            let on = if uploads { On::Recording } else { on };
            Case { stage: &stage, format, action, on, brings }.run(body).await;
        }
    }
}

struct Case<'a> {
    stage: &'a Stage,
    format: WireFormat,
    action: ActionKind,
    on: On,
    brings: Brings,
}

impl Case<'_> {
    async fn run(&self, body: Option<Body>) {
        let name = format!("{}{} {:?}", self.format.vendor, self.format.base, self.action);
        let (stage, rig) = (self.stage, &self.stage.rig);
        let (song, take, with) = self.works_on().await;
        if self.on != On::Song {
            let item = stage.item(&song, &take, self.action).await.expect("it is in the menu");
            assert_eq!(item.blocked, None, "{name}");
        }
        let before = stage.view(&song).await.takes.len();
        let (charges, requests) = (rig.practice.ledger().len(), rig.practice.requests().len());
        let job = rig.act(stage.ask(self.action, &song, &take, with.clone())).await;
        let job = job.unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert_eq!((job.state, job.money), (JobState::Done, Money::Spent), "{name}: {:?}", job.error);
        assert_eq!(rig.practice.ledger().len(), charges + 1, "{name}: one click, one charge");
        self.brought(&name, &job, &song, &take, with.as_ref(), before).await;
        if let Some(body) = body {
            let sent = rig.practice.requests()[requests].body.clone();
            let sent: Value = serde_json::from_str(&sent).unwrap();
            assert_contains(&name, &sent, &body(stage, self.action));
        }
    }

    /// Song, take and second take.
    async fn works_on(&self) -> (SongId, TakeId, Option<TakeId>) {
        let stage = self.stage;
        let first = |takes: Vec<TakeView>| takes[0].id.clone();
        let take = match self.on {
            On::Recording => return (stage.recorded.clone(), stage.recording.clone(), None),
            On::Take | On::Both | On::Song => stage.take.clone(),
            On::Continued => {
                first(stage.takes_of(&stage.song, |take| take.origin == TakeOrigin::Extend).await)
            }
            On::Stem => first(stage.takes_of(&stage.song, |take| take.origin == TakeOrigin::AllStems).await),
        };
        let second = stage.view(&stage.song).await.takes.get(1).map(|take| take.id.clone());
        (stage.song.clone(), take, second.filter(|_| self.on == On::Both))
    }

    async fn brought(
        &self,
        name: &str,
        job: &JobView,
        song: &SongId,
        take: &TakeId,
        with: Option<&TakeId>,
        before: usize,
    ) {
        let view = self.stage.view(song).await;
        let source = view.takes.iter().find(|known| known.id == *take).unwrap();
        match self.brings {
            Brings::Takes(kind, origin) => {
                let from = (self.on != On::Song).then_some(take);
                assert!(!job.takes.is_empty() && view.takes.len() == before + job.takes.len(), "{name}");
                for made in view.takes.iter().filter(|made| job.takes.contains(&made.id)) {
                    assert_eq!((made.kind, made.origin), (kind, origin), "{name}");
                    assert_eq!((made.source.as_ref(), made.with.as_ref()), (from, with), "{name}: lineage");
                    assert_eq!(made.stem.is_some(), kind == TakeKind::Stem, "{name}");
                    assert_eq!(made.range, job.range, "{name}: what was worked on");
                    assert!(made.duration_ms.0 > 500 && !made.title.is_empty(), "{name}");
                    assert_eq!(made.connection.as_ref(), Some(&self.stage.connection), "{name}");
                }
            }
            Brings::File(kind) => {
                let file = source.files.iter().find(|file| file.kind == kind).expect(name);
                let copy = self.stage.rig.home.path().join(&file.name);
                let (song, take, place) = (song.clone(), take.clone(), copy.clone());
                self.stage.rig.studio.save_take_file(song, take, kind, place).await.expect(name);
                assert_eq!(std::fs::metadata(&copy).unwrap().len() as f64, file.bytes, "{name}");
            }
            Brings::Draft => {
                let draft = view.drafts.iter().find(|draft| draft.job == job.id).expect(name);
                assert!(draft.text.lines().count() > 1, "{name}: {draft:?}");
            }
            Brings::Upload => {
                assert_eq!(source.origin, TakeOrigin::Upload, "{name}");
                assert_eq!(source.connection.as_ref(), Some(&self.stage.connection), "{name}");
            }
            Brings::Timing => assert!(source.has_timing, "{name}"),
        }
    }
}

/// Every field of `wanted` is in `sent`.
fn assert_contains(name: &str, sent: &Value, wanted: &Value) {
    for (field, value) in wanted.as_object().unwrap() {
        assert_eq!(&sent[field], value, "{name}: {field} in {sent}");
    }
}

/// Seed 003's names for what [`Stage::form`] says.
fn yoyai_body(stage: &Stage, action: ActionKind) -> Value {
    let based = |name: &str, more: Value| {
        let mut body = json!({
            "action": name, "custom": true, "instrumental": false, "model": "chirp-v5", "is_pro": true,
            "lyric": NEW_WORDS, "title": "Second Light", "style": "fast polka, 200 bpm", "style_negative": "drums",
            "weirdness": 0.3, "style_influence": 0.6, "audio_influence": 0.9,
        });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    let sung = |name: &str, mut more: Value| {
        more["vocal_gender"] = json!("f");
        based(name, more)
    };
    match action {
        ActionKind::Extend => sung("extend", json!({ "continue_at": 5 })),
        ActionKind::Cover => sung("cover", json!({})),
        ActionKind::Mashup => sung("mashup", json!({})),
        ActionKind::Sample => sung("sample", json!({ "sample_start": 2, "sample_end": 6.5 })),
        ActionKind::Inspiration => sung("inspiration", json!({})),
        ActionKind::AddVocals => {
            sung("add_vocals", json!({ "overpainting_start": 2, "overpainting_end": 6.5 }))
        }
        ActionKind::AddInstrumental => {
            based("add_instrumental", json!({ "underpainting_start": 2, "underpainting_end": 6.5 }))
        }
        ActionKind::UploadGenerate => {
            sung("upload_generate", json!({ "audio_url": stage.address, "continue_at": 5 }))
        }
        ActionKind::UploadExtend => sung("upload_extend", json!({ "continue_at": 5 })),
        ActionKind::Upload => json!({ "audio_url": stage.address }),
        ActionKind::Remaster => {
            json!({ "action": "remaster", "model": "chirp-v5", "variation_category": "high", "is_pro": true })
        }
        ActionKind::Sounds => json!({
            "action": "sounds", "model": "chirp-v5", "is_pro": true,
            "sound": { "description": "a deep drop", "type": "loop", "key": "F# min", "bpm": 120 },
        }),
        ActionKind::Stems => json!({ "action": "stems" }),
        ActionKind::AllStems => json!({ "action": "all_stems" }),
        ActionKind::Concat => json!({ "action": "concat" }),
        ActionKind::Lyrics => json!({ "prompt": "a harbour at dawn" }),
        ActionKind::MashupLyrics => json!({ "model": "mashup", "lyrics_a": WORDS, "lyrics_b": WORDS }),
        _ => json!({}),
    }
}

/// One song, extended, covered, mashed up and remastered: its history is in the library, also after a
/// restart, and the parts are told from the takes.
#[tokio::test(flavor = "multi_thread")]
async fn one_song_remembers_where_everything_came_from() {
    let mut stage = Stage::of(WIRE_FORMATS[0]).await;
    let (song, take) = (stage.song.clone(), stage.take.clone());
    let second = stage.view(&song).await.takes[1].id.clone();
    let made = [
        (ActionKind::Cover, None),
        (ActionKind::Mashup, Some(second.clone())),
        (ActionKind::Remaster, None),
        (ActionKind::Stems, None),
    ];
    for (action, with) in made {
        let job = stage.rig.act(stage.ask(action, &song, &take, with)).await.unwrap();
        assert_eq!(job.state, JobState::Done, "{action:?}: {:?}", job.error);
    }
    let cover = stage.takes_of(&song, |take| take.origin == TakeOrigin::Cover).await[0].id.clone();
    let job = stage.rig.act(stage.ask(ActionKind::Extend, &song, &cover, None)).await.unwrap();
    assert_eq!(job.state, JobState::Done, "a cover can be continued: {:?}", job.error);
    let point = Range::new(Millis(5_000), job.range.unwrap().end()).unwrap();
    assert_eq!(job.range, Some(point), "from the point to the end");
    let before = stage.view(&song).await;
    stage.rig.restart().await;
    let after = stage.view(&song).await;
    assert_eq!(format!("{:?}", after.takes), format!("{:?}", before.takes));
    let line = |origin| {
        let of = after.takes.iter().filter(move |take| take.origin == origin);
        of.map(|take| (take.source.clone(), take.with.clone())).collect::<Vec<_>>()
    };
    assert_eq!(line(TakeOrigin::Cover), vec![(Some(take.clone()), None); 2]);
    assert_eq!(line(TakeOrigin::Mashup), vec![(Some(take.clone()), Some(second)); 2]);
    assert_eq!(line(TakeOrigin::Remaster), vec![(Some(take.clone()), None); 2]);
    assert_eq!(line(TakeOrigin::Extend), vec![(Some(cover), None); 2]);
    let mut parts: Vec<_> = after.takes.iter().filter_map(|take| take.stem.clone()).collect();
    parts.sort();
    assert_eq!(parts, ["Instrumental", "Vocals"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mashup_with_another_song_says_which() {
    let stage = Stage::of(WIRE_FORMATS[0]).await;
    let compose = Compose {
        title: "Harbour Lights".into(),
        lyrics: WORDS.into(),
        connection: Some(stage.connection.clone()),
        ..Compose::default()
    };
    let other = stage.rig.studio.create_song(compose).await.unwrap().id;
    let sung = stage.rig.act(ActionRequest::Generate { song: other.clone() }).await.unwrap();
    let with = sung.takes[1].clone();
    let mashup = stage.ask(ActionKind::Mashup, &stage.song, &stage.take, Some(with.clone()));
    assert_eq!(stage.rig.act(mashup).await.unwrap().state, JobState::Done);
    let named = |view: studio::SongView| {
        let there = view.elsewhere.into_iter();
        there.map(|it| (it.take, it.number, it.song, it.song_title)).collect::<Vec<_>>()
    };
    let song = stage.view(&stage.song).await;
    assert_eq!(named(song), [(with, 2, other.clone(), "Harbour Lights".to_owned())]);
    assert_eq!(named(stage.view(&other).await), []);
}

/// A continued part is half a song: joined, it has the words of both.
#[tokio::test(flavor = "multi_thread")]
async fn the_words_before_the_point_are_told_and_the_joined_song_has_them() {
    let stage = Stage::of(WIRE_FORMATS[0]).await;
    let (song, take) = (&stage.song, &stage.take);
    stage.rig.act(stage.ask(ActionKind::Timing, song, take, None)).await.unwrap();
    let kept = stage.rig.studio.keep_take(song.clone(), take.clone()).await.unwrap();
    let timing = stage.rig.studio.get_timing(song.clone(), kept.current.unwrap()).await.unwrap().unwrap();
    let sent = stage.rig.practice.requests().len();
    // The fifth word is under way.
    let at = timing.words[4].start.plus(song::Millis(1));
    let form = DeriveForm { at: Some(at), ..stage.form(take.clone(), None) };
    let action = ActionKind::Extend;
    let extend = ActionRequest::Derive { song: song.clone(), action, form: Box::new(form) };
    stage.rig.act(extend).await.unwrap();
    let body: Value = serde_json::from_str(&stage.rig.practice.requests()[sent].body).unwrap();
    assert_eq!(body["origin_lyric"], "[Verse]\nPaper lanterns on the rooftops");
    let part = stage.takes_of(song, |take| take.origin == TakeOrigin::Extend).await[0].clone();
    let joined = stage.rig.act(stage.ask(ActionKind::Concat, song, &part.id, None)).await.unwrap();
    let whole = stage.takes_of(song, |take| joined.takes.contains(&take.id)).await[0].clone();
    assert!(whole.duration_ms.0 > part.duration_ms.0 + at.0 - 1_000, "the beginning is in it again");
    let kept = stage.rig.studio.keep_take(song.clone(), whole.id).await.unwrap();
    let words = &kept.versions.last().unwrap().lyrics;
    assert!(words.contains("Paper") && words.contains("Second light on the harbour wall"), "{words}");
}

/// The built-in practice studio asks nobody for an address: recordings are put to its own file host, once.
#[tokio::test(flavor = "multi_thread")]
async fn a_recording_reaches_the_practice_studio_without_an_address() {
    let rig = Rig::new().await;
    let practice = rig.studio.snapshot().await.unwrap().connections[0].id.clone();
    let mut stage = Stage::open(rig, practice).await;
    stage.address.clear();
    let (song, take) = (stage.recorded.clone(), stage.recording.clone());
    let hosted = || {
        let requests = stage.rig.practice.requests();
        requests.iter().filter(|request| request.path == "/practice/files").count()
    };
    let before = hosted();
    for _ in 0..2 {
        stage.rig.studio.quote(stage.ask(ActionKind::Upload, &song, &take, None)).await.unwrap();
    }
    let job = stage.rig.act(stage.ask(ActionKind::Upload, &song, &take, None)).await.unwrap();
    assert_eq!(job.state, JobState::Done, "{:?}", job.error);
    assert_eq!(hosted(), before + 1, "looking at a price again puts nothing again");
    let job = stage.rig.act(stage.ask(ActionKind::AddVocals, &song, &take, None)).await.unwrap();
    assert_eq!((job.state, job.takes.len()), (JobState::Done, 2), "{:?}", job.error);
}
