//! The page that the program writes: the files and the question are in it as the page finds them.

use std::io::Read;

use crate::support;
use crate::support::program::{TABLE, folder, run, written};
use isocost::data::table::pack::pack;
use isocost::data::text::{NamedBytes, read_runs};
use isocost::page::tables::embedded::InsideTable;
use isocost::page::tables::table_source::TableSource;

/// As little of a page as the program takes for one; tests in a browser have the real one.
pub const SHELL: &str = "<!doctype html>\n<html lang=\"en\">\n<head>\n<title>Isocost</title>\n<meta data-own name=\"isocost-hub\" \
    content=\"https://huggingface.co\">\n</head>\n<body>\n<div id=\"app\" data-own>\n<main class=\"whole\">\n<p>Loading…</p>\n</main>\n</div>\n\
    <script data-own>\"</head>\"</script>\n</body>\n</html>\n";

/// What stands between two texts, the first time.
pub fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let rest = text.split_once(start).unwrap_or_else(|| panic!("no {start} in {text}")).1;
    rest.split_once(end).unwrap_or_else(|| panic!("no {end} after {start}")).0
}

fn unzipped(text: &str) -> Vec<u8> {
    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::new();
    for four in text.as_bytes().chunks(4) {
        let six = |&letter: &u8| LETTERS.find(char::from(letter)).map_or(0, |at| at as u32);
        let number = four.iter().map(six).fold(0, |number, six| number << 6 | six);
        let padding = four.iter().filter(|&&letter| letter == b'=').count();
        bytes.extend(&number.to_be_bytes()[1..4 - padding]);
    }
    let mut out = Vec::new();
    flate2::read::GzDecoder::new(&bytes[..]).read_to_end(&mut out).expect("gzip");
    out
}

fn unescaped(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[test]
fn one_file_is_inside_as_it_is_and_the_question_beside_it() {
    let folder = folder("page");
    let (shell, out) = (written(&folder, "isocost.html", SHELL), folder.join("out.html").display().to_string());
    let ended = run(&["--page", &out, "--from", &shell, "--max_p95_ms=500", "--hw_type=<l4>&\"", TABLE]);
    assert_eq!(ended.code, Some(4), "written although nothing qualifies: {ended:?}");
    let page = std::fs::read_to_string(&out).unwrap();
    let state = between(&page, "<meta name=\"isocost-state\" content=\"", "\"");
    assert_eq!(unescaped(state), "hw_type=%3Cl4%3E%26%22&max_p95_ms=500");
    let name = between(&page, "<script type=\"text/plain\" data-raw data-table=\"", "\"");
    let inside = InsideTable::from_query(&unescaped(name), "https://huggingface.co").expect("a table");
    assert_eq!(inside.place, TableSource::of_files(vec!["classification-ie-optimization.parquet".to_owned()], &[]));
    let text = between(&page, &format!("data-table=\"{name}\">"), "</script>");
    assert!(unzipped(text) == std::fs::read(support::path(TABLE)).unwrap(), "the file as it is");
    assert!(page.find("isocost-state") < page.find("</head>") && page.ends_with("</body>\n</html>\n"));
}

#[test]
fn a_note_is_in_the_page_and_in_markdown_and_no_part_of_the_question() {
    let folder = folder("page-noted");
    let (shell, out) = (written(&folder, "isocost.html", SHELL), folder.join("out.html").display().to_string());
    let note = "Take <this> & \u{202e}see\nrow 12";
    let asked = ["--page", &out, "--from", &shell, "--max_vus=64", "--note", note, "--format", "markdown", TABLE];
    let ended = run(&asked);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let first = ended.stdout.lines().next().unwrap_or_default();
    assert_eq!(first, "> Whoever sent you this wrote: “Take \\<this\\> \\& \\[U+202E\\]see row 12”");
    let page = std::fs::read_to_string(&out).unwrap();
    let state = between(&page, "<meta name=\"isocost-state\" content=\"", "\"");
    assert_eq!(unescaped(state), "max_vus=64&note=Take%20%3Cthis%3E%20%26%20%E2%80%AEsee%20row%2012");
    assert!(page.contains("<p>Whoever sent you this wrote: “Take &lt;this&gt; &amp; [U+202E]see row 12”</p>"));
    let said = run(&["--max_vus=64", "--note", note, "--format", "json", TABLE]).json();
    assert_eq!(said["question"], "max_vus=64");
    let long = run(&["--note", &"x".repeat(281), TABLE]);
    assert_eq!(long.code, Some(2), "{long:?}");
    assert!(long.stderr.contains("280 characters"), "{long:?}");
}

#[test]
fn several_files_are_inside_as_the_one_table_that_they_were_read_as() {
    let folder = folder("page-of-several");
    let (shell, out) = (written(&folder, "isocost.html", SHELL), folder.join("out.html").display().to_string());
    let names = ["conc16/<b>&\".csv", "conc8/<b>&\".csv"];
    let mut files = Vec::new();
    for (name, rate) in names.iter().zip([100, 150]) {
        std::fs::create_dir_all(folder.join(name).parent().unwrap()).unwrap();
        let text = format!("vus,avg_latency_ms,throughput_req_per_sec,hw_type\n1,10,{rate},l4\n");
        files.push((written(&folder, name, &text), NamedBytes { name: (*name).to_owned(), bytes: text.into() }));
    }
    let ended = run(&["--page", &out, "--from", &shell, "--prices=/l4:1", &files[0].0, &files[1].0]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let page = std::fs::read_to_string(&out).unwrap();
    let name = between(&page, "<script type=\"text/plain\" data-table=\"", "\"");
    let inside = InsideTable::from_query(&unescaped(name), "https://huggingface.co").expect("a table");
    assert_eq!(inside.place, TableSource::of_files(names.map(str::to_owned).to_vec(), &[]));
    let text = between(&page, &format!("data-table=\"{name}\">"), "</script>");
    let table = read_runs(files.into_iter().map(|(_, file)| file).collect(), &Default::default()).unwrap();
    assert!(unzipped(text) == pack(&table), "the table as it was read");
}

#[test]
fn what_is_no_page_or_has_a_table_inside_is_refused() {
    let folder = folder("no-page");
    let out = folder.join("out.html").display().to_string();
    let full = SHELL.replace("</head>", "<meta name=\"isocost-state\" content=\"\">\n</head>");
    let shells = [
        (
            written(&folder, "other.html", "<html><head><title>x</title></head><body></body></html>"),
            "no page of Isocost",
        ),
        (written(&folder, "other.txt", "Isocost"), "no page of Isocost"),
        (written(&folder, "binary.html", [0xff, 0xfe, 0]), "no page of Isocost"),
        (written(&folder, "full.html", full), "a table inside already"),
        (folder.join("nowhere.html").display().to_string(), "Name the page by --from"),
    ];
    for (from, says) in shells {
        let ended = run(&["--page", &out, "--from", &from, TABLE]);
        assert_eq!(ended.code, Some(1), "{from}: {ended:?}");
        assert!(ended.stderr.contains(says) && !std::path::Path::new(&out).exists(), "{from}: {ended:?}");
    }
    let from = written(&folder, "isocost.html", SHELL);
    let ended = run(&["--page", &folder.join("a/b/out.html").display().to_string(), "--from", &from, TABLE]);
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(ended.stderr.contains("cannot be written") && ended.stdout.starts_with("Cheapest run"), "{ended:?}");
}
