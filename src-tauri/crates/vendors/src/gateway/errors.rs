//! A gateway's words for failures, in its two envelopes: that of tasks (`code`, `message`) and that of
//! keys and channels (`error`). Source: the code of Suno-API and New-API (research/vendors.md §4.1).
//!
//! Money. A task that fails is refunded by New-API (`FAILURE`); seed 004's `FAIL` is no word of its
//! code, so nobody knows what it costs. A gateway refuses for keys, balance and channels before it asks
//! anybody; what fails after that may have been made all the same.

use serde_json::{Map, Value};

use crate::suno::{Dialect, Rule, Said, begun, rule};
use crate::{ErrorKind, SubmitError, WireAnswer};

pub(super) static DIALECT: Dialect = Dialect { messages: MESSAGES, codes: CODES };

const MESSAGES: &[Rule] = &[
    rule("负载已饱和", ErrorKind::Busy),
    rule("too many requests", ErrorKind::Busy),
    rule("额度已用尽", ErrorKind::OutOfCredits),
    rule("额度不足", ErrorKind::OutOfCredits),
    rule("余额不足", ErrorKind::OutOfCredits),
    rule("quota is not enough", ErrorKind::OutOfCredits),
    rule("quota exhausted", ErrorKind::OutOfCredits),
    rule("无可用渠道", ErrorKind::NotSupported),
    rule("no available channel", ErrorKind::NotSupported),
    rule("无权访问", ErrorKind::NotSupported),
    rule("no access to model", ErrorKind::NotSupported),
    rule("令牌", ErrorKind::BadKey),
    rule("已被封禁", ErrorKind::BadKey),
    rule("banned", ErrorKind::BadKey),
    rule("invalid token", ErrorKind::BadKey),
    rule("unauthorized", ErrorKind::BadKey),
    rule("invalid url", ErrorKind::NotFound),
    begun("time out", ErrorKind::Timeout),
    begun("超时", ErrorKind::Timeout),
];

const CODES: &[Rule] = &[
    rule("unauthorized", ErrorKind::BadKey),
    rule("quota_not_enough", ErrorKind::OutOfCredits),
    rule("task_not_exist", ErrorKind::SongGone),
    rule("task_origin_not_exist", ErrorKind::SongGone),
    rule("task_channel_disable", ErrorKind::AccountGone),
    rule("invalid_action", ErrorKind::NotSupported),
    rule("invalid_request", ErrorKind::BadRequest),
    begun("do_request_failed", ErrorKind::VendorFault),
    begun("fail_to_fetch_task", ErrorKind::VendorFault),
    begun("internal_error", ErrorKind::VendorFault),
];

/// An answer that declines, in either envelope or none.
pub(super) fn refused(answer: &WireAnswer, object: Option<&Map<String, Value>>) -> SubmitError {
    let mut said = object.map(Said::in_object).unwrap_or_default();
    said.trace_id = said.trace_id.or_else(|| request_id(said.message.as_deref()?));
    DIALECT.refuse(answer, &said)
}

/// New-API writes the number of the call into the message: `… (request id: 2025…)`.
fn request_id(message: &str) -> Option<String> {
    let (_, after) = message.split_once("request id: ")?;
    let (number, _) = after.split_once(')')?;
    (!number.is_empty() && number.len() <= 100).then(|| number.to_owned())
}
