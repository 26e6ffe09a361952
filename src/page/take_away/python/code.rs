//! A script that is being written: its body, and what the body needs.

use crate::data::runs::derive::How;
use crate::data::runs::name::SUCCESSFUL_COST;
use crate::data::runs::prices::PriceFrom;
use crate::data::runs::roles::Role;
use crate::data::runs::run_table::RunTable;
use crate::data::runs::work::Work;
use crate::page::choice::filters::{Choice, Latency};
use crate::page::tables::active_table::ActiveTable;

use super::names::{GOOD_SHARE, further_name, rate_name};
use super::text::literal;

/// The body, and which columns it names.
pub struct Code<'a> {
    pub shown: &'a ActiveTable,
    pub choice: &'a Choice,
    pub body: String,
    /// A bit for each role.
    used: u64,
    /// Whether the further columns of a configuration are named.
    pub further: bool,
    /// Whether the share of what is answered well is named.
    pub good: bool,
    /// By [`Work`], whether its rate is named.
    pub rates: [bool; Work::ALL.len()],
    /// Whether the cost of requests is named where another one ranks.
    pub request_cost: bool,
    /// Whether columns of the file are named outside of `df`.
    pub reads_table: bool,
    /// Columns of the file that are named and have no role.
    pub others: Vec<String>,
}

impl<'a> Code<'a> {
    pub fn new(shown: &'a ActiveTable, choice: &'a Choice) -> Self {
        Self {
            shown,
            choice,
            body: String::new(),
            used: 0,
            further: false,
            good: false,
            rates: [false; Work::ALL.len()],
            request_cost: false,
            reads_table: false,
            others: Vec::new(),
        }
    }

    pub fn runs(&self) -> &'a RunTable {
        &self.shown.runs
    }

    /// The column of a role in `df`, which from now on has it. The cost is that of a unit of the table's work.
    pub fn column(&mut self, role: Role) -> &'static str {
        self.used |= 1 << role as u64;
        if role == Role::Cost { self.cost_of_work() } else { role.house_name() }
    }

    fn cost_of_work(&mut self) -> &'static str {
        let work = self.runs().work;
        self.rate(work);
        work.column_name()
    }

    /// The column of the units of work per second.
    pub fn rate(&mut self, work: Work) -> &'static str {
        match work {
            // A cost of requests may be the table's own.
            Work::Requests => {}
            _ => self.rates[work as usize] = true,
        }
        rate_name(work)
    }

    /// The column of a table's own in `df`, which from now on has it.
    pub fn also(&mut self, name: &str) -> String {
        if !self.others.iter().any(|other| other == name) {
            self.others.push(name.to_owned());
        }
        further_name(name)
    }

    /// How costs came about, whatever the unit of work: `None` where they are the table's own.
    pub fn how_costs(&self) -> Option<How> {
        let runs = self.runs();
        let how = runs.how(Role::Cost)?.how;
        match how {
            How::PricedTokens if !runs.listed.is_stated() => Some(How::Priced),
            How::PricedTokens => runs.prices.iter().any(|pair| pair.from == PriceFrom::Reader).then_some(How::Repriced),
            how => Some(how),
        }
    }

    /// The cost of requests, whatever ranks.
    pub fn request_cost(&mut self) -> &'static str {
        self.column(Role::Cost);
        self.request_cost |= self.runs().work != Work::Requests;
        Role::Cost.house_name()
    }

    pub fn uses(&self, role: Role) -> bool {
        self.used >> role as u64 & 1 == 1
    }

    /// The column of the costs that rank: where failed requests are counted as answered, those of the others.
    pub fn cost(&mut self) -> &'static str {
        let cost = self.column(Role::Cost);
        if self.good_share() { SUCCESSFUL_COST } else { cost }
    }

    /// ` * df["good_share"]`, after a rate of a frame; nothing where all that is answered is answered well.
    pub fn good_rate(&mut self, frame: &str) -> String {
        if self.good_share() { [" * ", frame, "[\"", GOOD_SHARE, "\"]"].concat() } else { String::new() }
    }

    /// Whether failed requests are counted as answered; what tells their share is a column from now on.
    fn good_share(&mut self) -> bool {
        let counted = self.runs().good_share().is_some();
        if counted {
            self.needs_good_share();
        }
        counted
    }

    /// Makes [`GOOD_SHARE`] a column.
    pub fn needs_good_share(&mut self) {
        self.good = true;
        for role in [Role::TotalRequests, Role::SuccessfulRequests, Role::Duration, Role::Throughput] {
            // Of a tool that is known the rate is known without the time.
            if role != Role::Duration || self.runs().position(role).is_some() || self.runs().notes.sources.is_empty() {
                self.column(role);
            }
        }
    }

    /// The latency that the page compares by.
    pub fn latency(&self) -> Role {
        let p95 = self.choice.latency == Latency::P95 && self.runs().p95_latency_ms.is_some();
        if p95 { Role::P95Latency } else { Role::AvgLatency }
    }

    /// Those of these roles that the table has, as a list of Python. Where it has none, the first: a column of one name.
    pub fn keys(&mut self, roles: &[Role]) -> String {
        let there: Vec<Role> = roles.iter().copied().filter(|&role| self.runs().position(role).is_some()).collect();
        let there = if there.is_empty() { roles[..1].to_vec() } else { there };
        let names: Vec<String> = there.into_iter().map(|role| literal(self.column(role))).collect();
        list(&names)
    }

    /// Writes what is printed of a run, and this of it, as `columns`.
    pub fn name_columns(&mut self, also: Role) {
        let mut roles = vec![Role::HwType, Role::Image, Role::BatchSize, Role::Vus, Role::Cost, Role::AvgLatency];
        if !roles.contains(&also) {
            roles.push(also);
        }
        if also != Role::Throughput {
            roles.push(Role::Throughput);
        }
        let of_tokens = self.runs().work != Work::Requests;
        if of_tokens {
            roles.insert(2, Role::Engine);
        }
        let mut columns = self.keys(&roles);
        if self.good && self.runs().good_share().is_some() {
            columns.insert_str(1, &[&literal(SUCCESSFUL_COST), ", "].concat());
        }
        if of_tokens {
            self.further = true;
            let rate = self.rate(self.runs().work);
            let further = self.runs().categories.iter().map(|(name, _)| further_name(name));
            for name in further.chain([rate.to_owned()]) {
                columns.insert_str(columns.len() - 1, &[", ", &literal(&name)].concat());
            }
            if self.request_cost {
                columns.insert_str(1, &[&literal(Role::Cost.house_name()), ", "].concat());
            }
        }
        self.fill("columns = $0\n", &[&columns]);
    }

    /// A piece of code in which `$0` to `$9`, then `$A`, stand for these. What is put in is not looked at again.
    pub fn fill(&mut self, template: &str, values: &[&str]) {
        let mut parts = template.split('$');
        self.body += parts.next().unwrap_or_default();
        for part in parts {
            let (digit, rest) = part.split_at(1);
            self.body +=
                usize::from_str_radix(digit, 16).ok().and_then(|at| values.get(at)).copied().unwrap_or_default();
            self.body += rest;
        }
    }
}

/// A list of Python.
pub fn list(items: &[String]) -> String {
    let mut out = "[".to_owned();
    out += &items.join(", ");
    out + "]"
}
