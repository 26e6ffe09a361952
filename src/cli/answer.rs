//! The page's answer to a question on a table, as data: what the programs beside this file print.

use std::sync::Arc;

use isocost::analysis::decide::answer::{Demand, Point};
use isocost::data::error::DecodeError;
use isocost::data::runs::table_facts::Basis;
use isocost::data::table::Table;
use isocost::page::answer::asked::Asked;
use isocost::page::answer::columns::Columns;
use isocost::page::choice::filters::Choice;
use isocost::page::tables::active_table::{ActiveTable, Loaded, Provenance};
use isocost::page::tables::table_source::TableSource;
use isocost::page::verdict::confidence::ConfidenceView;
use isocost::page::verdict::confidence::words::name;
use isocost::page::verdict::markdown::against;
use isocost::page::verdict::view::VerdictView;
use isocost::page::words::runs::configuration_name;
use serde_json::{Value, json};

/// The answer, and what it is of.
pub struct Answer {
    /// The table as the choice has it.
    pub shown: Arc<ActiveTable>,
    /// What decisions rest on besides its columns.
    pub basis: Basis,
    /// The rows that pass the filters.
    pub rows: Vec<usize>,
    /// The question.
    pub asked: Asked,
    /// The page's headline.
    pub verdict: VerdictView,
    /// How sure it is.
    pub sure: ConfidenceView,
}

impl Answer {
    /// Of files of these names that were read as one table. `own_percent` is the reader's tolerance of near ties.
    ///
    /// # Errors
    /// As [`Loaded::shown`].
    pub fn of(
        table: Table,
        names: Vec<String>,
        choice: &Choice,
        own_percent: Option<f64>,
    ) -> Result<Self, DecodeError> {
        let loaded = Loaded::new(TableSource::of_files(names, &[]), Provenance::Computer, table);
        let shown = Arc::new(loaded.shown(choice)?);
        let (basis, asked) = (Basis::of(&shown.runs), Asked::of(choice));
        let rows = choice.filter.rows(&shown.runs, &shown.batch_sizes);
        let verdict = VerdictView::new(&shown, &basis, &rows, &asked);
        let sure = ConfidenceView::new(&shown, &basis, &rows, (&verdict, &asked), own_percent);
        Ok(Self { shown, basis, rows, asked, verdict, sure })
    }

    /// What is to be known about the answer, the weightiest first.
    pub fn notes(&self) -> Vec<String> {
        against(&self.verdict, &self.sure)
    }

    /// What the answer takes and costs, and whether that is more than may be paid; `None` where no run meets the demand.
    pub fn solved(&self) -> Option<(Point, bool)> {
        let columns = Columns::of(&self.shown, &self.basis);
        let answered = self.asked.answered(&self.shown, &self.basis, &columns, &self.rows);
        answered.found.map(|found| (found.best, answered.too_dear))
    }

    /// What the answer takes and costs; `None` where no run meets the demand.
    pub fn best(&self) -> Option<Point> {
        self.solved().map(|(best, _)| best)
    }

    /// The sentence with the numbers behind it, as `runs` writes them.
    pub fn numbers(&self) -> Value {
        let mut said = json!({ "sentence": self.verdict.sentence, "notes": self.notes() });
        if let Some(confidence) = self.sure.confidence {
            said["confidence"] = json!({ "word": name(confidence), "reasons": self.sure.reasons });
        }
        let Some(best) = self.best() else { return said };
        for (name, value) in [
            ("run", json!(best.row)),
            ("configuration", json!(configuration_name(&self.shown, best.row))),
            ("machines", json!(best.machines)),
            ("spare", json!(best.spare)),
            ("hours", json!(best.machine_hours)),
            ("load", json!(best.load_share)),
            ("usd", if self.asked.demand == Demand::None { Value::Null } else { json!(best.usd) }),
            ("usd_per_month", json!(best.usd_per_month)),
            ("usd_per_1b", json!(best.usd_per_unit * 1e9)),
            ("mean_ms", json!(best.mean_ms)),
            ("p95_ms", json!(best.p95_ms)),
        ] {
            said[name] = value;
        }
        said
    }
}
