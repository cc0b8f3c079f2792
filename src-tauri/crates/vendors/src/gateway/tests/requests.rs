//! What is sent, field by field.

use serde_json::json;
use song::ComposeMode;

use super::{SAMPLES, TASK, concat, extend, generate, idea, lyrics, song, upload};
use crate::gateway::Gateway;
use crate::suno::fixtures::wire;
use crate::{
    Action, Cover, Extend, Generate, Method, Setup, Source, Ticket, Vendor, VendorRequest, Voice, Waiting,
    WhyNot, WireRequest,
};

fn sent(request: VendorRequest) -> WireRequest {
    wire(&Gateway, &request)
}

fn why_not(request: &VendorRequest) -> WhyNot {
    Gateway.encode(request, &Setup::default()).unwrap_err().why
}

#[test]
fn songs_equal_the_document() {
    SAMPLES.assert_equals(&sent(generate()), "custom");
    SAMPLES.assert_equals(&sent(VendorRequest::Generate(idea())), "idea");
    let instrumental = Generate { mode: ComposeMode::Instrumental, ..song() };
    let expected = json!({
        "prompt": "", "mv": "chirp-v4", "title": "City Lights", "tags": "emotional punk", "make_instrumental": true,
    });
    assert_eq!(sent(VendorRequest::Generate(instrumental)).body, expected);
    let instrumental = Generate { instrumental: true, ..idea() };
    let expected =
        json!({ "gpt_description_prompt": "miku dance", "mv": "chirp-v4", "make_instrumental": true });
    assert_eq!(sent(VendorRequest::Generate(instrumental)).body, expected);
}

#[test]
fn an_extension_equals_the_document() {
    let task = Some("736a6f88-bd29-4b1e-b110-37132a5325ac");
    SAMPLES.assert_equals(&sent(VendorRequest::Extend(extend(task))), "extend");
}

/// Either would make a song that continues nothing, and bill it.
#[test]
fn an_extension_without_its_task_or_of_an_idea_is_refused() {
    assert_eq!(why_not(&VendorRequest::Extend(extend(None))), WhyNot::Combination);
    assert_eq!(why_not(&VendorRequest::Extend(extend(Some("")))), WhyNot::Combination);
    let idea = Extend { song: idea(), ..extend(Some("t")) };
    assert_eq!(why_not(&VendorRequest::Extend(idea)), WhyNot::Combination);
}

#[test]
fn the_others_equal_the_document() {
    SAMPLES.assert_equals(&sent(lyrics()), "lyrics");
    SAMPLES.assert_equals(&sent(upload()), "upload");
    SAMPLES.assert_equals(&sent(concat()), "concat");
}

#[test]
fn paths_that_few_gateways_route_are_settings() {
    let setup = Setup { paths: [(Action::Concat, "/suno/concat".to_owned())].into(), ..Setup::default() };
    assert_eq!(Gateway.encode(&concat(), &setup).unwrap().path, "/suno/concat");
    assert_eq!(Gateway.encode(&upload(), &setup).unwrap().path, "/suno/uploads/audio-url");
}

/// New-API drops fields that it does not know, and would make a plain song of these.
#[test]
fn what_would_be_dropped_in_silence_is_refused() {
    let voice = Some(Voice::Real { persona_id: "p".into() });
    assert_eq!(why_not(&VendorRequest::Generate(Generate { voice, ..song() })), WhyNot::NotSold);
    let cover = Cover { song: song(), source: Source::default() };
    assert_eq!(why_not(&VendorRequest::Cover(cover)), WhyNot::NotSold);
}

#[test]
fn names_of_tomorrow_are_sent_as_they_are() {
    let model = "chirp-hawk".to_owned();
    assert_eq!(sent(VendorRequest::Generate(Generate { model, ..song() })).body["mv"], "chirp-hawk");
    let profile = Gateway.profile();
    assert!(profile.model(profile.default_model).is_some());
    assert_eq!(profile.quote(&generate()), None, "every gateway has its own price");
}

/// Not by its address: see [`super::super::encode::batch`].
#[test]
fn one_task_is_a_batch_of_one_whatever_its_number() {
    let request = lyrics();
    for id in [TASK, "task_Zk3bT9Qx", "a/../b?c"] {
        let ticket = Ticket::new(id);
        let follow = Gateway.follow(&[Waiting { request: &request, ticket: &ticket }]).unwrap();
        assert_eq!((follow.wire.method, follow.wire.path.as_str()), (Method::Post, "/suno/fetch"));
        assert_eq!((follow.wire.body, follow.covers), (json!({ "ids": [id] }), 1));
    }
    assert!(Gateway.follow(&[]).is_none());
}

#[test]
fn many_tasks_are_asked_for_in_one_batch() {
    let (request, ticket) = (generate(), Ticket::new(TASK));
    let job = Waiting { request: &request, ticket: &ticket };
    let follow = Gateway.follow(&[job, job]).unwrap();
    assert_eq!((follow.covers, follow.wire.path.as_str()), (2, "/suno/fetch"));
    assert_eq!(follow.wire.body, json!({ "ids": [TASK, TASK] }));
    let many = Gateway.follow(&[job; 80]).unwrap();
    assert_eq!(many.covers, 50);
    assert_eq!(Gateway.profile().follow.unwrap().batch, 50);
    SAMPLES.assert_equals(&Gateway.follow(&[job]).unwrap().wire, "fetch_batch");
}
