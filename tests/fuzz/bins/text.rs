//! Fuzz target; see `../targets/text.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(
    init: isocost_fuzz::write_seeds("text"),
    |data: &[u8]| isocost_fuzz::targets::text::run(data)
);
