//! Every action that a vendor sells, against a server that speaks its wire: each brings what it should,
//! and the next works on what the one before has made.

use song::ReplaceText;

use super::{Live, Verdict, ensure, settle, song};
use crate::{
    Action, Clip, Cover, CreateCustomModel, CreateVoice, Extend, ExtractVoice, FromAudio, Generate,
    InitVoice, Inspiration, Mashup, Need, OnRange, Phrase, Profile, Remaster, ReplaceSection, Reply, Sounds,
    Source, Submission, UploadExtend, Variation, VendorRequest, VerifyVoice, Voice, VoiceFrom, Vox,
};

/// What others need, in the order in which they need it.
const FIRST: [Action; 9] = [
    Action::Upload,
    Action::AllStems,
    Action::ExtractVoice,
    Action::CreateVoice,
    Action::InitVoice,
    Action::VerifyVoice,
    Action::PrepareCustomModel,
    Action::UploadToCustomModel,
    Action::CreateCustomModel,
];

/// How many recordings a model of one's own learns from.
const LESSONS: usize = 6;

/// Runs every action of the profile but balances behind another key; answers with what failed, best
/// nothing.
pub async fn every_action(live: Live<'_>) -> Vec<String> {
    let mut stock = match Stock::open(live).await {
        Ok(stock) => stock,
        Err(words) => return vec![words],
    };
    let rest = Action::ALL.into_iter().filter(|action| !FIRST.contains(action));
    let mut found = Vec::new();
    for action in FIRST.into_iter().chain(rest).filter(|action| is_run(live, *action)) {
        let times = if action == Action::UploadToCustomModel { LESSONS } else { 1 };
        for _ in 0..times {
            found.extend(stock.run(live, action).await.err());
        }
    }
    found
}

fn is_run(live: Live<'_>, action: Action) -> bool {
    let profile = live.vendor.profile();
    let elsewhere = action == Action::Balance && profile.balance.is_some_and(|balance| balance.own_key);
    profile.action(action).is_some() && !elsewhere
}

fn on_uploads(profile: &Profile) -> Vec<Action> {
    let on_upload = profile.actions.iter().filter(|offer| offer.has_need(Need::UploadedSong));
    on_upload.map(|offer| offer.action).collect()
}

/// What there is to work on.
struct Stock {
    model: String,
    /// Actions that work on uploads and not on songs.
    on_uploads: Vec<Action>,
    remaster_model: String,
    takes: Vec<Clip>,
    task_id: Option<String>,
    fragment: Option<String>,
    upload: Option<String>,
    stem: Option<String>,
    voice: Option<String>,
    vox: Option<Vox>,
    phrase: Option<Phrase>,
    session: Option<String>,
    lessons: Vec<String>,
}

impl Stock {
    async fn open(live: Live<'_>) -> Result<Self, String> {
        let profile = live.vendor.profile();
        let reply = settle(live, &song(live.vendor, "")).await?;
        let Submission::Clips(takes) = reply.submission else {
            return Err("no song to begin with".to_owned());
        };
        let model = profile.default_model.to_owned();
        let remaster = profile.action(Action::Remaster).and_then(|offer| offer.models.first());
        Ok(Self {
            remaster_model: remaster.map_or_else(|| model.clone(), |model| (*model).to_owned()),
            on_uploads: on_uploads(profile),
            model,
            takes,
            task_id: reply.task_id,
            fragment: None,
            upload: None,
            stem: None,
            voice: None,
            vox: None,
            phrase: None,
            session: None,
            lessons: Vec::new(),
        })
    }

    async fn run(&mut self, live: Live<'_>, action: Action) -> Verdict {
        let Some(request) = self.request(action) else {
            return Err(format!("{action:?}: what it needs could not be made"));
        };
        ensure(request.action() == action, || format!("{action:?}: is asked for as {:?}", request.action()))?;
        let reply = settle(live, &request).await?;
        let shown = format!("{:?}", reply.submission);
        ensure(fits(action, &reply.submission), || format!("{action:?}: {shown}"))?;
        self.keep(action, reply);
        Ok(())
    }

