//! Whether enough VUs were tested to find the cheapest load.

pub mod groups;
pub mod view;
pub mod words;
