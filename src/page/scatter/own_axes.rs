//! Any two measures against each other: axes, Pareto front, a front for each hardware and engine, and words.

use std::sync::Arc;

use crate::analysis::decide::answer::Demand;
use crate::analysis::decide::pareto;
use crate::analysis::stats::extent::Extent;
use crate::analysis::stats::order;
use crate::chart::frame::axes::{Money, Titles};
use crate::chart::frame::projection::{Axis, Scale};
use crate::chart::scenes::scatter::answer::Star;
use crate::chart::scenes::scatter::{Point, Scene};
use crate::chart::scenes::steps::{GroupFront, Steps};
use crate::data::runs::measures::{Direction, Kind, Measure};
use crate::data::table::column::Numbers;
use crate::format::numbers::short;

use super::columns::{
    CHEAPEST_LABEL, FRONT_LABEL, as_measured, is_movable, latency_key, limit_across, limit_of, limited, strip_css,
};
use super::marks::{Marks, Rows};
use super::upwards::{COST, LOAD, bill_measure, bills, load_measure, usual_upwards};
use super::view::{ScatterAxes, ScatterView, colours, division, of_workload, scale};
use crate::page::choice::filters::Choice;
use crate::page::choice::scatter_axes::{BILL, ScatterMeasures, Side};
use crate::page::limits::words::amount;
use crate::page::tables::active_table::{ActiveTable, Groups};
use crate::page::verdict::at_load::AtLoad;
use crate::page::words::cost;
use crate::page::words::measures::{axis_title, measure_value};

/// The legend entry of the fronts of groups.
pub const GROUP_FRONTS_LABEL: &str = "Fronts by hardware and engine";
/// Of more groups than this none has a front of its own.
pub const MOST_GROUPS: usize = 12;

/// A measure on an axis.
#[derive(Clone, Debug)]
pub struct AxisMeasure {
    /// Which.
    pub measure: Measure,
    /// Its value of each run; NaN where there is none.
    pub values: Numbers,
    /// The key that was asked for, where the table lacks that measure and the usual one is shown.
    pub missing: Option<String>,
}

/// Equal without a look at each value: other values lie somewhere else.
impl PartialEq for AxisMeasure {
    fn eq(&self, other: &Self) -> bool {
        self.values.ptr_eq(&other.values) && self.measure == other.measure && self.missing == other.missing
    }
}

/// The measures on both axes, and the groups that have fronts of their own.
#[derive(Clone, Debug)]
pub struct OwnAxes {
    /// From left to right.
    pub x: AxisMeasure,
    /// Upwards.
    pub y: AxisMeasure,
    /// Hardware and engine, of the field's picture over tokens per second and user; `None` on other axes.
    pub groups: Option<Groups>,
}

/// Not derived, as it would become part of the first view's code where it is not called.
impl PartialEq for OwnAxes {
    #[inline(never)]
    fn eq(&self, other: &Self) -> bool {
        self.x == other.x && self.y == other.y && self.groups == other.groups
    }
}

/// The key of what an axis usually shows.
#[must_use]
pub fn usual_key<'a>(shown: &ActiveTable, choice: &'a Choice, side: Side) -> &'a str {
    match side {
        Side::X => limited(shown, choice).unwrap_or_else(|| latency_key(shown, choice)),
        Side::Y => usual_upwards(shown, choice),
    }
}

/// The measure of a key; where no run has it, the usual one of the axis.
fn on_axis(shown: &ActiveTable, choice: &Choice, measures: &ScatterMeasures, side: Side) -> AxisMeasure {
    let (runs, usual) = (&shown.runs, usual_key(shown, choice, side));
    let asked = measures.key(side).unwrap_or(usual);
    if let Some(bills) = Some(asked).filter(|&asked| asked == BILL).and_then(|_| bills(shown, choice)) {
        return AxisMeasure { measure: bill_measure(choice), values: bills.into(), missing: None };
    }
    // Where there is no bill.
    let usual = if usual == BILL { COST } else { usual };
    if asked == LOAD {
        let (measure, values) = load_measure(shown);
        return AxisMeasure { measure, values, missing: Some(usual.to_owned()) };
    }
    let found = runs.measure(asked).and_then(|values| Some((runs.measure_named(asked)?, values)));
    let missing = found.is_none().then(|| asked.to_owned());
    let nothing = || Measure {
        key: usual.to_owned(),
        words: usual.to_owned(),
        unit: "",
        direction: Direction::Low,
        kind: Kind::Other,
    };
    let stand_in = || {
        let values = runs.measure(usual).unwrap_or_else(|| vec![f64::NAN; runs.rows].into());
        (runs.measure_named(usual).unwrap_or_else(nothing), values)
    };
    let (measure, values) = found.unwrap_or_else(stand_in);
    AxisMeasure { measure, values, missing }
}

