//! What a reader must know about a table that its columns do not say: which tool wrote it, doubts about values, prices that
//! come with it.

use crate::data::bundled_prices;
use crate::data::bundled_prices::AssumedPrice;

/// Notes on a table. Empty for a table that was read as it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Notes {
    /// What wrote the files, in the order of the first file of each.
    pub sources: Vec<Source>,
    /// The files of the rows, in their order, where there are several; a file has no row where its runs are those of
    /// another one.
    pub files: Vec<(String, usize)>,
    /// Doubts about the values of a column.
    pub doubts: Vec<Doubt>,
    /// What else is said about the whole table, in sentences.
    pub said: Vec<String>,
    /// Whether cells, names or the shape of the table were changed while it was read.
    pub rewritten: bool,
    /// Prices that come with the table and are not in it.
    pub prices: &'static [AssumedPrice],
}

/// A tool whose results were recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its name, as `vLLM bench serve`.
    pub tool: String,
    /// How many files of it.
    pub files: usize,
    /// How many runs came of them.
    pub runs: usize,
}

/// A doubt about the values of a column, or a file that was passed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The column; of a file [its name](Self::file) after a sign that no column has.
    pub column: String,
    /// In a sentence.
    pub said: String,
    /// What takes back what was done about it, as [`Overrides`](crate::data::runs::roles::Overrides) has it in an
    /// address; empty where nothing can be taken back.
    pub undo: String,
}

/// Before the name of a file: the separator of files.
const OF_FILE: char = '\u{1c}';

impl Doubt {
    /// That a file without runs was passed over; `reason` is what it is told when it is opened alone.
    #[must_use]
    pub fn passed_over(file: &str, reason: &str) -> Self {
        let quoted = ["“", file, "”"].concat();
        let named = if reason.contains(&quoted) { "" } else { &[&quoted, ": "].concat() };
        let said = ["Passed over: ", named, reason].concat();
        Self { column: [&*OF_FILE.to_string(), file].concat(), said, undo: String::new() }
    }

    /// The file that was passed over; `None` of a column.
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        self.column.strip_prefix(OF_FILE)
    }
}

impl Notes {
    /// Files that were passed over.
    pub fn passed_over(&self) -> impl Iterator<Item = &Doubt> {
        self.doubts.iter().filter(|doubt| doubt.file().is_some())
    }

    /// What is said of the whole table, files that were passed over first.
    // Only programs ask.
    #[cfg_attr(feature = "dead-code", allow(dead_code))]
    pub fn of_whole(&self) -> impl Iterator<Item = &String> {
        self.passed_over().map(|doubt| &doubt.said).chain(&self.said)
    }

    /// Whether the table is not as its files have it, so that no other program reads the same from them.
    #[must_use]
    pub fn is_rewritten(&self) -> bool {
        self.rewritten || !self.sources.is_empty()
    }

