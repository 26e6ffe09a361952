//! What an address says: the reader's choice, the sections', and which part of the page is shown. And what of it was not
//! understood, in words: a link from another version still opens, and nothing is dropped in silence.

use super::filters;
use super::filters::{Choice, Look, Read};
use super::mode::Mode;
use super::sections;
use super::sections::SectionChoice;
use crate::page::tables::table_source;

/// Everything an address says but which tables are shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Link {
    /// What the controls say.
    pub choice: Choice,
    /// What the controls of the sections say.
    pub sections: SectionChoice,
    /// Which part of the page is shown.
    pub mode: Mode,
    /// The look that the frame's host asks for; the reader's own choice goes before it, and it is in no link.
    pub host_look: Look,
    /// What was left out or changed, sentences.
    pub notes: Vec<String>,
}

/// The look that a frame's host asks for.
const HOST_LOOK: &str = "__theme";

/// What hosts of frames and signing in put into an address, for themselves.
const OTHERS: [&str; 6] = [HOST_LOOK, "__sign", "logs", "code", "state", "error"];

/// More is not told: an endless link would fill the page.
const MOST_NOTES: usize = 6;

/// The longest part of an address that a sentence repeats, characters.
const LONGEST: usize = 40;

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

    fn read(&mut self, key: &str, value: &str) -> Option<String> {
        match self.choice.read(key, value) {
            Read::Taken => return None,
            Read::Refused => {
                return Some(format!("{key}={} means nothing here and was left out.", cut(value)));
            }
            Read::Unknown => {}
        }
        if let Some(note) = self.sections.read(key, value).or_else(|| self.mode.read(key, value)) {
            return note;
        }
        if key == HOST_LOOK {
            self.host_look = Look::named(value).unwrap_or_default();
        }
        let known = table_source::KEYS.contains(&key) || OTHERS.contains(&key);
        (!known).then(|| format!("“{}” is nothing that this version of the page knows, and was left alone.", cut(key)))
    }
}

/// The pairs that say how the controls differ from the default, in a fixed order; which part of the page is shown is up to whoever links.
#[must_use]
pub fn pairs(choice: &Choice, sections: &SectionChoice) -> Vec<(&'static str, String)> {
    let mut pairs = choice.to_pairs();
    pairs.extend(sections.pairs());
    pairs
}

/// All names that the page itself writes, for whoever has to replace what an address said before.
pub fn keys() -> impl Iterator<Item = &'static str> {
    filters::KEYS.into_iter().chain(sections::KEYS).chain(table_source::KEYS)
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(link: &Link) -> Vec<(&'static str, String)> {
        pairs(&link.choice, &link.sections)
    }

    #[test]
    fn a_link_with_everything_comes_back() {
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
    fn what_is_not_understood_is_told_and_the_rest_is_read() {
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
    fn names_of_hosts_and_places_are_nobodys_mistake() {
        let pairs = OTHERS.map(|key| (key, "dark")).into_iter().chain(table_source::KEYS.map(|key| (key, "a/b")));
        assert_eq!(Link::from_pairs(pairs).notes, Vec::<String>::new());
        let link = Link::from_pairs([("__theme", "dark")]);
        assert_eq!((link.host_look, link.choice.look, written(&link).len()), (Look::Dark, Look::System, 0));
    }

    #[test]
    fn an_endless_link_is_not_told_whole() {
        let long = "x".repeat(1000);
        let link = Link::from_pairs((0..1000).map(|_| ("max_vus", long.as_str())));
        assert_eq!(link.notes.len(), MOST_NOTES);
        assert!(link.notes[0].len() < 100);
    }

    #[test]
    fn no_two_parts_share_a_name() {
        let mut names: Vec<&str> = keys().chain(crate::page::choice::mode::KEYS).chain(OTHERS).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
