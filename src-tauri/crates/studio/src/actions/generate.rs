//! Generate: takes of a whole song from what the form says; and how any form becomes a new song's texts
//! and settings.

use library::VoiceForm;
use song::lyrics::Lyrics;
use song::{Compose, ComposeMode, VoiceId};
use vendors::{ActionProfile, Generate, Knob, Need, VendorRequest, Voice};

use super::ActionKind;
use super::desk::{Desk, blocked, empty};
use super::plan::Planned;
use crate::problem::UiError;
use crate::views::Blocked;

pub(super) fn plan(desk: &Desk<'_>) -> Result<Planned, UiError> {
    let form = &desk.song.compose;
    let action = if form.voice.is_some() { ActionKind::WithVoice } else { ActionKind::Generate };
    let song = song_of(desk, action, form)?;
    let blank = match form.mode {
        ComposeMode::Idea => song.idea.is_empty(),
        ComposeMode::Custom => song.lyrics.trim().is_empty(),
        ComposeMode::Instrumental => song.style.is_empty() && song.title.is_empty(),
    };
    if blank { Err(nothing_to_sing()) } else { Ok(Planned::new(VendorRequest::Generate(song))) }
}

fn nothing_to_sing() -> UiError {
    empty("there is nothing to sing yet")
}

/// The texts and settings of a form, as far as the action takes them: what has no effect is not sent.
///
/// # Errors
/// `EmptyLyrics` where the vendor wants lyrics, `Blocked` for a model that cannot do it.
pub(super) fn song_of(desk: &Desk<'_>, action: ActionKind, form: &Compose) -> Result<Generate, UiError> {
    let offer = desk.offer(action)?;
    let taken = |knob| offer.takes.contains(&knob);
    let text = |knob, text: &str| if taken(knob) { text.trim().to_owned() } else { String::new() };
    let lyrics = Lyrics::parse(&form.lyrics).sung_text();
    if lacks_lyrics(offer, form.mode, &lyrics) {
        return Err(nothing_to_sing());
    }
    let model = model_of(desk, offer, &form.model)?;
    let voice = form.voice.as_ref().filter(|_| taken(Knob::Voice) && form.mode != ComposeMode::Instrumental);
    let voice = voice.map(|voice| voice_of(desk, voice, &model)).transpose()?;
    let must_pro = desk.profile.model(&model).is_some_and(|model| model.pro);
    let percent = |knob, value: Option<u8>| value.filter(|_| taken(knob)).map(|value| value.min(100));
    Ok(Generate {
        mode: form.mode,
        idea: text(Knob::Idea, &form.idea),
        lyrics: if taken(Knob::Lyrics) { lyrics } else { String::new() },
        title: text(Knob::Title, &form.title),
        style: text(Knob::Style, &form.style),
        style_negative: text(Knob::StyleNegative, &form.style_negative),
        instrumental: false,
        pro: must_pro || (form.pro && taken(Knob::Pro)),
        vocal_gender: form.vocal_gender.filter(|_| taken(Knob::VocalGender)),
        weirdness: percent(Knob::Weirdness, form.weirdness),
        style_influence: percent(Knob::StyleInfluence, form.style_influence),
        audio_influence: percent(Knob::AudioInfluence, form.audio_influence),
        voice,
        model,
    })
}

/// Whether the vendor would sing, or bill, something that nobody asked for: an idea where it takes none, or
/// no words where it wants some.
fn lacks_lyrics(offer: &ActionProfile, mode: ComposeMode, lyrics: &str) -> bool {
    match mode {
        ComposeMode::Idea => offer.has_need(Need::Lyrics) || !offer.takes.contains(&Knob::Idea),
        ComposeMode::Custom => offer.has_need(Need::Lyrics) && lyrics.trim().is_empty(),
        ComposeMode::Instrumental => false,
    }
}

/// The voice that is asked for: one of this account that the model can sing in.
fn voice_of(desk: &Desk<'_>, id: &VoiceId, model: &str) -> Result<Voice, UiError> {
    let voice = desk.library.voice(id).map_err(|_| blocked(desk.profile, Blocked::VoiceGone))?;
    if voice.connection != desk.connection.id {
        return Err(blocked(desk.profile, Blocked::VoiceElsewhere));
    }
    let can = desk.profile.real_voice_models;
    if voice.form == VoiceForm::Real && !can.is_empty() && !can.contains(&model) {
        return Err(blocked(desk.profile, Blocked::VoiceNeedsModel));
    }
    let (persona_id, audio_id) = (voice.persona_id, voice.audio_id.unwrap_or_default());
    Ok(match voice.form {
        VoiceForm::Persona => Voice::Persona { persona_id, audio_id },
        VoiceForm::Vox => Voice::Vox { persona_id, audio_id },
        VoiceForm::Real => Voice::Real { persona_id },
    })
}

/// The model that is asked for: one that can do it, or one of the user's own.
fn model_of(desk: &Desk<'_>, offer: &ActionProfile, wanted: &str) -> Result<String, UiError> {
    if offer.takes.contains(&Knob::CustomModel) && desk.is_own_model(wanted)? {
        return Ok(wanted.to_owned());
    }
    let model = desk.model_of(wanted);
    let can = offer.models.is_empty() || offer.models.contains(&model.as_str());
    if can { Ok(model) } else { Err(blocked(desk.profile, Blocked::NeedsModel)) }
}
