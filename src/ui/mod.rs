//! The page. What it shows is computed by plain Rust ([`choice`], [`roles_view`], [`scatter_view`], [`table_view`], [`words`]), tested
//! natively; the rest needs a browser.
//!
//! State is signals in and memos out (`state`); nothing sets a signal in an effect.

pub mod accuracy_view;
pub mod best_view;
pub mod break_even_view;
pub mod checks_load;
pub mod checks_quality;
pub mod checks_tables;
pub mod checks_view;
pub mod choice;
pub mod compare_offer;
pub mod compare_view;
pub mod compare_words;
pub mod contour_choice;
pub mod contour_limits;
pub mod contour_surface;
pub mod contour_view;
pub mod contour_words;
pub mod evidence_chart;
pub mod evidence_view;
pub mod inside_table;
pub mod jobs;
pub mod keys;
pub mod limit_choice;
pub mod limit_scale;
pub mod limit_words;
pub mod link;
pub mod listing;
pub mod load_error;
pub mod loading;
pub mod menu_view;
pub mod mode;
pub mod money_choice;
pub mod next_view;
pub mod picture;
pub mod pins_view;
pub mod place;
pub mod plan_view;
pub mod prices_view;
pub mod python;
pub mod response_view;
pub mod roles_view;
pub mod scatter_view;
pub mod section_choice;
pub mod share_words;
pub mod sheets;
pub mod shown;
pub mod side_by_side;
pub mod snippets;
pub mod table_view;
pub mod ties_view;
pub mod verdict_markdown;
pub mod verdict_view;
pub mod verdict_words;
pub mod vus_groups;
pub mod vus_view;
pub mod vus_words;
pub mod words;

#[cfg(feature = "web")]
pub mod address;
#[cfg(feature = "web")]
pub mod app;
#[cfg(feature = "bench")]
pub mod bench;
#[cfg(feature = "web")]
mod bound;
#[cfg(feature = "web")]
mod brush;
#[cfg(feature = "web")]
mod canvas;
#[cfg(feature = "web")]
mod chart;
#[cfg(feature = "web")]
mod check_charts;
#[cfg(feature = "web")]
mod clipboard;
#[cfg(feature = "web")]
mod controls;
#[cfg(feature = "web")]
mod crash;
#[cfg(feature = "web")]
mod download;
#[cfg(feature = "web")]
mod files;
#[cfg(feature = "web")]
mod frame;
#[cfg(feature = "web")]
mod frame_gate;
#[cfg(feature = "web")]
mod in_turn;
#[cfg(feature = "web")]
mod later;
#[cfg(feature = "web")]
mod legend;
#[cfg(feature = "web")]
mod lines_table;
#[cfg(feature = "web")]
mod load;
#[cfg(feature = "web")]
mod near;
#[cfg(feature = "web")]
mod observe;
#[cfg(feature = "web")]
pub mod one_file;
#[cfg(feature = "web")]
mod open;
#[cfg(feature = "web")]
mod own_files;
#[cfg(feature = "web")]
mod pages;
#[cfg(feature = "web")]
mod pins;
#[cfg(feature = "web")]
mod reactive;
#[cfg(feature = "web")]
mod recent;
#[cfg(feature = "web")]
mod runs_table;
#[cfg(feature = "web")]
mod save;
#[cfg(feature = "web")]
mod save_table;
#[cfg(feature = "web")]
mod scatter_chart;
#[cfg(feature = "web")]
mod share;
#[cfg(feature = "web")]
mod sign_in;
#[cfg(feature = "web")]
mod state;
#[cfg(feature = "web")]
mod status;
#[cfg(feature = "web")]
mod tables;
#[cfg(feature = "web")]
mod token;
#[cfg(feature = "web")]
mod tooltip;
#[cfg(feature = "web")]
mod travel;
#[cfg(feature = "web")]
mod unpack;
#[cfg(feature = "web")]
mod verdict;
