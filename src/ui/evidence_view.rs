//! How far each configuration can be trusted, as a table.

use crate::analysis::evidence::{Evidence, Grade};
use crate::analysis::order;
use crate::chart::format::{fixed, short};
use crate::data::basis::Basis;

use super::shown::Shown;
use super::verdict_words::{grade_name, grade_words, usl_words};
use super::vus_groups::VusGroups;
use super::vus_words::gain;
use super::words::count;

/// The heads of the table.
pub const HEADS: [&str; 9] = [
    "Configuration",
    "Evidence",
    "VUs tried",
    "Last gain",
    "Knee, VUs",
    "Contention α",
    "Coherency β",
    "Peak, VUs",
    "Fit misses by",
];

/// A configuration.
#[derive(Clone, Debug, PartialEq)]
pub struct EvidenceLine {
    /// Its cheapest run.
    pub best: Option<usize>,
    /// Its weightiest grade.
    pub grade: Grade,
    /// A cell for each of [`HEADS`].
    pub cells: [String; 9],
    /// What its grades mean, and the law, in sentences.
    pub meaning: String,
    /// Everything found, for the chart of throughput over VUs.
    pub evidence: Evidence,
}

/// The table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EvidenceView {
    /// How many have each grade, a sentence.
    pub sentence: String,
    /// By the cost of the cheapest run, those without one last.
    pub lines: Vec<EvidenceLine>,
}

impl EvidenceView {
    /// Grades the configurations of `rows`.
    #[must_use]
    pub fn new(shown: &Shown, basis: &Basis, rows: &[usize]) -> Self {
        let measures = basis.measures(&shown.runs);
        let groups = VusGroups::configurations(shown);
        let mut lines: Vec<EvidenceLine> = basis
            .configurations(&shown.runs, rows)
            .iter()
            .map(|rows| {
                let short_below = basis.short_below(&shown.runs, rows[0]);
                line(shown, &groups, rows[0], Evidence::new(&measures, rows, short_below))
            })
            .collect();
        let cost = |line: &EvidenceLine| line.best.map_or(f64::INFINITY, |row| shown.runs.cost_usd_per_billion[row]);
        order::sort_by(&mut lines, |a, b| cost(a).total_cmp(&cost(b)));
        Self { sentence: sentence(&lines), lines }
    }
}

fn line(shown: &Shown, groups: &VusGroups, row: usize, evidence: Evidence) -> EvidenceLine {
    let name = groups.of_row[row].map(|group| groups.labels[group].name()).unwrap_or_default();
    let known = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), short);
    // The parameters of a law that does not describe the points mean nothing.
    let fit = evidence.usl.filter(|fit| fit.holds());
    let miss = evidence.usl.map(|fit| format!("{}%", fixed(fit.relative_rmse * 100.0, 1)));
    let cells = [
        name,
        grade_name(evidence.grade()).to_owned(),
        fixed(evidence.distinct_vus as f64, 0),
        evidence.last_gain.map_or_else(|| "–".to_owned(), gain),
        known(evidence.knee_vus),
        known(fit.map(|fit| fit.alpha)),
        known(fit.map(|fit| fit.beta)),
        fit.map_or_else(
            || "–".to_owned(),
            |fit| fit.peak_vus().map_or_else(|| "none".to_owned(), |peak| short(peak.round())),
        ),
        miss.unwrap_or_else(|| "–".to_owned()),
    ];
    let mut meaning: Vec<String> = evidence.grades.iter().map(|&grade| grade_words(shown, &evidence, grade)).collect();
    meaning.extend(Some(usl_words(&evidence)).filter(|words| !words.is_empty()));
    EvidenceLine { best: evidence.best, grade: evidence.grade(), cells, meaning: meaning.join(" "), evidence }
}

fn sentence(lines: &[EvidenceLine]) -> String {
    if lines.is_empty() {
        return "No run passes the filters.".to_owned();
    }
    let grades = [
        Grade::Saturated,
        Grade::StillRising,
        Grade::EdgeMinimum,
        Grade::TooFewPoints,
        Grade::ShortRun,
        Grade::BrokenLittle,
        Grade::Unknown,
    ];
    let of = |grade: Grade| lines.iter().filter(|line| line.grade == grade).count();
    let told: Vec<String> = grades
        .into_iter()
        .filter(|&grade| of(grade) > 0)
        .map(|grade| format!("{} {}", fixed(of(grade) as f64, 0), grade_name(grade)))
        .collect();
    format!("Of {}: {}.", count(lines.len(), "configuration", "configurations"), told.join(", "))
}
