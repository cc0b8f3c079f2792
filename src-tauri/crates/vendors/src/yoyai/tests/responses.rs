//! What comes back: every sample of the document, and the table of errors.

use serde_json::{Value, json};
use song::ComposeMode;

use super::{answer, bytes, fixture, folder, generate, timing, worked_replacement};
use crate::yoyai::YoYai;
use crate::{
    Clip, ClipState, ErrorKind, Field, Generate, Money, Place, Reason, Reply, Submission, SubmitError,
    Ticket, Vendor, VendorRequest,
};

fn reply(request: &VendorRequest, body: Vec<u8>) -> Reply {
    YoYai.decode(request, &answer(200, body)).unwrap()
}

fn clips(name: &str) -> Vec<Clip> {
    match reply(&generate(), bytes(name)).submission {
        Submission::Clips(clips) => clips,
        other => panic!("{name}: {other:?}"),
    }
}

/// Samples whose data is a list of clips, whatever the action: they share the shape.
fn clip_samples() -> Vec<String> {
    let entries =
        std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = entries.filter(|name| name.ends_with(".response.json")).collect();
    names.retain(|name| fixture(name)["data"].is_array());
    names.sort_unstable();
    names
}

#[test]
fn every_sample_of_clips_parses_and_loses_nothing() {
    let names = clip_samples();
    assert_eq!(names.len(), 19, "{names:?}");
    for name in names {
        let sample = fixture(&name);
        let expected = sample["data"].as_array().unwrap();
        let clips = clips(&name);
        assert_eq!(clips.len(), expected.len(), "{name}");
        for (clip, sample) in clips.iter().zip(expected) {
            assert_eq!(&rebuilt(clip, sample), sample, "{name}");
            assert_eq!(clip.audio().unwrap(), sample["audio_url"], "{name}");
        }
    }
}

/// The wire object that a clip came from.
fn rebuilt(clip: &Clip, sample: &Value) -> Value {
    let mut object = clip.extra.as_object().unwrap().clone();
    object.insert("id".into(), json!(clip.remote_id));
    object.insert("title".into(), json!(clip.title));
    object.insert("lyric".into(), json!(clip.lyric));
    object.insert("style".into(), json!(clip.style));
    object.insert("audio_url".into(), json!(clip.audio_url));
    object.insert("image_url".into(), json!(clip.image_url));
    object.insert("model".into(), json!(clip.model));
    object.insert("created_at".into(), json!(clip.created_at));
    // The callback's clips have neither.
    if sample.get("state").is_some() {
        object.insert("state".into(), json!("succeeded"));
        object.insert("duration".into(), sample["duration"].clone());
        assert_eq!(clip.duration_s, sample["duration"].as_f64());
    }
    Value::Object(object)
}

#[test]
fn the_numbers_of_the_envelope_are_kept() {
    let reply = reply(&generate(), bytes("generate.response.json"));
    assert_eq!(reply.task_id.as_deref(), Some("4226ba3a-c168-464e-b2db-18b32b17335a"));
    assert_eq!(reply.trace_id.as_deref(), Some("cb108c23-1b32-4fa4-99c7-e1e15e6e542c"));
}

#[test]
fn a_replacement_brings_two_fragments_and_a_concat_one_song() {
    let request = VendorRequest::ReplaceSection(worked_replacement());
    let Submission::Clips(fragments) = reply(&request, bytes("replace_section.response.json")).submission
    else {
        panic!("fragments expected");
    };
    assert_eq!(fragments.iter().map(|clip| clip.duration_s).collect::<Vec<_>>(), [Some(6.96), Some(6.96)]);
    assert!(fragments[0].lyric.ends_with('\r'), "line ends stay as they came");
    let whole = clips("concat.response.json");
    assert_eq!(whole.len(), 1);
    assert_eq!(whole[0].extra["concat_history"][1]["id"], "19ba4bb9-c90a-41ba-874d-40e5942e7d26");
}

