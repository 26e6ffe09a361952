//! Runs: what the columns of a table mean, workloads, GPUs, prices, filters, several tables side by side.
//!
//! `Table -> Roles -> Measured -> RunTable`: a change of columns starts at the roles, a change of prices at the last
//! step.

pub(crate) mod build;
pub mod checks;
pub mod columns_to_fetch;
pub(crate) mod costs;
pub mod derive;
pub(crate) mod files;
pub mod filter;
pub mod gpus;
pub mod load;
pub mod measured;
pub mod measures;
pub mod name;
pub mod not_runs;
pub mod prices;
pub(crate) mod refusal;
pub mod reliability;
pub mod roles;
pub mod run_table;
pub mod settings;
pub mod side_by_side;
pub mod table_facts;
pub mod tokens;
pub(crate) mod validity;
pub mod work;
pub(crate) mod work_costs;
pub(crate) mod work_rates;
pub mod workload;
