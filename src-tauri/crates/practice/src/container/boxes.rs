//! Boxes: a length, a name, a content; and those that describe a film as a whole.

/// Rotation and scale that change nothing.
const AS_IT_IS: [u32; 9] = [0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000];

/// A box of `parts`.
pub(super) fn boxed(name: &[u8; 4], parts: &[&[u8]]) -> Vec<u8> {
    let size = 8 + parts.iter().map(|part| part.len()).sum::<usize>();
    let mut out = Vec::with_capacity(size);
    out.extend(u32::try_from(size).unwrap_or(u32::MAX).to_be_bytes());
    out.extend(name);
    parts.iter().for_each(|part| out.extend(*part));
    out
}

/// A box of version 0 with `flags`.
pub(super) fn full(name: &[u8; 4], flags: u32, parts: &[&[u8]]) -> Vec<u8> {
    let flags = flags.to_be_bytes();
    let mut all: Vec<&[u8]> = vec![&flags];
    all.extend(parts);
    boxed(name, &all)
}

/// Numbers of four bytes.
pub(super) fn longs(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|it| it.to_be_bytes()).collect()
}

/// A table: how many, then all.
pub(super) fn counted(numbers: &[u32], per_row: usize) -> Vec<u8> {
    let rows = u32::try_from(numbers.len() / per_row).unwrap_or(u32::MAX);
    [longs(&[rows]), longs(numbers)].concat()
}

/// The content of `mvhd`: `length` ticks of `scale` a second.
pub(super) fn movie(scale: u32, length: u32, tracks: usize) -> Vec<u8> {
    let next = u32::try_from(tracks).unwrap_or(u32::MAX).saturating_add(1);
    [
        longs(&[0, 0, scale, length, 0x1_0000, 0x0100_0000, 0, 0]),
        longs(&AS_IT_IS),
        longs(&[0; 6]),
        longs(&[next]),
    ]
    .concat()
}

/// The content of `tkhd`. `side` is that of a picture, 0 of a sound.
pub(super) fn track(id: u32, length: u32, side: u16) -> Vec<u8> {
    let volume = if side == 0 { 0x0100_0000 } else { 0 };
    let side = u32::from(side) << 16;
    [longs(&[0, 0, id, 0, length, 0, 0, 0, volume]), longs(&AS_IT_IS), longs(&[side, side])].concat()
}

/// `hdlr`: what a track is, `soun` or `vide`.
pub(super) fn handler(kind: &[u8; 4]) -> Vec<u8> {
    full(b"hdlr", 0, &[&[0; 4], kind, &[0; 12], b"\0"])
}

/// `dinf`: the content is in this file.
pub(super) fn here() -> Vec<u8> {
    boxed(b"dinf", &[&full(b"dref", 0, &[&longs(&[1]), &full(b"url ", 1, &[])])])
}

/// `esds`: which codec of ISO/IEC 14496-1 (`object`) a stream has; `kind` 5 is sound, 4 pictures.
pub(super) fn stream(object: u8, kind: u8) -> Vec<u8> {
    let decoder = [&[0x04, 13, object, kind << 2 | 1][..], &[0; 11]].concat();
    let content = [&[0, 1, 0][..], &decoder, &[0x06, 1, 2]].concat();
    let length = u8::try_from(content.len()).unwrap_or(u8::MAX);
    full(b"esds", 0, &[&[0x03, length], &content])
}
