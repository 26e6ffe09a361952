//! Names of prices of machines, word by word in any order: `Hourly cost (per GPU)`, `$/day`, `monthly cost ($)`, `cost (¢/h)`.

use super::Roles;
use super::names::{self, Reading, canonical};
use super::role::Role;
use super::unit::Unit;
use crate::data::table::Table;
use crate::data::table::notes::Doubt;

/// Words of money, one of which is needed.
const MONEY: [&str; 5] = ["price", "cost", "usd", "cent", "cents"];
/// Words that a price may have beside them. Of a spot or a reserved price that is not known.
const BESIDE: [&str; 8] = ["instance", "machine", "node", "hw", "on", "demand", "ondemand", "list"];
/// Currencies that are no $.
const OTHERS: [&str; 6] = ["eur", "gbp", "cny", "rmb", "jpy", "inr"];
/// Words of a time, and the unit of a price for it. What costs seconds or minutes may be time.
const TIMES: [(&str, Unit); 3] = [("h", Unit::PerHour), ("day", Unit::PerDay), ("month", Unit::PerMonth)];

/// All words that are looked for.
pub fn all() -> impl Iterator<Item = &'static str> {
    MONEY.into_iter().chain(BESIDE).chain(OTHERS).chain(TIMES.map(|(time, _)| time))
}

/// The price that a name is of; `None` where it has another word.
pub fn read(parts: &[&str]) -> Option<Reading> {
    let (unit, is_other) = price(parts)?;
    // What is told for an hour is surer than what may be of more than the machine.
    let rank = if matches!(unit, Unit::PerHour | Unit::PerGpuHour) { 50 } else { 60 };
    (!is_other).then_some(Reading { role: Role::Price, unit, rank, assumed: false })
}

/// Tells for how long a price is, and one in another currency than $, which is not taken.
pub fn settle(table: &Table, roles: &mut Roles) {
    match roles.of(Role::Price).map(|taken| taken.unit) {
        None => tell_other_currency(table, roles),
        Some(unit @ (Unit::PerDay | Unit::PerMonth)) => roles
            .doubt(Role::Price, |column| format!("“{column}” is taken as the price of the machine {}.", unit.words())),
        Some(Unit::PerHour | Unit::PerGpuHour) => tell_list_price(table, roles),
        _ => {}
    }
}

/// Not inlined, as the first view does without it.
#[inline(never)]
fn tell_list_price(table: &Table, roles: &mut Roles) {
    let is_other = |name: &str| {
        let parts = names::parts(name);
        let has = |words: &[&str]| parts.iter().any(|part| words.contains(&part.as_str()));
        has(&["spot", "reserved"]) && has(&MONEY)
    };
    let Some(other) = table.columns.iter().find(|column| is_other(&column.name)) else { return };
    roles.doubt(Role::Price, |column| format!("“{column}” is taken as the price, and not “{}”.", other.name));
}

/// Not inlined, as the first view does without it.
#[inline(never)]
fn tell_other_currency(table: &Table, roles: &mut Roles) {
    let Some(column) = table.columns.iter().find(|column| is_of_other_currency(&column.name)) else { return };
    let said = format!("“{}” is in another currency than $, and is not taken. Enter prices in $.", column.name);
    roles.doubts.push(Doubt { column: column.name.clone(), said, undo: String::new() });
}

/// Whether a name is that of a price in another currency than $.
fn is_of_other_currency(name: &str) -> bool {
    let parts = names::parts(name);
    price(&parts.iter().map(String::as_str).collect::<Vec<_>>()).is_some_and(|(_, is_other)| is_other)
}

/// The unit of a price, and whether its currency is another one.
fn price(parts: &[&str]) -> Option<(Unit, bool)> {
    let words = canonical(parts);
    let (mut unit, mut money, mut cents, mut gpu, mut other) = (None, false, false, false, false);
    for word in words.split('_') {
        let time = TIMES.iter().find(|(time, _)| *time == word);
        if let (Some((_, of)), None) = (time, unit) {
            unit = Some(*of);
        } else if OTHERS.contains(&word) {
            other = true;
        } else if MONEY.contains(&word) {
            (money, cents) = (true, cents || word.starts_with("cent"));
        } else if matches!(word, "gpu" | "gpus") {
            gpu = true;
        } else if !BESIDE.contains(&word) {
            return None;
        }
    }
    let unit = match (unit?, gpu, cents) {
        (unit, false, false) => unit,
        (Unit::PerHour, true, false) => Unit::PerGpuHour,
        (Unit::PerHour, false, true) => Unit::CentPerHour,
        _ => return None,
    };
    (money || other).then_some((unit, other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_in_any_order_and_unit() {
        for (name, unit) in [
            ("Hourly cost (per GPU)", Unit::PerGpuHour),
            ("cost/GPU/hr", Unit::PerGpuHour),
            ("cost (¢/h)", Unit::CentPerHour),
            ("monthly cost ($)", Unit::PerMonth),
            ("$/day", Unit::PerDay),
            ("$/hr", Unit::PerHour),
            ("price_usd_per_hour", Unit::PerHour),
            ("On-demand $/h", Unit::PerHour),
            ("instance price per hour", Unit::PerHour),
        ] {
            let read = names::read(name).map(|read| (read.role, read.unit));
            assert_eq!(read, Some((Role::Price, unit)), "{name}");
        }
        for none in [
            "Spot $/h",
            "cost (s)",
            "total cost ($)",
            "cost per 1k tokens",
            "price (EUR/month)",
            "hours",
            "GPU hours",
            "¢/GPU/h",
        ] {
            assert_eq!(names::read(none).filter(|read| read.role == Role::Price), None, "{none}");
        }
        assert!(
            is_of_other_currency("price (€/h)")
                && is_of_other_currency("price (EUR/month)")
                && !is_of_other_currency("$/day")
        );
    }
}
