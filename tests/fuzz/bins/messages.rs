//! Fuzz target; see `../targets/messages.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(
    init: isocost_fuzz::write_seeds("messages"),
    |data: &[u8]| isocost_fuzz::targets::messages::run(data)
);
