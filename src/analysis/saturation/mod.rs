//! Saturation under load: knee, scalability law, monotonic throughput, Little's law, and the grade made from them.

pub mod evidence;
pub mod kneedle;
pub mod little;
pub mod monotonic;
pub mod open;
pub mod usl;
