//! The user's preferences, in a store of tauri-plugin-store. Never songs, jobs, money or keys: the
//! store is not written atomically.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use serde::{Deserialize, Serialize};
use studio::{CallbackPlace, ErrorCode, Preferences, UiError};
use tauri::AppHandle;
use tauri_plugin_store::{Store, StoreBuilder};

use crate::drawing::Drawing;

/// The store's name in the home folder.
pub(crate) const FILE: &str = "settings.json";

/// Which language the window speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type)]
pub(crate) enum Language {
    #[default]
    #[serde(rename = "system")]
    System,
    #[serde(rename = "en")]
    English,
    #[serde(rename = "zh-CN")]
    Chinese,
}

/// How the window looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Theme {
    #[default]
    System,
    Dark,
    Light,
}

/// How long the practice studio takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum PracticePace {
    #[default]
    Fast,
    Real,
}

/// How a kept fragment becomes a whole song.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum JoinChoice {
    #[default]
    Ask,
    Local,
    Vendor,
}

/// Every preference. Unknown or broken values fall back one by one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Settings {
    pub(crate) language: Language,
    pub(crate) theme: Theme,
    /// Holds from the next start on.
    pub(crate) drawing: Drawing,
    /// Id of the sound device; none means the system's default.
    pub(crate) output: Option<String>,
    /// Id of the microphone; none means the system's default.
    pub(crate) input: Option<String>,
    pub(crate) library_folder: PathBuf,
    pub(crate) export_folder: PathBuf,
    pub(crate) fetch_timing: bool,
    pub(crate) loudness_match: bool,
    pub(crate) first_run_done: bool,
    pub(crate) practice_pace: PracticePace,
    pub(crate) join_choice: JoinChoice,
    /// Whether the system says that a job has ended while the window is in the background.
    pub(crate) notifications: bool,
    /// How many jobs of one account are at its vendor at once, unless the account says otherwise.
    pub(crate) jobs_at_once: u32,
    /// The public address at which vendors call back; empty: they do not.
    pub(crate) callback_url: String,
    /// The port on this machine to which that address leads.
    pub(crate) callback_port: u16,
}

/// A change of some preferences; what is absent stays.
#[derive(Debug, Clone, Default, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct SettingsPatch {
    language: Option<Language>,
    theme: Option<Theme>,
    drawing: Option<Drawing>,
    /// Empty means the system's default.
    output: Option<String>,
    /// Empty means the system's default.
    input: Option<String>,
    export_folder: Option<PathBuf>,
    fetch_timing: Option<bool>,
    loudness_match: Option<bool>,
    first_run_done: Option<bool>,
    practice_pace: Option<PracticePace>,
    join_choice: Option<JoinChoice>,
    notifications: Option<bool>,
    jobs_at_once: Option<u32>,
    callback_url: Option<String>,
    callback_port: Option<u16>,
}

impl SettingsPatch {
    /// Exports go to `folder` from now on.
    pub(crate) fn exports_to(folder: PathBuf) -> Self {
        Self { export_folder: Some(folder), ..Self::default() }
    }
}

impl Settings {
    fn defaults(folders: &Folders) -> Self {
        Self {
            language: Language::default(),
            theme: Theme::default(),
            drawing: Drawing::default(),
            output: None,
            input: None,
            library_folder: folders.library.clone(),
            export_folder: folders.exports.clone(),
            fetch_timing: true,
            loudness_match: true,
            first_run_done: false,
            practice_pace: PracticePace::default(),
            join_choice: JoinChoice::default(),
            notifications: true,
            jobs_at_once: 4,
            callback_url: String::new(),
            callback_port: 47_810,
        }
    }

