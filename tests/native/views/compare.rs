//! The comparison and the table of best runs on small made tables: three values, ties, repeats, unusable costs, absent
//! columns, many configurations.

use std::sync::Arc;

use crate::support::shown::{all, made_table};
use crate::support::tables::{number, table, text};
use isocost::data::table::column::Column;
use isocost::page::choice::filters::Choice;
use isocost::page::compare::offer::{Compared, Offer};
use isocost::page::compare::view::{CompareLayout, CompareView, MOST_PANELS};
use isocost::page::compare::words::{bubble_fields, bubble_title, nothing_in_table, panel_summary, summary};
use isocost::page::rankings::best::BestView;
use isocost::page::tables::active_table::ActiveTable;
use isocost::page::words::text_table::Cell;

/// A table with these texts and costs; batch size 8, 4 VUs and 100 ms everywhere.
fn made(texts: &[(&str, &[&str])], cost_usd: &[f64]) -> ActiveTable {
    let known = |&(name, values): &(&str, &[&str])| text(name, &values.iter().copied().map(Some).collect::<Vec<_>>());
    let mut columns: Vec<Column> = texts.iter().map(known).collect();
    for (name, value) in
        [("batch_size", 8.0), ("vus", 4.0), ("avg_latency_ms", 100.0), ("throughput_req_per_sec", 40.0)]
    {
        columns.push(number(name, &vec![value; cost_usd.len()]));
    }
    columns.push(number("1B_cost", cost_usd));
    made_table(table(columns))
}

fn view(shown: &ActiveTable, compared: Compared) -> CompareView {
    let fixed = CompareLayout::new(shown, &Arc::new(Offer::of(shown)), compared);
    CompareView::new(shown, &all(shown), &Arc::new(fixed))
}

fn best(shown: &ActiveTable) -> BestView {
    BestView::new(shown, &all(shown), &all(shown), &Choice::default())
}

#[test]
fn of_three_images_the_second_cheapest_is_the_measure() {
    let shown = made(&[("hw_type", &["h"; 4]), ("image", &["a", "b", "c", "b"])], &[100.0, 8.0, 10.0, 9.0]);
    assert_eq!(Offer::of(&shown).options, [Compared::Image]);
    let view = view(&shown, Compared::Image);
    assert_eq!(view.fixed.values, ["a", "b", "c"]);
    let contest = view.contest(1).expect("b has won");
    assert_eq!(contest.candidates, [1, 2, 0]);
    assert_eq!(bubble_title(&view, contest), "Cheaper: b");
    let fields: Vec<(&str, String)> = bubble_fields(&shown, &view, contest);
    let said: Vec<String> = fields.iter().map(|(name, value)| format!("{name} {value}")).collect();
    assert_eq!(
        said,
        [
            "Saving 20.0%",
            "Batch size 8",
            "VUs 4",
            "Cost $0.00800 / 1M requests · b",
            "Cost $0.0100 / 1M requests · c",
            "Cost $0.100 / 1M requests · a"
        ]
    );
    assert_eq!(
        summary(&shown, &view),
        "At 1 place where nothing but image differs, b is cheapest at 1, a at 0, c at 0. In the median b saves \
         20.0% against the cheapest other (places where it is dearer count as negative). Too few places for a test. The \
         largest saving is 20.0%, by b against c (batch size 8, 4 VUs). 1 repeated run is not counted: a cheaper run of the \
         same image stands at the same place."
    );
    assert_eq!(view.contest(0), None);
}

#[test]
fn equal_costs_are_no_difference() {
    let shown = made(&[("hw_type", &["h"; 2]), ("image", &["a", "b"])], &[5.0, 5.0]);
    let view = view(&shown, Compared::Image);
    assert!(view.fixed.ties);
    assert_eq!((view.scenes[0].bubbles[0].value, view.scenes[0].bubbles[0].saving_percent), (None, 0.0));
    assert_eq!(bubble_title(&view, view.contest(0).expect("the first stands for it")), "No difference");
    assert_eq!(
        summary(&shown, &view),
        "At 1 place where nothing but image differs, a is cheapest at 0, b at 0, and there is no difference at 1."
    );
    assert!(panel_summary(&view, 0).contains("no difference at 1"));
    assert_eq!(panel_summary(&view, 7), "");
}

