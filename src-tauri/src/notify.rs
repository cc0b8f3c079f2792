//! The system's notifications: that a job has ended while the window is in the background. A click brings the
//! window to the front.
//!
//! Deliberately absent: the words, which are the page's, and any sound.

use tauri::{AppHandle, Manager};
use tauri_plugin_notification::NotificationExt;

/// Says something, unless the window is being looked at. A desktop without notifications costs only these.
pub(crate) fn say(app: &AppHandle, title: &str, words: &str) {
    let window = app.get_webview_window("main");
    if window.is_some_and(|window| window.is_focused().unwrap_or(false)) {
        return;
    }
    if let Err(error) = app.notification().builder().title(title).body(words).show() {
        tracing::warn!(%error, "the system does not say that a job has ended");
    }
}

/// From now on a click on a notification brings the window to the front.
pub(crate) fn come_when_called(app: &AppHandle) {
    let own = app.clone();
    if let Err(error) = app.notification().on_action(move |_| crate::to_front(&own)) {
        tracing::warn!(%error, "a click on a notification does nothing");
    }
}
