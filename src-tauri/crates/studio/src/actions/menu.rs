//! One menu for every take: which actions there are on it, what each costs, and why some cannot be asked
//! for.

use library::{ConnectionRecord, Library, SongRecord, TakeOrigin, TakeRecord};
use song::{SongId, TakeId};
use vendors::{Price, Profile};

use super::needs::{self, blocked, from_address};
use super::payer::payer_of;
use super::{ActionKind, vendor_named};
use crate::Studio;
use crate::problem::UiError;
use crate::views::{Blocked, MenuItem};

/// Actions on a take that need nothing but the take and a form.
const ON_A_TAKE: [ActionKind; 21] = [
    ActionKind::Extend,
    ActionKind::Concat,
    ActionKind::Cover,
    ActionKind::UploadCover,
    ActionKind::Mashup,
    ActionKind::Sample,
    ActionKind::Inspiration,
    ActionKind::Remaster,
    ActionKind::AddVocals,
    ActionKind::AddInstrumental,
    ActionKind::Upload,
    ActionKind::UploadGenerate,
    ActionKind::UploadExtend,
    ActionKind::Stems,
    ActionKind::AllStems,
    ActionKind::Timing,
    ActionKind::MashupLyrics,
    ActionKind::Wav,
    ActionKind::Mp4,
    ActionKind::Midi,
    ActionKind::Html,
];

impl Studio {
    /// What can be asked of the vendor for a take: one menu, the same everywhere.
    ///
    /// # Errors
    /// `NotFound` when there is no such song or take.
    pub async fn action_menu(&self, song: SongId, take: TakeId) -> Result<Vec<MenuItem>, UiError> {
        self.work(move |library| {
            let (song, take) = (library.song(&song)?, library.take(&take)?);
            let connection = payer_of(library, &song, Some(&take))?;
            menu(library, &song, &take, connection.as_ref())
        })
        .await
    }
}

fn menu(
    library: &Library,
    song: &SongRecord,
    take: &TakeRecord,
    connection: Option<&ConnectionRecord>,
) -> Result<Vec<MenuItem>, UiError> {
    let Some(connection) = connection else { return Ok(ON_A_TAKE.map(without_connection).into()) };
    let profile = vendor_named(&connection.vendor)?.profile();
    let listed = ON_A_TAKE.into_iter().filter(|action| has_sense(*action, take, connection));
    Ok(listed.map(|action| item(library, song, take, connection, profile, action)).collect())
}

/// What works on a recording's address is for takes that the vendor does not know; joining is for parts
/// that continue another take.
fn has_sense(action: ActionKind, take: &TakeRecord, connection: &ConnectionRecord) -> bool {
    match action {
        ActionKind::Concat => take.origin == TakeOrigin::Extend,
        action if from_address(action) => needs::remote_id(take, connection).is_none(),
        _ => true,
    }
}

fn item(
    library: &Library,
    song: &SongRecord,
    take: &TakeRecord,
    connection: &ConnectionRecord,
    profile: &'static Profile,
    action: ActionKind,
) -> MenuItem {
    let offer = profile.action(action);
    let form = &song.compose;
    let model = profile.model(&form.model).map_or(profile.default_model, |model| model.id);
    MenuItem {
        action,
        price: profile.price(action, Some(model), form.pro),
        supposed: offer.is_some_and(|offer| offer.price == Price::SupposedlyOfModel),
        unit: profile.unit.to_owned(),
        clips: offer.map_or(0, |offer| offer.clips),
        blocked: blocked(library, Some(connection), profile, take, action),
        takes: offer.map_or_else(Vec::new, |offer| offer.takes.to_vec()),
        models: offer.map_or(&[][..], |offer| offer.models).iter().map(|&model| model.to_owned()).collect(),
        needs: offer.map_or_else(Vec::new, |offer| offer.needs.to_vec()),
    }
}

fn without_connection(action: ActionKind) -> MenuItem {
    MenuItem {
        action,
        price: None,
        supposed: false,
        unit: String::new(),
        clips: 0,
        blocked: Some(Blocked::NoConnection),
        takes: Vec::new(),
        models: Vec::new(),
        needs: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_menu_is_in_the_order_of_every_menu() {
        let order = ActionKind::ALL.into_iter().filter(|action| ON_A_TAKE.contains(action));
        assert!(order.eq(ON_A_TAKE));
    }
}
