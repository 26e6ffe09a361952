//! The notebooks' answers to the real tables.

mod checks;
mod compare;
mod contour;
mod enough_vus;
mod language_model;
mod scatter;
