//! Snapping: a help while choosing a range, never a constraint.

use serde::{Deserialize, Serialize};

use crate::{Millis, TimedLine, TimedSection, TimedWord, Timing};

/// What an edge snaps to, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum SnapKind {
    Section,
    Line,
    Word,
}

/// One place an edge may snap to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct SnapTarget {
    /// Where.
    pub at: Millis,
    /// What it is an edge of.
    pub kind: SnapKind,
    /// Text for the guide: the word, line or section label.
    pub label: String,
}

/// A gap shorter than this is cut in its middle.
const SHORT_GAP: Millis = Millis(120);

/// How far from a word its edge lies in a longer gap: vendors' word edges are approximate.
const MARGIN: Millis = Millis(60);

/// Every place an edge may snap to, in order of time (research/ux.md §2.2): the middle of a gap
/// shorter than 120 ms, otherwise 60 ms before the first word or after the last one. The last one
/// may lie up to 60 ms after the end of the song; whoever knows the song's length bounds it.
#[must_use]
pub fn snap_targets(timing: &Timing) -> Vec<SnapTarget> {
    let mut targets = Vec::new();
    let words = &timing.words;
    if let Some(first) = words.first() {
        targets.push(target(timing, first, first.start.minus(MARGIN), edge_before(timing, 0)));
    }
    for (index, pair) in words.windows(2).enumerate() {
        let [word, next] = pair else { continue };
        between(timing, index, word, next, &mut targets);
    }
    if let Some(last) = words.last() {
        targets.push(target(timing, last, last.end.plus(MARGIN), SnapKind::Section));
    }
    targets
}

fn between(timing: &Timing, index: usize, word: &TimedWord, next: &TimedWord, targets: &mut Vec<SnapTarget>) {
    let kind = edge_before(timing, index + 1);
    let gap = next.start.minus(word.end);
    if gap < SHORT_GAP {
        targets.push(target(timing, next, word.end.plus(Millis(gap.0 / 2)), kind));
    } else {
        targets.push(target(timing, word, word.end.plus(MARGIN), kind));
        targets.push(target(timing, next, next.start.minus(MARGIN), kind));
    }
}

/// What begins with the word at `index`.
fn edge_before(timing: &Timing, index: usize) -> SnapKind {
    let line_of = |index: usize| timing.words.get(index).map(|word| word.line);
    let before = index.checked_sub(1).and_then(line_of);
    if before == line_of(index) {
        return SnapKind::Word;
    }
    let section_of = |line: Option<u32>| Some(line_at(timing, line?)?.section);
    if section_of(before) == section_of(line_of(index)) { SnapKind::Line } else { SnapKind::Section }
}

fn line_at(timing: &Timing, line: u32) -> Option<&TimedLine> {
    timing.lines.get(usize::try_from(line).ok()?)
}

fn target(timing: &Timing, word: &TimedWord, at: Millis, kind: SnapKind) -> SnapTarget {
    SnapTarget { at, kind, label: label(timing, word, kind) }
}

fn label(timing: &Timing, word: &TimedWord, kind: SnapKind) -> String {
    let line = line_at(timing, word.line);
    let section = line.and_then(|line| timing.sections.get(usize::try_from(line.section).ok()?));
    match (kind, line, section) {
        (SnapKind::Section, _, Some(TimedSection { label, .. })) if !label.is_empty() => label.clone(),
        (SnapKind::Section | SnapKind::Line, Some(line), _) => line.text.clone(),
        _ => word.text.clone(),
    }
}

/// The target that `time` snaps to within `radius`, the strongest kind first, then the nearest.
#[must_use]
pub fn snap(targets: &[SnapTarget], time: Millis, radius: Millis) -> Option<&SnapTarget> {
    let distance = |target: &&SnapTarget| target.at.0.abs_diff(time.0);
    let near = targets.iter().filter(|target| distance(target) <= radius.0);
    near.min_by_key(|target| (target.kind, distance(target)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lyrics::Lyrics;
    use crate::{RawTiming, RawWord, align};

    fn timing() -> Timing {
        let word =
            |text: &str, start_s, end_s| RawWord { text: text.into(), success: true, start_s, end_s, p: 1.0 };
        let words = vec![
            word("we ", 1.0, 1.4),
            word("were\n", 1.5, 2.0),
            word("never ", 2.5, 3.0),
            word("home", 4.0, 5.0),
        ];
        let lyrics = Lyrics::parse("[Verse]\nwe were\nnever\n[Chorus]\nhome");
        align(&lyrics, &RawTiming { words, lines: Vec::new() }, Millis(10_000))
    }

    #[test]
    fn targets_lie_in_gaps() {
        let found: Vec<(u32, SnapKind, String)> = snap_targets(&timing())
            .into_iter()
            .map(|target| (target.at.0, target.kind, target.label))
            .collect();
        let expected = [
            (940, SnapKind::Section, "Verse"),
            (1450, SnapKind::Word, "were"),
            (2060, SnapKind::Line, "we were"),
            (2440, SnapKind::Line, "never"),
            (3060, SnapKind::Section, "Verse"),
            (3940, SnapKind::Section, "Chorus"),
            (5060, SnapKind::Section, "Chorus"),
        ];
        assert_eq!(found, expected.map(|(at, kind, label)| (at, kind, label.to_owned())));
        assert!(snap_targets(&Timing::default()).is_empty());
    }

    #[test]
    fn the_strongest_kind_wins_then_the_nearest() {
        let target = |at, kind| SnapTarget { at: Millis(at), kind, label: String::new() };
        let targets = [
            target(100, SnapKind::Word),
            target(130, SnapKind::Line),
            target(160, SnapKind::Line),
            target(300, SnapKind::Section),
        ];
        let snapped = |time, radius| snap(&targets, Millis(time), Millis(radius)).map(|target| target.at.0);
        assert_eq!(snapped(101, 20), Some(100));
        assert_eq!(snapped(101, 30), Some(130));
        assert_eq!(snapped(150, 30), Some(160));
        assert_eq!(snapped(220, 20), None);
        assert_eq!(snapped(310, 400), Some(300));
    }
}
