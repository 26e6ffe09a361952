//! Fuzz target; see `../targets/packed.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(
    init: isocost_fuzz::write_seeds("packed"),
    |data: &[u8]| isocost_fuzz::targets::packed::run(data)
);
