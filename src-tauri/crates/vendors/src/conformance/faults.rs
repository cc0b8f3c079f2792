//! Faults on the way: each must end in the right outcome, with the right word on money, and with one
//! POST at most.

use secrecy::SecretString;

use super::raw::{RawServer, Script, answer, nobody};
use super::{Samples, Verdict, ensure, song, submit};
use crate::http::{DownloadLimits, Retry, download};
use crate::{ErrorKind, Money, Reply, Setup, SubmitError, Vendor};

/// The key of these checks. It must never come to light.
const KEY: &str = "conformance-key-0123456789";

/// What came of one request to a server with a script.
struct Outcome {
    result: Result<Reply, SubmitError>,
    posts: usize,
}

impl Outcome {
    /// Whether it failed in this way after exactly one POST, without showing the key.
    fn expect(&self, name: &str, as_expected: impl Fn(&SubmitError) -> bool) -> Verdict {
        let shown = format!("{:?}", self.result);
        ensure(self.posts == 1, || format!("{name}: {} requests were sent", self.posts))?;
        ensure(!shown.contains(KEY), || format!("{name}: the key is shown"))?;
        ensure(self.result.as_ref().is_err_and(as_expected), || format!("{name}: {shown}"))
    }
}

/// Runs every check; answers with what failed, best nothing.
pub async fn faults(vendor: &dyn Vendor, samples: &Samples) -> Vec<String> {
    let verdicts = [
        accepted(vendor, samples).await,
        lost_after_reading(vendor).await,
        lost_in_the_answer(vendor, samples).await,
        refused_connection(vendor).await,
        redirects(vendor).await,
        refusals(vendor, samples).await,
        unreadable(vendor, samples).await,
        unknown_model(vendor),
        dead_media().await,
    ];
    verdicts.into_iter().filter_map(Result::err).collect()
}

async fn play(vendor: &dyn Vendor, script: Script) -> Result<Outcome, String> {
    let server = RawServer::start(script).await.map_err(|error| error.to_string())?;
    let result = submit(vendor, &server.url(), &SecretString::from(KEY), &song(vendor, "")).await;
    Ok(Outcome { result, posts: server.heard().len() })
}

async fn accepted(vendor: &dyn Vendor, samples: &Samples) -> Verdict {
    let (status, body) = &samples.success;
    let outcome = play(vendor, Script::Answer(answer(*status, &[], body))).await?;
    ensure(outcome.result.is_ok() && outcome.posts == 1, || format!("success: {:?}", outcome.result))
}

fn is_unknown(failure: &SubmitError) -> bool {
    matches!(failure, SubmitError::OutcomeUnknown(error) if error.money == Money::Unknown)
}

async fn lost_after_reading(vendor: &dyn Vendor) -> Verdict {
    play(vendor, Script::DropAfterReading).await?.expect("connection lost after reading", is_unknown)
}

async fn lost_in_the_answer(vendor: &dyn Vendor, samples: &Samples) -> Verdict {
    let whole = answer(samples.success.0, &[], &samples.success.1);
    let half = whole[..whole.len() - samples.success.1.len() / 2].to_vec();
    play(vendor, Script::Answer(half)).await?.expect("connection lost in the answer", is_unknown)
}

async fn refused_connection(vendor: &dyn Vendor) -> Verdict {
    let base_url = nobody().await.map_err(|error| error.to_string())?;
    let result = submit(vendor, &base_url, &SecretString::from(KEY), &song(vendor, "")).await;
    let not_sent = matches!(&result, Err(SubmitError::NotSent(error)) if error.money == Money::NotSpent);
    ensure(not_sent, || format!("refused connection: {result:?}"))
}

async fn redirects(vendor: &dyn Vendor) -> Verdict {
    for status in [301, 302, 303, 307, 308] {
        let thief = RawServer::start(Script::Answer(answer(200, &[], b"{}")))
            .await
            .map_err(|error| error.to_string())?;
        let location = format!("Location: {}/stolen", thief.url());
        let outcome = play(vendor, Script::Answer(answer(status, &[&location], b""))).await?;
        outcome.expect("redirect", |failure| !matches!(failure, SubmitError::NotSent(_)))?;
        ensure(thief.heard().is_empty(), || format!("{status}: the request was sent on"))?;
    }
    Ok(())
}

