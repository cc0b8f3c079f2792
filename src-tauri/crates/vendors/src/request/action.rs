//! The kinds of things a vendor does and bills: one word in code, rows, bindings and messages.
//!
//! Absent: what each needs and costs at a vendor (`profile`).

use serde::{Deserialize, Serialize};

/// The kinds of things a vendor does and bills.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Action {
    /// A new song.
    Generate,
    /// A new song in a voice of the user's ([`crate::Generate::voice`]).
    WithVoice,
    /// A song continued from a point in it.
    Extend,
    /// A range of a song, sung anew.
    ReplaceSection,
    /// A fragment and its song as one whole.
    Concat,
    /// A song in another style.
    Cover,
    /// A public recording in another style, without uploading it first.
    UploadCover,
    /// Two songs made one.
    Mashup,
    /// A new song around a range of another.
    Sample,
    /// A new song like another.
    Inspiration,
    /// A song rendered anew.
    Remaster,
    /// Singing over a range of an upload.
    AddVocals,
    /// Playing under a range of an upload.
    AddInstrumental,
    /// A short sound or loop.
    Sounds,
    /// A recording made known to the vendor.
    Upload,
    /// A public recording continued, without uploading it first.
    UploadGenerate,
    /// An uploaded recording continued.
    UploadExtend,
    /// Voice and accompaniment apart.
    Stems,
    /// Every instrument apart.
    AllStems,
    /// When which word is sung.
    Timing,
    /// Words from a theme.
    Lyrics,
    /// Words from the words of two songs.
    MashupLyrics,
    /// A voice made of a song.
    CreateVoice,
    /// The singing of a song, to make a voice of.
    ExtractVoice,
    /// A real voice, first half: the recording, answered by a phrase to read aloud.
    InitVoice,
    /// A real voice, second half: the phrase, read aloud.
    VerifyVoice,
    /// A song as WAV.
    Wav,
    /// A song as video.
    Mp4,
    /// The notes of a stem.
    Midi,
    /// A song as a web page.
    Html,
    /// A model of one's own, first step: a session.
    PrepareCustomModel,
    /// A model of one's own, second step: one recording to learn from.
    UploadToCustomModel,
    /// A model of one's own, last step: the training.
    CreateCustomModel,
    /// What is left to spend.
    Balance,
}

impl Action {
    /// Every action, in the order in which menus and tables show them.
    pub const ALL: [Self; 34] = [
        Self::Generate,
        Self::WithVoice,
        Self::Extend,
        Self::ReplaceSection,
        Self::Concat,
        Self::Cover,
        Self::UploadCover,
        Self::Mashup,
        Self::Sample,
        Self::Inspiration,
        Self::Remaster,
        Self::AddVocals,
        Self::AddInstrumental,
        Self::Sounds,
        Self::Upload,
        Self::UploadGenerate,
        Self::UploadExtend,
        Self::Stems,
        Self::AllStems,
        Self::Timing,
        Self::Lyrics,
        Self::MashupLyrics,
        Self::CreateVoice,
        Self::ExtractVoice,
        Self::InitVoice,
        Self::VerifyVoice,
        Self::Wav,
        Self::Mp4,
        Self::Midi,
        Self::Html,
        Self::PrepareCustomModel,
        Self::UploadToCustomModel,
        Self::CreateCustomModel,
        Self::Balance,
    ];

    /// Whether it only reads: free, and may be sent with [`crate::http::read`].
    #[must_use]
    pub fn is_read(self) -> bool {
        self == Self::Balance
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_is_complete_and_in_order() {
        assert!(Action::ALL.iter().enumerate().all(|(at, action)| *action as usize == at));
        assert_eq!(Action::ALL.len(), Action::Balance as usize + 1);
    }
}
