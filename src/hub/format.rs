//! File formats of tables, told by a path's extension.

/// A format that tables are read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileFormat {
    /// Parquet.
    Parquet,
    /// Comma-separated values.
    Csv,
    /// Tab-separated values.
    Tsv,
    /// One JSON object a line.
    JsonLines,
    /// One JSON document.
    Json,
}

impl FileFormat {
    /// The format of a path's extension, ignoring case; `None` for any other extension.
    #[must_use]
    pub fn of(path: &str) -> Option<Self> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let (stem, ending) = name.rsplit_once('.')?;
        let known = [
            ("parquet", Self::Parquet),
            ("csv", Self::Csv),
            ("tsv", Self::Tsv),
            ("jsonl", Self::JsonLines),
            ("ndjson", Self::JsonLines),
            ("json", Self::Json),
        ];
        let (_, format) = known.iter().find(|(known, _)| ending.eq_ignore_ascii_case(known))?;
        // `.json` is a hidden file without an extension.
        (!stem.is_empty()).then_some(*format)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn format_by_extension() {
        assert_eq!(FileFormat::of("data/x.PARQUET"), Some(FileFormat::Parquet));
        assert_eq!(FileFormat::of("a.b/x.ndjson"), Some(FileFormat::JsonLines));
        for other in ["parquet", "a.csv/x", "x.parquet.crc", "data/.json", ""] {
            assert_eq!(FileFormat::of(other), None, "{other}");
        }
    }
}