/// Refusals are free, whatever their status; what breaks in the middle is not known to be.
async fn refusals(vendor: &dyn Vendor, samples: &Samples) -> Verdict {
    let said = |sample: &(u16, Vec<u8>)| Script::Answer(answer(sample.0, &[], &sample.1));
    let busy = |e: &SubmitError| is_free(e) && e.error().kind == ErrorKind::Busy;
    let moderated = |e: &SubmitError| is_free(e) && matches!(e.error().kind, ErrorKind::Moderation { .. });
    let bad_key = |e: &SubmitError| is_free(e) && e.error().kind == ErrorKind::BadKey;
    let used_up = |e: &SubmitError| is_free(e) && e.error().kind == ErrorKind::OutOfCredits;
    play(vendor, said(&samples.queue_full)).await?.expect("queue full", busy)?;
    play(vendor, said(&samples.moderated)).await?.expect("moderated", moderated)?;
    play(vendor, said(&samples.bad_key)).await?.expect("bad key", bad_key)?;
    play(vendor, said(&samples.used_up)).await?.expect("used up", used_up)?;
    play(vendor, said(&samples.broke)).await?.expect("broke", is_unknown)?;
    let slow = Script::Answer(answer(429, &["Retry-After: 7"], b""));
    play(vendor, slow).await?.expect("429", |e| busy(e) && e.error().retry_after_s == Some(7))
}

fn is_free(failure: &SubmitError) -> bool {
    matches!(failure, SubmitError::Refused(error) if error.money == Money::NotSpent)
}

/// A success that cannot be read may have been billed.
async fn unreadable(vendor: &dyn Vendor, samples: &Samples) -> Verdict {
    let whole = &samples.success.1;
    let bodies: [&[u8]; 5] = [b"<html>Login</html>", b"", b"null", &whole[..whole.len() / 2], &[0xff; 64]];
    for body in bodies {
        let name = format!("unreadable {:?}", String::from_utf8_lossy(&body[..body.len().min(20)]));
        let outcome = play(vendor, Script::Answer(answer(200, &[], body))).await?;
        outcome.expect(&name, |e| is_unknown(e) && e.error().kind == ErrorKind::Unreadable)?;
    }
    Ok(())
}

/// Models are data: a name that is not known yet is sent as it is.
fn unknown_model(vendor: &dyn Vendor) -> Verdict {
    let name = "model-of-tomorrow";
    let wire = vendor.encode(&song(vendor, name), &Setup::default()).map_err(|error| error.to_string())?;
    ensure(wire.body.to_string().contains(name), || "an unknown model is not sent as it is".to_owned())
}

async fn dead_media() -> Verdict {
    let cases = [
        (403, ErrorKind::MediaForbidden),
        (404, ErrorKind::MediaExpired),
        (410, ErrorKind::MediaExpired),
        (500, ErrorKind::VendorFault),
    ];
    for (status, kind) in cases {
        let server = RawServer::start(Script::Answer(answer(status, &[], b"gone")))
            .await
            .map_err(|e| e.to_string())?;
        let url = format!("{}/a.mp3?Signature=secret", server.url());
        let into = std::env::temp_dir().join(format!("refrain-conformance-{}-{status}", std::process::id()));
        let limits =
            DownloadLimits { retry: Retry { tries: 1, ..Retry::default() }, ..DownloadLimits::audio() };
        let result = download(&url, Some(&server.url()), &into, limits, &mut |_| ()).await;
        let shown = format!("{result:?}");
        ensure(result.is_err_and(|error| error.kind == kind), || format!("media {status}: {shown}"))?;
        ensure(!shown.contains("secret") && !into.exists(), || format!("media {status} leaves traces"))?;
    }
    Ok(())
}
