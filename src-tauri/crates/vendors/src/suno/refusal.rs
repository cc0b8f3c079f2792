//! Refusals: what the words of a failure mean, and what they say of money.
//!
//! All vendors resell the same service, so most messages are its own and the same everywhere
//! ([`UPSTREAM`]). What a vendor says on top (keys, balance, its own codes) is its [`Dialect`].
//!
//! Money. A task is billed when it is taken or when it succeeds, so a 4xx costs nothing. A 5xx proves
//! nothing unless its words say that the work was never begun. Absent: the shape of an answer; each
//! vendor's folder finds code and message ([`Said`]) in its own.

use serde_json::{Map, Value};
use song::ComposeMode;

use crate::json::{filled, salvage};
use crate::{
    ErrorKind, Field, Money, News, Place, Reason, SubmitError, VendorError, VendorRequest, WireAnswer,
};

/// What words mean.
pub(crate) struct Rule {
    /// What a message contains, or what a code is as a whole; in lower case.
    words: &'static str,
    kind: ErrorKind,
    /// Whether the vendor says with it that it did not begin, whatever the status.
    never_begun: bool,
}

/// The vendor says that it did not begin.
pub(crate) const fn rule(words: &'static str, kind: ErrorKind) -> Rule {
    Rule { words, kind, never_begun: true }
}

/// The vendor began, or may have.
pub(crate) const fn begun(words: &'static str, kind: ErrorKind) -> Rule {
    Rule { words, kind, never_begun: false }
}

/// A filter refused a text or an audio.
pub(crate) const fn filtered(place: Place, reason: Reason) -> ErrorKind {
    ErrorKind::Moderation { place, reason, term: String::new() }
}

/// A text is too long.
pub(crate) const fn too_long(field: Field) -> ErrorKind {
    ErrorKind::TextTooLong { field }
}

/// Messages of the service behind all vendors; the first that fits counts. Sources: the YoYAI
/// document's table of errors, and Ace's catalogue (research/vendors.md §1.6).
static UPSTREAM: &[Rule] = &[
    // The document's table.
    rule("prompt too long", too_long(Field::Lyrics)),
    rule("tags too long", too_long(Field::Style)),
    rule("title too long", too_long(Field::Title)),
    rule("copyright detection system", filtered(Place::Audio, Reason::Copyright)),
    rule("tags contained artist name", filtered(Place::Style, Reason::ArtistName)),
    rule("song description contained artist name", filtered(Place::Idea, Reason::ArtistName)),
    rule("lyrics contained producer tag", filtered(Place::Lyrics, Reason::ProducerTag)),
    rule("lyrics contained copyrighted material", filtered(Place::Lyrics, Reason::Copyright)),
    rule("doesn't exist or has been taken offline", ErrorKind::SongGone),
    rule("account has been taken offline", ErrorKind::AccountGone),
    rule("does not currently support", ErrorKind::NotSupported),
    rule("insufficient credits", ErrorKind::PoolOutOfCredits),
    begun("current internal service is abnormal", ErrorKind::VendorFault),
    rule("task queue is too long", ErrorKind::Busy),
    begun("timeout while waiting", ErrorKind::Timeout),
    // Ace.
    rule("does not exist or has been taken offline", ErrorKind::SongGone),
    rule("matches existing work of art", filtered(Place::Audio, Reason::Copyright)),
    rule("topic too long", too_long(Field::Idea)),
    rule("style must be less than or equal", too_long(Field::Style)),
    rule("lyrics contained artist name", filtered(Place::Lyrics, Reason::ArtistName)),
    rule("tags contained producer tag", filtered(Place::Style, Reason::ProducerTag)),
    rule("song description contained producer tag", filtered(Place::Idea, Reason::ProducerTag)),
    rule("song description flagged", filtered(Place::Idea, Reason::Inappropriate)),
    rule("prompt likely malformed|copyrighted", filtered(Place::Lyrics, Reason::Copyright)),
    rule("prompt likely copyrighted", filtered(Place::Lyrics, Reason::Copyright)),
    rule("prompt contained inappropriate", filtered(Place::Lyrics, Reason::Inappropriate)),
    rule("prompt flagged for moderation", filtered(Place::Lyrics, Reason::Inappropriate)),
    rule("prompt likely malformed", filtered(Place::Lyrics, Reason::Unknown)),
    rule("generic openai error", filtered(Place::Unknown, Reason::Unknown)),
    rule("moderation", filtered(Place::Unknown, Reason::Inappropriate)),
    rule("no available worker", ErrorKind::Busy),
    rule("generation paused", ErrorKind::Busy),
    begun("job failed with unknown error", ErrorKind::VendorFault),
    begun("unable to generate lyrics", ErrorKind::VendorFault),
];

