//! Configuration in the names of files and folders: the parts in which several paths differ, as columns.
//!
//! `runs/tp4/conc16.json` and `runs/tp8/conc128.json` differ in `tp` (4 and 8) and in VUs (16 and 128). Known words before
//! a number become the names of their columns; an unknown word keeps its own (`prueba-1200`); words that differ without
//! a number become a column that is called after their place. A part that is the same everywhere says nothing.

use super::cell::{CellKind, number_kind};

/// A column that the names of files give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameColumn {
    /// Its name.
    pub label: String,
    /// The value of each file, in the order given; `None` where a name does not say it.
    pub values: Vec<Option<String>>,
}

/// Words before a number, and the column that they mean.
const KNOWN: &[(&str, &[&str])] = &[
    (
        "vus",
        &[
            "c",
            "conc",
            "concurrency",
            "concurrent",
            "vu",
            "vus",
            "users",
            "user",
            "clients",
            "u",
            "parallel",
            "connections",
            "conns",
            "threads",
            "maxconcurrency",
            "numconcurrency",
            "processnum",
        ],
    ),
    ("batch_size", &["b", "bs", "batch", "batchsize", "maxbatch", "maxbatchsize", "maxnumseqs"]),
    ("tp", &["tp", "tensorparallel", "tensorparallelsize"]),
    ("pp", &["pp", "pipelineparallel"]),
    ("dp", &["dp", "dataparallel"]),
    ("ep", &["ep", "expertparallel"]),
    ("request_rate", &["qps", "rps", "rate", "rr", "requestrate"]),
    ("isl", &["isl", "inputlen", "input", "in", "promptlen", "randominputlen"]),
    ("osl", &["osl", "outputlen", "output", "out", "randomoutputlen"]),
    ("gpu_count", &["gpus", "ngpu", "ngpus", "numgpus"]),
    ("replicas", &["replicas", "replica"]),
    ("num_prompts", &["n", "numprompts", "prompts", "requests"]),
    ("run", &["run", "iter", "iteration", "rep", "repeat", "trial", "attempt", "part", "try"]),
];

/// Words before another word, which is their value: `quant-fp8`.
const KEYS: [&str; 14] = [
    "quant",
    "quantization",
    "dtype",
    "precision",
    "model",
    "engine",
    "backend",
    "gpu",
    "hw",
    "hardware",
    "mode",
    "tag",
    "scenario",
    "dataset",
];

/// Columns at most: names that are all chance would give many.
const MOST: usize = 12;

/// A part of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// A word with a number: `c16`.
    Value { label: String, value: String },
    /// A word.
    Word(String),
}

impl Part {
    fn word(&self) -> Option<&str> {
        if let Self::Word(word) = self { Some(word) } else { None }
    }
}

/// The columns that the paths of several files give: each part in which they differ. Empty where nothing differs, or
/// where only the order of the files is numbered.
#[must_use]
pub fn columns(paths: &[&str]) -> Vec<NameColumn> {
    let parsed: Vec<Vec<Part>> = paths.iter().map(|path| parts(path)).collect();
    let mut columns = valued(&parsed);
    columns.extend(worded(&parsed));
    columns.retain(|column| differs(&column.values) && !(column.label == "run" && all_differ(&column.values)));
    columns.truncate(MOST);
    columns
}

fn differs(values: &[Option<String>]) -> bool {
    values.iter().any(|value| *value != values[0])
}

/// Whether each file has a value of its own: then a number of the run only counts the files.
fn all_differ(values: &[Option<String>]) -> bool {
    values.iter().enumerate().all(|(at, value)| !values[..at].contains(value))
}

