//! Fuzz target; see `../targets/views.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(
    init: isocost_fuzz::write_seeds("views"),
    |data: &[u8]| isocost_fuzz::targets::views::run(data)
);
