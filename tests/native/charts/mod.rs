//! Charts as vectors, held against drawings that were looked at.
//!
//! After a wanted change: `ISOCOST_UPDATE=1 cargo test --no-default-features --test native charts::`, then look at the
//! files in `tests/golden/charts`.

mod break_even;
mod calls;
mod checks;
mod compare;
mod contour;
mod cost_limit;
mod enough_vus;
mod evidence;
mod pictures;
mod scatter;
mod tokens;
