//! The library as a program: in it nothing is public, so rustc names what neither the page nor the reader uses. Checked by
//! `make lint`, and never run.

#[path = "../../src/analysis/mod.rs"]
mod analysis;
#[path = "../../src/chart/mod.rs"]
mod chart;
#[path = "../../src/data/mod.rs"]
mod data;
#[path = "../../src/export/mod.rs"]
mod export;
#[path = "../../src/hub/mod.rs"]
mod hub;
#[path = "../../src/ui/mod.rs"]
mod ui;
#[path = "../../src/worker/mod.rs"]
mod worker;

fn main() {
    ui::app::start();
    ui::bench::start();
    worker::serve::start();
    for_tests();
}

/// What only tests use, and why it is not in them.
fn for_tests() {
    // Short forms of what the page calls with more arguments.
    let _ = (data::run_table::RunTable::by_default, data::run_table::RunTable::chosen, data::bundled::Bundled::table);
    let _ = (ui::evidence_view::EvidenceView::new, ui::menu_view::choices, ui::ties_view::ties);
    let _ = (analysis::evidence::Evidence::new, hub::address::DatasetFile::parse, ui::listing::Cell::as_str);
    let _ = ui::choice::Choice::from_pairs([]);
    let _ = chart::painter::Painter::<chart::vector::Vector>::new;
    // What the contours' tests hold lines and regions against.
    let _ = (analysis::isolines::isolines, analysis::isolines::Region::area, analysis::isolines::Region::contains);
}
