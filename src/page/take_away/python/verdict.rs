//! The cheapest run, and the Pareto front of cost against latency.

use crate::analysis::decide::answer::Demand;
use crate::data::runs::measures::Kind;
use crate::data::runs::roles::Role;
use crate::page::scatter::own_axes::{AxisMeasure, OwnAxes};
use crate::page::scatter::view as scatter_view;

use super::best::{latencies, rank};
use super::code::Code;
use super::labels;
use super::measures;
use super::plan;
use super::rows::{filtered, limited};
use super::text::{literal, number};

const CHEAPEST: &str = r#"cheapest = ranked.head(1)[columns]
print("Cheapest run:", cheapest.to_string(), sep="\n")
"#;

const FASTEST: &str = r#"
# The fastest that costs at most $0; where nothing is as cheap, the cheapest.
affordable = ranked[ranked["cost"] <= $0 * (1 + 1e-9)].dropna(subset=[$1], how="all")
affordable = affordable.sort_values([$1, "at"], kind="stable")
cheapest = (ranked if affordable.empty else affordable).head(1)[columns]
print("Fastest run:", cheapest.to_string(), sep="\n")
"#;

const FRONT: &str = r#"
# The Pareto front: no other run is at least as cheap and as fast, and better in one of the two.
drawn = $0.assign(cost=usable($0["$1"]), ms=usable($0["$2"])).dropna(subset=["cost", "ms"])
lowest = drawn.groupby("ms")["cost"].min()
lowest = lowest[lowest < lowest.cummin().shift(fill_value=np.inf)]
front = drawn[drawn["cost"] == drawn["ms"].map(lowest)].sort_values(["ms", "cost"])[columns]
print("Pareto front:", front.to_string(), sep="\n")
"#;

const NOTEBOOK_FRONT: &str = r#"
# The Pareto front as in the notebook: of the $3 cheapest runs, rounded; of equal ones the first.
drawn = $0.dropna(subset="$1").sort_values("$1", kind="stable").head($3).round({"$1": 2, "$2": 3})
front = drawn.dropna(subset="$2").sort_values(["$2", "$1"])
front = front[front["$1"] < front["$1"].cummin().shift(fill_value=np.inf)][columns]
print("Pareto front:", front.to_string(), sep="\n")
"#;

const OWN_FRONT: &str = r#"
# The Pareto front on the chart's axes, $5 against $6: no other run is at least as good in both, and better in one.
drawn = $0.assign(across=$1, upwards=$2)
drawn = drawn[$3]
lowest = ($4drawn["upwards"]).groupby($7drawn["across"]).min()
lowest = lowest[lowest < lowest.cummin().shift(fill_value=np.inf)]
front = drawn[$4drawn["upwards"] == ($7drawn["across"]).map(lowest)]
front = front.sort_values("across", kind="stable")[columns + ["across", "upwards"]]
print("Pareto front:", front.to_string(), sep="\n")
"#;

pub fn write(code: &mut Code<'_>) {
    let rows = filtered(code);
    let within = limited(code, rows);
    rank(code, within);
    let cost = if code.choice.notebook { code.request_cost() } else { code.cost() };
    code.name_columns(code.latency());
    let terms = code.choice.money.terms;
    match terms.at_most().filter(|_| code.choice.money.demand == Demand::None) {
        Some(usd) => {
            let (_, _, keys) = latencies(code, within);
            code.fill(FASTEST, &[&number(usd), keys]);
        }
        None => code.body += CHEAPEST,
    }
    plan::write(code, rows, within);
    let visible = visible(code, within);
    if let Some(own) = scatter_view::fixed(code.shown, code.choice).own {
        own_front(code, visible, &own);
        return;
    }
    let latency = code.column(code.latency());
    let count = number(code.shown.notebook_cheapest as f64);
    let front = if code.choice.notebook { NOTEBOOK_FRONT } else { FRONT };
    code.fill(front, &[visible, cost, latency, &count]);
}

/// The front of any two measures, as the chart has it.
fn own_front(code: &mut Code<'_>, visible: &str, own: &OwnAxes) {
    let runs = code.runs();
    let value = |code: &mut Code<'_>, axis: &AxisMeasure| {
        if axis.measure.kind == Kind::Bill {
            return "bills".to_owned();
        }
        let source = runs.source(&axis.measure.key);
        source.and_then(|source| measures::value(code, source, visible)).unwrap_or_else(|| "np.nan".to_owned())
    };
    let (x, y) = (value(code, &own.x), value(code, &own.y));
    let known = |axis: &AxisMeasure, name: &str| match axis.measure.knows(0.0) {
        true => ["np.isfinite(drawn[\"", name, "\"])"].concat(),
        false => ["usable(drawn[\"", name, "\"]).notna()"].concat(),
    };
    let both = [known(&own.x, "across"), known(&own.y, "upwards")].join(" & ");
    let sign = |axis: &AxisMeasure| if axis.measure.more_is_better() { "-" } else { "" };
    let words = |axis: &AxisMeasure| literal(&axis.measure.words);
    let (of_y, of_x) = (words(&own.y), words(&own.x));
    code.fill(OWN_FRONT, &[visible, &x, &y, &both, sign(&own.y), &of_y, &of_x, sign(&own.x)]);
}

/// Writes what is hidden in the legend, and so in no front; the name of what is left.
fn visible(code: &mut Code<'_>, within: &'static str) -> &'static str {
    let groups = if code.choice.notebook { &code.shown.notebook_groups } else { &code.shown.groups };
    let mut frame = within;
    for (group, label) in groups.labels.iter().enumerate() {
        let row = groups.of_row.iter().position(|&of| of == group);
        let Some(row) = row.filter(|_| code.choice.hidden.contains(label)) else { continue };
        let runs = code.runs();
        let mut conditions = vec![labels::is(code, frame, Role::HwType, runs.hw_type.label(row))];
        if !code.choice.notebook && runs.image.labels.len() > 1 {
            conditions.push(labels::is(code, frame, Role::Image, runs.image.label(row)));
        }
        if frame == within {
            code.body += "\n# Hidden in the legend.\n";
        }
        code.fill("visible = $0[~($1)]\n", &[frame, &labels::all(&conditions)]);
        frame = "visible";
    }
    frame
}
