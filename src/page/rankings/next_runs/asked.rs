//! Whether more load tests are needed for what is asked: yes or no, why, and which proposed runs are for something else.
//!
//! Proposals are made for a lower cost of a unit of work. A bill is of whole machines and hours, so that most of them cannot
//! lower it. One can where its configuration, as cheap as the low end of its forecast, would answer the question with a lower
//! bill than the answer's; limits on latency are taken as kept. So may one whose throughput still rises with nothing run beyond,
//! where twice as much would. What costs the same lowers nothing. Of what was run at one load only nothing is forecast: where
//! twice its throughput would lower the bill, whether other loads do is not known.

use crate::analysis::decide::answer::{Candidates, Demand, Point, Question, Solver, TOLERANCE};
use crate::data::runs::load::LoadAxis;
use crate::data::runs::table_facts::Basis;
use crate::format::numbers::short;

use super::NextView;
use crate::page::answer::asked::{Answered, Asked};
use crate::page::answer::columns::{Columns, price_of};
use crate::page::evidence::view::EvidenceView;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::cost;
use crate::page::words::loads::load_words;
use crate::page::words::runs::{configuration_name, count};

/// With twice the load throughput is at most this many times as high.
const MOST_GAIN: f64 = 2.0;

/// A proposed run, of those that are not shown, too.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Proposed {
    /// A run of the table like it.
    pub like: usize,
    /// The low end of the forecast of its cost, in the unit of the costs.
    pub low_usd: f64,
    /// Whether it was made before.
    pub is_repeat: bool,
}

impl NextView {
    /// Says whether more runs are needed for what is asked among `rows`, those that pass the filters, and of each proposal that
    /// cannot lower a bill that it is for something else. `graded`: the curves of those rows.
    #[must_use]
    pub fn for_question(
        mut self,
        shown: &ActiveTable,
        basis: &Basis,
        asked: &Asked,
        rows: &[usize],
        graded: &EvidenceView,
    ) -> Self {
        let columns = Columns::of(shown, basis);
        let answered = asked.answered(shown, basis, &columns, rows);
        let Some(best) = answered.found.as_ref().map(|found| found.best) else { return self };
        if !best.is_priced() {
            self.needed = "Cannot tell whether more runs are needed: without prices no cost is known.".to_owned();
            return self;
        }
        if answered.asked.terms.at_most().is_some() {
            self.needed = "Cannot tell whether more runs are needed: which would be faster is not forecast.".to_owned();
            return self;
        }
        let bill = Bill { shown, answered: &answered, best };
        let lowers: Vec<bool> = self.proposed.iter().map(|run| bill.is_lowered(run.like, run.low_usd)).collect();
        let cost = shown.runs.ranked_cost();
        let is_open = |row: usize| bill.is_lowered(row, cost[row] / MOST_GAIN);
        let rises = graded.rising().into_iter().find(|&row| is_open(row)).map(Open::Rises);
        let once = || {
            graded
                .once()
                .into_iter()
                .find(|&(row, ..)| is_open(row))
                .map(|(row, axis, load)| Open::Once(row, axis, load))
        };
        let open = rises.or_else(once);
        self.needed = bill.sentence(&self, &lowers, open);
        if !self.lines.is_empty() && open.is_none() && !lowers.contains(&true) {
            self.is_optional = true;
            self.sentence += " None of them would change this answer.";
        }
        if bill.is_of_machines() {
            let other = format!(" For a lower cost {}, not for this bill.", cost::per_one(&shown.runs));
            let others = self.lines.iter_mut().zip(&lowers).filter(|(_, lowers)| !**lowers);
            others.for_each(|(line, _)| line.why += &other);
        }
        self
    }
}

/// A configuration of which nothing is forecast, by its best run: what twice its throughput would lower.
#[derive(Clone, Copy)]
enum Open {
    /// Its throughput still rises.
    Rises(usize),
    /// It was run at this load only.
    Once(usize, LoadAxis, f64),
}

/// Half and twice a load: `150 and 600 VUs`. One user and one request at once have no half.
fn other_loads(axis: LoadAxis, load: f64) -> String {
    let half = if axis == LoadAxis::AskedRate { load / 2.0 } else { (load / 2.0).ceil() };
    let twice = load_words(axis, load * 2.0);
    match axis {
        _ if half >= load => twice,
        LoadAxis::BatchSize => format!("batch sizes {} and {}", short(half), short(load * 2.0)),
        LoadAxis::Vus | LoadAxis::AskedRate => format!("{} and {twice}", short(half)),
    }
}

