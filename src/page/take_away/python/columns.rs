//! The columns of `df`, in the units of the page and under the notebooks' names.

use crate::data::bundled;
use crate::data::runs::derive::How;
use crate::data::runs::roles::{Role, Unit};
use crate::data::runs::run_table::RunTable;
use crate::data::table::column::{Category, Numbers};

use super::code::Code;
use super::gpus;
use super::names::further_name;
use super::text::{literal, number};

/// The lines that make `df` of `table`; empty where the file is such a table already, so that it is read as `df`.
pub fn write(code: &Code<'_>, after: &str) -> String {
    let mut lines = Vec::new();
    let mut plain = code.shown.place.dataset().and_then(bundled::find).is_some() && !code.reads_table;
    for role in Role::ALL {
        // A cost that is made of prices stands in its own lines.
        let priced = role == Role::Cost && code.how_costs() == Some(How::Priced);
        if !code.uses(role) {
            continue;
        }
        if priced {
            plain = false;
            continue;
        }
        let own = stored(code.runs(), role);
        let house = code.runs().roles.of(role).is_some_and(|taken| taken.column == role.house_name());
        let kept = [How::Repriced, How::PricedTokens];
        let changed = code.runs().how(role).is_some_and(|derived| !kept.contains(&derived.how));
        plain &= own.is_some() && house && !changed && role != Role::GpuCount;
        let lacking = if role.is_number() { "np.nan".to_owned() } else { literal(Category::MISSING) };
        let mut value = derived(code.runs(), role).or(own).unwrap_or(lacking);
        if let Some(without) = without_answer(code.runs(), role) {
            value = ["(", &value, ")", &without].concat();
            plain = false;
        }
        lines.push((literal(role.house_name()), value));
    }
    if code.further {
        for (name, _) in &code.runs().categories {
            plain &= further_name(name) == *name;
            lines.push((literal(&further_name(name)), table(name)));
        }
    }
    for name in &code.others {
        plain &= further_name(name) == *name;
        lines.push((literal(&further_name(name)), ["number(", &literal(name), ")"].concat()));
    }
    if plain {
        return String::new();
    }
    let mut out =
        "\n\ndef number(name):\n    return pd.to_numeric(table[name], errors=\"coerce\").astype(float)\n".to_owned();
    let texts: Vec<&str> = lines.iter().map(|(_, value)| value.as_str()).chain([after]).collect();
    out += &gpus::lines(code.runs(), &texts);
    out += "df = pd.DataFrame(\n    {\n";
    for (name, value) in &lines {
        out.extend(["        ", name, ": ", value, ",\n"]);
    }
    out + "    },\n    index=table.index,\n)\n"
}

fn table(column: &str) -> String {
    ["table[", &literal(column), "]"].concat()
}

/// The file's own column of a role in the page's unit; `None` where it has none. GPUs are those that any columns tell.
pub fn stored(runs: &RunTable, role: Role) -> Option<String> {
    if role == Role::GpuCount {
        return gpus::of(runs, role).map(str::to_owned);
    }
    let taken = runs.roles.of(role)?;
    if !role.is_number() {
        return Some(table(&taken.column));
    }
    let mut out = ["number(", &literal(&taken.column), ")"].concat();
    // A share has a meaning of its own, which is told where it is used.
    let factor = if role == Role::FailedRequests { 1.0 } else { taken.unit.factor(role.house_unit()) };
    match taken.unit {
        Unit::PerGpuSecond => out.extend([" * ", gpus::of(runs, role)?]),
        Unit::OfAll => out.extend([" / ", &requests(runs)?]),
        _ if factor != 1.0 => out.extend([" * ", &number(factor)]),
        _ => {}
    }
    Some(out)
}

