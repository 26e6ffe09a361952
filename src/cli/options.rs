//! The command line of `isocost-cli`: files, the page's address parameters, and what is written.

use std::fmt;

use isocost::page::choice::address::Link;
use isocost::page::choice::{mode, note, param, sections};
use isocost::page::tables::table_source;

/// What `--help` prints.
pub const HELP: &str = "\
isocost-cli: which inference configuration is cheapest and still fast enough?

usage: isocost-cli [--PARAMETER VALUE]... [OPTION VALUE]... FILE...

FILE is a result of any load tester, a table (parquet, CSV, JSON, JSON Lines, YAML), an archive of these, or a folder.
All are read as one table, as the page does. `-` reads the standard input. An option is also written --OPTION=VALUE.

What is printed and written:
  --format text|json|markdown  how the answer is printed (text)
  --page FILE                  writes the page as one file, with the files inside and the answer in it without scripts
  --from FILE                  the page to put them into, from `make html` or a release (isocost.html)
  --picture FILE               writes the chart of cost against latency as SVG
  --note TEXT                  a line of yours above the answer, in the page and in Markdown

Against a saved answer:
  --baseline FILE              an earlier answer, written with --format json
  --tolerance PERCENT          how much dearer the winner may be (what two runs of one load differ by in the table)

The question, by the names that the page's address has (README.md lists all):
  --max_p95_ms 500  --max_avg_ms 200  --max_error_share 0.01  --min_req_per_sec 12  --limit ttft99:500
  --plan 1M@24h  --plan 200/s@730h  --load_percent 80  --spare 1  --max_cost 300
  --prices /nvidia-l4:0.80,aws/h100:2.5  --currency EUR  --gpus h100:8  --per out  --workload NAME
  --hw_type NAME  --image NAME  --batch_size N  --max_vus N  --columns ...

  --help, --version

Exit codes:
  0  answered
  1  a file could not be written, or the file that --from names is not a page of Isocost
  2  an option is not known, or its value is not valid
  3  nothing can be read as runs
  4  no configuration qualifies
  5  the winner is dearer than the baseline by more than the tolerance
  6  the answer cannot be compared with the baseline
";

/// How the answer is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For a terminal.
    #[default]
    Text,
    /// For programs.
    Json,
    /// For a summary of a job, an issue, a card.
    Markdown,
}

/// What is asked of the program.
#[derive(Debug, Default)]
pub struct Options {
    /// Files and folders.
    pub paths: Vec<String>,
    /// What the parameters say, as in an address.
    pub link: Link,
    /// How the answer is printed.
    pub format: Format,
    /// Where the page is written.
    pub page: Option<String>,
    /// What it is made of.
    pub from: Option<String>,
    /// Where the picture is written.
    pub picture: Option<String>,
    /// An earlier answer.
    pub baseline: Option<String>,
    /// How much dearer than that the winner may be.
    pub tolerance_percent: Option<f64>,
}

/// What a command line asks for.
#[derive(Debug)]
pub enum Command {
    /// The usage.
    Help,
    /// The version.
    Version,
    /// An answer.
    Answer(Box<Options>),
}

/// Why a command line is not taken.
#[derive(Debug, PartialEq, Eq)]
pub enum OptionError {
    /// No file is named.
    NoFile,
    /// An option stands without its value.
    NoValue(String),
    /// Neither an option nor a parameter.
    Unknown(String),
    /// A parameter that says which table the page opens, or which part of it is shown.
    OfThePage(String),
    /// A parameter whose value is not taken as it stands.
    Misread(String),
    /// Another format.
    Format(String),
    /// No percentage.
    Tolerance(String),
    /// An option that says something about another, which is not there.
    Alone(&'static str, &'static str),
    /// The page would be written over what it is made of.
    Same(String),
}

impl fmt::Display for OptionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFile => f.write_str("No file is named. Name the results of a load test, or a folder of them."),
            Self::NoValue(name) => write!(f, "--{name} needs a value: --{name} VALUE."),
            Self::Unknown(name) => {
                write!(f, "--{name} is neither an option nor a parameter of the page. See --help.")
            }
            Self::OfThePage(name) => write!(
                f,
                "--{name} is of the page, which opens addresses and shows parts. Download the table, and name its file."
            ),
            Self::Misread(words) => write!(f, "{words} Write it as the page's address has it; README.md lists them."),
            Self::Format(value) => write!(f, "--format {value}: there are text, json and markdown."),
            Self::Tolerance(value) => write!(f, "--tolerance {value} is no percentage from 0 up: write --tolerance 5."),
            Self::Alone(name, other) => {
                write!(f, "--{name} says nothing without --{other}. Add it, or leave both out.")
            }
            Self::Same(path) => write!(
                f,
                "{path} would be written over a file that is read, or over another that is written. Name another for --page or \
                 --picture."
            ),
        }
    }
}

