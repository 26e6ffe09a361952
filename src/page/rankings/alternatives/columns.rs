//! The columns of the lists, the same in each: money, change, limited latencies, rates, machines, load, growth.

use crate::analysis::decide::answer::{Demand, Point, same};
use crate::analysis::decide::slo::Limit;
use crate::analysis::stats::round::nine_digits;
use crate::data::table::column::Numbers;
use crate::format::numbers::{fixed, percent_fixed, short_3};

use super::{Alternative, Alternatives, Broken, Outside};
use crate::page::answer::words::load_words;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::cost;
use crate::page::words::mean;
use crate::page::words::measures::short_measure;
use crate::page::words::text_table::{Cell, Head};

/// At most so many limited latencies have a column.
const MOST_LIMITED: usize = 2;

/// What a latency is.
#[derive(Clone, Debug, PartialEq)]
pub enum Latency {
    /// The 95th percentile, at the load planned.
    P95,
    /// The mean, at the load planned.
    Mean,
    /// Another measure, by its key; of the run as it was measured.
    Other(String, Numbers),
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    /// $ a month, for a volume, or per unit of work.
    Money,
    /// Against the answer; where there is none what keeps a run out.
    Against,
    /// A latency, ms, and the most that is allowed.
    Latency(Latency, Option<f64>),
    /// What one machine can do, units of work per second.
    Each,
    /// Tokens per second of one user.
    PerUser(Numbers),
    /// How many machines.
    Machines,
    /// Share of what they can do.
    Load,
    /// What they may be given in all, units of work per second.
    Grows,
    /// $ per unit of work on a busy machine.
    Full,
}

/// A column's head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AltHead {
    /// Title and saved name.
    pub head: Head,
    /// Where it stands on a narrow screen, a class of the style sheet.
    pub class: &'static str,
    /// What follows its values where there are no heads.
    pub suffix: String,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AltCell {
    /// Its text, and the value that is saved.
    pub cell: Cell,
    /// The value with every digit; empty where the text says it.
    pub title: String,
    /// How far it fills what is allowed, 0 to 1.
    pub gauge: Option<f64>,
    /// Whether it is what breaks the question.
    pub warns: bool,
}

/// The columns for a question.
pub(super) fn columns(view: &Alternatives) -> Vec<Column> {
    let runs = &view.shown.runs;
    let mut columns =
        if view.is_priced { vec![Column::Money, Column::Against] } else { vec![Column::Each, Column::Against] };
    let latencies = latencies(view);
    let has_mean = latencies.iter().any(|(latency, _)| *latency == Latency::Mean);
    columns.extend(latencies.into_iter().map(|(latency, bound)| Column::Latency(latency, bound)));
    columns.extend((!has_mean).then_some(Column::Latency(Latency::Mean, None)));
    columns.extend(runs.measure("user").filter(|_| runs.has_tokens()).map(Column::PerUser));
    columns.extend(view.is_priced.then_some(Column::Each));
    match view.asked.demand {
        Demand::None => {}
        Demand::Volume { .. } => columns.extend([Column::Machines, Column::Load]),
        Demand::Steady { .. } => columns.extend([Column::Machines, Column::Load, Column::Grows]),
    }
    match (view.is_priced, view.asked.demand) {
        (false, _) => columns.push(Column::Money),
        (true, Demand::None) => {}
        (true, _) => columns.push(Column::Full),
    }
    columns
}

/// The limited latencies; without any the p95 where the table has one.
fn latencies(view: &Alternatives) -> Vec<(Latency, Option<f64>)> {
    let (runs, limits) = (&view.shown.runs, &view.asked.limits);
    let mut found: Vec<(Latency, Option<f64>)> = Vec::new();
    found.extend(limits.get(Limit::P95Latency).map(|bound| (Latency::P95, Some(bound))));
    found.extend(limits.get(Limit::AvgLatency).map(|bound| (Latency::Mean, Some(bound))));
    for (key, bound) in &limits.others {
        let measure = runs.measure_named(key).filter(|measure| !bound.is_at_least(Some(measure)));
        let is_latency = measure.is_some_and(|measure| measure.kind.is_latency());
        let values = runs.measure(key).filter(|_| is_latency);
        found.extend(values.map(|values| (Latency::Other(key.clone(), values), Some(bound.at))));
    }
    found.truncate(MOST_LIMITED);
    if found.is_empty() && runs.p95_latency_ms.is_some() {
        found.push((Latency::P95, None));
    }
    found
}

impl Latency {
    fn name(&self, shown: &ActiveTable) -> String {
        match self {
            Self::P95 => "p95".to_owned(),
            Self::Mean => mean::head(shown, "Avg").trim_end_matches(" latency").to_owned(),
            Self::Other(key, _) => short_measure(key)
                .unwrap_or_else(|| shown.runs.measure_named(key).map_or_else(|| key.clone(), |measure| measure.words)),
        }
    }

