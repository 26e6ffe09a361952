//! Native tests: everything that needs no browser.

mod architecture;
mod charts;
mod cli;
mod fuzzed;
mod golden;
mod laws;
mod llm;
mod named_tests;
mod read;
mod simulation;
#[path = "../support/mod.rs"]
mod support;
mod take_away;
mod views;
