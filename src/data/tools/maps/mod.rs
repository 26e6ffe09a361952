//! The maps, a file for each tool. The first map whose signs are all in a file reads it.

mod aiperf;
mod guidellm;
mod k6;
mod sglang;
mod vllm;
mod web;

use super::map::Map;

/// Maps by tool; special forms before general ones.
const ALL: &[&[Map]] = &[guidellm::MAPS, aiperf::MAPS, k6::MAPS, sglang::MAPS, vllm::MAPS];

/// All maps.
pub fn all() -> impl Iterator<Item = &'static Map> {
    ALL.iter().chain(web::ALL).copied().flatten()
}
