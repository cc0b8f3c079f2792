//! What each vendor sells, as a Markdown table for the README, from the profiles alone.
//!
//! English, like the README. The window says the same from its catalogues.

use std::fmt::Write;

use crate::{Action, ActionProfile, Need, Price, Profile, WhyNot};

/// The table with its legend. The same profiles give the same text.
#[must_use]
pub fn table() -> String {
    let profiles: Vec<_> = crate::all().iter().map(|vendor| vendor.profile()).collect();
    of_profiles(&profiles)
}

fn of_profiles(profiles: &[&Profile]) -> String {
    let heads: Vec<_> = profiles.iter().map(|profile| head(profile)).collect();
    let mut table = format!("| Action | {} |\n|---|{}\n", heads.join(" | "), "---|".repeat(heads.len()));
    for action in Action::ALL {
        let cells: Vec<_> = profiles.iter().map(|profile| cell(profile, action)).collect();
        let _ = writeln!(table, "| {} | {} |", action_words(action), cells.join(" | "));
    }
    table + LEGEND
}

const LEGEND: &str = "
Numbers are prices in the unit of the column's head; a span depends on the model. `?`: the vendor's price
list has no such row. `†`: the vendor's document does not print the path; it is a setting of the connection.
After the dot: what it needs. `–`: not sold.
";

fn head(profile: &Profile) -> String {
    format!("{} ({})", profile.label, profile.unit)
}

fn cell(profile: &Profile, action: Action) -> String {
    match profile.action(action) {
        Some(offer) => offered(profile, offer),
        None => lacking(profile.why_not(action).unwrap_or(WhyNot::NotSold)),
    }
}

fn offered(profile: &Profile, offer: &ActionProfile) -> String {
    let guessed = profile.path_setting(offer.action).is_some_and(|path| !path.printed);
    let needs: Vec<_> = offer.needs.iter().filter_map(|need| need_words(*need, offer)).collect();
    let needs = if needs.is_empty() { String::new() } else { format!(" · {}", needs.join(", ")) };
    format!("{}{}{needs}", price_words(profile, offer.price), if guessed { " †" } else { "" })
}

fn lacking(why: WhyNot) -> String {
    match why {
        WhyNot::NotSold | WhyNot::Combination => "–".to_owned(),
        WhyNot::Undocumented => "– (undocumented)".to_owned(),
        WhyNot::UseAnother(action) => format!("– (see {})", action_words(action)),
    }
}

fn price_words(profile: &Profile, price: Price) -> String {
    match price {
        Price::Fixed(0.0) => "free".to_owned(),
        Price::Fixed(amount) => amount.to_string(),
        Price::OfModel => model_prices(profile),
        Price::SupposedlyOfModel => format!("{}?", model_prices(profile)),
        Price::Unlisted => "?".to_owned(),
    }
}

fn model_prices(profile: &Profile) -> String {
    let prices = || profile.models.iter().flat_map(|model| [Some(model.price), model.pro_price]).flatten();
    let (least, most) = (prices().fold(f64::INFINITY, f64::min), prices().fold(0.0, f64::max));
    if least < most { format!("{least}–{most}") } else { most.to_string() }
}

fn action_words(action: Action) -> &'static str {
    match action {
        Action::Generate => "Generate",
        Action::WithVoice => "Generate with a voice",
        Action::Extend => "Extend",
        Action::ReplaceSection => "Replace section",
        Action::Concat => "Concat",
        Action::Cover => "Cover",
        Action::UploadCover => "Cover of a recording",
        Action::Mashup => "Mashup",
        Action::Sample => "Sample",
        Action::Inspiration => "Inspiration",
        Action::Remaster => "Remaster",
        Action::AddVocals => "Add vocals",
        Action::AddInstrumental => "Add instrumental",
        Action::Sounds => "Sounds",
        Action::Upload => "Upload",
        Action::UploadGenerate => "Extend a recording",
        Action::UploadExtend => "Extend an upload",
        Action::Stems => "Stems",
        Action::AllStems => "All stems",
        Action::Timing => "Timing",
        Action::Lyrics => "Lyrics",
        Action::MashupLyrics => "Lyrics of a mashup",
        Action::CreateVoice => "Create voice",
        Action::ExtractVoice => "Extract voice",
        Action::InitVoice => "Real voice: recording",
        Action::VerifyVoice => "Real voice: phrase",
        Action::Wav => "WAV",
        Action::Mp4 => "MP4",
        Action::Midi => "MIDI",
        Action::Html => "HTML",
        Action::PrepareCustomModel => "Custom model: session",
        Action::UploadToCustomModel => "Custom model: upload",
        Action::CreateCustomModel => "Custom model: training",
        Action::Balance => "Balance",
    }
}