/// Words with numbers, by label; of one label twice in a path each has a column.
fn valued(parsed: &[Vec<Part>]) -> Vec<NameColumn> {
    // In a list: a map of them is 5 kB of code, and there are few.
    let mut columns: Vec<(usize, NameColumn)> = Vec::new();
    for (file, parts) in parsed.iter().enumerate() {
        let labelled = |part: &Part, label: &str| matches!(part, Part::Value { label: other, .. } if other == label);
        for (at, part) in parts.iter().enumerate() {
            let Part::Value { label, value } = part else { continue };
            let time = parts[..at].iter().filter(|earlier| labelled(earlier, label)).count();
            let name = if time == 0 { label.clone() } else { format!("{label} {}", time + 1) };
            let found = columns.iter().position(|(other, column)| *other == time && column.label == name);
            let nth = found.unwrap_or_else(|| {
                columns.push((time, NameColumn { label: name, values: vec![None; parsed.len()] }));
                columns.len() - 1
            });
            columns[nth].1.values[file] = Some(value.clone());
        }
    }
    columns.into_iter().map(|(_, column)| column).collect()
}

/// Words that differ: one column for each place, where all names have equally many words, else one of all of them.
fn worded(parsed: &[Vec<Part>]) -> Vec<NameColumn> {
    let words: Vec<Vec<&str>> = parsed.iter().map(|parts| parts.iter().filter_map(Part::word).collect()).collect();
    let Some(count) = words.first().map(Vec::len) else { return Vec::new() };
    if words.iter().all(|words| words.len() == count) {
        let place = |at: usize| NameColumn {
            label: "name".to_owned(),
            values: words.iter().map(|words| Some(words[at].to_owned())).collect(),
        };
        let mut columns: Vec<NameColumn> = (0..count).map(place).filter(|column| differs(&column.values)).collect();
        columns.iter_mut().enumerate().skip(1).for_each(|(at, column)| column.label = format!("name {}", at + 1));
        return columns;
    }
    // What all have is left out.
    let common: Vec<&str> =
        words[0].iter().copied().filter(|word| words.iter().all(|words| words.contains(word))).collect();
    let rest = |words: &Vec<&str>| {
        let own: Vec<&str> = words.iter().copied().filter(|word| !common.contains(word)).collect();
        Some(own.join(" ")).filter(|own| !own.is_empty())
    };
    vec![NameColumn { label: "name".to_owned(), values: words.iter().map(rest).collect() }]
}

/// The parts of a path, folders first, without the extension.
fn parts(path: &str) -> Vec<Part> {
    let (folders, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = file.strip_suffix(".gz").unwrap_or(file);
    let stem = match stem.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && extension.len() <= 7 && !extension.starts_with(digit) => stem,
        _ => stem,
    };
    let mut parts = Vec::new();
    for folder in folders.split('/').filter(|folder| !folder.is_empty()).chain([stem]) {
        let words: Vec<&str> =
            folder.split(['_', '-', ' ', '=', ',', '(', ')', '@', '+']).filter(|w| !w.is_empty()).collect();
        let mut at = 0;
        while at < words.len() {
            at += part(&words[at..], &mut parts);
        }
    }
    parts
}

fn digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// Reads the first word, or the first few; returns how many.
fn part(words: &[&str], parts: &mut Vec<Part>) -> usize {
    let word = words[0];
    let value = |label: &str, value: &str| Part::Value { label: label.to_owned(), value: value.to_owned() };
    if let Some((letters, number)) = letters_and_number(word)
        && let Some(label) = known(letters)
    {
        parts.push(value(label, number));
        return 1;
    }
    // `16users`
    if let Some((number, letters)) = number_and_letters(word)
        && let Some(label) = known(letters).filter(|_| letters.len() > 1)
    {
        parts.push(value(label, number));
        return 1;
    }
    // `max_concurrency_16` is one word before its number.
    for length in (1..words.len().min(4)).rev() {
        let joined = words[..length].concat();
        let next = words[length];
        if let Some(label) = known(&joined).filter(|_| is_number(next)) {
            parts.push(value(label, next));
            return length + 1;
        }
    }
    let lower = word.to_ascii_lowercase();
    match words.get(1) {
        Some(next) if KEYS.contains(&lower.as_str()) && !is_number(next) => parts.push(value(&lower, next)),
        Some(next) if is_number(next) && word.chars().all(char::is_alphabetic) => parts.push(value(&lower, next)),
        _ => {
            parts.push(Part::Word(word.to_owned()));
            return 1;
        }
    }
    2
}

