//! Which inference configuration is cheapest and still fast enough, for pipelines: `isocost-cli --help`.
//!
//! It says what the page says of the same files: both call the same functions.

mod answer;
mod baseline;
mod commands;
mod date;
mod engines;
mod input;
mod json;
mod load_tests;
mod one_page;
mod options;
mod picture;
mod report;
mod run;
mod text;

use std::process::ExitCode;

fn main() -> ExitCode {
    let done = run::run(std::env::args().skip(1));
    done.stderr.iter().for_each(|words| eprintln!("isocost-cli: {words}"));
    // A pipe that is closed early (`| head`) is no fault.
    std::io::Write::write_all(&mut std::io::stdout(), done.stdout.as_bytes()).ok();
    ExitCode::from(done.code as u8)
}
