//! The queue of tables to open, one after the other.

use super::load_error::LoadError;
use super::table_source::TableSource;
use crate::worker::protocol::{Failure, FailureKind, TableOption};

/// How a table is opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OpenOptions {
    /// A copy of it is on the page already.
    pub bundled: bool,
    /// Filters stay as they are.
    pub keep_choice: bool,
    /// Also those that are not needed to compare runs.
    pub all_columns: bool,
    /// The tables on the page stay.
    pub beside: bool,
    /// It stands inside the page, which is one file.
    pub inside: bool,
}

/// A table to be opened; `Bytes` is a file's content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenJob<Bytes> {
    /// From where.
    pub place: TableSource,
    /// Files of this computer with their names; empty for what is fetched.
    pub files: Vec<(String, Bytes)>,
    /// How.
    pub how: OpenOptions,
}

/// A place that holds several tables, of which the reader must choose one. The tables after it do not wait for that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The place.
    pub place: TableSource,
    /// What there is.
    pub options: Vec<TableOption>,
    /// How it was to be opened.
    pub how: OpenOptions,
}

/// What did not come.
#[derive(Clone, Debug)]
struct Missing {
    /// As it was written.
    title: String,
    /// What to ask for again; nothing where what was written names no place.
    again: Option<(TableSource, OpenOptions)>,
    error: LoadError,
}

/// The tables to be opened, the one under way, and what became of those before. There are never many.
#[derive(Clone, Debug)]
pub struct OpenQueue<Bytes> {
    waiting: Vec<OpenJob<Bytes>>,
    under_way: Option<TableSource>,
    questions: Vec<Question>,
    missing: Vec<Missing>,
}

impl<Bytes> Default for OpenQueue<Bytes> {
    fn default() -> Self {
        Self { waiting: Vec::new(), under_way: None, questions: Vec::new(), missing: Vec::new() }
    }
}

impl<Bytes> OpenQueue<Bytes> {
    /// Adds a job at the end. The first one of an idle queue drops the errors of those before it.
    pub fn add(&mut self, job: OpenJob<Bytes>) {
        if self.is_idle() {
            self.missing.clear();
        }
        self.waiting.push(job);
    }

    /// Adds a job at the front: the answer to a question that one of them asked.
    pub fn add_first(&mut self, job: OpenJob<Bytes>) {
        self.waiting.insert(0, job);
    }

    /// The job under way has become a question, which is put once nothing else is to be done.
    pub fn ask(&mut self, question: Question) {
        self.under_way = None;
        self.questions.push(question);
    }

    /// The question to be put now.
    #[must_use]
    pub fn question(&self) -> Option<&Question> {
        self.questions.first()
    }

    /// The places of all that is to be opened.
    pub fn places(&self) -> impl Iterator<Item = &TableSource> {
        self.under_way.iter().chain(self.waiting.iter().map(|job| &job.place))
    }

