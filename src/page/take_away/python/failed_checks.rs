//! How many checks a run fails, the last that decides between runs of one cost; written only where it does decide.

use std::collections::BTreeMap;

use crate::data::runs::reliability::SHORT_SHARE;
use crate::data::runs::roles::Role;
use crate::data::runs::run_table::RunTable;

use super::code::Code;
use super::text::{literal, number};

/// The share of VUs with a request in flight from which up to which throughput, latency and VUs agree.
const HEALTHY: [&str; 2] = ["0.9", "1.05"];

/// The number of failed checks of each run of a frame, an expression; `None` where no two runs of the table are told apart
/// by it alone.
pub fn written(code: &mut Code<'_>, frame: &str) -> Option<String> {
    if !decides(code.runs()) {
        return None;
    }
    let mut of = |role: Role| [frame, "[", &literal(code.column(role)), "]"].concat();
    let [rate, ms, vus] = [Role::Throughput, Role::AvgLatency, Role::Vus].map(&mut of);
    let ratio = ["(", &rate, " * ", &ms, " / 1000 / ", &vus, ").where(", &vus, " > 0)"].concat();
    let [least, most] = HEALTHY;
    let mut text = format!("(({ratio} < {least}) | ({ratio} > {most})).astype(int)");
    if code.runs().total_requests.is_some() {
        let sent = code.column(Role::TotalRequests);
        text += &format!(" + ({frame}[{0}] < {1} * df[{0}].median()).astype(int)", literal(sent), number(SHORT_SHARE));
    }
    Some(text)
}

/// Whether some runs of one cost, to nine digits, and one latency fail different numbers of checks.
fn decides(runs: &RunTable) -> bool {
    let ranking = runs.ranking();
    let failed = &runs.reliability.failed_checks;
    let mut seen: BTreeMap<(i64, u64, u64), u8> = BTreeMap::new();
    (0..runs.rows).filter(|&row| ranking.ranks(row)).any(|row| {
        let cost = (ranking.cost[row].ln() * 1e9).round() as i64;
        let p95 = runs.p95_latency_ms.as_ref().map_or(f64::NAN, |p95| p95[row]);
        let key = (cost, p95.to_bits(), if p95.is_nan() { runs.avg_latency_ms[row].to_bits() } else { 0 });
        *seen.entry(key).or_insert(failed[row]) != failed[row]
    })
}
