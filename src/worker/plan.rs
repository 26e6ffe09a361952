//! Fetch plan of a large parquet file: the columns and byte ranges to request.

use std::ops::Range;

use crate::data::error::DecodeError;
use crate::data::limits::Limits;
use crate::data::parquet::footer::{Footer, Selection};
use crate::data::runs::columns_to_fetch;
use crate::hub::fetch::ranges;
use crate::hub::fetch::ranges::{PlanError, PlanLimits};

/// Files up to this size are fetched whole: fetching some columns would take as long.
pub const WHOLE_UP_TO_BYTES: u64 = 1 << 20;
/// Limits of the requests for one file, besides those for its beginning and its footer.
const LIMITS: PlanLimits = PlanLimits { gap: 64 << 10, request_bytes: 64 << 20, requests: 10, total_bytes: 256 << 20 };

/// The columns to fetch.
#[derive(Clone, Debug)]
pub struct FetchPlan {
    names: Option<Vec<String>>,
    /// Columns that are not fetched.
    pub unfetched: Vec<String>,
}

impl FetchPlan {
    /// All columns, or those by which runs are compared.
    ///
    /// # Errors
    /// The selected columns exceed a cap.
    pub fn of(footer: &Footer, size: u64, all_columns: bool, limits: &Limits) -> Result<Self, DecodeError> {
        if all_columns || size <= WHOLE_UP_TO_BYTES {
            return Self::of_columns(None, footer, limits);
        }
        Self::needed(footer, limits)
    }

    /// The columns by which runs are compared; all of them where it is unknown which.
    ///
    /// # Errors
    /// As [`Self::of`].
    pub fn needed(footer: &Footer, limits: &Limits) -> Result<Self, DecodeError> {
        Self::of_columns(columns_to_fetch::columns(&footer.empty_table()), footer, limits)
    }

    fn of_columns(names: Option<Vec<String>>, footer: &Footer, limits: &Limits) -> Result<Self, DecodeError> {
        let unfetched = names.as_ref().map_or_else(Vec::new, |needed| {
            footer.columns().into_iter().filter(|name| !needed.contains(name)).collect()
        });
        let wanted = Self { names, unfetched };
        footer.check(&wanted.select(footer, None), limits)?;
        Ok(wanted)
    }

    /// These columns of these row groups; `None` stands for all of them.
    #[must_use]
    pub fn select(&self, footer: &Footer, groups: Option<&[usize]>) -> Selection {
        let names: Option<Vec<&str>> = self.names.as_ref().map(|names| names.iter().map(String::as_str).collect());
        footer.select(names.as_deref(), groups)
    }
}

/// The requests for these ranges (offset and length, bytes) of a file of `size` bytes.
///
/// # Errors
/// See [`PlanError`].
pub fn requests(wanted: &[(u64, u64)], size: u64) -> Result<Vec<Range<u64>>, PlanError> {
    ranges::plan(wanted, size, &LIMITS)
}
