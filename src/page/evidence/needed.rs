//! What a demand needs of each machine of a configuration, requests per second.

use crate::analysis::decide::answer::Demand;
use crate::data::runs::table_facts::Basis;
use crate::data::runs::work::Work;
use crate::format::numbers::{percent_short, short_3};

use crate::page::answer::asked::Asked;
use crate::page::answer::columns::Columns;
use crate::page::tables::active_table::ActiveTable;

/// What each machine must be able to do where a configuration, of whose runs these are within the limits, meets the demand;
/// and what that is, in words. `None` without a demand, where it cannot, and where the demand is not of requests.
#[must_use]
pub fn needed(shown: &ActiveTable, basis: &Basis, asked: &Asked, rows: &[usize]) -> Option<(f64, String)> {
    if asked.demand == Demand::None || shown.runs.work != Work::Requests {
        return None;
    }
    let columns = Columns::of(shown, basis);
    let solver = asked.solver(shown, basis, &columns, rows);
    let point = solver.best(&solver.contenders())?;
    let share = solver.question().load_share();
    // At a steady rate every machine has the same; of a volume every hour billed does.
    let each = match asked.demand {
        Demand::Steady { .. } => point.units_per_sec,
        demand => demand.units() / (3600.0 * point.machine_hours),
    };
    let needed = each / share;
    let machines = if point.machines > 1.0 { " of each machine" } else { "" };
    let of = if share < 1.0 {
        format!(": {} at {} load", short_3(each), percent_short(share * 100.0))
    } else {
        String::new()
    };
    Some((needed, format!("{} req/s needed{machines}{of}", short_3(needed))))
}
