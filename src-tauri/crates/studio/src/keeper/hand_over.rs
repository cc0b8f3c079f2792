//! Handing a call to a keeper, in a process of its own or (where there is none to start) in a task.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use tokio::io::AsyncWriteExt;
use vendors::http::Way;
use vendors::{SendError, WireRequest};
use zeroize::Zeroizing;

use super::spool::{Kept, Spool, Standing};

/// Who makes paid calls.
#[derive(Debug, Clone)]
pub enum Keeping {
    /// This program, started again with these arguments: survives the death of the window.
    Process { program: PathBuf, arguments: Vec<String> },
    /// A task of this process: for tests, and where no process can be started.
    Task,
}

/// What the keeper is told, over a pipe: never in arguments or the environment, which others can read.
#[derive(Serialize, Deserialize)]
struct Order {
    folder: PathBuf,
    way: Way,
    request: WireRequest,
    key: String,
}

/// Makes the call and waits for its end.
///
/// # Errors
/// Only when the spool cannot be read or written; everything about the call itself is in [`Kept`].
pub async fn hand_over(
    keeping: &Keeping,
    spool: &Spool,
    way: &Way,
    request: &WireRequest,
    key: &SecretString,
) -> std::io::Result<Kept> {
    match keeping {
        Keeping::Task => keep(spool, way, request, key).await?,
        Keeping::Process { program, arguments } => {
            let order = Order {
                folder: spool.folder().to_owned(),
                way: way.clone(),
                request: request.clone(),
                key: key.expose_secret().to_owned(),
            };
            start(program, arguments, &order).await?;
        }
    }
    adopt(spool).await
}

/// Waits for the end of a call that this or an earlier run handed over.
///
/// # Errors
/// When the spool cannot be read or written.
pub async fn adopt(spool: &Spool) -> std::io::Result<Kept> {
    let mut tick = tokio::time::interval(Duration::from_millis(100));
    loop {
        tick.tick().await;
        if let Standing::Over(kept) = spool.standing()? {
            return Ok(kept);
        }
    }
}

/// Starts the process and waits until it has exited.
async fn start(program: &Path, arguments: &[String], order: &Order) -> std::io::Result<()> {
    let mut command = tokio::process::Command::new(program);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    command.kill_on_drop(false);
    #[cfg(unix)]
    command.process_group(0); // A signal to the window's group must not reach the keeper.
    let mut child = command.spawn()?;
    let bytes = Zeroizing::new(serde_json::to_vec(order).map_err(std::io::Error::other)?);
    if let Some(mut pipe) = child.stdin.take() {
        // A keeper that died before reading leaves no `posting`: the spool will say "not sent".
        if let Err(error) = pipe.write_all(&bytes).await {
            tracing::warn!(%error, "the keeper did not take its order");
        }
    }
    child.wait().await.map(|_| ())
}

/// The keeper process: reads its order, makes the call, leaves the answer. What the app and the tests
/// run when started with the keeper argument.
///
/// # Errors
/// When the order or the spool cannot be read or written.
pub fn run_from_stdin() -> std::io::Result<()> {
    let mut bytes = Zeroizing::new(Vec::new());
    std::io::stdin().read_to_end(&mut bytes)?;
    let order: Order = serde_json::from_slice(&bytes).map_err(std::io::Error::other)?;
    let spool = Spool::at(order.folder);
    let key = SecretString::from(order.key);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(keep(&spool, &order.way, &order.request, &key))
}

/// Sends once and leaves what came of it. Sends nothing if another keeper is at work, if the call was
/// declared void, or if it was made before.
async fn keep(spool: &Spool, way: &Way, request: &WireRequest, key: &SecretString) -> std::io::Result<()> {
    let Some(_lock) = spool.try_lock()? else { return Ok(()) };
    if spool.is_void() || spool.was_posted() {
        return Ok(());
    }
    spool.mark_posting()?;
    let kept = match vendors::http::send_once(way, request, key).await {
        Ok(answer) => Kept::Answered(answer),
        Err(SendError::NotSent(why)) => Kept::NotSent(why),
        Err(SendError::Unknown(why)) => Kept::Unknown(why),
    };
    spool.leave(&kept)
}
