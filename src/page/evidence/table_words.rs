//! Sentences and cells of the table of evidence.

use crate::data::runs::load::LoadAxis;
use crate::format::numbers::{fixed, short, short_3};

use super::state::State;
use super::table::{EvidenceRow, Need, Next, Passing};
use super::told::told;
use super::words::change_words;
use crate::page::words::runs::count;

fn whole(n: usize) -> String {
    fixed(n as f64, 0)
}

/// Whether enough was tried, a sentence or two.
pub(super) fn title(rows: &[EvidenceRow], (filtered, _): Passing) -> String {
    if rows.is_empty() {
        let none = if filtered.is_empty() { "No run passes the filters." } else { "No run is within the limits." };
        return none.to_owned();
    }
    // By what ends the rise and not by the note, which may be a doubt.
    let unseen = rows.iter().filter(|row| row.tried.is_none()).count();
    told(&rows.iter().map(|row| (row.state, row.bound)).collect::<Vec<_>>(), unseen)
}

/// What the rows are that are folded away: `21 more configurations, all saturated`.
pub(super) fn rest_words(rows: &[EvidenceRow]) -> String {
    let of = |state: State| rows.iter().filter(|row| row.state == state).count();
    let there: Vec<State> = State::ALL.into_iter().filter(|&state| of(state) > 0).collect();
    let more = count(rows.len(), "more configuration", "more configurations");
    match there[..] {
        [] => String::new(),
        [only] => format!("{more}, all {}", only.words().to_lowercase()),
        _ => {
            let each = there.iter().map(|&state| format!("{} {}", whole(of(state)), state.words().to_lowercase()));
            format!("{more}: {}", each.collect::<Vec<_>>().join(", "))
        }
    }
}

/// The heads, after that of the name. Runs are optional where none would change the answer.
#[must_use]
pub fn heads(axis: LoadAxis, is_optional: bool) -> [&'static str; 8] {
    let over = match axis {
        LoadAxis::Vus => "req/s over concurrent",
        LoadAxis::AskedRate => "req/s over rate asked",
        LoadAxis::BatchSize => "req/s over batch size",
    };
    let next = if is_optional { "Optional runs" } else { "Run next" };
    ["State", over, "Tried", "Runs", "Last step", "Best, req/s", "at", next]
}

impl EvidenceRow {
    /// `32–512`.
    #[must_use]
    pub fn tried_words(&self) -> String {
        match self.tried {
            None => "–".to_owned(),
            Some((from, to)) if from == to => short(to),
            Some((from, to)) => format!("{}–{}", short(from), short(to)),
        }
    }

    /// `12`, or `5 of 12` where limits leave some out.
    #[must_use]
    pub fn runs_words(&self) -> String {
        let within = whole(self.runs);
        if self.runs == self.runs_filtered { within } else { format!("{within} of {}", whole(self.runs_filtered)) }
    }

    /// `−11.7%`.
    #[must_use]
    pub fn last_step_words(&self) -> String {
        self.last_step.map_or_else(|| "–".to_owned(), change_words)
    }

    /// Requests per second of the best run, and its load.
    #[must_use]
    pub fn best_words(&self) -> [String; 2] {
        let known = |value: Option<f64>, words: fn(f64) -> String| value.map_or_else(|| "–".to_owned(), words);
        [known(self.best_req_per_sec, short_3), known(self.best_load, short)]
    }

    /// `160, 224; repeat 256`, and beside a run that is needed `Needed run: repeat 48; optional: 160, 224`.
    #[must_use]
    pub fn next_words(&self) -> String {
        let of = |need: Need, head: &str| {
            let words = self.words_of(need);
            (!words.is_empty()).then(|| [head, &words].concat())
        };
        let told = [(Need::Needed, "Needed run: "), (Need::Proposed, ""), (Need::Optional, "optional: ")];
        let told: Vec<String> = told.into_iter().filter_map(|(need, head)| of(need, head)).collect();
        if told.is_empty() { "–".to_owned() } else { told.join("; ") }
    }

    fn words_of(&self, need: Need) -> String {
        let words = |next: &Next| match next.batch_size {
            Some(batch) => format!("batch {} at {}", short(batch), short(next.load)),
            None => short(next.load),
        };
        let of = |is_repeat: bool| {
            let runs = self.next.iter().filter(|next| next.need == need && next.is_repeat == is_repeat);
            runs.map(words).collect::<Vec<_>>().join(", ")
        };
        let repeats =
            Some(of(true)).filter(|repeats| !repeats.is_empty()).map(|repeats| ["repeat ", &repeats].concat());
        let told: Vec<String> = Some(of(false)).filter(|new| !new.is_empty()).into_iter().chain(repeats).collect();
        told.join("; ")
    }
}
