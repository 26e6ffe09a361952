//! A hosted API's price against machines of one's own: what a request of the table costs at either, and from which volume
//! on own machines cost less.

use crate::analysis::decide::answer::{Demand, HOURS_PER_MONTH, Point, answer, same};
use crate::analysis::decide::cost_latency::usable;
use crate::analysis::decide::hosted::{BreakEven, HostedPrice, OwnMachine, TokenMix, Tokens};
use crate::data::runs::checks::serving::ALIKE;
use crate::data::runs::run_table::RunTable;
use crate::data::runs::table_facts::Basis;
use crate::data::runs::work::Work;
use crate::data::token_mix::{cached_share, mix, per_request};
use crate::format::numbers::{fixed, percent, short};

use crate::page::answer::asked::Asked;
use crate::page::answer::columns::{Columns, price_of};
use crate::page::answer::words::several_words;
use crate::page::choice::filters::Choice;
use crate::page::choice::hosted::HostedChoice;
use crate::page::choice::terms::Terms;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::cost;
use crate::page::words::runs::{configuration_name, run_name};
use crate::page::words::text_table::{Cell, Head, Line, Listing};

/// The comparison.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HostedView {
    /// Whether the table says how many tokens its requests have; without that there is nothing to compare.
    pub has_tokens: bool,
    /// What a request costs at the API and on own machines, or what is missing.
    pub sentence: String,
    /// From which volume on own machines cost less; empty without a comparison.
    pub break_even: String,
    /// What the comparison rests on; empty without one.
    pub caption: String,
    /// The API and own machines, in each unit.
    pub listing: Listing,
}

impl HostedView {
    /// Compares with the cheapest of `rows` within the limits.
    #[must_use]
    pub fn new(shown: &ActiveTable, basis: &Basis, rows: &[usize], choice: &Choice, hosted: &HostedChoice) -> Self {
        let has_tokens = has_tokens(&shown.runs);
        let said = |sentence: &str| Self { has_tokens, sentence: sentence.to_owned(), ..Self::default() };
        if !has_tokens {
            return said(
                "The table does not say how many tokens a request has: an API's price by token says nothing here.",
            );
        }
        let Some(price) = hosted.price() else {
            return said(
                "Enter what an API asks for input and output tokens, to compare it with machines of your own.",
            );
        };
        let columns = Columns::of(shown, basis);
        let asked = Asked::of(choice);
        let per_request = Asked { demand: Demand::None, terms: Terms::default(), ..asked.clone() };
        let cheapest = per_request.solver(shown, basis, &columns, rows);
        let best = answer(&cheapest).map(|found| found.best).filter(Point::is_priced);
        let Some((best, machine)) = best.and_then(|best| Some((best.row, machine(shown, best.row)?))) else {
            return said("No run passes the filters and limits with a known cost: there is nothing to compare with.");
        };
        let Some(tokens) = tokens_of(&shown.runs, best, hosted) else {
            return said("The cheapest run does not say how many tokens its requests have.");
        };
        let earliest = earliest(shown, cheapest.passing(), best, price.usd_per_request(&tokens));
        let steady = match asked.demand {
            Demand::Steady { units_per_sec, .. } => Some(units_per_sec),
            _ => None,
        };
        let planned = steady.and_then(|_| asked.answered(shown, basis, &columns, rows).found);
        let planned = planned.map(|found| found.best).filter(Point::is_priced);
        let found = Found { shown, hosted, price, tokens, best, machine, planned, steady };
        Self {
            has_tokens,
            sentence: found.sentence(),
            break_even: found.break_even(earliest),
            caption: found.caption(),
            listing: found.listing(),
        }
    }
}

/// Whether any run says how many tokens its requests have.
#[must_use]
pub fn has_tokens(runs: &RunTable) -> bool {
    let all: Vec<usize> = (0..runs.rows).collect();
    mix(runs, &all).is_some()
}

/// The tokens of a run's requests; of the cached part the reader's word counts before the table's.
fn tokens_of(runs: &RunTable, row: usize, hosted: &HostedChoice) -> Option<TokenMix> {
    let tokens = mix(runs, &[row])?;
    hosted.cached_percent.map_or(Some(tokens), |percent| tokens.with_cached(percent / 100.0))
}

