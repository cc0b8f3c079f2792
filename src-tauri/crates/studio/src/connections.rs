//! Connections: the user's accounts, their keys (in the keyring) and what they offer.

mod balance;
mod options;

pub(crate) use options::{read, setup_of};

use library::{ConnectionRecord, CustomModelRecord};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use song::ConnectionId;
use vendors::http::Way;
use vendors::{Action, ActionProfile, Model, PathSetting, Price, Profile, Vendor};

use crate::actions::{Plan, vendor_named};
use crate::problem::{ErrorCode, UiError};
use crate::views::{
    Blocked, ConnectionView, KeyState, LackView, ModelLimits, ModelView, OfferView, PathView, ReplaceView,
    TestResult, VendorView,
};
use crate::{Studio, StudioEvent, blocking, clock};

/// The row of the practice studio is always the same one.
const PRACTICE: &str = "practice";

impl Studio {
    /// Every account.
    ///
    /// # Errors
    /// When the library does not answer.
    pub async fn connections(&self) -> Result<Vec<ConnectionView>, UiError> {
        let (records, own) =
            self.ask(|library| Ok((library.connections()?, library.custom_models()?))).await?;
        Ok(records.iter().filter_map(|record| view(record, &own)).collect())
    }

    /// A new account, without a key yet.
    ///
    /// # Errors
    /// `BadUrl` for an address that is not `https` (or `http` on this machine).
    pub async fn add_connection(
        &self,
        vendor: String,
        label: String,
        base_url: String,
    ) -> Result<ConnectionView, UiError> {
        let profile = vendor_named(&vendor)?.profile();
        let known = self.ask(library::Library::connections).await?;
        self.put(ConnectionRecord {
            id: ConnectionId::fresh(),
            vendor,
            label: unlike(named(&label, profile), &known),
            base_url: checked(&base_url)?,
            practice: false,
            key_fingerprint: None,
            keyring_backend: None,
            balance: None,
            created_at: clock::now(),
            options: String::from("{}"),
            balance_fingerprint: None,
        })
        .await
    }

    /// Another name or address.
    ///
    /// # Errors
    /// As [`Studio::add_connection`].
    pub async fn update_connection(
        &self,
        connection: ConnectionId,
        label: String,
        base_url: String,
    ) -> Result<ConnectionView, UiError> {
        let mut record = self.connection(&connection).await?;
        record.label = named(&label, vendor_named(&record.vendor)?.profile());
        record.base_url = checked(&base_url)?;
        self.put(record).await
    }

    /// Forgets an account and its key. Songs made with it stay.
    ///
    /// # Errors
    /// `KeyringUnavailable` when the key cannot be deleted: then nothing is.
    pub async fn remove_connection(&self, connection: ConnectionId) -> Result<(), UiError> {
        if self.connection(&connection).await?.practice {
            return Err(UiError::new(ErrorCode::BadRequest, "the practice studio is always there"));
        }
        let (secrets, id) = (self.secrets.clone(), connection.clone());
        blocking(move || secrets.delete(&id)).await?;
        self.forget_balance_key(&connection).await?;
        self.ask(move |library| library.remove_connection(&connection)).await?;
        self.tell_connections().await
    }

    /// Puts a key into the keyring. It never comes back out of the studio.
    ///
    /// # Errors
    /// `BadKey` for something no key can be, `KeyringUnavailable` when it cannot be kept.
    pub async fn set_key(
        &self,
        connection: ConnectionId,
        key: SecretString,
    ) -> Result<ConnectionView, UiError> {
        let key = plain_key(&key)?;
        let mut record = self.connection(&connection).await?;
        record.key_fingerprint = Some(fingerprint(&connection, key.expose_secret()));
        record.keyring_backend = Some(self.secrets.backend().to_owned());
        let secrets = self.secrets.clone();
        blocking(move || secrets.set(&connection, &key)).await?;
        self.put(record).await
    }

    /// Asks the vendor something that costs nothing.
    ///
    /// # Errors
    /// When there is no such account; what the vendor says is in the answer.
    pub async fn test_connection(&self, connection: ConnectionId) -> Result<TestResult, UiError> {
        let record = self.connection(&connection).await?;
        let told = match self.probe(&record).await {
            Ok(told) => told,
            Err(error) => {
                return Ok(TestResult { ok: false, balance: None, error: Some(error), balance_error: None });
            }
        };
        let (asked, balance_error) = match self.ask_balance(&record, vendor_named(&record.vendor)?).await {
            Ok(asked) => (asked, None),
            Err(error) => (None, Some(error)),
        };
        let balance = told.or(asked).or(record.balance);
        self.put(ConnectionRecord { balance, ..record }).await?;
        Ok(TestResult { ok: true, balance, error: None, balance_error })
    }

