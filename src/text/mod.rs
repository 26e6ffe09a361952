//! Text utilities: percent-encoding, HTML escaping, unique names.

pub mod markup;
pub mod percent;
pub mod unique_name;
