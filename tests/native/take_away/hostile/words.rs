//! What people read: pictures, Markdown, names of runs, tables, notes. All of it is text in which every character is seen.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{assert_seen, on_a_line, payloads, seen, shown, tables};
use crate::support::drawing::frame;
use crate::support::markdown::{link, rendered};
use crate::support::shown::{all, sure_of, told_of, verdict_of};
use crate::support::tables::{number, table, text};
use crate::support::xml::{Element, elements};
use isocost::chart::interactive::Interactive;
use isocost::chart::painter::Painter;
use isocost::chart::picture::layout::{PLOT_CSS, Picture};
use isocost::chart::picture::svg::{SvgBackend, UNITS};
use isocost::chart::theme::LIGHT;
use isocost::data::runs::prices::PriceList;
use isocost::data::runs::table_facts::Basis;
use isocost::page::choice::filters::Choice;
use isocost::page::choice::limits::LimitChoice;
use isocost::page::choice::note;
use isocost::page::choice::price_source::PriceSource;
use isocost::page::money::lists::Lists;
use isocost::page::money::lists::listed::ListedPrices;
use isocost::page::money::lists::view::{ListsView, taken_words};
use isocost::page::runs::table::{cell, heads};
use isocost::page::scatter::view as scatter_view;
use isocost::page::scatter::view::ScatterView;
use isocost::page::tables::active_table::ActiveTable;
use isocost::page::take_away::file_names;
use isocost::page::take_away::snippets::snippets;
use isocost::page::verdict::markdown::{markdown, noted, priced_by};
use isocost::page::words::legends;
use isocost::page::words::runs::{run_fields, run_name, run_title};
use isocost::page::words::short_runs::ShortRuns;

/// The first chart as it is saved, with names of the data in every text.
pub(super) fn picture(shown: &ActiveTable, payload: &str) -> String {
    let choice = Choice::default();
    let view = ScatterView::new(shown, &all(shown), &choice, &scatter_view::fixed(shown, &choice));
    let source = file_names::source(shown, &[], "2026-11-25");
    let legend = legends::scatter(&view, shown, &LIGHT);
    let picture = Picture { title: payload.to_owned(), legend, caption: payload.to_owned(), source };
    let layout = picture.lay_out();
    let mut svg = SvgBackend::new(layout.size_css);
    let mut painter = Painter::with_subpixels(&mut svg, 1.0, UNITS);
    layout.draw(&mut painter, &LIGHT).unwrap();
    painter.set_origin(layout.plot);
    let frame = frame(PLOT_CSS.0, PLOT_CSS.1);
    view.scene.draw(&mut painter, &frame, &view.scene.project(&frame, &LIGHT), &LIGHT).unwrap();
    svg.finish(&picture.title, &picture.caption)
}

/// The names of elements and attributes.
pub(super) fn kinds(found: &[Element]) -> BTreeSet<&str> {
    found.iter().flat_map(|element| element.attributes.keys().chain([&element.name])).map(String::as_str).collect()
}

/// A name as XML may hold it.
pub(super) fn in_xml(payload: &str) -> String {
    let allowed = |c: char| match c {
        '\t' | '\n' | '\r' => ' ',
        '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        c => c,
    };
    seen(payload).chars().map(allowed).collect()
}

#[test]
fn pictures() {
    let plain = picture(&shown("word"), "word");
    let plain = elements(&plain);
    for (what, payload, shown) in tables() {
        let svg = picture(&shown, &payload);
        let found = elements(&svg);
        assert_seen(&svg, what);
        assert_eq!(kinds(&found), kinds(&plain), "{what}");
        let expected = in_xml(&payload);
        for name in ["title", "desc"] {
            let texts: Vec<&str> =
                found.iter().filter(|element| element.name == name).map(|element| &*element.text).collect();
            assert_eq!(texts, [&expected], "{what}, {name}");
        }
        // Title, caption and source are broken into lines, and a legend's entry may be cut.
        let texts: String =
            found.iter().filter(|element| element.name == "text").map(|element| &*element.text).collect();
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let begins: String = bare(&expected).chars().take(20).collect();
        assert!(bare(&texts).matches(&begins).count() >= 3, "{what}: {begins:?} is not in {texts:?}");
    }
}

#[test]
fn verdicts_in_markdown() {
    let told = |shown: &ActiveTable| {
        let view = verdict_of(shown, &Basis::of(&shown.runs), &all(shown), &LimitChoice::default());
        let sure = sure_of(shown, &all(shown), &view, None);
        markdown(&view, &sure, shown, "https://example.org/?a=b", "today")
    };
    let begins = |told: &str| -> Vec<String> {
        let block = |line: &str| line.chars().take_while(|c| "#-|> \t=`1234567890.)".contains(*c)).collect();
        told.lines().map(block).collect()
    };
    let plain = told(&shown("word"));
    for (what, payload, shown) in tables() {
        let told = told(&shown);
        assert_seen(&told, what);
        assert_eq!(begins(&told).len(), begins(&plain).len(), "{what}: {told}");
        let headings =
            |told: &str| told.lines().filter(|line| line.starts_with('#')).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(headings(&told), headings(&plain), "{what}");
        let columns =
            |told: &str| told.replace("\\|", "").lines().map(|line| line.matches('|').count()).collect::<Vec<_>>();
        assert_eq!(columns(&told), columns(&plain), "{what}: {told}");
        let expected = on_a_line(&payload);
        assert!(rendered(&told).contains(expected.trim()), "{what}: {expected:?} is not in {told}");
        let links = told.replace("\\\\", "").replace("\\[", "").replace("\\]", "").matches("](").count();
        assert_eq!(links, 1, "{what}: {told}");
    }
}

