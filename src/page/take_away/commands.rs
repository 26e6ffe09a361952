//! "And how do I run it?": what a row tells of the configuration, and the commands made of it.
//!
//! Nothing is guessed. What a row does not tell is a blank: a variable of the shell that has no value, at which the command
//! ends with a word about what is missing. The same goes for a name that a shell or a terminal could take for something
//! else: one that begins like an option, or has characters that are not seen.

mod engines;
mod load_tests;

use crate::data::runs::roles::Role;
use crate::data::runs::run_table::RunTable;
use crate::data::table::column::Category;
use crate::page::rankings::how_run::HowRun;
use crate::page::tables::active_table::ActiveTable;
use crate::text::foreign::is_unseen;
use crate::text::shell::quoted;

use self::engines::{Engine, engine_of, start};
use self::load_tests::load_test;

/// What to know about them.
pub const NOTE: &str = "Filled from the row of the answer. What it does not tell is a variable of the shell, at which the \
                        command stops until it is set.";

/// What stands there where there are none.
pub const NONE: &str = "# The table does not tell what serves: it has no column of engines or images, or one that is not known \
                        here. Then there is no command to fill.\n";

/// What a row tells.
pub struct Facts {
    /// What serves.
    pub engine: &'static Engine,
    /// Its image, where the label is the name of one.
    pub image: Option<String>,
    /// The model.
    pub model: Option<String>,
    /// The hardware, in words.
    pub hardware: String,
    /// GPUs of a machine.
    pub gpus: Option<u64>,
    /// Degrees of parallelism: tensors, pipeline, data.
    pub parallel: [Option<u64>; 3],
    /// Largest batch that the server forms.
    pub batch_size: Option<u64>,
    /// Tokens of a request: in, out.
    pub tokens: [Option<u64>; 2],
    /// Requests in flight; none of a test that sends at a rate.
    pub vus: Option<u64>,
    /// Requests per second that were sent, where the test kept a rate.
    pub rate: Option<String>,
    /// Requests of the run.
    pub requests: Option<u64>,
    /// How long it lasts.
    pub how_run: HowRun,
    /// The load tester that wrote the table; empty where none was recognised.
    pub tool: String,
    /// Whether it has rates or times of tokens.
    pub has_tokens: bool,
}

/// The commands.
pub struct Commands {
    /// Starts the configuration.
    pub start: String,
    /// Repeats the load test of its run.
    pub load_test: String,
    /// What is missing in them: variables to set.
    pub blanks: Vec<&'static str>,
}

impl Commands {
    /// For a run of a table; `None` where the table does not tell what served, or nothing is known of that.
    pub fn of(shown: &ActiveTable, row: usize) -> Option<Self> {
        let facts = Facts::of(shown, row)?;
        let (start, load_test) = (start(&facts), load_test(&facts));
        let mut blanks = start.blanks.clone();
        blanks.extend(load_test.blanks.iter().filter(|name| !start.blanks.contains(name)));
        let [start, load_test] = [start, load_test].map(|command| command.text());
        Some(Self { start, load_test, blanks })
    }

    /// Each under what it does. No line of them begins with a name of the table, so that none ends the block of Markdown
    /// that they stand in.
    #[must_use]
    pub fn titled(self) -> [(String, String); 2] {
        let blanks = match &self.blanks[..] {
            [] => String::new(),
            blanks => format!(" (not in the table: {})", blanks.join(", ")),
        };
        [(format!("To start it{blanks}"), self.start), ("To repeat its load test".to_owned(), self.load_test)]
    }

    /// Both as lines for a shell, with the titles as comments.
    #[must_use]
    pub fn script(self) -> String {
        self.titled().map(|(title, command)| format!("# {title}\n{command}\n")).join("\n")
    }
}

/// As `parallel` has them. Other spellings are those by which GPUs are counted (`data::runs::gpus`).
const PARALLEL: [&[&str]; 3] = [
    &["tp", "tp_size", "tensor_parallel", "tensor_parallel_size", "tensor_parallelism"],
    &["pp", "pp_size", "pipeline_parallel", "pipeline_parallel_size"],
    &["dp", "dp_size", "data_parallel", "data_parallel_size"],
];

