//! From the chosen runs to the comparison of a category's values: bubbles, legend, sentences.

use crate::analysis::stats::order;
use crate::page::words::cost;
use crate::page::words::text_table::{Cell, Head, Listing};
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::analysis::decide::compare::{Comparison, Contest};
use crate::analysis::decide::cost_latency::usable;
use crate::analysis::stats::extent::Extent;
use crate::analysis::stats::paired::Effect;
use crate::chart::frame::axes::Titles;
use crate::chart::frame::projection::{Axis, Scale};
use crate::chart::frame::ticks::measured;
use crate::chart::scenes::bubbles::{Bubble, Scene};

use super::offer::{Compared, Offer};
use crate::page::tables::active_table::ActiveTable;

/// The most charts that are drawn; a table of many configurations would drown the page.
pub const MOST_PANELS: usize = 12;

/// One chart: everything but batch size, VUs and the compared category is the same in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panel {
    /// Its name.
    pub label: String,
    /// The codes of the other categories.
    codes: Vec<u32>,
}

/// What stays while filters move: panels, axes, legend and the scale of sizes, from the whole table.
#[derive(Clone, Debug, PartialEq)]
pub struct CompareLayout {
    /// What the table offers.
    pub offer: Arc<Offer>,
    /// What is compared.
    pub compared: Compared,
    /// The charts, by the codes of their categories.
    pub panels: Vec<Panel>,
    /// How many more configurations have comparisons, without a chart.
    pub undrawn: usize,
    /// The values in the order of the legend: those that take part in a comparison.
    pub values: Vec<String>,
    /// Where hardware is compared, the position of each value among the table's hardware; else empty.
    pub hardware: Vec<usize>,
    /// Whether two values cost the same somewhere.
    pub ties: bool,
    /// The largest saving, %.
    pub largest_percent: f64,
    /// The place of each label's code in `values`.
    legend_of: Vec<usize>,
    x: Axis,
    y: Axis,
}

impl CompareLayout {
    /// Derives it from all runs of a table.
    #[must_use]
    pub fn new(shown: &ActiveTable, offer: &Arc<Offer>, compared: Compared) -> Self {
        let all: Vec<usize> = (0..shown.runs.rows).collect();
        let contests = offer.compare(shown, compared, &all).contests;
        let mut panels: Vec<Panel> = contests
            .iter()
            .map(|contest| Panel {
                label: offer.panel_label(compared, contest.winner()),
                codes: offer.codes(compared, contest.winner()),
            })
            .collect();
        order::sort_by(&mut panels, |a, b| a.codes.cmp(&b.codes));
        panels.dedup();
        let undrawn = panels.len().saturating_sub(MOST_PANELS);
        panels.truncate(MOST_PANELS);
        let (values, legend_of) = legend(offer, compared, &contests);
        let axis = |values: &[f64]| {
            let places = contests.iter().map(|contest| values[contest.winner()]);
            Axis::around(Extent::of(places.filter(|&value| usable(value))), Scale::Log)
        };
        let position = |value: &String| shown.runs.hw_type.labels.iter().position(|label| label == value);
        let hardware =
            if compared == Compared::Hardware { values.iter().filter_map(position).collect() } else { Vec::new() };
        Self {
            hardware,
            ties: contests.iter().any(Contest::is_tie),
            largest_percent: contests.iter().map(|contest| contest.saving_percent).fold(0.0, f64::max),
            x: axis(&shown.runs.batch_size),
            y: axis(&shown.runs.vus),
            offer: Arc::clone(offer),
            compared,
            panels,
            undrawn,
            values,
            legend_of,
        }
    }

    /// What the sizes of three bubbles mean: the largest saving, a quarter of it, a sixteenth, %.
    #[must_use]
    pub fn size_steps(&self) -> [f64; 3] {
        [1.0, 4.0, 16.0].map(|part| self.largest_percent / part)
    }

