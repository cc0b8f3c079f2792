//! The practice studio: a loopback server that speaks the vendors' wire formats and really composes and sings.
