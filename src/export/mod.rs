//! Exported tables: CSV, JSON and parquet, with every digit. What is in them is decided in [`crate::page`].

pub mod csv;
pub mod json;
pub mod parquet;
pub mod sheet;
pub(crate) mod thrift;

use self::sheet::Sheet;

/// File format of an exported table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values, see [`csv::write`].
    Csv,
    /// An array of objects, see [`json::write`].
    Json,
    /// Columns with types, see [`parquet::write`].
    Parquet,
}

impl Format {
    /// The format's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Json => "JSON",
            Self::Parquet => "Parquet",
        }
    }

    /// The file extension, without the dot.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Parquet => "parquet",
        }
    }

    /// The media type.
    #[must_use]
    pub fn mime(self) -> &'static str {
        match self {
            Self::Csv => "text/csv;charset=utf-8",
            Self::Json => "application/json",
            Self::Parquet => "application/vnd.apache.parquet",
        }
    }

    /// The file's bytes. `about` is the table's origin as key-value pairs, which only parquet can store.
    #[must_use]
    pub fn write(self, sheet: &Sheet, about: &[(&str, String)]) -> Vec<u8> {
        match self {
            Self::Csv => csv::write(sheet).into_bytes(),
            Self::Json => json::write(sheet).into_bytes(),
            Self::Parquet => parquet::write(sheet, about),
        }
    }
}
