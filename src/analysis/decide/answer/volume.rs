//! Machines and billed hours for a volume of work by a deadline.
//!
//! Of `W` machine-hours, `⌈W⌉` are billed at least, and with an hour or more until the deadline so many machines for an
//! hour each suffice. Within less than an hour each machine bills one hour, so that the fewest machines that meet the
//! deadline decide. The same hours are spread over as few machines as meet it, some running an hour longer than others.

use super::whole::{down, up};

/// Machines, and hours billed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Schedule {
    /// The fewest machines that do it in the hours billed.
    pub machines: f64,
    /// Hours billed, of all machines together: the least possible.
    pub billed: f64,
    /// Hours billed of the machine that runs longest.
    pub longest: f64,
}

impl Schedule {
    /// How many machines run longest; the others run an hour less.
    pub fn at_longest(&self) -> f64 {
        self.billed - self.machines * (self.longest - 1.0)
    }
}

/// Spreads machine-hours over machines; `None` for more than can be counted.
pub(super) fn schedule(machine_hours: f64, within_hours: f64) -> Option<Schedule> {
    let billed = up(machine_hours / within_hours)?.max(up(machine_hours)?);
    let machines = fewest(machine_hours, within_hours, billed)?;
    Some(Schedule { machines, billed, longest: up(billed / machines)? })
}

/// A machine that runs up to a deadline amid an hour loses the rest of that hour, which only what is billed beyond need
/// can pay for.
fn fewest(machine_hours: f64, within_hours: f64, billed: f64) -> Option<f64> {
    let (whole, begun) = (down(within_hours), up(within_hours)?);
    if whole < 1.0 {
        return Some(billed);
    }
    if begun <= whole {
        return up(billed / whole);
    }
    let to_spare = (billed - machine_hours).max(0.0);
    let to_the_deadline = down(to_spare / (begun - within_hours)).min(billed);
    Some(up((billed - to_the_deadline) / whole)?.max(up(billed / begun)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(machine_hours: f64, within_hours: f64) -> (f64, f64, f64, f64) {
        let schedule = schedule(machine_hours, within_hours).unwrap();
        (schedule.machines, schedule.billed, schedule.longest, schedule.at_longest())
    }

    #[test]
    fn hours_spread_over_as_few_machines_as_meet_the_deadline() {
        assert_eq!(found(55.62, 24.0), (3.0, 56.0, 19.0, 2.0), "19 + 19 + 18 hours");
        assert_eq!(found(56.0 * (1.0 + 1e-12), 14.0), (4.0, 56.0, 14.0, 4.0));
        assert_eq!(found(0.2, 24.0), (1.0, 1.0, 1.0, 1.0));
        assert_eq!(found(27.7, 3.0), (10.0, 28.0, 3.0, 8.0));
        // Less than an hour: every machine bills one.
        assert_eq!(found(1.2, 0.5), (3.0, 3.0, 1.0, 3.0));
        assert!(schedule(1e300, 1.0).is_none() && schedule(f64::NAN, 1.0).is_none());
    }

    #[test]
    fn a_deadline_amid_an_hour() {
        assert_eq!(found(4.4, 2.5), (2.0, 5.0, 3.0, 1.0), "2.4 and 2 hours");
        assert_eq!(found(4.9, 2.5), (3.0, 5.0, 2.0, 2.0), "2.5 and 2 would not do");
    }

    /// The least hours billed, and for them the fewest machines, by trying all ways to give hours to machines.
    #[test]
    fn equals_trying_all() {
        for tenths in 1..120 {
            for quarter in 1..14 {
                let (work, within) = (f64::from(tenths) / 10.0, f64::from(quarter) / 4.0);
                let most = 60;
                let mut can = vec![vec![0.0_f64; most + 1]; most + 1];
                for machines in 1..=most {
                    for billed in machines..=most {
                        let longest = (within.ceil() as usize).min(billed + 1 - machines);
                        let one = |hours: usize| can[machines - 1][billed - hours] + within.min(hours as f64);
                        can[machines][billed] = (1..=longest).map(one).fold(0.0, f64::max);
                    }
                }
                let enough = |machines: usize, billed: usize| can[machines][billed] >= work - 1e-9;
                let billed = (1..=most).find(|&billed| (1..=billed).any(|machines| enough(machines, billed)));
                let Some(billed) = billed else { continue };
                let machines = (1..=billed).find(|&machines| enough(machines, billed)).unwrap();
                let (k, b, ..) = found(work, within);
                assert_eq!((k, b), (machines as f64, billed as f64), "{work} within {within}");
            }
        }
    }
}
