//! YoYAI's errors: by message first, then by code, then by status.
//!
//! Sources: the document's table 相关错误码信息 (all sixteen rows) and the catalogue of its sibling Ace
//! (research/vendors.md §1.6), which answers what the document leaves out: keys and balance.
//!
//! Money. The call is synchronous and billed on success, so a 4xx costs nothing. A 5xx proves nothing
//! unless its message says that the work was never begun.

use serde_json::{Map, Value};
use song::ComposeMode;

use crate::json::{filled, parse, salvage};
use crate::{ErrorKind, Field, Money, Place, Reason, SubmitError, VendorError, VendorRequest, WireAnswer};

/// What words mean.
struct Rule {
    /// What the message or code contains, in lower case.
    words: &'static str,
    kind: ErrorKind,
    /// Whether the vendor says with it that it did not begin, whatever the status.
    never_begun: bool,
}

const fn rule(words: &'static str, kind: ErrorKind) -> Rule {
    Rule { words, kind, never_begun: true }
}

/// The vendor began, or may have.
const fn begun(words: &'static str, kind: ErrorKind) -> Rule {
    Rule { words, kind, never_begun: false }
}

const fn filtered(place: Place, reason: Reason) -> ErrorKind {
    ErrorKind::Moderation { place, reason, term: String::new() }
}

const fn too_long(field: Field) -> ErrorKind {
    ErrorKind::TextTooLong { field }
}