    fn keep(&mut self, action: Action, reply: Reply) {
        match reply.submission {
            Submission::Uploaded(uploaded) if action == Action::UploadToCustomModel => {
                self.lessons.push(uploaded.audio_id);
            }
            Submission::Uploaded(uploaded) => self.upload = Some(uploaded.audio_id),
            Submission::Clips(clips) if action == Action::AllStems => {
                self.stem = clips.into_iter().next().map(|clip| clip.remote_id);
            }
            Submission::Clips(clips) if matches!(action, Action::Extend | Action::ReplaceSection) => {
                self.fragment = clips.into_iter().next().map(|clip| clip.remote_id);
            }
            Submission::Voice(voice) if action == Action::CreateVoice => self.voice = Some(voice.persona_id),
            Submission::Vox(vox) => self.vox = Some(vox),
            Submission::Phrase(phrase) => self.phrase = Some(phrase),
            Submission::Session { session_id } => self.session = Some(session_id),
            _ => {}
        }
    }

    fn take(&self) -> &Clip {
        &self.takes[0]
    }

    fn id(&self) -> String {
        self.take().remote_id.clone()
    }

    fn url(&self) -> String {
        self.take().audio_url.clone()
    }

    /// What an action works on: a song, or an upload.
    fn id_for(&self, action: Action) -> Option<String> {
        if self.on_uploads.contains(&action) { self.upload.clone() } else { Some(self.id()) }
    }

    /// The same with the task that made it, which uploads have none of.
    fn source_for(&self, action: Action) -> Option<Source> {
        let task_id = self.task_id.clone().filter(|_| !self.on_uploads.contains(&action));
        Some(Source { audio_id: self.id_for(action)?, task_id })
    }

    /// A song to be made of others.
    fn song(&self) -> Generate {
        Generate {
            lyrics: "[Verse]\nOne light in every window\nTwo hands upon the door".to_owned(),
            title: "Conformance".to_owned(),
            style: "pop, piano".to_owned(),
            model: self.model.clone(),
            ..Generate::default()
        }
    }

    fn recording(&self) -> FromAudio {
        FromAudio { song: self.song(), audio_url: self.url(), continue_at_s: 8.0 }
    }

    fn on_range(&self, audio_id: String) -> OnRange {
        OnRange { song: self.song(), audio_id, start_s: 2.0, end_s: 12.0 }
    }

    /// The request of an action; none if what it works on was not made.
    fn request(&self, action: Action) -> Option<VendorRequest> {
        let song = self.song();
        Some(match action {
            Action::Generate => VendorRequest::Generate(song),
            Action::WithVoice => {
                let voice = Voice::Persona { persona_id: self.voice.clone()?, audio_id: self.id() };
                VendorRequest::Generate(Generate { voice: Some(voice), ..song })
            }
            Action::Extend => VendorRequest::Extend(Extend {
                song,
                source: self.source_for(action)?,
                continue_at_s: 8.0,
                origin_lyric: "[Verse]\nOne light in every window".to_owned(),
            }),
            Action::ReplaceSection => VendorRequest::ReplaceSection(self.replacement()),
            Action::Concat => VendorRequest::Concat { audio_id: self.fragment.clone()? },
            Action::Cover => VendorRequest::Cover(Cover { song, source: self.source_for(action)? }),
            Action::UploadCover => VendorRequest::UploadCover(self.recording()),
            Action::Mashup => VendorRequest::Mashup(Mashup {
                song,
                audio_ids: [self.id(), self.takes.last()?.remote_id.clone()],
            }),
            Action::Sample => VendorRequest::Sample(self.on_range(self.id())),
            Action::Inspiration => VendorRequest::Inspiration(Inspiration { song, audio_id: self.id() }),
            Action::Remaster => VendorRequest::Remaster(self.remaster()),
            Action::AddVocals => VendorRequest::AddVocals(self.on_range(self.id_for(action)?)),
            Action::AddInstrumental => VendorRequest::AddInstrumental(self.on_range(self.id_for(action)?)),
            Action::Sounds => VendorRequest::Sounds(self.sounds()),
            Action::Upload => VendorRequest::Upload { audio_url: self.url() },
            Action::UploadGenerate => VendorRequest::UploadGenerate(self.recording()),
            Action::UploadExtend => {
                let audio_id = self.upload.clone()?;
                VendorRequest::UploadExtend(UploadExtend { song, audio_id, continue_at_s: 8.0 })
            }
            _ => return self.extra(action),
        })
    }