    /// Whether nothing is under way and nothing waits; a question to the reader is no work.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.under_way.is_none() && self.waiting.is_empty()
    }

    /// What is under way.
    #[must_use]
    pub fn under_way(&self) -> Option<&TableSource> {
        self.under_way.as_ref()
    }

    /// The next job, under way from now on; `None` while one is, or without any.
    pub fn begin(&mut self) -> Option<OpenJob<Bytes>> {
        if self.under_way.is_some() || self.waiting.is_empty() {
            return None;
        }
        let job = self.waiting.remove(0);
        self.under_way = Some(job.place.clone());
        Some(job)
    }

    /// The job under way is over.
    pub fn end(&mut self) {
        self.under_way = None;
    }

    /// It is over, and no table came of it.
    pub fn fail(&mut self, place: TableSource, how: OpenOptions, error: LoadError) {
        self.under_way = None;
        self.missing.push(Missing { title: place.title(), again: Some((place, how)), error });
    }

    /// Part of a link that names no place.
    pub fn cannot_read(&mut self, title: String, error: LoadError) {
        self.missing.push(Missing { title, again: None, error });
    }

    /// Forgets a job that waits, or a question.
    pub fn forget(&mut self, place: &TableSource) {
        self.waiting.retain(|job| job.place != *place);
        self.questions.retain(|question| question.place != *place);
    }

    /// What failed and can be asked for again; files are with whoever picked them.
    pub fn take_failed(&mut self) -> Vec<(TableSource, OpenOptions)> {
        let again = std::mem::take(&mut self.missing).into_iter().filter_map(|missing| missing.again);
        again.filter(|(place, _)| place.address().is_some()).collect()
    }

    /// What went wrong; `None` when nothing. Of a table that was asked for alone nobody has to be told which.
    #[must_use]
    pub fn error(&self) -> Option<LoadError> {
        match &self.missing[..] {
            [] => None,
            [Missing { again: Some((_, OpenOptions { beside: false, .. })), error, .. }] => Some(error.clone()),
            several => {
                let of = |missing: &Missing| format!("“{}” was not opened: {}", missing.title, missing.error);
                let words: Vec<String> = several.iter().map(of).collect();
                let wants_token = several.iter().any(|missing| missing.error.wants_token());
                let kind = if wants_token { FailureKind::WantsToken } else { FailureKind::Other };
                Some(Failure { kind, words: words.join(" ") }.into())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(name: &str, beside: bool) -> OpenJob<()> {
        let how = OpenOptions { beside, ..OpenOptions::default() };
        OpenJob { place: TableSource::of_dataset(name), files: Vec::new(), how }
    }

    fn error(words: &str) -> LoadError {
        Failure::other(words).into()
    }

    #[test]
    fn jobs_begin_one_at_a_time() {
        let mut jobs = OpenQueue::default();
        jobs.add(job("a/b", false));
        jobs.add(job("a/c", true));
        assert_eq!(jobs.begin().unwrap().place, TableSource::of_dataset("a/b"));
        assert_eq!(jobs.begin(), None, "one at a time");
        assert_eq!(jobs.under_way(), Some(&TableSource::of_dataset("a/b")));
        jobs.end();
        jobs.add_first(job("a/d", true));
        assert_eq!(jobs.begin().unwrap().place, TableSource::of_dataset("a/d"));
        jobs.end();
        jobs.forget(&TableSource::of_dataset("a/c"));
        assert!(jobs.is_idle() && jobs.begin().is_none() && jobs.error().is_none());
    }

    #[test]
    fn a_question_stops_no_other_table() {
        let mut jobs = OpenQueue::default();
        jobs.add(job("a/several", true));
        jobs.add(job("a/gone", true));
        let OpenJob { place, how, .. } = jobs.begin().unwrap();
        jobs.ask(Question { place: place.clone(), options: Vec::new(), how });
        let gone = jobs.begin().unwrap();
        assert_eq!(jobs.places().collect::<Vec<_>>(), [&gone.place]);
        jobs.fail(gone.place, gone.how, error("Gone."));
        assert!(jobs.is_idle());
        // Both are told: what is asked, and what is missing.
        assert_eq!(jobs.question().unwrap().place, place);
        assert_eq!(jobs.error().unwrap().to_string(), "“a/gone” was not opened: Gone.");
        // The answer begins at once, and does not make the failure forgotten.
        jobs.forget(&place);
        jobs.add_first(job("a/chosen", true));
        assert_eq!(jobs.begin().unwrap().place, TableSource::of_dataset("a/chosen"));
        jobs.end();
        assert!(jobs.question().is_none() && jobs.error().is_some());
        // Another table that is opened meanwhile leaves a question open.
        jobs.ask(Question { place, options: Vec::new(), how });
        jobs.add(job("a/other", true));
        assert!(jobs.question().is_some() && jobs.error().is_none());
    }

    #[test]
    fn failures_are_kept_until_the_next_start() {
        let mut jobs = OpenQueue::default();
        jobs.add(job("a/b", false));
        let OpenJob { place, how, .. } = jobs.begin().unwrap();
        jobs.fail(place, how, error("Gone."));
        assert_eq!(jobs.error(), Some(error("Gone.")), "alone, without its name");
        jobs.add(job("a/c", true));
        assert_eq!(jobs.error(), None);
        let OpenJob { place, how, .. } = jobs.begin().unwrap();
        jobs.fail(place, how, error("Private."));
        assert_eq!(jobs.error().unwrap().to_string(), "“a/c” was not opened: Private.");
        jobs.cannot_read("squad".to_owned(), error("No name."));
        assert_eq!(
            jobs.error().unwrap().to_string(),
            "“a/c” was not opened: Private. “squad” was not opened: No name."
        );
        assert!(!jobs.error().unwrap().wants_token());
        let again = jobs.take_failed();
        assert_eq!(again, [(TableSource::of_dataset("a/c"), OpenOptions { beside: true, ..OpenOptions::default() })]);
        assert!(jobs.take_failed().is_empty());
        jobs.cannot_read("squad".to_owned(), error("No name."));
        let private = Failure { kind: FailureKind::WantsToken, words: "It is private.".to_owned() };
        jobs.fail(TableSource::of_dataset("a/d"), OpenOptions::default(), private.into());
        assert!(jobs.error().unwrap().wants_token(), "of one that a token would help");
        jobs.fail(TableSource::of_dataset("a/e"), OpenOptions::default(), LoadError::too_many());
        assert!(jobs.error().unwrap().to_string().ends_with("Remove one first."));
    }
}
