//! An answer with everything that is told beside it, ready to be written in any format.

use isocost::page::choice::address::{Link, pairs};
use isocost::page::choice::price_source::PriceSource;
use isocost::page::rankings::alternatives::{Alternatives, List};
use isocost::page::rankings::near_ties::tolerance;
use isocost::page::tables::embedded::query;
use isocost::page::take_away::commands::Commands;
use isocost::page::words::text_table::Listing;

use super::answer::Answer;

/// More lines of the table are not printed; a saved page has them all.
const MOST_LINES: usize = 12;

/// The report.
pub struct Report {
    /// The answer.
    pub answer: Answer,
    /// What the question was, as the page's address has it.
    pub question: String,
    /// What whoever runs the program wrote; empty without.
    pub note: String,
    /// The price lists that the prices are from.
    pub sources: Vec<PriceSource>,
    /// The day, `2026-11-25`.
    pub date: String,
    /// What else could be taken.
    pub alternatives: Alternatives,
    /// How much more than the answer a run may cost to be as cheap, a share.
    pub tolerance: f64,
}

impl Report {
    /// Of an answer to what a link asks.
    pub fn of(answer: Answer, link: &Link, date: String) -> Self {
        let tolerance = tolerance(&answer.shown, &answer.basis, link.sections.tolerance_percent);
        let alternatives = Alternatives::new(&answer.shown, &answer.basis, &answer.rows, &link.choice, tolerance);
        Self {
            question: query(&pairs(&link.choice, &link.sections)),
            note: link.note.clone(),
            sources: link.choice.lists(),
            date,
            alternatives,
            tolerance,
            answer,
        }
    }

    /// Whether a run meets all that is asked: limits, the demand, the most that is paid. Without prices that is the run
    /// that does the most.
    pub fn qualifies(&self) -> bool {
        let Answer { asked, verdict, .. } = &self.answer;
        if asked.is_per_request() {
            return verdict.row.or(verdict.most).is_some();
        }
        self.answer.solved().is_some_and(|(_, too_dear)| !too_dear)
    }

    /// The best of each hardware and image, the answer first.
    pub fn best(&self) -> Listing {
        self.alternatives.listing(List::Best)
    }

    /// The same in as many lines as one reads, without columns in which nothing stands; and how many there are.
    pub fn best_in_short(&self) -> (Listing, usize) {
        let Listing { sentence, heads, mut lines } = self.best();
        let all = lines.len();
        lines.truncate(MOST_LINES);
        let is_told = |at: usize| lines.iter().any(|line| !matches!(line.cells[at].text.as_str(), "" | "–"));
        let kept: Vec<usize> = (0..heads.len()).filter(|&at| is_told(at)).collect();
        let heads = kept.iter().map(|&at| heads[at].clone()).collect();
        for line in &mut lines {
            line.cells = kept.iter().map(|&at| line.cells[at].clone()).collect();
        }
        (Listing { sentence, heads, lines }, all)
    }

    /// How the answer is started, and its load test repeated; `None` where no run is the answer, or nothing is known of what
    /// served it.
    pub fn commands(&self) -> Option<Commands> {
        let verdict = &self.answer.verdict;
        Commands::of(&self.answer.shown, verdict.row.or(verdict.most)?)
    }

    /// What is said of the table as a whole.
    pub fn notes(&self) -> Vec<String> {
        self.answer.shown.runs.notes.of_whole().cloned().collect()
    }
}
