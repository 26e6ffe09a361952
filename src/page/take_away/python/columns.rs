//! The columns of `df`, in the units of the page and under the notebooks' names.

use crate::data::bundled;
use crate::data::runs::derive::How;
use crate::data::runs::roles::{Role, Unit};
use crate::data::runs::run_table::RunTable;
use crate::data::table::column::Category;

use super::code::Code;
use super::text::{literal, number};

/// The lines that make `df` of `table`; empty where the file is such a table already, so that it is read as `df`.
pub fn write(code: &Code<'_>) -> String {
    let mut lines = Vec::new();
    let mut plain = code.shown.place.dataset().and_then(bundled::find).is_some();
    for role in Role::ALL {
        // A cost that is made of prices stands in its own lines.
        let priced = role == Role::Cost && code.runs().how(role).is_some_and(|derived| derived.how == How::Priced);
        if !code.uses(role) {
            continue;
        }
        if priced {
            plain = false;
            continue;
        }
        let own = stored(code.runs(), role);
        let house = code.runs().roles.of(role).is_some_and(|taken| taken.column == role.house_name());
        let changed = code.runs().how(role).is_some_and(|derived| derived.how != How::Repriced);
        plain &= own.is_some() && house && !changed;
        let lacking = if role.is_number() { "np.nan".to_owned() } else { literal(Category::MISSING) };
        lines.push((literal(role.house_name()), derived(code.runs(), role).or(own).unwrap_or(lacking)));
    }
    if code.further {
        for (name, _) in &code.runs().categories {
            plain &= further_name(name) == *name;
            lines.push((literal(&further_name(name)), table(name)));
        }
    }
    if plain {
        return String::new();
    }
    let mut out = "\n\ndef number(name):\n    return pd.to_numeric(table[name], errors=\"coerce\").astype(float)\n\n\n\
                   df = pd.DataFrame(\n    {\n"
        .to_owned();
    for (name, value) in &lines {
        out.extend(["        ", name, ": ", value, ",\n"]);
    }
    out + "    },\n    index=table.index,\n)\n"
}

/// The name of a further column of a configuration; never that of a role.
pub fn further_name(name: &str) -> String {
    let taken = Role::ALL.into_iter().any(|role| role.house_name() == name);
    if taken { [name, " (category)"].concat() } else { name.to_owned() }
}

fn table(column: &str) -> String {
    ["table[", &literal(column), "]"].concat()
}

/// The file's own column of a role in the page's unit; `None` where it has none.
pub fn stored(runs: &RunTable, role: Role) -> Option<String> {
    let taken = runs.roles.of(role)?;
    if !role.is_number() {
        return Some(table(&taken.column));
    }
    let mut out = ["number(", &literal(&taken.column), ")"].concat();
    // A share has a meaning of its own, which is told where it is used.
    let factor = if role == Role::FailedRequests { 1.0 } else { taken.unit.factor(role.house_unit()) };
    match taken.unit {
        Unit::PerGpuSecond => out.extend([" * ", &stored(runs, Role::GpuCount)?]),
        Unit::OfAll => {
            let requests = [Role::SuccessfulRequests, Role::TotalRequests].into_iter();
            out.extend([" / ", &requests.filter_map(|role| stored(runs, role)).next()?]);
        }
        _ if factor != 1.0 => out.extend([" * ", &number(factor)]),
        _ => {}
    }
    Some(out)
}

/// What is computed from other columns; `None` for what is the file's own.
fn derived(runs: &RunTable, role: Role) -> Option<String> {
    let above_zero = |text: String| ["(", &text, ").where(lambda x: x > 0)"].concat();
    match runs.how(role)?.how {
        How::StandsIn(other) => stored(runs, other),
        How::Counted => {
            let requests = |role| derived(runs, role).or_else(|| stored(runs, role));
            let requests = requests(Role::SuccessfulRequests).or_else(|| requests(Role::TotalRequests))?;
            Some(["(", &requests, ") / ", &above_zero(stored(runs, Role::Duration)?)].concat())
        }
        How::Estimated => {
            let latency = derived(runs, Role::AvgLatency).or_else(|| stored(runs, Role::AvgLatency))?;
            let vus = above_zero(stored(runs, Role::Vus)?);
            Some([&vus, " * 1000 / ", &above_zero(latency)].concat())
        }
        how @ (How::FromTokens | How::FromAskedTokens) => {
            let tokens = if how == How::FromTokens { Role::OutputTokens } else { Role::AskedOutputTokens };
            let first = stored(runs, Role::TtftMean).or_else(|| stored(runs, Role::TtftP50))?;
            let (each, tokens) = (stored(runs, Role::TpotMean)?, stored(runs, tokens)?);
            Some([&first, " + ", &each, " * np.maximum(", &tokens, " - 1, 0)"].concat())
        }
        How::FromCounts => {
            let failed = stored(runs, Role::FailedRequests)?;
            if role == Role::TotalRequests {
                return Some([&stored(runs, Role::SuccessfulRequests)?, " + ", &failed].concat());
            }
            let all = stored(runs, Role::TotalRequests)?;
            Some(match runs.roles.of(Role::FailedRequests)?.unit {
                Unit::One => [&all, " - ", &failed].concat(),
                unit => {
                    let percent = if unit == Unit::Percent { " / 100" } else { "" };
                    ["np.floor(", &all, " * (1 - ", &failed, percent, ") + 0.5)"].concat()
                }
            })
        }
        how @ (How::FromTokenRate | How::FromAskedTokenRate) => {
            let tokens = if how == How::FromTokenRate { Role::OutputTokens } else { Role::AskedOutputTokens };
            Some([&stored(runs, Role::OutputTokenRate)?, " / (", &stored(runs, tokens)?, ")"].concat())
        }
        How::Converted(_) | How::Priced | How::PricedTokens | How::Repriced => None,
    }
}
