//! What the fuzz targets share with the tests.

#[path = "../support/asked.rs"]
pub mod asked;
#[path = "../support/damage.rs"]
pub mod damage;
#[path = "../support/reference.rs"]
pub mod reference;
#[path = "../support/tables.rs"]
pub mod tables;

pub use damage::Random;
