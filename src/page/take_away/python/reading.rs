//! The beginning of a script: what it is, where its table is, how that is read.

use crate::data::bundled;
use crate::hub::address::folder::Folder;
use crate::hub::address::table_address::TableAddress;
use crate::hub::address::{DEFAULT_PATH, DatasetFile};
use crate::hub::format::FileFormat;
use crate::page::tables::active_table::Provenance;
use crate::page::tables::table_source::TableSource;

use super::Topic;
use super::code::{Code, list};
use super::text::literal;

const USABLE: &str = r#"
def usable(column):
    """What is zero, infinite or missing is no measurement."""
    return column.where((column > 0) & np.isfinite(column))

"#;

/// All of it. `tables` stand on the page side by side.
pub fn script(code: &Code<'_>, topic: Topic, tables: usize, columns: &str, prices: &str) -> String {
    let rewritten = code.runs().notes.is_rewritten();
    let first = code.shown.place.each().first().and_then(TableSource::whole_dataset).and_then(bundled::find);
    let At { path, note, format } = match first {
        _ if rewritten => saved(MORE_THAN_PANDAS),
        Some(table) if table.sha256.is_none() => saved(OF_THE_PAGE),
        _ => at(&code.shown.place, &code.shown.source),
    };
    let mut out = String::new();
    out.extend(["# Isocost, ", &literal(&code.shown.place.title()), ": ", topic.words(), ".\n"]);
    if tables > 1 {
        out += "# The page shows several tables side by side. This script is of the first of them alone.\n";
    }
    out += note;
    let body = code.body.as_str();
    let has = |word: &str| [columns, prices, body].iter().any(|part| part.contains(word));
    let grid = has("griddata");
    let scipy = grid || has("Delaunay");
    out += "# Needs pandas";
    for (needed, name) in [
        (format == FileFormat::Parquet, ", pyarrow"),
        (path.starts_with("\"hf:"), ", huggingface_hub"),
        (scipy, ", scipy"),
    ] {
        out += if needed { name } else { "" };
    }
    out.extend([".\nPATH = ", &path, "\n\n"]);
    let usable = has("usable");
    if usable || has("np.") {
        out += "import numpy as np\n";
    }
    out += "import pandas as pd\n";
    if scipy {
        out += if grid {
            "from scipy.interpolate import griddata\nfrom scipy.spatial import QhullError\n"
        } else {
            "from scipy.interpolate import LinearNDInterpolator\nfrom scipy.spatial import Delaunay, QhullError\n"
        };
    }
    if usable {
        out.extend(["\n", USABLE]);
    }
    let name = if columns.is_empty() { "df" } else { "table" };
    out.extend(["\n", name, " = ", &read(format, path.starts_with('[')), "\n"]);
    if matches!(format, FileFormat::Json | FileFormat::JsonLines) && nested(code, &[columns, prices, body]) {
        out.extend([name, " = pd.json_normalize(", name, ".to_dict(\"records\"))\n"]);
    }
    out.extend([columns, prices, body]);
    out
}

/// Whether a column that a role is read from, or that the script names, lies inside an object.
fn nested(code: &Code<'_>, texts: &[&str]) -> bool {
    let runs = code.runs();
    let named = |name: &str| runs.roles.uses(name) || texts.iter().any(|text| text.contains(&literal(name)));
    runs.columns[..runs.file_columns].iter().any(|column| column.name.contains('.') && named(&column.name))
}

fn read(format: FileFormat, several: bool) -> String {
    let (reader, options) = match format {
        FileFormat::Parquet => ("pd.read_parquet", ""),
        FileFormat::Csv => ("pd.read_csv", ""),
        FileFormat::Tsv => ("pd.read_csv", ", sep=\"\\t\""),
        FileFormat::JsonLines => ("pd.read_json", ", lines=True, dtype=False"),
        FileFormat::Json => ("pd.read_json", ", dtype=False"),
    };
    if several {
        ["pd.concat([", reader, "(path", options, ") for path in PATH], ignore_index=True)"].concat()
    } else {
        [reader, "(PATH", options, ")"].concat()
    }
}

