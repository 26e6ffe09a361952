//! Saturation under load: what throughput does at the end of a series, knee, scalability law, Little's law, and the evidence
//! made from them.

pub mod evidence;
pub mod kneedle;
pub mod law;
pub mod little;
pub mod minima;
pub mod monotonic;
pub mod open;
pub mod trend;
pub mod usl;
