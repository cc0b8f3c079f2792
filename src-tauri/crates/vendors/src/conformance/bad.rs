//! Ten thousand bad answers: each must become a sound result or a named error that is honest about
//! money; a question about a job must always be answered for every job.

use serde_json::Value;

use super::lies::{Liar, short};
use super::{Verdict, ensure};
use crate::{
    Clip, Money, News, Submission, SubmitError, Ticket, Vendor, VendorError, VendorRequest, Waiting,
    WireAnswer,
};

/// How many bad answers there are.
const ROUNDS: usize = 10_000;

/// Good answers of a vendor, to be made bad.
pub struct Good<'a> {
    /// The vendor.
    pub vendor: &'a dyn Vendor,
    /// Requests, each with the answer to its call.
    pub answers: Vec<(VendorRequest, Value)>,
    /// Requests that wait, each with the answer to the question what became of it.
    pub follows: Vec<(VendorRequest, Ticket, Value)>,
    /// Requests, each with the body of the vendor's own call.
    pub callbacks: Vec<(VendorRequest, Value)>,
}

/// One answer in use.
enum Case<'a> {
    Answer(&'a VendorRequest, Value),
    Follow(&'a VendorRequest, &'a Ticket, Value),
    Callback(&'a VendorRequest, Value),
}

/// Reads ten thousand bad answers; answers with what was read wrongly, best nothing, at most ten
/// sentences. The same answers in every run.
#[must_use]
pub fn bad_answers(good: &Good<'_>) -> Vec<String> {
    let cases = cases(good);
    let mut liar = Liar::new();
    let mut found = Vec::new();
    for round in 0..ROUNDS {
        let Some(case) = cases.get(round % cases.len().max(1)) else { break };
        let answer = WireAnswer {
            status: liar.status(),
            retry_after_s: None,
            body: liar.body(case.value(), round / cases.len()),
        };
        found.extend(judge(good.vendor, case, &answer).err().map(|words| told(round, &answer, &words)));
        if found.len() >= 10 {
            break;
        }
    }
    found
}

fn told(round: usize, answer: &WireAnswer, words: &str) -> String {
    let body: String = String::from_utf8_lossy(&answer.body).chars().take(300).collect();
    format!("bad answer {round}: {words}: {} {body}", answer.status)
}

fn cases<'a>(good: &'a Good<'a>) -> Vec<Case<'a>> {
    let answers = good.answers.iter().map(|(request, value)| Case::Answer(request, short(value)));
    let follows =
        good.follows.iter().map(|(request, ticket, value)| Case::Follow(request, ticket, short(value)));
    let callbacks = good.callbacks.iter().map(|(request, value)| Case::Callback(request, short(value)));
    answers.chain(follows).chain(callbacks).collect()
}

impl Case<'_> {
    fn value(&self) -> &Value {
        match self {
            Self::Answer(_, value) | Self::Follow(_, _, value) | Self::Callback(_, value) => value,
        }
    }
}

fn judge(vendor: &dyn Vendor, case: &Case<'_>, answer: &WireAnswer) -> Verdict {
    match case {
        Case::Answer(request, _) => judge_answer(vendor, request, answer),
        Case::Follow(request, ticket, _) => judge_follow(vendor, Waiting { request, ticket }, answer),
        Case::Callback(request, _) => match vendor.decode_callback(request, &answer.body) {
            Ok(called) => judge_news(&called.news),
            Err(error) => is_named(&error),
        },
    }
}

fn judge_answer(vendor: &dyn Vendor, request: &VendorRequest, answer: &WireAnswer) -> Verdict {
    let failure = match vendor.decode(request, answer) {
        Ok(reply) => return is_sound(&reply.submission),
        Err(failure) => failure,
    };
    is_named(failure.error())?;
    ensure(!matches!(failure, SubmitError::NotSent(_)), || "there was an answer".to_owned())?;
    let declined = (400..500).contains(&answer.status);
    let free = failure.error().money == Money::NotSpent;
    // A good answer that was spoilt may have been paid for; only the status can say that it was not.
    ensure(declined || !free, || format!("is called free: {failure:?}"))
}

fn judge_follow(vendor: &dyn Vendor, waiting: Waiting<'_>, answer: &WireAnswer) -> Verdict {
    let waiting = [waiting];
    ensure(vendor.follow(&waiting).is_some_and(|follow| follow.covers == 1), || {
        "cannot be asked".to_owned()
    })?;
    match vendor.decode_follow(&waiting, answer) {
        Ok(news) => {
            ensure(news.len() == 1, || format!("{} answers for one job", news.len()))?;
            news.iter().try_for_each(judge_news)
        }
        Err(error) => is_named(&error),
    }
}

fn judge_news(news: &News) -> Verdict {
    match news {
        News::Pending(progress) => {
            ensure(progress.percent.is_none_or(|percent| percent <= 100), || "more than all".to_owned())?;
            progress.clips.iter().try_for_each(is_sound_clip)
        }
        News::Done(reply) => {
            let is_done = !matches!(reply.submission, Submission::Accepted(_));
            ensure(is_done, || "done, and yet to come".to_owned())?;
            is_sound(&reply.submission)
        }
        News::Failed(error) => is_named(error),
        News::Unknown => Ok(()),
    }
}

/// An error with words that are fit for display.
fn is_named(error: &VendorError) -> Verdict {
    let shown = format!("{error} {error:?}");
    let hidden = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
    ensure(!error.message.trim().is_empty(), || "an error without words".to_owned())?;
    ensure(!shown.contains(hidden) && !shown.contains("key=secret"), || format!("unfit words: {shown:?}"))
}

fn is_sound(submission: &Submission) -> Verdict {
    let fine = match submission {
        Submission::Clips(clips) => {
            clips.iter().try_for_each(is_sound_clip)?;
            !clips.is_empty()
        }
        Submission::Timing(timing) => {
            timing.words.iter().all(|word| word.start_s.is_finite() && word.end_s.is_finite())
        }
        Submission::Accepted(ticket) => !ticket.task_id.trim().is_empty(),
        Submission::Lyrics(texts) => !texts.is_empty() && texts.iter().all(|words| !words.text.is_empty()),
        Submission::Files(files) => !files.is_empty() && files.iter().all(|file| !file.url.is_empty()),
        Submission::Page(page) => page.trim_start().starts_with('<'),
        Submission::Midi(instruments) => {
            instruments.iter().flat_map(|instrument| &instrument.notes).all(|note| note.end_s > note.start_s)
        }
        Submission::Uploaded(uploaded) => !uploaded.audio_id.is_empty(),
        Submission::Voice(voice) => !voice.persona_id.is_empty(),
        Submission::Vox(vox) => !vox.vox_audio_id.is_empty(),
        Submission::Phrase(phrase) => !phrase.text.is_empty(),
        Submission::Session { session_id } => !session_id.is_empty(),
        Submission::CustomModel(model) => !model.model.is_empty(),
        Submission::Balance(balance) => balance.left.is_finite(),
    };
    ensure(fine, || format!("unsound: {submission:?}"))
}

fn is_sound_clip(clip: &Clip) -> Verdict {
    let fine = clip.duration_s.is_none_or(|seconds| seconds.is_finite() && seconds > 0.0)
        && clip.problem.as_ref().is_none_or(|problem| is_named(problem).is_ok())
        && (!clip.remote_id.is_empty() || !clip.audio_url.is_empty());
    ensure(fine, || format!("unsound: {clip:?}"))
}
