//! Fuzz target; see `../targets/text.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| isocost_fuzz::targets::text::run(data));
