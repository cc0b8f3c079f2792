//! Everything that a vendor says no to while a voice of one's own is made, at both vendors: each time the vendor's own
//! words, never a second submit, and a way on that ends in a voice.

use practice::{Effect, Fate, Fault, WireFormat};
use studio::{ErrorCode, JobState, JobView, Money, VoiceMakingPatch};

use crate::voices::{MOUNTSEA, Own, YOYAI, voice};

/// The second half at the vendor whose tasks are asked for.
const COMPLETE: &str = "/mountsea/suno/v2/voicePersona/complete";

/// The one refuses the call; the other accepts it, listens, and the task fails: what that costs, nobody says.
fn refusal(format: WireFormat) -> (JobState, Money) {
    if format.vendor == YOYAI.vendor {
        (JobState::Refused, Money::NotSpent)
    } else {
        (JobState::Failed, Money::Unknown)
    }
}

#[track_caller]
fn assert_refused(format: WireFormat, job: &JobView, words: &str) {
    assert_eq!((job.state, job.money), refusal(format), "{}: {:?}", format.vendor, job.error);
    let said = job.vendor_message.clone().unwrap_or_default();
    assert!(said.contains(words), "{}: “{said}” should say “{words}”", format.vendor);
}

/// At a hundredth of the level.
fn quietly(samples: Vec<f32>) -> Vec<f32> {
    samples.into_iter().map(|sample| sample * 0.03).collect()
}

fn silence(seconds: usize) -> Vec<f32> {
    vec![0.0; seconds * 96_000]
}

fn posts(own: &Own) -> usize {
    own.rig.practice.requests().iter().filter(|request| request.path.contains("oice")).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn singing_that_nobody_hears_is_refused_in_the_vendors_words_and_may_be_sung_again() {
    for format in [YOYAI, MOUNTSEA] {
        let own = Own::of(format).await;
        assert_refused(format, &own.init_with(&silence(13)).await, "no voice can be heard");
        assert_refused(format, &own.init_with(&quietly(voice(13, 180.0))).await, "too quiet");
        assert!(own.view().await.phrase.is_none(), "nothing to read came of it");
        assert_eq!(own.init().await.state, JobState::Done, "{}", format.vendor);
        assert_eq!(posts(&own), 3, "one click is one request");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn singing_that_is_too_short_is_refused_here_or_where_only_the_vendor_knows_there() {
    let own = Own::of(MOUNTSEA).await;
    assert_refused(MOUNTSEA, &own.init_with(&voice(9, 180.0)).await, "longer than 10 seconds");
    let own = Own::of(YOYAI).await;
    let url = own.address(&voice(9, 180.0)).await;
    assert_eq!(own.try_init(url).await.unwrap_err().code, ErrorCode::RecordingTooShort);
    assert_eq!(posts(&own), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn singing_that_cannot_be_fetched_says_so() {
    for (format, words) in [(YOYAI, "could not be downloaded"), (MOUNTSEA, "Audio source not found")] {
        let own = Own::of(format).await;
        let url = own.address(&voice(13, 180.0)).await.map(|url| url.replace("/files/", "/files/gone"));
        assert_refused(format, &own.try_init(url).await.unwrap(), words);
        assert_eq!(own.init().await.state, JobState::Done, "{}", format.vendor);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reading_that_is_not_the_phrase_is_refused_and_may_be_read_again() {
    let cases = [
        (silence(4), "cannot be heard"),
        (quietly(voice(4, 180.0)), "too quiet"),
        (voice(4, 180.0)[..38_400].to_vec(), "cannot be heard"),
        (voice(25, 180.0), "not the phrase"),
        (voice(4, 420.0), "does not sound like"),
    ];
    for format in [YOYAI, MOUNTSEA] {
        for (reading, words) in &cases {
            let own = Own::of(format).await;
            own.init().await;
            assert_refused(format, &own.verify_with(reading).await, words);
            read_again(&own, format).await;
        }
    }
}

/// Within the same time where the vendor lets one; where its task has failed, with a new phrase.
async fn read_again(own: &Own, format: WireFormat) {
    let phrase = own.view().await.phrase.expect("it is still shown");
    if format.vendor == MOUNTSEA.vendor {
        assert!(phrase.until <= phrase.now, "a task that failed waits for no second reading");
        let url = own.address(&voice(4, 180.0)).await;
        assert_eq!(own.try_verify(url).await.unwrap_err().code, ErrorCode::PhraseExpired);
        own.init().await;
    }
    assert_eq!(own.verify(180.0).await.state, JobState::Done, "{}", format.vendor);
    assert_eq!(own.rig.studio.voices().await.unwrap().voices.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_that_the_vendor_ended_meanwhile_is_a_phrase_that_came_too_late() {
    let own = Own::of(MOUNTSEA).await;
    own.init().await;
    let fate = Fate::Fails { reason: "VP_USER_TIMEOUT".into() };
    own.rig.practice.fault(Fault::once(COMPLETE, Effect::Ends(fate)));
    let job = own.verify(180.0).await;
    let code = job.error.as_ref().map(|error| error.code);
    assert_eq!((job.state, code), (JobState::Failed, Some(ErrorCode::PhraseExpired)), "{:?}", job.error);
    read_again(&own, MOUNTSEA).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ids_that_the_vendor_does_not_know_are_refused_and_cost_nothing() {
    let stale = (r#"{"statusCode":404,"message":"Task not found","error":"Not Found"}"#, "Task not found");
    let own = Own::of(MOUNTSEA).await;
    own.init().await;
    let effect = Effect::plain(404, "application/json", stale.0.as_bytes());
    own.rig.practice.fault(Fault::once(COMPLETE, effect));
    let job = own.verify(180.0).await;
    assert_eq!((job.state, job.money), (JobState::Refused, Money::NotSpent), "{:?}", job.error);
    assert_eq!(job.vendor_message.as_deref(), Some(stale.1));
    assert_eq!(own.verify(180.0).await.state, JobState::Done, "its time is not over");
    let own = Own::of(YOYAI).await;
    own.init().await;
    let words = "voice_recording_id and phrase_id do not match vox_audio_id";
    let effect = Effect::refusal(400, "bad_request", words);
    own.rig.practice.fault(Fault::once("/suno/voice/verify", effect));
    assert_refused(YOYAI, &own.verify(180.0).await, words);
    assert_eq!(own.verify(180.0).await.state, JobState::Done, "its time is not over");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phrase_comes_in_the_language_that_was_asked_for() {
    for format in [YOYAI, MOUNTSEA] {
        let own = Own::of(format).await;
        for (language, letters) in [("zh", '\u{4e00}'..='\u{9fff}'), ("ru", 'а'..='я'), ("hi", 'ऀ'..='ॿ')]
        {
            let patch = VoiceMakingPatch { language: Some(language.into()), ..VoiceMakingPatch::default() };
            own.change(patch).await;
            own.init().await;
            let phrase = own.view().await.phrase.expect("a phrase").text;
            assert!(phrase.chars().any(|letter| letters.contains(&letter)), "{language}: {phrase}");
        }
    }
}
