//! One list of commands for both sides: the invoke handler and the TypeScript bindings.

use tauri_specta::{Builder, ErrorHandlingMode, collect_commands};

use crate::commands::*;
use crate::events::UiEvent;

/// Every command, its types and its errors.
#[rustfmt::skip] // A line for each command would be a page of its own.
pub(crate) fn builder() -> Builder<tauri::Wry> {
    Builder::<tauri::Wry>::new()
        .commands(collect_commands![
            start_problem, start_again, subscribe, watch_playback, list_songs, get_song, create_song,
            save_compose, save_lyrics_history, get_lyrics_history, trash_song, restore_song, delete_song,
            import_audio, get_timing, get_tap_sheet, change_times, save_marker, remove_marker, get_peaks,
            get_cover, action_menu, save_take_file, dismiss_draft, quote, quote_again, start, cancel_job,
            dismiss_job, look_up_job, say_ended, get_ledger, export_ledger, keep_take, keep_fragment,
            go_to_version, mark_heard, open_playback, play, pause, seek, set_loop, hear_lane, play_spans,
            set_volume, set_loudness_match, export_version, list_mixes, import_lanes, drop_into, hear_mix,
            save_mix, check_mix, measure_mix, export_mix, cancel_export, open_export_folder, update_settings,
            choose_folder, list_outputs, play_test_sound, list_inputs, watch_recorder, release_recorder,
            start_recording, stop_recording, list_recordings, change_recording, delete_recording,
            recording_peaks, play_recording, keep_recording, add_connection, update_connection,
            remove_connection, set_key, set_balance_key, test_connection, set_connection_options,
            pause_connection, callback_state, prove_callback, file_host, set_file_host, remove_file_host,
            prove_file_host, list_hosted, clear_hosted, forget_hosted, refill_practice, get_voices,
            rename_voice, play_voice, remove_voice, begin_voice, change_voice, set_voice_recording,
            discard_making, begin_model, change_model, add_model_rows, rename_model, remove_model, copy_text,
        ])
        .typ::<UiEvent>()
        .disable_serde_phases()
        .error_handling(ErrorHandlingMode::Throw)
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMITTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/src/ipc/bindings.ts");

    /// Writes the bindings (`REFRAIN_BINDINGS=write`) or compares them with the committed ones.
    #[test]
    fn bindings_are_what_is_committed() {
        let folder = std::env::temp_dir().join(format!("refrain-bindings-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let fresh = folder.join("bindings.ts");
        builder().export(specta_typescript::Typescript::default(), &fresh).unwrap();
        let text = std::fs::read_to_string(&fresh).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        if std::env::var("REFRAIN_BINDINGS").as_deref() == Ok("write") {
            std::fs::write(COMMITTED, &text).unwrap();
        }
        let committed = std::fs::read_to_string(COMMITTED).unwrap_or_default();
        assert!(committed == text, "ui/src/ipc/bindings.ts is old: run `cargo xtask bindings`");
    }

    /// The three lists of commands are one: handler, build script, capability.
    #[test]
    fn every_command_is_declared_and_allowed() {
        let text = include_str!("bindings.rs");
        let listed: Vec<&str> = text
            .split("collect_commands![")
            .nth(1)
            .and_then(|rest| rest.split(']').next())
            .unwrap()
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .collect();
        let declared: Vec<&str> = include_str!("commands/list.txt").lines().collect();
        assert_eq!(listed, declared);
        let capability: serde_json::Value =
            serde_json::from_str(include_str!("../capabilities/main.json")).unwrap();
        let allowed: Vec<&str> =
            capability["permissions"].as_array().unwrap().iter().filter_map(|p| p.as_str()).collect();
        let expected: Vec<String> =
            declared.iter().map(|name| format!("allow-{}", name.replace('_', "-"))).collect();
        assert_eq!(allowed, expected, "capabilities/main.json must allow exactly the app's commands");
    }
}
