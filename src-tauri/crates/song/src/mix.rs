//! A mix: how the stems of one separation sound together, as plain values with the one rule that decides what
//! is heard. Absent: samples (`audio`), which takes stand behind a strip (`studio`), rows (`library`).

use serde::{Deserialize, Serialize};

use crate::{Range, TakeId};

/// At this level and below a strip is silent (-∞ on its fader), in decibels.
pub const SILENT_DB: f32 = -100.0;
/// The top of every fader, in decibels.
pub const TOP_DB: f32 = 6.0;
/// Furthest that a lane can be moved, in milliseconds: ten minutes.
const FURTHEST_MS: i32 = 600_000;

/// Which of two separations of the same song a strip plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum StemSet {
    /// The first that the vendor sent.
    #[default]
    A,
    /// The second.
    B,
}

/// One stem in the mix.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Strip {
    /// The part that it plays, in the vendor's words; one strip per part.
    pub part: String,
    /// Level in decibels, from [`SILENT_DB`] to [`TOP_DB`].
    pub gain_db: f32,
    /// Balance from -1 (left only) through 0 (as it is) to 1 (right only).
    pub pan: f32,
    /// Silenced.
    pub muted: bool,
    /// While any strip is soloed only soloed ones are heard.
    pub soloed: bool,
    /// What it plays, where there are two.
    pub set: StemSet,
    /// Later (or, below zero, earlier) than it was recorded, in milliseconds.
    pub offset_ms: i32,
    /// Where it is silent, on the song's time.
    pub mutes: Vec<Range>,
    /// Taken out of the mix: neither shown nor heard nor written until somebody brings it back.
    #[serde(default)]
    pub removed: bool,
}

impl Strip {
    /// A strip that leaves its stem as it is.
    #[must_use]
    pub fn untouched(part: String) -> Self {
        Self {
            part,
            gain_db: 0.0,
            pan: 0.0,
            muted: false,
            soloed: false,
            set: StemSet::A,
            offset_ms: 0,
            mutes: Vec::new(),
            removed: false,
        }
    }

    /// With every value inside its bounds, what is no number at its neutral place, and mutes in order.
    #[must_use]
    pub fn sane(mut self) -> Self {
        self.gain_db = level(self.gain_db);
        self.pan = if self.pan.is_nan() { 0.0 } else { self.pan.clamp(-1.0, 1.0) };
        self.offset_ms = self.offset_ms.clamp(-FURTHEST_MS, FURTHEST_MS);
        self.mutes = joined(self.mutes);
        self
    }
}

/// How all strips and the master stand.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct MixState {
    /// One per part.
    pub strips: Vec<Strip>,
    /// Level of the sum in decibels; exported, unlike the volume of listening.
    pub master_db: f32,
}

impl MixState {
    /// Whether a strip is heard: there, not muted, and soloed where any is. Mute beats solo on the same strip,
    /// so that a muted strip never sounds.
    #[must_use]
    pub fn hears(&self, strip: &Strip) -> bool {
        let solo = self.strips.iter().any(|each| each.soloed && !each.removed);
        !strip.removed && !strip.muted && (strip.soloed || !solo)
    }

    /// The state for exactly these parts: known strips as they were, new ones untouched, others gone.
    #[must_use]
    pub fn for_parts(&self, parts: &[String]) -> Self {
        let known = |part: &String| self.strips.iter().find(|strip| strip.part == *part).cloned();
        let strip = |part| known(part).unwrap_or_else(|| Strip::untouched(part.clone())).sane();
        Self { strips: parts.iter().map(strip).collect(), master_db: level(self.master_db) }
    }
}

/// A state to come back to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Snapshot {
    /// What the user calls it.
    pub name: String,
    /// How everything stood.
    pub state: MixState,
}

/// The mix of one separation: how it stands, and the snapshots.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Mix {
    /// What is heard.
    pub state: MixState,
    /// States to come back to, oldest first.
    pub snapshots: Vec<Snapshot>,
    /// Index of the snapshot that was stored or taken up last.
    pub current: Option<u32>,
}

impl Mix {
    /// The mix for exactly these parts, snapshots included.
    #[must_use]
    pub fn for_parts(&self, parts: &[String]) -> Self {
        let snapshot =
            |each: &Snapshot| Snapshot { name: each.name.clone(), state: each.state.for_parts(parts) };
        Self {
            state: self.state.for_parts(parts),
            snapshots: self.snapshots.iter().map(snapshot).collect(),
            current: self.current,
        }
    }
}

