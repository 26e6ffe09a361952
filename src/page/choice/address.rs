//! The page's address as a whole: the reader's choice, that of the sections, which part of the page is shown, and
//! sentences about what was not understood. A link from another version still opens, and nothing is dropped in silence.

use super::filters;
use super::filters::{Choice, Look};
use super::limits;
use super::mode;
use super::mode::Mode;
use super::money;
use super::note;
use super::param;
use super::sections;
use super::sections::SectionChoice;
use crate::page::tables::table_source;
use crate::text::foreign::cut;

/// Everything an address says but which tables are shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Link {
    /// What the controls say.
    pub choice: Choice,
    /// What the controls of the sections say.
    pub sections: SectionChoice,
    /// Which part of the page is shown.
    pub mode: Mode,
    /// What whoever sent the link wrote; empty without.
    pub note: String,
    /// The look that the frame's host asks for; the reader's own choice goes before it, and it is in no link.
    pub host_look: Look,
    /// What was left out or changed, sentences.
    pub notes: Vec<String>,
}

/// The look that a frame's host asks for.
const HOST_LOOK: &str = "__theme";

/// What hosts of frames, signing in and the service worker take from an address, for themselves.
const OTHERS: [&str; 7] = [HOST_LOOK, "__sign", "logs", "code", "state", "error", "nosw"];

/// Whether a parameter is a host's own, and so says nothing of what is shown.
#[must_use]
pub fn is_of_host(key: &str) -> bool {
    OTHERS.contains(&key)
}

/// No more notes than this: an endless link would fill the page.
const MOST_NOTES: usize = 6;

impl Link {
    /// Reads the pairs of an address.
    #[must_use]
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut link = Self::default();
        for (key, value) in pairs {
            let note = link.read(key, value);
            if link.notes.len() < MOST_NOTES {
                link.notes.extend(note);
            }
        }
        link
    }

    /// What is not taken as it stands is a sentence.
    fn read(&mut self, key: &str, value: &str) -> Option<String> {
        let choice = self.choice.read(key, value);
        let known = choice
            .or_else(|| param::read(&sections::PARAMS, &mut self.sections, key, value))
            .or_else(|| param::read(&mode::PARAMS, &mut self.mode, key, value));
        if let Some(outcome) = known {
            return outcome.err().map(|misread| misread.words(key, value));
        }
        if key == HOST_LOOK {
            self.host_look = Look::named(value).unwrap_or_default();
        }
        if key == note::KEY {
            let (note, was_cut) = note::clean(value);
            self.note = note;
            return was_cut.then(note::cut_words);
        }
        let known = table_source::KEYS.contains(&key) || is_of_host(key);
        (!known).then(|| format!("“{}” is nothing that this version of the page knows, and was left alone.", cut(key)))
    }
}

/// The pairs that say how the controls differ from the default, in a fixed order. Which part of the page is shown is not
/// among them: whoever makes a link chooses that.
#[must_use]
pub fn pairs(choice: &Choice, sections: &SectionChoice) -> Vec<(&'static str, String)> {
    let mut pairs = choice.to_pairs();
    pairs.extend(param::pairs(&sections::PARAMS, sections));
    pairs
}

/// All names that the page itself writes: to be removed from an address before others are written.
pub fn keys() -> impl Iterator<Item = &'static str> {
    let choice = param::keys(&filters::PARAMS).chain(param::keys(&limits::PARAMS)).chain(param::keys(&money::PARAMS));
    choice.chain(param::keys(&sections::PARAMS)).chain(table_source::KEYS).chain([note::KEY])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(link: &Link) -> Vec<(&'static str, String)> {
        pairs(&link.choice, &link.sections)
    }

    #[test]
    fn a_link_with_parts_of_each_kind_round_trips() {
        let pairs = [
            ("preset", "notebook"),
            ("max_vus", "256"),
            ("hw_type", "nvidia-l4"),
            ("pin", "12"),
            ("max_p95_ms", "500"),
            ("currency", "€"),
            ("contour", "p95"),
            ("sort", "-vus"),
        ];
        let link = Link::from_pairs(pairs);
        assert!(link.notes.is_empty(), "{:?}", link.notes);
        assert_eq!(written(&link), pairs.map(|(key, value)| (key, value.to_owned())));
        assert!(written(&Link::default()).is_empty());
    }

    #[test]
    fn unknown_pairs_are_reported_and_the_others_are_read() {
        let link = Link::from_pairs([
            ("max_vus", "many"),
            ("colour_of_hope", "green"),
            ("bins", "1000000"),
            ("max_p95_ms", "-3"),
            ("view", "all"),
            ("latency", "p95"),
        ]);
        assert_eq!(link.notes.len(), 5);
        assert_eq!(link.notes[0], "max_vus=many means nothing here and was left out.");
        assert!(link.notes[1].contains("colour_of_hope") && link.notes[2].contains("is used"), "{:?}", link.notes);
        assert_eq!(written(&link), [("latency", "p95".to_owned()), ("bins", "200".to_owned())]);
    }

    #[test]
    fn parameters_of_hosts_and_tables_give_no_note() {
        let pairs = OTHERS.map(|key| (key, "dark")).into_iter().chain(table_source::KEYS.map(|key| (key, "a/b")));
        assert_eq!(Link::from_pairs(pairs).notes, Vec::<String>::new());
        let link = Link::from_pairs([("__theme", "dark")]);
        assert_eq!((link.host_look, link.choice.look, written(&link).len()), (Look::Dark, Look::System, 0));
    }

    #[test]
    fn an_endless_link_gives_few_short_notes() {
        let long = "x".repeat(1000);
        let link = Link::from_pairs((0..1000).map(|_| ("max_vus", long.as_str())));
        assert_eq!(link.notes.len(), MOST_NOTES);
        assert!(link.notes[0].len() < 100);
    }

    #[test]
    fn no_two_parameters_share_a_name() {
        let mut names: Vec<&str> = keys().chain(param::keys(&mode::PARAMS)).chain(OTHERS).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
