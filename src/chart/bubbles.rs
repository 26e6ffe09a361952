//! A chart.
