//! Other measures than cost and latency on the axes of the first chart, and as objectives of the menu.

use crate::harness::run;
use crate::harness::stage::{Stage, VISION, id, real_repo};

/// The table of a language model.
const LLM: &str = "bundled/gpt-oss-120b-inferencex";

async fn opened(query: &str) -> Stage {
    let stage = Stage::set([real_repo(VISION)]).await;
    stage.visit(&format!("?dataset={LLM}{query}")).await;
    stage.app_is("dataset", LLM).await;
    stage.app_is("busy", "false").await;
    stage.tab.wait_for("!document.querySelector('.later')").await;
    stage.frames().await;
    stage
}

/// Picks an entry of a list by its words.
async fn pick(stage: &Stage, list: &str, words: &str) {
    let picked = format!(
        "(() => {{
            const list = document.querySelector('{}');
            const option = [...list.options].find(option => option.text.startsWith('{words}'));
            if (!option) return false;
            list.value = option.value;
            list.dispatchEvent(new Event('change', {{ bubbles: true }}));
            return true;
        }})()",
        id(list)
    );
    assert!(stage.tab.eval::<bool>(picked).await, "{list} has no {words}");
}

const TITLE: &str = "document.querySelector('#chart-title').textContent";

#[test]
fn the_fields_picture_by_name_and_back() {
    run(async {
        let stage = opened("&workload=1%2C024%20in%20%2F%201%2C024%20out%20tokens").await;
        stage.tab.wait_until(TITLE, "Cost against latency".to_owned()).await;
        pick(&stage, "scatter-preset", "Tokens/s/GPU against").await;
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
        pick(&stage, "scatter-preset", "own axes").await;
        pick(&stage, "scatter-y", "Mean time to first token").await;
        stage.tab.wait_until(TITLE, "Mean time to first token against tokens/s/user, by median TPOT".to_owned()).await;
        pick(&stage, "scatter-preset", "Cost against latency").await;
        stage.tab.wait_until(TITLE, "Cost against latency".to_owned()).await;
        stage.tab.wait_for("!new URLSearchParams(location.search).has('x')").await;
        stage.tab.assert_no_errors().await;
    });
}

#[test]
fn any_measure_is_an_objective_of_the_menu() {
    run(async {
        let stage = opened("&objectives=outgpu,user50").await;
        stage.says("menu-sentence", "By output tokens/s/GPU and tokens/s/user, by median TPOT, ").await;
        pick(&stage, "objectives-more", "p99 time to first token").await;
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
