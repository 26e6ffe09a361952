//! The plan for a demand: requests by a deadline, or a steady rate; to the lowest cost, or the fastest at a cost.

use crate::analysis::decide::answer::{Demand, HOURS_PER_MONTH, begun_hours};
use crate::analysis::decide::slo::Limit;
use crate::data::runs::measures::Kind;
use crate::data::runs::roles::Role;
use crate::data::runs::work::Work;
use crate::page::answer::asked::Asked;
use crate::page::answer::words::asked_words;
use crate::page::scatter::view as scatter_view;

use super::best::latencies;
use super::code::Code;
use super::failed_checks;
use super::measures;
use super::names::quoted;
use super::prices;
use super::rows::allowed;
use super::text::number;
use super::vus::configuration;

const WHOLE: &str = r#"
# $0.
# Whole machines, whole hours billed. What differs by no more than rounding is the same: then the faster$1, then the one
# with the most to spare.
def near(column):
    return np.log(column.where(column > 0)).round(9)


def whole(numbers):
    """Rounded up, at least to 1; what is whole but for rounding takes none more."""
    nearest = np.round(numbers)
    return np.maximum(np.where(np.isclose(numbers, nearest, rtol=1e-9, atol=0), nearest, np.ceil(numbers)), 1)


"#;

const CURVES: &str = r#"def users(runs):
    """VUs; where they are not known what is in flight."""
    return usable(runs["vus"]).fillna(usable(runs["throughput_req_per_sec"] * runs["avg_latency_ms"] / 1000))


