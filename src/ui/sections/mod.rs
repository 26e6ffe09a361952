//! The sections of the page, and the page as their composition.

pub mod alternatives;
pub mod break_even;
pub mod checks;
pub(crate) mod columns;
pub mod compare;
pub mod confidence;
pub mod contour;
pub mod cost_latency;
pub(crate) mod data_drawer;
pub mod enough_vus;
pub mod evidence_table;
pub mod hosted;
pub mod next_runs;
pub mod one_file;
pub mod places;
pub mod plan;
pub mod prices;
pub mod response_shape;
pub(crate) mod runs_table;
pub(crate) mod scatter_axes;
pub(crate) mod share;
pub mod terms;
pub(crate) mod upwards;
pub(crate) mod verdict;
