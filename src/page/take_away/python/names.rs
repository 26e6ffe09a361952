//! Names of the columns of `df`, and how many units costs are quoted for.

use crate::data::runs::name::SUCCESSFUL_COST;
use crate::data::runs::roles::Role;
use crate::data::runs::tokens::RATES;
use crate::data::runs::work::Work;

/// The column of a rate in `df`.
pub fn rate_name(work: Work) -> &'static str {
    let role = RATES.iter().find(|(_, own)| *own == work).map_or(Role::Throughput, |(role, _)| *role);
    role.house_name()
}

/// The share of a run's rate that is answered well, a column of `df`.
pub const GOOD_SHARE: &str = "good_share";

/// The name of a column of the file that has no role; never that of another column of `df`.
pub fn further_name(name: &str) -> String {
    let taken = Role::ALL.into_iter().any(|role| role.house_name() == name)
        || Work::ALL.into_iter().any(|work| work.column_name() == name)
        || [GOOD_SHARE, SUCCESSFUL_COST].contains(&name);
    if taken { [name, " (category)"].concat() } else { name.to_owned() }
}

/// How many units costs are quoted for.
pub fn quoted(work: Work) -> &'static str {
    if work == Work::Requests { "1e9" } else { "1e6" }
}
