//! Bundled tables: real data sets that ship with the page, so that it works before, and without, the Hub. The default one is
//! in the page's code; the others are in files beside it, named by [`Bundled::file`], and fetched when asked for.
//!
//! Source: the data sets `derek-thomas/{vision-embedding,embedding,classification}-ie-optimization` on the Hugging
//! Face Hub, file `data/train-00000-of-00001.parquet`, made by the load tests of `datavistics/encoder-analysis`
//! (MIT licence). Beside each `.pack` lies the parquet file as the Hub has it; `tests/native/read/pack.rs` makes the
//! one from the other and holds them to the same values. The last one is of a language model, from InferenceX (Apache
//! License 2.0), and on no Hub: what is to be said of it, and its prices, are notes in the packed table
//! (`bundled_notes`).

use arrow::buffer::Buffer;

use super::table::pack;
use crate::data::table::Table;

/// One bundled table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bundled {
    /// The data set's name on the Hub; `bundled/…` for one that is not there.
    pub dataset: &'static str,
    /// What its runs measured.
    pub title: &'static str,
    /// The packed table: a third smaller to download than the parquet file, and readable without a decoder. `None` if it
    /// is in a file beside the page.
    packed: Option<&'static [u8]>,
    /// The SHA-256 of the parquet file on the Hub, in hexadecimal digits; `None` for one that is not there.
    pub sha256: Option<&'static str>,
    /// How many of the cheapest rows the notebook of this table drew.
    pub notebook_cheapest: usize,
}

impl Bundled {
    /// The table, where it is in this code.
    ///
    /// # Panics
    /// If the bytes in the code are no valid table, which a test rules out.
    #[must_use]
    pub fn inside(&self) -> Option<Table> {
        self.packed.map(|packed| pack::unpack(Buffer::from(packed)).expect("the bundled tables can be read"))
    }

    /// The table.
    ///
    /// # Panics
    /// As [`Self::inside`], and in the page also of the tables that are not in its code.
    #[must_use]
    pub fn table(&self) -> Table {
        self.inside().expect("the table is in this code")
    }

    /// Prefix of its file name beside the page; a hash of the table and `.pack` follow.
    #[must_use]
    pub fn file(&self) -> &'static str {
        self.dataset.split_once('/').map_or(self.dataset, |(_, name)| name)
    }
}

/// The file's bytes; none in WebAssembly, which is downloaded before anything can be seen.
macro_rules! beside {
    ($file:literal) => {
        if cfg!(target_arch = "wasm32") { None } else { Some(include_bytes!($file)) }
    };
}

/// The tables of encoders, the default one first.
pub const TABLES: [Bundled; 3] = [
    Bundled {
        dataset: "derek-thomas/vision-embedding-ie-optimization",
        title: "Vision embedding",
        packed: Some(include_bytes!("bundled/vision-embedding-ie-optimization.pack")),
        sha256: Some("8fa5353c8543f92226987c4121653da5546d3d22745379613e6e5dbf2acc4491"),
        notebook_cheapest: NOTEBOOK_CHEAPEST,
    },
    Bundled {
        dataset: "derek-thomas/embedding-ie-optimization",
        title: "Embedding",
        packed: beside!("bundled/embedding-ie-optimization.pack"),
        sha256: Some("e2d4b533a9b91efe51ff90038f847d914b81bd00053fb322d797a3509e41c3c2"),
        notebook_cheapest: NOTEBOOK_CHEAPEST,
    },
    Bundled {
        dataset: "derek-thomas/classification-ie-optimization",
        title: "Classification",
        packed: beside!("bundled/classification-ie-optimization.pack"),
        sha256: Some("809b95eda5d0ca0cfd4b8c0be465a36eeee06eb7fbaab39232e8771219daf0e4"),
        notebook_cheapest: 100,
    },
];

/// The table of a language model.
pub const LLM: Bundled = Bundled {
    dataset: "bundled/gpt-oss-120b-inferencex",
    title: "LLM (gpt-oss-120b)",
    packed: beside!("bundled/gpt-oss-120b-inferencex.pack"),
    sha256: None,
    notebook_cheapest: NOTEBOOK_CHEAPEST,
};

/// All of them, as they are offered.
pub const ALL: [Bundled; 4] = [TABLES[0], TABLES[1], TABLES[2], LLM];

/// How many of the cheapest rows a notebook draws, unless it says otherwise.
pub const NOTEBOOK_CHEAPEST: usize = 500;

/// The bundled table of that data set.
#[must_use]
pub fn find(dataset: &str) -> Option<&'static Bundled> {
    const KNOWN: &[Bundled] = &ALL;
    KNOWN.iter().find(|table| table.dataset == dataset)
}
