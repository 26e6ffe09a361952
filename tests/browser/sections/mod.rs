//! The sections below the first view.

mod alternatives;
mod checks;
mod columns;
mod compare;
mod contour;
mod data_bar;
mod enough_vus;
mod evidence_table;
mod hosted;
mod limits;
mod pins;
mod price_lists;
mod prices;
mod question;
mod runs;
mod scatter_axes;
mod serving;
mod trust;