    fn apply(&mut self, patch: SettingsPatch) {
        set(&mut self.language, patch.language);
        set(&mut self.theme, patch.theme);
        set(&mut self.drawing, patch.drawing);
        set(&mut self.export_folder, patch.export_folder);
        set(&mut self.fetch_timing, patch.fetch_timing);
        set(&mut self.loudness_match, patch.loudness_match);
        set(&mut self.first_run_done, patch.first_run_done);
        set(&mut self.practice_pace, patch.practice_pace);
        set(&mut self.join_choice, patch.join_choice);
        set(&mut self.notifications, patch.notifications);
        set(&mut self.jobs_at_once, patch.jobs_at_once.map(|count| count.clamp(1, 16)));
        set(&mut self.callback_url, patch.callback_url.map(|url| url.trim().to_owned()));
        set(&mut self.callback_port, patch.callback_port);
        if let Some(output) = patch.output {
            self.output = Some(output).filter(|id| !id.is_empty());
        }
        if let Some(input) = patch.input {
            self.input = Some(input).filter(|id| !id.is_empty());
        }
    }

    /// What the studio needs to know of them.
    pub(crate) fn preferences(&self) -> Preferences {
        Preferences {
            fetch_timing: self.fetch_timing,
            loudness_match: self.loudness_match,
            jobs_at_once: self.jobs_at_once,
            callbacks: Some(self.callback_url.clone())
                .filter(|url| !url.is_empty())
                .map(|public_url| CallbackPlace { public_url, port: self.callback_port }),
            export_folder: self.export_folder.clone(),
        }
    }

    /// The microphone to open.
    pub(crate) fn input(&self) -> studio::Input {
        self.input.clone().map_or(studio::Input::Default, studio::Input::Device)
    }

    /// The sound device to open.
    pub(crate) fn output(&self) -> studio::Output {
        self.output.clone().map_or(studio::Output::Default, studio::Output::Device)
    }
}

fn set<T>(field: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *field = value;
    }
}

/// Where things are kept unless the user says otherwise.
pub(crate) struct Folders {
    pub(crate) library: PathBuf,
    pub(crate) exports: PathBuf,
}

/// The settings as kept by the store.
pub(crate) struct KeptSettings {
    store: Arc<Store<tauri::Wry>>,
    now: RwLock<Settings>,
}

impl KeptSettings {
    /// Opens the store at `path`.
    ///
    /// # Errors
    /// When the store cannot be opened.
    pub(crate) fn open(app: &AppHandle, path: &Path, folders: &Folders) -> tauri_plugin_store::Result<Self> {
        let store = StoreBuilder::new(app, path).build()?;
        let now = RwLock::new(read(&store, Settings::defaults(folders)));
        Ok(Self { store, now })
    }

    /// The settings as of now.
    pub(crate) fn now(&self) -> Settings {
        self.now.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The settings as a change would make them.
    pub(crate) fn with(&self, patch: &SettingsPatch) -> Settings {
        let mut settings = self.now();
        settings.apply(patch.clone());
        settings
    }

    /// Changes some and keeps them.
    ///
    /// # Errors
    /// When they cannot be written.
    pub(crate) fn change(&self, patch: SettingsPatch) -> Result<Settings, UiError> {
        self.edit(|settings| settings.apply(patch))
    }

    /// Changes where songs are kept; holds from the next start on.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(crate) fn move_library(&self, folder: PathBuf) -> Result<Settings, UiError> {
        self.edit(|settings| settings.library_folder = folder)
    }

    fn edit(&self, change: impl FnOnce(&mut Settings)) -> Result<Settings, UiError> {
        let mut now = self.now.write().unwrap_or_else(PoisonError::into_inner);
        change(&mut now);
        let value = serde_json::to_value(&*now).map_err(UiError::internal)?;
        for (name, value) in value.as_object().into_iter().flatten() {
            self.store.set(name.clone(), value.clone());
        }
        self.store.save().map_err(|error| UiError::new(ErrorCode::Internal, error.to_string()))?;
        Ok(now.clone())
    }
}

/// Reads field by field, so that one broken value does not cost the others.
fn read(store: &Store<tauri::Wry>, defaults: Settings) -> Settings {
    let Ok(serde_json::Value::Object(fields)) = serde_json::to_value(&defaults) else { return defaults };
    let mut settings = defaults;
    for name in fields.keys() {
        let Some(value) = store.get(name) else { continue };
        let Ok(serde_json::Value::Object(mut all)) = serde_json::to_value(&settings) else { continue };
        all.insert(name.clone(), value);
        if let Ok(next) = serde_json::from_value(serde_json::Value::Object(all)) {
            settings = next;
        }
    }
    settings
}
