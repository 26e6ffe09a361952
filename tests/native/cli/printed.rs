//! What is printed: the page's words in each format, under the page's parameters, and usage errors.

use std::sync::Arc;

use crate::support::program::{TABLE, folder, run, run_with, written};
use crate::support::shown;
use isocost::data::runs::table_facts::Basis;
use isocost::page::answer::asked::Asked;
use isocost::page::choice::filters::Choice;
use isocost::page::tables::active_table::{ActiveTable, Loaded, Provenance};
use isocost::page::tables::table_source::TableSource;
use isocost::page::verdict::confidence::ConfidenceView;
use isocost::page::verdict::markdown::{lists, markdown, text};
use isocost::page::verdict::view::VerdictView;

/// What the page makes of the table, with the same choice.
fn of_page(pairs: &[(&str, &str)]) -> (Arc<ActiveTable>, VerdictView, ConfidenceView) {
    let choice = Choice::from_pairs(pairs.iter().copied());
    let table = shown::decoded(TABLE);
    let name = TABLE.rsplit('/').next().unwrap().to_owned();
    let loaded = Loaded::new(TableSource::of_files(vec![name], &[]), Provenance::Computer, table);
    let shown = Arc::new(loaded.shown(&choice).unwrap());
    let (basis, asked) = (Basis::of(&shown.runs), Asked::of(&choice));
    let rows = choice.filter.rows(&shown.runs, &shown.batch_sizes);
    let view = VerdictView::new(&shown, &basis, &rows, &asked);
    let sure = ConfidenceView::new(&shown, &basis, &rows, (&view, &asked), None);
    (shown, view, sure)
}

const QUESTIONS: [&[(&str, &str)]; 5] = [
    &[],
    &[("max_p95_ms", "500"), ("plan", "200/s@730h"), ("spare", "1")],
    &[("hw_type", "nvidia-l4"), ("prices", "/nvidia-l4:2"), ("currency", "€")],
    &[("plan", "1M@24h"), ("load_percent", "80")],
    &[("max_avg_ms", "0.01")],
];

fn arguments<'a>(format: &'a str, pairs: &'a [(&str, &str)]) -> Vec<String> {
    let pairs = pairs.iter().map(|(key, value)| format!("--{key}={value}"));
    pairs.chain(["--format".to_owned(), format.to_owned(), TABLE.to_owned()]).collect()
}

#[test]
fn every_format_says_what_the_page_says() {
    for pairs in QUESTIONS {
        let (shown, view, sure) = of_page(pairs);
        let qualifies = view.row.is_some();
        let code = Some(if qualifies { 0 } else { 4 });
        let json = run(&arguments("json", pairs));
        assert_eq!(json.code, code, "{pairs:?}: {json:?}");
        let said = json.json();
        assert_eq!(said["answer"]["sentence"], view.sentence);
        assert_eq!(said["headline"], view.headline.line());
        assert_eq!(said["qualifies"], qualifies);
        assert_eq!(said["runs"], shown.runs.rows);
        assert_eq!(said["date"], "2000-02-29");
        for (title, sentences) in lists(&view, &sure) {
            assert_eq!(said["lists"][&title], serde_json::json!(sentences), "{title}");
        }
        let told = run(&arguments("markdown", pairs));
        let page = markdown(&view, &sure, &shown, "", "2000-02-29");
        assert!(told.stdout.starts_with(&page), "{pairs:?}: {}\nthe page:\n{page}", told.stdout);
        assert_eq!(told.code, code);
        let plain = run(&arguments("text", pairs)).stdout;
        let head = format!("{}: {}\n{}\n", view.title, view.headline.line(), view.sentence);
        assert!(plain.starts_with(&head), "{plain}");
        for (name, value) in &view.figures {
            assert!(
                plain.lines().any(|line| line.starts_with(&format!("  {name} ")) && line.ends_with(value)),
                "{name}"
            );
        }
        for sentence in lists(&view, &sure).iter().flat_map(|(_, sentences)| sentences) {
            assert!(plain.contains(&format!("\n  - {sentence}\n")), "{sentence}: {plain}");
        }
        assert!(
            plain.ends_with(
                "\nSource: classification-ie-optimization.parquet, from this computer; nothing leaves it. 2000-02-29.\n"
            ),
            "{plain}"
        );
    }
}

#[test]
fn the_best_of_each_stands_below_in_columns() {
    let told = run(&arguments("text", QUESTIONS[0])).stdout;
    let (_, table) = told.split_once("\nBest of each (").expect("the table");
    let lines: Vec<&str> = table.lines().skip(1).take_while(|line| !line.is_empty()).collect();
    assert!(lines.len() > 3, "{table}");
    let said = run(&arguments("json", QUESTIONS[0])).json();
    let best = said["best_of_each"].as_array().unwrap();
    assert_eq!(best.len(), lines.len() - 1, "{table}");
    assert!(
        lines[0].starts_with("  Run ") && lines[1].starts_with(&format!("  {} ", best[0]["Run"].as_str().unwrap()))
    );
    let markdown = run(&arguments("markdown", QUESTIONS[0])).stdout;
    let (_, table) = markdown.split_once("\n### Best of each").expect("the table");
    let lines: Vec<&str> = table.lines().filter(|line| line.starts_with('|')).collect();
    assert_eq!(lines.len(), best.len() + 2, "{table}");
    assert!(lines[2].contains(&text(best[0]["Run"].as_str().unwrap())), "{}", lines[2]);
    let bars = |line: &str| line.replace("\\|", "").matches('|').count();
    assert!(lines.iter().all(|line| bars(line) == bars(lines[0])), "{table}");
}

