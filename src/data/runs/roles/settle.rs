//! What the values of a table say about roles and units that names leave open.
//!
//! A unit comes from the name; a unit in the cells or in a column beside; another column of the same quantity; then
//! Little's law, L = λW: with VUs, throughput and latency in a table, only one unit of latency lets them agree. What is
//! decided so is said as a doubt about the column, and undone by choosing another unit. Where nothing tells, the usual
//! unit is taken and the table asks.

use super::names;
use super::overrides::Overrides;
use super::role::Role;
use super::unit::Unit;
use super::{Roles, Taken, Why, price_words, settle_tokens};
use crate::analysis::stats::order;
use crate::data::table::Table;
use crate::data::table::notes::Doubt;

/// No request takes longer: what would, is in a smaller unit.
const LONGEST_MS: f64 = 600_000.0;

/// Rows that are looked at: units do not change from row to row.
const SAMPLE: usize = 2_000;

/// How far the requests in flight may be from the VUs, as a factor.
const AGREES: f64 = 2.0;

/// Settles what names left open.
pub fn settle(table: &Table, roles: &mut Roles) {
    times_beside_first_token(table, roles);
    counts_called_rates(table, roles);
    usual_units(table, roles);
    latency_units(table, roles);
    unclear_rate(table, roles);
    if roles.of(Role::OutputTokenRate).is_some() {
        settle_tokens::drop_rate_of_a_request(table, roles);
    }
    named_units_that_disagree(table, roles);
    price_words::settle(table, roles);
    if roles.of(Role::AskedRate).is_some() && roles.of(Role::Vus).is_some() {
        drop_reached_load(roles);
    }
}

/// Requests in flight that were measured while requests were sent at a rate: they follow from it, and are no setting. Not
/// inlined, as the first view does without it.
#[inline(never)]
fn drop_reached_load(roles: &mut Roles) {
    let measured = |taken: &mut Taken| taken.why != Why::House && names::is_reached_load(&taken.column);
    if let Some(taken) = roles.taken[Role::Vus as usize].take_if(measured) {
        roles.doubt(Role::Vus, |_| {
            format!(
                "“{}” was measured while requests were sent at a rate: it is no number of VUs that was set.",
                taken.column
            )
        });
    }
}

impl Roles {
    pub(super) fn is_assumed(&self, role: Role) -> bool {
        self.of(role).is_some_and(|taken| taken.why == Why::Alias { unit_assumed: true })
    }

    fn set_unit(&mut self, role: Role, unit: Unit) {
        if let Some(taken) = &mut self.taken[role as usize] {
            *taken = Taken { unit, why: Why::Alias { unit_assumed: false }, ..taken.clone() };
        }
    }

    fn set_assumed_unit(&mut self, role: Role, unit: Unit) {
        if let Some(taken) = &mut self.taken[role as usize] {
            taken.unit = unit;
        }
    }

    pub(super) fn doubt(&mut self, role: Role, said: impl FnOnce(&str) -> String) {
        let column = self.of(role).map_or(role.house_name(), |taken| &taken.column).to_owned();
        let said = said(&column);
        self.doubts.push(Doubt { column, said, undo: String::new() });
    }

    #[inline(never)]
    pub(super) fn say_gaps_are_tokens(&mut self) {
        self.doubt(Role::TpotMean, |column| {
            format!(
                "“{column}” is taken for the time per token, as VUs and tokens per second then agree (Little's law)."
            )
        });
    }

    #[inline(never)]
    pub(super) fn drop_rate_of_tokens(&mut self) {
        let column = self.taken[Role::OutputTokenRate as usize].take().map(|taken| taken.column).unwrap_or_default();
        self.doubt(Role::OutputTokenRate, |_| {
            format!("“{column}” is the rate of one request: requests per second × output tokens are taken for all.")
        });
    }

    /// Sets the unit that Little's law tells; taken back, it is the one before.
    fn decide_unit(&mut self, role: Role, unit: Unit, said: impl FnOnce(&str) -> String) {
        let before = self.of(role).map(|taken| (taken.column.clone(), taken.unit));
        self.set_unit(role, unit);
        self.doubt(role, said);
        if let (Some(doubt), Some((column, unit))) = (self.doubts.last_mut(), before) {
            let mut undo = Overrides::default();
            undo.choose(role, Some(column), Some(unit));
            doubt.undo = undo.to_string();
        }
    }

    /// Numbers of a role in the run table's unit: of each row, or of [`SAMPLE`] rows spread over a large table.
    pub(super) fn numbers(&self, table: &Table, role: Role) -> Option<Vec<f64>> {
        let taken = self.of(role)?;
        let column = table.columns.iter().find(|column| column.name == taken.column)?;
        if taken.unit.is_of_part() {
            return None;
        }
        let factor = taken.unit.factor(role.house_unit());
        let step = (table.rows / SAMPLE).max(1);
        Some(column.numbers()?.iter().step_by(step).map(|value| value * factor).collect())
    }
}

