//! The program: Refrain's window or, started with the keeper argument, a keeper (`studio::keeper`).
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> std::process::ExitCode {
    if std::env::args().nth(1).as_deref() == Some(refrain_app::KEEPER_ARGUMENT) {
        return match studio::keeper::run_from_stdin() {
            Ok(()) => std::process::ExitCode::SUCCESS,
            Err(_) => std::process::ExitCode::FAILURE,
        };
    }
    refrain_app::run()
}