/// One vendor's words.
pub(crate) struct Dialect {
    /// Its messages, looked at before the common ones.
    pub(crate) messages: &'static [Rule],
    /// Its codes, for where the message says nothing.
    pub(crate) codes: &'static [Rule],
}

/// What an answer says of itself.
#[derive(Debug, Default)]
pub(crate) struct Said {
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) trace_id: Option<String>,
    pub(crate) task_id: Option<String>,
}

impl Said {
    /// From an object in any of the forms that vendors use: code and message in it, or in an `error`
    /// inside of it; a message may be a list (NestJS lists what is wrong with each field).
    pub(crate) fn in_object(object: &Map<String, Value>) -> Self {
        let error = object.get("error");
        let inner = error.and_then(Value::as_object).unwrap_or(object);
        let find = |keys: &[&str]| keys.iter().find_map(|key| words(inner.get(*key)));
        let of_answer = |keys: &[&str]| keys.iter().find_map(|key| filled(object.get(*key)));
        Self {
            code: find(&["code", "failCode", "error_type", "type"]),
            message: find(&["message", "failReason", "fail_reason", "error_message", "detail"])
                .or_else(|| filled(error)),
            trace_id: of_answer(&["trace_id", "request_id"]).or_else(|| filled(inner.get("trace_id"))),
            task_id: of_answer(&["task_id", "taskId"]),
        }
    }

    /// From a clip: code and message stand in its `metadata`.
    pub(crate) fn in_clip(clip: &Map<String, Value>) -> Self {
        let metadata = clip.get("metadata").and_then(Value::as_object);
        let find = |key| filled(clip.get(key)).or_else(|| filled(metadata?.get(key)));
        Self { code: find("error_type"), message: find("error_message"), ..Self::default() }
    }

    /// An error with these numbers.
    fn numbered(&self, error: VendorError) -> VendorError {
        let clean =
            |text: &Option<String>| text.as_deref().map(|text| crate::untrusted::message(text).into());
        VendorError {
            quoted: self.message.is_some(),
            code: clean(&self.code),
            trace_id: clean(&self.trace_id),
            task_id: clean(&self.task_id),
            ..error
        }
    }
}

/// A text, or the texts of a list in one line.
fn words(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::Array(list) => {
            let texts: Vec<_> = list.iter().filter_map(|text| filled(Some(text))).collect();
            (!texts.is_empty()).then(|| texts.join("; "))
        }
        single => filled(Some(single)),
    }
}

impl Dialect {
    /// What an answer that declines means: kind, cost and certainty.
    pub(crate) fn refuse(&self, answer: &WireAnswer, said: &Said) -> SubmitError {
        let rule = self.rule(said);
        let free = declines(answer.status, rule) || rule.is_some_and(|rule| rule.never_begun);
        let money = if free { Money::NotSpent } else { Money::Unknown };
        let silent = || format!("the vendor answered with status {}", answer.status);
        let message = said.message.clone().unwrap_or_else(silent);
        let kind = with_term(kind(answer.status, rule), &message);
        let error = said.numbered(VendorError::new(kind, money, &message));
        let error = VendorError { retry_after_s: answer.retry_after_s, ..error };
        if free { SubmitError::Refused(error) } else { SubmitError::OutcomeUnknown(error) }
    }

    /// What a task or clip that was taken and then failed means. `otherwise` are our words for one
    /// that says nothing.
    pub(crate) fn failure(&self, said: &Said, money: Money, otherwise: &str) -> VendorError {
        let kind = self.rule(said).map_or(ErrorKind::VendorFault, |rule| rule.kind.clone());
        let message = said.message.as_deref().unwrap_or(otherwise);
        said.numbered(VendorError::new(with_term(kind, message), money, message))
    }

    /// Codes about key and balance say more than any message; else the message says more.
    fn rule(&self, said: &Said) -> Option<&'static Rule> {
        let message = said.message.as_deref().unwrap_or_default().replace('’', "'").to_lowercase();
        let code = said.code.as_deref().unwrap_or_default().to_lowercase();
        let by_code = self.codes.iter().find(|rule| rule.words == code);
        let about_account =
            by_code.filter(|rule| matches!(rule.kind, ErrorKind::BadKey | ErrorKind::OutOfCredits));
        let mut messages = self.messages.iter().chain(UPSTREAM);
        about_account.or_else(|| messages.find(|rule| message.contains(rule.words))).or(by_code)
    }
}

