//! Tests of reading tables: formats, parquet, the Hub, roles.

mod archives;
mod decode;
mod delta_pages;
mod foreign;
mod formats;
mod formats_refused;
mod hand_made;
mod hub_address;
mod hub_answers;
mod hub_errors;
mod hub_fetch;
mod hub_listing;
mod hub_parts;
mod hub_pasted;
mod lenient_parquet;
mod local_parquet;
mod odd_files;
mod pack;
mod plan;
mod policy;
mod price_lists;
mod roles;
mod tool_notes;
mod tools;
mod yaml;
