//! Workloads: what is asked of the server in each run. Runs of different workloads are never ranked against each other.
//!
//! A workload is made of facets: input tokens, output tokens, and each further column that [`Roles::workload`] names.
//! Tokens are those asked for, else the mean that was reached. Decided here:
//!
//! - Tokens asked for in one table are different as soon as they differ. Those of different tables are the same where
//!   they differ by no more than 5 %, and no two of one table become one by that.
//! - Tokens asked for of another data set say nothing: `random_input_len` of a run of ShareGPT's prompts.
//! - Tokens reached are the same within 5 % of one that was asked for; else they are grouped from the smallest up, each
//!   group no wider than 5 %, so that no chain of small steps joins two that differ by more.
//! - Tokens reached by the prompts of one named file (FMBench's `payload_file`) are the same however they scatter, as long as
//!   no gap of more than a factor of two says that another length of answer was asked for: their middle one stands for them.
//! - What is unknown of a facet is a value of its own, and so is a facet that a table lacks beside one that has it: nothing
//!   unknown is taken for the same as something known.
//! - Without a facet there is one workload, whose label is empty.
//!
//! [`Roles::workload`]: super::roles::Roles::workload

mod facet;
mod groups;

use self::facet::{Asked, Facet, What, label};
use self::groups::{is_known, of_one_file};
use super::build::Builder;
use super::name::plain;
use super::roles::Role;
use super::roles::workload::{data_set_of, names_prompts, needs_name};
use crate::analysis::stats::classes::Classes;
use crate::analysis::stats::order;
use crate::data::table::column::{Category, Column};

/// The workloads of a table of runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workloads {
    /// For each row the position of its workload.
    pub of_row: Vec<u32>,
    /// Each in words, in natural order; one that is empty where the table says nothing of what was asked.
    pub labels: Vec<String>,
    /// How many runs each has.
    pub runs: Vec<usize>,
    facets: Vec<Facet>,
}

impl Workloads {
    /// One workload without a label.
    #[must_use]
    pub fn one(rows: usize) -> Self {
        Self { of_row: vec![0; rows], labels: vec![String::new()], runs: vec![rows], facets: Vec::new() }
    }

    /// The workloads of a table by the columns that its roles name.
    pub(crate) fn of(builder: &Builder) -> Self {
        if builder.roles.workload.is_empty() { Self::one(builder.rows) } else { Self::found(builder) }
    }

    /// Not inlined, as the first view does without it.
    #[inline(never)]
    fn found(builder: &Builder) -> Self {
        let named = |name: &str| builder.roles.workload.iter().any(|(own, _)| own == name);
        let sides = [
            (What::Input, Role::AskedInputTokens, Role::InputTokens),
            (What::Output, Role::AskedOutputTokens, Role::OutputTokens),
        ];
        let data_set = builder.roles.workload.iter().find(|(name, _)| !needs_name(name)).map(|(name, _)| name.as_str());
        let prompts = builder.columns.iter().find(|column| named(&column.name) && names_prompts(&column.name));
        let prompts = prompts.map(|column| Category::of(column, builder.rows));
        let mut facets = Vec::new();
        let mut used: Vec<&str> = Vec::new();
        for (what, asked, reached) in sides {
            let taken = |role: Role| builder.roles.of(role).filter(|taken| named(&taken.column));
            let columns = [taken(asked), taken(reached)];
            used.extend(columns.iter().flatten().map(|taken| taken.column.as_str()));
            if columns.iter().all(Option::is_none) {
                continue;
            }
            // Where a table was made of several files, some may say what was asked and others what was reached.
            let of = |role: Role| builder.in_house_unit(role).unwrap_or_else(|| vec![f64::NAN; builder.rows]);
            let (asked_for, reached) = (of(asked), of(reached));
            let is_about =
                |row: usize| taken(asked).is_some_and(|taken| builder.is_about(&taken.column, data_set, row));
            let asked: Vec<bool> = (0..builder.rows).map(|row| is_known(asked_for[row]) && is_about(row)).collect();
            let value = |row: usize| if asked[row] { asked_for[row] } else { reached[row] };
            let mut of_row: Vec<f64> = (0..builder.rows).map(value).collect();
            if let Some(prompts) = &prompts {
                of_one_file(&mut of_row, &prompts.codes, &|row| !asked[row]);
            }
            facets.push(Facet { what, values: Asked::Tokens { of_row, asked } });
        }
        for (name, _) in builder.roles.workload.iter().filter(|(name, _)| !used.contains(&name.as_str())) {
            let Some(column) = builder.columns.iter().find(|column| column.name == *name) else { continue };
            if builder.repeats(column, &used) {
                continue;
            }
            let what = What::Other(plain(name));
            if facets.iter().all(|facet| facet.what != what) {
                facets.push(Facet { what, values: Asked::Labels(Category::of(column, builder.rows)) });
            }
        }
        Self::of_facets(facets, builder.rows, &[0])
    }

