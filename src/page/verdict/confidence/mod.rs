//! Confidence in the verdict: a word with its reason, the cost by the runs near its load, near ties, failing checks.
//!
//! All of it comes after the verdict: the answer waits for none of it.

mod card;
mod demanded;
pub mod words;

use std::sync::Arc;

use crate::analysis::decide::chances::{Confidence, Noisy, Standing, Standings, rival};
use crate::analysis::decide::near_ties::{NearTie, near_ties};
use crate::analysis::stats::noise::Noise;
use crate::data::runs::table_facts::Basis;

use self::demanded::Demanded;
use super::view::VerdictView;
use crate::page::answer::asked::Asked;
use crate::page::checks::touching::touching;
use crate::page::evidence::minima::margin_words;
use crate::page::evidence::series::Grading;
use crate::page::evidence::words::{against, little_caveat, little_words, speaks_for};
use crate::page::rankings::near_ties::tolerance;
use crate::page::tables::active_table::ActiveTable;

/// Of more runs than these the checks take too long to come with the verdict; their own section has them.
const MOST_CHECKED: usize = 50_000;

/// A run to be made again, to be sure of the verdict.
#[derive(Clone, Debug, PartialEq)]
pub struct Again {
    /// The run.
    pub row: usize,
    /// Why, and which, without a full stop.
    pub words: String,
}

/// How sure the verdict is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ConfidenceView {
    /// The run of the verdict; `None` when none qualifies.
    pub row: Option<usize>,
    /// How sure it is the answer: the cheapest, that with the lowest bill of a demand, or the fastest at a cost; `None` where
    /// no run qualifies.
    pub confidence: Option<Confidence>,
    /// Why, sentences.
    pub reasons: Vec<String>,
    /// That another configuration is likelier the answer, a sentence for the card; empty where none is. The card names the
    /// run of the lowest measured cost all the same, as plan, chart, alternatives and exports do: chances are known after
    /// the answer, or not at all, and change with what is drawn, and what was measured does not.
    pub likelier: String,
    /// What is known of its configuration that speaks for it, sentences.
    pub why: Vec<String>,
    /// What is known of it that speaks against, sentences, the weightiest first.
    pub against: Vec<String>,
    /// What else does: unstable runs beside it, near ties, failing checks.
    pub warnings: Vec<String>,
    /// What of these the card says, in short: its own run is doubtful, or the only one of its configuration.
    pub on_card: Vec<String>,
    /// Which run is to be made again; `None` unless one more is needed.
    pub again: Option<Again>,
    /// What allowing more load, which the headline offers, does to the chance, a sentence; empty without an offer.
    pub offered: String,
    /// Runs as cheap.
    pub ties: Vec<NearTie>,
    /// The configurations that pass, the cheapest first.
    pub standings: Vec<Standing>,
}

/// What the run of the answer is the best by.
#[derive(Clone, Copy)]
enum By {
    /// `is_least`: nothing costs less, at whatever load.
    Cost { is_least: bool },
    /// The work of one machine, where no run has a cost: of other loads nothing can be said, only of the run itself.
    Work,
}

impl ConfidenceView {
    /// Of a verdict on `rows`, those that pass the filters, and what was asked; `own_percent` is the reader's own tolerance of
    /// near ties.
    #[must_use]
    #[inline(never)]
    // Only tests and programs ask.
    #[cfg_attr(feature = "dead-code", allow(dead_code))]
    pub fn new(
        shown: &Arc<ActiveTable>,
        basis: &Basis,
        rows: &[usize],
        (verdict, asked): (&VerdictView, &Asked),
        own_percent: Option<f64>,
    ) -> Self {
        let mut work = StandingsWork::default();
        let standings = std::iter::repeat_with(|| work.part(shown, basis, verdict, usize::MAX)).find_map(|found| found);
        Self::beside(shown, basis, rows, (verdict, asked), own_percent, standings.unwrap_or_default())
    }

    /// As [`Self::new`], where the standings are known: those that [`StandingsWork`] finds.
    #[must_use]
    pub fn beside(
        shown: &Arc<ActiveTable>,
        basis: &Basis,
        rows: &[usize],
        (verdict, asked): (&VerdictView, &Asked),
        own_percent: Option<f64>,
        standings: Vec<Standing>,
    ) -> Self {
        let Some(row) = verdict.row else { return Self::without_cost(shown, basis, rows, verdict) };
        let demanded = (!verdict.is_per_request).then(|| Demanded::of(shown, basis, rows, asked));
        let standings = demanded.as_ref().map_or(standings, |demanded| demanded.standings.clone());
        let noise = basis.noise(&shown.runs);
        let mut view = Self { row: Some(row), ..Self::default() };
        let at_load = demanded.as_ref().and_then(Demanded::at_load);
        // One machine is the least: no other load has a lower bill.
        let is_least = at_load.is_some_and(|point| point.machines == 1.0);
        view.tell_evidence(shown, &Grading::new(shown, basis, rows, &verdict.passing), row, By::Cost { is_least });
        let latencies_ms = at_load.map(|point| (point.mean_ms, point.p95_ms));
        view.against.extend(verdict.p95_limit_ms.and_then(|bound| margin_words(shown, row, latencies_ms, bound)));
        view.warnings.extend(standings.iter().find(|standing| standing.best == row).and_then(words::lost_words));
        if let Some(demanded) = &demanded {
            view.confidence = Some(Confidence::of(&standings));
            view.likelier = words::card_words(&standings, demanded.likelier(shown));
            view.reasons = demanded.reasons(shown, noise);
            view.offered = demanded.offered(shown, basis, rows, (verdict, asked)).unwrap_or_default();
        } else {
            view.judge(shown, noise, &standings);
            let tolerance = tolerance(shown, basis, own_percent);
            view.ties = near_ties(&basis.measures(&shown.runs), &verdict.passing, tolerance);
            let tied: Vec<usize> = view.ties.iter().map(|tie| tie.row).chain([row]).collect();
            let configurations = basis.configurations(&shown.runs, &tied).len();
            let is_own = own_percent.is_some();
            let ties = words::Ties { ties: &view.ties, configurations, tolerance, is_own, noise };
            view.warnings.extend(words::ties_words(shown, &ties));
        }
        if view.confidence == Some(Confidence::OneMoreRun) {
            view.again = match &demanded {
                Some(demanded) => demanded.again(shown),
                None => standings.first().zip(rival(&standings)).map(|(own, its)| words::again(shown, own, its)),
            };
        }
        view.tell_checks(shown, rows, row);
        Self { standings, ..view }
    }

