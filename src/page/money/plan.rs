//! Volume plan: how many machines a demand needs and what they cost, by configuration and under several limits.

use crate::analysis::decide::answer::{Answer, Demand, Point};
use crate::analysis::decide::slo::Screen;
use crate::data::runs::table_facts::Basis;
use crate::format::numbers::{fixed, percent, short};

use crate::page::answer::asked::{Answered, Asked};
use crate::page::answer::columns::Columns;
use crate::page::answer::words::{answer_words, asked_words, hours_words, too_dear_words, warnings_words};
use crate::page::choice::filters::Choice;
use crate::page::choice::limits::LimitChoice;
use crate::page::limits::words::limit_words;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::cost;
use crate::page::words::mean;
use crate::page::words::runs::{configuration_name, count, run_name};
use crate::page::words::text_table::{Cell, Head, Line, Listing};

/// Of what load a cost is that is not the plan's.
const FULL: &str = " at full load";

/// Both tables and their words.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanView {
    /// The answer.
    pub sentence: String,
    /// Further remarks; empty for none.
    pub caption: String,
    /// The cheapest plan and those of other configurations, under the limits as they are set.
    pub choices: Listing,
    /// The cheapest plan under each of several limits.
    pub limits: Listing,
    /// The runs that savings can be told against, by name: the pinned ones, those of the plan, and the chosen one.
    pub against: Vec<(usize, String)>,
}

impl PlanView {
    /// Plans with the runs among `rows` that pass the limits.
    #[must_use]
    pub fn new(shown: &ActiveTable, basis: &Basis, rows: &[usize], choice: &Choice) -> Self {
        let asked = Asked { demand: choice.money.planned(), ..Asked::of(choice) };
        let columns = Columns::of(shown, basis);
        let screen = Screen::new(&basis.measures(&shown.runs), rows, &choice.limits.limits(&shown.runs));
        let Answered { asked: answered, solver: own, found, too_dear } = asked.answered(shown, basis, &columns, rows);
        let table = Table { shown, asked: &answered };
        let mut lines: Vec<Line> = Vec::new();
        for (name, point) in found.iter().flat_map(|found| table.named(found, screen.winner)) {
            let line = table.line(name, &point);
            if is_new(&lines, &line) {
                lines.push(line);
            }
        }
        // What is cheapest per unit of work, where whole machines and hours make another run the cheapest.
        let per_unit = screen.winner.and_then(|row| own.point(row));
        let line = per_unit.map(|point| table.line(table.cheapest_per_unit(), &point));
        lines.extend(line.filter(|line| is_new(&lines, line)));
        let limits = compared(shown, choice).into_iter().map(|(name, limits)| {
            let under = Asked { limits, ..asked.clone() }.solver(shown, basis, &columns, rows);
            table.line_or_none(name, under.best(&under.contenders()))
        });
        let mut caption = table.caption(found.as_ref(), screen.winner);
        if too_dear {
            caption.insert(0, too_dear_words(shown, &asked));
        }
        Self {
            against: against(shown, choice, &lines),
            sentence: table.sentence(found.as_ref(), rows.len()),
            caption: caption.join(" "),
            limits: table.listing(limits.collect()),
            choices: table.listing(lines),
        }
    }
}

/// Whether a run, or of a steady demand a configuration, is not told yet.
fn is_new(lines: &[Line], line: &Line) -> bool {
    lines.iter().all(|told| told.cells[1].text != line.cells[1].text)
}

/// The runs to compare with.
fn against(shown: &ActiveTable, choice: &Choice, lines: &[Line]) -> Vec<(usize, String)> {
    let chosen = choice.money.terms.against;
    let mut rows: Vec<usize> = Vec::new();
    for row in choice.pins.iter().copied().chain(lines.iter().filter_map(|line| line.row)).chain(chosen) {
        if row < shown.runs.rows && !rows.contains(&row) {
            rows.push(row);
        }
    }
    rows.into_iter().map(|row| (row, run_name(shown, row))).collect()
}

/// The limits compared: as they are set, none, and several on p95 latency, the others as they are set.
fn compared(shown: &ActiveTable, choice: &Choice) -> Vec<(String, LimitChoice)> {
    let set = &choice.limits;
    let mut all = Vec::new();
    if !set.is_empty() {
        let limits = set.limits(&shown.runs);
        let words: Vec<String> = limits.set().map(|limit| limit_words(shown, set, limit)).collect();
        all.push((format!("As set: {}", words.join(", ")), set.clone()));
    }
    all.push(("No limit".to_owned(), LimitChoice::default()));
    let with = LimitChoice { max_p95_latency_ms: None, ..set.clone() };
    let others = if with.is_empty() { "" } else { ", others as set" };
    all.extend(choice.money.p95_limits_ms.iter().map(|&ms| {
        (format!("p95 ≤ {} ms{others}", short(ms)), LimitChoice { max_p95_latency_ms: Some(ms), ..set.clone() })
    }));
    all
}

struct Table<'a> {
    shown: &'a ActiveTable,
    asked: &'a Asked,
}

