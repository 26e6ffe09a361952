//! What is there first: the scatter, its filters, and the page before the rest of its code has come.

mod before_the_rest;
mod every_chart;
mod far_sections;
mod filters;
mod gate;
mod gestures;
mod missing_files;
mod resting_pointer;
mod scatter;
mod starts_once;
mod touch;
