//! An answer for a terminal, and as Markdown.

use isocost::page::take_away::commands::Commands;
use isocost::page::verdict::markdown;
use isocost::page::verdict::markdown::lists;
use isocost::page::words::text_table::Listing;
use isocost::text::foreign::shown;

use super::report::Report;

/// The answer in plain text: what the page says, in its words.
pub fn text(report: &Report) -> String {
    let (answer, verdict) = (&report.answer, &report.answer.verdict);
    let mut out = format!("{}: {}\n{}\n", verdict.title, plain(&verdict.headline.line()), plain(&verdict.sentence));
    let width = verdict.figures.iter().map(|(name, _)| letters(name)).max().unwrap_or(0);
    if width > 0 {
        out += "\nFigures\n";
        for (name, value) in &verdict.figures {
            out += &format!("  {}  {}\n", padded(name, width, false), plain(value));
        }
    }
    for (title, sentences) in lists(verdict, &answer.sure) {
        out += &format!("\n{title}\n");
        sentences.iter().for_each(|sentence| out += &format!("  - {}\n", plain(sentence)));
    }
    let (best, all) = report.best_in_short();
    if !best.lines.is_empty() {
        out += &format!("\n{}\n", titled(&best, all));
        table(&best).iter().for_each(|line| out += &format!("  {line}\n"));
    }
    for (title, command) in report.commands().map(Commands::titled).into_iter().flatten() {
        out += &format!("\n{title}\n");
        command.lines().for_each(|line| out += &format!("  {}\n", plain(line)));
    }
    if !report.notes().is_empty() {
        out += "\nAbout the table\n";
        report.notes().iter().for_each(|note| out += &format!("  - {}\n", plain(note)));
    }
    out + &format!("\nSource: {}. {}.\n", plain(&markdown::source(&answer.shown)), report.date)
}

/// The same as Markdown: the page's, and the best of each below it.
pub fn as_markdown(report: &Report) -> String {
    let answer = &report.answer;
    let mut out = markdown::noted(&report.note);
    out += &markdown::markdown(&answer.verdict, &answer.sure, &answer.shown, "", &report.date);
    out += &markdown::priced_by(&report.sources);
    let (best, all) = report.best_in_short();
    if !best.lines.is_empty() {
        out += &format!("\n### {}\n\n", markdown::text(&titled(&best, all)));
        let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        out += &row(best.heads.iter().map(|head| markdown::text(&head.saved)).collect());
        out += &row(best.heads.iter().map(|head| if head.numeric { "---:" } else { "---" }.to_owned()).collect());
        for line in &best.lines {
            out += &row(line.cells.iter().map(|cell| markdown::text(&cell.text)).collect());
        }
    }
    for (title, command) in report.commands().map(Commands::titled).into_iter().flatten() {
        out += &format!("\n### {title}\n\n```sh\n{command}\n```\n");
    }
    out
}

/// The title of the table: what it holds, to what, and how much of it is shown.
fn titled(best: &Listing, all: usize) -> String {
    let more =
        if all > best.lines.len() { format!(", the first {} of {all}", best.lines.len()) } else { String::new() };
    format!("Best of each ({}{more})", plain(&best.sentence))
}

/// A table in columns of equal width, numbers flush right.
fn table(listing: &Listing) -> Vec<String> {
    let heads: Vec<String> = listing.heads.iter().map(|head| plain(&head.saved)).collect();
    let lines = listing.lines.iter().map(|line| line.cells.iter().map(|cell| plain(&cell.text)).collect());
    let rows: Vec<Vec<String>> = std::iter::once(heads).chain(lines).collect();
    let widths: Vec<usize> =
        (0..listing.heads.len()).map(|at| rows.iter().map(|row| letters(&row[at])).max().unwrap_or(0)).collect();
    let written = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).zip(&listing.heads);
        let cells = cells.map(|((cell, &width), head)| padded(cell, width, head.numeric));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(written).collect()
}

fn letters(text: &str) -> usize {
    text.chars().count()
}

fn padded(text: &str, width: usize, right: bool) -> String {
    if right { format!("{text:>width$}") } else { format!("{text:<width$}") }
}

/// One line in which every character is seen: what a terminal takes for a command is none.
pub fn plain(text: &str) -> String {
    shown(text).chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