/// A run as a machine that is rented by the month; `None` without a price or a rate.
fn machine(shown: &ActiveTable, row: usize) -> Option<OwnMachine> {
    let runs = &shown.runs;
    let found = OwnMachine { usd_per_hour: price_of(shown, row), req_per_sec: runs.answered_of(row) };
    (usable(found.usd_per_hour) && usable(found.req_per_sec)).then_some(found)
}

/// The run that is cheaper than the API from the smallest volume on, of those of the same work as `best`: what others did
/// is another bill. Of equal ones the earlier.
fn earliest(shown: &ActiveTable, rows: &[usize], best: usize, usd_per_request: f64) -> Option<(usize, BreakEven)> {
    let asked = per_request(&shown.runs);
    let same_work =
        |row: usize| asked.iter().flatten().all(|tokens| (tokens[row] - tokens[best]).abs() <= ALIKE * tokens[best]);
    let mut first: Option<(usize, BreakEven)> = None;
    for &row in rows.iter().filter(|&&row| same_work(row)) {
        let Some(found) = machine(shown, row).and_then(|machine| machine.break_even(usd_per_request)) else { continue };
        if first.is_none_or(|(_, before)| found.first_requests < before.first_requests) {
            first = Some((row, found));
        }
    }
    first
}

/// A comparison and what its sentences need.
struct Found<'a> {
    shown: &'a ActiveTable,
    hosted: &'a HostedChoice,
    price: HostedPrice,
    tokens: TokenMix,
    /// The cheapest run per request.
    best: usize,
    /// Its machine.
    machine: OwnMachine,
    /// The machines for the demand, where one is asked that is steady.
    planned: Option<Point>,
    /// That demand, units of work per second.
    steady: Option<f64>,
}

