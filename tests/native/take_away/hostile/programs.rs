//! What is pasted where it runs: Python, notebook cells, frames, a shell, a spreadsheet.
//!
//! Needs the Python that `tools/setup.sh test` puts in place, and fails without it.

use std::process::Command;

use super::{PLAIN, ROWS, assert_seen, on_a_line, payloads, shown, tables};
use crate::support::scripts::{Job, answers};
use crate::support::xml::elements;
use isocost::export::csv::is_formula;
use isocost::page::choice::contour::Controls;
use isocost::page::choice::filters::Choice;
use isocost::page::enough_vus::view::Question;
use isocost::page::rankings::next_runs::NextView;
use isocost::page::take_away::python::{Topic, script, text::literal};
use isocost::page::take_away::snippets::snippets;

const ADDRESS: &str = "https://example.org/isocost/?hw_type=";

fn job(name: &str, script: String, wanted: &str) -> Job {
    Job { name: name.to_owned(), script, wanted: wanted.to_owned() }
}

#[test]
fn literals_of_python_are_the_text() {
    let jobs: Vec<Job> =
        payloads().iter().map(|(what, payload)| job(what, format!("value = {}", literal(payload)), "value")).collect();
    for ((what, payload), value) in payloads().iter().zip(answers("hostile-literals", &jobs)) {
        assert_eq!(value, **payload, "{what}");
    }
}

/// The script's names and nothing else differ from those of a plain table, and each is a constant.
#[test]
fn scripts_have_names_as_constants_alone() {
    let topics = [
        Topic::Verdict,
        Topic::Best,
        Topic::EnoughVus(Question { limit: None, least_gain: 0.01 }),
        Topic::Contour(Controls::default()),
    ];
    // A name stands for itself, everything else for its kind: so two scripts that differ in names have one shape.
    let shape = "import ast\n\
        tree = ast.parse(SOURCE)\n\
        constants = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}\n\
        path = next(ast.literal_eval(node.value) for node in tree.body if isinstance(node, ast.Assign)\n\
            and node.targets[0].id == 'PATH')\n\
        shape = [type(node).__name__ for node in ast.walk(tree)]\n";
    for topic in topics {
        let mut choice = Choice::default();
        let asked = |name: &str, choice: &mut Choice| {
            choice.filter.hw_type = Some([name.to_owned(), "another".to_owned()].into());
            job(
                name,
                format!("SOURCE = {}\n{shape}", literal(&script(&shown(name), choice, topic))),
                "[name in constants, path, shape]",
            )
        };
        let named = |mut job: Job, name: &str| {
            job.script = format!("name = {}\n{}", literal(name), job.script);
            job
        };
        let mut names: Vec<String> = payloads().into_iter().map(|(_, payload)| payload).collect();
        names.insert(0, "word".to_owned());
        let jobs: Vec<Job> = names.iter().map(|name| named(asked(name, &mut choice), name)).collect();
        let found = answers("hostile-scripts", &jobs);
        for (name, found_of) in names.iter().zip(&found) {
            assert_eq!(found_of[0], true, "{topic:?}: {name:?} is no constant");
            assert_eq!(found_of[1], format!("{name}.csv"), "{topic:?}");
            assert_eq!(found_of[2], found[0][2], "{topic:?}: {name:?} changes the program");
        }
    }
}