/// What makes the rate of runs without a good answer 0, and a cost that the table states of them infinite; `None` where it
/// has no such run.
fn without_answer(runs: &RunTable, role: Role) -> Option<String> {
    let instead = match role {
        Role::Throughput => "0",
        Role::Cost => "np.inf",
        _ => return None,
    };
    if runs.throughput_req_per_sec.iter().all(|&rate| rate != 0.0) {
        return None;
    }
    let good = runs.successful_requests.as_ref().and_then(|_| {
        let good = derived(runs, Role::SuccessfulRequests).or_else(|| stored(runs, Role::SuccessfulRequests))?;
        Some(["(", &good, " <= 0)"].concat())
    });
    let failed = runs.roles.of(Role::FailedRequests).and_then(|taken| {
        let all = match taken.unit {
            Unit::Share => "1",
            Unit::Percent => "100",
            _ => return None,
        };
        Some(["(", &stored(runs, Role::FailedRequests)?, " == ", all, ")"].concat())
    });
    let conditions: Vec<String> = good.into_iter().chain(failed).collect();
    if conditions.is_empty() {
        return None;
    }
    Some([".mask(", &conditions.join(" | "), ", ", instead, ")"].concat())
}

/// Requests that were answered well, else all.
fn requests(runs: &RunTable) -> Option<String> {
    let found = |role| derived(runs, role).map(|text| ["(", &text, ")"].concat()).or_else(|| stored(runs, role));
    let mut requests = found(Role::SuccessfulRequests).or_else(|| found(Role::TotalRequests))?;
    let counts = runs.successful_requests.as_ref().or(runs.total_requests.as_ref());
    if counts.is_some_and(|counts| counts.iter().any(|&count| count <= 0.0)) {
        requests += ".where(lambda x: x > 0)";
    }
    Some(requests)
}

/// The mean latency from times of tokens.
fn of_tokens(runs: &RunTable, tokens: Role) -> Option<String> {
    let first = stored(runs, Role::TtftMean).or_else(|| stored(runs, Role::TtftP50))?;
    let (each, tokens) = (stored(runs, Role::TpotMean)?, stored(runs, tokens)?);
    Some([&first, " + ", &each, " * np.maximum(", &tokens, " - 1, 0)"].concat())
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
        How::Completed => {
            let mut text = ["(", &stored(runs, Role::AvgLatency)?, ")"].concat();
            let tokens = [Role::OutputTokens, Role::AskedOutputTokens].into_iter().find(|&role| runs.has(role));
            let others = [tokens.and_then(|tokens| of_tokens(runs, tokens)), stored(runs, Role::P50Latency)];
            others.into_iter().flatten().for_each(|other| text += &[".fillna(", &other, ")"].concat());
            Some(text)
        }
        How::FromTokens => of_tokens(runs, Role::OutputTokens),
        How::FromAskedTokens => of_tokens(runs, Role::AskedOutputTokens),
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
            requests_of_tokens(runs, how == How::FromAskedTokenRate)
        }
        How::Converted(_) | How::Priced | How::PricedTokens | How::Repriced => None,
    }
}

/// Requests per second from a rate of tokens: of output, else of all, else of input.
fn requests_of_tokens(runs: &RunTable, asked: bool) -> Option<String> {
    let tokens = runs.tokens.as_ref()?;
    let (counts, roles) = if asked {
        (&tokens.asked, [Role::AskedInputTokens, Role::AskedOutputTokens])
    } else {
        (&tokens.reached, [Role::InputTokens, Role::OutputTokens])
    };
    let each = roles.map(|role| stored(runs, role));
    let both = || Some([each[0].as_ref()?, " + ", each[1].as_ref()?].concat());
    let ways = [
        (Role::OutputTokenRate, each[1].clone(), [1].as_slice()),
        (Role::TotalTokenRate, both(), &[0, 1]),
        (Role::InputTokenRate, each[0].clone(), &[0]),
    ];
    let mut out: Option<String> = None;
    for (at, (role, tokens_of, sides)) in ways.into_iter().enumerate() {
        let (Some(rate), Some(tokens_of)) = (stored(runs, role), tokens_of) else { continue };
        let way = [&rate, " / (", &tokens_of, ")"].concat();
        out = Some(match out {
            Some(before) => ["(", &before, ").fillna(", &way, ")"].concat(),
            None => way,
        });
        let is_known = |row: usize| {
            let of = |values: &Option<Numbers>| values.as_ref().is_some_and(|values| values[row].is_finite());
            of(&tokens.per_sec[at]) && sides.iter().all(|&side| of(&counts[side]))
        };
        if (0..runs.rows).all(is_known) {
            break;
        }
    }
    out
}