impl Command {
    /// Reads the arguments of the program.
    ///
    /// # Errors
    /// The first that is not known or not valid: an answer to another question than the one asked helps nobody.
    pub fn of(arguments: impl IntoIterator<Item = String>) -> Result<Self, OptionError> {
        let mut arguments = arguments.into_iter();
        let mut options = Options::default();
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--help" | "-h" => return Ok(Self::Help),
                "--version" | "-V" => return Ok(Self::Version),
                "--" => {
                    options.paths.extend(arguments);
                    break;
                }
                _ => {}
            }
            let Some(option) = argument.strip_prefix("--") else {
                options.paths.push(argument);
                continue;
            };
            let (name, value) = match option.split_once('=') {
                Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
                None => (option.to_owned(), arguments.next()),
            };
            options.take(&name, value)?;
        }
        options.checked().map(|options| Self::Answer(Box::new(options)))
    }
}

impl Options {
    fn take(&mut self, name: &str, value: Option<String>) -> Result<(), OptionError> {
        let value = value.ok_or_else(|| OptionError::NoValue(name.to_owned()))?;
        match name {
            "format" => {
                self.format = match value.as_str() {
                    "text" => Format::Text,
                    "json" => Format::Json,
                    "markdown" => Format::Markdown,
                    _ => return Err(OptionError::Format(value)),
                }
            }
            "page" => self.page = Some(value),
            "from" => self.from = Some(value),
            "picture" => self.picture = Some(value),
            note::KEY => {
                let (note, was_cut) = note::clean(&value);
                if was_cut {
                    return Err(OptionError::Misread(note::cut_words()));
                }
                self.link.note = note;
            }
            "baseline" => self.baseline = Some(value),
            "tolerance" => {
                let percent: Option<f64> = value.trim_end_matches('%').trim().parse().ok();
                let percent = percent.filter(|percent| percent.is_finite() && *percent >= 0.0);
                self.tolerance_percent = Some(percent.ok_or(OptionError::Tolerance(value))?);
            }
            _ => self.read(name, &value)?,
        }
        Ok(())
    }

    /// A parameter, as the page reads it.
    fn read(&mut self, name: &str, value: &str) -> Result<(), OptionError> {
        let is_of_page = param::keys(&mode::PARAMS).any(|key| key == name) || table_source::KEYS.contains(&name);
        if is_of_page {
            return Err(OptionError::OfThePage(name.to_owned()));
        }
        let Link { choice, sections, .. } = &mut self.link;
        let read = choice.read(name, value).or_else(|| param::read(&sections::PARAMS, sections, name, value));
        let read = read.ok_or_else(|| OptionError::Unknown(name.to_owned()))?;
        read.map_err(|misread| OptionError::Misread(misread.words(name, value)))?;
        let mut said = choice.notes.iter().chain(&choice.money.notes);
        said.next().map_or(Ok(()), |words| Err(OptionError::Misread(words.clone())))
    }

    fn checked(self) -> Result<Self, OptionError> {
        match &self {
            Self { paths, .. } if paths.is_empty() => Err(OptionError::NoFile),
            Self { from: Some(_), page: None, .. } => Err(OptionError::Alone("from", "page")),
            Self { tolerance_percent: Some(_), baseline: None, .. } => Err(OptionError::Alone("tolerance", "baseline")),
            _ => match self.overwritten() {
                Some(path) => Err(OptionError::Same(path)),
                None => Ok(self),
            },
        }
    }

    /// A file that would be written over one that is read, or over another that is written.
    fn overwritten(&self) -> Option<String> {
        let same = |a: &str, b: &str| {
            a == b || std::fs::canonicalize(a).is_ok_and(|a| std::fs::canonicalize(b).is_ok_and(|b| a == b))
        };
        let from = self.page.as_ref().map(|_| self.from());
        let read: Vec<&str> =
            from.into_iter().chain(self.baseline.as_deref()).chain(self.paths.iter().map(String::as_str)).collect();
        let written = [self.page.as_deref(), self.picture.as_deref()];
        let taken = |path: &&str| read.iter().any(|other| same(path, other));
        let both = self.page.as_deref().zip(self.picture.as_deref()).filter(|(page, picture)| same(page, picture));
        written.into_iter().flatten().find(taken).or(both.map(|(page, _)| page)).map(str::to_owned)
    }

    /// The page that the files are put into.
    pub fn from(&self) -> &str {
        self.from.as_deref().unwrap_or("isocost.html")
    }
}
