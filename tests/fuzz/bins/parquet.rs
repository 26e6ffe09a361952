//! Fuzz target; see `../targets/parquet.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(
    init: isocost_fuzz::write_seeds("parquet"),
    |data: &[u8]| isocost_fuzz::targets::parquet::run(data)
);
