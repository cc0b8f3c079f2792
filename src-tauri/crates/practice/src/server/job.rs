//! An accepted request from its charge to its answer.
//!
//! The work goes on when the client hangs up, as at a real vendor: the money is spent either way.

use std::io;
use std::sync::Arc;

use axum::Json;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::Value;
use tokio::task::spawn_blocking;
use uuid::Uuid;

use super::callback::Callback;
use super::envelope::{Refusal, Success, accepted};
use super::yoyai::clip::{self, Clip};
use super::yoyai::timing::{self, Timing};
use super::{Studio, clock, seed, yoyai};
use crate::ledger::{LedgerEntry, NotCharged, Purse};
use crate::store::Song;
use crate::voices::Record;

/// What a request turned out to want, before anything is charged.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) path: &'static str,
    pub(crate) action: &'static str,
    /// Credits.
    pub(crate) price: f64,
    /// Seconds that a vendor takes, at least and at most.
    pub(crate) usual: (f64, f64),
    pub(crate) product: Product,
    pub(crate) callback: Option<Callback>,
    /// Of the exact request body.
    pub(crate) body_hash: u64,
}

/// What the answer holds.
#[derive(Debug)]
pub(crate) enum Product {
    /// New songs or fragments.
    Clips(Vec<Song>),
    /// New songs whose files are made when they are asked for: most stems never are.
    Lazy(Vec<Song>),
    /// When the words of a song are sung.
    Timing(Arc<Song>),
    /// Anything else.
    Other(Box<Other>),
}

/// An answer that is not made of clips.
#[derive(Debug, Default)]
pub(crate) struct Other {
    /// To be remembered.
    pub(crate) songs: Vec<Song>,
    pub(crate) record: Option<Record>,
    /// `data`.
    pub(crate) data: Value,
    /// Whether the answer leaves out its trace, as some of the document's samples do.
    pub(crate) traceless: bool,
}

impl Product {
    fn songs(&self) -> &[Song] {
        match self {
            Self::Clips(songs) | Self::Lazy(songs) => songs,
            Self::Timing(_) => &[],
            Self::Other(other) => &other.songs,
        }
    }
}

impl Plan {
    /// A plan for an action of `/suno/audios`.
    pub(crate) fn audios(action: &'static str, price: f64, usual: (f64, f64), product: Product) -> Self {
        Self { path: "/suno/audios", action, price, usual, product, callback: None, body_hash: 0 }
    }

    /// A plan for an endpoint of its own.
    pub(crate) fn other(path: &'static str, price: f64, usual: (f64, f64), other: Other) -> Self {
        let action = path.rsplit("/suno/").next().unwrap_or(path);
        let product = Product::Other(Box::new(other));
        Self { path, action, price, usual, product, callback: None, body_hash: 0 }
    }
}

/// `data` of an answer.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Data {
    Clips(Vec<Clip>),
    Timing(Box<Timing>),
    Other(Value),
}

/// The names of an accepted request.
#[derive(Debug, Clone)]
struct Ticket {
    task_id: String,
    trace_id: String,
}

/// Charges for `plan`, then works and answers: at once with the task if a callback was named, otherwise
/// when the work is done.
pub(crate) async fn carry_out(studio: Arc<Studio>, plan: Plan) -> Response {
    let ticket = Ticket { task_id: Uuid::new_v4().to_string(), trace_id: Uuid::new_v4().to_string() };
    let plan = match accept(&studio, plan, ticket.clone()).await {
        Ok(plan) => plan,
        Err(refusal) => return refusal.traced(&ticket.trace_id),
    };
    let callback = plan.callback.clone();
    let trace = match &plan.product {
        Product::Other(other) if other.traceless => None,
        _ => Some(ticket.trace_id.clone()),
    };
    let work = tokio::spawn(work(Arc::clone(&studio), plan));
    if let Some(callback) = callback {
        let answer = accepted(&ticket.task_id);
        tokio::spawn(async move {
            let done = work.await.unwrap_or_else(|_| Err(Refusal::internal()));
            callback.deliver(&studio, &callback_body(&ticket, done)).await;
        });
        return answer;
    }
    match work.await.unwrap_or_else(|_| Err(Refusal::internal())) {
        Ok(data) => Json(envelope(&ticket, trace.as_deref(), &data)).into_response(),
        Err(refusal) => refusal.traced(&ticket.trace_id),
    }
}

