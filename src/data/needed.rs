//! Which columns of a large file are fetched: those by which runs are compared. The others can be had on request.

use super::run_table::name;

/// The needed ones among the names of a file's columns; `None` when all are, or when it is unknown which.
#[must_use]
pub fn columns(names: &[String]) -> Option<Vec<String>> {
    const NEEDED: [&str; 12] = [
        name::VUS,
        name::BATCH_SIZE,
        name::AVG_LATENCY_MS,
        name::P95_LATENCY_MS,
        name::THROUGHPUT,
        name::COST,
        name::HW_TYPE,
        name::IMAGE,
        name::ENGINE,
        name::VENDOR,
        name::TOTAL_REQUESTS,
        name::SUCCESSFUL_REQUESTS,
    ];
    let needed: Vec<String> = names.iter().filter(|name| NEEDED.contains(&name.as_str())).cloned().collect();
    (needed.len() < names.len()).then_some(needed)
}
