//! What is said of the contour charts.

use crate::format::numbers::{in_currency, short};

use super::view::{ContourView, MOST_PANELS, NOTEBOOK_ABOVE_VUS, Panel};
use crate::page::choice::contour::Quantity;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::runs;
use crate::page::words::runs::{Field, count};

/// A pointer that is as near to a run as this, in VUs and in batch size, is on it.
const ON_IT: f64 = 0.02;

impl ContourView {
    /// A value in full, with its unit.
    #[must_use]
    pub fn say(&self, value: f64) -> String {
        in_currency(&self.currency, &self.quantity.say(value))
    }

    /// A level as short as tells it from its neighbours among `levels`.
    #[must_use]
    pub fn label(&self, level: f64, levels: &[f64]) -> String {
        in_currency(&self.currency, &self.quantity.label(level, levels))
    }

    /// What is contoured, with its unit.
    #[must_use]
    pub fn title(&self) -> String {
        in_currency(&self.currency, &self.quantity.title(self.cost_per))
    }
}

/// What the hover says: of the run, when the pointer is on it or outside the surface, otherwise of the place.
#[must_use]
pub fn describe(
    view: &ContourView,
    panel: &Panel,
    shown: &ActiveTable,
    row: usize,
    at: (f64, f64),
) -> (String, Vec<Field>) {
    let (vus, batch_size) = (shown.runs.vus[row], shown.runs.batch_size[row]);
    let (by_vus, by_batch) = (at.0 / vus, at.1 / batch_size);
    let on_it = (by_vus - 1.0).abs() < ON_IT && (by_batch - 1.0).abs() < ON_IT;
    let value = panel.surface.as_ref().and_then(|surface| surface.at(at.0, at.1)).filter(|_| !on_it);
    let Some(value) = value else { return (runs::run_title(shown, row), runs::run_fields(shown, row)) };
    let measured = view.quantity.values(&shown.runs).map_or(f64::NAN, |values| values[row]);
    let fields = vec![
        ("Interpolated", view.say(value)),
        ("VUs", short(at.0)),
        ("Batch size", short(at.1)),
        ("Nearest run", view.say(measured)),
        ("at", format!("{}, batch size {}", count_vus(vus), short(batch_size))),
        ("Distance", distance(by_vus, by_batch)),
    ];
    (format!("{}, between runs", view.quantity.name()), fields)
}

/// How far a place is from a run, as factors: the axes are logarithmic.
fn distance(by_vus: f64, by_batch: f64) -> String {
    let times = |factor: f64, what: &str| format!("{factor:.2} × its {what}");
    match ((by_vus - 1.0).abs() < ON_IT, (by_batch - 1.0).abs() < ON_IT) {
        (false, false) => format!("{}, {}", times(by_vus, "VUs"), times(by_batch, "batch size")),
        (true, _) => format!("same VUs, {}", times(by_batch, "batch size")),
        (_, true) => format!("{}, same batch size", times(by_vus, "VUs")),
    }
}

/// What a chart shows, in a sentence or two.
#[must_use]
pub fn summary(view: &ContourView, panel: &Panel, shown: &ActiveTable) -> String {
    let samples = panel.scene.samples.len();
    let excluded = panel.scene.samples.iter().filter(|sample| sample.excluded).count();
    let Some(row) = panel.best_row else {
        if excluded > 0 {
            return format!(
                "None of {} is within the limits: the whole chart is hatched.",
                count(samples, "run", "runs")
            );
        }
        return format!("No run with a usable {} passes the filters.", in_sentence(view.quantity));
    };
    let value = view.quantity.values(&shown.runs).map_or(f64::NAN, |values| values[row]);
    let mut text = format!(
        "{}: {} {} {} at {} and batch size {}.",
        count(samples, "run", "runs"),
        view.quantity.best(),
        in_sentence(view.quantity),
        view.say(value),
        count_vus(shown.runs.vus[row]),
        short(shown.runs.batch_size[row]),
    );
    if excluded > 0 {
        text += &format!(
            " {} a limit, and where that is so the chart is hatched.",
            count(excluded, "run exceeds", "runs exceed")
        );
    }
    if panel.surface.is_none() {
        text += " No surface: that needs three runs that differ in VUs and in batch size.";
    }
    if panel.repeated > 0 {
        text += &format!(
            " {} VUs and batch size with another: {}.",
            count(panel.repeated, "run shares", "runs share"),
            if view.notebook { "the first counts" } else { "their mean counts" },
        );
    }
    if panel.left_out > 0 {
        text += &format!(" {} left out: no usable value.", count(panel.left_out, "run is", "runs are"));
    }
    text
}

