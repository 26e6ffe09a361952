//! Where more VUs should be tried.

use crate::data::runs::roles::Role;
use crate::page::enough_vus::view::Question;

use super::code::{Code, list};
use super::names::further_name;
use super::rows::filtered;
use super::text::{literal, number};

const RISING: &str = r#"
# Throughput still rises where the last step up in VUs gained $4 or more.
groups = $3
tried = $0[usable($0["$1"]).notna() & usable($0["$2"]).notna()]
curve = tried.groupby(groups + ["$1"], dropna=False, as_index=False)["$2"].mean()
gain = curve.groupby(groups, dropna=False)["$2"].agg(lambda x: x.iloc[-1] / x.iloc[-2] - 1 if len(x) > 1 else np.nan)
rising = gain[gain >= $4]
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
    let (vus, throughput) = (code.column(Role::Vus), code.column(Role::Throughput));
    if let Some(limit) = question.limit {
        code.fill("rows = $0[$0[\"$1\"] <= $2]\n", &[rows, vus, &number(limit)]);
        rows = "rows";
    }
    let (template, keys) = if code.choice.notebook {
        (NOTEBOOK_RISING, code.keys(&[Role::HwType, Role::BatchSize]))
    } else {
        (RISING, configuration(code))
    };
    code.fill(template, &[rows, vus, throughput, &keys, &number(question.least_gain)]);
}

/// Everything that makes a configuration.
pub fn configuration(code: &mut Code<'_>) -> String {
    code.further = true;
    let roles = [Role::HwType, Role::Image, Role::Engine, Role::Vendor, Role::BatchSize];
    let there: Vec<Role> = roles.into_iter().filter(|&role| code.runs().position(role).is_some()).collect();
    let mut names: Vec<String> = there.into_iter().map(|role| literal(code.column(role))).collect();
    names.extend(code.runs().categories.iter().map(|(name, _)| literal(&further_name(name))));
    if names.is_empty() { code.keys(&[Role::HwType]) } else { list(&names) }
}