    async fn probe(&self, record: &ConnectionRecord) -> Result<Option<f64>, UiError> {
        let vendor: &dyn Vendor = vendor_named(&record.vendor)?;
        let key = self.key_of(&record.id).await?;
        let Some(question) = vendor.probe() else { return Ok(None) };
        let way = self.way_of(&record.id, record.base_url.clone()).await?;
        let answer = vendors::http::read(&way, &question, &key).await;
        let answer = answer.map_err(|error| UiError::new(ErrorCode::Unreachable, error.to_string()))?;
        Ok(vendor.judge_probe(&answer).map_err(UiError::from)?.balance)
    }

    /// The key of an account.
    ///
    /// # Errors
    /// `NoKey` or `KeyringUnavailable`.
    pub(crate) async fn key_of(&self, connection: &ConnectionId) -> Result<SecretString, UiError> {
        if let Some(door) = self.practice.as_ref().filter(|_| connection.as_str() == PRACTICE) {
            return Ok(door.key.clone());
        }
        let (secrets, id) = (self.secrets.clone(), connection.clone());
        let key = blocking(move || secrets.get(&id)).await?;
        key.ok_or_else(|| UiError::new(ErrorCode::NoKey, "this connection has no key yet"))
    }

    /// Where a plan's account is reached now: the practice studio moves with every start.
    pub(crate) async fn base_url_now(&self, plan: &Plan) -> Result<String, UiError> {
        let door = self.practice.as_ref().filter(|_| plan.connection.as_str() == PRACTICE);
        Ok(door.map_or_else(|| plan.base_url.clone(), |door| door.base_url.clone()))
    }

    /// How a plan's account is reached now.
    pub(crate) async fn way_now(&self, plan: &Plan) -> Result<Way, UiError> {
        self.way_of(&plan.connection, self.base_url_now(plan).await?).await
    }

    /// How an account is reached at an address: through the proxy that it is set to now.
    pub(crate) async fn way_of(&self, connection: &ConnectionId, base_url: String) -> Result<Way, UiError> {
        Ok(Way { base_url, proxy: self.options_of(connection).await?.proxy, patience: self.patience })
    }

    /// The practice studio is a connection like the others.
    pub(crate) async fn open_practice(&self) -> Result<(), UiError> {
        let Some(door) = &self.practice else { return Ok(()) };
        let id = ConnectionId::from(PRACTICE);
        let known = self.ask(library::Library::connections).await?;
        let known = known.into_iter().find(|row| row.id == id);
        let created_at = known.as_ref().map_or_else(clock::now, |row| row.created_at);
        let options = known.map_or_else(|| "{}".to_owned(), |row| row.options);
        let record = ConnectionRecord {
            id,
            vendor: door.vendor.clone(),
            label: String::new(),
            base_url: door.base_url.clone(),
            practice: true,
            key_fingerprint: None,
            keyring_backend: None,
            balance: Some(door.balance),
            created_at,
            options,
            balance_fingerprint: None,
        };
        self.ask(move |library| library.put_connection(&record)).await
    }

    /// The practice studio's credits were filled up.
    ///
    /// # Errors
    /// When it cannot be written.
    pub async fn set_practice_balance(&self, balance: f64) -> Result<(), UiError> {
        let record = self.connection(&ConnectionId::from(PRACTICE)).await?;
        self.put(ConnectionRecord { balance: Some(balance), ..record }).await.map(|_| ())
    }

    /// Something was spent, or may have been: the balance last seen shrinks.
    pub(crate) async fn spent(&self, job: &library::JobRecord) -> Result<(), UiError> {
        let Ok(record) = self.connection(&job.connection).await else { return Ok(()) };
        let (Some(balance), Some(quoted)) = (record.balance, job.quoted) else { return Ok(()) };
        let left = (balance - quoted).max(0.0);
        self.put(ConnectionRecord { balance: Some(left), ..record }).await.map(|_| ())
    }

    pub(crate) async fn connection(&self, id: &ConnectionId) -> Result<ConnectionRecord, UiError> {
        let records = self.ask(library::Library::connections).await?;
        let found = records.into_iter().find(|record| record.id == *id);
        found.ok_or_else(|| UiError::new(ErrorCode::NotFound, "there is no such connection"))
    }

    pub(crate) async fn put(&self, record: ConnectionRecord) -> Result<ConnectionView, UiError> {
        let row = record.clone();
        self.ask(move |library| library.put_connection(&row)).await?;
        self.tell_connections().await?;
        let own = self.ask(library::Library::custom_models).await?;
        view(&record, &own).ok_or_else(|| UiError::internal("a connection's vendor is unknown"))
    }

    pub(crate) async fn tell_connections(&self) -> Result<(), UiError> {
        let connections = self.connections().await?;
        self.events.tell(&StudioEvent::ConnectionsChanged(connections));
        Ok(())
    }
}

/// The vendors that can be connected.
pub(crate) fn vendors() -> Vec<VendorView> {
    let view = |vendor: &&'static dyn Vendor| {
        let profile = vendor.profile();
        VendorView {
            id: profile.id.to_owned(),
            label: profile.label.to_owned(),
            default_base_url: profile.default_base_url.to_owned(),
            key_help: profile.key_help.to_owned(),
            paths: profile.paths.iter().map(path).collect(),
            callbacks: profile.callbacks,
            balance_url: balance::own_access(profile)
                .map(|access| access.base_url.unwrap_or(profile.default_base_url).to_owned()),
        }
    };
    vendors::all().iter().map(view).collect()
}

