//! The columns of a large file that are fetched: those by which runs are compared. The others come on request.

use super::gpus;
use super::roles::{Role, Roles, Unit};
use crate::data::table::Table;

/// The needed ones among a file's columns, by name; `None` when all are, or when it is unknown which. `table` has the
/// file's columns and need not have a row.
///
/// What can be derived from columns that are there is not fetched: no cost beside throughput and price, no duration
/// beside a throughput, no percentile beside mean and 95th. Counts of requests serve the checks alone, which say that
/// they were not fetched.
#[must_use]
pub fn columns(table: &Table) -> Option<Vec<String>> {
    let roles = Roles::find(table);
    let has = |role: Role| roles.of(role).is_some();
    let comparable = (has(Role::Vus) || has(Role::Throughput)) && has(Role::AvgLatency);
    let of_all = [Role::InputTokens, Role::OutputTokens]
        .into_iter()
        .any(|role| roles.of(role).is_some_and(|taken| taken.unit == Unit::OfAll));
    let spared = |role: Role| match role {
        Role::Cost => has(Role::Price) && has(Role::Throughput),
        Role::Duration => has(Role::Throughput),
        // Tokens of all requests need their number.
        Role::TotalRequests | Role::SuccessfulRequests => !of_all,
        Role::FailedRequests | Role::P50Latency | Role::P90Latency | Role::P99Latency => true,
        _ => false,
    };
    let taken = Role::ALL.into_iter().filter(|&role| !spared(role)).filter_map(|role| roles.of(role));
    let mut names: Vec<String> = taken.map(|taken| taken.column.clone()).collect();
    names.extend(roles.categories.iter().chain(&roles.workload).map(|(name, _)| name.clone()));
    let is_needed = |name: &String| names.contains(name) || gpus::are_told_by(name);
    let needed: Vec<String> = table.columns.iter().map(|column| column.name.clone()).filter(is_needed).collect();
    (comparable && needed.len() < table.columns.len()).then_some(needed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::bundled;

    #[test]
    fn what_runs_are_compared_by_is_needed() {
        let table = bundled::TABLES[0].table();
        let names = columns(&table).unwrap();
        for name in ["vus", "batch_size", "avg_latency_ms", "p95_latency_ms", "throughput_req_per_sec", "hw_type"] {
            assert!(names.iter().any(|needed| needed == name), "{name}");
        }
        assert!(!names.iter().any(|name| name == "avg_accuracy" || name == "test_duration_sec"), "{names:?}");
    }

    #[test]
    fn a_table_of_unknown_columns_is_fetched_whole() {
        let mut table = bundled::TABLES[0].table();
        table.columns.retain(|column| column.name.starts_with("total"));
        assert_eq!(columns(&table), None);
    }
}