/// Axes and colours for all runs of the table.
#[inline(never)]
#[must_use]
pub fn fixed(shown: &ActiveTable, choice: &Choice, measures: &ScatterMeasures) -> ScatterAxes {
    let [x, y] = [Side::X, Side::Y].map(|side| on_axis(shown, choice, measures, side));
    let groups = (x.measure.kind == Kind::PerUser).then(|| Groups::by_hardware_and_engine(&shown.runs));
    let own = OwnAxes { x, y, groups };
    let rows = of_workload(shown, choice);
    ScatterAxes {
        x: own.x.axis(choice, &rows),
        y: own.y.axis(choice, &rows),
        colours: colours(&shown.runs.batch_size, choice.notebook),
        own: Some(Arc::new(own)),
    }
}

/// The chart of the runs that are visible. The notebook's way of choosing and rounding runs is one of cost and latency:
/// here every run with both measures is drawn.
#[inline(never)]
#[must_use]
pub(super) fn view(
    own: &Arc<OwnAxes>,
    marks: Marks,
    (within, out, answer): Rows,
    at_load: Option<AtLoad>,
    fixed: &ScatterAxes,
) -> ScatterView {
    let (shown, choice) = (marks.shown, marks.choice);
    let known = |row: usize| Some(own.place(row)).filter(|&(x, y)| own.x.measure.knows(x) && own.y.measure.knows(y));
    let point = |&row: &usize| known(row).map(|(x, y)| marks.point(row, x, y));
    let mut points: Vec<Point> = out.iter().filter_map(point).collect();
    let faded = points.len();
    points.extend(within.iter().filter_map(point));
    let all: Vec<usize> = (faded..points.len()).collect();
    let front = own.front(&points, &all);
    // The answer's run, where it is drawn; no other in its place.
    let star = answer.and_then(|row| Some(own.star(shown, choice, row, known(row)?, at_load)));
    let group_fronts =
        if marks.is_shown(GROUP_FRONTS_LABEL) { own.group_fronts(shown, &points, &all) } else { Vec::new() };
    ScatterView {
        front_rows: front.iter().map(|&at| points[at].row).collect(),
        cheapest_row: star.as_ref().map(|star| star.row),
        left_out: within.len() + out.len() - points.len(),
        scene: Arc::new(Scene {
            faded,
            front,
            star: star.filter(|_| marks.is_shown(CHEAPEST_LABEL)),
            show_front: marks.is_shown(FRONT_LABEL),
            x: fixed.x,
            y: fixed.y,
            titles: Titles {
                x: axis_title(shown, &own.x.measure),
                y: axis_title(shown, &own.y.measure),
                x_money: own.x.money(shown),
                y_money: own.y.money(shown),
                below_css: strip_css(choice),
                ..Titles::default()
            },
            paint: marks.paint(fixed),
            steps: Some(Box::new(Steps { more_is_right: own.x.measure.more_is_better(), groups: group_fronts })),
            limit: marks.limit(limit_across(choice, &own.x.measure.key), points.len() - faded, faded),
            movable: is_movable(choice, &own.x.measure.key),
            paid: marks.paid((&own.y.measure.key, &own.y.values)),
            names: marks.names(&points),
            points,
        }),
        legend: marks.legend,
        own: Some(Arc::clone(own)),
    }
}

impl AxisMeasure {
    /// Logarithmic only where every known value is above zero: no other could be drawn.
    fn axis(&self, choice: &Choice, rows: &[usize]) -> Axis {
        let known: Vec<f64> =
            rows.iter().map(|&row| self.values[row]).filter(|&value| self.measure.knows(value)).collect();
        let has_log = known.iter().all(|&value| value > 0.0);
        let scale = if has_log { scale(division(choice), &known) } else { Scale::Linear };
        Axis::around(Extent::of(known.iter().copied()), scale)
    }

