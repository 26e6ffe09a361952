//! Charts as vectors, held against drawings that were looked at.

mod break_even;
mod calls;
mod checks;
mod compare;
mod contour;
mod enough_vus;
mod evidence;
mod pictures;
mod scatter;
