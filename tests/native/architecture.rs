//! Architecture: which module may import which, and import cycles, read from the source itself.
//!
//! Imports are the `use` declarations and the inline `crate::…` and `super::…` paths of every file of `src`, unit tests
//! aside. A name that a module re-exports counts as that module.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Each module under the crate's root, with the ones that it may import besides itself.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("format", &[]),
    ("analysis", &["format"]),
    ("chart", &["analysis", "format"]),
    ("data", &["analysis", "format"]),
    ("export", &["format"]),
    ("hub", &["analysis", "format"]),
    ("worker", &["data", "format", "hub"]),
    ("page", &["analysis", "chart", "data", "export", "format", "hub", "worker"]),
    ("ui", &["analysis", "chart", "data", "export", "format", "hub", "page", "worker"]),
];

/// Cycles of up to this many files are accepted: a type and its parts. Longer ones are not.
const LONGEST_CYCLE: usize = 3;
/// No folder of `src` holds more files.
const MOST_FILES: usize = 25;
/// No file of `src` is longer.
const MOST_LINES: usize = 350;

/// A module's path, `data::table::column`, with the modules that it imports and the words that import them.
type Imports = BTreeMap<String, BTreeMap<String, String>>;

#[test]
fn modules_import_only_what_the_table_allows() {
    let wrong = forbidden(&imports(&sources()));
    assert!(wrong.is_empty(), "imports that the table in this file does not allow:\n{}", wrong.join("\n"));
}

#[test]
fn no_import_cycle_is_longer_than_three_files() {
    let found = long_cycles(&imports(&sources()));
    assert!(found.is_empty(), "import cycles of more than {LONGEST_CYCLE} files:\n{}", found.join("\n"));
}

