//! The columns section: roles, reasons, options.

use crate::support::tables::{number, table, text};
use isocost::data::runs::prices::PriceList;
use isocost::data::runs::roles::{Overrides, Role, Roles, Unit};
use isocost::data::runs::run_table::RunTable;
use isocost::data::table::Table;
use isocost::page::runs::columns::{RoleLine, RolesView, Selected, offered, summary};

fn made() -> Table {
    table(vec![
        number("conc", &[1.0, 2.0]),
        number("mean_e2el", &[0.5, 0.5]),
        number("latency", &[500.0, 500.0]),
        text("gpu", &[Some("h100"), Some("nvidia-l4")]),
        text("vendor", &[Some("aws"), Some("aws")]),
        number("odd <b>", &[1.0, 1.0]),
    ])
}

fn view(table: &Table, overrides: &str) -> RolesView {
    let found = Roles::find(table);
    let overrides = Overrides::parse(overrides).0;
    let roles = found.with(table, &overrides);
    let runs = RunTable::new(table.clone(), &roles, &PriceList::default()).ok();
    RolesView::new(table, &found, &overrides, runs.as_ref())
}

fn line(view: &RolesView, role: Role) -> &RoleLine {
    view.lines.iter().find(|line| line.role == role).unwrap()
}

#[test]
fn each_role_says_its_column_and_why() {
    let view = view(&made(), "");
    assert_eq!(view.lines.len(), Role::COUNT);
    let vus = line(&view, Role::Vus);
    assert_eq!((vus.column.as_deref(), vus.unit, &vus.selected), (Some("conc"), None, &Selected::Found));
    assert!(vus.reason.contains("load-test tools"), "{}", vus.reason);
    let avg = line(&view, Role::AvgLatency);
    assert_eq!((avg.column.as_deref(), avg.unit), (Some("mean_e2el"), Some(Unit::Seconds)));
    assert!(avg.reason.contains("Converted") && !avg.reason.contains("taken for"), "{}", avg.reason);
    assert!(line(&view, Role::Throughput).reason.contains("Little"));
    assert_eq!(line(&view, Role::BatchSize).reason, "Not in the table.");
    // A unit that the name leaves open is said to be a guess.
    let guessed = self::view(&table(vec![number("vus", &[1.0]), number("latency", &[5.0])]), "");
    assert!(line(&guessed, Role::AvgLatency).reason.contains("does not say the unit"));
}

#[test]
fn an_estimate_needs_attention() {
    let view = view(&made(), "");
    assert!(view.attention.contains("estimated"), "{}", view.attention);
    assert!(summary(&view).starts_with("4 columns are understood. Throughput is estimated"), "{}", summary(&view));
}

#[test]
fn a_refused_table_still_says_its_columns() {
    let view = view(&made(), "avg:,vus:nowhere");
    assert!(line(&view, Role::AvgLatency).column.is_none());
    assert_eq!(line(&view, Role::AvgLatency).selected, Selected::None);
    assert_eq!(view.notes.len(), 1);
}

#[test]
fn options_round_trip() {
    let table = made();
    assert_eq!(offered(&table, Role::AvgLatency)[..2], ["mean_e2el", "latency"]);
    assert_eq!(offered(&table, Role::HwType)[0], "gpu");
    assert!(!offered(&table, Role::Vus).contains(&"gpu".to_owned()));
    let mut overrides = Overrides::default();
    for (value, text) in [("=odd <b>", "vus:odd <b>"), ("none", "vus:"), ("=none", "vus:none"), ("found", "")] {
        Selected::choose(value, Role::Vus, &mut overrides);
        assert_eq!(overrides.to_string(), text);
    }
    assert_eq!(Selected::Column("none".to_owned()).value(), "=none");
}
