//! Answers to calls: `{"code":"success","data":"<task id>"}`.
//!
//! Trap: a gateway that does not route an address answers it with its web page and status 200. Absent:
//! what became of tasks (`follow`).

use serde_json::{Map, Value};

use super::errors::refused;
use crate::json::{Broken, filled, parse};
use crate::suno::unreadable;
use crate::{
    Action, ErrorKind, Money, Reply, Submission, SubmitError, Ticket, VendorError, VendorRequest, WireAnswer,
};

type Object = Map<String, Value>;

/// What is said of an address that the gateway does not know.
const NOT_ROUTED: &str = "not routed here: the gateway answered with a web page, it does not offer this";

/// What a complete answer means.
pub(super) fn decode(request: &VendorRequest, answer: &WireAnswer) -> Result<Reply, SubmitError> {
    let value = body(answer).map_err(|failure| of_page(request.action(), failure))?;
    let number = value.as_object().and_then(number);
    let task_id = number.ok_or_else(|| unreadable(answer, "data", "the answer has an unknown form"))?;
    let submission = Submission::Accepted(Ticket::new(task_id.clone()));
    Ok(Reply { submission, task_id: Some(task_id), trace_id: None })
}

/// The JSON of a success, in whatever form.
pub(super) fn body(answer: &WireAnswer) -> Result<Value, SubmitError> {
    let parsed = parse(&answer.body);
    let object = parsed.as_ref().ok().and_then(Value::as_object);
    if !(200..300).contains(&answer.status) || object.is_some_and(declines) {
        return Err(refused(answer, object));
    }
    parsed.map_err(|broken| match broken {
        Broken::WebPage => not_routed(),
        broken => unreadable(answer, "data", broken.words()),
    })
}

/// A web page with status 200. It proves nothing by itself: a proxy may have stood in between.
fn not_routed() -> SubmitError {
    let error = VendorError::new(ErrorKind::Unreadable, Money::Unknown, NOT_ROUTED);
    SubmitError::OutcomeUnknown(VendorError { code: Some("not_routed".into()), ..error })
}

/// For addresses that gateways are known not to route, a web page is their way to say so.
fn of_page(action: Action, failure: SubmitError) -> SubmitError {
    match failure {
        SubmitError::OutcomeUnknown(error)
            if is_page(&error) && matches!(action, Action::Upload | Action::Concat) =>
        {
            SubmitError::Refused(VendorError { kind: ErrorKind::NotFound, money: Money::NotSpent, ..error })
        }
        failure => failure,
    }
}

/// An error of a question: asking is free, and a web page is a wrong address.
pub(super) fn of_question(failure: SubmitError) -> VendorError {
    let error = failure.into_error();
    let kind = if is_page(&error) { ErrorKind::NotFound } else { error.kind };
    VendorError { kind, money: Money::NotSpent, ..error }
}

fn is_page(error: &VendorError) -> bool {
    error.code.as_deref() == Some("not_routed")
}

/// Whether an object is one of the two error envelopes. An error beside data is none.
fn declines(object: &Object) -> bool {
    let empty = |key: &str| object.get(key).is_none_or(Value::is_null);
    let error = object.get("error").is_some_and(|error| error.is_object() || filled(Some(error)).is_some());
    let code = filled(object.get("code")).is_some_and(|code| !is_success(&code));
    (error || code) && empty("data") && empty("result")
}

/// `success`; forks write a number.
fn is_success(code: &str) -> bool {
    matches!(code.to_ascii_lowercase().as_str(), "success" | "0" | "1" | "200")
}

/// The number of a task: `data` itself, or in it.
fn number(object: &Object) -> Option<String> {
    let data = object.get("data").filter(|data| !data.is_null()).or_else(|| object.get("result"))?;
    let inner = |key| filled(data.as_object()?.get(key));
    let number = filled(Some(data)).filter(|_| data.is_string() || data.is_number());
    number.or_else(|| inner("task_id")).or_else(|| inner("id"))
}
