//! Mountsea's words for failures. It documents a 400 (seed 000, line 267), `failReason`/`failCode` of a
//! task and `VP_USER_TIMEOUT`; the form of its errors is the one that its framework (NestJS) gives.
//!
//! Money. A refused call costs nothing. Nobody says what a failed task costs: "failed is free" is
//! promised for another product of the vendor only.

use crate::ErrorKind;
use crate::suno::{Dialect, Rule, begun, rule};

pub(super) static DIALECT: Dialect = Dialect { messages: MESSAGES, codes: CODES };

const MESSAGES: &[Rule] = &[
    rule("too many requests", ErrorKind::Busy),
    rule("cannot get /", ErrorKind::NotFound),
    rule("cannot post /", ErrorKind::NotFound),
    begun("audio source not found", ErrorKind::BadRequest),
    begun("vp_user_timeout", ErrorKind::Timeout),
];

const CODES: &[Rule] = &[begun("vp_user_timeout", ErrorKind::Timeout), begun("4001", ErrorKind::BadRequest)];