fn known(word: &str) -> Option<&'static str> {
    let lower = word.to_ascii_lowercase();
    KNOWN.iter().find(|(_, words)| words.contains(&lower.as_str())).map(|(label, _)| *label)
}

fn is_number(text: &str) -> bool {
    matches!(number_kind(text.as_bytes()), Some(CellKind::Whole | CellKind::Fraction))
}

fn letters_and_number(word: &str) -> Option<(&str, &str)> {
    let at = word.find(digit)?;
    let (letters, number) = word.split_at(at);
    (at > 0 && is_number(number)).then_some((letters, number))
}

fn number_and_letters(word: &str) -> Option<(&str, &str)> {
    let at = word.find(|c: char| !digit(c))?;
    let (number, letters) = word.split_at(at);
    (at > 0 && letters.chars().all(char::is_alphabetic)).then_some((number, letters))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each column as `label: values`, a missing one as `-`.
    fn found(paths: &[&str]) -> Vec<String> {
        let show = |column: NameColumn| {
            let values: Vec<String> =
                column.values.into_iter().map(|value| value.unwrap_or_else(|| "-".to_owned())).collect();
            format!("{}: {}", column.label, values.join(" "))
        };
        columns(paths).into_iter().map(show).collect()
    }

    #[test]
    fn known_words_with_numbers() {
        assert_eq!(found(&["r/c16.json", "r/c128.json"]), ["vus: 16 128"]);
        assert_eq!(found(&["conc128.json", "conc4.json"]), ["vus: 128 4"]);
        assert_eq!(found(&["a/concurrency_8/x.json", "a/concurrency_16/x.json"]), ["vus: 8 16"]);
        assert_eq!(found(&["max_concurrency-8.json", "max_concurrency-16.json"]), ["vus: 8 16"]);
        assert_eq!(found(&["batch_8/out.json", "batch_16/out.json"]), ["batch_size: 8 16"]);
        assert_eq!(found(&["tp4_bs8.json", "tp8_bs8.json"]), ["tp: 4 8"], "what is the same says nothing");
        assert_eq!(found(&["tp4/isl1024_osl128.csv", "tp8/isl1024_osl512.csv"]), ["tp: 4 8", "osl: 128 512"]);
        assert_eq!(found(&["16users.json", "32users.json"]), ["vus: 16 32"]);
        assert_eq!(found(&["qps_0.5.json", "qps_2.json"]), ["request_rate: 0.5 2"]);
    }

    #[test]
    fn words_and_unknown_words_with_numbers() {
        assert_eq!(found(&["prueba-1200.json", "prueba-800.json"]), ["prueba: 1200 800"]);
        assert_eq!(found(&["tp4_quant-fp8.json", "tp4_quant-bf16.json"]), ["quant: fp8 bf16"]);
        assert_eq!(found(&["load_balanced.json", "load_cheap.json"]), ["name: balanced cheap"]);
        assert_eq!(found(&["vllm/a100/r.json", "sglang/h100/r.json"]), ["name: vllm sglang", "name 2: a100 h100"]);
        assert_eq!(found(&["base.json", "base_fp8.json"]), ["name: - fp8"]);
    }

    #[test]
    fn equal_names_and_single_files_say_nothing() {
        assert_eq!(found(&["a/b.json"]), [""; 0]);
        assert_eq!(found(&["b.json", "b.json"]), [""; 0]);
        assert_eq!(found(&[]), [""; 0]);
        assert_eq!(found(&["", "c4"]), ["vus: - 4"]);
    }
}
