//! Where more load should be tried: more VUs, a higher rate, a larger batch.

use crate::analysis::stats::noise::deviation_of;
use crate::data::runs::load::LoadAxis;
use crate::data::runs::roles::Role;
use crate::data::runs::table_facts::Basis;
use crate::page::enough_vus::view::Question;

use super::code::{Code, list};
use super::names::further_name;
use super::rows::{filtered, limited};
use super::text::{literal, number};

const RISING: &str = r#"
# Throughput still rises where a line through the last three steps of load (loads less than a quarter apart are one) gains
# $4 or more, and does so beyond noise, and where the last step is above the best before, and above
# what was before those three by more than noise, which the end of a dip is not.
noise = $5  # the standard deviation of ln throughput between runs of one load
groups = $3
tried = $0[usable($0["$1"]).notna() & usable($0["$2"]).notna()]
curve = tried.groupby(groups + ["$1"], dropna=False, as_index=False).agg(rate=("$2", "mean"), runs=("$2", "size"))

def rise(of):
    """The gain of the last load over the one before, NaN where throughput does not surely rise."""
    x, y, w = np.log(of["$1"].values), np.log(of["rate"].values), of["runs"].values
    begins, step = [], np.inf
    for at in range(len(x) - 1, -1, -1):
        if x[at] < step - np.log(1.25):
            begins.append(at)
            step = x[at]
        begins[-1] = at
    if len(begins) < 2:
        return np.nan
    last, start = begins[0], begins[min(len(begins), 3) - 1]
    end = np.average(y[last:], weights=w[last:])
    counts = max(np.log1p($4), 8**0.5 * noise) * (1 + 1e-9)
    highest = end > y[:last].max() and (start == 0 or end - y[:start].max() >= counts)
    dip = 2 * max($4, 8**0.5 * noise)  # the last load comes back from one where it gains that, and not over the best before
    highest = highest and not np.expm1(y[-1] - y[-2]) >= dip > np.expm1(y[-1] - y[:-1].max())
    x, y, w = x[start:], y[start:], w[start:]
    spread = (w * (x - np.average(x, weights=w)) ** 2).sum()
    slope = (w * (x - np.average(x, weights=w)) * (y - np.average(y, weights=w))).sum() / spread
    off = (w * (y - np.average(y, weights=w) - slope * (x - np.average(x, weights=w))) ** 2).sum()
    freedom = len(x) - 2
    by_chance = freedom * (1 - 2 / (9 * freedom) + 1.645 * (2 / (9 * freedom)) ** 0.5) ** 3 if freedom else np.inf
    scatter = max(noise, (off / by_chance) ** 0.5)
    rises = slope - 2 * scatter / spread**0.5 > 0 and np.expm1(slope * (x[-1] - x[0])) >= $4 and highest
    return np.exp(np.log(of["rate"].values[-1]) - np.log(of["rate"].values[-2])) - 1 if rises else np.nan

gain = pd.Series({key: rise(of) for key, of in curve.groupby(groups, dropna=False)}, dtype=float)
gain.index = curve.groupby(groups, dropna=False)["rate"].size().index
rising = gain.dropna()
print(len(rising), "of", len(gain), "groups still rise:", rising.to_string(), sep="\n")
"#;

const RATES_RISING: &str = r#"
# Throughput follows the rate asked for until the server is saturated: it still rises where the highest rate was reached, to
# 5 % of it. The gain is that of the last rate over the one before, infinite where only one was asked for.
groups = $3
tried = $0[usable($0["$1"]).notna() & usable($0["$2"]).notna()]
curve = tried.groupby(groups + ["$1"], dropna=False, as_index=False).agg(rate=("$2", "mean"))

def rise(of):
    asked, reached = of["$1"].values, of["rate"].values
    if 1 - reached[-1] / asked[-1] > 0.05 * (1 + 1e-9):
        return np.nan
    return reached[-1] / reached[-2] - 1 if len(of) > 1 else np.inf

gain = pd.Series({key: rise(of) for key, of in curve.groupby(groups, dropna=False)}, dtype=float)
gain.index = curve.groupby(groups, dropna=False)["rate"].size().index
rising = gain.dropna()
print(len(rising), "of", len(gain), "groups still rise:", rising.to_string(), sep="\n")
"#;

const NOTEBOOK_RISING: &str = r#"
# As in the notebook: throughput that never falls as VUs rise.
tried = $0.dropna(subset="$1").sort_values("$1", kind="stable")
rises = tried.groupby($3)["$2"].agg(lambda x: x.is_monotonic_increasing).astype(bool)
rising = rises[rises]
print(len(rising), "of", len(rises), "groups rise:", rising.to_string(), sep="\n")
"#;

pub fn write(code: &mut Code<'_>, question: Question) {
    let mut rows = filtered(code);
    if !code.choice.notebook {
        rows = limited(code, rows);
    }
    let axis = axis(code);
    let throughput = code.column(Role::Throughput);
    if let Some(limit) = question.limit {
        // Runs without VUs are tried as well, where VUs are not the load.
        let or_none = if axis == LoadAxis::Vus { "" } else { " | $0[\"$1\"].isna()" };
        let template = ["rows = $0[($0[\"$1\"] <= $2)", or_none, "]\n"].concat();
        let vus = code.column(Role::Vus);
        code.fill(&template, &[rows, vus, &number(limit)]);
        rows = "rows";
    }
    let load = code.column(match axis {
        LoadAxis::Vus => Role::Vus,
        LoadAxis::AskedRate => Role::AskedRate,
        LoadAxis::BatchSize => Role::BatchSize,
    });
    let (template, keys) = match axis {
        _ if code.choice.notebook => (NOTEBOOK_RISING, code.keys(&[Role::HwType, Role::BatchSize])),
        LoadAxis::AskedRate => (RATES_RISING, configuration(code)),
        LoadAxis::BatchSize => (RISING, but_batch(code)),
        LoadAxis::Vus => (RISING, configuration(code)),
    };
    let noise = if code.choice.notebook { 0.0 } else { deviation_of(Basis::of(code.runs()).noise(code.runs()).share) };
    code.fill(template, &[rows, load, throughput, &keys, &number(question.least_gain), &number(noise)]);
}

/// The load of the table, as the page has it: VUs in the notebook's reading.
fn axis(code: &Code<'_>) -> LoadAxis {
    let all: Vec<usize> = (0..code.runs().rows).collect();
    if code.choice.notebook { LoadAxis::Vus } else { code.runs().load(&all).0 }
}

/// Everything that makes a configuration.
pub fn configuration(code: &mut Code<'_>) -> String {
    named(code, &[Role::HwType, Role::Image, Role::Engine, Role::Vendor, Role::BatchSize])
}

/// The same where batch sizes are the load.
fn but_batch(code: &mut Code<'_>) -> String {
    named(code, &[Role::HwType, Role::Image, Role::Engine, Role::Vendor])
}

fn named(code: &mut Code<'_>, roles: &[Role]) -> String {
    code.further = true;
    let there: Vec<Role> = roles.iter().copied().filter(|&role| code.runs().position(role).is_some()).collect();
    let mut names: Vec<String> = there.into_iter().map(|role| literal(code.column(role))).collect();
    names.extend(code.runs().categories.iter().map(|(name, _)| literal(&further_name(name))));
    if names.is_empty() { code.keys(&[Role::HwType]) } else { list(&names) }
}
