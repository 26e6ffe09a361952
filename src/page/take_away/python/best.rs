//! The best run of each hardware and image.

use crate::data::runs::roles::Role;

use super::code::Code;
use super::rows::{filtered, limited};

/// Ranks the runs of a frame by the page's one rule.
pub const RANKED: &str = r#"
# Cheapest first; of equally cheap runs the faster, then the first of the table. A cost of 0 is an unknown price.
ranked = $0.assign(cost=usable($0["$1"]), ms=usable($0["$2"])).dropna(subset="cost").sort_values(["cost", "ms"])
"#;

const BEST: &str = r#"median = ranked.groupby($0, dropna=False)["cost"].transform("median")
ranked["below_its_median_percent"] = (median - ranked["cost"]) / median * 100
ranked["above_the_best_percent"] = (ranked["cost"] / ranked["cost"].min() - 1) * 100
best = ranked.drop_duplicates($0)[columns + ["below_its_median_percent", "above_the_best_percent"]]
print("Best configurations:", best.to_string(), sep="\n")
"#;

pub fn write(code: &mut Code<'_>) {
    let rows = filtered(code);
    let within = limited(code, rows);
    let (cost, latency) = (code.column(Role::Cost), code.column(Role::AvgLatency));
    code.fill(RANKED, &[within, cost, latency]);
    code.name_columns(code.latency());
    let keys = code.keys(&[Role::HwType, Role::Image]);
    code.fill(BEST, &[&keys]);
}
