//! Which inference configuration is cheapest and still fast enough, for pipelines: `isocost-cli --help`.
//!
//! It says what the page says of the same files: both call the same functions.

mod answer;
mod baseline;
mod date;
mod input;
mod json;
mod one_page;
mod options;
mod picture;
mod report;
mod run;
mod text;

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Result<Vec<String>, _> = std::env::args_os().skip(1).map(std::ffi::OsString::into_string).collect();
    let done = match arguments {
        Ok(arguments) => run::run(arguments),
        Err(other) => run::Done::failed(
            run::Code::Usage,
            format!("{} is not UTF-8, as arguments have to be. Rename the file.", other.to_string_lossy()),
        ),
    };
    // Who closed it does not want it.
    let mut told = std::io::stderr();
    done.stderr.iter().for_each(|words| writeln!(told, "isocost-cli: {words}").unwrap_or_default());
    let mut out = std::io::stdout();
    match out.write_all(done.stdout.as_bytes()).and_then(|()| out.flush()) {
        // A pipe that is closed early (`| head`) is no fault.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            writeln!(told, "isocost-cli: the answer could not be written: {error}").unwrap_or_default();
            ExitCode::from(run::Code::NotWritten as u8)
        }
        _ => ExitCode::from(done.code as u8),
    }
}