/// Whether a status alone says that nothing was begun. A timeout that the vendor words itself does
/// not: it may have waited for work that goes on.
fn declines(status: u16, rule: Option<&Rule>) -> bool {
    let waited = rule.is_some_and(|rule| rule.kind == ErrorKind::Timeout);
    ((400..500).contains(&status) && !waited) || is_elsewhere(status)
}

/// Redirects that say that the request belongs elsewhere and was not performed here. The others may
/// point to the result of a request that was.
fn is_elsewhere(status: u16) -> bool {
    matches!(status, 301 | 307 | 308)
}

fn kind(status: u16, rule: Option<&Rule>) -> ErrorKind {
    match (status, rule) {
        (401, Some(rule)) if rule.kind == ErrorKind::OutOfCredits => ErrorKind::OutOfCredits,
        // A bare 401, 402 or 429 says more than the catch-all codes do.
        (401, _) => ErrorKind::BadKey,
        (402, _) => ErrorKind::OutOfCredits,
        (429, Some(Rule { kind: ErrorKind::BadRequest | ErrorKind::VendorFault, .. })) => ErrorKind::Busy,
        // The document's row is a 500 about the account behind the song; a refusal is about one's own.
        (400..500, Some(rule)) if rule.kind == ErrorKind::PoolOutOfCredits => ErrorKind::OutOfCredits,
        (_, Some(rule)) => rule.kind.clone(),
        (429, None) => ErrorKind::Busy,
        (404 | 405 | 300..400, None) => ErrorKind::NotFound,
        (408 | 504, None) => ErrorKind::Timeout,
        (400..500, None) => ErrorKind::BadRequest,
        (_, None) => ErrorKind::VendorFault,
    }
}

/// The name or tag that a filter names: `Tags contained artist name: xxx`.
fn with_term(kind: ErrorKind, message: &str) -> ErrorKind {
    match (kind, message.split_once(": ")) {
        (
            ErrorKind::Moderation {
                place, reason: reason @ (Reason::ArtistName | Reason::ProducerTag), ..
            },
            Some((_, term)),
        ) => {
            let term = crate::untrusted::message(term).trim().to_owned();
            ErrorKind::Moderation { place, reason, term }
        }
        (kind, _) => kind,
    }
}

/// A success that cannot be read: it may well have been billed. `task` is the key under which a body
/// that breaks off may still show its number.
pub(crate) fn unreadable(answer: &WireAnswer, task: &str, words: &str) -> SubmitError {
    let mut error = VendorError::new(ErrorKind::Unreadable, Money::Unknown, words);
    let number = |key| salvage(&answer.body, key).map(|text| crate::untrusted::message(&text).into());
    error.task_id = number(task);
    error.trace_id = number("trace_id").or_else(|| number("request_id"));
    SubmitError::OutcomeUnknown(error)
}

/// The vendor's "prompt" is the lyrics, except where the request had a description only.
pub(crate) fn of_request(request: &VendorRequest, failure: SubmitError) -> SubmitError {
    match failure {
        SubmitError::Refused(error) => SubmitError::Refused(described(request, error)),
        SubmitError::OutcomeUnknown(error) => SubmitError::OutcomeUnknown(described(request, error)),
        failure @ SubmitError::NotSent(_) => failure,
    }
}

/// [`of_request`] for a job that failed later.
pub(crate) fn news_of_request(request: &VendorRequest, news: News) -> News {
    match news {
        News::Failed(error) => News::Failed(described(request, error)),
        news => news,
    }
}

fn described(request: &VendorRequest, error: VendorError) -> VendorError {
    if is_idea(request) { VendorError { kind: of_idea(error.kind), ..error } } else { error }
}

fn is_idea(request: &VendorRequest) -> bool {
    match request {
        VendorRequest::Lyrics { .. } | VendorRequest::Sounds(_) => true,
        _ => request.song().is_some_and(|song| song.mode == ComposeMode::Idea),
    }
}

fn of_idea(kind: ErrorKind) -> ErrorKind {
    match kind {
        ErrorKind::TextTooLong { field: Field::Lyrics } => ErrorKind::TextTooLong { field: Field::Idea },
        ErrorKind::Moderation { place: Place::Lyrics, reason, term } => {
            ErrorKind::Moderation { place: Place::Idea, reason, term }
        }
        kind => kind,
    }
}
