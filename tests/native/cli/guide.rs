//! The figures of README's "From load test to decision": the program still says them.

use crate::support;
use crate::support::program::run;

const TITLE: &str = "## From load test to decision";

/// The section, and the arguments of its command.
fn guide() -> (String, Vec<String>) {
    let readme = std::fs::read_to_string(support::path("README.md")).unwrap();
    let (_, section) = readme.split_once(TITLE).expect("the section");
    let section = section.split("\n## ").next().unwrap_or_default().to_owned();
    let (_, command) = section.split_once("```sh\nisocost-cli ").expect("a command");
    let command = command.split("```").next().unwrap_or_default().replace("\\\n", " ");
    (section, command.split_whitespace().map(str::to_owned).collect())
}

/// What the program says to some arguments: the line of the answer.
fn headline(arguments: &[String]) -> String {
    let ended = run(arguments);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    ended.stdout.lines().next().unwrap_or_default().to_owned()
}

#[test]
fn the_guides_figures_are_the_programs() {
    let (section, asked) = guide();
    let limits = asked.iter().position(|argument| argument == "--limit").expect("limits");
    let dearer: Vec<String> = asked.iter().map(|argument| argument.replace("b200:5.50", "b200:7.50")).collect();
    let lines: Vec<Vec<&str>> = section
        .lines()
        .filter(|line| line.starts_with("| ") && line.contains('$'))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    assert_eq!(lines.len(), 3, "{section}");
    for (cells, arguments) in lines.iter().zip([&asked[..limits], &asked, &dearer]) {
        let said = headline(arguments);
        let (machines, concurrent) = cells[1].split_once(", ").expect("machines and a load");
        assert!(said.contains(&format!("{} a month · {machines} ·", cells[2])), "{cells:?}: {said}");
        let load = concurrent.trim_end_matches(" concurrent");
        let told = run(arguments).stdout;
        assert!(said.contains(concurrent) || told.contains(&format!("at {load} VUs")), "{cells:?}: {said}");
    }
    let all = run(&asked).stdout;
    for figure in ["$48,180.00", "16 VUs are the most within the limits, which 32", "no load was run twice"] {
        assert!(all.contains(figure), "{figure}: {all}");
    }
    assert!(section.contains("$48,180") && section.contains("6 instead of 8") && all.contains("6 machines"));
    let fast = run(&asked[..limits]).stdout;
    assert!(fast.contains("9,958 ms"), "within 10 s: {fast}");
}
