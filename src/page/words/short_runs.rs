//! Short names of runs: only the settings that differ between runs of the table, hardware first: `L4 · trt-onnx · b512 · 32`.

use crate::data::table::column::Category;
use crate::format::numbers::short;

use super::unnamed::hardware_labels;
use crate::page::tables::active_table::ActiveTable;
use crate::text::foreign;

/// Colours of hardware; further hardware begins anew.
pub const HUES: usize = 8;
/// Before the name of a chip.
const MAKERS: [&str; 3] = ["nvidia-", "amd-", "intel-"];
/// A tag that says nothing more than what all have.
const PLAIN: &str = "default";

/// A run's name in two parts, of which the first stands out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShortName {
    /// `L4`, and where the number differs `2 × B200`.
    pub hardware: String,
    /// `trt-onnx · b512 · 32`; empty where nothing else differs.
    pub rest: String,
}

impl ShortName {
    /// Both parts.
    #[must_use]
    pub fn whole(&self) -> String {
        if self.rest.is_empty() { self.hardware.clone() } else { [&self.hardware, " · ", &self.rest].concat() }
    }
}

/// The short names of a table's settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShortRuns {
    hardware: Vec<String>,
    /// What each setting is called, with the short form of each label; hardware is not among them.
    settings: Vec<(String, Vec<String>)>,
    gpus_differ: bool,
    batches_differ: bool,
    /// No run has VUs, and rates were asked for.
    by_rate: bool,
}

/// The colour of a run's hardware, from 0 to below [`HUES`]: by its position among the table's, as in charts.
#[must_use]
pub fn hue(shown: &ActiveTable, row: usize) -> usize {
    shown.runs.hw_type.codes[row] as usize % HUES
}

/// The class of a mark in this colour, in the style sheet.
#[must_use]
pub fn swatch_class(hue: usize) -> String {
    format!("sw hw{}", hue + 1)
}

impl ShortRuns {
    /// Of a table.
    #[must_use]
    pub fn of(shown: &ActiveTable) -> Self {
        let runs = &shown.runs;
        Self {
            hardware: hardware_names(&hardware_labels(shown)),
            settings: categories(shown)
                .into_iter()
                .map(|(name, category)| (name.to_owned(), setting_names(name, &category.labels)))
                .collect(),
            gpus_differ: differ(runs.gpus.as_ref().map(|gpus| &gpus[..])),
            batches_differ: differ(Some(&runs.batch_size)),
            by_rate: !runs.vus.iter().any(|vus| vus.is_finite()) && runs.asked_rate().is_some(),
        }
    }

    /// Every label of hardware and settings with its short form.
    pub(super) fn pairs(&self, shown: &ActiveTable) -> impl Iterator<Item = (String, String)> {
        let settings: Vec<_> = self.settings.iter().map(|(_, short)| short).zip(categories(shown)).collect();
        let hardware = shown.runs.hw_type.labels.iter().zip(&self.hardware);
        let settings = settings.into_iter().flat_map(|(short, (_, category))| category.labels.iter().zip(short));
        hardware.chain(settings).map(|(long, short)| (long.clone(), short.clone()))
    }

    /// A run's hardware, without the maker where that tells nothing apart: `L4`.
    #[must_use]
    pub fn hardware(&self, shown: &ActiveTable, row: usize) -> &str {
        &self.hardware[shown.runs.hw_type.codes[row] as usize]
    }

    /// A configuration's name; `with_load`: and the concurrent requests of its run, or the
    /// rate that was asked for.
    #[must_use]
    pub fn name(&self, shown: &ActiveTable, row: usize, with_load: bool) -> ShortName {
        let runs = &shown.runs;
        let own = self.hardware(shown, row);
        let hardware = match runs.gpus.as_ref().map(|gpus| gpus[row]).filter(|n| self.gpus_differ && n.is_finite()) {
            Some(gpus) => format!("{} × {own}", short(gpus)),
            None => own.to_owned(),
        };
        let mut parts: Vec<String> = Vec::new();
        // `tp2 ep2`: numbers and truths of a server's settings stand together.
        let mut of_server: Vec<&str> = Vec::new();
        for ((name, names), (_, category)) in self.settings.iter().zip(categories(shown)) {
            let own = names.get(category.codes[row] as usize).filter(|own| !own.is_empty());
            match own {
                Some(own) if own.starts_with(last_part(name)) => of_server.push(own),
                own => parts.extend(own.cloned()),
            }
        }
        parts.extend((!of_server.is_empty()).then(|| of_server.join(" ")));
        let number = |value: f64| Some(value).filter(|value| value.is_finite());
        parts.extend(
            number(runs.batch_size[row])
                .filter(|_| self.batches_differ)
                .map(|size| format!("b{}", short(size).replace(',', ""))),
        );
        if with_load {
            let rate = || runs.asked_rate_of(row).map(|rate| short(rate) + " req/s");
            parts.extend(number(runs.vus[row]).map(short).or_else(rate));
        }
        ShortName { hardware, rest: parts.join(" · ") }
    }