    /// The panel on which a row lies.
    #[must_use]
    pub fn panel_of(&self, row: usize) -> Option<&Panel> {
        self.panel_at(row).map(|at| &self.panels[at])
    }

    fn panel_at(&self, row: usize) -> Option<usize> {
        let codes = self.offer.codes(self.compared, row);
        self.panels.binary_search_by(|panel| panel.codes.cmp(&codes)).ok()
    }

    /// The place of a row's value in [`Self::values`].
    #[must_use]
    pub fn value(&self, row: usize) -> usize {
        let code = self.offer.categories[self.compared.at()].as_ref().map_or(0, |category| category.codes[row]);
        self.legend_of[code as usize]
    }
}

/// The labels that take part, in their order, and for each code its place among them.
fn legend(offer: &Offer, compared: Compared, contests: &[Contest]) -> (Vec<String>, Vec<usize>) {
    let Some(category) = &offer.categories[compared.at()] else { return Default::default() };
    let mut takes_part = vec![false; category.labels.len()];
    for &row in contests.iter().flat_map(|contest| &contest.candidates) {
        takes_part[category.codes[row] as usize] = true;
    }
    let values = category.labels.iter().zip(&takes_part).filter(|(_, takes)| **takes).map(|(label, _)| label.clone());
    let legend_of = takes_part.iter().scan(0, |next, &takes| {
        let at = *next;
        *next += usize::from(takes);
        Some(at)
    });
    (values.collect(), legend_of.collect())
}

/// The charts of the chosen rows and what came of the comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct CompareView {
    /// What stays.
    pub fixed: Arc<CompareLayout>,
    /// A chart for each of [`CompareLayout::panels`].
    pub scenes: Vec<Arc<Scene>>,
    /// All places at which values competed.
    pub comparison: Comparison,
    /// How much the value that wins most often saves, with its sign.
    pub signed: Option<Signed>,
    /// The same with the runs that fail a check, where any does.
    pub with_failed: Option<Signed>,
    /// How many rows were given.
    pub rows: usize,
    /// The place in the comparison of each row that has won.
    won: BTreeMap<usize, usize>,
}

/// The value that is cheapest most often, against the cheapest of the others wherever both were run.
#[derive(Clone, Debug, PartialEq)]
pub struct Signed {
    /// The value.
    pub value: String,
    /// Ratios of its cost to that of the cheapest other.
    pub effect: Effect,
}

impl Signed {
    /// Of a comparison; of equally frequent winners the first by name.
    fn of(shown: &ActiveTable, offer: &Offer, compared: Compared, comparison: &Comparison) -> Option<Self> {
        let category = offer.categories[compared.at()].as_ref()?;
        let mut wins = vec![0_usize; category.labels.len()];
        for contest in comparison.contests.iter().filter(|contest| !contest.is_tie()) {
            wins[category.codes[contest.winner()] as usize] += 1;
        }
        let most = wins.iter().copied().max().filter(|&most| most > 0)?;
        let code = wins.iter().position(|&wins| wins == most)? as u32;
        let ratios = comparison.ratios(shown.runs.ranked_cost(), |row| category.codes[row] == code);
        Some(Self { value: category.labels[code as usize].clone(), effect: Effect::of(ratios)? })
    }

    /// How much the value saves in the median, %; negative where it costs more.
    #[must_use]
    pub fn saving_percent(&self) -> f64 {
        percent_saved(self.effect.ratio)
    }

    /// The interval of that, from the less to the more.
    #[must_use]
    pub fn interval_percent(&self) -> Option<(f64, f64)> {
        self.effect.interval.map(|(low, high)| (percent_saved(high), percent_saved(low)))
    }
}

fn percent_saved(ratio: f64) -> f64 {
    100.0 * (1.0 - ratio)
}

