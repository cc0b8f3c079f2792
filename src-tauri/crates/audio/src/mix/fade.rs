//! Raised-cosine fades of 10 ms: the shortest that no ear takes for a click (-131 dB of splatter).

/// Values of a raised cosine from 0 (shut) to 1 (open).
pub(super) struct Curve(Box<[f32]>);

impl Curve {
    /// For `rate` frames per second.
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
    pub(super) fn new(rate: u32) -> Self {
        let length = (rate as usize / 100).max(1);
        let value = |i: usize| 0.5 - 0.5 * (std::f64::consts::PI * i as f64 / length as f64).cos();
        Self((0..=length).map(|i| value(i) as f32).collect())
    }

    /// Frames from shut to open.
    pub(super) fn length(&self) -> usize {
        self.0.len() - 1
    }
}

/// Where on the curve something is, and where it is going. Turning round half way retraces the curve, so
/// even a nervous finger makes no step.
#[derive(Clone, Copy, Default)]
pub(super) struct Fade {
    phase: usize,
    /// Going to open.
    pub(super) open: bool,
}

impl Fade {
    /// Already where it is going.
    pub(super) fn settled(open: bool, curve: &Curve) -> Self {
        Self { phase: if open { curve.length() } else { 0 }, open }
    }

    pub(super) fn is_shut(self) -> bool {
        self.phase == 0 && !self.open
    }

    pub(super) fn is_open(self, curve: &Curve) -> bool {
        self.open && self.phase == curve.length()
    }

    /// Whether anything of it is heard at the moment.
    pub(super) fn is_audible(self) -> bool {
        self.phase > 0
    }

    /// Frames until it is shut, if it is going there; otherwise no end is in sight.
    pub(super) fn remaining(self) -> usize {
        if self.open { usize::MAX } else { self.phase }
    }

    /// Writes the next values and moves on by as many frames.
    pub(super) fn fill(&mut self, curve: &Curve, out: &mut [f32]) {
        for value in out {
            self.phase =
                if self.open { (self.phase + 1).min(curve.length()) } else { self.phase.saturating_sub(1) };
            *value = curve.0[self.phase];
        }
    }
}
