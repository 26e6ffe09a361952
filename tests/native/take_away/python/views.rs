//! What the page's views compute for a choice, and that a script finds the same.

mod surfaces;

use std::cell::OnceCell;

use self::surfaces::controls_of;
use crate::support::tables::close;
use isocost::analysis::decide::answer::{Demand, Point};
use isocost::analysis::decide::best::Best;
use isocost::analysis::decide::slo;
use isocost::analysis::surface::triangulation::{Duplicates, Tin};
use isocost::data::runs::roles::Role;
use isocost::data::runs::table_facts::Basis;
use isocost::data::table::column::{Column, Values};
use isocost::page::answer::asked::Asked;
use isocost::page::answer::columns::Columns;
use isocost::page::choice::contour::{Controls, Quantity};
use isocost::page::choice::filters::Choice;
use isocost::page::contour::limits::Kept;
use isocost::page::contour::view::{ContourView, Panel};
use isocost::page::enough_vus::view::{VusAxes, VusView};
use isocost::page::scatter::columns::latency_ms;
use isocost::page::scatter::view as scatter_view;
use isocost::page::scatter::view::ScatterView;
use isocost::page::tables::active_table::ActiveTable;
use isocost::page::take_away::python::{Topic, text};
use isocost::page::verdict::view::VerdictView;
use serde_json::Value;

/// pandas sums in another order, Qhull and spade divide in another.
const TOLERANCE: f64 = 1e-9;

/// A view of the page.
pub struct Case {
    pub name: String,
    pub shown: ActiveTable,
    pub choice: Choice,
    pub topic: Topic,
    basis: Basis,
    contour: OnceCell<ContourView>,
}

impl Case {
    pub fn new(name: String, shown: ActiveTable, choice: Choice, topic: Topic) -> Self {
        Self { basis: Basis::of(&shown.runs), contour: OnceCell::new(), name, shown, choice, topic }
    }

    fn rows(&self) -> Vec<usize> {
        self.choice.filter.rows(&self.shown.runs, &self.shown.batch_sizes)
    }

    fn within(&self) -> Vec<usize> {
        let runs = &self.shown.runs;
        slo::passing(&self.basis.measures(runs), &self.rows(), &self.choice.limits.limits(runs))
    }

    fn scatter(&self) -> ScatterView {
        let fixed = scatter_view::fixed(&self.shown, &self.choice);
        ScatterView::new(&self.shown, &self.within(), &self.choice, &fixed)
    }

    fn verdict(&self) -> Option<usize> {
        let mut asked = Asked::of(&self.choice);
        if asked.demand != Demand::None {
            asked.terms.at_most_usd = None;
        }
        VerdictView::new(&self.shown, &self.basis, &self.rows(), &Asked { demand: Demand::None, ..asked }).row
    }

    /// The page's answer to a demand.
    pub fn plan(&self) -> Option<Point> {
        let (asked, columns) = (Asked::of(&self.choice), Columns::of(&self.shown, &self.basis));
        let found = asked.answered(&self.shown, &self.basis, &columns, &self.rows()).found;
        found.map(|found| found.best).filter(|best| best.is_priced() && asked.demand != Demand::None)
    }

    fn is_steady(&self) -> bool {
        matches!(self.choice.money.demand, Demand::Steady { .. })
    }

    fn contour(&self, controls: Controls) -> &ContourView {
        self.contour.get_or_init(|| {
            let (runs, within) = (&self.shown.runs, self.within());
            let limits = self.choice.limits.limits(runs);
            let kept = Kept::new(self.basis.measures(runs), &limits, &within);
            let kept = (!self.choice.limits.is_empty()).then_some(&kept);
            ContourView::under(&self.shown, &self.rows(), kept, self.choice.notebook, controls)
        })
    }

    fn best(&self) -> Best {
        let runs = &self.shown.runs;
        Best::new(&runs.ranking(), &self.shown.groups.of_row, &self.within())
    }

    pub fn vus(&self) -> VusView {
        let Topic::EnoughVus(question) = self.topic else { panic!("another topic") };
        let rows = if self.choice.notebook { self.rows() } else { self.within() };
        VusView::new(&self.shown, &rows, &VusAxes::new(&self.shown, &self.choice), question)
    }