/// Where a table is: an expression of Python, and what must be said about it.
struct At {
    path: String,
    note: &'static str,
    format: FileFormat,
}

const OF_THIS_COMPUTER: &str =
    "# The page read this from your computer, and knows no folder: run the script beside it, or name the folder.\n";
const OF_A_FOLDER: &str = "# The page chose among the files that the Hub lists, and this script cannot ask it: look whether \
     this is the one.\n";
const ONE_TABLE: &str =
    "# There are several tables at this place, and the page shows one: name the file of that one if this is another.\n";

/// The page reads more than pandas does: results of load testers, units in cells, tables on their side.
const MORE_THAN_PANDAS: &str = "# The page read more than pandas can (a load tester's result, units in cells): save the runs there as CSV (“All runs”), \
     and name that file here.\n";
const OF_THE_PAGE: &str = "# This table comes with the page and is on no Hub: save the runs there as CSV (“All runs”), and name that file here.\n";

/// A table that the reader has to save first.
fn saved(note: &'static str) -> At {
    At { path: literal("runs.csv"), note, format: FileFormat::Csv }
}

fn at(place: &TableSource, source: &Provenance) -> At {
    let commit = match source {
        Provenance::Hub { commit } => commit.clone(),
        _ => None,
    };
    let hub = |file: DatasetFile, note| {
        let format = FileFormat::of(file.path()).unwrap_or(FileFormat::Parquet);
        let revision = commit.clone().or_else(|| file.revision.clone());
        let file = DatasetFile { path: Some(file.path().to_owned()), revision, ..file };
        At { path: literal(&["hf://datasets/", &file.to_string()].concat()), note, format }
    };
    match place {
        TableSource::At { asked, table } => {
            let note = if table.is_some() { ONE_TABLE } else { "" };
            match asked {
                TableAddress::File(file) => hub(file.clone(), note),
                TableAddress::Folder(folder) => {
                    let known = place.whole_dataset().and_then(bundled::find).is_some();
                    hub(folder.file(&guess(folder)), if known { "" } else { OF_A_FOLDER })
                }
                // The Hub's Python library reads this address, as it does those of data sets.
                TableAddress::Bucket(file) => {
                    At { path: literal(&file.to_string()), note, format: by_name(&file.path) }
                }
                TableAddress::Web(url) => {
                    At { path: literal(&url.to_string()), note, format: by_name(&url.file_name()) }
                }
            }
        }
        TableSource::Files { names, .. } => {
            let mut names = names.clone();
            // In the page's order.
            crate::analysis::stats::order::sort_by(&mut names, |a, b| a.cmp(b));
            let format = by_name(names.first().map_or("", String::as_str));
            let literals: Vec<String> = names.iter().map(|name| literal(name)).collect();
            let path = if let [one] = &literals[..] { one.clone() } else { list(&literals) };
            At { path, note: OF_THIS_COMPUTER, format }
        }
        TableSource::Several(places) => places
            .first()
            .map_or_else(|| At { path: literal(""), note: "", format: FileFormat::Parquet }, |place| at(place, source)),
    }
}

fn by_name(name: &str) -> FileFormat {
    FileFormat::of(name.strip_suffix(".gz").unwrap_or(name)).unwrap_or(FileFormat::Parquet)
}

/// The path that the Hub's own tools give to the only file of a split.
fn guess(folder: &Folder) -> String {
    let file = if folder.is_converted() { "default/train/0000.parquet" } else { DEFAULT_PATH };
    folder
        .path
        .as_ref()
        .map_or_else(|| file.to_owned(), |path| [path, "/", file.rsplit('/').next().unwrap_or(file)].concat())
}
