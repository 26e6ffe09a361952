//! Fuzz target; see `../targets/parquet.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| isocost_fuzz::targets::parquet::run(data));
