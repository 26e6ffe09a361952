//! Sentences and cells of the table of evidence.

use crate::data::runs::load::LoadAxis;
use crate::format::numbers::{fixed, short, short_3};

use super::state::{Bound, State};
use super::table::{EvidenceRow, Next, Passing};
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
    let all = rows.len();
    let of = |state: State| rows.iter().filter(|row| row.state == state).count();
    // By what ends the rise and not by the note, which may be a doubt.
    let bound = |by: Bound| rows.iter().filter(|row| row.bound == Some(by)).count();
    let (limited, filtered_out) = (bound(Bound::Limits), bound(Bound::Filters));
    let open = of(State::Rising) - limited - filtered_out;
    let (recover, unknown) = (of(State::Recovers), of(State::CannotTell));
    let mut told = vec![match (open, unknown + recover) {
        (0, 0) => "Enough load was tried.".to_owned(),
        (0, _) => format!("None of {} is known to gain from more load than was run.", configurations(all)),
        _ => format!("More load could be tried: throughput still rises in {} of {}.", whole(open), configurations(all)),
    }];
    if limited > 0 {
        told.push(format!("In {} it rises up to the limits; more load was run and breaks them.", whole(limited)));
    }
    if filtered_out > 0 {
        told.push(format!("In {} it rises up to the filters; more load was run.", whole(filtered_out)));
    }
    match recover {
        0 => {}
        1 => told.push("1 ends on a rise that only recovers from a dip.".to_owned()),
        n => told.push(format!("{} end on a rise, and all {0} only recover from a dip.", whole(n))),
    }
    if unknown > 0 {
        told.push(format!("Of {} it cannot be told, for noise or too few loads.", whole(unknown)));
    }
    told.join(" ")
}

fn configurations(n: usize) -> String {
    count(n, "configuration", "configurations")
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

    /// `160, 224; repeat 256`.
    #[must_use]
    pub fn next_words(&self) -> String {
        let words = |next: &Next| match next.batch_size {
            Some(batch) => format!("batch {} at {}", short(batch), short(next.load)),
            None => short(next.load),
        };
        let of = |is_repeat: bool| {
            let runs = self.next.iter().filter(|next| next.is_repeat == is_repeat);
            runs.map(words).collect::<Vec<_>>().join(", ")
        };
        let repeats =
            Some(of(true)).filter(|repeats| !repeats.is_empty()).map(|repeats| ["repeat ", &repeats].concat());
        let told: Vec<String> = Some(of(false)).filter(|new| !new.is_empty()).into_iter().chain(repeats).collect();
        if told.is_empty() { "–".to_owned() } else { told.join("; ") }
    }
}