/// What is to be lowered: the answer's bill, or without a demand its cost.
struct Bill<'a> {
    shown: &'a ActiveTable,
    answered: &'a Answered<'a>,
    best: Point,
}

impl Bill<'_> {
    fn is_of_machines(&self) -> bool {
        self.answered.asked.demand != Demand::None
    }

    /// Whether machines like a run's that do a unit of work for so little would cost less than the answer.
    fn is_lowered(&self, like: usize, low_usd: f64) -> bool {
        let (price, unit) = (price_of(self.shown, like), low_usd / self.shown.runs.work.units());
        let most = self.best.usd * (1.0 - TOLERANCE);
        if !self.is_of_machines() {
            return unit < self.best.usd_per_unit * (1.0 - TOLERANCE);
        }
        let rate = price / 3600.0 / unit;
        let terms = &self.answered.asked.terms;
        let question = Question {
            demand: self.answered.asked.demand,
            load_share: terms.load_share,
            spare: terms.spare,
            ..Question::default()
        };
        let one = Candidates {
            configuration: &[0],
            hardware: &[0],
            usd_per_hour: &[price],
            unit_costs: None,
            units_per_sec: &[rate],
            requests_per_sec: None,
            vus: &[f64::NAN],
            mean_ms: &[f64::NAN],
            p95_ms: None,
            good_share: None,
            failed_checks: None,
            contradicting_prices: 0,
        };
        Solver::new(one, question, &[0]).point(0).is_some_and(|point| point.usd < most)
    }

    /// `the bill of $584 a month`, `the cost of $0.280 per 1M requests`.
    fn words(&self) -> String {
        let shown = self.shown;
        if !self.is_of_machines() {
            let usd = self.best.usd_per_unit * shown.runs.work.units();
            return format!("the cost of {} {}", cost::quoted(shown, usd), cost::per_quoted(&shown.runs));
        }
        match self.best.usd_per_month {
            month if month.is_finite() => format!("the bill of {} a month", shown.bill(month)),
            _ => format!("the bill of {}", shown.bill(self.best.usd)),
        }
    }

    fn sentence(&self, next: &NextView, lowers: &[bool], open: Option<Open>) -> String {
        let (words, all) = (self.words(), next.proposed.len());
        let lowering = || next.proposed.iter().zip(lowers).filter(|(_, lowers)| **lowers).map(|(run, _)| run);
        let is_new = |run: &&Proposed| !run.is_repeat;
        let (new, repeats) = (lowering().filter(is_new).count(), lowering().filter(|run| run.is_repeat).count());
        let run = |n: usize| count(n, "run", "runs");
        match (new, repeats, open) {
            (0, 0, Some(Open::Once(row, axis, load))) => format!(
                "Not known: {} was run at {} only. Run it at {}, too: twice its throughput would lower {words}.",
                configuration_name(self.shown, row),
                load_words(axis, load),
                other_loads(axis, load)
            ),
            (0, 0, Some(Open::Rises(row))) => format!(
                "Not known: no run is forecast to lower {words}, but throughput of {} still rises, and twice as much would.",
                configuration_name(self.shown, row)
            ),
            (0, 0, None) if all == 0 => format!("No: no run is known that could lower {words}."),
            (0, 0, None) => format!("No: no run proposed below can lower {words}: {}.", self.why_not(next)),
            (0, _, _) => format!(
                "Only to be sure: no new run is known that could lower {words}; {} of what costs as little within noise \
                 could.",
                count(repeats, "repeat", "repeats")
            ),
            _ => {
                let first = next.lines.iter().zip(lowers).find(|(line, lowers)| **lowers && !line.is_repeat);
                let first = first.map_or_else(String::new, |(line, _)| {
                    let batch = match line.batch_size {
                        size if size.is_finite() && size != self.shown.runs.batch_size[line.like] => {
                            format!(", but batch size {}", short(size))
                        }
                        _ => String::new(),
                    };
                    let name = configuration_name(self.shown, line.like);
                    format!(", first {name}{batch}, at {}", load_words(line.axis, line.load))
                });
                format!("Yes: {new} of {} proposed below could lower {words}{first}.", run(all))
            }
        }
    }

    /// Why none can: the answer is one machine, and no other is cheaper; or they need as many.
    fn why_not(&self, next: &NextView) -> &'static str {
        let own = price_of(self.shown, self.best.row);
        let is_dearer = |like: usize| price_of(self.shown, like) >= own * (1.0 - TOLERANCE);
        if self.best.machines == 1.0 && next.proposed.iter().all(|run| is_dearer(run.like)) {
            return "one machine carries it, and none of them is of a cheaper one";
        }
        "at the low end of its forecast each needs machines that cost as much"
    }
}