    /// What the parts of a name are, for the head of a column: `image · batch · concurrent`.
    #[must_use]
    pub fn parts(&self, with_load: bool) -> String {
        let mut parts: Vec<&str> = self.settings.iter().map(|(name, _)| last_part(name)).collect();
        if parts.len() > 2 {
            parts.splice(1.., ["settings"]);
        }
        parts.extend(self.batches_differ.then_some("batch"));
        parts.extend(with_load.then_some(if self.by_rate { "load" } else { "concurrent" }));
        parts.join(" · ")
    }
}

fn last_part(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// Whether two of the known values differ.
fn differ(values: Option<&[f64]>) -> bool {
    let mut known = values.unwrap_or_default().iter().filter(|value| value.is_finite());
    let first = known.next();
    known.any(|value| Some(value) != first)
}

/// The categories but hardware that tell configurations apart, as in the long names.
fn categories(shown: &ActiveTable) -> Vec<(&str, &Category)> {
    let runs = &shown.runs;
    let image = (!runs.has_tokens() || shown.image_in_names).then_some(("image", &runs.image));
    let engine = runs.engine.as_ref().filter(|_| runs.has_tokens()).map(|engine| ("engine", engine));
    let serving =
        runs.categories.iter().filter(|_| runs.has_tokens()).map(|(name, category)| (name.as_str(), category));
    let table = runs.table.as_ref().map(|table| ("table", table));
    let all = engine.into_iter().chain(image).chain(serving).chain(table);
    all.filter(|(_, category)| category.labels.len() > 1).collect()
}

/// Hardware by its short name, in the order of the labels.
#[must_use]
pub fn hardware_names(labels: &[String]) -> Vec<String> {
    let bare = |label: &String| {
        let lower = label.to_ascii_lowercase();
        let maker = MAKERS.iter().find(|maker| lower.starts_with(**maker)).map_or(0, |maker| maker.len());
        label[maker..].to_owned()
    };
    let names: Vec<String> = labels.iter().map(bare).collect();
    unless_equal(labels, names.iter().map(|name| if is_chip(name) { name.to_ascii_uppercase() } else { name.clone() }))
}

/// `l4`, `mi355x`: letters and digits, few of them.
fn is_chip(name: &str) -> bool {
    let plain = name.len() <= 8 && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    plain && name.contains(|c: char| c.is_ascii_digit())
}

/// Of names that would be the same nothing is left out; every character of them is seen.
pub(super) fn unless_equal(labels: &[String], names: impl Iterator<Item = String>) -> Vec<String> {
    let names: Vec<String> = names.collect();
    let mut sorted: Vec<&String> = names.iter().collect();
    sorted.sort();
    let names = if sorted.windows(2).any(|pair| pair[0] == pair[1]) { labels.to_vec() } else { names };
    names.iter().map(|name| foreign::shown(name).into_owned()).collect()
}

/// The labels of a category by their short names, for a list of them alone. Of an only one the path is left out.
#[must_use]
pub fn label_names(setting: &str, labels: &[String]) -> Vec<String> {
    match labels {
        [only] => vec![only.rsplit('/').next().filter(|rest| !rest.is_empty()).unwrap_or(only).to_owned()],
        labels => {
            let names = setting_names(setting, labels).into_iter().zip(labels);
            names.map(|(name, label)| if name.is_empty() { label.clone() } else { name }).collect()
        }
    }
}

/// The labels of a setting: without what all begin with, numbers and truths after the setting's own name.
pub(super) fn setting_names(name: &str, labels: &[String]) -> Vec<String> {
    let name = last_part(name);
    let is_number = |label: &String| label.parse::<f64>().is_ok();
    let is_truth = |label: &String| ["true", "false", Category::MISSING].contains(&label.as_str());
    if labels.iter().all(is_truth) {
        return labels.iter().map(|label| if label == "true" { name.to_owned() } else { String::new() }).collect();
    }
    let known = |label: &String| label != Category::MISSING;
    if labels.iter().filter(|label| known(label)).all(is_number) {
        let gap = if name.len() > 3 { " " } else { "" };
        let numbered = |label: &String| if known(label) { [name, gap, label].concat() } else { String::new() };
        return labels.iter().map(numbered).collect();
    }
    // What a run lacks is no part of its name.
    let told: Vec<String> = labels.iter().filter(|label| known(label)).cloned().collect();
    let from = common_start(&told);
    let rest = |label: &String| {
        let rest = label[from..].trim_start_matches(SEPARATORS);
        if rest.is_empty() { PLAIN.to_owned() } else { rest.to_owned() }
    };
    let mut names = unless_equal(&told, told.iter().map(rest)).into_iter();
    labels.iter().map(|label| if known(label) { names.next().unwrap_or_default() } else { String::new() }).collect()
}

const SEPARATORS: [char; 5] = ['-', '_', '/', ':', ' '];

/// The length of what all labels begin with, up to where parts of a name end.
fn common_start(labels: &[String]) -> usize {
    let Some((first, others)) = labels.split_first().filter(|(_, others)| !others.is_empty()) else { return 0 };
    let same = |at: usize| others.iter().all(|other| other.as_bytes().get(at) == first.as_bytes().get(at));
    let equal = (0..first.len()).take_while(|&at| same(at)).count();
    let ends = |at: usize| {
        first.is_char_boundary(at)
            && labels.iter().all(|label| label[at..].chars().next().is_none_or(|c| SEPARATORS.contains(&c)))
    };
    let begins = |at: usize| at > 0 && first.is_char_boundary(at) && first[..at].ends_with(SEPARATORS);
    (0..=equal).rev().find(|&at| ends(at) || begins(at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(labels: &[&str]) -> Vec<String> {
        labels.iter().map(|&label| label.to_owned()).collect()
    }

    #[test]
    fn what_is_missing_is_no_part_of_a_name() {
        assert_eq!(setting_names("engine", &labels(&["(none)", "vllm-a", "vllm-b"])), ["", "a", "b"]);
        assert_eq!(setting_names("engine", &labels(&["(none)", "sglang"])), ["", "sglang"]);
    }

    #[test]
    fn hardware_without_its_maker() {
        assert_eq!(hardware_names(&labels(&["nvidia-t4", "nvidia-l4"])), ["T4", "L4"]);
        assert_eq!(hardware_names(&labels(&["nvidia-l4"])), ["L4"]);
        assert_eq!(
            hardware_names(&labels(&["amd-x1", "nvidia-x1"])),
            ["amd-x1", "nvidia-x1"],
            "they would be the same"
        );
        assert_eq!(hardware_names(&labels(&["g5.12xlarge", "mi355x"])), ["g5.12xlarge", "MI355X"]);
    }

    #[test]
    fn a_list_of_one_label_names_no_path() {
        assert_eq!(label_names("image", &labels(&["michaelf34/infinity:0.0.75"])), ["infinity:0.0.75"]);
        assert_eq!(label_names("image", &labels(&["odd/"])), ["odd/"]);
        assert_eq!(label_names("image", &labels(&["a:1", "a:2"])), ["1", "2"]);
        assert!(label_names("image", &[]).is_empty());
    }

    #[test]
    fn settings_without_what_all_share() {
        let images = ["michaelf34/infinity:0.0.75-trt-onnx", "michaelf34/infinity:0.0.75"];
        assert_eq!(setting_names("image", &labels(&images)), ["trt-onnx", "default"]);
        assert_eq!(setting_names("image", &labels(&["a:1.10", "a:1.12"])), ["1.10", "1.12"], "no part is cut in two");
        assert_eq!(setting_names("engine", &labels(&["vllm", "trt"])), ["vllm", "trt"]);
        assert_eq!(setting_names("engine", &labels(&["é-é", "é-è"])), ["é", "è"]);
        assert_eq!(setting_names("tp", &labels(&["1", "2"])), ["tp1", "tp2"]);
        assert_eq!(setting_names("run.dp_attention", &labels(&["true", "false"])), ["dp_attention", ""]);
        assert_eq!(setting_names("image", &labels(&["x", "x-default"])), ["x", "x-default"]);
    }
}
