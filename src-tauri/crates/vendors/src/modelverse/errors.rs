//! Modelverse's words for failures: its page of error codes (research/vendors.md §3), every row.
//!
//! Money. Nobody says what a failed task costs; a call that times out at the vendor may go on.

use crate::suno::{Dialect, Rule, begun, filtered, rule, too_long};
use crate::{ErrorKind, Field, Place, Reason};

pub(super) static DIALECT: Dialect = Dialect { messages: MESSAGES, codes: CODES };

const MESSAGES: &[Rule] = &[
    rule("quota", ErrorKind::OutOfCredits),
    rule("balance", ErrorKind::OutOfCredits),
    rule("whitelist", ErrorKind::BadKey),
];

const CODES: &[Rule] = &[
    rule("auth_error", ErrorKind::BadKey),
    rule("param_error", ErrorKind::BadRequest),
    rule("invalid_messages", filtered(Place::Unknown, Reason::Inappropriate)),
    rule("sensitive_check_error", filtered(Place::Unknown, Reason::Inappropriate)),
    rule("model_error", ErrorKind::NotSupported),
    rule("tokens_too_long", too_long(Field::Lyrics)),
    rule("permission_error", ErrorKind::NotSupported),
    rule("forbidden", ErrorKind::NotSupported),
    rule("rate_limit", ErrorKind::Busy),
    begun("timeout", ErrorKind::Timeout),
    begun("gateway_timeout_error", ErrorKind::Timeout),
    begun("internal_error", ErrorKind::VendorFault),
    begun("model_server_error", ErrorKind::VendorFault),
];
