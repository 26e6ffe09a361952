//! Controls of a language model's table: workload, unit of work, limits on any measure, published limits.

use crate::harness::run;
use crate::harness::stage::{Stage, id};
use crate::harness::tab::quote;

fn parameter(name: &str) -> String {
    format!("new URLSearchParams(location.search).getAll('{name}').join(' ')")
}

#[test]
fn the_answer_follows_workload_unit_and_limits() {
    run(async {
        let stage = Stage::of_language_model("").await;
        let verdict = format!("document.querySelector('{}').textContent", id("verdict"));
        let says = |words: &str| format!("{verdict}.includes({})", quote(words));
        stage.tab.wait_for(says("mi355x · atom · tp 1")).await;
        stage.tab.wait_for(says("$0.167 per 1M output tokens, the cheapest of 74 runs")).await;
        stage.pick_option("workload", "1,024 in / 1,024 out tokens").await;
        stage.tab.wait_for(says("$0.0949 per 1M output tokens, the cheapest of 70 runs")).await;
        stage.tab.wait_until(parameter("workload"), "1,024 in / 1,024 out tokens".to_owned()).await;
        // Limits typed into two fields, both of which hold.
        let [first, token] = ["limit-ttft99", "limit-tpot"].map(|name| format!("#{name}"));
        for (field, limit) in [(first, "1000"), (token, "10")] {
            stage.tab.fill(&field, limit).await;
            stage.tab.press("Enter").await;
        }
        stage.tab.wait_for(says("b200 · trt · tp 2 · ep 2 · dp_attention, at 128 VUs: $0.179")).await;
        stage.tab.wait_for(says("the 61 of 70 runs within the limits")).await;
        stage.tab.wait_until(parameter("limit"), "tpot:10 ttft99:1000".to_owned()).await;
        // Another unit of the same bill, and back, which needs no word in the address.
        stage.pick_option("work-unit", "1M tokens").await;
        stage.tab.wait_for(says("per 1M tokens")).await;
        stage.tab.wait_until(parameter("per"), "total".to_owned()).await;
        stage.pick_option("work-unit", "1M output tokens").await;
        stage.tab.wait_until(parameter("per"), String::new()).await;
        // Published limits take the place of those; a further measure begins where all runs keep it.
        stage.pick_option("limit-presets", "Chat, responsive").await;
        stage.tab.wait_until(parameter("limit"), "tpot99:40 ttft99:450".to_owned()).await;
        stage.says("limit-preset-words", "A starting point, not a rule").await;
        stage.pick_option("limit-add", "Output tokens/s/GPU").await;
        stage.tab.wait_for("document.querySelector('#limit-outgpu')?.value > 0").await;
        stage.tab.assert_no_errors().await;
    });
}