    /// Whether nothing is noted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Self { sources, files, doubts, said, rewritten, prices } = self;
        let untold = sources.is_empty() && files.is_empty() && doubts.is_empty() && said.is_empty();
        untold && !rewritten && prices.is_empty()
    }

    /// A doubt about a column, once.
    pub fn doubt(&mut self, column: &str, said: impl Into<String>) {
        self.add(Doubt { column: column.to_owned(), said: said.into(), undo: String::new() });
    }

    /// A doubt, once.
    pub fn add(&mut self, doubt: Doubt) {
        if !self.doubts.contains(&doubt) {
            self.doubts.push(doubt);
        }
    }

    /// Adds the notes on a table whose rows follow.
    pub fn append(&mut self, other: Self) {
        for source in other.sources {
            match self.sources.iter_mut().find(|own| own.tool == source.tool) {
                Some(own) => {
                    own.files += source.files;
                    own.runs += source.runs;
                }
                None => self.sources.push(source),
            }
        }
        self.files.extend(other.files);
        self.rewritten |= other.rewritten;
        if self.prices.is_empty() {
            self.prices = other.prices;
        }
        for doubt in other.doubts {
            self.add(doubt);
        }
        for said in other.said {
            if !self.said.contains(&said) {
                self.said.push(said);
            }
        }
    }

    /// As a list of texts, for [`Self::of_texts`].
    #[must_use]
    #[inline(never)]
    pub fn texts(&self) -> Vec<String> {
        let mut texts = Vec::new();
        let mut head = |kind: &str, rest: &[&str]| {
            texts.push(kind.to_owned());
            texts.extend(rest.iter().map(|&text| text.to_owned()));
        };
        for Source { tool, files, runs } in &self.sources {
            head("source", &[tool, &files.to_string(), &runs.to_string()]);
        }
        for (name, rows) in &self.files {
            head("file", &[name, &rows.to_string()]);
        }
        for Doubt { column, said, undo } in &self.doubts {
            head("doubt", &[column, said, undo]);
        }
        for said in &self.said {
            head("said", &[said]);
        }
        if self.rewritten {
            head("rewritten", &[""]);
        }
        if let Some(name) = bundled_prices::name_of(self.prices) {
            head("prices", &[name]);
        }
        texts
    }

    /// The notes of these texts; `None` if they are none.
    #[must_use]
    pub fn of_texts(texts: Vec<String>) -> Option<Self> {
        let mut notes = Self::default();
        let mut texts = texts.into_iter();
        while let Some(kind) = texts.next() {
            let first = texts.next()?;
            let mut number = || texts.next()?.parse().ok();
            match kind.as_str() {
                "source" => notes.sources.push(Source { tool: first, files: number()?, runs: number()? }),
                "file" => notes.files.push((first, number()?)),
                "doubt" => notes.doubts.push(Doubt { column: first, said: texts.next()?, undo: texts.next()? }),
                "said" => notes.said.push(first),
                "rewritten" => notes.rewritten = true,
                "prices" => notes.prices = bundled_prices::find(&first)?,
                _ => return None,
            }
        }
        Some(notes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notes() -> Notes {
        let mut notes = Notes {
            sources: vec![Source { tool: "vLLM bench serve".into(), files: 2, runs: 3 }],
            files: vec![("a.json".into(), 1), ("b.json".into(), 2)],
            doubts: Vec::new(),
            said: vec!["A sentence.".into()],
            rewritten: true,
            prices: bundled_prices::find("inferencex-2026").unwrap(),
        };
        notes.doubt("avg_latency_ms", "Estimated.");
        notes
    }

    #[test]
    fn texts_and_back() {
        assert_eq!(Notes::of_texts(notes().texts()), Some(notes()));
        assert_eq!(Notes::of_texts(Vec::new()), Some(Notes::default()));
        for broken in
            [&["source", "x"][..], &["file", "a", "b"], &["other", "x"], &["doubt", "x"], &["prices", "other"]]
        {
            assert_eq!(Notes::of_texts(broken.iter().map(|&text| text.to_owned()).collect()), None);
        }
    }

    #[test]
    fn a_file_that_was_passed_over_is_told_by_its_name_once() {
        let named = Doubt::passed_over("a.csv", "“a.csv” is of mb.");
        let unnamed = Doubt::passed_over("a.csv", "No column holds a latency.");
        assert_eq!((named.said.as_str(), named.file()), ("Passed over: “a.csv” is of mb.", Some("a.csv")));
        assert_eq!(unnamed.said, "Passed over: “a.csv”: No column holds a latency.");
        let mut notes = notes();
        notes.doubts.push(named.clone());
        assert_eq!(notes.passed_over().collect::<Vec<_>>(), [&named], "and no doubt about a column");
        assert_eq!(Notes::of_texts(notes.texts()), Some(notes));
    }

    #[test]
    fn tools_add_up_and_sentences_stand_once() {
        let mut both = notes();
        both.append(notes());
        assert_eq!(both.sources, [Source { tool: "vLLM bench serve".into(), files: 4, runs: 6 }]);
        assert_eq!((both.files.len(), both.doubts.len(), both.said.len()), (4, 1, 1));
    }
}