/// What comparing the stems with the take they were made from has shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct SumCheck {
    /// What is left of the take when set A is taken away from it, in decibels below the take.
    pub residual_db: f32,
    /// The same for set B, where there is one.
    pub residual_b_db: Option<f32>,
    /// Where the stems lie on the take, for those that do not begin with it.
    pub shifts: Vec<StemShift>,
}

/// Where a stem lies on the take it was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct StemShift {
    /// The stem.
    pub take: TakeId,
    /// Frames by which it has to be moved later; below zero: earlier.
    pub frames: i32,
}

fn level(db: f32) -> f32 {
    if db.is_nan() { 0.0 } else { db.clamp(SILENT_DB, TOP_DB) }
}

/// The same stretches in order, those that touch as one.
fn joined(mut mutes: Vec<Range>) -> Vec<Range> {
    mutes.sort_by_key(|range| (range.start(), range.end()));
    let mut apart: Vec<Range> = Vec::with_capacity(mutes.len());
    for range in mutes {
        match apart.last_mut() {
            Some(last) if range.start() <= last.end() => {
                if let Ok(longer) = Range::new(last.start(), last.end().max(range.end())) {
                    *last = longer;
                }
            }
            _ => apart.push(range),
        }
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Millis;

    fn range(start: u32, end: u32) -> Range {
        Range::new(Millis(start), Millis(end)).unwrap()
    }

    fn state(strips: &[(bool, bool)]) -> MixState {
        let strip = |(muted, soloed): &(bool, bool)| Strip {
            muted: *muted,
            soloed: *soloed,
            ..Strip::untouched("Bass".into())
        };
        MixState { strips: strips.iter().map(strip).collect(), master_db: 0.0 }
    }

    fn heard(state: &MixState) -> Vec<bool> {
        state.strips.iter().map(|strip| state.hears(strip)).collect()
    }

    #[test]
    fn a_solo_silences_the_others_and_a_mute_wins() {
        assert_eq!(heard(&state(&[(false, false), (true, false)])), [true, false]);
        assert_eq!(heard(&state(&[(false, true), (false, false), (false, true)])), [true, false, true]);
        assert_eq!(heard(&state(&[(true, true), (false, false)])), [false, false]);
    }

    #[test]
    fn what_was_taken_out_is_not_heard_and_silences_nobody() {
        let mut state = state(&[(false, true), (false, false)]);
        state.strips[0].removed = true;
        assert_eq!(heard(&state), [false, true]);
        let before = r#"{"part":"Bass","gainDb":0,"pan":0,"muted":false,"soloed":false,"set":"a","offsetMs":0,"mutes":[]}"#;
        let strip: Strip = serde_json::from_str(before).unwrap();
        assert_eq!(strip, Strip::untouched("Bass".into()), "mixes of earlier days are read");
    }

    #[test]
    fn values_stay_within_their_bounds() {
        let strip = Strip {
            gain_db: f32::NAN,
            pan: -7.0,
            offset_ms: i32::MIN,
            mutes: vec![range(500, 900), range(0, 200), range(800, 1000), range(200, 300)],
            ..Strip::untouched("Drums".into())
        };
        let sane = strip.sane();
        assert_eq!((sane.gain_db, sane.pan, sane.offset_ms), (0.0, -1.0, -FURTHEST_MS));
        assert_eq!(sane.mutes, [range(0, 300), range(500, 1000)]);
        assert_eq!(level(f32::NEG_INFINITY).to_bits(), SILENT_DB.to_bits());
    }

    #[test]
    fn a_mix_follows_the_parts_there_are() {
        let kept = Strip { gain_db: -3.0, ..Strip::untouched("Bass".into()) };
        let state = MixState { strips: vec![kept.clone(), Strip::untouched("Gone".into())], master_db: -1.0 };
        let snapshots = vec![Snapshot { name: "Loud".into(), state: state.clone() }];
        let mix = Mix { state, snapshots, current: Some(0) };
        let fitted = mix.for_parts(&["Vocals".into(), "Bass".into()]);
        let expected = vec![Strip::untouched("Vocals".into()), kept];
        assert_eq!(fitted.state.strips, expected);
        assert_eq!(fitted.snapshots[0].state.strips, expected);
        assert_eq!((fitted.current, fitted.state.master_db), (Some(0), -1.0));
    }
}
