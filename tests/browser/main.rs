//! Drives the built page in Chromium, against a Hub of our own. Needs the page in `dist/` (or ISOCOST_DIST) and a
//! Chromium on PATH (or CHROMIUM). The tests in `harness…` need no page: they hold the tools to their word.

mod body;
mod browser;
mod charts;
#[path = "../support/damage.rs"]
mod damage;
mod harness;
mod harness_hub;
mod http;
mod hub;
mod large;
mod notebook;
mod page;
mod page_errors;
mod page_filters;
mod page_fixtures;
mod page_frames;
mod page_later;
mod page_links;
mod page_load;
mod page_mutations;
mod page_near;
mod page_open;
mod page_parts;
mod page_pins;
mod page_scatter;
mod page_share;
mod page_strings;
mod page_table;
mod page_tables;
mod page_worker;
mod place;
mod place_frame;
mod place_offline;
mod place_one_file;
mod place_policy;
mod place_space;
mod requests;
mod run;
mod save_charts;
mod save_tables;
mod section_checks;
mod section_columns;
mod section_compare;
mod section_contour;
mod section_limits;
mod section_prices;
mod section_trust;
mod section_vus;
mod site;
mod tab;

use run::{eventually, project, run};