    fn of(&self, alternative: &Alternative) -> f64 {
        match self {
            Self::P95 => alternative.point.p95_ms,
            Self::Mean => alternative.point.mean_ms,
            Self::Other(_, values) => values[alternative.point.row],
        }
    }
}

impl Column {
    /// Its head.
    pub(super) fn head(&self, view: &Alternatives) -> AltHead {
        let (shown, work) = (&view.shown, view.shown.runs.work);
        let rate = work.rate_words();
        let of = |title: &str, saved: &str, class, suffix: &str| AltHead {
            head: Head::number(&shown.in_currency(title)).saved_as(&shown.in_currency(saved)),
            class,
            suffix: suffix.to_owned(),
        };
        let per = work.words();
        match self {
            Self::Money if !view.is_priced => of("$ a month", "$ a month", "x y", ""),
            Self::Money => match view.asked.demand {
                Demand::Steady { .. } => of("$ a month", "$ a month", "c1", ""),
                Demand::Volume { .. } => of("$ in all", "$ in all", "c1", ""),
                // Of tokens that goes without saying.
                Demand::None => {
                    let short = per.trim_end_matches(" tokens");
                    of(&["$ / ", short].concat(), &["$ per ", per].concat(), "c1", "")
                }
            },
            Self::Against if view.answer.is_none() => {
                AltHead { head: Head::number("Misses by"), class: "x", suffix: String::new() }
            }
            Self::Against => of("Against answer", "Against the answer, %", "x", ""),
            Self::Latency(latency, bound) => {
                let name = latency.name(shown);
                // Where little fits, that of the mean alone where no other is there.
                let is_first = *latency == Latency::P95 || bound.is_some() || latencies(view).is_empty();
                let class = if is_first { "c2" } else { "x" };
                // Values within a limit have their unit.
                let suffix = [if bound.is_some() { " " } else { " ms " }, &name].concat();
                let title = match bound {
                    Some(bound) => format!("{name}, of {} ms", short_3(*bound)),
                    None => format!("{name}, ms"),
                };
                of(&title, &format!("{name}, ms"), class, &suffix)
            }
            Self::Each => {
                let class = match (view.is_priced, view.asked.demand) {
                    (false, _) => "c1",
                    (true, Demand::None) => "c4",
                    (true, _) => "x",
                };
                of(&[rate, " each"].concat(), &[rate, " of one machine"].concat(), class, &[" ", rate].concat())
            }
            Self::PerUser(_) => of("tok/s a user", "Tokens per second of one user, after the first", "x y", ""),
            Self::Machines => of("Machines", "Machines", "c3", " machines"),
            Self::Load => of("Load", "Load, %", "c4", " load"),
            Self::Grows => of(&["Grows to, ", rate].concat(), &["Grows to, ", rate].concat(), "x y", ""),
            Self::Full => {
                // Of requests that goes without saying.
                let short = per.trim_end_matches(" requests");
                of(&["$ / ", short, ", full"].concat(), &["$ per ", per, ", machine full"].concat(), "x y", "")
            }
        }
    }

