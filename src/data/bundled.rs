//! The three tables that ship inside the page, so that it shows something true before, and without, a network.
//!
//! Source: the data sets `derek-thomas/{vision-embedding,embedding,classification}-ie-optimization` on the Hugging
//! Face Hub, file `data/train-00000-of-00001.parquet`, made by the load tests of `datavistics/encoder-analysis`
//! (MIT licence). The bytes are those of the Hub.

/// One bundled table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bundled {
    /// The data set's name on the Hub.
    pub dataset: &'static str,
    /// What its runs measured.
    pub title: &'static str,
    /// The parquet file.
    pub parquet: &'static [u8],
    /// How many of the cheapest rows the notebook of this table drew.
    pub notebook_cheapest: usize,
}

/// The tables, the default one first.
pub const TABLES: [Bundled; 3] = [
    Bundled {
        dataset: "derek-thomas/vision-embedding-ie-optimization",
        title: "Vision embedding",
        parquet: include_bytes!("bundled/vision-embedding-ie-optimization.parquet"),
        notebook_cheapest: NOTEBOOK_CHEAPEST,
    },
    Bundled {
        dataset: "derek-thomas/embedding-ie-optimization",
        title: "Embedding",
        parquet: include_bytes!("bundled/embedding-ie-optimization.parquet"),
        notebook_cheapest: NOTEBOOK_CHEAPEST,
    },
    Bundled {
        dataset: "derek-thomas/classification-ie-optimization",
        title: "Classification",
        parquet: include_bytes!("bundled/classification-ie-optimization.parquet"),
        notebook_cheapest: 100,
    },
];

/// How many of the cheapest rows a notebook draws, unless it says otherwise.
pub const NOTEBOOK_CHEAPEST: usize = 500;

/// The bundled table of that data set.
#[must_use]
pub fn find(dataset: &str) -> Option<&'static Bundled> {
    TABLES.iter().find(|table| table.dataset == dataset)
}
