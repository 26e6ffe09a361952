//! Several tables side by side: what is joined, what is told apart, and what is said where tables differ.

use std::sync::Arc;

use crate::support;
use crate::support::shown::{all, joined, loaded};
use crate::support::tables::{number, table, text};
use isocost::data::bundled;
use isocost::data::error::DecodeError;
use isocost::data::limits::Limits;
use isocost::data::runs::filter::Filter;
use isocost::data::runs::prices::PriceFrom;
use isocost::data::runs::roles::{Overrides, Role, Roles};
use isocost::data::runs::run_table::RunTable;
use isocost::data::table::Table;
use isocost::page::choice::contour::Controls;
use isocost::page::choice::filters::Choice;
use isocost::page::compare::offer::{Compared, Offer};
use isocost::page::compare::view::{CompareLayout, CompareView};
use isocost::page::compare::words::{nothing_in_table, summary};
use isocost::page::contour::view::ContourView;
use isocost::page::enough_vus::groups::VusGroups;
use isocost::page::rankings::best::BestView;
use isocost::page::runs::columns::{RolesView, offered_in};
use isocost::page::runs::table::heads;
use isocost::page::scatter::view as scatter_view;
use isocost::page::scatter::view::ScatterView;
use isocost::page::tables::active_table::{ActiveTable, Groups, Loaded};
use isocost::page::tables::side_by_side::{SideBySide, still_shown, with, without};
use isocost::page::tables::table_source::MOST_TABLES;
use isocost::page::words::runs::run_title;

/// Two runs as the notebooks name them.
fn house(hardware: &str, cost_usd: f64) -> Table {
    table(vec![
        number("vus", &[1.0, 2.0]),
        number("batch_size", &[8.0, 8.0]),
        number("avg_latency_ms", &[10.0, 20.0]),
        number("throughput_req_per_sec", &[100.0, 100.0]),
        number("1B_cost", &[cost_usd, 2.0 * cost_usd]),
        text("hw_type", &[Some(hardware), Some(hardware)]),
    ])
}

/// Two runs as another tool names them: seconds, no throughput, no cost, no batch size.
fn foreign() -> Table {
    table(vec![
        number("conc", &[1.0, 2.0]),
        number("mean_e2el", &[0.5, 0.25]),
        text("gpu", &[Some("nvidia-l4"), Some("nvidia-l4")]),
        text("vendor", &[Some("aws"), Some("aws")]),
    ])
}

#[test]
fn a_single_table_is_unchanged() {
    for bundled in bundled::TABLES {
        let alone = support::bundled(bundled.dataset);
        let side = joined([(bundled.dataset, bundled.table())]);
        assert_eq!((&side.place, side.runs.table.is_some(), side.runs.table_at), (&alone.place, false, None));
        assert_eq!(side.groups, alone.groups);
        assert_eq!(VusGroups::configurations(&side), VusGroups::configurations(&alone));
        assert_eq!(heads(&side, true), heads(&alone, true));
        let best = |shown: &ActiveTable| BestView::new(shown, &all(shown), &all(shown), &Choice::default());
        assert_eq!(best(&side), best(&alone));
        assert!(!Offer::of(&side).options.contains(&Compared::Table));
        assert!(!nothing_in_table(&Offer::of(&side)).contains("table is"));
        // A filter of tables in its address says nothing about it.
        let filter = Filter { table: Some(["x".to_owned()].into()), ..Filter::default() };
        assert_eq!(filter.rows(&side.runs, &side.batch_sizes).len(), side.runs.rows);
    }
    let none = SideBySide::new(&[], &Choice::default());
    assert!(none.shown.is_none() && none.refused.is_none() && none.entries.is_empty());
    assert!(matches!(RunTable::beside(Vec::new()), Err(DecodeError::NoColumns)));
}

