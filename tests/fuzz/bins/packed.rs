//! Fuzz target; see `../targets/packed.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| isocost_fuzz::targets::packed::run(data));
