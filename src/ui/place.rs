//! Where the table on the page is from, as the reader names it.

use crate::hub::address::AddressError;
use crate::hub::asked::Asked;
use crate::hub::folder::Folder;

/// Where a table is from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// An address.
    At {
        /// Which.
        asked: Asked,
        /// Which table of several there.
        table: Option<String>,
    },
    /// Files from this computer, by name.
    Files(Vec<String>),
}

impl Place {
    /// Reads what somebody typed.
    ///
    /// # Errors
    /// What to write instead.
    pub fn parse(text: &str, hub: &str) -> Result<Self, AddressError> {
        Asked::parse(text, hub).map(|asked| Self::At { asked, table: None })
    }

    /// All of a data set on the Hub.
    #[must_use]
    pub fn of_dataset(dataset: &str) -> Self {
        Self::At { asked: Asked::Folder(Folder::whole(dataset)), table: None }
    }

    /// The shortest form that opens the same; of files their names.
    #[must_use]
    pub fn title(&self) -> String {
        match self {
            Self::At { asked, table: None } => asked.to_string(),
            Self::At { asked, table: Some(table) } => format!("{asked}, {table}"),
            Self::Files(names) => match names.as_slice() {
                [] => "no file".to_owned(),
                [name] => name.clone(),
                [name, others @ ..] => format!("{name} and {} more", others.len()),
            },
        }
    }

    /// The address without the table; `None` for files.
    #[must_use]
    pub fn address(&self) -> Option<String> {
        match self {
            Self::At { asked, .. } => Some(asked.to_string()),
            Self::Files(_) => None,
        }
    }

    /// The data set when this is one as a whole, at its main branch.
    #[must_use]
    pub fn whole_dataset(&self) -> Option<&str> {
        match self {
            Self::At { asked: Asked::Folder(folder), table: None } => {
                (folder.revision.is_none() && folder.path.is_none()).then_some(folder.dataset.as_str())
            }
            _ => None,
        }
    }

    /// The data set on the Hub; `None` for what is from elsewhere.
    #[must_use]
    pub fn dataset(&self) -> Option<&str> {
        match self {
            Self::At { asked, .. } => asked.dataset(),
            Self::Files(_) => None,
        }
    }

    /// The revision of the data set, in words.
    #[must_use]
    pub fn revision(&self) -> Option<&str> {
        match self {
            Self::At { asked: Asked::File(file), .. } => Some(file.revision()),
            Self::At { asked: Asked::Folder(folder), .. } => Some(folder.revision()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HUB: &str = "https://huggingface.co";

    #[test]
    fn whole_data_sets_are_told_from_parts() {
        let at = |text| Place::parse(text, HUB).unwrap();
        for text in ["a/b", "hf://datasets/a/b", "https://huggingface.co/datasets/a/b", " a/b@main "] {
            assert_eq!(at(text).whole_dataset(), Some("a/b"), "{text}");
            assert_eq!(at(text).title(), "a/b");
        }
        for text in ["a/b@v1", "a/b/x.csv", "https://example.org/x.csv"] {
            assert_eq!(at(text).whole_dataset(), None, "{text}");
        }
        assert_eq!(at("https://example.org/x.csv").dataset(), None);
        assert!(Place::parse("squad", HUB).is_err());
    }

    #[test]
    fn files_are_named() {
        let files = |names: &[&str]| Place::Files(names.iter().map(|&name| name.to_owned()).collect()).title();
        assert_eq!(files(&["a.csv"]), "a.csv");
        assert_eq!(files(&["a.json", "b.json", "c.json"]), "a.json and 2 more");
    }
}
