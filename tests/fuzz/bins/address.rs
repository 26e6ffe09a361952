//! Fuzz target; see `../targets/address.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| isocost_fuzz::targets::address::run(data));
