//! What is said of the contour charts.

use crate::analysis::decide::answer::Demand;
use crate::analysis::stats::extent::Extent;
use crate::data::runs::measures::{Direction, Kind, Measure};
use crate::data::runs::run_table::RunTable;
use crate::data::runs::settings::Setting;
use crate::format::numbers::{in_currency, percent, percent_short};

use super::plane::{Plane, What};
use super::view::{ContourView, MOST_PANELS, NOTEBOOK_ABOVE_VUS, Panel};
use crate::page::choice::contour::{Quantity, level_number};
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::measures::{is_share, measure_amount, measure_name};
use crate::page::words::runs;
use crate::page::words::runs::{Field, count, none_of};
use crate::text::foreign::{cut, shown};

/// A pointer that is as near to a run as this, in both settings, is on it.
const ON_IT: f64 = 0.02;

impl Plane {
    /// What a value is multiplied by where it is told.
    fn factor(&self, quantity: Quantity) -> f64 {
        if quantity == Quantity::Cost { self.quoted.0 } else { 1.0 }
    }

    /// What is contoured, as a sentence begins.
    #[must_use]
    pub fn name(&self) -> &str {
        match &self.what {
            What::Usual(quantity) => quantity.name(),
            What::Own(measure) => &measure.words,
        }
    }

    /// Within a sentence.
    #[must_use]
    pub fn in_sentence(&self) -> String {
        match &self.what {
            What::Usual(Quantity::Cost) => "cost".to_owned(),
            What::Usual(Quantity::P95Latency) => "p95 latency".to_owned(),
            What::Usual(Quantity::Throughput) => "throughput".to_owned(),
            What::Own(measure) => measure_name(Some(measure), &measure.key),
        }
    }

    /// With its unit.
    #[must_use]
    pub fn title(&self, currency: &str) -> String {
        match &self.what {
            What::Usual(quantity) => in_currency(currency, &quantity.title(self.quoted.1)),
            What::Own(measure) if measure.kind == Kind::Share || measure.unit.is_empty() => measure.words.clone(),
            What::Own(measure) => format!("{}, {}", measure.words, measure.unit),
        }
    }

    /// What the charts lie over and show; costs beside a demand with the load that they are of.
    #[must_use]
    pub fn heading(&self, demand: Demand) -> String {
        // Those of a demand are of whole machines, at the load that it brings.
        let is_other = demand != Demand::None && self.is_cost();
        let at = if is_other { " at full load" } else { "" };
        format!("{}{at} over {} and {}", self.name(), self.x.noun(), self.y.noun())
    }

    /// Whether it tells money per unit of work.
    fn is_cost(&self) -> bool {
        match &self.what {
            What::Usual(quantity) => *quantity == Quantity::Cost,
            What::Own(measure) => measure.kind == Kind::Cost,
        }
    }

    /// A value in full, with its unit.
    #[must_use]
    pub fn say(&self, currency: &str, value: f64) -> String {
        match &self.what {
            What::Usual(quantity) => in_currency(currency, &quantity.say(value * self.factor(*quantity))),
            What::Own(measure) if is_share(measure) => percent(value * 100.0),
            What::Own(measure) => measure_amount(Some(measure), value),
        }
    }

    /// A level as short as tells it from its neighbours among `levels`. The scale tells units that are long.
    #[must_use]
    pub fn label(&self, currency: &str, level: f64, levels: &[f64]) -> String {
        match &self.what {
            What::Usual(quantity) => {
                let factor = self.factor(*quantity);
                let levels: Vec<f64> = levels.iter().map(|level| level * factor).collect();
                in_currency(currency, &quantity.label(level * factor, &levels))
            }
            What::Own(measure) if is_share(measure) => percent_short(level * 100.0),
            What::Own(measure) if measure.unit == "ms" => level_number(level, levels) + " ms",
            What::Own(_) => level_number(level, levels),
        }
    }

    /// What the best value is called.
    #[must_use]
    pub fn best(&self) -> &'static str {
        if self.more_is_better() { "highest" } else { "lowest" }
    }

    /// Its value of a run.
    fn value(&self, row: usize) -> f64 {
        self.values.as_ref().map_or(f64::NAN, |values| values[row])
    }
}

impl ContourView {
    /// A value in full, with its unit.
    #[must_use]
    pub fn say(&self, value: f64) -> String {
        self.plane.say(&self.currency, value)
    }

    /// A level as short as tells it from its neighbours among `levels`.
    #[must_use]
    pub fn label(&self, level: f64, levels: &[f64]) -> String {
        self.plane.label(&self.currency, level, levels)
    }

    /// What is contoured, with its unit.
    #[must_use]
    pub fn title(&self) -> String {
        self.plane.title(&self.currency)
    }
}

/// What the hover says: of the run, with the limits that it breaks, when the pointer is on it or outside the surface,
/// otherwise of the place.
#[must_use]
pub fn describe(
    view: &ContourView,
    panel: &Panel,
    shown: &ActiveTable,
    (row, broken): (usize, Vec<Field>),
    at: (f64, f64),
) -> (String, Vec<Field>) {
    let Plane { x, y, .. } = &*view.plane;
    let (x_value, y_value) = (x.values[row], y.values[row]);
    let by = (at.0 / x_value, at.1 / y_value);
    let on_it = (by.0 - 1.0).abs() < ON_IT && (by.1 - 1.0).abs() < ON_IT;
    let value = panel.surface.as_ref().and_then(|surface| surface.at(at.0, at.1)).filter(|_| !on_it);
    let Some(value) = value else {
        let mut fields = runs::run_fields(shown, row);
        fields.extend(broken);
        return (runs::run_title(shown, row), fields);
    };
    let fields = vec![
        ("Interpolated", view.say(value)),
        x.field(at.0),
        y.field(at.1),
        ("Nearest run", view.say(view.plane.value(row))),
        ("at", format!("{}, {}", x.at(x_value), y.at(y_value))),
        ("Distance", distance(&view.plane, by)),
    ];
    (format!("{}, between runs", view.plane.name()), fields)
}

