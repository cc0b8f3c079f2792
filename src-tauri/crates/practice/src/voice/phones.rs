//! The sounds a mouth makes, as targets for the formants. Average values as any phonetics course teaches them.

/// A vowel, by its first three formants for a deep voice.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Vowel(pub(crate) [f32; 3]);

pub(crate) const A: Vowel = Vowel([780.0, 1240.0, 2600.0]);
pub(crate) const AH: Vowel = Vowel([730.0, 1100.0, 2480.0]);
pub(crate) const AE: Vowel = Vowel([690.0, 1640.0, 2440.0]);
pub(crate) const UH: Vowel = Vowel([620.0, 1200.0, 2450.0]);
pub(crate) const AW: Vowel = Vowel([570.0, 860.0, 2430.0]);
pub(crate) const OH: Vowel = Vowel([450.0, 820.0, 2450.0]);
pub(crate) const EH: Vowel = Vowel([540.0, 1800.0, 2500.0]);
pub(crate) const EY: Vowel = Vowel([440.0, 2050.0, 2620.0]);
pub(crate) const ER: Vowel = Vowel([480.0, 1330.0, 1780.0]);
pub(crate) const IH: Vowel = Vowel([400.0, 1960.0, 2560.0]);
pub(crate) const IY: Vowel = Vowel([300.0, 2240.0, 2950.0]);
pub(crate) const OO: Vowel = Vowel([430.0, 1040.0, 2300.0]);
pub(crate) const UW: Vowel = Vowel([320.0, 900.0, 2260.0]);
pub(crate) const SCHWA: Vowel = Vowel([500.0, 1400.0, 2500.0]);
/// Mandarin e as in 歌.
pub(crate) const GE: Vowel = Vowel([470.0, 1130.0, 2450.0]);
/// Mandarin i as in 诗.
pub(crate) const SHI: Vowel = Vowel([380.0, 1550.0, 2400.0]);
/// Mandarin ü as in 雨.
pub(crate) const YU: Vowel = Vowel([290.0, 1880.0, 2250.0]);

/// A consonant. Affricates are a stop and a fricative in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Consonant {
    P,
    T,
    K,
    B,
    D,
    G,
    F,
    S,
    Sh,
    Th,
    H,
    V,
    Z,
    Dh,
    Zh,
    M,
    N,
    Ng,
    L,
    R,
    W,
    Y,
}

/// How a consonant is made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Manner {
    /// Closed, then a burst; voiced ones go straight into the vowel.
    Stop { voiced: bool },
    /// Turbulence, with the folds sounding or not.
    Fricative { voiced: bool },
    /// Breath shaped by the vowel.
    Breath,
    /// Through the nose.
    Nasal,
    /// A vowel-like glide.
    Glide,
}

impl Consonant {
    pub(crate) fn manner(self) -> Manner {
        use Consonant::{B, D, Dh, F, G, H, K, L, M, N, Ng, P, R, S, Sh, T, Th, V, W, Y, Z, Zh};
        match self {
            P | T | K => Manner::Stop { voiced: false },
            B | D | G => Manner::Stop { voiced: true },
            F | S | Sh | Th => Manner::Fricative { voiced: false },
            V | Z | Dh | Zh => Manner::Fricative { voiced: true },
            H => Manner::Breath,
            M | N | Ng => Manner::Nasal,
            L | R | W | Y => Manner::Glide,
        }
    }

    /// Where the first three formants point while it is made.
    pub(crate) fn formants(self) -> [f32; 3] {
        use Consonant::{B, D, Dh, F, G, H, K, L, M, N, Ng, P, R, S, Sh, T, Th, V, W, Y, Z, Zh};
        match self {
            P | B | F | V => [300.0, 950.0, 2250.0],
            T | D | S | Z => [300.0, 1700.0, 2650.0],
            K | G => [300.0, 1900.0, 2350.0],
            Sh | Zh => [310.0, 1850.0, 2450.0],
            Th | Dh => [310.0, 1350.0, 2500.0],
            H => [500.0, 1400.0, 2500.0],
            M => [270.0, 1050.0, 2200.0],
            N => [270.0, 1550.0, 2450.0],
            Ng => [280.0, 1900.0, 2350.0],
            L => [350.0, 1150.0, 2650.0],
            R => [360.0, 1200.0, 1650.0],
            W => [310.0, 700.0, 2200.0],
            Y => [280.0, 2250.0, 2950.0],
        }
    }

    /// Colour and strength of its noise: centre Hz, resonance, level.
    pub(crate) fn noise(self) -> (f32, f32, f32) {
        use Consonant::{B, D, Dh, F, G, K, P, S, Sh, T, Th, V, Z, Zh};
        match self {
            S => (7200.0, 1.6, 0.34),
            Z => (7000.0, 1.6, 0.20),
            Sh => (3600.0, 1.5, 0.34),
            Zh => (3300.0, 1.5, 0.22),
            F => (6500.0, 0.6, 0.16),
            V => (5500.0, 0.6, 0.08),
            Th => (6500.0, 0.7, 0.14),
            Dh => (5500.0, 0.7, 0.07),
            T => (5200.0, 1.0, 0.55),
            D => (4600.0, 1.0, 0.40),
            K => (2300.0, 1.4, 0.55),
            G => (2100.0, 1.4, 0.40),
            P => (1200.0, 0.7, 0.50),
            B => (900.0, 0.7, 0.40),
            _ => (4000.0, 0.7, 0.0),
        }
    }
}

/// What is sung on one note.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Syllable {
    pub(crate) onset: Vec<Consonant>,
    pub(crate) vowel: Vowel,
    /// A second vowel into which a diphthong glides.
    pub(crate) glide: Option<Vowel>,
    pub(crate) coda: Vec<Consonant>,
}

impl Syllable {
    pub(crate) fn open(vowel: Vowel) -> Self {
        Self { onset: Vec::new(), vowel, glide: None, coda: Vec::new() }
    }
}
