//! The evidence behind the answer: loads tested, saturation, the scalability law.

pub mod chart;
pub mod view;