    /// How its values are labelled where they are money.
    fn money(&self, shown: &ActiveTable) -> Option<Money> {
        match self.measure.kind {
            Kind::Cost => Some(cost::on_axis(shown)),
            Kind::Bill => Some(Money { currency: shown.currency.clone(), factor: 1.0 }),
            _ => None,
        }
    }

    /// A value in words, for the axis, whose title names the unit.
    fn words(&self, shown: &ActiveTable, value: f64) -> String {
        match self.measure.kind {
            Kind::Cost => cost::quoted(shown, value),
            Kind::Bill => shown.bill(value),
            Kind::Share => measure_value(shown, &self.measure, value),
            _ => short(value),
        }
    }

    /// To be minimised.
    fn signed(&self, value: f64) -> f64 {
        if self.measure.more_is_better() { -value } else { value }
    }
}

impl OwnAxes {
    /// The position of a run in the chart's data.
    #[inline(never)]
    #[must_use]
    pub fn place(&self, row: usize) -> (f64, f64) {
        (self.x.values[row], self.y.values[row])
    }

    /// The front of some points, positions by rising x. Equal points are all kept, those equal in one measure and worse in
    /// the other are not.
    fn front(&self, points: &[Point], of: &[usize]) -> Vec<usize> {
        let x: Vec<f64> = of.iter().map(|&at| self.x.signed(points[at].x)).collect();
        let y: Vec<f64> = of.iter().map(|&at| self.y.signed(points[at].y)).collect();
        let mut found: Vec<usize> = pareto::front(&x, &y).into_iter().map(|at| of[at]).collect();
        order::sort_by(&mut found, |&a, &b| points[a].x.total_cmp(&points[b].x).then(a.cmp(&b)));
        found
    }

    /// The answer's star. Where bills are drawn against one of its latencies it stands where its card says, and its mark, as
    /// it was measured at full load, is told apart; else at its mark.
    fn star(
        &self,
        shown: &ActiveTable,
        choice: &Choice,
        row: usize,
        mark: (f64, f64),
        at_load: Option<AtLoad>,
    ) -> Star {
        let at_load = at_load.filter(|_| self.y.measure.kind == Kind::Bill);
        let place = at_load.and_then(|at| at.place(&self.x.measure.key)).filter(|&place| place != mark);
        let (x, y) = place.unwrap_or(mark);
        let [across, upwards] = [(&self.x, x), (&self.y, y)].map(|(axis, value)| axis.words(shown, value));
        let across = match limit_of(&self.x.measure.key) {
            // As on the usual chart, whose place this one takes.
            Some(limit) if choice.money.demand != Demand::None => {
                let words = amount(limit, x);
                if place.is_some() { words } else { as_measured(choice, words) }
            }
            _ => across,
        };
        Star { row, x, y, run: place.map(|_| mark), tags: (!choice.notebook).then_some([across, upwards]) }
    }

    /// The front of each group that has points among these, in the order of the groups; none where there are too many of
    /// them.
    fn group_fronts(&self, shown: &ActiveTable, points: &[Point], of: &[usize]) -> Vec<GroupFront> {
        let Some(groups) = &self.groups else { return Vec::new() };
        let mut members = vec![Vec::new(); groups.labels.len()];
        for &at in of {
            members[groups.of_row[points[at].row]].push(at);
        }
        let hardware_of =
            |group: usize| groups.first_row[group].map_or(0, |row| shown.runs.hw_type.codes[row] as usize);
        let there: Vec<(usize, Vec<usize>)> =
            members.into_iter().enumerate().filter(|(_, members)| !members.is_empty()).collect();
        if there.len() < 2 || there.len() > MOST_GROUPS {
            return Vec::new();
        }
        let front = |(nth, members): (usize, Vec<usize>)| GroupFront {
            label: groups.labels[nth].clone(),
            hardware: hardware_of(nth),
            nth: (0..nth).filter(|&other| hardware_of(other) == hardware_of(nth)).count(),
            front: self.front(points, &members),
        };
        there.into_iter().map(front).collect()
    }
}
