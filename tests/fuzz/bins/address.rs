//! Fuzz target; see `../targets/address.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(
    init: isocost_fuzz::write_seeds("address"),
    |data: &[u8]| isocost_fuzz::targets::address::run(data)
);