#[test]
fn the_real_tables_keep_every_value() {
    let parts: Vec<RunTable> =
        bundled::TABLES.iter().map(|table| RunTable::by_default(table.table()).unwrap()).collect();
    let named = parts.iter().cloned().zip(["v", "e", "c"]).map(|(runs, name)| (name.to_owned(), runs)).collect();
    let joined = RunTable::beside(named).unwrap();
    let column = |read: fn(&RunTable) -> &[f64]| parts.iter().flat_map(read).copied().collect::<Vec<f64>>();
    let same = |a: &[f64], b: &[f64]| a.iter().map(|v| v.to_bits()).eq(b.iter().map(|v| v.to_bits()));
    assert!(same(&joined.cost_usd_per_billion, &column(|runs| &runs.cost_usd_per_billion)));
    assert!(same(&joined.avg_latency_ms, &column(|runs| &runs.avg_latency_ms)));
    assert!(same(&joined.vus, &column(|runs| &runs.vus)));
    assert_eq!(joined.table.as_ref().unwrap().labels, ["c", "e", "v"]);
    assert_eq!(joined.rows, parts.iter().map(|runs| runs.rows).sum::<usize>());
    // The same column as the field, for those who show or sort by it.
    let at = joined.position(Role::Cost).unwrap();
    assert!(same(&joined.columns[at].numbers().unwrap(), &joined.cost_usd_per_billion));
    assert!(joined.derived.is_empty());
    let prices: usize = joined.prices.iter().map(|pair| pair.rows).sum();
    assert_eq!(prices, joined.rows);
    for (row, name) in [(0, "v"), (parts[0].rows, "e"), (joined.rows - 1, "c")] {
        assert_eq!(joined.table.as_ref().unwrap().label(row), name);
        assert_eq!(joined.columns[joined.table_at.unwrap()].text(row), name);
    }
}

#[test]
fn tables_of_other_tools_are_read_each_for_itself() {
    let side = joined([("a/house", house("nvidia-l4", 50.0)), ("a/foreign", foreign())]);
    let runs = &side.runs;
    assert_eq!(&runs.avg_latency_ms[..], [10.0, 20.0, 500.0, 250.0]);
    assert_eq!(&runs.vus[..], [1.0, 2.0, 1.0, 2.0]);
    assert_eq!(&runs.throughput_req_per_sec[..], [100.0, 100.0, 2.0, 8.0]);
    assert!(runs.throughput_is_estimate(), "of one table, so of none it is a proof");
    assert!(runs.cost_usd_per_billion.iter().all(|cost| *cost > 0.0), "{:?}", &runs.cost_usd_per_billion[..]);
    assert_eq!(&runs.batch_size[..2], [8.0, 8.0]);
    assert!(runs.batch_size[3].is_nan());
    assert_eq!(runs.hw_type.labels, ["nvidia-l4"]);
    let column = |role| &runs.columns[runs.position(role).unwrap()];
    assert_eq!((column(Role::AvgLatency).name.as_str(), column(Role::Vus).name.as_str()), ("avg_latency_ms", "vus"));
    assert_eq!(column(Role::AvgLatency).text(3), "250");
    assert_eq!(column(Role::HwType).text(2), "nvidia-l4");
    let vendors: Vec<&str> = (0..4).map(|row| runs.vendor.as_ref().unwrap().label(row)).collect();
    assert_eq!(vendors, ["(none)", "(none)", "aws", "aws"]);
    assert_eq!(runs.categories, []);
    assert_eq!((runs.file_columns, runs.table_at), (10, Some(10)), "the files' own, then the table's name");
}

#[test]
fn a_column_of_another_meaning_is_not_merged() {
    // In the second table `vus` counts something else; the reader says what the users are.
    let mut odd = foreign();
    odd.columns.push(number("vus", &[7.0, 7.0]));
    let choice = Choice { columns: Overrides::parse("vus:conc").0, ..Choice::default() };
    let side = SideBySide::new(&[loaded("a/house", house("h", 5.0)), loaded("a/odd", odd)], &choice).shown.unwrap();
    assert_eq!(&side.runs.vus[..], [1.0, 2.0, 1.0, 2.0], "each by what it has");
    let at = side.runs.position(Role::Vus).unwrap();
    assert_eq!(side.runs.columns[at].name, "vus (derived)");
    assert_eq!((0..4).map(|row| side.runs.columns[at].text(row)).collect::<String>(), "1212");
}

