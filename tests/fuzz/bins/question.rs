//! Fuzz target; see `../targets/question.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(
    init: isocost_fuzz::write_seeds("question"),
    |data: &[u8]| isocost_fuzz::targets::question::run(data)
);
