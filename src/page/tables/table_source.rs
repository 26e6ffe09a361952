//! The source of a table: an address, files of this computer, or several of these; and its address parameters.

use crate::data::table::notes::Notes;
use crate::hub::address::AddressError;
use crate::hub::address::folder::Folder;
use crate::hub::address::table_address::TableAddress;
use crate::page::tables::files_lacking;
use crate::text::and_more::and_more;
use crate::text::foreign::shown;

/// Where a table is from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableSource {
    /// An address.
    At {
        /// Which.
        asked: TableAddress,
        /// Which table of several there.
        table: Option<String>,
    },
    /// Files from this computer.
    Files {
        /// Their names.
        names: Vec<String>,
        /// Files of the same names may be others: the first, the second that was picked.
        nth: usize,
    },
    /// Several of the others side by side, in the order in which they were opened.
    Several(Vec<Self>),
}

/// The names in the page's address.
mod key {
    pub const DATASET: &str = "dataset";
    pub const URL: &str = "url";
    pub const TABLE: &str = "table";
}

/// All of them, for whoever has to replace what an address said before.
pub const KEYS: [&str; 4] = [key::DATASET, key::URL, key::TABLE, files_lacking::KEY];

/// More tables are not opened side by side: nobody could tell their marks apart.
pub const MOST_TABLES: usize = 8;

/// The names of those that are files of this computer, in words: `a.csv, b.csv`; empty without any.
#[must_use]
pub fn file_names(places: &[TableSource]) -> String {
    let is_file = |place: &&TableSource| matches!(place, TableSource::Files { .. });
    places.iter().filter(is_file).map(TableSource::title).collect::<Vec<_>>().join(", ")
}

impl TableSource {
    /// Reads what somebody typed.
    ///
    /// # Errors
    /// What to write instead.
    pub fn parse(text: &str, hub: &str) -> Result<Self, AddressError> {
        TableAddress::parse(text, hub).map(|asked| Self::At { asked, table: None })
    }

    /// All of a data set on the Hub.
    #[must_use]
    pub fn of_dataset(dataset: &str) -> Self {
        Self::At { asked: TableAddress::Folder(Folder::whole(dataset)), table: None }
    }

    /// Files of these names, picked beside the tables that are `there`. No name says whether a file is still the same:
    /// one whose names are there already is another table and gets the next number, which it keeps. Nothing is replaced
    /// unasked, and two states of one file can be compared.
    #[must_use]
    pub fn of_files(names: Vec<String>, there: &[Self]) -> Self {
        let same = |place: &Self| match place {
            Self::Files { names: other, nth } if *other == names => Some(*nth),
            _ => None,
        };
        let nth = there.iter().filter_map(same).max().unwrap_or(0) + 1;
        Self::Files { names, nth }
    }

    /// The same without the files that were passed over, of which no run is; all of them where none would be left.
    #[must_use]
    #[inline(never)]
    pub fn read(mut self, notes: &Notes) -> Self {
        if let Self::Files { names, .. } = &mut self {
            let is_read = |name: &&String| !notes.passed_over().any(|doubt| doubt.file() == Some(name.as_str()));
            let read: Vec<String> = names.iter().filter(is_read).cloned().collect();
            if !read.is_empty() {
                *names = read;
            }
        }
        self
    }

    /// The shortest form that opens the same; of files their names.
    #[must_use]
    pub fn title(&self) -> String {
        match self {
            Self::At { asked, table: None } => asked.to_string(),
            Self::At { asked, table: Some(table) } => format!("{asked}, {table}"),
            Self::Files { names, nth } => {
                let mut title = shown(names.first().map_or("no file", String::as_str)).into_owned();
                title += &and_more(names.len().saturating_sub(1));
                if *nth > 1 {
                    title += &format!(" ({nth})");
                }
                title
            }
            Self::Several(places) => places.iter().map(Self::title).collect::<Vec<_>>().join(" + "),
        }
    }

    /// The title in little room: of an address of a file its name.
    #[must_use]
    pub fn name(&self) -> String {
        let title = self.title();
        let name = title.rsplit('/').next().filter(|name| !name.is_empty() && title.contains("://"));
        name.map(str::to_owned).unwrap_or(title)
    }

    /// The address without the table; `None` for files, and for several.
    #[must_use]
    pub fn address(&self) -> Option<String> {
        match self {
            Self::At { asked, .. } => Some(asked.to_string()),
            Self::Files { .. } | Self::Several(_) => None,
        }
    }

