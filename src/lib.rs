//! Isocost: which inference configuration is cheapest and still fast enough?
//!
//! A static page that fetches a table of load-test runs, analyses it in the browser and draws it on canvas.
//!
//! # Modules
//!
//! The column "may use" is tested by `tests/native/architecture.rs`. Besides, all but `thrift` and these two themselves
//! may use [`text`] and [`mod@format`].
//!
//! | module | what | may use | crates |
//! |---|---|---|---|
//! | [`text`] | text inside other text: addresses, HTML, unique names | | percent-encoding |
//! | [`mod@format`] | numbers as text: digits, percentages | | |
//! | [`thrift`] | types and variable-length integers of parquet's metadata | | |
//! | `isocost_kernels` (`src/kernels`) | inner loops, a crate of its own as it is compiled for speed | | delaunator |
//! | [`analysis`] | maths on slices | | kernels |
//! | [`data`] | bytes to tables, tables to runs, prices | `analysis`, `thrift` | kernels, arrow, parquet, codecs |
//! | [`chart`] | scenes, drawn on any plotters backend | `analysis` | kernels, plotters, colorous |
//! | [`export`] | tables to CSV, JSON and parquet | `thrift` | parquet |
//! | [`hub`] | requests to the Hugging Face Hub and other hosts | `analysis` | serde_json, gloo-net (behind a trait) |
//! | [`worker`] | fetching and decoding beside the page, in a WebAssembly module of its own | `hub`, `data` | parquet |
//! | [`page`] | what the page says: choices, views, sentences, tables of text | all above but `thrift` | |
//! | `ui` | what the browser does: components, signals, events, canvas | all above but `thrift` | leptos, web-sys |
//!
//! `ui` and the browser's part of `hub` and `worker` are behind the feature `web`; all else compiles and is tested
//! natively without it. Only `ui::chart::canvas` and `ui::chart::backend` (and a bench) name a canvas.
//!
//! ```text
//! hub, data ──> worker ─> (a second WebAssembly module; packed tables come back)
//!                            │
//!                         ui::state (signals in, memos out) ──> page::<subject>::view ──> ui::sections, ui::chart
//! ```
//!
//! Code below the first view is loaded after it: the build splits both WebAssembly modules (`tools/build/split`), and
//! `ui::browser::lazy_code` waits for the second part. `tools/build/loader` fetches it, holds what somebody does before it is
//! there, and says why it does not come.
//!
//! # Subjects: what is said, and what the browser does with it
//!
//! | subject | `page/…` | `ui/…` |
//! |---|---|---|
//! | the answer | `verdict`, `answer` | `sections/verdict.rs` |
//! | how sure it is | `verdict/confidence`, `rankings/chances.rs` | `sections/confidence.rs`, `sections/alternatives/below.rs` |
//! | cost against latency | `scatter` | `sections/cost_latency.rs` (also the order of all sections), `chart/scatter.rs` |
//! | any other measures on its axes | `scatter/{own_axes,own_words,presets}.rs` | `sections/scatter_axes.rs` |
//! | filters, address parameters | `choice` | `controls`, `state`, `browser/address.rs` |
//! | limits | `limits` | `controls/limits.rs` |
//! | cost contour | `contour` | `sections/contour.rs` |
//! | "Did we try enough VUs?" | `enough_vus` | `sections/enough_vus.rs` |
//! | one thing changed, all else equal | `compare` | `sections/compare.rs` |
//! | evidence: one state for each configuration, what to run next | `evidence` (`table.rs`, `state.rs`), `rankings/next_runs.rs` | `sections/evidence_table.rs`, `sections/next_runs.rs` |
//! | sanity checks | `checks` | `sections/checks.rs`, `chart/checks.rs` |
//! | prices, break-even, plan, hosted APIs | `money` | `sections/{prices,break_even,plan,hosted,terms}.rs` |
//! | price lists that somebody fetches | `money/lists`, `choice/price_source.rs` | `sections/prices/lists` |
//! | a note of whoever sends a link | `choice/note.rs` | `sections/{cost_latency,share}.rs` |
//! | alternatives: trade-offs, same bill, best of each, pinned, one step outside | `rankings/alternatives` | `sections/alternatives`, `parts/{tabs,fold,pins}.rs` |
//! | one run in full | `runs/one_run.rs` | `parts/drawer.rs` |
//! | the data bar, and the data in the drawer | `tables/{data_bar,data_facts,notes}.rs`, `runs/preview.rs` | `open/{data_bar,notes}.rs`, `sections/data_drawer.rs` |
//! | table of runs, columns, response shape | `runs` | `sections/{runs_table,columns,response_shape}.rs` |
//! | opening tables, several side by side | `tables` | `open` |
//! | keys, one tab stop for a list | | `parts/{keys,row_keys}.rs` |
//! | definitions of words | `words/terms.rs` | `parts/term.rs` |
//! | files of this computer after a reload | `tables/table_source.rs` | `open/again.rs` |
//! | links, snippets, Python, saved files | `take_away` | `sections/{share,one_file}.rs`, `chart/save_picture.rs`, `parts/{save_table,to_share}.rs` |
//!
//! # One slider move
//!
//! Input event (`ui/controls/vus_slider.rs`) → draft, which the read-out shows at once, and one commit per animation
//! frame (`ui/state`) → rows that pass filters and limits ([`data::runs::filter`], [`analysis::decide::slo`]) → view
//! ([`page::scatter::view`]) → scene ([`chart::scenes::scatter`]) → canvas (`ui/chart/canvas.rs`). Sections far from the
//! screen follow when the control rests. What no filter changes (table, prices, look) hangs on `Draft::undragged`, so that a
//! move asks none of it whether it changed. Hover is HTML over the canvas, which is not redrawn.
//!
//! # Where to change what
//!
//! | what | where |
//! |---|---|
//! | what is cheapest, and of equal costs first | `src/analysis/decide/answer` (demands: `solver.rs`; the order: `ranking.rs`) |
//! | the bill of each run in a table | `src/page/rankings/alternatives/bills.rs` |
//! | which runs are alternatives, and what their table says | `src/page/rankings/alternatives` (`lists.rs`: which; `columns.rs`: cells; `outside.rs`: one step outside the question) |
//! | a run's short name, and the colour of its hardware | `src/page/words/short_runs.rs` |
//! | long names in sentences, made short | `src/page/words/short_sentences.rs`, `src/ui/parts/short_text.rs` |
//! | what stands beside a place's link | `src/ui/parts/place_counts.rs`, told by the place |
//! | forced colours, more contrast, paper | `style/lazy/access.css` |
//! | what else is asked (headroom, a spare machine, the most that is paid) | `src/page/choice/terms.rs`, `src/page/answer/asked.rs` |
//! | "per 1 billion requests" | `src/page/words/cost.rs` |
//! | the price of a run's machine | `src/page/answer/columns.rs` |
//! | a sentence of the verdict | `src/page/verdict/view.rs` (reasons for and against), `confidence` beside it (how sure, near ties) |
//! | what is said of a configuration's series (grades, doubts) | `src/analysis/saturation` (`trend.rs`: the grade; `evidence.rs`: doubts), `src/page/evidence/words.rs` |
//! | which runs are proposed, and how their cost is forecast | `src/analysis/decide/next_runs.rs`, `next_runs/forecast.rs` |
//! | how much two runs of one load differ | `src/analysis/stats/noise.rs` (estimate), `src/data/runs/table_facts.rs` (of which runs), `src/page/words/noise.rs` (words) |
//! | the chance of being cheapest | `src/analysis/decide/chances.rs` (`chances/asked.rs`: of having the lowest bill of a demand, of being the fastest at a cost); checked by `tests/native/simulation` |
//! | what contours lie over and show | `src/data/runs/settings.rs` (settings), `src/page/contour/plane.rs` (which of them), `words.rs` beside it |
//! | labels on isolines | `src/chart/frame/line_labels.rs` (position), `src/chart/scenes/contour.rs` (size, drawing), `src/page/choice/contour.rs` (`Quantity::label`: text) |
//! | the p95 limit | `src/analysis/decide/slo.rs` (rule), `src/page/limits` (words, slider scale), `src/page/choice/limits.rs` (address), `src/ui/controls/limits.rs` (control) |
//! | a colour of the charts | `style/first/tokens.css` and `src/chart/theme.rs`, which a test holds together |
//! | what a mark tells by colour, shape and size | `src/chart/scenes/scatter/paint.rs`, `src/page/scatter/marks.rs` |
//! | the limit on the first chart, the strip under it, the most that is paid, and moving them | `src/chart/scenes/scatter/{limit_line,strip,cost_line}.rs`, `src/page/scatter/{stops,moved_limit,moved_cost}.rs`, `src/ui/chart/limit_handles.rs` |
//! | colours of maps, in the light and in the dark | `src/chart/surface.rs` |
//! | what the first chart shows upwards (cost, bill, rate) | `src/page/scatter/upwards.rs` |
//! | zoom, pan, selection | `src/chart/frame/window.rs` (what is shown), `src/ui/chart/gestures.rs` (pointer, wheel, keys), `tools.rs` beside it |
//! | a chart's legend | `src/page/words/legends.rs` (entries), `group_names.rs` beside it (short names), `src/chart/picture/legend.rs` (drawing), `src/ui/chart/legend.rs` (HTML) |
//! | why a file of the page's own does not come | `tools/build/loader/causes.js`; `src/worker/client.rs` where the reader lacks one |
//! | what waits for the lazy code, what passes | `tools/build/loader/gate.js` (list), `tools/build/split/profile.mjs` (what passes) |
//! | what the Hub's 403 says | `src/hub/error.rs`: `HubError::from_answer` and its `Display` |
//! | what is asked of the server (workload) | `src/data/runs/roles/known_workload.rs` (names), `src/data/runs/workload` (which runs share one), `src/data/runs/filter.rs` (only one passes) |
//! | whether a rate counts failed requests | `src/data/tools/rates.rs` (by tool), `src/data/runs/reliability.rs` |
//! | what runs without hardware are called, equal names | `src/page/words/{unnamed,told_apart}.rs` |
//! | whether more runs are needed for what is asked | `src/page/rankings/next_runs/asked.rs` |
//! | the run that the answer needs again, first of the proposals | `src/page/rankings/next_runs/again.rs` |
//! | the sentence on whether enough load was tried | `src/page/evidence/told.rs` |
//! | how many GPUs a run has | `src/data/runs/gpus` (from the table; `list.rs`: from the reader), `src/data/runs/costs.rs` (prices are multiplied by them) |
//! | the unit of work that costs are quoted for | `src/data/runs/work.rs`, `tokens.rs` beside it (rates) and `work_costs.rs` (costs) |
//! | a measure to limit or to compare by | `src/data/runs/measures` (keys: `keys.rs`), `src/page/words/measures.rs` (words) |
//! | a picture of two measures by name | `src/page/scatter/presets.rs` |
//! | the price list | `src/data/runs/prices.rs` (`NOTEBOOK_PRICES`), `src/data/bundled_prices.rs` (assumptions of a bundled table), `src/page/money/prices.rs` (the section's table) |
//! | which data the split moves | `tools/build/split/data.mjs`, explained in `README.md` beside it |
//! | what a saved page shows without scripts | `src/page/take_away/static_answer.rs`, put in place by `src/page/tables/embedded.rs` |
//! | what `isocost-cli` prints, its exit codes | `src/cli` (`run.rs`: the codes; `engines.rs`, `load_tests.rs`: commands) |
//! | an exported column | `src/page/take_away/export_tables.rs` (runs), else the heads of the subject's table in `src/page/<subject>` |
//! | a chart's axes | `src/chart/frame/axes.rs`, `ticks.rs` beside it; the titles are in `src/page/<subject>/view.rs` |
//! | how a CSV file is read | `src/data/text/csv.rs` (rows), `csv/head.rs` (names), `cell.rs` (types), `quantity.rs` (units in cells) |
//! | how a load tester's result is read | `src/data/tools/maps/<tool>.rs` (static data; `map.rs` above it has the types) |
//! | what a file without runs is told | `src/data/tools/refusal.rs` (known tools), `src/data/runs/refusal.rs` (evidence in other tables), `not_runs.rs` beside it (sentences) |
//! | which unit a column without one has | `src/data/runs/roles/settle.rs` |
//! | which column names are known | `src/data/runs/roles/known.rs`, `known_words.rs` and `known_tokens.rs` beside it |
//! | which doubts the card of the answer has | `src/page/verdict/view.rs` (`doubts`), `src/page/verdict/confidence/card.rs` (of its own run) |
//! | how a number is written | `src/format/numbers.rs` |
//! | a section's style | `style/lazy/<section>.css`; the first view's are in `style/first` |
//!
//! # Words
//!
//! - Run: one load test, a row of the table.
//! - Configuration: hardware, image, engine, vendor and batch size; with several tables side by side also the table.
//! - Workload: what is asked of the server in a run (tokens in and out, data set, pattern of requests). Never part of a
//!   configuration; runs of different workloads are never ranked against each other.
//! - VUs: virtual users, the number of requests in flight.
//! - Cost: $ per 1 billion requests, or of tokens per 1 million ([`data::runs::work::Work`]); where failed requests are
//!   counted as answered, per 1 billion successful requests.
//! - Noise: by how much two runs of one load may differ, `2√2 s` of their throughput; known from repeats or from neighbouring
//!   loads, else assumed.
//! - TTFT: time to the first token. TPOT: time per further output token. ITL: gap between two chunks of an answer.
//! - View (in `page`): what a section shows, computed from rows and choices. Scene: what a chart draws.

#![cfg_attr(feature = "dead-code", expect(clippy::allow_attributes, reason = "what only tests use is dead there"))]
// Here and not in Cargo.toml: the tests may unwrap.
#![warn(clippy::unwrap_used)]

pub mod analysis;
pub mod chart;
pub mod data;
pub mod export;
pub mod format;
pub mod hub;
pub mod page;
pub mod text;
pub mod thrift;
#[cfg(feature = "web")]
pub mod ui;
pub mod worker;
