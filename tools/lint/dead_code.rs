//! The library as a program: in it nothing is public, so rustc names what neither the page nor the reader uses. Checked by
//! `make lint`, and never run.

#![deny(dead_code)]

#[path = "../../src/analysis/mod.rs"]
mod analysis;
#[path = "../../src/chart/mod.rs"]
mod chart;
#[path = "../../src/data/mod.rs"]
mod data;
#[path = "../../src/export/mod.rs"]
mod export;
#[path = "../../src/format/mod.rs"]
mod format;
#[path = "../../src/hub/mod.rs"]
mod hub;
#[path = "../../src/page/mod.rs"]
mod page;
#[path = "../../src/text/mod.rs"]
mod text;
#[path = "../../src/thrift.rs"]
mod thrift;
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
    let _ = (
        data::runs::run_table::RunTable::by_default,
        data::runs::run_table::RunTable::chosen,
        data::bundled::Bundled::table,
    );
    let _ = (
        page::evidence::view::EvidenceView::new,
        page::rankings::pareto_menu::choices,
        page::rankings::near_ties::ties,
        page::tables::side_by_side::SideBySide::new,
    );
    let _ = (
        // The plain fit, which tests hold against CRAN's.
        analysis::saturation::usl::Fit::new,
        data::runs::table_facts::Basis::configuration,
        hub::address::DatasetFile::parse,
        page::words::text_table::Cell::as_str,
    );
    let _ = page::choice::filters::Choice::from_pairs([]);
    let _ = chart::painter::Painter::<chart::picture::svg::SvgBackend>::new;
    // What the contours' tests hold lines and regions against.
    let _ = (
        analysis::surface::isolines::isolines,
        analysis::surface::isolines::Region::area,
        analysis::surface::isolines::Region::contains,
    );
}
