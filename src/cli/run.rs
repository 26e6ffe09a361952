//! From a command line to what is printed, what is written, and the exit code.

use isocost::data::limits::Limits;
use isocost::data::text::read_runs;
use isocost::page::tables::embedded::Stored;

use super::answer::Answer;
use super::date::today;
use super::one_page::{PageError, empty, filled, stored, write};
use super::options::{Command, Format, HELP, Options};
use super::report::Report;
use super::{baseline, input, json, picture, text};

/// Exit codes. `--help` and README tell them: they keep their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Code {
    /// Answered, and nothing that was asked to be held is broken.
    Fine = 0,
    /// A file could not be written, or what a page is made of is none.
    NotWritten = 1,
    /// An option is not known, or its value is not valid.
    Usage = 2,
    /// Nothing can be read as runs.
    Refused = 3,
    /// No configuration qualifies.
    NothingQualifies = 4,
    /// The winner is dearer than the baseline by more than the tolerance.
    Dearer = 5,
    /// It cannot be compared with the baseline.
    NotComparable = 6,
}

/// What comes of a command line.
pub struct Done {
    /// The answer.
    pub stdout: String,
    /// What went wrong, and what is to be known, sentences.
    pub stderr: Vec<String>,
    /// The exit code.
    pub code: Code,
}

impl Done {
    /// Nothing but why.
    pub fn failed(code: Code, words: String) -> Self {
        Self { stdout: String::new(), stderr: vec![words], code }
    }
}

/// Does what the arguments ask.
pub fn run(arguments: impl IntoIterator<Item = String>) -> Done {
    let told = |stdout: String| Done { stdout, stderr: Vec::new(), code: Code::Fine };
    match Command::of(arguments) {
        Ok(Command::Help) => told(HELP.to_owned()),
        Ok(Command::Version) => told(format!("isocost-cli {}\n", env!("CARGO_PKG_VERSION"))),
        Ok(Command::Answer(options)) => answered(&options),
        Err(error) => Done::failed(Code::Usage, error.to_string()),
    }
}

fn answered(options: &Options) -> Done {
    // Before the work: a name that is wrong costs nobody a minute.
    let page = match options.page.as_ref().map(|_| empty(options.from())).transpose() {
        Ok(page) => page,
        Err(error) => return Done::failed(Code::NotWritten, error.to_string()),
    };
    let files = match input::files(&options.paths) {
        Ok(files) => files,
        Err(error) => return refused(options, error.to_string()),
    };
    let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
    let read = read_runs(files.clone(), &Limits::default());
    let inside = read.as_ref().ok().filter(|_| page.is_some()).map(|table| stored(&files, table));
    let link = &options.link;
    let answer = read.and_then(|table| Answer::of(table, names, &link.choice, link.sections.tolerance_percent));
    let report = match answer {
        Ok(answer) => Report::of(answer, link, today()),
        Err(error) => return refused(options, error.to_string()),
    };
    let mut done = judged(options, &report);
    if let Err(error) = written(options, &report, page.zip(inside)) {
        done.stderr.push(text::plain(&error.to_string()));
        // What the answer is weighs more.
        if done.code == Code::Fine {
            done.code = Code::NotWritten;
        }
    }
    done
}

/// Writes the picture, and the page with what goes inside.
fn written(options: &Options, report: &Report, page: Option<(String, Stored)>) -> Result<(), PageError> {
    if options.picture.is_none() && options.page.is_none() {
        return Ok(());
    }
    let svg = picture::svg(&report.answer, &options.link.choice, &report.date);
    if let Some(path) = &options.picture {
        write(path, &svg)?;
    }
    if let (Some(path), Some((page, inside))) = (&options.page, page) {
        write(path, &filled(&page, options.from(), report, inside, &svg)?)?;
    }
    Ok(())
}

/// The answer in the format asked for, and whether all holds that it was asked to be held to.
fn judged(options: &Options, report: &Report) -> Done {
    let stdout = match options.format {
        Format::Text => text::text(report),
        Format::Json => format!("{:#}\n", json::of(report)),
        Format::Markdown => text::as_markdown(report),
    };
    let mut done = Done { stdout, stderr: Vec::new(), code: Code::Fine };
    if !report.qualifies() {
        done.code = Code::NothingQualifies;
        done.stderr.push(text::plain(&report.answer.verdict.sentence));
    } else if let Some(path) = &options.baseline {
        match baseline::compare(report, path, options.tolerance_percent) {
            Ok(change) => {
                done.stderr.push(text::plain(&change.to_string()));
                if change.is_dearer() {
                    done.code = Code::Dearer;
                }
            }
            Err(error) => {
                done.stderr.push(text::plain(&error.to_string()));
                done.code = Code::NotComparable;
            }
        }
    }
    done
}

/// Programs that read JSON get the refusal there, too.
fn refused(options: &Options, words: String) -> Done {
    let mut done = Done::failed(Code::Refused, text::plain(&words));
    if options.format == Format::Json {
        done.stdout = format!("{:#}\n", json::refused(&words));
    }
    done
}
