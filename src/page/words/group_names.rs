//! Short names of groups of runs, for legends and filters: `L4 · trt-onnx`. Pictures have the whole ones.

use super::short_runs::{hardware_names, label_names, setting_names, unless_equal};
use super::unnamed::hardware_labels;
use crate::data::runs::run_table::RunTable;
use crate::data::table::column::Category;
use crate::page::tables::active_table::{ActiveTable, Groups};

/// The images by their short names: by the engine where that stands for them in the names of runs.
#[must_use]
pub fn image_names(shown: &ActiveTable) -> Vec<String> {
    let runs = &shown.runs;
    let by_engine = if runs.has_tokens() && !shown.image_in_names { engines_of_images(runs) } else { None };
    by_engine.unwrap_or_else(|| label_names("image", &runs.image.labels))
}

/// The engine of each image; `None` where an image has several, or two images have one. Apart, as encoders have none.
#[inline(never)]
fn engines_of_images(runs: &RunTable) -> Option<Vec<String>> {
    let engine = runs.engine.as_ref()?;
    let mut of_image = vec![None; runs.image.labels.len()];
    for (&image, &code) in runs.image.codes.iter().zip(engine.codes.iter()) {
        if *of_image[image as usize].get_or_insert(code) != code {
            return None;
        }
    }
    let names = setting_names("engine", &engine.labels);
    // An image that no run has keeps its name.
    let name = |(label, code): (&String, &Option<u32>)| {
        code.map(|code| names[code as usize].clone()).filter(|name| !name.is_empty()).unwrap_or_else(|| label.clone())
    };
    let of_image: Vec<String> = runs.image.labels.iter().zip(&of_image).map(name).collect();
    let several = (1..of_image.len()).any(|at| of_image[..at].contains(&of_image[at]));
    (!several).then_some(of_image)
}

/// The short names of groups by hardware, image and table: `L4 · trt-onnx`.
#[must_use]
pub fn group_names(shown: &ActiveTable) -> Vec<String> {
    let runs = &shown.runs;
    let images = (runs.image.labels.len() > 1).then(|| (image_names(shown), &runs.image));
    names_of(&shown.groups, (hardware_names(&hardware_labels(shown)), &runs.hw_type), [images, table_names(runs)])
}

/// The short names of tables, where there are several.
fn table_names(runs: &RunTable) -> Option<(Vec<String>, &Category)> {
    let table = runs.table.as_ref().filter(|table| table.labels.len() > 1)?;
    Some((setting_names("table", &table.labels), table))
}

/// The short names of what the shapes of marks tell apart: engines or images, and of several tables each for itself.
#[inline(never)]
#[must_use]
pub fn shape_names(shown: &ActiveTable) -> Vec<String> {
    let runs = &shown.runs;
    let engines = runs.engine.as_ref().filter(|_| Groups::shapes_are_engines(runs));
    let first = match engines {
        Some(engines) => (label_names("engine", &engines.labels), engines),
        None => (image_names(shown), &runs.image),
    };
    names_of(&shown.shapes, first, [table_names(runs), None])
}

/// The short names of groups by hardware, engine and table: `H100 · vllm`.
#[must_use]
pub fn engine_group_names(shown: &ActiveTable, groups: &Groups) -> Vec<String> {
    let runs = &shown.runs;
    let engines = runs.engine.as_ref().filter(|engines| engines.labels.len() > 1);
    let engines = engines.map(|engines| (setting_names("engine", &engines.labels), engines));
    names_of(groups, (hardware_names(&hardware_labels(shown)), &runs.hw_type), [engines, table_names(runs)])
}

/// The short names of groups by a category and others, each with the short names of its labels.
fn names_of(
    groups: &Groups,
    (first, category): (Vec<String>, &Category),
    others: [Option<(Vec<String>, &Category)>; 2],
) -> Vec<String> {
    let name = |(nth, label): (usize, &String)| {
        // A label that no row has is one of the first category alone.
        let Some(row) = groups.first_row[nth] else { return first.get(nth).unwrap_or(label).clone() };
        let mut parts = vec![first[category.codes[row] as usize].clone()];
        parts.extend(others.iter().flatten().map(|(names, category)| names[category.codes[row] as usize].clone()));
        parts.retain(|part| !part.is_empty());
        parts.join(" · ")
    };
    unless_equal(&groups.labels, groups.labels.iter().enumerate().map(name))
}
