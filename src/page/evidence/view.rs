//! How far each configuration can be trusted, as a table.

use crate::analysis::decide::interpolate::cheapest;
use crate::analysis::decide::slo::Limits;
use crate::analysis::saturation::evidence::Evidence;
use crate::analysis::saturation::trend::Grade;
use crate::analysis::stats::noise::deviation_of;
use crate::analysis::stats::order;
use crate::data::runs::load::LoadAxis;
use crate::data::runs::table_facts::Basis;
use crate::format::numbers::{fixed, percent, short, short_3};

use super::minima::minima_words;
use super::series::{Grading, Known};
use super::shape::Shape;
use super::state::{Bound, State, end_words};
use super::words::{
    against, change_words, crossing_words, doubt_name, failing_words, law_words, little_caveat, speaks_for,
};
use crate::page::enough_vus::groups::VusGroups;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::runs::count;
use crate::page::words::text_table::{Cell, Head, Line, Listing};

/// The heads of the table.
pub const HEADS: [&str; 10] = [
    "Configuration",
    "Throughput",
    "Loads",
    "Change at the end",
    "With noise",
    "Knee",
    "Contention α",
    "Coherency β",
    "Peak, in flight",
    "Law misses by",
];
/// Those of shares, which are saved in percent.
const SHARES: [usize; 2] = [3, 9];
/// The one that is text in spite of its place.
const INTERVAL: usize = 4;

/// A configuration.
#[derive(Clone, Debug, PartialEq)]
pub struct EvidenceLine {
    /// Its position in [`VusGroups::labels`]: the same whatever the filters.
    pub group: usize,
    /// Its cheapest run within the limits.
    pub best: Option<usize>,
    /// What its throughput does at the end.
    pub grade: Grade,
    /// What is said of that.
    pub state: State,
    /// A cell for each of [`HEADS`].
    pub cells: [Cell; 10],
    /// What its grade and doubts mean, and the law, in sentences.
    pub meaning: String,
    /// What its load is.
    pub axis: LoadAxis,
    /// Everything found, for the chart of throughput over load.
    pub evidence: Evidence,
    /// The load of its best run.
    pub best_load: Option<f64>,
    /// Its knee and law.
    pub shape: Shape,
}

/// The table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EvidenceView {
    /// How many have each grade, a sentence.
    pub sentence: String,
    /// By the cost of the cheapest run, those without one last.
    pub lines: Vec<EvidenceLine>,
    /// The answer's group.
    pub answer: Option<usize>,
}

impl EvidenceView {
    /// Grades the configurations of `rows`, which all keep the limits.
    #[must_use]
    pub fn new(shown: &ActiveTable, basis: &Basis, rows: &[usize]) -> Self {
        Self::within(shown, basis, &VusGroups::configurations(shown), (rows, rows))
    }

    /// Grades those configurations of the rows that pass the filters of which a run keeps the limits, too: `(filtered,
    /// within)`. Only these runs speak; that others were run is said.
    #[must_use]
    pub fn within(shown: &ActiveTable, basis: &Basis, groups: &VusGroups, passing: (&[usize], &[usize])) -> Self {
        Self::shaped(shown, basis, groups, passing, &|known| Shape::of(shown, basis, known))
    }

    /// The same without knees and laws, which no row of the page's table tells: fitting them takes most of the time.
    #[must_use]
    // Only tests and programs ask.
    #[cfg_attr(feature = "dead-code", allow(dead_code))]
    pub fn graded(shown: &ActiveTable, basis: &Basis, groups: &VusGroups, passing: (&[usize], &[usize])) -> Self {
        Self::shaped(shown, basis, groups, passing, &|_| Shape::default())
    }

    fn shaped(
        shown: &ActiveTable,
        basis: &Basis,
        groups: &VusGroups,
        (filtered, within): (&[usize], &[usize]),
        shape: &dyn Fn(&Known) -> Shape,
    ) -> Self {
        let grading = Grading::new(shown, basis, filtered, within);
        let mut graded = Graded::default();
        for all in grading.configurations().iter() {
            graded.add(&grading, groups, all.clone(), shape);
        }
        graded.view(shown, basis, within)
    }

