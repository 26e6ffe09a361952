//! Hostile text in every name of the data, and in everything that comes out of it: read again by an independent parser, each
//! payload is the same text, or what is documented to stand in its place.
//!
//! The names are hardware, image, engine, vendor, workload, the name and the labels of a further column, and the file's. On
//! the page itself: `tests/browser/open/hostile_text.rs`.

mod files;
mod links;
mod programs;
mod static_answer;
mod words;

use crate::support::tables::{number, table, text};
use isocost::data::table::Table;
use isocost::page::choice::filters::Choice;
use isocost::page::tables::active_table::{ActiveTable, Loaded, Provenance};
use isocost::page::tables::table_source::TableSource;

/// What a name may hold, by what it would attack.
const PAYLOADS: [(&str, &str); 31] = [
    ("markup", "<img src=x onerror=alert(1)>"),
    ("the end of a script", "</td></script><script>alert(1)</script>"),
    ("an attribute in double quotes", "\" onmouseover=\"alert(1)\" x=\""),
    ("an attribute in single quotes", "' onload='alert(1)' x='"),
    ("comments and CDATA", "--><!--<svg onload=alert(1)>]]>"),
    ("entities", "&lt;b&gt; &#60; &amp;quot &nbsp;"),
    ("an address that is a program", "javascript:alert(1)"),
    ("a formula by =", "=HYPERLINK(\"javascript:alert(1)\")"),
    ("a formula by +", "+1+1"),
    ("a formula by -", "-2+3"),
    ("a formula by @", "@SUM(1+1)*cmd|' /C calc'!A0"),
    ("a formula after a tab", "\t=1+1"),
    ("a formula after a return", "\r=1+1"),
    ("a formula in a line of its own", "a\n=1+1"),
    ("a formula in full width", "\u{ff1d}1+1"),
    ("links of Markdown", "[x](javascript:alert(1)) ![y](http://evil.example/z)"),
    ("a table of Markdown", "a | b\n|---|---|\n# h\n- i"),
    ("code of Markdown", "```\n`code` *b* _i_ ~~s~~ $m$ www.evil.example"),
    ("SQL", "'; DROP TABLE runs; -- \"x\""),
    ("Python", "\"\"\"'''\\\nimport os\nos.abort()\n#"),
    ("templates", "${x}{{y}}{0}%s$0$1\\1"),
    ("a shell", "'; touch x; $(touch y) `touch z` \\\n&& false"),
    ("NUL", "a\0b"),
    ("control characters", "a\u{1}\u{7}\u{8}\u{b}\u{1b}[31m\u{7f}\u{85}\u{9b}b"),
    ("line separators", "a\u{2028}b\u{2029}c"),
    (
        "direction",
        "\u{202e}4l-aidivn\u{202c}\u{202a}\u{202b}\u{202d}\u{2066}\u{2067}\u{2068}\u{2069}\u{200e}\u{200f}\u{61c}x",
    ),
    ("no width", "l\u{200b}4\u{2060}\u{feff}x"),
    ("no characters", "a\u{fffe}b\u{ffff}c\u{10ffff}d\u{e000}"),
    ("what a lone surrogate becomes", "a\u{fffd}b"),
    ("an address", "%00%0a%zz&hw_type=b#c?d+e=f,g:h@i/j;k"),
    ("a path", "../../etc/passwd\\..\\x"),
];

/// All of them, and one that is very long.
fn payloads() -> Vec<(&'static str, String)> {
    let mut all: Vec<(&str, String)> = PAYLOADS.iter().map(|&(what, text)| (what, text.to_owned())).collect();
    all.push(("length", "<b>\u{202e}long".repeat(400)));
    all
}

const PLAIN: &str = "plain";
const ROWS: usize = 8;

/// Two configurations of four loads; all names of the first, cheaper one are `name`.
fn named(name: &str) -> Table {
    let of = |other: &'static str| -> Vec<Option<&str>> {
        (0..ROWS).map(|row| Some(if row < 4 { name } else { other })).collect()
    };
    let vus: Vec<f64> = (0..ROWS).map(|row| f64::from(1 << (row % 4))).collect();
    let each = |value: &dyn Fn(usize) -> f64| (0..ROWS).map(value).collect::<Vec<f64>>();
    let rate = each(&|row| vus[row] * 8.0 / (1.0 + 0.1 * vus[row]) / if row < 4 { 1.0 } else { 1.5 });
    table(vec![
        text("hw_type", &of(PLAIN)),
        text("image", &of("other")),
        text("engine", &of("motor")),
        text("vendor", &of("shop")),
        text("dataset_name", &[Some(name); ROWS]),
        text(name, &of("further")),
        number("vus", &vus),
        number("batch_size", &[4.0; ROWS]),
        number("avg_latency_ms", &each(&|row| 1e3 * vus[row] / rate[row])),
        number("p95_latency_ms", &each(&|row| 2e3 * vus[row] / rate[row])),
        number("throughput_req_per_sec", &rate),
        number("1B_cost", &each(&|row| 1e9 * 0.7 / 3600.0 / rate[row])),
    ])
}

/// The table as the page shows it, from a file that is called so, too.
fn shown(name: &str) -> ActiveTable {
    let place = TableSource::of_files(vec![format!("{name}.csv")], &[]);
    Loaded::new(place, Provenance::Computer, named(name)).shown(&Choice::default()).expect("a table of runs")
}

/// Each payload with its table.
fn tables() -> impl Iterator<Item = (&'static str, String, ActiveTable)> {
    payloads().into_iter().map(|(what, payload)| {
        let shown = shown(&payload);
        (what, payload, shown)
    })
}

/// Characters that nobody sees and that change what is read.
const UNSEEN: &str = "\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}\u{200e}\u{200f}\u{61c}\
                      \u{200b}\u{2060}\u{feff}";

/// A name as people read it.
fn seen(name: &str) -> String {
    UNSEEN.chars().fold(name.to_owned(), |name, c| name.replace(c, &format!("[U+{:04X}]", u32::from(c))))
}

/// The same on one line, where control characters are spaces.
fn on_a_line(name: &str) -> String {
    seen(name).chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn assert_seen(text: &str, what: &str) {
    assert!(!text.contains(|c| UNSEEN.contains(c)), "{what}: a character that nobody sees in {text:?}");
}

#[test]
fn the_names_are_where_they_should_be() {
    for (what, payload, shown) in tables() {
        let runs = &shown.runs;
        let mut labels = vec![&runs.hw_type, &runs.image];
        labels.extend(runs.engine.iter().chain(&runs.vendor));
        assert_eq!(labels.len(), 4, "{what}");
        assert!(labels.iter().all(|category| category.label(0) == payload), "{what}");
        let further = runs.categories.iter().find(|(name, _)| *name == payload);
        assert_eq!(further.map(|(_, category)| category.label(0)), Some(&*payload), "{what}");
    }
}