impl Facts {
    fn of(shown: &ActiveTable, row: usize) -> Option<Self> {
        let runs = &shown.runs;
        let label = |category: &Category| {
            let label = category.label(row);
            (label != Category::MISSING).then(|| label.to_owned())
        };
        let image = label(&runs.image);
        let named = runs.engine.as_ref().and_then(label);
        let engine = [&named, &image].into_iter().flatten().find_map(|name| engine_of(name))?;
        let number = |role: Role| whole(number_of(runs, role, row)?);
        let how_run = HowRun::of(runs);
        let finished = match how_run {
            HowRun::Requests(requests) => requests,
            HowRun::Seconds(seconds) => (runs.throughput_req_per_sec[row] * seconds).round(),
        };
        Some(Self {
            engine,
            // A tag or a version alone is the name of no image.
            image: image.filter(|image| image.contains('/')),
            model: text_of(runs, Role::Model, row),
            hardware: runs.hw_type.label(row).to_owned(),
            gpus: number(Role::GpuCount).or_else(|| whole(runs.gpus.as_ref()?[row])),
            parallel: PARALLEL.map(|names| {
                let column = runs.columns.iter().find(|column| names.contains(&column.name.to_lowercase().as_str()))?;
                whole(column.numbers()?[row])
            }),
            batch_size: whole(runs.batch_size[row]),
            tokens: [
                number(Role::AskedInputTokens).or_else(|| number(Role::InputTokens)),
                number(Role::AskedOutputTokens).or_else(|| number(Role::OutputTokens)),
            ],
            vus: whole(runs.vus[row]),
            rate: number_of(runs, Role::AskedRate, row).filter(|rate| *rate > 0.0).map(|rate| rate.to_string()),
            requests: runs.total_requests.as_ref().and_then(|sent| whole(sent[row])).or_else(|| whole(finished)),
            how_run,
            // Of several tools nobody knows which one measured the run.
            tool: match &runs.notes.sources[..] {
                [only] => only.tool.clone(),
                _ => String::new(),
            },
            has_tokens: runs.has_tokens(),
        })
    }
}

fn number_of(runs: &RunTable, role: Role, row: usize) -> Option<f64> {
    let value = runs.columns.get(runs.position(role)?)?.numbers()?[row];
    value.is_finite().then_some(value)
}

fn text_of(runs: &RunTable, role: Role, row: usize) -> Option<String> {
    let column = runs.columns.get(runs.position(role)?)?;
    (!column.is_null(row)).then(|| column.text(row))
}

/// A whole number from 1 on; what is between two is of a mean, and rounded.
fn whole(value: f64) -> Option<u64> {
    (0.5..1e15).contains(&value).then(|| value.round() as u64)
}

/// A command that is being written, a line for each part.
pub struct Command {
    parts: Vec<String>,
    blanks: Vec<&'static str>,
}

impl Command {
    /// Begins with these words of our own.
    pub fn new(words: &str) -> Self {
        Self { parts: vec![words.to_owned()], blanks: Vec::new() }
    }

    /// Adds words of our own.
    pub fn with(mut self, words: &str) -> Self {
        if !words.is_empty() {
            self.parts.push(words.to_owned());
        }
        self
    }

    /// Adds an option with a number, where both are known.
    pub fn number(self, option: &str, value: Option<u64>) -> Self {
        match value {
            Some(value) if !option.is_empty() => self.with(&format!("{option} {value}")),
            _ => self,
        }
    }

    /// Adds an option with a number, or a blank for it.
    pub fn needed(mut self, option: &str, value: Option<u64>, blank: &'static str, what: &str) -> Self {
        let value = self.number_or(value, blank, what);
        self.with(&format!("{option} {value}"))
    }

    /// A number as a word, or a blank for it.
    pub fn number_or(&mut self, value: Option<u64>, blank: &'static str, what: &str) -> String {
        value.map_or_else(|| self.blank(blank, what), |value| value.to_string())
    }

    /// Adds a text of the table, after an option of ours or by itself, or a blank for it.
    pub fn text_of(mut self, option: &str, value: Option<&str>, blank: &'static str, what: &str) -> Self {
        let value = value.and_then(word).unwrap_or_else(|| self.blank(blank, what));
        self.with(format!("{option} {value}").trim_start())
    }

    /// A variable without a value, at which a shell ends.
    pub fn blank(&mut self, name: &'static str, what: &str) -> String {
        if !self.blanks.contains(&name) {
            self.blanks.push(name);
        }
        format!("\"${{{name}:?{what}}}\"")
    }

    /// As it is pasted.
    fn text(&self) -> String {
        self.parts.join(" \\\n  ")
    }
}

/// A name as a word of the shell; `None` for one that might be taken for an option, or is not what it looks like.
fn word(name: &str) -> Option<String> {
    let is_odd = name.is_empty() || name.starts_with('-') || name.contains(|c: char| c.is_control() || is_unseen(c));
    let is_plain = name.chars().all(|c| c.is_ascii_alphanumeric() || "._/:@+-".contains(c));
    (!is_odd).then(|| if is_plain { name.to_owned() } else { quoted(name) })
}
