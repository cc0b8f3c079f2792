//! The sum check: where each stem lies on the take it was made from, and what is left of the take without them.

use audio::{FrameReader, LaneLevel, Mixdown, Mutes, Part};
use library::Library;
use song::{SongId, StemSet, StemShift, Strip, SumCheck, TakeId};

use super::desk;
use super::groups::{self, Group};
use crate::problem::{ErrorCode, UiError};
use crate::{clock, files};

/// Compares the stems of a group with their take, and keeps what was found.
///
/// # Errors
/// `BadRequest` for lanes that were imported: there is nothing to compare with.
pub(super) fn check(library: &Library, song: &SongId, key: &str) -> Result<SumCheck, UiError> {
    let group = groups::group(library, song, key)?;
    let Some(source) = group.source.clone() else {
        return Err(UiError::new(ErrorCode::BadRequest, "imported lanes were not separated from a take"));
    };
    let mut check =
        SumCheck { residual_db: 0.0, residual_b_db: None, shifts: shifts(library, &group, &source)? };
    check.residual_db = residual(library, &group, &source, StemSet::A, &check)?;
    if group.parts.iter().any(|part| part.b.is_some()) {
        check.residual_b_db = Some(residual(library, &group, &source, StemSet::B, &check)?);
    }
    library.save_sum_check(key, song, &check, clock::now())?;
    Ok(check)
}

/// Stems that do not begin where the take does.
fn shifts(library: &Library, group: &Group, source: &TakeId) -> Result<Vec<StemShift>, UiError> {
    let mut take = files::open_take(library, source)?;
    let mut shifts = Vec::new();
    for stem in group.parts.iter().flat_map(|part| std::iter::once(&part.a).chain(&part.b)) {
        let mut reader = audio::open(&library.path_of(&stem.file))?;
        let frames = audio::stems::shift(take.as_mut(), reader.as_mut())?;
        if let Some(frames) = i32::try_from(frames).ok().filter(|frames| *frames != 0) {
            shifts.push(StemShift { take: stem.id.clone(), frames });
        }
    }
    Ok(shifts)
}

/// What is left of the take without the untouched stems of one set.
fn residual(
    library: &Library,
    group: &Group,
    source: &TakeId,
    set: StemSet,
    check: &SumCheck,
) -> Result<f32, UiError> {
    let level = LaneLevel { gain_db: 0.0, balance: 0.0, heard: true };
    let mut parts = Vec::new();
    for part in &group.parts {
        let strip = Strip::untouched(part.name.clone());
        let reader = desk::open(library, part.take(set), &strip, Some(check), &Mutes::default())?;
        parts.push(Part { reader: Box::new(reader) as Box<dyn FrameReader>, level });
    }
    let mut take = files::open_take(library, source)?;
    #[allow(clippy::cast_possible_truncation)]
    let residual = audio::stems::residual_db(take.as_mut(), &mut Mixdown::new(parts, 0.0)?)? as f32;
    Ok(residual)
}
