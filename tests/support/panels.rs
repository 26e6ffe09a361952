//! Contour panels of the golden answers: which rows each surface is of.
//!
//! It is one surface over all runs, or one for each hardware and image, as lists, pairs and objects in each other. A
//! panel is known by the names on the way to it, whatever stands between them, and an image by its full name or what
//! the classification notebook calls it; panels without a name come in that notebook's order.

use isocost::data::runs::run_table::RunTable;
use isocost::page::contour::view::notebook_rows;
use isocost::page::tables::active_table::ActiveTable;
use serde_json::Value;

/// The keys of one surface.
pub const KEYS: [&str; 9] = [
    "cost_percentiles",
    "level_start",
    "level_end",
    "level_step",
    "grid_x",
    "grid_y",
    "grid_z",
    "min_row",
    "min_per_batch",
];
/// What the classification notebook calls the images.
const SHORT: [(&str, &str); 2] =
    [("michaelf34/infinity:0.0.75", "default"), ("michaelf34/infinity:0.0.75-trt-onnx", "trt-onnx")];

/// A surface of the answers.
pub struct Surface<'a> {
    pub name: String,
    pub answers: &'a Value,
    /// The rows of the table that it is of.
    pub rows: Vec<usize>,
    /// The page's chart of the same rows; `None` for a surface over several.
    pub panel: Option<usize>,
}

/// All of them; none where the answers are null.
///
/// # Panics
/// When the form or a name is unknown, or a panel is there twice or not at all.
pub fn surfaces<'a>(contour: &'a Value, shown: &ActiveTable, what: &str) -> Vec<Surface<'a>> {
    let all: Vec<usize> = (0..shown.runs.rows).collect();
    let panels = notebook_rows(shown, &all);
    match contour {
        Value::Null => return Vec::new(),
        pooled if is_surface(pooled) => {
            let panel = (panels.len() == 1).then_some(0);
            return vec![Surface { name: what.to_owned(), answers: pooled, rows: all, panel }];
        }
        _ => {}
    }
    let mut found = Vec::new();
    collect(contour, "", &mut found, what);
    let unnamed = found.iter().all(|(name, _)| name.is_empty());
    let order = if unnamed { in_notebooks_order(&shown.runs, &panels) } else { Vec::new() };
    let surface = |(at, (name, answers)): (usize, (String, &'a Value))| {
        let name = format!("{what}, {name:?}");
        let panel = if unnamed { order.get(at).copied() } else { called(&name[what.len()..], &shown.runs, &panels) };
        let panel = panel.unwrap_or_else(|| panic!("{name}: no hardware and image of the table is called so"));
        Surface { name, answers, rows: panels[panel].clone(), panel: Some(panel) }
    };
    let surfaces: Vec<Surface> = found.into_iter().enumerate().map(surface).collect();
    for (panel, rows) in panels.iter().enumerate() {
        let times = surfaces.iter().filter(|surface| surface.panel == Some(panel)).count();
        assert_eq!(times, usize::from(!rows.is_empty()), "{what}: {}", shown.groups.labels[panel]);
    }
    surfaces
}

fn is_surface(value: &Value) -> bool {
    value.as_object().is_some_and(|object| KEYS.iter().all(|&key| object.contains_key(key)))
}

/// The surfaces inside a value, each with the texts on the way to it and beside it.
fn collect<'a>(value: &'a Value, name: &str, found: &mut Vec<(String, &'a Value)>, what: &str) {
    let (before, members): (usize, Vec<(&str, &Value)>) = match value {
        Value::Object(object) => (found.len(), object.iter().map(|(key, value)| (key.as_str(), value)).collect()),
        Value::Array(list) => (found.len(), list.iter().map(|value| ("", value)).collect()),
        _ => return,
    };
    let texts = members.iter().flat_map(|(_, value)| match value {
        Value::String(text) => vec![text.as_str()],
        Value::Array(pair) if pair.iter().all(Value::is_string) => pair.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    });
    let name = std::iter::once(name).chain(texts).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("|");
    if is_surface(value) {
        found.push((name, value));
        return;
    }
    for (key, member) in members {
        let parts = [name.as_str(), key].into_iter().filter(|text| !text.is_empty());
        collect(member, &parts.collect::<Vec<_>>().join("|"), found, what);
    }
    assert!(!value.is_object() || found.len() > before, "{what}, {name:?}: a panel without the keys of a surface");
}

/// The panel that a name speaks of: what is not told by it must be the only one of its kind.
fn called(name: &str, runs: &RunTable, panels: &[Vec<usize>]) -> Option<usize> {
    let name = bare(name);
    let longest = |names: &[&str], only: bool| {
        let found = names.iter().map(|name| bare(name)).filter(|part| name.contains(part.as_str()));
        found.map(|part| part.len()).max().or(only.then_some(0))
    };
    let score = |rows: &Vec<usize>| {
        let row = *rows.first()?;
        let (hardware, image) = (runs.hw_type.label(row), runs.image.label(row));
        let short = SHORT.iter().find(|(full, _)| *full == image).map_or(image, |(_, short)| short);
        let tag = image.rsplit(':').next().unwrap_or(image);
        Some(
            longest(&[hardware], runs.hw_type.labels.len() == 1)?
                + longest(&[image, tag, short], runs.image.labels.len() == 1)?,
        )
    };
    let scores: Vec<Option<usize>> = panels.iter().map(score).collect();
    let best = scores.iter().max().copied().flatten()?;
    // One image's name may begin with another's: the longest that is there is meant, if there is but one.
    (scores.iter().filter(|&&score| score == Some(best)).count() == 1)
        .then(|| scores.iter().position(|&score| score == Some(best)))?
}

/// Whatever a name puts between its parts.
fn bare(text: &str) -> String {
    text.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// By hardware as it first occurs in the table, then by image: the classification notebook's loops.
fn in_notebooks_order(runs: &RunTable, panels: &[Vec<usize>]) -> Vec<usize> {
    let first = |codes: &[u32], code: u32| codes.iter().position(|&other| other == code);
    let mut order: Vec<usize> = (0..panels.len()).filter(|&panel| !panels[panel].is_empty()).collect();
    order.sort_by_key(|&panel| {
        let row = panels[panel][0];
        let (hardware, image) = (&runs.hw_type.codes, &runs.image.codes);
        (first(hardware, hardware[row]), first(image, image[row]))
    });
    order
}
