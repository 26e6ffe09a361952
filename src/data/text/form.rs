//! Detection of a file's format by content, else by name; and of files that hold no data.

use super::cell::number_kind;
use super::named_bytes::NamedBytes;

/// Format of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DetectedFormat {
    /// Parquet.
    Parquet,
    /// Rows of cells, separated by commas, tabs or semicolons.
    Separated,
    /// JSON of any layout, JSON Lines among them.
    Json,
}

impl DetectedFormat {
    /// Detects the format of a file; `None` if neither its content nor its name tells.
    pub fn of(file: &NamedBytes) -> Option<Self> {
        let bytes = &file.bytes[..];
        if bytes.starts_with(b"PAR1") || bytes.starts_with(b"PARE") {
            return Some(Self::Parquet);
        }
        if is_json(bytes) {
            return Some(Self::Json);
        }
        match extension(&file.name).as_str() {
            "parquet" | "pq" => Some(Self::Parquet),
            "csv" | "tsv" | "tab" => Some(Self::Separated),
            "json" | "jsonl" | "ndjson" => Some(Self::Json),
            _ => is_separated(bytes).then_some(Self::Separated),
        }
    }

    /// The format's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Parquet => "parquet",
            Self::Separated => "CSV",
            Self::Json => "JSON",
        }
    }
}

/// Whether a text begins as JSON does. A line of a log may begin with a bracket, too (`[ INFO ]`, `[Sun Nov 30 …]`): what
/// follows that of a list is a value, and the list's end or the next value.
pub fn is_json(bytes: &[u8]) -> bool {
    let body = without_bom(bytes).trim_ascii_start();
    let Some(inside) = body.strip_prefix(b"[").map(<[u8]>::trim_ascii_start) else { return body.starts_with(b"{") };
    if matches!(inside.first(), None | Some(b'{' | b'[' | b'"' | b']')) {
        return true;
    }
    let end = inside.iter().position(|byte| b",]\n".contains(byte)).unwrap_or(inside.len());
    let (value, after) = inside.split_at(end);
    let line = after.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let is_end = line != b"]" && line.starts_with(b"]") && !line[1..].trim_ascii().is_empty();
    let value = value.trim_ascii();
    !is_end && (number_kind(value).is_some() || matches!(value, b"true" | b"false" | b"null"))
}

/// Whether the first two lines have the same number of commas, tabs or semicolons, and any: a table under another name.
pub fn is_separated(bytes: &[u8]) -> bool {
    // Tabs at the end of a line count.
    let lines = without_bom(bytes).split(|&byte| byte == b'\n');
    let mut lines = lines.filter(|line| !line.trim_ascii().is_empty());
    let (Some(head), Some(first)) = (lines.next(), lines.next()) else { return false };
    let count = |line: &[u8], delimiter| line.iter().filter(|&&byte| byte == delimiter).count();
    head.len() < 1 << 16
        && b",\t;".iter().any(|&delimiter| {
            let names = count(head, delimiter);
            names > 0 && names == count(first, delimiter)
        })
}

/// Whether a file that no load tester is seen to have written is prose or settings, going by its name.
pub fn is_prose(name: &str) -> bool {
    matches!(extension(name).as_str(), "txt" | "log" | "out" | "xml" | "yaml" | "yml" | "js" | "")
}