    /// The request of an action that makes no song.
    fn extra(&self, action: Action) -> Option<VendorRequest> {
        let audio_id = self.id();
        Some(match action {
            Action::Stems => VendorRequest::Stems { audio_id },
            Action::AllStems => VendorRequest::AllStems { audio_id },
            Action::Timing => VendorRequest::Timing { audio_id },
            Action::Wav => VendorRequest::Wav { audio_id },
            Action::Mp4 => VendorRequest::Mp4 { audio_id },
            Action::Html => VendorRequest::Html { audio_id },
            Action::Midi => VendorRequest::Midi { audio_id: self.stem.clone()? },
            Action::Lyrics => VendorRequest::Lyrics { idea: "a light in the window".to_owned(), model: None },
            Action::MashupLyrics => VendorRequest::MashupLyrics {
                lyrics_a: self.song().lyrics,
                lyrics_b: "[Verse]\nla".to_owned(),
            },
            Action::CreateVoice => VendorRequest::CreateVoice(CreateVoice {
                name: "Conformance".to_owned(),
                description: "a voice".to_owned(),
                image_url: None,
                from: VoiceFrom::Song { audio_id },
            }),
            Action::ExtractVoice => VendorRequest::ExtractVoice(ExtractVoice { audio_id, range_s: None }),
            Action::InitVoice => VendorRequest::InitVoice(InitVoice {
                voice_audio_url: self.url(),
                language: "en".to_owned(),
                start_s: 0.0,
                end_s: 12.0,
            }),
            Action::VerifyVoice => VendorRequest::VerifyVoice(self.verification()?),
            Action::PrepareCustomModel => VendorRequest::PrepareCustomModel,
            Action::UploadToCustomModel => {
                let session_id = self.session.clone()?;
                VendorRequest::UploadToCustomModel { session_id, audio_url: self.url() }
            }
            Action::CreateCustomModel => VendorRequest::CreateCustomModel(CreateCustomModel {
                session_id: self.session.clone()?,
                clip_ids: self.lessons.clone(),
                name: "Conformance".to_owned(),
            }),
            Action::Balance => VendorRequest::Balance,
            _ => return None,
        })
    }

    fn replacement(&self) -> ReplaceSection {
        let new = "Two hands that let it go";
        ReplaceSection {
            audio_id: self.id(),
            model: self.model.clone(),
            text: ReplaceText {
                prompt: new.to_owned(),
                lyric: format!("One light in every window\n{new}"),
                full_lyric: format!("[Verse]\nOne light in every window\n{new}"),
            },
            start_s: 10.0,
            end_s: 16.0,
            title: "Conformance".to_owned(),
            style: "pop, piano".to_owned(),
            style_negative: String::new(),
        }
    }

    fn remaster(&self) -> Remaster {
        let variation = Some(Variation::Subtle);
        Remaster { audio_id: self.id(), model: self.remaster_model.clone(), variation }
    }

    fn sounds(&self) -> Sounds {
        Sounds {
            description: "a deep drop".to_owned(),
            key: Some("F#".to_owned()),
            bpm: Some(120),
            model: self.model.clone(),
            ..Sounds::default()
        }
    }

    fn verification(&self) -> Option<VerifyVoice> {
        let phrase = self.phrase.clone()?;
        Some(VerifyVoice {
            task_id: phrase.task_id,
            vox_audio_id: phrase.vox_audio_id,
            voice_recording_id: phrase.voice_recording_id,
            phrase_id: phrase.phrase_id,
            start_s: phrase.start_s.unwrap_or(0.0),
            end_s: phrase.end_s.unwrap_or(12.0),
            verification_audio_url: self.url(),
            name: "Conformance".to_owned(),
            description: String::new(),
        })
    }
}

/// Whether an action brought what it should.
fn fits(action: Action, submission: &Submission) -> bool {
    match submission {
        Submission::Clips(clips) => !clips.is_empty() && clips.iter().all(|clip| clip.audio().is_ok()),
        Submission::Timing(_) => action == Action::Timing,
        Submission::Lyrics(_) => matches!(action, Action::Lyrics | Action::MashupLyrics),
        Submission::Files(_) => {
            matches!(action, Action::Wav | Action::Mp4 | Action::Midi | Action::Html)
        }
        Submission::Page(page) => action == Action::Html && !page.is_empty(),
        Submission::Midi(instruments) => action == Action::Midi && !instruments.is_empty(),
        Submission::Uploaded(_) => matches!(action, Action::Upload | Action::UploadToCustomModel),
        Submission::Voice(_) => matches!(action, Action::CreateVoice | Action::VerifyVoice),
        Submission::Vox(_) => action == Action::ExtractVoice,
        Submission::Phrase(_) => action == Action::InitVoice,
        Submission::Session { .. } => action == Action::PrepareCustomModel,
        Submission::CustomModel(_) => action == Action::CreateCustomModel,
        Submission::Balance(_) => action == Action::Balance,
        Submission::Accepted(_) => false,
    }
}
