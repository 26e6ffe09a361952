//! Sentences and text tables that several sections share.

pub mod conditions;
pub mod cost;
pub mod group_names;
pub mod legends;
pub mod loads;
pub mod mean;
pub mod measures;
pub mod noise;
pub mod runs;
pub mod settings;
pub mod short_runs;
pub mod short_sentences;
pub mod terms;
pub mod text_table;
pub mod told_apart;
pub mod unnamed;
pub mod workloads;
