//! What must be so before an action is asked for: the one judgement, for the menu and for the plan.
//!
//! What only the form can say (a second song, lyrics, a model, an address) is judged by the plan.

use library::{ConnectionRecord, Library, TakeKind, TakeOrigin, TakeRecord};
use vendors::{ActionProfile, Need, Profile};

use super::{ActionKind, Plan};
use crate::views::Blocked;

/// How far back the making of a take is looked up.
const GENERATIONS: u32 = 16;

/// What the vendor says of an action, or why it does not sell it.
pub(crate) fn offer(
    profile: &'static Profile,
    action: ActionKind,
) -> Result<&'static ActionProfile, Blocked> {
    profile.action(action).ok_or_else(|| profile.why_not(action).map_or(Blocked::NotSold, Blocked::of))
}

/// Whether an action works on a public address in place of a song at the vendor.
pub(crate) fn from_address(action: ActionKind) -> bool {
    matches!(action, ActionKind::Upload | ActionKind::UploadCover | ActionKind::UploadGenerate)
}

/// The vendor's id of a take, if the take lies in this account.
pub(crate) fn remote_id<'a>(take: &'a TakeRecord, connection: &ConnectionRecord) -> Option<&'a str> {
    take.remote_id.as_deref().filter(|_| take.connection.as_ref() == Some(&connection.id))
}

/// Why an action cannot be asked for on a take; none: it can.
pub(crate) fn blocked(
    library: &Library,
    connection: Option<&ConnectionRecord>,
    profile: &'static Profile,
    take: &TakeRecord,
    action: ActionKind,
) -> Option<Blocked> {
    let Some(connection) = connection else { return Some(Blocked::NoConnection) };
    let offer = match offer(profile, action) {
        Ok(offer) => offer,
        Err(why) => return Some(why),
    };
    if from_address(action) {
        return None;
    }
    if action == ActionKind::MashupLyrics {
        return take.words().trim().is_empty().then_some(Blocked::NeedsWords);
    }
    let uploaded = take.origin == TakeOrigin::Upload;
    if offer.has_need(Need::UploadedSong) && !uploaded {
        return Some(Blocked::NeedsUpload);
    }
    if remote_id(take, connection).is_none() {
        return Some(Blocked::NotAtVendor);
    }
    if action == ActionKind::Extend && uploaded && profile.action(ActionKind::UploadExtend).is_some() {
        return Some(Blocked::UseAnother { action: ActionKind::UploadExtend });
    }
    offer.needs.iter().find_map(|need| unmet(library, profile, take, *need))
}

/// What is missing of one need, as far as the take alone can say.
fn unmet(library: &Library, profile: &Profile, take: &TakeRecord, need: Need) -> Option<Blocked> {
    match need {
        Need::ProSong => (!is_pro(library, profile, take)).then_some(Blocked::NeedsPro),
        Need::StemOfAll => {
            let stem = take.kind == TakeKind::Stem && take.origin == TakeOrigin::AllStems;
            (!stem).then_some(Blocked::NeedsStem)
        }
        Need::TaskId => take.task_id.is_none().then_some(Blocked::NeedsTaskId),
        _ => None,
    }
}

/// Whether a take was made in the vendor's better pool. What is not known may be: the vendor refuses it
/// for free, and Refrain does not refuse what the vendor would sell.
fn is_pro(library: &Library, profile: &Profile, take: &TakeRecord) -> bool {
    let mut take = take.clone();
    for _ in 0..GENERATIONS {
        if let Some(pro) = made_pro(library, profile, &take) {
            return pro;
        }
        let source = take.source.as_ref().and_then(|source| library.take(source).ok());
        let Some(source) = source else { return true };
        take = source;
    }
    true
}

/// In which pool the take's own job ran; none where it says nothing.
fn made_pro(library: &Library, profile: &Profile, take: &TakeRecord) -> Option<bool> {
    let job = library.job(take.job.as_ref()?).ok()?;
    let plan: Plan = serde_json::from_str(&job.plan).ok()?;
    let model = profile.model(plan.request.model()?)?;
    let must = profile.action(plan.request.action()).is_some_and(|offer| offer.has_need(Need::ProPool));
    Some(must || model.in_pro_pool(plan.request.asks_pro()))
}
