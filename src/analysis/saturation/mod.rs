//! Saturation under load: knee, scalability law, monotonic throughput.

pub mod evidence;
pub mod kneedle;
pub mod little;
pub mod monotonic;
pub mod usl;
