//! Short names of runs: what differs between the runs of a table, hardware first: `L4 · trt-onnx · b512 · 32`.

use super::runs::run_title;
use crate::format::numbers::short;
use crate::page::tables::active_table::ActiveTable;

/// Hardware as people say it: `nvidia-l4` is `L4`, `gb200-nvl72` is `GB200-NVL72`. Names that would then be equal stay
/// whole.
#[must_use]
pub fn hardware_name(shown: &ActiveTable, row: usize) -> String {
    let hardware = &shown.runs.hw_type;
    hardware_label(&hardware.labels, hardware.labels.get(hardware.codes[row] as usize).map_or("", String::as_str))
}

/// The same of one of these labels.
#[must_use]
pub fn hardware_label(labels: &[String], label: &str) -> String {
    let name = said(label);
    let is_alone = labels.iter().all(|other| other == label || said(other) != name);
    if is_alone { name } else { label.to_owned() }
}

/// Without the vendor, and a name of letters and digits in capitals.
fn said(label: &str) -> String {
    let bare = ["nvidia-", "amd-", "intel-"].iter().find_map(|vendor| label.strip_prefix(vendor)).unwrap_or(label);
    let is_model = bare.len() <= 12
        && bare.chars().any(|c| c.is_ascii_digit())
        && bare.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if is_model { bare.to_ascii_uppercase() } else { bare.to_owned() }
}

/// An image by what follows the beginning that all images share: of `infinity:0.0.75` and `infinity:0.0.75-trt-onnx` they
/// are `default` and `trt-onnx`. One image alone needs no name.
#[must_use]
pub fn image_name(shown: &ActiveTable, row: usize) -> String {
    let labels = &shown.runs.image.labels;
    let Some(label) = labels.get(shown.runs.image.codes[row] as usize).filter(|_| labels.len() > 1) else {
        return String::new();
    };
    let rest = label[shared(labels)..].trim_start_matches(is_separator);
    if rest.is_empty() { "default".to_owned() } else { rest.to_owned() }
}

const fn is_separator(c: char) -> bool {
    matches!(c, '-' | '_' | '/' | ':' | '.' | ' ')
}

/// How many bytes all labels begin with, up to the end of a word.
fn shared(labels: &[String]) -> usize {
    let Some((first, others)) = labels.split_first() else { return 0 };
    let same = |other: &String| {
        first.char_indices().zip(other.chars()).find(|((_, a), b)| a != b).map_or(first.len().min(other.len()), |it| it.0.0)
    };
    let end = others.iter().map(same).min().unwrap_or(0);
    let ends_word = |label: &String| label[end..].chars().next().is_none_or(is_separator);
    if labels.iter().all(ends_word) {
        return end;
    }
    first[..end].char_indices().rev().find(|(_, c)| is_separator(*c)).map_or(0, |(at, c)| at + c.len_utf8())
}

/// What a run was set to besides its hardware: `default · batch 512 · 32 concurrent`. Unknown parts are left out.
#[must_use]
pub fn settings_name(shown: &ActiveTable, row: usize) -> String {
    settings(shown, row, "batch ", " concurrent")
}

/// The run in little room: `L4 · default · b512 · 32`.
#[must_use]
pub fn short_run(shown: &ActiveTable, row: usize) -> String {
    let settings = settings(shown, row, "b", "");
    let hardware = hardware_name(shown, row);
    if settings.is_empty() { hardware } else { [&hardware, " · ", &settings].concat() }
}

fn settings(shown: &ActiveTable, row: usize, batch: &str, concurrent: &str) -> String {
    let runs = &shown.runs;
    let mut parts = Vec::new();
    if runs.has_tokens() {
        parts.extend(run_title(shown, row).split(" · ").skip(1).map(str::to_owned));
    } else {
        parts.push(image_name(shown, row));
        if let Some(table) = runs.table.as_ref().filter(|table| table.labels.len() > 1) {
            parts.push(table.label(row).to_owned());
        }
    }
    let number = |value: f64, before: &str, after: &str| {
        if value.is_nan() { String::new() } else { [before, &short(value), after].concat() }
    };
    parts.push(number(runs.batch_size[row], batch, ""));
    parts.push(number(runs.vus[row], "", concurrent));
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hardware_without_its_vendor() {
        assert_eq!(["nvidia-l4", "gb200-nvl72", "t4", "Xeon Gold", "cpu"].map(said), ["L4", "GB200-NVL72", "T4", "Xeon Gold", "cpu"]);
    }

    #[test]
    fn what_labels_share_ends_with_a_word() {
        let shared = |labels: &[&str]| shared(&labels.iter().map(|&label| label.to_owned()).collect::<Vec<_>>());
        assert_eq!(shared(&["infinity:0.0.75", "infinity:0.0.75-trt"]), 15);
        assert_eq!(shared(&["vllm-1", "vllm-12"]), 5);
        assert_eq!((shared(&["a", "b"]), shared(&[]), shared(&["é-x", "é-y"])), (0, 0, 3));
    }
}
