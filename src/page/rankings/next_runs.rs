//! Runs to make next: a table, the same as tab-separated text, as JSON, and as scenarios for k6.

use crate::analysis::decide::next_runs::{Lattice, NextRun, Reason, next_runs};
use crate::analysis::stats::noise::Noise;
use crate::data::runs::table_facts::Basis;
use crate::data::table::column::Category;
use crate::export::csv::tab_separated;
use crate::export::json::quoted;
use crate::format::numbers::{percent, short, signed_percent};

use crate::page::tables::active_table::ActiveTable;
use crate::page::words::cost;
use crate::page::words::noise::noise_words;
use crate::page::words::runs::{count, vus};
use crate::page::words::text_table::{Cell, Head, Line, Listing};

/// The most proposals shown; further ones are only counted.
pub const MOST_SHOWN: usize = 12;

/// A run to make, as the page lists it.
#[derive(Clone, Debug, PartialEq)]
pub struct NextLine {
    /// What it is like: the run in the table with the same hardware, image and so on.
    pub like: usize,
    /// What makes its configuration besides the batch size, by the table's names: hardware, image and so on.
    pub settings: Vec<(String, String)>,
    /// Batch size; NaN when the table has none.
    pub batch_size: f64,
    /// Virtual users.
    pub vus: f64,
    /// Why, sentences.
    pub why: String,
    /// The cost to hope for, in words.
    pub hope: String,
    /// The same, per 1 billion requests.
    pub hope_usd: f64,
}

/// The list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NextView {
    /// What it says, a sentence.
    pub sentence: String,
    /// The most promising first, at most [`MOST_SHOWN`].
    pub lines: Vec<NextLine>,
    /// The unit of the saved hoped cost.
    pub cost_unit: String,
}

impl NextView {
    /// The runs that could change the verdict among `rows`, of which `passing` are within the limits.
    #[must_use]
    pub fn new(shown: &ActiveTable, basis: &Basis, rows: &[usize], passing: &[usize]) -> Self {
        let noise = basis.noise(&shown.runs);
        let lattice = Lattice { set_of: &basis.set_of, passing, noise };
        let found = next_runs(&basis.measures(&shown.runs), &lattice, rows);
        Self {
            sentence: sentence(found.len(), passing.is_empty()),
            lines: found.iter().take(MOST_SHOWN).map(|run| line(shown, noise, run)).collect(),
            cost_unit: shown.in_currency(cost::unit(&shown.runs)),
        }
    }

    /// Tab-separated text with a header line, for a spreadsheet; texts are guarded by [`tab_separated`].
    #[must_use]
    pub fn tsv(&self) -> String {
        let Some(first) = self.lines.first() else { return String::new() };
        let mut head: Vec<String> = first.settings.iter().map(|(name, _)| tab_separated(name)).collect();
        head.extend(["batch_size", "vus", "why"].map(str::to_owned));
        let mut text = head.join("\t") + "\n";
        for line in &self.lines {
            let mut cells: Vec<String> = line.settings.iter().map(|(_, value)| tab_separated(value)).collect();
            cells.extend([plain(line.batch_size), plain(line.vus), tab_separated(&line.why)]);
            text += &(cells.join("\t") + "\n");
        }
        text
    }

    /// A k6 command for each run whose VUs are known: constant VUs for a minute (as in [`Self::json`]), with the settings
    /// as tags, which identify the run in k6's results. The script and its server are the reader's own. Settings come from
    /// the data and go into a shell, so they are quoted; control characters become spaces, as quotes do not stop a terminal
    /// from acting on them.
    #[must_use]
    pub fn k6(&self) -> String {
        let mut text = String::new();
        for line in self.lines.iter().filter(|line| line.vus.is_finite()) {
            text += &format!("k6 run --vus {} --duration 1m", plain(line.vus));
            let batch_size = ("batch_size".to_owned(), plain(line.batch_size));
            for (name, value) in line.settings.iter().chain([&batch_size]).filter(|(_, value)| !value.is_empty()) {
                text += &format!(" --tag {}", shell_quoted(&format!("{name}={value}")));
            }
            text += " script.js\n";
        }
        text
    }

