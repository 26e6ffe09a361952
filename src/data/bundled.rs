//! The three tables that ship inside the page, so that it shows something true before, and without, a network.
//!
//! Source: the data sets `derek-thomas/{vision-embedding,embedding,classification}-ie-optimization` on the Hugging
//! Face Hub, file `data/train-00000-of-00001.parquet`, made by the load tests of `datavistics/encoder-analysis`
//! (MIT licence). Beside each `.pack` lies the parquet file as the Hub has it; `tests/pack.rs` makes the one from the
//! other and holds them to the same values.

use arrow::buffer::Buffer;

use super::decode::Table;
use super::pack;

/// One bundled table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bundled {
    /// The data set's name on the Hub.
    pub dataset: &'static str,
    /// What its runs measured.
    pub title: &'static str,
    /// The table, packed: a third smaller on the way than the parquet file, and readable without a decoder.
    packed: &'static [u8],
    /// The SHA-256 of the parquet file that it was made from, in hexadecimal digits.
    pub sha256: &'static str,
    /// How many of the cheapest rows the notebook of this table drew.
    pub notebook_cheapest: usize,
}

impl Bundled {
    /// The table.
    ///
    /// # Panics
    /// When the bytes in the page are no table, which a test rules out.
    #[must_use]
    pub fn table(&self) -> Table {
        pack::unpack(Buffer::from(self.packed)).expect("the bundled tables can be read")
    }
}

/// The tables, the default one first.
pub const TABLES: [Bundled; 3] = [
    Bundled {
        dataset: "derek-thomas/vision-embedding-ie-optimization",
        title: "Vision embedding",
        packed: include_bytes!("bundled/vision-embedding-ie-optimization.pack"),
        sha256: "8fa5353c8543f92226987c4121653da5546d3d22745379613e6e5dbf2acc4491",
        notebook_cheapest: NOTEBOOK_CHEAPEST,
    },
    Bundled {
        dataset: "derek-thomas/embedding-ie-optimization",
        title: "Embedding",
        packed: include_bytes!("bundled/embedding-ie-optimization.pack"),
        sha256: "e2d4b533a9b91efe51ff90038f847d914b81bd00053fb322d797a3509e41c3c2",
        notebook_cheapest: NOTEBOOK_CHEAPEST,
    },
    Bundled {
        dataset: "derek-thomas/classification-ie-optimization",
        title: "Classification",
        packed: include_bytes!("bundled/classification-ie-optimization.pack"),
        sha256: "809b95eda5d0ca0cfd4b8c0be465a36eeee06eb7fbaab39232e8771219daf0e4",
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