    /// Where no run has a cost: what is wrong with the run that does the most on one machine. Nothing else can be judged.
    fn without_cost(shown: &Arc<ActiveTable>, basis: &Basis, rows: &[usize], verdict: &VerdictView) -> Self {
        let mut view = Self::default();
        let Some(row) = verdict.most else { return view };
        view.tell_evidence(shown, &Grading::new(shown, basis, rows, &verdict.passing), row, By::Work);
        view.tell_checks(shown, rows, row);
        view
    }

    /// The checks that the answer's run does not pass.
    fn tell_checks(&mut self, shown: &Arc<ActiveTable>, rows: &[usize], row: usize) {
        if rows.len() > MOST_CHECKED {
            return;
        }
        let touching = touching(shown, rows, row, self.row.is_some());
        self.on_card.extend(touching.iter().filter(|check| check.fails).map(|check| check.words.clone()));
        self.warnings.extend(touching.into_iter().map(|check| check.words));
    }

    /// What its configuration did under load, and whether its run adds up.
    fn tell_evidence(&mut self, shown: &ActiveTable, grading: &Grading, row: usize, by: By) {
        let known = grading.known(grading.rows_beside(row), Some(row));
        match by {
            By::Cost { is_least } => {
                self.why.extend(speaks_for(&known));
                self.why.extend(little_words(&known.evidence).filter(|(adds_up, _)| *adds_up).map(|(_, words)| words));
                self.against.extend(against(shown, &known, is_least));
            }
            By::Work => self.against.extend(card::doubts_of_run(shown, &known)),
        }
        self.against.extend(little_caveat(&known.evidence));
        self.on_card = card::on_card(shown, &known);
        let differ = card::repeats_differ(&known);
        self.against.extend(differ.clone());
        self.on_card.extend(differ);
    }

    fn judge(&mut self, shown: &ActiveTable, noise: Noise, standings: &[Standing]) {
        let confidence = Confidence::of(standings);
        self.confidence = Some(confidence);
        self.likelier = words::card_words(standings, words::likelier(shown, standings));
        self.reasons = words::reasons(shown, noise, confidence, standings);
    }
}

/// The standings of a verdict, found in parts.
#[derive(Default)]
pub struct StandingsWork(Option<(Arc<Vec<Vec<usize>>>, Standings)>);

impl StandingsWork {
    /// Judges configurations of so many rows more, and one in any case; all standings once none is left. Those of a demand are
    /// found [later](ConfidenceView::beside).
    pub fn part(
        &mut self,
        shown: &ActiveTable,
        basis: &Basis,
        verdict: &VerdictView,
        most: usize,
    ) -> Option<Vec<Standing>> {
        if !verdict.is_per_request || verdict.row.is_none() {
            return Some(Vec::new());
        }
        let runs = &shown.runs;
        let is_sound = |row| basis.is_sound(runs, row);
        let noisy = Noisy { measures: &basis.measures(runs), is_sound: &is_sound, noise: basis.noise(runs) };
        let Some((configurations, standings)) = &mut self.0 else {
            let configurations = basis.configurations(runs, &verdict.passing);
            let standings = Standings::new(&noisy, &configurations);
            self.0 = Some((configurations, standings));
            return None;
        };
        standings.part(&noisy, configurations, most).then(|| std::mem::take(&mut standings.found))
    }
}

/// The configurations among `passing`, the rows within filters and limits, by their cheapest runs.
#[must_use]
// Only tests and programs ask.
#[cfg_attr(feature = "dead-code", allow(dead_code))]
pub fn standings(shown: &ActiveTable, basis: &Basis, passing: &[usize]) -> Vec<Standing> {
    let runs = &shown.runs;
    let is_sound = |row| basis.is_sound(runs, row);
    let noisy = Noisy { measures: &basis.measures(runs), is_sound: &is_sound, noise: basis.noise(runs) };
    noisy.standings(&basis.configurations(runs, passing))
}
