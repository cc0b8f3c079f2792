//! Voices that the user made at vendors. The voice itself is the vendor's; here is what it is called by.

use rusqlite::{Row, Transaction, named_params, params};
use serde::{Deserialize, Serialize};
use song::{ConnectionId, JobId, SongId, TakeId, VoiceId};

use crate::columns::{to_word, word};
use crate::songs::found;
use crate::{Library, LibraryError};

/// What a voice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum VoiceForm {
    /// Voice and style of a song together.
    Persona,
    /// The voice of a song without its style.
    Vox,
    /// A person's own voice, verified.
    Real,
}

/// A voice's row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VoiceRecord {
    /// Its identity.
    pub id: VoiceId,
    /// The account it lies in.
    pub connection: ConnectionId,
    /// The vendor's id.
    pub vendor: String,
    /// Whether it is the practice studio.
    pub practice: bool,
    /// What it is.
    pub form: VoiceForm,
    /// The vendor's id of it.
    pub persona_id: String,
    /// The vendor's id of the song it belongs to; a real voice has none.
    pub audio_id: Option<String>,
    /// What the user calls it.
    pub name: String,
    /// What the user says of it; may be empty.
    pub description: String,
    /// Its picture, `data:image/png;base64,…`, if the user gave one.
    pub image: Option<String>,
    /// The song it was made of.
    pub song: Option<SongId>,
    /// The take it was made of.
    pub take: Option<TakeId>,
    /// A real voice: the making whose recordings are its own.
    pub making: Option<String>,
    /// The job that made it.
    pub job: JobId,
    /// When, in milliseconds since 1970.
    pub created_at: i64,
}

impl Library {
    /// Every voice, newest first.
    ///
    /// # Errors
    /// If a row cannot be read.
    pub fn voices(&self) -> Result<Vec<VoiceRecord>, LibraryError> {
        self.store().read(|db| {
            let mut statement =
                db.prepare_cached("SELECT * FROM voices ORDER BY created_at DESC, id DESC")?;
            let voices = statement.query_map([], voice_of)?;
            Ok(voices.collect::<Result<_, _>>()?)
        })
    }

    /// A voice.
    ///
    /// # Errors
    /// [`LibraryError::NotFound`].
    pub fn voice(&self, id: &VoiceId) -> Result<VoiceRecord, LibraryError> {
        self.store().read(|db| {
            let mut statement = db.prepare_cached("SELECT * FROM voices WHERE id = ?1")?;
            Ok(statement.query_row([id.as_str()], voice_of)?)
        })
    }

    /// Calls a voice something else. The vendor is not told.
    ///
    /// # Errors
    /// [`LibraryError::NotFound`], or if it cannot be written.
    pub fn rename_voice(&self, id: &VoiceId, name: &str) -> Result<(), LibraryError> {
        let (id, name) = (id.clone(), name.to_owned());
        let sql = "UPDATE voices SET name = ?2 WHERE id = ?1";
        self.store().write(move |tx| found(tx.execute(sql, params![id.as_str(), name])?))
    }

    /// Forgets a voice. Songs in it stay.
    ///
    /// # Errors
    /// [`LibraryError::NotFound`], or if it cannot be written.
    pub fn remove_voice(&self, id: &VoiceId) -> Result<(), LibraryError> {
        let id = id.clone();
        self.store().write(move |tx| found(tx.execute("DELETE FROM voices WHERE id = ?1", [id.as_str()])?))
    }
}

/// Writes a new voice; a job makes one at most.
pub(crate) fn insert(tx: &Transaction<'_>, voice: &VoiceRecord) -> Result<(), LibraryError> {
    let sql =
        "INSERT INTO voices VALUES (:id, :connection, :vendor, :practice, :form, :persona_id, :audio_id,
        :name, :description, :image, :song, :take, :making, :job, :created_at)";
    tx.execute(
        sql,
        named_params! {
            ":id": voice.id.as_str(),
            ":connection": voice.connection.as_str(),
            ":vendor": voice.vendor,
            ":practice": voice.practice,
            ":form": to_word(voice.form)?,
            ":persona_id": voice.persona_id,
            ":audio_id": voice.audio_id,
            ":name": voice.name,
            ":description": voice.description,
            ":image": voice.image,
            ":song": voice.song.as_ref().map(SongId::as_str),
            ":take": voice.take.as_ref().map(TakeId::as_str),
            ":making": voice.making,
            ":job": voice.job.as_str(),
            ":created_at": voice.created_at,
        },
    )?;
    Ok(())
}

fn voice_of(row: &Row<'_>) -> rusqlite::Result<VoiceRecord> {
    Ok(VoiceRecord {
        id: VoiceId(row.get("id")?),
        connection: ConnectionId(row.get("connection")?),
        vendor: row.get("vendor")?,
        practice: row.get("practice")?,
        form: word(row, "form")?,
        persona_id: row.get("persona_id")?,
        audio_id: row.get("audio_id")?,
        name: row.get("name")?,
        description: row.get("description")?,
        image: row.get("image")?,
        song: row.get::<_, Option<String>>("song")?.map(SongId),
        take: row.get::<_, Option<String>>("take")?.map(TakeId),
        making: row.get("making")?,
        job: JobId(row.get("job")?),
        created_at: row.get("created_at")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Home, job};
    use crate::{JobRecord, JobResults};

    fn voice() -> VoiceRecord {
        VoiceRecord {
            id: "v".into(),
            connection: "c".into(),
            vendor: "yoyai".into(),
            practice: false,
            form: VoiceForm::Real,
            persona_id: "p".into(),
            audio_id: None,
            name: "Mine".into(),
            description: String::new(),
            image: None,
            song: None,
            take: None,
            making: Some("m".into()),
            job: "j".into(),
            created_at: 5,
        }
    }

    #[test]
    fn a_voice_of_no_song_comes_with_its_job_and_can_be_renamed_and_forgotten() {
        let home = Home::new();
        let nowhere = SongId(String::new());
        home.insert_job(&job("j", &nowhere)).unwrap();
        let done = JobRecord { state: "done".into(), ended_at: Some(9), ..job("j", &nowhere) };
        let brought = JobResults { voice: Some(voice()), ..JobResults::default() };
        assert!(home.finish_job(&done, &brought, None).unwrap());
        assert!(!home.finish_job(&done, &brought, None).unwrap(), "a job ends once");
        home.rename_voice(&"v".into(), "Ours").unwrap();
        assert_eq!(home.voices().unwrap(), [VoiceRecord { name: "Ours".into(), ..voice() }]);
        home.remove_voice(&"v".into()).unwrap();
        assert!(matches!(home.voice(&"v".into()), Err(LibraryError::NotFound)));
        assert!(matches!(home.rename_voice(&"v".into(), "x"), Err(LibraryError::NotFound)));
    }
}
