//! What the figures depend on: processors, and what else they were doing.

use std::fmt;

/// Busy processors per processor, above which other work shows in the ratios.
const BUSY: f64 = 0.25;

/// The machine at one moment.
pub struct Load {
    processors: usize,
    /// Over 1, 5 and 15 minutes, as the system writes it. Empty where it does not say.
    averages: String,
}

impl Load {
    /// As it is now.
    pub fn now() -> Self {
        let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
        let averages = text.split_whitespace().take(3).collect::<Vec<_>>().join(" ");
        Self { processors: std::thread::available_parallelism().map_or(1, usize::from), averages }
    }

    fn is_high(&self) -> bool {
        let last_minute = self.averages.split(' ').next().and_then(|text| text.parse::<f64>().ok());
        last_minute.is_some_and(|load| load > BUSY * self.processors as f64)
    }
}

impl fmt::Display for Load {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let averages = if self.averages.is_empty() { "unknown" } else { &self.averages };
        write!(out, "{} processors, load average before the run: {averages}.", self.processors)?;
        if self.is_high() {
            out.write_str(" The load is HIGH: these figures are not worth quoting.")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(processors: usize, averages: &str) -> String {
        Load { processors, averages: averages.to_owned() }.to_string()
    }

    #[test]
    fn a_busy_machine_says_so() {
        assert!(load(2, "1.77 7.19 7.67").contains("HIGH"));
        assert!(!load(16, "1.77 7.19 7.67").contains("HIGH"));
        assert!(load(2, "").contains("unknown"));
    }
}
