//! The tests that `tests/README.md` names are there: a table of faults whose tests are gone holds nothing.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::support::path;

/// The functions of all sources, and the paths of their files, inside the project.
fn sources(folder: &Path, functions: &mut BTreeSet<String>, files: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let found = entry.unwrap().path();
        if found.is_dir() {
            files.push(found.display().to_string());
            sources(&found, functions, files);
        } else if found.extension().is_some_and(|ending| ending == "rs") {
            files.push(found.display().to_string());
            let text = fs::read_to_string(&found).unwrap();
            let named = text.split("fn ").skip(1).filter_map(|rest| rest.split_once("()"));
            functions.extend(named.map(|(name, _)| name.to_owned()));
        }
    }
}

#[test]
fn tests_named_for_faults_exist() {
    let (mut functions, mut files) = (BTreeSet::new(), Vec::new());
    for folder in ["src", "tests"] {
        sources(Path::new(&path(folder)), &mut functions, &mut files);
    }
    let readme = fs::read_to_string(path("tests/README.md")).unwrap();
    let (_, table) = readme.split_once("## Faults known from other tools").expect("the table");
    let cells: Vec<&str> =
        table.lines().filter(|line| line.starts_with("| ")).filter_map(|line| line.split('|').nth(2)).collect();
    let names: Vec<&str> = cells.iter().flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect();
    assert!(names.len() > 40, "{} names", names.len());
    let fixture = |name: &str| Path::new(&path(&format!("tests/fixtures/tools/{name}"))).is_dir();
    let is_file = |name: &str| {
        let name = name.replace("::", "/");
        let places = [path(&name), path(&format!("tests/{name}")), path(&format!("tests/native/{name}"))];
        places.iter().any(|place| files.contains(place) || files.contains(&format!("{place}.rs")))
    };
    for name in names {
        let of_module =
            name.rsplit_once("::").is_some_and(|(module, test)| is_file(module) && functions.contains(test));
        assert!(of_module || is_file(name) || functions.contains(name) || fixture(name), "there is no {name}");
    }
}