fn path(path: &PathSetting) -> PathView {
    PathView { action: path.action, default: path.default.to_owned(), printed: path.printed }
}

fn named(label: &str, profile: &Profile) -> String {
    let label = label.trim();
    if label.is_empty() { profile.label.to_owned() } else { label.to_owned() }
}

/// Several accounts of one vendor can be told apart: "Vendor", "Vendor 2".
fn unlike(label: String, known: &[ConnectionRecord]) -> String {
    let is_taken = |label: &str| known.iter().any(|record| record.label == label);
    let numbered = (2..).map(|number| format!("{label} {number}"));
    std::iter::once(label.clone()).chain(numbered).find(|label| !is_taken(label)).unwrap_or(label)
}

fn checked(base_url: &str) -> Result<String, UiError> {
    vendors::http::BaseUrl::parse(base_url)
        .map(|url| url.as_str().to_owned())
        .map_err(|error| UiError::new(ErrorCode::BadUrl, error.to_string()))
}

/// A key as it was meant: what is pasted often brings blanks along.
fn plain_key(key: &SecretString) -> Result<SecretString, UiError> {
    let text = key.expose_secret().trim();
    if text.is_empty() || !text.chars().all(|letter| letter.is_ascii_graphic()) {
        return Err(UiError::new(ErrorCode::BadKey, "a key has no blanks and only plain letters"));
    }
    Ok(SecretString::from(text.to_owned()))
}

/// Tells keys apart without telling them: two bytes of a salted hash.
fn fingerprint(connection: &ConnectionId, key: &str) -> String {
    let hash = Sha256::new().chain_update(connection.as_str()).chain_update(key).finalize();
    hash.iter().take(2).map(|byte| format!("{byte:02x}")).collect()
}

fn view(record: &ConnectionRecord, own: &[CustomModelRecord]) -> Option<ConnectionView> {
    let profile = vendors::by_id(&record.vendor)?.profile();
    let stored = record.practice || record.key_fingerprint.is_some();
    Some(ConnectionView {
        id: record.id.clone(),
        vendor: record.vendor.clone(),
        vendor_label: profile.label.to_owned(),
        label: record.label.clone(),
        base_url: record.base_url.clone(),
        practice: record.practice,
        key: if stored { KeyState::Stored } else { KeyState::Missing },
        key_fingerprint: record.key_fingerprint.clone(),
        balance: record.balance,
        balance_key: balance::key_state(record, profile),
        unit: profile.unit.to_owned(),
        models: profile.models.iter().map(model).chain(own_models(record, profile, own)).collect(),
        default_model: profile.default_model.to_owned(),
        replace: profile
            .action(Action::ReplaceSection)
            .map(|_| ReplaceView { limits: profile.replace_limits, context_ms: profile.context }),
        offers: profile.actions.iter().map(|sold| offer(profile, sold)).collect(),
        lacks: lacks(profile),
        continue_advised_percent: profile.continue_advised_percent,
        options: read(record),
    })
}

/// What an action costs with a model that can do it; none where the vendor lists no price.
fn listed(profile: &Profile, offer: &ActionProfile) -> Option<f64> {
    profile.price(offer.action, Some(profile.default_model), false)
}

fn offer(profile: &Profile, offer: &ActionProfile) -> OfferView {
    OfferView {
        action: offer.action,
        price: listed(profile, offer),
        supposed: offer.price == Price::SupposedlyOfModel,
        takes: offer.takes.to_vec(),
        models: offer.models.iter().map(|&model| model.to_owned()).collect(),
        needs: offer.needs.to_vec(),
    }
}

fn lacks(profile: &Profile) -> Vec<LackView> {
    let why = |action| Some(LackView { action, why: Blocked::of(profile.why_not(action)?) });
    Action::ALL.into_iter().filter_map(why).collect()
}

/// Models that this account trained. The vendor tells nothing of their prices and limits: what is supposed is
/// the dearest price and the limits of its usual model.
fn own_models(
    record: &ConnectionRecord,
    profile: &'static Profile,
    own: &[CustomModelRecord],
) -> Vec<ModelView> {
    let Some(usual) = profile.model(profile.default_model) else { return Vec::new() };
    let mine = own.iter().filter(|own| own.connection == record.id);
    mine.map(|own| ModelView {
        id: own.model.clone(),
        label: own.name.clone(),
        own: true,
        price: profile.price(Action::Generate, Some(&own.model), false).unwrap_or_default(),
        ..model(usual)
    })
    .collect()
}

fn model(model: &Model) -> ModelView {
    ModelView {
        own: false,
        id: model.id.to_owned(),
        label: model.label.to_owned(),
        price: model.price,
        pro_price: model.pro_price,
        pro: model.pro,
        sliders: model.sliders,
        limits: ModelLimits {
            lyrics: model.limits.lyrics,
            style: model.limits.style,
            title: model.limits.title,
            idea: model.limits.idea,
        },
    }
}