#[test]
fn a_column_called_table_stays_what_it_is() {
    let mut with_column = house("h", 5.0);
    with_column.columns.push(text("table", &[Some("x"), Some("y")]));
    let side = joined([("a/b", with_column), ("a/c", house("h", 4.0))]);
    let runs = &side.runs;
    assert_eq!(runs.columns[runs.table_at.unwrap()].name, "table (opened)");
    let own = runs.columns.iter().find(|column| column.name == "table").unwrap();
    assert_eq!((own.text(0), own.is_null(2)), ("x".to_owned(), true));
    assert_eq!(runs.table.as_ref().unwrap().labels, ["b", "c"]);
}

#[test]
fn the_table_tells_configurations_apart_everywhere() {
    let side = joined([("a/old", house("h", 50.0)), ("a/<b>new", house("h", 40.0))]);
    let labels = ["h · <b>new", "h · old"];
    assert_eq!(side.groups.labels, labels);
    assert_eq!(side.notebook_groups.labels, labels);
    assert_eq!(side.groups.of_row, [1, 1, 0, 0]);
    assert_eq!(run_title(&side, 0), "h · old");
    let names = |groups: VusGroups| groups.labels.iter().map(|label| label.name()).collect::<Vec<_>>();
    assert_eq!(names(VusGroups::configurations(&side)), ["h · <b>new · batch 8", "h · old · batch 8"]);
    assert_eq!(names(VusGroups::notebook(&side)), ["h · <b>new · batch 8", "h · old · batch 8"]);
    let choice = Choice::default();
    let scatter = ScatterView::new(&side, &all(&side), &choice, &scatter_view::fixed(&side, &choice));
    assert_eq!(scatter.legend.iter().map(|group| group.label.as_str()).collect::<Vec<_>>(), labels);
    assert_ne!(scatter.legend[0].symbol, scatter.legend[1].symbol);
    let contour = ContourView::new(&side, &all(&side), false, Controls::default());
    assert_eq!(contour.panels.iter().map(|panel| panel.label.as_str()).collect::<Vec<_>>(), labels);
    let best = BestView::new(&side, &all(&side), &all(&side), &choice);
    assert_eq!(best.listing.heads[2].title, "Table");
    let cells: Vec<&str> = best.listing.lines.iter().map(|line| line.cells[2].as_str()).collect();
    assert_eq!(cells, ["<b>new", "old"]);
    assert!(heads(&side, false).iter().any(|head| head.title == "Table"));
    assert_eq!(heads(&side, true).iter().filter(|head| head.title.to_lowercase() == "table").count(), 1);
}

#[test]
fn a_group_without_a_cost_names_its_table() {
    let side = joined([("a/old", house("h", 50.0)), ("a/free", house("h", 0.0))]);
    let best = BestView::new(&side, &all(&side), &all(&side), &Choice::default());
    let last = best.listing.lines.last().unwrap();
    assert_eq!((last.row, last.cells[2].as_str()), (None, "free"));
}

#[test]
fn tables_are_filtered() {
    let side = joined([("a/old", house("h", 50.0)), ("a/new", house("h", 40.0))]);
    let rows = |names: &[&str]| {
        let table = Some(names.iter().map(|&name| name.to_owned()).collect());
        Filter { table, ..Filter::default() }.rows(&side.runs, &side.batch_sizes)
    };
    assert_eq!(rows(&["old"]), [0, 1]);
    assert_eq!(rows(&["new"]), [2, 3]);
    assert_eq!(rows(&["old", "new"]), [0, 1, 2, 3]);
    assert!(rows(&[]).is_empty() && rows(&["gone"]).is_empty());
    let filter = Filter { table: Some(["old".to_owned()].into()), ..Filter::default() };
    let best = BestView::new(&side, &rows(&["old"]), &rows(&["old"]), &Choice { filter, ..Choice::default() });
    assert!(best.caption.contains("table old"), "{}", best.caption);
}

fn compared(side: &ActiveTable) -> String {
    let offer = Arc::new(Offer::of(side));
    assert!(offer.options.contains(&Compared::Table), "{:?}", offer.options);
    let fixed = CompareLayout::new(side, &offer, Compared::Table);
    summary(side, &CompareView::new(side, &all(side), &Arc::new(fixed)))
}

