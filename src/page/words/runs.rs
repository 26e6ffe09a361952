//! Names of runs and sentences about them.

use crate::analysis::decide::cost_latency::usable;
use crate::data::table::column::Category;
use crate::format::numbers::{fixed, short};

use super::cost;
use super::unnamed::hardware_label;
use crate::page::choice::filters::{Choice, Latency};
use crate::page::tables::active_table::ActiveTable;
use crate::text::foreign;

/// A name and a value, as in a tooltip.
pub type Field = (&'static str, String);

/// The fields of a run's tooltip.
#[must_use]
pub fn run_fields(shown: &ActiveTable, row: usize) -> Vec<Field> {
    let cost = format!("{} {}", cost::money(shown, shown.runs.ranked_cost()[row]), cost::short(&shown.runs));
    run_fields_with(shown, row, cost)
}

/// The same with the cost in other words. What is not known of the run is left out.
#[must_use]
pub fn run_fields_with(shown: &ActiveTable, row: usize, cost: String) -> Vec<Field> {
    let runs = &shown.runs;
    let p95_ms = runs.p95_latency_ms.as_ref().map_or(f64::NAN, |p95| p95[row]);
    let mut fields = Vec::new();
    if usable(runs.ranked_cost()[row]) {
        fields.push(("Cost", cost));
    }
    for (title, value, unit) in [
        ("VUs", runs.vus[row], ""),
        ("Batch size", runs.batch_size[row], ""),
        ("Throughput", runs.answered_of(row), " req/s"),
        (super::mean::title(shown, row, "Avg latency"), runs.avg_latency_ms[row], " ms"),
        ("p95 latency", p95_ms, " ms"),
    ] {
        if usable(value) {
            fields.push((title, short(value) + unit));
        }
    }
    fields
}

/// A run's group, as the title of its tooltip.
#[must_use]
pub fn run_title(shown: &ActiveTable, row: usize) -> String {
    let runs = &shown.runs;
    let title = if runs.has_tokens() { serving_title(shown, row) } else { encoder_title(shown, row) };
    foreign::shown(&title).into_owned()
}

fn encoder_title(shown: &ActiveTable, row: usize) -> String {
    let runs = &shown.runs;
    let mut title = hardware_label(shown, row);
    for category in [Some(&runs.image), runs.table.as_ref()].into_iter().flatten() {
        if category.labels.len() > 1 {
            title += &format!(" · {}", category.label(row));
        }
    }
    title
}

/// The title of a run of a language model, whose configuration is more than hardware and image:
/// `b200 · trt · tp 2 · ep 2 · dp_attention`. What is the same in all runs, or does not hold, is left out.
#[inline(never)]
fn serving_title(shown: &ActiveTable, row: usize) -> String {
    let runs = &shown.runs;
    let mut parts = vec![hardware_label(shown, row)];
    let image = Some(&runs.image).filter(|_| shown.image_in_names);
    let told = [runs.engine.as_ref(), image].into_iter().flatten().filter(|category| category.labels.len() > 1);
    parts.extend(told.map(|category| category.label(row).to_owned()));
    for (name, category) in runs.categories.iter().filter(|(_, category)| category.labels.len() > 1) {
        let name = name.rsplit('.').next().unwrap_or(name);
        match category.label(row) {
            "true" => parts.push(name.to_owned()),
            "false" | Category::MISSING => {}
            label => parts.push(format!("{name} {label}")),
        }
    }
    parts.extend(runs.table.as_ref().filter(|table| table.labels.len() > 1).map(|table| table.label(row).to_owned()));
    parts.join(" · ")
}

/// A run's configuration: `nvidia-l4, batch size 4`. Unknown parts are left out.
#[must_use]
pub fn configuration_name(shown: &ActiveTable, row: usize) -> String {
    let batch_size = shown.runs.batch_size[row];
    let mut text = run_title(shown, row);
    if !batch_size.is_nan() {
        text += &format!(", batch size {}", short(batch_size));
    }
    text
}

/// A run by its configuration and VUs: `nvidia-l4, batch size 4, at 4 VUs`; without VUs by the rate that was asked for, `at
/// 16 req/s`. Unknown parts are left out.
#[must_use]
pub fn run_name(shown: &ActiveTable, row: usize) -> String {
    let runs = &shown.runs;
    let mut text = configuration_name(shown, row);
    if !runs.vus[row].is_nan() {
        text += &format!(", at {}", vus(runs.vus[row]));
    } else if let Some(rate) = runs.asked_rate_of(row) {
        text += &[", at ", &short(rate), " req/s"].concat();
    }
    text
}

/// `1 VU`, `8 VUs`.
#[must_use]
pub fn vus(value: f64) -> String {
    format!("{} {}", short(value), if value == 1.0 { "VU" } else { "VUs" })
}

/// What the chart shows, in a sentence or two.
#[must_use]
pub fn chart_summary(shown: &ActiveTable, choice: &Choice, points: usize, front: &[usize], left_out: usize) -> String {
    let latency = match choice.latency {
        Latency::Avg => "average latency",
        Latency::P95 => "95th percentile of latency",
    };
    let mut text = format!("{} by cost and {latency}.", count(points, "run", "runs"));
    if let (Some(&first), Some(&last)) = (front.first(), front.last()) {
        let latencies = crate::page::scatter::columns::latency_ms(shown, choice);
        let cost = crate::page::scatter::columns::cost_usd(shown, choice);
        let words = |row: usize| if choice.notebook { shown.money(cost[row]) } else { cost::quoted(shown, cost[row]) };
        text += &format!(
            " {} {} on the Pareto front, from {} at {} ms to {} at {} ms.",
            count(front.len(), "run", "runs"),
            if front.len() == 1 { "is" } else { "are" },
            words(first),
            short(latencies[first]),
            words(last),
            short(latencies[last]),
        );
    }
    if left_out > 0 {
        text += &format!(
            " {} left out: no usable cost or latency (a cost of 0 is an unknown price).",
            count(left_out, "run is", "runs are")
        );
    }
    text
}

/// `1 run`, `1,234 runs`.
#[must_use]
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", fixed(n as f64, 0), if n == 1 { one } else { many })
}

/// `None of 246 runs is`, and of one run `The run is not`: with the verb of each. `within` follows the runs.
#[must_use]
pub fn none_of(runs: usize, within: &str, (verb, negated): (&str, &str)) -> String {
    match runs {
        1 => ["The run", within, " ", negated].concat(),
        _ => ["None of ", &count(runs, "run", "runs"), within, " ", verb].concat(),
    }
}

/// Capitalises the first letter.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| std::iter::once(first.to_ascii_uppercase()).chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::none_of;

    #[test]
    fn one_run_is_no_none_of_several() {
        let said = |runs| none_of(runs, " within p95 ≤ 5 ms", ("has a", "has no")) + " usable cost.";
        assert_eq!(said(1), "The run within p95 ≤ 5 ms has no usable cost.");
        assert_eq!(said(30), "None of 30 runs within p95 ≤ 5 ms has a usable cost.");
    }
}
