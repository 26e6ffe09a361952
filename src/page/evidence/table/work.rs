//! The table of evidence, made one configuration after the other.

use std::sync::Arc;

use super::{EvidenceRow, EvidenceTable, FEW, FIRST, Made, Need, Passing, most, spark};
use crate::analysis::decide::cost_latency::usable;
use crate::analysis::stats::extent::Extent;
use crate::data::runs::table_facts::Basis;
use crate::page::enough_vus::groups::VusGroups;
use crate::page::evidence::state::{Bound, State, note_words};
use crate::page::evidence::table_words::{rest_words, title};
use crate::page::evidence::view::{EvidenceLine, EvidenceView};
use crate::page::rankings::next_runs::NextView;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::short_runs::{ShortRuns, hue};

/// The table, made in parts: one configuration after the other.
pub struct TableWork {
    made: Made,
    short: Arc<ShortRuns>,
    scales: [Option<Extent>; 3],
    /// The configuration that answers.
    answer: Option<usize>,
    rows: Vec<EvidenceRow>,
    /// How many configurations are done.
    done: usize,
}

impl TableWork {
    /// As [`EvidenceTable::new`], without any row yet.
    #[must_use]
    pub fn new(
        shown: &ActiveTable,
        groups: &VusGroups,
        filtered: &[usize],
        view: &EvidenceView,
        answer: Option<usize>,
    ) -> Self {
        let made = Made::of(shown, groups, filtered);
        Self {
            short: Arc::new(ShortRuns::of(shown)),
            scales: made.scales(view),
            answer: answer.and_then(|row| groups.of_row.get(row).copied().flatten()),
            made,
            rows: Vec::new(),
            done: 0,
        }
    }

    /// Makes the rows of configurations with so many runs more, and one in any case; `true` once none is left.
    pub fn part(&mut self, shown: &ActiveTable, basis: &Basis, view: &EvidenceView, most: usize) -> bool {
        let noise_share = basis.noise(&shown.runs).share;
        let mut rows = 0;
        while let Some(line) = view.lines.get(self.done).filter(|_| rows < most) {
            rows += self.made.of_group(line.group).len();
            self.done += 1;
            let row = self.row(shown, line, noise_share);
            self.rows.extend(row);
        }
        self.done >= view.lines.len()
    }

    fn row(&self, shown: &ActiveTable, line: &EvidenceLine, noise_share: f64) -> Option<EvidenceRow> {
        let Self { made, short, scales, .. } = self;
        let rows_made = made.of_group(line.group);
        let like = line.best.or(line.evidence.curve.row.first().copied()).or(rows_made.first().copied())?;
        let own = &line.evidence.curve;
        // Where no limit excludes a run they are the same.
        let curve = match own.runs() == rows_made.len() {
            true => own.clone(),
            false => made.curve(shown, line.axis, rows_made),
        };
        let best = line.best.or_else(|| most(&line.evidence.curve));
        let load = made.load(line.axis, best);
        Some(EvidenceRow {
            group: line.group,
            name: short.name(shown, like, false),
            full_name: line.cells[0].text.clone(),
            hue: hue(shown, like),
            state: State::of(&line.evidence, line.axis, noise_share),
            bound: Bound::of(&line.evidence),
            note: note_words(&line.evidence, line.axis, noise_share),
            spark: spark(&curve, scales[line.axis as usize], load),
            axis: line.axis,
            tried: curve.load.first().copied().zip(curve.load.last().copied()),
            runs: line.evidence.curve.runs(),
            runs_filtered: curve.runs(),
            last_step: line.evidence.last_gain,
            best_req_per_sec: best.map(|row| shown.runs.answered_of(row)).filter(|&rate| usable(rate)),
            best_load: load,
            next: Vec::new(),
            is_answer: self.answer == Some(line.group),
        })
    }

    /// The table of all rows.
    #[must_use]
    pub fn table(
        self,
        shown: &ActiveTable,
        groups: &VusGroups,
        passing: Passing,
        (view, next): (EvidenceView, &NextView),
    ) -> EvidenceTable {
        let Self { made, short, mut rows, .. } = self;
        made.add_next(shown, groups, next, &mut rows);
        // The lines are by cost, and stay so among those that matter alike.
        let is_needed = |row: &EvidenceRow| row.next.first().is_some_and(|next| next.need == Need::Needed);
        let rank = |row: &EvidenceRow| match (row.is_answer, row.next.is_empty()) {
            (true, _) => 0,
            _ if is_needed(row) => 1,
            (_, false) => 2,
            _ => 3,
        };
        rows.sort_by_key(rank);
        let matter = rows.iter().filter(|row| rank(row) < 3).count().max(FIRST).min(rows.len());
        let first = if rows.len() - matter < FEW { rows.len() } else { matter };
        let without = made.count - view.lines.len();
        EvidenceTable {
            title: [&next.needed, " ", &title(&rows, passing)].concat().trim_start().to_owned(),
            rest: rest_words(&rows[first..]),
            first,
            without,
            name_parts: short.parts(false),
            rows,
            view,
        }
    }
}