#[test]
fn the_timing_sample_is_read_whole() {
    let sample = fixture("timing.response.json");
    let Submission::Timing(timing) = reply(&timing(), bytes("timing.response.json")).submission else {
        panic!("timing expected");
    };
    let words = sample["data"]["aligned_words"].as_array().unwrap();
    assert_eq!(timing.words.len(), words.len());
    assert_eq!(timing.words[0].text, "一汗一热血\n\n");
    assert_eq!(
        (timing.words[0].start_s, timing.words[0].end_s, timing.words[0].p),
        (26.40957, 32.75266, 0.99)
    );
    assert!(timing.words.iter().all(|word| word.success));
    let lines = sample["data"]["aligned_lyrics"].as_array().unwrap();
    assert_eq!(timing.lines.len(), lines.len());
    let last = timing.lines.last().unwrap();
    assert_eq!((last.text.as_str(), last.words.len(), last.end_s), ("脚步未停。", 4, 215.744_680_851_063_83));
}

#[test]
fn an_accepted_task_is_a_ticket() {
    let reply = reply(&generate(), bytes("accepted.response.json"));
    let ticket = Ticket::new("44472ab8-783b-4054-b861-5bf14e462f60");
    assert_eq!(reply.submission, Submission::Accepted(ticket));
}

#[test]
fn samples_of_other_endpoints_are_refused_without_harm() {
    for name in ["persona", "persona_upload", "persona_vox", "vox", "init_voice", "verify_voice"] {
        let body = bytes(&format!("{name}.response.json"));
        let result = YoYai.decode(&timing(), &answer(200, body));
        let error = result.unwrap_err().into_error();
        assert_eq!((error.kind, error.money), (ErrorKind::Unreadable, Money::Unknown), "{name}");
        assert!(error.task_id.is_some(), "{name}");
    }
}

/// What each row of the document's table means, in its order.
fn table() -> [(ErrorKind, Money); 16] {
    let moderated = |place, reason, term: &str| ErrorKind::Moderation { place, reason, term: term.into() };
    let long = |field| ErrorKind::TextTooLong { field };
    let free = Money::NotSpent;
    [
        (long(Field::Lyrics), free),
        (long(Field::Style), free),
        (long(Field::Title), free),
        (moderated(Place::Audio, Reason::Copyright, ""), free),
        (moderated(Place::Style, Reason::ArtistName, "xxx"), free),
        (moderated(Place::Idea, Reason::ArtistName, "xxx"), free),
        (moderated(Place::Style, Reason::ArtistName, "xxx"), free),
        (moderated(Place::Lyrics, Reason::ProducerTag, "xxx"), free),
        (moderated(Place::Lyrics, Reason::Copyright, ""), free),
        (ErrorKind::SongGone, free),
        (ErrorKind::AccountGone, free),
        (ErrorKind::NotSupported, free),
        (ErrorKind::PoolOutOfCredits, free),
        (ErrorKind::VendorFault, Money::Unknown),
        (ErrorKind::Busy, free),
        (ErrorKind::Timeout, Money::Unknown),
    ]
}

#[test]
fn every_row_of_the_error_table_has_its_meaning() {
    let rows = fixture("errors.json");
    for (row, (kind, money)) in rows.as_array().unwrap().iter().zip(table()) {
        let envelope = json!({ "success": false, "error": { "code": row["code"], "message": row["message"] }, "trace_id": "x" });
        let status = u16::try_from(row["status"].as_u64().unwrap()).unwrap();
        let failure = YoYai.decode(&generate(), &answer(status, envelope.to_string())).unwrap_err();
        let refused = matches!(failure, SubmitError::Refused(_));
        let error = failure.into_error();
        assert_eq!((&error.kind, error.money), (&kind, money), "{row}");
        assert_eq!(refused, money == Money::NotSpent, "{row}");
        assert_eq!(
            (error.message.as_str(), error.code.as_deref()),
            (row["message"].as_str().unwrap(), row["code"].as_str())
        );
        assert_eq!(error.trace_id.as_deref(), Some("x"));
    }
    assert_eq!(rows.as_array().unwrap().len(), 16);
}

#[test]
fn the_prompt_of_a_description_is_the_description() {
    let envelope =
        json!({ "success": false, "error": { "code": "bad_request", "message": "Prompt too long." } });
    let request = VendorRequest::Generate(Generate { mode: ComposeMode::Idea, ..Generate::default() });
    let error = YoYai.decode(&request, &answer(400, envelope.to_string())).unwrap_err().into_error();
    assert_eq!(error.kind, ErrorKind::TextTooLong { field: Field::Idea });
}