/// Executed with a frame that only says what it was given.
#[test]
fn notebook_cells_and_frames() {
    let stub = "import sys, types\n\
        seen = []\n\
        stub = types.ModuleType('IPython.display')\n\
        stub.IFrame = lambda address, **more: seen.append([address, more['extras']])\n\
        stub.HTML = lambda text: seen.append(text)\n\
        stub.display = lambda *what: None\n\
        sys.modules['IPython'] = types.ModuleType('IPython')\n\
        sys.modules['IPython.display'] = stub\n";
    // XML forbids what Unicode calls no character; HTML does not.
    let tame = |payload: &str| payload.replace(['\u{fffe}', '\u{ffff}'], "");
    let made = |payload: &str| snippets(&[ADDRESS, &tame(payload)].concat(), &tame(payload), None);
    let jobs: Vec<Job> =
        payloads().iter().map(|(what, payload)| job(what, [stub, &made(payload)[0].text].concat(), "seen")).collect();
    for ((what, payload), seen) in payloads().iter().zip(answers("hostile-cells", &jobs)) {
        let title = format!("Isocost: {}", one_line(&tame(payload)));
        let frame = elements(&made(payload)[1].text);
        assert_eq!((frame.len(), &*frame[0].name), (1, "iframe"), "{what}");
        let names: Vec<&str> = frame[0].attributes.keys().map(String::as_str).collect();
        assert_eq!(names, ["allow", "height", "loading", "src", "style", "title", "width"], "{what}");
        assert_eq!(frame[0].attributes["title"], title, "{what}");
        let address = &frame[0].attributes["src"];
        assert_seen(address, what);
        assert!(address.starts_with(ADDRESS) && !address.contains(['"', '<', '>', ' ']), "{what}: {address}");
        assert_eq!(seen[0][0], **address, "{what}");
        let extras: Vec<&str> = seen[0][1].as_array().unwrap().iter().map(|extra| extra.as_str().unwrap()).collect();
        let spelled = elements(&format!("<iframe {}></iframe>", extras.join(" ")));
        assert_eq!(spelled[0].attributes["title"], title, "{what}");
        let link = elements(seen[1].as_str().unwrap());
        assert_eq!((link.len(), &link[0].attributes["href"], &link[0].text), (1, address, address), "{what}");
    }
}

/// Every kind of space is one.
fn one_line(payload: &str) -> String {
    on_a_line(payload).chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect()
}

/// A shell takes each command apart, and hands what it made of the words over.
#[test]
fn commands_in_a_shell() {
    let shell = |commands: &str| {
        let script = format!("k6() {{ printf '%s\\000' \"$@\"; }}\n{commands}");
        let run =
            Command::new("sh").args(["-u", "-e", "-c", &script]).current_dir(env!("CARGO_TARGET_TMPDIR")).output();
        let run = run.expect("a shell");
        assert!(run.status.success() && run.stderr.is_empty(), "{}: {commands}", String::from_utf8_lossy(&run.stderr));
        let words = String::from_utf8(run.stdout).unwrap();
        words.split_terminator('\0').map(str::to_owned).collect::<Vec<_>>()
    };
    for (what, payload, shown) in tables() {
        let words = shell(&NextView::again(&shown, 0).k6());
        let tame: String = payload.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        for name in ["hw_type", "image", "engine", "vendor", &tame] {
            let tag = format!("{name}={tame}");
            assert!(words.contains(&tag), "{what}: {tag:?} is not among {words:?}");
        }
        assert_eq!(words.len(), shell(&NextView::again(&super::shown(PLAIN), 0).k6()).len(), "{what}");
    }
}

/// A cell for each head, none of them a formula; and the same list as JSON.
#[test]
fn lists_for_a_spreadsheet_and_for_programs() {
    for (what, payload, shown) in tables() {
        let list = NextView {
            lines: (0..ROWS).flat_map(|row| NextView::again(&shown, row).lines).collect(),
            ..NextView::again(&shown, 0)
        };
        let tsv = list.tsv();
        let lines: Vec<Vec<String>> = tsv.lines().map(|line| line.split('\t').map(pasted).collect()).collect();
        assert_eq!(lines.len(), ROWS + 1, "{what}: {tsv:?}");
        assert!(lines.iter().all(|line| line.len() == lines[0].len()), "{what}: {tsv:?}");
        let kept = payload.replace('\0', "\u{fffd}").replace(['\t', '\n', '\r'], " ");
        let plain = |cell: &String| cell.strip_prefix('\'').filter(|_| *cell != kept).unwrap_or(cell).to_owned();
        assert!(lines[1][..4].iter().all(|cell| plain(cell) == kept), "{what}: {:?}", lines[1]);
        assert!(lines[0].iter().any(|head| plain(head) == kept), "{what}: {:?}", lines[0]);
        let cells = lines.iter().flatten().filter(|cell| cell.parse::<f64>().is_err());
        cells.for_each(|cell| assert!(!is_formula(cell), "{what}: {cell:?}"));
        let json: serde_json::Value =
            serde_json::from_str(&list.json()).unwrap_or_else(|error| panic!("{what}: {error}"));
        for name in ["hw_type", "image", "engine", "vendor", &payload] {
            assert_eq!(json[0][name], payload, "{what}");
        }
    }
}

/// A cell as a spreadsheet takes it.
fn pasted(cell: &str) -> String {
    match cell.strip_prefix('"') {
        Some(quoted) => quoted.strip_suffix('"').expect("a closing mark").replace("\"\"", "\""),
        None => cell.to_owned(),
    }
}
