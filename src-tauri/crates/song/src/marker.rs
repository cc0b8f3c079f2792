//! Markers: places and ranges of a song that the user gave a name.

use serde::{Deserialize, Serialize};

use crate::{MarkerId, Millis};

/// The longest name that is kept, in characters.
const LONGEST: usize = 80;

/// A named place of a song, or a named range of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Marker {
    /// Its identity.
    pub id: MarkerId,
    /// What the user calls it.
    pub name: String,
    /// Where it stands, or where its range begins.
    pub start: Millis,
    /// Where its range ends; none: it is a point.
    pub end: Option<Millis>,
}

impl Marker {
    /// The marker as it is kept: its name on one line and not too long, a range that is empty or backwards a point.
    /// None where no name is left.
    #[must_use]
    pub fn kept(self) -> Option<Self> {
        let name = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        let name: String = name.chars().filter(|ch| !ch.is_control()).take(LONGEST).collect();
        let end = self.end.filter(|end| *end > self.start);
        (!name.is_empty()).then_some(Self { name, end, ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marker(name: &str, start: u32, end: Option<u32>) -> Marker {
        Marker { id: "m".into(), name: name.into(), start: Millis(start), end: end.map(Millis) }
    }

    #[test]
    fn names_are_one_line_of_some_length() {
        assert_eq!(marker("  big\n\thook ", 1, None).kept(), Some(marker("big hook", 1, None)));
        assert_eq!(marker(" \n", 1, None).kept(), None);
        assert_eq!(marker(&"鼓".repeat(200), 1, None).kept().unwrap().name.chars().count(), LONGEST);
    }

    #[test]
    fn a_range_that_is_none_is_a_point() {
        assert_eq!(marker("a", 5, Some(9)).kept(), Some(marker("a", 5, Some(9))));
        for end in [5, 2] {
            assert_eq!(marker("a", 5, Some(end)).kept(), Some(marker("a", 5, None)));
        }
    }
}
