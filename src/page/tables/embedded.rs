//! Tables embedded in a page that is one file: how they are named there, and how they and the state are written into it.

use crate::text::markup::escape;
use crate::text::percent::{decode, encode};

use super::table_source::TableSource;

const FILE: &str = "file";
const NTH: &str = "nth";
const UNFETCHED: &str = "unfetched";

/// The description of a table inside the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InsideTable {
    /// Where it was from.
    pub place: TableSource,
    /// Columns of its file that are not inside.
    pub unfetched: Vec<String>,
}

impl InsideTable {
    /// In the form of an address's query.
    #[must_use]
    pub fn to_query(&self) -> String {
        let mut pairs = self.place.to_pairs();
        if let TableSource::Files { names, nth } = &self.place {
            pairs.extend(names.iter().map(|name| (FILE, name.clone())));
            pairs.push((NTH, nth.to_string()));
        }
        pairs.extend(self.unfetched.iter().map(|column| (UNFETCHED, column.clone())));
        query(&pairs)
    }

    /// Reads that form; `None` where it names no one place.
    #[must_use]
    pub fn from_query(query: &str, hub: &str) -> Option<Self> {
        let pair = |pair: &str| pair.split_once('=').and_then(|(key, value)| Some((key.to_owned(), decode(value)?)));
        let pairs: Vec<(String, String)> = query.split('&').filter_map(pair).collect();
        let all = |name: &str| -> Vec<String> {
            pairs.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect()
        };
        let names = all(FILE);
        let place = if names.is_empty() {
            let pairs = pairs.iter().map(|(key, value)| (key.as_str(), value.as_str()));
            TableSource::of_pairs(pairs, hub).into_iter().next()?.ok()?
        } else {
            TableSource::Files { names, nth: all(NTH).first().and_then(|nth| nth.parse().ok()).unwrap_or(1) }
        };
        Some(Self { place, unfetched: all(UNFETCHED) })
    }
}

/// Pairs as the query of an address, without the question mark.
#[must_use]
pub fn query(pairs: &[(&str, String)]) -> String {
    let pair = |(key, value): &(&str, String)| format!("{}={}", encode(key), encode(value));
    pairs.iter().map(pair).collect::<Vec<_>>().join("&")
}

/// A table as it stands in a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// What it is, as [`InsideTable::to_query`] writes it.
    pub name: String,
    /// Its bytes, zipped and in base64.
    pub zipped: String,
    /// Whether these are of a file as somebody had it, which the reader has to read; else of a packed table.
    pub is_raw: bool,
}

/// What comes before and after that which a page shows while its code loads (`index.html`).
const SHOWN_FIRST: (&str, &str) = ("<div id=\"app\"", "</main>\n</div>");

/// The page `alone` with a state and tables inside, and what it shows until its code runs: HTML, or nothing for what it
/// shows anyway. That stays in a template, from which a page saved by this one takes it
/// (`tools/build/loader/page.js`). `None` when `alone` is no page.
#[must_use]
pub fn with_tables(alone: &str, state: &str, tables: &[Stored], shown_first: &str) -> Option<String> {
    let (before, after) = alone.split_once("</head>")?;
    let zipped: usize = tables.iter().map(|own| own.zipped.len() + 200).sum();
    let mut page = String::with_capacity(alone.len() + zipped + shown_first.len());
    page += before;
    page += &format!("<meta name=\"isocost-state\" content=\"{}\">\n", escape(state));
    for Stored { name, zipped, is_raw } in tables {
        let raw = if *is_raw { " data-raw" } else { "" };
        page += &format!("<script type=\"text/plain\"{raw} data-table=\"{}\">{zipped}</script>\n", escape(name));
    }
    page += "</head>";
    if shown_first.is_empty() {
        page += after;
        return Some(page);
    }
    let (start, end) = SHOWN_FIRST;
    let tag = after.find(start)?;
    let at = tag + after.get(tag..)?.find('>')? + 1;
    let until = at + after.get(at..)?.find(end)? + "</main>\n".len();
    for part in [&after[..at], "<template>", &after[at..until], "</template>\n", shown_first, &after[until..]] {
        page += part;
    }
    Some(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HUB: &str = "https://huggingface.co";

    #[test]
    fn every_source_round_trips() {
        let pairs = [("dataset", "a/b"), ("table", "l4/train & more"), ("url", "https://example.org/ä.csv?x=1&y=%20")];
        let mut places: Vec<TableSource> = TableSource::of_pairs(pairs, HUB).into_iter().map(Result::unwrap).collect();
        let names = vec!["a b.csv".to_owned(), "\"><script>&=.json".to_owned()];
        places.push(TableSource::of_files(names.clone(), &[]));
        places.push(TableSource::of_files(names, &places));
        for place in places {
            let table = InsideTable { place, unfetched: vec!["weights\n& more".to_owned(), "=".to_owned()] };
            assert_eq!(InsideTable::from_query(&table.to_query(), HUB).as_ref(), Some(&table));
        }
    }

    #[test]
    fn a_query_without_a_source_is_no_table() {
        for query in ["", "table=x", "nth=2", "dataset=squad"] {
            assert_eq!(InsideTable::from_query(query, HUB), None, "{query}");
        }
        let alone = InsideTable::from_query("file=runs.csv", HUB).unwrap();
        assert_eq!(alone.place, TableSource::of_files(vec!["runs.csv".to_owned()], &[]));
    }

    #[test]
    fn state_and_tables_are_text_in_the_page() {
        let alone = "<html><head><title>x</title></head><body>\"</head>\"</body></html>";
        let tables = [false, true].map(|is_raw| Stored { name: "file=%22".into(), zipped: "QUJD".into(), is_raw });
        let page = with_tables(alone, "hw_type=\"><script>&x", &tables, "").unwrap();
        assert!(page.starts_with("<html><head><title>x</title><meta name=\"isocost-state\""), "{page}");
        assert!(page.contains("content=\"hw_type=&quot;&gt;&lt;script&gt;&amp;x\""), "{page}");
        assert!(
            page.contains(
                "<script type=\"text/plain\" data-table=\"file=%22\">QUJD</script>\n\
                 <script type=\"text/plain\" data-raw data-table=\"file=%22\">QUJD</script>\n</head><body>"
            ),
            "{page}"
        );
        assert!(page.ends_with("\"</head>\"</body></html>"), "{page}");
        assert_eq!(with_tables("no page", "", &[], ""), None);
        assert_eq!(with_tables(alone, "", &[], "<p>x</p>"), None, "no place for it");
    }

    #[test]
    fn what_is_shown_first_stands_before_the_code_in_place_of_the_usual() {
        let alone = "<html><head></head><body>\n<div id=\"app\" data-own>\n<main class=\"whole\">\n…\n</main>\n</div>\n<p></p></body></html>";
        let page = with_tables(alone, "", &[], "<main>é</main>\n").unwrap();
        assert!(
            page.ends_with(
                "</head><body>\n<div id=\"app\" data-own><template>\n<main class=\"whole\">\n…\n</main>\n</template>\n\
                 <main>é</main>\n</div>\n<p></p></body></html>"
            ),
            "{page}"
        );
        let usual = with_tables(alone, "", &[], "").unwrap();
        assert!(usual.ends_with(alone.split_once("</head>").unwrap().1), "{usual}");
    }
}
