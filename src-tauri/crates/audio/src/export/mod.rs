//! Encoders, and the export of a whole version to a file.

mod dither;
mod mp3;
mod wav;

pub use mp3::encode_mp3;
pub use wav::encode_wav16;
