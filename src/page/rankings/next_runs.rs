//! Runs to make next: a table, the same as tab-separated text, as JSON, and as scenarios for k6.

mod again;
mod asked;
#[cfg(test)]
mod tests;
mod words;
mod work;

use crate::analysis::decide::next_runs::{NextRun, Reason};
use crate::analysis::decide::slo::Limits;
use crate::analysis::stats::noise::Noise;
use crate::data::runs::load::{LoadAxis, LoadColumns};
use crate::data::runs::table_facts::Basis;
use crate::data::table::column::Category;
use crate::export::csv::tab_separated;
use crate::format::numbers::{percent, short};

use words::reason_words;

pub use asked::Proposed;
pub use work::NextWork;

use super::how_run::HowRun;
use crate::page::evidence::view::EvidenceView;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::cost;
use crate::page::words::text_table::{Cell, Head, Line, Listing};
use crate::text::shell::quoted;

/// The most proposals shown; further ones are only counted.
pub const MOST_SHOWN: usize = 12;

/// A run to make, as the page lists it.
#[derive(Clone, Debug, PartialEq)]
pub struct NextLine {
    /// What it is like: the run in the table with the same hardware, image and so on.
    pub like: usize,
    /// What makes its configuration besides the batch size, by the table's names: hardware, image and so on.
    pub settings: Vec<(String, String)>,
    /// Batch size; NaN when the table has none.
    pub batch_size: f64,
    /// The load, of [`Self::axis`].
    pub load: f64,
    /// What the load is.
    pub axis: LoadAxis,
    /// Whether the run was made.
    pub is_repeat: bool,
    /// Why, a sentence.
    pub why: String,
    /// The forecast of its cost with its interval, in words.
    pub forecast: String,
    /// The same, in the unit of the costs.
    pub cost_usd: f64,
    /// How much cheaper the answer is expected to become, a share.
    pub improvement: f64,
}

/// The list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NextView {
    /// What it says, a sentence.
    pub sentence: String,
    /// The cheapest load within the limits between two runs, a sentence; empty where no such is cheaper than every run.
    pub interpolated: String,
    /// Whether more runs are needed for what is asked, a sentence; empty where [`Self::for_question`] did not say.
    pub needed: String,
    /// Whether none of them would change the answer to what is asked, so that all are optional.
    pub is_optional: bool,
    /// Whether the first is a run to be made again to be sure of the answer, so that it is not optional.
    pub is_again: bool,
    /// The most promising first, at most [`MOST_SHOWN`].
    pub lines: Vec<NextLine>,
    /// All of them, in the same order.
    pub proposed: Vec<Proposed>,
    /// The unit of the saved forecasts.
    pub cost_unit: String,
    /// How the table's runs were made.
    pub how_run: HowRun,
}

impl NextView {
    /// The runs that improve the answer for `rows`, those that pass the filters, of which `passing` are within the limits.
    #[must_use]
    // Only tests and programs ask.
    #[cfg_attr(feature = "dead-code", allow(dead_code))]
    pub fn new(shown: &ActiveTable, basis: &Basis, rows: &[usize], passing: &[usize], limits: &Limits) -> Self {
        Self::beside(shown, basis, (rows, passing), limits, None)
    }

    /// The same where the configurations of these rows are graded already, which knows their curves.
    #[must_use]
    // Only tests and programs ask.
    #[cfg_attr(feature = "dead-code", allow(dead_code))]
    pub fn beside(
        shown: &ActiveTable,
        basis: &Basis,
        (rows, passing): (&[usize], &[usize]),
        limits: &Limits,
        graded: Option<&EvidenceView>,
    ) -> Self {
        let mut work = NextWork::new(shown, basis, (rows, passing), limits.clone());
        while !work.part(shown, basis, passing, graded, usize::MAX) {}
        work.view(shown, basis, passing)
    }

    /// A run of the table to be made again, as it was made.
    #[must_use]
    pub fn again(shown: &ActiveTable, row: usize) -> Self {
        let loads = LoadColumns::of(&shown.runs);
        let (axis, load) = loads.of_rows(&[row]);
        let line = NextLine {
            like: row,
            settings: settings(shown, row),
            batch_size: shown.runs.batch_size[row],
            load: load[row],
            axis,
            is_repeat: true,
            why: String::new(),
            forecast: String::new(),
            cost_usd: f64::NAN,
            improvement: f64::NAN,
        };
        Self { lines: vec![line], how_run: HowRun::of(&shown.runs), ..Self::default() }
    }

    /// Tab-separated text with a header line, for a spreadsheet; texts are guarded by [`tab_separated`].
    #[must_use]
    pub fn tsv(&self) -> String {
        let Some(first) = self.lines.first() else { return String::new() };
        let mut head: Vec<String> = first.settings.iter().map(|(name, _)| tab_separated(name)).collect();
        head.extend(["batch_size", load_column(first.axis), "repeat", "why"].map(str::to_owned));
        let mut text = head.join("\t") + "\n";
        for line in &self.lines {
            let mut cells: Vec<String> = line.settings.iter().map(|(_, value)| tab_separated(value)).collect();
            let repeat = if line.is_repeat { "yes" } else { "no" };
            cells.extend([plain(line.batch_size), plain(line.load), repeat.to_owned(), tab_separated(&line.why)]);
            text += &(cells.join("\t") + "\n");
        }
        text
    }

    /// A k6 command for each run, made as the table's runs were ([`HowRun`]), with the settings as tags, which identify the run
    /// in k6's results; a rate asked for is a variable of the script's, as no option sets it. The script and its server are the
    /// reader's own. Settings come from the data and go into a shell, so they are quoted; control characters become spaces, as
    /// quotes do not stop a terminal from acting on them.
    #[must_use]
    pub fn k6(&self) -> String {
        self.k6_of(&self.lines)
    }