/// How far a place is from a run, as factors: the axes are logarithmic.
fn distance(plane: &Plane, by: (f64, f64)) -> String {
    let (x, y) = (plane.x.noun(), plane.y.noun());
    let times = |factor: f64, what: &str| format!("{factor:.2} × its {what}");
    match ((by.0 - 1.0).abs() < ON_IT, (by.1 - 1.0).abs() < ON_IT) {
        (false, false) => format!("{}, {}", times(by.0, x), times(by.1, y)),
        (true, _) => format!("same {x}, {}", times(by.1, y)),
        (_, true) => format!("{}, same {y}", times(by.0, x)),
    }
}

/// What a chart shows, in a sentence or two.
#[must_use]
pub fn summary(view: &ContourView, panel: &Panel) -> String {
    let plane = &*view.plane;
    let (x, y) = (plane.x.noun(), plane.y.noun());
    let samples = panel.scene.samples.len();
    let excluded = panel.scene.samples.iter().filter(|sample| sample.excluded).count();
    let Some(row) = panel.best_row else {
        if excluded > 0 {
            return none_of(samples, "", ("is", "is not")) + " within the limits: the whole chart is hatched.";
        }
        return format!("No run with a usable {} passes the filters.", plane.in_sentence());
    };
    let mut text = format!(
        "{}: {} {} {} at {} and {}.",
        count(samples, "run", "runs"),
        plane.best(),
        plane.in_sentence(),
        view.say(plane.value(row)),
        plane.x.at(plane.x.values[row]),
        plane.y.at(plane.y.values[row]),
    );
    if excluded > 0 {
        text += &format!(
            " {} a limit, and where that is so the chart is hatched.",
            count(excluded, "run exceeds", "runs exceed")
        );
    }
    if panel.surface.is_none() {
        text += &format!(" No surface: that needs three runs that differ in {x} and in {y}.");
    }
    if panel.repeated > 0 {
        text += &format!(
            " {} {x} and {y} with another: {}.",
            count(panel.repeated, "run shares", "runs share"),
            if view.notebook { "the first counts" } else { "their mean counts" },
        );
    }
    if panel.left_out > 0 {
        text += &format!(" {} left out: no usable value.", count(panel.left_out, "run is", "runs are"));
    }
    text
}

/// Why a table has no map of its settings, a sentence; `None` where two of them vary.
#[must_use]
pub fn no_map_words(runs: &RunTable) -> Option<String> {
    match &runs.settings()[..] {
        [] => Some("No map: it needs two settings that vary, and in this table none does.".to_owned()),
        [one] => {
            Some(format!("No map: it needs two settings that vary, and in this table one does: {}.", shown(one.noun())))
        }
        [_, _, ..] => None,
    }
}

/// Why no run has a place on a chart: settings that do not vary, or nothing to draw over them.
pub(super) fn nothing_words(runs: &RunTable, plane: &Plane) -> String {
    let without = || format!("No map: no run has {}, {} and {}.", plane.in_sentence(), plane.x.noun(), plane.y.noun());
    no_map_words(runs).unwrap_or_else(without)
}

/// What holds for all charts together: the range, the levels, what is not drawn.
#[must_use]
pub fn overview(view: &ContourView) -> String {
    if let Some(column) = view.missing {
        return format!("Not in this table: this needs the column {column}.");
    }
    if !view.nothing.is_empty() {
        return view.nothing.clone();
    }
    let Some(extent) = view.extent else { return "No run passes the filters.".to_owned() };
    let say = |value| view.say(value);
    let mut text = format!("{} from {} to {}", view.plane.name(), say(extent.min), say(extent.max));
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
    for key in &view.plane.missing {
        text += &format!(" The table has no “{}” that varies: the usual is shown in its place.", cut(key));
    }
    if let What::Own(Measure { direction: Direction::Unknown, words, .. }) = &view.plane.what {
        text += &format!(" Whether more or less of {words} is better is not known: less is taken to be.");
    }
    text
}

/// What the surface says in words, computed: where its best quarter lies.
#[must_use]
pub fn finding(view: &ContourView) -> Option<String> {
    let plane = &*view.plane;
    let values = plane.values.as_deref()?;
    let (panel, row) = view.panels.iter().filter_map(|panel| Some((panel, panel.best_row?))).min_by(|a, b| {
        let order = values[a.1].total_cmp(&values[b.1]);
        if plane.more_is_better() { order.reverse() } else { order }
    })?;
    // No value of the panel is better; a measure may be zero or below.
    let near = |value: f64| (value - values[row]).abs() <= values[row].abs() * 0.05;
    let close: Vec<usize> = panel.scene.samples.iter().map(|s| s.row).filter(|&row| near(values[row])).collect();
    let range = |setting: &Setting| {
        let ends = Extent::of(close.iter().map(|&row| setting.values[row]));
        ends.map_or_else(String::new, |Extent { min, max }| setting.range(min, max))
    };
    Some(format!(
        "Here the best is on {}: {} at {} and {}. {} of its {} within 5% of that, at {} and {}.",
        shown(&panel.label),
        view.say(values[row]),
        plane.x.at(plane.x.values[row]),
        plane.y.at(plane.y.values[row]),
        close.len(),
        count(panel.scene.samples.len(), "run is", "runs are"),
        range(&plane.x),
        range(&plane.y),
    ))
}