#[test]
fn notes_and_price_lists_in_markdown() {
    for (what, payload) in payloads() {
        let (own, _) = note::clean(&payload);
        let quoted = noted(&own);
        assert_seen(&quoted, what);
        let line = quoted.strip_prefix("> ").and_then(|quoted| quoted.strip_suffix("\n\n"));
        let line = line.unwrap_or_else(|| panic!("{what}: no quotation of one line: {quoted:?}"));
        assert!(!line.contains('\n'), "{what}: {line:?}");
        assert_eq!(rendered(line), format!("Whoever sent you this wrote: “{}”", seen(&own)), "{what}");
        let prices = PriceList::parse("/l4:1").0;
        let source = PriceSource { list: payload.clone(), is_file: true, day: None, prices };
        let told = priced_by(&[source]);
        assert_seen(&told, what);
        assert_eq!(told.lines().count(), 2, "{what}: {told:?}");
        let expected = format!("Prices from “{}”, which gives no day.", on_a_line(&payload));
        assert_eq!(rendered(told.trim()), expected, "{what}");
    }
    assert_eq!((noted(""), priced_by(&[])), (String::new(), String::new()));
}

/// What a price list says of itself and its lines, on the page.
#[test]
fn price_lists() {
    let plain = Arc::new(shown("l4"));
    for (what, payload) in payloads() {
        let column = |name: &str, value: &str| text(name, &[Some(value); 2]);
        let listed = table(vec![
            text("hardware", &[Some("l4"), Some(&*payload)]),
            column("instance_type", &payload),
            column("region", &payload),
            column("kind", &payload),
            column("currency", "USD"),
            number("usd_per_hour", &[0.25, 0.5]),
        ]);
        let Ok(list) = ListedPrices::of(payload.clone(), true, &listed, None) else { panic!("{what}: no list") };
        let mut lists = Lists::default();
        lists.add(list).unwrap();
        let view = ListsView::new(&plain, &Basis::of(&plain.runs), &Choice::default(), &lists, None);
        let head = &view.heads[0];
        let cells = view.lines.iter().flat_map(|line| &line.cells);
        let words: Vec<String> = cells
            .flat_map(|cell| [cell.words.clone()].into_iter().chain(cell.options.iter().map(|option| option.1.clone())))
            .collect();
        let all = head.said.iter().chain([&head.title, &head.answer]).chain(&words);
        all.for_each(|text| assert_seen(text, what));
        assert!(words.iter().any(|words| words.contains("0.25")), "{what}: {words:?}");
        assert_seen(&taken_words(&head.takes), what);
        // In an address and back.
        for source in &head.takes {
            assert_eq!(PriceSource::parse(&source.to_string()).as_ref(), Some(source), "{what}");
        }
        let refused = text(&payload, &[Some("x")]);
        let error = ListedPrices::of(String::new(), false, &table(vec![refused]), None).unwrap_err();
        assert_seen(&error.to_string(), what);
    }
}

#[test]
fn links_in_markdown() {
    for (what, payload, _) in tables() {
        let made = snippets("https://example.org/?a=b", &payload, None);
        let (text, address) = link(&made[2].text);
        let expected: String = on_a_line(&payload).chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
        assert_eq!((text, &*address), (format!("Isocost: {expected}"), "https://example.org/?a=b"), "{what}");
        let inner = made[3].text.strip_prefix("[!").and_then(|text| text.strip_suffix("](https://example.org/?a=b)"));
        let (text, address) = link(inner.unwrap_or_else(|| panic!("{what}: {}", made[3].text)));
        assert_eq!((text, &*address), (format!("Isocost: {expected}"), "isocost.png"), "{what}");
    }
}

/// What the page says of a run: in the hover, in sentences, in the table of runs, in legends and titles.
#[test]
fn names_on_the_page() {
    for (what, payload, shown) in tables() {
        let expected = seen(&payload);
        for name in [run_title(&shown, 0), run_name(&shown, 0), shown.place.title()] {
            assert_seen(&name, what);
            assert!(name.contains(&expected), "{what}: {expected:?} is not in {name:?}");
        }
        let short = ShortRuns::of(&shown).name(&shown, 0, true);
        assert_seen(&short.whole(), what);
        run_fields(&shown, 0).iter().for_each(|(_, value)| assert_seen(value, what));
        for head in heads(&shown, true) {
            assert_seen(&head.title, what);
            assert_seen(&cell(&shown.runs.columns[head.at], 0), what);
        }
        let titles: Vec<String> = heads(&shown, true).into_iter().map(|head| head.title).collect();
        assert!(titles.contains(&expected), "{what}: {titles:?}");
        let view = told_of(&shown, &Basis::of(&shown.runs), &all(&shown), &LimitChoice::default());
        let sentences = [&view.why[..], &view.caveats, &view.excluded, std::slice::from_ref(&view.sentence)].concat();
        sentences.iter().for_each(|sentence| assert_seen(sentence, what));
        assert!(view.sentence.contains(&expected), "{what}: {}", view.sentence);
        assert_seen(&file_names::source(&shown, &[Arc::new(loaded(&shown))], "today"), what);
    }
}

fn loaded(shown: &ActiveTable) -> isocost::page::tables::active_table::Loaded {
    let table = super::named("word");
    isocost::page::tables::active_table::Loaded::new(shown.place.clone(), shown.source.clone(), table)
}
