//! A request from its call to its result, as a job would see it through.

use std::time::Duration;

use super::{Live, submit};
use crate::{Follow, News, Reply, Setup, Submission, Ticket, Vendor, VendorRequest, Waiting, http};

/// How long a server on this machine may take (it may have much to do), and how long it is left in peace
/// between questions.
const PATIENCE: Duration = Duration::from_secs(120);
const PAUSE: Duration = Duration::from_millis(25);

/// Sends a request and asks until its result is there.
///
/// # Errors
/// A sentence that says what went wrong.
pub async fn settle(live: Live<'_>, request: &VendorRequest) -> Result<Reply, String> {
    let action = request.action();
    let named = |words: String| format!("{action:?}: {words}");
    if action.is_read() {
        return ask(live, request).await.map_err(named);
    }
    let reply = submit(live.vendor, live.base_url, live.key, request).await;
    let reply = reply.map_err(|error| named(error.to_string()))?;
    match &reply.submission {
        Submission::Accepted(ticket) => wait(live, request, ticket).await.map_err(named),
        _ => Ok(reply),
    }
}

async fn ask(live: Live<'_>, request: &VendorRequest) -> Result<Reply, String> {
    let wire = live.vendor.encode(request, &Setup::default()).map_err(|error| error.to_string())?;
    let answer = http::read(live.base_url, &wire, live.key).await.map_err(|error| error.to_string())?;
    live.vendor.decode(request, &answer).map_err(|error| error.to_string())
}

async fn wait(live: Live<'_>, request: &VendorRequest, ticket: &Ticket) -> Result<Reply, String> {
    let result = tokio::time::timeout(PATIENCE, watch(live, [Waiting { request, ticket }])).await;
    result.unwrap_or_else(|_| Err("it never ends".to_owned()))
}

async fn watch(live: Live<'_>, waiting: [Waiting<'_>; 1]) -> Result<Reply, String> {
    loop {
        match news(live, &waiting).await? {
            News::Done(reply) => return Ok(*reply),
            News::Failed(error) => return Err(error.to_string()),
            News::Unknown => return Err("its ticket is not known".to_owned()),
            News::Pending(_) => tokio::time::sleep(PAUSE).await,
        }
    }
}

async fn news(live: Live<'_>, waiting: &[Waiting<'_>]) -> Result<News, String> {
    let vendor: &dyn Vendor = live.vendor;
    let Some(Follow { wire, covers }) = vendor.follow(waiting) else {
        return Err("it was accepted and cannot be asked for".to_owned());
    };
    let answer = http::read(live.base_url, &wire, live.key).await.map_err(|error| error.to_string())?;
    let news = vendor.decode_follow(&waiting[..covers], &answer).map_err(|error| error.to_string())?;
    news.into_iter().next().ok_or_else(|| "the question was not answered".to_owned())
}