impl Table<'_> {
    /// The answer and its alternatives, each with its name; a run that is there twice counts by its first.
    fn named(&self, found: &Answer, winner: Option<usize>) -> Vec<(String, Point)> {
        let is_winner = |point: &Point| Some(point.row) == winner;
        let best = match (found.best.is_priced(), is_winner(&found.best)) {
            (false, _) => "Most from one machine".to_owned(),
            (true, _) if self.asked.terms.at_most().is_some() => "Fastest at that cost".to_owned(),
            (true, true) => ["Cheapest plan, and ", cost::per_quoted(&self.shown.runs), FULL].concat(),
            (true, false) => "Cheapest plan".to_owned(),
        };
        let mut all = vec![(best, found.best)];
        let kinds = [
            ("Same cost", &found.same_cost[..]),
            ("Faster, for more", &found.faster[..]),
            ("Best of its hardware", &found.by_hardware[..]),
            ("Most from one machine, without a price", found.most_unpriced.as_slice()),
        ];
        for (name, points) in kinds {
            let name = |point: &Point| if is_winner(point) { self.cheapest_per_unit() } else { name.to_owned() };
            all.extend(points.iter().map(|point| (name(point), *point)));
        }
        all
    }

    /// What the run with the lowest cost of a unit of work is called. That is the cost of a machine that is busy all the
    /// time; the column beside it has the cost at the load of the plan, which may be lower for another run.
    fn cheapest_per_unit(&self) -> String {
        ["Cheapest ", cost::per_quoted(&self.shown.runs), FULL].concat()
    }

    fn listing(&self, mut lines: Vec<Line>) -> Listing {
        lines.iter_mut().enumerate().for_each(|(nth, line)| line.key = nth);
        Listing { sentence: String::new(), heads: self.heads(), lines }
    }

    fn heads(&self) -> Vec<Head> {
        let number = |title: &str| Head::number(&self.shown.in_currency(title));
        let mut heads = vec![Head::text("").saved_as("Plan"), Head::text("Run")];
        heads.extend(
            [
                "Machines",
                "Cost, $",
                &cost::unit(&self.shown.runs),
                "Idle",
                "Hours billed",
                &["They can do, ", self.shown.runs.work.rate_words()].concat(),
                &mean::head_ms(self.shown),
                "p95 latency, ms",
            ]
            .map(number),
        );
        heads[5] = Head::number("Idle").in_unit("%");
        heads
    }

    fn line(&self, name: String, point: &Point) -> Line {
        let number = |words: fn(f64) -> String, value: f64| {
            if value.is_nan() { Cell::none() } else { Cell::number(words(value), value) }
        };
        let steady = matches!(self.asked.demand, Demand::Steady { .. });
        let run = if steady { configuration_name(self.shown, point.row) } else { run_name(self.shown, point.row) };
        let by_machine = if point.machines > 1.0 { format!(" ({})", hours_words(point)) } else { String::new() };
        let hours = fixed(point.machine_hours, 0) + &by_machine;
        let cells = vec![
            name.into(),
            run.into(),
            number(|n| fixed(n, 0), point.machines + point.spare),
            number(|usd| fixed(usd, 2), in_cents(point.usd)),
            self.quoted(point.usd_per_unit),
            number(percent, (1.0 - point.load_share).max(0.0) * 100.0),
            Cell::number(hours, point.machine_hours),
            number(short, point.machines * point.capacity_units_per_sec),
            mean::cell(self.shown, point.row, point.mean_ms),
            if self.shown.runs.p95_latency_ms.is_some() { Cell::aligned(point.p95_ms) } else { Cell::none() },
        ];
        Line { row: Some(point.row), cells, ..Line::default() }
    }

    /// What a unit of work costs, quoted for as many as everywhere.
    fn quoted(&self, usd_per_unit: f64) -> Cell {
        let usd = cost::amount(self.shown, usd_per_unit * self.shown.runs.work.units());
        // A million cost cents.
        if usd.is_nan() { Cell::none() } else { Cell::number(short(usd), usd) }
    }

    fn line_or_none(&self, name: String, point: Option<Point>) -> Line {
        if let Some(point) = point {
            return self.line(name, &point);
        }
        let mut cells = vec![Cell::from(name), "no run qualifies".into()];
        cells.resize(self.heads().len(), Cell::none());
        Line { cells, ..Line::default() }
    }

    fn sentence(&self, found: Option<&Answer>, among: usize) -> String {
        match found {
            Some(found) if found.best.is_priced() => answer_words(self.shown, self.asked, &found.best),
            _ if among == 0 => "No run passes the filters.".to_owned(),
            _ => format!(
                "{}: none of {} passes the limits with a known cost and throughput.",
                asked_words(self.shown, self.asked),
                count(among, "run", "runs")
            ),
        }
    }

    fn caption(&self, found: Option<&Answer>, winner: Option<usize>) -> Vec<String> {
        let mut said = Vec::new();
        let cheapest = found.filter(|found| found.best.is_priced() && self.asked.terms.at_most().is_none());
        if cheapest.is_some_and(|found| Some(found.best.row) != winner) {
            said.push(format!(
                "Machines and hours are whole, so another run is as cheap or cheaper here than the one that is cheapest {}.",
                cost::per_one(&self.shown.runs)
            ));
        }
        said.extend(found.into_iter().flat_map(|found| warnings_words(self.shown, self.asked.demand, &found.warnings)));
        if self.shown.runs.p95_latency_ms.is_none() {
            said.push("The table has no p95 latency, so no run is known to be within a limit on it.".to_owned());
        }
        said
    }
}

/// An amount as it is paid; less than a dollar as it is.
fn in_cents(usd: f64) -> f64 {
    if usd >= 1.0 { (usd * 100.0).round() / 100.0 } else { usd }
}