    /// The data set when this is one as a whole, at its main branch.
    #[must_use]
    pub fn whole_dataset(&self) -> Option<&str> {
        match self {
            Self::At { asked: TableAddress::Folder(folder), table: None } => {
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
            Self::Files { .. } | Self::Several(_) => None,
        }
    }

    /// The revision of the data set, in words.
    #[must_use]
    pub fn revision(&self) -> Option<&str> {
        match self {
            Self::At { asked: TableAddress::File(file), .. } => Some(file.revision()),
            Self::At { asked: TableAddress::Folder(folder), .. } => Some(folder.revision()),
            _ => None,
        }
    }

    /// Whether these are files of the same names.
    #[must_use]
    pub fn has_names_of(&self, other: &Self) -> bool {
        matches!((self, other), (Self::Files { names, .. }, Self::Files { names: others, .. }) if names == others)
    }

    /// Whether any of it is a file of this computer, which no address can name.
    #[must_use]
    pub fn has_files(&self) -> bool {
        self.each().iter().any(|place| matches!(place, Self::Files { .. }))
    }

    /// The places of the single tables.
    #[must_use]
    pub fn each(&self) -> &[Self] {
        match self {
            Self::Several(places) => places,
            one => std::slice::from_ref(one),
        }
    }

    /// The tables that an address asks for, in its order. `dataset` and `url` take the same forms: people mix them up;
    /// `table` names one of several tables at the place before it, or at the first place where it stands before all.
    /// What is asked for twice is opened once. Of more than [`MOST_TABLES`] as many again are read, so that it can be
    /// said which are not shown; of an endless link the rest is passed over.
    ///
    /// A part that names no place is an error of its own, with its text: the others are opened nevertheless.
    #[must_use]
    pub fn of_pairs<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
        hub: &str,
    ) -> Vec<Result<Self, (String, AddressError)>> {
        let mut places = Vec::new();
        let mut waiting = None;
        for (key, value) in pairs {
            match key {
                key::DATASET | key::URL => {
                    let mut place = Self::parse(value, hub).map_err(|error| (value.to_owned(), error));
                    if let Ok(Self::At { table, .. }) = &mut place {
                        *table = waiting.take();
                    }
                    places.push(place);
                }
                key::TABLE => match places.last_mut() {
                    Some(Ok(Self::At { table: table @ None, .. })) => *table = Some(value.to_owned()),
                    Some(_) => {}
                    None => waiting = Some(value.to_owned()),
                },
                _ => {}
            }
        }
        let mut distinct = Vec::new();
        for place in places {
            if place.is_err() || !distinct.contains(&place) {
                distinct.push(place);
            }
        }
        distinct.truncate(2 * MOST_TABLES);
        distinct
    }

    /// The pairs of an address that open the same; none for files, which no address can name (see [`files_lacking`]).
    #[must_use]
    pub fn to_pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        for place in self.each() {
            if let Self::At { asked, table } = place {
                let key = if asked.dataset().is_some() { key::DATASET } else { key::URL };
                pairs.push((key, asked.to_string()));
                pairs.extend(table.iter().map(|table| (key::TABLE, table.clone())));
            }
        }
        pairs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::table::notes::Doubt;

    const HUB: &str = "https://huggingface.co";

    #[test]
    fn whole_data_sets_are_told_from_parts() {
        let at = |text| TableSource::parse(text, HUB).unwrap();
        for text in ["a/b", "hf://datasets/a/b", "https://huggingface.co/datasets/a/b", " a/b@main "] {
            assert_eq!(at(text).whole_dataset(), Some("a/b"), "{text}");
            assert_eq!(at(text).title(), "a/b");
        }
        for text in ["a/b@v1", "a/b/x.csv", "https://example.org/x.csv"] {
            assert_eq!(at(text).whole_dataset(), None, "{text}");
        }
        assert_eq!(at("https://example.org/x.csv").dataset(), None);
        assert!(TableSource::parse("squad", HUB).is_err());
    }

