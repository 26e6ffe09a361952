//! What people take with them: files, scripts, SQL.

mod addresses;
mod exports;
mod exports_parquet;
mod exports_views;
mod hostile;
mod python;
mod sql;
