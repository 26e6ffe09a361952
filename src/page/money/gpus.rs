//! GPUs of runs beside their prices: whether a price is of one, and which hardware is asked about.

use crate::data::runs::gpus::list::{GpuList, is_count};
use crate::data::runs::run_table::RunTable;
use crate::data::table::number;
use crate::text::foreign::cut;

/// Whether prices are of one GPU.
#[must_use]
pub fn is_per_gpu(runs: &RunTable) -> bool {
    runs.prices.iter().any(|pair| pair.per_gpu)
}

/// Vendors and hardware of runs of which the table does not tell how many GPUs they have, be they entered already or not.
#[inline(never)]
#[must_use]
pub fn gpus_asked(runs: &RunTable) -> Vec<(String, String)> {
    // What the reader has entered stays to be changed.
    let told = (!runs.terms.gpus.is_empty()).then(|| runs.with_gpus(&GpuList::default()));
    let pairs = told.as_ref().unwrap_or(runs).without_gpus().into_iter();
    pairs.map(|pair| (pair.vendor.clone(), pair.hardware.clone())).collect()
}

/// A typed number of GPUs; `None` for an empty field, which takes it back.
///
/// # Errors
/// Words for what is no whole number from 1 on.
pub fn typed_gpus(text: &str) -> Result<Option<f64>, String> {
    match text.trim() {
        "" => Ok(None),
        text => match number::parse(text).filter(|&gpus| is_count(gpus)) {
            Some(gpus) => Ok(Some(gpus)),
            None => Err(format!("“{}” is no whole number from 1 on: nothing changed.", cut(text))),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_alone() {
        assert_eq!((typed_gpus(" 8 "), typed_gpus("")), (Ok(Some(8.0)), Ok(None)));
        for none in ["0", "-1", "1.5", "many", "inf", "NaN"] {
            assert!(typed_gpus(none).is_err(), "{none}");
        }
    }
}
