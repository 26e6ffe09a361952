//! What the page says, as plain Rust without a browser: computed from tables and choices, and tested natively.

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
