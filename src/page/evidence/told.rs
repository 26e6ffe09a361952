//! Whether enough load was tried, by the states of all configurations: one sentence wherever it is told.

use super::state::{Bound, State};
use crate::format::numbers::fixed;
use crate::page::words::runs::count;

/// A sentence or more, of the state of each configuration and what ends its rise. Of none it says nothing.
#[must_use]
pub fn told(each: &[(State, Option<Bound>)]) -> String {
    if each.is_empty() {
        return String::new();
    }
    let all = count(each.len(), "configuration", "configurations");
    let whole = |n: usize| fixed(n as f64, 0);
    let of = |state: State| each.iter().filter(|own| own.0 == state).count();
    let bound = |by: Bound| each.iter().filter(|own| own.1 == Some(by)).count();
    let (limited, filtered_out) = (bound(Bound::Limits), bound(Bound::Filters));
    let open = of(State::Rising) - limited - filtered_out;
    let (recover, unknown) = (of(State::Recovers), of(State::CannotTell));
    let mut told = vec![match (open, unknown + recover) {
        (0, 0) => "Enough load was tried.".to_owned(),
        (0, _) => format!("None of {all} is known to gain from more load than was run."),
        _ => format!("More load could be tried: throughput still rises in {} of {all}.", whole(open)),
    }];
    if limited > 0 {
        told.push(format!("In {} it rises up to the limits; more load was run and breaks them.", whole(limited)));
    }
    if filtered_out > 0 {
        told.push(format!("In {} it rises up to the filters; more load was run.", whole(filtered_out)));
    }
    match recover {
        0 => {}
        1 => told.push("1 ends on a rise that only recovers from a dip.".to_owned()),
        n => told.push(format!("{} end on a rise, and all {0} only recover from a dip.", whole(n))),
    }
    if unknown > 0 {
        told.push(format!("Of {} it cannot be told, for noise or too few loads.", whole(unknown)));
    }
    told.join(" ")
}
