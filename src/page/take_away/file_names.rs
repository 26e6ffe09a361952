//! What an exported picture says of its data, and what its file is called.

use std::sync::Arc;

use crate::data::bundled;
use crate::data::bundled_notes::INFERENCEX;
use crate::hub::address::table_address::TableAddress;

use crate::page::tables::active_table::{ActiveTable, Loaded, Provenance};
use crate::page::tables::table_source::TableSource;
use crate::text::and_more::and_more;

/// Longer parts of a name are cut, bytes: file systems end at 255 for the whole.
const MOST_BYTES: usize = 110;

/// Where the data are from, when the picture was made (`2026-11-25`), and by what: of several tables each with its own
/// source.
#[must_use]
pub fn source(shown: &ActiveTable, loaded: &[Arc<Loaded>], date: &str) -> String {
    let of = |place: &TableSource| {
        let source = loaded.iter().find(|loaded| loaded.place == *place).map_or(&shown.source, |loaded| &loaded.source);
        table(place, source)
    };
    let tables: Vec<String> = shown.place.each().iter().map(of).collect();
    format!("{} · {date} · Isocost", tables.join("; "))
}

/// A table's address without the query of a web address, which may be a key to it, and where it came from.
fn table(place: &TableSource, source: &Provenance) -> String {
    let title = place.title();
    let title = match place {
        TableSource::At { asked: TableAddress::Web(_), .. } => title.split('?').next().unwrap_or_default(),
        _ => &title,
    };
    // Whoever passes on what was made of it has to name who measured it.
    if place.whole_dataset().and_then(bundled::find).is_some_and(|table| table.sha256.is_none()) {
        return format!("{title} · {INFERENCEX}");
    }
    match source {
        Provenance::Elsewhere | Provenance::Several { .. } => title.to_owned(),
        Provenance::Computer => format!("{title} · a local file"),
        Provenance::Inside => format!("{title} · as it was saved"),
        // What became of the Hub is no matter of the picture's.
        Provenance::BundledAskingHub | Provenance::BundledOnly { .. } | Provenance::Own => {
            format!("{title} · the copy bundled with Isocost")
        }
        Provenance::Hub { .. } => format!("{title} · {}", source.words(place)),
    }
}

/// What a saved file is called: `isocost-vision-embedding-cost-against-latency.png`.
#[must_use]
pub fn file_name(place: &TableSource, title: &str, ending: &str) -> String {
    let parts = ["isocost".to_owned(), slug(&table_name(place)), slug(title)];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}.{ending}", parts.join("-"))
}

/// A table's name, short.
fn table_name(place: &TableSource) -> String {
    if let Some(table) = place.whole_dataset().and_then(bundled::find) {
        return table.title.to_owned();
    }
    let title = match place {
        TableSource::Several(places) => {
            let first = places.first().map(table_name).unwrap_or_default();
            return first + &and_more(places.len().saturating_sub(1));
        }
        TableSource::At { asked, .. } => asked.to_string(),
        TableSource::Files { .. } => place.title(),
    };
    let path = title.split('?').next().unwrap_or_default().trim_end_matches('/');
    let name = path.rsplit('/').next().unwrap_or_default();
    match name.rsplit_once('.') {
        Some((stem, ending)) if ending.len() <= 7 && !stem.is_empty() => stem.to_owned(),
        _ => name.to_owned(),
    }
}

/// Letters and digits of any script in lower case, and single hyphens between them.
fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars() {
        if slug.len() >= MOST_BYTES {
            break;
        }
        if c.is_alphanumeric() {
            slug.extend(c.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    const HUB: &str = "https://huggingface.co";
    const TITLE: &str = "Cost against latency";

    fn at(text: &str) -> TableSource {
        TableSource::parse(text, HUB).unwrap()
    }

    #[test]
    fn files_are_named_after_table_and_chart() {
        let name = |place: &TableSource| file_name(place, TITLE, "png");
        let vision = at("derek-thomas/vision-embedding-ie-optimization");
        assert_eq!(name(&vision), "isocost-vision-embedding-cost-against-latency.png");
        assert_eq!(name(&at("acme/Load_Tests")), "isocost-load-tests-cost-against-latency.png");
        assert_eq!(
            name(&at("https://example.org/a/runs.v2.csv?key=secret")),
            "isocost-runs-v2-cost-against-latency.png"
        );
        let files = TableSource::of_files(vec!["../../<x>.json".to_owned()], &[]);
        assert_eq!(name(&files), "isocost-x-cost-against-latency.png");
        assert_eq!(
            name(&TableSource::Several(vec![vision, files])),
            "isocost-vision-embedding-and-1-more-cost-against-latency.png"
        );
        assert_eq!(file_name(&TableSource::of_files(vec!["….csv".to_owned()], &[]), "", "svg"), "isocost.svg");
        assert!(file_name(&at("a/b"), &"Ü".repeat(999), "png").len() < 150);
    }

    #[test]
    fn a_source_keeps_no_key() {
        let web = at("https://example.org/a/runs.csv?X-Signature=secret");
        assert_eq!(table(&web, &Provenance::Elsewhere), "https://example.org/a/runs.csv");
        let hub = Provenance::Hub { commit: Some("abc1234def".to_owned()) };
        assert_eq!(table(&at("a/b"), &hub), "a/b · Hub, commit abc1234");
        assert_eq!(table(&at("a/b"), &Provenance::BundledAskingHub), "a/b · the copy bundled with Isocost");
        let own = table(&at("bundled/gpt-oss-120b-inferencex"), &Provenance::Own);
        assert!(own.contains("InferenceX") && own.contains("Apache License 2.0"), "{own}");
        let file = TableSource::of_files(vec!["x.csv".to_owned()], &[]);
        assert_eq!(table(&file, &Provenance::Computer), "x.csv · a local file");
    }
}