    /// The workloads of several tables below each other.
    #[must_use]
    pub fn join(parts: &[&Self]) -> Self {
        let rows = parts.iter().map(|part| part.of_row.len()).sum();
        if parts.iter().all(|part| part.facets.is_empty()) {
            return Self::one(rows);
        }
        Self::joined(parts, rows)
    }

    #[inline(never)]
    fn joined(parts: &[&Self], rows: usize) -> Self {
        let mut all: Vec<What> = parts.iter().flat_map(|part| &part.facets).map(|facet| facet.what.clone()).collect();
        order::sort_by(&mut all, |a, b| a.cmp(b));
        all.dedup();
        let mut first = 0;
        let begin = |part: &&Self| {
            first += part.of_row.len();
            first - part.of_row.len()
        };
        let firsts: Vec<usize> = parts.iter().map(begin).collect();
        let facets = all.into_iter().map(|what| Facet { values: below(parts, &what), what }).collect();
        Self::of_facets(facets, rows, &firsts)
    }

    /// From facets; `firsts` are the rows at which tables begin.
    fn of_facets(facets: Vec<Facet>, rows: usize, firsts: &[usize]) -> Self {
        let coded: Vec<Category> = facets.iter().map(|facet| facet.coded(firsts)).collect();
        let classes = coded.iter().fold(Classes::one(rows), |classes, category| category.split(classes));
        let mut workloads = Self {
            labels: vec![String::new(); classes.count],
            runs: vec![0; classes.count],
            of_row: classes.of_row,
            facets,
        };
        for row in 0..rows {
            let at = workloads.of_row[row] as usize;
            if workloads.runs[at] == 0 {
                workloads.labels[at] = label(&workloads.facets, &coded, row);
            }
            workloads.runs[at] += 1;
        }
        if rows == 0 { Self::one(0) } else { workloads }
    }

    /// The workload that most runs have; of equally frequent ones the first.
    #[must_use]
    pub fn default(&self) -> usize {
        let most = self.runs.iter().copied().max().unwrap_or_default();
        self.runs.iter().position(|&runs| runs == most).unwrap_or_default()
    }

    /// The workload of a label; the [default](Self::default) without one, and for one that the table does not have, so that a
    /// link to another table shows something.
    #[must_use]
    pub fn chosen(&self, label: Option<&str>) -> usize {
        label.and_then(|label| self.labels.iter().position(|own| own == label)).unwrap_or_else(|| self.default())
    }

    /// Whether there are several.
    #[must_use]
    pub fn are_several(&self) -> bool {
        self.labels.len() > 1
    }

    /// How many runs are of other workloads than one.
    #[must_use]
    pub fn other_runs(&self, workload: usize) -> usize {
        self.of_row.len() - self.runs.get(workload).copied().unwrap_or_default()
    }

    /// Splits classes of rows by workload.
    #[must_use]
    pub fn split(&self, classes: Classes) -> Classes {
        if self.are_several() { classes.split(&self.of_row, self.labels.len()) } else { classes }
    }
}

impl Builder<'_> {
    /// Whether tokens that a column asks for are about a row's data set.
    fn is_about(&self, column: &str, data_set: Option<&str>, row: usize) -> bool {
        let data_set = data_set.and_then(|name| self.columns.iter().find(|column| column.name == name));
        let (Some(own), Some(data_set)) = (data_set_of(column), data_set) else { return true };
        data_set.is_null(row) || data_set.text(row).to_ascii_lowercase().contains(own)
    }

    /// Whether a column says the same as one of others in every row: `random_input_len` beside `isl`.
    fn repeats(&self, column: &Column, others: &[&str]) -> bool {
        let Some(values) = column.numbers() else { return false };
        let same = |other: &Column| other.numbers().is_some_and(|other| other[..] == values[..]);
        self.columns.iter().any(|other| others.contains(&other.name.as_str()) && same(other))
    }
}

/// A facet of several tables below each other; unknown where a table lacks it.
fn below(parts: &[&Workloads], what: &What) -> Asked {
    let find =
        |part: &Workloads| part.facets.iter().find(|facet| facet.what == *what).map(|facet| facet.values.clone());
    let found: Vec<(Option<Asked>, usize)> = parts.iter().map(|part| (find(part), part.of_row.len())).collect();
    let (mut tokens, mut are_asked, mut numbers, mut texts) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (values, rows) in found {
        let first = texts.len() as u32;
        match values {
            Some(Asked::Tokens { of_row, asked }) => {
                tokens.extend(of_row);
                are_asked.extend(asked);
            }
            Some(Asked::Labels(category)) => {
                numbers.extend(category.codes.iter().map(|code| first + code));
                texts.extend(category.labels);
            }
            None => {
                tokens.resize(tokens.len() + rows, f64::NAN);
                are_asked.resize(are_asked.len() + rows, false);
                numbers.resize(numbers.len() + rows, first);
                texts.push(Category::MISSING.to_owned());
            }
        }
    }
    match what {
        What::Other(_) => Asked::Labels(Category::of_numbered(&numbers, &texts)),
        _ => Asked::Tokens { of_row: tokens, asked: are_asked },
    }
}