/// The text after a UTF-8 byte order mark.
pub fn without_bom(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// The file extension, in lower case.
pub fn extension(name: &str) -> String {
    let base = name.rsplit('/').next().unwrap_or_default();
    base.rsplit_once('.').map_or_else(String::new, |(_, extension)| extension.to_ascii_lowercase())
}

/// Extensions of files that hold no data: prose, pictures, code, settings.
const OTHER_EXTENSIONS: [&str; 33] = [
    "bmp",
    "cfg",
    "css",
    "gif",
    "gitignore",
    "htm",
    "html",
    "ico",
    "ini",
    "ipynb",
    "j2",
    "jpeg",
    "jpg",
    "js",
    "lock",
    "md",
    "mjs",
    "pdf",
    "png",
    "ps1",
    "py",
    "pyc",
    "rs",
    "rst",
    "sh",
    "sql",
    "svg",
    "tf",
    "tif",
    "tiff",
    "toml",
    "ts",
    "webp",
];

/// Names of files that hold no data, although they are JSON or have no extension.
const OTHER_NAMES: [&str; 12] = [
    "codeowners",
    "copying",
    "dataset_infos.json",
    "desktop.ini",
    "dockerfile",
    "license",
    "makefile",
    "notice",
    "package-lock.json",
    "package.json",
    "readme",
    "thumbs.db",
];

/// A script that holds results: Gatling's.
const SCRIPT_OF_RESULTS: &str = "stats.js";

/// Whether a file holds no data and is skipped: by its name, or because it is empty and not named as a table.
pub fn is_no_data(file: &NamedBytes) -> bool {
    is_named_as_no_data(&file.name) || (file.bytes.is_empty() && DetectedFormat::of(file).is_none())
}

/// Whether a path is hidden, in a hidden folder, or of a kind that is never a table.
pub fn is_named_as_no_data(path: &str) -> bool {
    let is_here = |part: &str| matches!(part, "." | "..");
    let hidden = |part: &str| (part.starts_with('.') && !is_here(part)) || part == "__MACOSX" || part == "node_modules";
    let base = path.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    path.split('/').any(hidden)
        || OTHER_NAMES.contains(&base.as_str())
        || (OTHER_EXTENSIONS.contains(&extension(&base).as_str()) && base != SCRIPT_OF_RESULTS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, bytes: &'static [u8]) -> NamedBytes {
        NamedBytes { name: name.into(), bytes: bytes.into() }
    }

    #[test]
    fn content_takes_precedence_over_the_name() {
        assert_eq!(DetectedFormat::of(&file("a.csv", b"PAR1")), Some(DetectedFormat::Parquet));
        assert_eq!(DetectedFormat::of(&file("a", b"\xef\xbb\xbf\n {}")), Some(DetectedFormat::Json));
        assert_eq!(DetectedFormat::of(&file("a.CSV", b"x")), Some(DetectedFormat::Separated));
        assert_eq!(DetectedFormat::of(&file("a.d/b", b"x,y")), None);
    }

    #[test]
    fn a_bracket_may_begin_a_log() {
        for json in [
            "{",
            "[",
            " [ ]",
            "[]",
            "[{\"a\":1}]",
            "[[1],[2]]",
            "[1, 2]",
            "[1]\n[2]",
            "[ -1.5e3\n]",
            "[\"a\"]",
            "[null,1]",
        ] {
            assert!(is_json(json.as_bytes()), "{json}");
        }
        for log in
            ["[ INFO ] Count", "[Sun Nov 30 10:00:00] x", "[Step 1/11] x", "[2026-11-30 10:00] x", "[0] rank", "[x, y]"]
        {
            assert!(!is_json(log.as_bytes()), "{log}");
        }
    }

    #[test]
    fn files_without_data() {
        for name in [".DS_Store", "x/.git/a.json", "README.md", "a/LICENSE", "plot.PNG", "k6.js", "__MACOSX/a.csv"] {
            assert!(is_no_data(&file(name, b"[")), "{name}");
        }
        assert!(is_no_data(&file("_SUCCESS", b"")));
        for name in ["a.csv", "run.json", "noname"] {
            assert!(!is_no_data(&file(name, b"x")), "{name}");
        }
        assert!(!is_no_data(&file("a.csv", b"")), "an empty table is told about");
    }

    #[test]
    fn paths_that_are_skipped() {
        for path in
            ["runs/.git/", "runs/.git/objects/", "runs/node_modules/", "runs/plot.png", "runs/README", "a/k6.js"]
        {
            assert!(is_named_as_no_data(path), "{path}");
        }
        for path in [
            "./a.csv",
            "a/../b.json",
            "runs/",
            "runs/README/",
            "runs/old.log/",
            "runs/1.json",
            "runs/noname",
            "runs/_SUCCESS",
        ] {
            assert!(!is_named_as_no_data(path), "{path}");
        }
    }
}
