//! Exported tables: CSV, JSON and parquet, with every digit. What is in them is decided in [`crate::page`].

pub mod csv;
pub mod json;
pub mod parquet;
pub mod sheet;
pub(crate) mod thrift;

use self::sheet::Sheet;

/// What a table can be saved as.
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
    /// As people call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Json => "JSON",
            Self::Parquet => "Parquet",
        }
    }

    /// The ending of a file's name, without the dot.
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

    /// The file. `about` says where the table is from, by key; only parquet has a place for it.
    #[must_use]
    pub fn write(self, sheet: &Sheet, about: &[(&str, String)]) -> Vec<u8> {
        match self {
            Self::Csv => csv::write(sheet).into_bytes(),
            Self::Json => json::write(sheet).into_bytes(),
            Self::Parquet => parquet::write(sheet, about),
        }
    }
}