fn count_vus(vus: f64) -> String {
    crate::page::words::runs::vus(vus)
}

fn in_sentence(quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::Cost => "cost",
        Quantity::P95Latency => "p95 latency",
        Quantity::Throughput => "throughput",
    }
}

/// What holds for all charts together: the range, the levels, what is not drawn.
#[must_use]
pub fn overview(view: &ContourView) -> String {
    if let Some(column) = view.missing {
        return format!("Not in this table: this needs the column {column}.");
    }
    let Some(extent) = view.extent else { return "No run passes the filters.".to_owned() };
    let say = |value| view.say(value);
    let mut text = format!("{} from {} to {}", view.quantity.name(), say(extent.min), say(extent.max));
    // The levels are those of the whole table; filters may leave some of them without a line.
    let reached = view.levels.iter().filter(|level| (extent.min..=extent.max).contains(level)).count();
    let own = view.panels.iter().map(|panel| panel.levels.len()).max().filter(|_| view.levels.is_empty());
    match view.levels[..] {
        _ if own > Some(0) => {
            text +=
                &format!("; each chart has its own {} and colours.", count(own.unwrap_or(0), "isoline", "isolines"));
        }
        _ if reached == 0 => text += ".",
        ref levels if reached < levels.len() => {
            text += &format!(", {reached} of the whole table's {}.", count(levels.len(), "isoline", "isolines"));
        }
        [] => text += ".",
        [only] => text += &format!(", one isoline at {}.", say(only)),
        [first, .., last] => {
            text += &format!(", {} isolines from {} to {}.", view.levels.len(), say(first), say(last));
        }
    }
    if view.notebook && view.panels.len() > 1 {
        text += &format!(" As in the notebook, only runs with more than {NOTEBOOK_ABOVE_VUS} VUs.");
    }
    if view.not_drawn > 0 {
        text += &format!(" The first {MOST_PANELS} are drawn, {} more are not.", view.not_drawn);
    }
    text
}

/// What the surface says in words, computed: where its best quarter lies.
#[must_use]
pub fn finding(view: &ContourView, shown: &ActiveTable) -> Option<String> {
    let values = view.quantity.values(&shown.runs)?;
    let (panel, row) = view.panels.iter().filter_map(|panel| Some((panel, panel.best_row?))).min_by(|a, b| {
        let order = values[a.1].total_cmp(&values[b.1]);
        if view.quantity.more_is_better() { order.reverse() } else { order }
    })?;
    let near = |value: f64| {
        let best = values[row];
        if view.quantity.more_is_better() { value >= best * 0.95 } else { value <= best * 1.05 }
    };
    let close: Vec<usize> = panel.scene.samples.iter().map(|s| s.row).filter(|&row| near(values[row])).collect();
    let range = |column: &[f64]| {
        let ends = close
            .iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), &row| (l.min(column[row]), h.max(column[row])));
        if ends.0 == ends.1 { short(ends.0) } else { format!("{} to {}", short(ends.0), short(ends.1)) }
    };
    Some(format!(
        "Here the best is on {}: {} at {} and batch size {}. {} of its {} within 5% of that, at {} VUs and batch \
         sizes {}.",
        panel.label,
        view.say(values[row]),
        count_vus(shown.runs.vus[row]),
        short(shown.runs.batch_size[row]),
        close.len(),
        count(panel.scene.samples.len(), "run is", "runs are"),
        range(&shown.runs.vus),
        range(&shown.runs.batch_size),
    ))
}
