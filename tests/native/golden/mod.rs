//! The notebooks' answers to the real tables.

mod checks;
mod compare;
mod contour;
mod enough_vus;
mod field_fronts;
mod language_model;
mod scatter;