impl CompareView {
    /// Compares `rows`.
    #[must_use]
    pub fn new(shown: &ActiveTable, rows: &[usize], fixed: &Arc<CompareLayout>) -> Self {
        let (offer, compared) = (&fixed.offer, fixed.compared);
        let comparison = offer.compare(shown, compared, rows);
        let signed = Signed::of(shown, offer, compared, &comparison);
        let of_all = || Signed::of(shown, offer, compared, &offer.compare_all(shown, compared, rows));
        let with_failed = if comparison.failed > 0 { of_all() } else { None };
        let mut bubbles: Vec<Vec<Bubble>> = vec![Vec::new(); fixed.panels.len()];
        for contest in &comparison.contests {
            let row = contest.winner();
            // A configuration beyond the last panel is counted, not drawn.
            if let Some(panel) = fixed.panel_at(row) {
                bubbles[panel].push(Bubble {
                    item: row,
                    x: shown.runs.batch_size[row],
                    y: shown.runs.vus[row],
                    saving_percent: contest.saving_percent,
                    value: (!contest.is_tie()).then(|| fixed.value(row)),
                });
            }
        }
        let (x_at, y_at) = (measured(&shown.runs.batch_size), measured(&shown.runs.vus));
        let scene = |mut bubbles: Vec<Bubble>| {
            // The largest lie at the bottom, so that none is hidden.
            order::sort_by(&mut bubbles, |a, b| b.saving_percent.total_cmp(&a.saving_percent));
            Arc::new(Scene {
                bubbles,
                x: fixed.x,
                y: fixed.y,
                titles: Titles {
                    x: "Batch size".to_owned(),
                    y: "VUs".to_owned(),
                    x_at: x_at.clone(),
                    y_at: y_at.clone(),
                    ..Titles::default()
                },
                largest_percent: fixed.largest_percent,
                hardware: fixed.hardware.clone(),
            })
        };
        // Added one by one: collecting a map sorts first, and compiles a sort of its own for it.
        let mut won = BTreeMap::new();
        won.extend(comparison.contests.iter().enumerate().map(|(at, contest)| (contest.winner(), at)));
        Self {
            scenes: bubbles.into_iter().map(scene).collect(),
            fixed: Arc::clone(fixed),
            won,
            comparison,
            signed,
            with_failed,
            rows: rows.len(),
        }
    }

    /// The contest that a row has won (or that it stands for, when nobody has).
    #[must_use]
    pub fn contest(&self, row: usize) -> Option<&Contest> {
        self.won.get(&row).map(|&at| &self.comparison.contests[at])
    }

    /// Every place at which values competed, including those without a chart, to be saved.
    #[must_use]
    pub fn listing(&self, shown: &ActiveTable) -> Listing {
        let (fixed, runs) = (&self.fixed, &shown.runs);
        let (noun, unit) = (fixed.compared.noun(), shown.in_currency(&cost::unit(&shown.runs)));
        let heads = vec![
            Head::text("All else"),
            Head::number("Batch size"),
            Head::number("VUs"),
            Head::text(&format!("Cheapest {noun}")),
            Head::number("Cost of the cheapest").in_unit(&unit),
            Head::text(&format!("Next cheapest {noun}")),
            Head::number("Cost of the next").in_unit(&unit),
            Head::number("Saving").in_unit("%"),
        ];
        let Some(category) = &fixed.offer.categories[fixed.compared.at()] else {
            return Listing::of_cells(heads, Vec::new());
        };
        let cells = |contest: &Contest| {
            let (winner, rival) = (contest.winner(), contest.rival());
            let cost = |row: usize| Cell::aligned(cost::amount(shown, runs.ranked_cost()[row]));
            vec![
                fixed.offer.panel_label(fixed.compared, winner).into(),
                Cell::aligned(runs.batch_size[winner]),
                Cell::aligned(runs.vus[winner]),
                category.label(winner).into(),
                cost(winner),
                category.label(rival).into(),
                cost(rival),
                Cell::aligned(contest.saving_percent),
            ]
        };
        Listing::of_cells(heads, self.comparison.contests.iter().map(cells).collect())
    }
}
