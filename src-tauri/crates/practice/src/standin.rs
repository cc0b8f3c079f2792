//! Stand-in until covers are drawn.
pub(crate) mod cover {
    pub(crate) fn draw(_title: &str, _seed: u64) -> Vec<u8> {
        vec![0xff, 0xd8, 0xff, 0xd9]
    }
}
