//! The forms in which the page can be taken along, and what to know about each.

use super::commands;
use super::data_frame;
use super::python::Topic;
use super::snippets::{Unreachable, unreachable};
use crate::page::choice::sections::SectionChoice;
use crate::page::enough_vus::view::Question;

/// In which form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// An address.
    Link,
    /// A cell of a notebook, with the page in a frame.
    Notebook,
    /// A cell of a notebook, with the page around its own data frame.
    DataFrame,
    /// A frame in a web page.
    Frame,
    /// A link in a text.
    Text,
    /// A picture in a text that leads to the page.
    Picture,
    /// The verdict in words.
    Verdict,
    /// Commands of a shell that start the answer's configuration and repeat its load test.
    Commands,
    /// Code that comes to the verdict and the Pareto front.
    PythonVerdict,
    /// Code that comes to the best run of each hardware and image.
    PythonBest,
    /// Code that comes to the groups that still rise.
    PythonVus,
    /// Code that comes to the contours.
    PythonContour,
}

impl Form {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 12] = [
        Self::Link,
        Self::Notebook,
        Self::DataFrame,
        Self::Frame,
        Self::Text,
        Self::Picture,
        Self::Verdict,
        Self::Commands,
        Self::PythonVerdict,
        Self::PythonBest,
        Self::PythonVus,
        Self::PythonContour,
    ];

    /// As it is offered.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Link => "Link",
            Self::Notebook => "Notebook cell (IPython)",
            Self::DataFrame => "Notebook cell with your data frame (Python)",
            Self::Frame => "Frame in a web page (HTML)",
            Self::Text => "Link in a text (Markdown)",
            Self::Picture => "Picture that leads here (Markdown)",
            Self::Verdict => "The verdict in words (Markdown)",
            Self::Commands => "How do I run it? (shell)",
            Self::PythonVerdict => "Python: cheapest run and Pareto front",
            Self::PythonBest => "Python: best of each hardware and image",
            Self::PythonVus => "Python: did we try enough VUs?",
            Self::PythonContour => "Python: contours",
        }
    }

    /// The one of a title; a link for any other.
    #[must_use]
    pub fn titled(title: &str) -> Self {
        Self::ALL.into_iter().find(|form| form.title() == title).unwrap_or(Self::Link)
    }

    /// Whether it frames the page, which then may show one view alone.
    #[must_use]
    pub fn is_frame(self) -> bool {
        matches!(self, Self::Notebook | Self::Frame)
    }

    /// Whether it has the page's address.
    fn has_address(self) -> bool {
        !matches!(self, Self::DataFrame | Self::Commands) && self.topic(&SectionChoice::default()).is_none()
    }

    /// Its place among the snippets.
    #[must_use]
    pub fn snippet(self) -> Option<usize> {
        [Self::Notebook, Self::Frame, Self::Text, Self::Picture].iter().position(|&form| form == self)
    }

    /// What the code comes to, with what the sections are set to.
    #[must_use]
    pub fn topic(self, sections: &SectionChoice) -> Option<Topic> {
        match self {
            Self::PythonVerdict => Some(Topic::Verdict),
            Self::PythonBest => Some(Topic::Best),
            Self::PythonVus => Some(Topic::EnoughVus(Question {
                limit: sections.tried_vus,
                least_gain: sections.least_gain_percent / 100.0,
            })),
            Self::PythonContour => Some(Topic::Contour(sections.contour)),
            _ => None,
        }
    }
}

/// What is said once a link is copied that does not hold the files of this computer.
pub const COPIED_WITHOUT_FILES: &str = "Copied. A file of this computer is in no link: others see the filters, and have to \
                                        open the file themselves. Saved as one file, the page has the table inside.";
/// The same beside what is to be copied.
pub const IN_NO_LINK: &str = COPIED_WITHOUT_FILES.split_at("Copied. ".len()).1;

/// What is said once a link is copied that leads nowhere from another computer.
pub const COPIED_HERE: &str =
    "Copied. Only this computer opens the link: “Share”, at the top of the page, says how others can see this.";

/// What is said once the link to this address is copied; `lacks_files`: whether a table is a file of this computer.
#[must_use]
pub fn copied(address: &str, lacks_files: bool) -> &'static str {
    match lacks(Form::Link, address, lacks_files) {
        Lacks::Files => COPIED_WITHOUT_FILES,
        Lacks::Address => COPIED_HERE,
        Lacks::Nothing => "Copied.",
    }
}

