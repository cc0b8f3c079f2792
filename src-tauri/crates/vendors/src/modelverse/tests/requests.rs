//! What is sent, field by field.

use serde_json::json;
use song::ComposeMode;

use super::{SAMPLES, TASK, cover, generate, idea, song, upload};
use crate::modelverse::Modelverse;
use crate::suno::fixtures::wire;
use crate::{
    Action, Cover, Generate, Setup, Ticket, Vendor, VendorRequest, Voice, Waiting, WhyNot, WireRequest,
};

fn sent(request: VendorRequest) -> WireRequest {
    wire(&Modelverse, &request)
}

fn why_not(request: &VendorRequest) -> WhyNot {
    Modelverse.encode(request, &Setup::default()).unwrap_err().why
}

#[test]
fn the_four_samples_of_a_song_are_met() {
    SAMPLES.assert_equals(&sent(generate()), "custom");
    SAMPLES.assert_equals(&sent(VendorRequest::Generate(idea())), "idea");
    let instrumental = Generate { instrumental: true, ..idea() };
    SAMPLES.assert_equals(&sent(VendorRequest::Generate(instrumental)), "idea_instrumental");
    let instrumental = Generate { mode: ComposeMode::Instrumental, ..song() };
    SAMPLES.assert_equals(&sent(VendorRequest::Generate(instrumental)), "instrumental");
}

#[test]
fn both_namings_and_names_of_tomorrow_are_sent_as_they_are() {
    for model in ["suno/chirp-crow", "suno-v4.5+", "suno-v9"] {
        let body = sent(VendorRequest::Generate(Generate { model: model.into(), ..song() })).body;
        assert_eq!(body["model"], model);
    }
    let profile = Modelverse.profile();
    let twins = [("suno-v5", "suno/chirp-crow"), ("suno-v4", "suno/chirp-v4")];
    for (new, old) in twins {
        assert_eq!(profile.model(new).unwrap().limits, profile.model(old).unwrap().limits);
    }
    assert_eq!(profile.models.len(), 10);
    assert!(profile.model(profile.default_model).is_some());
}

#[test]
fn a_cover_equals_the_sample() {
    let number = "xxx-xx-xxx-xx";
    SAMPLES.assert_equals(&sent(VendorRequest::Cover(cover(number, Some(number)))), "cover");
    SAMPLES.assert_equals(&sent(VendorRequest::Cover(cover(number, None))), "cover");
}

#[test]
fn a_song_without_an_id_cannot_be_covered() {
    assert_eq!(why_not(&VendorRequest::Cover(cover("", Some("task")))), WhyNot::Combination);
    let idea = Cover { song: idea(), ..cover("a", None) };
    assert_eq!(why_not(&VendorRequest::Cover(idea)), WhyNot::Combination);
}

#[test]
fn an_upload_equals_the_sample() {
    SAMPLES.assert_equals(&sent(upload()), "upload");
}

#[test]
fn nothing_is_left_out_in_silence() {
    let voice = Some(Voice::Real { persona_id: "p".into() });
    assert_eq!(why_not(&VendorRequest::Generate(Generate { voice, ..song() })), WhyNot::NotSold);
    assert_eq!(why_not(&VendorRequest::Concat { audio_id: "a".into() }), WhyNot::NotSold);
    let profile = Modelverse.profile();
    assert_eq!(profile.why_not(Action::UploadCover), Some(WhyNot::UseAnother(Action::Cover)));
    assert_eq!(profile.quote(&generate()), None, "no price is printed");
}

#[test]
fn one_task_is_asked_for_at_a_time() {
    let (request, ticket) = (generate(), Ticket::new("<task_id>"));
    let job = Waiting { request: &request, ticket: &ticket };
    let follow = Modelverse.follow(&[job, job]).unwrap();
    assert_eq!(follow.covers, 1);
    SAMPLES.assert_equals(&follow.wire, "status");
    assert!(Modelverse.follow(&[]).is_none());
    let odd = Ticket::new("a b&c");
    let wire = Modelverse.follow(&[Waiting { request: &request, ticket: &odd }]).unwrap().wire;
    assert_eq!((wire.query, wire.body), (vec![(TASK.to_owned(), "a b&c".to_owned())], json!(null)));
}
