//! What a table says about its own runs before they are compared.

use super::run_table::RunTable;

/// Requests that failed, over all runs: the sum of total − successful.
///
/// `None` when the table lacks either column. A run that misses one of the two counts is not counted, since neither
/// "none failed" nor "all failed" is known of it.
#[must_use]
pub fn failed_requests(runs: &RunTable) -> Option<f64> {
    let (total, successful) = (runs.total_requests.as_ref()?, runs.successful_requests.as_ref()?);
    Some(total.iter().zip(successful).map(|(total, successful)| total - successful).filter(|v| !v.is_nan()).sum())
}