    /// Its cell for an alternative, or one outside the question.
    pub(super) fn cell(&self, view: &Alternatives, alternative: &Alternative, outside: Option<&Outside>) -> AltCell {
        let (shown, point) = (&view.shown, &alternative.point);
        let usd = |value: f64, unit: &str| match value.is_finite() {
            true => AltCell { title: in_full(shown, value, unit), ..told(shown.bill(value), value, "") },
            false => AltCell { cell: Cell { text: "needs a price".to_owned(), ..Cell::none() }, ..AltCell::default() },
        };
        let number = |value: f64, unit: &str| told(short_3(value), value, unit);
        let rate = shown.runs.work.rate_words();
        let quoted = |per_unit: f64| cost::amount(shown, per_unit * shown.runs.work.units());
        let per = ["$ per ", shown.runs.work.words()].concat();
        let cell = match self {
            Self::Money => match view.asked.demand {
                Demand::None => usd(if view.is_priced { quoted(point.usd_per_unit) } else { f64::NAN }, &per),
                Demand::Volume { .. } => usd(point.usd, "$"),
                Demand::Steady { .. } => usd(point.usd_per_month, "$ a month"),
            },
            Self::Against => match outside.filter(|outside| !outside.misses.is_empty()) {
                Some(outside) => AltCell { cell: outside.misses.as_str().into(), warns: true, ..AltCell::default() },
                None => against(view, alternative),
            },
            Self::Latency(latency, bound) => {
                let ms = latency.of(alternative);
                let text = if bound.is_some() && ms.is_finite() { short_3(ms) + "\u{a0}ms" } else { short_3(ms) };
                let told_apart =
                    if *latency == Latency::Mean && ms.is_finite() { mean::mark(shown, point.row) } else { "" };
                let gauge =
                    bound.filter(|bound| *bound > 0.0 && ms.is_finite()).map(|bound| (ms / bound).clamp(0.0, 1.0));
                let at_most = point.below_tried && !matches!(latency, Latency::Other(..));
                let unit = if at_most { "ms at most: the load is below all that were tried" } else { "ms" };
                AltCell { gauge, ..told(text + told_apart, ms, unit) }
            }
            Self::Each => number(point.capacity_units_per_sec, rate),
            Self::PerUser(values) => {
                number(values[point.row], "tokens per second of one user, without the wait for the first")
            }
            Self::Machines if point.spare > 0.0 => AltCell {
                cell: Cell::number(
                    format!("{} + {}", fixed(point.machines, 0), fixed(point.spare, 0)),
                    point.machines + point.spare,
                ),
                ..AltCell::default()
            },
            Self::Machines => told(fixed(point.machines, 0), point.machines, ""),
            Self::Load => told(load_words(point), point.load_share * 100.0, "%"),
            Self::Grows if outside.is_some_and(|outside| outside.breaks == Broken::Load) => {
                // Of all others it is what the load that is asked leaves.
                let text = short_3(alternative.grows_to_per_sec) + " at 100%";
                told(text, alternative.grows_to_per_sec, &[rate, " at full load"].concat())
            }
            Self::Grows => number(alternative.grows_to_per_sec, rate),
            Self::Full => usd(quoted(alternative.full_usd_per_unit), &per),
        };
        AltCell { warns: cell.warns || outside.is_some_and(|outside| self.shows(&outside.breaks)), ..cell }
    }

    /// Whether a condition is about what this column shows.
    pub(super) fn shows(&self, broken: &Broken) -> bool {
        match (self, broken) {
            (Self::Load, Broken::Load) | (Self::Machines, Broken::Spare) => true,
            (Self::Latency(Latency::P95, _), Broken::Limit(limit)) => *limit == Limit::P95Latency,
            (Self::Latency(Latency::Mean, _), Broken::Limit(limit)) => *limit == Limit::AvgLatency,
            (Self::Latency(Latency::Other(own, _), _), Broken::Other(key)) => own == key,
            (Self::Each, Broken::Limit(limit)) => *limit == Limit::Throughput,
            _ => false,
        }
    }
}

/// A number with its text; the title has every digit. NaN is missing.
fn told(text: String, value: f64, unit: &str) -> AltCell {
    if value.is_nan() {
        return AltCell { cell: Cell::none(), ..AltCell::default() };
    }
    let gap = if unit == "%" { "" } else { " " };
    let title = if value.is_finite() {
        [&nine_digits(value).to_string(), gap, unit].concat().trim_end().to_owned()
    } else {
        String::new()
    };
    AltCell { cell: Cell::number(text, value), title, ..AltCell::default() }
}

/// An amount with every digit in a unit that begins with the dollar: `$584.25 a month`.
fn in_full(shown: &ActiveTable, value: f64, unit: &str) -> String {
    let amount = ["$", &nine_digits(value).to_string()].concat();
    shown.in_currency(&unit.replacen('$', &amount, 1))
}

/// How much more it costs than the answer, or without prices how much more one machine does.
fn against(view: &Alternatives, alternative: &Alternative) -> AltCell {
    let Some(answer) = view.answer.map(|answer| answer.point) else { return told(String::new(), f64::NAN, "") };
    let of = |point: &Point| {
        if view.is_priced { point.usd_per_unit } else { point.capacity_units_per_sec }
    };
    let (own, of_answer) = (of(&alternative.point), of(&answer));
    let percent = (own / of_answer - 1.0) * 100.0;
    let in_words = |words: &str| AltCell { title: String::new(), ..told(words.to_owned(), percent, "") };
    // The answer's run on other terms, at more load, is another alternative.
    if alternative.point.row == answer.row && alternative.point.machines == answer.machines {
        in_words("answer")
    } else if same(own, of_answer) {
        in_words("same")
    } else {
        let sign = if percent > 0.0 { "+" } else { "" };
        let cell = told(change_words(percent), percent, "%");
        AltCell { title: [sign, &cell.title].concat(), ..cell }
    }
}

/// A change in percent with its sign, whole from 10% on: `+25%`, `−3.8%`.
fn change_words(percent: f64) -> String {
    let decimals = usize::from(percent.abs() < 9.95);
    let sign = if percent < 0.0 { "−" } else { "+" };
    [sign, &percent_fixed(percent.abs(), decimals)].concat()
}
