//! Fuzz target; see `../targets/views.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| isocost_fuzz::targets::views::run(data));
