//! What is printed: one row for each budget, in Markdown.

use super::timing::Spread;

/// What a ratio of ours to the peer's is held against.
#[derive(Clone, Copy)]
pub struct Budget {
    pub what: &'static str,
    /// `--check` fails above it.
    pub must: f64,
    /// Hoped for.
    pub stretch: f64,
}

/// One budget, measured.
pub struct Row {
    pub budget: Budget,
    /// With its version.
    pub peer: String,
    /// Our figure with its unit, then the peer's.
    pub figures: [String; 2],
    /// Ours divided by the peer's, pair by pair.
    pub ratio: Spread,
}

impl Row {
    /// Whether a budget that must hold does not.
    pub fn is_missed(&self) -> bool {
        self.ratio.median > self.budget.must
    }

    fn verdict(&self) -> &'static str {
        match self.ratio.median {
            _ if self.is_missed() => "**missed**",
            ratio if ratio > self.budget.stretch => "holds",
            _ => "stretch",
        }
    }

    fn line(&self) -> String {
        let Budget { what, must, stretch } = self.budget;
        let [ours, theirs] = &self.figures;
        let (peer, ratio, verdict) = (&self.peer, self.ratio, self.verdict());
        format!("| {what} | {peer} | {ours} | {theirs} | {ratio} | {must:.2} | {stretch:.2} | {verdict} |\n")
    }
}

/// The whole table.
pub fn markdown(rows: &[Row]) -> String {
    let head = "| What | Peer | Ours | Peer's | Ratio, median [min..max] | Must | Stretch | Verdict |\n";
    let rule = "|---|---|---|---|---|---|---|---|\n";
    let lines = rows.iter().map(Row::line);
    [head.to_owned(), rule.to_owned()].into_iter().chain(lines).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(median: f64) -> Row {
        let budget = Budget { what: "Work", must: 0.4, stretch: 0.2 };
        let figures = ["1 s".to_owned(), "4 s".to_owned()];
        Row { budget, peer: "peer 1.0".to_owned(), figures, ratio: Spread { median, min: 0.1, max: 0.9 } }
    }

    #[test]
    fn a_row_tells_all_there_is() {
        let table = markdown(&[row(0.25)]);
        let line = "| Work | peer 1.0 | 1 s | 4 s | 0.250 [0.100..0.900] | 0.40 | 0.20 | holds |";
        assert_eq!(table.lines().nth(2), Some(line));
    }

    #[test]
    fn the_median_is_judged() {
        assert_eq!([0.41, 0.4, 0.2].map(|median| row(median).verdict()), ["**missed**", "holds", "stretch"]);
        assert!(row(0.41).is_missed());
    }
}