/// Charges; from here on the request is accepted, known to the disk and never refused.
async fn accept(studio: &Arc<Studio>, plan: Plan, ticket: Ticket) -> Result<Plan, Refusal> {
    let bill = Bill {
        purse: yoyai::PURSE,
        path: plan.path.into(),
        action: plan.action.into(),
        price: plan.price,
        body_hash: plan.body_hash,
        task_id: ticket.task_id,
        trace_id: ticket.trace_id,
    };
    let keeper = Arc::clone(studio);
    let commit = move || {
        keeper.songs.add(plan.product.songs())?;
        if let Product::Other(other) = &plan.product
            && let Some(record) = &other.record
        {
            keeper.voices.add(record)?;
        }
        Ok(plan)
    };
    bill.charge(studio, commit).await
}

/// What an accepted request costs, at any vendor.
#[derive(Debug)]
pub(crate) struct Bill {
    pub(crate) purse: Purse,
    /// As the vendor's document has it, without any prefix of this server.
    pub(crate) path: String,
    pub(crate) action: String,
    /// In the purse's unit.
    pub(crate) price: f64,
    /// Of the exact request body.
    pub(crate) body_hash: u64,
    pub(crate) task_id: String,
    pub(crate) trace_id: String,
}

impl Bill {
    /// Charges it. `commit` remembers what is paid for, before the entry is written.
    pub(crate) async fn charge<T: Send + 'static>(
        self,
        studio: &Arc<Studio>,
        commit: impl FnOnce() -> io::Result<T> + Send + 'static,
    ) -> Result<T, Refusal> {
        let studio = Arc::clone(studio);
        let charged = spawn_blocking(move || {
            let mut kept = None;
            let keep = || commit().map(|it| kept = Some(it));
            studio.ledger.charge(self.purse, self.entry(), keep).map(|()| kept)
        });
        match charged.await {
            Ok(Ok(Some(kept))) => Ok(kept),
            Ok(Err(NotCharged::UsedUp)) => Err(Refusal::used_up()),
            Ok(Err(NotCharged::Io(error))) => {
                tracing::error!(%error, "the practice studio's disk refuses");
                Err(Refusal::internal())
            }
            Ok(Ok(None)) | Err(_) => Err(Refusal::internal()),
        }
    }

    fn entry(&self) -> LedgerEntry {
        LedgerEntry {
            vendor: self.purse.vendor.into(),
            task_id: self.task_id.clone(),
            trace_id: self.trace_id.clone(),
            path: self.path.clone(),
            action: self.action.clone(),
            amount: self.price,
            unit: self.purse.unit.into(),
            balance: 0.0,
            body_hash: format!("{:016x}", self.body_hash),
            at: clock::now(),
        }
    }
}

impl Studio {
    /// Gives back what a task cost, once.
    pub(crate) async fn refund(self: &Arc<Self>, purse: Purse, task_id: &str) -> Result<(), Refusal> {
        let (studio, task_id) = (Arc::clone(self), task_id.to_owned());
        let refunded = spawn_blocking(move || studio.ledger.refund(purse, &task_id, clock::now())).await;
        refunded.map_err(io::Error::other).and_then(|done| done).map_err(|error| {
            tracing::error!(%error, "the practice studio's disk refuses");
            Refusal::internal()
        })
    }
}

/// Renders what the plan wants while the vendor's usual time passes.
async fn work(studio: Arc<Studio>, plan: Plan) -> Result<Data, Refusal> {
    let (least, most) = plan.usual;
    let patience = studio.take_time((most - least).mul_add(seed::unit(plan.body_hash), least));
    let (data, ()) = tokio::join!(produce(&studio, plan.product), patience);
    data.map_err(|error| {
        tracing::error!(%error, "the practice studio could not render");
        Refusal::internal()
    })
}

async fn produce(studio: &Arc<Studio>, product: Product) -> std::io::Result<Data> {
    match product {
        Product::Clips(songs) => {
            let due = if studio.ahead { songs.as_slice() } else { &[] };
            let renders: Vec<_> =
                due.iter().map(|song| tokio::spawn(studio.clone().rendered(song.clone()))).collect();
            for render in renders {
                render.await.map_err(std::io::Error::other)??;
            }
            Ok(Data::Clips(songs.iter().map(|song| clip::of(studio, song)).collect()))
        }
        Product::Lazy(songs) => Ok(Data::Clips(songs.iter().map(|song| clip::of(studio, song)).collect())),
        Product::Timing(song) => Ok(Data::Timing(Box::new(timing::of(studio, song).await?))),
        Product::Other(other) => Ok(Data::Other(other.data)),
    }
}

fn envelope<'a>(ticket: &'a Ticket, trace_id: Option<&'a str>, data: &'a Data) -> Success<'a, Data> {
    Success { success: true, task_id: &ticket.task_id, trace_id, data }
}

fn callback_body(ticket: &Ticket, done: Result<Data, Refusal>) -> Vec<u8> {
    match done {
        Ok(data) => serde_json::to_vec(&envelope(ticket, None, &data)).unwrap_or_default(),
        Err(refusal) => refusal.callback_body(&ticket.task_id),
    }
}