    /// As the page shows it.
    #[must_use]
    pub fn listing(&self) -> Listing {
        let sentence = self.sentence.clone();
        let Some(first) = self.lines.first() else { return Listing { sentence, ..Listing::default() } };
        let mut heads: Vec<Head> = first.settings.iter().map(|(name, _)| Head::text(title(name))).collect();
        let hope = Head::number("Hoped cost").in_unit(&self.cost_unit);
        heads.extend([Head::number("Batch size"), Head::number("VUs"), hope, Head::text("Why")]);
        let line = |(key, line): (usize, &NextLine)| {
            let number = |value: f64| Cell::number(short(value), value);
            let mut cells: Vec<Cell> = line.settings.iter().map(|(_, value)| value.as_str().into()).collect();
            cells.extend([number(line.batch_size), number(line.vus)]);
            cells.extend([Cell::number(line.hope.clone(), line.hope_usd), line.why.as_str().into()]);
            Line { key, cells, ..Line::default() }
        };
        Listing { sentence, heads, lines: self.lines.iter().enumerate().map(line).collect() }
    }

    /// A JSON array: an object for each run with its settings, `batch_size` (null when unknown), `vus`, `why`, and
    /// `k6`, options for `k6 run --config`: one scenario of so many constant VUs for a minute, as long as the longest of
    /// the notebooks' runs. Runs of one list are not one k6 configuration, as each needs its own server.
    #[must_use]
    pub fn json(&self) -> String {
        let items: Vec<String> = self.lines.iter().map(json_item).collect();
        if items.is_empty() { "[]\n".to_owned() } else { format!("[\n{}\n]\n", items.join(",\n")) }
    }
}

fn sentence(found: usize, none_passes: bool) -> String {
    match found {
        0 if none_passes => "Without a run that qualifies there is nothing to improve on.".to_owned(),
        0 => "No missing run is known that could change the verdict.".to_owned(),
        n if n > MOST_SHOWN => {
            format!("{} could change the verdict; the {MOST_SHOWN} most promising are shown.", count(n, "run", "runs"))
        }
        n => format!("{} could change the verdict, the most promising first.", count(n, "run", "runs")),
    }
}

fn line(shown: &ActiveTable, noise: Noise, run: &NextRun) -> NextLine {
    let why: Vec<String> = run.reasons.iter().map(|&reason| reason_words(shown, noise, run, reason)).collect();
    NextLine {
        like: run.like,
        settings: settings(shown, run.like),
        batch_size: run.batch_size,
        vus: run.vus,
        why: why.join(" "),
        hope: shown.money(run.hope_usd),
        hope_usd: run.hope_usd,
    }
}

/// Hardware is always named; the others where the table has them.
fn settings(shown: &ActiveTable, row: usize) -> Vec<(String, String)> {
    let runs = &shown.runs;
    let named = [Some(("hw_type", &runs.hw_type)), Some(("image", &runs.image))];
    let named = named.into_iter().chain([
        runs.engine.as_ref().map(|engine| ("engine", engine)),
        runs.vendor.as_ref().map(|vendor| ("vendor", vendor)),
    ]);
    let further = runs.categories.iter().map(|(name, category)| (name.as_str(), category));
    let all = named.flatten().chain(further).filter(|(name, category)| *name == "hw_type" || has_names(category));
    all.map(|(name, category)| (name.to_owned(), category.label(row).to_owned())).collect()
}

/// A table without the column has one nameless category.
fn has_names(category: &Category) -> bool {
    category.labels.iter().any(|label| !label.is_empty() && label != Category::MISSING)
}

/// Why a run is proposed, a sentence.
#[must_use]
pub fn reason_words(shown: &ActiveTable, noise: Noise, run: &NextRun, reason: Reason) -> String {
    let runs = &shown.runs;
    let (batch, at) = (short(runs.batch_size[run.like]), vus(runs.vus[run.like]));
    match reason {
        Reason::StillRising { last_gain } => {
            format!("Throughput still rose in the last step up in VUs ({}).", signed_percent(last_gain))
        }
        Reason::EdgeVus { most } => {
            format!("Its cheapest run is at {at}, the {} that were tried.", if most { "most" } else { "fewest" })
        }
        Reason::EdgeBatch { largest } => {
            let end = if largest { "largest" } else { "smallest" };
            format!("The cheapest run with this hardware and image is at batch size {batch}, the {end} that was tried.")
        }
        Reason::Hole => "It lies beside the winner and was not tried.".to_owned(),
        Reason::WithinNoise { gap, noise: share } => {
            let (gap, noise) = (percent(gap * 100.0), noise_words(Noise { share, ..noise }));
            format!("Winner and runner-up differ by {gap}, within {noise}: run both again.")
        }
    }
}

/// A setting as a reader knows it; the table's own word for the further ones.
fn title(name: &str) -> &str {
    match name {
        "hw_type" => "Hardware",
        "image" => "Image",
        "engine" => "Engine",
        "vendor" => "Vendor",
        other => other,
    }
}

/// Quotes a text as one word of a shell (POSIX, section 2.2.2).
fn shell_quoted(text: &str) -> String {
    let tame: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("'{}'", tame.replace('\'', r"'\''"))
}

