//! What the page says, without a browser: views, sentences and tables computed from runs and choices, tested natively.
//!
//! A folder for each subject: `view.rs` computes what is shown, `words.rs` says it. The maths is in
//! [`crate::analysis`], components and events are in `ui`.

pub mod answer;
pub mod checks;
pub mod choice;
pub mod compare;
pub mod contour;
pub mod enough_vus;
pub mod evidence;
pub mod limits;
pub mod money;
pub mod rankings;
pub mod runs;
pub mod scatter;
pub mod tables;
pub mod take_away;
pub mod verdict;
pub mod words;