def by_users(runs, name):
    """Users, and a latency that never falls with them: by isotonic regression of the means at each number."""
    known = pd.DataFrame({"users": users(runs), "ms": usable(runs[name])}).dropna()
    means = known.groupby("users")["ms"].agg(["mean", "size"])
    pools = []
    for mean, size in means.itertuples(index=False):
        pools.append((mean, size, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (a, v, m), (b, w, n) = pools[-2:]
            pools[-2:] = [((a * v + b * w) / (v + w), v + w, m + n)]
    return means.index.to_numpy(), np.array([mean for mean, _, loads in pools for _ in range(loads)])


def in_flight(runs, done):
    """For each number of users the requests in flight and the most that was done: where users paused between two, fewer are
    in flight, by Little's law. More users have no fewer."""
    tried, ms = by_users(runs, "avg_latency_ms")
    most = done.groupby(users(runs)).max().reindex(tried).to_numpy()
    loads = np.fmin(tried, most * ms / 1000)
    before = np.maximum.accumulate(np.append(0, loads))[:-1]
    return {user: at for user, *at in zip(tried, np.where(loads > before * (1 + 1e-9), loads, before), most)}


def curve(runs, name, flight):
    """Requests in flight, and the latency of the fewest users that have so many."""
    points = {}
    for user, ms in zip(*by_users(runs, name)):
        if user in flight:
            points.setdefault(flight[user][0], ms)
    return np.array(list(points)), np.array(list(points.values()))


def latency(curve, load):
    """Linear between loads that were tried, the first below them, NaN beyond."""
    return np.interp(load, *curve, right=np.nan) if len(curve[0]) else np.full(np.shape(load), np.nan)


def held(curve, flight):
    """The same for the law below: a load at which a run did so much is enough for it, whatever its latency says."""
    most = dict(reversed(flight.values()))
    return curve[0], np.fmin(curve[1], [load / most[load] * 1000 for load in curve[0]])


def load_at(curve, rate):
    """The least load = rate * latency; NaN beyond what was tried."""
    loads, ms = curve
    reached = np.flatnonzero(rate <= loads / ms * 1000 * (1 + 1e-9))
    if not len(reached):
        return np.nan
    at = reached[0]
    if at == 0:
        return min(rate * ms[0] / 1000, loads[0])
    slope = (ms[at] - ms[at - 1]) / (loads[at] - loads[at - 1])
    return np.clip(rate * (ms[at - 1] - slope * loads[at - 1]) / (1000 - rate * slope), loads[at - 1], loads[at])


"#;

const RATE_WITHIN: &str = r#"def rate_within(mean, curve, limit):
    """The highest rate at which the latency of a curve keeps a limit, in ms; by the curve that the law has."""
    (loads, ms), limit = curve, limit * (1 + 1e-9)
    above = np.searchsorted(ms, limit, side="right")
    if above == 0:
        return 0
    between = slice(above - 1, above + 1)
    load = np.interp(limit, ms[between], loads[between]) if above < len(ms) else loads[-1]
    tried = np.append(mean[0][mean[0] <= load], load)
    return np.nanmax(tried / latency(mean, tried) * 1000, initial=0)


"#;

const AS_MANY: &str = r#"def below(numbers):
    """Rounded down; what is whole but for rounding loses none."""
    nearest = np.round(numbers)
    return np.where(np.isclose(numbers, nearest, rtol=1e-9, atol=0), nearest, np.floor(numbers))


def as_many(mean, p95, law, least, paid$1):
    """As many machines as make it faster and are paid for."""
    if not paid >= least:
        return np.nan
    load = load_at(law, $0 / paid$2)
    decides = mean if np.isnan(latency(p95, load)) else p95
    limit = latency(decides, load)
    rate = 0 if np.isnan(limit) else rate_within(law, decides, limit)$3
    return min(max(whole($0 / rate), least), paid) if rate > 0 else least


"#;

/// In front of both: what a machine can do, and costs.
const RATES: &str = "rate = usable($0[\"$1\"]$2)\nprice = usable($0[\"$3\"]) / $4 * $0[\"$1\"] * 3600\n";

const VOLUME: &str = r#"hours = $1 / 3600 / (rate$2)
billed = np.maximum(whole(hours / $3), whole(hours))
plan = $0.assign(hours=billed, usd=price * billed, busy=$1 / 3600 / rate / billed, $4)
"#;

const STEADY: &str = r#"plan = $0.assign(machines=np.nan, p95_ms=np.nan, mean_ms=np.nan, avg_ms=np.nan)
for _, runs in $1.groupby($2, dropna=False):
$9    done = usable(runs["$B"]$C)$A
    flight = in_flight(runs, done)
    mean, p95 = curve(runs, "avg_latency_ms", flight), curve(runs, "p95_latency_ms", flight)
    law = held(mean, flight)
    most = $3
    own = $0.index[$0.index.isin(runs.index)]
    machines = whole($4 / np.minimum(rate[own]$5, most))
$6    loads = [load_at(law, each) for each in $4 / machines$A]
    at_p95, at_mean = latency(p95, loads), latency(mean, loads)
    plan.loc[own, "machines"], plan.loc[own, "p95_ms"] = machines, at_p95
    plan.loc[own, "mean_ms"], plan.loc[own, "avg_ms"] = np.where(np.isnan(at_p95), at_mean, 0), at_mean
plan = plan.assign(usd=(plan["machines"]$7) * $8 * price, busy=$4 / plan["machines"] / rate)
# Of equal bills the lowest p95 at this load, in three digits, then the lowest average.
digits = np.floor(np.log10(plan["p95_ms"])) - 2
scale = 10.0 ** np.abs(digits)
shown = np.floor(np.where(digits > 0, plan["p95_ms"] / scale, plan["p95_ms"] * scale) + 0.5)
plan["shown_ms"] = np.where(digits > 0, shown * scale, shown / scale)
"#;

const PAID: &str = r#"    if paid is not None:
        affordable = below(paid * 3600 * $0 / price[own])$1
        machines = np.array([as_many(mean, p95, law, *pair$2) for pair in zip(machines, affordable)])
"#;

const CHEAPEST: &str = r#"plan = plan[np.isfinite(plan["usd"])]
plan = plan.sort_values(["usd", $2, "busy"], key=near, kind="stable")
"#;

const FASTEST: &str = r#"plan = plan[np.isfinite(plan["usd"])]
if paid is not None:
    plan = plan[plan["usd"] <= paid * $1 * (1 + 1e-9)].dropna(subset=[$0], how="all")
    return plan.sort_values([$0, "usd"$3, "busy"], key=near, kind="stable")
return plan.sort_values(["usd", $2, "busy"], key=near, kind="stable")
"#;

const TOLD: &str = "plan = plan.head(1)[columns + [$0]]\nprint(\"Plan:\", plan.to_string(), sep=\"\\n\")\n";

/// Tells the answer to what is asked at a cost; where nothing is as cheap, the cheapest, as the page does.
const AT_COST: &str = r#"

plan = planned($0 / $1)
if plan.empty:
    print("Nothing that passes is known to cost as little. The cheapest instead:")
    plan = planned(None)
"#;

/// Writes what the demand costs; nothing without one. `rows` pass the filters, and `within` also the limits.
pub fn write(code: &mut Code<'_>, rows: &'static str, within: &str) {
    let asked = Asked::of(code.choice);
    let demand = asked.demand;
    if demand == Demand::None {
        return;
    }
    let (by, columns, keys) = latencies(code, within);
    let words = asked_words(code.shown, &asked);
    code.fill(WHOLE, &[&words, by]);
    let paid = asked.terms.at_most();
    let steady = matches!(demand, Demand::Steady { .. });
    let tried = if steady { functions(code, &asked, rows) } else { "" };
    // The body stands by itself, or in a function that is asked twice.
    let before = std::mem::take(&mut code.body);
    let (rate, raw, good) = (rate_of_work(code), code.column(Role::Cost), code.good_rate(within));
    let quoted_for = quoted(code.runs().work);
    code.fill(RATES, &[within, rate, &good, raw, quoted_for]);
    prices::written(code);
    let share = factor(asked.terms.load_share_of(demand));
    let (keys, tied, told) = match demand {
        Demand::Steady { units_per_sec, hours } => {
            steady_body(code, &asked, (within, tried), (units_per_sec, hours), &share);
            ("\"p95_ms\", \"mean_ms\"", "\"shown_ms\", \"avg_ms\"", "\"machines\", \"usd\", \"busy\", \"p95_ms\"")
        }
        Demand::Volume { units, within_hours } => {
            code.fill(VOLUME, &[within, &number(units), &share, &number(within_hours), &columns]);
            (keys, keys, "\"hours\", \"usd\", \"busy\"")
        }
        Demand::None => return,
    };
    if let Some(checks) = failed_checks::written(code, "plan") {
        code.fill("plan = plan.assign(checks=$0).sort_values(\"checks\", kind=\"stable\")\n", &[&checks]);
    }
    let end = if paid.is_some() { FASTEST } else { CHEAPEST };
    code.fill(end, &[keys, &number(demand.units()), tied, if steady { ", \"avg_ms\"" } else { "" }]);
    let body = std::mem::replace(&mut code.body, before);
    match paid {
        Some(usd) => {
            code.body += "def planned(paid):\n";
            body.lines().for_each(|line| code.body.extend(["    ", line, "\n"]));
            code.fill(AT_COST, &[&number(usd), quoted_for]);
        }
        None => code.body += &body,
    }
    if scatter_view::fixed(code.shown, code.choice).own.is_some_and(|own| own.y.measure.kind == Kind::Bill) {
        bills(code, demand, paid.is_some());
    }
    code.fill(TOLD, &[told]);
}

/// Writes the bill of each run within the limits, which the chart has upwards: a month of a steady demand.
fn bills(code: &mut Code<'_>, demand: Demand, is_paid: bool) {
    let plan = if is_paid { "planned(None)" } else { "plan" };
    let a_month = match demand {
        Demand::Steady { hours, .. } if begun_hours(hours) != HOURS_PER_MONTH => {
            [" / ", &number(begun_hours(hours)), " * ", &number(HOURS_PER_MONTH)].concat()
        }
        _ => String::new(),
    };
    // Bills that differ by no more than rounding are equal on the chart's front, too.
    code.fill("bills = np.exp(near($0[\"usd\"]$1))\n", &[plan, &a_month]);
}

/// ` * 0.8`; nothing for all of it.
fn factor(share: f64) -> String {
    if share == 1.0 { String::new() } else { [" * ", &number(share)].concat() }
}

/// Writes the functions that a steady rate needs, and the rows that curves are made of; the name of these.
fn functions(code: &mut Code<'_>, asked: &Asked, rows: &'static str) -> &'static str {
    for role in [Role::Vus, Role::Throughput, Role::AvgLatency, Role::P95Latency] {
        code.column(role);
    }
    code.body += CURVES;
    let limits = asked.limits.limits(code.runs());
    let is_limited = limits.set().any(|limit| matches!(limit, Limit::AvgLatency | Limit::P95Latency))
        || !measures::at_load(code).is_empty();
    if is_limited || asked.terms.at_most().is_some() {
        code.body += RATE_WITHIN;
    }
    if asked.terms.at_most().is_some() {
        let units = number(asked.demand.units_per_sec());
        let [argument, per, times] = in_requests(code);
        code.fill(AS_MANY, &[&units, argument, per, times]);
    }
    allowed(code, rows)
}

fn steady_body(
    code: &mut Code<'_>,
    asked: &Asked,
    (within, tried): (&str, &str),
    (units_per_sec, hours): (f64, f64),
    share: &str,
) {
    let limits = asked.limits.limits(code.runs());
    let of = |limit: Limit| {
        let curve = match limit {
            Limit::AvgLatency => "mean",
            Limit::P95Latency => "p95",
            _ => return None,
        };
        Some(["rate_within(law, ", curve, ", ", &number(limits.bound(limit)?), ")"].concat())
    };
    let mut most: Vec<String> = limits.set().filter_map(of).collect();
    for (column, bound) in measures::at_load(code) {
        most.push(["rate_within(law, curve(runs, \"", column, "\", flight), ", &number(bound), ")"].concat());
    }
    let most = match &most[..] {
        [] => "np.inf".to_owned(),
        [one] => one.clone(),
        several => ["min(", &several.join(", "), ")"].concat(),
    };
    let [argument, per, times] = in_requests(code);
    let most = if most == "np.inf" { most } else { most + times };
    let (units, spare) = (number(units_per_sec), if asked.terms.spare { ["", " - 1", " + 1"] } else { [""; 3] });
    let mut paid = String::new();
    if asked.terms.at_most().is_some() {
        let before = std::mem::take(&mut code.body);
        code.fill(PAID, &[&units, spare[1], argument]);
        paid = std::mem::replace(&mut code.body, before);
    }
    let keys = configuration(code);
    let hours = number(begun_hours(hours));
    let of_request = units_of_request(code);
    let (rate, good) = (rate_of_work(code), code.good_rate("runs"));
    let of_curve = [of_request.as_str(), per, rate, &good];
    let of_all = [within, tried, &keys, &most, &units, share, &paid, spare[2], &hours];
    code.fill(STEADY, &[&of_all[..], &of_curve[..]].concat());
}

/// What a rate of units of work is of requests, by which curves go: an argument, a division, a multiplication.
fn in_requests(code: &Code<'_>) -> [&'static str; 3] {
    if code.runs().work == Work::Requests { [""; 3] } else { [", units", " / units", " * units"] }
}

/// The line that makes `units`, those of work in a request of a configuration; none where these are requests.
fn units_of_request(code: &mut Code<'_>) -> String {
    let work = code.runs().work;
    if work == Work::Requests {
        return String::new();
    }
    let (rate, requests) = (code.rate(work), code.column(Role::Throughput));
    ["    units = usable(runs[\"", rate, "\"] / runs[\"", requests, "\"]).median()\n"].concat()
}

/// The column of the rate that is planned with.
fn rate_of_work(code: &mut Code<'_>) -> &'static str {
    match code.runs().work {
        Work::Requests => code.column(Role::Throughput),
        work => code.rate(work),
    }
}