#[test]
fn files_and_folders_stay_small() {
    let mut files: BTreeMap<String, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (path, text) in all_files(&source_folder()) {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        *files.entry(folder).or_default() += 1;
        let lines = text.lines().count();
        if lines > MOST_LINES {
            wrong.push(format!("src/{path} has {lines} lines, more than {MOST_LINES}"));
        }
    }
    wrong.extend(
        files
            .iter()
            .filter(|(_, count)| **count > MOST_FILES)
            .map(|(folder, count)| format!("src/{folder} holds {count} files, more than {MOST_FILES}")),
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_under_the_root_is_in_the_table() {
    let known: BTreeSet<&str> = MAY_IMPORT.iter().map(|(module, _)| *module).collect();
    let found: BTreeSet<String> =
        sources().keys().filter(|module| !module.is_empty()).map(|module| top(module).to_owned()).collect();
    assert_eq!(found.iter().map(String::as_str).collect::<BTreeSet<_>>(), known);
}

#[test]
fn a_planted_import_is_found() {
    let mut sources = sources();
    sources
        .insert("analysis::planted".to_owned(), "use crate::{\n    data::runs::{filter, roles as r},\n};\n".to_owned());
    let wrong = forbidden(&imports(&sources));
    assert_eq!(wrong.len(), 2, "{wrong:?}");
    assert!(wrong[0].contains("analysis::planted") && wrong[0].contains("data::runs::filter"), "{wrong:?}");
}

#[test]
fn a_planted_inline_path_is_found() {
    let mut sources = sources();
    sources.insert("analysis::planted".to_owned(), "fn f() { super::super::hub::web_url::g() }\n".to_owned());
    let wrong = forbidden(&imports(&sources));
    assert!(wrong.len() == 1 && wrong[0].contains("hub::web_url"), "{wrong:?}");
}

#[test]
fn a_planted_cycle_is_found() {
    let files = ["a", "b", "c", "d"];
    let next = ["b", "c", "d", "a"];
    let texts = files.iter().zip(next);
    let sources = texts.map(|(file, next)| ((*file).to_owned(), format!("use crate::{next}::x;\n"))).collect();
    let found = long_cycles(&imports(&sources));
    assert!(found.len() == 1 && found[0].contains("a imports b"), "{found:?}");
}

fn source_folder() -> String {
    format!("{}/src", env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file below a folder but the kernels' (a crate of their own): path inside the folder and text.
fn all_files(folder: &str) -> Vec<(String, String)> {
    fn walk(root: &Path, folder: &Path, found: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                if !path.ends_with("kernels") {
                    walk(root, &path, found);
                }
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let inside = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                found.push((inside, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let mut found = Vec::new();
    walk(Path::new(folder), Path::new(folder), &mut found);
    found
}

/// Text of each module of the library without its unit tests. The roots of binaries are no modules.
fn sources() -> BTreeMap<String, String> {
    let library = all_files(&source_folder()).into_iter().filter(|(path, _)| {
        !["main.rs", "reader.rs", "bench.rs"].contains(&path.as_str())
            && !path.starts_with("cli/")
            && !path.ends_with("tests.rs")
    });
    library.map(|(path, text)| (module_of(&path), without_tests(&text).to_owned())).collect()
}

/// `data/table/mod.rs` and `data/table.rs` are both `data::table`; the crate's root is the empty path.
fn module_of(path: &str) -> String {
    let stem = path.trim_end_matches(".rs");
    let stem = stem.strip_suffix("/mod").unwrap_or(stem);
    if stem == "lib" { String::new() } else { stem.replace('/', "::") }
}

/// Unit tests stand at the end of a file.
fn without_tests(text: &str) -> &str {
    text.split_once("\n#[cfg(test)]\nmod ").map_or(text, |(before, _)| before)
}

fn top(module: &str) -> &str {
    module.split("::").next().unwrap_or(module)
}

/// What each module imports of the other modules.
fn imports(sources: &BTreeMap<String, String>) -> Imports {
    let edges = |module: &str, text: &str| {
        let mut edges = BTreeMap::new();
        for written in paths(text) {
            if let Some(target) = target(&written, module, sources)
                && target != module
            {
                edges.entry(target).or_insert_with(|| written.join("::"));
            }
        }
        edges
    };
    sources.iter().map(|(module, text)| (module.clone(), edges(module, text))).collect()
}

/// The paths that a file names: those of `use` declarations with their braces taken apart, and those that start with
/// `crate` or `super` anywhere in the code. Comments are not code.
fn paths(text: &str) -> Vec<Vec<String>> {
    let code: String =
        text.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect();
    let mut found = Vec::new();
    let mut rest = code.as_str();
    while let Some(at) = rest.find("use ") {
        let starts_word = at == 0 || rest[..at].ends_with(['\n', ' ', ')']);
        let (declaration, after) = rest[at + 4..].split_once(';').unwrap_or((&rest[at + 4..], ""));
        if starts_word {
            leaves(declaration, &[], &mut found);
            rest = after;
        } else {
            rest = &rest[at + 4..];
        }
    }
    for start in ["crate::", "super::"] {
        for (at, _) in code.match_indices(start) {
            let before = code[..at].chars().next_back().unwrap_or(' ');
            if before.is_alphanumeric() || before == '_' || before == ':' || before == '$' {
                continue;
            }
            let path = code[at..].split(|letter: char| !(letter.is_alphanumeric() || letter == '_' || letter == ':'));
            found.push(
                path.take(1).flat_map(|path| path.split("::")).filter(|s| !s.is_empty()).map(str::to_owned).collect(),
            );
        }
    }
    found
}

/// `a::{b, c::d as e}` is `a::b` and `a::c::d`.
fn leaves(tree: &str, before: &[String], found: &mut Vec<Vec<String>>) {
    let tree = tree.trim();
    let (path, group) = tree.split_once('{').map_or((tree, None), |(path, group)| (path, Some(group)));
    let path = path.split(" as ").next().unwrap_or(path).trim();
    let mut whole = before.to_vec();
    whole.extend(path.split("::").map(str::trim).filter(|segment| !segment.is_empty()).map(str::to_owned));
    let Some(group) = group else {
        if whole.len() > before.len() {
            found.push(whole);
        }
        return;
    };
    let group = group.trim_end().strip_suffix('}').unwrap_or(group);
    let (mut depth, mut start) = (0, 0);
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                leaves(&group[start..at], &whole, found);
                start = at + 1;
            }
            _ => {}
        }
    }
    leaves(&group[start..], &whole, found);
}

/// The module of this crate that a path leads to, seen from a module: the longest beginning that is a file.
fn target(written: &[String], module: &str, sources: &BTreeMap<String, String>) -> Option<String> {
    let mut whole: Vec<&str> = module.split("::").filter(|segment| !segment.is_empty()).collect();
    let mut rest = written;
    match written.first()?.as_str() {
        "crate" => {
            whole.clear();
            rest = &written[1..];
        }
        "self" => rest = &written[1..],
        "super" => {
            while rest.first().is_some_and(|segment| segment == "super") {
                whole.pop();
                rest = &rest[1..];
            }
        }
        // A child of the module itself, or another crate.
        child => {
            whole.push(child);
            if !sources.contains_key(&whole.join("::")) {
                return None;
            }
            rest = &written[1..];
        }
    }
    whole.extend(rest.iter().map(String::as_str));
    (1..=whole.len()).rev().map(|length| whole[..length].join("::")).find(|path| sources.contains_key(path))
}

fn forbidden(imports: &Imports) -> Vec<String> {
    let allowed = |from: &str, to: &str| {
        from == to || MAY_IMPORT.iter().any(|(module, others)| *module == from && others.contains(&to))
    };
    let mut wrong = Vec::new();
    for (module, edges) in imports {
        for (target, written) in edges {
            if !module.is_empty() && !allowed(top(module), top(target)) {
                wrong.push(format!(
                    "{module} imports {target} (`{written}`): {} may not use {}",
                    top(module),
                    top(target)
                ));
            }
        }
    }
    wrong
}

/// Groups of modules that all reach each other, of more than the accepted size, with the imports inside each.
fn long_cycles(imports: &Imports) -> Vec<String> {
    let reach: BTreeMap<&str, BTreeSet<&str>> =
        imports.keys().map(|module| (module.as_str(), reached(imports, module))).collect();
    let mut done = BTreeSet::new();
    let mut found = Vec::new();
    for (&module, reached) in &reach {
        let cycle: Vec<&str> = reached
            .iter()
            .copied()
            .filter(|other| reach.get(other).is_some_and(|back| back.contains(module)))
            .collect();
        if cycle.len() > LONGEST_CYCLE && done.insert(cycle.clone()) {
            let inside = |from: &&str| {
                let edges = imports[*from].iter().filter(|(to, _)| cycle.contains(&to.as_str()));
                edges.map(|(to, written)| format!("  {from} imports {to} (`{written}`)")).collect::<Vec<_>>()
            };
            let lines: Vec<String> = cycle.iter().flat_map(inside).collect();
            found.push(format!("{} files:\n{}", cycle.len(), lines.join("\n")));
        }
    }
    found
}

/// All modules that a module imports, directly or through others.
fn reached<'a>(imports: &'a Imports, module: &str) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&str> = vec![module];
    while let Some(next) = open.pop() {
        for target in imports.get(next).into_iter().flatten().map(|(target, _)| target.as_str()) {
            if reached.insert(target) {
                open.push(target);
            }
        }
    }
    reached
}