#[test]
fn what_means_nothing_is_a_usage_error_with_a_next_step() {
    let wrong: [(&[&str], &str); 14] = [
        (&[], "No file is named"),
        (&["--max_p95_ms"], "needs a value"),
        (&["--colour=red", TABLE], "--colour is neither"),
        (&["--max_p95_ms=soon", TABLE], "max_p95_ms=soon means nothing here"),
        (&["--load_percent=300", TABLE], "100 is used"),
        (&["--plan=many", TABLE], "many"),
        (&["--prices=free", TABLE], "no price"),
        (&["--bins=100000", TABLE], "out of range"),
        (&["--dataset=a/b", TABLE], "Download the table"),
        (&["--view", "verdict", TABLE], "Download the table"),
        (&["--format=yaml", TABLE], "text, json and markdown"),
        (&["--baseline=x", "--tolerance=-1", TABLE], "no percentage"),
        (&["--tolerance=1", TABLE], "without --baseline"),
        (&["--page=isocost.html", TABLE], "written over"),
    ];
    for (arguments, says) in wrong {
        let ended = run(arguments);
        assert_eq!(ended.code, Some(2), "{arguments:?}: {ended:?}");
        assert!(ended.stderr.contains(says) && ended.stdout.is_empty(), "{arguments:?}: {ended:?}");
    }
}

#[test]
fn help_and_version() {
    let help = run(&["--max_p95_ms=1", "--help"]);
    assert_eq!(help.code, Some(0));
    for option in ["--format", "--page", "--from", "--baseline", "--tolerance", "--plan", "Exit codes"] {
        assert!(help.stdout.contains(option), "{option}");
    }
    assert_eq!(run(&["--version"]).stdout, format!("isocost-cli {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn what_cannot_be_read_is_refused_in_words() {
    let folder = folder("refused");
    let path = folder.display().to_string();
    let empty = run(&[&path]);
    assert_eq!(empty.code, Some(3));
    assert!(empty.stderr.contains("holds no file that may be a table"), "{empty:?}");
    let missing = run(&["nowhere/results.json"]);
    assert_eq!(missing.code, Some(3));
    assert!(missing.stderr.contains("nowhere/results.json cannot be read"), "{missing:?}");
    let prose = written(&folder, "notes.json", "{\"colour\": \"red\"}");
    let refused = run(&["--format", "json", &prose]);
    assert_eq!(refused.code, Some(3));
    let sentence = refused.json()["refused"].as_str().unwrap().to_owned();
    assert!(refused.stderr.contains(&sentence) && sentence.len() > 20, "{refused:?}");
}

#[test]
fn folders_and_the_standard_input_are_read_as_the_page_reads_them() {
    let table = "vus,avg_latency_ms,throughput_req_per_sec,hw_type\n1,10,100,l4\n2,12,160,l4\n";
    let folder = folder("inside");
    std::fs::create_dir_all(folder.join("a/.git")).unwrap();
    written(&folder, "a/one.csv", table);
    written(&folder, "a/README.md", "# Not a table");
    written(&folder, "a/.git/config", "no table");
    let price = "--prices=/l4:0.8";
    let of_folder = run(&["--format=json", price, &folder.display().to_string()]);
    assert_eq!(of_folder.code, Some(0), "{of_folder:?}");
    let of_input = run_with(&["--format=json", price, "-"], table.as_bytes());
    let (mut a, mut b) = (of_folder.json(), of_input.json());
    assert!(a["source"].as_str().unwrap().starts_with("one.csv, "), "nothing of where it lies: {a}");
    assert!(b["source"].as_str().unwrap().starts_with("pasted.csv, "), "{b}");
    (a["source"], b["source"]) = Default::default();
    assert_eq!(a, b);
    assert_eq!(a["answer"]["usd_per_1b"].as_f64().map(f64::round), Some((0.8_f64 / 3600.0 / 160.0 * 1e9).round()));
}

#[test]
fn several_files_are_one_table_under_their_names_in_the_common_folder() {
    let folder = folder("several");
    let file = |name: &str, rate: u32| {
        let text = format!("vus,avg_latency_ms,throughput_req_per_sec,hw_type\n1,10,{rate},l4\n");
        written(&folder, name, text)
    };
    let (a, b) = (file("tp1.csv", 100), file("tp2.csv", 150));
    let said = run(&["--format=json", "--prices", "/l4:0.8", &a, &b]).json();
    assert_eq!(said["runs"], 2);
    assert!(said["source"].as_str().unwrap().starts_with("tp1.csv and 1 more, "), "{said}");
}

#[test]
fn a_terminal_is_told_nothing_by_names() {
    let hostile = "\u{1b}[31mred\u{202e}\u{7}";
    let table = format!("vus,avg_latency_ms,throughput_req_per_sec,hw_type\n1,10,100,{hostile}\n1,10,50,b\n");
    let told = run_with(&["--prices", &format!("/{hostile}:1"), "-"], table.as_bytes());
    assert_eq!(told.code, Some(0), "{told:?}");
    assert!(told.stdout.contains("[31mred[U+202E]"), "{}", told.stdout);
    let ends = |c: char| c.is_control() && c != '\n';
    assert!(!told.stdout.contains(ends) && !told.stderr.contains(ends), "{told:?}");
}
