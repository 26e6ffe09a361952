//! Percentiles as numpy's default.