    #[test]
    fn several_stand_in_the_address_in_their_order() {
        let pairs = [
            ("url", "https://example.org/x.csv"),
            ("dataset", "a/b"),
            ("table", "l4/train"),
            ("max_vus", "4"),
            ("dataset", "a/b"),
            ("table", "t4/train"),
        ];
        let places: Vec<TableSource> = TableSource::of_pairs(pairs, HUB).into_iter().map(Result::unwrap).collect();
        assert_eq!(
            places.iter().map(TableSource::title).collect::<Vec<_>>(),
            ["https://example.org/x.csv", "a/b, l4/train", "a/b, t4/train"]
        );
        let files = TableSource::of_files(vec!["x.csv".to_owned()], &[]);
        let several = TableSource::Several(places.iter().cloned().chain([files]).collect());
        let written = several.to_pairs();
        let expected: Vec<(&str, &str)> = pairs.into_iter().filter(|(key, _)| *key != "max_vus").collect();
        assert_eq!(written.iter().map(|(key, value)| (*key, value.as_str())).collect::<Vec<_>>(), expected);
        assert_eq!((several.address(), several.dataset(), several.whole_dataset()), (None, None, None));
        assert!(several.title().ends_with(" + x.csv"), "{}", several.title());
        assert!(several.has_files() && !TableSource::of_dataset("a/b").has_files());
    }

    #[test]
    fn odd_addresses_of_several() {
        let titles = |pairs: &[(&str, &str)]| -> Vec<String> {
            let title = |place: Result<TableSource, _>| place.map_or("error".to_owned(), |place| place.title());
            TableSource::of_pairs(pairs.iter().copied(), HUB).into_iter().map(title).collect()
        };
        assert!(titles(&[("table", "x"), ("theme", "dark")]).is_empty());
        assert_eq!(titles(&[("table", "x"), ("dataset", "a/b")]), ["a/b, x"], "as links were written before");
        assert_eq!(titles(&[("dataset", "a/b"), ("dataset", "a/b@main"), ("url", "a/c")]), ["a/b", "a/c"]);
        assert_eq!(titles(&[("dataset", "squad"), ("dataset", "a/b")]), ["error", "a/b"]);
        assert_eq!(titles(&[("dataset", "a/b"), ("table", "x"), ("table", "y")]), ["a/b, x"]);
        let many: Vec<String> = (0..20).map(|nth| format!("a/b{nth}")).collect();
        let pairs: Vec<(&str, &str)> = many.iter().map(|name| ("dataset", name.as_str())).collect();
        assert_eq!(titles(&pairs).len(), 2 * MOST_TABLES);
    }

    #[test]
    fn a_file_that_was_passed_over_names_no_table() {
        let files = |names: &[&str]| TableSource::of_files(names.iter().map(|&name| name.to_owned()).collect(), &[]);
        let passed = |names: &[&str]| Notes {
            doubts: names.iter().map(|name| Doubt::passed_over(name, "It holds none.")).collect(),
            ..Notes::default()
        };
        for (given, without, title) in [
            (&["a.csv", "b.json"][..], &["a.csv"][..], "b.json"),
            (&["a.csv", "b.json", "c.json"], &["a.csv"], "b.json and 1 more"),
            (&["a.csv", "b.json"], &[], "a.csv and 1 more"),
            (&["x.zip", "b.csv"], &["a.csv"], "x.zip and 1 more"),
            (&["a.csv"], &["a.csv"], "a.csv"),
        ] {
            assert_eq!(files(given).read(&passed(without)).title(), title, "{given:?} without {without:?}");
        }
        assert_eq!(TableSource::of_dataset("a/b").read(&passed(&["a/b"])).title(), "a/b");
    }

    #[test]
    fn files_are_named() {
        let files = |names: &[&str], there: &[TableSource]| {
            TableSource::of_files(names.iter().map(|&name| name.to_owned()).collect(), there)
        };
        assert_eq!(files(&["a.csv"], &[]).title(), "a.csv");
        assert_eq!(files(&["a.json", "b.json", "c.json"], &[]).title(), "a.json and 2 more");
        assert_eq!(files(&[], &[]).title(), "no file");
        // A second file of a name, and a third when the first is gone.
        let second = files(&["a.csv"], &[TableSource::of_dataset("a/b"), files(&["a.csv"], &[])]);
        assert_eq!(second.title(), "a.csv (2)");
        assert_eq!(files(&["a.csv"], &[second]).title(), "a.csv (3)");
        let others = files(&["a.csv", "b.csv"], &[files(&["a.csv"], &[])]);
        assert_eq!(others.title(), "a.csv and 1 more", "other files");
    }
}