/// A number without separators; empty when unknown.
fn plain(value: f64) -> String {
    if value.is_finite() { value.to_string() } else { String::new() }
}

fn json_item(line: &NextLine) -> String {
    let number = |value: f64| if value.is_finite() { value.to_string() } else { "null".to_owned() };
    let mut fields: Vec<String> =
        line.settings.iter().map(|(name, value)| format!("{}: {}", quoted(name), quoted(value))).collect();
    fields.push(format!("\"batch_size\": {}", number(line.batch_size)));
    fields.push(format!("\"vus\": {}", number(line.vus)));
    fields.push(format!("\"why\": {}", quoted(&line.why)));
    let scenario = format!(r#"{{"executor": "constant-vus", "vus": {}, "duration": "1m"}}"#, number(line.vus));
    fields.push(format!(r#""k6": {{"scenarios": {{"run": {scenario}}}}}"#));
    format!("  {{{}}}", fields.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_one_word_for_each_setting_whatever_it_says() {
        let run = |image: &str, batch_size: f64, vus: f64| NextLine {
            like: 0,
            settings: vec![("hw_type".to_owned(), "l4".to_owned()), ("image".to_owned(), image.to_owned())],
            batch_size,
            vus,
            why: "Because.".to_owned(),
            hope: "$1.00".to_owned(),
            hope_usd: 1.0,
        };
        let lines = vec![run("it's; rm -rf \n\u{1b}$(x)", 8.0, 16.0), run("", f64::NAN, 1.0), run("a", 1.0, f64::NAN)];
        let view = NextView { lines, ..NextView::default() };
        assert_eq!(
            view.k6(),
            "k6 run --vus 16 --duration 1m --tag 'hw_type=l4' --tag 'image=it'\\''s; rm -rf   $(x)' --tag \
             'batch_size=8' script.js\nk6 run --vus 1 --duration 1m --tag 'hw_type=l4' script.js\n"
        );
        let listing = view.listing();
        let titles: Vec<&str> = listing.heads.iter().map(|head| head.title.as_str()).collect();
        assert_eq!(titles, ["Hardware", "Image", "Batch size", "VUs", "Hoped cost", "Why"]);
        assert!(listing.lines.iter().all(|line| line.cells.len() == titles.len()));
        assert_eq!(listing.lines[1].cells[2], "–");
    }

    #[test]
    fn no_copied_cell_is_a_formula() {
        let odd =
            ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", " =1", "\u{ff1d}1", "\"=1", "\"\"=1\"", "\u{feff}=1"];
        for text in odd {
            let line = NextLine {
                like: 0,
                settings: vec![(text.to_owned(), text.to_owned())],
                batch_size: -2.0,
                vus: 8.5,
                why: text.to_owned(),
                hope: String::new(),
                hope_usd: f64::NAN,
            };
            let copied = NextView { lines: vec![line], ..NextView::default() }.tsv();
            let rows: Vec<Vec<&str>> = copied.lines().map(|line| line.split('\t').collect()).collect();
            assert_eq!(rows.iter().map(Vec::len).collect::<Vec<_>>(), [4, 4], "{copied:?}");
            assert!([rows[0][0], rows[1][0], rows[1][3]].iter().all(|cell| cell.starts_with('\'')), "{copied:?}");
            assert_eq!(rows[1][1..3], ["-2", "8.5"], "numbers stay numbers");
        }
    }

    #[test]
    fn json_is_json_whatever_the_names() {
        let line = NextLine {
            like: 0,
            settings: vec![("hw \"type\"".to_owned(), "a\\b\n\u{1}é\t".to_owned())],
            batch_size: f64::NAN,
            vus: 8.0,
            why: "Because.".to_owned(),
            hope: String::new(),
            hope_usd: f64::NAN,
        };
        let view = NextView { lines: vec![line.clone(), line], ..NextView::default() };
        let read: serde_json::Value = serde_json::from_str(&view.json()).unwrap();
        assert_eq!(read.as_array().map(Vec::len), Some(2));
        assert_eq!(read[1]["hw \"type\""], "a\\b\n\u{1}é\t");
        assert!(read[0]["batch_size"].is_null());
        assert_eq!(read[0]["k6"]["scenarios"]["run"]["vus"], 8);
        assert_eq!(view.tsv().lines().nth(1), Some("a\\b \u{1}é \t\t8\tBecause."));
        let none = NextView::default();
        assert_eq!((none.json().as_str(), none.tsv().as_str(), none.k6().as_str()), ("[]\n", "", ""));
        assert_eq!(none.listing(), Listing::default());
    }
}
