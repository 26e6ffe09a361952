//! Why runs are proposed, and what lies between two, in sentences.

use crate::analysis::decide::interpolate::Crossing;
use crate::analysis::decide::next_runs::{NextRun, Reason};
use crate::analysis::stats::noise::Noise;
use crate::data::runs::load::LoadAxis;
use crate::format::numbers::{percent, short, short_3};

use super::MOST_SHOWN;
use crate::page::evidence::words::change_words;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::cost;
use crate::page::words::loads::load_words;
use crate::page::words::noise::noise_words;
use crate::page::words::runs::{count, run_name};

/// How many runs are proposed, a sentence. Each is one that was not made: how sure the answer is among those that were is
/// another question, and stays as it is told. Costs are of a unit of work, whatever demand is asked.
pub(super) fn sentence(found: usize, none_passes: bool, one: &str) -> String {
    match found {
        0 if none_passes => "Without a run that qualifies there is nothing to improve on.".to_owned(),
        0 => format!("No run is known that could find a lower cost {one}."),
        n => {
            let shown = if n > MOST_SHOWN { format!("; the first {MOST_SHOWN} are shown") } else { String::new() };
            format!("{} could find a lower cost {one}, the most promising first{shown}.", count(n, "run", "runs"))
        }
    }
}

pub(crate) fn interpolated_words(
    shown: &ActiveTable,
    crossing: &Crossing,
    best: usize,
    axis: LoadAxis,
    breaks: f64,
) -> String {
    let money = |usd: f64| cost::quoted(shown, usd);
    let (low, high) = crossing.interval();
    format!(
        "Interpolated, not measured: between {} and the next run, {}, the limits are met at about {}, for {} ({} to {}) {}; \
         the best measured run, {}, costs {}.",
        run_name(shown, crossing.keeps),
        load_words(axis, breaks),
        short_3(crossing.load),
        money(crossing.cost_usd),
        money(low),
        money(high),
        cost::per_quoted(&shown.runs),
        run_name(shown, best),
        money(shown.runs.ranked_cost()[best])
    )
}

/// Why a run is proposed, a sentence.
pub(super) fn reason_words(shown: &ActiveTable, noise: Noise, run: &NextRun, axis: LoadAxis) -> String {
    let load = |load: f64| load_words(axis, load);
    match run.reason {
        Reason::Limit { keeps, breaks } => {
            format!("{} keep the limits and {} break them; interpolated, they are met here.", load(keeps), load(breaks))
        }
        Reason::Rises { gain } => {
            format!("Throughput still rises ({} at the end); nothing was run beyond.", change_words(gain))
        }
        Reason::Between { best, next } => {
            format!("Between its best run at {} and the next at {} nothing was run.", load(best), load(next))
        }
        Reason::EdgeBatch { largest } => format!(
            "The cheapest run has batch size {}, the {} that was tried.",
            short(shown.runs.batch_size[run.like]),
            if largest { "largest" } else { "smallest" }
        ),
        Reason::NextBatch => {
            let own = short(shown.runs.batch_size[run.like]);
            format!("This batch size is beside the cheapest run's, {own}, and was not run at its load.")
        }
        Reason::Repeat { gap: 0.0, .. } => {
            format!("Repeat: the cheapest run; others cannot be told from it, within {}.", noise_words(noise))
        }
        Reason::Repeat { gap, .. } => {
            format!("Repeat: {} dearer than the cheapest, within {}.", percent(gap * 100.0), noise_words(noise))
        }
    }
}
