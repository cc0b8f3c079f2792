//! What a file says about itself: title, artist, album, lyrics, comment, cover. Rendered as bytes before the
//! sound is written, so that no file is ever written twice. Absent: reading tags.

use flac_codec::encode::Options;
use flac_codec::metadata::{Picture as FlacPicture, PictureType as FlacPictureType};
use lofty::config::WriteOptions;
use lofty::picture::{Picture, PictureType};
use lofty::tag::{ItemKey, Tag, TagExt, TagType};

use crate::AudioError;

/// What an exported file says about itself. Empty texts are left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tags {
    /// The song's title.
    pub title: String,
    /// Who made it.
    pub artist: String,
    /// The record it belongs to.
    pub album: String,
    /// Plain lyrics, lines parted by `\n`.
    pub lyrics: String,
    /// Anything else.
    pub comment: String,
    /// JPEG, PNG or GIF; anything else is left out.
    pub cover: Option<Vec<u8>>,
}

impl Tags {
    /// As an ID3v2 tag: the head of an MP3, a chunk of a WAV. Empty when there is nothing to say.
    pub(crate) fn id3(&self) -> Result<Vec<u8>, AudioError> {
        let mut tag = Tag::new(TagType::Id3v2);
        for (key, text) in [
            (ItemKey::TrackTitle, &self.title),
            (ItemKey::TrackArtist, &self.artist),
            (ItemKey::AlbumTitle, &self.album),
            (ItemKey::UnsyncLyrics, &self.lyrics),
            (ItemKey::Comment, &self.comment),
        ] {
            if !text.is_empty() {
                tag.insert_text(key, text.clone());
            }
        }
        if let Some(mut picture) = self.cover.as_ref().and_then(|c| Picture::from_reader(&mut &c[..]).ok()) {
            picture.set_pic_type(PictureType::CoverFront);
            tag.push_picture(picture);
        }
        let mut bytes = Vec::new();
        if !tag.is_empty() {
            tag.dump_to(&mut bytes, WriteOptions::default())
                .map_err(|error| AudioError::Encoder(format!("ID3: {error}")))?;
        }
        Ok(bytes)
    }

    /// As a `LIST` chunk of a WAV, for players that know no ID3 there.
    pub(crate) fn riff_info(&self) -> Vec<u8> {
        let mut list = b"INFO".to_vec();
        for (name, text) in [
            (b"INAM", &self.title),
            (b"IART", &self.artist),
            (b"IPRD", &self.album),
            (b"ICMT", &self.comment),
        ] {
            if !text.is_empty() {
                // Texts in INFO end with a zero.
                list.extend(riff_chunk(name, &[text.as_bytes(), b"\0"].concat()));
            }
        }
        if list.len() == 4 { Vec::new() } else { riff_chunk(b"LIST", &list) }
    }

    /// Adds them to the options of a FLAC encoder.
    pub(crate) fn flac(&self, mut options: Options) -> Options {
        for (name, text) in [
            ("TITLE", &self.title),
            ("ARTIST", &self.artist),
            ("ALBUM", &self.album),
            ("LYRICS", &self.lyrics),
            ("COMMENT", &self.comment),
        ] {
            if !text.is_empty() {
                options = options.tag(name, text);
            }
        }
        let cover = self.cover.as_ref();
        match cover.and_then(|c| FlacPicture::new(FlacPictureType::FrontCover, "", c.clone()).ok()) {
            Some(picture) => options.picture(picture),
            None => options,
        }
    }
}

/// A chunk of a RIFF file, padded to even length.
pub(crate) fn riff_chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut chunk = name.to_vec();
    chunk.extend(u32::try_from(body.len()).unwrap_or(u32::MAX).to_le_bytes());
    chunk.extend(body);
    if body.len() % 2 == 1 {
        chunk.push(0);
    }
    chunk
}
