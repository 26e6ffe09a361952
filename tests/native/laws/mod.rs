//! Properties that hold for all tables, checked on random ones.

mod alternatives;
mod answer;
mod bills;
mod checks;
mod compare;
mod contour;
mod decide;
mod enough_vus;
mod fronts;
mod large;
mod limits;
mod own_axes;
mod ranges;
mod rows_units;
mod trade_offs;