impl Found<'_> {
    fn usd_at_api(&self) -> f64 {
        self.price.usd_per_request(&self.tokens)
    }

    /// What a request costs on the cheapest run's machine while it is fully used, $.
    fn usd_at_best(&self) -> f64 {
        self.machine.usd_per_hour / 3600.0 / self.machine.req_per_sec
    }

    /// Requests that a rate of work is.
    fn requests(&self, units: f64) -> f64 {
        match self.shown.runs.work {
            Work::Requests => units,
            Work::OutputTokens => units / self.tokens.output(),
            Work::TotalTokens => units / (self.tokens.input() + self.tokens.output()),
            Work::InputTokens => units / self.tokens.input(),
        }
    }

    fn million(&self, usd_per_request: f64) -> String {
        self.shown.money(self.tokens.usd_per_million(usd_per_request, Tokens::Output))
    }

    fn sentence(&self) -> String {
        let (api, own) = (self.usd_at_api(), self.usd_at_best());
        let (input, output) = (self.tokens.input(), self.tokens.output());
        let per_output = |usd| {
            if output > 0.0 { format!(" ({} per 1M output tokens)", self.million(usd)) } else { String::new() }
        };
        format!(
            "A request of {} input and {} output tokens costs {}{} at the API, and {}{} on {}, fully used{}.",
            short(input),
            short(output),
            self.shown.money(api),
            per_output(api),
            self.shown.money(own),
            per_output(own),
            run_name(self.shown, self.best),
            times_words(own, api)
        )
    }

    fn break_even(&self, earliest: Option<(usize, BreakEven)>) -> String {
        let own = self.machine.break_even(self.usd_at_api());
        let Some((row, first)) = earliest else {
            return "Own machines cost less at no volume: even fully used, none answers a request for less than the API."
                .to_owned();
        };
        let (row, first) = own.map_or((row, first), |own| {
            // The cheapest run itself, unless another pays earlier by more than rounding.
            let is_first = own.first_requests <= first.first_requests || same(own.first_requests, first.first_requests);
            if is_first { (self.best, own) } else { (row, first) }
        });
        let which = match row == self.best {
            true => "own machines cost".to_owned(),
            false => format!("{} costs", configuration_name(self.shown, row)),
        };
        let mut said = format!(
            "With idle time paid for, {which} less than the API from {} requests a month on ({} req/s on average).",
            volume(first.first_requests),
            short(first.first_requests / (HOURS_PER_MONTH * 3600.0))
        );
        said += &match first.always_requests {
            Some(_) if first.machines_at_always <= 1.0 => String::new(),
            Some(always) => format!(
                " Where a further machine has just been added the API may cost less again, up to {} requests a month on \
                 {} machines; above that, never.",
                volume(always),
                fixed(first.machines_at_always, 0)
            ),
            None => " Where a further machine has just been added the API may cost less again.".to_owned(),
        };
        if row != self.best
            && let Some(own) = own
        {
            let per = cost::per_one(&self.shown.runs);
            said += &format!(" The cheapest run {per} does from {} on.", volume(own.first_requests));
        }
        said
    }

    fn caption(&self) -> String {
        let mut said = vec![match self.hosted.day {
            Some(day) => format!("The API's prices are those of {day}, as you entered them."),
            None => "The API's prices are as you entered them, without a day.".to_owned(),
        }];
        let share = percent(self.tokens.cached_share() * 100.0);
        if self.hosted.cached_percent.is_some() {
            said.push(format!("Of the input {share} is taken as cached, as you say."));
        } else if cached_share(&self.shown.runs, &[self.best]).is_some() {
            said.push(format!("Of the input {share} was cached, as the run says."));
        } else if self.price.cached().is_some() {
            said.push("How much of the input is cached the run does not say: none is taken to be.".to_owned());
        }
        said.push(format!(
            "Machines are whole, and billed for the {} hours of a month whether they answer or not; each answers at most \
             what the run measured.",
            fixed(HOURS_PER_MONTH, 0)
        ));
        said.join(" ")
    }

    fn listing(&self) -> Listing {
        let number = |title: &str| Head::number(&self.shown.in_currency(title));
        let units = ["$ / 1M requests", "$ / 1M output tokens", "$ / 1M tokens, in and out", "$ / 1M input tokens"];
        let mut heads = vec![Head::text("").saved_as("Where"), Head::text("What")];
        heads.extend(units.map(number));
        let rate_words = self.shown.runs.work.rate_words();
        heads.extend(self.steady.map(|rate| number(&format!("A month at {} {rate_words}, $", short(rate)))));
        let requests = self.steady.map(|rate| self.requests(rate) * 3600.0 * HOURS_PER_MONTH);
        let api = self.usd_at_api();
        let day = self.hosted.day.map_or_else(|| "prices without a day".to_owned(), |day| format!("prices of {day}"));
        let line = |row, name: &str, what: String, usd: f64, month: Option<f64>| {
            let each = [Tokens::Output, Tokens::Total, Tokens::Input].map(|by| self.tokens.usd_per_million(usd, by));
            let mut cells = vec![name.into(), Cell::from(what), Cell::aligned(usd * 1e6)];
            cells.extend(each.map(Cell::aligned));
            cells.extend(requests.map(|_| Cell::known(month, |usd| fixed(usd, 2))));
            Line { row, cells, ..Line::default() }
        };
        let mut lines = vec![
            line(None, "Hosted API", day, api, requests.map(|requests| requests * api)),
            line(Some(self.best), "Own, fully used", run_name(self.shown, self.best), self.usd_at_best(), None),
        ];
        lines.extend(self.planned.zip(requests).map(|(point, requests)| {
            let what = several_words(self.shown, &point) + &configuration_name(self.shown, point.row);
            line(Some(point.row), "Own, as planned", what, point.usd_per_month / requests, Some(point.usd_per_month))
        }));
        lines.iter_mut().enumerate().for_each(|(nth, line)| line.key = nth);
        Listing { sentence: String::new(), heads, lines }
    }
}

/// How own machines compare: `: 4.8 times less`; nothing for a free API, of which there is no ratio.
fn times_words(own: f64, api: f64) -> String {
    if !(own > 0.0 && api > 0.0) {
        return String::new();
    }
    let (ratio, less) = if own <= api { (api / own, true) } else { (own / api, false) };
    match (short(ratio).as_str(), less) {
        ("1", _) => ": as much".to_owned(),
        (times, true) => format!(": {times} times less"),
        (times, false) => format!(": {times} times as much"),
    }
}

/// A volume of requests in four digits.
fn volume(requests: f64) -> String {
    if requests >= 1e6 { format!("{}M", short(requests / 1e6)) } else { short(requests.ceil()) }
}
