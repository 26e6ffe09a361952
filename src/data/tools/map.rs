//! Maps of load testers: how a tool's files are recognised, where its runs are, and which path holds which measure.
//!
//! A map is static data that [`apply`](super::apply) reads. Paths are those of [`path`](super::path), from the run's own
//! value; a path that begins with `^/` is from the document's root.

use crate::data::runs::roles::{Role, Unit};

use super::packed::{Labels, Lines, Measures, Signs};
pub use super::refusal::Refusal;
use super::run::Run;
use super::value::Value;

/// A load tester's result file.
pub struct Map {
    /// The tool, as the page names it.
    pub tool: &'static str,
    /// All of these hold for the root of a file of this tool.
    pub signs: Signs,
    /// What the file holds.
    pub content: Content,
}

/// A sign by which a file is recognised.
#[derive(Clone, Copy, Debug)]
pub enum Sign {
    /// There is a value at that path, even null.
    Has(&'static str),
    /// There is a value at one of these [paths](alternatives), even null.
    HasAny(&'static str),
    /// There is none.
    Lacks(&'static str),
    /// The text at that path begins so.
    Begins(&'static str, &'static str),
    /// The format of the file.
    Is(Format),
    /// A line of a text fits that [pattern](super::pattern).
    Line(&'static str),
    /// What no path can say.
    Fits(fn(&Value) -> bool),
}

/// Format of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON. The root is its value.
    Json,
    /// JSON Lines. The root is a list.
    JsonLines,
    /// YAML. The root is its value, or a list of several.
    Yaml,
    /// CSV. The root has `columns` (a list of names), `rows` (a list of objects), and for a table with a metric a row
    /// `metrics`: an object of objects. `short` is there where every row has fewer cells than there are names.
    Csv,
    /// Other text. The root has `text` and the values that a line pattern finds; see [`lines`](super::lines).
    Text,
}

/// What a file holds.
pub enum Content {
    /// Runs.
    Runs(Runs),
    /// One row for each request, which become one run: the tool has no other result. `None` where they do not.
    Requests(fn(&[u8]) -> Option<Run>),
    /// Something else, which is refused in words.
    Refused(Refusal),
}

impl Content {
    /// The value of which the signs are: the document, or the first run of a list where either may be.
    #[must_use]
    pub fn signed<'v, 'a>(&self, root: &'v Value<'a>) -> &'v Value<'a> {
        match self {
            Self::Runs(Runs { rows: Rows::OneOrEach, .. }) => root.items().first().unwrap_or(root),
            _ => root,
        }
    }
}

/// Runs in a file.
pub struct Runs {
    /// Where they are.
    pub rows: Rows,
    /// Measures.
    pub measures: Measures,
    /// What sets a run apart beside the measures: name of the column, paths of which the first with a value counts.
    pub labels: Labels,
    /// What the paths cannot say.
    pub mend: Option<fn(&mut Run, &Value, &Value)>,
}

/// Where runs are.
#[derive(Clone, Copy, Debug)]
pub enum Rows {
    /// The document is one run.
    Whole,
    /// The document is one run, or a list of such (JSON Lines too). The signs are those of a run.
    OneOrEach,
    /// The items of a list at that path, or the members of an object, whose names become the label `name`. An empty
    /// path is the root.
    Each(&'static str),
    /// As [`Self::Each`], but only those for which the check holds (by value and name).
    Only(&'static str, fn(&Value, &str) -> bool),
    /// The sums beside their parts: as [`Self::Only`], or all where the check holds for none.
    Sums(&'static str, fn(&Value, &str) -> bool),
    /// The last item of a list: of values that add up, the sum.
    Last(&'static str),
    /// The reports in a text, which begin so.
    Reports(&'static [&'static str], Lines),
    /// The last of them: of one that is printed again and again while the test runs.
    LastReport(&'static [&'static str], Lines),
}

/// A measure: its unit, and the [paths](alternatives) of which the first that leads to a number counts.
pub type Measured = (Measure, Unit, &'static str);

/// A column that sets runs apart, and the [paths](alternatives) of which the first with a value counts.
pub type Label = (&'static str, &'static str);

/// Several paths in one text, parted by `|`: a list of texts for each of hundreds of measures would be more bytes of
/// addresses than of names.
pub fn alternatives(paths: &str) -> impl Iterator<Item = &str> {
    paths.split('|')
}

/// A measure of a run, or what one is computed from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// A column of the run table.
    Of(Role),
    /// Input tokens of all good requests.
    AllInputTokens,
    /// Output tokens of all good requests.
    AllOutputTokens,
    /// Output tokens per second and GPU.
    OutputTokensPerGpu,
    /// Input tokens per second and GPU.
    InputTokensPerGpu,
    /// Tokens per second and GPU, in and out.
    TotalTokensPerGpu,
}