    /// Whether the page has anything to hold a script against.
    pub fn says_something(&self) -> bool {
        match self.topic {
            Topic::Verdict => {
                // Bills of whole machines are often equal: then the fastest run is the front.
                let least = usize::from(self.choice.money.demand == Demand::None);
                self.verdict().is_some() && self.scatter().front_rows.len() > least
            }
            Topic::Best => !self.best().groups.is_empty(),
            Topic::EnoughVus(_) => !self.vus().states.is_empty(),
            Topic::Contour(controls) => {
                let view = self.contour(controls);
                view.panels.iter().all(|panel| panel.levels.len() > 4)
                    && view.panels.iter().all(|panel| self.places(panel, controls).len() > 8)
            }
        }
    }

    /// What a script of this case is asked at its end.
    pub fn wanted(&self) -> String {
        match self.topic {
            Topic::Verdict => {
                // Without costs the chart has its own axes.
                let own = scatter_view::fixed(&self.shown, &self.choice).own.is_some();
                let latency = if own { "across" } else { self.latency_name() };
                let successful = self.shown.runs.good_share().is_some() && !self.choice.notebook;
                let cost = match successful {
                    _ if own => "upwards",
                    true => "1B_successful_cost",
                    false if self.choice.notebook => "1B_cost",
                    false => self.cost_name(),
                };
                let count = if self.is_steady() { "'machines'" } else { "'hours'" };
                format!(
                    "[cheapest.index, cheapest['{}'], cheapest['avg_latency_ms'], front.index, front['{cost}'], \
                     front['{latency}'], *([plan.index, plan['usd'], plan['busy'], plan[{count}], \
                     plan.get('p95_ms', plan['usd'])] if 'plan' in globals() else [])]",
                    self.cost_name()
                )
            }
            Topic::Best => format!(
                "[best.index, best['{}'], best['below_its_median_percent'], best['above_the_best_percent'], ranked.index]",
                self.cost_name()
            ),
            Topic::EnoughVus(_) => "[rising.index.to_frame(index=False).values, rising.index.names, rising, \
                                    len(rises if 'rises' in globals() else gain)]"
                .to_owned(),
            Topic::Contour(controls) => {
                let view = self.contour(controls);
                let asked = self.asked_panels(view).map(|panel| {
                    let places = self.places(panel, controls);
                    let of = |pick: fn(&(f64, f64, f64)) -> f64| {
                        places.iter().map(|place| text::number(pick(place))).collect::<Vec<_>>().join(", ")
                    };
                    let key = self.panel_key(panel.scene.samples[0].row).unwrap();
                    format!(
                        "value_at({key}, np.array([{}], dtype=float), np.array([{}], dtype=float))",
                        of(|p| p.0),
                        of(|p| p.1)
                    )
                });
                let levels = match self.own_levels(view) {
                    true => {
                        let key = |panel: &Panel| self.panel_key(panel.scene.samples[0].row).unwrap();
                        let of = self.asked_panels(view).map(|panel| format!("levels[{}]", key(panel)));
                        format!("[{}]", of.collect::<Vec<_>>().join(", "))
                    }
                    false => "levels".to_owned(),
                };
                let grids = if self.choice.notebook { "[grid.shape for grid in grids.values()]" } else { "[]" };
                format!(
                    "[{levels}, [{}], best.index, best['{}'], len(panels), {grids}]",
                    asked.collect::<Vec<_>>().join(", "),
                    match controls_of(&self.choice, controls).quantity {
                        Quantity::Cost => self.cost_name(),
                        other => other.column(),
                    },
                )
            }
        }
    }