/// Messages; the first that fits counts.
static MESSAGES: &[Rule] = &[
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

/// Codes, where the message says nothing; compared as a whole.
static CODES: &[Rule] = &[
    rule("no_token", ErrorKind::BadKey),
    rule("invalid_token", ErrorKind::BadKey),
    rule("token_expired", ErrorKind::BadKey),
    rule("token_mismatched", ErrorKind::BadKey),
    rule("disabled", ErrorKind::BadKey),
    rule("used_up", ErrorKind::OutOfCredits),
    rule("too_many_requests", ErrorKind::Busy),
    rule("busy", ErrorKind::Busy),
    rule("no_api", ErrorKind::NotFound),
    rule("api_not_implemented", ErrorKind::NotFound),
    rule("moderation_failure", filtered(Place::Unknown, Reason::Unknown)),
    rule("bad_request", ErrorKind::BadRequest),
    rule("forbidden", ErrorKind::BadRequest),
    begun("timeout", ErrorKind::Timeout),
    begun("api_error", ErrorKind::VendorFault),
];

/// An answer whose status is not a success.
pub(super) fn from_status(answer: &WireAnswer) -> SubmitError {
    match parse(&answer.body).ok().as_ref().and_then(Value::as_object) {
        Some(envelope) => from_envelope(answer, envelope),
        None => verdict(answer, &Said::default()),
    }
}

/// An answer in the vendor's envelope, whatever its status.
pub(super) fn from_envelope(answer: &WireAnswer, envelope: &Map<String, Value>) -> SubmitError {
    verdict(answer, &Said::in_envelope(envelope))
}

/// A success that cannot be read: it may well have been billed.
pub(super) fn unreadable(answer: &WireAnswer, words: &str) -> SubmitError {
    let mut error = VendorError::new(ErrorKind::Unreadable, Money::Unknown, words);
    error.task_id = clean(salvage(&answer.body, "task_id").as_deref());
    error.trace_id = clean(salvage(&answer.body, "trace_id").as_deref());
    SubmitError::OutcomeUnknown(error)
}

/// A clip in `state: error`. Nobody documents whether it is billed.
pub(super) fn of_clip(clip: &Map<String, Value>) -> VendorError {
    let said = Said::in_clip(clip);
    let kind = said.rule().map_or(ErrorKind::VendorFault, |rule| rule.kind.clone());
    let words = said.message.as_deref().unwrap_or("the vendor could not make this clip");
    let mut error = VendorError::new(with_term(kind, words), Money::Unknown, words);
    error.code = clean(said.code.as_deref());
    error
}

/// The vendor's "prompt" is the lyrics, except where the request had a description only.
pub(super) fn of_request(request: &VendorRequest, failure: SubmitError) -> SubmitError {
    let idea = is_idea(request);
    let describe = |error: VendorError| VendorError { kind: of_idea(error.kind), ..error };
    match failure {
        SubmitError::Refused(error) if idea => SubmitError::Refused(describe(error)),
        SubmitError::OutcomeUnknown(error) if idea => SubmitError::OutcomeUnknown(describe(error)),
        failure => failure,
    }
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

/// What an answer says of itself.
#[derive(Default)]
struct Said {
    code: Option<String>,
    message: Option<String>,
    trace_id: Option<String>,
    task_id: Option<String>,
}

impl Said {
    /// `{"error": {"code", "message"}}`; gateways also write a bare text, or put both at the top.
    fn in_envelope(envelope: &Map<String, Value>) -> Self {
        let error = envelope.get("error");
        let inner = error.and_then(Value::as_object).unwrap_or(envelope);
        Self {
            code: filled(inner.get("code")).or_else(|| filled(inner.get("type"))),
            message: filled(inner.get("message"))
                .or_else(|| error.and_then(Value::as_str).map(str::to_owned))
                .or_else(|| filled(inner.get("detail"))),
            trace_id: filled(envelope.get("trace_id")).or_else(|| filled(inner.get("trace_id"))),
            task_id: filled(envelope.get("task_id")),
        }
    }

    fn in_clip(clip: &Map<String, Value>) -> Self {
        let metadata = clip.get("metadata").and_then(Value::as_object);
        let find = |key| filled(clip.get(key)).or_else(|| filled(metadata?.get(key)));
        Self { code: find("error_type"), message: find("error_message"), ..Self::default() }
    }

    fn rule(&self) -> Option<&'static Rule> {
        let message = self.message.as_deref().unwrap_or_default().replace('’', "'").to_lowercase();
        let code = self.code.as_deref().unwrap_or_default().to_lowercase();
        let by_code = CODES.iter().find(|rule| rule.words == code);
        let about_account =
            by_code.filter(|rule| matches!(rule.kind, ErrorKind::BadKey | ErrorKind::OutOfCredits));
        about_account.or_else(|| MESSAGES.iter().find(|rule| message.contains(rule.words))).or(by_code)
    }
}

/// Kind, cost and certainty of a failure.
fn verdict(answer: &WireAnswer, said: &Said) -> SubmitError {
    let rule = said.rule();
    let declined = (400..500).contains(&answer.status) || is_elsewhere(answer.status);
    let free = declined || rule.is_some_and(|rule| rule.never_begun);
    let kind = kind(answer.status, rule);
    let words =
        said.message.clone().unwrap_or_else(|| format!("the vendor answered with status {}", answer.status));
    let error = VendorError {
        code: clean(said.code.as_deref()),
        trace_id: clean(said.trace_id.as_deref()),
        task_id: clean(said.task_id.as_deref()),
        retry_after_s: answer.retry_after_s,
        ..VendorError::new(
            with_term(kind, &words),
            if free { Money::NotSpent } else { Money::Unknown },
            &words,
        )
    };
    if free { SubmitError::Refused(error) } else { SubmitError::OutcomeUnknown(error) }
}

/// A code or number of the vendor, fit for display.
fn clean(text: Option<&str>) -> Option<Box<str>> {
    text.map(|text| crate::untrusted::message(text).into())
}

/// Redirects that say that the request belongs elsewhere and was not performed here. The others may
/// point to the result of a request that was.
fn is_elsewhere(status: u16) -> bool {
    matches!(status, 301 | 307 | 308)
}

fn kind(status: u16, rule: Option<&Rule>) -> ErrorKind {
    match (status, rule) {
        // A bare 401, 402 or 429 says more than the catch-all codes do.
        (401, _) => ErrorKind::BadKey,
        (402, _) => ErrorKind::OutOfCredits,
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
