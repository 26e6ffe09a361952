//! The verdict as markdown: everything is there, and whatever a table's names say is text.

use std::sync::Arc;

use crate::support::markdown::rendered;
use crate::support::shown::{all, sure_of, verdict_of};
use crate::support::tables::{self, number, table};
use crate::support::{self, Random};
use isocost::data::runs::name;
use isocost::data::runs::prices::PriceList;
use isocost::data::runs::run_table::RunTable;
use isocost::data::runs::table_facts::Basis;
use isocost::page::choice::limits::LimitChoice;
use isocost::page::tables::active_table::{ActiveTable, Provenance};
use isocost::page::tables::table_source::TableSource;
use isocost::page::verdict::markdown::{markdown, text};
use isocost::page::verdict::view::VerdictView;

const ADDRESS: &str = "https://example.org/isocost/?dataset=a/b&pin=3";

fn verdict(shown: &ActiveTable, limits: &LimitChoice) -> VerdictView {
    let rows: Vec<usize> = (0..shown.runs.rows).collect();
    verdict_of(shown, &Basis::of(&shown.runs), &rows, limits)
}

#[test]
fn markdown_has_every_part_of_the_verdict() {
    let commit = "0123456789abcdef0123456789abcdef01234567".to_owned();
    let shown = support::bundled("derek-thomas/vision-embedding-ie-optimization");
    let shown = ActiveTable { source: Provenance::Hub { commit: Some(commit) }, ..shown };
    let limits = LimitChoice { max_p95_latency_ms: Some(1_000.0), ..LimitChoice::default() };
    let view = verdict(&shown, &limits);
    let sure = sure_of(&shown, &all(&shown), &view, None);
    let told = markdown(&view, &sure, &shown, ADDRESS, "25 November 2026");
    let head = "## Cheapest run\n\nnvidia-l4, batch size 2, at 2 VUs: \\$48.30 per 1M requests, the cheapest of ";
    assert!(told.starts_with(head), "{told}");
    assert!(told.contains("\n\n| Figure | Value |\n|---|---|\n| per 1M requests | \\$48.27 |\n"), "{told}");
    assert_eq!(told.lines().filter(|line| line.starts_with('|')).count(), 2 + view.figures.len());
    let against = [&view.caveats[..], &sure.warnings[..]].concat();
    assert!(against.len() > view.caveats.len());
    for (title, sentences) in
        [("Confidence: cannot tell", &sure.reasons), ("Why", &view.why), ("But", &against), ("Limits", &view.excluded)]
    {
        assert!(!sentences.is_empty() && told.contains(&format!("\n\n### {title}\n\n- ")), "{title}: {told}");
        sentences
            .iter()
            .for_each(|sentence| assert!(told.contains(&format!("\n- {}\n", text(sentence))), "{sentence}"));
    }
    assert!(!told.contains("What would admit"));
    assert!(told.ends_with(
        "\n\nSource: derek-thomas/vision-embedding-ie-optimization, Hub, commit 0123456789abcdef0123456789abcdef01234567. \
         25 November 2026.\n\n[Open in Isocost](<https://example.org/isocost/?dataset=a/b&pin=3>)\n"
    ), "{told}");
}

#[test]
fn the_price_per_hour_is_named_with_whose_it_is() {
    let shown = support::bundled("derek-thomas/classification-ie-optimization");
    let told = |shown: &ActiveTable| {
        let view = verdict(shown, &LimitChoice::default());
        markdown(&view, &sure_of(shown, &all(shown), &view, None), shown, ADDRESS, "today")
    };
    assert!(told(&shown).contains("\n| price of a machine per hour | \\$0.80, in the file |\n"));
    let mut prices = PriceList::default();
    prices.set("aws", "nvidia-l4", Some(0.35));
    let own = ActiveTable { runs: Arc::new(shown.runs.with_prices(&prices)), ..shown };
    assert!(told(&own).contains("\n| price of a machine per hour | \\$0.35, yours |\n"), "{}", told(&own));
}

