//! MP3: our own index over symphonia's decoder. symphonia's demuxer is not used: it loses audio without a
//! truthful information frame, and it seeks by reading from the start.

mod bytes;
mod header;
mod index;
mod reader;
mod tag;
#[cfg(test)]
mod tests;

pub(crate) use bytes::Window;
#[cfg(any(test, feature = "bad-files"))]
pub(crate) use header::Header;
pub(crate) use index::after_id3;
pub(crate) use reader::Mp3Source;
