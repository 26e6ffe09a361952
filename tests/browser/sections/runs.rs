//! The table of runs.

use crate::harness::run;
use crate::harness::stage::{EMBEDDING, Stage, VISION, id};

/// All rows of the vision table, cheapest first.
const BY_COST: [usize; 5] = [12, 2, 7, 27, 17];

/// The selector of the head whose text contains `word`.
async fn head(stage: &Stage, word: &str) -> String {
    let heads = format!("[...document.querySelectorAll('{} th')]", id("runs"));
    let at: f64 = stage.tab.eval(format!("{heads}.findIndex(th => th.innerText.includes('{word}'))")).await;
    assert!(at >= 0.0, "no column speaks of {word}");
    format!("{} th:nth-child({})", id("runs"), at + 1.0)
}

#[test]
fn the_cheapest_come_first() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        stage.rows_begin(&BY_COST).await;
        let first = stage.tab.text(&format!("{} tbody tr", id("runs"))).await;
        assert!(first.contains("44,496.51"), "{first}");
        let sorted = format!("{} th[aria-sort=ascending]", id("runs"));
        assert_eq!(stage.tab.count(&sorted).await, 1);
        assert!(stage.tab.text(&sorted).await.contains('$'), "the cost's head says how the table is sorted");
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn a_head_sorts_and_sorts_the_other_way() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        let throughput = head(&stage, "hroughput").await;
        stage.tab.click(&format!("{throughput} button")).await;
        stage.attr_is(&throughput, "aria-sort", "ascending").await;
        stage.rows_begin(&[25, 20, 5, 0, 10, 15, 23]).await;
        stage.tab.click(&format!("{throughput} button")).await;
        stage.attr_is(&throughput, "aria-sort", "descending").await;
        stage.rows_begin(&BY_COST).await;
        let sorted = format!("{0} th[aria-sort=ascending], {0} th[aria-sort=descending]", id("runs"));
        assert_eq!(stage.tab.count(&sorted).await, 1, "a table is sorted by one column");
        // By keyboard, from the head on which the click has left the focus.
        stage.tab.press("Enter").await;
        stage.rows_begin(&[25, 20, 5, 0, 10, 15, 23]).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn the_pages_hold_every_run_once() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        let mut rows = stage.rows().await;
        let first = rows.clone();
        assert!(rows.len() < 30, "all runs on one page");
        let at_end = format!("document.querySelector('{}').disabled", id("next"));
        while !stage.tab.eval::<bool>(&at_end).await {
            let before = stage.rows().await;
            stage.tab.click(&id("next")).await;
            let row = format!("document.querySelector('{} tbody tr').dataset.row", id("runs"));
            stage.tab.wait_for(format!("{row} !== '{}'", before[0])).await;
            rows.extend(stage.rows().await);
        }
        assert_eq!(rows[..5], BY_COST);
        assert_eq!(rows.last(), Some(&25), "the dearest comes last");
        rows.sort_unstable();
        assert_eq!(rows, (0..30).collect::<Vec<_>>());
        while !stage.tab.eval::<bool>(format!("document.querySelector('{}').disabled", id("previous"))).await {
            stage.tab.click(&id("previous")).await;
            stage.frames().await;
        }
        stage.rows_begin(&first).await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn a_page_that_the_filters_empty_is_left() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        stage.tab.click(&id("next")).await;
        stage.tab.wait_for(format!("!document.querySelector('{}').disabled", id("previous"))).await;
        stage.tab.fill(&id("cheapest-n"), "3").await;
        stage.rows_begin(&BY_COST[..3]).await;
        assert_eq!(stage.rows().await.len(), 3);
    });
}

#[test]
fn no_number_is_cut_off() {
    run(async {
        let stage = Stage::showing(EMBEDDING, "").await;
        let cut = format!(
            "[...document.querySelectorAll('{} td.numeric')].filter(td => td.scrollWidth > td.clientWidth).length",
            id("runs")
        );
        for _ in 0..6 {
            assert_eq!(stage.tab.eval::<usize>(&cut).await, 0);
            stage.tab.click(&id("next")).await;
            stage.frames().await;
            if stage.tab.eval::<bool>(format!("document.querySelector('{}').disabled", id("next"))).await {
                break;
            }
        }
        assert_eq!(stage.tab.eval::<usize>(&cut).await, 0);
    });
}
