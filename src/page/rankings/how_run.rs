//! How the runs of a table were made, so that further ones are made alike: so many requests shared by all VUs, or so many seconds.

use crate::analysis::stats::median::median;
use crate::data::runs::checks::commonest;
use crate::data::runs::load::LoadAxis;
use crate::data::runs::run_table::RunTable;
use crate::export::json::quoted;

use super::next_runs::{NextLine, load_column};

/// As many of the runs have to have the same number of requests.
const MOST: f64 = 0.8;
/// Where neither requests nor throughput tell it.
const USUAL_SECONDS: f64 = 60.0;

/// How long a run lasts. A test by time and one by requests differ: the latter ends with idle VUs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum HowRun {
    /// Until so many requests were sent (k6: shared iterations).
    Requests(f64),
    /// For so many seconds.
    Seconds(f64),
}

impl Default for HowRun {
    fn default() -> Self {
        Self::Seconds(USUAL_SECONDS)
    }
}

impl HowRun {
    /// By the numbers of requests and how long they took: the same number in most runs, or else the median duration.
    #[must_use]
    pub fn of(runs: &RunTable) -> Self {
        let Some(sent) = &runs.total_requests else { return Self::default() };
        let rows: Vec<usize> = (0..runs.rows).collect();
        if let Some(common) = commonest(sent, &rows).filter(|common| *common > 0.0) {
            let with = rows.iter().filter(|&&row| sent[row] == common).count();
            if with > 1 && with as f64 >= MOST * rows.len() as f64 {
                return Self::Requests(common);
            }
        }
        let seconds = median(rows.iter().map(|&row| sent[row] / runs.throughput_req_per_sec[row]));
        Self::Seconds(seconds.map_or(USUAL_SECONDS, f64::round).clamp(1.0, 86_400.0))
    }

    /// As options of k6.
    #[must_use]
    pub fn options(self) -> String {
        match self {
            Self::Requests(requests) => format!("--iterations {requests}"),
            Self::Seconds(seconds) => format!("--duration {seconds}s"),
        }
    }

    /// A run as JSON.
    pub(super) fn json_item(self, line: &NextLine) -> String {
        let number = |value: f64| if value.is_finite() { value.to_string() } else { "null".to_owned() };
        let mut fields: Vec<String> =
            line.settings.iter().map(|(name, value)| format!("{}: {}", quoted(name), quoted(value))).collect();
        fields.push(format!("\"batch_size\": {}", number(line.batch_size)));
        fields.push(format!("\"{}\": {}", load_column(line.axis), number(line.load)));
        fields.push(format!("\"repeat\": {}", line.is_repeat));
        fields.push(format!("\"why\": {}", quoted(&line.why)));
        let load = number(line.load);
        let scenario = match (line.axis, self) {
            (LoadAxis::AskedRate, _) => {
                let seconds = if let Self::Seconds(seconds) = self { seconds } else { USUAL_SECONDS };
                format!(
                    r#"{{"executor": "constant-arrival-rate", "rate": {load}, "timeUnit": "1s", "duration": "{seconds}s", "preAllocatedVUs": 1000}}"#
                )
            }
            (_, Self::Requests(requests)) => {
                format!(r#"{{"executor": "shared-iterations", "vus": {load}, "iterations": {requests}}}"#)
            }
            (_, Self::Seconds(seconds)) => {
                format!(r#"{{"executor": "constant-vus", "vus": {load}, "duration": "{seconds}s"}}"#)
            }
        };
        fields.push(format!(r#""k6": {{"scenarios": {{"run": {scenario}}}}}"#));
        format!("  {{{}}}", fields.join(", "))
    }
}
