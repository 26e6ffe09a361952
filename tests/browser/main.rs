//! Drives the built page in Chromium (`engines`: also in Firefox and WebKit), against a Hub of our own. Needs the page in `dist/` (or ISOCOST_DIST) and a
//! Chromium on PATH (or CHROMIUM). The tests in `harness` need no page: they hold the tools to their word.

mod engines;
mod first_view;
mod gallery;
mod harness;
mod open;
mod places;
mod sections;
#[path = "../support/mod.rs"]
mod support;
mod take_away;
