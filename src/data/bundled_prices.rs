//! Prices of GPUs that come with a bundled table which has none: assumptions of their day, each with its source.
//!
//! They count for that table alone: nothing is assumed of a table that somebody opens. A price is of one GPU for an hour, on
//! demand; a run's is that of all its GPUs.

use super::runs::prices::same;

/// The assumed price of a GPU.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AssumedPrice {
    /// Hardware as the table has it.
    pub hardware: &'static str,
    /// $ per GPU and hour.
    pub usd_per_gpu_hour: f64,
    /// Where it was published, and of which day; empty where no source was found.
    pub source: &'static str,
}

/// The name in a packed table's notes, and the prices.
const LISTS: [(&str, &[AssumedPrice]); 1] = [("inferencex-2026", &INFERENCEX)];

const INFERENCEX: [AssumedPrice; 4] = [
    AssumedPrice { hardware: "h100", usd_per_gpu_hour: 2.95, source: "Nebius by opslyft.com, 2026-06-01" },
    AssumedPrice { hardware: "h200", usd_per_gpu_hour: 3.50, source: "docs.nebius.com, October 2025" },
    AssumedPrice {
        hardware: "b200",
        usd_per_gpu_hour: 5.50,
        source: "between the 4.50 and 6.00 of lyceum.technology, 2026-03-11",
    },
    AssumedPrice { hardware: "mi355x", usd_per_gpu_hour: 3.00, source: "" },
];

/// The prices of that name.
#[must_use]
pub fn find(name: &str) -> Option<&'static [AssumedPrice]> {
    LISTS.iter().find(|(known, _)| *known == name).map(|(_, prices)| *prices)
}

/// The name of these prices.
#[must_use]
pub fn name_of(prices: &[AssumedPrice]) -> Option<&'static str> {
    LISTS.iter().find(|(_, known)| *known == prices).map(|(name, _)| *name)
}

/// The price of a hardware among these, whatever its spelling.
#[must_use]
#[inline(never)]
pub fn of<'a>(prices: &'a [AssumedPrice], hardware: &str) -> Option<&'a AssumedPrice> {
    prices.iter().find(|price| same(("", price.hardware), ("", hardware)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_there_and_back_and_spellings() {
        let prices = find("inferencex-2026").unwrap();
        assert_eq!((name_of(prices), name_of(&[]), find("other")), (Some("inferencex-2026"), None, None));
        assert_eq!(of(prices, "NVIDIA-H100").map(|price| price.usd_per_gpu_hour), Some(2.95));
        assert_eq!(of(prices, "MI355X").map(|price| price.source), Some(""));
        assert_eq!(of(prices, "h100-nvl"), None, "another GPU");
    }
}