#[test]
fn without_a_run_it_says_what_would_admit_one() {
    let shown = support::bundled("derek-thomas/vision-embedding-ie-optimization");
    let limits = LimitChoice { max_p95_latency_ms: Some(1.0), ..LimitChoice::default() };
    let view = verdict(&shown, &limits);
    let sure = sure_of(&shown, &all(&shown), &view, None);
    let told = markdown(&view, &sure, &shown, "file:///home/somebody/isocost.html", "today");
    assert!(told.starts_with("## No run qualifies\n\nNone of 30 runs qualifies"), "{told}");
    assert!(told.contains("\n\n### What would admit a run\n\n- ") && !told.contains("| Figure"), "{told}");
    assert!(!told.contains("somebody") && !told.contains("]("), "an address that nobody else can follow is no link");
    assert!(
        told.contains("Source: derek-thomas/vision-embedding-ie-optimization, bundled copy, asking the Hub. today.")
    );
}

#[test]
fn names_are_escaped() {
    for (value, told) in [
        ("a | b", "a \\| b"),
        ("<img src=x onerror=alert(1)>", "\\<img src=x onerror=alert(1)\\>"),
        ("[x](javascript:alert(1))", "\\[x\\](javascript:alert(1))"),
        ("![x](http://evil)", "!\\[x\\](http:\\/\\/evil)"),
        ("`code` *b* _i_ ~~s~~ $m$", "\\`code\\` \\*b\\* \\_i\\_ \\~\\~s\\~\\~ \\$m\\$"),
        ("&lt; \\", "\\&lt; \\\\"),
        ("1. one", "1\\. one"),
        ("12) one", "12\\) one"),
        ("1.5 ms", "1.5 ms"),
        ("3.", "3\\."),
        ("- one", "\\- one"),
        ("# one", "\\# one"),
        ("> one", "\\> one"),
        ("===", "\\==="),
        ("    code", "code"),
        ("two\nlines\r\n# three\t", "two lines  \\# three"),
        ("www.evil.com", "www\\.evil.com"),
        ("", ""),
    ] {
        assert_eq!(text(value), told);
    }
    let mut random = Random::new(23);
    let letters: Vec<char> = "ab1 .)-+=#>|<[]()`*_~$&\\!:/w\n\té".chars().collect();
    for _ in 0..5_000 {
        let value: String = (0..random.below(12)).map(|_| letters[random.below(letters.len())]).collect();
        let told = text(&value);
        let line: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        assert_eq!(rendered(&told), line.trim(), "{value:?}");
        // Nothing is left that begins or ends markup.
        let bare = told.replace("\\\\", "").split('\\').enumerate().fold(String::new(), |bare, (nth, part)| {
            bare + &if nth == 0 { part.to_owned() } else { format!("?{}", part.get(1..).unwrap_or_default()) }
        });
        assert!(!bare.contains(['|', '<', '>', '[', ']', '`', '*', '_', '~', '$', '&', '#']), "{value:?}: {told:?}");
        assert!(!bare.contains("://"), "{value:?}: {told:?}");
    }
}

#[test]
fn markup_in_a_table_is_escaped_within_its_line() {
    let harm = "1. <b>x</b> | [a](b)\n\n# h";
    let columns = vec![
        tables::text(name::HW_TYPE, &[Some(harm)]),
        number(name::VUS, &[4.0]),
        number(name::AVG_LATENCY_MS, &[400.0]),
        number(name::THROUGHPUT, &[10.0]),
        number(name::COST, &[50.0]),
    ];
    let runs = RunTable::by_default(table(columns)).unwrap();
    let place = TableSource::of_files(vec!["a|b<c>.csv".to_owned()], &[]);
    let shown = ActiveTable::new(place, Provenance::Computer, runs);
    let view = verdict(&shown, &LimitChoice::default());
    let sure = sure_of(&shown, &all(&shown), &view, None);
    let told = markdown(&view, &sure, &shown, "https://x.y/?a=<>`\\ b;", "d");
    assert!(told.contains("\n1\\. \\<b\\>x\\</b\\> \\| \\[a\\](b)  \\# h, at 4 VUs: \\$0.0500 per"), "{told}");
    assert_eq!(told.lines().filter(|line| line.starts_with('#')).count(), 4, "{told}");
    assert!(told.contains("Source: a\\|b\\<c\\>.csv, from this computer; nothing leaves it. d."), "{told}");
    assert!(told.ends_with("[Open in Isocost](<https://x.y/?a=%3C%3E%60%5C%20b%3B>)\n"), "{told}");
}
