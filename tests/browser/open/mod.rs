//! Opening tables: from the Hub, from addresses and files, large, broken and hostile ones.

pub mod anything;
mod asked_early;
mod errors;
mod fixtures;
mod from_hub;
mod hostile_text;
mod hub_addresses;
mod large_files;
mod load_testers;
mod made_answers;
mod mutations;
mod reader_files;
mod several_tables;
mod worker;
