//! Isocost: which inference configuration is cheapest and still fast enough?
//!
//! A static page that fetches a parquet of load-test runs, analyses it in the browser and draws it on canvas.
//!
//! # The house
//!
//! | module | what | may use |
//! |---|---|---|
//! | `isocost_kernels` (`src/kernels`) | the inner loops, a crate of its own as it is compiled for speed | std, robust |
//! | [`analysis`] | maths on slices | kernels |
//! | [`data`] | what a run is; bytes to columns | `analysis`, arrow, parquet |
//! | [`chart`] | scene to any plotters backend | `analysis`, kernels, plotters |
//! | [`export`] | tables to files | std |
//! | [`hub`] | data set to bytes | `analysis::order`, serde_json, gloo-net, web-sys |
//! | [`worker`] | fetch and decode beside the page | `hub`, `data` |
//! | [`ui`] | the page | all of them; only `ui::canvas` and its `ui::brush` name a canvas |
//!
//! ```text
//! hub, data ──> worker ┐  (a second WebAssembly module; packed tables come back)
//!                 data ─┼─> ui::state (signals in, memos out) ──> ui parts ──> ui::pages
//!                chart ─┘        analysis <── data, chart
//! ```
//!
//! What stands below the first view is code that comes after it: the build divides the page's module, and the reader's
//! (`tools/split.mjs`), and [`ui`] waits for it in one place, `ui::later`.
//!
//! Whatever needs a browser is behind the feature `web`; the rest is compiled and tested natively without it.
//!
//! # One slider move
//!
//! input event → draft (the read-out follows at once) → frame gate (one commit a frame) → rows → scene → canvas.
//! Hover paints HTML over the canvas, which is not drawn again.
//!
//! # Words
//!
//! A *run* is one load test, a row. A *configuration* is hardware, image, engine, vendor and batch size, and of
//! several tables side by side the table. *VUs* are virtual users, the requests in flight. *Cost* is $ per 1 billion
//! requests.

// Here and not in Cargo.toml: the tests may unwrap.
#![warn(clippy::unwrap_used)]

pub mod analysis;
pub mod chart;
pub mod data;
pub mod export;
pub mod format;
pub mod hub;
pub mod page;
#[cfg(feature = "web")]
pub mod ui;
pub mod worker;
