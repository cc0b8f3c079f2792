//! `/suno/audios`: everything that makes songs.

use serde_json::{Value, json};
use song::ComposeMode;

use super::{Object, object, seconds};
use crate::{
    Action, Cover, Extend, FromAudio, Gender, Generate, Knob, Mashup, Need, OnRange, Profile, Remaster,
    ReplaceSection, SoundKind, Sounds, Unsupported, UploadExtend, Variation, Voice,
};

/// How the form of one action is written.
#[derive(Clone, Copy)]
pub(super) struct Form {
    pub(super) profile: &'static Profile,
    pub(super) action: Action,
}

impl Form {
    /// 基本使用 and 自定义生成, where `action` is left out: generating is what the document does without
    /// one; with a voice 自定义歌手风格生成功能.
    pub(super) fn generate(self, song: &Generate) -> Result<Object, Unsupported> {
        match &song.voice {
            None => self.song(None, song),
            Some(voice) => {
                let mut body = self.song(Some("artist_consistency"), song)?;
                body.append(&mut voice_fields(voice));
                Ok(body)
            }
        }
    }

    /// 继续生成功能.
    pub(super) fn extend(self, extend: &Extend) -> Result<Object, Unsupported> {
        let mut body = self.based_on("extend", &extend.song, &extend.source.audio_id)?;
        body.entry("prompt").or_insert(json!(""));
        body.append(&mut object([
            ("origin_lyric", json!(extend.origin_lyric)),
            ("continue_at", seconds(extend.continue_at_s)),
        ]));
        Ok(body)
    }

    /// 音乐翻唱.
    pub(super) fn cover(self, cover: &Cover) -> Result<Object, Unsupported> {
        self.based_on("cover", &cover.song, &cover.source.audio_id)
    }

    /// 自定义混曲生成功能.
    pub(super) fn mashup(self, mashup: &Mashup) -> Result<Object, Unsupported> {
        let mut body = self.song(Some("mashup"), &mashup.song)?;
        body.insert("mashup_audio_ids".to_owned(), json!(mashup.audio_ids));
        Ok(body)
    }

    /// 自定义上传歌曲生成功能.
    pub(super) fn upload_generate(self, from: &FromAudio) -> Result<Object, Unsupported> {
        let mut body = self.song(Some("upload_generate"), &from.song)?;
        body.insert("audio_url".to_owned(), json!(from.audio_url));
        body.insert("continue_at".to_owned(), seconds(from.continue_at_s));
        Ok(body)
    }

    /// The same of what was uploaded before.
    pub(super) fn upload_extend(self, extend: &UploadExtend) -> Result<Object, Unsupported> {
        let mut body = self.based_on("upload_extend", &extend.song, &extend.audio_id)?;
        body.insert("continue_at".to_owned(), seconds(extend.continue_at_s));
        Ok(body)
    }

    /// `sample`, `add_vocals`, `add_instrumental`: a range whose ends are named after `names.1`.
    pub(super) fn on_range(self, names: (&str, &str), on: &OnRange) -> Result<Object, Unsupported> {
        let mut body = self.based_on(names.0, &on.song, &on.audio_id)?;
        body.insert(format!("{}_start", names.1), seconds(on.start_s));
        body.insert(format!("{}_end", names.1), seconds(on.end_s));
        Ok(body)
    }

    /// A song made from another one.
    pub(super) fn based_on(self, name: &str, song: &Generate, audio_id: &str) -> Result<Object, Unsupported> {
        let mut body = self.song(Some(name), song)?;
        body.insert("audio_id".to_owned(), json!(audio_id));
        if let Some(voice) = &song.voice {
            body.append(&mut self.persona(song.mode, voice)?);
        }
        Ok(body)
    }

    /// What every song has: texts, model, pool, settings.
    fn song(self, name: Option<&str>, song: &Generate) -> Result<Object, Unsupported> {
        if song.voice.is_some() && !self.takes(Knob::Voice) {
            return Err(self.profile.unsupported(self.action));
        }
        let mut body = name.map(|name| object([("action", json!(name))])).unwrap_or_default();
        body.append(&mut texts(song));
        body.insert("model".to_owned(), json!(song.model));
        body.insert("is_pro".to_owned(), json!(self.is_pro(song)));
        if !song.style_negative.is_empty() {
            body.insert("style_negative".to_owned(), json!(song.style_negative));
        }
        body.append(&mut self.settings(song));
        Ok(body)
    }

    /// The settings that this action and this model take; the others would be without effect.
    fn settings(self, song: &Generate) -> Object {
        let sliders = self.profile.model(&song.model).is_none_or(|model| model.sliders);
        let percent = |value: Option<u8>| value.filter(|_| sliders).map(|value| f64::from(value.min(100)));
        let slider = |value| percent(value).map(|percent| json!(percent / 100.0));
        let all = [
            (Knob::Weirdness, "weirdness", slider(song.weirdness)),
            (Knob::AudioInfluence, "audio_influence", slider(song.audio_influence)),
            (Knob::StyleInfluence, "style_influence", slider(song.style_influence)),
            (Knob::VocalGender, "vocal_gender", song.vocal_gender.map(gender)),
        ];
        let taken = all.into_iter().filter(|(knob, _, _)| self.takes(*knob));
        taken.filter_map(|(_, name, value)| Some((name.to_owned(), value?))).collect()
    }