    /// Tells of each configuration the cheapest load within the limits between two of its runs, among `filtered`, those that
    /// pass the filters.
    #[must_use]
    pub fn interpolated(mut self, shown: &ActiveTable, basis: &Basis, filtered: &[usize], limits: &Limits) -> Self {
        let grading = Grading::new(shown, basis, filtered, &[]);
        let deviation = deviation_of(basis.noise(&shown.runs).share);
        let mut is_filtered = vec![false; shown.runs.rows];
        filtered.iter().for_each(|&row| is_filtered[row] = true);
        let mut line_of = vec![None; shown.runs.rows];
        self.lines
            .iter()
            .enumerate()
            .for_each(|(at, line)| line.best.into_iter().for_each(|row| line_of[row] = Some(at)));
        for all in grading.configurations().iter() {
            let Some(at) = all.iter().find_map(|&row| line_of[row]) else { continue };
            let line = &mut self.lines[at];
            let load = grading.load(all).1;
            let rows: Vec<usize> = all.iter().copied().filter(|&row| is_filtered[row]).collect();
            let found = cheapest(&basis.measures(&shown.runs), limits, load, &rows, deviation);
            line.meaning.extend(found.map(|crossing| format!(" {}", crossing_words(shown, line.axis, &crossing))));
        }
        self
    }

    /// The best runs of the configurations whose throughput rises at the most load, with nothing run beyond.
    #[must_use]
    pub fn rising(&self) -> Vec<usize> {
        let is_open = |line: &&EvidenceLine| line.grade == Grade::Rises && Bound::of(&line.evidence).is_none();
        self.lines.iter().filter(is_open).filter_map(|line| line.best).collect()
    }

    /// The best runs of the configurations that were run at one load only, with that load.
    #[must_use]
    pub fn once(&self) -> Vec<(usize, LoadAxis, f64)> {
        let was_run_once = |line: &&EvidenceLine| line.evidence.loads_run == 1;
        let told = |line: &EvidenceLine| Some((line.best?, line.axis, line.best_load?));
        self.lines.iter().filter(was_run_once).filter_map(told).collect()
    }

    /// The line of a group.
    #[must_use]
    pub fn line(&self, group: usize) -> Option<&EvidenceLine> {
        self.lines.iter().find(|line| line.group == group)
    }

    /// The line of a group, or else the first: the verdict's.
    #[must_use]
    // Only tests ask.
    #[cfg_attr(feature = "dead-code", allow(dead_code))]
    pub fn chosen(&self, group: Option<usize>) -> Option<&EvidenceLine> {
        self.lines.iter().find(|line| Some(line.group) == group).or(self.lines.first())
    }

    /// The same beside an answer, of a run of this group.
    #[must_use]
    pub fn answering(mut self, group: Option<usize>) -> Self {
        self.answer = group;
        self
    }

    /// As the page shows it; the answer's line stands out.
    #[must_use]
    pub fn listing(&self) -> Listing {
        let head = |(at, &title): (usize, &&str)| {
            let head = if at > 1 && at != INTERVAL { Head::number(title) } else { Head::text(title) };
            if SHARES.contains(&at) { head.in_unit("%") } else { head }
        };
        let of_line = |line: &EvidenceLine| Line {
            key: line.group,
            marked: Some(line.group) == self.answer,
            cells: line.cells.to_vec(),
            ..Line::default()
        };
        Listing {
            sentence: self.sentence.clone(),
            heads: HEADS.iter().enumerate().map(head).collect(),
            lines: self.lines.iter().map(of_line).collect(),
        }
    }
}

/// Configurations that are graded one after the other.
#[derive(Default)]
pub(super) struct Graded {
    lines: Vec<EvidenceLine>,
    /// How many have no run within the limits.
    without: usize,
}

impl Graded {
    /// Grades the configuration of these rows.
    pub(super) fn add(
        &mut self,
        grading: &Grading,
        groups: &VusGroups,
        all: Vec<usize>,
        shape: &dyn Fn(&Known) -> Shape,
    ) {
        let known = grading.known(all, None);
        if known.allowed.is_empty() {
            self.without += 1;
            return;
        }
        self.lines.push(line(grading.shown, groups, (&known, shape(&known)), grading.is_by_batch()));
    }