#[test]
fn tables_are_compared_with_all_else_equal() {
    let said = compared(&joined([("a/old", house("h", 50.0)), ("a/new", house("h", 40.0))]));
    assert!(said.starts_with("At 2 places where nothing but table differs, new is cheapest at 2, old at 0."), "{said}");
    assert!(said.contains("In the median new saves 20.0%"), "{said}");
}

#[test]
fn settings_that_change_with_the_table_are_named() {
    let with_image = |name, image, cost_usd| {
        let mut made = house("h", cost_usd);
        made.columns.push(text("image", &[Some(image), Some(image)]));
        (name, made)
    };
    let side = joined([with_image("a/old", "tei:1", 50.0), with_image("a/new", "tei:2", 40.0)]);
    let said = compared(&side);
    assert!(said.starts_with("At 2 places where nothing but table and with it image differ, new is"), "{said}");
    // An image that two tables share is held equal.
    let side = joined([
        with_image("a/old", "tei:1", 50.0),
        with_image("a/new", "tei:2", 40.0),
        with_image("a/again", "tei:1", 30.0),
    ]);
    let said = compared(&side);
    assert!(said.starts_with("At 2 places where nothing but table differs, again is cheapest at 2"), "{said}");
}

#[test]
fn a_table_that_cannot_be_compared_is_left_out_and_named() {
    let no_latency = table(vec![number("vus", &[1.0]), text("hw_type", &[Some("h")])]);
    let tables = [loaded("a/good", house("h", 5.0)), loaded("a/bad", no_latency.clone())];
    let side = SideBySide::new(&tables, &Choice::default());
    let kept = side.shown.unwrap();
    assert_eq!((kept.runs.rows, kept.runs.table.is_none()), (2, true), "one is left: nothing to tell apart");
    assert_eq!(kept.place.each().len(), 2, "the address goes on naming both");
    let words = side.refused.unwrap();
    assert!(words.starts_with("“bad” is left out: No column was found that holds a latency"), "{words}");
    assert_eq!(side.entries.iter().map(|entry| entry.left_out).collect::<Vec<_>>(), [false, true]);
    assert_eq!(still_shown(&side.entries).as_deref(), Some("good is still shown."));
    let both = SideBySide::new(&[loaded("a/x", no_latency.clone()), loaded("a/y", no_latency)], &Choice::default());
    assert!(both.shown.is_none());
    let words = both.refused.unwrap();
    assert!(words.contains("“x” is left out") && words.contains("“y” is left out"), "{words}");
    assert_eq!(still_shown(&both.entries), None);
}

#[test]
fn a_table_over_the_size_limit_is_left_out() {
    let tables = ["a/one", "a/two", "a/three"].map(|name| loaded(name, house("h", 5.0)));
    let side = SideBySide::of_several(&tables, &Overrides::default(), &Limits { rows: 5, ..Limits::default() });
    assert_eq!(side.shown.unwrap().runs.rows, 4);
    let words = side.refused.unwrap();
    assert!(words.contains("“three” is left out") && words.contains("6 rows in all tables together"), "{words}");
    let side = SideBySide::of_several(&tables, &Overrides::default(), &Limits { cells: 24, ..Limits::default() });
    assert_eq!(side.entries.iter().filter(|entry| entry.left_out).count(), 1, "6 columns of one name each");
}

#[test]
fn prices_are_asked_for_where_any_table_lacks_them() {
    let mut unpriced = foreign();
    unpriced.columns.retain(|column| column.name != "gpu");
    unpriced.columns.push(text("gpu", &[Some("own-card"), Some("own-card")]));
    unpriced.columns.retain(|column| column.name != "vendor");
    let side = joined([("a/costs", house("own-card", 5.0)), ("a/none", unpriced)]);
    let [pair] = &side.runs.prices[..] else { panic!("{:?}", side.runs.prices) };
    assert_eq!((pair.from, pair.rows), (PriceFrom::Unknown, 2), "the runs without a cost");
}

