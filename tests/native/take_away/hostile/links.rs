//! Addresses, names of saved files, and the page as one file.

use super::{PAYLOADS, assert_seen, payloads, tables};
use crate::support::xml::elements;
use isocost::page::choice::address::{Link, keys, pairs};
use isocost::page::choice::{mode, note, param};
use isocost::page::tables::embedded::{InsideTable, Stored, query, with_tables};
use isocost::page::tables::table_source::TableSource;
use isocost::page::take_away::file_names::file_name;
use isocost::text::percent::decode_name;

const HUB: &str = "https://hub.example";

/// The pairs of a query, as a browser takes it apart.
fn split(query: &str) -> Vec<(String, String)> {
    let pair = |part: &str| part.split_once('=').map(|(key, value)| (decode_name(key), decode_name(value)));
    query.split('&').filter_map(pair).collect()
}

fn read(pairs: &[(String, String)]) -> Link {
    Link::from_pairs(pairs.iter().map(|(key, value)| (&**key, &**value)))
}

/// Whatever stands under any key: what is taken comes back after a round, and what is not is told in words that are seen.
#[test]
fn every_key_of_an_address() {
    let all: Vec<&str> = keys().chain(param::keys(&mode::PARAMS)).collect();
    let mut taken = 0;
    for (what, payload) in payloads() {
        for key in all.iter().copied().chain([&*payload]) {
            let mut link = read(&[(key.to_owned(), payload.clone())]);
            let written = pairs(&link.choice, &link.sections);
            let address = query(&written);
            assert!(
                address.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.~%&=".contains(&b)),
                "{what}: {address:?}"
            );
            for note in link.notes.iter().chain(&link.choice.notes).chain(&link.choice.money.notes) {
                assert_seen(note, what);
                assert!(note.chars().count() < 300, "{what}, {key}: {note}");
            }
            // What was not understood is not written back.
            link.choice.notes.clear();
            link.choice.money.notes.clear();
            let again = read(&split(&address));
            assert_eq!((&again.choice, &again.sections), (&link.choice, &link.sections), "{what}, {key}: {address}");
            taken += usize::from(written.iter().any(|(_, value)| *value == payload));
        }
    }
    // Names of hardware, images, tables and workloads, at the least.
    assert!(taken > 5 * PAYLOADS.len(), "{taken} values were taken");
}

/// A note comes back as the one line that it was, whatever it holds, and is no other pair of the address.
#[test]
fn notes() {
    for (what, payload) in payloads() {
        let link = read(&[(note::KEY.to_owned(), payload.clone())]);
        let (expected, was_cut) = note::clean(&payload);
        assert_eq!((&link.note, link.notes.len()), (&expected, usize::from(was_cut)), "{what}");
        assert!(link.note.chars().count() <= note::LONGEST && !link.note.contains(char::is_control), "{what}");
        let address = query(&note::pair(&link.note).into_iter().collect::<Vec<_>>());
        assert!(address.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.~%=".contains(&b)), "{what}: {address}");
        let again = read(&split(&address));
        assert_eq!((&again.note, again.notes.len()), (&link.note, 0), "{what}");
        assert_eq!((&again.choice, &again.sections), (&Link::default().choice, &Link::default().sections), "{what}");
    }
}

#[test]
fn tables_inside_one_file() {
    let alone = "<html><head><title>x</title></head><body></body></html>";
    for (what, payload, shown) in tables() {
        let inside = InsideTable { place: shown.place.clone(), unfetched: vec![payload.clone()] };
        let name = inside.to_query();
        assert_eq!(InsideTable::from_query(&name, HUB), Some(inside), "{what}");
        // The state is an address, which has no control characters; here it has all the rest.
        let state: String =
            payload.chars().filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
        let page =
            with_tables(alone, &state, &[Stored { name: name.clone(), zipped: "QUJD".to_owned(), is_raw: false }], "")
                .expect("a page");
        // XML, but for the element that has no end.
        let found = elements(&page.replacen("\">\n<script", "\"/>\n<script", 1));
        let names: Vec<&str> = found.iter().map(|element| &*element.name).collect();
        assert_eq!(names, ["html", "head", "title", "meta", "script", "body"], "{what}");
        assert_eq!((&found[3].attributes["content"], &found[4].attributes["data-table"]), (&state, &name), "{what}");
        assert_eq!(found[4].text, "QUJD", "{what}");
    }
}

#[test]
fn saved_files_have_names_of_letters() {
    for (what, payload, shown) in tables() {
        for place in [shown.place.clone(), TableSource::Several(vec![shown.place.clone(), shown.place])] {
            let name = file_name(&place, &payload, "svg");
            assert!(name.starts_with("isocost") && name.ends_with(".svg") && name.len() < 255, "{what}: {name}");
            assert!(name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '.'), "{what}: {name}");
            assert_eq!(name.matches('.').count(), 1, "{what}: {name}");
        }
    }
}
