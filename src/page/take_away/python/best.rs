//! The best run of each hardware and image.

use crate::data::runs::roles::Role;

use super::code::Code;
use super::failed_checks;
use super::rows::{filtered, limited};

const RANKED: &str = r#"
# Cheapest first; at one cost, to nine digits, the faster$2, then the first of the table. A cost of 0 is an unknown price.
ranked = $0.assign(cost=usable($0["$1"]), $3).dropna(subset="cost")
ranked = ranked.assign(at=np.log(ranked["cost"]).round(9)).sort_values(["at", $4$5], kind="stable")
"#;

/// Ranks the runs of a frame by the page's one rule, as `ranked`.
pub fn rank(code: &mut Code<'_>, frame: &str) {
    let cost = code.cost();
    let (by, mut columns, keys) = latencies(code, frame);
    let (mut by, mut last) = (by.to_owned(), "");
    if let Some(checks) = failed_checks::written(code, frame) {
        columns.extend([", checks=", &checks]);
        by += ", then the one that fails fewer checks (as many in flight as VUs, not far fewer requests than the rest)";
        last = ", \"checks\"";
    }
    code.fill(RANKED, &[frame, cost, &by, &columns, keys, last]);
}

/// The latencies that decide at one cost: in words, as new columns, and these columns by name.
pub fn latencies(code: &mut Code<'_>, frame: &str) -> (&'static str, String, &'static str) {
    let mean = code.column(Role::AvgLatency);
    let mean = format!("mean_ms=usable({frame}[\"{mean}\"])");
    if code.runs().p95_latency_ms.is_none() {
        return ("", mean, "\"mean_ms\"");
    }
    let p95 = code.column(Role::P95Latency);
    let p95 = format!("usable({frame}[\"{p95}\"])");
    // The mean decides only between runs without a p95, which come last.
    (" by p95", format!("p95_ms={p95}, {mean}.where({p95}.isna(), 0)"), "\"p95_ms\", \"mean_ms\"")
}

const BEST: &str = r#"median = ranked.groupby($0, dropna=False)["cost"].transform("median")
ranked["below_its_median_percent"] = (median - ranked["cost"]) / median * 100
ranked["above_the_best_percent"] = (ranked["cost"] / ranked["cost"].min() - 1) * 100
best = ranked.drop_duplicates($0)[columns + ["below_its_median_percent", "above_the_best_percent"]]
print("Best of each hardware and image:", best.to_string(), sep="\n")
"#;

pub fn write(code: &mut Code<'_>) {
    let rows = filtered(code);
    let within = limited(code, rows);
    rank(code, within);
    code.name_columns(code.latency());
    let keys = code.keys(&[Role::HwType, Role::Image]);
    code.fill(BEST, &[&keys]);
}