    /// A voice while continuing or covering: the old form, and not with a description (lines 143, 1497).
    fn persona(self, mode: ComposeMode, voice: &Voice) -> Result<Object, Unsupported> {
        match voice {
            Voice::Persona { persona_id, audio_id } if mode != ComposeMode::Idea => {
                Ok(object([("persona_id", json!(persona_id)), ("persona_root_id", json!(audio_id))]))
            }
            Voice::Persona { .. } | Voice::Vox { .. } | Voice::Real { .. } => {
                Err(self.profile.unsupported(self.action))
            }
        }
    }

    fn takes(self, knob: Knob) -> bool {
        self.profile.action(self.action).is_some_and(|offer| offer.takes.contains(&knob))
    }

    fn is_pro(self, song: &Generate) -> bool {
        let must = self.profile.action(self.action).is_some_and(|offer| offer.has_need(Need::ProPool));
        must || is_pro(self.profile, &song.model, song.pro)
    }
}

fn texts(song: &Generate) -> Object {
    match song.mode {
        ComposeMode::Idea => object([
            ("custom", json!(false)),
            ("instrumental", json!(song.instrumental)),
            ("prompt", json!(song.idea)),
        ]),
        ComposeMode::Custom => words(song, &song.lyrics),
        ComposeMode::Instrumental => words(song, ""),
    }
}

fn words(song: &Generate, lyric: &str) -> Object {
    object([
        ("custom", json!(true)),
        ("instrumental", json!(song.is_instrumental())),
        ("lyric", json!(lyric)),
        ("title", json!(song.title)),
        ("style", json!(song.style)),
    ])
}

fn gender(gender: Gender) -> Value {
    match gender {
        Gender::Male => json!("m"),
        Gender::Female => json!("f"),
    }
}

/// The three forms of `artist_consistency` (lines 2602, 2740, 2877): a real voice has no song.
fn voice_fields(voice: &Voice) -> Object {
    match voice {
        Voice::Persona { persona_id, audio_id } => {
            object([("audio_id", json!(audio_id)), ("persona_id", json!(persona_id))])
        }
        Voice::Vox { persona_id, audio_id } => object([
            ("persona_type", json!("vox")),
            ("audio_id", json!(audio_id)),
            ("persona_id", json!(persona_id)),
        ]),
        Voice::Real { persona_id } => {
            object([("persona_id", json!(persona_id)), ("persona_type", json!("vox"))])
        }
    }
}

/// 替换片段: the worked sample, with its empty and null fields and in its order.
pub(super) fn replace(profile: &Profile, replace: &ReplaceSection) -> Object {
    let style_negative = Some(&replace.style_negative).filter(|style| !style.is_empty());
    object([
        ("action", json!("replace_section")),
        ("instrumental", json!(false)),
        ("custom", json!(true)),
        ("prompt", json!(replace.text.prompt)),
        ("model", json!(replace.model)),
        ("lyric", json!(replace.text.lyric)),
        ("title", json!(replace.title)),
        ("style", json!(replace.style)),
        ("audio_id", json!(replace.audio_id)),
        ("persona_id", json!("")),
        ("continue_at", json!(0)),
        ("style_negative", json!(style_negative)),
        ("is_pro", json!(is_pro(profile, &replace.model, false))),
        ("audio_url", json!("")),
        ("persona_root_id", json!(null)),
        ("full_lyric", json!(replace.text.full_lyric)),
        ("replace_section_start", seconds(replace.start_s)),
        ("replace_section_end", seconds(replace.end_s)),
        ("vocal_gender", json!(null)),
    ])
}

/// Remaster 生成功能.
pub(super) fn remaster(profile: &Profile, remaster: &Remaster) -> Object {
    let mut body = object([
        ("action", json!("remaster")),
        ("model", json!(remaster.model)),
        ("is_pro", json!(is_pro(profile, &remaster.model, false))),
    ]);
    let varies = profile.variation_models.contains(&remaster.model.as_str());
    if let Some(variation) = remaster.variation.filter(|_| varies) {
        body.insert("variation_category".to_owned(), json!(variation_name(variation)));
    }
    body.insert("audio_id".to_owned(), json!(remaster.audio_id));
    body
}

fn variation_name(variation: Variation) -> &'static str {
    match variation {
        Variation::Subtle => "subtle",
        Variation::Normal => "normal",
        Variation::High => "high",
    }
}

/// 自定义创建Sounds功能. Key and beats are left out where any will do.
pub(super) fn sounds(profile: &Profile, sounds: &Sounds) -> Object {
    let kind = match sounds.kind {
        SoundKind::OneShot => "one_shot",
        SoundKind::Loop => "loop",
    };
    let mut sound = object([("description", json!(sounds.description)), ("type", json!(kind))]);
    sound.extend(sounds.key.as_ref().map(|key| ("key".to_owned(), json!(key))));
    sound.extend(sounds.bpm.map(|bpm| ("bpm".to_owned(), json!(bpm.clamp(1, 300)))));
    object([
        ("action", json!("sounds")),
        ("sound", Value::Object(sound)),
        ("model", json!(sounds.model)),
        ("is_pro", json!(is_pro(profile, &sounds.model, sounds.pro))),
    ])
}

/// Whether a call goes to the better pool. Models that are not known yet are newer ones: it does.
fn is_pro(profile: &Profile, model: &str, asked: bool) -> bool {
    profile.model(model).is_none_or(|model| model.in_pro_pool(asked))
}