/// What others lack of what is copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lacks {
    /// Nothing.
    Nothing,
    /// A table, which is a file of this computer.
    Files,
    /// An address that leads anywhere from another computer.
    Address,
}

/// What others lack of what is copied in this form. `files`: whether a table is a file of this computer.
#[must_use]
pub fn lacks(form: Form, address: &str, files: bool) -> Lacks {
    match form {
        // Neither the page's address nor its files are in these.
        _ if !form.has_address() => Lacks::Nothing,
        _ if files => Lacks::Files,
        _ if unreachable(address).is_some_and(Unreachable::is_of_here) => Lacks::Address,
        _ => Lacks::Nothing,
    }
}

/// What to know about what is copied, in words.
#[must_use]
pub fn note(form: Form, address: &str, files: bool, snippet: Option<&str>) -> String {
    match form {
        Form::DataFrame => return data_frame::NOTE.to_owned(),
        Form::Commands => return commands::NOTE.to_owned(),
        _ => {}
    }
    let mut notes = Vec::new();
    if form.has_address() {
        notes.extend(unreachable(address).map(Unreachable::words));
        if files {
            notes.push(IN_NO_LINK);
        }
    } else {
        notes.push("For pandas and scipy; PATH names the table.");
    }
    notes.extend(snippet);
    notes.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const WEB: &str = "https://acme.static.hf.space/?max_vus=4";

    #[test]
    fn what_stands_in_the_way_is_said() {
        assert_eq!(note(Form::Link, WEB, false, None), "");
        assert!(COPIED_WITHOUT_FILES.ends_with(&note(Form::Link, WEB, true, None)) && IN_NO_LINK.starts_with("A file"));
        assert!(note(Form::Link, "file:///isocost.html", false, None).contains("cannot open"));
        assert!(
            note(Form::Frame, WEB, true, Some("In a sandbox…"))
                .contains("one file, the page has the table inside. In a")
        );
        assert!(note(Form::PythonBest, "file:///isocost.html", true, None).starts_with("For pandas"));
        // Neither this page's address nor its files are in that cell.
        assert!(note(Form::DataFrame, "file:///isocost.html", true, None).starts_with("df is"));
    }

    #[test]
    fn a_copied_link_says_whether_others_can_open_it() {
        assert_eq!(copied(WEB, false), "Copied.");
        // Others see it, if not in a frame of an encrypted page.
        assert_eq!(copied("http://example.org/", false), "Copied.");
        for here in ["http://127.0.0.1:8080/?x", "http://localhost/", "file:///isocost.html"] {
            assert_eq!(copied(here, false), COPIED_HERE);
            assert_eq!(copied(here, true), COPIED_WITHOUT_FILES, "a file is what lacks first");
            let note = note(Form::Link, here, false, None);
            assert!(
                note.starts_with("Others cannot") && note.to_lowercase().contains("send"),
                "what to do instead: {note}"
            );
        }
        for (form, address, files, lacking) in [
            (Form::Link, WEB, false, Lacks::Nothing),
            (Form::Frame, "http://example.org/", false, Lacks::Nothing),
            (Form::Link, "file:///isocost.html", false, Lacks::Address),
            (Form::Verdict, "file:///isocost.html", true, Lacks::Files),
            (Form::PythonBest, "file:///isocost.html", true, Lacks::Nothing),
            (Form::DataFrame, "file:///isocost.html", true, Lacks::Nothing),
        ] {
            assert_eq!(lacks(form, address, files), lacking, "{form:?} {address}");
        }
    }

    #[test]
    fn the_forms_lead_to_their_texts() {
        let sections = SectionChoice { tried_vus: Some(64.0), least_gain_percent: 5.0, ..SectionChoice::default() };
        let question = Question { limit: Some(64.0), least_gain: 0.05 };
        assert_eq!(Form::PythonVus.topic(&sections), Some(Topic::EnoughVus(question)));
        let ways = |form: &Form| usize::from(form.snippet().is_some()) + usize::from(form.topic(&sections).is_some());
        assert_eq!(Form::ALL.iter().map(ways).sum::<usize>(), 8);
        assert!(Form::ALL.iter().all(|form| !form.is_frame() || form.snippet().is_some()));
    }
}
