//! Whether enough load was tried, by the states of all configurations: one sentence wherever it is told.

use super::state::{Bound, State};
use crate::format::numbers::fixed;
use crate::page::words::runs::count;

/// A sentence or more, of the state of each configuration and what ends its rise. Of none it says nothing. `unseen` of
/// them have no run that tells both load and throughput, so that nothing can be told of them.
#[must_use]
pub fn told(each: &[(State, Option<Bound>)], unseen: usize) -> String {
    if each.is_empty() {
        return String::new();
    }
    if unseen == each.len() {
        let told = "Whether more load would help cannot be judged: ";
        return [told, "no run tells both its load (VUs, or the rate that was asked for) and its requests per second."]
            .concat();
    }
    let all = count(each.len(), "configuration", "configurations");
    let whole = |n: usize| fixed(n as f64, 0);
    let of = |state: State| each.iter().filter(|own| own.0 == state).count();
    let bound = |by: Bound| each.iter().filter(|own| own.1 == Some(by)).count();
    let (limited, filtered_out) = (bound(Bound::Limits), bound(Bound::Filters));
    let open = of(State::Rising) - limited - filtered_out;
    let recover = of(State::Recovers);
    let unknown = of(State::CannotTell).saturating_sub(unseen);
    if (each.len(), unknown) == (1, 1) {
        return "Whether more load would help cannot be told, for noise or too few loads.".to_owned();
    }
    let mut told = vec![match (open, unknown + recover + unseen) {
        (0, 0) => "Enough load was tried.".to_owned(),
        (0, _) if each.len() == 1 => "It is not known to gain from more load than was run.".to_owned(),
        (0, _) => format!("None of {all} is known to gain from more load than was run."),
        _ if each.len() == 1 => "More load could be tried: throughput still rises.".to_owned(),
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
    if unseen > 0 {
        told.push(format!("Of {} no run tells both load and throughput.", whole(unseen)));
    }
    told.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn why_nothing_can_be_told_is_said() {
        let unknown = (State::CannotTell, None);
        let all = told(&[unknown, unknown], 2);
        assert!(
            all.starts_with("Whether more load would help cannot be judged: no run tells both its load (VUs"),
            "{all}"
        );
        assert_eq!(
            told(&[unknown, unknown, (State::Flat, None)], 1),
            "None of 3 configurations is known to gain from more load than was run. Of 1 it cannot be told, for noise or too few \
             loads. Of 1 no run tells both load and throughput."
        );
        assert!(told(&[unknown], 0).starts_with("Whether more load would help cannot be told"));
        assert_eq!(told(&[(State::Rising, None)], 0), "More load could be tried: throughput still rises.");
        assert_eq!(told(&[(State::Flat, None)], 0), "Enough load was tried.");
        assert_eq!(told(&[], 0), "");
    }
}