    fn k6_of(&self, lines: &[NextLine]) -> String {
        let mut text = String::new();
        for line in lines.iter().filter(|line| line.load.is_finite()) {
            text += &match line.axis {
                LoadAxis::Vus => format!("k6 run --vus {} {}", plain(line.load), self.how_run.options()),
                LoadAxis::AskedRate => format!("k6 run -e RATE={} {}", plain(line.load), self.how_run.options()),
                LoadAxis::BatchSize => format!("k6 run {}", self.how_run.options()),
            };
            let batch_size = ("batch_size".to_owned(), plain(line.batch_size));
            for (name, value) in line.settings.iter().chain([&batch_size]).filter(|(_, value)| !value.is_empty()) {
                text += &format!(" --tag {}", quoted(&format!("{name}={value}")));
            }
            text += " script.js\n";
        }
        text
    }

    /// As the page shows it.
    #[must_use]
    pub fn listing(&self) -> Listing {
        let sentence = format!("{} {}", self.interpolated, self.sentence).trim_start().to_owned();
        let Some(first) = self.lines.first() else { return Listing { sentence, ..Listing::default() } };
        let mut heads: Vec<Head> = first.settings.iter().map(|(name, _)| Head::text(title(name))).collect();
        let forecast = Head::number("Forecast").in_unit(&self.cost_unit);
        let gain = Head::number("Expected improvement").in_unit("%");
        let load = Head::number(first.axis.short_words());
        heads.extend([Head::number("Batch size"), load, forecast, gain, Head::text("Why")]);
        let line = |(key, line): (usize, &NextLine)| {
            let number = |value: f64| Cell::number(short(value), value);
            let mut cells: Vec<Cell> = line.settings.iter().map(|(_, value)| value.as_str().into()).collect();
            cells.extend([number(line.batch_size), number(line.load)]);
            let gain = Cell::known(Some(line.improvement * 100.0).filter(|gain| gain.is_finite()), percent);
            let forecast = match line.cost_usd.is_finite() {
                true => Cell::number(line.forecast.clone(), line.cost_usd),
                false => Cell::none(),
            };
            cells.extend([forecast, gain, line.why.as_str().into()]);
            Line { key, cells, ..Line::default() }
        };
        Listing { sentence, heads, lines: self.lines.iter().enumerate().map(line).collect() }
    }

    /// A JSON array: an object for each run with its settings, `batch_size` (null when unknown), `vus` (or `request_rate`),
    /// `repeat`, `why`, and `k6`, options for `k6 run --config`: one scenario made as the table's runs were. Runs of one list
    /// are not one k6 configuration, as each needs its own server.
    #[must_use]
    pub fn json(&self) -> String {
        let items: Vec<String> = self.lines.iter().map(|line| self.how_run.json_item(line)).collect();
        if items.is_empty() { "[]\n".to_owned() } else { format!("[\n{}\n]\n", items.join(",\n")) }
    }
}

/// The name of the load where it is saved.
pub(super) fn load_column(axis: LoadAxis) -> &'static str {
    match axis {
        LoadAxis::AskedRate => "request_rate",
        LoadAxis::Vus | LoadAxis::BatchSize => "vus",
    }
}

fn proposed(run: &NextRun) -> Proposed {
    Proposed { like: run.like, low_usd: run.low_usd, is_repeat: matches!(run.reason, Reason::Repeat { .. }) }
}

fn line(shown: &ActiveTable, noise: Noise, run: &NextRun, axis: LoadAxis) -> NextLine {
    let [cost, low, high] = [run.cost_usd, run.low_usd, run.high_usd].map(|usd| cost::quoted(shown, usd));
    NextLine {
        like: run.like,
        settings: settings(shown, run.like),
        batch_size: run.batch_size,
        load: run.load,
        axis,
        is_repeat: matches!(run.reason, Reason::Repeat { .. }),
        why: reason_words(shown, noise, run, axis),
        forecast: format!("{cost} ({low} to {high})"),
        cost_usd: cost::amount(shown, run.cost_usd),
        improvement: run.improvement,
    }
}

/// Hardware is always named; the others where the table has them.
fn settings(shown: &ActiveTable, row: usize) -> Vec<(String, String)> {
    let runs = &shown.runs;
    let named = [Some(("hw_type", &runs.hw_type)), Some(("image", &runs.image))];
    let named = named.into_iter().chain([
        runs.engine.as_ref().map(|engine| ("engine", engine)),
        runs.vendor.as_ref().map(|vendor| ("vendor", vendor)),
    ]);
    let further = runs.categories.iter().map(|(name, category)| (name.as_str(), category));
    let all = named.flatten().chain(further).filter(|(name, category)| *name == "hw_type" || has_names(category));
    all.map(|(name, category)| (name.to_owned(), category.label(row).to_owned())).collect()
}

/// A table without the column has one nameless category.
fn has_names(category: &Category) -> bool {
    category.labels.iter().any(|label| !label.is_empty() && label != Category::MISSING)
}

/// A setting as a reader knows it; the table's own word for the further ones.
fn title(name: &str) -> &str {
    match name {
        "hw_type" => "Hardware",
        "image" => "Image",
        "engine" => "Engine",
        "vendor" => "Vendor",
        other => other,
    }
}

/// A number without separators; empty when unknown.
fn plain(value: f64) -> String {
    if value.is_finite() { value.to_string() } else { String::new() }
}
