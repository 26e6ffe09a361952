//! The columns, in the drawer and where a table is refused: which means what, and how that stands in the address.

use crate::harness::run;
use crate::harness::stage::{OTHER, Stage, VISION, id, other, real_table};

/// Chooses an option of a select, as a reader does.
async fn choose(stage: &Stage, select: &str, value: &str) {
    let done: bool = stage
        .tab
        .eval(format!(
            "(() => {{ const select = document.querySelector('{}');
                select.value = {value:?};
                select.dispatchEvent(new Event('change', {{ bubbles: true }}));
                return select.value === {value:?}; }})()",
            id(select)
        ))
        .await;
    assert!(done, "{select} has no option {value:?}");
}

#[test]
fn columns_are_in_the_drawer_where_none_is_missing() {
    run(async {
        let stage = Stage::showing(VISION, "").await;
        stage.tab.wait_for(format!("document.querySelector('{}')", id("data-change"))).await;
        assert_eq!((stage.tab.count(&id("roles")).await, stage.tab.count(&id("columns")).await), (0, 0));
        stage.open_data().await;
        let selected = "document.querySelector('[data-testid=role-vus]').selectedOptions[0].text";
        stage.tab.wait_until(selected, "Found: vus".to_owned()).await;
        stage.address_says("columns", "").await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn a_refused_table_can_be_helped() {
    run(async {
        let stage = Stage::set([other(real_table(VISION))]).await;
        stage.visit(&format!("?dataset={OTHER}&columns=avg:,p95:")).await;
        assert!(stage.error().await.contains("“Columns”"));
        stage.app_is("phase", "empty").await;
        // Open by itself.
        stage.tab.wait_for(format!("document.querySelector('{}')", id("role-avg"))).await;
        choose(&stage, "role-avg", "=p95_latency_ms").await;
        stage.app_is("phase", "shown").await;
        stage.points_are(30).await;
        stage.address_says("columns", "avg:p95_latency_ms,p95:").await;
        choose(&stage, "role-avg", "found").await;
        choose(&stage, "role-p95", "found").await;
        stage.address_says("columns", "").await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn what_the_address_says_wrongly_is_told() {
    run(async {
        let stage = Stage::showing(VISION, "&columns=colour:red,vus:nowhere&prices=free").await;
        stage.points_are(30).await;
        stage.open_data().await;
        let notes = stage.tab.text(&id("columns-notes")).await;
        assert!(notes.contains("colour") && notes.contains("nowhere") && notes.contains("free"), "{notes}");
        stage.tab.assert_no_errors().await;
    });
}
