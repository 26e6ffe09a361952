//! Ranked lists: best of each hardware and image, near ties, the Pareto menu, next runs, pins.

pub mod alternatives;
pub mod best;
pub mod chances;
pub mod how_run;
pub mod near_ties;
pub mod next_runs;
pub mod objective;
pub mod pareto_menu;
pub mod pins;
