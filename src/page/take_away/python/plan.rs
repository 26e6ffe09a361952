//! The plan for a volume of requests by a deadline.

use crate::analysis::decide::answer::Demand;
use crate::data::runs::roles::Role;
use crate::page::answer::words::demand_words;

use super::best::latencies;
use super::code::Code;
use super::text::number;

const WHOLE: &str = r#"
# $5: whole machines, whole hours billed. At one cost, to nine digits, the faster$6, then the one with the most to spare.
def whole(numbers):
    """Rounded up, at least to 1; what is whole but for rounding takes none more."""
    nearest = np.round(numbers)
    return np.maximum(np.where(np.isclose(numbers, nearest, rtol=1e-9, atol=0), nearest, np.ceil(numbers)), 1)


rate = usable($0["$1"])
hours = $2 / 3600 / rate
billed = np.maximum(whole(hours / $3), whole(hours))
plan = $0.assign(usd=usable($0["$4"]) / 1e9 * rate * 3600 * billed, busy=hours / billed, $7).dropna(subset="usd")
plan = plan.assign(at=np.log(plan["usd"]).round(9)).sort_values(["at", $8, "busy"], kind="stable")
plan = plan.head(1)[columns + ["usd", "busy"]]
print("Cheapest plan:", plan.to_string(), sep="\n")
"#;

const STEADY: &str = "\n# Machines for a steady rate are not computed here.\n";

/// Writes what the demand costs; nothing without one.
pub fn write(code: &mut Code<'_>, within: &str) {
    let demand = code.choice.money.demand;
    let (units, within_hours) = match demand {
        Demand::None => return,
        Demand::Steady { .. } => {
            code.body += STEADY;
            return;
        }
        Demand::Volume { units, within_hours } => (number(units), number(within_hours)),
    };
    let (rate, cost) = (code.column(Role::Throughput), code.column(Role::Cost));
    let (by, columns, keys) = latencies(code, within);
    let words = demand_words(demand);
    code.fill(WHOLE, &[within, rate, &units, &within_hours, cost, &words, by, &columns, keys]);
}
