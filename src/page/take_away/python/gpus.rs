//! How many GPUs serve each run: from the columns that tell it, and where none does as the reader says.

use crate::data::runs::gpus::Tellers;
use crate::data::runs::roles::Role;
use crate::data::runs::run_table::RunTable;

use super::code::Code;
use super::labels::{of_pair, which};
use super::text::{literal, number};

/// The column that has them.
pub const GPUS: &str = "df[\"gpu_count\"]";

/// Variables of the GPUs that a rate per GPU is of.
const ALL: &str = "gpus";
const DECODE: &str = "decode_gpus";
const PREFILL: &str = "prefill_gpus";

/// The variable of the GPUs that a rate of one is multiplied by; `None` where the table does not tell them.
pub fn of(runs: &RunTable, role: Role) -> Option<&'static str> {
    runs.measured.gpus.as_ref()?;
    Some(match role {
        Role::OutputTokenRate if are_apart(runs) => DECODE,
        Role::InputTokenRate if are_apart(runs) => PREFILL,
        _ => ALL,
    })
}

/// Whether some of the GPUs prefill and others decode.
pub fn are_apart(runs: &RunTable) -> bool {
    runs.tokens.as_ref().is_some_and(|tokens| tokens.is_apart)
}

/// Whether the reader gave some that the table does not tell.
pub fn are_given(runs: &RunTable) -> bool {
    let unknown = |row: usize| runs.measured.gpus.as_ref().is_none_or(|told| told[row].is_nan());
    let given = |gpus: &[f64]| (0..runs.rows).any(|row| unknown(row) && !gpus[row].is_nan());
    runs.gpus.as_deref().is_some_and(given)
}

const AT_LEAST_ONE: &str = r#"

def at_least_one(name):
    return number(name).where(lambda x: x >= 1)
"#;

const FLAG: &str = r#"

def flag(name):
    return table[name].astype(str).str.lower().isin(["true", "1", "1.0", "yes"])
"#;

/// What stands before `df`: the functions and variables of GPUs, where any of `texts` names these.
pub fn lines(runs: &RunTable, texts: &[&str]) -> String {
    if runs.measured.gpus.is_none() || !texts.iter().any(|text| text.contains(ALL)) {
        return "\n\n".to_owned();
    }
    let tellers = Tellers::of(&runs.columns[..runs.file_columns], runs.rows);
    let mut sources = Vec::new();
    let counted = runs.roles.of(Role::GpuCount).map(|taken| taken.column.as_str());
    match (counted, &tellers.per_node) {
        (Some(column), _) => sources.push(at_least_one(column)),
        (_, Some(each)) => {
            let nodes = tellers.nodes.as_ref().map_or_else(String::new, |nodes| [" * ", &numbers(nodes)].concat());
            sources.push(where_at_least_one(&(numbers(each) + &nodes)));
        }
        _ => {}
    }
    let halves = tellers.halves.as_ref().map(|[prefill, decode]| {
        let all = match (tellers.tells_apart, &tellers.apart) {
            (false, _) => Some(numbers(prefill)),
            (_, Some(flag)) => Some([&numbers(prefill), ".where(", &flagged(flag), ", 0)"].concat()),
            _ => None,
        };
        (all, numbers(decode))
    });
    if let Some((prefill, decode)) = &halves {
        let both = prefill.as_ref().map_or_else(|| decode.clone(), |prefill| [prefill, " + ", decode].concat());
        sources.push(where_at_least_one(&both));
    }
    sources.extend(parallel(&tellers));
    let Some((first, others)) = sources.split_first() else { return "\n\n".to_owned() };
    let mut out = ["gpus = ", first].concat();
    // What a count leaves open the next source tells.
    if !counts_all(runs, counted) {
        others.iter().for_each(|other| out.extend([".fillna(", other, ")"]));
    }
    out += "\n";
    if are_apart(runs)
        && let Some((_, decode)) = halves
    {
        out.extend([DECODE, " = ", &decode, ".where(lambda x: x > 0)\n"]);
        out.extend([PREFILL, " = (gpus - ", DECODE, ").where(gpus > ", DECODE, ", gpus)\n"]);
    }
    let mut functions = String::new();
    for (name, function) in [("at_least_one(", AT_LEAST_ONE), ("flag(", FLAG)] {
        functions += if out.contains(name) { function } else { "" };
    }
    [&functions, "\n\n", &out].concat()
}

/// Whether a column counts the GPUs of every run.
fn counts_all(runs: &RunTable, column: Option<&str>) -> bool {
    let find = |name: &str| runs.columns.iter().find(|column| column.name == name)?.numbers();
    column.and_then(find).is_some_and(|counts| counts.iter().all(|&count| count >= 1.0))
}

fn numbers(column: &str) -> String {
    ["number(", &literal(column), ")"].concat()
}

fn at_least_one(column: &str) -> String {
    ["at_least_one(", &literal(column), ")"].concat()
}

fn where_at_least_one(value: &str) -> String {
    ["(", value, ").where(lambda x: x >= 1)"].concat()
}

fn flagged(column: &str) -> String {
    ["flag(", &literal(column), ")"].concat()
}

/// Degrees of parallelism, multiplied.
fn parallel(tellers: &Tellers) -> Option<String> {
    let mut factors: Vec<String> = tellers.degrees.iter().map(|column| at_least_one(column)).collect();
    factors.extend(tellers.data.as_ref().map(|column| {
        let shared = tellers.attention.as_ref();
        let shared = shared.map_or_else(String::new, |flag| [".mask(", &flagged(flag), ", 1)"].concat());
        at_least_one(column) + &shared
    }));
    if factors.is_empty() {
        return None;
    }
    let product = factors.join(" * ");
    // Where prefill and decode are apart and not counted, one half's parallelism is not that of all.
    Some(
        tellers.apart.as_ref().map_or(product.clone(), |flag| ["(", &product, ").mask(", &flagged(flag), ")"].concat()),
    )
}

/// The lines after `df` that fill in the GPUs which the reader gave.
pub fn given(code: &mut Code<'_>) -> String {
    if !code.uses(Role::GpuCount) || !are_given(code.runs()) {
        return String::new();
    }
    let body = std::mem::take(&mut code.body);
    for pair in &code.runs().prices {
        let Some(gpus) = code.runs().terms.gpus.own(&pair.vendor, &pair.hardware) else { continue };
        let mut conditions = of_pair(code, pair);
        if code.runs().measured.gpus.is_some() {
            conditions.push([GPUS, ".isna()"].concat());
        }
        code.fill("df.loc[$0, \"gpu_count\"] = $1\n", &[&which(&conditions), &number(gpus)]);
    }
    let lines = std::mem::replace(&mut code.body, body);
    ["\n# GPUs of each run, as entered.\n", &lines].concat()
}
