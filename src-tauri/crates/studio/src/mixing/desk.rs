//! A mix in the player: both sets of every part as lanes on one clock, so that a switch of sets is only a switch
//! of what is heard. Absent: writing it to disk (`mixing`).

use audio::{FrameReader, Lane, LaneLevel, Mutes, Placed, PlayerState};
use library::{Library, TakeRecord};
use song::{Millis, MixState, Range, StemSet, StemShift, Strip, SumCheck};

use super::groups::Group;
use crate::problem::UiError;
use crate::views::{MixLevels, StripLevel};

/// A lane of a mix: what it is, and where it is muted.
struct MixLane {
    part: usize,
    set: StemSet,
    /// The part has two sets: this lane is heard only while its own is chosen.
    chosen: bool,
    mutes: Mutes,
}

/// A mix that is in the player.
pub(crate) struct LoadedMix {
    pub(crate) key: String,
    pub(crate) state: MixState,
    lanes: Vec<MixLane>,
    rate: u32,
}

impl LoadedMix {
    /// The names of its parts.
    pub(crate) fn parts(&self) -> Vec<String> {
        self.state.strips.iter().map(|strip| strip.part.clone()).collect()
    }

    /// Whether the player has to read other audio to play this state.
    pub(crate) fn needs_reload(&self, state: &MixState) -> bool {
        let placed = |state: &MixState| -> Vec<(String, i32)> {
            let there = state.strips.iter().filter(|strip| !strip.removed);
            there.map(|strip| (strip.part.clone(), strip.offset_ms)).collect()
        };
        placed(&self.state) != placed(state)
    }

    /// Takes a state over; answers whether ranges that are muted have changed.
    pub(crate) fn take(&mut self, state: MixState) -> bool {
        self.state = state;
        let mut changed = false;
        for lane in &self.lanes {
            let strip = self.state.strips.get(lane.part);
            let ranges = strip.map(|strip| frames(&strip.mutes, self.rate)).unwrap_or_default();
            changed |= lane.mutes.set(ranges);
        }
        changed
    }

    /// How every lane of the player stands.
    pub(crate) fn levels(&self) -> Vec<LaneLevel> {
        let level = |lane: &MixLane| match self.state.strips.get(lane.part) {
            Some(strip) => {
                let heard = self.state.hears(strip) && (!lane.chosen || strip.set == lane.set);
                level_of(strip, heard)
            }
            None => LaneLevel { gain_db: 0.0, balance: 0.0, heard: false },
        };
        self.lanes.iter().map(level).collect()
    }

    /// What the meters show: of each part the set that is louder at the moment.
    pub(crate) fn meters(&self, player: &PlayerState, loudness: audio::MixLoudness) -> MixLevels {
        let silent = StripLevel { peak_l: 0.0, peak_r: 0.0, rms: 0.0 };
        let mut strips = vec![silent; self.state.strips.len()];
        for ((lane, peak), rms) in self.lanes.iter().zip(&player.lane_peaks).zip(&player.lane_rms) {
            if let Some(strip) = strips.get_mut(lane.part) {
                strip.peak_l = strip.peak_l.max(peak[0]);
                strip.peak_r = strip.peak_r.max(peak[1]);
                strip.rms = strip.rms.max(*rms);
            }
        }
        MixLevels {
            strips,
            master: StripLevel {
                peak_l: player.mix_peak[0],
                peak_r: player.mix_peak[1],
                rms: player.mix_rms,
            },
            integrated_lufs: loudness.integrated_lufs,
            short_term_lufs: loudness.short_term_lufs,
            true_peak_db: loudness.true_peak_db,
        }
    }
}

/// How a lane stands for its strip.
pub(crate) fn level_of(strip: &Strip, heard: bool) -> LaneLevel {
    LaneLevel { gain_db: strip.gain_db, balance: strip.pan, heard }
}

/// Opens every stem of a group for the player, but for those that were taken out of the mix.
///
/// # Errors
/// When a file is gone or cannot be opened.
pub(crate) fn load(
    library: &Library,
    group: &Group,
    state: MixState,
) -> Result<(LoadedMix, Vec<Lane>), UiError> {
    let check = library.mix(&group.key)?.and_then(|record| record.sum_check);
    let (mut lanes, mut readers) = (Vec::new(), Vec::new());
    let mut rate = 0;
    let strips = group.parts.iter().zip(&state.strips).enumerate();
    for (index, (part, strip)) in strips.filter(|(_, (_, strip))| !strip.removed) {
        let sets = [(StemSet::A, Some(&part.a)), (StemSet::B, part.b.as_ref())];
        for (set, take) in sets.into_iter().filter_map(|(set, take)| take.map(|take| (set, take))) {
            let mutes = Mutes::default();
            let reader = open(library, take, strip, check.as_ref(), &mutes)?;
            rate = reader.rate();
            readers.push(Lane::new(Box::new(reader)));
            lanes.push(MixLane { part: index, set, chosen: part.b.is_some(), mutes });
        }
    }
    let mut loaded = LoadedMix { key: group.key.clone(), state: MixState::default(), lanes, rate };
    loaded.take(state);
    Ok((loaded, readers))
}

/// One stem at its place: where listening found it, and where the user moved it.
///
/// # Errors
/// When its file is gone or cannot be opened.
pub(crate) fn open(
    library: &Library,
    take: &TakeRecord,
    strip: &Strip,
    check: Option<&SumCheck>,
    mutes: &Mutes,
) -> Result<Placed, UiError> {
    let reader = audio::open(&library.path_of(&take.file))?;
    let rate = reader.rate();
    mutes.set(frames(&strip.mutes, rate));
    let found = |shift: &StemShift| (shift.take == take.id).then_some(i64::from(shift.frames));
    let shift = check.and_then(|check| check.shifts.iter().find_map(found)).unwrap_or(0);
    let moved = Millis(strip.offset_ms.unsigned_abs()).frames(rate);
    let moved = i64::try_from(moved).unwrap_or(0) * i64::from(strip.offset_ms.signum());
    Ok(Placed::new(reader, shift + moved, mutes.clone()))
}

fn frames(ranges: &[Range], rate: u32) -> Vec<(u64, u64)> {
    ranges.iter().map(|range| (range.start().frames(rate), range.end().frames(rate))).collect()
}
