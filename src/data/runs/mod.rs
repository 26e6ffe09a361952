//! Runs: what the columns of a table mean, prices, filters, several tables side by side.

pub(crate) mod build;
pub mod checks;
pub mod columns_to_fetch;
pub mod derive;
pub mod filter;
pub mod prices;
pub mod roles;
pub mod run_table;
pub mod side_by_side;
pub mod side_by_side_parts;
pub mod table_facts;
