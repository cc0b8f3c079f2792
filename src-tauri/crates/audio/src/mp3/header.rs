//! The four header bytes of an MPEG audio frame. Absent: everything after them.

/// What a frame header says. Only Layer III frames with a stated bit rate become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Header {
    /// Version bits and rate bits together: frames of one stream share them.
    class: u8,
    /// Frames per second.
    pub(crate) rate: u32,
    /// 1 or 2.
    pub(crate) channels: u8,
    /// The whole frame with its header, in bytes.
    pub(crate) bytes: u16,
    /// Sixteen bits of checksum follow the header.
    pub(crate) crc: bool,
}

/// Why four bytes are no Layer III frame header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoHeader {
    /// Not MPEG audio.
    Garbage,
    /// Layer I or II.
    OtherLayer,
    /// Layer III without a stated bit rate: the length of a frame is anybody's guess.
    FreeFormat,
}

/// Bit rates of Layer III in kbit/s, for MPEG-1 and for MPEG-2 and 2.5.
const KBPS: [[u16; 15]; 2] = [
    [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
    [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
];

impl Header {
    /// Reads the header in the first four bytes.
    pub(crate) fn parse(bytes: [u8; 4]) -> Result<Self, NoHeader> {
        let [sync, version_layer, rates, mode] = bytes;
        let (version, layer) = ((version_layer >> 3) & 3, (version_layer >> 1) & 3);
        let (kbps_index, rate_index) = (rates >> 4, (rates >> 2) & 3);
        if sync != 0xff || version_layer & 0xe0 != 0xe0 || version == 1 || layer == 0 {
            return Err(NoHeader::Garbage);
        }
        if kbps_index == 15 || rate_index == 3 {
            return Err(NoHeader::Garbage);
        }
        if layer != 1 {
            return Err(NoHeader::OtherLayer);
        }
        if kbps_index == 0 {
            return Err(NoHeader::FreeFormat);
        }
        let mpeg1 = version == 3;
        let rate = rate_of(version, rate_index);
        let kbps = u32::from(KBPS[usize::from(!mpeg1)][usize::from(kbps_index)]);
        let padding = u32::from((rates >> 1) & 1);
        let bytes = if mpeg1 { 144_000 } else { 72_000 } * kbps / rate + padding;
        Ok(Self {
            class: (version << 2) | rate_index,
            rate,
            channels: if mode >> 6 == 3 { 1 } else { 2 },
            bytes: u16::try_from(bytes).map_err(|_| NoHeader::Garbage)?,
            crc: version_layer & 1 == 0,
        })
    }

    /// Could both be frames of one stream?
    pub(crate) fn same_stream(&self, other: &Self) -> bool {
        (self.class, self.channels) == (other.class, other.channels)
    }

    /// MPEG-1, or one of the half-rate versions?
    pub(crate) fn mpeg1(&self) -> bool {
        self.class >> 2 == 3
    }

    /// How many PCM frames one MPEG frame decodes to.
    pub(crate) fn samples(&self) -> u16 {
        if self.mpeg1() { 1152 } else { 576 }
    }

    /// Where the main data begins: after header, checksum and side information, in bytes.
    pub(crate) fn main_data_at(&self) -> u16 {
        4 + if self.crc { 2 } else { 0 } + self.side_info()
    }

    /// Bytes of side information.
    pub(crate) fn side_info(&self) -> u16 {
        match (self.mpeg1(), self.channels) {
            (true, 2) => 32,
            (false, 1) => 9,
            _ => 17,
        }
    }

    /// How many bytes of earlier frames' main data this frame needs (its first `frame` bytes are given).
    pub(crate) fn reaches_back(&self, frame: &[u8]) -> u16 {
        let at = if self.crc { 6 } else { 4 };
        let (first, second) = match frame.get(at..at + 2) {
            Some(bytes) => (u16::from(bytes[0]), u16::from(bytes[1])),
            None => return 0,
        };
        if self.mpeg1() { (first << 1) | (second >> 7) } else { first }
    }
}

fn rate_of(version: u8, index: u8) -> u32 {
    let mpeg1 = [44_100, 48_000, 32_000][usize::from(index.min(2))];
    match version {
        3 => mpeg1,
        2 => mpeg1 / 2,
        _ => mpeg1 / 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_usual_header() {
        let header = Header::parse([0xff, 0xfb, 0x90, 0x64]).unwrap();
        assert_eq!((header.rate, header.channels, header.bytes), (44_100, 2, 417));
        assert_eq!((header.samples(), header.main_data_at(), header.crc), (1152, 36, false));
    }

    #[test]
    fn half_rates_mono_and_checksum() {
        let header = Header::parse([0xff, 0xe2, 0x42, 0xc0]).unwrap();
        assert_eq!((header.rate, header.channels, header.crc), (11_025, 1, true));
        assert_eq!((header.samples(), header.main_data_at()), (576, 15));
        assert_eq!(u32::from(header.bytes), 72_000 * 32 / 11_025 + 1);
    }

    #[test]
    fn what_is_not_a_header_says_why() {
        assert_eq!(Header::parse(*b"<htm"), Err(NoHeader::Garbage));
        assert_eq!(Header::parse([0xff, 0xfd, 0x90, 0x64]), Err(NoHeader::OtherLayer));
        assert_eq!(Header::parse([0xff, 0xfb, 0x00, 0x64]), Err(NoHeader::FreeFormat));
        assert_eq!(Header::parse([0xff, 0xfb, 0xf0, 0x64]), Err(NoHeader::Garbage));
        assert_eq!(Header::parse([0xff, 0xfb, 0x9c, 0x64]), Err(NoHeader::Garbage));
    }
}
