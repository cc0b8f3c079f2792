//! Accepting connections. With the feature `faults` each connection can be cut from inside a handler.

use axum::Router;
use axum::serve::ListenerExt;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Serves until `closing` says so.
pub(crate) fn serve(
    listener: TcpListener,
    router: Router,
    mut closing: watch::Receiver<bool>,
) -> JoinHandle<()> {
    let closed = async move {
        let _ = closing.wait_for(|closing| *closing).await;
    };
    let listener = listener.tap_io(|socket| {
        let _ = socket.set_nodelay(true);
    });
    #[cfg(feature = "faults")]
    let (listener, router) = (
        crate::faults::Breakable::new(listener),
        router.into_make_service_with_connect_info::<crate::faults::Cut>(),
    );
    tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, router).with_graceful_shutdown(closed).await {
            tracing::error!(%error, "the practice studio stopped serving");
        }
    })
}