#[test]
fn a_failed_clip_beside_a_good_one_spoils_nothing() {
    let body = json!({ "success": true, "task_id": "t", "data": [
        { "id": "a", "state": "error", "audio_url": "https://cdn1.suno.ai/None.mp3", "metadata": {
            "error_type": "moderation_failure", "error_message": "Song Description contained artist name: Adele" } },
        { "id": "b", "state": "succeeded", "audio_url": "https://cdn1.suno.ai/b.mp3" },
    ]});
    let Submission::Clips(clips) = reply(&generate(), body.to_string().into()).submission else {
        panic!("clips")
    };
    let moderated =
        ErrorKind::Moderation { place: Place::Idea, reason: Reason::ArtistName, term: "Adele".into() };
    assert_eq!(clips[0].audio().unwrap_err().kind, moderated);
    assert!(clips[1].audio().is_ok());
}

#[test]
fn lenient_reading_saves_what_was_paid_for() {
    let body = json!({ "success": 1, "task_id": 7, "data": [
        { "id": "a", "title": null, "lyric": 5, "audio_url": "https://cdn1.suno.ai/a.mp3", "state": "SUCCEEDED",
          "duration": "134.8", "model": "chirp-hawk", "brand_new": { "deep": [1] } },
        { "id": "a", "title": "again", "audio_url": "https://cdn1.suno.ai/a.mp3" },
        "noise", null, [],
        { "id": "b", "audio_url": "https://cdn1.suno.ai/b.mp3", "state": "upscaling", "duration": -4 },
    ]});
    let reply = reply(&generate(), body.to_string().into());
    let Submission::Clips(clips) = reply.submission else { panic!("clips") };
    assert_eq!(reply.task_id.as_deref(), Some("7"));
    assert_eq!(clips.len(), 2, "the same clip twice counts once");
    assert_eq!((clips[0].title.as_str(), clips[0].lyric.as_str()), ("", "5"));
    assert_eq!((clips[0].duration_s, clips[0].model.as_str()), (Some(134.8), "chirp-hawk"));
    assert_eq!(clips[0].extra, json!({ "brand_new": { "deep": [1] } }));
    assert_eq!((&clips[1].state, clips[1].duration_s), (&ClipState::Other("upscaling".into()), None));
}

#[test]
fn an_error_beside_songs_loses_none_of_them() {
    for error in [json!({}), json!("stems are late"), json!({ "code": "api_error", "message": "x" })] {
        let data = json!([{ "id": "a", "audio_url": "https://a.b/c" }]);
        let body = json!({ "success": true, "error": error, "data": data });
        assert!(matches!(reply(&generate(), body.to_string().into()).submission, Submission::Clips(_)));
    }
}

#[test]
fn a_single_clip_without_a_list_and_one_without_an_id_are_clips() {
    for data in
        [json!({ "id": "a", "audio_url": "https://a.b/c" }), json!([{ "audio_url": "https://a.b/c" }])]
    {
        let body = json!({ "success": true, "data": data });
        assert!(
            matches!(reply(&generate(), body.to_string().into()).submission, Submission::Clips(clips) if clips.len() == 1)
        );
    }
}

#[test]
fn unfinished_clips_without_audio_are_a_ticket_and_with_audio_are_clips() {
    let body = |url: &str| {
        json!({ "success": true, "task_id": "t", "data": [{ "id": "a", "state": "running", "audio_url": url }] })
            .to_string()
    };
    let submission = |url| reply(&generate(), body(url).into()).submission;
    assert_eq!(submission(""), Submission::Accepted(Ticket::new("t")));
    assert!(matches!(submission("https://a.b/c.mp3"), Submission::Clips(_)));
}

#[test]
fn pieces_of_a_timing_without_times_count_as_not_found() {
    let body = json!({ "success": true, "data": { "aligned_lyrics": null, "aligned_words": [
        { "word": "la", "start_s": null, "end_s": 1.0 }, { "word": "li", "success": false, "start_s": "2", "end_s": 3 } ] } });
    let Submission::Timing(timing) = reply(&timing(), body.to_string().into()).submission else {
        panic!("timing")
    };
    assert!(timing.lines.is_empty() && timing.words.iter().all(|word| !word.success));
    assert_eq!(timing.words[1].start_s, 2.0);
}
