//! The ledger as a table for spreadsheets (RFC 4180).

use std::collections::{BTreeMap, HashMap};

use library::ChargeRecord;
use song::ConnectionId;

use crate::clock::date_and_time;
use crate::shown::vendor_label;

/// Tells spreadsheets that this is UTF-8: without it they show Chinese as noise.
const MARK: char = '\u{feff}';

/// The columns, by the names under which `words` translates them.
const COLUMNS: [&str; 10] =
    ["time", "vendor", "account", "song", "action", "amount", "unit", "money", "practice", "job"];

pub(super) fn table(
    charges: &[ChargeRecord],
    accounts: &HashMap<ConnectionId, String>,
    words: &BTreeMap<String, String>,
    title: &mut dyn FnMut(&ChargeRecord) -> String,
) -> String {
    let say = |word: &str| words.get(word).cloned().unwrap_or_else(|| word.to_owned());
    let mut text = String::from(MARK);
    line(&mut text, COLUMNS.iter().map(|column| say(column)));
    for charge in charges {
        let account = accounts.get(&charge.connection).cloned().unwrap_or_default();
        let cells = [
            date_and_time(charge.at),
            vendor_label(&charge.vendor),
            account,
            title(charge),
            say(&charge.action),
            charge.amount.map(|amount| amount.to_string()).unwrap_or_else(|| say("untold")),
            charge.unit.clone(),
            say(&charge.money),
            say(if charge.practice { "yes" } else { "no" }),
            charge.job.as_str().to_owned(),
        ];
        line(&mut text, cells.into_iter());
    }
    text
}

fn line(text: &mut String, cells: impl Iterator<Item = String>) {
    for (number, cell) in cells.enumerate() {
        if number > 0 {
            text.push(',');
        }
        text.push_str(&quoted(&harmless(cell)));
    }
    text.push_str("\r\n");
}

/// Spreadsheets run cells that begin like this; a song may well be called `=HYPERLINK(…)`. A quote mark in
/// front makes it text (OWASP, "CSV Injection").
fn harmless(cell: String) -> String {
    let begins = cell
        .trim_start_matches([' ', '\u{3000}'])
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if begins { format!("'{cell}") } else { cell }
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\r', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::super::charge;
    use super::*;

    fn written(charges: &[ChargeRecord], title: &str, words: &[(&str, &str)]) -> String {
        let words = words.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect();
        let accounts = HashMap::from([("c".into(), "mine".to_owned())]);
        table(charges, &accounts, &words, &mut |_| title.to_owned())
    }

    #[test]
    fn it_is_a_table_that_spreadsheets_read() {
        let text =
            written(&[charge("j", Some(0.5)), charge("k", None)], "夜航, \"live\"", &[("generate", "生成")]);
        let mut lines = text.split("\r\n");
        let head = lines.next().unwrap();
        assert_eq!(head, "\u{feff}time,vendor,account,song,action,amount,unit,money,practice,job");
        let first = lines.next().unwrap();
        assert!(first.ends_with(",,mine,\"夜航, \"\"live\"\"\",生成,0.5,credits,spent,no,j"), "{first}");
        let second = lines.next().unwrap();
        assert!(second.contains(",untold,credits,"), "nobody told is not nothing: {second}");
        assert_eq!(lines.collect::<Vec<_>>(), [""], "the last line ends too");
    }

    #[test]
    fn no_title_is_a_formula() {
        for title in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1"] {
            let text = written(&[charge("j", Some(1.0))], title, &[]);
            assert!(text.contains(&format!(",'{title},")), "{title}: {text}");
        }
        assert!(written(&[charge("j", Some(1.0))], "a=1", &[]).contains(",a=1,"));
    }
}
