//! Which rows: the reader's filters, and the limits.

use crate::analysis::decide::slo::Limit;
use crate::data::runs::roles::Role;

use super::code::Code;
use super::labels;
use super::measures;
use super::text::number;
use super::workload;

/// Writes the filters that are set; the name of what they leave.
pub fn filtered(code: &mut Code<'_>) -> &'static str {
    let filter = &code.choice.filter;
    let mut frame = workload::written(code, "df");
    if let Some(max) = filter.max_vus {
        let vus = code.column(Role::Vus);
        keep(code, "rows", &mut frame, &["[\"", vus, "\"] <= ", &number(max)]);
    }
    let sets = [(Role::HwType, &filter.hw_type), (Role::Image, &filter.image), (Role::BatchSize, &filter.batch_size)];
    for (role, set) in sets {
        if let Some(set) = set {
            let condition = labels::is_one_of(code, frame, role, set);
            code.fill("rows = $0[$1]\n", &[frame, &condition]);
            frame = "rows";
        }
    }
    if let Some(n) = filter.cheapest {
        let cost = code.cost();
        let template = "rows = $0.dropna(subset=\"$1\").sort_values(\"$1\", kind=\"stable\").head($2).sort_index()\n";
        code.fill(template, &[frame, cost, &n.to_string()]);
        frame = "rows";
    }
    frame
}

/// Writes the limits that are set on `rows`; the name of what they leave.
pub fn limited(code: &mut Code<'_>, rows: &'static str) -> &'static str {
    let limits = code.choice.limits.limits(code.runs());
    let mut frame = rows;
    for limit in limits.set() {
        let bound = limits.bound(limit).unwrap_or_default();
        let role = match limit {
            Limit::AvgLatency => Role::AvgLatency,
            Limit::P95Latency => Role::P95Latency,
            Limit::Throughput => Role::Throughput,
            Limit::ErrorShare => {
                let (sent, good) = (code.column(Role::TotalRequests), code.column(Role::SuccessfulRequests));
                code.fill(
                    "failed = ($0[\"$1\"] - $0[\"$2\"]) / $0[\"$1\"].where($0[\"$1\"] > 0)\n\
                     within = $0[failed.between(0, $3)]\n",
                    &[frame, sent, good, &number(bound.min(1.0))],
                );
                frame = "within";
                continue;
            }
            Limit::Others => {
                frame = measures::limited(code, frame);
                continue;
            }
            Limit::Hardware => {
                let allowed = code.choice.limits.hardware.iter().flatten();
                let condition = labels::is_one_of(code, frame, Role::HwType, allowed);
                code.fill("within = $0[$1]\n", &[frame, &condition]);
                frame = "within";
                continue;
            }
        };
        let column = code.column(role);
        // What is not above zero is no measurement.
        let (from, to, inclusive) = match limit {
            Limit::Throughput if bound > 0.0 => (number(bound), "np.inf".to_owned(), "left"),
            Limit::Throughput => ("0".to_owned(), "np.inf".to_owned(), "neither"),
            _ => ("0".to_owned(), number(bound), "right"),
        };
        if limit == Limit::Throughput && code.runs().reliability.good_share.is_some() {
            let answered = super::measures::answered(code, frame);
            code.fill(
                "within = $0[($1).between($2, $3, inclusive=\"$4\")]\n",
                &[frame, &answered, &from, &to, inclusive],
            );
            frame = "within";
            continue;
        }
        let condition = ["[\"", column, "\"].between(", &from, ", ", &to, ", inclusive=\"", inclusive, "\")"];
        keep(code, "within", &mut frame, &condition);
    }
    frame
}

/// A name in a comment, which ends with its line.
pub fn one_line(name: &str) -> String {
    name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Writes which of `rows` are on allowed hardware, whatever the other limits; the name of what that leaves.
pub fn allowed(code: &mut Code<'_>, rows: &'static str) -> &'static str {
    let Some(names) = &code.choice.limits.hardware else { return rows };
    let condition = labels::is_one_of(code, rows, Role::HwType, names);
    code.fill("tried = $0[$1]\n", &[rows, &condition]);
    "tried"
}

fn keep(code: &mut Code<'_>, to: &'static str, frame: &mut &'static str, condition: &[&str]) {
    code.fill("$0 = $1[$1$2]\n", &[to, frame, &condition.concat()]);
    *frame = to;
}