/// `Total Time` is of a request where a time to the first token stands beside it, tokens per second are of the output.
fn times_beside_first_token(table: &Table, roles: &mut Roles) {
    if Role::TOKEN_TIMES.iter().any(|&role| roles.of(role).is_some()) {
        settle_tokens::take_times_and_rates(table, roles);
    } else if table.columns.iter().any(|column| column.name.to_ascii_lowercase().contains("tok")) {
        settle_tokens::take_bare_rate(table, roles);
    }
}

/// A column called a rate that holds the number of requests in every row, though tests ran longer than a second.
fn counts_called_rates(table: &Table, roles: &mut Roles) {
    let (Some(rate), Some(duration)) = (roles.numbers(table, Role::Throughput), roles.numbers(table, Role::Duration))
    else {
        return;
    };
    let counts =
        [Role::SuccessfulRequests, Role::TotalRequests].into_iter().filter_map(|role| roles.numbers(table, role));
    let long = duration.iter().all(|&seconds| seconds > 2.0);
    let same = |counts: Vec<f64>| {
        counts.iter().zip(&rate).all(|(count, rate)| count == rate || (count.is_nan() && rate.is_nan()))
            && rate.iter().any(|&rate| rate > 0.0)
    };
    if long && counts.into_iter().any(same) {
        drop_rate(roles);
    }
}

/// Not inlined, as the first view does without it.
#[inline(never)]
fn drop_rate(roles: &mut Roles) {
    let column = roles.taken[Role::Throughput as usize].take().map(|taken| taken.column).unwrap_or_default();
    roles.doubt(Role::Throughput, |_| {
        format!("“{column}” holds the number of requests and no rate: requests / duration of the test is taken.")
    });
}

/// Requests in flight per VU (Little's law), the median over the rows; `None` where something is not in the table.
fn in_flight_per_vu(table: &Table, roles: &Roles, latency: Role) -> Option<f64> {
    let (vus, rate) = (roles.numbers(table, Role::Vus)?, roles.numbers(table, Role::Throughput)?);
    let latency = roles.numbers(table, latency)?;
    middle((0..rate.len()).map(|row| rate[row] * latency[row] / 1e3 / vus[row]).collect())
}

/// The median of the values above zero.
pub(super) fn middle(mut values: Vec<f64>) -> Option<f64> {
    values.retain(|value| value.is_finite() && *value > 0.0);
    order::sort_numbers(&mut values);
    values.get(values.len() / 2).copied()
}

/// A unit of time in full.
fn in_full(unit: Unit) -> &'static str {
    match unit {
        Unit::Nanoseconds => "nanoseconds",
        Unit::Microseconds => "microseconds",
        Unit::Milliseconds => "milliseconds",
        Unit::Seconds => "seconds",
        other => other.words(),
    }
}

fn agrees(ratio: f64) -> bool {
    (1.0 / AGREES..=AGREES).contains(&ratio)
}

/// The unit in which a latency agrees with VUs and throughput.
fn agreeing_unit(table: &Table, roles: &Roles, latency: Role) -> Option<Unit> {
    unit_by_ratio(roles.of(latency)?.unit, in_flight_per_vu(table, roles, latency)?)
}

/// The unit that brings the ratio of a value in `unit` to one that is expected near 1.
pub(super) fn unit_by_ratio(unit: Unit, ratio: f64) -> Option<Unit> {
    [Unit::Milliseconds, Unit::Seconds, Unit::Microseconds, Unit::Nanoseconds]
        .into_iter()
        .find(|other| agrees(ratio * other.factor(unit)))
}

/// A unit that is only usual for a name (`response_time`: ms), and that Little's law denies, is a guess.
fn usual_units(table: &Table, roles: &mut Roles) {
    let usual = |role: &Role| {
        roles.of(*role).is_some_and(|taken| {
            // First, as the first view of the notebooks' tables does without the lists of names.
            matches!(taken.why, Why::Alias { .. })
                && names::read(&taken.column).is_some_and(|read| read.unit == taken.unit)
                && names::unit_of_time(&taken.column).is_none()
        })
    };
    let all: Vec<Role> = Role::LATENCIES.into_iter().filter(usual).collect();
    let evidence = [Role::AvgLatency, Role::P50Latency].into_iter().find(|role| roles.of(*role).is_some());
    let Some(role) = evidence.filter(|role| all.contains(role)) else { return };
    let own = roles.of(role).map(|taken| taken.unit);
    if agreeing_unit(table, roles, role).is_none_or(|unit| Some(unit) == own) {
        return;
    }
    for role in all {
        if let Some(taken) = &mut roles.taken[role as usize] {
            taken.why = Why::Alias { unit_assumed: true };
        }
    }
}

fn latency_units(table: &Table, roles: &mut Roles) {
    let all = || Role::LATENCIES.into_iter().chain(Role::TOKEN_TIMES);
    let assumed: Vec<Role> = all().filter(|&role| roles.is_assumed(role)).collect();
    if !assumed.is_empty() {
        assumed_units(table, roles, assumed);
    }
}

