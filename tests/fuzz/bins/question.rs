//! Fuzz target; see `../targets/question.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| isocost_fuzz::targets::question::run(data));