    /// The column of costs in the unit of work.
    fn cost_name(&self) -> &'static str {
        self.shown.runs.work.column_name()
    }

    fn latency_name(&self) -> &'static str {
        let p95 = self.shown.runs.p95_latency_ms.as_deref();
        let is_p95 = p95.is_some_and(|p95| std::ptr::eq(p95, latency_ms(&self.shown, &self.choice)));
        if is_p95 { "p95_latency_ms" } else { "avg_latency_ms" }
    }

    /// As in the notebook each of several panels has its own.
    fn own_levels(&self, view: &ContourView) -> bool {
        self.choice.notebook && view.panels.len() > 1
    }

    /// The panels with runs whose names can be looked up: NaN, which a name that is missing is, equals nothing.
    fn asked_panels<'a>(&'a self, view: &'a ContourView) -> impl Iterator<Item = &'a Panel> {
        let named =
            |panel: &&Panel| panel.scene.samples.first().is_some_and(|first| self.panel_key(first.row).is_some());
        view.panels.iter().filter(named)
    }

    /// The key of a panel as Python has it.
    fn panel_key(&self, row: usize) -> Option<String> {
        let runs = &self.shown.runs;
        let columns = [Role::HwType, Role::Image].into_iter().filter_map(|role| runs.position(role));
        let columns: Vec<&Column> = columns.map(|at| &runs.columns[at]).collect();
        if columns.is_empty() {
            return Some("(\"(none)\",)".to_owned());
        }
        let value = |column: &&Column| match &column.values {
            _ if column.is_null(row) => None,
            Values::Number { array, .. } => Some(text::number(array.value(row)) + ","),
            _ => Some(text::literal(&column.text(row)) + ","),
        };
        let values: Option<Vec<String>> = columns.iter().map(value).collect();
        values.map(|values| format!("({})", values.join(" ")))
    }

    /// Holds what a script found against the page.
    pub fn holds(&self, found: &Value) {
        let runs = &self.shown.runs;
        let cost = |row: usize| runs.cost_usd[row];
        match self.topic {
            Topic::Verdict => {
                let verdict: Vec<usize> = self.verdict().into_iter().collect();
                let scatter = self.scatter();
                self.rows_are(&found[0], &verdict, "the cheapest run");
                self.numbers_are(&found[1], verdict.iter().map(|&row| cost(row)), "its cost");
                self.numbers_are(&found[2], verdict.iter().map(|&row| runs.avg_latency_ms[row]), "its latency");
                self.rows_are(&found[3], &scatter.front_rows, "the front");
                let front = scatter.scene.front.iter().map(|&at| &scatter.scene.points[at]);
                self.numbers_are(&found[4], front.clone().map(|point| point.y), "costs of the front");
                self.numbers_are(&found[5], front.map(|point| point.x), "latencies of the front");
                let plan = self.plan();
                let is_asked = self.choice.money.demand != Demand::None;
                assert_eq!(found.as_array().unwrap().len(), if is_asked { 11 } else { 6 }, "{}", self.name);
                if is_asked {
                    let each = |of: fn(&Point) -> f64| plan.iter().map(of).collect::<Vec<_>>().into_iter();
                    self.rows_are(&found[6], &plan.iter().map(|plan| plan.row).collect::<Vec<_>>(), "the plan");
                    self.numbers_are(&found[7], each(|plan| plan.usd), "what it costs");
                    self.numbers_are(&found[8], each(|plan| plan.load_share), "how busy it is");
                    if self.is_steady() {
                        self.numbers_are(&found[9], each(|plan| plan.machines), "how many machines");
                        self.numbers_are(&found[10], each(|plan| plan.p95_ms), "its p95");
                    } else {
                        self.numbers_are(&found[9], each(|plan| plan.machine_hours), "hours billed");
                    }
                }
            }
            Topic::Best => {
                let best = self.best();
                let rows: Vec<usize> = best.groups.iter().map(|group| group.row).collect();
                self.rows_are(&found[0], &rows, "the best");
                self.numbers_are(&found[1], rows.iter().map(|&row| cost(row)), "their costs");
                self.numbers_are(&found[2], best.groups.iter().map(|group| group.below_median_percent), "tuning");
                self.numbers_are(&found[3], best.groups.iter().map(|group| group.above_best_percent), "choosing");
                let ranked = found[4].as_array().unwrap().len();
                assert_eq!(ranked, self.within().len() - best.left_out, "{}", self.name);
            }
            Topic::EnoughVus(_) => self.vus_hold(found),
            Topic::Contour(controls) => self.contour_holds(found, controls),
        }
    }

    fn vus_hold(&self, found: &Value) {
        let view = self.vus();
        let names: Vec<&str> = found[1].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
        let mut rising: Vec<(String, f64)> = view
            .rising()
            .map(|state| (self.key(&names, self.row_of(state.group)), state.curve.last_gain().unwrap_or(1.0)))
            .collect();
        rising.sort_by(|a, b| a.0.cmp(&b.0));
        let keys = found[0].as_array().unwrap().iter().map(as_numbers);
        let said = found[2].as_array().unwrap();
        let mut got: Vec<(String, f64)> = keys.zip(said.iter().map(|said| said.as_f64().unwrap_or(1.0))).collect();
        got.sort_by(|a, b| a.0.cmp(&b.0));
        assert_eq!(
            got.iter().map(|g| &g.0).collect::<Vec<_>>(),
            rising.iter().map(|r| &r.0).collect::<Vec<_>>(),
            "{}",
            self.name
        );
        if !self.choice.notebook {
            for (got, wanted) in got.iter().zip(&rising) {
                assert!((got.1 - wanted.1).abs() < TOLERANCE, "{}: {got:?} for {wanted:?}", self.name);
            }
            // Groups without any measured point are in no script.
            let measured = view.states.iter().filter(|state| !state.curve.load.is_empty()).count();
            assert_eq!(found[3].as_u64().unwrap() as usize, measured, "{}", self.name);
        } else {
            assert_eq!(found[3].as_u64().unwrap() as usize, view.states.len(), "{}", self.name);
        }
    }

    /// A row of a group.
    fn row_of(&self, group: usize) -> usize {
        let fixed = VusAxes::new(&self.shown, &self.choice);
        fixed.groups.of_row.iter().position(|&of| of == Some(group)).unwrap()
    }

    /// The values of a row in the columns of these names, as JSON.
    fn key(&self, names: &[&str], row: usize) -> String {
        let runs = &self.shown.runs;
        let column = |name: &&str| -> Option<&Column> {
            let role = Role::ALL.into_iter().find(|role| role.house_name() == *name);
            let further = name.trim_end_matches(" (category)");
            role.map_or_else(
                || runs.columns.iter().find(|column| column.name == further),
                |role| runs.position(role).map(|at| &runs.columns[at]),
            )
        };
        let value = |name: &&str| match column(name) {
            None => Value::from("(none)"),
            Some(column) if column.is_null(row) => Value::Null,
            Some(Column { values: Values::Number { array, .. }, .. }) => Value::from(array.value(row)),
            Some(Column { values: Values::Bool(array), .. }) => Value::from(array.value(row)),
            Some(column) => Value::from(column.text(row)),
        };
        Value::Array(names.iter().map(value).collect()).to_string()
    }

    fn rows_are(&self, found: &Value, wanted: &[usize], what: &str) {
        let found: Vec<usize> = found.as_array().unwrap().iter().map(|row| row.as_u64().unwrap() as usize).collect();
        assert_eq!(found, wanted, "{}: {what}", self.name);
    }

    fn numbers_are(&self, found: &Value, wanted: impl Iterator<Item = f64>, what: &str) {
        let wanted: Vec<f64> = wanted.collect();
        let found = found.as_array().unwrap_or_else(|| panic!("{}: {what}: {found}", self.name));
        let found: Vec<f64> = found.iter().map(as_number).collect();
        assert_eq!(found.len(), wanted.len(), "{}: {what}", self.name);
        for (at, (&found, &wanted)) in found.iter().zip(&wanted).enumerate() {
            let same = found == wanted || close(found, wanted, TOLERANCE) || (found - wanted).abs() < TOLERANCE;
            assert!(same, "{}: {what}[{at}]: {found} for {wanted}", self.name);
        }
    }
}

/// Infinities come by name, and what is missing is null.
fn as_number(value: &Value) -> f64 {
    value.as_f64().or_else(|| value.as_str()?.parse().ok()).unwrap_or(f64::NAN)
}

/// A list of values as text, whole numbers as the floats that they are on the page.
fn as_numbers(key: &Value) -> String {
    let value = |value: &Value| value.as_f64().map_or_else(|| value.clone(), Value::from);
    Value::Array(key.as_array().unwrap().iter().map(value).collect()).to_string()
}
