//! Other measures than cost and latency on the axes of the first chart, and as objectives of the menu.

use crate::harness::run;
use crate::harness::stage::{Stage, id};

const TITLE: &str = "document.querySelector('#chart-title').textContent";

#[test]
fn the_fields_picture_by_name_and_back() {
    run(async {
        let stage = Stage::of_language_model("&workload=1%2C024%20in%20%2F%201%2C024%20out%20tokens").await;
        stage.tab.wait_until(TITLE, "Cost against latency".to_owned()).await;
        stage.pick_option("scatter-preset", "Tokens/s/GPU against").await;
        let title = "Output tokens/s/GPU against tokens/s/user, by median TPOT";
        stage.tab.wait_until(TITLE, title.to_owned()).await;
        let front = format!("document.querySelector('{}').dataset.front.split(',').length", id("scatter"));
        stage.tab.wait_until(front, 9).await;
        let label = format!("document.querySelector('{}').ariaLabel.startsWith('{title}')", id("scatter"));
        stage.tab.wait_for(label).await;
        stage.tab.wait_until("new URLSearchParams(location.search).get('y')", "outgpu".to_owned()).await;
        stage.tab.wait_until(format!("document.querySelectorAll('{} li').length", id("group-fronts-legend")), 5).await;
        stage.tab.click(&id("group-fronts")).await;
        stage.tab.wait_until(format!("document.querySelectorAll('{} li').length", id("group-fronts-legend")), 0).await;
        stage.pick_option("scatter-preset", "own axes").await;
        stage.pick_option("scatter-y", "Mean time to first token").await;
        stage.tab.wait_until(TITLE, "Mean time to first token against tokens/s/user, by median TPOT".to_owned()).await;
        stage.pick_option("scatter-preset", "Cost against latency").await;
        stage.tab.wait_until(TITLE, "Cost against latency".to_owned()).await;
        stage.tab.wait_for("!new URLSearchParams(location.search).has('x')").await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn any_measure_is_an_objective_of_the_menu() {
    run(async {
        let stage = Stage::of_language_model("&objectives=outgpu,user50").await;
        stage.open_alternatives("trade-offs", "other-measures").await;
        stage.says("menu-sentence", "By output tokens/s/GPU and tokens/s/user, by median TPOT, ").await;
        stage.pick_option("objectives-more", "p99 time to first token").await;
        stage
            .says(
                "menu-sentence",
                "By output tokens/s/GPU, tokens/s/user, by median TPOT and p99 time to first token, ",
            )
            .await;
        stage.tab.wait_for(format!("document.querySelector('{}').disabled", id("objectives-more"))).await;
        stage.tab.assert_no_errors().await;
    });
}