/// What a need is called; none for what the user need not care about.
fn need_words(need: Need, offer: &ActionProfile) -> Option<String> {
    Some(match need {
        Need::ProPool => return None,
        Need::SomeModels => offer.models.join(" or "),
        Need::ProSong => "Pro song".to_owned(),
        Need::SameAccount => "same account".to_owned(),
        Need::UploadedSong => "uploaded song".to_owned(),
        Need::StemOfAll => "stem of all stems".to_owned(),
        Need::TwoSongs => "two songs".to_owned(),
        Need::Lyrics => "lyrics".to_owned(),
        Need::Timing => "timing".to_owned(),
        Need::PublicAudio => "public address".to_owned(),
        Need::Voice => "voice".to_owned(),
        Need::Vox => "extracted voice".to_owned(),
        Need::Phrase => "phrase read aloud".to_owned(),
        Need::Session => "session".to_owned(),
        Need::SixUploads => "six uploads".to_owned(),
        Need::OwnKey => "key of its own".to_owned(),
        Need::TaskId => "task number".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(action: &str) -> String {
        let yoyai = crate::by_id("yoyai").unwrap().profile();
        let table = of_profiles(&[yoyai]);
        table.lines().find(|line| line.starts_with(&format!("| {action} |"))).unwrap().to_owned()
    }

    const BEGIN: &str = "<!-- vendors: written by `cargo xtask table` -->\n\n";
    const END: &str = "\n<!-- vendors: end -->";

    /// Writes the README's table (`REFRAIN_TABLE=write`) or compares it.
    #[test]
    fn the_readme_has_this_table() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../README.md");
        let readme = std::fs::read_to_string(path).unwrap();
        let (before, rest) = readme.split_once(BEGIN).expect("the README has a place for the table");
        let (there, after) = rest.split_once(END).expect("the table in the README ends");
        if std::env::var("REFRAIN_TABLE").as_deref() == Ok("write") {
            std::fs::write(path, format!("{before}{BEGIN}{}{END}{after}", table())).unwrap();
        } else {
            assert!(there == table(), "the profiles have changed: run `cargo xtask table`");
        }
    }

    #[test]
    fn cells_say_price_needs_guessed_paths_and_lacks() {
        assert_eq!(row("Action"), "| Action | YoYAI (credits) |");
        assert_eq!(row("Generate"), "| Generate | 0.38–0.5 |");
        assert_eq!(row("Extend"), "| Extend | 0.38–0.5? · lyrics, timing |");
        assert_eq!(
            row("Remaster"),
            "| Remaster | 0.5 · Pro song, same account, chirp-v5 or chirp-v4-5-plus |"
        );
        assert_eq!(row("WAV"), "| WAV | ? † · Pro song |");
        assert_eq!(row("Cover of a recording"), "| Cover of a recording | – (see Cover) |");
        assert_eq!(row("Custom model: session"), "| Custom model: session | – |");
    }

    #[test]
    fn every_action_has_a_row_and_every_vendor_a_column() {
        let table = table();
        let rows: Vec<_> = table.lines().filter(|line| line.starts_with('|')).collect();
        assert_eq!(rows.len(), Action::ALL.len() + 2);
        let columns = crate::all().len() + 2;
        assert!(rows.iter().all(|row| row.matches('|').count() == columns), "{table}");
    }
}