    /// All of them as a table.
    pub(super) fn view(self, shown: &ActiveTable, basis: &Basis, within: &[usize]) -> EvidenceView {
        let Self { mut lines, without } = self;
        // The first is the verdict's, by the same rule for ties.
        let mut bests: Vec<usize> = lines.iter().filter_map(|line| line.best).collect();
        bests.sort_unstable();
        let mut place = vec![usize::MAX; shown.runs.rows];
        let ranked = basis.measures(&shown.runs).ranking().ranked(&bests);
        ranked.into_iter().enumerate().for_each(|(at, row)| place[row] = at);
        order::sort_by(&mut lines, |a, b| {
            let at = |line: &EvidenceLine| line.best.map_or(usize::MAX, |row| place[row]);
            at(a).cmp(&at(b))
        });
        let sentence = format!("{} {}", sentence(&lines, without), minima_words(shown, within)).trim_end().to_owned();
        EvidenceView { sentence, lines, answer: None }
    }
}

fn line(shown: &ActiveTable, groups: &VusGroups, (known, shape): (&Known, Shape), by_batch: bool) -> EvidenceLine {
    let evidence = &known.evidence;
    let group = groups.of_row[known.allowed[0]];
    let name =
        group.map(|group| &groups.labels[group]).map(|label| if by_batch { label.set.clone() } else { label.name() });
    let three = |value: Option<f64>| Cell::known(value, short_3);
    let share = |value: Option<f64>, words: fn(f64) -> String| {
        value.map_or_else(Cell::none, |share| Cell::number(words(share), share * 100.0))
    };
    let change = evidence.trend.change;
    let interval = change.map(|change| [change.low, change.high].map(change_words).join(" to "));
    let fit = shape.law.map(|law| law.fit);
    let state = known.state().words().to_lowercase();
    let end = end_words((evidence.grade(), known.axis), &evidence.curve, evidence.ends_failing, known.noise_share);
    let mut states = vec![state.as_str(), Bound::of(evidence).map_or("", Bound::words), end];
    states.extend(evidence.doubts.iter().map(|&doubt| doubt_name(doubt)));
    states.retain(|words| !words.is_empty());
    let cells = [
        name.unwrap_or_default().into(),
        states.join("; ").into(),
        Cell::known(Some(evidence.curve.load.len() as f64), short),
        share(change.map(|change| change.gain), change_words),
        interval.map_or_else(Cell::none, Cell::from),
        Cell::known(shape.knee, short),
        three(fit.map(|fit| fit.alpha)),
        three(fit.map(|fit| fit.beta)),
        three(shape.law.map(|law| law.peak)),
        share(fit.map(|fit| fit.relative_rmse), |miss| percent(miss * 100.0)),
    ];
    let mut meaning: Vec<String> = speaks_for(known).into_iter().chain(against(shown, known, false)).collect();
    meaning.extend(failing_words(known));
    meaning.extend(little_caveat(evidence));
    meaning.extend(Some(law_words(&shape)).filter(|words| !words.is_empty()));
    let (group, meaning) = (group.unwrap_or_default(), meaning.join(" "));
    let (axis, evidence) = (known.axis, evidence.clone());
    let best_load = evidence.best.map(|row| known.load[row]).filter(|load| !load.is_nan());
    EvidenceLine {
        group,
        best: evidence.best,
        best_load,
        grade: evidence.grade(),
        state: known.state(),
        cells,
        meaning,
        axis,
        evidence,
        shape,
    }
}

/// `without`: how many configurations have no run within the limits.
fn sentence(lines: &[EvidenceLine], without: usize) -> String {
    if lines.is_empty() {
        return if without > 0 { "No run is within the limits." } else { "No run passes the filters." }.to_owned();
    }
    // What only recovers from a dip is told apart, as the title of the states has it.
    let of = |grade: Option<Grade>| {
        let own = |line: &EvidenceLine| (line.state != State::Recovers).then_some(line.grade);
        lines.iter().filter(|&line| own(line) == grade).count()
    };
    let told: Vec<String> = Grade::ALL
        .into_iter()
        .map(Some)
        .chain([None])
        .filter(|&grade| of(grade) > 0)
        .map(|grade| {
            let does = match grade {
                Some(Grade::Rises) => "rises in ",
                Some(Grade::Flat) => "is flat in ",
                Some(Grade::Falls) => "falls in ",
                Some(Grade::CannotTell) => "cannot be told in ",
                None => "only recovers from a dip in ",
            };
            [does, &fixed(of(grade) as f64, 0)].concat()
        })
        .collect();
    let of = count(lines.len(), "configuration", "configurations");
    let mut text = format!("Of {of}, throughput at the most load {}.", told.join(", "));
    if without > 0 {
        text += &format!(" {} no run within the limits.", count(without, "more has", "more have"));
    }
    text
}