#[test]
fn unusable_costs_never_compete_and_are_counted() {
    for broken in [0.0, -2.0, f64::NAN, f64::INFINITY] {
        let shown = made(&[("hw_type", &["h"; 3]), ("image", &["a", "b", "c"])], &[5.0, broken, 10.0]);
        let view = view(&shown, Compared::Image);
        assert_eq!(view.fixed.values, ["a", "c"], "{broken}");
        assert!(summary(&shown, &view).contains("1 run has no usable cost"), "{broken}");
        let best = best(&shown);
        assert_eq!(best.listing.lines.len(), 3);
        assert_eq!((best.listing.lines[2].row, best.listing.lines[2].cells[1].as_str()), (None, "b"));
        assert_eq!(best.listing.lines[2].cells.last().map(Cell::as_str), Some("no usable cost"));
        assert!(best.caption.ends_with("cannot be the best."), "{}", best.caption);
        let none = made(&[("hw_type", &["h"; 2]), ("image", &["a", "b"])], &[5.0, broken]);
        assert!(Offer::of(&none).options.is_empty());
        assert!(
            nothing_in_table(&Offer::of(&none))
                .contains("image has 2 values, but no two priced runs differ in it alone")
        );
    }
}

#[test]
fn what_changes_together_cannot_be_compared() {
    let shown = made(
        &[("hw_type", &["h"; 2]), ("image", &["a", "b"]), ("engine", &["x", "y"]), ("vendor", &["v"; 2])],
        &[5.0, 6.0],
    );
    assert_eq!(
        nothing_in_table(&Offer::of(&shown)),
        "Nothing to compare in this table: image has 2 values, but no two priced runs differ in it alone; engine has 2 \
         values, but no two priced runs differ in it alone; vendor has one value; hardware has one value."
    );
    let bare = made(&[("hw_type", &["h"])], &[5.0]);
    assert_eq!(
        nothing_in_table(&Offer::of(&bare)),
        "Nothing to compare in this table: image is not a column of it; engine is not a column of it; vendor is not a \
         column of it; hardware has one value."
    );
    let view = best(&shown);
    let titles: Vec<&str> = view.listing.heads.iter().map(|head| head.title.as_str()).collect();
    assert_eq!(titles[..4], ["Hardware", "Image", "Engine", "$ / 1M requests"]);
}

#[test]
fn a_panel_for_each_configuration_up_to_a_limit() {
    let hardware: Vec<String> = (0..20).map(|nth| format!("h{nth:02}")).collect();
    let of_row: Vec<&str> = hardware.iter().flat_map(|name| [name.as_str(); 4]).collect();
    let engines = ["x", "x", "y", "y"].repeat(20);
    let images = ["a", "b", "a", "b"].repeat(20);
    let shown = made(
        &[("hw_type", &of_row), ("engine", &engines), ("image", &images)],
        &(0..80).map(|n| f64::from(n + 1)).collect::<Vec<_>>(),
    );
    assert_eq!(
        Offer::of(&shown).options,
        Compared::ALL.iter().copied().filter(|&c| c != Compared::Vendor && c != Compared::Table).collect::<Vec<_>>()
    );
    let view = view(&shown, Compared::Image);
    assert_eq!((view.scenes.len(), view.fixed.undrawn), (MOST_PANELS, 40 - MOST_PANELS));
    assert_eq!(view.fixed.panels[1].label, "h00 · y");
    assert_eq!(view.comparison.contests.len(), 40);
    assert!(summary(&shown, &view).ends_with("28 more configurations are counted and not drawn."));
}

#[test]
fn no_rows_one_row_and_a_table_without_p95() {
    let one = made(&[("hw_type", &["h"])], &[5.0]);
    let best_of_one = best(&one);
    assert_eq!(best_of_one.caption, "From the only run of the table; nothing is filtered out.");
    assert_eq!(
        best_of_one.listing.lines[0].cells,
        ["h", "(none)", "$0.005000", "8", "4", "100.0", "–", "40.00", "0.0%", "overall best"]
    );
    let none = made(&[("hw_type", &[])], &[]);
    assert!(best(&none).listing.lines.is_empty());
    assert!(nothing_in_table(&Offer::of(&none)).contains("hardware has no value"));
    let unpriced = made(&[("hw_type", &["h"])], &[0.0]);
    assert_eq!(best(&unpriced).listing.sentence, "The run has no usable cost.");
}

#[test]
fn groups_that_keep_no_limit_are_named_last() {
    let shown = made(&[("hw_type", &["g", "h", "h", "i"])], &[10.0, 9.0, 8.0, f64::NAN]);
    let under = |within: &[usize]| {
        let mut choice = Choice::default();
        choice.limits.max_avg_latency_ms = Some(1.0);
        BestView::new(&shown, &all(&shown), within, &choice)
    };
    let view = under(&[1, 3]);
    let ends: Vec<&str> = view.listing.lines.iter().map(|line| line.cells.last().unwrap().as_str()).collect();
    assert_eq!(ends, ["overall best", "no usable cost", "none within the limits"]);
    assert_eq!(
        (view.listing.lines[0].row, view.listing.lines[2].row, view.listing.lines[2].cells[0].as_str()),
        (Some(1), None, "g")
    );
    assert!(view.caption.contains(" 2 runs are within the limits."), "{}", view.caption);
    let none = under(&[]);
    assert_eq!((none.listing.sentence.as_str(), none.listing.lines.len()), ("None of 4 runs is within the limits.", 3));
}