/// Not inlined, as the first view does without it.
#[inline(never)]
fn assumed_units(table: &Table, roles: &mut Roles, assumed: Vec<Role>) {
    let sure = Role::LATENCIES.into_iter().find(|&role| roles.of(role).is_some() && !roles.is_assumed(role));
    if let Some(unit) = sure.and_then(|role| roles.of(role)).map(|taken| taken.unit) {
        // The same quantity of the same tests.
        assumed.into_iter().for_each(|role| roles.set_unit(role, unit));
        return;
    }
    let evidence = [Role::AvgLatency, Role::P50Latency].into_iter().find(|&role| roles.of(role).is_some());
    let by_law = evidence.and_then(|role| agreeing_unit(table, roles, role));
    let found = by_law.map(|unit| (unit, "VUs, throughput and latency then agree (Little's law)"));
    let found = found.or_else(|| {
        let unit = evidence.and_then(|role| settle_tokens::unit_of_tokens(table, roles, role))?;
        Some((unit, "it then agrees with the times to the first token and for each further one"))
    });
    let found = found.or_else(|| {
        let unit = settle_tokens::unit_by_law(table, roles).filter(|_| evidence.is_none())?;
        Some((unit, "VUs, throughput and the times of tokens then agree (Little's law)"))
    });
    let found = found.or_else(|| {
        let unit = settle_tokens::unit_by_speed(table, roles, evidence)?;
        Some((unit, "in no other one could so many tokens be written"))
    });
    for role in assumed {
        if let Some((unit, because)) = found {
            roles.decide_unit(role, unit, |column| {
                format!(
                    "“{column}” names no unit: {} are taken, since {because}. Another one can be chosen under \
                     “Columns”.",
                    in_full(unit)
                )
            });
        } else {
            if roles.numbers(table, role).is_some_and(|values| middle(values).is_some_and(|ms| ms > LONGEST_MS)) {
                roles.set_assumed_unit(role, Unit::Milliseconds);
            }
            let unit = in_full(roles.of(role).map_or(Unit::Milliseconds, |taken| taken.unit));
            roles.doubt(role, |column| {
                format!(
                    "“{column}” names no unit and nothing else in the table tells it: {unit} are a guess. Choose the unit \
                     under “Columns”."
                )
            });
        }
    }
}

/// A bare `throughput` may count requests or tokens, in a second or in a minute.
fn unclear_rate(table: &Table, roles: &mut Roles) {
    if roles.is_assumed(Role::Throughput) {
        settle_rate(table, roles);
    }
}

/// Not inlined, as the first view does without it.
#[inline(never)]
fn settle_rate(table: &Table, roles: &mut Roles) {
    let latency = [Role::AvgLatency, Role::P50Latency]
        .into_iter()
        .find(|&role| roles.of(role).is_some() && !roles.is_assumed(role));
    let ratio = latency.and_then(|role| in_flight_per_vu(table, roles, role));
    match ratio {
        Some(ratio) if agrees(ratio) => roles.set_unit(Role::Throughput, Unit::PerSecond),
        Some(ratio) if agrees(ratio / 60.0) && !is_per_second(roles) => {
            roles.decide_unit(Role::Throughput, Unit::PerMinute, |column| {
                format!(
                    "“{column}” names no unit: requests per minute are taken, since VUs, throughput and latency then \
                     agree (Little's law)."
                )
            });
        }
        // More requests in flight than VUs: it counts something else.
        Some(ratio) if ratio > AGREES => {
            let column = roles.taken[Role::Throughput as usize].take().map(|taken| taken.column).unwrap_or_default();
            roles.doubt(Role::Throughput, |_| {
                format!("“{column}” is too much for requests per second at these VUs and latencies, and was not taken.")
            });
        }
        _ => roles.doubt(Role::Throughput, |column| {
            format!("“{column}” does not say what it counts: requests per second is a guess. Check it under “Columns”.")
        }),
    }
}

/// Whether the rate is called one of seconds, whatever it counts.
fn is_per_second(roles: &Roles) -> bool {
    roles.of(Role::Throughput).is_some_and(|taken| taken.column.to_ascii_lowercase().contains("tps"))
}

/// A unit in a name is not overridden, only doubted: InferenceX once wrote seconds under "(ms)".
fn named_units_that_disagree(table: &Table, roles: &mut Roles) {
    let named = |role: &Role| matches!(roles.of(*role).map(|taken| taken.why), Some(Why::House | Why::Alias { .. }));
    let Some(role) = [Role::AvgLatency, Role::P50Latency].into_iter().find(named) else { return };
    let (Some(taken), Some(unit)) = (roles.of(role), agreeing_unit(table, roles, role)) else { return };
    let own = taken.unit;
    if unit != own && !roles.is_assumed(role) && !roles.is_assumed(Role::Throughput) {
        doubt_unit(roles, role, own, unit);
    }
}

/// Not inlined, as the first view does without it.
#[inline(never)]
fn doubt_unit(roles: &mut Roles, role: Role, own: Unit, unit: Unit) {
    roles.doubt(role, |column| {
        format!(
            "“{column}” is read in {}, but VUs, throughput and latency agree only in {} (Little's law). If so, choose \
             that unit under “Columns”.",
            in_full(own),
            in_full(unit)
        )
    });
}
