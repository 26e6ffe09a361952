//! How far each configuration can be trusted, as a table.

use crate::analysis::saturation::evidence::{Evidence, Grade};
use crate::analysis::stats::order;
use crate::data::runs::table_facts::Basis;
use crate::format::numbers::{fixed, percent, short, signed_percent};

use crate::page::enough_vus::groups::VusGroups;
use crate::page::tables::active_table::ActiveTable;
use crate::page::verdict::words::{grade_name, grade_words, usl_words};
use crate::page::words::runs::count;
use crate::page::words::text_table::{Cell, Head, Line, Listing};

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
/// Those of shares, which are saved in percent.
const SHARES: [usize; 2] = [3, 8];

/// A configuration.
#[derive(Clone, Debug, PartialEq)]
pub struct EvidenceLine {
    /// Its position in [`VusGroups::labels`]: the same whatever the filters.
    pub group: usize,
    /// Its cheapest run within the limits.
    pub best: Option<usize>,
    /// Its weightiest grade.
    pub grade: Grade,
    /// A cell for each of [`HEADS`].
    pub cells: [Cell; 9],
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
    /// Grades the configurations of `rows`, which all keep the limits.
    #[must_use]
    pub fn new(shown: &ActiveTable, basis: &Basis, rows: &[usize]) -> Self {
        Self::within(shown, basis, &VusGroups::configurations(shown), (rows, rows))
    }

    /// Grades those configurations of the rows that pass the filters of which a run keeps the limits, too: `(filtered,
    /// within)`. The run to rest on is the cheapest of these; that others fail a limit does not unmake them, so that all
    /// that were tried bound it.
    #[must_use]
    pub fn within(
        shown: &ActiveTable,
        basis: &Basis,
        groups: &VusGroups,
        (filtered, within): (&[usize], &[usize]),
    ) -> Self {
        let measures = basis.measures(&shown.runs);
        let ranking = measures.ranking();
        let mut passes = vec![false; shown.runs.rows];
        within.iter().for_each(|&row| passes[row] = true);
        let (mut lines, mut without) = (Vec::new(), 0);
        for tried in &basis.configurations(&shown.runs, filtered) {
            let passing: Vec<usize> = tried.iter().copied().filter(|&row| passes[row]).collect();
            if passing.is_empty() {
                without += 1;
                continue;
            }
            let short_below = basis.short_below(&shown.runs, tried[0]);
            let evidence = Evidence::of(&measures, tried, ranking.cheapest(&passing), short_below);
            lines.push(line(shown, groups, tried[0], evidence));
        }
        // The first is the verdict's, by the same rule for ties.
        let mut bests: Vec<usize> = lines.iter().filter_map(|line| line.best).collect();
        bests.sort_unstable();
        let mut place = vec![usize::MAX; shown.runs.rows];
        ranking.ranked(&bests).into_iter().enumerate().for_each(|(at, row)| place[row] = at);
        order::sort_by(&mut lines, |a, b| {
            let at = |line: &EvidenceLine| line.best.map_or(usize::MAX, |row| place[row]);
            at(a).cmp(&at(b))
        });
        Self { sentence: sentence(&lines, without), lines }
    }

    /// The line of a group, or else the first: the verdict's.
    #[must_use]
    pub fn chosen(&self, group: Option<usize>) -> Option<&EvidenceLine> {
        self.lines.iter().find(|line| Some(line.group) == group).or(self.lines.first())
    }

    /// As the page shows it; the verdict's line stands out.
    #[must_use]
    pub fn listing(&self) -> Listing {
        let head = |(at, &title): (usize, &&str)| {
            let head = if at > 1 { Head::number(title) } else { Head::text(title) };
            if SHARES.contains(&at) { head.in_unit("%") } else { head }
        };
        let of_line = |(nth, line): (usize, &EvidenceLine)| Line {
            key: line.group,
            marked: nth == 0 && line.best.is_some(),
            cells: line.cells.to_vec(),
            ..Line::default()
        };
        Listing {
            sentence: self.sentence.clone(),
            heads: HEADS.iter().enumerate().map(head).collect(),
            lines: self.lines.iter().enumerate().map(of_line).collect(),
        }
    }
}

fn line(shown: &ActiveTable, groups: &VusGroups, row: usize, evidence: Evidence) -> EvidenceLine {
    let group = groups.of_row[row];
    let name = group.map(|group| groups.labels[group].name()).unwrap_or_default();
    let known = |value: Option<f64>| Cell::known(value, short);
    let share = |value: Option<f64>, words: fn(f64) -> String| {
        value.map_or_else(Cell::none, |share| Cell::number(words(share), share * 100.0))
    };
    // The parameters of a law that does not describe the points mean nothing.
    let fit = evidence.usl.filter(|fit| fit.holds());
    let cells = [
        name.into(),
        grade_name(evidence.grade()).into(),
        known(Some(evidence.distinct_vus as f64)),
        share(evidence.last_gain, signed_percent),
        known(evidence.knee_vus),
        known(fit.map(|fit| fit.alpha)),
        known(fit.map(|fit| fit.beta)),
        // A law without a peak says so, which is not the same as no law.
        fit.map_or_else(Cell::none, |fit| {
            fit.peak_vus().map_or_else(|| "none".into(), |peak| Cell::number(short(peak.round()), peak))
        }),
        share(evidence.usl.map(|fit| fit.relative_rmse), |miss| percent(miss * 100.0)),
    ];
    let mut meaning: Vec<String> = evidence.grades.iter().map(|&grade| grade_words(shown, &evidence, grade)).collect();
    meaning.extend(Some(usl_words(&evidence)).filter(|words| !words.is_empty()));
    let group = group.unwrap_or_default();
    EvidenceLine { group, best: evidence.best, grade: evidence.grade(), cells, meaning: meaning.join(" "), evidence }
}

/// `without`: how many configurations have no run within the limits.
fn sentence(lines: &[EvidenceLine], without: usize) -> String {
    if lines.is_empty() {
        return if without > 0 { "No run is within the limits." } else { "No run passes the filters." }.to_owned();
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
    let mut text = format!("Of {}: {}.", count(lines.len(), "configuration", "configurations"), told.join(", "));
    if without > 0 {
        text += &format!(" {} no run within the limits.", count(without, "more has", "more have"));
    }
    text
}
