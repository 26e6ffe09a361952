//! What the page's views compute for a choice, and that a script finds the same.

use std::cell::OnceCell;

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
use isocost::page::scatter::view as scatter_view;
use isocost::page::scatter::view::{ScatterView, latency_ms};
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

    fn vus(&self) -> VusView {
        let Topic::EnoughVus(question) = self.topic else { panic!("another topic") };
        VusView::new(&self.shown, &self.rows(), &VusAxes::new(&self.shown, &self.choice), question)
    }

    /// Whether the page has anything to hold a script against.
    pub fn says_something(&self) -> bool {
        match self.topic {
            Topic::Verdict => self.verdict().is_some() && self.scatter().front_rows.len() > 1,
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
                let latency = self.latency_name();
                let successful = self.shown.runs.good_share().is_some() && !self.choice.notebook;
                let cost = match successful {
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
            let measured = view.states.iter().filter(|state| !state.curve.vus.is_empty()).count();
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

    fn contour_holds(&self, found: &Value, controls: Controls) {
        let view = self.contour(controls);
        if self.own_levels(view) {
            for (nth, panel) in self.asked_panels(view).enumerate() {
                self.numbers_are(&found[0][nth], panel.levels.iter().copied(), "levels");
            }
        } else {
            self.numbers_are(&found[0], view.levels.iter().copied(), "levels");
        }
        let panels: Vec<&Panel> = view.panels.iter().filter(|panel| !panel.scene.samples.is_empty()).collect();
        assert_eq!(found[4].as_u64().unwrap() as usize, panels.len(), "{}", self.name);
        for (nth, panel) in self.asked_panels(view).enumerate() {
            let places = self.places(panel, controls);
            self.numbers_are(&found[1][nth], places.iter().map(|place| place.2), &panel.label);
        }
        let quantity = controls_of(&self.choice, controls).quantity;
        let value = |row: usize| quantity.values(&self.shown.runs).unwrap()[row];
        let mut best: Vec<usize> = view.panels.iter().filter_map(|panel| panel.best_row).collect();
        best.sort_unstable();
        let mut got: Vec<usize> =
            found[2].as_array().unwrap().iter().map(|row| row.as_u64().unwrap() as usize).collect();
        got.sort_unstable();
        assert_eq!(got, best, "{}: the best of each panel", self.name);
        let values = found[3].as_array().unwrap().iter().map(|value| value.as_f64().unwrap());
        assert!(values.is_sorted_by(|a, b| if quantity.more_is_better() { a >= b } else { a <= b }), "{}", self.name);
        assert!(best.iter().all(|&row| value(row).is_finite()));
        if self.choice.notebook {
            for shape in found[5].as_array().unwrap() {
                assert_eq!(shape.to_string(), "[100,100]");
            }
        }
    }

    /// Places whose value no choice of diagonals changes: the sites, and the middles of the edges that every Delaunay
    /// triangulation of them has. With the value that the page gives there.
    fn places(&self, panel: &Panel, controls: Controls) -> Vec<(f64, f64, f64)> {
        let controls = controls_of(&self.choice, controls);
        let (samples, units) = (&panel.scene.samples, controls.interpolation);
        let into = |values: Vec<f64>| values.into_iter().map(|value| units.into(value)).collect::<Vec<_>>();
        let (x, y) = (into(samples.iter().map(|s| s.x).collect()), into(samples.iter().map(|s| s.y).collect()));
        let values = controls.quantity.values(&self.shown.runs).unwrap();
        let z: Vec<f64> = samples.iter().map(|sample| values[sample.row]).collect();
        let duplicates = if self.choice.notebook { Duplicates::First } else { Duplicates::Mean };
        let Some(tin) = Tin::new(&x, &y, &z, duplicates) else {
            assert!(panel.surface.is_none());
            return samples.iter().map(|sample| (sample.x, sample.y, f64::NAN)).collect();
        };
        let surface = panel.surface.as_ref().unwrap();
        let at = |x: f64, y: f64| {
            let (vus, batch) = (units.back(x), units.back(y));
            (vus, batch, surface.at(vus, batch).unwrap_or(f64::NAN))
        };
        let mut places: Vec<_> = tin.sites().iter().map(|site| at(site[0], site[1])).collect();
        for (a, b) in sure_edges(&tin) {
            let ([ax, ay, az], [bx, by, bz]) = (tin.sites()[a as usize], tin.sites()[b as usize]);
            let (vus, batch, _) = at((ax + bx) / 2.0, (ay + by) / 2.0);
            // On the outline rounding may put the middle outside; what it should be is known.
            places.push((vus, batch, (az + bz) / 2.0));
        }
        // Well outside of everything.
        places.push((units.back(x.iter().copied().fold(0.0, f64::max) + 1.0), 1.0, f64::NAN));
        places
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

/// The notebook's way knows only its own.
fn controls_of(choice: &Choice, controls: Controls) -> Controls {
    if choice.notebook { Controls::NOTEBOOK } else { controls }
}

/// The edges that lie in every Delaunay triangulation: the fourth corner beside an edge is not on the circle through the
/// other three. Those of the outline are in all.
fn sure_edges(tin: &Tin) -> Vec<(u32, u32)> {
    let opposite = |a: u32, b: u32| {
        let corners = tin.triangles().iter().find_map(|&[i, j, k]| {
            [(i, j, k), (j, k, i), (k, i, j)].into_iter().find(|&(from, to, _)| (from, to) == (a, b))
        });
        corners.map(|(_, _, third)| third)
    };
    let sides = tin.triangles().iter().flat_map(|&[i, j, k]| [(i, j), (j, k), (k, i)]);
    sides
        .filter(|&(a, b)| match opposite(b, a) {
            None => true,
            Some(d) => {
                let c = opposite(a, b).unwrap();
                a < b && !on_one_circle(tin, [a, b, c, d])
            }
        })
        .collect()
}

fn on_one_circle(tin: &Tin, corners: [u32; 4]) -> bool {
    let [a, b, c, d] = corners.map(|at| tin.sites()[at as usize]);
    let (bx, by, cx, cy) = (b[0] - a[0], b[1] - a[1], c[0] - a[0], c[1] - a[1]);
    let (b2, c2, double) = (bx * bx + by * by, cx * cx + cy * cy, 2.0 * (bx * cy - by * cx));
    let (ux, uy) = ((cy * b2 - by * c2) / double, (bx * c2 - cx * b2) / double);
    let squared = ux * ux + uy * uy;
    ((d[0] - a[0] - ux).powi(2) + (d[1] - a[1] - uy).powi(2) - squared).abs() <= 1e-9 * squared
}
