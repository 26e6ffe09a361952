//! The figures of the verdict, and what else there is at the same cost and at more.

use crate::analysis::decide::answer::{Answer, Demand};
use crate::analysis::decide::compare::saving_percent;
use crate::format::numbers::{percent, short};

use super::view::Found;
use super::words::price_words;
use crate::page::answer::words::hours_words;
use crate::page::words::cost;
use crate::page::words::mean::{AVERAGE, mean_name};
use crate::page::words::runs::{Field, count, run_name};

impl Found<'_> {
    pub(super) fn figures(&self) -> Vec<Field> {
        let (runs, row) = (&self.shown.runs, self.row);
        let ms = |value: f64| if value.is_nan() { "–".to_owned() } else { format!("{} ms", short(value)) };
        let point = self.demanded.as_ref().map(|found| &found.best);
        let cost = point.map_or_else(|| self.cost(row), |point| point.usd_per_unit * runs.work.units());
        let own = point.map_or_else(|| self.cost(row) / runs.work.units(), |point| point.usd_per_unit);
        let (mean, p95) = self.latencies_ms();
        let average = match mean_name(self.shown, row) {
            (AVERAGE, "") => "average latency",
            (AVERAGE, _) => "average latency, not measured",
            ("Median", _) => "median latency",
            _ => "latency in the place of the average",
        };
        let mut figures = Vec::new();
        if let Some(point) = point.filter(|_| self.asked.demand != Demand::None) {
            figures.push(("in all", self.shown.price(point.usd)));
            if point.usd_per_month.is_finite() {
                figures.push(("per month", self.shown.price(point.usd_per_month)));
            }
            figures.push(("hours billed by machine", hours_words(point)));
        }
        figures.push((cost::per_quoted(runs), cost::money(self.shown, cost)));
        if runs.has_tokens() {
            figures.extend(self.of_tokens());
        }
        figures.extend([
            (average, ms(mean)),
            ("p95 latency", ms(p95)),
            ("throughput", format!("{} req/s", short(runs.answered_of(row)))),
            match self.asked.terms.against.filter(|&row| row < runs.rows) {
                Some(row) => self.saved_against(row, own),
                None => ("saved against the best other hardware", self.saved()),
            },
            ("price of a machine per hour", price_words(self.shown, row)),
        ]);
        // What is not known is no figure.
        figures.retain(|(_, value)| value != "–");
        figures
    }

    /// What users of a language model wait for, at the run itself.
    #[inline(never)]
    fn of_tokens(&self) -> Vec<Field> {
        let figure = |(title, key, unit): (&'static str, &str, &str)| {
            let value = self.shown.runs.measure(key)?[self.row];
            value.is_finite().then(|| (title, format!("{} {unit}", short(value))))
        };
        let first = [("TTFT p99", "ttft99", "ms"), ("mean TTFT", "ttft", "ms")];
        let first = first.into_iter().find_map(figure);
        let others = [
            ("mean TPOT", "tpot", "ms"),
            ("speed for one user after the first token", "user", "tok/s"),
            ("output tokens per second", "outrate", "tok/s"),
        ];
        first.into_iter().chain(others.into_iter().filter_map(figure)).collect()
    }

    /// What it is, and of the fastest by what.
    pub(super) fn title(&self) -> &'static str {
        if self.is_fastest() { self.fastest_title() } else { "Cheapest run" }
    }

    /// Apart, as the first view asks for the cheapest.
    #[inline(never)]
    fn fastest_title(&self) -> &'static str {
        if self.latencies_ms().1.is_nan() { "Fastest run by average" } else { "Fastest run by p95" }
    }

    /// Whether one machine carries a steady demand.
    pub(super) fn is_one_machine(&self) -> bool {
        self.is_at_load() && self.demanded.as_ref().is_some_and(|found| found.best.machines == 1.0)
    }

    /// Against the cheapest of all hardware but its own: nothing else that was tested beside it changes that.
    fn saved(&self) -> String {
        let (own, other) = self.against_other_hardware();
        if other.is_nan() { "–".to_owned() } else { percent(saving_percent(own, other)) }
    }

    /// What the answer costs, and the best of all hardware but its own, in the same unit; NaN without one.
    pub(super) fn against_other_hardware(&self) -> (f64, f64) {
        let hardware = &self.shown.runs.hw_type.codes;
        match &self.demanded {
            Some(found) => (found.best.usd_per_unit, found.other_hardware.map_or(f64::NAN, |other| other.usd_per_unit)),
            None => {
                let others: Vec<usize> =
                    self.screen.passing.iter().copied().filter(|&row| hardware[row] != hardware[self.row]).collect();
                let other = self.shown.runs.ranking().cheapest(&others);
                (self.cost(self.row), other.map_or(f64::NAN, |row| self.cost(row)))
            }
        }
    }

    /// Against a run that the reader chose, which need not pass.
    #[inline(never)]
    fn saved_against(&self, row: usize, own: f64) -> Field {
        let other = self.answered.usd_per_unit_of(self.shown, self.basis, row);
        let saved = if other.is_nan() { "–".to_owned() } else { percent(saving_percent(own, other)) };
        ("saved against the chosen run", format!("{saved}, {}", run_name(self.shown, row)))
    }

    /// What else there is at the same cost, and at more.
    pub(super) fn demanded_why(&self, found: &Answer) -> Vec<String> {
        let mut why = Vec::new();
        // As many as the list of alternatives at this bill has.
        match found.same_cost_of {
            (_, 0) => {}
            (runs, others) if runs == others => {
                let others = count(others, "other configuration costs", "other configurations cost");
                why.push(format!("{others} the same; it is the fastest of them."));
            }
            (runs, others) => {
                let others = count(others, "other configuration", "other configurations");
                why.push(format!(
                    "{} the same, of {others} and its own; it is the fastest of them.",
                    count(runs, "other run costs", "other runs cost")
                ));
            }
        }
        if let Some(faster) = found.faster.first() {
            why.push(format!(
                "Faster for more: {}, {} more.",
                run_name(self.shown, faster.row),
                percent((faster.usd_per_unit / found.best.usd_per_unit - 1.0) * 100.0)
            ));
        }
        why
    }
}