#[test]
fn empty_tables_and_settings_that_vary_in_one_table() {
    let mut empty = house("h", 5.0);
    empty.columns = vec![number("vus", &[]), number("avg_latency_ms", &[])];
    empty.rows = 0;
    let side = joined([("a/some", house("h", 5.0)), ("a/none", empty)]);
    assert_eq!((side.runs.rows, side.runs.table.as_ref().unwrap().labels.len()), (2, 1));
    assert_eq!(side.groups.labels, ["h"], "nothing to tell apart");
    let repeat = |tp: [f64; 4]| {
        let mut made = table(vec![
            number("vus", &[1.0, 2.0, 1.0, 2.0]),
            number("avg_latency_ms", &[1.0; 4]),
            text("hw_type", &[Some("h"); 4]),
        ]);
        let whole = tp.map(|tp| if tp == 1.0 { Some("one") } else { Some("two") });
        made.columns.push(text("site", &whole));
        made
    };
    let side = joined([("a/vary", repeat([1.0, 1.0, 2.0, 2.0])), ("a/same", repeat([1.0; 4]))]);
    let [(name, category)] = &side.runs.categories[..] else { panic!("{:?}", side.runs.categories) };
    assert_eq!((name.as_str(), category.label(5)), ("site", "one"), "read where it never varies, too");
}

#[test]
fn groups_of_three_categories() {
    let mut first = house("b", 5.0);
    first.columns.push(text("image", &[Some("x"), Some("y")]));
    let mut second = house("a", 5.0);
    second.columns.push(text("image", &[Some("y"), Some("y")]));
    let side = joined([("a/one", first), ("a/two", second)]);
    let groups = Groups::by_hardware_and_image(&side.runs);
    assert_eq!(groups.labels, ["a · y · two", "b · x · one", "b · y · one"]);
    assert_eq!(groups.of_row, [1, 2, 0, 0]);
}

#[test]
fn tables_are_added_and_removed() {
    let one = loaded("a/one", house("h", 5.0));
    let two = with(&[Arc::clone(&one)], Loaded::clone(&loaded("a/two", house("h", 4.0)))).unwrap();
    assert_eq!(two.len(), 2);
    let again = with(&two, Loaded::clone(&loaded("a/one", foreign()))).unwrap();
    assert_eq!((again.len(), again[0].table.columns.len()), (2, 4), "the same is replaced in its place");
    assert_eq!(without(&again, &one.place).iter().map(|l| l.place.title()).collect::<Vec<_>>(), ["a/two"]);
    let mut many = Vec::new();
    for nth in 0..MOST_TABLES {
        many = with(&many, Loaded::clone(&loaded(&format!("a/t{nth}"), house("h", 5.0)))).unwrap();
    }
    assert!(with(&many, Loaded::clone(&one)).is_none());
    assert!(with(&many, Loaded::clone(&loaded("a/t0", foreign()))).is_some());
}

#[test]
fn columns_of_all_tables_are_named_and_offered() {
    let (a, b) = (house("h", 5.0), foreign());
    let (found_a, found_b) = (Roles::find(&a), Roles::find(&b));
    let (overrides, _) = Overrides::parse("p95:mean_e2el");
    let named = [("house", &a, &found_a), ("foreign", &b, &found_b)];
    let view = RolesView::of_several(&named, &overrides, None);
    let line = |role: Role| view.lines.iter().find(|line| line.role == role).unwrap();
    assert_eq!(line(Role::Vus).column.as_deref(), Some("vus"));
    assert!(line(Role::Vus).reason.starts_with("“vus” in house, “conc” in foreign."), "{}", line(Role::Vus).reason);
    assert_eq!(line(Role::Vendor).column.as_deref(), Some("vendor"));
    assert_eq!(line(Role::Cost).reason, "Found by its name.");
    assert_eq!(view.notes, ["“house”: There is no column “mean_e2el” for p95 latency."]);
    let offered = offered_in(&[&a, &b], Role::Vus);
    assert!(offered.contains(&"vus".to_owned()) && offered.contains(&"conc".to_owned()), "{offered:?}");
    assert_eq!(RolesView::of_several(&[], &overrides, None), RolesView::default());
}
